import { codes, employee, map, mapOne, mapping, named, organizational } from './support';

const GUID = '6F9619FF-8B86-D011-B42D-00C04FC964FF';
const bo = (values: Record<string, unknown> = {}) =>
	employee({ Id: 'e2', FirstName: 'Bo', LastName: 'Alm', EmailWork: 'bo@exempel.se', ...values });
const EVERYTHING = mapping({}, { attributes: [named('title', 'Title')] });

describe('B1: text that was damaged when it was read', () => {
	test('keeps someone without a whole name out, and says how to save the file', () => {
		const { people, skipped } = map([employee({ FirstName: '\uFFFDsa' }), bo()]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['e2']);
		expect(skipped[0]).toMatchObject({ externalId: 'e1', name: '\uFFFDsa Lindqvist' });
		expect(skipped[0]!.issues).toEqual([
			expect.objectContaining({
				severity: 'error',
				code: 'damagedText',
				message:
					'\uFFFDsa Lindqvist is not synchronised: the first name in HR holds “\uFFFD”, which stands where a letter was lost when the data was read. Save the file as “CSV UTF-8”, or choose the encoding of the file, such as Windows-1252, in the node that reads it.',
			}),
		]);
	});

	test('leaves any other value alone, as an error', () => {
		const person = mapOne({ Title: 'L\uFFFDrare' }, EVERYTHING);
		expect(person.attributes).toEqual({});
		expect(person.issues).toMatchObject([{ severity: 'error', code: 'damagedText' }]);
	});

	test('passes on in an organisational field, where the group is named once', () => {
		const person = mapOne({ Organization: { Office: 'Malm\uFFFD' } });
		expect(person.organization).toEqual({ Office: 'Malm\uFFFD' });
		expect(person).not.toHaveProperty('issues');
	});
});

test('B2: a byte order mark before the first field hides nothing', () => {
	const { Id, ...rest } = employee();
	const by = mapping({ externalId: 'Employee ID' });
	const { people, hints } = map(
		[{ '\uFEFFEmployee ID': Id, ...rest, EmailWork: '' }, bo({ 'Employee ID': 'e2' })],
		by,
	);
	expect(people.map(({ externalId }) => externalId)).toEqual(['e2']);
	expect(hints).toEqual([]);
	expect(mapOne({ '\uFEFFEmployee ID': 'e7' }, by).externalId).toBe('e7');
});

describe('B3: what nobody sees is in no log-in and makes no second person', () => {
	test('direction marks', () => {
		const EmailWork = '\u202Aanna@bolag.se\u202C';
		expect(mapOne({ EmailWork })).toMatchObject({
			username: 'anna@bolag.se',
			email: 'anna@bolag.se',
		});
	});

	test('a manager whose id holds one is found', () => {
		const { people } = map([
			employee({ Id: 'e\u200D1' }),
			bo({ ImmediateManagerEmployeeId: '\u2066e1\u2069' }),
		]);
		expect(people.map((person) => [person.externalId, person.managerExternalId])).toEqual([
			['e1', null],
			['e2', 'e1'],
		]);
	});
});

describe('B4: placeholders are nothing', () => {
	test('two people without an address are skipped and named, and do not meet', () => {
		const { people, skipped } = map([
			employee({ EmailWork: 'saknas' }),
			bo({ EmailWork: 'n/a' }),
			bo({ Id: 'e3', EmailWork: 'N/A' }),
		]);
		expect(people).toEqual([]);
		expect(skipped.map(codes)).toEqual([
			['missingUsername'],
			['missingUsername'],
			['missingUsername'],
		]);
	});

	test('levels and their codes are empty', () => {
		const Organization = { Office: '-', Department: '#N/A', Team: 'HR' };
		const OrganizationCodes = { Office: 'NULL', Department: '-', Team: '7' };
		const person = mapOne({ Organization, OrganizationCodes });
		expect(person.organization).toEqual({ Office: null, Department: null, Team: 'HR' });
		expect(person.organizationCodes).toEqual({ Office: null, Department: null, Team: '7' });
		const by = mapping({}, { organization: organizational('Office', 'Team') });
		expect(mapOne({ Organization }, by).organization).toEqual({ Office: null, Team: 'HR' });
	});

	test('the list is a setting', () => {
		const by = mapping({}, { placeholders: ['tomt'] });
		expect(map([employee({ EmailWork: 'TOMT' }), bo({ EmailWork: 'saknas' })], by)).toMatchObject({
			people: [{ username: 'saknas' }],
			skipped: [{ externalId: 'e1' }],
		});
	});
});

