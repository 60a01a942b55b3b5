import { byReportingLine, codes, failure, outline, person, places } from './people';

function reports(name: string, manager: string | null = null) {
	return person(name, { managerExternalId: manager });
}

const company = [
	reports('Anna Ek', 'bo'),
	reports('Bo Berg', 'cilla'),
	reports('David Falk', 'cilla'),
	reports('Cilla Dal'),
];

test('everyone whom others report to has a group, manages it, and stands below their own manager', () => {
	const built = byReportingLine(company);
	expect(outline(built.groups)).toEqual(['Cilla Dal', '  Bo Berg']);
	expect(
		built.groups.map(({ managerExternalId, memberCount }) => [managerExternalId, memberCount]),
	).toEqual([
		['cilla', 3],
		['bo', 1],
	]);
	expect(places(built)).toEqual({
		anna: 'Cilla Dal / Bo Berg',
		bo: 'Cilla Dal',
		david: 'Cilla Dal',
		cilla: 'Cilla Dal',
	});
	expect(built.issues).toEqual([]);
});

test('a group keeps its id when its manager changes name', () => {
	const [before] = byReportingLine(company).groups;
	const renamed = company.map((each) =>
		each.externalId === 'cilla' ? { ...each, lastName: 'Alm' } : each,
	);
	const [after] = byReportingLine(renamed).groups;
	expect(after!.name).toBe('Cilla Alm');
	expect(after!.externalId).toBe(before!.externalId);
});

test('a root group stands above all', () => {
	const built = byReportingLine([...company, reports('Eva Grön')], {
		rootGroup: { name: 'Bolaget' },
	});
	expect(outline(built.groups)).toEqual(['Bolaget', '  Cilla Dal', '    Bo Berg']);
	expect(places(built)).toMatchObject({ cilla: 'Bolaget / Cilla Dal', eva: 'Bolaget' });
	expect(built.issues).toEqual([]);
});

test('case 9: someone without manager and reports is in no group, with a warning', () => {
	const built = byReportingLine([...company, reports('Eva Grön')]);
	expect(places(built).eva).toBeNull();
	expect(built.issues).toMatchObject([
		{
			severity: 'warning',
			code: 'noManager',
			subject: { kind: 'user', externalId: 'eva', name: 'Eva Grön' },
			message:
				'Eva Grön has no manager and no reports, and is in no group. Enter the manager in the HR system, or set a root group.',
		},
	]);
});

test('case 10: managers in a circle are named, and the link of the first is left out', () => {
	const people = [
		reports('Bo Berg', 'cilla'),
		reports('Cilla Dal', 'anna'),
		reports('Anna Ek', 'bo'),
		reports('David Falk', 'cilla'),
	];
	for (const order of [people, [...people].reverse()]) {
		const built = byReportingLine(order);
		expect(outline(built.groups)).toEqual(['Anna Ek', '  Cilla Dal']);
		expect(places(built)).toEqual({
			anna: 'Anna Ek',
			bo: 'Anna Ek / Cilla Dal',
			cilla: 'Anna Ek',
			david: 'Anna Ek / Cilla Dal',
		});
		expect(codes(built)).toEqual(['warning reportingCircle']);
		expect(built.issues[0]!.message).toBe(
			'Anna Ek → Bo Berg → Cilla Dal → Anna Ek report to each other in a circle, so Anna Ek counts as having no manager. Correct the manager in the HR system.',
		);
		expect(built.issues[0]!.details).toEqual({ circle: ['anna', 'bo', 'cilla'] });
	}
});

