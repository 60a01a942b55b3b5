import { Expression, type IDataObject, type INodeParameters } from 'n8n-workflow';
import type { MappedPerson, SkippedPerson } from '../../directory/mapping';
import { EmployeeMapper } from '../../nodes/EmployeeMapper/EmployeeMapper.node';
import { runNode } from './engine';

const PEOPLE = 0;
const SKIPPED = 1;

function employee(values: IDataObject = {}): IDataObject {
	return {
		Id: 'e1',
		CompanyId: 'c1',
		EmploymentNumber: '1017',
		FirstName: 'Karin',
		LastName: 'Åkesson',
		EmailWork: 'Karin.Akesson@exempel.se',
		Gender: 2,
		DateOfBirth: '1984-02-29T00:00:00',
		ImmediateManagerEmployeeId: 'e2',
		EmploymentType: 'Employee',
		EmployedSince: '2015-08-01T00:00:00',
		EmployedUntil: null,
		Organization: { Office: 'Stockholm', Department: 'Finance', Team: 'Payable' },
		...values,
	};
}

const boss = employee({ Id: 'e2', EmailWork: 'bo@exempel.se', ImmediateManagerEmployeeId: null });

async function map(parameters: INodeParameters, items: IDataObject[], typeVersion = 3) {
	const run = await runNode('employeeMapper', parameters, items, { typeVersion });
	return {
		...run,
		people: run.json<MappedPerson>(PEOPLE),
		skipped: run.json<SkippedPerson>(SKIPPED),
	};
}

test('the defaults fit what Flex sends', async () => {
	const { error, people, skipped, hints, output } = await map({}, [
		employee({ EmploymentType: 'External Personnel' }),
		boss,
	]);
	expect(error).toBeUndefined();
	expect(hints).toEqual([]);
	expect(skipped).toEqual([]);
	expect(people[0]).toStrictEqual({
		externalId: 'e1',
		username: 'karin.akesson@exempel.se',
		email: 'karin.akesson@exempel.se',
		firstName: 'Karin',
		lastName: 'Åkesson',
		gender: 'female',
		birthday: '1984-02-29',
		managerExternalId: 'e2',
		excludeFromSurveys: true,
		employedSince: '2015-08-01',
		employedUntil: null,
		organization: { Office: 'Stockholm', Department: 'Finance', Team: 'Payable' },
	});
	expect(output(PEOPLE).map(({ pairedItem }) => pairedItem)).toEqual([
		[{ item: 0 }],
		[{ item: 1 }],
	]);
});

test('case 16: someone without work e-mail travels with the people, and comes out of Skipped, named and paired', async () => {
	const { people, skipped, output } = await map({}, [employee({ EmailWork: null }), boss]);
	expect(people.map(({ externalId }) => externalId)).toEqual(['e2', 'e1']);
	expect(people[1]).toEqual(skipped[0]);
	expect(people[1]).toMatchObject({ skipped: true, name: 'Karin Åkesson' });
	expect(output(PEOPLE)[1]!.pairedItem).toEqual({ item: 0 });
	expect(output(SKIPPED)[0]!.pairedItem).toEqual({ item: 0 });
});

test.each([
	['with Separate Skipped People', { options: { separateSkipped: true } }, 2],
	['saved with version 1', {}, 1],
	['saved with version 1, whatever its options', { options: { separateSkipped: false } }, 1],
])('%s, skipped people come out of Skipped only', async (_name, parameters, version) => {
	const { people, skipped, output } = await map(
		parameters,
		[boss, employee({ EmailWork: null })],
		version,
	);
	expect(people.map(({ externalId }) => externalId)).toEqual(['e2']);
	expect(skipped).toEqual([
		expect.objectContaining({ externalId: 'e1', name: 'Karin Åkesson', username: null }),
	]);
	expect(skipped[0]!.issues[0]!.message).toBe(
		'Karin Åkesson is not synchronised: no username: "EmailWork" is empty. Enter it in HR, or map Username from another field.',
	);
	expect(output(SKIPPED)[0]!.pairedItem).toEqual({ item: 1 });
});

