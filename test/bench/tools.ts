/** Another process of the bench. */
export interface Process {
	ask: <T>(message: object) => Promise<T>;
	end: () => Promise<void>;
}

/** What the command gives to the parts. */
export interface Tools {
	/** @param file relative to this folder */
	startProcess: (file: string, options?: { flags?: string[] }) => Promise<Process>;
	/** Says what is being measured. */
	progress: (line: string) => void;
}
