import express, { type ErrorRequestHandler, type RequestHandler, type Response } from 'express';
import { listen, type ListenOptions, type Sandbox } from '../listen';
import { generateDirectory, type DirectoryOptions } from '../people';
import { isAuthenticated, type FlexAuthentication, type FlexCredentials } from './authentication';
import { DEFAULT_BEHAVIOUR, type FlexBehaviour, type RightRefusal } from './behaviour';
import { HANDLERS, treeOf, type FlexSettings } from './endpoints';
import type { FlexModel } from './model';
import { parameter } from './parameters';
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
	/** What is not known of Flex; default: `DEFAULT_BEHAVIOUR`. */
	behaviour?: Partial<FlexBehaviour>;
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
export interface FlexSandbox extends Sandbox, FlexSettings {
	/** As a customer would be told it, e.g. `http://127.0.0.1:4040`; the client adds the path. */
	readonly url: string;
	/** With the path: `http://127.0.0.1:4040/webapi/api`. */
	readonly apiUrl: string;
	readonly username: string;
	readonly password: string;
	readonly instance: string;
	/** What a customer enters in the credential to read all companies. */
	readonly credential: Record<
		'baseUrl' | 'username' | 'password' | 'instanceId' | 'companyIds',
		string
	>;
}

/** Starts a stand-in for Flex HRM's web API on 127.0.0.1. What it plays: `../README.md`. */
export async function startFlex(options: FlexOptions = {}): Promise<FlexSandbox> {
	const settings: FlexSettings = {
		model: options.model ?? generateDirectory(options.directory),
		maxPageSize: options.maxPageSize ?? Infinity,
		deniedCompanies: options.deniedCompanies ?? [],
		missingEndpoints: options.missingEndpoints ?? [],
		bareArrays: options.bareArrays ?? BARE_ARRAYS,
		behaviour: { ...DEFAULT_BEHAVIOUR, ...options.behaviour },
	};
	const credentials: FlexCredentials = {
		username: options.username ?? 'api.winningtemp',
		password: options.password ?? 'sandbox-flex-password',
		instance: settings.model.instance,
	};
	const prefix = options.prefix ?? '/webapi/api';
	const forms = options.authentication ?? ['basic', 'instanceBasic'];
	const app = express.Router();
	app.use(prefix, admission(credentials, forms, settings), api(settings), refused);
	app.use(notHere);
	const { sandbox, origin } = await listen(app, options);
	const own = {
		...credentials,
		url: origin,
		apiUrl: `${origin}${prefix}`,
		get credential() {
			return {
				baseUrl: origin,
				username: credentials.username,
				password: credentials.password,
				instanceId: credentials.instance,
				companyIds: settings.model.companies.map(({ id }) => id).join(', '),
			};
		},
	};
	return Object.defineProperties(sandbox, {
		...Object.getOwnPropertyDescriptors(own),
		...shared(settings),
	}) as FlexSandbox;
}

/** Accessors that read and write the settings which the handlers look at. */
function shared(settings: FlexSettings): PropertyDescriptorMap {
	const names = Object.keys(settings) as Array<keyof FlexSettings>;
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

const DENIED = message(401, 'Authorization has been denied for this request.');

function admission(
	credentials: FlexCredentials,
	forms: FlexAuthentication[],
	{ behaviour }: FlexSettings,
): RequestHandler {
	return (request, _response, next) => {
		if (!isAuthenticated(request, credentials, forms, behaviour.domain)) {
			if (behaviour.refusedLogin === 401) throw DENIED;
			throw message(400, 'Inloggningen misslyckades.');
		}
		const instance = parameter(request.query, 'instance');
		if (instance === undefined) throw invalid('instance', 'Fältet instance måste anges.');
		if (instance !== credentials.instance) {
			throw message(400, 'Angiven instans finns inte eller är inte tillgänglig.');
		}
		next();
	};
}

function api(settings: FlexSettings): RequestHandler {
	const router = express.Router();
	for (const [path, handler] of Object.entries(HANDLERS)) {
		const endpoint = endpointName(path);
		router.get(path, (request, response) => {
			const { missingEndpoints, behaviour } = settings;
			if (missingEndpoints.includes(endpoint)) throw new Refusal(404);
			const right = behaviour.withoutRight[endpoint];
			if (right !== undefined) throw WITHOUT_RIGHT[right];
			send(response, handler(request, settings), behaviour);
		});
	}
	router.use((request, response) => {
		const tree = treeOf(request, settings);
		if (tree !== null) return send(response, tree, settings.behaviour);
		throw message(
			404,
			`No HTTP resource was found that matches the request URI '${request.path}'.`,
		);
	});
	return router;
}

const WITHOUT_RIGHT: Record<RightRefusal, Refusal> = {
	unauthorized: DENIED,
	forbidden: message(403, 'Användaren saknar behörighet till resursen.'),
	worded: message(400, 'Användaren saknar behörighet till resursen.'),
	notFound: new Refusal(404),
};

function send(response: Response, body: unknown, { encoding, fieldNames }: FlexBehaviour): void {
	const named = fieldNames === 'asRecorded' ? body : renamed(body, fieldNames);
	if (encoding === 'utf8') response.json(named);
	else {
		response.setHeader('Content-Type', 'application/json');
		response.end(Buffer.from(JSON.stringify(named), encoding));
	}
}

/** The same values, the names of all fields in one style. */
function renamed(value: unknown, style: 'pascal' | 'camel'): unknown {
	if (Array.isArray(value)) return value.map((entry) => renamed(entry, style));
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, of]) => {
			const first = style === 'pascal' ? name[0]!.toUpperCase() : name[0]!.toLowerCase();
			return [first + name.slice(1), renamed(of, style)];
		}),
	);
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
