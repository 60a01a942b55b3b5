import SCIMMY from 'scimmy';
import { compareText } from '../../../directory/common/text';
import { membersOf, patchMembers, splitPatch } from './members';
import { dropPath, forScimmy, lacksTarget, withoutUnknown } from './patch';
import {
	ENTERPRISE_USER,
	EXTENSION_GROUP,
	FREE_ATTRIBUTES,
	schemasOf,
	type FreeAttributes,
	type Profile,
	type Schemas,
	type ServerSchema,
} from './profiles';
import type { Quirk } from './quirks';
import { asScimError, scimError } from './scim-error';
import { newGroupStore, newUserStore, type ScimRecord, type ScimValues, type Store } from './store';

/** How a tenant behaves. All of it may be changed while the server runs. */
export interface TenantSettings {
	/** The bearer token that is let in. */
	token: string;
	/** Whether PATCH is there; otherwise it is a 501. */
	patch: boolean;
	/** Limits of `/Bulk`; `null`: there is none. */
	bulk: { maxOperations: number; maxPayloadSize: number } | null;
	/** Whether lists can be filtered; otherwise a filter is a 400. */
	filter: boolean;
	/** `offered`: versions are shown and If-Match is obeyed; `required`: no write without it. */
	etag: 'none' | 'offered' | 'required';
	/** The largest page of a list, and the size of one where none is asked for. */
	maxResults: number;
	/** The status that `/Groups` answers with; `null`: there are groups. */
	noGroups: 404 | 405 | 501 | null;
	/**
	 * What comes of a body as `application/scim+json`: it is read; it is refused with a 415; or it is
	 * passed over, as by a server that reads only `application/json`.
	 */
	scimJson: 'read' | 'refused' | 'ignored';
	/** Whether a user must have a displayName, and whether `/Schemas` says so. */
	displayNameOfUsers: 'free' | 'listed' | 'unlisted';
	/** Whether `/ServiceProviderConfig`, `/Schemas` and `/ResourceTypes` are there. */
	discovery: boolean;
	/** Answers `"active": "True"`. */
	activeAsString: boolean;
	/** Attribute paths that are announced and accepted, and then forgotten. */
	drops: string[];
	/** Whether members of a group that is created are accepted, and then forgotten. */
	emptyNewGroups: boolean;
	/** Whether PATCH passes over paths that the tenant does not know; otherwise a 400. */
	ignoreUnknownPaths: boolean;
	/** Whether an attribute must be there for a part of it to be replaced; otherwise a 400 `noTarget`. */
	strictTargets: boolean;
	/** Whether members, managers and parents must exist when they are written. */
	strictReferences: boolean;
	/** Whether ids are texts of digits, as of the start. */
	numericIds: boolean;
	/** Whether no two groups have the same External ID, as of the start. */
	uniqueGroups: boolean;
	/** What else is peculiar to it. */
	quirks: readonly Quirk[];
}

type PatchMessage = ConstructorParameters<typeof SCIMMY.Messages.PatchOp>[0];

export type Kind = 'user' | 'group';

/** What SCIMMY has parsed of a request for a list or one resource. */
export type ScimQuery = Pick<
	InstanceType<typeof SCIMMY.Types.Resource>,
	'id' | 'filter' | 'attributes' | 'constraints'
>;

const ENDPOINTS: Record<Kind, string> = { user: '/Users', group: '/Groups' };
const RESOURCE_TYPES: Record<Kind, string> = { user: 'User', group: 'Group' };

/** One Winningtemp tenant: its users and groups, and how it answers for them. */
export class Tenant {
	readonly stores: Record<Kind, Store>;
	readonly schemas: Schemas;
	/** Ids of groups by the id of a member. */
	private readonly memberships = new Map<string, Set<string>>();

	constructor(
		readonly profile: Profile,
		readonly settings: TenantSettings,
		/** Where resources are, for `meta.location`. */
		public baseUrl: string,
		free: Partial<FreeAttributes> = {},
	) {
		this.stores = { user: newUserStore(settings), group: newGroupStore(settings) };
		this.schemas = schemasOf(profile, { user: FREE_ATTRIBUTES, group: [], ...free });
	}

	schema(kind: Kind): ServerSchema {
		return this.schemas[kind];
	}

