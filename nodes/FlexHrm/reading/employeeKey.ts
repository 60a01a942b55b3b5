import { UserError } from '../../../directory/model/userError';
import type { Company } from './company';
import { fieldOf, idKey, type Row } from './row';

/**
 * An employee's id as it is compared.
 *
 * @throws UserError `unknownForm` for an employee without an id
 */
export function employeeKey(row: Row, company: Company): string {
	const key = idKey(fieldOf(row, 'Id'));
	if (key === null) {
		throw new UserError(
			`Flex gave an employee of the company ${company.label} without an Id`,
			'Without it, people cannot be distinguished, so nothing was passed on. Ask Flex support, or check that the Base URL leads to the Flex HRM web API.',
			'unknownForm',
		);
	}
	return key;
}

/**
 * Makes sure that employees are of the company that was asked for: parameters that Flex does not
 * understand are ignored without a word, a company id included.
 *
 * @throws UserError `wrongCompany`, `unknownForm`
 */
export function checkCompany(rows: Row[], company: Company): void {
	for (const row of rows) {
		employeeKey(row, company);
		const companyId = idKey(fieldOf(row, 'CompanyId'));
		if (companyId !== null && company.id !== null && companyId !== company.id.toLowerCase()) {
			throw new UserError(
				`Flex gave employees of another company when it was asked for ${company.label}`,
				'Nothing was passed on. Check Company IDs; if they are right, enter its GUID instead of its number, or its number instead of its GUID.',
				'wrongCompany',
			);
		}
	}
}
