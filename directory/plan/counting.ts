import type { Change, Counted, FieldChange } from '../model/change';
import { compareText } from '../common/text';
import { typeOf } from '../model/fields';
import { exchangedSegments } from '../model/segments';
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
	/** By target: the cause that it follows from; `null` where it does not count at all. */
	causes?: Map<Target, string | null>;
	/** What the memory of a week is to count it as; absent: not at all. */
	counted?: Counted;
}

/** What a guard, or one of its fields, is called in the memory of a week. */
export function countKey({ guard, kind, field }: Pick<Count, 'guard' | 'kind' | 'field'>): string {
	return field === undefined ? guard : `${guard} ${kind} ${field}`;
}

/** The counts of one field. */
interface FieldCounts {
	field: string;
	changed: Count;
	emptied: Count;
	countsFilling: boolean;
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
		this.forEach(step, countIn);
	}

	/** What the memory of a week counts of a step that is let through. */
	countedOf(step: Step): Counted[] {
		const all: Counted[] = [];
		this.forEach(step, ({ counted, causes }, target) => {
			const cause = causes?.get(target);
			if (!counted || cause === null) return;
			if (cause !== undefined) all.push({ ...counted, cause });
			else if (!all.includes(counted)) all.push(counted);
		});
		return all;
	}

	/** The one place that says which guards look at a step. */
	private forEach(step: Step, visit: Visit): void {
		const { target, fields, guard, isUncounted } = step;
		if (guard || isUncounted) return;
		const whole = this.ofWhole(step);
		if (whole !== undefined) {
			if (whole) visit(whole, target);
			return;
		}
		for (const change of fields) {
			if (this.isCounted(target.kind, change)) {
				visit(this.ofChange(target.kind, change), target, change);
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
	return { field, changed, emptied, countsFilling };
}

type Visit = (count: Count, target: Target, change?: FieldChange) => void;

function countIn(count: Count, target: Target, change?: FieldChange): void {
	if (count.last !== target) {
		count.last = target;
		count.actual++;
	}
	if (!change) return;
	const { field, from, to } = change;
	const type = typeOf(field);
	// Whether a user is active is no value that HR could lack.
	if (type !== 'active' && isEmptyValue(field, to)) {
		count.emptied.set(field, (count.emptied.get(field) ?? 0) + 1);
	}
	if (type === 'segments') {
		count.reference = field;
		count.links.push({ of: target, ...exchangedSegments(from, to) });
	}
	if (type !== 'reference') return;
	count.reference = field;
	count.links.push({ of: target, from: from as string, to: to as string | null });
}
