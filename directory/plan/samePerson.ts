import { canonicalJson } from '../common/json';
import { bareText, compareText, matchingKey } from '../common/text';
import { warning, type Issue } from '../model/issue';
import type { CurrentUser, JsonValue, Person } from '../model/person';
import type { Systems } from '../model/systems';

/**
 * What two records show of being one person: their names, birthdays and usernames. A value counts
 * only where both sides have it. Nothing is remembered between runs, so each rule looks at the
 * two records alone.
 */
type Known = Pick<Person, 'username' | 'firstName' | 'lastName' | 'birthday'>;

/** Why an account that was made by hand may be somebody else's. */
export type AdoptionDoubt = 'inactive' | 'name' | 'birthday';

/**
 * Why a person does not simply get the account made by hand that has their username; `undefined`:
 * it is theirs. It must be active, birthdays must not differ, and the names must agree: every word
 * of the shorter name is in the longer one, so that `Anna Ek` is `Anna Maria Ek`, and `Åsa` is
 * `Asa`. With the same birthday one word is enough, so that `Kalle Berg` is `Karl Berg`. An account
 * without a name has the name that its username spells, as in `karl.berg@example.com`.
 */
export function adoptionDoubt(person: Known, user: CurrentUser): AdoptionDoubt | undefined {
	if (!user.active) return 'inactive';
	const birthday = compareBirthdays(person, user);
	if (birthday === 'different') return 'birthday';
	const names = compareNames(nameOf(person), nameOf(user));
	return names === 'same' || (names === 'related' && birthday === 'same') ? undefined : 'name';
}

/**
 * Whether a person who was registered again has the account with their username and an External ID
 * that HR no longer knows: the names must agree, whatever the birthday, and it must not differ.
 */
export function mayBeTheirs(person: Known, user: CurrentUser): boolean {
	return (
		compareBirthdays(person, user) !== 'different' &&
		compareNames(nameOf(person), nameOf(user)) === 'same'
	);
}

/**
 * Whether an External ID may have been given to somebody else:
 *
 * - the names have no word in common, and the birthdays are not known to be the same; or
 * - the birthdays differ, and the name or the username differs too.
 *
 * So a reuse is noticed whichever of name and username changes first: a new name is noticed by
 * itself, and a new birthday together with either. A marriage is no reuse: the first name stays. A
 * birthday that changes by itself is a correction. Nothing shows a reuse by somebody with the same
 * first name whose birthday is not known.
 */
export function mayBeReused(person: Known, user: Known): boolean {
	const birthday = compareBirthdays(person, user);
	if (birthday === 'same') return false;
	const names = compareKnownNames(person, user);
	if (names === 'other' || birthday === 'unknown') return names === 'other';
	return names !== 'same' || hasOtherUsername(person, user);
}

function hasOtherUsername(a: Known, b: Known): boolean {
	return matchingKey(a.username) !== matchingKey(b.username);
}

/** What differs between two records, for people to read. */
export function whatDiffers(person: Known, user: Known): string[] {
	return [
		...(compareNames(person, user) === 'same' ? [] : ['name']),
		...(compareBirthdays(person, user) === 'different' ? ['birthday'] : []),
		...(hasOtherUsername(person, user) ? ['username'] : []),
	];
}

/** Whether both records have enough to see a reuse: a first name, or a birthday. */
export function canSeeReuse(person: Known, user: Known): boolean {
	return haveFirstNames(person, user) || Boolean(person.birthday && user.birthday);
}

function haveFirstNames(a: Known, b: Known): boolean {
	return Boolean(a.firstName && b.firstName);
}

/** Only a first name shows another person: the last name alone may be another one by marriage. */
function compareKnownNames(a: Known, b: Known): Likeness {
	if (haveFirstNames(a, b)) return compareNames(a, b);
	const { lastName } = a;
	const isSame = !lastName || !b.lastName || matchingKey(lastName) === matchingKey(b.lastName);
	return isSame ? 'same' : 'related';
}

function compareBirthdays(a: Known, b: Known): 'same' | 'different' | 'unknown' {
	if (!a.birthday || !b.birthday) return 'unknown';
	return a.birthday === b.birthday ? 'same' : 'different';
}

type Likeness = 'same' | 'related' | 'other';

type Name = Pick<Known, 'firstName' | 'lastName'>;

/** The name, or the one that a username spells: `karl.berg@example.com` is `karl berg`. */
function nameOf({ firstName, lastName, username }: Known): Name {
	if (bareText(`${firstName ?? ''}${lastName ?? ''}`)) return { firstName, lastName };
	return { firstName: username.replace(/@.*$/s, ''), lastName: '' };
}

/**
 * `same`: every word of the shorter name is in the longer one, and there are two of them or the
 * names are equal. `related`: some words are in both. Letter case and accents say nothing.
 */
function compareNames(a: Name, b: Name): Likeness {
	if (a.firstName === b.firstName && a.lastName === b.lastName) return 'same';
	const [one, other] = [wordsOf(a), wordsOf(b)];
	let common = 0;
	for (const word of one) if (other.has(word)) common++;
	if (common === 0) return 'other';
	const [shorter, longer] = [one.size, other.size].sort((x, y) => x - y) as [number, number];
	return common === shorter && (common > 1 || longer === 1) ? 'same' : 'related';
}

function wordsOf({ firstName, lastName }: Name): Set<string> {
	const key = matchingKey(`${firstName ?? ''} ${lastName ?? ''}`);
	const letters = key.normalize('NFD').replace(/\p{Mn}/gu, '');
	return new Set(letters.match(/[\p{L}\p{N}\p{Mc}]+/gu) ?? [key]);
}

/** Whether two rows are the same in everything, so that one of them is enough. */
export function isSameRow(a: Person, b: Person): boolean {
	return (
		a === b || canonicalJson(a as unknown as JsonValue) === canonicalJson(b as unknown as JsonValue)
	);
}

/** One issue for all people of whom too little is known to notice a reuse. */
export function reuseNotJudged(people: string[], { target }: Systems): Issue {
	const who = people.length === 1 ? '1 person who changes' : `${people.length} people who change`;
	return warning(
		'reuseNotJudged',
		{ kind: 'user', externalId: null, name: 'External ID' },
		`Of ${who}, HR and ${target} do not both have the first name or the birthday. So nobody sees whether their External ID was given to somebody else. Map one of these values to have that checked.`,
		{ people: people.sort(compareText), count: people.length },
	);
}
