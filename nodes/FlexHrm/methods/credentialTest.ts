import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { UserError, type ErrorCode } from '../../../directory/model/userError';
import { whileTesting } from '../../../http/n8n';
import { listCompanies, resolveCompanies } from '../reading/companies';
import { parseCompanies } from '../reading/company';
import { parsePage } from '../reading/page';
import { textOf } from '../reading/row';
import { authenticated, flexCredentials } from '../transport/authentication';
import { connection } from '../transport/connect';

/** Somebody waits at the screen. Milliseconds. */
const TIMEOUT = 20_000;

/**
 * Tries a credential out: the address, the user, the instance, and each company. The result tells
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
	const { reader } = connection(
		credentials,
		whileTesting({ helpers }, (options) => authenticated(credentials, options)),
		{ pageSize: 100, concurrency: 1, maxReadAttempts: 2, maxTries: 1 },
		{ requestTime: TIMEOUT, whilePassing: CHECK_BASE_URL },
	);
	const known = await listCompanies(reader).catch((error: unknown) => {
		throw explained(error);
	});
	const companies = await resolveCompanies(reader, parseCompanies(credentials.companyIds));
	for (const company of companies) {
		const what = `employees of the company ${company.label}`;
		parsePage(
			await reader.get('/employees', { ...company.query, pageIndex: 0, pageSize: 1 }),
			what,
		);
	}
	const names = companies.map(({ label }) => label).join(', ');
	return `Connected to ${names}. The API user sees ${known.length === 1 ? 'one company' : `${known.length} companies`}.`;
}

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
const SHORTEN_BASE_URL =
	'As Base URL enter only https:// and the name of the host, without what follows it, unless Flex gave you the address of its web API.';

const EXPLANATIONS: { [code in ErrorCode]?: [message: string, advice: string] } = {
	notFound: [
		'There is no Flex HRM web API at this Base URL, or it does not know the Instance ID (status 404)',
		`${SHORTEN_BASE_URL} Check the Instance ID, too.`,
	],
	refused: [
		'Flex does not accept the Instance ID',
		'Correct the Instance ID: a number or a name, which Flex tells you.',
	],
	forbidden: [
		'Flex accepts the user, but does not let it read the companies',
		'Have the access granted in Flex.',
	],
	notJson: ['The Base URL leads to a web page, not to the Flex HRM web API', SHORTEN_BASE_URL],
	unknownForm: ['The Base URL leads to something else than the Flex HRM web API', SHORTEN_BASE_URL],
};

function detailOf({ advice }: UserError): string {
	return /Flex says: “[^”]*”/.exec(advice)?.[0] ?? '';
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
