import { error } from '../../../directory/model/issue';
import type { Person } from '../../../directory/model/person';
import { planListed } from '../../../directory/plan/listed';
import { DEFAULT_SETTINGS, systems } from '../../support/plan';
import {
	brief,
	currentGroups,
	group,
	people,
	person,
	plan,
	skipped,
	userByHand,
	userOf,
} from './build';

/** Wrong mappings that no guard looked at before. */

const fieldsHeld = (held: ReturnType<typeof plan>['held']) => [
	...new Set(held.map(({ changes }) => changes.map(({ field }) => field).join(', '))),
];

test('case A1: username and e-mail address are one log-in, held whole', () => {
	const staff = people(6).map((one) => ({ ...one, email: one.username }));
	const wrong = staff.map((one) => ({
		...one,
		username: one.username.replace('exempel.se', 'fel.se'),
		email: one.username.replace('exempel.se', 'fel.se'),
	}));
	const { changes, held } = plan({ users: wrong }, { users: staff.map((one) => userOf(one)) });
	expect(changes).toEqual([]);
	expect(held).toHaveLength(6);
	expect(fieldsHeld(held)).toEqual(['username, email']);
	expect(held[0]!.guard).toEqual({ name: 'usernameChanges', limit: 5, actual: 6, of: 6 });

	const mailOnly = staff.map((one, i) => ({ ...one, email: wrong[i]!.email }));
	const mail = plan({ users: mailOnly }, { users: staff.map((one) => userOf(one)) });
	expect(mail.changes).toEqual([]);
	expect(fieldsHeld(mail.held)).toEqual(['email']);
});

test('case A1: a first e-mail address is held beside a held username, and goes through alone', () => {
	const staff = people(12);
	const users = staff.map((one) => userOf(one, { email: null }));
	const wanted = staff.map((one, i) => ({
		...one,
		email: `post${i}@exempel.se`,
		username: i < 6 ? `ny${i}@exempel.se` : one.username,
	}));
	const { changes, held } = plan({ users: wanted }, { users });
	expect(fieldsHeld(held)).toEqual(['username, email']);
	expect(held).toHaveLength(6);
	expect(brief(changes)).toEqual(
		staff.slice(6).map(({ externalId }) => `update user ${externalId}: email`),
	);
});

describe('case A2: a field that had values and now comes for nobody', () => {
	const [boss, ...others] = people(100);
	const staff = [boss!, ...others.map((one) => ({ ...one, managerExternalId: 'p0001' }))];

	test('is one finding, and is held', () => {
		const { changes, held, issues } = plan(
			{ users: staff.map((one) => ({ ...one, managerExternalId: null })) },
			{ users: staff.map((one) => userOf(one)) },
		);
		expect(changes).toEqual([]);
		expect(held).toHaveLength(99);
		expect(held[0]!.guard).toEqual({
			name: 'managerChanges',
			limit: 39,
			actual: 99,
			of: 99,
			emptied: 'managerExternalId',
		});
		expect(issues).toEqual([
			{
				severity: 'warning',
				code: 'nobodyHas',
				subject: { kind: 'user', externalId: null, name: 'Manager' },
				message:
					'No person in HR has a value for manager now, and 99 in Winningtemp have one. Check that the field is still there in HR, and that its mapping is right.',
				details: { field: 'managerExternalId', count: 99 },
			},
		]);
	});

	test.each([
		['birthday', { birthday: '1980-01-01' }, { birthday: null }],
		['gender', { gender: 'female' }, { gender: 'none' }],
		['email', { email: 'x@exempel.se' }, { email: null }],
		['attributes.team', { attributes: { team: 'A' } }, { attributes: { team: null } }],
	] as Array<[string, Partial<Person>, Partial<Person>]>)(
		'%s: also where few people have a value',
		(field, before, after) => {
			const users = people(100).map((one, i) => userOf({ ...one, ...after }, i < 7 ? before : {}));
			const { changes, held, issues } = plan(
				{ users: people(100).map((one) => ({ ...one, ...after })) },
				{ users },
			);
			expect(changes).toEqual([]);
			expect(held).toHaveLength(7);
			expect(held[0]!.guard).toMatchObject({ limit: 5, actual: 7, of: 7, emptied: field });
			expect(issues.map(({ code }) => code)).toEqual(['nobodyHas']);
		},
	);

	test('of groups, the same, in words for groups', () => {
		const codes = Array.from({ length: 12 }, (_, i) => group(`g${i}`, `G${i}`));
		const withCodes = (costCentre: string | null) =>
			codes.map((one) => ({ ...one, attributes: { costCentre } }));
		const users = people(1, { groupExternalId: 'g0' });
		const { changes, held, issues } = plan(
			{ groups: withCodes(null), users },
			{
				groups: currentGroups(codes, { attributes: { costCentre: '410' } }),
				users: users.map((one) => userOf(one)),
			},
		);
		expect(changes).toEqual([]);
		expect(held).toHaveLength(12);
		expect(issues.map(({ subject, message }) => [subject.kind, message])).toEqual([
			[
				'group',
				'No group in HR has a value for “costCentre” now, and 12 in Winningtemp have one. Check that the field is still there in HR, and that its mapping is right.',
			],
		]);
		expect(held[0]!.guard).toMatchObject({ name: 'fieldsEmptied', kind: 'group', of: 12 });
	});

	test('of groups, one that still has a value makes it an ordinary change of the groups, not of the people', () => {
		const codes = Array.from({ length: 12 }, (_, i) => group(`g${i}`, `G${i}`));
		const wanted = codes.map((one, i) => ({
			...one,
			attributes: { costCentre: i === 0 ? '410' : null },
		}));
		const users = people(100, { groupExternalId: 'g0' });
		const { held, issues } = plan(
			{ groups: wanted, users },
			{
				groups: currentGroups(codes, { attributes: { costCentre: '410' } }),
				users: users.map((one) => userOf(one)),
			},
		);
		expect(issues).toEqual([]);
		expect(held).toHaveLength(11);
		expect(held[0]!.guard).toEqual({
			...{ name: 'fieldsEmptied', kind: 'group', field: 'attributes.costCentre' },
			...{ limit: 5, actual: 11, of: 12 },
		});
	});

	test('five values or fewer, or one person who has a value, are an ordinary change', () => {
		const users = people(100).map((one, i) =>
			userOf({ ...one, phone: null }, i < 7 ? { phone: '1' } : {}),
		);
		const few = plan(
			{ users: people(100, { phone: null }) },
			{ users: users.map((one, i) => (i < 5 ? one : { ...one, phone: null })) },
		);
		expect([few.held, few.issues]).toEqual([[], []]);
		const withOne = people(100, { phone: null }).map((one, i) =>
			i === 50 ? { ...one, phone: '2' } : one,
		);
		const result = plan({ users: withOne }, { users });
		expect([result.held, result.issues]).toEqual([[], []]);
	});
});

