import type { ChangeAction, GuardVerdict } from '../model/change';
import type { GroupField, UserField } from '../model/fields';
import { LOGIN_FIELDS, manyOf, oneOf } from '../model/fields';

/** How far a guard lets a plan go: it trips when both the count and the share are exceeded. */
export interface GuardLimit {
	/** A number of changes that is always let through. */
	count: number;
	/** In per cent of what the guard looks at. */
	share: number;
	/** The same for seven days; twice that of one run where they are absent. */
	weekCount?: number;
	weekShare?: number;
}

/** The largest number that a limit lets through. */
export function largest({ count, share }: GuardLimit, of: number): number {
	return Math.max(count, Math.floor((share * of) / 100));
}

/** The limit of seven days: as it is set, else twice that of one run. */
export function weekly(limit: GuardLimit): GuardLimit {
	const { count, share, weekCount = 2 * count, weekShare = 2 * share } = limit;
	return { count: weekCount, share: weekShare };
}

/** The largest number that a limit lets through in seven days: at least that of one run. */
export function largestOfWeek(limit: GuardLimit, of: number): number {
	return Math.max(largest(limit, of), largest(weekly(limit), of));
}

/** What the shares of guards are taken of, in the words of a parameter. */
export const GUARD_BASES = {
	removableUsers: 'all active users who can be removed',
	syncedGroups: 'all synchronised groups',
	placedPeople: 'all people in groups',
	/** Of a guard of fields: of groups instead, where the field is one of theirs. */
	knownPeople: 'all people in both systems',
	knownGroups: 'all groups in both systems',
	listedPeople: 'all people on the list',
	/** Of those, people whose user is known. */
	ownersOfUsers: 'all people who have a user',
	/** `null` while the directory is filled for the first time, when it says nothing. */
	users: 'all users, beyond a first load into an empty directory',
};

export type GuardBases = Record<Exclude<keyof typeof GUARD_BASES, 'users'>, number> & {
	users: number | null;
};

/** People of whom too many make the whole list doubtful. */
export interface ListFaults {
	/** Who share an External ID or a username with others. */
	sharing: number;
	/** Who have an active user, and cannot be mapped. */
	unmappable: number;
}

/** A guard in the words of a report. */
export interface GuardText {
	/** As its parameter is called. */
	name: string;
	/** What to look at before its changes are released. */
	explanation: string;
}

interface Guard extends GuardText {
	/** Of a node that nobody touched. */
	limit: GuardLimit;
	of: keyof GuardBases;
	/**
	 * What it counts: actions; changes of fields, of which those of one person or group count as one;
	 * or changes of every field that no other guard counts, each field by itself.
	 */
	user?: { actions: readonly ChangeAction[] } | { fields: readonly UserField[] };
	group?: { actions: readonly ChangeAction[] } | { fields: readonly GroupField[] };
	otherFields?: 'changed' | 'emptied';
	/** It counts people on the list, whatever changes; where it trips, every change is held. */
	holdsAll?: keyof ListFaults;
	/** Whether a value counts that takes the place of an empty one. */
	countsFilling?: true;
	/** What it counts, within a sentence: `3 people would be removed`. */
	counted: { one: string; many: string; what: string };
}

