import { guidOf } from '../random';
import type {
	FlexAccount,
	FlexAccountDistribution,
	FlexCompany,
	FlexDefaultAccount,
	FlexEmployee,
	FlexEmploymentPeriod,
	FlexEmploymentType,
	FlexModel,
	FlexOwnField,
	FlexOwnFieldValue,
} from './model';

/**
 * The model's entries as the API sends them. Employees and companies come in PascalCase, as
 * recorded; what is joined to them in camelCase, as the code that was seen reads it (facts:
 * "Employee object"), so that a client which minds the case does not pass.
 */

export type WireRecord = Record<string, unknown>;

/** Spread in one in seven, the fraction of a second that some dates carry (facts: "Dates and errors"). */
function localTime(date: string | null, salt: string): string | null {
	if (date === null) return null;
	const number = parseInt(salt.slice(0, 6), 16);
	const fraction = number % 7 === 0 ? ['.5', '.25', '.123'][number % 3]! : '';
	return `${date}T00:00:00${fraction}`;
}

export function companyRecord(company: FlexCompany, model: FlexModel): WireRecord {
	return {
		Id: company.id,
		InstanceId: model.instanceId,
		CompanyNumber: company.companyNumber,
		Name: company.name,
		OrganizationNumber: company.organizationNumber,
		AddressRow1: null,
		PostalCode: null,
		City: null,
	};
}

/**
 * An employee with everything that an API user gets to see, sensitive data included: those values
 * are invented, follow from the id, and cannot be real (letters in the national number, a bank
 * that does not exist).
 */
export function employeeRecord(employee: FlexEmployee, model: FlexModel): WireRecord {
	const number = parseInt(employee.id.slice(0, 6), 16);
	const sometimes = <T>(stride: number, value: T): T | null =>
		number % stride === 0 ? value : null;
	return {
		Id: employee.id,
		InstanceId: model.instanceId,
		CompanyId: employee.companyId,
		NationalIdentificationNumber: `${(employee.dateOfBirth ?? '1900-01-01').replaceAll('-', '')}-T${employee.id.slice(0, 3).toUpperCase()}`,
		Nationality: sometimes(3, 'SE'),
		DateOfBirth: localTime(employee.dateOfBirth, employee.id),
		Gender: employee.gender,
		FirstName: employee.firstName,
		LastName: employee.lastName,
		Name: `${employee.firstName} ${employee.lastName}`,
		AddressRow1: sometimes(2, `Påhittade gatan ${number % 90}`),
		AddressRow2: null,
		PostalCode: sometimes(2, '000 00'),
		City: sometimes(2, 'Ingenstans'),
		Country: null,
		EmailWork: employee.emailWork,
		EmailPrivate: sometimes(5, `privat.${employee.id.slice(0, 8)}@hemma.example`),
		Phone1: sometimes(2, `070-000 ${String(number % 10_000).padStart(4, '0')}`),
		Phone2: null,
		Phone3: null,
		Phone4: null,
		UnionId: sometimes(3, guidOf(number % 4, 'union', 0)),
		ImmediateManagerEmployeeId: employee.immediateManagerEmployeeId,
		SalaryRevisionYear: sometimes(4, Number(model.referenceDate.slice(0, 4))),
		IsInAuditProcess: false,
		Employment: [
			{
				EmploymentNumber: employee.employmentNumber,
				SalarySystemEmploymentNumber: employee.employmentNumber.padStart(6, '0'),
				TaxTable: 30 + (number % 5),
				TaxColumn: 1,
				BankClearingNumber: '0000',
				BankAccountNumber: `0000${String(number % 1_000_000).padStart(6, '0')}`,
			},
		],
		...employee.extra,
	};
}

export function employmentTypeRecord(type: FlexEmploymentType): WireRecord {
	return { ...type };
}

export function employmentPeriodRecord(period: FlexEmploymentPeriod): WireRecord {
	return {
		...period,
		fromDate: localTime(period.fromDate, period.id),
		toDate: localTime(period.toDate, period.id),
	};
}

export function accountDistributionRecord(distribution: FlexAccountDistribution): WireRecord {
	return { ...distribution };
}

export function accountRecord(account: FlexAccount): WireRecord {
	return { ...account };
}

export function defaultAccountRecord(entry: FlexDefaultAccount): WireRecord {
	return {
		employeeId: entry.employeeId,
		accountDistributionId: entry.accountDistributionId,
		accountId: entry.accountId,
		accountCode: entry.accountCode,
		fromDate: localTime(entry.fromDate, entry.employeeId),
		tomDate: localTime(entry.tomDate, entry.employeeId),
	};
}

export function ownFieldRecord({ id, companyId, name }: FlexOwnField): WireRecord {
	return { id, companyId, name };
}

/** The reference to the field is called after its kind: `ownTextFieldId`, `ownDateFieldId`, … */
export function ownFieldValueRecord(value: FlexOwnFieldValue, field: FlexOwnField): WireRecord {
	const kind = field.kind[0]!.toUpperCase() + field.kind.slice(1);
	return {
		employeeId: value.employeeId,
		[`own${kind}FieldId`]: value.fieldId,
		value: field.kind === 'date' ? localTime(value.value as string, value.employeeId) : value.value,
	};
}
