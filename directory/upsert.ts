import type { Change, FieldChange } from './model/change';
import { groupDifferences, userDifferences } from './model/difference';
import type { CurrentGroup, Group } from './model/group';
import { isDay } from './common/calendar';
import { findCircles } from './common/cycles';
import type { CurrentUser, Person } from './model/person';
import { joinSome } from './common/phrases';
import { compareText, matchingKey } from './common/text';
import { loginOf, textOf } from './mapping/values';

/** "Create or Update": what people and groups, each taken for itself, mean for the directory. */

export type UpsertAction = 'created' | 'updated' | 'unchanged' | 'failed';

/** What becomes of one item. */
export interface Verdict {
	/** Position of the item among those given. */
	item: number;
	externalId: string;
	targetId: string | null;
	name: string;
	username?: string;
	action: UpsertAction;
	changes: FieldChange[];
	/** Why nothing is written. */
	error?: string;
	/** What is left out although the rest is written. */
	warnings: string[];
	/** It was in the directory without External ID and is recognised by its username or name. */
	adopted?: true;
	/** The `order` of the change to be made for it. */
	order?: number;
}

export interface UpsertPlan {
	/** In the order of the items; none for those marked as skipped. */
	verdicts: Verdict[];
	/** In a safe order. */
	changes: Change[];
}

/** Any item, as it comes from elsewhere. */
export type Item = Record<string, unknown>;

interface Candidate<T, C> {
	verdict: Verdict;
	wanted: T;
	current?: C;
}

type UserCandidate = Candidate<Person, CurrentUser>;
type WantedGroup = Pick<Group, 'externalId' | 'name'> &
	Partial<Pick<Group, 'parentExternalId' | 'managerExternalId'>>;
type GroupCandidate = Candidate<WantedGroup, CurrentGroup>;

export interface UpsertUsersOptions {
	/** Whether someone inactive is activated again. */
	reactivate: boolean;
	/** Whether the tenant knows a field: what it does not know is left out of new users. */
	knows: (field: string) => boolean;
}

/**
 * What people mean for the users there are. They are matched by External ID; a user without one is
 * adopted where the username matches. One bad item stops only itself and is told why.
 *
 * @param items Person items; one with `skipped: true` is passed over
 */
export function planUsers(
	items: readonly Item[],
	current: { users: readonly CurrentUser[]; groups: readonly CurrentGroup[] },
	options: UpsertUsersOptions,
): UpsertPlan {
	const candidates = candidatesOf<Person, CurrentUser>(items, readPerson);
	failDuplicates(candidates, 'people');
	matchUsers(candidates, current.users);
	failSharedUsernames(candidates);
	const releasers = failTakenUsernames(candidates, current.users);
	leaveOutGroups(candidates, current.groups);
	leaveOutManagers(candidates, current.users);
	const groups = new Map(current.groups.map((group) => [group.targetId, group]));
	for (const candidate of sound(candidates)) compareUser(candidate, groups, options);
	return inOrder(candidates, 'user', rankUsers(candidates, releasers), (candidate) =>
		[releasers.get(candidate)?.verdict.order].filter((order) => order !== undefined),
	);
}

export interface UpsertGroupsOptions {
	/** Whether a group without External ID is adopted where its name matches, and no other does. */
	adoptByName: boolean;
	knows: (field: string) => boolean;
}

/** What groups mean for the groups there are; as `planUsers`. Parents come before their children. */
export function planGroups(
	items: readonly Item[],
	current: readonly CurrentGroup[],
	options: UpsertGroupsOptions,
): UpsertPlan {
	const candidates = candidatesOf<WantedGroup, CurrentGroup>(items, readGroup);
	failDuplicates(candidates, 'groups');
	matchByExternalId(candidates, current);
	if (options.adoptByName) adoptGroups(candidates, current);
	const byExternalId = new Map(sound(candidates).map((one) => [one.wanted.externalId, one]));
	if (options.knows('parentExternalId')) failWithoutParent(candidates, byExternalId, current);
	for (const candidate of sound(candidates)) compareGroup(candidate, options);
	const parentOf = ({ wanted }: GroupCandidate) => byExternalId.get(wanted.parentExternalId ?? '');
	return inOrder(candidates, 'group', depths(sound(candidates), parentOf), (candidate) => {
		const parent = parentOf(candidate)?.verdict;
		return parent?.action === 'created' && parent.order !== undefined ? [parent.order] : [];
	});
}

