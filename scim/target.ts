import { Entries } from '../directory/apply/state';
import type {
	Current,
	Directory,
	Kind,
	MemberChange,
	Parts,
	Refusal,
	Support,
	Target,
	Written,
} from '../directory/apply/target';
import type { FieldChange } from '../directory/model/change';
import { pathOfField } from './attributeMap';
import { BulkSender } from './bulkSender';
import { readDirectory, type Connection, type ScimDirectory } from './directory';
import { editedResource, editsOf, MEMBERS, newResource, type Edit } from './edits';
import type { JsonObject } from './json';
import { keepMembers } from './members';
import { learnNames, repeatedNameEdits, repeatedNames } from './repeatedNames';
import { externalIdOf, idOf, toCurrentGroup, toCurrentUser, type UserReading } from './resource';
import { adviceFor } from './words';
import { ScimWriter, type Sent } from './writer';

export interface ScimOptions {
	/** Requests on their way at a time. */
	concurrency: number;
	/** Send several changes in one request where the tenant offers it. Default true. */
	useBulk?: boolean;
	/** The directory, where it was read a moment ago. */
	directory?: ScimDirectory | undefined;
}

/** One user or group as SCIM has it. */
interface Known {
	targetId: string;
	externalId: string | null;
	resource: JsonObject;
}

/** A SCIM service as a target: PATCH, PUT or bulk requests, whichever the tenant has. */
export class ScimTarget implements Target {
	readonly product: string;
	readonly managersFirst: boolean;
	readonly membersOn = 'group';
	readonly batches: BulkSender | undefined;
	/** Whether a group showed a member when the directory was read. */
	showsMembers = false;
	private hidesMembers = false;
	private readonly writer: ScimWriter;
	private readonly known: Record<Kind, Entries<Known>> = {
		user: new Entries(),
		group: new Entries(),
	};
	private readonly reading: UserReading;

	constructor(
		private readonly connection: Connection,
		private readonly options: ScimOptions,
	) {
		const { client, map, tenant } = connection;
		this.product = client.service.target;
		this.managersFirst = map.managerReference === 'id';
		this.reading = {
			map,
			tenant,
			externalIdOf: (id) => this.known.user.get(id)?.externalId ?? null,
		};
		const { concurrency, useBulk = true } = options;
		const limits = useBulk ? tenant.bulk : null;
		if (limits && limits.maxOperations !== 1) {
			const sizeOf = (kind: Kind) => this.known[kind].size;
			this.batches = new BulkSender(connection, { limits, concurrency, sizeOf });
		}
		this.writer = new ScimWriter(connection, this.batches?.send);
	}

	/** The status with which the tenant refused bulk requests although it offers them. */
	get bulkRefusedWith(): number | null {
		return this.batches?.refusedWith ?? null;
	}

	async read(parts: Parts): Promise<Directory> {
		const directory = this.options.directory ?? (await readDirectory(this.connection, parts));
		for (const resource of directory.userResources.values()) this.known.user.put(known(resource));
		for (const resource of directory.groupResources.values()) this.known.group.put(known(resource));
		this.hidesMembers = directory.hidesMembers;
		this.showsMembers =
			!directory.hidesMembers && directory.groups.some((one) => one.memberTargetIds?.length);
		return directory;
	}

	support(kind: Kind, field: string): Support {
		const { map, tenant } = this.connection;
		if (pathOfField(map, kind, field) === undefined) return 'off';
		return tenant.knows(kind, field) ? 'written' : 'unknown';
	}

