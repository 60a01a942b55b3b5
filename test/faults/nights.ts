import { sleep, type IDataObject } from 'n8n-workflow';
import { startWinningtemp } from '../sandbox/winningtemp/server';
import { TENANTS, type TenantProfile } from '../sandbox/winningtemp/tenants';
import { outcomeOf, runNight } from '../workflow/tenants/night';
import { eveningsOf, type Evening } from './firm';
import {
	differencesIn,
	duplicatesOf,
	each,
	KnownGroups,
	lines,
	silentIn,
	wrongRemovals,
	type Morning,
} from './judgement';
import { emptyResult, type Ground, type Result } from './run';
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
	const groups = new KnownGroups();
	let before: Morning | null = null;
	let named: ReadonlySet<string> = new Set();
	let heldAs: string | undefined;
	let lastSaid: string[] = [];
	/** Of the night, also where a release makes it two runs: the paths of the writes, and the changes. */
	let written: string[] = [];
	let planned = 0;
	try {
		for (const [i, evening] of [
			...evenings,
			...QUIET_NIGHTS.map(() => evenings.at(-1)!),
		].entries()) {
			const day = QUIET_NIGHTS[i - evenings.length] ?? i;
			[written, planned] = [[], 0];
			const remarks = await onDay(day, async () => {
				const said = await night(evening, faults[i] ?? QUIET);
				if (i < evenings.length || heldAs === undefined) return said;
				return await night(evening, QUIET, heldAs);
			});
			const state = winningtemp.state();
			for (const { externalId } of state.users) seen.add(externalId?.toLowerCase() ?? null);
			evening.leavers = evening.leavers.filter(({ id }) => seen.has(id.toLowerCase()));
			story(`  ${evening.events.join(', ')}`);
			const morning = { evening, state, knownAs: groups.see(state, evening) };
			const differences = differencesIn(morning, profile);
			lines(differences).forEach((line) => story(`  differs: ${line}`));
			// Two runs at once may both create a group where the tenant takes it twice; the next run joins them.
			const isRepairable = faults[i]?.secondAfter != null && profile.twiceAtOnce;
			if (!isRepairable) result.duplicates.push(...duplicatesOf(morning, profile).map(say(i)));
			if (before && written.length > 0)
				result.wrongRemovals.push(...wrongRemovals(before, morning, profile).map(say(i)));
			const differing = each(differences);
			const silent = remarks === null ? [] : silentIn(morning, profile, remarks);
			result.silent.push(...silent.filter((one) => !named.has(one)).map(say(i)));
			// What was named when it arose is known as long as it lasts.
			named = new Set(
				differing.filter((one) => named.has(one) || (remarks !== null && !silent.includes(one))),
			);
			before = morning;
			const isFirstQuiet = i === evenings.length;
			if (isFirstQuiet && differences.size > 0) result.late++;
		}
		if (profile.expected !== 'stopsWithMessage') {
			result.differences.push(...lines(differencesIn(before!, profile)));
			if (written.length > 0 && !profile.repeats && !isTrial(lastSaid, written, planned))
				result.differences.push(`the last night still writes ${written.length} times`);
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
		written.push(...winningtemp.writes().map(({ path }) => path));
		planned += outcomes.reduce((sum, one) => sum + one.planned, 0);
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

/**
 * Whether a night only tries values that are not taken again, with one person who has one: perhaps only
 * in that night.
 *
 * @param written the path of each write
 * @param planned how many changes there were
 */
export function isTrial(
	said: readonly string[],
	written: readonly string[],
	planned: number,
): boolean {
	const isOfOne = new Set(written).size === 1 && /\/(?:Users\/[^/]+|Bulk)$/.test(written[0]!);
	return (
		isOfOne &&
		planned === 1 &&
		said.some((text) => text.includes('tries them again with one person'))
	);
}

const say = (i: number) => (text: string) => `night ${i}: ${text}`;
