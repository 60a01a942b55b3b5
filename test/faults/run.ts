import type { RunOptions, WorkflowFile } from '../workflow/engine';
import { generateDirectory } from '../sandbox/people';
import { employedOn } from '../sandbox/flex/changes';
import { startFlex } from '../sandbox/flex/server';
import type { LoggedRequest } from '../sandbox/listen';
import { pause } from '../sandbox/faults';
import type { ScimRecord } from '../sandbox/winningtemp/store';
import { startWinningtemp, type WinningtempOptions } from '../sandbox/winningtemp/server';
import type { TenantState } from '../sandbox/winningtemp/state';
import { SkippedClock, syncOnce } from './chain';
import type { Site, SyncOutcome } from './outcome';
import { changesOfTheDayBefore, changesOfADay, DAY, DIRECTORY } from './scenario';
import { IMPATIENCE, planFor, scheduleOf, type Clock, type RunFaults } from './schedules';
import { syncByTemplate } from './template';

/** What is known of the sync that every schedule disturbs. */
export interface Ground {
	template: WorkflowFile;
	/** Where the nodes of a run on the engine come from. */
	from: RunOptions['from'];
	/** What the tenant holds before. */
	users: readonly ScimRecord[];
	groups: readonly ScimRecord[];
	before: TenantState;
	/** What it holds after a sync without faults. */
	after: TenantState;
	/** Changes that such a sync makes. */
	changes: number;
}

/**
 * Kinds of schedules: a day's changes, disturbed in one to three runs, with skipped waits or on n8n's
 * engine; and ten nights of a firm against a kind of tenant, on n8n's engine.
 */
export const SCHEDULE_KINDS = ['day', 'engine', 'nights'] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

/** What one schedule did, and what it broke. */
export interface Result {
	seed: number;
	kind: ScheduleKind;
	/** The kind of tenant, in ten nights. */
	tenant: string | null;
	/** Nights of a firm. */
	nights: number;
	/** Nights in which two runs went on at once. */
	atOnce: number;
	/** How often each fault was caused. */
	faults: Map<string, number>;
	requests: number;
	/** Runs that a fault ended before their end. */
	endedEarly: number;
	/** Runs whose reading of Flex ended with an error. */
	refusedReads: number;
	/** Users and groups that were there twice after any run. */
	duplicates: string[];
	/** People deactivated and groups deleted, after any run, that HR still has; writes without a read. */
	wrongRemovals: string[];
	/** Lists of employees that lacked somebody or held somebody else, and yet were passed on. */
	wrongReads: string[];
	/** What differs after the last run, which had no faults. */
	differences: string[];
	/** 1 where the first run without faults left a difference, which a later one put right or not. */
	late: number;
	/** Nights in which a guard held something back. */
	heldBack: number;
	/** Nights with a success that was none, and that only the next night can find out. */
	unknowable: number;
	/** What differed after a run that ended well and said nothing of it. */
	silent: string[];
}

export function emptyResult(seed: number, kind: ScheduleKind): Result {
	return {
		seed,
		kind,
		tenant: null,
		nights: 0,
		atOnce: 0,
		faults: new Map(),
		requests: 0,
		endedEarly: 0,
		refusedReads: 0,
		duplicates: [],
		wrongRemovals: [],
		wrongReads: [],
		differences: [],
		late: 0,
		heldBack: 0,
		unknowable: 0,
		silent: [],
	};
}

