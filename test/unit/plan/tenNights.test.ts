import { applyChanges } from '../../../directory/apply';
import { MemoryTarget } from '../../../directory/apply/memoryTarget';
import type { AppliedChange } from '../../../directory/model/change';
import type { Group } from '../../../directory/model/group';
import type { Person } from '../../../directory/model/person';
import type { GuardName } from '../../../directory/plan';
import { remembered, writtenLastWeek, type WeekMemory } from '../../../directory/plan/week';
import { DEFAULT_SETTINGS, GUARD_NAMES, planSync } from '../../support/plan';
import type { PlanSettings } from '../../support/plan';
import { group, person, user } from '../../support/people';

/**
 * A mistake that spreads: every night it does about as much as its guard lets through in a night.
 * 200 people are in 40 teams of 10 offices, so that there are 50 groups. All other guards are open.
 */

const PEOPLE = 200;
const TEAMS = 40;
const OFFICES = 10;
const NIGHTS = 10;
const DAYS_OF_A_WEEK = 7;

interface Hr {
	people: Person[];
	teams: Group[];
	offices: Group[];
}

interface Attack {
	/** What happens in HR in a night, from 0. @param users in the target */
	strike(hr: Hr, night: number, users: number): void;
	/** What of it is written. */
	isCounted(change: AppliedChange): boolean;
	/** Changes of the first night, and the most of any seven days, by hand from the limits. */
	firstNight: number;
	week: number | ((users: number) => number);
}

const changes =
	(...fields: string[]) =>
	({ changes: changed, action }: AppliedChange) =>
		action === 'update' && changed.some(({ field }) => fields.includes(field));

const acts =
	(kind: AppliedChange['kind'], action: AppliedChange['action']) => (change: AppliedChange) =>
		change.kind === kind && change.action === action;

/** Some of a list, other ones each night. */
function some<T>(list: readonly T[], count: number, night: number): T[] {
	return Array.from({ length: count }, (_, i) => list[(night * count + i) % list.length]!);
}

/** Two guards hold every change whatever is written: nothing adds up over nights. */
type Spreading = Exclude<GuardName, 'sharedIdentities' | 'unmappable'>;

const ATTACKS: Record<Spreading, Attack> = {
	removals: {
		strike: ({ people }) => people.splice(0, Math.floor(people.length / 10)),
		isCounted: acts('user', 'deactivate'),
		firstNight: 20,
		week: 40,
	},
	groupDeletions: {
		strike: ({ people, teams }) => {
			const fifth = Math.floor((teams.length + OFFICES) / 5);
			for (const { externalId, parentExternalId } of teams.splice(0, fifth)) {
				for (const one of people) {
					if (one.groupExternalId === externalId) one.groupExternalId = parentExternalId;
				}
			}
		},
		isCounted: acts('group', 'delete'),
		firstNight: 10,
		week: 20,
	},
	moves: {
		strike: ({ people, teams }, night) => {
			for (const [i, one] of some(people, 80, night).entries()) {
				const present = teams.findIndex(({ externalId }) => externalId === one.groupExternalId);
				const steps = 1 + ((i * 7 + night * 3) % (TEAMS - 1));
				one.groupExternalId = teams[(present + steps) % TEAMS]!.externalId;
			}
		},
		isCounted: changes('groupExternalId'),
		firstNight: 80,
		week: 160,
	},
	usernameChanges: {
		strike: ({ people }, night) => {
			for (const one of some(people, 10, night)) one.username = `ny.${one.username}`;
		},
		isCounted: changes('username', 'email'),
		firstNight: 10,
		week: 20,
	},
	creations: {
		strike: ({ people }, night, users) => {
			for (let i = 0; i < Math.floor(users / 2); i++) {
				people.push(person({ externalId: `n${night}-${i}`, groupExternalId: 'team 0' }));
			}
		},
		isCounted: acts('user', 'create'),
		firstNight: 100,
		week: (users) => users,
	},
	reactivations: {
		strike: ({ people }, night) => {
			for (let i = 0; i < 20; i++) people.push(someone(PEOPLE + night * 20 + i));
		},
		isCounted: acts('user', 'reactivate'),
		firstNight: 20,
		// Of those in both systems: 200, and 20 more each night.
		week: 80,
	},
	externalIdChanges: {
		strike: ({ people }, night) => {
			for (const one of some(people, 10, night)) one.externalId = `ny ${one.externalId}`;
		},
		isCounted: changes('externalId'),
		firstNight: 10,
		week: 20,
	},
	managerChanges: {
		strike: ({ people }, night) => {
			for (const [i, one] of some(people.slice(40), 80, night).entries()) {
				one.managerExternalId = people[1 + ((i * 11 + night * 17) % 39)]!.externalId;
			}
		},
		isCounted: changes('managerExternalId'),
		firstNight: 80,
		week: 160,
	},
	surveyExclusions: {
		strike: ({ people }, night) => {
			for (const one of some(people, 20, night)) one.excludeFromSurveys = true;
		},
		isCounted: changes('excludeFromSurveys'),
		firstNight: 20,
		week: 40,
	},
	fieldChanges: {
		strike: ({ people }, night) => {
			for (const one of some(people, 60, night)) one.lastName = `Fel ${night}`;
		},
		isCounted: changes('lastName'),
		firstNight: 60,
		week: 120,
	},
	fieldsEmptied: {
		strike: ({ people }, night) => {
			for (const one of some(people, 20, night)) one.birthday = null;
		},
		isCounted: changes('birthday'),
		firstNight: 20,
		week: 40,
	},
	groupRenames: {
		strike: ({ teams }, night) => {
			for (const one of some(teams, 10, night)) one.name = `Fel ${night} ${one.externalId}`;
		},
		isCounted: changes('name'),
		firstNight: 10,
		week: 20,
	},
	groupMoves: {
		strike: ({ teams, offices }, night) => {
			for (const [i, one] of some(teams, 10, night).entries()) {
				one.parentExternalId = offices[(i * 3 + night + 1) % OFFICES]!.externalId;
			}
		},
		isCounted: changes('parentExternalId'),
		firstNight: 10,
		week: 20,
	},
	groupManagers: {
		strike: ({ teams, people }, night) => {
			for (const [i, one] of some(teams, 20, night).entries()) {
				one.managerExternalId = people[(i * 9 + night * 31 + 1) % PEOPLE]!.externalId;
			}
		},
		isCounted: changes('managerExternalId'),
		firstNight: 20,
		week: 40,
	},
};

