import { UserError } from '../model/userError';
import type { AppliedChange, Change, FieldChange } from '../model/change';
import { sameValue } from '../model/difference';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser, JsonValue } from '../model/person';
import { alongWithMembers } from './alongWithMembers';
import { dependenciesOf } from './dependencies';
import { gatherMemberships, type GroupMembership } from './memberships';
import { newGroups, type NewGroup } from './newGroups';
import { runTasks, type Task } from './schedule';
import { DirectoryState, type Entry } from './state';
import { isNotTaken, Uptake, type ValueOf } from './uptake';
import { groupPath, userPath } from '../../scim/attributeMap';
import { BulkSender } from '../../scim/bulkSender';
import { readDirectory, type Connection, type Directory } from '../../scim/directory';
import { DryWriter } from '../../scim/dryWriter';
import { groupEdits, MEMBERS, MEMBERSHIP, userEdits, type Edit } from '../../scim/edits';
import { getOwn, textOrNull, type JsonObject } from '../../scim/json';
import { memberIds } from '../../scim/userResource';
import { ScimWriter, type Kind, type Writer, type Written } from '../../scim/writer';

export interface ApplyOptions {
	/** Changes made at a time. */
	concurrency: number;
	/** Find out what would be done, and send nothing. */
	dryRun: boolean;
	/** Send several changes in one request where the tenant offers it. Default true. */
	useBulk?: boolean;
}

export interface ApplyResult {
	/** One for each change, in the order given. */
	applied: AppliedChange[];
	/** Why it ended before all changes were tried; `null` where it did not. */
	stopped: UserError | null;
	/** Fields of the changes that the tenant does not know, so that they were left out. */
	leftOut: string[];
	/** Fields that the tenant accepts and forgets, read back once, as `user.birthday`. */
	dropped: string[];
	/** Fields of which the tenant took at least one value. */
	taken: string[];
	/** The status with which the tenant refused bulk requests although it offers them. */
	bulkRefusedWith: number | null;
}

/** Answers to several changes in a row that say the tenant cannot be reached. */
const UNREACHABLE = new Set([0, 429, 502, 503, 504]);
const UNREACHABLE_LIMIT = 5;
/** Answers that blame what was in the request. */
const BLAMES_CONTENT = new Set([400, 409, 413, 422]);
const GONE = 404;
const CHANGED_MEANWHILE = 412;

/** What of the directory must be read before changes can be made: nothing where there are none. */
export function partsNeeded(changes: readonly Change[]): { users: boolean; groups: boolean } {
	const users = changes.some(({ kind }) => kind === 'user');
	const groups = changes.some(
		({ kind, changes: fields }) =>
			kind === 'group' || fields.some(({ field }) => field === MEMBERSHIP),
	);
	return { users, groups };
}

/**
 * Makes changes in Winningtemp, in a safe order, independent ones side by side.
 *
 * Each change is made only if its target still has the values that the change was planned from;
 * what already is as wanted is not sent again, so that the same changes can be applied twice. A
 * change that is refused stops only itself and those that need it. A refused token, or a tenant
 * that cannot be reached for several changes in a row, stops the rest.
 *
 * @param directory the tenant as it is now; read here where it is not given
 */
export async function applyChanges(
	connection: Connection,
	changes: readonly Change[],
	options: ApplyOptions,
	directory?: Directory,
): Promise<ApplyResult> {
	const positions = [...changes.keys()].sort((a, b) => changes[a]!.order - changes[b]!.order);
	const sorted = positions.map((position) => changes[position]!);
	const now = directory ?? (await readDirectory(connection, partsNeeded(changes)));
	const bulk = options.dryRun ? null : bulkSender(connection, changes, options, now);
	const writer = options.dryRun ? new DryWriter() : new ScimWriter(connection, bulk?.send);
	const application = new Application(sorted, connection, now, writer, bulk);
	await application.run(options.concurrency);
	const applied = new Array<AppliedChange>(changes.length);
	for (const [i, position] of positions.entries()) {
		applied[position] = application.result(i, options.dryRun);
	}
	return {
		applied,
		stopped: application.stopped,
		leftOut: application.leftOut(),
		dropped: application.dropped,
		taken: application.uptake.taken(),
		bulkRefusedWith: bulk?.refusedWith ?? null,
	};
}

