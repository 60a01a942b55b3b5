import { UserError } from '../../../directory/model/userError';
import { isUnreadable } from './unreadable';
import type { Company } from './company';
import { NotRead } from './notRead';
import type { FlexReader } from './reader';
import { WHERE_TO_GRANT } from './rights';
import { fieldOf, idKey, textOf, type Row } from './row';

export interface CompanyRecord {
	Id: unknown;
	CompanyNumber: unknown;
	Name: unknown;
	OrganizationNumber: unknown;
}

/** All companies that the API user may see, by name and number as Flex has them. */
export async function listCompanies(reader: FlexReader): Promise<CompanyRecord[]> {
	return (await reader.list('/companies', {}, 'companies')).map(companyRecord);
}

function companyRecord(row: Row): CompanyRecord {
	return {
		Id: fieldOf(row, 'Id') ?? null,
		CompanyNumber: fieldOf(row, 'CompanyNumber') ?? null,
		Name: fieldOf(row, 'Name') ?? null,
		OrganizationNumber: fieldOf(row, 'OrganizationNumber') ?? null,
	};
}

/**
 * Makes sure that the companies exist and may be read before anything is read from them, and
 * learns their names and GUIDs. Where the list of companies may not be read, they are taken as given.
 *
 * @param notRead takes those that cannot be read; without it, the first one ends the run
 * @throws UserError `input` without a company, `unknownCompany`, `forbidden` for one that the API
 * user has no access to, and whatever wrong credentials lead to
 */
export async function resolveCompanies(
	reader: FlexReader,
	given: Company[],
	notRead = new NotRead(false),
): Promise<Company[]> {
	if (given.length === 0) {
		throw new UserError(
			'No company is chosen',
			'Enter Company IDs in the Flex HRM credential, or choose companies in the node.',
			'input',
		);
	}
	const known = await listCompanies(reader).catch((error: unknown) => {
		if (isUnreadable(error)) return error;
		throw wrongAddress(error);
	});
	if (known instanceof UserError) {
		if (known.code === 'notFound') await probeAddress(reader, given[0]!);
		return given;
	}
	const byKey = new Map<string, CompanyRecord>();
	for (const record of known) {
		for (const key of [idKey(record.CompanyNumber), idKey(record.Id)]) {
			if (key !== null) byKey.set(key, record);
		}
	}
	const resolved = new Map<string, Company>();
	for (const company of given) {
		const key = idKey(company.id ?? company.query.companynumber)!;
		const record = byKey.get(key);
		if (record === undefined) {
			try {
				await probe(reader, company, known);
			} catch (error) {
				notRead.add(company, error);
				continue;
			}
		}
		const id = textOf(record?.Id) ?? company.id;
		// The same company may have been named by id and by number.
		resolved.set(idKey(id) ?? key, {
			...company,
			id,
			label: textOf(record?.Name) ?? company.label,
		});
	}
	if (resolved.size === 0) notRead.giveUp();
	return [...resolved.values()];
}

export const SHORTEN_BASE_URL =
	'As Base URL enter only https:// and the name of the host, without what follows it, unless Flex gave you the address of its web API.';

/** What an answer to the list of companies, the first that is asked for, says about the address. */
export const NOT_THE_API = {
	notJson: 'The Base URL leads to a web page, not to the Flex HRM web API',
	unknownForm: 'The Base URL leads to something else than the Flex HRM web API',
};

function wrongAddress(error: unknown): unknown {
	if (!(error instanceof UserError)) return error;
	const { code, status } = error;
	if (code !== 'notJson' && code !== 'unknownForm') return error;
	return new UserError(
		NOT_THE_API[code],
		`${SHORTEN_BASE_URL} If the address has worked before, Flex may be closed for maintenance: run the workflow again later.`,
		code,
		status,
	);
}

/** If neither companies nor employees are there, it is the address that is wrong. */
async function probeAddress(reader: FlexReader, company: Company): Promise<void> {
	try {
		await reader.get('/employees', { ...company.query, pageIndex: 0, pageSize: 1 });
	} catch (error) {
		throw error instanceof UserError && error.code === 'notFound'
			? noApi(error)
			: companyError(error, company);
	}
}

function noApi({ status }: UserError): UserError {
	return new UserError(
		`There is no Flex HRM web API at the Base URL (status ${status})`,
		'Correct Base URL in the credential: usually the address without a path, e.g. https://company.flexhosting.se. If it is right, check Instance ID and Company IDs.',
		'notFound',
		status,
	);
}

/** A company that is not listed may be unknown, closed to the API user, or just not listed. */
async function probe(reader: FlexReader, company: Company, known: CompanyRecord[]): Promise<void> {
	try {
		await reader.get('/employees', { ...company.query, pageIndex: 0, pageSize: 1 });
	} catch (error) {
		throw companyError(error, company, known);
	}
}

/**
 * What it means for a company that its employees could not be read.
 *
 * @param known the companies that Flex lists, to name them, where they were read
 */
export function companyError(error: unknown, company: Company, known?: CompanyRecord[]): unknown {
	if (!(error instanceof UserError)) return error;
	if (error.code === 'forbidden') {
		return new UserError(
			`Flex refuses the API user access to the company ${company.label} (status ${error.status})`,
			`Grant the API user the resource employees for this company, or remove the company from Company IDs. ${WHERE_TO_GRANT} Nothing was passed on, so that nobody of this company is removed by mistake.`,
			'forbidden',
			error.status,
		);
	}
	if (error.code === 'notFound' || (error.code === 'refused' && known !== undefined)) {
		return unknownCompany(company, known, error);
	}
	return error;
}

function unknownCompany(
	company: Company,
	known: CompanyRecord[] | undefined,
	{ status }: UserError,
): UserError {
	const names = (known ?? [])
		.slice(0, 10)
		.map(({ Name, CompanyNumber }) => `${textOf(Name) ?? '?'} (${textOf(CompanyNumber) ?? '?'})`);
	const others = (known?.length ?? 0) > names.length ? ' and others' : '';
	const seen = names.length === 0 ? '' : ` The API user sees ${names.join(', ')}${others}.`;
	return new UserError(
		`Flex does not know the company ${company.label} (status ${status})`,
		`Correct Company IDs in the credential or the node, and check that the Instance ID is the right one.${seen}`,
		'unknownCompany',
		status,
	);
}
