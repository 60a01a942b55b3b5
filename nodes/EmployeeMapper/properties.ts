import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_PLACEHOLDERS } from '../../directory/mapping';

const PLACEHOLDER = 'e.g. a field dragged here, or its name';

/** Defaults are the fields that Flex HRM sends, as the mission names them. */
const mandatoryFields: INodeProperties[] = [
	{
		displayName: 'External ID',
		name: 'externalId',
		type: 'string',
		default: '={{ $json.Id }}',
		placeholder: PLACEHOLDER,
		description:
			'What identifies a person for ever: it decides whether someone is created, updated or removed. Mandatory. IDs that two companies share are qualified by the company.',
	},
	{
		displayName: 'Username',
		name: 'username',
		type: 'string',
		default: '={{ $json.EmailWork }}',
		placeholder: PLACEHOLDER,
		description:
			'What the person logs in with, unique. Mandatory; blanks at the ends are removed and letters made small. People without one come out of Skipped.',
	},
	{
		displayName: 'First Name',
		name: 'firstName',
		type: 'string',
		default: '={{ $json.FirstName }}',
		placeholder: PLACEHOLDER,
		description: 'Mandatory. Greets the person, and finds them in the directory.',
	},
	{
		displayName: 'Last Name',
		name: 'lastName',
		type: 'string',
		default: '={{ $json.LastName }}',
		placeholder: PLACEHOLDER,
		description: 'Mandatory. Finds the person in the directory.',
	},
];

const optionalFields: INodeProperties[] = [
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '={{ $json.EmailWork }}',
		placeholder: 'e.g. name@email.com',
		description:
			'Recommended, and best the same as Username. Leave empty to leave the addresses in Winningtemp alone.',
	},
	{
		displayName: 'Gender',
		name: 'gender',
		type: 'string',
		default: '={{ $json.Gender }}',
		placeholder: PLACEHOLDER,
		description:
			'A code that is listed under Gender Codes. Leave empty to leave the value in Winningtemp alone.',
	},
	{
		displayName: 'Birthday',
		name: 'birthday',
		type: 'string',
		default: '={{ $json.DateOfBirth }}',
		placeholder: PLACEHOLDER,
		description:
			'A date as YYYY-MM-DD, with or without a time of day. Leave empty to leave the value in Winningtemp alone.',
	},
	{
		displayName: 'Manager',
		name: 'manager',
		type: 'string',
		default: '={{ $json.ImmediateManagerEmployeeId }}',
		placeholder: PLACEHOLDER,
		description:
			'The External ID of the manager as HR knows it. Leave empty to leave managers in Winningtemp alone.',
	},
	{
		displayName: 'Exclude From Surveys',
		name: 'excludeFromSurveys',
		type: 'string',
		default: '={{ $json.EmploymentType }}',
		placeholder: PLACEHOLDER,
		description:
			'The employment type, which is looked up under Excluded Employment Types, or yes or no. Leave empty to leave the value in Winningtemp alone.',
	},
	{
		displayName: 'Employed Since',
		name: 'employedSince',
		type: 'string',
		default: '',
		placeholder: PLACEHOLDER,
		description:
			'The first day of employment as YYYY-MM-DD, with or without a time of day. Leave empty to leave the value in Winningtemp alone.',
	},
	{
		displayName: 'Employed Until',
		name: 'employedUntil',
		type: 'string',
		default: '',
		placeholder: PLACEHOLDER,
		description:
			'The last day of employment as YYYY-MM-DD, with or without a time of day. Leave empty to leave the value in Winningtemp alone.',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: PLACEHOLDER,
		description: 'What the person works as. Leave empty to leave the value in Winningtemp alone.',
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: PLACEHOLDER,
		description: 'The phone number. Leave empty to leave the value in Winningtemp alone.',
	},
];

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
		description: 'What the codes of HR mean. Empty, _ and 0 are none.',
		options: [
			{
				displayName: 'Code',
				name: 'values',
				values: [
					{
						displayName: 'Value in HR',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. 1',
					},
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
			'People of these employment types get no surveys. Capitals make no difference. External Personnel also means Extern personal and the number 1.',
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
			'The fields that the groups are built from, the top of the hierarchy first. Without any, everything under Organization is passed on.',
		options: [
			{
				displayName: 'Field',
				name: 'values',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'string',
						default: '',
						placeholder: 'e.g. Department',
						description: 'Drag a field here, or type the name of an organizational field',
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Department',
						description:
							'What the Hierarchy Builder shall call it. Empty: the name of the field; an expression needs a name.',
					},
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
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. title',
						description: 'What Winningtemp calls the value',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: PLACEHOLDER,
						description: 'A field, or an expression',
					},
				],
			},
		],
	},
	{
		displayName: 'Company',
		name: 'company',
		type: 'string',
		default: '={{ $json.CompanyId }}',
		placeholder: PLACEHOLDER,
		description:
			'The company that employs the person. IDs and managers are first looked up within it; leave it as it is where there is only one.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Company Order',
				name: 'companyOrder',
				type: 'string',
				default: '',
				placeholder: 'e.g. the ID of the parent company, another ID',
				description:
					'IDs of companies, separated by commas. Where one person is employed in several, the first one named here decides on the values; without it, the employment that began first does.',
			},
			{
				displayName: 'Employee Number',
				name: 'employeeNumber',
				type: 'string',
				default: '={{ $json.EmploymentNumber }}',
				placeholder: PLACEHOLDER,
				description:
					'What people know an employee by. It is passed on with Explain Values, to find someone by.',
			},
			{
				displayName: 'Employment Start',
				name: 'employmentStart',
				type: 'string',
				default: '={{ $json.EmployedSince }}',
				placeholder: PLACEHOLDER,
				description:
					'The day that the employment began. It decides which record counts where one person is employed in several companies.',
			},
			{
				displayName: 'Explain Values',
				name: 'explainValues',
				type: 'boolean',
				default: false,
				description:
					'Whether each person also carries the values in HR that theirs were made of, for a report about one person',
			},
			{
				displayName: 'Placeholders',
				name: 'placeholders',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Placeholder' },
				default: [...DEFAULT_PLACEHOLDERS],
				placeholder: 'e.g. n/a',
				description:
					'Texts that HR writes where there is no value. They count as empty in every value and level. Capitals make no difference.',
			},
		],
	},
];

export const properties: INodeProperties[] = [
	{
		displayName:
			'Drag fields from the input into the parameters. The defaults fit the node Flex HRM; a parameter that is left empty leaves the value in Winningtemp alone.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	...mandatoryFields,
	...optionalFields,
	...codes,
	...furtherFields,
];
