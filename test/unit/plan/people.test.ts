import {
	brief,
	group,
	currentGroups,
	people,
	person,
	plan,
	skipped,
	userByHand,
	userOf,
	without,
} from './build';

const field = (name: string, from: unknown, to: unknown) => ({ field: name, from, to });

test('someone new is created with all values that HR has, and nobody else is touched', () => {
	const known = person('p1', { birthday: null, gender: 'male', email: null });
	const anna = person('p2', { birthday: '1990-02-28', gender: 'female', email: 'anna@exempel.se' });
	const { changes, held, issues, summary } = plan(
		{ users: [known, anna] },
		{ users: [userOf(known)] },
	);
	expect(changes).toEqual([
		{
			order: 1,
			kind: 'user',
			action: 'create',
			externalId: 'p2',
			targetId: null,
			name: 'Åsa Ek p2',
			changes: [
				field('username', null, 'p2@exempel.se'),
				field('email', null, 'anna@exempel.se'),
				field('firstName', null, 'Åsa'),
				field('lastName', null, 'Ek p2'),
				field('gender', 'none', 'female'),
				field('birthday', null, '1990-02-28'),
			],
			reason: 'Is in HR and not yet in Winningtemp.',
		},
	]);
	expect(held).toEqual([]);
	expect(issues).toEqual([]);
	expect(summary.users).toMatchObject({ current: 1, wanted: 2, create: 1, unchanged: 1 });
});

test('case 10: managers in a circle are synced without the links, and the circle is named', () => {
	const users = [
		person('a', { managerExternalId: 'b' }),
		person('b', { managerExternalId: 'c' }),
		person('c', { managerExternalId: 'a' }),
		person('d', { managerExternalId: 'd' }),
		person('e', { managerExternalId: 'a' }),
	];
	const { changes, issues } = plan({ users });
	const links = changes.flatMap(({ externalId, changes: fields }) =>
		fields.filter((one) => one.field === 'managerExternalId').map(({ to }) => [externalId, to]),
	);
	expect(changes).toHaveLength(5);
	expect(links).toEqual([['e', 'a']]);
	expect(issues.map(({ code, details }) => [code, details.circle])).toEqual([
		['managerCircle', ['a', 'b', 'c']],
		['managerCircle', ['d']],
	]);
	expect(issues[0]!.message).toContain('Åsa Ek a → Åsa Ek b → Åsa Ek c → Åsa Ek a');
	expect(issues[1]!.message).toContain('their own manager');
});

test('case 10: a link that stood before is taken away when it closes a circle', () => {
	const a = person('a', { managerExternalId: 'b' });
	const b = person('b', { managerExternalId: 'a' });
	const { changes } = plan(
		{ users: [a, b] },
		{ users: [userOf(a), userOf(b, { managerExternalId: null })] },
	);
	expect(changes.map(({ externalId, changes: fields }) => [externalId, fields])).toEqual([
		['a', [field('managerExternalId', 'b', null)]],
	]);
});

test.each([
	['unknown', [], []],
	['gone', [], [userOf(person('boss'))]],
	['skipped and not in Winningtemp', [skipped('boss')], []],
])(
	'case 11: a manager who is %s gives no link, a warning, and a link later',
	(_how, more, current) => {
		const anna = person('p1', { managerExternalId: 'boss' });
		const { changes, issues } = plan(
			{ users: [anna, ...more] },
			{ users: [userOf(anna, { managerExternalId: null }), ...current] },
			{ removal: { scope: 'withExternalId', action: 'none' } },
		);
		expect(changes).toEqual([]);
		expect(issues).toMatchObject([
			{ severity: 'warning', code: 'managerMissing', subject: { externalId: 'p1' } },
		]);
		const later = plan(
			{ users: [anna, person('boss')] },
			{ users: [userOf(anna, { managerExternalId: null }), userOf(person('boss'))] },
		);
		expect(later.issues).toEqual([]);
		expect(later.changes[0]!.changes).toEqual([field('managerExternalId', null, 'boss')]);
	},
);