function candidatesOf<T, C>(
	items: readonly Item[],
	read: (item: Item) => { wanted: T } | { problem: string },
): Array<Candidate<T, C>> {
	const candidates: Array<Candidate<T, C>> = [];
	for (const [position, item] of items.entries()) {
		if (item.skipped === true) continue;
		const reading = read(item);
		const username = loginOf(item.username);
		const verdict: Verdict = {
			item: position,
			externalId: textOf(item.externalId),
			targetId: null,
			name: nameOf(item),
			...(username === '' ? {} : { username }),
			action: 'unchanged',
			changes: [],
			warnings: [],
		};
		const candidate = { verdict, wanted: ('wanted' in reading ? reading.wanted : {}) as T };
		if ('problem' in reading) fail(candidate, reading.problem);
		candidates.push(candidate);
	}
	return candidates;
}

function nameOf(item: Item): string {
	const fullName = `${textOf(item.firstName)} ${textOf(item.lastName)}`.trim();
	return fullName || textOf(item.name) || loginOf(item.username) || textOf(item.externalId);
}

const NO_EXTERNAL_ID =
	'It has no External ID, which decides who is who. Map externalId to a value that is unique and never changes.';

function readPerson(item: Item): { wanted: Person } | { problem: string } {
	const externalId = textOf(item.externalId);
	if (externalId === '') return { problem: NO_EXTERNAL_ID };
	const username = loginOf(item.username);
	if (username === '') {
		return {
			problem:
				'The person has no username, usually because HR has no work e-mail. Enter one in HR, or map username to another field.',
		};
	}
	const wanted: Person = { ...(item as Partial<Person>), externalId, username } as Person;
	for (const [field, check] of CHECKS) {
		const value = item[field];
		if (value === undefined) continue;
		const problem = check(value);
		if (problem) return { problem: `${field} ${problem}` };
	}
	const email = item.email;
	if (typeof email === 'string') wanted.email = loginOf(email) || null;
	return { wanted };
}

const isText = (value: unknown) =>
	typeof value === 'string' ? '' : 'is not text. Correct the mapping.';
const isTextOrNull = (value: unknown) => (value === null ? '' : isText(value));

const CHECKS: ReadonlyArray<readonly [keyof Person, (value: unknown) => string]> = [
	['email', isTextOrNull],
	['firstName', isText],
	['lastName', isText],
	[
		'gender',
		(value) =>
			value === 'male' || value === 'female' || value === 'none'
				? ''
				: 'is not male, female or none. Use the Employee Mapper, or map it to one of these words.',
	],
	[
		'birthday',
		(value) =>
			value === null || (typeof value === 'string' && isDay(value))
				? ''
				: 'is not a date of the form YYYY-MM-DD. Correct it in HR, or the mapping.',
	],
	['managerExternalId', isTextOrNull],
	[
		'excludeFromSurveys',
		(value) => (typeof value === 'boolean' ? '' : 'is not true or false. Correct the mapping.'),
	],
	['groupExternalId', isTextOrNull],
	[
		'attributes',
		(value) =>
			typeof value === 'object' && value !== null && !Array.isArray(value)
				? ''
				: 'is not an object of names and values. Correct the mapping.',
	],
];

function readGroup(item: Item): { wanted: WantedGroup } | { problem: string } {
	const externalId = textOf(item.externalId);
	if (externalId === '') return { problem: NO_EXTERNAL_ID };
	const name = textOf(item.name);
	if (name === '')
		return { problem: 'The group has no name. Map name to a value that is not empty.' };
	const wanted: WantedGroup = { externalId, name };
	for (const field of ['parentExternalId', 'managerExternalId'] as const) {
		const value = item[field];
		if (value === undefined) continue;
		const problem = isTextOrNull(value);
		if (problem) return { problem: `${field} ${problem}` };
		wanted[field] = textOf(value) || null;
	}
	return { wanted };
}

