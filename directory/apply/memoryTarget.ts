import type { JsonValue } from '../common/json';
import type { FieldChange } from '../model/change';
import { fieldOf, GROUP_VALUES, namesOf, typeOf, USER_VALUES } from '../model/fields';
import { VALUE_RULES } from '../model/valueRules';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';
import { MEMBERSHIP, withValues } from './fieldValues';
import { placeUsers } from './placedUsers';
import { Entries } from './state';
import type { Current, Directory, Kind, MemberChange, Support, Target, Written } from './target';

/** What a target in memory is like: often as another target is. */
export type Likeness = Pick<Target, 'product' | 'managersFirst' | 'membersOn' | 'support'>;

/**
 * A directory in memory. Changes are made in a copy, so that a dry run shows what another target
 * would become, and files can be written from it. It refuses nothing, and no request is sent.
 */
export class MemoryTarget implements Target {
	readonly product: string;
	readonly managersFirst: boolean;
	readonly membersOn: Kind;
	private readonly users: Entries<CurrentUser>;
	private readonly groups: Entries<CurrentGroup>;
	/** By id of a user or group: the id of its manager, who may get another External ID. */
	private readonly managerOf: Record<Kind, Map<string, string>> = {
		user: new Map(),
		group: new Map(),
	};
	private readonly removedGroups = new Set<string>();
	private made = 0;

	/** @param newId the id of what is created; by default one that no other target gives */
	constructor(
		directory: Directory,
		private readonly like: Likeness,
		private readonly newId?: (externalId: string | null) => string,
	) {
		this.product = like.product;
		this.managersFirst = like.managersFirst;
		this.membersOn = like.membersOn;
		this.users = new Entries(directory.users);
		this.groups = new Entries(directory.groups);
		for (const user of directory.users) this.noteManager(user);
		for (const group of directory.groups) this.noteManager(group);
	}

	support(kind: Kind, field: string): Support {
		return this.like.support(kind, field);
	}

	async read(): Promise<Directory> {
		const groups = Array.from(this.groups.values(), (group) => this.withManager(group));
		const users = Array.from(this.users.values(), (user) => this.withManager(user));
		if (this.membersOn === 'user') {
			for (const user of users) {
				if (this.removedGroups.has(user.groupExternalId ?? '')) user.groupExternalId = null;
			}
			return { users, groups };
		}
		for (const group of groups) {
			group.memberTargetIds = group.memberTargetIds?.filter((id) => this.users.get(id));
		}
		placeUsers(users, groups);
		return { users, groups };
	}

	async create(
		kind: Kind,
		externalId: string | null,
		fields: readonly FieldChange[],
		memberIds: readonly string[],
	): Promise<Written> {
		const existing = this.entries(kind).withExternalId(externalId);
		if (existing) return { ...done(existing), existed: true };
		const targetId = this.newId?.(externalId) ?? `new-${++this.made}`;
		const id = { targetId, externalId };
		const blank: Current =
			kind === 'group'
				? { kind, ...id, name: '', ...this.blanks(kind, namesOf(GROUP_VALUES)) }
				: { kind, ...id, ...NEW_USER, ...this.blanks(kind, namesOf(USER_VALUES)) };
		if (blank.kind === 'group') {
			this.removedGroups.delete(externalId ?? '');
			if (this.membersOn === 'group') blank.memberTargetIds = [...memberIds];
		}
		return this.put(withValues(blank, this.written(kind, fields)), fields);
	}

	async update(kind: Kind, id: string, fields: readonly FieldChange[]): Promise<Written> {
		const current = this.entries(kind).get(id);
		if (!current) return this.gone();
		return this.put(withValues(current, this.written(kind, fields)), fields);
	}

	async setMembers(
		id: string,
		{ add, remove }: MemberChange,
		fields: readonly FieldChange[],
	): Promise<Written> {
		const group = this.groups.get(id);
		if (!group) return this.gone();
		const members = new Set(group.memberTargetIds);
		for (const one of remove) members.delete(one);
		for (const one of add) members.add(one);
		const changed = withValues(group, this.written('group', fields));
		return this.put({ ...changed, memberTargetIds: [...members] }, fields);
	}

	async remove(kind: Kind, id: string): Promise<Written> {
		const current = this.entries(kind).get(id);
		if (!current) return this.gone();
		this.entries(kind).drop(id);
		if (kind === 'group' && current.externalId !== null) {
			this.removedGroups.add(current.externalId);
		}
		return done(current);
	}

	async reread(kind: Kind, id: string): Promise<Current | null> {
		return this.entries(kind).get(id) ?? null;
	}

	private entries(kind: Kind): Entries<CurrentUser> | Entries<CurrentGroup> {
		return kind === 'user' ? this.users : this.groups;
	}

	private put(current: Current, fields: readonly FieldChange[]): Written {
		if (current.kind === 'user') this.users.put(current);
		else this.groups.put(current);
		if (fields.some(({ field }) => field === 'managerExternalId')) this.noteManager(current);
		return done(current);
	}

	private gone(): Written {
		return { ok: false, refusal: 'gone', error: `it is not in ${this.product}`, attempts: 0 };
	}

	private written(kind: Kind, fields: readonly FieldChange[]): FieldChange[] {
		return fields.filter(
			({ field }) =>
				this.support(kind, field) === 'written' &&
				(field !== MEMBERSHIP || this.membersOn === 'user'),
		);
	}

	/** What something new has in the fields that nobody has given a value. */
	private blanks(kind: Kind, fields: readonly string[]): object {
		const known = fields.filter((field) => this.support(kind, field) === 'written');
		return Object.fromEntries(known.map((field) => [field, blank(field)]));
	}

	private noteManager({ kind, targetId, managerExternalId }: Current): void {
		const manager = this.users.withExternalId(managerExternalId)?.targetId;
		if (manager === undefined) this.managerOf[kind].delete(targetId);
		else this.managerOf[kind].set(targetId, manager);
	}

	/** A copy that names the manager by the External ID that the manager has now. */
	private withManager<T extends Current>(current: T): T {
		const manager = this.users.get(this.managerOf[current.kind].get(current.targetId));
		return manager && manager.externalId !== null
			? { ...current, managerExternalId: manager.externalId }
			: { ...current };
	}
}

const NEW_USER = { active: true, username: '', firstName: '', lastName: '' };

function blank(field: string): JsonValue {
	return fieldOf(field)?.isRequired ? '' : VALUE_RULES[typeOf(field)].empty;
}

function done(current: Current): Written & { ok: true } {
	return { ok: true, attempts: 0, current, confirmed: true };
}
