import type { Change, FieldChange } from '../model/change';
import { compareText } from '../common/text';
import { typeOf } from '../model/fields';
import { isEmptyValue } from '../model/valueRules';
import type { GuardName, Judged } from './guardTable';
import { GUARD_NAMES, GUARD_ROWS } from './guardTable';
import type { Step, Target } from './step';

type Kind = Change['kind'];

/** A change of a reference: who or what refers to whom or what, before and after. */
export interface Link {
	of: Target;
	from: string;
	to: string | null;
}

/** What one guard counts: all of it, or of a guard that looks at each field, one field. */
export interface Count {
	guard: GuardName;
	kind: Kind;
	field?: string;
	/** People or groups. */
	actual: number;
	/** The last one: all steps of one stand together, so that each counts once. */
	last?: Target;
	/** The field that refers to somebody or something, and its changes. */
	reference?: string;
	links: Link[];
	/** By field: how many values would be emptied. */
	emptied: Map<string, number>;
	/** What the guard says of it, once all is counted. */
	verdict?: Judged;
}

/** The counts of one field. */
interface FieldCounts {
	field: string;
	changed: Count;
	emptied: Count;
	countsFilling: boolean;
	isReference: boolean;
}

const OTHERS = {
	changed: GUARD_NAMES.find((name) => GUARD_ROWS[name].otherFields === 'changed')!,
	emptied: GUARD_NAMES.find((name) => GUARD_ROWS[name].otherFields === 'emptied')!,
};

/** Counts steps by the guards that look at them. Takes no time worth mentioning for each value. */
export class Counter {
	private readonly counts = new Map<GuardName, Count[]>();
	private readonly byAction = new Map<string, Count>();
	private readonly byField: Record<Kind, Map<string, FieldCounts>> = {
		user: new Map(),
		group: new Map(),
	};

	constructor() {
		for (const name of GUARD_NAMES) {
			this.addRow(name, 'user');
			this.addRow(name, 'group');
		}
	}

	/** The counts of a guard: one, or one for each field of which a value changes. */
	of(guard: GuardName): Count[] {
		const counts = this.counts.get(guard) ?? [];
		const nothing: Count = { guard, kind: 'user', actual: 0, links: [], emptied: new Map() };
		if (counts.length === 0) return [nothing];
		return counts.sort((a, b) => compareText(a.kind + a.field, b.kind + b.field));
	}

	add(step: Step): void {
		const { target, fields, guard, isUncounted } = step;
		if (guard || isUncounted) return;
		const whole = this.ofWhole(step);
		if (whole !== undefined) {
			if (whole) addTo(whole, target);
			return;
		}
		for (const change of fields) {
			if (!this.isCounted(target.kind, change)) continue;
			const counts = this.ofField(target.kind, change.field);
			const { isReference, field } = counts;
			const isEmptied = isEmptyValue(field, change.to);
			const count = isEmptied ? counts.emptied : counts.changed;
			addTo(count, target);
			if (isEmptied) count.emptied.set(field, (count.emptied.get(field) ?? 0) + 1);
			if (isReference) {
				const { from, to } = change;
				count.reference = field;
				count.links.push({ of: target, from: from as string, to: to as string | null });
			}
		}
	}

	/**
	 * The count of a step that is held as a whole; `null` where no guard looks at it, `undefined` where
	 * guards look at its fields.
	 */
	ofWhole({ target, action }: Step): Count | null | undefined {
		if (action === 'update' || action === 'reactivate') return undefined;
		return this.byAction.get(`${target.kind} ${action}`) ?? null;
	}

	/** The count of a changed value, even of one that took the place of an empty one. */
	ofChange(kind: Kind, { field, to }: FieldChange): Count {
		const { changed, emptied } = this.ofField(kind, field);
		return isEmptyValue(field, to) ? emptied : changed;
	}

	/** Whether a changed value counts: one that took the place of an empty one rarely does. */
	isCounted(kind: Kind, { field, from }: FieldChange): boolean {
		return this.ofField(kind, field).countsFilling || !isEmptyValue(field, from);
	}

	private ofField(kind: Kind, field: string): FieldCounts {
		let counts = this.byField[kind].get(field);
		if (!counts) {
			const changed = this.newCount(OTHERS.changed, kind, field);
			counts = fieldCounts(field, changed, this.newCount(OTHERS.emptied, kind, field));
			this.byField[kind].set(field, counts);
		}
		return counts;
	}

	private addRow(name: GuardName, kind: Kind): void {
		const { [kind]: counted, countsFilling = false } = GUARD_ROWS[name];
		if (!counted) return;
		const count = this.newCount(name, kind);
		if ('actions' in counted) {
			for (const action of counted.actions) this.byAction.set(`${kind} ${action}`, count);
			return;
		}
		for (const field of counted.fields) {
			this.byField[kind].set(field, fieldCounts(field, count, count, countsFilling));
		}
	}

	private newCount(guard: GuardName, kind: Kind, field?: string): Count {
		const count: Count = { guard, kind, actual: 0, links: [], emptied: new Map() };
		if (field !== undefined) count.field = field;
		const others = this.counts.get(guard);
		if (others) others.push(count);
		else this.counts.set(guard, [count]);
		return count;
	}
}

function fieldCounts(
	field: string,
	changed: Count,
	emptied: Count,
	countsFilling = false,
): FieldCounts {
	return { field, changed, emptied, countsFilling, isReference: typeOf(field) === 'reference' };
}

function addTo(count: Count, target: Target): void {
	if (count.last === target) return;
	count.last = target;
	count.actual++;
}