function matchUsers(candidates: UserCandidate[], users: readonly CurrentUser[]): void {
	matchByExternalId(candidates, users);
	const byHand = new Map<string, CurrentUser>();
	for (const user of users) {
		if (user.externalId === null) byHand.set(user.username.toLowerCase(), user);
	}
	for (const candidate of sound(candidates)) {
		const user = candidate.current ? undefined : byHand.get(candidate.wanted.username);
		if (user) adopt(candidate, user);
	}
}

function matchByExternalId<T extends { externalId: string }, C extends AnyCurrent>(
	candidates: Array<Candidate<T, C>>,
	current: readonly C[],
): void {
	const byExternalId = new Map<string, C[]>();
	for (const one of current) {
		if (one.externalId === null) continue;
		const known = byExternalId.get(one.externalId);
		if (known) known.push(one);
		else byExternalId.set(one.externalId, [one]);
	}
	for (const candidate of sound(candidates)) {
		const [match, ...others] = byExternalId.get(candidate.wanted.externalId) ?? [];
		if (!match) continue;
		candidate.current = match;
		candidate.verdict.targetId = match.targetId;
		if (others.length > 0) {
			fail(
				candidate,
				`Winningtemp has ${others.length + 1} ${match.kind}s with the External ID ${match.externalId}. Remove the External ID of all but one there.`,
			);
		}
	}
}

type AnyCurrent = CurrentUser | CurrentGroup;

function adopt<T, C extends AnyCurrent>(candidate: Candidate<T, C>, current: C): void {
	candidate.current = current;
	candidate.verdict.targetId = current.targetId;
	candidate.verdict.adopted = true;
}

/** Groups made by hand whose name nobody shares, neither there nor among the items. */
function adoptGroups(candidates: GroupCandidate[], groups: readonly CurrentGroup[]): void {
	const byHand = uniqueBy(
		groups.filter(({ externalId }) => externalId === null),
		({ name }) => matchingKey(name),
	);
	const unmatched = sound(candidates).filter(({ current }) => !current);
	for (const [key, candidate] of uniqueBy(unmatched, ({ wanted }) => matchingKey(wanted.name))) {
		const group = byHand.get(key);
		if (group) adopt(candidate, group);
	}
}

function uniqueBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T> {
	const unique = new Map<string, T>();
	for (const [key, list] of groupBy(all, keyOf)) if (list.length === 1) unique.set(key, list[0]!);
	return unique;
}

function failDuplicates<T extends { externalId: string }, C>(
	candidates: Array<Candidate<T, C>>,
	kinds: string,
): void {
	for (const [externalId, list] of groupBy(sound(candidates), ({ wanted }) => wanted.externalId)) {
		if (list.length < 2) continue;
		const message = `${list.length} ${kinds} have the External ID ${externalId}: ${names(list)}. None of them is written. Give each an External ID of its own.`;
		for (const candidate of list) fail(candidate, message);
	}
}

function failSharedUsernames(candidates: UserCandidate[]): void {
	for (const [username, list] of groupBy(sound(candidates), ({ wanted }) => wanted.username)) {
		if (list.length < 2) continue;
		const owners = list.filter(({ current }) => current?.username.toLowerCase() === username);
		const owner = owners.length === 1 ? owners[0] : undefined;
		const outcome = owner
			? `${owner.verdict.name} has it in Winningtemp and keeps it`
			: 'None of them is written';
		const message = `${list.length} people have the username ${username}: ${names(list)}. ${outcome}. Give each a username of their own in HR.`;
		for (const candidate of list) if (candidate !== owner) fail(candidate, message);
	}
}

/**
 * A username that somebody else has in Winningtemp can be taken only where that person gives it up
 * in the same run, first. In a circle nobody can be first.
 *
 * @returns by candidate: the one who must give up the username before
 */
