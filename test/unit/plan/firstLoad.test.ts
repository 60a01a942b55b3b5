import type { CurrentUser, Person } from '../../../directory/model/person';
import { currentGroups, group, people, person, plan, userByHand, userOf } from './build';

const groups = [group('hr', 'HR'), group('it', 'IT')];
const users = people(40, { groupExternalId: 'hr', managerExternalId: 'p0001' }).map((one, i) =>
	i === 0 ? { ...one, managerExternalId: null } : one,
);
/** The first eight are there, not placed and without managers yet. */
const created = users
	.slice(0, 8)
	.map((one) => userOf(one, { memberOf: [], managerExternalId: null }));

/** How many creations are held when some of the eight differ from that. */
function heldWhen(
	differ: (user: CurrentUser, i: number) => CurrentUser,
	more: CurrentUser[] = [],
	wanted: Person[] = users,
): number {
	const { held } = plan(
		{ groups, users: wanted },
		{ groups: currentGroups(groups), users: [...created.map(differ), ...more] },
	);
	return held.filter(({ action }) => action === 'create').length;
}

const third = (more: Partial<CurrentUser>) => (user: CurrentUser, i: number) =>
	i === 2 ? { ...user, ...more } : user;

test('case 26: a first load goes on, however far the placing and linking came', () => {
	expect(heldWhen((user) => user)).toBe(0);
	expect(heldWhen(third({ memberOf: ['t-hr'] }))).toBe(0);
	expect(heldWhen(third({ managerExternalId: 'p0001' }))).toBe(0);
	expect(heldWhen((user, i) => (i < 7 ? { ...user, memberOf: ['t-hr'] } : user))).toBe(0);
});

test('case 26: users made by hand do not make it another directory, adopted or not', () => {
	expect(heldWhen((user) => user, [userByHand('admin@exempel.se')])).toBe(0);
	const adopted = userByHand(users[20]!.username, { memberOf: ['t-hr'] });
	expect(heldWhen((user) => user, [adopted])).toBe(0);
});

test.each([
	['everyone stands where they should', (user: CurrentUser) => ({ ...user, memberOf: ['t-hr'] })],
	[
		'everyone stands somewhere, though one in two groups',
		(user: CurrentUser, i: number) => ({
			...user,
			memberOf: i === 2 ? ['t-hr', 't-it'] : ['t-hr'],
		}),
	],
	['someone has another name than in HR', third({ lastName: 'Gammal' })],
	[
		'someone has another name, and another manager',
		third({ lastName: 'Gammal', managerExternalId: 'p0002' }),
	],
	['someone has another username', third({ username: 'gammal@exempel.se' })],
	['someone is in another group', third({ memberOf: ['t-it'] })],
])('a directory in which %s is no first load: so many creations are held', (_what, differ) => {
	expect(heldWhen(differ)).toBe(32);
});

test('nor is one that has someone whom HR does not have', () => {
	expect(heldWhen((user) => user, [userOf(person('gone'))])).toBe(32);
});

test('nor is one in which nobody waits for a group, as HR places nobody', () => {
	const unplaced = users.map((one) => ({ ...one, groupExternalId: null }));
	expect(heldWhen((user) => user, [], unplaced)).toBe(32);
});
