import { mapEmployees } from '../../../directory/mapping';
import type { ValueSource } from '../../../directory/mapping/valueSource';
import { employee, map, mapOne, mapping, named, organizational, source, TODAY } from './support';

const OTHER = employee({ Id: 'other', EmailWork: 'other@exempel.se' });

/** The messages about one faulty record that stands beside a good one. */
function said(values: Record<string, unknown>, by = mapping()) {
	const { people, skipped } = map([employee(values), OTHER], by);
	const one = [...people, ...skipped].find(({ externalId }) => externalId !== 'other');
	return one!.issues!.map(({ message }) => message);
}

function failing(parameter: string): ValueSource {
	return {
		parameter,
		label: 'its expression',
		fields: [],
		read: (record) => {
			if ((record as { Id: string }).Id !== 'other') throw new Error('boom');
			return 'x';
		},
	};
}

describe('someone who cannot be synchronised is told why, and what to do', () => {
	test.each([
		[{ Id: null }, 'no External ID: "Id" is empty.', 'externalId'],
		[{ EmailWork: ' ' }, 'no username: "EmailWork" is empty.', 'username'],
		[{ FirstName: {} }, 'no first name: "FirstName" is not a single value.', 'firstName'],
		[{ LastName: [] }, 'no last name: "LastName" is not a single value.', 'lastName'],
	])('%j', (values, why, parameter) => {
		const [message] = said(values);
		expect(message).toContain(
			`is not synchronised: ${why} Enter it in HR, or map ${parameter} from another field.`,
		);
	});

	test('by the name, else the username, else the id', () => {
		expect(said({ FirstName: '', LastName: '' })[0]).toMatch(/^anna\.lindqvist@exempel\.se is not/);
		expect(said({ FirstName: '', LastName: '', EmailWork: '' })[0]).toMatch(/^e1 is not/);
		expect(said({ LastName: '' })[0]).toMatch(/^Anna is not/);
	});

	test('a blank inside a username', () => {
		expect(said({ EmailWork: 'anna l@exempel.se' })[0]).toBe(
			'Anna Lindqvist is not synchronised: the username has a blank inside, so nobody could log in with it. Correct it in HR.',
		);
	});

	test('an expression that fails for a mandatory value', () => {
		const by = mapping();
		by.fields.firstName = failing('First Name');
		const { skipped } = map([employee(), OTHER], by);
		expect(skipped[0]!.issues).toMatchObject([
			{
				code: 'expressionFailed',
				message:
					'Lindqvist is not synchronised: the expression in First Name could not be worked out for this person. Correct the expression, or the values it uses in HR.',
				details: { parameter: 'First Name' },
			},
		]);
	});
});

describe('a value that cannot be worked out is left as it is, and told', () => {
	test('an optional one, an attribute and an organisational field', () => {
		const by = mapping(
			{},
			{
				attributes: [{ ...failing('Attributes'), name: 'title' }],
				organization: [{ ...failing('Organizational Fields'), name: 'Office' }],
			},
		);
		by.fields.birthday = failing('Birthday');
		const { people } = map([employee(), OTHER], by);
		const [anna] = people;
		expect(anna).not.toHaveProperty('birthday');
		expect(anna).toMatchObject({ attributes: {}, organization: {} });
		expect(anna!.issues!.map(({ message, details }) => [message, details])).toEqual(
			[
				['birthday', 'Birthday'],
				['“title”', '"title"'],
				['“Office”', '"Office"'],
			].map(([one, parameter]) => [
				`Anna Lindqvist keeps the present ${one}, because the expression in ${parameter} could not be worked out. Correct the expression, or the values it uses in HR.`,
				{ parameter },
			]),
		);
		expect(people[1]).toMatchObject({ attributes: { title: 'x' }, organization: { Office: 'x' } });
	});
});

describe('records with one id', () => {
	const twice = (company: [string, string], more: object = {}) =>
		map([
			employee({ CompanyId: company[0] }),
			employee({ CompanyId: company[1], FirstName: 'Bo', EmailWork: 'bo@exempel.se', ...more }),
			OTHER,
		]).skipped;

	test('in one company are all refused, and all named', () => {
		const [first, second] = twice(['c1', 'c1']);
		const message =
			'2 records have the External ID e1 in company c1: Anna Lindqvist (anna.lindqvist@exempel.se), Bo Lindqvist (bo@exempel.se). Give each person an id of their own in HR, or map External ID from another field.';
		expect(first!.issues).toEqual([
			{
				severity: 'error',
				code: 'duplicateExternalId',
				message: `Anna Lindqvist is not synchronised: ${message.replace('), Bo', ') and Bo')}`,
				subject: { kind: 'user', externalId: 'e1', name: 'Anna Lindqvist' },
				details: {
					people: ['Anna Lindqvist (anna.lindqvist@exempel.se)', 'Bo Lindqvist (bo@exempel.se)'],
					count: 2,
					company: 'c1',
				},
			},
		]);
		expect(second!.issues[0]!.message).toMatch(/^Bo Lindqvist is not synchronised: 2 records/);
	});

	test('without a company none is named, and a nameless record is told by what it has', () => {
		const [, second] = twice(['', ''], { FirstName: '', LastName: '' });
		const duplicate = second!.issues.find(({ code }) => code === 'duplicateExternalId')!;
		expect(duplicate.message).toContain(
			'2 records have the External ID e1: Anna Lindqvist (anna.lindqvist@exempel.se) and bo@exempel.se. Give',
		);
		expect(duplicate.details).toMatchObject({ company: null });
	});

	test('one who stands there three times is told so once', () => {
		const { skipped } = map([
			employee(),
			employee({ FirstName: 'Bo' }),
			employee({ FirstName: 'Eva' }),
			OTHER,
		]);
		expect(skipped.map(({ issues }) => issues.length)).toEqual([1, 1, 1]);
	});
});