	/** Ids of the groups that list a user (or group) as a member. */
	groupsOf(id: string): ReadonlySet<string> {
		return this.memberships.get(id) ?? new Set();
	}

	version(record: ScimRecord): string | undefined {
		return this.settings.etag === 'none' ? undefined : `W/"${record.meta.revision}"`;
	}

	/**
	 * One page of a list. Only the records of the page are touched, unless the request filters by
	 * an attribute without index or sorts.
	 */
	list(kind: Kind, { filter, attributes, constraints }: ScimQuery): object {
		if (filter !== undefined && !this.settings.filter) {
			throw scimError(400, 'This tenant does not support filters', 'invalidFilter');
		}
		const found = this.shown(kind, filter);
		const {
			startIndex = 1,
			count = this.settings.maxResults,
			sortBy,
			sortOrder,
		} = constraints ?? {};
		const size = Math.min(count, this.settings.maxResults);
		if (sortBy !== undefined) {
			const all = found.map((record) => this.output(kind, record, attributes));
			const params = { sortBy, sortOrder, startIndex, count: size };
			return new SCIMMY.Messages.ListResponse(all as never[], params);
		}
		const page = found
			.slice(startIndex - 1, startIndex - 1 + size)
			.map((record) => this.output(kind, record, attributes));
		// Told that it starts at 1, since SCIMMY would cut off the beginning of some pages again.
		const list = new SCIMMY.Messages.ListResponse(page as never[], { count: page.length });
		return Object.assign(list, {
			startIndex,
			itemsPerPage: page.length,
			totalResults: found.length,
		});
	}

	read(kind: Kind, { id, attributes }: ScimQuery): object {
		return this.output(kind, this.stores[kind].require(id!), attributes);
	}

	/** Creates (without an id) or replaces, as POST and PUT do. */
	write(kind: Kind, { id, attributes }: ScimQuery, body: unknown): object {
		const old = id === undefined ? undefined : this.stores[kind].require(id);
		const values = this.input(kind, body);
		if (!old && this.settings.emptyNewGroups) delete values.members;
		return this.output(kind, this.save(kind, old, values), attributes);
	}

	/** @returns nothing where the PATCH has changed nothing (RFC 7644 §3.5.2: 204) */
	async patch(
		kind: Kind,
		{ id, attributes }: ScimQuery,
		message: unknown,
	): Promise<object | undefined> {
		const { definition } = this.schema(kind);
		// Validates the message as a whole, before any part of it is taken away.
		const { Operations: all } = new SCIMMY.Messages.PatchOp(message as PatchMessage);
		const known = this.settings.ignoreUnknownPaths ? withoutUnknown(all, definition) : all;
		const operations = known.map((operation) => forScimmy(operation, definition));
		const split = kind === 'group' ? splitPatch(operations) : undefined;
		for (;;) {
			const old = this.stores[kind].require(id!);
			if (this.settings.strictTargets && lacksTarget(all, old)) {
				throw scimError(400, 'There is nothing at this path', 'noTarget');
			}
			const values = await this.patched(kind, old, split?.others ?? operations);
			// Another request may have changed it while SCIMMY was at work: then once more.
			if (this.stores[kind].get(old.id) !== old) continue;
			if (split && split.members.length > 0) {
				values.members = patchMembers(membersOf(old), split.members);
			}
			const saved = this.save(kind, old, values);
			return saved === old ? undefined : this.output(kind, saved, attributes);
		}
	}

	/** The values of a record after SCIMMY has applied some operations to it. */
	private async patched(
		kind: Kind,
		old: ScimRecord,
		operations: readonly unknown[],
	): Promise<ScimValues> {
		if (operations.length === 0) return valuesOf(old);
		const source = new (this.schema(kind))(this.plain(kind, old), 'out');
		const message = { schemas: [SCIMMY.Messages.PatchOp.id], Operations: operations };
		const patched: unknown = await new SCIMMY.Messages.PatchOp(
			message as unknown as PatchMessage,
		).apply(source);
		return patched === undefined ? valuesOf(old) : this.input(kind, patched);
	}

	/** Stores values that are known to fit the schema, as somebody would by hand. */
	put(kind: Kind, values: ScimValues): string {
		return this.save(kind, undefined, values).id;
	}

