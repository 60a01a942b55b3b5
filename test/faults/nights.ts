import { sleep, type IDataObject } from 'n8n-workflow';
import { startWinningtemp } from '../sandbox/winningtemp/server';
import { TENANTS, type Difference, type TenantProfile } from '../sandbox/winningtemp/tenants';
import type { GroupState, TenantState } from '../sandbox/winningtemp/state';
import { heldState, wantedState, type State } from '../workflow/tenants/endState';
import { differsFrom, NAMES, outcomeOf, runNight } from '../workflow/tenants/night';
import { eveningsOf, type Evening } from './firm';
import { duplicatesIn, emptyResult, type Ground, type Result } from './run';
import { nightFaultsOf, planFor, type NightFaults } from './schedules';

export interface NightsOptions {
	/** Does something while the clock is so many days ahead. */
	onDay: <T>(day: number, act: () => Promise<T>) => Promise<T>;
	/** The kind of tenant; default: the seed draws one. */
	tenant?: string | undefined;
	/** Called with what happened in each night. */
	story?: (line: string) => void;
}

/**
 * Ten nights of a firm that changes every day, with the shipped workflow on n8n's engine against
 * one kind of tenant, with faults in most nights and two runs at once in some. Three nights without
 * faults follow, in which a person releases what a guard holds. What the tenant must hold is worked out
 * from HR alone.
 */
export async function runNights(
	seed: number,
	{ template, from }: Pick<Ground, 'template' | 'from'>,
	{ onDay, tenant, story = () => undefined }: NightsOptions,
): Promise<Result> {
	const profile = tenantOf(seed, tenant);
	const winningtemp = await startWinningtemp(profile.options);
	const result: Result = { ...emptyResult(seed, 'nights'), tenant: profile.name };
	const memory: IDataObject = {};
	const evenings = eveningsOf(seed);
	// Who left before a first load succeeded was never there.
	const seen = new Set<string | null>();
	const faults = nightFaultsOf(seed, evenings.length);
	let before: { evening: Evening; state: TenantState } | null = null;
	let named: ReadonlySet<string> = new Set();
	let heldAs: string | undefined;
	let lastSaid: string[] = [];
	/** Of the night, also where a release makes it two runs. */
	let writes = 0;
	try {
		for (const [i, evening] of [
			...evenings,
			...QUIET_NIGHTS.map(() => evenings.at(-1)!),
		].entries()) {
			const day = QUIET_NIGHTS[i - evenings.length] ?? i;
			writes = 0;
			const remarks = await onDay(day, async () => {
				const said = await night(evening, faults[i] ?? QUIET);
				if (i < evenings.length || heldAs === undefined) return said;
				return await night(evening, QUIET, heldAs);
			});
			const state = winningtemp.state();
			for (const { externalId } of state.users) seen.add(externalId?.toLowerCase() ?? null);
			evening.leavers = evening.leavers.filter(({ id }) => seen.has(id.toLowerCase()));
			story(`  ${evening.events.join(', ')}`);
			const differences = differencesIn(state, evening, profile);
			lines(differences).forEach((line) => story(`  differs: ${line}`));
			// Two runs at once may both create a group where the tenant takes it twice; the next run joins them.
			const isRepairable = faults[i]?.secondAfter != null && profile.twiceAtOnce;
			if (!isRepairable)
				result.duplicates.push(...duplicatesOf(state, evening, profile).map(say(i)));
			if (before && writes > 0) {
				result.wrongRemovals.push(
					...wrongRemovals(before, { evening, state }, profile).map(say(i)),
				);
			}
			const differing = each(differences);
			const silent = remarks === null ? [] : silentIn(state, evening, profile, remarks);
			result.silent.push(...silent.filter((one) => !named.has(one)).map(say(i)));
			// What was named when it arose is known as long as it lasts.
			named = new Set(
				differing.filter((one) => named.has(one) || (remarks !== null && !silent.includes(one))),
			);
			before = { evening, state };
			const isFirstQuiet = i === evenings.length;
			if (isFirstQuiet && differences.size > 0) result.late++;
		}
		if (profile.expected !== 'stopsWithMessage') {
			result.differences.push(...lines(differencesIn(before!.state, evenings.at(-1)!, profile)));
			// Values that are not taken are tried again with one person who has one: perhaps only today.
			const isTrial = lastSaid.some((text) => text.includes('tries them again with one person'));
			if (writes > 0 && !profile.repeats && !isTrial)
				result.differences.push(`the last night still writes ${writes} times`);
		}
	} finally {
		await winningtemp.close();
	}
	return result;

	/** @returns what the night said; `null` where it asks for a person anyway, or could not know */
	async function night(
		evening: Evening,
		wrong: NightFaults,
		release = '',
	): Promise<string[] | null> {
		let couldKnow = true;
		const tell = (kind: string) => {
			const { method, path } = winningtemp.requests.at(-1)!;
			story(`  ${kind}: ${method} ${path}`);
			result.faults.set(kind, (result.faults.get(kind) ?? 0) + 1);
			if (UNKNOWABLE.has(kind)) couldKnow = false;
		};
		winningtemp.clearRequests();
		story(`Night ${result.nights}${wrong.secondAfter === null ? '' : ', two runs at once'}`);
		winningtemp.faults = planFor(wrong.winningtemp, Date.now, tell);
		const once = async () => {
			const { url, token } = winningtemp;
			const run = { url, token, memory, people: evening.people, release };
			return outcomeOf(await runNight(template, profile, run, from));
		};
		const second = async (after: number) => {
			result.atOnce++;
			await sleep(after);
			return await once();
		};
		const outcomes = await Promise.all([
			once(),
			...(wrong.secondAfter === null ? [] : [second(wrong.secondAfter)]),
		]);
		winningtemp.faults = undefined;
		for (const { stopped, remarks } of outcomes) {
			for (const text of stopped === null ? remarks : [stopped]) story(`  said: ${text}`);
		}
		result.nights++;
		result.requests += winningtemp.requests.length;
		writes += winningtemp.countWrites();
		const ended = outcomes.filter(({ stopped }) => stopped !== null);
		result.endedEarly += ended.length;
		if (!couldKnow) result.unknowable++;
		const remarks = outcomes.flatMap((one) => one.remarks);
		// A guard has held something, and asks a person.
		const isHeld = remarks.some((text) => text.startsWith('Held: '));
		lastSaid = remarks;
		heldAs = remarks.map((text) => RELEASE.exec(text)?.[1]).find((number) => number);
		if (isHeld) result.heldBack++;
		return ended.length > 0 || !couldKnow || isHeld ? null : remarks;
	}
}

