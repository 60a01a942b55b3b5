import type { ApplyResult } from '../directory/apply';
import type { Kind } from '../directory/apply/target';
import type { CurrentUser } from '../directory/model/person';
import { compareText } from '../directory/common/text';
import { attributeField, attributeName } from '../directory/model/fields';
import { isForm, type Kept, type KeptFields, type SeenForm } from '../directory/model/forms';
import { pathOfField, type AttributeMap } from './attributeMap';
import type { Tenant } from './discovery';
import { removeOwn } from './json';

/** A field that a tenant was seen to accept and forget, or to keep in another form. */
export interface DroppedField {
	/** Address of the tenant. */
	tenant: string;
	/** As `user.birthday`. */
	field: string;
	/** The attribute path that was written to: under another one it may be kept. */
	path: string;
	/** When that was seen last, in ISO 8601. */
	since: string;
	/** Given where it is kept in another form: see `Kept`. */
	forms?: string[];
	pairs?: string[];
	/** Given where single users or groups do not take it: see `Kept`. */
	notTaken?: string[];
}

type KeptLists = Pick<DroppedField, 'forms' | 'pairs' | 'notTaken'>;
type Learned = Partial<Pick<ApplyResult, 'forms' | 'asSent' | 'notTaken' | 'tried'>>;

const DAY = 86_400_000;
const RETRIED_AFTER = 7 * DAY;
/** Of one field; some 20 kB. */
const MOST_PAIRS = 1000;

/**
 * What is remembered of the fields that a tenant accepts and forgets, or keeps in another form, so
 * that they are not planned and written again every night. It is no more than a shortcut: without it the same is found out
 * once more. After a week each is tried again, a user's value with one user.
 */
export class DroppedFields {
	private readonly own = new Map<string, DroppedField>();
	private readonly others: DroppedField[] = [];

	/** @param now milliseconds since 1970 */
	constructor(
		remembered: unknown,
		private readonly tenant: string,
		private readonly map: AttributeMap,
		private readonly now: number,
	) {
		for (const entry of Array.isArray(remembered) ? remembered : []) {
			if (!isEntry(entry)) continue;
			const { field, path, since } = entry;
			const plain = { tenant: entry.tenant, field, path, since, ...formsIn(entry) };
			if (plain.tenant !== tenant) this.others.push(plain);
			else if (path === this.pathOf(field)) this.own.set(field, plain);
		}
	}

	/** The fields that are left out for now, as `user.birthday`. */
	get leftOut(): string[] {
		return [...this.own.values()]
			.filter((one) => !one.forms && !this.isDue(one))
			.map(({ field }) => field);
	}

	/** The fields that are kept in another form, and how. */
	get kept(): KeptFields {
		const kept = new Map<string, Kept>();
		for (const one of this.own.values()) {
			const { field, forms, pairs, notTaken } = one;
			if (!forms) continue;
			const more = notTaken?.length ? { notTaken: new Set(notTaken) } : {};
			kept.set(field, { forms, pairs: new Set(pairs), ...more, isDue: this.isDue(one) });
		}
		return kept;
	}

	/** The tenant as one that does not know the fields that it drops. */
	restrict(tenant: Tenant): Tenant {
		const leftOut = new Set(this.leftOut);
		if (leftOut.size === 0) return { ...tenant };
		const knows: Tenant['knows'] = (kind, field) =>
			!leftOut.has(`${kind}.${field}`) && tenant.knows(kind, field);
		const { user, group } = tenant.attributeNames;
		const attributeNames = {
			user: user.filter((name) => knows('user', attributeField(name))),
			group: group.filter((name) => knows('group', attributeField(name))),
		};
		return { ...tenant, knows, attributeNames };
	}

