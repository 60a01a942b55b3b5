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

/** The first and last day of something, and whether the last day was impossible. */
export interface Days extends Pick<Period, 'from' | 'to'> {
	/** The last day lies before the first, so that there is none. */
	hasImpossibleEnd: boolean;
}

/** What an empty date looks like in .NET. */
export const EMPTY_DATE = '0001-01-01';
/** Nobody who works today began before this day. */
const EARLIEST = '1900-01-01';
/** A last day from here on is none. */
const NEVER = '9999-01-01';

/**
 * The first and last day as Flex writes them: `toDate`, or `tomDate` with the last day included. A
 * last day that cannot be is none: somebody with a slip in it must not be taken for a leaver.
 */
export function periodDays(fields: {
	FromDate?: unknown;
	ToDate?: unknown;
	TomDate?: unknown;
}): Days {
	return possibleDays(dateOf(fields.FromDate), dateOf(fields.ToDate) ?? dateOf(fields.TomDate));
}

/** As `periodDays`, of dates that are read already. */
export function possibleDays(from: string | null, to: string | null): Days {
	const first = from !== null && from < EARLIEST ? null : from;
	const hasImpossibleEnd = to !== null && (to < EARLIEST || to < (first ?? ''));
	const isOpen = to === null || to >= NEVER || hasImpossibleEnd;
	return { from: first, to: isOpen ? null : to, hasImpossibleEnd };
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

/**
 * The first and last day of the unbroken stretch of periods that one of them belongs to: those
 * that overlap, or begin on the day after the one before has ended. In linear time where there are
 * few, which is so of one person.
 */
export function unbroken(periods: readonly Period[], around: Period): Pick<Period, 'from' | 'to'> {
	let { from, to } = around;
	if (periods.length === 1) return { from, to };
	const inOrder = [...periods].sort(compareStart);
	for (const period of [...inOrder].reverse()) {
		if (from === null) break;
		const reachesIt = period.to === null || dayAfter(period.to) >= from;
		if ((period.from ?? '') < from && reachesIt) from = period.from;
	}
	for (const period of inOrder) {
		if (to === null) break;
		const begins = period.from ?? '';
		if (begins <= dayAfter(to) && (period.to === null || period.to > to)) to = period.to;
	}
	return { from, to };
}

function dayAfter(day: string): string {
	const next = new Date(`${day}T00:00:00Z`);
	next.setUTCDate(next.getUTCDate() + 1);
	return next.toISOString().slice(0, 10);
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
