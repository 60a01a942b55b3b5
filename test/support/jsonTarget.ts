import type {
	Current,
	Directory,
	Kind,
	MemberChange,
	Support,
	Target,
	Written,
} from '../../directory/apply/target';
import type { JsonValue } from '../../directory/common/json';
import type { FieldChange } from '../../directory/model/change';
import type { CurrentGroup } from '../../directory/model/group';
import type { CurrentUser } from '../../directory/model/person';

/** A person or a team of the directory, which names others by its own numbers. */
interface Row {
	no: number;
	revision: number;
	code: string | null;
	active: boolean;
	/** Number of the person who leads it. */
	boss: number | null;
	/** Number of the team above. */
	above: number | null;
	/** Numbers of the people in a team. */
	people: number[];
	values: Record<string, JsonValue>;
}

/** A directory that is nothing but JSON. */
export interface JsonDirectory {
	last: number;
	user: Row[];
	group: Row[];
}

const VALUES: Record<Kind, readonly string[]> = {
	user: ['username', 'email', 'firstName', 'lastName', 'birthday'],
	group: ['name'],
};

/**
 * A directory of an own kind as a target: numbers for ids, revisions, codes for External IDs. It
 * shows what it takes to add one, and nothing in it is shared with the targets of the package.
 */
export class JsonTarget implements Target {
	readonly product = 'the phone book';
	readonly managersFirst = true;
	readonly membersOn = 'group';
	/** By `user 7`: the revision that this client has read. */
	private readonly revisions = new Map<string, number>();

	constructor(private readonly data: JsonDirectory) {}

	support(kind: Kind, field: string): Support {
		const links = kind === 'user' ? ['active'] : ['parentExternalId'];
		const known = ['externalId', 'managerExternalId', ...links, ...VALUES[kind]];
		return known.includes(field) ? 'written' : 'unknown';
	}

	async read(): Promise<Directory> {
		return {
			users: this.data.user.map((row) => this.seen('user', row) as CurrentUser),
			groups: this.data.group.map((row) => this.seen('group', row) as CurrentGroup),
		};
	}

	async create(
		kind: Kind,
		externalId: string | null,
		fields: readonly FieldChange[],
		memberIds: readonly string[],
	): Promise<Written> {
		const known = this.data[kind].find(({ code }) => code === externalId);
		if (known) {
			return { ok: true, attempts: 1, current: this.seen(kind, known), existed: true };
		}
		const row: Row = {
			no: ++this.data.last,
			revision: 0,
			code: externalId,
			active: true,
			boss: null,
			above: null,
			people: memberIds.map(Number),
			values: {},
		};
		const problem = this.problem(kind, row, fields) ?? this.stranger(row.people);
		if (problem) return problem;
		this.data[kind].push(row);
		return this.changed(kind, row, fields);
	}

	async update(kind: Kind, id: string, fields: readonly FieldChange[]): Promise<Written> {
		const row = this.row(kind, id);
		if (!row) return refused('gone', 'it is gone');
		if (fields.length === 0) return { ok: true, attempts: 0, current: this.seen(kind, row) };
		return this.problem(kind, row, fields) ?? this.changed(kind, row, fields);
	}

	async setMembers(
		id: string,
		{ add, remove }: MemberChange,
		fields: readonly FieldChange[],
	): Promise<Written> {
		const row = this.row('group', id);
		if (!row) return refused('gone', 'it is gone');
		const problem = this.problem('group', row, fields) ?? this.stranger(add.map(Number));
		if (problem) return problem;
		const left = row.people.filter((no) => !remove.includes(String(no)));
		row.people = [...new Set([...left, ...add.map(Number)])];
		return this.changed('group', row, fields);
	}

	async remove(kind: Kind, id: string): Promise<Written> {
		const row = this.row(kind, id);
		if (!row) return refused('gone', 'it is gone');
		const problem = this.problem(kind, row, []);
		if (problem) return problem;
		this.data[kind] = this.data[kind].filter((one) => one !== row);
		if (kind === 'user') {
			for (const group of this.data.group) {
				group.people = group.people.filter((no) => no !== row.no);
			}
		}
		return { ok: true, attempts: 1, current: this.seen(kind, row) };
	}

	async reread(kind: Kind, id: string): Promise<Current | null> {
		const row = this.row(kind, id);
		return row ? this.seen(kind, row) : null;
	}

	private row(kind: Kind, id: string): Row | undefined {
		return this.data[kind].find(({ no }) => String(no) === id);
	}

	private seen(kind: Kind, row: Row): Current {
		this.revisions.set(`${kind} ${row.no}`, row.revision);
		const codeOf = (of: Kind, no: number | null) =>
			this.data[of].find((one) => one.no === no)?.code ?? null;
		const values = Object.fromEntries(VALUES[kind].map((name) => [name, row.values[name] ?? null]));
		const common = {
			targetId: String(row.no),
			externalId: row.code,
			managerExternalId: codeOf('user', row.boss),
			...values,
		};
		if (kind === 'group') {
			const parentExternalId = codeOf('group', row.above);
			const memberTargetIds = row.people.map(String);
			return { kind, ...common, parentExternalId, memberTargetIds } as unknown as CurrentGroup;
		}
		const groups = this.data.group.filter(({ people }) => people.includes(row.no));
		return {
			kind,
			...common,
			active: row.active,
			memberOf: groups.map(({ no }) => String(no)),
			groupExternalId: groups.find(({ code }) => code !== null)?.code ?? null,
		} as unknown as CurrentUser;
	}

	private changed(kind: Kind, row: Row, fields: readonly FieldChange[]): Written {
		row.revision++;
		for (const { field, to } of fields) {
			if (field === 'externalId') row.code = to as string | null;
			else if (field === 'active') row.active = to === true;
			else if (field === 'managerExternalId') row.boss = this.numberOf('user', to);
			else if (field === 'parentExternalId') row.above = this.numberOf('group', to);
			else if (VALUES[kind].includes(field)) row.values[field] = to;
		}
		return { ok: true, attempts: 1, current: this.seen(kind, row), confirmed: true };
	}

	/** Why it would not take the values. */
	private problem(kind: Kind, row: Row, fields: readonly FieldChange[]): Written | undefined {
		const read = this.revisions.get(`${kind} ${row.no}`);
		if (row.revision > 0 && read !== row.revision) return refused('changed', 'it has changed');
		for (const { field, to } of fields) {
			const isTaken =
				field === 'username' &&
				this.data.user.some((one) => one !== row && one.values.username === to);
			if (isTaken) return refused('conflict', `${String(to)} is taken`);
			const kindOf = { managerExternalId: 'user', parentExternalId: 'group' } as const;
			if (to === null || !(field in kindOf)) continue;
			if (this.numberOf(kindOf[field as keyof typeof kindOf], to) === null) {
				return refused('content', `${String(to)} is nobody here`);
			}
		}
		return undefined;
	}

	private stranger(people: readonly number[]): Written | undefined {
		const unknown = people.find((no) => !this.data.user.some((one) => one.no === no));
		return unknown === undefined ? undefined : refused('content', `${unknown} is nobody here`);
	}

	private numberOf(kind: Kind, code: JsonValue): number | null {
		return this.data[kind].find((one) => one.code === code && code !== null)?.no ?? null;
	}
}

function refused(refusal: 'changed' | 'conflict' | 'content' | 'gone', error: string): Written {
	return { ok: false, attempts: 1, refusal, error };
}
