import { addTo } from '../common/lists';
import type { FieldChange } from '../model/change';
import { sameValue, valueOf } from '../model/difference';
import { fieldOf } from '../model/fields';
import { formOf, isKeptAs, pairOf, type NotTaken } from '../model/forms';
import type { JsonValue } from '../model/person';
import { asSent, valueSent, type Job } from './job';
import type { Current, Kind } from './target';
import { MOST_READ } from './readBack';
import { isOtherForm } from './uptake';
import type { Work } from './work';

/** More values without a rule than are remembered: the field is given up. */
const MOST_PAIRS = 1000;

/** The last value of a field that one user or group was sent, and what came back. */
interface Sent {
	targetId: string;
	/** To the wanted value. */
	change: FieldChange;
	/** What was sent for it. */
	sent: JsonValue;
	now: JsonValue | undefined;
}

/** What came back in another form, by field. */
export async function findForms(work: Work, kind: Kind): Promise<void> {
	for (const field of work.uptake.otherForms(kind)) {
		const key = `${kind}.${field}`;
		const sent = sentOf(work, kind, field);
		const form = formIn(samplesOf(sent.filter(isFilled)), [...exactOf(work, kind, field, sent)]);
		const open = sent.filter(
			({ now, change }) => now === undefined && (!form || !isFilled({ change })),
		);
		for (const one of open.slice(0, MOST_READ)) {
			if (work.stopped) break;
			const fresh = await work.target.reread(kind, one.targetId);
			if (fresh) one.now = valueOf(fresh, field);
		}
		const pairs = sent
			.filter((one) => isOther(one) && !(form && isFilled(one) && isKeptIn(form, one)))
			.map(({ targetId, change, now }) => pairOf(targetId, { ...change, from: now! }));
		if (pairs.length > MOST_PAIRS && !fieldOf(field)?.isNeeded) work.dropped.push(key);
		else
			work.forms.push({ field: key, ...(form ? { form } : {}), pairs: pairs.slice(0, MOST_PAIRS) });
	}
}

/** A rule that explains all; of more values than are remembered one by one, one that explains the others. */
function formIn(
	samples: Parameters<typeof formOf>[0],
	exact: readonly JsonValue[],
): string | undefined {
	const form = formOf(samples, exact);
	if (form !== undefined || samples.length <= MOST_PAIRS) return form;
	return formOf(samples, exact, MOST_PAIRS);
}

function isKeptIn(form: string, { targetId, change, now }: Sent): boolean {
	return isKeptAs({ forms: [form], pairs: new Set() }, targetId, { ...change, from: now! });
}

/**
 * Single values that the target does not take although it takes the field: so that they are not sent
 * again every night. Fields that are left out of everybody are none of them.
 */
export function notTaken(work: Work, kind: Kind): NotTaken[] {
	const { refusals, dropped, lost, state } = work;
	const leftOut = new Set([
		...refusals.everywhere(kind).map((one) => `${kind}.${one}`),
		...dropped,
	]);
	const pairs = new Map<string, string[]>();
	for (const [job, change] of [...refusals.proven, ...lost]) {
		const key = `${kind}.${change.field}`;
		const current = state.of(kind).get(job.outcome?.targetId);
		if (job.change.kind !== kind || !current || leftOut.has(key)) continue;
		const from = valueOf(current, change.field) ?? null;
		addTo(pairs, key, pairOf(current.targetId, { ...change, from }));
	}
	for (const [key, all] of pairs) {
		// As for values without a rule: with more than can be remembered, the field is given up.
		if (all.length <= MOST_PAIRS) continue;
		dropped.push(key);
		pairs.delete(key);
	}
	return [...pairs].map(([field, all]) => ({ field, pairs: all }));
}

function isFilled({ change: { field, to } }: Pick<Sent, 'change'>): boolean {
	return !sameValue(field, to, null);
}

function isOther({ change, sent, now }: Sent): boolean {
	return now !== undefined && isOtherForm(change, now, sent);
}

function samplesOf(sent: readonly Sent[]) {
	return sent.filter(isOther).map(({ change, now }) => [change.to, now!] as const);
}

/** Of each user or group, the last value of a field that was written. */
function sentOf(work: Work, kind: Kind, field: string): Sent[] {
	const last = new Map<string, Sent>();
	for (const job of work.jobs) {
		const { change, wentAlong = [], refused, outcome } = job;
		const targetId = outcome?.targetId;
		if (change.kind !== kind || !targetId || !isMade({ change, outcome })) continue;
		for (const one of [...change.changes, ...wentAlong]) {
			if (one.field !== field || refused?.has(field)) continue;
			const current = work.confirmedNow(kind, targetId);
			last.set(targetId, {
				targetId,
				change: asSent(job, one),
				sent: valueSent(job, one),
				now: current && valueOf(current, field),
			});
		}
	}
	return [...last.values()];
}

function isMade({ change, outcome }: Pick<Job, 'change' | 'outcome'>): boolean {
	return outcome?.status === 'applied' && outcome.attempts > 0 && change.action !== 'delete';
}

/** Values that the target shows and that no write of this run has changed, or that it kept exactly. */
function* exactOf(
	{ directory }: Work,
	kind: Kind,
	field: string,
	sent: readonly Sent[],
): Iterable<JsonValue> {
	const written = new Set(sent.map(({ targetId }) => targetId));
	const before: readonly Current[] = kind === 'user' ? directory.users : directory.groups;
	for (const one of before) {
		const value = written.has(one.targetId) ? null : valueOf(one, field);
		if (value !== undefined && value !== null) yield value;
	}
	for (const { change, now } of sent) {
		if (now !== undefined && sameValue(field, now, change.to)) yield now;
	}
}