	/**
	 * Where a field is to be tried again, lets one user show that it is empty, another one each day,
	 * so that it is planned for this one alone. For groups' fields, which decide what a group is,
	 * all show it.
	 *
	 * @returns the fields of users that are tried again, as `user.birthday`
	 */
	offerOne(users: readonly CurrentUser[]): string[] {
		const due = [...this.own.values()]
			.filter((one) => !one.forms && this.isDue(one) && one.field.startsWith('user.'))
			.map(({ field }) => field);
		if (due.length === 0) return due;
		const candidates = users
			.filter(({ externalId, active }) => externalId !== null && active)
			.sort((a, b) => compareText(a.externalId!, b.externalId!));
		const chosen = candidates[Math.floor(this.now / DAY) % candidates.length];
		for (const user of users) {
			if (user !== chosen) for (const field of due) hide(user, field.slice('user.'.length));
		}
		return due;
	}

	/**
	 * Takes in what a run has found out.
	 *
	 * @param dropped fields that are taken of nobody
	 * @param taken fields of which a value was taken
	 * @returns what is to be remembered; `null` where nothing is new
	 */
	learn(
		dropped: readonly string[],
		taken: readonly string[],
		{ forms = [], asSent = [], notTaken = [], tried = [] }: Learned = {},
	): DroppedField[] | null {
		const known = [...taken.filter((field) => !this.own.get(field)?.forms), ...asSent].filter(
			(field) => this.own.delete(field),
		);
		// Tried once more, and nothing has changed: the next time is in a week.
		const renewed = unique(tried).filter(
			(field) => this.own.has(field) && this.isDue(this.own.get(field)!),
		);
		for (const field of renewed) {
			const { forms: before, pairs = [] } = this.own.get(field)!;
			this.own.set(field, { ...this.entry(field), ...(before ? { forms: before, pairs } : {}) });
		}
		const singles = notTaken.filter(({ field }) => !this.isDropped(field));
		if (dropped.length + known.length + renewed.length + forms.length + singles.length === 0)
			return null;
		for (const seen of forms) this.add(seen.field, seen);
		for (const { field, pairs } of singles) this.add(field, { notTaken: pairs });
		for (const field of dropped) this.own.set(field, this.entry(field));
		return [...this.others, ...this.own.values()];
	}

	private isDropped(field: string): boolean {
		return this.own.has(field) && !this.own.get(field)!.forms;
	}

	private entry(field: string): DroppedField {
		const since = new Date(this.now).toISOString();
		return { tenant: this.tenant, field, path: this.pathOf(field), since };
	}

	/** Adds to what is remembered of how single values of a field are kept. */
	private add(field: string, seen: Partial<SeenForm & KeptLists>): void {
		const { forms = [], pairs = [], notTaken = [] } = this.own.get(field) ?? {};
		this.own.set(field, {
			...this.entry(field),
			forms: unique([...forms, ...(seen.form ? [seen.form] : [])]),
			pairs: unique([...pairs, ...(seen.pairs ?? [])]).slice(-MOST_PAIRS),
			notTaken: unique([...notTaken, ...(seen.notTaken ?? [])]).slice(-MOST_PAIRS),
		});
	}

	private isDue({ since }: DroppedField): boolean {
		return !(this.now - Date.parse(since) < RETRIED_AFTER);
	}

	private pathOf(name: string): string {
		const dot = name.indexOf('.');
		const kind = name.slice(0, dot) as Kind;
		const field = name.slice(dot + 1);
		return pathOfField(this.map, kind, field)?.text ?? '';
	}
}

function unique(list: readonly string[]): string[] {
	return [...new Set(list)];
}

function formsIn({ forms, pairs, notTaken }: DroppedField): KeptLists {
	if (!Array.isArray(forms)) return {};
	return { forms: forms.filter(isForm), pairs: textsIn(pairs), notTaken: textsIn(notTaken) };
}

function textsIn(list: unknown): string[] {
	return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}

function hide(user: CurrentUser, field: string): void {
	const name = attributeName(field);
	if (name === undefined) Reflect.deleteProperty(user, field);
	else if (user.attributes) removeOwn(user.attributes, name);
}

function isEntry(entry: unknown): entry is DroppedField {
	if (typeof entry !== 'object' || entry === null) return false;
	const { tenant, field, path, since } = entry as Partial<Record<keyof DroppedField, unknown>>;
	return [tenant, field, path, since].every((value) => typeof value === 'string');
}
