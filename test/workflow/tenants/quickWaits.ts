import type { clockOf } from '../../../http/n8n';

/** The clock of the nodes, with waits a fiftieth as long; the limits of time for a request stay. */
export function quickWaits(actual: typeof clockOf): typeof clockOf {
	return (context) => {
		const clock = actual(context);
		const sleep = async (milliseconds: number, until?: AbortSignal) =>
			await clock.sleep(milliseconds < 60_000 ? milliseconds / 50 : milliseconds, until!);
		return { ...clock, sleep };
	};
}
