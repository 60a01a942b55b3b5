import type { INodeProperties } from 'n8n-workflow';
import { originOf } from '../../../directory/explain/origin';
import type { ItemRecord } from '../../../directory/hierarchy';
import type { Mapping } from '../../../directory/mapping';
import { isUnknown, valueSource, type ValueSource } from '../../../directory/mapping/valueSource';
import { properties } from '../../../nodes/EmployeeMapper/properties';
import { byLevels } from '../hierarchy/people';
import { codes, employee, map, mapping } from './support';

/** The parameters of the node that take a field or an expression, with the collection they are in. */
function inputsOf(list: readonly INodeProperties[], above = ''): string[] {
	return list.flatMap(({ name, requiresDataPath, options = [] }) => {
		if (requiresDataPath) return [above + name];
		return options.flatMap((option) => {
			if ('values' in option) return inputsOf(option.values, `${name}.`);
			return 'type' in option ? inputsOf([option as INodeProperties], `${name}.`) : [];
		});
	});
}

/** A person whose `Missing` HR does not say in this run. */
const unsaid = employee({ Id: 'a', EmailWork: 'a@exempel.se', NotKnown: ['Missing'] });
const said = employee({ Id: 'b', EmailWork: 'b@exempel.se', Missing: 'Lund' });

type Outcome = ReturnType<typeof map>;

interface Row {
	/** The mapping, with the source in this input. */
	by: (source: ValueSource) => Mapping;
	/** What nothing is known of must mean. */
	means: (outcome: Outcome) => void;
	records?: unknown[];
}

/** The value stays as the target has it, and nobody is told anything that is wrong. */
function leftAlone(parameter: string, property = parameter): Row {
	return {
		by: (source) => ({
			...mapping(),
			fields: { ...mapping().fields, [parameter]: source },
		}),
		means: ({ people, hints }) => {
			expect(people[0]).toMatchObject({ externalId: 'a', notKnown: ['Missing', property] });
			expect(people[0]).not.toHaveProperty(property);
			expect(codes(people[0]!)).toEqual([]);
			expect(hints.join()).not.toContain('counts as not mapped');
		},
	};
}

/** The person is skipped, so that nothing of theirs is changed or removed. */
function skipped(by: Row['by'], parameter: string): Row {
	return {
		by,
		means: ({ people, skipped: out }) => {
			expect(people.map(({ externalId }) => externalId)).not.toContain('a');
			const one = out.find(({ username }) => username !== 'b@exempel.se')!;
			expect(one.issues.map(({ message }) => message)).toEqual([
				expect.stringContaining(
					`is not synchronised: HR does not say in this run what ${parameter} follows from. The next run that knows it does the rest.`,
				),
			]);
		},
	};
}

const required = (parameter: string) =>
	skipped(
		(source) => ({ ...mapping(), fields: { ...mapping().fields, [parameter]: source } }),
		'The Parameter',
	);