test('case 11: the link to a manager who is skipped today, but is in Winningtemp, stays', () => {
	const anna = person('p1', { managerExternalId: 'boss' });
	const { changes, issues } = plan(
		{ users: [anna, skipped('boss')] },
		{ users: [userOf(anna), userOf(person('boss'))] },
	);
	expect(changes).toEqual([]);
	expect(issues).toEqual([]);
});

test('case 11: the manager of a group who is unknown gives no link and a warning', () => {
	const team = { ...group('g', 'Lager'), managerExternalId: 'nobody' };
	const { changes, issues } = plan({
		groups: [team],
		users: [person('p1', { groupExternalId: 'g' })],
	});
	expect(changes[0]!.changes).toEqual([field('name', null, 'Lager')]);
	expect(issues).toMatchObject([{ code: 'groupManagerMissing', subject: { name: 'Lager' } }]);
});

test('case 12: a manager who comes later in the list is created first, the link in the same run', () => {
	const { changes } = plan({
		users: [
			person('a', { managerExternalId: 'b' }),
			person('b', { managerExternalId: 'c' }),
			person('c'),
		],
	});
	expect(brief(changes)).toEqual(['create user c', 'create user b', 'create user a']);
	expect(changes[2]!.changes).toContainEqual(field('managerExternalId', null, 'b'));
	// A refused manager must not keep anyone else from being created.
	expect(changes.every(({ needs }) => needs === undefined)).toBe(true);
});

test('case 12: the manager of a new group who is new as well is linked once created', () => {
	const team = { ...group('g', 'Lager'), managerExternalId: 'p1' };
	const { changes } = plan({ groups: [team], users: [person('p1', { groupExternalId: 'g' })] });
	expect(brief(changes)).toEqual([
		'create group Lager',
		'create user p1',
		'update group Lager: managerExternalId',
	]);
	expect(changes[2]).toMatchObject({ needs: [1, 2], targetId: null, externalId: 'g' });
});

test('case 17: an External ID with another name, birthday and username is held as a possible reuse', () => {
	const before = person('p1', { birthday: '1980-01-01', firstName: 'Björn', lastName: 'Lind' });
	const after = person('p1', {
		birthday: '1999-12-31',
		firstName: 'Siv',
		lastName: 'Sjö',
		username: 'siv@exempel.se',
	});
	const other = person('p2', { birthday: '1970-01-01', lastName: 'Ny' });
	const { changes, held } = plan(
		{ users: [after, other] },
		{ users: [userOf(before), userOf({ ...other, lastName: 'Gammal' })] },
	);
	expect(brief(changes)).toEqual(['update user p2: lastName']);
	expect(brief(held)).toEqual(['update user p1: username, firstName, lastName, birthday']);
	expect(held[0]!.guard).toEqual({ name: 'possibleReuse', limit: 0, actual: 1, of: 2 });
	expect(held[0]!.reason).toContain('may be somebody else’s now');
});

test.each([
	['the birthday is the same', { birthday: '1980-01-01' }],
	[
		'name and username are the same, and the birthday was corrected',
		{ firstName: 'Björn', lastName: 'Lind', username: 'bjorn@exempel.se' },
	],
	['somebody married, and the birthday is not known', { firstName: 'Björn', birthday: null }],
	[
		'only the birthday was corrected, and names and username are written in another case',
		{ firstName: 'BJÖRN', lastName: 'lind', username: 'Bjorn@Exempel.se' },
	],
	[
		'the last name, which is all there is, is in another case, and the birthday was corrected',
		{ firstName: '', lastName: 'LIND', username: 'bjorn@exempel.se' },
	],
])('case 17: no reuse is suspected where %s', (_what, same) => {
	const before = person('p1', {
		birthday: '1980-01-01',
		firstName: 'Björn',
		lastName: 'Lind',
		username: 'bjorn@exempel.se',
	});
	const after = {
		...before,
		birthday: '1999-12-31',
		firstName: 'Siv',
		lastName: 'Sjö',
		username: 'siv@exempel.se',
	};
	const { held, changes } = plan({ users: [{ ...after, ...same }] }, { users: [userOf(before)] });
	expect(held).toEqual([]);
	expect(changes).toHaveLength(1);
});

