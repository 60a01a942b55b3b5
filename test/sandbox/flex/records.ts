import { addDays } from '../dates';
import { guidOf } from '../random';
import { DEFAULT_BEHAVIOUR, type EmploymentTypeSource, type FlexBehaviour } from './behaviour';
import { employmentTypeOn } from './changes';
import { groupedBy } from './lookup';
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
	FlexTreeNode,
} from './model';

/**
 * The model's entries as the API sends them. Employees and companies come in PascalCase, as
 * recorded; what is joined to them in camelCase, as the code that was seen reads it, so that a
 * client which minds the case does not pass.
 */

export type WireRecord = Record<string, unknown>;

/** Spread in one in seven, the fraction of a second that some dates carry. */
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
export function employeeRecord(
	employee: FlexEmployee,
	model: FlexModel,
	behaviour: FlexBehaviour = DEFAULT_BEHAVIOUR,
): WireRecord {
	const { employeeIds, employmentType, nearestManager } = behaviour;
	const number = parseInt(employee.id.slice(0, 6), 16);
	const sometimes = <T>(stride: number, value: T): T | null =>
		number % stride === 0 ? value : null;
	return {
		Id: employeeIds === 'capitals' ? employee.id.toUpperCase() : employee.id,
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
		ImmediateManagerEmployeeId: nearestManager ? employee.immediateManagerEmployeeId : null,
		SalaryRevisionYear: sometimes(4, Number(model.referenceDate.slice(0, 4))),
		IsInAuditProcess: employee.isInAuditProcess ?? false,
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
		...TYPE_ON_EMPLOYEE[employmentType]?.(
			employmentTypeOn(model, employee.id, model.referenceDate) === 'External Personnel',
		),
		...employee.extra,
	};
}

const TYPE_ON_EMPLOYEE: {
	[K in EmploymentTypeSource]?: (isExternal: boolean) => WireRecord;
} = {
	swedish: (isExternal) => ({ EmploymentType: isExternal ? 'Extern personal' : 'Anställd' }),
	english: (isExternal) => ({ EmploymentType: isExternal ? 'External Personnel' : 'Employee' }),
	number: (isExternal) => ({ EmploymentType: isExternal ? 1 : 0 }),
};

/** The form of employment that a customer has registered for external personnel. */
export function externalFormId(companyId: string): string {
	return guidOf(9, `external form ${companyId}`, 0);
}

export function employmentTypeRecord(type: FlexEmploymentType): WireRecord {
	return { ...type };
}

export function employmentPeriodRecord(
	{ external, ...period }: FlexEmploymentPeriod,
	{ employmentType, openEnd }: FlexBehaviour = DEFAULT_BEHAVIOUR,
): WireRecord {
	return {
		...period,
		...(employmentType === 'form' && external
			? { employmentTypeId: externalFormId(period.companyId) }
			: {}),
		...(employmentType === 'period' ? { employmentType: external ? 1 : 0 } : {}),
		fromDate: localTime(period.fromDate, period.id),
		toDate: localTime(period.toDate, period.id) ?? openEnd,
	};
}

export function accountDistributionRecord(
	{ id, companyId, name }: FlexAccountDistribution,
	{ distributionName }: FlexBehaviour = DEFAULT_BEHAVIOUR,
): WireRecord {
	return { id, companyId, [distributionName]: name };
}

export function accountRecord(account: FlexAccount): WireRecord {
	return { ...account };
}

export function defaultAccountRecord(
	entry: FlexDefaultAccount,
	{ openEnd }: FlexBehaviour = DEFAULT_BEHAVIOUR,
): WireRecord {
	return {
		employeeId: entry.employeeId,
		accountDistributionId: entry.accountDistributionId,
		accountId: entry.accountId,
		accountCode: entry.accountCode,
		fromDate: localTime(entry.fromDate, entry.employeeId),
		tomDate: localTime(entry.tomDate, entry.employeeId) ?? openEnd,
	};
}

/**
 * An employee's home accounts as intervals, one after the other, each with all accounts in force.
 * Everybody has at least one; it may be empty.
 */
export function intervalRecords(
	employee: FlexEmployee,
	model: FlexModel,
	{ openEnd }: FlexBehaviour = DEFAULT_BEHAVIOUR,
): WireRecord[] {
	const entries = groupedBy(model, 'defaultAccounts', 'employeeId').get(employee.id) ?? [];
	const starts = entries.flatMap(({ fromDate, tomDate }) =>
		tomDate === null ? [fromDate] : [fromDate, addDays(tomDate, 1)],
	);
	const days = [...new Set(starts.length > 0 ? starts : [model.referenceDate])].sort();
	return days.map((day, i) => {
		const next = days[i + 1];
		return {
			id: guidOf(i, `interval ${employee.id}`, i),
			employeeId: employee.id,
			employeeNumber: employee.employmentNumber,
			fromDate: localTime(day, employee.id),
			toDate: next === undefined ? openEnd : localTime(addDays(next, -1), employee.id),
			employmentDefaultAccount: entries
				.filter(({ fromDate, tomDate }) => fromDate <= day && (tomDate ?? '9') >= day)
				.map(({ accountDistributionId, accountId, accountCode }, n) => ({
					id: guidOf(n, `in interval ${employee.id} ${day}`, n),
					accountDistributionId,
					accountId,
					accountCode,
				})),
		};
	});
}

/** A node of Flex's own tree. Its fields are a choice of this stand-in: the path is not public. */
export function treeNodeRecord({ companyId, ...node }: FlexTreeNode): WireRecord {
	return { ...node, companyId };
}

export function ownFieldRecord({ id, companyId, name }: FlexOwnField): WireRecord {
	return { id, companyId, name };
}

/** The reference to the field is called after its kind: `ownTextFieldId`, `ownDateFieldId`, … */
export function ownFieldValueRecord(
	value: FlexOwnFieldValue,
	field: FlexOwnField,
	{ ownDateValues }: FlexBehaviour = DEFAULT_BEHAVIOUR,
): WireRecord {
	const kind = field.kind[0]!.toUpperCase() + field.kind.slice(1);
	return {
		employeeId: value.employeeId,
		[`own${kind}FieldId`]: value.fieldId,
		...(field.kind !== 'date'
			? { value: value.value }
			: ownDateValues
				? { value: localTime(value.value as string, value.employeeId) }
				: {}),
	};
}