/** `null` where each change is sent on its own. */
function bulkSender(
	connection: Connection,
	changes: readonly Change[],
	{ concurrency, useBulk = true }: ApplyOptions,
	{ users, groups }: Directory,
): BulkSender | null {
	const limits = connection.tenant.bulk;
	if (!useBulk || !limits || limits.maxOperations === 1) return null;
	const sizeOf = (kind: Kind, now: number) =>
		now + changes.filter((change) => change.kind === kind && change.action === 'create').length;
	const sizes = {
		'/Users': sizeOf('user', users.length),
		'/Groups': sizeOf('group', groups.length),
	};
	return new BulkSender(connection, { limits, concurrency, sizeOf: (endpoint) => sizes[endpoint] });
}

type AnyEntry = Entry<CurrentUser> | Entry<CurrentGroup>;

interface Outcome {
	status: 'applied' | 'failed' | 'skipped';
	error?: string;
	warnings: string[];
	attempts: number;
	targetId: string | null;
}

class Application {
	stopped: UserError | null = null;
	dropped: string[] = [];
	readonly uptake = new Uptake();
	/** Ids of the users and groups that are known as Winningtemp told them after the last write. */
	private readonly told = new Set<string>();
	private readonly state: DirectoryState;
	private readonly outcomes: Array<Outcome | undefined>;
	private readonly positionOf: Map<number, number>;
	private readonly memberships: GroupMembership[];
	private readonly conflicts: Map<number, string>;
	private readonly lateManagers = new Map<number, string>();
	private readonly newGroups: Map<number, NewGroup>;
	/** By membership: position of the change to the same group that goes along. */
	private readonly along: Map<GroupMembership, number>;
	/** By position of a change that went along: the requests that it took. */
	private readonly attemptsAlong = new Map<number, number>();
	/** By position of a group's creation: values of later changes that went along. */
	private readonly wentAlong = new Map<number, readonly FieldChange[]>();
	private unreachable = 0;
	private done = 0;
	private finished = 0;

	constructor(
		private readonly changes: readonly Change[],
		private readonly connection: Connection,
		private readonly directory: Directory,
		private readonly writer: Writer,
		private readonly bulk: BulkSender | null,
	) {
		this.state = new DirectoryState(directory, connection);
		this.outcomes = changes.map(() => undefined);
		this.positionOf = new Map(changes.map(({ order }, position) => [order, position]));
		const { groups, conflicts } = gatherMemberships(changes, this.state);
		this.memberships = groups;
		this.conflicts = conflicts;
		this.newGroups = newGroups(changes, groups, this.state);
		this.along = alongWithMembers(changes, groups);
	}

	async run(concurrency: number): Promise<void> {
		const { after, preferablyAfter } = dependenciesOf(
			this.changes,
			this.memberships,
			this.newGroups,
			this.along,
			this.state,
		);
		const runs = [
			...this.changes.map((_change, i) => async () => await this.make(i)),
			...this.memberships.map((membership) => async () => await this.placeMembers(membership)),
			// Everyone is created: nothing to do, but waited for.
			async () => {},
		];
		const tasks = runs.map((run, i): Task => ({
			run,
			after: after[i]!,
			preferablyAfter: preferablyAfter[i]!,
		}));
		const stuck = await this.runTasks(tasks, concurrency);
		for (const i of stuck) {
			if (i < this.changes.length) {
				this.finish(i, skipped('it and other changes wait for each other in a circle'));
			} else {
				const membership = this.memberships[i - this.changes.length];
				if (membership) this.failMembers(membership, 'waiting in a circle', 0);
			}
		}
		const late = [...this.lateManagers].map(([i, manager]): Task => ({
			run: async () => await this.linkManager(i, manager),
			after: [],
			preferablyAfter: [],
		}));
		await this.runTasks(late, concurrency);
		await this.findDropped('group');
		await this.findDropped('user');
	}

	private async runTasks(tasks: readonly Task[], concurrency: number): Promise<number[]> {
		const { bulk } = this;
		return await (bulk ? runTasks(tasks, bulk.window, bulk.watch) : runTasks(tasks, concurrency));
	}

