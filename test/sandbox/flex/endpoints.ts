import type { Request } from 'express';
import { EXTERNAL_PERSONNEL } from '../people';
import type { FlexBehaviour } from './behaviour';
import { employedOn, employmentTypeOn } from './changes';
import { byId, employeesInOrder, groupedBy } from './lookup';
import type { FlexCompany, FlexEmployee, FlexModel, OwnFieldKind } from './model';
import { envelope, requestedPage } from './paging';
import { parameter } from './parameters';
import {
	accountDistributionRecord,
	accountRecord,
	companyRecord,
	defaultAccountRecord,
	employeeRecord,
	employmentPeriodRecord,
	employmentTypeRecord,
	externalFormId,
	intervalRecords,
	ownFieldRecord,
	ownFieldValueRecord,
	treeNodeRecord,
} from './records';
import { invalid, message, Refusal } from './refusal';

/** What the endpoints look at; may change while the server runs. */
export interface FlexSettings {
	model: FlexModel;
	behaviour: FlexBehaviour;
	maxPageSize: number;
	deniedCompanies: Array<string | number>;
	missingEndpoints: string[];
	bareArrays: string[];
}

export type Handler = (request: Request, settings: FlexSettings) => unknown;

const KINDS: OwnFieldKind[] = ['text', 'date', 'numerical', 'assessment'];

/** All endpoints by path, as Express writes paths. */
export const HANDLERS: Record<string, Handler> = {
	'/companies': (request, settings) =>
		list(
			request,
			settings,
			'companies',
			settings.model.companies.filter((company) => !isDenied(company, settings)),
			(company) => companyRecord(company, settings.model),
		),
	'/companies/:id/accountdistributions': (request, settings) => {
		const { id } = allowedCompany(String(request.params.id), settings);
		const found = groupedBy(settings.model, 'accountDistributions', 'companyId').get(id) ?? [];
		return list(request, settings, 'accountdistributions', found, (distribution) =>
			accountDistributionRecord(distribution, settings.behaviour),
		);
	},
	'/accountdistributions/:id/accounts': (request, settings) => {
		const { model } = settings;
		const distribution = byId(model, 'accountDistributions').get(String(request.params.id));
		if (!distribution) throw new Refusal(404, 'Konteringsdimensionen hittades inte.');
		allowedCompany(distribution.companyId, settings);
		const found = groupedBy(model, 'accounts', 'accountDistributionId').get(distribution.id) ?? [];
		return list(request, settings, 'accounts', found, accountRecord);
	},
	'/employees': (request, settings) => {
		const company = requestedCompany(request, settings);
		const found = filteredEmployees(request, settings, company);
		return list(request, settings, 'employees', found, (employee) =>
			employeeRecord(employee, settings.model, settings.behaviour),
		);
	},
	'/employees/:id': (request, settings) =>
		employeeRecord(requestedEmployee(request, settings), settings.model, settings.behaviour),
	'/employees/:id/employmentperiods': (request, settings) => {
		const { id } = requestedEmployee(request, settings);
		const found = groupedBy(settings.model, 'employmentPeriods', 'employeeId').get(id) ?? [];
		return list(request, settings, 'employees/employmentperiods', found, (period) =>
			employmentPeriodRecord(period, settings.behaviour),
		);
	},
	'/employmentperiods': (request, settings) => {
		const { id } = requestedCompany(request, settings);
		const found = groupedBy(settings.model, 'employmentPeriods', 'companyId').get(id) ?? [];
		return list(request, settings, 'employmentperiods', found, (period) =>
			employmentPeriodRecord(period, settings.behaviour),
		);
	},
	'/employmenttypes': (request, settings) => {
		const { id } = requestedCompany(request, settings);
		const found = groupedBy(settings.model, 'employmentTypes', 'companyId').get(id) ?? [];
		const forms =
			settings.behaviour.employmentType === 'form' ? [...found, externalForm(id)] : found;
		return list(request, settings, 'employmenttypes', forms, employmentTypeRecord);
	},
	'/employmenttypes/:id': (request, { model }) => {
		const id = String(request.params.id);
		const external = model.companies.find((company) => externalFormId(company.id) === id);
		const type = external ? externalForm(external.id) : byId(model, 'employmentTypes').get(id);
		if (!type) throw new Refusal(404);
		return employmentTypeRecord(type);
	},
	'/employmentdefaultaccounts': (request, settings) => {
		if (settings.behaviour.homeAccounts === 'intervals') throw new Refusal(404);
		const { id } = requestedCompany(request, settings);
		const found = groupedBy(settings.model, 'defaultAccounts', 'companyId').get(id) ?? [];
		return list(request, settings, 'employmentdefaultaccounts', found, (entry) =>
			defaultAccountRecord(entry, settings.behaviour),
		);
	},
	'/employmentdefaultaccountintervals': (request, settings) => {
		if (settings.behaviour.homeAccounts === 'accounts') throw new Refusal(404);
		const { id } = requestedCompany(request, settings);
		const found = employeesInOrder(settings.model, id).flatMap((employee) =>
			intervalRecords(employee, settings.model, settings.behaviour),
		);
		return list(request, settings, 'employmentdefaultaccountintervals', found, (row) => row);
	},
	...Object.fromEntries(KINDS.flatMap(ownFieldHandlers)),
};