function someone(number: number): Person {
	return person({
		externalId: `p${number}`,
		firstName: `Åsa${number}`,
		birthday: '1980-02-03',
		email: null,
		managerExternalId: number === 0 ? null : 'p0',
		excludeFromSurveys: false,
		groupExternalId: `team ${number % TEAMS}`,
	});
}

/** HR as it was before the mistake. */
function soundHr(): Hr {
	const offices = Array.from({ length: OFFICES }, (_, i) =>
		group({ externalId: `office ${i}`, managerExternalId: 'p0' }),
	);
	const teams = Array.from({ length: TEAMS }, (_, i) =>
		group({
			externalId: `team ${i}`,
			parentExternalId: `office ${i % OFFICES}`,
			managerExternalId: `p${i}`,
		}),
	);
	return { people: Array.from({ length: PEOPLE }, (_, i) => someone(i)), teams, offices };
}

/** The groups with the paths and levels that follow from their names and parents. */
function groupsOf({ offices, teams }: Hr): Group[] {
	const named = new Map(offices.map(({ externalId, name }) => [externalId, name]));
	return [
		...offices,
		...teams.map((team) => ({
			...team,
			level: 2,
			path: [named.get(team.parentExternalId!)!, team.name],
		})),
	];
}

/** @param guard without one, all guards are open */
function settingsFor(guard?: GuardName): PlanSettings {
	const open = { count: 1e9, share: 100, weekCount: 1e9, weekShare: 100 };
	const guards = Object.fromEntries(
		GUARD_NAMES.map((name) => [name, name === guard ? DEFAULT_SETTINGS.guards[name] : open]),
	) as Record<GuardName, typeof open>;
	return { ...DEFAULT_SETTINGS, guards: { ...guards, whenExceeded: 'hold' } };
}

/** What is written in each of ten nights, and how many users there are before each. */
async function tenNights(guard: Spreading, remembers: boolean) {
	const { strike, isCounted } = ATTACKS[guard];
	const hr = soundHr();
	const returning = guard === 'reactivations' ? NIGHTS * 20 : 0;
	const gone = Array.from({ length: returning }, (_, i) => someone(PEOPLE + i));
	const target = new MemoryTarget(
		{ users: gone.map((one) => user({ ...one, active: false, memberOf: [] })), groups: [] },
		{ product: 'Target', managersFirst: true, membersOn: 'group', support: () => 'written' },
	);
	const written: number[] = [];
	const before: number[] = [];
	let memory: WeekMemory | undefined;
	const settings = settingsFor(guard);
	for (let night = -1; night < NIGHTS; night++) {
		const today = new Date(Date.UTC(2026, 0, 10 + night)).toISOString().slice(0, 10);
		const current = await target.read();
		const users = current.users.length;
		if (night >= 0) strike(hr, night, users);
		const { changes: planned } = planSync({
			groups: structuredClone(groupsOf(hr)),
			users: structuredClone(hr.people),
			current,
			// The first night fills the target, before any guard is tried.
			settings: night < 0 ? settingsFor() : settings,
			today,
			...(remembers ? { written: writtenLastWeek([memory], today) } : {}),
		});
		const { applied } = await applyChanges(target, planned, { concurrency: 1 });
		expect(applied.filter(({ status }) => status !== 'applied')).toEqual([]);
		if (night < 0) continue;
		const made = applied.map((change) => ({ ...change, attempts: 1 }));
		memory = remembered(memory, today, made) ?? memory;
		written.push(made.filter(isCounted).length);
		before.push(users);
	}
	return { written, before };
}

const weekUntil = (written: readonly number[], night: number) =>
	written
		.slice(Math.max(0, night + 1 - DAYS_OF_A_WEEK), night + 1)
		.reduce((sum, count) => sum + count, 0);

test.each(Object.keys(ATTACKS) as Spreading[])(
	'%s: a mistake that spreads over ten nights is bounded by the limit of a week',
	async (guard) => {
		const { firstNight, week } = ATTACKS[guard];
		const limitOf = (users: number) => (typeof week === 'number' ? week : week(users));
		const { written, before } = await tenNights(guard, true);
		const weeks = written.map((_count, night) => weekUntil(written, night));
		expect(written[0]).toBe(firstNight);
		for (const [night, count] of weeks.entries()) {
			expect(count).toBeLessThanOrEqual(limitOf(before[night]!));
		}

		// Without the limit of a week the same mistake goes on.
		const free = await tenNights(guard, false);
		const freeWeeks = free.written.map((_count, night) => weekUntil(free.written, night));
		expect(freeWeeks.some((count, night) => count > limitOf(free.before[night]!))).toBe(true);
	},
);
