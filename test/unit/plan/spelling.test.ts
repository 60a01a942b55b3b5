import { inOtherCase, sameInOtherCase, unclearCase } from '../../../directory/plan/letterCase';
import { asSpelled } from '../../../directory/plan/spelling';
import { DEFAULT_SETTINGS, planSync, systems } from '../../support/plan';
import { brief, currentGroups, group, person, plan, skipped, userOf, without } from './build';

/** One GUID is written in many ways; it names one person all the same. */

const ANNA = '0c5f3f9e-7a52-4d55-9f0e-2f6b1a7c0a01';
const BO = '0c5f3f9e-7a52-4d55-9f0e-2f6b1a7c0a02';
const CILLA = '0c5f3f9e-7a52-4d55-9f0e-2f6b1a7c0a03';
const GROUP = '0c5f3f9e-7a52-4d55-9f0e-2f6b1a7c0b01';

const inCapitals = (id: string) => id.toUpperCase();
const inBraces = (id: string) => `{${id.toUpperCase()}}`;

describe.each([
	['capitals', inCapitals],
	['capitals and braces', inBraces],
])('a directory that holds its External IDs in %s', (_name, written) => {
	const anna = person(ANNA);
	const bo = person(BO, { managerExternalId: ANNA });
	const directory = {
		groups: [],
		users: [
			userOf({ ...anna, externalId: written(ANNA) }),
			userOf({ ...bo, externalId: written(BO), managerExternalId: written(ANNA) }),
		],
	};

	test('has the same people: nobody is created, removed or changed', () => {
		const { changes, held, summary } = plan({ groups: [], users: [anna, bo] }, directory);
		expect([...changes, ...held]).toEqual([]);
		expect(summary.users).toMatchObject({ current: 2, wanted: 2, unchanged: 2 });
	});

	test('keeps its spelling in changes, also of a manager', () => {
		const cilla = person(CILLA, { managerExternalId: ANNA });
		const { changes } = plan(
			{ groups: [], users: [anna, { ...bo, lastName: 'Sten' }, cilla] },
			directory,
		);
		expect(brief(changes)).toEqual([
			`create user ${CILLA}`,
			`update user ${written(BO)}: lastName`,
		]);
		expect(changes[0]!.changes).toContainEqual({
			field: 'managerExternalId',
			from: null,
			to: written(ANNA),
		});
	});

	test('does not lose a person who cannot be mapped', () => {
		const { changes } = plan({ groups: [], users: [anna, skipped(BO)] }, directory);
		expect(changes).toEqual([]);
	});
});

test('HR in capitals and a directory in small letters hold the same people', () => {
	const anna = person(ANNA);
	const { changes, held } = plan(
		{ groups: [], users: [{ ...anna, externalId: inCapitals(ANNA) }] },
		{ groups: [], users: [userOf(anna)] },
	);
	expect([...changes, ...held]).toEqual([]);
});

test('HR with braces and a directory without hold the same people', () => {
	const anna = person(ANNA);
	const { changes, held } = plan(
		{ groups: [], users: [{ ...anna, externalId: inBraces(ANNA) }] },
		{ groups: [], users: [userOf(anna)] },
	);
	expect([...changes, ...held]).toEqual([]);
});

test('a group whose External ID is a GUID is the same in either spelling, and so are its members', () => {
	const finance = {
		externalId: GROUP,
		name: 'Finance',
		parentExternalId: null,
		level: 1,
		path: ['Finance'],
		memberCount: 1,
	};
	const anna = person(ANNA, { groupExternalId: GROUP });
	const written = { ...finance, externalId: inCapitals(GROUP) };
	const directory = {
		groups: currentGroups([written]),
		users: [userOf({ ...anna, groupExternalId: inCapitals(GROUP) })],
	};
	const { changes, held } = plan({ groups: [finance], users: [anna] }, directory);
	expect([...changes, ...held]).toEqual([]);
});

test('a directory that has one GUID in two spellings has two users: the one that HR writes is the person', () => {
	const anna = person(ANNA);
	const twin = userOf(person(inCapitals(ANNA), { username: 'twin@x.se' }));
	const { changes } = plan({ users: [anna] }, { users: [userOf(anna), twin] });
	expect(brief(changes)).toEqual([`deactivate user ${inCapitals(ANNA)}: active`]);
});

test('where both sides write their ids alike, the lists stay as they are', () => {
	const users = [person('A-17', { managerExternalId: ANNA, groupExternalId: 'g' }), person(ANNA)];
	const groups = [group('g', 'G')];
	const current = { users: users.map((one) => userOf(one)), groups: currentGroups(groups) };
	const spelled = asSpelled({ users, groups, current }, { issues: [], systems });
	expect(spelled.users).toBe(users);
	expect(spelled.groups).toBe(groups);
});

