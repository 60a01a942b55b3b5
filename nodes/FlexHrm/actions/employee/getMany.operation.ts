import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { resolveCompanies } from '../../reading/companies';
import { parseCompanies } from '../../reading/company';
import { givenMoment } from '../../reading/dates';
import type { PartialReason } from '../../../../directory/model/partialList';
import { readEmployees, type EmployeeSettings } from '../../reading/employees';
import { NotRead } from '../../reading/notRead';
import { Notices } from '../../reading/notices';
import { shapeEmployees, unneededFor } from '../../reading/output';
import { Progress } from '../../../../http/progress';
import { connect } from '../../transport/connect';
import { companyIds } from '../companyIds';
import { connectionSettings, howMany, optionsParameter } from '../readingOptions';
import {
	chosenDay,
	chosenDimensions,
	inclusions,
	jsonOf,
	markPartial,
	onDateField,
	onlyApproved,
	outputFields,
	outputMode,
	showNotices,
} from './output';

const ownOptions: INodeProperties[] = [
	{
		displayName: 'Allow Empty',
		name: 'allowEmpty',
		type: 'boolean',
		default: false,
		description:
			'Whether a company may have no employees. If not, the run ends with an error, so that an empty answer does not remove everybody.',
	},
	{
		displayName: 'Allow Missing Employment Periods',
		name: 'allowMissingPeriods',
		type: 'boolean',
		default: false,
		description:
			'Whether to continue if the API user may not read employment periods. Everybody whom Flex lists then counts as employed, and the days of the employment are left out. If not, the run ends with an error.',
	},
	{
		displayName: 'Continue With Other Companies',
		name: 'continueWithOtherCompanies',
		type: 'boolean',
		default: false,
		description:
			'Whether to continue with the other companies if one cannot be read. The list is then marked as partial: the Sync Planner names the company, creates and updates the people of the others, and removes nobody (but see its setting Company Attribute). If not, the run ends with an error.',
	},
	{
		displayName: 'Modified Since',
		name: 'modifiedSince',
		type: 'dateTime',
		default: '',
		description:
			'Only employees that were changed in Flex since then. Good for quick runs between full ones: moves, employment periods, employment types and new managers may not show before the next full run. The list is marked as partial, so that the Sync Planner removes nobody on the strength of it.',
	},
	onlyApproved,
];

export const fields = updateDisplayOptions(
	{ show: { resource: ['employee'], operation: ['getMany'] } },
	[
		companyIds,
		...howMany,
		{
			displayName: 'Active Only',
			name: 'activeOnly',
			type: 'boolean',
			default: true,
			description:
				'Whether to return only people who are employed on the date, without leavers and people who start later',
		},
		onDateField,
		...outputFields,
		optionsParameter(ownOptions),
	],
);

/**
 * All employees of the chosen companies, one item each, read once whatever the number of input
 * items: a complete list or an error; or, where that was asked for, a part that says so on every item.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const chosen = parseCompanies(this.getNodeParameter('companyIds', 0, []));
	const returnAll = this.getNodeParameter('returnAll', 0, false) as boolean;
	const limit = this.getNodeParameter('limit', 0, 50) as number;
	const options = this.getNodeParameter('options', 0, {}) as IDataObject;
	const output = outputMode(this, 0);
	const settings = {
		include: inclusions(this, 0),
		day: chosenDay(this, 0),
		activeOnly: this.getNodeParameter('activeOnly', 0, true) as boolean,
		limit: returnAll ? null : limit,
		modifiedSince: givenMoment(options.modifiedSince, 'Modified Since'),
		allowEmpty: options.allowEmpty === true,
		allowMissingPeriods: options.allowMissingPeriods === true,
		dimensions: chosenDimensions(this, 0),
		onlyApproved: options.onlyApproved !== false,
		unneeded: unneededFor(output),
	};
	const progress = new Progress(this);
	const { reader, credentials, close } = await connect(this, {
		...connectionSettings(options),
		onProgress: (what, done, total) => progress.tell(`${what} read`, done, total),
	});
	try {
		const notices = new Notices();
		const notRead = new NotRead(options.continueWithOtherCompanies === true);
		const companies = await resolveCompanies(
			reader,
			chosen.length > 0 ? chosen : parseCompanies(credentials.companyIds),
			notRead,
		);
		const employees = await readEmployees(reader, companies, settings, notices, notRead);
		const shaped = shapeEmployees(employees, output).map(jsonOf);
		const missing = notRead.reasons(companies);
		for (const { company, message } of missing) {
			notices.add(
				`The company ${company} could not be read: ${message}. The others were, and the list is marked as partial: nobody is removed because of it.`,
			);
		}
		showNotices(this, notices);
		progress.finish('employees were read', employees.length);
		const partial = [...reasonsOf(settings), ...missing];
		return markPartial(shaped, partial).map((json) => ({ json, pairedItem: { item: 0 } }));
	} finally {
		close();
	}
}

/** Why what was asked for is not everybody. */
function reasonsOf({ limit, modifiedSince }: EmployeeSettings): PartialReason[] {
	const reasons: PartialReason[] = [];
	if (limit !== null) reasons.push({ code: 'limit', message: 'Return All is off' });
	if (modifiedSince !== null) {
		reasons.push({ code: 'modifiedSince', message: 'Modified Since is set' });
	}
	return reasons;
}
