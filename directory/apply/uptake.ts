import type { FieldChange } from '../model/change';
import { sameValue } from '../model/difference';
import { fieldOf } from '../model/fields';
import {
	formOf,
	isKeptAs,
	isReshaped,
	mayBeReshaped,
	refutes,
	type KeptFields,
} from '../model/forms';
import type { JsonValue } from '../model/person';
import { valueSent, type Job } from './job';
import type { Kind } from './target';

/** The values of one written user or group, by field; `undefined` where the target does not show them. */
export type ValueOf = (field: string) => JsonValue | undefined;

/** What is known of one field after some writes. */
interface Field {
	kind: Kind;
	field: string;
	/** A value was found as it was sent. */
	taken: boolean;
	/** Changes whose answers carried everything but the value that was sent. */
	missing: Job[];
	/** A change that sent a value. */
	sample: Job;
}

export interface Suspect {
	field: string;
	/** A change to read back. */
	sample: Job;
	/** The changes whose answers came without the value. */
	missing: readonly Job[];
	/** If it is not there when it is read back, the target keeps it of nobody. */
	isEverywhere: boolean;
}

/** Whatever was there before, a phone number with a country code is the one without. */
const SAME_NUMBER = { forms: ['phone'], pairs: new Set<string>() };

/** So many people whose values were not taken are no chance, even where others have values. */
const MANY = 3;

/**
 * Which of the values that were sent the target has taken. Some targets accept values and forget
 * them; that shows only in what they answer, or when it is read back.
 */
export class Uptake {
	private readonly fields = new Map<string, Field>();
	private readonly changed: Record<Kind, Set<string>> = { user: new Set(), group: new Set() };
	private readonly refuted = new Set<string>();
	/** Fields of which a value was sent, as `user.birthday`. */
	readonly tried = new Set<string>();

	/** @param kept how earlier runs have seen values come back */
	constructor(private readonly kept: KeptFields) {}

	/**
	 * @param job the change that sent the values
	 * @param values as the answer carried them; `null` where it carried none
	 */
	note(kind: Kind, job: Job, sent: readonly FieldChange[], values: ValueOf | null): void {
		for (const change of sent) {
			const { field, to } = change;
			const now = values?.(field);
			this.tried.add(`${kind}.${field}`);
			this.noteForm(kind, job, change, now);
			// A needed value is never given up; an empty one may well be absent from an answer.
			if (fieldOf(field)?.isNeeded || sameValue(field, to, null)) continue;
			const seen = this.seen(kind, field, job);
			if (now === undefined) continue;
			if (isNotTaken(change, now) && !isTakenInForm(change, now)) seen.missing.push(job);
			// Neither the old nor the new value: it was taken in the target's own spelling.
			else seen.taken = true;
		}
	}

	private noteForm(kind: Kind, job: Job, change: FieldChange, now: JsonValue | undefined): void {
		if (now === undefined) return;
		const { field, to } = change;
		if (isOtherForm(change, now, valueSent(job, change))) this.changed[kind].add(field);
		const known = this.kept.get(`${kind}.${field}`);
		if (known && sameValue(field, now, to) && refutes(known, job.outcome?.targetId ?? '', change)) {
			this.refuted.add(`${kind}.${field}`);
		}
	}

	/** Fields of which a value came back in another form. */
	otherForms(kind: Kind): ReadonlySet<string> {
		return this.changed[kind];
	}

	/** Fields of which a value came through that was known to come back in another form. */
	get asSent(): string[] {
		return [...this.refuted];
	}

	private seen(kind: Kind, field: string, sample: Job): Field {
		const key = `${kind}.${field}`;
		const known = this.fields.get(key);
		if (known) return known;
		const made: Field = { kind, field, taken: false, missing: [], sample };
		this.fields.set(key, made);
		return made;
	}

	/**
	 * Fields that were sent and, as far as is known, never taken: because no answer said so, or
	 * because answers came without them.
	 *
	 * @param isSet whether anyone in the directory had a value in the field before
	 */
	suspects(kind: Kind, isSet: (field: string) => boolean): Suspect[] {
		return [...this.fields.values()]
			.filter((one) => one.kind === kind && !one.taken)
			.map((one) => ({
				field: one.field,
				sample: one.missing[0] ?? one.sample,
				missing: one.missing,
				isEverywhere: one.missing.length >= MANY || !isSet(one.field),
			}))
			.filter(({ missing, isEverywhere }) => isEverywhere || missing.length > 0);
	}

	/** Fields of which values were taken, and the changes whose answers came without the value. */
	lost(kind: Kind): Array<Pick<Suspect, 'field' | 'missing'>> {
		const all = [...this.fields.values()];
		return all.filter((one) => one.kind === kind && one.taken && one.missing.length > 0);
	}

	/** Fields of which a value was taken, as `user.birthday`. */
	taken(): string[] {
		return [...this.fields].filter(([, { taken }]) => taken).map(([key]) => key);
	}
}

/**
 * Whether a value came back in another form: as the target makes of it, or what was to be emptied.
 *
 * @param sent the value that was sent, where it is not the wanted one: see `valueSent`
 */
export function isOtherForm(
	change: FieldChange,
	now: JsonValue,
	sent: JsonValue = change.to,
): boolean {
	if (!isReshaped(change, now)) return false;
	return (
		sameValue(change.field, change.to, null) ||
		!sameValue(change.field, now, change.from) ||
		isTakenInForm({ ...change, to: sent }, now)
	);
}

/** Whether a value is there in another form, also where it was there before. */
export function isTakenInForm({ field, to }: FieldChange, now: JsonValue): boolean {
	return mayBeReshaped(field) && formOf([[to, now]]) !== undefined;
}

/** Whether a value that was sent is not there: nothing is, or what was there before. */
export function isNotTaken({ field, from, to }: FieldChange, now: JsonValue): boolean {
	if (sameValue(field, now, to) || isKeptAs(SAME_NUMBER, '', { field, from: now, to }))
		return false;
	return sameValue(field, now, null) || sameValue(field, now, from);
}
