import type { AppliedChange, Change } from '../model/change';
import type { KeptFields, NotTaken, SeenForm } from '../model/forms';
import type { UserError } from '../model/userError';
import { orderOfTasks } from './taskOrder';
import { MEMBERSHIP } from './fieldValues';
import { sayLongerNames } from './groupName';
import { resultOf, skipped } from './job';
import { findForms, notTaken } from './keptForms';
import { linkManager, placeManager, unplacedManagers } from './lateManagers';
import { make } from './make';
import { failMembers, placeMembers } from './members';
import { gatherMemberships, newGroups, type Memberships } from './memberships';
import { MemoryTarget } from './memoryTarget';
import { findDropped } from './readBack';
import { runTasks, type Task } from './schedule';
import type { Parts, Target } from './target';
import { sendOpen, sayRefused } from './withoutRefused';
import { Work } from './work';

/** Values that were left over are sent one after another, for so many users or groups. */
const FIRST = 4;
const KINDS = ['group', 'user'] as const;

export interface ApplyOptions {
	/** Changes made at a time. */
	concurrency: number;
	/** Find out what would be done, and change nothing. Default false. */
	dryRun?: boolean;
	/** Called whenever a change is finished, well or not. */
	onProgress?: (finished: number, total: number) => void;
	/** How earlier runs have seen values come back. */
	kept?: KeptFields;
}

export interface ApplyResult {
	/** One for each change, in the order given. */
	applied: AppliedChange[];
	/** Why it ended before all changes were tried; `null` where it did not. */
	stopped: UserError | null;
	/** Fields of the changes that the target does not know, so that they were left out. */
	leftOut: string[];
	/** Fields that the target accepts and forgets, read back once, as `user.birthday`. */
	dropped: string[];
	/** Fields of which the target refuses every value, as `user.birthday`: they were left out. */
	refused: string[];
	/** The longer names that groups got, since names are unique in the target. */
	longerNames: string[];
	/** Whether a group was refused for its name, and taken with another one. */
	areNamesUnique: boolean;
	/** Fields of which the target took at least one value. */
	taken: string[];
	/** Fields whose values come back in another form. */
	forms: SeenForm[];
	/** Fields that earlier runs have seen come back in another form, and that came back as sent. */
	asSent: string[];
	/** Single values that the target does not take, of fields that it takes. */
	notTaken: NotTaken[];
	/** Fields of which a value was sent. */
	tried: string[];
}

/** What of the directory must be read before changes can be made: nothing where there are none. */
export function partsNeeded(changes: readonly Change[]): Parts {
	const users = changes.some(({ kind }) => kind === 'user');
	const groups = changes.some(
		({ kind, changes: fields }) =>
			kind === 'group' || fields.some(({ field }) => field === MEMBERSHIP),
	);
	return { users, groups };
}

/**
 * Makes changes in a directory, in a safe order, independent ones side by side.
 *
 * Each change is made only if its user or group still has the values that the change was planned
 * from. What is already as wanted is not sent again, so that the same changes can be applied
 * twice. A change that is refused stops only itself and those that need it. A target that refuses
 * this client, or that cannot be reached for several changes in a row, stops the rest.
 */
export async function applyChanges(
	target: Target,
	changes: readonly Change[],
	{ concurrency, dryRun = false, onProgress, kept }: ApplyOptions,
): Promise<ApplyResult> {
	const positions = [...changes.keys()].sort((a, b) => changes[a]!.order - changes[b]!.order);
	const sorted = positions.map((position) => changes[position]!);
	const directory = await target.read(partsNeeded(changes));
	const onto = dryRun ? new MemoryTarget(directory, target) : target;
	const work = new Work(onto, sorted, directory, onProgress, kept);
	await makeAll(work, sorted, concurrency);
	const applied = new Array<AppliedChange>(changes.length);
	for (const kind of KINDS) sayRefused(work, kind);
	const longerNames = sayLongerNames(work);
	for (const [i, position] of positions.entries()) {
		applied[position] = resultOf(work.jobs[i]!, dryRun);
	}
	const lost = KINDS.flatMap((kind) => notTaken(work, kind));
	const { stopped, dropped, refusedFields: refused, uptake, refusals } = work;
	return {
		applied,
		stopped,
		leftOut: leftOut(work),
		dropped,
		refused,
		longerNames,
		areNamesUnique: work.jobs.some(
			({ name, isNameTaken, outcome }) => name && isNameTaken && outcome?.status === 'applied',
		),
		taken: uptake.taken(),
		forms: work.forms,
		asSent: uptake.asSent,
		notTaken: lost,
		tried: [
			...uptake.tried,
			...refusals.proven.map(([{ change }, { field }]) => `${change.kind}.${field}`),
		],
	};
}

