import { dayBefore } from '../dates';
import { EXTERNAL_PERSONNEL, type Dimension } from '../people';
import { guidOf } from '../random';
import { AccountBook } from './account-book';
import { byId, employeesInOrder, groupedBy } from './lookup';
import type { FlexDefaultAccount, FlexEmployee, FlexEmploymentPeriod, FlexModel } from './model';

/**
 * What happens at a company between two runs, done to the model of the Flex HRM stand-in. Dates
 * are `YYYY-MM-DD`; a change of place takes effect on its day, with the history kept.
 */

export type Organization = Partial<Record<Dimension, string | null>>;

export interface Hire {
	firstName: string;
	lastName: string;
	emailWork?: string | null;
	gender?: number | null;
	dateOfBirth?: string | null;
	managerId?: string | null;
	organization?: Organization;
	/** A form of employment, or `External Personnel`. Default: `Permanent`. */
	employmentType?: string;
	/** Default: the first company. */
	companyId?: string;
	/** Default: the day that the directory was made for. */
	from?: string;
}

/** @throws where there is no employee with that id */
export function employeeById(model: FlexModel, id: string): FlexEmployee {
	const employee = byId(model, 'employees').get(id);
	if (!employee) throw new Error(`There is no employee ${id}`);
	return employee;
}

/** The employees whose employment covers a day, companies in their order, then by number as text. */
export function employedOn(model: FlexModel, date: string): FlexEmployee[] {
	const periods = groupedBy(model, 'employmentPeriods', 'employeeId');
	return model.companies.flatMap(({ id }) =>
		employeesInOrder(model, id).filter((employee) =>
			periods.get(employee.id)?.some((period) => covers(period.fromDate, period.toDate, date)),
		),
	);
}

/** `External Personnel` or `Employee`; `undefined` for somebody who is not employed on the day. */
export function employmentTypeOn(
	model: FlexModel,
	employeeId: string,
	date: string,
): string | undefined {
	const periods = groupedBy(model, 'employmentPeriods', 'employeeId').get(employeeId) ?? [];
	const period = periods.find(({ fromDate, toDate }) => covers(fromDate, toDate, date));
	return period && (period.external ? EXTERNAL_PERSONNEL : 'Employee');
}

/** An employee's value in every dimension on a day; dimensions without a value are absent. */
export function organizationOn(
	model: FlexModel,
	employeeId: string,
	date: string,
): Partial<Record<Dimension, string>> {
	const organization: Partial<Record<Dimension, string>> = {};
	for (const entry of accountsOf(model, employeeId)) {
		if (!covers(entry.fromDate, entry.tomDate, date)) continue;
		const dimension = byId(model, 'accountDistributions').get(entry.accountDistributionId)!;
		organization[dimension.name as Dimension] = byId(model, 'accounts').get(entry.accountId)!.name;
	}
	return organization;
}

export function hire(model: FlexModel, joiner: Hire): FlexEmployee {
	const from = joiner.from ?? model.referenceDate;
	const companyId = joiner.companyId ?? model.companies[0]!.id;
	const number = nextEmploymentNumber(model, companyId);
	const employee: FlexEmployee = {
		id: guidOf(number, `hired ${companyId}`, model.employees.length),
		companyId,
		employmentNumber: String(number),
		firstName: joiner.firstName,
		lastName: joiner.lastName,
		emailWork: joiner.emailWork ?? null,
		gender: joiner.gender ?? null,
		dateOfBirth: joiner.dateOfBirth ?? null,
		immediateManagerEmployeeId: joiner.managerId ?? null,
		modifiedAt: `${from}T07:00:00`,
	};
	model.employees.push(employee);
	addPeriod(model, employee, joiner.employmentType ?? 'Permanent', from);
	setOrganization(model, employee.id, joiner.organization ?? {}, from);
	return employee;
}

export function changeSurname(model: FlexModel, employeeId: string, lastName: string): void {
	employeeById(model, employeeId).lastName = lastName;
	touch(model, employeeId);
}

/** `null` takes the address away. */
export function changeEmail(model: FlexModel, employeeId: string, email: string | null): void {
	employeeById(model, employeeId).emailWork = email;
	touch(model, employeeId);
}

/** The addresses of any number of people go round: each gets that of the next, the last the first's. */
export function rotateEmails(model: FlexModel, employeeIds: string[]): void {
	const employees = employeeIds.map((id) => employeeById(model, id));
	const emails = employees.map(({ emailWork }) => emailWork);
	employees.forEach((employee, i) => {
		changeEmail(model, employee.id, emails[(i + 1) % emails.length]!);
	});
}

export function swapEmails(model: FlexModel, one: string, other: string): void {
	rotateEmails(model, [one, other]);
}

export function changeManager(
	model: FlexModel,
	employeeId: string,
	managerId: string | null,
): void {
	employeeById(model, employeeId).immediateManagerEmployeeId = managerId;
	touch(model, employeeId);
}

/** Gives an employee other values in some dimensions from a day on; `null` leaves one empty. */
export function setOrganization(
	model: FlexModel,
	employeeId: string,
	organization: Organization,
	from: string = model.referenceDate,
): void {
	const employee = employeeById(model, employeeId);
	const book = new AccountBook(model);
	const dimensions = byId(model, 'accountDistributions');
	const entries = accountsOf(model, employeeId);
	for (const [dimension, value] of Object.entries(organization)) {
		const inDimension = entries.filter(
			(entry) => dimensions.get(entry.accountDistributionId)?.name === dimension,
		);
		endAccounts(model, inDimension, dayBefore(from));
		if (value) book.assign(employee, dimension, value, from);
	}
	touch(model, employeeId);
}

