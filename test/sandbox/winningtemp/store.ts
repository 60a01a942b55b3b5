import { guidOf } from '../random';
import { scimError } from './scim-error';

/** A user or group as it is stored: plain JSON in SCIM's own shape. */
export interface ScimRecord {
	id: string;
	externalId?: string;
	schemas: string[];
	meta: { created: string; lastModified: string; revision: number };
	[attribute: string]: unknown;
}

/** A record before it has been stored. */
export type ScimValues = Record<string, unknown> & { schemas: string[]; externalId?: string };

/** Attribute that no two records share, with what makes two of its values the same. */
interface UniqueAttribute {
	name: string;
	key(value: string): string;
}

/** Users or groups of one server, in the order of their creation, found by what is unique. */
export class Store {
	private readonly records = new Map<string, ScimRecord>();
	private readonly indexes = new Map<string, Map<string, string>>();
	private order: ScimRecord[] | undefined;
	private created = 0;

	constructor(
		private readonly kind: 'User' | 'Group',
		private readonly unique: readonly UniqueAttribute[],
		/** The id of the record that is created after so many others. */
		private readonly newId = (number: number) => guidOf(kind.length, kind, number),
	) {
		for (const { name } of unique) this.indexes.set(name, new Map());
	}

	/** All records in the order of their creation. Worked out again only after a change of them. */
	list(): readonly ScimRecord[] {
		this.order ??= [...this.records.values()];
		return this.order;
	}

	get(id: string): ScimRecord | undefined {
		return this.records.get(id);
	}

	/** @throws a SCIM 404 */
	require(id: string): ScimRecord {
		const record = this.records.get(id);
		if (!record) throw scimError(404, `Resource ${id} not found`);
		return record;
	}

	/** Whether the attribute is unique, so that `find` answers for it. */
	hasIndex(attribute: string): boolean {
		return this.indexes.has(attribute);
	}

	find(attribute: string, value: string): ScimRecord | undefined {
		const unique = this.unique.find(({ name }) => name === attribute);
		if (!unique) return this.list().find((record) => record[attribute] === value);
		const id = this.indexes.get(attribute)!.get(unique.key(value));
		return id === undefined ? undefined : this.records.get(id);
	}

	/** @throws a SCIM 409 where a unique value is taken */
	create(values: ScimValues): ScimRecord {
		this.refuseTaken(values, undefined);
		const now = new Date().toISOString();
		const record: ScimRecord = {
			...values,
			id: this.newId(this.created++),
			meta: { created: now, lastModified: now, revision: 1 },
		};
		this.records.set(record.id, record);
		this.index(record);
		this.order?.push(record);
		return record;
	}

	/** Puts other values in the place of a record's own; the same ones leave it as it was. */
	replace(old: ScimRecord, values: ScimValues): ScimRecord {
		this.refuseTaken(values, old.id);
		const { id, meta, ...before } = old;
		if (JSON.stringify(before) === JSON.stringify(values)) return old;
		const record: ScimRecord = {
			...values,
			id,
			meta: {
				created: meta.created,
				lastModified: new Date().toISOString(),
				revision: meta.revision + 1,
			},
		};
		this.unindex(old);
		this.records.set(id, record);
		this.index(record);
		this.order = undefined;
		return record;
	}

	delete(record: ScimRecord): void {
		this.unindex(record);
		this.records.delete(record.id);
		this.order = undefined;
	}

	private refuseTaken(values: ScimValues, ownId: string | undefined): void {
		for (const { name } of this.unique) {
			const value = values[name];
			if (typeof value !== 'string') continue;
			const owner = this.find(name, value);
			if (owner && owner.id !== ownId) {
				throw scimError(409, `${this.kind} ${name} is already in use`, 'uniqueness');
			}
		}
	}

	private index(record: ScimRecord): void {
		for (const { name, key } of this.unique) {
			const value = record[name];
			if (typeof value === 'string') this.indexes.get(name)!.set(key(value), record.id);
		}
	}

	private unindex(record: ScimRecord): void {
		for (const { name, key } of this.unique) {
			const value = record[name];
			if (typeof value === 'string') this.indexes.get(name)!.delete(key(value));
		}
	}
}

/** RFC 7643: `userName` is not caseExact (§4.1.1), `externalId` is (§3.1). */
export function newUserStore({ numericIds }: { numericIds: boolean }): Store {
	return new Store(
		'User',
		[
			{ name: 'userName', key: (value) => value.toLowerCase() },
			{ name: 'externalId', key: (value) => value },
		],
		numericIds ? (number) => String(1001 + number) : undefined,
	);
}

/** External IDs of groups are unique unless the settings say otherwise. */
export function newGroupStore(settings: { numericIds: boolean; uniqueGroups: boolean }): Store {
	return new Store(
		'Group',
		settings.uniqueGroups ? [{ name: 'externalId', key: (value) => value }] : [],
		settings.numericIds ? (number) => String(900_001 + number) : undefined,
	);
}