	result(i: number, dryRun: boolean): AppliedChange {
		const { status, error, warnings, attempts, targetId } =
			this.outcomes[i] ?? skipped('it was not reached');
		const change = this.changes[i]!;
		return {
			...change,
			targetId: change.targetId ?? (dryRun ? null : targetId),
			status: dryRun && status === 'applied' ? 'dryRun' : status,
			...(error === undefined ? {} : { error: sentence(error) }),
			...(warnings.length > 0 ? { warnings } : {}),
			attempts,
		};
	}

	leftOut(): string[] {
		const fields = new Set<string>();
		for (const { kind, action, changes } of this.changes) {
			if (action === 'delete') continue;
			for (const { field } of changes) if (!this.knows(kind, field)) fields.add(`${kind}.${field}`);
		}
		return [...fields].sort();
	}

	private async make(i: number): Promise<void> {
		const change = this.changes[i]!;
		const refusal = this.stopped?.message ?? this.unmetNeed(change) ?? this.conflicts.get(i);
		const outcome =
			refusal === undefined
				? await (change.kind === 'user' ? this.makeUser(i) : this.makeGroup(i))
				: skipped(refusal);
		outcome.attempts += this.attemptsAlong.get(i) ?? 0;
		this.finish(i, outcome);
		this.noteUptake(i, [
			...change.changes.filter(
				({ field }) => field !== 'managerExternalId' || !this.lateManagers.has(i),
			),
			...(this.wentAlong.get(i) ?? []),
		]);
	}

	private noteUptake(i: number, fields: readonly FieldChange[]): void {
		const { kind, action } = this.changes[i]!;
		const { status, attempts, targetId } = this.outcomes[i]!;
		if (status !== 'applied' || attempts === 0 || action === 'delete') return;
		const sent = fields.filter(({ field }) => this.knows(kind, field));
		const values = this.told.has(targetId ?? '') ? this.valuesOf(kind, targetId) : null;
		this.uptake.note(kind, i, sent, values);
	}

	private valuesOf(kind: Kind, targetId: string | null): ValueOf | null {
		const entries = kind === 'user' ? this.state.users : this.state.groups;
		const entry: AnyEntry | undefined = entries.get(targetId);
		return entry ? (field) => valueOf(entry.current, field) : null;
	}

	/** Of what no answer showed that it was taken, one user and one group are read back. */
	private async findDropped(kind: Kind): Promise<void> {
		const current = kind === 'user' ? this.directory.users : this.directory.groups;
		const suspects = new Map(
			this.uptake
				.suspects(kind, (field) =>
					current.some((one) => !sameValue(field, valueOf(one, field) ?? null, null)),
				)
				.map((suspect) => [suspect.field, suspect]),
		);
		const suspectsIn = (i: number) =>
			this.changes[i]!.changes.filter(({ field }) => suspects.has(field));
		const [sample] = [...new Set([...suspects.values()].map((one) => one.sample))].sort(
			(a, b) => suspectsIn(b).length - suspectsIn(a).length || a - b,
		);
		if (sample === undefined || this.stopped) return;
		const entries = kind === 'user' ? this.state.users : this.state.groups;
		const entry: AnyEntry | undefined = entries.get(this.outcomes[sample]!.targetId);
		const fresh = entry && (await this.writer.reread(kind, entry.resource));
		if (!fresh) return;
		const { current: values } = this.put(kind, fresh);
		for (const one of suspectsIn(sample)) {
			const { isEverywhere, missing } = suspects.get(one.field)!;
			const now = valueOf(values, one.field);
			if (now === undefined) continue;
			if (!isNotTaken(one, now)) this.uptake.note(kind, sample, [one], () => now);
			else if (isEverywhere) this.dropped.push(`${kind}.${one.field}`);
			else for (const i of missing) this.outcomes[i]!.warnings.push(notTakenOver(one.field));
		}
	}

	private unmetNeed({ needs }: Change): string | undefined {
		for (const order of needs ?? []) {
			const position = this.positionOf.get(order);
			if (position === undefined || this.outcomes[position]?.status === 'applied') continue;
			const { name, kind } = this.changes[position]!;
			return `it needs the change of the ${kind} "${name}", which was not made`;
		}
		return undefined;
	}