test('any other id is exact: capitals and small letters are two people', () => {
	const directory = { groups: [], users: [userOf(person('A-17', { username: 'other@x.se' }))] };
	const { changes } = plan(
		{ groups: [], users: [person('a-17', { username: 'new@x.se' })] },
		directory,
	);
	expect(changes.map(({ action, externalId }) => [action, externalId])).toEqual([
		['create', 'a-17'],
		['deactivate', 'A-17'],
	]);
});

describe('a directory that keeps External IDs in small letters', () => {
	const small = (id: string) => id.toLowerCase();
	const boss = person('EMP-1');
	const bo = person('EMP-2', { managerExternalId: 'EMP-1' });
	const cilla = person('EMP-3', { managerExternalId: 'EMP-1' });
	const kept = (wanted: typeof bo) =>
		userOf({
			...wanted,
			externalId: small(wanted.externalId),
			managerExternalId: wanted.managerExternalId && small(wanted.managerExternalId),
		});
	const directory = { groups: [], users: [boss, bo, cilla].map(kept) };
	const planOf = (users: Array<typeof bo | ReturnType<typeof skipped>>, now = directory) =>
		plan({ groups: [], users }, now);

	test('has the same people, and says so once', () => {
		const { changes, held, issues } = planOf([boss, bo, cilla]);
		expect([...changes, ...held]).toEqual([]);
		expect(issues.map(({ code, message }) => [code, message])).toEqual([
			[
				'externalIdCase',
				'Winningtemp has the External IDs of 3 users in small letters, such as emp-1 for EMP-1. They count as the same. To have them alike, map External IDs in small letters.',
			],
		]);
	});

	test('gets who is new, who moves to another manager, and who leaves', () => {
		const david = person('EMP-4', { managerExternalId: 'EMP-2' });
		const { changes } = planOf([boss, { ...bo, managerExternalId: null }, david]);
		expect(brief(changes).sort()).toEqual([
			'create user EMP-4',
			'deactivate user emp-3: active',
			'update user emp-2: managerExternalId',
		]);
		const created = changes.find(({ action }) => action === 'create')!;
		expect(created.changes).toContainEqual({
			field: 'managerExternalId',
			from: null,
			to: 'emp-2',
		});
	});

	test('keeps who is skipped in HR', () => {
		expect(planOf([boss, bo, skipped('EMP-3')]).changes).toEqual([]);
	});

	test('gets a further value, and no value of those who are unclear', () => {
		const now = {
			groups: [],
			users: directory.users.map((one) => ({ ...one, attributes: { floor: '1' } })),
		};
		const wanted = { ...cilla, attributes: { floor: '2' } };
		expect(planOf([boss, bo, wanted], now).changes.map(({ changes }) => changes)).toEqual([
			[{ field: 'attributes.floor', from: '1', to: '2' }],
		]);
	});

	test('gets nothing that HR does not give: who has no manager and no group in HR has none', () => {
		const withoutManager = without(boss, 'managerExternalId');
		const users = [withoutManager, bo, cilla];
		const groups = [
			{ ...group('f', 'Finance'), managerExternalId: 'EMP-2' },
			without(group('g', 'Unit'), 'managerExternalId'),
		];
		const spelled = asSpelled({ users, groups, current: directory }, { issues: [], systems });
		expect(spelled.users).toStrictEqual([
			{ ...withoutManager, externalId: 'emp-1' },
			{ ...bo, externalId: 'emp-2', managerExternalId: 'emp-1' },
			{ ...cilla, externalId: 'emp-3', managerExternalId: 'emp-1' },
		]);
		expect(spelled.groups).toStrictEqual([{ ...groups[0], managerExternalId: 'emp-2' }, groups[1]]);
	});

	test('passes over those of whom it is unclear who they are: under the ID there, and protected as they were', () => {
		const other = person('emp-2', { username: 'other@x.se', protectedIdentity: true });
		const users = [boss, skipped('EMP-2'), other];
		const spelled = asSpelled({ users, groups: [], current: directory }, { issues: [], systems });
		expect(spelled.users.slice(1)).toStrictEqual([
			{ ...skipped('EMP-2'), externalId: 'emp-2' },
			{
				externalId: 'emp-2',
				name: 'Åsa Ek emp-2',
				username: 'other@x.se',
				skipped: true,
				protectedIdentity: true,
				issues: [expect.objectContaining({ code: 'externalIdCaseUnclear' })],
			},
		]);
	});

	test('does not change the manager of a group that is named as HR has it, who is no member', () => {
		const finance = group('f', 'Finance');
		const wanted = { ...finance, managerExternalId: 'EMP-2' };
		const people = [boss, bo, cilla].map((one) => ({ ...one, groupExternalId: 'f' }));
		const users = people.map(kept).map((one) => ({
			...one,
			memberOf: one.externalId === 'emp-2' ? [] : one.memberOf!,
		}));
		const now = { groups: currentGroups([wanted]), users };
		expect(plan({ groups: [wanted], users: people }, now).changes).toEqual([]);
	});

	test('cannot tell apart two people whose ids differ in case only: both and their user are left alone', () => {
		const other = person('emp-2', { username: 'other@x.se' });
		const reports = { ...cilla, managerExternalId: 'EMP-2' };
		const { changes, held, issues } = planOf([boss, bo, other, reports]);
		expect([...changes, ...held]).toEqual([]);
		const unclear = issues.filter(({ code }) => code === 'externalIdCaseUnclear');
		expect(unclear.map(({ subject, severity }) => [subject.externalId, severity])).toEqual([
			['EMP-2', 'error'],
			['emp-2', 'error'],
		]);
	});

	test('leaves a user alone whose id two have but for case, also where HR skips one of the two', () => {
		const other = person('emp-2', { username: 'other@x.se' });
		const { changes, held, issues } = planOf([boss, skipped('EMP-2'), other, cilla]);
		expect([...changes, ...held]).toEqual([]);
		const unclear = issues.filter(({ code }) => code === 'externalIdCaseUnclear');
		expect(unclear.map(({ subject }) => subject.externalId)).toEqual(['emp-2']);
	});

	test.each([
		['alone', []],
		['beside somebody who is new', [person('new')]],
	])('gets a single person of a quick run by the username: %s', (_which, others) => {
		const now = { groups: [], users: [kept(boss), kept(bo)] };
		const { changes } = planSync({
			groups: [],
			users: [{ ...bo, managerExternalId: null, lastName: 'Sten' }, ...others],
			current: now,
			settings: DEFAULT_SETTINGS,
			partial: [{ code: 'setByHand', message: 'Only some' }],
		});
		expect(brief(changes)).toEqual([
			...others.map(() => 'create user new'),
			'update user emp-2: lastName, managerExternalId',
		]);
	});
});

