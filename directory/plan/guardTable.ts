import type { GuardVerdict } from '../model/change';

/** How far a guard lets a plan go: it trips when both the count and the share are exceeded. */
export interface GuardLimit {
	/** A number of changes that is always let through. */
	count: number;
	/** In per cent of what the guard looks at. */
	share: number;
}

/** What the shares of guards are taken of. */
export interface GuardBases {
	/** Active users that could be removed. */
	removableUsers: number;
	/** Groups that are synchronised. */
	syncedGroups: number;
	/** People who are in one of those. */
	placedPeople: number;
	/** People who are in both systems. */
	knownPeople: number;
	/** All users; `null` while the directory is filled for the first time, when it says nothing. */
	users: number | null;
}

/** A guard in the words of a report. */
export interface GuardText {
	/** What the guard counts. */
	name: string;
	/** What it says when it holds something. */
	title: string;
	/** What to look at before its changes are released. */
	explanation: string;
}

interface Guard extends GuardText {
	/** Of a node that nobody touched. */
	limit: GuardLimit;
	of: keyof GuardBases;
	/** Whether *Create or Update* of people can trip it: that removes and deletes nothing. */
	ofListed: boolean;
	/** What it counts, within a sentence: `3 people would be removed`. */
	counted: { one: string; many: string; what: string };
	/** The parameter with its limit; `note` ends the sentence that explains it. */
	parameter: { title: string; what: string; of: string; note?: string };
}

/**
 * The guards that look at a whole class of changes: the one table. To add a guard, add a row here,
 * and its name to the steps that it counts.
 */
export const GUARDS = {
	removals: {
		limit: { count: 5, share: 10 },
		of: 'removableUsers',
		ofListed: false,
		counted: { one: 'person', many: 'people', what: 'would be removed' },
		parameter: {
			title: 'Removals',
			what: 'removed users',
			of: 'all active users who can be removed',
		},
		name: 'Removals of people',
		title: 'Many people would be removed',
		explanation:
			'More people than usual are missing in HR. Check that they have really left, and that HR gave all companies and everyone employed.',
	},
	groupDeletions: {
		limit: { count: 3, share: 20 },
		of: 'syncedGroups',
		ofListed: false,
		counted: { one: 'group', many: 'groups', what: 'would be deleted' },
		parameter: {
			title: 'Group Deletions',
			what: 'deleted groups',
			of: 'all synchronised groups',
		},
		name: 'Deletions of groups',
		title: 'Many groups would be deleted',
		explanation:
			'Check that these groups are really gone, and that no organisational field was renamed or emptied in HR. A deleted group loses its history.',
	},
	moves: {
		limit: { count: 5, share: 40 },
		of: 'placedPeople',
		ofListed: true,
		counted: { one: 'person', many: 'people', what: 'would change groups' },
		parameter: {
			title: 'Moves Between Groups',
			what: 'people who change groups',
			of: 'all people in groups',
		},
		name: 'Moves between groups',
		title: 'Many people would change group',
		explanation:
			'Check that there was a reorganisation, and that the organisational fields and their order are still the right ones.',
	},
	usernameChanges: {
		limit: { count: 5, share: 5 },
		of: 'knownPeople',
		ofListed: true,
		counted: { one: 'username', many: 'usernames', what: 'would change' },
		parameter: {
			title: 'Username Changes',
			what: 'changed usernames',
			of: 'all people in both systems',
		},
		name: 'Changes of usernames',
		title: 'Many usernames would change',
		explanation:
			'People log in with their username. Check that the addresses were changed on purpose, and tell people before you release it.',
	},
	creations: {
		limit: { count: 5, share: 50 },
		of: 'users',
		ofListed: true,
		counted: { one: 'person', many: 'people', what: 'would be created' },
		parameter: {
			title: 'Creations',
			what: 'new users',
			of: 'all users',
			note: ', beyond a first load into an empty directory',
		},
		name: 'New people',
		title: 'Many people would be created',
		explanation:
			'Check that these people are new, and that their External IDs have not been replaced: that would make everybody a new user.',
	},
} as const satisfies Record<string, Guard>;

export type GuardName = keyof typeof GUARDS;

export const GUARD_NAMES = Object.keys(GUARDS) as GuardName[];

/** The guards that look at each person, whatever the number, and let nobody through. */
export const PERSON_GUARDS = {
	possibleReuse: {
		name: 'Reuse of an External ID',
		title: 'An External ID may have been given to someone else',
		explanation:
			'Name, birthday and username are all different from those of the user with this External ID. If it is another person, give that person an ID of their own in HR: releasing the change hands one person’s history to another.',
	},
} as const satisfies Record<string, GuardText>;

export type PersonGuardName = keyof typeof PERSON_GUARDS;

export const PERSON_GUARD_NAMES = Object.keys(PERSON_GUARDS) as PersonGuardName[];

/** A guard that was looked at. */
export interface Judged extends GuardVerdict {
	name: GuardName | PersonGuardName;
	held: boolean;
}

/** Whether a name is that of a guard with a limit. */
export function isGuardName(name: string): name is GuardName {
	return Object.hasOwn(GUARDS, name);
}
