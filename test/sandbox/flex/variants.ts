import { guidOf } from '../random';
import { AccountBook } from './account-book';
import type { FlexModel } from './model';
import type { FlexOptions } from './server';

/** How sure a fact is; the letters are explained in docs/facts.md. */
export type Evidence = 'D' | 'R' | 'C' | 'I' | 'O';

/** One way in which a customer's Flex may behave where nobody outside Flex knows for certain. */
export interface FlexVariant {
	/** What is so in this variant. */
	fact: string;
	evidence: Evidence;
	options?: Omit<FlexOptions, 'model' | 'directory'>;
	/** Changes to the data that a customer may have. */
	arrange?: (model: FlexModel) => void;
}

/** The largest page of the variants that have one; small, so that few people make several pages. */
const SMALL_PAGE = 3;

/** Every unknown of Flex's web API as a variant. `../README.md` has them as a table. */
export const FLEX_VARIANTS = {
	'log-in: standard form only': {
		fact: 'Only `Basic base64(user:password)` with `Service-Version: 1.0` is let in; the other form is a 401',
		evidence: 'C',
		options: { authentication: ['basic'] },
	},
	'log-in: unencoded form only': {
		fact: 'Only `Basic instance:user:password` with the header `Instance` is let in; the other form is a 401',
		evidence: 'R',
		options: { authentication: ['instanceBasic'] },
	},
	'log-in: standard form only, 400': {
		fact: 'As the first, and the other form is a 400 with a message',
		evidence: 'O',
		options: { authentication: ['basic'], behaviour: { refusedLogin: 400 } },
	},
	'log-in: unencoded form only, 400': {
		fact: 'As the second, and the other form is a 400 with a message',
		evidence: 'O',
		options: { authentication: ['instanceBasic'], behaviour: { refusedLogin: 400 } },
	},
	'log-in: a domain of its own': {
		fact: 'The header `Instance` carries a domain that differs from the query parameter `instance`',
		evidence: 'C',
		options: { authentication: ['instanceBasic'], behaviour: { domain: 'nordvik' } },
	},
	'page size: as asked': {
		fact: 'Pages are as large as was asked for',
		evidence: 'O',
		options: { maxPageSize: Infinity },
	},
	'page size: clamped': {
		fact: 'A page that is too large is made smaller, and echoed so',
		evidence: 'O',
		options: { maxPageSize: SMALL_PAGE, behaviour: { oversizedPage: 'clamped' } },
	},
	'page size: ignored if too large': {
		fact: 'A page that is too large is ignored: page 0 of 20',
		evidence: 'R',
		options: { maxPageSize: 100, behaviour: { oversizedPage: 'ignored' } },
	},
	'page size: refused if too large': {
		fact: 'A page that is too large is a 400 with ModelState',
		evidence: 'O',
		options: { maxPageSize: 100, behaviour: { oversizedPage: 'refused' } },
	},
	'page size: ignored always': {
		fact: '`pageSize` is ignored, `pageIndex` is not: pages of 20',
		evidence: 'O',
		options: { behaviour: { paging: 'sizeIgnored' } },
	},
	'lists: all in envelopes': {
		fact: 'Every list comes in the envelope with `TotalItemCount`',
		evidence: 'O',
		options: { bareArrays: [] },
	},
	'lists: all bare': {
		fact: 'Every list comes as a bare array, whole',
		evidence: 'O',
		options: {
			bareArrays: [
				'companies',
				'employees',
				'employees/employmentperiods',
				'employmentperiods',
				'employmenttypes',
				'accountdistributions',
				'accounts',
				'employmentdefaultaccounts',
			],
		},
	},
	'employees: only those employed': {
		fact: '`/employees` lists nobody who has left or starts later',
		evidence: 'O',
		options: { behaviour: { listedEmployees: 'employed' } },
	},
	'field names: all in PascalCase': {
		fact: 'All records come in PascalCase',
		evidence: 'O',
		options: { behaviour: { fieldNames: 'pascal' } },
	},
	'field names: all in camelCase': {
		fact: 'All records come in camelCase, envelopes too',
		evidence: 'O',
		options: { behaviour: { fieldNames: 'camel' } },
	},
	'ids: in another letter case': {
		fact: 'Employees carry their id in capitals, references to them do not',
		evidence: 'O',
		options: { behaviour: { employeeIds: 'capitals' } },
	},
	'type: by filter': {
		fact: 'The employment type is a filter of `/employees`: 0 employee, 1 external; no record carries it',
		evidence: 'C',
		options: { behaviour: { employmentType: 'filter' } },
	},
	'type: filter ignored': {
		fact: 'As the first, and the server ignores the filter',
		evidence: 'O',
		options: { behaviour: { employmentType: 'filterIgnored' } },
	},
	'type: filter counts from one': {
		fact: 'As the first, with 1 for employees and 2 for external personnel',
		evidence: 'O',
		options: { behaviour: { employmentType: 'filterFromOne' } },
	},
	'type: on employees, in Swedish': {
		fact: 'Employees carry `EmploymentType`: Anställd or Extern personal',
		evidence: 'O',
		options: { behaviour: { employmentType: 'swedish' } },
	},
	'type: on employees, in English': {
		fact: 'Employees carry `EmploymentType`: Employee or External Personnel',
		evidence: 'D',
		options: { behaviour: { employmentType: 'english' } },
	},
	'type: on employees, a number': {
		fact: 'Employees carry `EmploymentType`: 0 or 1',
		evidence: 'O',
		options: { behaviour: { employmentType: 'number' } },
	},
	'type: on periods, a number': {
		fact: 'Employment periods carry `employmentType`: 0 or 1',
		evidence: 'O',
		options: { behaviour: { employmentType: 'period' } },
	},
	'forms: no list': {
		fact: '`/employmenttypes` is missing, `/employmenttypes/{id}` is there',
		evidence: 'C',
		options: { missingEndpoints: ['employmenttypes'] },
	},
	'dimensions: Name': {
		fact: 'Account distributions carry `name`',
		evidence: 'O',
		options: { behaviour: { distributionName: 'name' } },
	},
	'dimensions: Description': {
		fact: 'Account distributions carry `description` and no name',
		evidence: 'C',
		options: { behaviour: { distributionName: 'description' } },
	},
	'dimensions: Code': {
		fact: 'Account distributions carry `code` and no name',
		evidence: 'O',
		options: { behaviour: { distributionName: 'code' } },
	},
	'dimensions: the five of every Flex, and the manager’s': {
		fact: 'Konto, Projekt, Kund, Artikel and Närmaste chef come before the others, and people have values in them',
		evidence: 'D',
		arrange: addStandardDimensions,
	},
	'home accounts: as intervals only': {
		fact: '`/employmentdefaultaccountintervals` is there, `/employmentdefaultaccounts` is not',
		evidence: 'C',
		options: { behaviour: { homeAccounts: 'intervals' } },
	},
	'home accounts: as both': {
		fact: 'Both lists are there',
		evidence: 'C',
		options: { behaviour: { homeAccounts: 'both' } },
	},
	'end dates: year 9999': {
		fact: 'What has no end ends on 9999-12-31',
		evidence: 'O',
		options: { behaviour: { openEnd: '9999-12-31T00:00:00' } },
	},
	'end dates: year 1': {
		fact: 'What has no end ends on 0001-01-01, before it begins',
		evidence: 'O',
		options: { behaviour: { openEnd: '0001-01-01T00:00:00' } },
	},
	'managers: switched off': {
		fact: 'No dimension is ticked “Använd för närmaste chef”: nobody has a manager',
		evidence: 'I',
		options: { behaviour: { nearestManager: false } },
	},
	'own fields: dates without value': {
		fact: 'Values of own date fields carry no `value`',
		evidence: 'C',
		options: { behaviour: { ownDateValues: false } },
		arrange: addOwnDate,
	},
	'encoding: Latin-1': {
		fact: 'Text comes in Latin-1, and the header names no charset',
		evidence: 'O',
		options: { behaviour: { encoding: 'latin1' } },
	},
	'no right to employees: 401': {
		fact: 'A resource without right answers 401, after others have answered',
		evidence: 'I',
		options: { behaviour: { withoutRight: { employees: 'unauthorized' } } },
	},
	'no right to periods: 403': {
		fact: 'A resource without right answers 403',
		evidence: 'O',
		options: { behaviour: { withoutRight: { employmentperiods: 'forbidden' } } },
	},
	'no right to periods: 400': {
		fact: 'A resource without right answers 400 with words',
		evidence: 'O',
		options: { behaviour: { withoutRight: { employmentperiods: 'worded' } } },
	},
	'no right to home accounts: 401': {
		fact: 'As the first, for the organisation',
		evidence: 'I',
		options: { behaviour: { withoutRight: { employmentdefaultaccounts: 'unauthorized' } } },
	},
	'no right to dimensions: 404': {
		fact: 'A resource without right answers 404 with an empty body',
		evidence: 'O',
		options: { behaviour: { withoutRight: { accountdistributions: 'notFound' } } },
	},
	'no right to companies: 403': {
		fact: 'The list of companies may not be read, its employees may',
		evidence: 'O',
		options: { behaviour: { withoutRight: { companies: 'forbidden' } } },
	},
	'hires under review': {
		fact: '`IsInAuditProcess` marks new hires whom nobody has reviewed',
		evidence: 'I',
		arrange: (model) => {
			model.employees.at(-1)!.isInAuditProcess = true;
		},
	},
} satisfies Record<string, FlexVariant>;