function ownFieldHandlers(kind: OwnFieldKind): Array<[string, Handler]> {
	return [
		[
			`/own${kind}fields`,
			(request, settings) => {
				const { id } = requestedCompany(request, settings);
				const found = groupedBy(settings.model, 'ownFields', 'companyId').get(id) ?? [];
				const ofKind = found.filter((field) => field.kind === kind);
				return list(request, settings, `own${kind}fields`, ofKind, ownFieldRecord);
			},
		],
		[
			`/own${kind}fieldvalues`,
			(request, settings) => {
				const { id } = requestedCompany(request, settings);
				const fields = byId(settings.model, 'ownFields');
				const found = groupedBy(settings.model, 'ownFieldValues', 'companyId').get(id) ?? [];
				const ofKind = found.filter(({ fieldId }) => fields.get(fieldId)?.kind === kind);
				return list(request, settings, `own${kind}fieldvalues`, ofKind, (value) =>
					ownFieldValueRecord(value, fields.get(value.fieldId)!, settings.behaviour),
				);
			},
		],
	];
}

function list<T>(
	request: Request,
	{ maxPageSize, bareArrays, behaviour }: FlexSettings,
	endpoint: string,
	entries: readonly T[],
	record: (entry: T) => unknown,
): unknown {
	if (bareArrays.includes(endpoint)) return entries.map(record);
	return envelope(entries, requestedPage(request.query, maxPageSize, behaviour), record);
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function requestedCompany(request: Request, settings: FlexSettings): FlexCompany {
	const id = parameter(request.query, 'companyId');
	if (id !== undefined) {
		if (!GUID.test(id)) {
			throw invalid('companyId', `Värdet '${id}' är inte giltigt för companyId.`);
		}
		return allowedCompany(id.toLowerCase(), settings);
	}
	const number = parameter(request.query, 'companynumber');
	if (number === undefined) throw invalid('companyId', 'Fältet companyId måste anges.');
	if (!/^\d+$/.test(number)) {
		throw invalid('companynumber', `Värdet '${number}' är inte giltigt för companynumber.`);
	}
	const company = settings.model.companies.find((of) => of.companyNumber === Number(number));
	if (!company) throw message(400, 'Företaget finns inte.');
	return allowedCompany(company.id, settings);
}

function allowedCompany(id: string, settings: FlexSettings): FlexCompany {
	const company = byId(settings.model, 'companies').get(id);
	if (!company) throw new Refusal(404);
	if (isDenied(company, settings))
		throw message(403, 'Användaren saknar behörighet till företaget.');
	return company;
}

function isDenied({ id, companyNumber }: FlexCompany, { deniedCompanies }: FlexSettings): boolean {
	return deniedCompanies.includes(id) || deniedCompanies.includes(companyNumber);
}

function requestedEmployee(request: Request, settings: FlexSettings): FlexEmployee {
	const id = String(request.params.id);
	if (!GUID.test(id)) throw invalid('id', `Värdet '${id}' är inte giltigt för id.`);
	const employee = byId(settings.model, 'employees').get(id.toLowerCase());
	if (!employee) throw new Refusal(404);
	allowedCompany(employee.companyId, settings);
	return employee;
}

type EmployeeFilter = (employee: FlexEmployee, value: string, settings: FlexSettings) => boolean;

/** docs/facts.md names the filters of `/employees`. What is not among them is ignored. */
const FILTERS: Record<string, EmployeeFilter> = {
	employmentnumber: (employee, value) => employee.employmentNumber === value,
	email: (employee, value) => employee.emailWork?.toLowerCase() === value.toLowerCase(),
	modifiedSince: (employee, value) => employee.modifiedAt >= value,
	isInAuditProcess: (employee, value) =>
		(employee.isInAuditProcess ?? false) === (value.toLowerCase() === 'true'),
	employmentType: (employee, value, { model, behaviour }) => {
		const numbers = TYPE_NUMBERS[behaviour.employmentType];
		if (numbers === undefined) return true;
		const type = employmentTypeOn(model, employee.id, model.referenceDate);
		return type !== undefined && numbers[type === EXTERNAL_PERSONNEL ? 1 : 0] === value;
	},
};

/** The numbers of employees and of external personnel where the filter is understood. */
const TYPE_NUMBERS: { [K in FlexBehaviour['employmentType']]?: readonly [string, string] } = {
	filter: ['0', '1'],
	filterFromOne: ['1', '2'],
};

/** Leavers and future starters are in the list, unless the server lists employed people only. */
function filteredEmployees(
	request: Request,
	settings: FlexSettings,
	{ id }: FlexCompany,
): readonly FlexEmployee[] {
	const { model, behaviour } = settings;
	let employees = employeesInOrder(model, id);
	if (behaviour.listedEmployees === 'employed') {
		const employed = new Set(employedOn(model, model.referenceDate));
		employees = employees.filter((employee) => employed.has(employee));
	}
	for (const [name, passes] of Object.entries(FILTERS)) {
		const value = parameter(request.query, name);
		if (value === undefined || value === '') continue;
		employees = employees.filter((employee) => passes(employee, value, settings));
	}
	return employees;
}

/** A form of employment that a customer has registered for external personnel. */
function externalForm(companyId: string) {
	return { id: externalFormId(companyId), companyId, code: '9', name: EXTERNAL_PERSONNEL };
}

/** Flex's own tree, at the path that the stand-in was told; `null` for any other path. */
export function treeOf(request: Request, settings: FlexSettings): unknown {
	const { model, behaviour } = settings;
	if (behaviour.treePath === null) return null;
	const company = model.companies.find(
		({ id }) => request.path === behaviour.treePath!.replace('{companyId}', id),
	);
	if (company === undefined) return null;
	allowedCompany(company.id, settings);
	const found = groupedBy(model, 'treeNodes', 'companyId').get(company.id) ?? [];
	return list(request, settings, 'organizationtree', found, treeNodeRecord);
}
