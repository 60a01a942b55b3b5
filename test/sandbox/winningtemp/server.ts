import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { listen, type ListenOptions, type LoggedRequest, type Sandbox } from '../listen';
import { bulk } from './bulk';
import { discovery } from './discovery';
import {
	ENTERPRISE_USER,
	EXTENSION_GROUP,
	EXTENSION_USER,
	type FreeAttributes,
	type Profile,
} from './profiles';
import { quirks } from './quirks';
import { declareResources } from './resources';
import { errorBody, scimError } from './scim-error';
import { stateOf, type TenantState } from './state';
import type { ScimRecord, ScimValues } from './store';
import { Tenant, type TenantSettings } from './tenant';

export interface WinningtempOptions extends ListenOptions, Partial<TenantSettings> {
	/** Default `full`. */
	profile?: Profile;
	/** Names of the further texts in the extensions of the profile `full`. */
	freeAttributes?: Partial<FreeAttributes>;
	/** Default `/api/scim`. */
	prefix?: string;
}

/** A user made by hand in Winningtemp; `managerId` is a SCIM id. */
export interface NewUser {
	userName: string;
	externalId?: string;
	givenName?: string;
	familyName?: string;
	/** Default: the user name. */
	email?: string | null;
	active?: boolean;
	managerId?: string;
	gender?: string;
	birthday?: string;
	excludeFromSurveys?: boolean;
}

/** A group made by hand in Winningtemp; `members` are SCIM ids. */
export interface NewGroup {
	displayName: string;
	externalId?: string;
	parentExternalId?: string;
	managerExternalId?: string;
	members?: string[];
}

/** The running stand-in. The settings may be changed between requests. */
export interface WinningtempSandbox extends Sandbox, TenantSettings {
	/** The tenant URL as a customer would be told it: `http://127.0.0.1:4041/api/scim`. */
	readonly url: string;
	readonly profile: Profile;
	/** What the tenant holds, in comparable form. */
	state(): TenantState;
	/** What the tenant holds, as SCIM has it. */
	records(kind: 'user' | 'group'): readonly ScimRecord[];
	/** Puts a user there as a person would by hand; returns its SCIM id. */
	addUser(user: NewUser): string;
	/** Puts a group there as a person would by hand; returns its SCIM id. */
	addGroup(group: NewGroup): string;
	/**
	 * Fills an empty tenant with what `records` gave of another one, ids included.
	 *
	 * @throws where the tenant was not empty, or the other one had deleted some
	 */
	copy(kind: 'user' | 'group', records: readonly ScimRecord[]): void;
	/** GET, and searches by POST. */
	countReads(): number;
	/** POST, PUT, PATCH and DELETE, whatever came of them. */
	countWrites(): number;
	/** The writes themselves, in the order of arrival. */
	writes(): LoggedRequest[];
	/** Requests by method. */
	countMethods(): Record<string, number>;
}

const DEFAULTS: TenantSettings = {
	token: 'sandbox-winningtemp-token',
	patch: true,
	bulk: null,
	filter: true,
	etag: 'offered',
	maxResults: 200,
	noGroups: null,
	discovery: true,
	scimJson: 'read',
	displayNameOfUsers: 'free',
	activeAsString: false,
	drops: [],
	emptyNewGroups: false,
	ignoreUnknownPaths: false,
	strictReferences: true,
	strictTargets: false,
	numericIds: false,
	uniqueGroups: true,
	quirks: [],
};