	private async makeUser(i: number): Promise<Outcome> {
		const change = this.changes[i]!;
		const existing = this.existing(change);
		if (change.action === 'delete') return await this.remove(change, existing);
		if (existing) {
			return await this.write(change.kind, existing, async ({ current, resource }) => {
				const todo = remaining(change, current);
				if ('conflict' in todo) return todo;
				return await this.writer.update('user', resource, this.userEdits(i, todo.changes));
			});
		}
		if (change.action !== 'create') return skipped('it is not in Winningtemp any more');
		if (!change.changes.some(({ field, to }) => field === 'username' && to)) {
			return failed('it has no username, which Winningtemp wants of everybody');
		}
		const edits = this.userEdits(i, [
			{ field: 'externalId', from: null, to: change.externalId },
			{ field: 'active', from: null, to: true },
			...change.changes,
		]);
		return await this.created(i, await this.writer.create('user', change.externalId, edits));
	}

	private async makeGroup(i: number): Promise<Outcome> {
		const change = this.changes[i]!;
		const existing = this.existing(change);
		if (change.action === 'delete') return await this.remove(change, existing);
		if (existing) {
			return await this.write(change.kind, existing, async ({ current, resource }) => {
				const todo = remaining(change, current);
				if ('conflict' in todo) return todo;
				const edits = groupEdits(todo.changes, this.connection);
				return await this.writer.update('group', resource, edits);
			});
		}
		if (change.action !== 'create') return skipped('it is not in Winningtemp any more');
		const edits = groupEdits(
			[{ field: 'externalId', from: null, to: change.externalId }, ...change.changes],
			this.connection,
		);
		const later = this.laterValues(i);
		const members = this.firstMembers(i);
		const along = groupEdits(later, this.connection);
		if (members.length > 0)
			along.push({ path: MEMBERS, value: members.map((value) => ({ value })) });
		if (along.length > 0) {
			const written = await this.writer.create('group', change.externalId, [...edits, ...along]);
			// One member may be at fault: the group comes without them, and they come one by one.
			const isBlamed = !written.ok && BLAMES_CONTENT.has(written.status) && written.status !== 409;
			if (!isBlamed) {
				if (written.ok) this.wentAlong.set(i, later);
				return await this.created(i, written);
			}
		}
		return await this.created(i, await this.writer.create('group', change.externalId, edits));
	}

	/** Values of later changes to a new group that can be set at once: managers who are there. */
	private laterValues(i: number): FieldChange[] {
		const later = this.newGroups.get(i)?.later ?? [];
		return later
			.flatMap((position) => this.changes[position]!.changes)
			.filter(
				({ field, to }) =>
					field === 'managerExternalId' &&
					typeof to === 'string' &&
					this.state.users.withExternalId(to) !== undefined,
			);
	}

	/** Winningtemp's ids of the people who are in a new group from the start. */
	private firstMembers(i: number): string[] {
		const members = this.newGroups.get(i)?.members ?? [];
		return members
			.map((position) => {
				const { action, targetId } = this.changes[position]!;
				if (action !== 'create') return targetId;
				const outcome = this.outcomes[position];
				return outcome?.status === 'applied' ? outcome.targetId : null;
			})
			.filter((id) => id !== null);
	}

	/** The target of a change; one that is created in the same run is known by its External ID only. */
	private existing({ kind, targetId, externalId }: Change): AnyEntry | undefined {
		const entries = kind === 'user' ? this.state.users : this.state.groups;
		return targetId === null ? entries.withExternalId(externalId) : entries.get(targetId);
	}

	/** A resource that turns out to be there already, by another run or a lost answer, is brought up to date. */
	private async created(i: number, written: Written): Promise<Outcome> {
		const { kind } = this.changes[i]!;
		const outcome = this.kept(kind, written);
		if (!written.ok || !written.existed) return outcome;
		const again = await (kind === 'user' ? this.makeUser(i) : this.makeGroup(i));
		return { ...again, attempts: again.attempts + outcome.attempts };
	}

