import type { Change, FieldChange } from '../../../directory/model/change';
import type { CurrentGroup } from '../../../directory/model/group';
import type { CurrentUser, JsonValue } from '../../../directory/model/person';
import { without } from './build';

interface ModelUser {
	targetId: string;
	externalId: string | null;
	active: boolean;
	values: Map<string, JsonValue>;
	version: number;
}

interface ModelGroup {
	targetId: string;
	externalId: string | null;
	name: string;
	parentExternalId: string | null;
	managerExternalId: string | null;
	members: Set<string>;
	version: number;
}

const USER_VALUES = [
	'username',
	'email',
	'firstName',
	'lastName',
	'gender',
	'birthday',
	'managerExternalId',
	'excludeFromSurveys',
];

/**
 * A small Winningtemp: carries out changes one by one, and refuses what the real one could not
 * take: a username or External ID that somebody has, a parent, manager or group that is not there,
 * a loop of groups, a value or version that is not what the plan saw, a group deleted with people in it.
 */
export class Model {
	private readonly users = new Map<string, ModelUser>();
	private readonly groups = new Map<string, ModelGroup>();
	private lastId = 0;

	copy(): Model {
		const copy = new Model();
		copy.lastId = this.lastId;
		for (const [id, user] of this.users) {
			copy.users.set(id, { ...user, values: new Map(user.values) });
		}
		for (const [id, group] of this.groups) {
			copy.groups.set(id, { ...group, members: new Set(group.members) });
		}
		return copy;
	}

	/** What Directory Get reads. */
	current(): { groups: CurrentGroup[]; users: CurrentUser[] } {
		return {
			groups: [...this.groups.values()].map(({ members, version, ...group }) => ({
				kind: 'group' as const,
				...group,
				memberTargetIds: [...members],
				version: `W/"${version}"`,
			})),
			users: [...this.users.values()].map(({ values, version, ...user }) => ({
				kind: 'user' as const,
				...user,
				...(Object.fromEntries(values) as unknown as Pick<
					CurrentUser,
					'username' | 'firstName' | 'lastName'
				>),
				memberOf: this.groupsOf(user.targetId).map(({ targetId }) => targetId),
				version: `W/"${version}"`,
			})),
		};
	}

	/** Everything there is, without ids of the target and versions, in a fixed order. */
	snapshot() {
		const users = [...this.users.values()].map(({ targetId, externalId, active, values }) => ({
			externalId,
			active,
			...Object.fromEntries(values),
			groups: this.groupsOf(targetId)
				.map((group) => group.externalId ?? `by hand: ${group.name}`)
				.sort(),
		}));
		const groups = [...this.groups.values()].map(
			({ externalId, name, parentExternalId, managerExternalId }) => ({
				externalId,
				name,
				parentExternalId,
				managerExternalId,
			}),
		);
		const text = (value: object) => JSON.stringify(value);
		return { users: users.map(text).sort(), groups: groups.map(text).sort() };
	}

	/** As `snapshot`, with groups by their paths: which External ID a new group got does not matter. */
	shape(): string[] {
		const pathOf = (group: ModelGroup): string => {
			const above = this.groupByExternalId(group.parentExternalId);
			return `${above ? pathOf(above) : ''} / ${group.name}`;
		};
		const { users, groups } = this.snapshot();
		const paths = [...this.groups.values()].flatMap((group) =>
			group.externalId === null ? [] : [[group.externalId, pathOf(group)] as const],
		);
		return [...users, ...groups]
			.map((line) => paths.reduce((text, [id, path]) => text.replaceAll(id, path), line))
			.sort();
	}

	/** Something that a person does by hand in Winningtemp. */
	addUser(username: string, more: Partial<Pick<CurrentUser, 'active' | 'firstName'>> = {}): string {
		const targetId = this.newId('u');
		const { active = true, firstName = 'Hand' } = more;
		this.require(!this.ownerOf(username), `${username} is taken`);
		const values = new Map<string, JsonValue>(USER_VALUES.map((field) => [field, null]));
		values.set('username', username).set('firstName', firstName).set('lastName', 'Made');
		this.users.set(targetId, { targetId, externalId: null, active, values, version: 1 });
		return targetId;
	}

