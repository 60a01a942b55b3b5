import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { compareText, matchingKey } from '../../../directory/common/text';
import { asNodeError } from '../../failure';
import { parseCompanies } from '../reading/company';
import { employmentNumbers } from '../reading/findEmployees';
import { fieldOf, textOf, type Row } from '../reading/row';
import { connect } from '../transport/connect';

const MOST_RESULTS = 100;

/**
 * Employees whose name, employment number or work e-mail holds the text that was typed, from the
 * companies of the credential. Flex knows no search by name, so pages are read until enough match.
 */
export async function searchEmployees(
	this: ILoadOptionsFunctions,
	text?: string,
): Promise<INodeListSearchResult> {
	try {
		const { reader, credentials } = await connect(this, {
			pageSize: 100,
			concurrency: 2,
			maxReadAttempts: 3,
			maxTries: 2,
		});
		const wanted = matchingKey(text);
		const found: INodeListSearchItems[] = [];
		for (const company of parseCompanies(credentials.companyIds)) {
			const left = MOST_RESULTS - found.length;
			if (left <= 0) break;
			const rows = await reader.start(
				'/employees',
				company.query,
				`employees of the company ${company.label}`,
				counter((row) => isMatch(row, wanted), left),
			);
			const matching = rows.filter((row) => isMatch(row, wanted));
			for (const row of matching.slice(0, left)) found.push(...itemOf(row));
		}
		return { results: found.sort((a, b) => compareText(matchingKey(a.name), matchingKey(b.name))) };
	} catch (error) {
		throw asNodeError(this.getNode(), error);
	}
}

/** Whether so many of a growing list match; each row is looked at once. */
function counter(matches: (row: Row) => boolean, wanted: number): (rows: Row[]) => boolean {
	let [looked, found] = [0, 0];
	return (rows) => {
		for (; looked < rows.length; looked++) if (matches(rows[looked]!)) found++;
		return found >= wanted;
	};
}

function isMatch(row: Row, wanted: string): boolean {
	if (wanted === '') return true;
	const email = textOf(fieldOf(row, 'EmailWork'));
	return [nameOf(row), email, ...employmentNumbers(row)].some((value) =>
		matchingKey(value).includes(wanted),
	);
}

function itemOf(row: Row): INodeListSearchItems[] {
	const value = textOf(fieldOf(row, 'Id'));
	if (value === null) return [];
	const number = employmentNumbers(row).find((one) => one !== null);
	const name = nameOf(row) || value;
	return [{ name: number ? `${name} (${number})` : name, value }];
}

function nameOf(row: Row): string {
	const names = ['FirstName', 'LastName'].map((name) => textOf(fieldOf(row, name)) ?? '');
	return names.join(' ').trim();
}
