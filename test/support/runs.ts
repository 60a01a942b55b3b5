/** Share of the cases of a property that are tried: 1, or less in mutation tests (jest's `globals`). */
declare const RUN_SHARE: number;

/** How many cases a property is tried with. */
export function runs(cases: number): number {
	return Math.max(10, Math.round(cases * RUN_SHARE));
}
