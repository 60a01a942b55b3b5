/**
 * How much work something is, counted and not timed, so that a busy machine changes nothing. One
 * unit is one element that a loop, a copy or a method of an array, a map or a set visits, or one
 * comparison of a sort.
 */

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Prototype = Record<string, Method>;

let counted = 0;

/** Methods that call back for each element that they visit, and may stop early. */
const CALLING = [
	'every',
	'filter',
	'find',
	'findIndex',
	'findLast',
	'findLastIndex',
	'flatMap',
	'forEach',
	'map',
	'reduce',
	'reduceRight',
	'some',
	'sort',
	'toSorted',
];
/** Methods that look for a value, from the start or from the end. */
const SEARCHING = ['includes', 'indexOf', 'lastIndexOf'];
/** Methods whose result holds a copy of each element that they visit. */
const COPYING = ['concat', 'slice', 'flat'];

/** Counts a call of the callback, which is always the first argument. */
const calling = (original: Method): Method =>
	function (callback, ...rest) {
		if (typeof callback !== 'function') return original.call(this, callback, ...rest);
		const counting: Method = function (...args) {
			counted++;
			return (callback as Method).apply(this, args);
		};
		return original.call(this, counting, ...rest);
	};

const searching = (original: Method): Method =>
	function (...args) {
		counted += (this as unknown[]).length;
		return original.apply(this, args);
	};

const copying = (original: Method): Method =>
	function (...args) {
		const copy = original.apply(this, args) as unknown[];
		counted += copy.length;
		return copy;
	};

/** Steps of an iterator: loops with `for … of`, spreads, `new Map(…)`, `Array.from(…)`. */
const stepping = (original: Method): Method =>
	function () {
		counted++;
		return original.call(this);
	};

/** Replaces methods, and returns what puts the original ones back. */
function replace(
	target: object,
	names: readonly string[],
	wrap: (original: Method) => Method,
): Array<() => void> {
	const methods = target as Prototype;
	return names.map((name) => {
		const original = methods[name]!;
		methods[name] = wrap(original);
		return () => {
			methods[name] = original;
		};
	});
}

const iteratorOf = (list: Iterable<unknown>): object =>
	Object.getPrototypeOf(list[Symbol.iterator]()) as object;

function startCounting(): Array<() => void> {
	return [
		...replace(Array.prototype, CALLING, calling),
		...replace(Array.prototype, SEARCHING, searching),
		...replace(Array.prototype, COPYING, copying),
		...[Map.prototype, Set.prototype].flatMap((target) => replace(target, ['forEach'], calling)),
		...replace(Object, ['keys', 'values', 'entries'], copying),
		...[[], new Map(), new Set()].flatMap((list) => replace(iteratorOf(list), ['next'], stepping)),
	];
}

/** @returns the units of work that `run` does until it is done */
export async function workOf(run: () => unknown): Promise<number> {
	const restore = startCounting();
	try {
		counted = 0;
		await run();
		return counted;
	} finally {
		for (const putBack of restore) putBack();
	}
}

/**
 * How work grows when its input becomes four times as large: 1 where each element costs as much as
 * before (linear), 4 where it costs four times as much (quadratic).
 *
 * @param prepare makes an input of a size, which is not counted, and returns the work on it
 */
export async function growthOfWork(
	size: number,
	prepare: (size: number) => (() => unknown) | Promise<() => unknown>,
): Promise<number> {
	const [small, large] = [await workOf(await prepare(size)), await workOf(await prepare(4 * size))];
	// Work on each element is at least one unit; less is work that this does not see.
	if (small < size) throw new Error(`Only ${small} units of work were seen for ${size} elements`);
	return large / small / 4;
}

/** Below this, work is linear: sorting, and what a run costs once, leave room on either side. */
export const LINEAR = 1.5;