	async create(
		kind: Kind,
		externalId: string | null,
		fields: readonly FieldChange[],
		memberIds: readonly string[],
	): Promise<Written> {
		const id: FieldChange = { field: 'externalId', from: null, to: externalId };
		const attempt = async () => {
			const edits = this.edits(kind, [id, ...fields]);
			if (memberIds.length > 0) {
				edits.push({ path: MEMBERS, value: memberIds.map((value) => ({ value })) });
			}
			return await this.writer.create(kind, externalId, edits);
		};
		const { tenant } = this.connection;
		const names = repeatedNames(tenant);
		const sent = await attempt();
		const isForName = !sent.ok && kind === 'user' && learnNames(tenant, names, sent.answer);
		if (!isForName) return this.result(kind, sent);
		const again = await attempt();
		return this.result(kind, { ...again, attempts: again.attempts + sent.attempts });
	}

	async update(kind: Kind, id: string, fields: readonly FieldChange[]): Promise<Written> {
		const resource = this.resource(kind, id);
		const edits = this.edits(kind, fields, resource);
		return this.result(kind, await this.writer.update(kind, resource, edits));
	}

	async setMembers(
		id: string,
		{ add, remove }: MemberChange,
		fields: readonly FieldChange[],
	): Promise<Written> {
		const group = this.resource('group', id);
		const along = this.edits('group', fields);
		return this.result('group', await this.writer.members(group, add, remove, along));
	}

	async remove(kind: Kind, id: string): Promise<Written> {
		const written = this.result(kind, await this.writer.remove(kind, this.resource(kind, id)));
		if (written.ok) this.known[kind].drop(id);
		return written;
	}

	async reread(kind: Kind, id: string): Promise<Current | null> {
		const fresh = await this.writer.reread(kind, this.resource(kind, id));
		return fresh && this.take(kind, fresh);
	}

	/** The resource with an id that this target has given out. */
	private resource(kind: Kind, id: string): JsonObject {
		return this.known[kind].get(id)?.resource ?? { id };
	}

	/** @param before the resource as it is now; absent of a new one */
	private edits(kind: Kind, fields: readonly FieldChange[], before?: JsonObject): Edit[] {
		const { map, tenant } = this.connection;
		const managerId = (externalId: string) => this.known.user.withExternalId(externalId)?.targetId;
		const edits = editsOf(kind, fields, this.connection, managerId);
		const names = kind === 'user' ? repeatedNames(tenant) : [];
		if (names.length === 0 || edits.length === 0) return edits;
		const after = before ? editedResource(kind, before, edits) : newResource(kind, edits);
		return [...edits, ...repeatedNameEdits(names, after, before ?? null, map)];
	}

	private result(kind: Kind, sent: Sent): Written {
		const { attempts } = sent;
		if (sent.ok) {
			const { existed = false, confirmed = false } = sent;
			return { ok: true, attempts, current: this.take(kind, sent.resource), existed, confirmed };
		}
		const { answer, error } = sent;
		const refusal = REFUSALS.get(answer.status) ?? 'other';
		return {
			ok: false,
			attempts,
			refusal,
			error,
			advice: adviceFor(answer, this.connection.client.service),
			status: answer.status,
		};
	}

	/** Takes in a resource as it is now, and gives it in the terms of `Directory`. */
	take(kind: Kind, resource: JsonObject): Current {
		if (kind === 'group' && this.hidesMembers) {
			keepMembers(resource, this.known.group.get(idOf(resource))?.resource);
		}
		this.known[kind].put(known(resource));
		return kind === 'user'
			? toCurrentUser(resource, this.reading)
			: toCurrentGroup(resource, this.reading);
	}
}

function known(resource: JsonObject): Known {
	return { targetId: idOf(resource), externalId: externalIdOf(resource), resource };
}

/** What the status of an answer says of a change (RFC 7644 §3.12); 0 is no answer. */
const REFUSALS: ReadonlyMap<number, Refusal> = new Map<number, Refusal>([
	[0, 'unreachable'],
	[400, 'content'],
	[401, 'unauthorized'],
	[404, 'gone'],
	[409, 'conflict'],
	[412, 'changed'],
	[413, 'content'],
	[422, 'content'],
	[429, 'unreachable'],
	[502, 'unreachable'],
	[503, 'unreachable'],
	[504, 'unreachable'],
]);
