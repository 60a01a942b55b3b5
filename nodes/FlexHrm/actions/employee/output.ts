import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { UserError } from '../../../../directory/model/userError';
import { dayIn } from '../../../../directory/common/calendar';
import { givenDate } from '../../reading/dates';
import { CAPITAL_PARTIAL_LIST, type PartialReason } from '../../../../directory/model/partialList';
import type { Inclusion } from '../../reading/join';
import type { Notices } from '../../reading/notices';
import type { OutputMode } from '../../reading/output';

/** What to join to an employee, and how to emit it: the same for one and for many. */
export const outputFields: INodeProperties[] = [
	{
		displayName: 'Include',
		name: 'include',
		type: 'multiOptions',
		options: [
			{
				name: 'Employment',
				value: 'employment',
				description:
					'Employment type (employee or external personnel), form of employment, first and last day',
			},
			{
				name: 'Organization',
				value: 'organization',
				description:
					'Organizational fields such as office, department and team, by name and by code',
			},
			{
				name: 'Own Fields',
				value: 'ownFields',
				description: 'The fields that your company has defined in Flex',
			},
		],
		default: ['employment', 'organization'],
		description: 'What to add to each employee. It is read in whole lists, not per employee.',
	},
	{
		displayName: 'Dimension Names or IDs',
		name: 'dimensions',
		type: 'multiOptions',
		typeOptions: {
			loadOptionsMethod: 'getDimensions',
			loadOptionsDependsOn: ['companyIds'],
		},
		default: [],
		displayOptions: { show: { include: ['organization'] } },
		description:
			'The organizational dimensions to read. Without a choice: all but Konto, Projekt, Kund, Artikel and the one of managers. The list shows how many people have a value in each. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'The fields that Winningtemp can use, and what was included',
			},
			{
				name: 'Selected Fields',
				value: 'selected',
				description: 'The fields that you name, and what was included',
			},
			{
				name: 'Raw',
				value: 'raw',
				description:
					'Everything that Flex sends, sensitive personal data such as national number and bank account included',
			},
		],
		default: 'simplified',
		description: 'Which fields to return',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. FirstName, LastName, EmailWork, Phone1',
		displayOptions: { show: { output: ['selected'] } },
		description:
			'Names of the fields to return, as Flex writes them, separated by commas. Fields of fields have a dot, e.g. Employment.SalarySystemEmploymentNumber. The IDs of employee and company are always included.',
	},
];

export const onlyApproved: INodeProperties = {
	displayName: 'Only Approved',
	name: 'onlyApproved',
	type: 'boolean',
	default: true,
	description:
		'Whether new hires who are still under review in Flex wait. They are not created, and an existing user stays as it is.',
};

export const onDateField: INodeProperties = {
	displayName: 'On Date',
	name: 'onDate',
	type: 'dateTime',
	default: '',
	description:
		'The day for which employments and organizational fields are read. Empty: today, in the time zone of the workflow.',
};

/** @throws UserError `input` */
export function outputMode(context: IExecuteFunctions, itemIndex: number): OutputMode {
	const kind = context.getNodeParameter('output', itemIndex, 'simplified') as OutputMode['kind'];
	if (kind !== 'selected') return { kind };
	const fields = namesIn(context, 'fields', itemIndex, /[,;\n]/);
	if (fields.length > 0) return { kind, fields };
	throw new UserError(
		'Fields is empty',
		'Name the fields to return, e.g. FirstName, LastName, or choose another Output.',
		'input',
	);
}

export function inclusions(context: IExecuteFunctions, itemIndex: number): Set<Inclusion> {
	return new Set(namesIn(context, 'include', itemIndex, /[,;\s]+/) as Inclusion[]);
}

/** Names of the dimensions to read; none is the usual ones. */
export function chosenDimensions(context: IExecuteFunctions, itemIndex: number): string[] {
	return namesIn(context, 'dimensions', itemIndex, /[,;\n]+/);
}

/** A list of names, or a text that holds one. */
function namesIn(
	context: IExecuteFunctions,
	parameter: string,
	itemIndex: number,
	between: RegExp,
): string[] {
	const given = context.getNodeParameter(parameter, itemIndex, []) as string | string[];
	return (Array.isArray(given) ? given : String(given).split(between))
		.map((name) => String(name).trim())
		.filter((name) => name !== '');
}

/** The chosen day, else today in the workflow's time zone. @throws UserError `input` */
export function chosenDay(context: IExecuteFunctions, itemIndex: number): string {
	return (
		givenDate(context.getNodeParameter('onDate', itemIndex, ''), 'On Date') ??
		dayIn(context.getTimezone(), new Date())
	);
}

/** Shows the remarks in the editor. */
export function showNotices(context: IExecuteFunctions, notices: Notices): void {
	const hints = notices.all.map((message) => ({
		message,
		type: 'warning' as const,
		location: 'outputPane' as const,
	}));
	if (hints.length > 0) context.addExecutionHints(...hints);
}

export function jsonOf(employee: Record<string, unknown>): IDataObject {
	return employee as IDataObject;
}

/**
 * Marks every employee of a list that is a part, so that nothing further on takes it for everybody.
 * An empty one becomes one item with nothing but the mark.
 */
export function markPartial(employees: IDataObject[], reasons: PartialReason[]): IDataObject[] {
	if (reasons.length === 0) return employees;
	const mark = { [CAPITAL_PARTIAL_LIST]: reasons } as unknown as IDataObject;
	if (employees.length === 0) return [mark];
	return employees.map((employee) => Object.assign(employee, mark));
}