/** What each input of the mapper makes of a field that HR does not say. */
const INPUTS: Record<string, Row> = {
	externalId: required('externalId'),
	username: required('username'),
	firstName: required('firstName'),
	lastName: required('lastName'),
	email: leftAlone('email'),
	gender: leftAlone('gender'),
	birthday: leftAlone('birthday'),
	manager: leftAlone('manager', 'managerExternalId'),
	excludeFromSurveys: leftAlone('excludeFromSurveys'),
	employedSince: leftAlone('employedSince'),
	employedUntil: leftAlone('employedUntil'),
	title: leftAlone('title'),
	phone: leftAlone('phone'),
	company: skipped((company) => mapping({}, { company }), 'The Parameter'),
	'attributes.value': {
		by: (source) => mapping({}, { attributes: [{ ...source, name: 'x' }] }),
		means: ({ people }) => {
			expect(people[0]!.attributes).toEqual({});
			expect(people[0]!.notKnown).toEqual(['Missing', 'attributes.x']);
		},
	},
	'segments.value': {
		by: (source) => mapping({}, { segments: [{ ...source, name: 'Office' }] }),
		means: ({ people }) => {
			expect(people[0]).not.toHaveProperty('segments');
			expect(codes(people[0]!)).toEqual([]);
		},
	},
	'segments.code': {
		by: (code) =>
			mapping(
				{},
				{
					segments: [{ ...valueSource('x', 'FirstName', () => undefined)!, name: 'Office', code }],
				},
			),
		means: ({ people }) => {
			expect(people[0]).not.toHaveProperty('segments');
			expect(codes(people[0]!)).toEqual([]);
			expect(people[1]!.segments).toHaveLength(1);
		},
	},
	'organizationFields.field': {
		by: (source) => mapping({}, { organization: [{ ...source, name: 'Office' }] }),
		means: ({ people }) => {
			const built = byLevels(people, { levels: ['Office'] });
			expect(built.users[0]!.user).not.toHaveProperty('groupExternalId');
			expect(built.users[0]!.user).not.toHaveProperty('notKnown');
			expect(built.users[1]!.user.groupExternalId).toEqual(expect.any(String));
			expect(built.issues.map(({ message }) => message)).toEqual([
				'Anna Lindqvist stays in the present group, because Office is not known in this run. The hints of the steps before say what HR did not give. The next run that knows it does the rest.',
			]);
		},
	},
	'options.employmentStart': {
		records: [
			{ ...unsaid, EmailWork: 'b@exempel.se', CompanyId: 'c1' },
			{ ...said, Missing: '2020-01-01', CompanyId: 'c2' },
		],
		by: (employedFrom) => mapping({}, { employedFrom }),
		means: ({ people }) => {
			expect(people.map(({ externalId }) => externalId)).toEqual(['a', 'b']);
			expect(people.map(codes)).toEqual([['startNotKnown'], ['startNotKnown']]);
		},
	},
	'options.protectedField': {
		by: (field) => mapping({}, { protectedIdentity: { field, externalIds: [], leaveOut: false } }),
		means: ({ people }) => expect(people[0]).toHaveProperty('protectedIdentity', true),
	},
	'options.employeeNumber': {
		by: () => mapping(),
		means: () => {
			const number = valueSource('x', '={{ $json.Missing + 1 }}', () => 'undefined1')!;
			expect(originOf(unsaid, 0, mapping(), number).employeeNumber).toBeNull();
			expect(originOf(said, 0, mapping(), number).employeeNumber).toBe('undefined1');
		},
	},
};

test('every input of the mapper has a rule for what HR does not say', () => {
	expect(Object.keys(INPUTS).sort()).toEqual([...new Set(inputsOf(properties))].sort());
});

describe.each(Object.entries(INPUTS))('%s', (_input, { by, means, records = [unsaid, said] }) => {
	test.each([
		['a field', 'Missing'],
		['an expression', "={{ $json.Missing === 'Lund' ? $json.Id : 'no' }}"],
	])('%s that HR does not say in this run changes nothing', (_kind, parameter) => {
		const source = valueSource('The Parameter', parameter, (index) =>
			index === 0 ? 'no' : (records[index] as ItemRecord).Missing,
		)!;
		means(map(records, by(source)));
	});
});

test.each([
	['={{ $json.missing + 1 }}', true],
	['={{ Object.keys($json).length }}', true],
	["={{ $json.hasField('Missing') }}", true],
	['={{ $json[$json.Which] }}', true],
	["={{ $('Flex HRM').item.json.Missing ?? '' }}", true],
	['={{ $json.Which + JSON.stringify([1]) }}', false],
	["={{ $json['Which'].toJsonString() }}", false],
	['={{ $now.toISO() }}', false],
])('whether %s depends on a field that is not known: %s', (parameter, depends) => {
	const source = valueSource('Title', parameter, () => '')!;
	expect(isUnknown(source, ['Missing'])).toBe(depends);
});

test('what HR does not say of a person goes on as it came, and nothing of anybody else', () => {
	const { people } = map([unsaid, said]);
	expect(people.map(({ notKnown }) => notKnown)).toEqual([['Missing'], undefined]);
});
