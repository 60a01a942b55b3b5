import { brief, currentGroups, person, plan, skipped, userOf } from './build';

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