const WRITING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Starts a stand-in for Winningtemp's SCIM channel on 127.0.0.1. What it plays: `../README.md`. */
export async function startWinningtemp(
	options: WinningtempOptions = {},
): Promise<WinningtempSandbox> {
	declareResources();
	const profile = options.profile ?? 'full';
	const settings = settingsOf(options);
	const prefix = options.prefix ?? '/api/scim';
	const tenant = new Tenant(profile, settings, prefix, options.freeAttributes);
	const routes = express.Router();
	routes.use(
		prefix,
		bodies(tenant),
		scimAnswers,
		bearer(tenant),
		numbersInQuery,
		quirks(tenant),
		discovery(tenant),
		capabilities(tenant),
		bulk(tenant),
		new SCIMMYRouters({
			type: 'bearer',
			handler: () => 'api',
			context: () => tenant,
		}) as unknown as RequestHandler,
		problems,
	);
	const { sandbox, origin } = await listen(routes, options);
	tenant.baseUrl = `${origin}${prefix}`;

	const own = {
		url: tenant.baseUrl,
		profile,
		state: () => stateOf(tenant.stores.user.list(), tenant.stores.group.list()),
		records: (kind: 'user' | 'group') => tenant.stores[kind].list(),
		addUser: (user: NewUser) => tenant.put('user', userValues(user, profile)),
		addGroup: (group: NewGroup) => tenant.put('group', groupValues(group, profile)),
		copy: (kind: 'user' | 'group', records: readonly ScimRecord[]) => {
			const strict = settings.strictReferences;
			// Managers may come after those who report to them.
			settings.strictReferences = false;
			for (const { id, meta, ...values } of records) {
				void meta;
				if (tenant.put(kind, values) !== id) throw new Error(`The ${kind} ${id} got another id`);
			}
			settings.strictReferences = strict;
		},
		countReads: () => sandbox.countRequests((request) => !isWrite(request)),
		countWrites: () => sandbox.countRequests(isWrite),
		writes: () => sandbox.requests.filter(isWrite),
		countMethods: () => {
			const counts: Record<string, number> = {};
			for (const { method } of sandbox.requests) counts[method] = (counts[method] ?? 0) + 1;
			return counts;
		},
	};
	return Object.defineProperties(sandbox, {
		...Object.getOwnPropertyDescriptors(own),
		...shared(settings),
	}) as WinningtempSandbox;
}

function settingsOf(options: WinningtempOptions): TenantSettings {
	const names = Object.keys(DEFAULTS) as Array<keyof TenantSettings>;
	const given = names.filter((name) => options[name] !== undefined);
	return { ...DEFAULTS, ...Object.fromEntries(given.map((name) => [name, options[name]])) };
}

function shared(settings: TenantSettings): PropertyDescriptorMap {
	const names = Object.keys(settings) as Array<keyof TenantSettings>;
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

function isWrite({ method, path }: LoggedRequest): boolean {
	return WRITING.has(method) && !path.endsWith('/.search');
}

function bodies({ settings }: Tenant): RequestHandler {
	const read = express.json({ type: ['application/scim+json', 'application/json'], limit: '64mb' });
	return (request, response, next) => {
		const isScim = Boolean(request.is('application/scim+json'));
		if (isScim && settings.scimJson === 'refused') throw scimError(415, 'Send application/json');
		read(request, response, (problem?: unknown) => {
			if (isScim && settings.scimJson === 'ignored') request.body = {};
			next(problem);
		});
	};
}

const scimAnswers: RequestHandler = (_request, response, next) => {
	response.setHeader('Content-Type', 'application/scim+json');
	next();
};

function bearer({ settings }: Tenant): RequestHandler {
	return (request, response, next) => {
		if (request.get('Authorization') === `Bearer ${settings.token}`) next();
		else {
			response
				.status(401)
				.set('WWW-Authenticate', 'Bearer')
				.json(errorBody(401, 'The token is missing, wrong or no longer valid'));
		}
	};
}

/**
 * Express 5 parses the query again at every look, so that what SCIMMY's router writes into it (page
 * numbers as numbers) would be lost.
 */
const numbersInQuery: RequestHandler = (request, _response, next) => {
	const query: Record<string, unknown> = { ...request.query };
	for (const name of ['startIndex', 'count']) {
		const value = query[name];
		if (typeof value === 'string' && /^-?\d{1,9}$/.test(value)) query[name] = Number(value);
	}
	Object.defineProperty(request, 'query', { value: query, configurable: true, writable: true });
	next();
};

const RESOURCE_PATH = /^\/(Users|Groups)\/([^/]+)$/;

/** What SCIMMY leaves to others: no PATCH, entity tags (RFC 7644 §3.14), the location of what is new. */
function capabilities(tenant: Tenant): RequestHandler {
	return (request, response, next) => {
		const { settings } = tenant;
		if (settings.noGroups !== null && request.path.startsWith('/Groups')) {
			throw scimError(settings.noGroups, 'There are no groups here');
		}
		if (request.method === 'PATCH' && !settings.patch) {
			throw scimError(501, 'This tenant does not support PATCH');
		}
		const [, endpoint, id] = RESOURCE_PATH.exec(request.path) ?? [];
		if (endpoint && id && WRITING.has(request.method) && settings.etag !== 'none') {
			const record = tenant.stores[endpoint === 'Users' ? 'user' : 'group'].get(id);
			const wanted = request.get('If-Match');
			if (wanted === undefined && settings.etag === 'required') {
				throw scimError(412, 'If-Match is required');
			}
			if (record && wanted !== undefined && !matches(wanted, tenant.version(record)!)) {
				throw scimError(412, 'The resource has changed since it was read');
			}
		}
		addHeaders(response);
		next();
	};
}

function matches(ifMatch: string, version: string): boolean {
	return ifMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim() === version);
}

