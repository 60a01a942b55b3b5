import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { UserError, type ErrorCode } from '../../../directory/model/userError';
import { whileTesting } from '../../../http/n8n';
import {
	listCompanies,
	NOT_THE_API,
	resolveCompanies,
	SHORTEN_BASE_URL,
} from '../reading/companies';
import { parseCompanies, type Company } from '../reading/company';
import { parsePage } from '../reading/page';
import type { FlexReader } from '../reading/reader';
import { textOf } from '../reading/row';
import { authenticated, flexCredentials, type FlexCredentials } from '../transport/authentication';
import { connection, type Connection } from '../transport/connect';
import { FORM_NAMES, type LogIn } from '../transport/logIn';

/** Somebody waits at the screen. Milliseconds. */
const TIMEOUT = 20_000;

/**
 * Tries a credential out: the address, the user, the instance, and each company. The result says
 * them apart in words.
 */
export async function flexHrmApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	try {
		return { status: 'OK', message: await tryOut(this.helpers, credential.data ?? {}) };
	} catch (error) {
		return { status: 'Error', message: messageOf(error) };
	}
}

async function tryOut(
	helpers: ICredentialTestFunctions['helpers'],
	data: ICredentialDataDecryptedObject,
): Promise<string> {
	const credentials = flexCredentials(data);
	const missing = MANDATORY.filter(([name]) => credentials[name].trim() === '');
	if (missing.length > 0) {
		return fail(`${missing.map(([, label]) => label).join(', ')} must be filled in`, '');
	}
	const tried = tryConnection(helpers, credentials);
	const known = await listCompanies(tried.reader).catch(async (error: unknown) => {
		throw (await swappedIds(helpers, credentials, error)) ?? explained(error);
	});
	const companies = await resolveCompanies(tried.reader, parseCompanies(credentials.companyIds));
	const counts = [];
	for (const company of companies) counts.push(await headCount(tried.reader, company));
	if (counts.every(({ count }) => count === 0)) {
		return fail(
			`Flex accepts the log-in, and lists no employees in ${companies.map(({ label }) => label).join(', ')}`,
			'Check Company IDs, and in Flex what the API user may see.',
		);
	}
	const people = counts.map(
		({ label, count }) => `${label} (${count} ${count === 1 ? 'employee' : 'employees'})`,
	);
	const seen = known.length === 1 ? 'one company' : `${known.length} companies`;
	return [
		`Connected to ${people.join(', ')}.`,
		`The API user sees ${seen}.`,
		...formAdvice(credentials, tried.logIn),
	].join(' ');
}

function tryConnection(
	helpers: ICredentialTestFunctions['helpers'],
	credentials: FlexCredentials,
): Connection {
	return connection(
		credentials,
		whileTesting({ helpers }, (options) => authenticated(credentials, options)),
		{ pageSize: 100, concurrency: 1, maxReadAttempts: 2, maxTries: 1 },
		{ requestTime: TIMEOUT, whilePassing: CHECK_BASE_URL },
	);
}

/** How many employees the API user sees in a company: a missing right makes the list shorter. */
async function headCount(reader: FlexReader, company: Company) {
	const query = { ...company.query, pageIndex: 0, pageSize: 1 };
	const answer = await reader.get('/employees', query);
	const { total, rows } = parsePage(answer, `employees of the company ${company.label}`);
	return { label: company.label, count: total ?? rows.length };
}

function formAdvice({ authentication }: FlexCredentials, { form }: LogIn): string[] {
	if (authentication !== 'automatic' || form === null) return [];
	return [`The log-in works in the form ${FORM_NAMES[form]}: choose it under Authentication.`];
}

/**
 * Whether the customer number and the company number were entered in each other's place: the other
 * way round Flex answers, and lists the company. Asked only if there is one company number.
 */
async function swappedIds(
	helpers: ICredentialTestFunctions['helpers'],
	credentials: FlexCredentials,
	error: unknown,
): Promise<UserError | null> {
	const { instanceId, companyIds } = credentials;
	const isMistaken = error instanceof UserError && MAYBE_SWAPPED.has(error.code);
	if (!isMistaken || ![instanceId, companyIds.trim()].every((id) => /^\d{1,9}$/.test(id)))
		return null;
	const swapped = { ...credentials, instanceId: companyIds.trim(), companyIds: instanceId };
	const known = await listCompanies(tryConnection(helpers, swapped).reader).catch(() => []);
	if (!known.some(({ CompanyNumber }) => textOf(CompanyNumber) === instanceId)) return null;
	return new UserError(
		'Instance ID and Company IDs are in each other’s place',
		`Instance ID is the customer number (kundnummer), here ${companyIds.trim()}. Company IDs is the company number (företagsnummer), here ${instanceId}.`,
		'input',
	);
}

const MAYBE_SWAPPED = new Set<ErrorCode>(['refused', 'notFound', 'unauthorized']);

const MANDATORY = [
	['baseUrl', 'Base URL'],
	['username', 'Username'],
	['password', 'Password'],
	['instanceId', 'Instance ID'],
	['companyIds', 'Company IDs'],
] as const;

/** The list of companies needs nothing but address, user and instance, so one of them is wrong. */
function explained(error: unknown): unknown {
	if (!(error instanceof UserError)) return error;
	const explanation = EXPLANATIONS[error.code];
	if (!explanation) return error;
	const [message, advice] = explanation;
	return new UserError(message, `${detailOf(error)} ${advice}`.trim(), error.code, error.status);
}

const CHECK_BASE_URL = 'Check the Base URL in the credential, and that n8n can reach it.';

const EXPLANATIONS: { [code in ErrorCode]?: [message: string, advice: string] } = {
	notFound: [
		'There is no Flex HRM web API at this Base URL, or it does not know the Instance ID (status 404)',
		`${SHORTEN_BASE_URL} Check the Instance ID, too.`,
	],
	refused: [
		'Flex does not accept the Instance ID',
		'Correct the Instance ID: your customer number (kundnummer), which Flex HRM shows at the bottom right, or a name; it is not the company number (företagsnummer).',
	],
	forbidden: [
		'Flex accepts the user, but does not let it read the companies',
		'Have the access granted in Flex.',
	],
	notJson: [NOT_THE_API.notJson, SHORTEN_BASE_URL],
	unknownForm: [NOT_THE_API.unknownForm, SHORTEN_BASE_URL],
};

function detailOf({ advice }: UserError): string {
	return /Flex says: “[^“”]*”/.exec(advice)?.[0] ?? '';
}

function fail(message: string, description: string): never {
	throw new UserError(message, description, 'input');
}

function messageOf(error: unknown): string {
	if (error instanceof UserError) {
		return [textOf(error.message), textOf(error.advice)].filter(Boolean).join('. ');
	}
	return 'The credential cannot be tested. Check its values.';
}