test("case 10: one's own manager counts as having none", () => {
	const built = byReportingLine([
		reports('Anna Ek', 'anna'),
		reports('Bo Berg', 'anna'),
		reports('Cilla Dal', 'cilla'),
	]);
	expect(outline(built.groups)).toEqual(['Anna Ek']);
	expect(places(built)).toEqual({ anna: 'Anna Ek', bo: 'Anna Ek', cilla: null });
	expect(codes(built)).toEqual(['warning reportingCircle', 'warning reportingCircle']);
	expect(built.issues[0]!.message).toBe(
		'Anna Ek is registered as their own manager, so Anna Ek counts as having no manager. Correct the manager in the HR system.',
	);
});

test('case 11: people of an unknown or skipped manager are placed once the manager is there', () => {
	const people = [
		reports('Anna Ek', 'zara'),
		reports('Bo Berg', 'zara'),
		reports('Cilla Dal', 'bo'),
	];
	const built = byReportingLine(people);
	expect(outline(built.groups)).toEqual(['Bo Berg']);
	expect(places(built)).toEqual({ anna: null, bo: 'Bo Berg', cilla: 'Bo Berg' });
	expect(built.issues).toEqual([
		{
			severity: 'warning',
			code: 'reportingManagerMissing',
			subject: { kind: 'user', externalId: 'zara', name: 'zara' },
			message:
				'2 people (Anna Ek and Bo Berg) report to External ID zara, who is not among the people; they count as having no manager until that person is synchronised. Check their manager in the HR system.',
			details: { people: ['anna', 'bo'], reason: 'unknown' },
		},
	]);
	const skipped = byReportingLine([
		...people,
		{ externalId: 'zara', name: 'Zara Öst', skipped: true },
	]);
	expect(skipped.issues).toMatchObject([
		{ subject: { name: 'Zara Öst' }, details: { reason: 'skipped' } },
	]);
	expect(skipped.issues[0]!.message).toContain('report to Zara Öst, who was skipped;');
	const there = byReportingLine([...people, reports('Zara Öst')]);
	expect(outline(there.groups)).toEqual(['Zara Öst', '  Bo Berg']);
	expect(there.issues).toEqual([]);
});

test('case 12: the order of the list makes no difference', () => {
	const built = byReportingLine(company);
	const shuffled = byReportingLine([...company].reverse());
	expect(JSON.stringify(shuffled.groups)).toBe(JSON.stringify(built.groups));
	expect(places(shuffled)).toEqual(places(built));
});

describe('the name of a group', () => {
	const cilla = {
		...reports('Cilla Dal'),
		attributes: { title: 'VD' },
		organization: { Office: 'Malmö' },
	};
	const people = [reports('Bo Berg', 'cilla'), cilla];

	test('is a template with values of the manager', () => {
		const built = byReportingLine(people, { teamName: 'Team {lastName} ({title}, { Office })' });
		expect(outline(built.groups)).toEqual(['Team Dal (VD, Malmö)']);
	});

	test("that would be empty is the manager's name", () => {
		const [nameless] = byReportingLine([people[0]!, { ...cilla, attributes: { title: '' } }], {
			teamName: '{title}',
		}).groups;
		expect(nameless!.name).toBe('Cilla Dal');
		expect(outline(byReportingLine(people, { teamName: '' }).groups)).toEqual(['Cilla Dal']);
	});

	test('may not ask for a value that no manager has', () => {
		expect(failure(() => byReportingLine(people, { teamName: '{first}' })).message).toBe(
			'The placeholder “first” is a field that no item has',
		);
	});
});

test('two managers of one name have a group each', () => {
	const built = byReportingLine([
		reports('Bo Berg', 'a1'),
		reports('Cilla Dal', 'a2'),
		{ ...reports('Anna Ek'), externalId: 'a1' },
		{ ...reports('Anna Ek'), externalId: 'a2' },
	]);
	expect(outline(built.groups)).toEqual(['Anna Ek', 'Anna Ek']);
	expect(built.groups[0]!.externalId).not.toBe(built.groups[1]!.externalId);
});

test('no items: nothing comes out', () => {
	expect(byReportingLine([])).toEqual({ groups: [], users: [], issues: [] });
});