	addGroup(name: string): string {
		const targetId = this.newId('g');
		this.groups.set(targetId, {
			targetId,
			externalId: null,
			name,
			parentExternalId: null,
			managerExternalId: null,
			members: new Set(),
			version: 1,
		});
		return targetId;
	}

	addMember(group: string, user: string): void {
		this.groups.get(group)!.members.add(user);
	}

	setActive(user: string, active: boolean): void {
		this.users.get(user)!.active = active;
	}

	has(username: string): boolean {
		return this.ownerOf(username) !== undefined;
	}

	/** Carries out all changes; a failing one throws. */
	applyAll(changes: readonly Change[]): this {
		for (const change of changes) this.apply(change);
		return this;
	}

	apply(change: Change): void {
		const kinds = { user: this.userActions, group: this.groupActions };
		const action = kinds[change.kind][change.action];
		this.require(action !== undefined, `${change.action} of a ${change.kind}`);
		action!.call(this, change);
	}

	private readonly userActions: Partial<Record<Change['action'], (change: Change) => void>> = {
		create: (change) => {
			const { externalId } = change;
			this.require(change.targetId === null, 'a new user has no id');
			this.require(
				externalId !== null && !this.userByExternalId(externalId),
				`user ${externalId} is there`,
			);
			const targetId = this.newId('u');
			const values = new Map<string, JsonValue>(USER_VALUES.map((field) => [field, null]));
			values.set('gender', 'none').set('excludeFromSurveys', false);
			const user = { targetId, externalId, active: true, values, version: 0 };
			this.users.set(targetId, user);
			this.change(user, change);
			this.require(Boolean(values.get('username')), 'a username');
		},
		update: (change) => this.change(this.userOf(change), change),
		reactivate: (change) => this.change(this.userOf(change), change),
		deactivate: (change) => this.change(this.userOf(change), change),
		delete: (change) => {
			const { targetId } = this.userOf(change);
			this.users.delete(targetId);
			for (const group of this.groups.values()) group.members.delete(targetId);
		},
	};

	private readonly groupActions: Partial<Record<Change['action'], (change: Change) => void>> = {
		create: (change) => {
			const { externalId } = change;
			this.require(
				externalId !== null && !this.groupByExternalId(externalId),
				`group ${externalId} is there`,
			);
			const targetId = this.newId('g');
			this.addGroupAs(targetId, externalId!);
			this.changeGroup(this.groups.get(targetId)!, change);
		},
		update: (change) => this.changeGroup(this.groupOf(change), change),
		delete: (change) => {
			const group = this.groupOf(change);
			const active = [...group.members].filter((id) => this.users.get(id)!.active);
			this.require(active.length === 0, `${group.name} is empty`);
			for (const other of this.groups.values()) {
				this.require(other.parentExternalId !== group.externalId, `nothing below ${group.name}`);
			}
			this.groups.delete(group.targetId);
		},
	};

	private addGroupAs(targetId: string, externalId: string): void {
		this.groups.set(targetId, {
			targetId,
			externalId,
			name: '',
			parentExternalId: null,
			managerExternalId: null,
			members: new Set(),
			version: 0,
		});
	}

	private change(user: ModelUser, change: Change): void {
		for (const field of change.changes) this.changeUserField(user, field, change.leaves ?? []);
		user.version++;
	}

