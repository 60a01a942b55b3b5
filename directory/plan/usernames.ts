import { addTo } from '../common/lists';
import { createHash } from 'crypto';
import { error, warning } from '../model/issue';
import type { Issue } from '../model/issue';
import type { FieldChange } from '../model/change';
import type { CurrentUser, JsonValue, Person } from '../model/person';
import type { Systems } from '../model/systems';
import { compareText } from '../common/text';
import type { Matched } from './match';
import type { Pairing, People } from './people';
import { fullName, personSubject, usernameKey } from './people';
import type { Step } from './step';
import { step } from './step';

/** Who gets the username that HR wants for them. */
export interface Usernames {
	/** External IDs of people whose username somebody else has: not created, or left with theirs. */
	refused: Set<string>;
}

/**
 * Settles who gets which username: each belongs to one person. The owner of a name in the target
 * keeps it; among people none of whom owns it, nobody gets it. Someone who does not get a name
 * keeps the present one, which may refuse it to a third. Each of them becomes an issue.
 *
 * @param leaving users who are deleted by this plan, so that their names become free
 */
export function settleUsernames(
	{ people, current, rules, issues, systems }: Matched,
	leaving: ReadonlySet<CurrentUser>,
): Usernames {
	const refused = new Set<string>();
	const wanters = peopleByNewName(people);
	if (wanters.size === 0) return { refused };

	const refusals: Pairing[] = [];
	const refuse = (pairing: Pairing, issue: Issue) => {
		refused.add(pairing.wanted.externalId);
		refusals.push(pairing);
		issues.push(issue);
	};
	const owners = ownersOf(people, current.users);
	for (const [key, all] of wanters) {
		const owner = owners.get(key);
		const theirs = owner && people.pairingOf(owner);
		const keeper = theirs && !wantsNewName(theirs) ? theirs : undefined;
		const contenders = keeper ? [keeper, ...all] : all;
		const [only] = all;
		if (contenders.length > 1) {
			const first = firstOf(contenders);
			for (const pairing of all)
				refuse(pairing, sameUsername(pairing, first, contenders.length - 1, systems, keeper));
		} else if (owner && owner !== only!.current) {
			if (theirs || leaving.has(owner)) continue;
			if (
				rules.ownersMayGiveUp &&
				owner.externalId !== null &&
				!people.untouchable.has(owner.externalId)
			) {
				refuse(only!, usernameWaits(only!.wanted, owner, systems));
			} else refuse(only!, takenUsername(only!.wanted, owner, systems));
		}
	}
	// Someone who is refused keeps their name, so that the one who waits for it is refused too.
	for (let i = 0; i < refusals.length; i++) {
		const { current } = refusals[i]!;
		const [waiting] = (current && wanters.get(usernameKey(current.username))) ?? [];
		if (!current || !waiting || refused.has(waiting.wanted.externalId)) continue;
		refuse(waiting, takenUsername(waiting.wanted, current, systems));
	}
	return { refused };
}

function wantsNewName({ wanted, current }: Pairing): boolean {
	if (!current) return true;
	return (
		wanted.username !== current.username &&
		usernameKey(wanted.username) !== usernameKey(current.username)
	);
}

/** Everyone who does not have the wanted username yet, by that name. */
function peopleByNewName(people: People): Map<string, Pairing[]> {
	const wanters = new Map<string, Pairing[]>();
	for (const pairing of people.pairings.values()) {
		if (!wantsNewName(pairing)) continue;
		const key = usernameKey(pairing.wanted.username);
		addTo(wanters, key, pairing);
	}
	return wanters;
}

function ownersOf(people: People, currentUsers: readonly CurrentUser[]): Map<string, CurrentUser> {
	const owners = new Map<string, CurrentUser>();
	for (const user of currentUsers) {
		const key = usernameKey(user.username);
		// Should a name have two owners after all, one who keeps it decides.
		if (!owners.has(key) || !people.pairingOf(user)) owners.set(key, user);
	}
	return owners;
}

const MOST_NAMES = 5;

/** Of people with one name those who come first, so that not everyone's issue names everybody. */
function firstOf(contenders: readonly Pairing[]): Array<{ pairing: Pairing; label: string }> {
	return contenders
		.map((pairing) => ({
			pairing,
			label: `${fullName(pairing.wanted)} (${pairing.wanted.externalId})`,
		}))
		.sort((a, b) => compareText(a.label, b.label))
		.slice(0, MOST_NAMES + 1);
}

function sameUsername(
	pairing: Pairing,
	first: ReturnType<typeof firstOf>,
	count: number,
	{ target }: Systems,
	owner: Pairing | undefined,
): Issue {
	const { wanted, current } = pairing;
	const others: string[] = first
		.filter((other) => other.pairing !== pairing)
		.map(({ label }) => label)
		.slice(0, MOST_NAMES);
	const more = count > MOST_NAMES ? ` and ${count - MOST_NAMES} more` : '';
	const outcome = current ? 'kept the present username' : 'was not created';
	const because = owner ? `, because ${fullName(owner.wanted)} has it in ${target}` : '';
	return error(
		'sameUsername',
		personSubject(wanted),
		`${fullName(wanted)} and ${others.join(', ')}${more} have the same username ${wanted.username} in HR. ${fullName(wanted)} ${outcome}${because}. Give each their own in HR.`,
		{ username: wanted.username, others },
	);
}

