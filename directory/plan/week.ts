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
/** Of one day. Each attribute that changes is counted by itself. */
const MOST_COUNTS = 500;

/**
 * What some memories say of the last seven days, together. What is not a memory counts as none.
 *
 * @param today `YYYY-MM-DD`
 */
export function writtenLastWeek(memories: readonly unknown[], today: string): Written {
	let since: string | null = null;
	const counts: Record<string, number> = {};
	for (const memory of memories) {
		if (!isMemory(memory)) continue;
		if (since === null || memory.since > since) ({ since } = memory);
		for (const [day, ofDay] of Object.entries(memory.days)) {
			if (!isAtMost(DAYS_COUNTED, day, today) || !isRecord(ofDay)) continue;
			for (const [key, count] of Object.entries(ofDay)) {
				if (typeof count === 'number' && count > 0) counts[key] = (counts[key] ?? 0) + count;
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
	const known = isMemory(memory);
	if (known && counts.size === 0) return null;
	const days: WeekMemory['days'] = {};
	for (const [day, ofDay] of Object.entries(known ? memory.days : {})) {
		if (isAtMost(DAYS_KEPT, day, today)) days[day] = { ...ofDay };
	}
	const ofToday = (days[today] ??= {});
	for (const [key, count] of counts) {
		if (Object.hasOwn(ofToday, key) || Object.keys(ofToday).length < MOST_COUNTS) {
			ofToday[key] = (ofToday[key] ?? 0) + count;
		}
	}
	return { since: known ? memory.since : today, days };
}

/** Whether a memory still holds anything of the last eight days. */
export function isWorthKeeping(memory: unknown, today: string): boolean {
	return (
		isMemory(memory) && Object.keys(memory.days).some((day) => isAtMost(DAYS_KEPT, day, today))
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

function isMemory(memory: unknown): memory is WeekMemory {
	return isRecord(memory) && typeof memory.since === 'string' && isRecord(memory.days);
}
