import { canonicalId } from '../common/uuid';
import type { PlanInput } from './input';

type Lists = Pick<PlanInput, 'users' | 'groups'>;
type Spell = <T extends string | null | undefined>(id: T) => T;

/**
 * People and groups with every id as the directory spells it. Systems write one and the same GUID in
 * capitals or small letters, with braces or without: without this, a directory that spells them
 * another way than HR would seem to hold other people.
 *
 * @returns the lists themselves where nothing is spelled in another way
 */
export function asSpelled({ users, groups, current }: Lists & Pick<PlanInput, 'current'>): Lists {
	const spellUser = speller(current.users, users);
	const spellGroup = speller(current.groups, groups);
	if (!spellUser && !spellGroup) return { users, groups };
	const [user, group] = [spellUser ?? keep, spellGroup ?? keep];
	return {
		users: users.map((person) => {
			const externalId = user(person.externalId);
			if ('skipped' in person) return { ...person, externalId };
			const { managerExternalId, groupExternalId } = person;
			return {
				...person,
				externalId: user(person.externalId),
				...(managerExternalId === undefined ? {} : { managerExternalId: user(managerExternalId) }),
				...(groupExternalId === undefined ? {} : { groupExternalId: group(groupExternalId) }),
			};
		}),
		groups: groups.map((one) => ({
			...one,
			externalId: group(one.externalId),
			parentExternalId: group(one.parentExternalId),
			...(one.managerExternalId === undefined
				? {}
				: { managerExternalId: user(one.managerExternalId) }),
		})),
	};
}

const keep: Spell = (id) => id;

interface WithId {
	externalId: string | null;
}

/** What spells ids as the current side does; `undefined` where both sides write GUIDs in the one form. */
function speller(current: readonly WithId[], wanted: readonly WithId[]): Spell | undefined {
	const spelling = new Map<string, string>();
	for (const { externalId } of current) {
		if (isOdd(externalId)) spelling.set(canonicalId(externalId), externalId);
	}
	if (spelling.size === 0 && !wanted.some(({ externalId }) => isOdd(externalId))) return undefined;
	const exact = new Set(current.map(({ externalId }) => externalId));
	const spell = (id: string): string => {
		if (exact.has(id)) return id;
		const canonical = canonicalId(id);
		return spelling.get(canonical) ?? (exact.has(canonical) ? canonical : id);
	};
	return (id) => (typeof id === 'string' ? spell(id) : id) as typeof id;
}

function isOdd(id: string | null): id is string {
	return id !== null && canonicalId(id) !== id;
}
