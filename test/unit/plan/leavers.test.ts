import { brief, people, person, plan, skipped, userByHand, userOf, without } from './build';

const ALL = { removal: { scope: 'all', action: 'delete' } } as const;

test('case 34: with all users in scope, one made by hand whose username somebody in HR should have is not removed', () => {
	const users = [
		person('p1', { username: 'maja@exempel.se' }),
		person('p2', { username: 'Maja@exempel.se' }),
		person('p3', { username: 'siv@exempel.se' }),
	];
	const current = [
		userByHand('MAJA@exempel.se'),
		userByHand('nils@exempel.se'),
		userOf(person('old', { username: 'siv@exempel.se', lastName: 'Sjö' })),
	];
	const { changes } = plan({ users }, { users: current }, ALL);
	expect(brief(changes)).toEqual(['delete user old', 'create user p3', 'delete user Maja Hand']);
	expect(changes[2]).toMatchObject({
		targetId: 'hand-nils@exempel.se',
		externalId: null,
		changes: [],
		reason: 'Is not in HR, and all users are to follow HR.',
	});
	expect(changes[0]).toMatchObject({ changes: [], reason: 'Is no longer in HR.' });
	// The name is free once its owner is gone.
	expect(changes[1]!.needs).toEqual([1]);
});

test('who gets another manager gets that one although the removal of the former is held; who gets none waits', () => {
	const leavers = people(6, {}, 'q');
	const staff = people(6);
	const [moved, left, ...rest] = staff;
	const current = [
		...leavers.map((one) => userOf(one)),
		userOf(moved!, { managerExternalId: 'q0001' }),
		userOf(left!, { managerExternalId: 'q0002' }),
		...rest.map((one) => userOf(one)),
	];
	const users = [{ ...moved!, managerExternalId: rest[0]!.externalId }, left!, ...rest];
	const { changes, held } = plan({ users }, { users: current });
	expect(brief(changes)).toEqual(['update user p0001: managerExternalId']);
	expect(brief(held).sort()).toEqual([
		...leavers.map(({ externalId }) => `deactivate user ${externalId}: active`),
		'update user p0002: managerExternalId',
	]);
});

test('a leaver without a name is called by the username', () => {
	const gone = without(without(userOf(person('p2')), 'firstName'), 'lastName');
	const { changes } = plan(
		{ users: [person('p1')] },
		{ users: [userOf(person('p1')), gone as never] },
	);
	expect(changes).toMatchObject([{ action: 'deactivate', name: 'p2@exempel.se' }]);
});

describe('case 16: of people who cannot be synchronised', () => {
	const [anna, bo, siv] = people(3);
	const current = [...[anna!, bo!, siv!].map((one) => userOf(one)), userByHand('maja@exempel.se')];

	test.each([
		['no username', { ...bo!, username: '' }],
		['no External ID, but the username', { ...bo!, externalId: '', firstName: 'Annan' }],
		['no External ID, but the name', { ...bo!, externalId: '', username: 'ny@exempel.se' }],
		['no more than the name', { ...bo!, externalId: '', username: '' }],
	])('someone with %s keeps the user, and a leaver loses theirs', (_what, incomplete) => {
		const { changes, summary } = plan({ users: [anna!, incomplete] }, { users: current }, ALL);
		expect(brief(changes)).toEqual(['delete user Maja Hand', `delete user ${siv!.externalId}`]);
		expect(summary.users).toMatchObject({ wanted: 2, unchanged: 1 });
	});

	test('one who is known by name keeps it, whatever the spelling', () => {
		const { changes } = plan(
			{ users: [anna!, bo!, siv!, skipped(null, ' MAJA  hand')] },
			{ users: current },
			ALL,
		);
		expect(changes).toEqual([]);
	});

	test('one who is listed in good order as well is synchronised, and counts once', () => {
		const { changes, summary, issues } = plan(
			{ users: [skipped(anna!.externalId), { ...anna!, lastName: 'Ny' }, bo!, siv!] },
			{ users: current },
		);
		expect(brief(changes)).toEqual([`update user ${anna!.externalId}: lastName`]);
		expect(summary.users).toMatchObject({ wanted: 3, update: 1, unchanged: 2 });
		expect(issues).toEqual([]);
	});
});

test('case 19: three people with one External ID are all named', () => {
	const users = ['Siv', 'Elin', 'Nils'].map((firstName) => person('p1', { firstName }));
	const { issues, summary } = plan({ users: [...users, person('p2')] });
	expect(issues.map(({ details }) => details.names)).toEqual([
		['Elin Ek p1', 'Nils Ek p1', 'Siv Ek p1'],
	]);
	expect(summary.users).toMatchObject({ wanted: 2, create: 1 });
});

test('case 27: users with one External ID that HR does not know are left alone', () => {
	const twice = [
		userOf(person('old')),
		userOf(person('old', { username: 'x@exempel.se' }), { targetId: 'x' }),
	];
	const { changes, held } = plan(
		{ users: [person('p1')] },
		{ users: [userOf(person('p1')), ...twice] },
		ALL,
	);
	expect([...changes, ...held]).toEqual([]);
});

describe('taking over a user', () => {
	test('case 34: one made by hand gives no warning, only a reason', () => {
		const { held, issues } = plan(
			{ users: [person('p1', { username: 'maja@exempel.se', lastName: 'Ny' })] },
			{ users: [userByHand('maja@exempel.se', { active: false })] },
		);
		expect(issues).toEqual([]);
		expect(held[0]!.reason).toBe(
			'Is in HR while inactive in Winningtemp: the same user becomes active again. The account “Maja Hand” made by hand is inactive. If it belongs to this person, activate it in Winningtemp. If not, change its username there. Differs from HR.',
		);
	});

	test('one under another External ID says so', () => {
		const before = person('7', { birthday: '1980-01-01' });
		const { changes } = plan(
			{ users: [{ ...before, externalId: 'A:7' }] },
			{ users: [userOf(before, { birthday: null })] },
		);
		expect(brief(changes)).toEqual(['update user A:7: externalId, birthday']);
		expect(changes[0]!.reason).toBe(
			'Has another External ID in HR than before: the user with the same username and name is taken over. Differs from HR.',
		);
	});

	test('not where two users of Winningtemp have the username', () => {
		const users = [userByHand('maja@exempel.se'), userByHand('Maja@exempel.se')];
		const { changes, issues } = plan(
			{ users: [person('p1', { username: 'maja@exempel.se' })] },
			{ users },
		);
		expect(changes).toEqual([]);
		expect(issues.map(({ code }) => code)).toEqual(['usernameTaken']);
	});
});

test('case 17: users whom the target lists as inactive after their deletion are done, and no guard counts them', () => {
	const [stays, ...gone] = people(30);
	const users = [userOf(stays!), ...gone.map((one) => userOf(one, { active: false }))];
	const removal = { scope: 'withExternalId', action: 'delete' } as const;
	const { changes, held, summary } = plan({ users: [stays!] }, { users }, { removal });
	expect([...changes, ...held]).toEqual([]);
	expect(summary.guards.find(({ name }) => name === 'removals')).toMatchObject({
		actual: 0,
		of: 1,
	});
	// Who comes back is the same user.
	const back = plan({ users: [stays!, gone[0]!] }, { users }, { removal });
	expect(brief(back.changes)).toEqual(['reactivate user p0002: active']);
});