	private changeUserField(
		user: ModelUser,
		{ field, from, to }: FieldChange,
		leaves: string[],
	): void {
		if (field === 'active') {
			this.require(user.active === from, `active is ${from}`);
			user.active = to as boolean;
		} else if (field === 'externalId') {
			this.require(user.externalId === from, `External ID is ${String(from)}`);
			this.require(!this.userByExternalId(to as string), `${to as string} is free`);
			user.externalId = to as string;
		} else if (field === 'groupExternalId') {
			for (const id of leaves) {
				const group = this.groups.get(id);
				this.require(group?.members.delete(user.targetId) === true, `a member of ${id}`);
				group!.version++;
			}
			if (to === null) return;
			const group = this.groupByExternalId(to as string);
			this.require(group !== undefined, `group ${to as string}`);
			group!.members.add(user.targetId);
			group!.version++;
		} else {
			this.require(
				(user.values.get(field) ?? null) === from || user.version === 0,
				`${field} is ${String(from)}`,
			);
			if (field === 'username')
				this.require(!this.ownerOf(to as string), `${to as string} is free`);
			if (field === 'managerExternalId' && to !== null) {
				this.require(this.userByExternalId(to as string) !== undefined, `manager ${to as string}`);
			}
			user.values.set(field, to);
		}
	}

	private changeGroup(group: ModelGroup, change: Change): void {
		for (const { field, from, to } of change.changes) {
			const record = group as unknown as Record<string, JsonValue>;
			this.require(record[field] === from || group.version === 0, `${field} is ${String(from)}`);
			if (field === 'managerExternalId' && to !== null) {
				this.require(this.userByExternalId(to as string) !== undefined, `manager ${to as string}`);
			}
			record[field] = to;
			if (field === 'parentExternalId') this.requireAbove(group);
		}
		group.version++;
	}

	/** The groups above are there, and the group is not among them. */
	private requireAbove(group: ModelGroup): void {
		for (let id = group.parentExternalId; id !== null;) {
			const above = this.groupByExternalId(id);
			this.require(above !== undefined, `group ${id} above ${group.name}`);
			this.require(above !== group, `${group.name} not above itself`);
			id = above!.parentExternalId;
		}
	}

	private userOf(change: Change): ModelUser {
		const user = this.users.get(change.targetId ?? '') ?? this.userByExternalId(change.externalId);
		this.require(user !== undefined, `user ${change.targetId}`);
		this.requireVersion(change, user!.version);
		return user!;
	}

	private groupOf(change: Change): ModelGroup {
		const group =
			this.groups.get(change.targetId ?? '') ?? this.groupByExternalId(change.externalId);
		this.require(group !== undefined, `group ${change.targetId}`);
		this.requireVersion(change, group!.version);
		return group!;
	}

	private requireVersion({ version, name }: Change, now: number): void {
		this.require(version === undefined || version === `W/"${now}"`, `${name} as the plan saw it`);
	}

	private groupsOf(user: string): ModelGroup[] {
		return [...this.groups.values()].filter(({ members }) => members.has(user));
	}

	private ownerOf(username: string): ModelUser | undefined {
		for (const user of this.users.values()) {
			if (
				(user.values.get('username') as string | null)?.toLowerCase() === username.toLowerCase()
			) {
				return user;
			}
		}
		return undefined;
	}

	private userByExternalId(externalId: string | null): ModelUser | undefined {
		if (externalId === null) return undefined;
		return [...this.users.values()].find((user) => user.externalId === externalId);
	}

	private groupByExternalId(externalId: string | null): ModelGroup | undefined {
		if (externalId === null) return undefined;
		return [...this.groups.values()].find((group) => group.externalId === externalId);
	}

	private newId(prefix: string): string {
		return `${prefix}${++this.lastId}`;
	}

	private require(holds: boolean, what: string): void {
		if (!holds) throw new Error(`Refused: needs ${what}`);
	}
}

/** A Winningtemp that does not take parents of groups, nor tell of them. */
export class FlatModel extends Model {
	override current() {
		const { groups, users } = super.current();
		return { groups: groups.map((group) => without(group, 'parentExternalId')), users };
	}

	override apply(change: Change): void {
		const known = change.changes.filter(({ field }) => field !== 'parentExternalId');
		super.apply({ ...change, changes: known });
	}
}