function failTakenUsernames(
	candidates: UserCandidate[],
	users: readonly CurrentUser[],
): Map<UserCandidate, UserCandidate> {
	const ownerOf = new Map(users.map((user) => [user.username.toLowerCase(), user]));
	const candidateOf = new Map<string, UserCandidate>();
	for (const one of sound(candidates)) if (one.current) candidateOf.set(one.current.targetId, one);
	const releasers = new Map<UserCandidate, UserCandidate>();
	for (const candidate of sound(candidates)) {
		const owner = ownerOf.get(candidate.wanted.username);
		if (!owner || owner === candidate.current) continue;
		const releaser = candidateOf.get(owner.targetId);
		if (releaser) releasers.set(candidate, releaser);
		else failTaken(candidate, owner);
	}
	failCircles(releasers);
	// Whoever waits for somebody that is not written is not written either.
	const takers = groupBy([...releasers.keys()], (taker) => releasers.get(taker)!);
	const failedOnes = candidates.filter(({ verdict }) => verdict.action === 'failed');
	for (let next = failedOnes.pop(); next; next = failedOnes.pop()) {
		for (const taker of takers.get(next) ?? []) {
			if (taker.verdict.action === 'failed') continue;
			failTaken(taker, next.current!);
			failedOnes.push(taker);
		}
	}
	return releasers;
}

function failTaken(candidate: UserCandidate, owner: CurrentUser): void {
	const name = `${owner.firstName} ${owner.lastName}`.trim() || owner.username;
	const id = owner.externalId === null ? 'without External ID' : `External ID ${owner.externalId}`;
	fail(
		candidate,
		`The username ${candidate.wanted.username} belongs to ${name} (${id}${owner.active ? '' : ', inactive'}) in Winningtemp. Correct the username in HR, or change that user there.`,
	);
}

function failCircles(releasers: ReadonlyMap<UserCandidate, UserCandidate>): void {
	const next = new Map<string, string | null>();
	const byId = new Map<string, UserCandidate>();
	for (const [taker, releaser] of releasers) {
		next.set(taker.wanted.externalId, releaser.wanted.externalId);
		byId.set(taker.wanted.externalId, taker);
	}
	for (const circle of findCircles(next)) {
		const members = circle.map((id) => byId.get(id)!);
		const message = `${names(members)} exchange their usernames, so that none of them can be written first. Use the Sync Planner and Directory: Apply, which do it by way of a temporary name.`;
		for (const member of members) fail(member, message);
	}
}

function failWithoutParent(
	candidates: GroupCandidate[],
	byExternalId: ReadonlyMap<string, GroupCandidate>,
	current: readonly CurrentGroup[],
): void {
	const parentOf = new Map<string, string | null>();
	for (const { wanted } of sound(candidates)) {
		parentOf.set(wanted.externalId, wanted.parentExternalId ?? null);
	}
	for (const circle of findCircles(parentOf)) {
		const members = circle.map((id) => byExternalId.get(id)!);
		const message = `The groups ${names(members)} are above each other in a circle. Correct the External ID of the group above.`;
		for (const member of members) fail(member, message);
	}
	const there = new Set(current.map(({ externalId }) => externalId));
	const below = sound(candidates).filter(({ wanted }) => (wanted.parentExternalId ?? '') !== '');
	const children = groupBy(below, ({ wanted }) => wanted.parentExternalId!);
	for (const [parent, list] of children) {
		if (there.has(parent) || byExternalId.has(parent)) continue;
		for (const child of list) {
			fail(
				child,
				`The group above, External ID ${parent}, is neither in Winningtemp nor among the items. Pass it on too, or correct parentExternalId.`,
			);
		}
	}
	const failedOnes = candidates.filter(({ verdict }) => verdict.action === 'failed');
	for (let next = failedOnes.pop(); next; next = failedOnes.pop()) {
		if (there.has(next.verdict.externalId)) continue;
		for (const child of children.get(next.verdict.externalId) ?? []) {
			if (child.verdict.action === 'failed') continue;
			fail(child, `The group above, ${next.verdict.name}, is not written: ${next.verdict.error}`);
			failedOnes.push(child);
		}
	}
}