/** ETag, and after a creation Location, out of the `meta` of the answer. */
function addHeaders(response: express.Response): void {
	const json = response.json.bind(response);
	response.json = (body: { meta?: { location?: string; version?: string } } | undefined) => {
		const { location, version } = body?.meta ?? {};
		if (typeof version === 'string') response.setHeader('ETag', version);
		if (response.statusCode === 201 && location) response.setHeader('Location', location);
		return json(body);
	};
}

const problems: ErrorRequestHandler = (
	problem: { status?: number; scimType?: string; message: string },
	_request,
	response,
	next,
) => {
	// Express knows an error handler by its four parameters. SCIMMY has answered some already.
	void next;
	if (response.headersSent) return;
	const status = problem.status ?? 500;
	const scimType = problem.scimType ?? (status === 400 ? 'invalidSyntax' : undefined);
	response.status(status).json(errorBody(status, problem.message, scimType));
};

function userValues(user: NewUser, profile: Profile): ScimValues {
	const email = user.email === undefined ? user.userName : user.email;
	const { gender, birthday, excludeFromSurveys } = user;
	const values = {
		externalId: user.externalId,
		userName: user.userName,
		name: { givenName: user.givenName, familyName: user.familyName },
		emails: email === null ? undefined : [{ value: email, type: 'work', primary: true }],
		active: user.active ?? true,
		[ENTERPRISE_USER]: { manager: user.managerId ? { value: user.managerId } : undefined },
		[EXTENSION_USER]: { gender, birthday, excludeFromSurveys },
	};
	return stored(SCIMMY.Schemas.User.id, values, profile);
}

function groupValues(group: NewGroup, profile: Profile): ScimValues {
	const { parentExternalId, managerExternalId } = group;
	const values = {
		externalId: group.externalId,
		displayName: group.displayName,
		members: group.members?.map((value) => ({ value })),
		[EXTENSION_GROUP]: { parentExternalId, managerExternalId },
	};
	return stored(SCIMMY.Schemas.Group.id, values, profile);
}

/** Values as a request with them would have been stored: nothing empty, no unknown extension. */
function stored(schema: string, values: object, profile: Profile): ScimValues {
	const plain = JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
	const filled = Object.entries(plain).filter(([name, value]) => {
		const isEmpty = typeof value === 'object' && Object.keys(value ?? {}).length === 0;
		return !isEmpty && (profile === 'full' || !name.startsWith('urn:'));
	});
	const urns = filled.map(([name]) => name).filter((name) => name.startsWith('urn:'));
	return { schemas: [schema, ...urns], ...Object.fromEntries(filled) };
}
