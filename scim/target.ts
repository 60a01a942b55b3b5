import { Entries } from '../directory/apply/state';
import type {
	Current,
	Directory,
	Kind,
	MemberChange,
	Parts,
	Support,
	Target,
	Written,
} from '../directory/apply/target';
import { isNotTaken, isTakenInForm } from '../directory/apply/uptake';
import type { FieldChange } from '../directory/model/change';
import { sameValue, valueOf } from '../directory/model/difference';
import { fieldOf } from '../directory/model/fields';
import type { JsonValue } from '../directory/model/person';
import { expectState } from './agreement';
import { pathOfField } from './attributeMap';
import { BulkSender } from './bulkSender';
import { readDirectory, type Connection, type ScimDirectory } from './directory';
import { editedResource, editsOf, MEMBERS, newResource, type Edit } from './edits';
import { ShownAlone } from './hidden';
import { learnActive } from './inactive';
import { type JsonObject } from './json';
import { LaterGroups } from './laterGroups';
import { keepMembers } from './members';
import { knownAs, MembersBelow, type Known } from './membersBelow';
import { memberParts, type Part, type Write } from './parts';
import { References } from './references';
import { refusedAs } from './refused';
import { learnNames, repeatedNameEdits, repeatedNames } from './repeatedNames';
import { externalIdOf, idOf, toCurrentGroup, toCurrentUser, type UserReading } from './resource';
import type { Sent } from './sent';
import { hasName, SentNames } from './uniqueNames';
import { Verifier } from './verifier';
import { ScimWriter } from './writer';