async function makeAll(work: Work, changes: readonly Change[], concurrency: number): Promise<void> {
	const { jobs, state, target } = work;
	const { groups, conflicts, there } = placements(work, changes);
	for (const [i, conflict] of conflicts) jobs[i]!.conflict = conflict;
	for (const i of there) jobs[i]!.wasThere = true;
	const created = newGroups(changes, groups, state);
	for (const [i, newGroup] of created) jobs[i]!.newGroup = newGroup;
	const { after, preferablyAfter } = orderOfTasks(
		changes,
		groups,
		created.keys(),
		state,
		target.membersOn,
	);
	const runs = [
		...jobs.map((job) => async () => await make(work, job)),
		...groups.map((membership) => async () => await placeMembers(work, membership)),
		// Everyone is created: nothing to do, but waited for.
		async () => {},
	];
	const tasks = runs.map((run, i): Task => ({
		run,
		after: after[i]!,
		preferablyAfter: preferablyAfter[i]!,
	}));
	for (const i of await run(target, tasks, concurrency)) {
		const membership = groups[i - jobs.length];
		const job = jobs[i];
		if (job) work.finish(job, skipped('it and other changes wait for each other in a circle'));
		else if (membership) failMembers(work, membership, 'waiting in a circle', 0);
	}
	const late = jobs.filter(({ lateManager }) => lateManager !== undefined);
	await runAll(
		work,
		late.map((job) => async () => await linkManager(work, job)),
		concurrency,
	);
	await sendAllOpen(work, concurrency);
	await findDropped(work, 'group');
	const left = unplacedManagers(work);
	await runAll(
		work,
		left.map((one) => async () => await placeManager(work, one)),
		concurrency,
	);
	await findDropped(work, 'user');
	await findForms(work, 'group');
	await findForms(work, 'user');
}

/** What waits for nothing. */
async function runAll(
	{ target }: Work,
	all: ReadonlyArray<() => Promise<void>>,
	concurrency: number,
): Promise<void> {
	const tasks = all.map((one): Task => ({ run: one, after: [], preferablyAfter: [] }));
	await run(target, tasks, concurrency);
}

/** What the first ones find out spares the others a search. */
async function sendAllOpen(work: Work, concurrency: number): Promise<void> {
	const open = work.jobs
		.filter((job) => job.open !== undefined)
		.map((job): Task => ({
			run: async () => await sendOpen(work, job),
			after: [],
			preferablyAfter: [],
		}));
	await runTasks(open.slice(0, FIRST), 1);
	await runTasks(open.slice(FIRST), concurrency);
}

/** Where a user names its group, that is a value like any other. */
function placements({ target, state }: Work, changes: readonly Change[]): Memberships {
	return target.membersOn === 'group'
		? gatherMemberships(changes, state, target.product)
		: { groups: [], conflicts: new Map(), there: [] };
}

async function run(
	{ batches }: Target,
	tasks: readonly Task[],
	concurrency: number,
): Promise<number[]> {
	return await (batches
		? runTasks(tasks, batches.window, batches.watch)
		: runTasks(tasks, concurrency));
}

function leftOut({ jobs, target }: Work): string[] {
	const fields = new Set<string>();
	for (const { change } of jobs) {
		if (change.action === 'delete') continue;
		for (const { field } of change.changes) {
			if (target.support(change.kind, field) === 'unknown') fields.add(`${change.kind}.${field}`);
		}
	}
	return [...fields].sort();
}