/** @throws where no kind of tenant has the name */
function tenantOf(seed: number, name: string | undefined): TenantProfile {
	// What does not hold without faults does not with them.
	const all = TENANTS.filter(({ pending }) => pending === undefined);
	const found =
		name === undefined ? all[seed % all.length] : all.find((tenant) => tenant.name === name);
	if (!found) throw new Error(`There is no kind of tenant called "${name}"`);
	return found;
}

const QUIET: NightFaults = { winningtemp: [], secondAfter: null };

/** Nights without faults, counted in days from the first load. What was refused is tried again after a week. */
const QUIET_NIGHTS = [11, 19, 20];

/**
 * An answer that repeats what was sent cannot be told from a write that was made. Neither can one
 * without a body, once a write of its kind was looked up: the next night makes it.
 */
const UNKNOWABLE = new Set([
	'a success with the values sent, and nothing done',
	'a success without a body, and nothing done',
]);

/** What the hint of a held plan says. */
const RELEASE = /^Held: .* set Release to (\S+)\.$/;

const say = (i: number) => (text: string) => `night ${i}: ${text}`;

type Differences = ReadonlyMap<Difference, string[]>;

/** What the tenant holds differently, but for what its kind always does. */
function differencesIn(state: TenantState, evening: Evening, profile: TenantProfile): Differences {
	const { people, leavers, managers } = evening;
	const found = new Map(differsFrom(state, people, leavers, profile, managers));
	for (const word of profile.differs ?? []) found.delete(word);
	leaveOutTaken(found, state);
	return found;
}

/**
 * Leaves out the usernames that nobody can get, because somebody who has left still has them: such an
 * account is left as it is, and the run names both.
 */
function leaveOutTaken(found: Map<Difference, string[]>, { users }: TenantState): void {
	const taken = users.filter(({ active }) => !active).map(({ userName }) => `${userName}`);
	for (const word of ['username', 'email'] as const) {
		const left = (found.get(word) ?? []).filter(
			(example) => !taken.some((name) => example.endsWith(` instead of ${name}`)),
		);
		if (left.length > 0) found.set(word, left);
		else found.delete(word);
	}
}