test('case A3: everybody excluded from surveys, and last names from another field', () => {
	const staff = people(232).map((one) => ({ ...one, excludeFromSurveys: false }));
	const users = staff.map((one) => userOf(one));
	const wrong = staff.map((one) => ({ ...one, excludeFromSurveys: true, lastName: 'Employee' }));
	const { changes, held, summary } = plan({ users: wrong }, { users });
	expect(changes).toEqual([]);
	expect(fieldsHeld(held).sort()).toEqual(['excludeFromSurveys', 'lastName']);
	expect(summary.guards.filter((guard) => guard.held)).toEqual([
		{ name: 'surveyExclusions', limit: 23, actual: 232, of: 232, held: true },
		{
			name: 'fieldChanges',
			limit: 69,
			actual: 232,
			of: 232,
			kind: 'user',
			field: 'lastName',
			held: true,
		},
	]);
});

describe('case A4: each class by its own guard', () => {
	test('500 of 500 reactivated', () => {
		const staff = people(500);
		const { changes, held } = plan(
			{ users: staff.map((one, i) => (i === 7 ? { ...one, lastName: 'Nygift' } : one)) },
			{ users: staff.map((one) => userOf(one, { active: false })) },
		);
		expect(brief(changes)).toEqual(['update user p0008: lastName']);
		expect(held).toHaveLength(500);
		expect(held[0]).toMatchObject({
			action: 'reactivate',
			guard: { name: 'reactivations', limit: 50, actual: 500, of: 500 },
		});
	});

	test('8 of 100 who come back from leave are let through: no value is missing in HR', () => {
		const staff = people(100);
		const users = staff.map((one, i) => userOf(one, { active: i >= 8 }));
		const { changes, held, issues } = plan({ users: staff }, { users });
		expect(changes.map(({ action }) => action)).toEqual(Array(8).fill('reactivate'));
		expect([held, issues]).toEqual([[], []]);
	});

	test('60 of 60 groups renamed: their managers go on', () => {
		const groups = Array.from({ length: 60 }, (_, i) => group(`g${i}`, `Grupp ${i}`));
		const staff = people(60).map((one, i) => ({ ...one, groupExternalId: `g${i}` }));
		const wanted = groups.map((one, i) => ({
			...one,
			name: `Fel ${i}`,
			managerExternalId: i < 2 ? 'p0001' : null,
		}));
		const { changes, held } = plan(
			{ groups: wanted, users: staff },
			{ groups: currentGroups(groups), users: staff.map((one) => userOf(one)) },
		);
		expect(changes.map((change) => change.changes.map(({ field }) => field))).toEqual([
			['managerExternalId'],
			['managerExternalId'],
			// The manager of two groups is a member of one of them no longer.
			['groupExternalId'],
		]);
		expect(held).toHaveLength(60);
		expect(held[0]).toMatchObject({
			changes: [{ field: 'name', from: 'Grupp 0', to: 'Fel 0' }],
			reason: 'Was called “Grupp 0”. Recognised by the same External ID.',
			guard: { name: 'groupRenames', limit: 12, actual: 60, of: 60 },
		});
	});
});

