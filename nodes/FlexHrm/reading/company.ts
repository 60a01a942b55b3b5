import { UserError } from '../../../directory/model/userError';
import type { Query } from './reader';

/** A company as it is asked for. */
export interface Company {
	/** The GUID; `null` where only the number is known. */
	id: string | null;
	/** The query parameter that selects it. */
	query: Query;
	/** What people call it. */
	label: string;
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The companies that someone has named: a list, or text with commas, semicolons or line breaks.
 * A GUID selects by `companyId`, a number by `companynumber`. Each company comes once, in the order
 * given.
 *
 * @throws UserError `input` for what is neither
 */
export function parseCompanies(given: unknown): Company[] {
	const values = (Array.isArray(given) ? given : [given])
		.flatMap((value) => String(value ?? '').split(/[\s,;]+/))
		.map((value) => value.replace(/^\{(.*)\}$/, '$1'))
		.filter((value) => value !== '');
	const companies = new Map<string, Company>();
	for (const value of values) {
		const key = value.toLowerCase();
		if (!companies.has(key)) companies.set(key, companyOf(value));
	}
	return [...companies.values()];
}

function companyOf(value: string): Company {
	if (GUID.test(value)) return { id: value, query: { companyId: value }, label: value };
	if (/^\d{1,9}$/.test(value)) {
		return { id: null, query: { companynumber: Number(value) }, label: `number ${value}` };
	}
	throw new UserError(
		`“${value.slice(0, 50)}” is not a company id`,
		'Enter each company as its id (a GUID such as 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed) or its company number (företagsnummer), separated by commas.',
		'input',
	);
}