test.each([
	['email', 'Other', { a: 1 }],
	['gender', 'Other', ['female']],
	['birthday', 'Other', { date: '1990-01-01' }],
	['manager', 'Other', ['1']],
	['manager', 'Other', { id: '1' }],
	['excludeFromSurveys', 'Other', [true]],
] as const)(
	'B5: a list or an object as %s is an issue, and the present value stays',
	(field, from, raw) => {
		const person = mapOne({ [from]: raw }, mapping({ [field]: from }));
		const property = field === 'manager' ? 'managerExternalId' : field;
		expect(person).not.toHaveProperty(property);
		expect(person.issues).toMatchObject([{ severity: 'error', code: 'notOneValue' }]);
	},
);

test('B6: an unknown word leaves the present value alone', () => {
	const { people } = map(
		[employee({ EmploymentType: 'Ja' }), bo({ EmploymentType: 'kanske' })],
		mapping(),
	);
	expect(people[0]).toMatchObject({ excludeFromSurveys: true });
	expect(people[1]).not.toHaveProperty('excludeFromSurveys');
	expect(codes(people[1]!)).toEqual(['unknownExclusion']);
});

test('B7: an excluded type that no record has changes nobody, and a hint lists the types', () => {
	const by = mapping({}, { excludedEmploymentTypes: new Set(['extern personnel']) });
	const { people, hints } = map([employee({ EmploymentType: 'External Personnel' }), bo()], by);
	expect(people[0]).not.toHaveProperty('excludeFromSurveys');
	expect(people[1]).toMatchObject({ excludeFromSurveys: false });
	expect(hints).toEqual([
		'No item has an employment type that is named under Excluded Employment Types. The types that there are: Employee and External Personnel.',
	]);
});

describe('B8: identical rows', () => {
	test('are one person, of all the rows', () => {
		const { people, sources, skipped } = map([bo(), employee(), employee(), employee()]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['e2', 'e1']);
		expect(sources).toEqual([[0], [1, 2, 3]]);
		expect(skipped).toEqual([]);
		expect(people.flatMap(codes)).toEqual([]);
	});

	test('beside a row that differs are all refused', () => {
		const { people, skipped } = map([employee(), employee(), employee({ LastName: 'Ek' }), bo()]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['e2']);
		expect(skipped.map(codes)).toEqual([['duplicateExternalId'], ['duplicateExternalId']]);
	});
});

test('B9: an id that is a number too large to be exact is refused, with advice', () => {
	const { skipped } = map([employee({ Id: JSON.parse('9007199254740993') as number }), bo()]);
	expect(skipped[0]!.externalId).toBeNull();
	expect(skipped[0]!.issues[0]!.message).toBe(
		'Anna Lindqvist is not synchronised: the External ID in HR is a number above 9,007,199,254,740,991, which cannot be read exactly. Have the source send it as text, in quotation marks.',
	);
});

test('B10: a date object of local midnight is the local day', () => {
	const by = mapping({}, { timeZone: 'Europe/Stockholm' });
	expect(mapOne({ DateOfBirth: new Date('1990-05-16T22:00:00Z') }, by).birthday).toBe('1990-05-17');
});

