import type { Target } from './table';

/** A figure that the page promises. */
export interface Promised extends Omit<Target, 'actual'> {
	/** Why it is as it is, where it is missed: what the profiles on the page show. */
	reason?: string;
}

const TEN = '10,000 people';
const HUNDRED = '100,000';
const RUN = `An unchanged run at ${TEN}`;

const HELPER =
	'The run does two things that the script does not. n8n’s request helper, the only way out for a node of a verified package, opens a connection for every request and takes it through its own code: the script with that helper is in “To the floor”. And every page is checked, the lists are joined, and everybody is mapped, placed and compared, in code that V8 mostly interprets, since it runs once. “Where the time goes” has the share of each.';
const COLD =
	'The code runs once in a run, so V8 interprets most of it. “Where the time goes” has the share of each part, and “Mapping, and mapper, builder and planner together” the same work with its code warm.';
const GARBAGE =
	'Reading Flex makes the process grow most: V8 lets the answers that were read lie as garbage as long as it may hold more. “Where the memory goes” has what each node adds.';
const TOLD = `The limit is for JavaScript’s objects, garbage among them. Beside them the process holds code, buffers and n8n’s engine, some hundred megabytes before the run begins. ${GARBAGE}`;

const GROWTH = '“Seconds by node” shows which node takes more than ten times as long.';

const more = (from: string) => ({
	promise: `Requests more than the least, ${from}`,
	limit: 5,
	unit: 'requests',
	reason: '“Requests to the least possible” shows where the requests went.',
});

/**
 * Every promise of the page, in its order. The parts of the bench give the figures for them; a
 * figure that no data file has yet is “not measured yet” on the page.
 */
