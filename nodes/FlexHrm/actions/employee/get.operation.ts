import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { parseCompanies, resolveCompanies, type Company } from '../../reading/companies';
import { findEmployees, type EmployeeKeyKind } from '../../reading/findEmployees';
import { FlexError } from '../../reading/flexError';
import { Notices } from '../../reading/notices';
import { shapeEmployees } from '../../reading/output';
import type { FlexReader } from '../../reading/reader';
import { connect } from '../../transport/connect';
import { asNodeError } from '../nodeError';
import { connectionSettings } from '../readingOptions';
import {
	chosenDay,
	inclusions,
	jsonOf,
	markPartial,
	onDateField,
	outputFields,
	outputMode,
	showNotices,
} from './output';

export const fields = updateDisplayOptions(
	{ show: { resource: ['employee'], operation: ['get'] } },
	[
		{
			displayName: 'By',
			name: 'by',
			type: 'options',
			options: [
				{
					name: 'Employment Number',
					value: 'employmentNumber',
					description: 'The number in the company, which another company may use too',
				},
				{ name: 'ID', value: 'id', description: 'The ID that Flex gives an employee (a GUID)' },
				{
					name: 'Work E-Mail',
					value: 'email',
					description: 'The address in EmailWork, in any case',
				},
			],
			default: 'id',
			description: 'What the employee is looked up by',
		},
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. anna.lindqvist@company.example',
			description:
				'The ID, employment number or work e-mail of the employee. If several companies have one, each is returned.',
		},
		onDateField,
		...outputFields,
	],
);

/** Whoever is not asked for has not left. */
const LOOKED_UP = [{ code: 'lookup', message: 'employees were looked up one by one' }];

/** The employee that each input item asks for, in the same form as Get Many gives. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { reader, credentials, close } = await connect(this, connectionSettings({}));
	const notices = new Notices();
	const found: INodeExecutionData[] = [];
	try {
		const companies = await resolveCompanies(reader, parseCompanies(credentials.companyIds));
		for (let item = 0; item < this.getInputData().length; item++) {
			try {
				const employees = await employeesFor(this, reader, companies, item, notices);
				for (const json of markPartial(employees.map(jsonOf), LOOKED_UP)) {
					found.push({ json, pairedItem: { item } });
				}
			} catch (error) {
				const failure = asNodeError(this.getNode(), error, item);
				if (!this.continueOnFail()) throw failure;
				found.push({ json: { error: failure.message }, error: failure, pairedItem: { item } });
			}
		}
	} finally {
		close();
	}
	showNotices(this, notices);
	return found;
}

async function employeesFor(
	context: IExecuteFunctions,
	reader: FlexReader,
	companies: Company[],
	item: number,
	notices: Notices,
): Promise<Array<Record<string, unknown>>> {
	const by = context.getNodeParameter('by', item, 'id') as EmployeeKeyKind;
	const value = String(context.getNodeParameter('value', item, '') ?? '').trim();
	if (value === '') {
		throw new FlexError('input', 'Value is empty', 'Say which employee to look up.');
	}
	const settings = { include: inclusions(context, item), day: chosenDay(context, item) };
	const employees = await findEmployees(reader, companies, by, value, settings, notices);
	return shapeEmployees(employees, outputMode(context, item));
}