describe('B15: one rule for GUIDs', () => {
	test('id and manager meet in any spelling', () => {
		const { people } = map([
			employee({ Id: GUID.toLowerCase() }),
			bo({ ImmediateManagerEmployeeId: GUID }),
			bo({ Id: 'e3', ImmediateManagerEmployeeId: `{${GUID}}`, FirstName: 'Eva' }),
		]);
		expect(people.map((person) => person.managerExternalId)).toEqual([
			null,
			GUID.toLowerCase(),
			GUID.toLowerCase(),
		]);
	});

	test('two spellings are one id', () => {
		const { skipped } = map([employee({ Id: GUID }), bo({ Id: `{${GUID.toLowerCase()}}` })]);
		expect(skipped.map(codes)).toEqual([['duplicateExternalId'], ['duplicateExternalId']]);
	});

	test('of companies, too', () => {
		const other = GUID.replace('6F', '7F');
		const { people } = map([
			employee({ Id: '7', CompanyId: GUID }),
			bo({ Id: '7', CompanyId: other }),
			bo({
				Id: '8',
				FirstName: 'Eva',
				CompanyId: GUID.toLowerCase(),
				ImmediateManagerEmployeeId: '7',
			}),
		]);
		expect(people[2]!.managerExternalId).toBe(`${GUID.toLowerCase()}:7`);
	});
});

describe('B17: two employments in one company', () => {
	const first = { Id: 'a', FromDate: '2019-01-01' };
	const second = { Id: 'b', FromDate: '2024-01-01' };

	test('are one person, by the one that began first, and reports of the other follow', () => {
		const { people, sources } = map([
			employee(second),
			employee(first),
			bo({ ImmediateManagerEmployeeId: 'b' }),
		]);
		expect(people.map((person) => [person.externalId, person.managerExternalId])).toEqual([
			['a', null],
			['e2', 'a'],
		]);
		expect(sources).toEqual([[1, 0], [2]]);
		expect(people[0]!.issues).toMatchObject([
			{
				code: 'mergedEmployments',
				message:
					'Anna Lindqvist has 2 employments in one company and becomes one user, by the record a. Left out: b. If these are two people, give each an address of their own in HR.',
				details: { keptExternalId: 'a', mergedExternalIds: ['b'] },
			},
		]);
	});

	test('whose manager is the other record have no manager', () => {
		const { people } = map([
			employee({ ...first, ImmediateManagerEmployeeId: 'b' }),
			employee(second),
			bo(),
		]);
		expect(people[0]).toMatchObject({ externalId: 'a', managerExternalId: null });
	});

	test('are two people where the birthdays differ', () => {
		const { people } = map([employee(first), employee({ ...second, DateOfBirth: '1999-01-01' })]);
		expect(people).toHaveLength(2);
	});

	test('are one person where the source names no companies at all', () => {
		const { people } = map([
			employee({ ...first, CompanyId: undefined }),
			employee({ ...second, CompanyId: null }),
		]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['a']);
	});
});

