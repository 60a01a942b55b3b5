import { compareText } from '../../../directory/common/text';
import { dateOf } from './dates';

/** Something that is in force from one day to another, both included. */
export interface Period {
	/** `null`: since ever. */
	from: string | null;
	/** `null`: for ever. */
	to: string | null;
	/** Settles which of two that began on the same day counts. */
	id: string;
}

/** The first and last day as Flex writes them: `toDate`, or `tomDate` with the last day included. */
export function periodDays(fields: {
	FromDate?: unknown;
	ToDate?: unknown;
	TomDate?: unknown;
}): Pick<Period, 'from' | 'to'> {
	return { from: dateOf(fields.FromDate), to: dateOf(fields.ToDate) ?? dateOf(fields.TomDate) };
}

/** Whether a day lies in the period, its first and last day included. */
export function isInForce(period: Period, day: string): boolean {
	return (period.from ?? '') <= day && (period.to === null || day <= period.to);
}

/**
 * Of those that are in force on a day the one that began last; of those that began on the same
 * day the one with the smallest id. `null` if none is in force.
 */
export function inForce<P extends Period>(periods: readonly P[], day: string): P | null {
	return periods.reduce<P | null>((best, period) => laterInForce(best, period, day), null);
}

/** As `inForce`, one period after the other: of what was best so far and one more. */
export function laterInForce<P extends Period>(best: P | null, period: P, day: string): P | null {
	if (!isInForce(period, day)) return best;
	return best === null ? period : later(best, period);
}

/**
 * What describes someone best on a day: what is in force; else what was last, for someone who
 * has left; else what comes first, for someone who has not begun.
 */
export function closestTo<P extends Period>(periods: readonly P[], day: string): P | null {
	const past = periods.filter((period) => (period.from ?? '') <= day);
	return (
		inForce(periods, day) ??
		latest(past) ??
		periods.reduce<P | null>((best, period) => {
			return best === null || compareStart(period, best) < 0 ? period : best;
		}, null)
	);
}

function latest<P extends Period>(periods: readonly P[]): P | null {
	return periods.reduce<P | null>(
		(best, period) => (best === null ? period : later(best, period)),
		null,
	);
}

function later<P extends Period>(one: P, other: P): P {
	const order = compareText(one.from ?? '', other.from ?? '') || compareText(other.id, one.id);
	return order < 0 ? other : one;
}

function compareStart(a: Period, b: Period): number {
	return compareText(a.from ?? '', b.from ?? '') || compareText(a.id, b.id);
}