test('case 18: someone who comes back is the same user, reactivated with the new values', () => {
	const anna = person('p1', { lastName: 'Ny' });
	const user = userOf({ ...anna, lastName: 'Gammal' }, { active: false });
	const { changes, summary } = plan({ users: [anna] }, { users: [user] });
	expect(changes).toMatchObject([
		{
			action: 'reactivate',
			targetId: 't-p1',
			changes: [field('active', false, true), field('lastName', 'Gammal', 'Ny')],
		},
	]);
	expect(summary.users).toMatchObject({ reactivate: 1, update: 0 });
});

test('case 18: with keepInactive a paused user stays inactive, and other values follow HR', () => {
	const anna = person('p1', { lastName: 'Ny' });
	const user = userOf({ ...anna, lastName: 'Gammal' }, { active: false });
	const paused = plan({ users: [anna] }, { users: [user] }, { userStatus: 'keepInactive' });
	expect(brief(paused.changes)).toEqual(['update user p1: lastName']);
});

test('case 19: people with one External ID are both named, and neither is changed or removed', () => {
	const first = person('p1', { firstName: 'Elin' });
	const second = person('p1', { firstName: 'Nils', username: 'nils@exempel.se' });
	const { changes, held, issues } = plan(
		{ users: [first, second, person('p2')] },
		{ users: [userOf(person('p1')), userOf(person('p2'))] },
	);
	expect([...changes, ...held]).toEqual([]);
	expect(issues).toMatchObject([
		{ code: 'sameExternalId', details: { names: ['Elin Ek p1', 'Nils Ek p1'] } },
	]);
});

test('case 20: a person who is listed twice in the same way is one person', () => {
	const { changes, issues } = plan({ users: [person('p1'), person('p1')] });
	expect(brief(changes)).toEqual(['create user p1']);
	expect(issues).toEqual([]);
});

test('case 16: someone in HR who cannot be synchronised is never removed or changed', () => {
	const users = people(3);
	const { changes, held, summary } = plan(
		{ users: [...users.slice(1), skipped('p0001'), skipped(null, 'Maja Hand')] },
		{ users: [...users.map((one) => userOf(one)), userByHand('maja@exempel.se')] },
		{ removal: { scope: 'all', action: 'delete' } },
	);
	expect([...changes, ...held]).toEqual([]);
	expect(summary.users).toMatchObject({ current: 4, wanted: 4, unchanged: 2 });
});

test('case 16: no username is ever blank', () => {
	const { changes, issues } = plan({ users: [person('p1', { username: '' }), person('p2')] });
	expect(brief(changes)).toEqual(['create user p2']);
	expect(issues).toMatchObject([
		{ severity: 'error', code: 'incompletePerson', subject: { externalId: 'p1' } },
	]);
});

test('the issues of skipped people are passed on', () => {
	const issue = {
		severity: 'error' as const,
		code: 'missingUsername',
		message: 'Nils Berg has no work e-mail.',
		subject: { kind: 'user' as const, externalId: 'p9', name: 'Nils Berg' },
		details: {},
	};
	const { issues, summary } = plan({
		users: [person('p1'), { ...skipped('p9'), issues: [issue] }],
	});
	expect(issues).toEqual([issue]);
	expect(summary.issues).toEqual({ errors: 1, warnings: 0 });
});