export interface ScimOptions {
	/** Requests on their way at a time. */
	concurrency: number;
	/** Send several changes in one request where the tenant offers it. Default true. */
	useBulk?: boolean;
	/** The directory, where it was read a moment ago. */
	directory?: ScimDirectory | undefined;
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
	private hasGroups = false;
	/** Ids of the users whom this run was to deactivate or delete. */
	private readonly left = new Set<string>();
	private readonly writer: ScimWriter;
	private readonly verifier: Verifier;
	private readonly below: MembersBelow;
	private readonly known: Record<Kind, Entries<Known>> = {
		user: new Entries(),
		group: new Entries(),
	};
	private readonly reading: UserReading;
	private readonly sentNames = new SentNames();
	private laterGroups?: LaterGroups;
	private shownAlone?: ShownAlone;

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
		const limits = useBulk && !tenant.ways.of('bulk') ? tenant.bulk : null;
		if (limits && limits.maxOperations !== 1) {
			const sizeOf = (kind: Kind) => this.known[kind].size;
			this.batches = new BulkSender(connection, { limits, concurrency, sizeOf });
		}
		this.below = new MembersBelow(connection, this.known.group);
		const references = new References(this.known.user, map);
		const tidy = (answer: unknown) => {
			references.tidy(answer);
			this.below.tidy(answer);
		};
		this.writer = new ScimWriter(connection, tidy, this.batches?.send);
		this.verifier = new Verifier({
			tenant,
			product: this.product,
			reread: async (kind, resource) => await this.writer.looks.at(kind, resource),
			stopBatches: () => {
				this.batches?.giveUp();
				tenant.ways.learn('bulk', 'none');
			},
			areBatchesStopped: () => this.batches?.isOff ?? true,
			doubtAnswers: () => void (this.writer.trustsAnswers = false),
		});
	}

	/** The status with which the tenant refused bulk requests although it offers them. */
	get bulkRefusedWith(): number | null {
		return this.batches?.refusedWith ?? null;
	}

	async read(parts: Parts): Promise<Directory> {
		const directory = this.options.directory ?? (await readDirectory(this.connection, parts));
		for (const resource of directory.userResources.values()) this.put('user', resource);
		for (const resource of directory.groupResources.values()) this.put('group', resource);
		this.shownAlone = new ShownAlone(this.connection, directory);
		this.laterGroups = new LaterGroups(this.connection, directory.readAt);
		this.hidesMembers = directory.hidesMembers;
		this.hasGroups = directory.hasGroups;
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
		const { tenant } = this.connection;
		const there = kind === 'group' && (await this.laterGroups?.find(externalId));
		if (there) return this.result(kind, { ok: true, attempts: 0, existed: true, resource: there });
		this.sentNames.note(kind, externalId, fields);
		const members = { add: memberIds, remove: [] };
		if (kind === 'group') this.below.expect(externalId, members);
		const all: FieldChange[] = [{ field: 'externalId', from: null, to: externalId }, ...fields];
		const attempt = async (alone: boolean) => {
			const edits = this.edits(kind, all);
			if (memberIds.length > 0) {
				edits.push({ path: MEMBERS, value: memberIds.map((value) => ({ value })) });
			}
			return await this.writer.create(kind, externalId, edits, alone);
		};
		const names = repeatedNames(tenant);
		let sent = await attempt(false);
		if (!sent.ok && kind === 'user' && learnNames(tenant, names, sent.answer)) {
			const again = await attempt(false);
			sent = { ...again, attempts: again.attempts + sent.attempts };
		}
		// A server may create an account switched off.
		const isSent = (one: FieldChange) => isFilled(one) || one.field === 'active';
		const filled = fields.filter(
			(one) => isSent(one) && this.support(kind, one.field) === 'written',
		);
		const parts = filled.map((one) => this.partOf(kind, one));
		const made = await this.verifier.created(
			{ kind, parts },
			sent,
			async () => await attempt(true),
		);
		const { sent: first, missing } = made;
		if (first.ok) {
			this.known[kind].alias(externalId, idOf(first.resource));
			if (kind === 'group') this.below.note(first.resource, members);
		}
		if (!first.ok || missing.length === 0) return this.result(kind, first, fields);
		// What a creation did not take along may be taken afterwards.
		const later = await this.verifier.completed(kind, missing, async (open, alone) => {
			const left = filled.filter((_one, i) => open.includes(parts[i]!));
			return await this.write(kind, first.resource, left, alone);
		});
		if (!later) return this.result(kind, first);
		const attempts = first.attempts + later.attempts;
		return this.result(kind, later.ok ? { ...later, attempts } : { ...first, attempts });
	}

	async update(kind: Kind, id: string, fields: readonly FieldChange[]): Promise<Written> {
		this.sentNames.note(kind, id, fields);
		if (fields.some(({ field, to }) => field === 'active' && to === false)) this.left.add(id);
		const sent = await this.write(kind, this.resource(kind, id), fields);
		return this.notKept(kind, fields, sent) ?? this.result(kind, sent, fields);
	}

	private async write(
		kind: Kind,
		resource: JsonObject,
		fields: readonly FieldChange[],
		alone = false,
	): Promise<Sent> {
		const written = fields.filter(({ field }) => this.support(kind, field) === 'written');
		const parts = written.map((one) => this.partOf(kind, one, resource));
		const send: Write['send'] = async (way, now, some, isAlone) => {
			const changes = written.filter((_one, i) => some.includes(parts[i]!));
			const edits = this.edits(kind, changes, now);
			return await this.writer.update(kind, now, edits, { way, alone: isAlone });
		};
		return await this.verifier.update(resource, { kind, parts, send }, alone);
	}

	async setMembers(
		id: string,
		change: MemberChange,
		fields: readonly FieldChange[],
	): Promise<Written> {
		const { add, remove } = change;
		const group = this.resource('group', id);
		const own = fields.map((one) => this.partOf('group', one));
		const { coming, going, parts } = memberParts(change, (now) => this.below.hides(now, remove));
		this.below.expect(externalIdOf(group), change);
		const sent = await this.verifier.update(group, {
			kind: 'group',
			parts: [...own, ...parts],
			isSplit: own.length > 0 && parts.length > 0,
			send: async (way, now, some, alone) => {
				const along = fields.filter((_one, i) => some.includes(own[i]!));
				return await this.writer.members(
					now,
					some.includes(coming) ? add : [],
					some.includes(going) ? remove : [],
					this.edits('group', along, now),
					{ way, alone },
				);
			},
		});
		if (sent.ok) this.below.note(group, change);
		return this.result('group', sent);
	}

	async remove(kind: Kind, id: string): Promise<Written> {
		const resource = this.resource(kind, id);
		if (kind === 'user') this.left.add(id);
		const send = async (alone: boolean) => await this.writer.remove(kind, resource, alone);
		const sent = await this.verifier.removed(kind, await send(false), async () => await send(true));
		const written = this.result(kind, sent);
		if (written.ok) this.known[kind].drop(id);
		return written;
	}

	/** To be called after all changes: remembers what the next reading is expected to show. */
	rememberState(): void {
		const all = (kind: Kind) => [...this.known[kind].values()].map(({ resource }) => resource);
		const groups = this.hasGroups && !this.hidesMembers ? all('group') : null;
		expectState(this.connection, { users: all('user'), groups, left: this.left });
	}

	async reread(kind: Kind, id: string): Promise<Current | null> {
		const { resource } = await this.writer.looks.at(kind, this.resource(kind, id));
		return resource ? this.take(kind, resource) : null;
	}

	/** A value of a change, and whether a resource shows that it was taken. */
	private partOf(kind: Kind, change: FieldChange, before?: JsonObject): Part {
		const { field } = change;
		return {
			name: isFilled(change) ? field : `${field}-`,
			isTaken: (resource) => {
				if (field === 'active') learnActive(this.connection.tenant.ways, change, before, resource);
				const now = this.valueIn(kind, resource, field);
				return now === undefined ? undefined : !isNotTaken(change, now);
			},
		};
	}

	private valueIn(kind: Kind, resource: JsonObject, field: string): JsonValue | undefined {
		return valueOf(this.convert(kind, resource), field);
	}

	/** A value that is needed, and that the tenant says it has taken and has not. */
	private notKept(kind: Kind, fields: readonly FieldChange[], sent: Sent): Written | null {
		if (!sent.ok || !sent.confirmed) return null;
		const needed = fields.find(
			(one) =>
				(one.field === 'active' || fieldOf(one.field)?.isNeeded) &&
				this.partOf(kind, one).isTaken(sent.resource) === false &&
				!isTakenInForm(one, this.valueIn(kind, sent.resource, one.field) ?? null),
		);
		if (!needed) return null;
		this.take(kind, sent.resource);
		const error = `${this.product} answered that it was done, but did not take over the value of ${needed.field}`;
		// A group can do without another name, and all else of the change was made.
		const refusal = kind === 'group' ? 'content' : 'other';
		return { ok: false, attempts: sent.attempts, refusal, error, blames: [needed.field] };
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

	private result(kind: Kind, sent: Sent, fields: readonly FieldChange[] = []): Written {
		if (!sent.ok) {
			return refusedAs(sent, kind, fields, this.connection, (name) => this.hasGroup(name));
		}
		const { attempts, resource, existed = false, confirmed = false } = sent;
		if (confirmed) this.shownAlone?.note(kind, resource);
		return { ok: true, attempts, current: this.take(kind, resource), existed, confirmed };
	}

	/** Whether a group with a name is there, or was sent by this run. */
	private hasGroup(name: string): boolean {
		return this.sentNames.has(name) || hasName(this.known.group.values(), name);
	}

	/** Takes in a resource as it is now, and gives it in the terms of `Directory`. */
	take(kind: Kind, resource: JsonObject): Current {
		if (kind === 'group' && this.hidesMembers) {
			keepMembers(resource, this.known.group.get(idOf(resource))?.resource);
		}
		this.put(kind, resource);
		return this.convert(kind, resource);
	}

	private put(kind: Kind, resource: JsonObject): void {
		this.known[kind].put(knownAs(resource));
		if (kind === 'group') this.below.place(resource);
	}

	private convert(kind: Kind, resource: JsonObject): Current {
		return kind === 'user'
			? toCurrentUser(resource, this.reading)
			: toCurrentGroup(resource, this.reading);
	}
}

function isFilled({ field, to }: FieldChange): boolean {
	return !sameValue(field, to, null);
}
