import type { Issue } from '../../../directory/model/issue';
import { sortIssues } from '../../../directory/hierarchy/phrases';
import { idOf, makeRoster, membersById, personName } from '../../../directory/hierarchy/roster';
import {
	byLevels,
	byParentIds,
	byReportingLine,
	codes,
	failure,
	outline,
	person,
	placed,
} from './people';

function inGroup(name: string, groupId: string | null, groupName: string | null = groupId) {
	return { ...person(name), groupId, groupName, parentGroupId: null };
}

describe('issues say to whom, what and what to do', () => {
	test('a person whom no group id places', () => {
		const { issues } = byParentIds([inGroup('Anna Ek', null), inGroup('Bo Berg', 'b')]);
		expect(issues).toEqual([
			{
				severity: 'warning',
				code: 'noGroup',
				subject: { kind: 'user', externalId: 'anna', name: 'Anna Ek' },
				message:
					'Anna Ek has no value in groupId and is in no group. Enter it, or set a root group.',
				details: { field: 'groupId' },
			},
		]);
	});

	test('a person whom no level places', () => {
		const { issues } = byLevels([placed('Anna Ek', null), placed('Bo Berg', 'Lund', 'IT', 'A')]);
		expect(issues).toMatchObject([
			{
				code: 'noLevel',
				subject: { kind: 'user', externalId: 'anna', name: 'Anna Ek' },
				details: { levels: ['Office', 'Department', 'Team'] },
			},
		]);
	});

	test('a group of several names, as id or as code', () => {
		const people = [
			inGroup('Anna Ek', 'a', 'Lön'),
			inGroup('Bo Berg', 'a', 'Lönen'),
			inGroup('Cilla Dal', 'a', 'Lön'),
		];
		expect(byParentIds(people).issues).toEqual([
			{
				severity: 'warning',
				code: 'severalNames',
				subject: { kind: 'group', externalId: 'a', name: 'Lön' },
				message:
					'The group with ID a has several names: “Lön” and “Lönen”. It is called “Lön”, as most items have it. Use one name for one group ID.',
				details: { names: ['Lön', 'Lönen'] },
			},
		]);
		const coded = (name: string, office: string) =>
			person(name, { organization: { Office: office }, organizationCodes: { Office: '1' } });
		const built = byLevels(
			[coded('Anna Ek', 'Zeta'), coded('Bo Berg', 'Lund'), coded('Cilla Dal', 'Zeta')],
			{
				levels: ['Office'],
				groupId: 'field',
			},
		);
		expect(built.issues).toMatchObject([
			{
				code: 'severalNames',
				subject: { kind: 'group', externalId: '1', name: 'Zeta' },
				details: { names: ['Lund', 'Zeta'] },
			},
		]);
	});

	test('a group that describes itself without a name and has nobody', () => {
		const { issues } = byParentIds([
			{ groupId: 'x', groupName: null, parentGroupId: null },
			inGroup('Anna Ek', 'a'),
		]);
		expect(issues).toMatchObject([
			{
				code: 'groupWithoutName',
				message: 'The group with ID x has no name and is called by its ID. Fill in its name.',
				details: { people: [] },
			},
		]);
	});

	test('a value that is no text', () => {
		const odd = placed('Anna Ek', 'Lund', { a: 1 } as never);
		const list = placed('Bo Berg', 'Lund', ['x'] as never);
		const { issues } = byLevels([odd, list, placed('Cilla Dal', 'Lund', 'IT', 'A')]);
		expect(issues).toEqual([
			{
				severity: 'error',
				code: 'levelNotText',
				subject: { kind: 'user', externalId: 'anna', name: 'Anna Ek' },
				message:
					'Anna Ek has an object in Department, where one name is needed, so the person stays in the present group. Map Department to a single value.',
				details: { level: 'Department' },
			},
			expect.objectContaining({ message: expect.stringContaining('has a list in Department') }),
		]);
	});

	test('one value in two places, which is but one group', () => {
		const { issues } = byLevels(
			[
				placed('Anna Ek', 'Malmö', 'Finance', 'A'),
				placed('Bo Berg', 'Lund', 'Finance', 'B'),
				placed('Cilla Dal', 'Lund', 'Finance'),
			],
			{ groupId: 'value' },
		);
		expect(issues).toMatchObject([
			{
				code: 'groupConflict',
				subject: { kind: 'group', externalId: 'finance', name: 'Finance' },
				message: expect.stringContaining(
					'1 person is placed in the group above instead: Cilla Dal.',
				),
				details: {
					key: 'finance',
					places: ['Lund / Finance', 'Malmö / Finance'],
					people: ['cilla'],
				},
			},
		]);
		const empty = byLevels(
			[placed('Anna Ek', 'Malmö', 'Finance', 'A'), placed('Bo Berg', 'Lund', 'Finance', 'B')],
			{ groupId: 'value' },
		);
		expect(empty.issues[0]!.message).toContain('Nobody is directly in it.');
	});

	test('managers in a circle, and one whom several report to but nobody knows', () => {
		const { issues } = byReportingLine([
			person('Anna Ek', { managerExternalId: 'bo' }),
			person('Bo Berg', { managerExternalId: 'anna' }),
			person('Cilla Dal', { managerExternalId: 'gone' }),
			person('David Falk', { managerExternalId: 'gone' }),
			person('Eva Gran', { managerExternalId: 'lost' }),
		]);
		const by = (code: string) => issues.filter((one) => one.code === code);
		expect(by('reportingCircle')).toMatchObject([
			{
				subject: { kind: 'user', externalId: 'anna', name: 'Anna Ek' },
				details: { circle: ['anna', 'bo'] },
			},
		]);
		expect(by('reportingManagerMissing').map(({ message }) => message)).toEqual([
			expect.stringMatching(/^2 people \(Cilla Dal and David Falk\) report to External ID gone,/),
			expect.stringMatching(/^1 person \(Eva Gran\) reports to External ID lost,/),
		]);
	});

	test('of a part, that nobody is placed, and how many came in', () => {
		const partialList = [{ code: 'limit', message: 'Return All is off' }];
		expect(byReportingLine([{ ...person('Anna Ek'), partialList }]).issues).toEqual([
			{
				severity: 'warning',
				code: 'groupsNeedEverybody',
				subject: { kind: 'group', externalId: null, name: '' },
				message:
					'Only some people came in, 1 person, and who is in which team follows from everybody’s managers: no groups were built, and everyone stays in their group. The next full run places them.',
				details: { people: 1 },
			},
		]);
	});

	test('an item that is nobody', () => {
		const { issues } = byLevels([{ name: 'Fikarummet' }, placed('Anna Ek', 'Lund', 'IT', 'A')]);
		expect(issues).toMatchObject([
			{ code: 'notAPerson', subject: { kind: 'user', externalId: null, name: 'Fikarummet' } },
		]);
	});
});