test('case 33: someone who becomes external is updated, not removed', () => {
	const anna = person('p1', { excludeFromSurveys: true });
	const { changes } = plan(
		{ users: [anna] },
		{ users: [userOf(anna, { excludeFromSurveys: false })] },
	);
	expect(changes).toMatchObject([
		{ action: 'update', changes: [field('excludeFromSurveys', false, true)] },
	]);
	const back = plan(
		{ users: [person('p1', { excludeFromSurveys: false })] },
		{ users: [userOf(anna)] },
	);
	expect(back.changes[0]!.changes).toEqual([field('excludeFromSurveys', true, false)]);
});

test('case 34: a user made by hand is adopted when the username matches, and the report says so', () => {
	const anna = person('p1', { username: 'maja@exempel.se', firstName: 'Maja', lastName: 'Hand' });
	const { changes } = plan(
		{ users: [anna, person('p2')] },
		{
			users: [userByHand('Maja@Exempel.SE'), userByHand('admin@exempel.se'), userOf(person('p2'))],
		},
	);
	expect(changes).toMatchObject([
		{
			action: 'update',
			externalId: 'p1',
			targetId: 'hand-Maja@Exempel.SE',
			changes: [field('externalId', null, 'p1')],
		},
	]);
	expect(changes[0]!.reason).toContain('adopted');
});

test('case 34: an inactive user made by hand is adopted and reactivated once released, in one change', () => {
	const anna = person('p1', { username: 'maja@exempel.se', firstName: 'Maja', lastName: 'Hand' });
	const wanted = { users: [anna] };
	const current = { users: [userByHand('maja@exempel.se', { active: false })] };
	const { changes, held, summary } = plan(wanted, current);
	expect(changes).toEqual([]);
	expect(brief(held)).toEqual(['reactivate user p1: active, externalId']);
	const released = plan(wanted, current, { release: summary.planId });
	expect(brief(released.changes)).toEqual(['reactivate user p1: active, externalId']);
});

test('case 34: nobody is adopted by two people', () => {
	const users = [
		person('p1', { username: 'maja@exempel.se' }),
		person('p2', { username: 'maja@exempel.se' }),
	];
	const { changes, issues } = plan({ users }, { users: [userByHand('maja@exempel.se')] });
	expect(changes).toEqual([]);
	expect(issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
		['sameUsername', 'p1'],
		['sameUsername', 'p2'],
	]);
});

test('case 27: users with one External ID in Winningtemp are named and left alone', () => {
	const anna = person('p1', { lastName: 'Ny' });
	const twice = [userOf(person('p1'), { targetId: 'x' }), userOf(person('p1'), { targetId: 'y' })];
	const { changes, held, issues } = plan({ users: [anna, person('p2')] }, { users: twice });
	expect(brief([...changes, ...held])).toEqual(['create user p2']);
	expect(issues).toMatchObject([{ code: 'ambiguousUser', subject: { externalId: 'p1' } }]);
});

test('case 36: a cleared value is cleared, and one that was not mapped is left alone', () => {
	const current = userOf(person('p1'), {
		birthday: '1990-01-01',
		email: 'p1@exempel.se',
		gender: 'male',
	});
	const cleared = person('p1', { birthday: null, gender: 'none' });
	const { changes } = plan({ users: [cleared] }, { users: [current] });
	expect(changes[0]!.changes).toEqual([
		field('gender', 'male', 'none'),
		field('birthday', '1990-01-01', null),
	]);
});

test('case 39: what a tenant does not know is reported once and never planned', () => {
	const users = people(50, {
		birthday: '1990-01-01',
		gender: 'female',
		managerExternalId: 'nobody',
		attributes: { title: 'Ekonom', constructor: 'x' },
	});
	const current = users.slice(0, 49).map(({ externalId, username, firstName, lastName }) => ({
		kind: 'user' as const,
		targetId: `t-${externalId}`,
		externalId,
		username,
		firstName,
		lastName,
		active: true,
		memberOf: [],
	}));
	const { changes, issues } = plan({ users }, { users: current });
	expect(brief(changes)).toEqual(['create user p0050']);
	expect(changes[0]!.changes.map((one) => one.field)).toEqual([
		'username',
		'firstName',
		'lastName',
	]);
	expect(issues.map(({ code, details }) => [code, details.field])).toEqual([
		['unsupportedField', 'attributes.constructor'],
		['unsupportedField', 'attributes.title'],
		['unsupportedField', 'birthday'],
		['unsupportedField', 'gender'],
		['unsupportedField', 'managerExternalId'],
	]);
});

