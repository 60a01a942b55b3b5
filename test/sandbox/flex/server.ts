import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { listen, type ListenOptions, type Sandbox } from '../listen';
import { generateDirectory, type DirectoryOptions } from '../people';
import { isAuthenticated, type FlexAuthentication, type FlexCredentials } from './authentication';
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
	ownFieldRecord,
	ownFieldValueRecord,
} from './records';
import { invalid, message, Refusal } from './refusal';

export interface FlexOptions extends ListenOptions {
	/** What the system holds; default: `generateDirectory(directory)`. */
	model?: FlexModel;
	directory?: DirectoryOptions;
	/** Default `api.winningtemp`. */
	username?: string;
	/** Default `sandbox-flex-password`. */
	password?: string;
	/** The forms of authentication that are let in; default: both. */
	authentication?: FlexAuthentication[];
	/** The largest page that is given; default: whatever is asked for. */
	maxPageSize?: number;
	/** Ids or numbers of companies that the user may not see: not listed, and 403 when asked for. */
	deniedCompanies?: Array<string | number>;
	/** Endpoints that do not exist here: 404 with an empty body. E.g. `employmenttypes`. */
	missingEndpoints?: string[];
	/** Lists that come as a bare array, not in the envelope; default: `BARE_ARRAYS`. */
	bareArrays?: string[];
	/** Default `/webapi/api`. */
	prefix?: string;
}

/** Facts: "Some endpoints return a bare array"; which ones is a choice of this stand-in. */
export const BARE_ARRAYS = [
	'employmenttypes',
	'accountdistributions',
	'accounts',
	'employees/employmentperiods',
	'owntextfields',
	'owndatefields',
	'ownnumericalfields',
	'ownassessmentfields',
];

/** The running stand-in. Everything that is not `readonly` may be changed between requests. */
export interface FlexSandbox extends Sandbox {
	/** As a customer would be told it, e.g. `http://127.0.0.1:4040`; the client adds the path. */
	readonly url: string;
	/** With the path: `http://127.0.0.1:4040/webapi/api`. */
	readonly apiUrl: string;
	readonly username: string;
	readonly password: string;
	readonly instance: string;
	model: FlexModel;
	maxPageSize: number;
	deniedCompanies: Array<string | number>;
	missingEndpoints: string[];
	bareArrays: string[];
}

/** What may be changed while the server runs. */
type Settings = Pick<
	FlexSandbox,
	'model' | 'maxPageSize' | 'deniedCompanies' | 'missingEndpoints' | 'bareArrays'
>;

/** Starts a stand-in for Flex HRM's web API on 127.0.0.1. What it plays: `../README.md`. */
export async function startFlex(options: FlexOptions = {}): Promise<FlexSandbox> {
	const settings: Settings = {
		model: options.model ?? generateDirectory(options.directory),
		maxPageSize: options.maxPageSize ?? Infinity,
		deniedCompanies: options.deniedCompanies ?? [],
		missingEndpoints: options.missingEndpoints ?? [],
		bareArrays: options.bareArrays ?? BARE_ARRAYS,
	};
	const credentials: FlexCredentials = {
		username: options.username ?? 'api.winningtemp',
		password: options.password ?? 'sandbox-flex-password',
		instance: settings.model.instance,
	};
	const prefix = options.prefix ?? '/webapi/api';
	const forms = options.authentication ?? ['basic', 'instanceBasic'];
	const app = express.Router();
	app.use(prefix, admission(credentials, forms), api(settings), refused);
	app.use(notHere);
	const { sandbox, origin } = await listen(app, options);
	const own = {
		...credentials,
		url: origin,
		apiUrl: `${origin}${prefix}`,
	};
	return Object.defineProperties(sandbox, {
		...Object.getOwnPropertyDescriptors(own),
		...shared(settings),
	}) as FlexSandbox;
}

/** Accessors that read and write the settings which the handlers look at. */
function shared(settings: Settings): PropertyDescriptorMap {
	const names = Object.keys(settings) as Array<keyof Settings>;
	return Object.fromEntries(
		names.map((name) => [
			name,
			{
				enumerable: true,
				get: () => settings[name],
				set: (value) => Object.assign(settings, { [name]: value }),
			},
		]),
	);
}

function admission(credentials: FlexCredentials, forms: FlexAuthentication[]): RequestHandler {
	return (request, _response, next) => {
		if (!isAuthenticated(request, credentials, forms)) {
			throw message(401, 'Authorization has been denied for this request.');
		}
		const instance = parameter(request.query, 'instance');
		if (instance === undefined) throw invalid('instance', 'Fältet instance måste anges.');
		if (instance !== credentials.instance) {
			throw message(400, 'Angiven instans finns inte eller är inte tillgänglig.');
		}
		next();
	};
}

type Handler = (request: Request, settings: Settings) => unknown;

const KINDS: OwnFieldKind[] = ['text', 'date', 'numerical', 'assessment'];