function leaveOutGroups(candidates: UserCandidate[], groups: readonly CurrentGroup[]): void {
	const there = new Set(groups.map(({ externalId }) => externalId));
	for (const { wanted, verdict } of sound(candidates)) {
		const group = wanted.groupExternalId;
		if (typeof group !== 'string' || there.has(group)) continue;
		delete wanted.groupExternalId;
		verdict.warnings.push(
			`The group with the External ID ${group} is not in Winningtemp, so the group was left as it is. Create the groups first (Group: Create or Update).`,
		);
	}
}

function leaveOutManagers(candidates: UserCandidate[], users: readonly CurrentUser[]): void {
	const reachable = new Set<string | null>(users.map(({ externalId }) => externalId));
	const managerOf = new Map<string, string | null>();
	for (const { externalId, managerExternalId } of users) {
		if (externalId !== null) managerOf.set(externalId, managerExternalId ?? null);
	}
	const wantedOf = new Map<string, UserCandidate>();
	for (const candidate of sound(candidates)) {
		const { externalId, managerExternalId } = candidate.wanted;
		reachable.add(externalId);
		if (managerExternalId === undefined) continue;
		wantedOf.set(externalId, candidate);
		managerOf.set(externalId, managerExternalId);
	}
	for (const circle of findCircles(managerOf)) {
		const why =
			circle.length === 1
				? 'The person is their own manager'
				: `The managers go in a circle: ${circle.join(' → ')} → ${circle[0]}`;
		for (const id of circle) {
			const candidate = wantedOf.get(id);
			if (candidate) leaveOutManager(candidate, `${why}, so the manager was left out.`);
		}
	}
	for (const candidate of wantedOf.values()) {
		const manager = candidate.wanted.managerExternalId;
		if (typeof manager !== 'string' || reachable.has(manager)) continue;
		leaveOutManager(
			candidate,
			`The manager, External ID ${manager}, is not in Winningtemp, so the manager was left out. The link is made by itself once the manager is there.`,
		);
	}
}

function leaveOutManager({ wanted, verdict }: UserCandidate, warning: string): void {
	delete wanted.managerExternalId;
	verdict.warnings.push(warning);
}

function compareUser(
	{ wanted, current, verdict }: UserCandidate,
	groups: ReadonlyMap<string, CurrentGroup>,
	{ reactivate, knows }: UpsertUsersOptions,
): void {
	const changes = adoption(wanted.externalId, current);
	changes.push(...known(userDifferences(wanted, current), current, knows));
	if (current && !current.active && reactivate) {
		changes.push({ field: 'active', from: false, to: true });
	}
	const move = membershipDifference(wanted.groupExternalId, current, groups);
	if (move) changes.push(move);
	conclude(verdict, changes, current);
}

function compareGroup(
	{ wanted, current, verdict }: GroupCandidate,
	{ knows }: UpsertGroupsOptions,
): void {
	const changes = adoption(wanted.externalId, current);
	const differences = groupDifferences(wanted as Group, current);
	changes.push(...known(differences, current, knows));
	conclude(verdict, changes, current);
}

function adoption(externalId: string, current: AnyCurrent | undefined): FieldChange[] {
	if (!current || current.externalId === externalId) return [];
	return [{ field: 'externalId', from: current.externalId, to: externalId }];
}

/** With a current one, what the tenant does not know is absent there, and so never differs. */
function known(
	changes: FieldChange[],
	current: AnyCurrent | undefined,
	knows: (field: string) => boolean,
): FieldChange[] {
	return current ? changes : changes.filter(({ field }) => knows(field));
}

/** Exactly the wanted one of the groups with an External ID; those made by hand do not matter. */
function membershipDifference(
	wanted: string | null | undefined,
	current: CurrentUser | undefined,
	groups: ReadonlyMap<string, CurrentGroup>,
): FieldChange | undefined {
	if (wanted === undefined) return undefined;
	const now = (current?.memberOf ?? [])
		.map((id) => groups.get(id)?.externalId ?? null)
		.filter((id) => id !== null)
		.sort(compareText);
	const isThere = wanted !== null && now.includes(wanted);
	const others = now.filter((id) => id !== wanted);
	if (others.length === 0 && (wanted === null || isThere)) return undefined;
	return { field: 'groupExternalId', from: others[0] ?? null, to: wanted };
}