describe('settings that make no hierarchy are refused with what to do', () => {
	const anna = placed('Anna Ek', 'Lund', 'IT', 'A');

	test.each([
		[
			'no group ID field',
			() => byParentIds([inGroup('Anna Ek', 'a')], { groupIdField: '' }),
			/^Name the field that holds the ID/,
		],
		[
			'a level twice',
			() => byLevels([anna], { levels: ['Office', 'office'] }),
			/^Name each level once\.$/,
		],
		[
			'no levels',
			() => byLevels([person('Anna Ek')], { levels: [] }),
			/^Name the levels, .* Employee Mapper\.$/,
		],
		[
			'levels in two orders',
			() =>
				byLevels([anna, person('Bo Ek', { organization: { Team: 'A', Office: 'B' } })], {
					levels: [],
				}),
			/^Name the levels from the top down/,
		],
		[
			'too few ID fields',
			() => byLevels([anna], { groupId: 'field', idFields: ['Office'] }),
			/^Name one ID field for each level/,
		],
		[
			'no codes',
			() => byLevels([anna], { groupId: 'field' }),
			/organizationCodes passed on to this node\.$/,
		],
		[
			'a root group with another’s ID',
			() =>
				byParentIds([inGroup('Anna Ek', 'a')], { rootGroup: { name: 'Bolaget', externalId: 'a' } }),
			/^Give the root group an External ID/,
		],
		[
			'a field that there is not',
			() => byLevels([anna], { levels: ['Ofice'] }),
			/^Fields that there are: Department, Office and Team\. Did you mean “Office”\? Correct the name/,
		],
		[
			'a field that is like none',
			() => byLevels([anna], { levels: ['Region'] }),
			/and Team\. Correct the name/,
		],
		[
			'no fields at all',
			() => byLevels([person('Anna Ek')], { levels: ['Office'] }),
			/^The items have no organisational fields at all\. Correct/,
		],
		[
			'a chain beyond reason',
			() =>
				byParentIds(
					Array.from({ length: 501 }, (_, i) => ({
						groupId: `${i}`,
						groupName: `G${i}`,
						parentGroupId: i ? `${i - 1}` : null,
					})),
				),
			/^Check the fields that the hierarchy is built from/,
		],
	])('%s', (_what, build, hint) => {
		expect(failure(build).advice).toMatch(hint);
	});

	test('which orders were found does not depend on who comes first', () => {
		const people = [anna, person('Bo Ek', { organization: { Team: 'A', Office: 'B', X: 'C' } })];
		const said = (list: typeof people) => failure(() => byLevels(list, { levels: [] })).message;
		expect(said(people)).toBe(said([...people].reverse()));
		expect(said(people)).toMatch(/: “Office, Department, Team” and “Team, Office, X” were found$/);
	});
});