test('case 39: a tenant that knows no groups gets none, and that is reported once', () => {
	const users = people(5, { groupExternalId: 'g' });
	const current = users.map((one) => without(userOf(one), 'memberOf'));
	const { changes, issues } = plan({ groups: [group('g', 'Lager')], users }, { users: current });
	expect(changes).toEqual([]);
	expect(issues).toMatchObject([
		{ code: 'unsupportedField', details: { field: 'groupExternalId' } },
	]);
});

test('case 39: groups of a tenant that knows no parents are told apart by id and name', () => {
	const groups = [group('s', 'Stockholm'), group('f', 'Ekonomi', 's')];
	const users = people(3, { groupExternalId: 'f' });
	const current = currentGroups(groups).map((one) => without(one, 'parentExternalId'));
	const wanted = [groups[0]!, { ...groups[1]!, name: 'Finans' }];
	const { changes, issues } = plan(
		{ groups: wanted, users },
		{ groups: current, users: users.map((one) => userOf(one)) },
	);
	expect(brief(changes)).toEqual(['update group Finans: name']);
	expect(issues).toMatchObject([
		{ code: 'unsupportedField', details: { field: 'parentExternalId' } },
	]);
});

test('leavers are deactivated, those without External ID and the inactive are left alone', () => {
	const [stays, leaves, left] = people(3);
	const { changes } = plan(
		{ users: [stays!] },
		{
			users: [
				userOf(stays!),
				userOf(leaves!, { version: 'W/"7"' }),
				userOf(left!, { active: false }),
				userByHand('admin@exempel.se'),
			],
		},
	);
	expect(changes).toEqual([
		{
			order: 1,
			kind: 'user',
			action: 'deactivate',
			externalId: 'p0002',
			targetId: 't-p0002',
			name: 'Åsa Ek p0002',
			changes: [field('active', true, false)],
			reason: 'Is no longer in HR.',
			version: 'W/"7"',
		},
	]);
});

test.each([
	['withExternalId', 'delete', ['delete user p0002']],
	['withExternalId', 'none', []],
	['all', 'deactivate', ['deactivate user Maja Hand: active', 'deactivate user p0002: active']],
	['all', 'delete', ['delete user Maja Hand', 'delete user p0002']],
] as const)('leavers of %s with %s', (scope, action, expected) => {
	const [stays, leaves, left] = people(3);
	const { changes } = plan(
		{ users: [stays!] },
		{
			users: [
				userOf(stays!),
				userOf(leaves!),
				userOf(left!, { active: false }),
				userByHand('admin@exempel.se'),
			],
		},
		{ removal: { scope, action } },
	);
	expect(brief(changes)).toEqual(expected);
});

test('case 2: no people at all while Winningtemp has some stops everything', () => {
	const users = people(3).map((one) => userOf(one));
	const stopped = () => plan({ users: [] }, { users });
	expect(stopped).toThrow(expect.objectContaining({ code: 'stopped' }));
	expect(stopped).toThrow('HR has no people at all, while Winningtemp has 3 users');
	expect(() => plan({ users: [skipped('p0001')] }, { users })).toThrow(
		'none of the 1 people in HR can be synchronised',
	);
	expect(() =>
		plan(
			{ users: [] },
			{ users },
			{ release: 'anything', removal: { scope: 'all', action: 'none' } },
		),
	).toThrow(expect.objectContaining({ code: 'stopped' }));
});

test('case 2: nobody in HR and nobody in Winningtemp is an empty plan', () => {
	const { changes, held, issues } = plan({});
	expect([changes, held, issues]).toEqual([[], [], []]);
});

