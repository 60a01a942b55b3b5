/** Share of the cases of a property that are tried: 1, or less in mutation tests (jest's `globals`). */
declare const RUN_SHARE: number;
/** Whether all seeds and cuts are tried: `MORE_SEEDS=1 npm test`, as `.ci/run` does. */
declare const MORE_SEEDS: boolean;

/** How many cases a property is tried with. */
export function runs(cases: number): number {
	return Math.max(10, Math.round(cases * RUN_SHARE));
}

/** The seeds or cuts of an expensive test: a few in `npm test`, all of them in `.ci/run`. */
export function fewOrAll<T>(few: T, all: T): T {
	return MORE_SEEDS ? all : few;
}