test('case A4: all External IDs are others: what else changes of these people waits with them', () => {
	const staff = people(100);
	const users = staff.map((one) => userOf(one, { active: one.externalId !== 'p0003' }));
	const groups = [group('a', 'A')];
	const wanted = staff.map((one, i) => ({
		...one,
		externalId: `n${i + 1}`,
		...(i === 0 ? { firstName: 'Maria Åsa' } : {}),
		...(i === 1 ? { groupExternalId: 'a' } : {}),
		...(i === 4 ? { managerExternalId: 'n1' } : {}),
	}));
	const { changes, held } = plan(
		{ groups, users: wanted },
		{ groups: currentGroups(groups), users },
	);
	// They would be refused: the users are not yet known by these External IDs.
	expect(changes).toEqual([]);
	const others = held.flatMap((one) =>
		one.changes.flatMap(({ field }) => (field === 'externalId' ? [] : [`${one.name} ${field}`])),
	);
	expect(others.sort()).toEqual([
		'Maria Åsa Ek p0001 firstName',
		'Åsa Ek p0002 groupExternalId',
		'Åsa Ek p0003 active',
		'Åsa Ek p0005 managerExternalId',
	]);
	expect(held).toHaveLength(100);
	expect(held[0]!.guard).toEqual({ name: 'externalIdChanges', limit: 5, actual: 100, of: 100 });
});

describe('case A6: people who share a username', () => {
	const staff = people(237);
	const users = staff.map((one) => userOf(one));
	/** Numbers of two companies: 15 people have one of their own. */
	const wrong = staff.map((one, i) => ({
		...one,
		username: i < 222 ? `${Math.floor(i / 2)}` : `${i}`,
		lastName: i === 230 ? 'Nygift' : one.lastName,
	}));

	test('more than 20 % of them mean that the mapping is wrong: nothing is written', () => {
		const { changes, held, issues, summary } = plan({ users: wrong }, { users });
		expect(changes).toEqual([]);
		expect(summary.skipped).toBe(222);
		expect(summary.guards).toContainEqual({
			name: 'sharedIdentities',
			limit: 47,
			actual: 222,
			of: 237,
			held: true,
		});
		const married = held.filter(({ name }) => name.includes('Nygift'));
		expect(married.map(({ guard }) => guard.name)).toEqual(['usernameChanges', 'sharedIdentities']);
		const doubtful = issues.find(({ code }) => code === 'doubtfulList')!;
		expect(doubtful).toMatchObject({
			subject: { kind: 'user', externalId: null, name: 'Shared Identities' },
			details: { count: 222 },
		});
		expect(doubtful.message).toBe(
			'222 people share a username or External ID (of 237), so every change is held. Nobody can say who is who, so nothing is written. Map Username and External ID from fields that are unique for each person.',
		);
	});

	test('nor in a first load', () => {
		const { changes, held } = plan({ users: wrong });
		expect(changes).toEqual([]);
		expect(held).toHaveLength(15);
		expect(held[0]!.guard.name).toBe('sharedIdentities');
	});

	test('a few of them stop nobody else', () => {
		const few = staff.map((one, i) => ({ ...one, username: i < 40 ? 'a@b.se' : one.username }));
		const { changes, held, summary } = plan({ users: few });
		expect(held).toEqual([]);
		expect(changes).toHaveLength(197);
		expect(summary.skipped).toBe(40);
	});

	test('each person who shares an External ID counts once, as the mapper names them', () => {
		const sharing = (count: number) =>
			staff.slice(0, 30).map((one, i) =>
				i < count
					? {
							...skipped('p0001', `Nils ${i}`),
							issues: [
								error(
									'duplicateExternalId',
									{ kind: 'user', externalId: 'p0001', name: 'Nils' },
									'',
									{
										count,
									},
								),
							],
						}
					: one,
			);
		const few = plan({ users: sharing(6) });
		expect(few.held).toEqual([]);
		expect(few.summary.guards).toContainEqual({
			name: 'sharedIdentities',
			limit: 6,
			actual: 6,
			of: 30,
			held: false,
		});
		expect(plan({ users: sharing(7) }).held).toHaveLength(23);
	});

	test('with whenExceeded stop the plan ends with the reason', () => {
		const guards = { ...DEFAULT_SETTINGS.guards, whenExceeded: 'stop' as const };
		expect(() => plan({ users: wrong }, { users }, { guards })).toThrow(
			'222 people share a username or External ID (of 237; the guard “Shared Identities” lets 47 through)',
		);
	});
});