test('a directory that has some ids in capitals and others in small letters: nobody says whose they are, and nobody is removed', () => {
	const unclear = ['EMP-1', 'EMP-2'].map((id) => person(id));
	const there = [
		...unclear.map((one) => userOf({ ...one, externalId: one.externalId.toLowerCase() })),
		userOf(person('Admin', { username: 'admin@x.se' }), { active: false }),
	];
	const cilla = person('emp-3');
	const { changes, held, issues } = plan(
		{ groups: [], users: [...unclear, cilla] },
		{ groups: [], users: [...there, userOf(cilla)] },
	);
	expect([...changes, ...held]).toEqual([]);
	expect(issues.map(({ code }) => code)).toEqual(Array(2).fill('externalIdCaseUnclear'));
	expect(() => plan({ groups: [], users: unclear }, { groups: [], users: there })).toThrow(
		expect.objectContaining({
			advice: expect.stringContaining('has the External ID EMP-1 in HR, and Winningtemp has emp-1'),
		}),
	);
});

test('a directory that keeps case has two people where ids differ in case only', () => {
	const wanted = ['EMP-1', 'EMP-2', 'EMP-3'].map((id) => person(id));
	const left = ['emp-2', 'emp-3'].map((id) => person(id, { username: `${id}-old@x.se` }));
	const directory = {
		groups: [],
		users: [userOf(wanted[0]!), ...left.map((one) => userOf(one, { firstName: 'Nils' }))],
	};
	expect(brief(plan({ groups: [], users: wanted }, directory).changes).sort()).toEqual([
		'create user EMP-2',
		'create user EMP-3',
		'deactivate user emp-2: active',
		'deactivate user emp-3: active',
	]);
});