export const PROMISES = {
	smallPagesLate: {
		promise: `${RUN} to the bare script, in pages of 100, answers 50 ms late`,
		limit: 1.3,
		unit: '×',
		reason: HELPER,
	},
	smallPagesAtOnce: {
		promise: `${RUN} to the bare script, in pages of 100, answers at once`,
		limit: 2.5,
		unit: '×',
		reason: HELPER,
	},
	largePagesLate: {
		promise: `${RUN}, more than the bare script, in pages of 1,000, answers 50 ms late`,
		limit: 1,
		unit: 's',
		reason: HELPER,
	},
	largePagesAtOnce: {
		promise: `${RUN}, more than the bare script, in pages of 1,000, answers at once`,
		limit: 1,
		unit: 's',
		reason: HELPER,
	},
	computing: {
		promise: `Mapper, builder and planner together at ${TEN}, unchanged`,
		limit: 0.3,
		unit: 's',
		reason: COLD,
	},
	report: {
		promise: 'The report of 10,000 changes',
		limit: 0.5,
		unit: 's',
		reason:
			'The code runs once in a run, so V8 interprets most of it. “Seconds by node” has the report of every run.',
	},
	firstLoadTold: {
		promise: `Peak memory at ${HUNDRED}, first load, in bulk, --max-old-space-size=1024`,
		limit: 1024,
		unit: 'MB',
		reason: TOLD,
	},
	firstLoad: {
		promise: `Peak memory at ${HUNDRED}, first load, in bulk`,
		limit: 1843,
		unit: 'MB',
		reason: GARBAGE,
	},
	unchanged: {
		promise: `Peak memory at ${HUNDRED}, unchanged`,
		limit: 1536,
		unit: 'MB',
		reason: GARBAGE,
	},
	onePercent: {
		promise: `Peak memory at ${HUNDRED}, 1 % changed`,
		limit: 1536,
		unit: 'MB',
		reason: GARBAGE,
	},
	unchangedTime: {
		promise: `Seconds at ${HUNDRED} to ten times those at ${TEN}, unchanged: linear`,
		limit: 1.2,
		unit: '×',
		reason: GROWTH,
	},
	firstLoadTime: {
		promise: `Seconds at ${HUNDRED} to ten times those at ${TEN}, first load, in bulk: linear`,
		limit: 1.2,
		unit: '×',
		reason: GROWTH,
	},
	computingTime: {
		promise: `Mapper, builder and planner at ${HUNDRED} people to ten times those at 10,000: linear`,
		limit: 1.2,
		unit: '×',
		reason: GROWTH,
	},
	unchangedMemory: {
		promise: `Memory that a run adds at ${HUNDRED} to ten times that at ${TEN}, unchanged: linear`,
		limit: 1.2,
		unit: '×',
		reason: GARBAGE,
	},
	firstLoadMemory: {
		promise: `Memory that a run adds at ${HUNDRED} to ten times that at ${TEN}, first load, in bulk: linear`,
		limit: 1.2,
		unit: '×',
		reason: GARBAGE,
	},
	flexFaster: {
		promise: `Reading Flex in large pages, faster at ${TEN}`,
		limit: 4,
		atLeast: true,
		unit: '×',
	},
	runFaster: { promise: 'The whole run with them, faster', limit: 3, atLeast: true, unit: '×' },
	flexRequestsSmall: {
		promise: 'Requests to Flex more than the least, pages of 100',
		limit: 5,
		unit: 'requests',
	},
	flexRequestsLarge: {
		promise: 'Requests to Flex more than the least, pages of 1,000',
		limit: 5,
		unit: 'requests',
	},
	stockFirstLoad: {
		promise: 'Faster than stock nodes at 3,000 people, first load, in bulk',
		limit: 30,
		atLeast: true,
		unit: '×',
	},
	stockFirstLoadRequests: {
		promise: 'Requests to those of stock nodes at 3,000 people, first load, in bulk',
		limit: 0.1,
		unit: '×',
	},
	stockUnchanged: {
		promise: 'Faster than stock nodes at 3,000 people, unchanged',
		limit: 30,
		atLeast: true,
		unit: '×',
		reason:
			'n8n evaluates an expression for every item: the more people, the more the stock nodes fall behind. “To stock nodes” shows both sizes.',
	},
	stockUnchangedRequests: {
		promise: 'Requests to those of stock nodes at 3,000 people, unchanged',
		limit: 0.1,
		unit: '×',
		reason: 'In an unchanged run both read the same pages and write nothing.',
	},
	moreFirstLoad: more('first load, one by one'),
	moreUnchanged: more('unchanged'),
	moreOnePercent: more('1 % changed'),
	moreRenamedDepartment: more('a department renamed in all offices'),
	moreSwappedUsernames: more('two swap their usernames'),
	warm: {
		promise: `Mapper, builder and planner together at ${TEN}, unchanged, their code warm`,
		limit: 0.3,
		unit: 's',
	},
	warmTime: {
		promise: `The same at ${HUNDRED} people to ten times those at 10,000: linear`,
		limit: 1.2,
		unit: '×',
		reason:
			'“Where the time of builder and planner goes” shows what takes more than ten times as long.',
	},
	builderToMap: {
		promise: 'The builder takes at most 3 times as long as a bare Map',
		limit: 3,
		unit: '×',
		reason: '“Where the time of builder and planner goes” shows what a bare Map leaves out.',
	},
	builderToJob: {
		promise: 'The builder is faster than the fastest library that does the same job',
		limit: 1,
		unit: '×',
		reason:
			'No library gives ids that stay the same and managers of groups: “Where the time of builder and planner goes”.',
	},
	builderToLinking: {
		promise: 'The builder is faster than the fastest library linking alone',
		limit: 1,
		unit: '×',
		reason:
			'Linking alone leaves out the finding of the groups, which is most of the work: “Where the time of builder and planner goes”.',
	},
	plannerToDiff: {
		promise: 'The planner takes at most 3 times as long as a bare diff',
		limit: 3,
		unit: '×',
		reason:
			'Where everyone has changed, the guards hold nearly all of it back, and say how it is released: “Where the time of builder and planner goes”.',
	},
	plannerRenames: {
		promise: 'With 5000 groups renamed at once, too',
		limit: 3,
		unit: '×',
		reason: 'A bare diff recognises no renamed group.',
	},
} as const satisfies Record<string, Promised>;

export type PromiseId = keyof typeof PROMISES;

/** A promise with the figure that was measured for it. */
export function target(id: PromiseId, actual: number): Target {
	const { promise, limit, unit, atLeast }: Promised = PROMISES[id];
	return { promise, actual, limit, unit, ...(atLeast && { atLeast }) };
}
