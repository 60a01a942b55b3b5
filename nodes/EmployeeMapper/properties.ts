import type { DisplayCondition, INodeProperties } from 'n8n-workflow';
import { DEFAULT_PLACEHOLDERS, MAPPED_VALUES, type SingleValue } from '../../directory/mapping';
import { optionsCollection } from '../optionsCollection';
import { path, text } from './parameterKinds';
import { USER_FIELDS, USER_VALUES, type Field } from '../../directory/model/fields';

const NOT_MAPPED = 'Empty in HR: cleared. Not mapped: left unchanged.';

/** In options, where n8n does not fill in a default by itself. */
export const EMPLOYEE_NUMBER = 'EmploymentNumber';
export const EMPLOYMENT_START = 'EmployedSince';

type MappedField = 'externalId' | SingleValue;

interface Source {
	/** The field of Flex HRM that holds the value; empty: not mapped by default. */
	field: string;
	/** The first version of the node that maps it by default. */
	since?: number;
	description: string;
	placeholder?: string;
}

const SOURCES: Record<MappedField, Source> = {
	externalId: {
		field: 'Id',
		description:
			'The ID that a person always keeps. It decides who is created, updated or removed. Mandatory. If two companies use the same ID, the node puts the ID of the company before it.',
	},
	username: {
		field: 'EmailWork',
		description:
			'The name that the person logs in with. Mandatory and unique. The node removes blanks around it and makes all letters small. A person without a username is skipped.',
	},
	email: {
		field: 'EmailWork',
		description: `Recommended, and best the same as Username. ${NOT_MAPPED}`,
		placeholder: 'e.g. name@email.com',
	},
	firstName: { field: 'FirstName', description: 'Mandatory' },
	lastName: { field: 'LastName', description: 'Mandatory' },
	gender: {
		field: 'Gender',
		description: `A code that is listed under Gender Codes. ${NOT_MAPPED}`,
	},
	birthday: {
		field: 'DateOfBirth',
		description: `A date as YYYY-MM-DD. A time of day after it is ignored. ${NOT_MAPPED}`,
	},
	managerExternalId: {
		field: 'ImmediateManagerEmployeeId',
		description: `The External ID of the manager, as HR knows it. ${NOT_MAPPED}`,
	},
	excludeFromSurveys: {
		field: 'EmploymentType',
		description:
			'The employment type, which is looked up under Excluded Employment Types, or yes or no. Not mapped: left unchanged.',
	},
	employedSince: {
		field: EMPLOYMENT_START,
		since: 2,
		description: `The first day of the unbroken employment. Winningtemp keeps it where the credential has an attribute path for it. ${NOT_MAPPED}`,
	},
	employedUntil: {
		field: 'EmployedUntil',
		since: 2,
		description: `The last day of the employment. Winningtemp keeps it where the credential has an attribute path for it. ${NOT_MAPPED}`,
	},
	title: { field: '', description: `The job title. ${NOT_MAPPED}` },
	phone: { field: '', description: `The phone number. ${NOT_MAPPED}` },
};

const FIELDS: Readonly<Record<MappedField, Field>> = {
	externalId: USER_FIELDS.externalId,
	...USER_VALUES,
};

/** One parameter for each value of a person, the mandatory ones first. */
const fieldParameters: INodeProperties[] = MAPPED_VALUES.map(
	({ property }): MappedField => property,
)
	.toSorted((a, b) => Number(isOptional(a)) - Number(isOptional(b)))
	.flatMap((name) => {
		const { field, since = 1, description, placeholder } = SOURCES[name];
		const { title, parameter = name } = FIELDS[name];
		const mapped = path(parameter, title, field, description, placeholder);
		if (since === 1) return [mapped];
		const before = { ...mapped, default: '' };
		return [
			inVersions({ _cnd: { lt: since } }, before),
			inVersions({ _cnd: { gte: since } }, mapped),
		];
	});

/** Values that are mapped unless somebody empties the parameter. */
export const MAPPED_BY_DEFAULT: ReadonlySet<string> = new Set(
	Object.entries<Source>(SOURCES).flatMap(([name, { field }]) => (field === '' ? [] : [name])),
);

function inVersions(condition: DisplayCondition, property: INodeProperties): INodeProperties {
	return { ...property, displayOptions: { show: { '@version': [condition] } } };
}

function isOptional(name: MappedField): boolean {
	return FIELDS[name].isRequired !== true;
}

const codes: INodeProperties[] = [
	{
		displayName: 'Gender Codes',
		name: 'genderCodes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Code',
		default: {
			values: [
				{ value: '1', gender: 'male' },
				{ value: '2', gender: 'female' },
			],
		},
		description: 'What the codes of HR mean. Empty, _ and 0 mean none.',
		options: [
			{
				displayName: 'Code',
				name: 'values',
				values: [
					text('value', 'Value in HR', 'e.g. 1'),
					{
						displayName: 'Gender',
						name: 'gender',
						type: 'options',
						options: [
							{ name: 'Female', value: 'female' },
							{ name: 'Male', value: 'male' },
							{ name: 'None', value: 'none' },
						],
						default: 'none',
					},
				],
			},
		],
	},
	{
		displayName: 'Excluded Employment Types',
		name: 'excludedEmploymentTypes',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Employment Type' },
		default: ['External Personnel'],
		placeholder: 'e.g. External Personnel',
		description:
			'People of these employment types get no surveys. Upper and lower case make no difference. External Personnel also means Extern personal and the number 1.',
	},
];

