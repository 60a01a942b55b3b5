import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeParameterResourceLocator,
} from 'n8n-workflow';
import { UserError } from '../../../../directory/model/userError';
import { resolveCompanies } from '../../reading/companies';
import { parseCompanies, type Company } from '../../reading/company';
import { findEmployees, type EmployeeKeyKind } from '../../reading/findEmployees';
import { Notices } from '../../reading/notices';
import { shapeEmployees } from '../../reading/output';
import type { FlexReader } from '../../reading/reader';
import { connect } from '../../transport/connect';
import { asNodeError } from '../../../failure';
import { connectionSettings } from '../readingOptions';
import {
	chosenDay,
	chosenDimensions,
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
			displayName: 'Employee',
			name: 'employee',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The employee to read. If several companies have one, each is returned.',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'e.g. Anna Lindqvist',
					typeOptions: { searchListMethod: 'searchEmployees', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
					hint: 'The ID that Flex gives an employee, called Id in the output: the External ID in Winningtemp',
				},
				{
					displayName: 'By Employment Number',
					name: 'employmentNumber',
					type: 'string',
					placeholder: 'e.g. 1017',
					hint: 'The number in the company, which another company may use too',
				},
				{
					displayName: 'By Work E-Mail',
					name: 'email',
					type: 'string',
					placeholder: 'e.g. anna.lindqvist@company.example',
					hint: 'The address in EmailWork, in any case',
				},
			],
		},
		onDateField,
		...outputFields,
	],
);

/** An employee who is not asked for has not left. */
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
	const located = context.getNodeParameter('employee', item) as INodeParameterResourceLocator;
	const value = String(located.value ?? '').trim();
	if (value === '') {
		throw new UserError('No employee is chosen', 'Choose one, or say whom to look up.', 'input');
	}
	const by = (located.mode === 'list' ? 'id' : located.mode) as EmployeeKeyKind;
	const settings = {
		include: inclusions(context, item),
		day: chosenDay(context, item),
		dimensions: chosenDimensions(context, item),
		onlyApproved: true,
	};
	const employees = await findEmployees(reader, companies, by, value, settings, notices);
	return shapeEmployees(employees, outputMode(context, item));
}
