import type { FlexSandbox } from '../sandbox/flex/server';
import type { WinningtempSandbox } from '../sandbox/winningtemp/server';

/** Both stand-ins. */
export interface Site {
	flex: FlexSandbox;
	winningtemp: WinningtempSandbox;
}

/** What became of one sync. */
export interface SyncOutcome {
	/** Ids of the employees that the reading passed on; `null` where it ended with an error. */
	employees: ReadonlySet<string> | null;
	/** What ended it before its end, in the words for the person at the screen. */
	error: string | null;
	/** Changes that were held. */
	held: number;
	/** Changes that failed or were skipped. */
	notMade: string[];
}
