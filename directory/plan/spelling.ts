import { canonicalId } from '../common/uuid';
import { fieldOf } from '../model/fields';
import type { Change, FieldChange } from '../model/change';
import type { Group } from '../model/group';
import type { Found } from '../model/issue';
import type { PlanInput, SkippedPerson, WantedPerson } from './input';
import { inOtherCase, sameInOtherCase, unclearCase, type OtherCase } from './letterCase';
import { fullName, personSubject, usernameKey } from './people';

type Lists = Pick<PlanInput, 'users' | 'groups'>;
type Kind = Change['kind'];
type Id = string | null | undefined;
type Spell = <T extends Id>(id: T) => T;

/** How the directory writes the ids of HR. */
export interface Spelling {
	/** An id of a user or group of HR as the directory has it. */
	of: Readonly<Record<Kind, Spell>>;
	/** An id of a group as HR has it. */
	groupInHr: (id: string) => string;
	/** Whether a change only writes the same reference in another way. */
	isSame: (change: FieldChange) => boolean;
}

/** What is found of the ids of one kind. */
interface Speller {
	spell: Spell;
	/** Where nobody can say whose an id of the directory is; groups are recognised by other things, too. */
	unclear: OtherCase['unclear'];
}

/**
 * People and groups with every id as the directory spells it. Systems write one and the same GUID in
 * capitals or small letters, with braces or without, and some change the case of every id: without
 * this, a directory that spells them another way than HR would seem to hold other people. A person
 * of whom that is not clear is passed over, and so is their user.
 *
 * @returns the lists themselves where nothing is spelled in another way
 */
export function asSpelled(
	{ users, groups, current }: Lists & Pick<PlanInput, 'current'>,
	{ issues, systems }: Found,
): Lists & { spelling: Spelling } {
	const found = { issues, systems };
	const hasUsername = (id: string, there: string) => {
		const user = current.users.find(({ externalId }) => externalId === there);
		const key = usernameKey(user!.username);
		return users.some((one) => one.externalId === id && usernameKey(one.username ?? '') === key);
	};
	const ofUsers = speller('user', current.users, () => userIds(users, groups), hasUsername, found);
	const ofGroups = speller('group', current.groups, () => groupIds(users, groups), never, found);
	if (!ofUsers && !ofGroups) return { users, groups, spelling: AS_IN_HR };
	const [user, group] = [ofUsers?.spell ?? keep, ofGroups?.spell ?? keep];
	const unclear = ofUsers?.unclear ?? new Map<string, string>();
	const hrId = new Map(groups.map(({ externalId }) => [group(externalId), externalId]));
	/** Whose manager is not clear keeps the present one. */
	const manager = (id: Id) =>
		id === undefined || unclear.has(id ?? '') ? {} : { managerExternalId: user(id) };
	return {
		users: users.map((one) => {
			const there = unclear.get(one.externalId ?? '');
			if (there !== undefined) return passedOver(one, there, found);
			const externalId = user(one.externalId);
			if ('skipped' in one) return { ...one, externalId };
			const { managerExternalId, groupExternalId, ...rest } = one;
			return {
				...rest,
				externalId: user(one.externalId),
				...manager(managerExternalId),
				...(groupExternalId === undefined ? {} : { groupExternalId: group(groupExternalId) }),
			};
		}),
		groups: groups.map(({ managerExternalId, ...one }) => ({
			...one,
			externalId: group(one.externalId),
			parentExternalId: group(one.parentExternalId),
			...manager(managerExternalId),
		})),
		spelling: {
			of: { user, group },
			groupInHr: (id) => hrId.get(id) ?? id,
			isSame: ({ field, from, to }) => {
				const kind = fieldOf(field)?.refersTo;
				return kind !== undefined && { user, group }[kind](from as Id) === to;
			},
		},
	};
}

const keep: Spell = (id) => id;
const never = () => false;

const AS_IN_HR: Spelling = {
	of: { user: keep, group: keep },
	groupInHr: keep,
	isSame: () => false,
};

function* userIds(users: Lists['users'], groups: readonly Group[]): Iterable<Id> {
	for (const { externalId, managerExternalId } of users) {
		yield externalId;
		yield managerExternalId;
	}
	for (const { managerExternalId } of groups) yield managerExternalId;
}

function* groupIds(users: Lists['users'], groups: readonly Group[]): Iterable<Id> {
	for (const { externalId, parentExternalId } of groups) {
		yield externalId;
		yield parentExternalId;
	}
	for (const one of users as ReadonlyArray<Partial<WantedPerson>>) yield one.groupExternalId;
}

/** Their user is nobody's to change or remove, under the id that it has there. */
function passedOver(
	one: WantedPerson | SkippedPerson,
	externalId: string,
	{ systems }: Found,
): SkippedPerson {
	if ('skipped' in one) return { ...one, externalId };
	const issue = unclearCase(personSubject(one), externalId, systems);
	return {
		externalId,
		name: fullName(one),
		username: one.username,
		skipped: true,
		...(one.protectedIdentity ? { protectedIdentity: true } : {}),
		issues: [...(one.issues ?? []), issue],
	};
}

interface WithId {
	externalId: string | null;
}

/** What spells ids as the current side does; `undefined` where both sides write them alike. */
function speller(
	kind: Kind,
	current: readonly WithId[],
	wanted: () => Iterable<Id>,
	isWitness: (id: string, there: string) => boolean,
	{ issues, systems }: Found,
): Speller | undefined {
	const guids = guidSpeller(current, wanted());
	const spell = guids ?? keep;
	const ids = new Set<string>();
	for (const id of wanted()) if (id) ids.add(spell(id));
	const there = current.flatMap(({ externalId }) => externalId ?? []);
	const other = inOtherCase(there, ids, isWitness);
	if (!other) return guids && { spell, unclear: new Map() };
	if (other.known.size > 0) issues.push(sameInOtherCase(kind, other, systems));
	const { known, unclear } = other;
	return {
		spell: (id) => {
			const spelled = spell(id);
			return ((spelled && known.get(spelled)) ?? spelled) as typeof id;
		},
		unclear,
	};
}

function guidSpeller(current: readonly WithId[], wanted: Iterable<Id>): Spell | undefined {
	const spelling = new Map<string, string>();
	for (const { externalId } of current) {
		if (isOdd(externalId)) spelling.set(canonicalId(externalId), externalId);
	}
	if (spelling.size === 0 && !isAnyOdd(wanted)) return undefined;
	const exact = new Set(current.map(({ externalId }) => externalId));
	const spell = (id: string): string => {
		if (exact.has(id)) return id;
		const canonical = canonicalId(id);
		return spelling.get(canonical) ?? (exact.has(canonical) ? canonical : id);
	};
	return (id) => (typeof id === 'string' ? spell(id) : id) as typeof id;
}

function isAnyOdd(ids: Iterable<Id>): boolean {
	for (const id of ids) if (id && isOdd(id)) return true;
	return false;
}

function isOdd(id: string | null): id is string {
	return id !== null && canonicalId(id) !== id;
}