	private async remove(change: Change, existing: AnyEntry | undefined): Promise<Outcome> {
		const { kind, targetId, externalId } = change;
		if (!existing) return { status: 'applied', warnings: [], attempts: 0, targetId };
		const known = new Set(memberIds(existing.resource));
		const outcome = await this.write(kind, existing, async ({ current, resource }) => {
			if (current.externalId !== externalId) {
				return { conflict: 'its External ID is no longer the one that the plan saw' };
			}
			if (memberIds(resource).some((id) => !known.has(id))) {
				return { conflict: 'people have come into it in Winningtemp in the meantime' };
			}
			return await this.writer.remove(kind, resource);
		});
		if (outcome.status === 'applied') {
			(kind === 'user' ? this.state.users : this.state.groups).drop(existing.current.targetId);
		}
		return outcome;
	}

	/**
	 * Writes to a user or group. Where its entity tag says that it has changed since it was read, it
	 * is read again, and written if what matters is still what the plan saw: a change to its other
	 * values, or to its members, is no reason to stop.
	 */
	private async write(
		kind: Kind,
		entry: AnyEntry,
		attempt: (entry: AnyEntry) => Promise<Written | { conflict: string }>,
	): Promise<Outcome> {
		const written = await attempt(entry);
		if ('conflict' in written) return skipped(written.conflict);
		const changed = !written.ok && written.status === CHANGED_MEANWHILE;
		const fresh = changed ? await this.writer.reread(kind, entry.resource) : null;
		if (!fresh) return this.kept(kind, written);
		const again = await attempt(this.put(kind, fresh));
		const attempts = written.attempts + 1;
		if ('conflict' in again) return { ...skipped(again.conflict), attempts };
		return this.kept(kind, { ...again, attempts: again.attempts + attempts });
	}

	private put(kind: Kind, resource: JsonObject): AnyEntry {
		return kind === 'user' ? this.state.putUser(resource) : this.state.putGroup(resource);
	}

	/** Takes what was written into the state, or notes why it was not. */
	private kept(kind: Kind, written: Written): Outcome {
		if (!written.ok) return this.refused(written);
		if (written.attempts > 0) this.unreachable = 0;
		const { targetId } = this.put(kind, written.resource).current;
		if (written.told) this.told.add(targetId);
		else if (written.attempts > 0) this.told.delete(targetId);
		return applied(written);
	}

	private refused(written: Written & { ok: false }): Outcome {
		const { status, error, attempts } = written;
		// Not even sent, because of what came before.
		if (this.stopped && attempts === 0) return skipped(this.stopped.message);
		this.unreachable = UNREACHABLE.has(status) ? this.unreachable + 1 : 0;
		if (status === 401) {
			this.stop(
				'Winningtemp refused the token',
				'Enter a valid token in the Winningtemp credential and run the workflow again: it goes on where it ended.',
				status,
			);
		} else if (this.unreachable >= UNREACHABLE_LIMIT) {
			this.stop(error, 'Run the workflow again later: it goes on where it ended.', status);
		}
		if (status === CHANGED_MEANWHILE || status === GONE) return { ...skipped(error), attempts };
		return { ...failed(error), attempts };
	}

	private stop(what: string, description: string, status: number): void {
		this.stopped ??= new UserError(
			`${what}. Of ${this.changes.length} changes, ${this.done} were made before that.`,
			description,
			status === 401 ? 'unauthorized' : 'unavailable',
			status,
		);
		this.bulk?.stop();
	}

	private userEdits(i: number, changes: readonly FieldChange[]): Edit[] {
		return userEdits(changes, this.connection, (externalId) => {
			const manager = this.state.users.withExternalId(externalId);
			if (!manager) this.lateManagers.set(i, externalId);
			return manager?.current.targetId;
		});
	}