/** The last day at work, which still counts. Takes the person's values in all dimensions with it. */
export function leaveOn(model: FlexModel, employeeId: string, lastDay: string): void {
	endPeriods(model, employeeId, lastDay);
	endAccounts(model, accountsOf(model, employeeId), lastDay);
	touch(model, employeeId);
}

/** Someone comes back: the same employee, a new employment, in the place that was left last. */
export function rehire(
	model: FlexModel,
	employeeId: string,
	from: string = model.referenceDate,
	employmentType = 'Permanent',
): void {
	const employee = employeeById(model, employeeId);
	const last = new Map<string, FlexDefaultAccount>();
	for (const entry of accountsOf(model, employeeId)) {
		const known = last.get(entry.accountDistributionId);
		if (!known || known.fromDate <= entry.fromDate) last.set(entry.accountDistributionId, entry);
	}
	addPeriod(model, employee, employmentType, from);
	const book = new AccountBook(model);
	for (const entry of last.values()) {
		const dimension = byId(model, 'accountDistributions').get(entry.accountDistributionId)!.name;
		const { name } = byId(model, 'accounts').get(entry.accountId)!;
		book.assign(employee, dimension, name, from);
	}
	touch(model, employeeId);
}

/** `External Personnel`, or a form of employment of an employee, from a day on. */
export function changeEmploymentType(
	model: FlexModel,
	employeeId: string,
	employmentType: string = EXTERNAL_PERSONNEL,
	from: string = model.referenceDate,
): void {
	endPeriods(model, employeeId, dayBefore(from));
	addPeriod(model, employeeById(model, employeeId), employmentType, from);
	touch(model, employeeId);
}

/** Gives a value of a dimension another name, in every company; returns how many were renamed. */
export function renameValue(
	model: FlexModel,
	dimension: Dimension,
	from: string,
	to: string,
): number {
	const dimensions = byId(model, 'accountDistributions');
	let renamed = 0;
	for (const account of model.accounts) {
		if (account.name !== from) continue;
		if (dimensions.get(account.accountDistributionId)?.name !== dimension) continue;
		account.name = to;
		renamed++;
	}
	return renamed;
}

/** Moves a department with everybody in it to another office; returns who moved. */
export function moveDepartment(
	model: FlexModel,
	department: string,
	fromOffice: string,
	toOffice: string,
	from: string = model.referenceDate,
): FlexEmployee[] {
	const moved = model.employees.filter(({ id }) => {
		const organization = organizationOn(model, id, from);
		return organization.Department === department && organization.Office === fromOffice;
	});
	for (const { id } of moved) setOrganization(model, id, { Office: toOffice }, from);
	return moved;
}

/** Takes an employee out of Flex altogether, as if never entered. */
export function removeEmployee(model: FlexModel, employeeId: string): void {
	model.employees = model.employees.filter(({ id }) => id !== employeeId);
	model.employmentPeriods = model.employmentPeriods.filter((of) => of.employeeId !== employeeId);
	model.defaultAccounts = model.defaultAccounts.filter((of) => of.employeeId !== employeeId);
	model.ownFieldValues = model.ownFieldValues.filter((of) => of.employeeId !== employeeId);
}

function nextEmploymentNumber(model: FlexModel, companyId: string): number {
	let highest = 0;
	for (const { employmentNumber } of employeesInOrder(model, companyId)) {
		highest = Math.max(highest, Number(employmentNumber) || 0);
	}
	return highest + 1;
}

function addPeriod(
	model: FlexModel,
	{ id: employeeId, companyId }: FlexEmployee,
	employmentType: string,
	fromDate: string,
): void {
	const external = employmentType === EXTERNAL_PERSONNEL;
	const type = model.employmentTypes.find(
		({ companyId: of, name }) => of === companyId && (external || name === employmentType),
	);
	if (!type) throw new Error(`There is no form of employment called "${employmentType}"`);
	model.employmentPeriods.push({
		id: guidOf(2, `period ${employeeId}`, model.employmentPeriods.length),
		employeeId,
		companyId,
		employmentTypeId: type.id,
		external,
		fromDate,
		toDate: null,
		titleId: null,
		staffCategoryId: null,
	});
}

function accountsOf(model: FlexModel, employeeId: string): FlexDefaultAccount[] {
	return groupedBy(model, 'defaultAccounts', 'employeeId').get(employeeId) ?? [];
}

/** Ends what goes on beyond a day; what would have begun after it is taken away. */
function endAccounts(model: FlexModel, entries: FlexDefaultAccount[], lastDay: string): void {
	const obsolete = new Set<FlexDefaultAccount>();
	for (const entry of entries) {
		if (entry.fromDate > lastDay) obsolete.add(entry);
		else if (entry.tomDate === null || entry.tomDate > lastDay) entry.tomDate = lastDay;
	}
	if (obsolete.size === 0) return;
	model.defaultAccounts = model.defaultAccounts.filter((entry) => !obsolete.has(entry));
}

function endPeriods(model: FlexModel, employeeId: string, lastDay: string): void {
	const obsolete = new Set<FlexEmploymentPeriod>();
	for (const period of groupedBy(model, 'employmentPeriods', 'employeeId').get(employeeId) ?? []) {
		if (period.fromDate > lastDay) obsolete.add(period);
		else if (period.toDate === null || period.toDate > lastDay) period.toDate = lastDay;
	}
	if (obsolete.size === 0) return;
	model.employmentPeriods = model.employmentPeriods.filter((period) => !obsolete.has(period));
}

function covers(from: string, to: string | null, date: string): boolean {
	return from <= date && (to === null || date <= to);
}

/** Marks an employee as changed on the day that the directory was made for. */
function touch(model: FlexModel, employeeId: string): void {
	employeeById(model, employeeId).modifiedAt = `${model.referenceDate}T07:30:00`;
}