/** Makes the state before, and the one that is to come out whatever happens. */
export async function prepare(
	template: WorkflowFile,
	from: RunOptions['from'] = 'source',
): Promise<Ground> {
	const model = generateDirectory(DIRECTORY);
	const [flex, winningtemp] = await Promise.all([
		startFlex({ model, maxPageSize: 20 }),
		startWinningtemp(),
	]);
	const site = { flex, winningtemp };
	try {
		const sync = async () => {
			const outcome = await quietSync(site, template);
			const problems = [outcome.error ?? '', ...outcome.notMade].filter((text) => text !== '');
			if (problems.length > 0) throw new Error(`Undisturbed: ${problems.join('; ')}`);
			if (outcome.held > 0) throw new Error(`Undisturbed, ${outcome.held} changes are held`);
		};
		await sync();
		changesOfTheDayBefore(model);
		await sync();
		const [users, groups] = [winningtemp.records('user'), winningtemp.records('group')].map(
			(list) => structuredClone(list) as ScimRecord[],
		);
		const before = winningtemp.state();
		changesOfADay(model);
		winningtemp.clearRequests();
		await sync();
		const changes = winningtemp.countWrites();
		winningtemp.clearRequests();
		await sync();
		if (winningtemp.countWrites() > 0) throw new Error('Undisturbed, a second run still writes');
		const after = winningtemp.state();
		return { template, from, users: users!, groups: groups!, before, after, changes };
	} finally {
		await Promise.all([flex.close(), winningtemp.close()]);
	}
}

/** A Flex in which everything has happened already; nobody writes to it, so all schedules share it. */
export async function startChangedFlex() {
	const model = generateDirectory(DIRECTORY);
	changesOfTheDayBefore(model);
	changesOfADay(model);
	return await startFlex({ model, maxPageSize: 20 });
}

/** Tenants differ: one in four takes bulk requests, one in five no PATCH, some ask for If-Match. */
function tenantOf(seed: number): WinningtempOptions {
	return {
		maxResults: 50,
		bulk: seed % 4 === 3 ? { maxOperations: 10, maxPayloadSize: 100_000 } : null,
		patch: seed % 5 !== 4,
		etag: (['offered', 'none', 'required'] as const)[seed % 3]!,
	};
}

/** Runs one schedule: its faulty runs, then one without faults. */
export async function runSchedule(
	seed: number,
	clock: Clock,
	flex: Site['flex'],
	ground: Ground,
): Promise<Result> {
	const winningtemp = await startWinningtemp(tenantOf(seed));
	try {
		winningtemp.copy('user', ground.users);
		winningtemp.copy('group', ground.groups);
		return await disturb({ flex, winningtemp }, seed, clock, ground);
	} finally {
		flex.faults = undefined;
		await winningtemp.close();
	}
}

async function disturb(site: Site, seed: number, clock: Clock, ground: Ground): Promise<Result> {
	const { flex, winningtemp } = site;
	const result = emptyResult(seed, clock === 'skipped' ? 'day' : 'engine');
	for (const run of scheduleOf(seed, clock).runs) {
		const before = JSON.stringify(winningtemp.state());
		const outcome = await faultySync(site, run, clock, ground, result);
		if (outcome.error !== null) result.endedEarly++;
		const state = winningtemp.state();
		result.duplicates.push(...duplicatesIn(state));
		result.wrongRemovals.push(...wrongRemovals(state, ground));
		if (outcome.employees !== null) {
			result.wrongReads.push(...wrongReads(outcome.employees, flex));
			continue;
		}
		result.refusedReads++;
		if (JSON.stringify(state) !== before) {
			result.wrongRemovals.push('something was written although Flex could not be read');
		}
	}
	const last = await quietSync(site, ground.template);
	result.requests += takeRequests(site).length;
	result.differences.push(...remarksOf(last), ...differences(winningtemp.state(), ground.after));
	return result;
}

async function faultySync(
	site: Site,
	run: RunFaults,
	clock: Clock,
	ground: Ground,
	result: Result,
): Promise<SyncOutcome> {
	const skipped = new SkippedClock();
	const now = clock === 'skipped' ? skipped.now : Date.now;
	const count = (kind: string) => result.faults.set(kind, (result.faults.get(kind) ?? 0) + 1);
	site.flex.faults = planFor(run.flex, now, count);
	site.winningtemp.faults = planFor(run.winningtemp, now, count);
	const outcome =
		clock === 'skipped'
			? await syncOnce(site, { timeout: IMPATIENCE, clock: skipped, template: ground.template })
			: await syncByTemplate(site, ground.template, ground.from);
	site.flex.faults = undefined;
	site.winningtemp.faults = undefined;
	// What a client gave up waiting for is still being done.
	if (takeRequests(site, result).some(({ status }) => status === 0)) await pause(IMPATIENCE);
	return outcome;
}