test('a field that is dropped on a parameter in the editor replaces what it holds', () => {
	const { properties } = new EmployeeMapper().description;
	const text = (name: string) => properties.find((one) => one.name === name)!;
	const values = ['externalId', 'username', 'email', 'firstName', 'lastName', 'gender'];
	for (const name of [...values, 'birthday', 'manager', 'excludeFromSurveys', 'company']) {
		expect([name, text(name)]).toEqual([
			name,
			expect.objectContaining({ type: 'string', requiresDataPath: 'single' }),
		]);
	}
	expect(properties.filter(({ default: value }) => /[{=]/.test(String(value)))).toEqual([]);
});

test('in version 1 the days of the employment are not mapped by default, but can be', async () => {
	const { people, hints } = await map({}, [employee()], 1);
	expect(hints).toEqual([]);
	expect(people).toHaveLength(1);
	expect(Object.keys(people[0]!).filter((name) => name.startsWith('employed'))).toEqual([]);
	const mapped = await map({ employedSince: 'EmployedSince' }, [employee()], 1);
	expect(mapped.people[0]).toHaveProperty('employedSince', '2015-08-01');
});

test('paths, plain names and true expressions give the same', async () => {
	const spellings = [
		['={{ $json.FirstName }}', "={{ $json['Organization']?.Office }}"],
		['FirstName', 'Organization.Office'],
		["['FirstName']", "Organization['Office']"],
		['={{ $json.FirstName.trim() }}', '={{ $json.Organization.Office + "" }}'],
	];
	for (const [firstName, office] of spellings) {
		const { error, people } = await map(
			{
				firstName: firstName!,
				organizationFields: { values: [{ field: office!, name: 'Kontor' }] },
				attributes: { values: [{ name: 'office', value: office! }] },
			},
			[employee(), boss],
			2,
		);
		expect(error).toBeUndefined();
		expect(people).toHaveLength(2);
		for (const person of people) {
			expect(person.firstName).toBe('Karin');
			expect(person.organization).toEqual({ Kontor: 'Stockholm' });
			expect(person.attributes).toEqual({ office: 'Stockholm' });
		}
	}
});

describe('an organizational field that is added', () => {
	const items = [
		employee({
			OwnFields: { Location: 'Kista' },
			OrganizationCodes: { Office: '10', Department: '200', Team: '3' },
		}),
	];
	const add = async (values: INodeParameters[], typeVersion?: number) => {
		const { people } = await map({ organizationFields: { values } }, items, typeVersion);
		return [people[0]!.organization, people[0]!.organizationCodes];
	};

	test('comes first, and drops no other', async () => {
		const [organization, codes] = await add([{ field: 'OwnFields.Location', name: 'Site' }]);
		expect(Object.entries(organization!)).toEqual([
			['Site', 'Kista'],
			['Office', 'Stockholm'],
			['Department', 'Finance'],
			['Team', 'Payable'],
		]);
		expect(codes).toEqual({ Office: '10', Department: '200', Team: '3' });
	});

	test('under another name takes the place of the one that it renames, with its code', async () => {
		const [organization, codes] = await add([{ field: 'Department', name: 'Avdelning' }]);
		expect(organization).toEqual({ Avdelning: 'Finance', Office: 'Stockholm', Team: 'Payable' });
		expect(codes).toEqual({ Avdelning: '200', Office: '10', Team: '3' });
	});

	test('with the name of another, whatever its capitals, takes the place of that one', async () => {
		const [organization] = await add([{ field: 'OwnFields.Location', name: 'office' }]);
		expect(organization).toEqual({ office: 'Kista', Department: 'Finance', Team: 'Payable' });
	});

	test('a code as a further field leaves the name where it is', async () => {
		const field = '={{ $json.OrganizationCodes.Office }}';
		const [organization] = await add([{ field, name: 'Office ID' }]);
		expect(organization).toEqual({
			'Office ID': '10',
			Office: 'Stockholm',
			Department: 'Finance',
			Team: 'Payable',
		});
	});

	test.each([1, 2])('in version %s is alone, as it was saved', async (version) => {
		const [organization] = await add([{ field: 'Team' }], version);
		expect(organization).toEqual({ Team: 'Payable' });
	});
});

test('a true expression is worked out for each item by itself', async () => {
	const { people } = await map(
		{
			username: '={{ $json.EmailWork ?? "nr" + $json.EmploymentNumber }}',
			excludeFromSurveys: '={{ $json.EmploymentNumber > 2000 }}',
			birthday: '={{ $json.DateOfBirth.toDateTime().plus({ days: 1 }) }}',
		},
		[employee({ EmailWork: null }), employee({ Id: 'e2', EmploymentNumber: '2001' })],
	);
	expect(people.map(({ username }) => username)).toEqual(['nr1017', 'karin.akesson@exempel.se']);
	expect(people.map(({ excludeFromSurveys }) => excludeFromSurveys)).toEqual([false, true]);
	expect(people.map(({ birthday }) => birthday)).toEqual(['1984-03-01', '1984-03-01']);
});

test('case 36: an empty parameter is not mapped, an empty value is cleared', async () => {
	const username = 'EmploymentNumber';
	const { people, hints } = await map({ username, birthday: '', gender: '={{ }}', manager: '' }, [
		employee({ EmploymentType: null, EmailWork: null, Team: null }),
	]);
	expect(Object.keys(people[0]!)).toEqual([
		'externalId',
		'username',
		'email',
		'firstName',
		'lastName',
		'excludeFromSurveys',
		'employedSince',
		'employedUntil',
		'organization',
	]);
	expect(people[0]!.email).toBeNull();
	expect(hints).toEqual([]);
});

test('codes, employment types and the order of companies are settings', async () => {
	const { error, people } = await map(
		{
			genderCodes: { values: [{ value: 'K', gender: 'female' }] },
			excludedEmploymentTypes: ['Konsult', 'Praktikant'],
			options: { companyOrder: 'c9, c1' },
		},
		[
			employee({ Gender: 'k', EmploymentType: 'praktikant' }),
			employee({ Id: 'e9', CompanyId: 'c9', EmployedSince: '2024-01-01', Gender: 1 }),
		],
	);
	expect(error).toBeUndefined();
	expect(people).toHaveLength(1);
	expect(people[0]).toMatchObject({ externalId: 'e9', excludeFromSurveys: false });
	expect(people[0]).not.toHaveProperty('gender');
	expect(people[0]!.issues!.map(({ code }) => code)).toEqual([
		'unknownGender',
		'mergedAcrossCompanies',
	]);
});

test('cases B4 and B10: placeholders are a setting, and a moment is read in the time zone of the workflow', async () => {
	const { people, skipped } = await map(
		{ options: { placeholders: ['ingen'], separateSkipped: true } },
		[
			employee({ EmailWork: 'Ingen' }),
			// In New York, n8n's own default, this is the evening of the day before.
			employee({ Id: 'e2', LastName: '-', DateOfBirth: '1990-05-17T02:30:00.000Z' }),
		],
	);
	expect(skipped.map(({ externalId }) => externalId)).toEqual(['e1']);
	expect(people).toMatchObject([{ externalId: 'e2', lastName: '-' }]);
	expect(people[0]!.issues!.map(({ code }) => code)).toEqual(['invalidBirthday']);
});

test('case 20: by default the employment that began first decides, and both items are paired', async () => {
	const { people, output } = await map({}, [
		employee({ EmployedSince: '2020-01-01' }),
		employee({ Id: 'e9', CompanyId: 'c9' }),
	]);
	expect(people.map(({ externalId }) => externalId)).toEqual(['e9']);
	expect(output(PEOPLE)[0]!.pairedItem).toEqual([{ item: 1 }, { item: 0 }]);
});

test('items of another source work with names of their own', async () => {
	const { error, people, hints } = await map(
		{
			externalId: 'Anst.nr',
			username: 'E-post',
			email: '',
			firstName: 'Förnamn',
			lastName: "={{ $json['Efternamn'] }}",
			gender: '',
			birthday: '',
			manager: 'Chef',
			excludeFromSurveys: '',
			employedSince: '',
			employedUntil: '',
			organizationFields: {
				values: [{ field: '={{ $json.Kontor }}', name: '' }, { field: 'Avdelning' }],
			},
		},
		[
			{
				'Anst.nr': 42,
				'E-post': ' Per@exempel.se',
				Förnamn: 'Per',
				Efternamn: 'Öberg',
				Chef: '7',
				Kontor: 'Umeå',
				Avdelning: 'IT',
			},
		],
	);
	expect(error).toBeUndefined();
	expect(hints).toEqual([]);
	expect(people).toStrictEqual([
		{
			externalId: '42',
			username: 'per@exempel.se',
			firstName: 'Per',
			lastName: 'Öberg',
			managerExternalId: '7',
			organization: { Kontor: 'Umeå', Avdelning: 'IT' },
		},
	]);
});

test.each([
	['externalId', 'External ID is empty'],
	['username', 'Username is empty'],
	['firstName', 'First Name is empty'],
	['lastName', 'Last Name is empty'],
])('a mandatory parameter that is empty ends the run: %s', async (parameter, message) => {
	const { error, people } = await map({ [parameter]: '' }, [employee()]);
	expect(error?.message).toBe(message);
	expect(people).toEqual([]);
});

test('a mandatory field that no item has ends the run, and the right one is suggested', async () => {
	const { error } = await map({ username: '={{ $json.EmailWrok }}' }, [employee(), boss]);
	expect(error?.message).toBe(
		'No item has the field "EmailWrok", which Username is mapped to. Did you mean "EmailWork"? Drag the right field into Username.',
	);
});

test('another field that no item has becomes a hint, and clears nothing', async () => {
	const { people, hints } = await map(
		{
			birthday: 'DateOfbirth',
			organizationFields: { values: [{ field: 'Ofice' }, { field: 'Team' }] },
		},
		[employee()],
		2,
	);
	expect(people[0]).not.toHaveProperty('birthday');
	expect(people[0]!.organization).toEqual({ Team: 'Payable' });
	expect(hints).toEqual([
		'No item has the field "DateOfbirth", which Birthday is mapped to. Did you mean "DateOfBirth"? It counts as not mapped. Correct Birthday, or empty it.',
		'No item has the field "Ofice", which field 1 of Organizational Fields is mapped to. Did you mean "Organization.Office"? It counts as not mapped. Correct field 1 of Organizational Fields, or empty it.',
	]);
});

test.each<[string, INodeParameters]>([
	[
		'Attribute 1 has a value and no name. Enter the Name of the value in Winningtemp, or remove the attribute.',
		{ attributes: { values: [{ name: '', value: 'FirstName' }] } },
	],
	[
		'Attributes name "title" twice. Rename or remove one of the two.',
		{
			attributes: {
				values: [
					{ name: 'title', value: 'FirstName' },
					{ name: 'title', value: 'LastName' },
				],
			},
		},
	],
	[
		'Field 1 of Organizational Fields is an expression and has no name. Enter the Name that the Hierarchy Builder uses.',
		{ organizationFields: { values: [{ field: '={{ $json.Id + "x" }}' }] } },
	],
	[
		'Organizational Fields name "Office" twice. Rename or remove one of the two.',
		{ organizationFields: { values: [{ field: 'Office' }, { field: 'Organization.Office' }] } },
	],
])('%s', async (message, parameters) => {
	const { error } = await map(parameters, [employee()]);
	expect(error?.message).toBe(message);
});

test('the empty item of “Always Output Data” is an error, never an empty company', async () => {
	const { error, people, skipped } = await map({}, [{}]);
	expect(error?.message).toBe(
		'No item has the field "Id", which External ID is mapped to. Drag the right field into External ID.',
	);
	expect([...people, ...skipped]).toEqual([]);
});

test('segments are rows of category, value and code; a row without category is refused', async () => {
	const row = { category: 'Team', value: '={{ $json.Organization.Team + "!" }}', code: 'TeamCode' };
	const items = [employee({ TeamCode: 7 }), { ...boss, TeamCode: 7 }];
	const { people } = await map({ segments: { values: [row] } }, items);
	expect(people.map((person) => person.segments)).toEqual([
		[{ category: 'Team', name: 'Payable!', externalId: '7' }],
		[{ category: 'Team', name: 'Payable!', externalId: '7' }],
	]);
	const { error } = await map({ segments: { values: [{ ...row, category: '' }] } }, items);
	expect(error?.message).toBe(
		'Row 1 of Segments has a value and no category. Enter the Category, or remove the row.',
	);
});

test('20,000 people need no expression evaluated for each', async () => {
	const items = Array.from({ length: 20_000 }, (_, i) =>
		employee({ Id: `e${i}`, EmailWork: `p${i}@exempel.se`, LastName: `Öberg ${i}` }),
	);
	const segments = { values: [{ category: 'Office', value: 'Office', code: '' }] };
	const evaluated = jest.spyOn(Expression.prototype, 'resolveSimpleParameterValue');
	expect((await map({ segments }, items.slice(0, 1))).people).toHaveLength(1);
	const forOne = evaluated.mock.calls.length;
	evaluated.mockClear();
	const { people } = await map({ segments }, items);
	expect(people).toHaveLength(20_000);
	expect(people[19_999]!.segments).toEqual([
		{ category: 'Office', name: 'Stockholm', externalId: '670047a9-709e-5a47-9ec5-a800f95bc537' },
	]);
	expect(evaluated.mock.calls.length).toBe(forOne);
});