test('case 20: who was merged, into what, and how to have it otherwise is told', () => {
	const { people } = map([
		employee({ Id: 'b', CompanyId: 'c2', FromDate: '2020-01-01' }),
		employee({ Id: 'a', CompanyId: 'c1', FromDate: '2021-01-01' }),
		employee({ Id: 'c', CompanyId: 'c3' }),
	]);
	expect(people).toHaveLength(1);
	expect(people[0]!.issues).toEqual([
		{
			severity: 'warning',
			code: 'mergedAcrossCompanies',
			message:
				'Anna Lindqvist is employed in 3 companies and becomes one user, by the record b of company c2. Left out: a of company c1, c of company c3. If another company should decide, name it first in Company Order.',
			subject: { kind: 'user', externalId: 'b', name: 'Anna Lindqvist' },
			details: {
				companies: ['c2', 'c1', 'c3'],
				keptExternalId: 'b',
				mergedExternalIds: ['a', 'c'],
			},
		},
	]);
});

test('case 19: a manager whose id several other companies use is left as it is, and told', () => {
	const { people } = map([
		employee({ Id: '7', CompanyId: 'c1', EmailWork: 'x@exempel.se' }),
		employee({ Id: '7', CompanyId: 'c2', EmailWork: 'y@exempel.se', FirstName: 'Bo' }),
		employee({ Id: '8', CompanyId: 'c3', ImmediateManagerEmployeeId: '7' }),
	]);
	const report = people.find(({ externalId }) => externalId === '8')!;
	expect(report).not.toHaveProperty('managerExternalId');
	expect(report.issues).toMatchObject([
		{
			code: 'ambiguousManager',
			message:
				'Anna Lindqvist keeps the present manager, because several companies use the id 7 of the manager, and the own company does not. Correct the manager in HR.',
			details: { manager: '7' },
		},
	]);
});

test('a part of the people says so on everyone, on those who are skipped and on the whole', () => {
	const reasons = [{ code: 'limit', message: 'Return All is off' }];
	const records = [
		employee({ PartialList: reasons }),
		employee({ Id: 'e2', EmailWork: null, PartialList: reasons }),
	];
	const { people, skipped, partial } = mapEmployees(records, mapping(), TODAY);
	expect([people[0]!.person.partialList, skipped[0]!.person.partialList, partial]).toEqual([
		reasons,
		reasons,
		reasons,
	]);
	const whole = mapEmployees(
		[employee(), employee({ Id: 'e2', EmailWork: null })],
		mapping(),
		TODAY,
	);
	expect(whole).not.toHaveProperty('partial');
	expect(whole.people[0]!.person).not.toHaveProperty('partialList');
	expect(whole.skipped[0]!.person).not.toHaveProperty('partialList');
	expect(whole.skipped[0]).toMatchObject({ source: 1 });
});

describe('codes of organisational fields', () => {
	test('go along where the records have them, and only there', () => {
		const Organization = { Office: 'Lund' };
		const by = mapping({}, { organization: organizational('Office', 'Unit') });
		const record = { Organization, Unit: 'U1' };
		expect(mapOne(record, by)).not.toHaveProperty('organizationCodes');
		expect(mapOne({ ...record, OrganizationCodes: 'x' }, by)).not.toHaveProperty(
			'organizationCodes',
		);
		expect(mapOne({ ...record, OrganizationCodes: { Office: '1', Old: '2' } }, by)).toMatchObject({
			organizationCodes: { Office: '1' },
		});
		expect(mapOne({ Organization })).not.toHaveProperty('organizationCodes');
		expect(mapOne({ Organization: ['x'], OrganizationCodes: { Office: '1' } })).not.toHaveProperty(
			'organization',
		);
	});

	test('an expression of the customer’s has no code', () => {
		const worked = { ...source('Unit')!, path: undefined, name: 'Unit' };
		const person = mapOne(
			{ Unit: 'U1', OrganizationCodes: { Unit: '1' } },
			mapping({}, { organization: [worked], attributes: [named('n', 'Unit')] }),
		);
		expect(person).toMatchObject({ organization: { Unit: 'U1' }, attributes: { n: 'U1' } });
		expect(person.organizationCodes).toEqual({});
	});
});