test('groups whose ids and parents a directory has in capitals are the same groups, and the report finds them', () => {
	const top = group('top', 'Top');
	const below = [group('a', 'A', 'top'), group('b', 'B', 'top')];
	const capitals = [top, ...below].map((one) => ({
		...one,
		externalId: one.externalId.toUpperCase(),
	}));
	const anna = person('p', { groupExternalId: 'a' });
	const directory = {
		groups: currentGroups(capitals),
		users: [userOf({ ...anna, groupExternalId: 'A' })],
	};
	const groups = [top, ...below];
	const { changes, held, summary, issues } = plan({ groups, users: [anna] }, directory);
	expect([...changes, ...held]).toEqual([]);
	expect(issues.map(({ code, subject, message }) => [code, subject.kind, message])).toEqual([
		[
			'externalIdCase',
			'group',
			'Winningtemp has the External IDs of 3 groups in capitals, such as A for a. They count as the same. To have them alike, map External IDs in capitals.',
		],
	]);
	const joiner = person('q', { groupExternalId: 'b' });
	const { changes: joining } = plan({ groups, users: [anna, joiner] }, directory);
	expect(brief(joining)).toEqual(['create user q']);
	expect(joining[0]!.changes).toContainEqual({ field: 'groupExternalId', from: null, to: 'B' });
	expect(summary.keptGroups).toEqual([
		{ externalId: 'top', keptExternalId: 'TOP' },
		{ externalId: 'a', keptExternalId: 'A' },
		{ externalId: 'b', keptExternalId: 'B' },
	]);
});

describe('ids in other case', () => {
	const found = (there: string[], wanted: string[], isWitness = false) => {
		const other = inOtherCase(there, wanted, () => isWitness);
		return other && { known: [...other.known], unclear: [...other.unclear], words: other.words };
	};

	test('are none where nothing is there, nothing is missing, or a single one is', () => {
		expect(found([], ['A', 'B'])).toBeUndefined();
		expect(found(['A', 'B'], ['A', 'B'])).toBeUndefined();
		expect(found(['a'], ['A'])).toBeUndefined();
		expect(found(['x', 'y'], ['A', 'B'])).toBeUndefined();
	});

	test('are the same from two on, or from one whose username says so', () => {
		const words = 'small letters';
		const known = [
			['A1', 'a1'],
			['B1', 'b1'],
		];
		expect(found(['a1', 'b1'], ['A1', 'B1'])).toEqual({ known, unclear: [], words });
		expect(found(['a1'], ['A1'], true)).toEqual({ known: [['A1', 'a1']], unclear: [], words });
		expect(found(['A1', 'B1'], ['a1', 'b1'])).toMatchObject({ words: 'capitals' });
	});

	test('of one that is told by its username, the others need none', () => {
		const isWitness = (id: string) => id === 'B1';
		expect([...inOtherCase(['a1', 'b1'], ['A1', 'B1'], isWitness)!.known.keys()]).toEqual([
			'A1',
			'B1',
		]);
	});

	test('are unclear where the directory has ids in both cases, or HR has two that are alike', () => {
		expect(found(['a1', 'b1', 'C1'], ['A1', 'B1'])).toMatchObject({
			known: [],
			unclear: [
				['A1', 'a1'],
				['B1', 'b1'],
			],
		});
		expect(found(['a1', 'b1'], ['A1', 'a1', 'B1', 'C1'])).toMatchObject({
			known: [['B1', 'b1']],
			unclear: [
				['A1', 'a1'],
				['a1', 'a1'],
			],
		});
	});

	test('differ where the directory has one of HR in the case that it would change', () => {
		expect(found(['a1', 'b1', 'C1'], ['A1', 'B1', 'C1'])).toBeUndefined();
	});

	test.each([
		[1, '1 user', 'emp-0 for EMP-0'],
		[1200, '1,200 users', 'emp-0 for EMP-0'],
	])('make one issue, with their number: %i', (count, whose, such) => {
		const known = new Map(
			Array.from({ length: count }, (_, i) => [`EMP-${count - 1 - i}`, `emp-${count - 1 - i}`]),
		);
		expect(
			sameInOtherCase('user', { known, unclear: new Map(), words: 'small letters' }, systems),
		).toEqual({
			severity: 'warning',
			code: 'externalIdCase',
			subject: { kind: 'user', externalId: null, name: 'External ID' },
			message: `Winningtemp has the External IDs of ${whose} in small letters, such as ${such}. They count as the same. To have them alike, map External IDs in small letters.`,
			details: { count },
		});
	});

	test('that are unclear name the person, and the ID that is there', () => {
		const subject = { kind: 'user', externalId: 'EMP-1', name: 'Åsa Ek' } as const;
		expect(unclearCase(subject, 'emp-1', systems)).toMatchObject({
			...{ severity: 'error', code: 'externalIdCaseUnclear', subject },
			details: { externalIdThere: 'emp-1' },
		});
	});
});