describe('B18: nothing is reported more often than it helps', () => {
	test('the same finding about many people is reported once, with a count and some names', () => {
		const records = Array.from({ length: 300 }, (_, i) =>
			employee({ Id: `e${1000 + i}`, FirstName: `P${i}`, EmailWork: `p${i}@x.se`, Gender: 9 }),
		);
		const { people } = map(records.reverse());
		const issues = people.flatMap((person) => person.issues ?? []);
		expect(issues.map(({ message, subject }) => [message, subject.externalId])).toEqual([
			[
				'300 people keep the present gender, because the gender code “9” in HR is not known: P0 Lindqvist, P1 Lindqvist, P2 Lindqvist and 297 more. Add it under Gender Codes, or correct it in HR.',
				'e1000',
			],
		]);
		expect(issues[0]!.details).toMatchObject({ code: '9', count: 300 });
		expect(issues[0]!.details.people).toHaveLength(300);
	});

	test('three people are named one by one', () => {
		const { people } = map(
			['a', 'b', 'c'].map((Id) =>
				employee({ Id, FirstName: Id, EmailWork: `${Id}@x.se`, Gender: 9 }),
			),
		);
		expect(people.map(codes)).toEqual([['unknownGender'], ['unknownGender'], ['unknownGender']]);
	});

	test.each(['0', 0, '-1', -1, 'e1', '00000000-0000-0000-0000-000000000000'])(
		'the top of a company written as %p has no manager, and nothing is reported',
		(ImmediateManagerEmployeeId) => {
			const { people } = map([
				employee({ ImmediateManagerEmployeeId }),
				bo({ ImmediateManagerEmployeeId: 'e1' }),
			]);
			expect(people.map((person) => person.managerExternalId)).toEqual([null, 'e1']);
			expect(people.flatMap(codes)).toEqual([]);
		},
	);

	test('an id 0 that somebody has is a manager', () => {
		const { people } = map([employee({ Id: 0 }), bo({ ImmediateManagerEmployeeId: '0' })]);
		expect(people[1]!.managerExternalId).toBe('0');
	});

	test('a mapping by which everybody is their own manager changes no manager', () => {
		const { people, hints } = map([employee(), bo()], mapping({ manager: 'Id' }));
		for (const person of people) expect(person).not.toHaveProperty('managerExternalId');
		expect(hints).toEqual([
			'Everybody who has a manager is their own manager, so managers count as not mapped. Map Manager to the field that holds the ID of the manager.',
		]);
	});

	test('blank rows are left out and counted once', () => {
		const blank = { Id: '', FirstName: null, LastName: ' ', EmailWork: undefined };
		const { people, skipped, hints } = map([blank, employee(), { ...blank }, {}]);
		expect(people).toHaveLength(1);
		expect(skipped).toEqual([]);
		expect(hints).toEqual(['3 rows are empty and left out.']);
	});
});

describe('B19: one record that cannot be processed stops only itself', () => {
	test.each([
		['a lone surrogate', 'e\uD800', 'damagedText'],
		['one dot', '.', 'missingExternalId'],
		['two dots', '..', 'invalidExternalId'],
	])('%s as an id', (_what, Id, code) => {
		const { people, skipped } = map([employee({ Id }), bo()]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['e2']);
		expect(skipped.map(codes)).toEqual([[code]]);
	});

	test('a value that is nested 100,000 levels deep', () => {
		let deep: unknown = 'x';
		for (let i = 0; i < 100_000; i++) deep = { a: deep };
		const Organization = { Office: deep, Team: 'HR' };
		const { people } = map([employee({ Title: deep, Organization }), bo()], EVERYTHING);
		expect(people[0]).toMatchObject({ attributes: {}, organization: { Team: 'HR' } });
		expect(codes(people[0]!)).toEqual(['nestedTooDeep', 'nestedTooDeep']);
		const { skipped } = map([employee({ LastName: deep }), bo()]);
		expect(skipped.map(codes)).toEqual([['missingLastName']]);
	});
});

test('mapping twice changes nothing: a mapped value is read as itself', () => {
	const by = mapping({
		externalId: 'externalId',
		username: 'username',
		email: 'email',
		firstName: 'firstName',
		lastName: 'lastName',
		gender: 'gender',
		birthday: 'birthday',
		manager: 'managerExternalId',
		excludeFromSurveys: 'excludeFromSurveys',
	});
	const once = mapOne({
		Id: `{${GUID}}`,
		EmailWork: ' \u202AAnna@Exempel.SE ',
		FirstName: 'A\u030Asa\u2069',
		DateOfBirth: '19880229',
		ImmediateManagerEmployeeId: GUID.replace('6F', '7F'),
		EmploymentType: 'Extern personal',
	});
	expect(once).toMatchObject({
		firstName: 'Åsa',
		birthday: '1988-02-29',
		excludeFromSurveys: true,
	});
	const { people } = map([{ ...once }], by);
	expect(people).toEqual([once]);
});

test('B13: an organisational field that no record has now is empty, and no slip', () => {
	const by = mapping({}, { organization: organizational('Office', 'Team') });
	const { people, hints } = map([employee({ Organization: { Office: 'Lund' } })], by);
	expect(people[0]!.organization).toEqual({ Office: 'Lund', Team: null });
	expect(hints).toEqual([
		'No item has the field "Team", which Organizational Fields is mapped to. It counts as a level in which nobody has anything.',
	]);
});