	/** The second pass: managers who came only after those who report to them. */
	private async linkManager(i: number, managerExternalId: string): Promise<void> {
		const outcome = this.outcomes[i]!;
		const change = this.changes[i]!;
		const user = this.state.users.get(outcome.targetId);
		const manager = this.state.users.withExternalId(managerExternalId);
		if (outcome.status !== 'applied' || !user || this.stopped) return;
		if (manager) {
			const path = userPath(this.connection.map, 'managerExternalId')!;
			const edits = [{ path, value: manager.current.targetId }];
			const linked = await this.write(
				'user',
				user,
				async ({ resource }) => await this.writer.update('user', resource, edits),
			);
			outcome.attempts += linked.attempts;
			if (linked.status === 'applied') {
				this.noteUptake(
					i,
					change.changes.filter(({ field }) => field === 'managerExternalId'),
				);
				return;
			}
			outcome.warnings.push(`The manager could not be linked. ${sentence(linked.error ?? '')}`);
			return;
		}
		const missing = `The manager with the External ID ${managerExternalId} is not in Winningtemp, so the link was left out. It is made by itself once the manager is there.`;
		if (change.changes.every(({ field }) => field === 'managerExternalId')) {
			outcome.status = 'skipped';
			outcome.error = missing;
		} else outcome.warnings.push(missing);
	}

	private async placeMembers(membership: GroupMembership): Promise<void> {
		const { groups } = this.state;
		const group = groups.get(membership.targetId) ?? groups.withExternalId(membership.externalId);
		const isMade = (i: number) => this.outcomes[i]?.status === 'applied';
		const add = membership.add.filter(isMade);
		const remove = membership.remove.filter(isMade);
		if (add.length + remove.length === 0) return;
		if (!group || this.stopped) {
			const why = this.stopped?.message ?? 'it is not in Winningtemp';
			this.failMembers({ ...membership, add, remove }, why, 0);
			return;
		}
		const own = this.along.get(membership);
		await this.writeMembers({ ...membership, targetId: group.current.targetId, add, remove }, own);
	}

	/**
	 * One request; where its content is blamed, halves, so that one bad member stops only itself.
	 *
	 * @param own position of a change to the group's own values that goes along
	 */
	private async writeMembers(membership: GroupMembership, own?: number): Promise<void> {
		const { add, remove } = membership;
		const group = this.state.groups.get(membership.targetId)!;
		let along: Edit[] = [];
		const members = async (entry: AnyEntry) => {
			along = this.editsAlong(own, entry);
			const [coming, going] = [this.userIds(add), this.userIds(remove)];
			return await this.writer.members(entry.resource, coming, going, along);
		};
		let written = await members(group);
		if (!written.ok && written.status === CHANGED_MEANWHILE) {
			// Who comes and who goes is the same, whoever else has come or gone.
			const fresh = await this.writer.reread('group', group.resource);
			if (fresh) written = await members(this.put('group', fresh));
		}
		if (written.ok) {
			this.kept('group', written);
			if (own !== undefined && along.length > 0) this.attemptsAlong.set(own, written.attempts);
			for (const i of new Set([...add, ...remove])) this.outcomes[i]!.attempts += written.attempts;
			return;
		}
		if (BLAMES_CONTENT.has(written.status) && along.length > 0) {
			await this.writeMembers(membership);
			return;
		}
		if (BLAMES_CONTENT.has(written.status) && add.length + remove.length > 1) {
			const [firstAdd, secondAdd] = halves(add);
			const [firstRemove, secondRemove] = halves(remove);
			await this.writeMembers({ ...membership, add: firstAdd, remove: secondRemove });
			await this.writeMembers({ ...membership, add: secondAdd, remove: firstRemove });
			return;
		}
		const { error = written.error } = this.refused(written);
		this.failMembers(membership, error, written.attempts);
	}

	/** Of a change to the group's own values: what is to be sent, if nothing speaks against it now. */
	private editsAlong(own: number | undefined, { current }: AnyEntry): Edit[] {
		const change = own === undefined ? undefined : this.changes[own]!;
		if (!change || this.outcomes[own!] || this.unmetNeed(change) !== undefined) return [];
		const todo = remaining(change, current);
		return 'conflict' in todo ? [] : groupEdits(todo.changes, this.connection);
	}

