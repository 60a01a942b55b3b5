import { UserError } from '../../../directory/model/userError';
import { fieldReader, isRow, type Row } from './row';

/** One page of a list. What the server did not say is `null`. */
export interface Page {
	rows: Row[];
	/** The number of rows of the whole list. */
	total: number | null;
	/** The page that the server says this is, zero-based. */
	pageIndex: number | null;
	/** The size that the server says its pages have. */
	pageSize: number | null;
	/** The answer was a bare list, without total and echo. */
	bare: boolean;
}

/**
 * Reads an answer as a page: the envelope `{ TotalItemCount, PageIndex, PageSize, Result }` or a
 * bare list (facts: "Paging").
 *
 * @param what names the list to people, e.g. `employees of Norrsken AB`
 * @throws UserError `unknownForm`
 */
export function parsePage(body: unknown, what: string): Page {
	if (Array.isArray(body)) {
		return {
			rows: rowsOf(body, what),
			total: null,
			pageIndex: null,
			pageSize: null,
			bare: true,
		};
	}
	if (!isRow(body)) throw unknownForm(what, 'The answer is neither a list nor an envelope.');
	const envelope = fieldReader(['TotalItemCount', 'PageIndex', 'PageSize', 'Result'])(body);
	if (!Array.isArray(envelope.Result)) {
		throw unknownForm(what, 'The answer has no list called Result.');
	}
	return {
		rows: rowsOf(envelope.Result, what),
		total: countOf(envelope.TotalItemCount, 'TotalItemCount', what),
		pageIndex: countOf(envelope.PageIndex, 'PageIndex', what),
		pageSize: countOf(envelope.PageSize, 'PageSize', what),
		bare: false,
	};
}

function rowsOf(list: unknown[], what: string): Row[] {
	if (!list.every(isRow)) throw unknownForm(what, 'The list holds something that is no record.');
	return list;
}

function countOf(value: unknown, name: string, what: string): number | null {
	if (value === null || value === undefined) return null;
	if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
	throw unknownForm(what, `${name} is not a whole number.`);
}

export function unknownForm(what: string, why: string): UserError {
	return new UserError(
		`Flex answered in a form that is not known when it was asked for the ${what}`,
		`${why} Check that the Base URL of the credential leads to the Flex HRM web API; if it does, Flex may have changed, and this package needs an update.`,
		'unknownForm',
	);
}