/** The guards that look at a whole class of changes: the one table. To add a guard, add a row here. */
export const GUARDS = {
	removals: {
		limit: { count: 5, share: 10 },
		of: 'removableUsers',
		user: { actions: ['deactivate', 'delete'] },
		name: 'Removals',
		counted: { one: 'person', many: 'people', what: 'would be removed' },
		explanation:
			'More people than usual are missing in HR. Check that they have really left, and that HR gave all companies and everyone employed.',
	},
	groupDeletions: {
		limit: { count: 3, share: 20 },
		of: 'syncedGroups',
		group: { actions: ['delete'] },
		name: 'Group Deletions',
		counted: { one: 'group', many: 'groups', what: 'would be deleted' },
		explanation:
			'Check that these groups are really gone, and that no organisational field was renamed or emptied in HR. A deleted group loses its history.',
	},
	moves: {
		limit: { count: 5, share: 40 },
		of: 'placedPeople',
		user: { fields: ['groupExternalId'] },
		name: 'Moves Between Groups',
		counted: { one: 'person', many: 'people', what: 'would change group' },
		explanation:
			'Check that there was a reorganisation, and that the organisational fields and their order are still the right ones.',
	},
	usernameChanges: {
		limit: { count: 5, share: 5 },
		of: 'knownPeople',
		user: { fields: LOGIN_FIELDS },
		name: 'Log-in Changes',
		counted: { one: 'log-in', many: 'log-ins', what: 'would change' },
		explanation:
			'People log in with their username or e-mail address. Check that the addresses were changed on purpose, and tell people before you release it.',
	},
	creations: {
		limit: { count: 5, share: 50 },
		of: 'users',
		user: { actions: ['create'] },
		name: 'Creations',
		counted: { one: 'person', many: 'people', what: 'would be created' },
		explanation:
			'Check that these people are new, and that their External IDs have not been replaced: that would make everybody a new user.',
	},
	reactivations: {
		limit: { count: 5, share: 10 },
		of: 'knownPeople',
		user: { fields: ['active'] },
		name: 'Reactivations',
		counted: { one: 'person', many: 'people', what: 'would be reactivated' },
		explanation:
			'These people are in HR and inactive in the directory. Check that they work now. To leave them as they are, set User Status to Keep Inactive.',
	},
	externalIdChanges: {
		limit: { count: 5, share: 5 },
		of: 'knownPeople',
		user: { fields: ['externalId'] },
		name: 'External ID Changes',
		counted: { one: 'External ID', many: 'External IDs', what: 'would change' },
		explanation:
			'An External ID decides who is who. Check that it is still mapped from the same field of HR.',
	},
	managerChanges: {
		limit: { count: 10, share: 40 },
		of: 'knownPeople',
		user: { fields: ['managerExternalId'] },
		name: 'Manager Changes',
		counted: { one: 'manager', many: 'managers', what: 'would change' },
		explanation:
			'Check that there was a reorganisation, and that the manager is still mapped from the right field of HR.',
	},
	surveyExclusions: {
		limit: { count: 5, share: 10 },
		of: 'knownPeople',
		user: { fields: ['excludeFromSurveys'] },
		countsFilling: true,
		name: 'Survey Exclusions',
		counted: {
			one: 'exclusion from surveys',
			many: 'exclusions from surveys',
			what: 'would change',
		},
		explanation:
			'Who is excluded gets no surveys. Check the mapping of this value, and the employment types that are excluded.',
	},
	fieldChanges: {
		limit: { count: 10, share: 30 },
		of: 'knownPeople',
		otherFields: 'changed',
		name: 'Other Values Changed',
		counted: { one: 'value', many: 'values', what: 'would change' },
		explanation:
			'So many values of one field rarely change at once. Check that it is mapped from the right field of HR.',
	},
	fieldsEmptied: {
		limit: { count: 5, share: 10 },
		of: 'knownPeople',
		otherFields: 'emptied',
		name: 'Other Values Emptied',
		counted: { one: 'value', many: 'values', what: 'would be emptied' },
		explanation:
			'HR has no value now where there was one. Check that the field is still there in HR, and that its mapping is right.',
	},
	groupRenames: {
		limit: { count: 5, share: 20 },
		of: 'knownGroups',
		group: { fields: ['name'] },
		name: 'Group Renames',
		counted: { one: 'group', many: 'groups', what: 'would be renamed' },
		explanation: 'Check that the names of groups are still taken from the right fields of HR.',
	},
	groupMoves: {
		limit: { count: 3, share: 20 },
		of: 'knownGroups',
		group: { fields: ['parentExternalId'] },
		name: 'Group Moves',
		counted: { one: 'group', many: 'groups', what: 'would move below another group' },
		explanation:
			'Check that there was a reorganisation, and that the organisational fields and their order are still the right ones.',
	},
	groupManagers: {
		limit: { count: 5, share: 40 },
		of: 'knownGroups',
		group: { fields: ['managerExternalId'] },
		name: 'Group Managers',
		counted: { one: 'manager of a group', many: 'managers of groups', what: 'would change' },
		explanation:
			'Check how the manager of a group is found, and who is registered as manager in HR.',
	},
	sharedIdentities: {
		limit: { count: 5, share: 20 },
		of: 'listedPeople',
		holdsAll: 'sharing',
		name: 'Shared Identities',
		counted: { one: 'person', many: 'people', what: 'share a username or External ID' },
		explanation:
			'Nobody can say who is who, so nothing is written. Map Username and External ID from fields that are unique for each person.',
	},
	unmappable: {
		limit: { count: 5, share: 10 },
		of: 'ownersOfUsers',
		holdsAll: 'unmappable',
		name: 'Unmappable People',
		counted: { one: 'person', many: 'people', what: 'who have a user cannot be mapped' },
		explanation:
			'These people were synchronised before, so a mapping or a field of HR is probably wrong, and nothing is written. Check the mapping of Username and External ID. If it is right, enter the missing values in HR, or raise this guard.',
	},
} as const satisfies Record<string, Guard>;