test('case 30: names of any kind pass unharmed', () => {
	const users = [
		'constructor',
		'__proto__',
		'toString',
		'<script>',
		'a/b;"c"',
		'👩‍👩‍👧',
		'x'.repeat(300),
	].map((name) =>
		person(name, { firstName: name, attributes: { [name]: name }, groupExternalId: name }),
	);
	const groups = users.map(({ externalId }) => group(externalId, externalId));
	const first = plan({ groups, users });
	expect(
		first.changes
			.filter(({ kind }) => kind === 'user')
			.map(({ externalId }) => externalId)
			.sort(),
	).toEqual(users.map(({ externalId }) => externalId).sort());
	const again = plan(
		{ groups, users },
		{ groups: currentGroups(groups), users: users.map((one) => userOf(one)) },
	);
	expect(again.changes).toEqual([]);
	expect(again.issues).toEqual([]);
});

test('case 16: the user of someone skipped without External ID is known by the username too', () => {
	const { changes, held } = plan(
		{ users: [person('p1'), { ...skipped(null, 'Ny Gift'), username: 'Maja@exempel.se' }] },
		{ users: [userOf(person('p1')), userByHand('maja@exempel.se')] },
		{ removal: { scope: 'all', action: 'delete' } },
	);
	expect([...changes, ...held]).toEqual([]);
});

describe('an External ID that changes in HR', () => {
	const before = person('7', { username: 'asa@exempel.se', birthday: '1980-01-01' });
	const after = { ...before, externalId: 'A:7' };

	test('the user with the same username and name is taken over, not removed and made again', () => {
		const { changes, issues } = plan({ users: [after] }, { users: [userOf(before)] });
		expect(brief(changes)).toEqual(['update user A:7: externalId']);
		expect(changes[0]!.changes).toEqual([{ field: 'externalId', from: '7', to: 'A:7' }]);
		expect(issues).toEqual([
			expect.objectContaining({ code: 'newExternalId', severity: 'warning' }),
		]);
		expect(issues[0]!.message).toContain('(A:7, was 7)');
	});

	test('also where the user is inactive: the same user comes back', () => {
		const current = { users: [userOf(before, { active: false })] };
		expect(plan({ users: [after] }, current).changes).toEqual([
			expect.objectContaining({ action: 'reactivate', targetId: 't-7' }),
		]);
	});

	test.each([
		['the name', { lastName: 'Annan' }],
		['the birthday', { birthday: '1999-09-09' }],
	])('not where %s says that it is somebody else', (_what, other) => {
		const { changes, issues } = plan(
			{ users: [{ ...after, ...other }] },
			{ users: [userOf(before)] },
		);
		expect(changes.every(({ externalId }) => externalId === '7')).toBe(true);
		expect(issues.map(({ code }) => code)).not.toContain('newExternalId');
	});

	test('not where HR knows the old External ID still, or two people claim the username', () => {
		const still = plan(
			{ users: [after, { ...before, username: 'x@exempel.se' }] },
			{ users: [userOf(before)] },
		);
		expect(still.issues.map(({ code }) => code)).not.toContain('newExternalId');
		const two = plan(
			{ users: [after, { ...after, externalId: 'B:7' }] },
			{ users: [userOf(before)] },
		);
		expect(two.issues.map(({ code }) => code)).not.toContain('newExternalId');
	});

	test('everyone at once, as when another field is mapped: nobody is removed, and the IDs are held', () => {
		const old = people(30);
		const again = old.map((one) => ({ ...one, externalId: `n${one.externalId}` }));
		const { changes, held } = plan({ users: again }, { users: old.map((one) => userOf(one)) });
		expect(changes).toEqual([]);
		expect(brief(held)).toEqual(
			again.map(({ externalId }) => `update user ${externalId}: externalId`),
		);
		expect(held[0]!.guard).toEqual({ name: 'externalIdChanges', limit: 5, actual: 30, of: 30 });
	});
});