function usernameWaits(wanted: Person, owner: CurrentUser, { target }: Systems): Issue {
	return warning(
		'usernameWaits',
		personSubject(wanted),
		`${fullName(wanted)} cannot have the username ${wanted.username} yet: ${fullName(owner)} (${owner.externalId}) has it in ${target}, and is not on the list, which holds only some people. The next full run decides.`,
		{ username: wanted.username, owner: owner.externalId },
	);
}

function takenUsername(wanted: Person, owner: CurrentUser, { target }: Systems): Issue {
	const state = owner.active ? '' : 'inactive ';
	return error(
		'usernameTaken',
		personSubject(wanted),
		`${fullName(wanted)} cannot have the username ${wanted.username}: the ${state}user ${fullName(owner)} (${owner.externalId ?? 'without External ID'}) has it in ${target}. Change or remove that user there, or change the username in HR.`,
		{ username: wanted.username, owner: owner.externalId ?? owner.targetId },
	);
}

/**
 * A name that someone bears while two or more people exchange names: their own, marked so that it
 * can be recognised, and still an address where it was one. The same at every run.
 *
 * @param isUsed whether somebody has, or is to have, a name
 */
export function temporaryUsername(
	username: string,
	externalId: string,
	isUsed: (name: string) => boolean,
): string {
	const at = username.lastIndexOf('@');
	const [local, domain] = at < 0 ? [username, ''] : [username.slice(0, at), username.slice(at)];
	const mark = createHash('sha256').update(externalId).digest('hex').slice(0, 8);
	let name = `${local}-sync-${mark}${domain}`;
	for (let number = 2; isUsed(name); number++) name = `${local}-sync-${mark}-${number}${domain}`;
	return name;
}

/**
 * Breaks circles of people who take each other's usernames (two who swap, three who rotate). One
 * of each circle bears a temporary name first, so that a name is free before it is taken. Cut
 * short anywhere, the rest is no longer a circle, and the next plan goes on from there.
 *
 * @param steps username changes that are made, not held
 * @param isUsed whether somebody has, or is to have, a username
 * @returns the steps that give the temporary names
 */
export function breakExchanges(
	steps: readonly Step[],
	isUsed: (username: string) => boolean,
): Step[] {
	const ordered = steps
		.filter((one) => one.needs.length > 0)
		.sort((a, b) => compareText(a.target.externalId!, b.target.externalId!));
	const among = new Set(ordered);
	const walkOf = new Map<Step, number>();
	const temporary: Step[] = [];
	for (const [walk, start] of ordered.entries()) {
		let at: Step | undefined = start;
		while (at && !walkOf.has(at)) {
			walkOf.set(at, walk);
			at = at.needs.find((needed) => among.has(needed));
		}
		if (at && walkOf.get(at) === walk) temporary.push(breakAt(circleFrom(at, among), isUsed));
	}
	return temporary;
}

function circleFrom(first: Step, among: ReadonlySet<Step>): Step[] {
	const circle = [first];
	const next = (one: Step) => one.needs.find((needed) => among.has(needed))!;
	for (let at = next(first); at !== first; at = next(at)) circle.push(at);
	return circle;
}

function breakAt(circle: Step[], isUsed: (username: string) => boolean): Step {
	const breaking = circle.reduce((a, b) =>
		compareText(a.target.externalId!, b.target.externalId!) <= 0 ? a : b,
	);
	const field = breaking.fields.find((one) => one.field === 'username')!;
	// Some systems want unique addresses, too: one that another of the circle takes is set aside with the name.
	const taken = new Set(circle.flatMap(({ fields }) => fields.flatMap(emailTaken)));
	const isAside = (one: FieldChange) =>
		one === field || (one.field === 'email' && addressIn(one.from).some((name) => taken.has(name)));
	const nameFor = ({ from }: FieldChange) =>
		temporaryUsername(from as string, breaking.target.externalId!, isUsed);
	const names = circle.map(({ target }) => target.name).sort(compareText);
	const first = step(
		breaking.target,
		'update',
		breaking.fields.filter(isAside).map((one) => ({ ...one, to: nameFor(one) })),
		`Usernames are exchanged among ${names.join(', ')}: this one is set aside for a moment, so that each is free before it is taken.`,
	);
	first.apart = 'before';
	for (const other of circle) {
		other.needs = other.needs.map((one) => (one === breaking ? first : one));
	}
	breaking.needs = [...breaking.needs, first];
	breaking.fields = breaking.fields.map((one) =>
		isAside(one) ? { ...one, from: nameFor(one) } : one,
	);
	return first;
}

function emailTaken({ field, to }: FieldChange): string[] {
	return field === 'email' ? addressIn(to) : [];
}

/** Addresses are the same in any case. No address takes none. */
function addressIn(value: JsonValue): string[] {
	return typeof value === 'string' && value !== '' ? [usernameKey(value)] : [];
}