export type GuardName = keyof typeof GUARDS;

export const GUARD_NAMES = Object.keys(GUARDS) as GuardName[];

/** The same rows, each with all that a row can have. */
export const GUARD_ROWS: Readonly<Record<GuardName, Guard>> = GUARDS;

/** The guards that *Create or Update* of people or groups can trip: it removes and deletes nothing. */
export function guardsOfListed(kind: 'user' | 'group'): GuardName[] {
	return GUARD_NAMES.filter((name) => {
		const { [kind]: counted, otherFields, holdsAll } = GUARD_ROWS[name];
		if (!counted) return otherFields !== undefined || (kind === 'user' && holdsAll !== undefined);
		return 'fields' in counted || counted.actions.includes('create');
	});
}

/** The guards that look at each person, whatever the number, and let nobody through. */
export const PERSON_GUARDS = {
	possibleReuse: {
		name: 'Reuse of an External ID',
		title: 'An External ID may have been given to someone else',
		explanation:
			'The name is another one, or the birthday together with the name or username. If it is another person, give that person an ID of their own in HR: releasing the change hands one person’s history to another.',
	},
	adoption: {
		name: 'Adoption of accounts made by hand',
		title: 'An account made by hand may belong to someone else',
		explanation:
			'An account without External ID has the username of a person in HR, but is inactive, or has another name or birthday. If it belongs to the person, correct or activate the account, or release the change. If not, change the username of the account; then the person gets a new one.',
	},
	groupReuse: {
		name: 'Reuse of a group’s code',
		title: 'The code of a group may have been given to another group',
		explanation:
			'All people of the group with this code are in a new group, and others have the code now. If the group got another code, declare a move from the old code to the new one: it keeps its history then. If the people moved, release the change.',
	},
} as const satisfies Record<string, GuardText & { title: string }>;

export type PersonGuardName = keyof typeof PERSON_GUARDS;

export const PERSON_GUARD_NAMES = Object.keys(PERSON_GUARDS) as PersonGuardName[];

/** What keeps a change outside a pilot back, in the place of a guard. */
export const OUTSIDE = 'scope';

export const OUTSIDE_TEXT: GuardText & { title: string } = {
	name: 'Scope',
	title: 'Outside the pilot',
	explanation:
		'Planned and not written: Scope names only some people, groups or companies. Name these as well, or empty Scope.',
};

/** A guard that was looked at. */
export interface Judged extends GuardVerdict {
	name: GuardName | PersonGuardName | typeof OUTSIDE;
	held: boolean;
}

/** Whether a name is that of a guard with a limit. */
export function isGuardName(name: string): name is GuardName {
	return Object.hasOwn(GUARDS, name);
}

/** What a guard counted, as a clause: `3 people would be removed`, `12 last names would change`. */
export function countedText(verdict: GuardVerdict): string {
	return `${verdict.actual} ${countedWords(verdict, verdict.actual)}`;
}

/** How guards and fields are called in a sentence, in one language. */
export interface Vocabulary {
	counted: Readonly<Record<GuardName | 'groupReuse' | 'oneByOne', Guard['counted']>>;
	one: (field: string) => string;
	many: (field: string) => string;
}

/** The same without the number: `people would be removed`. */
export function countedWords(
	{ name, field, emptied }: Pick<GuardVerdict, 'name' | 'field' | 'emptied'>,
	actual: number,
	{ counted, one, many }: Vocabulary = ENGLISH,
): string {
	const own = isGuardName(name) || name === 'groupReuse' ? counted[name] : counted.oneByOne;
	const of = emptied ?? field;
	const words = of === undefined ? [own.one, own.many] : [one(of), many(of)];
	const change = emptied === undefined ? own.what : counted.fieldsEmptied.what;
	return `${words[actual === 1 ? 0 : 1]} ${change}`;
}

const ENGLISH: Vocabulary = {
	counted: {
		...(Object.fromEntries(GUARD_NAMES.map((name) => [name, GUARDS[name].counted])) as Record<
			GuardName,
			Guard['counted']
		>),
		groupReuse: { one: 'person or group', many: 'people and groups', what: 'would change' },
		oneByOne: { one: 'person', many: 'people', what: 'would change' },
	},
	one: oneOf,
	many: manyOf,
};