const HANDLERS: Record<string, Handler> = {
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
		return list(request, settings, 'accountdistributions', found, accountDistributionRecord);
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
		const found = filteredEmployees(request, settings.model, company);
		return list(request, settings, 'employees', found, (employee) =>
			employeeRecord(employee, settings.model),
		);
	},
	'/employees/:id': (request, settings) =>
		employeeRecord(requestedEmployee(request, settings), settings.model),
	'/employees/:id/employmentperiods': (request, settings) => {
		const { id } = requestedEmployee(request, settings);
		const found = groupedBy(settings.model, 'employmentPeriods', 'employeeId').get(id) ?? [];
		return list(request, settings, 'employees/employmentperiods', found, employmentPeriodRecord);
	},
	'/employmentperiods': (request, settings) => {
		const { id } = requestedCompany(request, settings);
		const found = groupedBy(settings.model, 'employmentPeriods', 'companyId').get(id) ?? [];
		return list(request, settings, 'employmentperiods', found, employmentPeriodRecord);
	},
	'/employmenttypes': (request, settings) => {
		const { id } = requestedCompany(request, settings);
		const found = groupedBy(settings.model, 'employmentTypes', 'companyId').get(id) ?? [];
		return list(request, settings, 'employmenttypes', found, employmentTypeRecord);
	},
	'/employmenttypes/:id': (request, { model }) => {
		const type = byId(model, 'employmentTypes').get(String(request.params.id));
		if (!type) throw new Refusal(404);
		return employmentTypeRecord(type);
	},
	'/employmentdefaultaccounts': (request, settings) => {
		const { id } = requestedCompany(request, settings);
		const found = groupedBy(settings.model, 'defaultAccounts', 'companyId').get(id) ?? [];
		return list(request, settings, 'employmentdefaultaccounts', found, defaultAccountRecord);
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
					ownFieldValueRecord(value, fields.get(value.fieldId)!),
				);
			},
		],
	];
}

function api(settings: Settings): RequestHandler {
	const router = express.Router();
	for (const [path, handler] of Object.entries(HANDLERS)) {
		const endpoint = endpointName(path);
		router.get(path, (request, response) => {
			if (settings.missingEndpoints.includes(endpoint)) throw new Refusal(404);
			response.json(handler(request, settings));
		});
	}
	router.use((request) => {
		throw message(
			404,
			`No HTTP resource was found that matches the request URI '${request.path}'.`,
		);
	});
	return router;
}

/** `/companies/:id/accountdistributions` is `accountdistributions`, `/employees/:id` `employees/{id}`. */
function endpointName(path: string): string {
	if (path.endsWith('/:id')) return path.slice(1).replace(':id', '{id}');
	if (path === '/employees/:id/employmentperiods') return 'employees/employmentperiods';
	return path.slice(path.lastIndexOf('/') + 1);
}

const refused: ErrorRequestHandler = (problem, _request, response, next) => {
	if (problem instanceof Refusal) problem.send(response);
	else next(problem);
};

/** Outside the API's path a web server answers, with a page for people. */
const notHere: RequestHandler = (_request, response) => {
	response
		.status(404)
		.type('html')
		.end('<!DOCTYPE html><html lang="sv"><title>404</title><h1>Sidan hittades inte</h1></html>');
};

function list<T>(
	request: Request,
	{ maxPageSize, bareArrays }: Settings,
	endpoint: string,
	entries: readonly T[],
	record: (entry: T) => unknown,
): unknown {
	if (bareArrays.includes(endpoint)) return entries.map(record);
	return envelope(entries, requestedPage(request.query, maxPageSize), record);
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function requestedCompany(request: Request, settings: Settings): FlexCompany {
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

function allowedCompany(id: string, settings: Settings): FlexCompany {
	const company = byId(settings.model, 'companies').get(id);
	if (!company) throw new Refusal(404);
	if (isDenied(company, settings))
		throw message(403, 'Användaren saknar behörighet till företaget.');
	return company;
}

function isDenied({ id, companyNumber }: FlexCompany, { deniedCompanies }: Settings): boolean {
	return deniedCompanies.includes(id) || deniedCompanies.includes(companyNumber);
}

function requestedEmployee(request: Request, settings: Settings): FlexEmployee {
	const id = String(request.params.id);
	if (!GUID.test(id)) throw invalid('id', `Värdet '${id}' är inte giltigt för id.`);
	const employee = byId(settings.model, 'employees').get(id.toLowerCase());
	if (!employee) throw new Refusal(404);
	allowedCompany(employee.companyId, settings);
	return employee;
}

type EmployeeFilter = (employee: FlexEmployee, value: string, model: FlexModel) => boolean;

/** Facts: filters of `/employees`. What is not among them is ignored. */
const FILTERS: Record<string, EmployeeFilter> = {
	employmentnumber: (employee, value) => employee.employmentNumber === value,
	email: (employee, value) => employee.emailWork?.toLowerCase() === value.toLowerCase(),
	modifiedSince: (employee, value) => employee.modifiedAt >= value,
	isInAuditProcess: (_employee, value) => value.toLowerCase() !== 'true',
	employmentType: (employee, value, model) =>
		(groupedBy(model, 'employmentPeriods', 'employeeId').get(employee.id) ?? []).some(
			({ employmentTypeId }) => employmentTypeId === value,
		),
};

/** Leavers and future starters are in the list: employment periods tell who is there. */
function filteredEmployees(
	request: Request,
	model: FlexModel,
	{ id }: FlexCompany,
): readonly FlexEmployee[] {
	let employees = employeesInOrder(model, id);
	for (const [name, passes] of Object.entries(FILTERS)) {
		const value = parameter(request.query, name);
		if (value === undefined || value === '') continue;
		employees = employees.filter((employee) => passes(employee, value, model));
	}
	return employees;
}