const furtherFields: INodeProperties[] = [
	{
		displayName: 'Organizational Fields',
		name: 'organizationFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Field',
		default: {},
		description:
			'Organizational fields that you add or rename. They come first; all others under Organization follow. (In version 2 of the node, the others are left out.)',
		options: [
			{
				displayName: 'Field',
				name: 'values',
				values: [
					path(
						'field',
						'Field',
						'',
						'Drag a field here, or type the name of an organizational field',
						'e.g. Department',
					),
					text(
						'name',
						'Name',
						'e.g. Department',
						'The name that the Hierarchy Builder uses. Empty: the name of the field. An expression needs a name.',
					),
				],
			},
		],
	},
	{
		displayName: 'Segments',
		name: 'segments',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Category',
		default: {},
		description:
			'What people belong to beside their group, such as an office or a job role: one row for each category. Without a row, segments are left unchanged.',
		options: [
			{
				displayName: 'Category',
				name: 'values',
				values: [
					text('category', 'Category', 'e.g. Office', 'The name of the category in Winningtemp'),
					path(
						'value',
						'Value',
						'',
						'The name of the segment: a field, or an expression. Empty in HR: the person is in no segment of this category.',
					),
					path(
						'code',
						'Code',
						'',
						'The External ID of the segment, if HR has a code for it. Without it, the External ID follows from Category and Value, so a renamed segment is a new one.',
					),
				],
			},
		],
	},
	{
		displayName: 'Attributes',
		name: 'attributes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Attribute',
		default: {},
		description: 'Further values to send to Winningtemp',
		options: [
			{
				displayName: 'Attribute',
				name: 'values',
				values: [
					text('name', 'Name', 'e.g. title', 'The name of the value in Winningtemp'),
					path('value', 'Value', '', 'A field, or an expression'),
				],
			},
		],
	},
	path(
		'company',
		'Company',
		'CompanyId',
		'The company that employs the person. IDs and managers are first looked up within it. With one company, leave it as it is.',
	),
	optionsCollection([
		text(
			'companyOrder',
			'Company Order',
			'e.g. the ID of the parent company, another ID',
			'IDs of companies, separated by commas. If one person is employed in several, the first company named here decides the values. Without it, the employment that began first decides.',
		),
		path(
			'employeeNumber',
			'Employee Number',
			EMPLOYEE_NUMBER,
			'The number of the employee in HR. With Explain Values it is passed on, so that a report can find a person by it.',
		),
		path(
			'employmentStart',
			'Employment Start',
			EMPLOYMENT_START,
			'The day that the employment began. It decides which record counts if one person is employed in several companies.',
		),
		{
			displayName: 'Explain Values',
			name: 'explainValues',
			type: 'boolean',
			default: false,
			description:
				'Whether each person also carries the values of HR that the mapping used, for a report about one person',
		},
		{
			displayName: 'Leave Out Protected People',
			name: 'leaveOutProtected',
			type: 'boolean',
			default: false,
			description:
				'Whether people with protected identity get no account. An existing account stays as it is until somebody removes it in Winningtemp.',
		},
		{
			displayName: 'Placeholders',
			name: 'placeholders',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Placeholder' },
			default: [...DEFAULT_PLACEHOLDERS],
			placeholder: 'e.g. n/a',
			description:
				'Texts that HR uses where there is no value. They count as empty in every value and level. Upper and lower case make no difference.',
		},
		path(
			'protectedField',
			'Protected Identity Field',
			'',
			'The field that marks people with protected identity (skyddade personuppgifter): neither empty, no nor 0. Reports, mails, hints and errors have neither their names nor their groups.',
		),
		{
			displayName: 'Protected Identity IDs',
			name: 'protectedIds',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add ID' },
			default: [],
			placeholder: 'e.g. the External ID of a person',
			description:
				'External IDs of people with protected identity, if no field of HR marks them. An asterisk (*) means any characters.',
		},
		{
			displayName: 'Separate Skipped People',
			name: 'separateSkipped',
			type: 'boolean',
			default: false,
			description:
				'Whether skipped people come out of Skipped only. If not, they come out of People too, marked as skipped, so that the Sync Planner knows that they have not left.',
			displayOptions: { show: { '@version': [{ _cnd: { gte: 2 } }] } },
		},
	]),
];

export const properties: INodeProperties[] = [
	{
		displayName:
			'Drag fields from the input onto the parameters. The defaults fit the node Flex HRM. Empty the parameter of a value to leave that value unchanged in Winningtemp.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	...fieldParameters,
	...codes,
	...furtherFields,
];
