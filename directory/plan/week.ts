import { daysBetween } from '../common/calendar';
import { isRecord } from '../common/json';
import type { AppliedChange } from '../model/change';

/** What was written in the last seven days, today included. */
export interface Written {
	/** The day since which all is remembered, `YYYY-MM-DD`; `null`: nothing is remembered. */
	since: string | null;
	/** By what a guard counts: see `Counted`. */
	counts: Readonly<Record<string, number>>;
}

/** What is remembered from run to run. */
export interface WeekMemory {
	since: string;
	/** By day, then by what a guard counts. */
	days: Record<string, Record<string, number>>;
}

const DAYS_COUNTED = 7;
const DAYS_KEPT = 8;
/** Of one day. Each attribute that changes is counted by itself; what counts no field always fits. */
const MOST_FIELDS = 500;

/**
 * What some memories say of the last seven days, together. What is not a memory counts as none.
 *
 * @param today `YYYY-MM-DD`
 */
export function writtenLastWeek(memories: readonly unknown[], today: string): Written {
	let since: string | null = null;
	const counts: Record<string, number> = {};
	for (const memory of memories) {
		if (!isMemory(memory, today)) continue;
		if (since === null || memory.since > since) ({ since } = memory);
		for (const [day, ofDay] of Object.entries(memory.days)) {
			if (!isAtMost(DAYS_COUNTED, day, today)) continue;
			for (const [key, count] of countsIn(ofDay)) {
				counts[key] = (Object.hasOwn(counts, key) ? counts[key]! : 0) + count;
			}
		}
	}
	return { since, counts };
}

/**
 * A memory with what was written just now; entries older than eight days go.
 *
 * @param memory `undefined`, or anything else that is not a memory, begins a new one
 * @param today `YYYY-MM-DD`
 * @returns `null` where there is nothing new to remember
 */
export function remembered(
	memory: unknown,
	today: string,
	applied: readonly AppliedChange[],
): WeekMemory | null {
	const counts = countsOf(applied);
	const known = isMemory(memory, today);
	if (known && counts.size === 0) return null;
	const days: WeekMemory['days'] = {};
	for (const [day, ofDay] of Object.entries(known ? memory.days : {})) {
		if (isAtMost(DAYS_KEPT, day, today)) days[day] = Object.fromEntries(countsIn(ofDay));
	}
	const ofToday = (days[today] ??= {});
	let fields = Object.keys(ofToday).filter(isOfField).length;
	for (const [key, count] of counts) {
		const isNew = !Object.hasOwn(ofToday, key);
		if (isNew && isOfField(key) && ++fields > MOST_FIELDS) continue;
		ofToday[key] = (isNew ? 0 : ofToday[key]!) + count;
	}
	return { since: known ? memory.since : today, days };
}

/** Whether a memory still holds anything of the last eight days. */
export function isWorthKeeping(memory: unknown, today: string): boolean {
	return (
		isMemory(memory, today) &&
		Object.keys(memory.days).some((day) => isAtMost(DAYS_KEPT, day, today))
	);
}

/** What was written and counts: each person or group once, and what follows from one cause once. */
function countsOf(applied: readonly AppliedChange[]): Map<string, number> {
	const seen = new Set<string>();
	const counts = new Map<string, number>();
	for (const { status, attempts, counts: counted, kind, targetId, externalId } of applied) {
		if (status !== 'applied' || attempts === 0 || !Array.isArray(counted)) continue;
		for (const { guard, cause } of counted) {
			const one = JSON.stringify([guard, cause ?? [kind, targetId ?? externalId]]);
			if (typeof guard !== 'string' || seen.has(one)) continue;
			seen.add(one);
			counts.set(guard, (counts.get(guard) ?? 0) + 1);
		}
	}
	return counts;
}

/** One day after today is a clock or a time zone that was set back. */
function isAtMost(days: number, day: string, today: string): boolean {
	const age = daysBetween(day, today);
	return age >= -1 && age < days;
}

/** One that begins later was made while the clock was wrong. */
function isMemory(memory: unknown, today: string): memory is WeekMemory {
	if (!isRecord(memory) || !isRecord(memory.days)) return false;
	return typeof memory.since === 'string' && daysBetween(memory.since, today) >= -1;
}

/** What a memory says of a day, without what is no count. */
function countsIn(ofDay: unknown): Array<[string, number]> {
	const counts = Object.entries(isRecord(ofDay) ? ofDay : {});
	return counts.filter((one): one is [string, number] => typeof one[1] === 'number' && one[1] > 0);
}

/** Whether a guard counts one field by this: see `countKey`. */
function isOfField(key: string): boolean {
	return key.split(' ').length > 2;
}