function conclude(verdict: Verdict, changes: FieldChange[], current: AnyCurrent | undefined): void {
	verdict.changes = changes;
	if (!current) verdict.action = 'created';
	else if (changes.length > 0) verdict.action = 'updated';
}

/** Usernames are given up before they are taken; managers come before those who report to them. */
function rankUsers(
	candidates: UserCandidate[],
	releasers: ReadonlyMap<UserCandidate, UserCandidate>,
): Map<UserCandidate, number> {
	const byExternalId = new Map(sound(candidates).map((one) => [one.wanted.externalId, one]));
	const updates = sound(candidates).filter(({ current }) => current);
	const creations = sound(candidates).filter(({ current }) => !current);
	const ranks = depths(updates, (candidate) => releasers.get(candidate));
	const created = depths(creations, ({ wanted }) => {
		const manager = byExternalId.get(wanted.managerExternalId ?? '');
		return manager?.current ? undefined : manager;
	});
	// A new user may take a username that an existing one gives up, never the other way round.
	let deepest = 0;
	for (const depth of ranks.values()) deepest = Math.max(deepest, depth);
	for (const [candidate, depth] of created) ranks.set(candidate, deepest + 1 + depth);
	return ranks;
}

/** How many steps each one is below the top. A chain never comes back to where it began. */
function depths<T>(all: readonly T[], aboveOf: (one: T) => T | undefined): Map<T, number> {
	const depth = new Map<T, number>();
	for (const one of all) {
		const chain: T[] = [];
		let top: T | undefined = one;
		for (; top !== undefined && !depth.has(top); top = aboveOf(top)) chain.push(top);
		let next = top === undefined ? 0 : depth.get(top)! + 1;
		for (let below = chain.pop(); below !== undefined; below = chain.pop())
			depth.set(below, next++);
	}
	return depth;
}

function inOrder<T extends { externalId: string }, C extends AnyCurrent>(
	candidates: Array<Candidate<T, C>>,
	kind: Change['kind'],
	ranks: ReadonlyMap<Candidate<T, C>, number>,
	needsOf: (candidate: Candidate<T, C>) => number[],
): UpsertPlan {
	const toDo = sound(candidates).filter(({ verdict }) => verdict.action !== 'unchanged');
	toDo.sort(
		(a, b) =>
			(ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) ||
			compareText(a.wanted.externalId, b.wanted.externalId),
	);
	for (const [i, { verdict }] of toDo.entries()) verdict.order = i + 1;
	const changes = toDo.map((candidate): Change => {
		const { verdict, current } = candidate;
		const needs = needsOf(candidate);
		return {
			order: verdict.order!,
			kind,
			action: actionOf(verdict),
			externalId: verdict.externalId,
			targetId: verdict.targetId,
			name: verdict.name,
			changes: verdict.changes,
			reason: verdict.adopted ? 'recognised in Winningtemp, and differs' : 'differs from the item',
			...(needs.length > 0 ? { needs } : {}),
			...(current?.version === undefined ? {} : { version: current.version }),
		};
	});
	return { verdicts: candidates.map(({ verdict }) => verdict), changes };
}

function actionOf({ action, changes }: Verdict): Change['action'] {
	if (action === 'created') return 'create';
	return changes.some(({ field }) => field === 'active') ? 'reactivate' : 'update';
}

function sound<T, C>(candidates: ReadonlyArray<Candidate<T, C>>): Array<Candidate<T, C>> {
	return candidates.filter(({ verdict }) => verdict.action !== 'failed');
}

function fail(candidate: Candidate<unknown, unknown>, error: string): void {
	candidate.verdict.action = 'failed';
	candidate.verdict.error ??= error;
}

const MOST_NAMES = 5;

function names(candidates: ReadonlyArray<Candidate<unknown, unknown>>): string {
	const all = candidates
		.map(({ verdict }) => `${verdict.name} (${verdict.externalId})`)
		.sort(compareText);
	return joinSome(all, MOST_NAMES);
}

function groupBy<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const one of all) {
		const key = keyOf(one);
		const known = groups.get(key);
		if (known) known.push(one);
		else groups.set(key, [one]);
	}
	return groups;
}