	delete(kind: Kind, id: string): void {
		const record = this.stores[kind].require(id);
		for (const groupId of [...this.groupsOf(id)]) {
			const group = this.stores.group.require(groupId);
			const members = membersOf(group).filter(({ value }) => value !== id);
			this.keep('group', group, { ...valuesOf(group), members });
		}
		if (kind === 'group') this.setMembers(record, undefined);
		this.stores[kind].delete(record);
	}

	/** A record as it is answered; with an attribute filter by way of SCIMMY's schema. */
	private output(kind: Kind, record: ScimRecord, attributes: ScimQuery['attributes']): object {
		const plain = this.plain(kind, record);
		const answer =
			attributes === undefined
				? plain
				: (JSON.parse(
						JSON.stringify(
							new (this.schema(kind))(
								plain,
								'out',
								`${this.baseUrl}${ENDPOINTS[kind]}`,
								attributes,
							),
						),
					) as Record<string, unknown>);
		if (this.settings.activeAsString && typeof answer.active === 'boolean') {
			answer.active = answer.active ? 'True' : 'False';
		}
		return answer;
	}

	private plain(kind: Kind, record: ScimRecord): Record<string, unknown> {
		const { created, lastModified } = record.meta;
		const version = this.version(record);
		return {
			...record,
			meta: {
				resourceType: RESOURCE_TYPES[kind],
				created,
				lastModified,
				location: `${this.baseUrl}${ENDPOINTS[kind]}/${record.id}`,
				...(version ? { version } : {}),
			},
		};
	}

	/** What is stored of a body: what the schema knows, without what the tenant forgets. */
	private input(kind: Kind, body: unknown): ScimValues {
		if (body === null || typeof body !== 'object' || Array.isArray(body)) {
			throw scimError(400, 'Expected the body to be one JSON object', 'invalidSyntax');
		}
		if (kind === 'user') this.checkDisplayName(body as Record<string, unknown>);
		try {
			const instance = new (this.schema(kind))(body, 'in');
			const values = valuesOf(JSON.parse(JSON.stringify(instance)) as ScimRecord);
			for (const path of this.settings.drops) {
				dropPath(values, path, this.schemas.definitions.keys());
			}
			const urns = [...this.schemas.definitions.keys()].filter((urn) => urn in values);
			return { ...values, schemas: [this.schema(kind).definition.id, ...urns] };
		} catch (problem) {
			throw asScimError(problem);
		}
	}

	private checkDisplayName({ displayName }: Record<string, unknown>): void {
		if (this.settings.displayNameOfUsers === 'free' || displayName) return;
		throw scimError(400, 'The attribute displayName is required', 'invalidValue');
	}

	private save(kind: Kind, old: ScimRecord | undefined, values: ScimValues): ScimRecord {
		if (this.settings.strictReferences) this.checkReferences(kind, values, old);
		return this.keep(kind, old, values);
	}

	/** Stores values whatever they refer to. */
	keep(kind: Kind, old: ScimRecord | undefined, values: ScimValues): ScimRecord {
		for (const { keep } of this.settings.quirks) keep?.(kind, values, old, this);
		const complete = inOrder(COMPLETE[kind](values));
		const store = this.stores[kind];
		const record = old ? store.replace(old, complete) : store.create(complete);
		if (kind === 'group') this.setMembers(old, record);
		return record;
	}

	private checkReferences(kind: Kind, values: ScimValues, old: ScimRecord | undefined): void {
		if (kind === 'user') {
			const manager = managerOf(values);
			if (manager !== undefined && manager !== (old && managerOf(old))) {
				if (!this.stores.user.get(manager)) throw unknownReference('manager', manager);
			}
			return;
		}
		const parent = parentOf(values);
		if (parent !== undefined && parent !== (old && parentOf(old))) {
			if (!this.stores.group.find('externalId', parent) || parent === values.externalId) {
				throw unknownReference('parent group', parent);
			}
		}
		for (const { value } of membersOf(values)) {
			if (!this.stores.user.get(value) && !this.stores.group.get(value)) {
				throw unknownReference('member', value);
			}
		}
	}

	private setMembers(before: ScimRecord | undefined, after: ScimRecord | undefined): void {
		if (before === after) return;
		for (const { value } of before ? membersOf(before) : []) {
			this.memberships.get(value)?.delete(before!.id);
		}
		for (const { value } of after ? membersOf(after) : []) {
			const groups = this.memberships.get(value);
			if (groups) groups.add(after!.id);
			else this.memberships.set(value, new Set([after!.id]));
		}
	}

