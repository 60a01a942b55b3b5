import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

/** Milliseconds between two messages, and before the first one: short runs say nothing. */
const INTERVAL = 2000;
/** Milliseconds from which on a run says at its end how long it took. */
const LONG = 10_000;

/**
 * Shows people how far a long run is: while it goes on, in n8n's log at debug level and, where
 * the workflow was started by hand, in the console of the browser that shows the editor; at its
 * end by a hint at the node. Only numbers are told, nobody's data.
 */
export class Progress {
	private readonly begin: number;
	private last: number;

	constructor(
		private readonly context: IExecuteFunctions | ILoadOptionsFunctions,
		private readonly now: () => number = Date.now,
	) {
		this.begin = this.now();
		this.last = this.begin;
	}

	/**
	 * @param what follows the numbers, e.g. `changes made`
	 * @param total `null` where it is not known
	 */
	tell(what: string, done: number, total: number | null): void {
		const now = this.now();
		if (now - this.last < INTERVAL) return;
		this.last = now;
		const { name } = this.context.getNode();
		const of = total === null ? '' : ` of ${words(total)}`;
		const message = `${name}: ${words(done)}${of} ${what}`;
		this.context.logger.debug(message);
		if ('sendMessageToUI' in this.context) this.context.sendMessageToUI(message);
	}

	/** Says how long a long run took. */
	finish(what: string, done: number): void {
		const seconds = (this.now() - this.begin) / 1000;
		if (seconds * 1000 < LONG || !('addExecutionHints' in this.context)) return;
		this.context.addExecutionHints({
			type: 'info',
			location: 'outputPane',
			message: `${words(done)} ${what} in ${duration(seconds)}, ${words(Math.max(1, Math.round(done / seconds)))} a second.`,
		});
	}
}

function words(count: number): string {
	return count.toLocaleString('en');
}

function duration(seconds: number): string {
	const whole = Math.round(seconds);
	if (whole < 120) return `${whole} seconds`;
	return `${Math.floor(whole / 60)} minutes and ${whole % 60} seconds`;
}