	private failMembers(
		{ targetId, externalId, add, remove }: GroupMembership,
		why: string,
		attempts: number,
	) {
		const name = this.state.groups.get(targetId)?.current.name ?? externalId ?? targetId ?? '';
		const note = (i: number, what: string) => {
			const outcome = this.outcomes[i];
			if (!outcome) return;
			outcome.status = 'failed';
			outcome.error = `${outcome.error ? `${outcome.error}; ` : ''}${what} "${name}": ${why}`;
			outcome.attempts += attempts;
		};
		for (const i of add) note(i, 'could not be placed in the group');
		for (const i of remove) note(i, 'could not be taken out of the group');
	}

	private userIds(positions: readonly number[]): string[] {
		return positions.map((i) => this.outcomes[i]!.targetId!).filter((id) => id !== null);
	}

	private knows(kind: Kind, field: string): boolean {
		if (kind === 'user' && field === MEMBERSHIP) return true;
		const { map, tenant } = this.connection;
		const path = kind === 'user' ? userPath(map, field) : groupPath(map, field);
		// A field without path was switched off in the credential, on purpose.
		return path === undefined || tenant.knows(kind, field);
	}

	private finish(i: number, outcome: Outcome): void {
		const { targetId, externalId, kind } = this.changes[i]!;
		const entries = kind === 'user' ? this.state.users : this.state.groups;
		outcome.targetId ??= targetId ?? entries.withExternalId(externalId)?.current.targetId ?? null;
		if (outcome.status === 'applied') this.done++;
		this.connection.onProgress?.('changes done', ++this.finished, this.changes.length);
		this.outcomes[i] = outcome;
	}
}

/**
 * The part of a change that is still to be done, or why it cannot be done: a value that is
 * neither what the plan saw nor what is wanted. For a create, the wanted value is all that counts.
 */
function remaining(
	change: Change,
	current: CurrentUser | CurrentGroup,
): { changes: FieldChange[] } | { conflict: string } {
	const gets = change.changes.find(({ field }) => field === 'externalId');
	if (!gets && change.externalId !== current.externalId) {
		return { conflict: 'its External ID is no longer the one that the plan saw' };
	}
	const todo: FieldChange[] = [];
	for (const one of withActive(change)) {
		if (one.field === MEMBERSHIP) continue;
		const now = valueOf(current, one.field);
		if (now === undefined || sameValue(one.field, now, one.to)) continue;
		if (change.action !== 'create' && !sameValue(one.field, now, one.from)) {
			return { conflict: `its ${one.field} was changed in Winningtemp after the plan was made` };
		}
		todo.push(one);
	}
	return { changes: todo };
}

const ACTIVE_AFTER: ReadonlyMap<Change['action'], boolean> = new Map([
	['create', true],
	['reactivate', true],
	['deactivate', false],
]);

/** The fields of a change, with the one that its action stands for. */
function withActive({ action, changes }: Change): readonly FieldChange[] {
	const to = ACTIVE_AFTER.get(action);
	if (to === undefined || changes.some(({ field }) => field === 'active')) return changes;
	return [...changes, { field: 'active', from: !to, to }];
}

const ATTRIBUTE = 'attributes.';

function valueOf(current: CurrentUser | CurrentGroup, field: string): JsonValue | undefined {
	if (field.startsWith(ATTRIBUTE)) {
		const attributes = current.kind === 'user' ? current.attributes : undefined;
		return getOwn(attributes, field.slice(ATTRIBUTE.length));
	}
	return getOwn(current, field);
}

function applied(written: Written & { ok: true }): Outcome {
	const targetId = textOrNull(getOwn(written.resource, 'id'));
	return { status: 'applied', warnings: [], attempts: written.attempts, targetId };
}

function failed(error: string): Outcome {
	return { status: 'failed', error, warnings: [], attempts: 0, targetId: null };
}

function skipped(error: string): Outcome {
	return { status: 'skipped', error, warnings: [], attempts: 0, targetId: null };
}

function notTakenOver(field: string): string {
	return `Winningtemp answered that it was done, but did not take over the value of ${field}.`;
}

function halves<T>(list: readonly T[]): [T[], T[]] {
	const middle = Math.ceil(list.length / 2);
	return [list.slice(0, middle), list.slice(middle)];
}

function sentence(text: string): string {
	const trimmed = text.trim();
	if (trimmed === '') return '';
	return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + (trimmed.endsWith('.') ? '' : '.');
}
