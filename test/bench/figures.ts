import type { BenchTable, Cell, Column, Target } from './table';

/** What the bench gives. */
export interface Figures {
	/** `vm`, `legacy` or `quickjs`; `null` where nothing ran on the engine. */
	expressionEngine: string | null;
	tables: BenchTable[];
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
export function limitInWords({ limit, atLeast, unit }: Omit<Target, 'actual'>): string {
	return `${atLeast ? 'at least' : 'at most'} ${withUnit(limit, unit)}`;
}

export function withUnit(value: number, unit: string | undefined): string {
	return `${inWords(value, unit === undefined ? {} : { unit })}${unit ? ` ${unit}` : ''}`;
}

/** `Total (s)` */
export function heading({ name, unit }: Column): string {
	return unit === undefined || unit === 'requests' ? name : `${name} (${unit})`;
}