describe('who is who', () => {
	test.each([
		[7, '7'],
		[' a ', 'a'],
		['  ', null],
		[Number.NaN, null],
		[Number.POSITIVE_INFINITY, null],
		[true, null],
		[null, null],
	])('the id %p is %p', (value, id) => {
		expect(idOf(value)).toBe(id);
	});

	test('someone is called by the name, else by whatever else there is', () => {
		expect(personName({ firstName: 'Anna', lastName: ' ', name: 'X' })).toBe('Anna');
		expect(personName({ firstName: null, lastName: 'Ek' })).toBe('Ek');
		expect(personName({ firstName: '', name: '  ', username: 'anna' })).toBe('anna');
		expect(personName({ name: {}, username: false, externalId: 7 })).toBe('7');
		expect(personName({})).toBe('');
	});

	test('of several items of one person, and of several names of one who was skipped, always the same counts', () => {
		const records = ['Bo', 'Anna', 'Cilla'].map((firstName) => ({ externalId: 'a', firstName }));
		const chosen = (list: typeof records) => {
			const people = list.map((record, index) => ({
				index,
				externalId: record.externalId,
				managerExternalId: null,
				record,
				groupExternalId: null,
			}));
			const { members, skipped } = makeRoster(people, people);
			return [membersById(members).get('a')!.record.firstName, skipped.get('a')];
		};
		expect(chosen(records)).toEqual(['Anna', 'Anna']);
		expect(chosen([...records].reverse())).toEqual(['Anna', 'Anna']);
		expect(makeRoster([], [{ record: { firstName: 'X' } }]).skipped.size).toBe(0);
	});
});

test('issues are in one order: errors first, then by code, name, id and words', () => {
	const issue = (
		severity: Issue['severity'],
		code: string,
		name: string,
		externalId: string | null,
		message: string,
	): Issue => ({
		severity,
		code,
		subject: { kind: 'user', externalId, name },
		message,
		details: {},
	});
	const sorted = [
		issue('error', 'b', 'z', 'z', 'z'),
		issue('error', 'c', 'a', 'a', 'a'),
		issue('warning', 'a', 'a', 'z', 'z'),
		issue('warning', 'a', 'b', null, 'z'),
		issue('warning', 'a', 'b', '1', 'a'),
		issue('warning', 'a', 'b', '1', 'b'),
		issue('warning', 'b', 'a', null, 'a'),
	];
	expect(sortIssues([...sorted].reverse())).toEqual(sorted);
	expect(sortIssues([3, 6, 0, 5, 2, 4, 1].map((n) => sorted[n]!))).toEqual(sorted);
});

test('a code alone names its group, and a value that nobody sees is none', () => {
	const coded = (name: string, office: unknown, code: unknown) =>
		person(name, {
			organization: { Office: office as string },
			organizationCodes: { Office: code as string },
		});
	const built = byLevels(
		[
			coded('Anna Ek', null, 17),
			coded('Bo Berg', '\u200B', '\u200B'),
			coded('Cilla Dal', 'Lund', ''),
		],
		{
			levels: ['Office'],
			groupId: 'field',
			rootGroup: { name: 'Bolaget' },
		},
	);
	expect(outline(built.groups)).toEqual(['Bolaget', '  17']);
	expect(codes(built)).toEqual(['error codeMissing']);
	expect(built.issues[0]).toMatchObject({
		subject: { kind: 'group', externalId: null, name: 'Lund' },
		details: { level: 'Office', people: ['cilla'] },
	});
	const odd = byLevels(
		[
			coded('Anna Ek', 'Lund', { x: 1 }),
			coded('Bo Berg', { x: 1 }, '1'),
			coded('Cilla Dal', 'Lund', '1'),
		],
		{
			levels: ['Office'],
			groupId: 'field',
		},
	);
	expect(odd.issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
		['levelNotText', 'anna'],
		['levelNotText', 'bo'],
	]);
});
