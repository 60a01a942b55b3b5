/** What a measured process needs of Node beyond the language. */
export interface Host {
	readJson: <T>(file: string) => T;
	/** Returns the name of the expression engine that is in use from then on. */
	startExpressionEngine: () => Promise<string>;
	collectGarbage: () => void;
	/** Says what is being done, for whoever waits. */
	progress: (line: string) => void;
	/** Megabytes of memory that the process has held at most so far. */
	peakMemory: () => number;
}
