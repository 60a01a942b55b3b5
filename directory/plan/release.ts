import { daysBetween } from '../common/calendar';
import { fingerprintOf } from '../common/fingerprint';
import { canonicalJson } from '../common/json';
import { addTo } from '../common/lists';
import { compareText } from '../common/text';
import type { Change, FieldChange, ReleaseSummary } from '../model/change';
import { error, type Issue } from '../model/issue';
import type { JsonValue } from '../model/person';
import type { Judged } from './guardTable';
import { heldChanges } from './heldChanges';
import { hold } from './holding';
import type { Step } from './step';

/** For so many days after the day that it carries, a plan number releases what it names. */
const DAYS_VALID = 7;

/**
 * The number by which a person releases what is held: `20261127-3f9a1c07b2d4`. Six of the digits say
 * what the guards look at by themselves, so that the guards can be found among others that trip
 * later. The other six say all that is held, with what follows.
 *
 * @param guards those that hold something
 * @param today `YYYY-MM-DD`; where it is empty, the number has no day and does not expire
 * @returns empty for no changes
 */
export function planNumber(
	held: readonly Change[],
	steps: readonly Step[],
	guards: readonly Judged[],
	today: string,
): string {
	if (held.length === 0) return '';
	const tag = tagsOf(steps, guards).reduce((sum, one) => sum ^ one, 0);
	const name = tag.toString(16).padStart(HALF, '0') + fingerprint(held).slice(0, HALF);
	return today === '' ? name : `${today.replaceAll('-', '')}-${name}`;
}

/** Digits of each half of a number. */
const HALF = 6;

/** Of each guard, a number of 24 bits for the steps that it looks at by itself; 0 for none. */
function tagsOf(steps: readonly Step[], guards: readonly Judged[]): number[] {
	const looked = new Map<Judged, Named[]>();
	for (const { target, action, fields, tripped } of steps) {
		if (!tripped) continue;
		const { kind, externalId, targetId } = target;
		const changes = fields.length < 2 ? fields : [...fields].sort(byField);
		addTo(looked, tripped, { kind, action, externalId, targetId, changes });
	}
	return guards.map(
		(guard) => parseInt(fingerprint(looked.get(guard) ?? []).slice(0, HALF), 16) || 0,
	);
}

/**
 * Lets through exactly the held set that a plan number names: all that is held, or what some of the
 * guards hold by themselves. What the other guards hold stays held.
 *
 * @param tripped those whose set is released hold nothing then
 */
export function releaseNamed(
	planId: string,
	steps: readonly Step[],
	tripped: readonly Judged[],
	today: string,
): ReleaseSummary {
	if (tripped.length === 0) return { planId, changes: 0, why: 'nothingHeld' };
	const named = setNamedBy(planId, today);
	if ('why' in named) return { planId, changes: 0, why: named.why };
	const [tag, set] = [parseInt(named.set.slice(0, HALF), 16), named.set.slice(HALF)];
	for (const chosen of selections(tagsOf(steps, tripped), tag)) {
		const some = tripped.filter((_guard, i) => (chosen >> BigInt(i)) & 1n);
		hold(steps, some);
		if (!fingerprint(heldChanges(steps)).startsWith(set)) continue;
		for (const step of steps) if (step.held) step.released = step.held.verdict;
		for (const guard of some) guard.held = false;
		hold(
			steps,
			tripped.filter((guard) => guard.held),
		);
		const released: Step[] = [];
		for (const step of steps) {
			if (step.held) delete step.released;
			else if (step.released) released.push({ ...step, held: { verdict: step.released } });
		}
		return { planId, changes: heldChanges(released).length };
	}
	hold(steps, tripped);
	return { planId, changes: 0, why: 'changed' };
}

/** Of several selections with the wanted tag, at most 2^6 are looked at: more than 24 guards have some. */
const MOST_FREE = 6;

/**
 * The selections of guards whose tags, put together by XOR, give a tag; the largest first. They are
 * found by elimination, not by trying each of the 2^n.
 *
 * @returns one bit for each guard
 */
function selections(tags: readonly number[], wanted: number): bigint[] {
	const basis: Array<{ tag: number; by: bigint }> = [];
	const reduce = (tag: number, by: bigint) => {
		for (const one of basis) {
			// Only then has the tag the first bit of the other.
			if ((tag ^ one.tag) < tag) [tag, by] = [tag ^ one.tag, by ^ one.by];
		}
		return { tag, by };
	};
	/** Selections that make no difference. */
	const free: bigint[] = [];
	for (const [i, tag] of tags.entries()) {
		const rest = reduce(tag, 1n << BigInt(i));
		if (rest.tag > 0) basis.push(rest);
		else free.push(rest.by);
	}
	const found = reduce(wanted, 0n);
	if (found.tag > 0) return [];
	let all = [found.by];
	for (const by of free.slice(0, MOST_FREE)) all = [...all, ...all.map((one) => one ^ by)];
	const size = (one: bigint) => one.toString(2).replaceAll('0', '').length;
	return all.sort((a, b) => size(b) - size(a));
}

/** The set that a plan number names, or why it cannot release anything. */
function setNamedBy(number: string, today: string): { set: string } | { why: Refusal } {
	const [, year, month, day, set] = /^(?:(\d{4})(\d\d)(\d\d)-)?([0-9a-f]{12})$/.exec(number) ?? [];
	if (set === undefined || (today !== '' && year === undefined)) return { why: 'notANumber' };
	const age = today === '' ? 0 : daysBetween(`${year}-${month}-${day}`, today);
	// The day may have been written in another time zone.
	if (!(age >= -1)) return { why: 'notANumber' };
	return age > DAYS_VALID ? { why: 'expired' } : { set };
}

const WHY: Record<Refusal, string> = {
	changed: 'what is held has changed since then, or the number is mistyped',
	expired: 'it is more than a week old',
	nothingHeld: 'nothing is held now',
	notANumber: 'it is not a plan number such as 20261127-3f9a1c07b2d4',
};

type Refusal = NonNullable<ReleaseSummary['why']>;

export function isReleaseRefusal(why: unknown): why is Refusal {
	return typeof why === 'string' && Object.hasOwn(WHY, why);
}

/** Why a plan number released nothing, as the end of a sentence. */
export function refusalText(why: Refusal): string {
	return WHY[why];
}

/** A plan number released nothing. */
export function notReleased(
	{ planId, why = 'changed' }: ReleaseSummary,
	held: number,
	now: string,
): Issue {
	const next =
		now === ''
			? 'You need not do anything.'
			: `${held} changes are held now. Look at them; if they are right, release ${now}.`;
	return error(
		'notReleased',
		{ kind: 'group', externalId: null, name: planId },
		`The plan number ${planId} released nothing: ${WHY[why]}. ${next}`,
		{ why, planId: now },
	);
}

function byField(a: FieldChange, b: FieldChange): number {
	return compareText(a.field, b.field);
}

/** What of a change its set is named by. */
type Named = Pick<Change, 'kind' | 'action' | 'externalId' | 'targetId' | 'changes'> &
	Partial<Change>;

/**
 * A short name for a set of changes: the same changes give the same name in any order, and any
 * other gives another. 12 hexadecimal digits of a SHA-256; empty for no changes.
 */
export function fingerprint(changes: readonly Named[]): string {
	if (changes.length === 0) return '';
	const lines = changes.map(({ kind, action, externalId, targetId, changes: fields }) =>
		canonicalJson([
			kind,
			action,
			externalId,
			targetId,
			fields.map(({ field, from, to }) => [field, from, to]),
		] as JsonValue),
	);
	return fingerprintOf(lines).slice(0, 12);
}