/** Two departments of one name are two groups, also where or while neither has its office as parent. */
function duplicatesOf(
	{ users, groups }: TenantState,
	{ managers }: Evening,
	{ differs = [] }: TenantProfile,
): string[] {
	const isPlaced = ({ displayName, parentExternalId }: GroupState) =>
		!differs.includes('groupName') && (parentExternalId !== null || displayName in managers);
	return [
		...duplicatesIn({ users, groups: groups.filter(isPlaced) }),
		...duplicatesIn({
			users: [],
			groups: groups.map((group, i) => ({ ...group, displayName: String(i) })),
		}),
	];
}

const lines = (found: Differences) =>
	[...found].map(([word, examples]) => `${word}: ${examples.slice(0, 3).join('; ')}`);

const each = (found: Differences) =>
	[...found].flatMap(([word, examples]) => examples.map((one) => `${word}: ${one}`));

/** What differs although the run ended well, and no remark names the value or whose it is. */
function silentIn(
	state: TenantState,
	evening: Evening,
	profile: TenantProfile,
	remarks: readonly string[],
): string[] {
	const all = remarks.join('\n');
	const names = new Map(
		[...evening.people, ...evening.leavers].map(({ id, last }) => [
			`user ${id.toLowerCase()}`,
			last,
		]),
	);
	const isNamed = (example: string) => {
		const [, subject = ''] =
			/^((?:user|group) [^:]*?)(?::|(?:, once more)? is (?:there|missing)$)/.exec(example) ?? [];
		return all.includes(
			names.get(subject) ??
				subject
					.split('/')
					.at(-1)!
					.replace(/^group /, ''),
		);
	};
	// Who manages a group is no member of it, so the two differ together.
	const isOfManagers = (word: Difference) =>
		(word === 'groupManager' || word === 'membership') && /manager of (?:the|\d+) group/.test(all);
	return [...differencesIn(state, evening, profile)]
		.filter(([word]) => !NAMES[word].test(all) && !isOfManagers(word))
		.flatMap(([word, examples]) =>
			examples.filter((one) => !isNamed(one)).map((one) => `${word}: ${one}`),
		);
}

/** Who was there and must be there now; groups and memberships likewise. */
function wrongRemovals(
	before: { evening: Evening; state: TenantState },
	after: { evening: Evening; state: TenantState },
	{ differs = [] }: TenantProfile,
): string[] {
	const takes = { takesManagers: !differs.includes('groupManager'), takesPhones: false };
	const wantedOf = ({ people, leavers, managers }: Evening) =>
		wantedState(people, leavers, takes, managers);
	const [was, must] = [wantedOf(before.evening), wantedOf(after.evening)];
	const [had, has] = [heldState(before.state, was), heldState(after.state, must)];
	const kept = (key: string, of: State, name: 'status' | 'membership') =>
		of[key]?.[name] !== undefined && of[key][name] === must[key]?.[name];
	// Who manages a group is no member of it. Where another manager is not taken, that stays so.
	const manages = (key: string) => {
		const { groupManager } = has[`group ${String(must[key]!.membership)}`] ?? {};
		return typeof groupManager === 'string' && key === `user ${groupManager.toLowerCase()}`;
	};
	// While two groups pass for one, nobody can say who was in which.
	const isOne = (path: unknown) => {
		const group = `group ${String(path)}`;
		return !had[`${group}, once more`] && had[group]?.groupName === was[group]?.groupName;
	};
	return Object.keys(must).flatMap((key) => {
		if (!was[key] || !had[key]) return [];
		if (key.startsWith('group')) return has[key] || differs.includes('groups') ? [] : [key];
		const lost = (['status', 'membership'] as const).filter(
			(name) =>
				kept(key, was, name) &&
				(name === 'status' || (isOne(was[key]!.membership) && !manages(key))) &&
				kept(key, had, name) &&
				!kept(key, has, name) &&
				must[key]![name] !== '',
		);
		return lost
			.filter((name) => !differs.includes(name) && !differs.includes('people'))
			.map((name) => `${name} of ${key}: ${String(has[key]?.[name])}`);
	});
}