	/** The records that a list may contain. */
	private shown(kind: Kind, filter: ScimQuery['filter']): readonly ScimRecord[] {
		const found = filter === undefined ? this.stores[kind].list() : this.matching(kind, filter);
		const hiding = this.settings.quirks.filter(({ hides }) => hides !== undefined);
		if (hiding.length === 0) return found;
		return found.filter(
			(record) => !hiding.some((quirk) => quirk.hides!(kind, record, filter !== undefined)),
		);
	}

	private matching(kind: Kind, filter: NonNullable<ScimQuery['filter']>): readonly ScimRecord[] {
		const store = this.stores[kind];
		const equality = equalityOf(filter as unknown as Array<Record<string, unknown>>);
		if (equality?.attribute === 'id') return present(store.get(equality.value));
		if (equality && store.hasIndex(equality.attribute)) {
			return present(store.find(equality.attribute, equality.value));
		}
		return store.list().filter((record) => matchesFilter(record, filter));
	}
}

/** A record without what the server adds. */
export function valuesOf(record: ScimRecord): ScimValues {
	const values: Partial<ScimRecord> & ScimValues = { ...record };
	delete values.id;
	delete values.meta;
	return values;
}

/** One order of attributes, so that equal values are equal as text. */
function inOrder(values: ScimValues): ScimValues {
	const entries = Object.entries(values).sort(([a], [b]) => compareText(a, b));
	return Object.fromEntries(entries) as ScimValues;
}

type Completion = (values: ScimValues) => ScimValues;

const COMPLETE: Record<Kind, Completion> = {
	// A user of whom nothing else is known is active.
	user: (values) => {
		const complete: ScimValues = { ...values, active: values.active ?? true };
		if (isEmpty(complete.name)) delete complete.name;
		return complete;
	},
	// Each member once; an empty list is no list.
	group: (values) => {
		const members = new Map(membersOf(values).map((member) => [member.value, member]));
		const complete: ScimValues = { ...values, members: [...members.values()] };
		if (members.size === 0) delete complete.members;
		return complete;
	},
};

function isEmpty(value: unknown): boolean {
	return typeof value === 'object' && Object.keys(value ?? {}).length === 0;
}

/** The id of a user's manager. */
export function managerOf(record: Record<string, unknown>): string | undefined {
	const extension = record[ENTERPRISE_USER] as { manager?: { value?: string } } | undefined;
	return extension?.manager?.value;
}

/** The External ID of a group's parent. */
export function parentOf(record: Record<string, unknown>): string | undefined {
	const extension = record[EXTENSION_GROUP] as { parentExternalId?: string } | undefined;
	return extension?.parentExternalId;
}

/** The one comparison that a filter consists of, if it is an equality of a text. */
function equalityOf(
	filter: Array<Record<string, unknown>>,
): { attribute: string; value: string } | undefined {
	const [comparisons] = filter;
	if (filter.length !== 1 || comparisons === undefined) return undefined;
	const [comparison, ...others] = Object.entries(comparisons);
	if (comparison === undefined || others.length > 0) return undefined;
	const [attribute, expression] = comparison;
	if (!Array.isArray(expression) || expression.length !== 2) return undefined;
	const [operator, value] = expression as unknown[];
	return operator === 'eq' && typeof value === 'string' ? { attribute, value } : undefined;
}

/** SCIMMY finds no extension attributes in a filter, and stumbles over attributes that are absent. */
function matchesFilter(record: ScimRecord, filter: NonNullable<ScimQuery['filter']>): boolean {
	const view: Record<string, unknown> = { ...record };
	for (const [urn, extension] of Object.entries(record)) {
		if (!urn.startsWith('urn:')) continue;
		for (const [name, value] of Object.entries(extension as object)) view[`${urn}:${name}`] = value;
	}
	try {
		return filter.match([view]).length > 0;
	} catch {
		return false;
	}
}

function present(record: ScimRecord | undefined): ScimRecord[] {
	return record ? [record] : [];
}

function unknownReference(what: string, id: string) {
	return scimError(400, `There is no ${what} ${id}`, 'invalidValue');
}
