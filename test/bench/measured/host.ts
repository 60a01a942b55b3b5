import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { CpuProfile } from './profile';

/** What a measured process needs of Node beyond the language. */
export interface Host {
	readJson: <T>(file: string) => T;
	/** Returns the name of the expression engine that is in use from then on. */
	startExpressionEngine: () => Promise<string>;
	/** n8n's own request helper, that which nodes must use. */
	n8nRequest: (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;
	/** Begins to look where the time goes; returns how to end it. */
	startProfile: () => Promise<() => Promise<CpuProfile>>;
	collectGarbage: () => void;
	/** Says what is being done, for the person who waits. */
	progress: (line: string) => void;
	/** Megabytes of memory that the process has held at most so far. */
	peakMemory: () => number;
	/** Megabytes that the process holds now, and of JavaScript's objects, garbage among them. */
	memory: () => { resident: number; objects: number };
}