export type FlexVariantName = keyof typeof FLEX_VARIANTS;

/** A variant by name, with the type that all have in common. */
export function variantOf(name: FlexVariantName): FlexVariant {
	return FLEX_VARIANTS[name];
}

/** Gives the first employee a value in an own date field. */
function addOwnDate(model: FlexModel): void {
	const { id: employeeId, companyId } = model.employees[0]!;
	const field = model.ownFields.find((of) => of.companyId === companyId && of.kind === 'date')!;
	model.ownFieldValues.push({ fieldId: field.id, employeeId, companyId, value: '2026-01-15' });
}

/**
 * Adds the dimensions that every Flex has, and one for the nearest manager, before those of the
 * customer. Everybody has the same Konto; the accounts of Närmaste chef are named after managers.
 */
function addStandardDimensions(model: FlexModel): void {
	const names = ['Konto', 'Projekt', 'Kund', 'Artikel', 'Närmaste chef'];
	const added = model.companies.flatMap(({ id: companyId }) =>
		names.map((name, i) => ({ id: guidOf(i, `standard ${companyId}`, i), companyId, name })),
	);
	model.accountDistributions.unshift(...added);
	const book = new AccountBook(model);
	const known = new Map(model.employees.map((employee) => [employee.id, employee]));
	for (const employee of model.employees) {
		book.assign(employee, 'Konto', 'Löner', '2000-01-01');
		book.assign(employee, 'Projekt', 'Drift', '2000-01-01');
		const manager = known.get(employee.immediateManagerEmployeeId ?? '');
		if (manager === undefined) continue;
		const name = `${manager.firstName} ${manager.lastName}`;
		book.assign(employee, 'Närmaste chef', name, '2000-01-01');
	}
}
