import type { Keeping } from '../figures/measurement';

/** Another process of the bench. */
export interface Process {
	ask: <T>(message: object) => Promise<T>;
	end: () => Promise<void>;
}

/** What the command gives to the parts. */
export interface Tools extends Keeping {
	/** @param file relative to this folder */
	startProcess: (file: string, options?: { flags?: string[] }) => Promise<Process>;
}