describe('people who have a user and cannot be mapped', () => {
	const staff = people(100);
	const users = staff.map((one) => userOf(one));
	const listed = (unmapped: number) => [
		...staff.slice(0, unmapped).map(({ externalId }) => skipped(externalId)),
		...staff.slice(unmapped, 99),
		{ ...staff[99]!, lastName: 'Nygift' },
	];

	test('more than 10 % and 5: nothing is written, and it is reported', () => {
		const { changes, held, issues } = plan({ users: listed(11) }, { users });
		expect(changes).toEqual([]);
		expect(brief(held)).toEqual(['update user p0100: lastName']);
		expect(held[0]!.guard).toEqual({ name: 'unmappable', limit: 10, actual: 11, of: 100 });
		expect(issues.map(({ code }) => code)).toEqual(['doubtfulList']);
	});

	test('fewer, or people whom the directory does not know, stop nobody', () => {
		expect(plan({ users: listed(10) }, { users }).held).toEqual([]);
		const unknown = people(50, {}, 'q').map(({ externalId }) => skipped(externalId));
		expect(plan({ users: [...staff, ...unknown] }, { users }).held).toEqual([]);
	});

	test('accounts made by hand that have their names count one by one, if they are active', () => {
		const named = ['Nils Berg', 'Eva Lund', 'Ola Dahl'].map((name) => skipped(null, name));
		const byHand = (firstName: string, lastName: string, active = true) =>
			userByHand(`${firstName}@exempel.se`, { firstName, lastName, active });
		const accounts = [
			byHand('Nils', 'Berg'),
			byHand('Eva', 'Lund'),
			byHand('Ola', 'Dahl', false),
			byHand('Maja', 'Hand'),
		];
		const { summary } = plan({ users: [...staff, ...named] }, { users: [...users, ...accounts] });
		expect(summary.guards.find(({ name }) => name === 'unmappable')!.actual).toBe(2);
	});
});

test('case A8: Create or Update has the same guards', () => {
	const staff = people(200);
	const items = staff.map((one) => ({ ...one, lastName: 'Employee' }));
	const { changes, verdicts } = planListed(
		'user',
		items as unknown as Array<Record<string, unknown>>,
		{ users: staff.map((one) => userOf(one)), groups: [] },
		{ systems, knows: () => true },
	);
	expect(changes).toEqual([]);
	expect(verdicts[0]).toMatchObject({
		action: 'held',
		guard: { name: 'fieldChanges', field: 'lastName', limit: 60, actual: 200, of: 200 },
	});
	const groups = Array.from({ length: 30 }, (_, i) => group(`g${i}`, `Grupp ${i}`));
	const ofGroups = planListed(
		'group',
		groups.map((one) => ({ ...one, name: `Fel ${one.name}` })) as never,
		{ users: [], groups: currentGroups(groups) },
		{ systems, knows: () => true },
	);
	expect(ofGroups.changes).toEqual([]);
	expect(ofGroups.verdicts[0]!.guard!.name).toBe('groupRenames');
});

describe('what fills an empty directory, or an empty field, trips nothing', () => {
	const groups = [group('a', 'A'), group('b', 'B', 'a')];
	const staff = people(60, {
		email: 'x@exempel.se',
		gender: 'female',
		birthday: '1980-01-01',
		phone: '1',
		attributes: { team: 'A' },
		groupExternalId: 'b',
	}).map((one, i) => ({ ...one, managerExternalId: i === 0 ? null : 'p0001' }));

	test('a first load', () => {
		const { held, changes } = plan({ groups, users: staff });
		expect(held).toEqual([]);
		expect(changes.filter(({ action }) => action === 'create')).toHaveLength(62);
	});

	test('every field mapped for the first time', () => {
		const users = staff.map((one) =>
			userOf(one, {
				email: null,
				gender: 'none',
				birthday: null,
				phone: null,
				managerExternalId: null,
				attributes: { team: null },
			}),
		);
		const { held, changes } = plan(
			{ groups, users: staff },
			{ groups: currentGroups(groups), users },
		);
		expect(held).toEqual([]);
		expect(changes).toHaveLength(60);
	});
});

test('a single item is judged for itself only', () => {
	const [one] = people(1);
	const { verdicts } = planListed(
		'user',
		[{ ...one!, lastName: 'Ny', managerExternalId: null }] as never,
		{ users: [userOf(person('p0001', { managerExternalId: 'p9' }))], groups: [] },
		{ systems, knows: () => true },
	);
	expect(verdicts[0]!.action).toBe('updated');
});
