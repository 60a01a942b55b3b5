import type { BenchTable, Cell, Column, Target } from './table';

/** The machine that the figures were measured on. */
export interface Machine {
	processor: string;
	cores: number;
	/** In GB. */
	memory: number;
	node: string;
	n8n: string;
	/** `vm`, `legacy` or `quickjs`; `null` where nothing ran on the engine. */
	expressionEngine: string | null;
	/** `YYYY-MM-DD` */
	date: string;
	minutes: number;
	/** The average number of processes that wanted a core before the bench began. */
	load: number;
}

/** The file docs/performance.json. */
export interface Figures {
	machine: Machine;
	/** Whether too little was measured for figures to keep. */
	isQuick: boolean;
	tables: BenchTable[];
}

/**
 * Figures of some parts put into those of others, so that a part can be measured again by itself:
 * each of its ratios holds within one run.
 *
 * @param ids of all tables, in the order of the page
 * @throws Error where the others are from another machine
 */
export function merged(before: Figures, now: Figures, ids: readonly string[]): Figures {
	const told = ({ processor, cores, node, n8n }: Machine) =>
		[processor, `${cores} cores`, `Node ${node}`, `n8n-core ${n8n}`].join(', ');
	const isElsewhere = told(before.machine) !== told(now.machine);
	if (isElsewhere && !now.tables.every(isCounted)) {
		throw new Error(
			`The page was measured on ${told(before.machine)}, this is ${told(now.machine)}: measure the whole.`,
		);
	}
	const kept = before.isQuick ? [] : before.tables;
	const tables = new Map([...kept, ...now.tables].map((table) => [table.id, table]));
	return {
		machine: isElsewhere
			? before.machine
			: {
					...now.machine,
					expressionEngine: now.machine.expressionEngine ?? before.machine.expressionEngine,
					minutes: now.machine.minutes + (before.isQuick ? 0 : before.machine.minutes),
					load: Math.max(now.machine.load, before.isQuick ? 0 : before.machine.load),
				},
		isQuick: now.isQuick,
		tables: ids.flatMap((id) => tables.get(id) ?? []),
	};
}

/** Whether a table has nothing but requests, which are as many on every machine. */
function isCounted({ columns }: BenchTable): boolean {
	return columns.every(({ unit }) => unit === undefined || unit === 'requests');
}

/** A value with as many digits as it deserves. */
export function inWords(value: Cell, { unit }: Pick<Column, 'unit'>): string {
	if (value === null) return '';
	if (typeof value === 'string') return value;
	if (unit === undefined || unit === 'MB' || unit === 'requests') {
		return Math.round(value).toLocaleString('en-US');
	}
	const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
	return value.toLocaleString('en-US', {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	});
}

export function isReached({ actual, limit, atLeast }: Target): boolean {
	return atLeast ? actual >= limit : actual <= limit;
}

/** `reached`, or by how much it is not. */
export function verdict(target: Target): string {
	if (isReached(target)) return 'reached';
	const { actual, limit, unit, atLeast } = target;
	if (unit === 'requests') return `missed by ${inWords(actual - limit, { unit })}`;
	const ratio = atLeast ? limit / actual : actual / limit;
	return `missed by a factor of ${inWords(ratio, { unit: '×' })}`;
}

/** A limit as it is in a promise: `at most 1.50 ×`. */
export function limitInWords({ limit, atLeast, unit }: Target): string {
	return `${atLeast ? 'at least' : 'at most'} ${withUnit(limit, unit)}`;
}

export function withUnit(value: number, unit: string | undefined): string {
	return `${inWords(value, unit === undefined ? {} : { unit })}${unit ? ` ${unit}` : ''}`;
}

/** `Total (s)` */
export function heading({ name, unit }: Column): string {
	return unit === undefined || unit === 'requests' ? name : `${name} (${unit})`;
}