/** The requests since the last time, which are counted. */
function takeRequests({ flex, winningtemp }: Site, result?: Result): LoggedRequest[] {
	const requests = [...flex.requests, ...winningtemp.requests];
	if (result) result.requests += requests.length;
	flex.clearRequests();
	winningtemp.clearRequests();
	return requests;
}

async function quietSync(site: Site, template: WorkflowFile): Promise<SyncOutcome> {
	return await syncOnce(site, { timeout: 60_000, clock: new SkippedClock(), template });
}

function remarksOf({ error, held, notMade }: SyncOutcome): string[] {
	return [
		...(error === null ? [] : [`the last run ended with: ${error}`]),
		...(held === 0 ? [] : [`the last run held ${held} changes`]),
		...notMade.map((change) => `not made in the last run: ${change}`),
	];
}

export function duplicatesIn({ users, groups }: TenantState): string[] {
	return [
		...repeated(users.map(({ externalId }) => `user with the External ID ${externalId}`)),
		...repeated(users.map(({ userName }) => `user named ${userName.toLowerCase()}`)),
		...repeated(groups.map(({ externalId }) => `group with the External ID ${externalId}`)),
		...repeated(
			groups.map(
				({ displayName, parentExternalId }) => `group ${displayName} in ${parentExternalId}`,
			),
		),
	];
}

function repeated(names: string[]): string[] {
	const seen = new Set<string>();
	return names.filter((name) => seen.size === seen.add(name).size);
}

/**
 * Who is active before and after must be so all the time, a group that stays must stay, and everyone who
 * stays in a group must be in it.
 */
function wrongRemovals(state: TenantState, { before, after }: Ground): string[] {
	const active = activeIn(state);
	const groups = groupsIn(state);
	const stay = activeIn(after);
	const stayGroups = groupsIn(after);
	const memberships = membershipsIn(state);
	const stayIn = membershipsIn(after);
	return [
		...[...activeIn(before)]
			.filter((id) => stay.has(id) && !active.has(id))
			.map((id) => `user ${id}`),
		...[...groupsIn(before)]
			.filter((id) => stayGroups.has(id) && !groups.has(id))
			.map((id) => `group ${id}`),
		...[...membershipsIn(before)]
			.filter((one) => stayIn.has(one) && !memberships.has(one))
			.map((one) => `membership ${one}`),
	];
}

function activeIn({ users }: TenantState): Set<string | null> {
	return new Set(users.filter(({ active }) => active).map(({ externalId }) => externalId));
}

function groupsIn({ groups }: TenantState): Set<string | null> {
	return new Set(groups.map(({ externalId }) => externalId));
}

function membershipsIn({ users }: TenantState): Set<string> {
	return new Set(
		users.flatMap(({ externalId, groups }) => groups.map((group) => `${externalId} in ${group}`)),
	);
}

function wrongReads(read: ReadonlySet<string>, { model }: Site['flex']): string[] {
	const employed = new Set(employedOn(model, DAY).map(({ id }) => id));
	return [
		...[...employed].filter((id) => !read.has(id)).map((id) => `${id} was missing`),
		...[...read].filter((id) => !employed.has(id)).map((id) => `${id} is not employed`),
	];
}

function differences(state: TenantState, wanted: TenantState): string[] {
	const lines = ({ users, groups }: TenantState) =>
		[...users, ...groups].map((record) => JSON.stringify(record));
	const [is, should] = [new Set(lines(state)), new Set(lines(wanted))];
	return [
		...[...is].filter((line) => !should.has(line)).map((line) => `there is ${line}`),
		...[...should].filter((line) => !is.has(line)).map((line) => `there is no ${line}`),
	];
}
