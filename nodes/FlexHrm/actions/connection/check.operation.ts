import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import {
	findingOf,
	type HrCheck,
	type ReadinessFinding,
} from '../../../../directory/readiness/model';
import { told } from '../../../../directory/readiness/told';
import { text } from '../../../../directory/report/columns';
import { Progress } from '../../../../http/progress';
import { checkFlex } from '../../check';
import { Watch } from '../../check/watch';
import { parseCompanies } from '../../reading/company';
import { Notices } from '../../reading/notices';
import { apiAddress } from '../../transport/baseUrl';
import { connect } from '../../transport/connect';
import { FORM_NAMES, formAdvice, type LogIn } from '../../transport/logIn';
import { companyIds } from '../companyIds';
import { chosenDay, onDateField } from '../employee/output';
import { connectionSettings, optionsParameter } from '../readingOptions';

const notice: INodeProperties = {
	displayName:
		'Reads what a run of the synchronisation reads, and writes nothing. One item says what Flex gives, and what to settle before the start.',
	name: 'checkNotice',
	type: 'notice',
	default: '',
};

export const fields = updateDisplayOptions(
	{ show: { resource: ['connection'], operation: ['check'] } },
	[notice, companyIds, onDateField, optionsParameter()],
);

/** One item: an `HrCheck`. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const chosen = parseCompanies(this.getNodeParameter('companyIds', 0, []));
	const settings = connectionSettings(this.getNodeParameter('options', 0, {}) as IDataObject);
	const day = chosenDay(this, 0);
	const watch = new Watch(settings.pageSize);
	const progress = new Progress(this);
	const { reader, credentials, logIn, close } = await connect(this, {
		...settings,
		watch: watch.watch,
		keepsAnswers: true,
		onProgress: (what, done, total) => progress.tell(`${what} read`, done, total),
	});
	try {
		const given = chosen.length > 0 ? chosen : parseCompanies(credentials.companyIds);
		const found = await checkFlex(reader, given, day, watch, new Notices());
		const { authentication: form } = credentials;
		const check: HrCheck = {
			check: 'hr',
			address: apiAddress(credentials.baseUrl, credentials.allowInsecure),
			logIn: {
				form: logIn.form === null ? '' : FORM_NAMES[logIn.form],
				chosen: form === 'automatic' ? 'Automatic' : FORM_NAMES[form],
			},
			...found,
			findings: [...formFinding(logIn), ...found.findings],
		};
		return [{ json: check as unknown as IDataObject, pairedItem: { item: 0 } }];
	} finally {
		close();
	}
}

function formFinding(logIn: LogIn): ReadinessFinding[] {
	const found = formAdvice(logIn);
	if (found === null) return [];
	const words = told({
		title: text(
			found.what,
			`Flex avvisade en form för inloggning och tog emot formen ${FORM_NAMES[found.form]}`,
		),
		advice: text(
			found.advice,
			'Välj den under Authentication i inloggningen (credential), så att ingen körning börjar med ett nekat försök: Flex räknar dem och kan låsa användaren.',
		),
	});
	return [findingOf({ code: 'logInForm', weight: 'decide', owner: 'consultant', ...words })];
}
