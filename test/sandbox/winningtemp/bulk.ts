import express, { type RequestHandler } from 'express';
import SCIMMY from 'scimmy';
import { RESOURCES } from './resources';
import { errorBody, scimError } from './scim-error';
import type { Kind, Tenant } from './tenant';

interface Operation {
	method?: unknown;
	path?: unknown;
	version?: unknown;
}

interface Result {
	method: string;
	location?: string;
	version?: string;
	status: string;
	response?: unknown;
}

/**
 * `/Bulk` (RFC 7644 §3.7) with the limits of the tenant; SCIMMY's own has those of the process, and
 * knows no versions.
 */
export function bulk(tenant: Tenant): RequestHandler {
	const router = express.Router();
	router.post('/Bulk', async (request, response) => {
		const limits = tenant.settings.bulk;
		if (!limits) throw scimError(501, 'This tenant does not support bulk requests');
		if (Number(request.get('Content-Length')) > limits.maxPayloadSize) {
			throw scimError(413, `The request is larger than maxPayloadSize (${limits.maxPayloadSize})`);
		}
		const message = request.body as ConstructorParameters<typeof SCIMMY.Messages.BulkRequest>[0];
		const whole = new SCIMMY.Messages.BulkRequest(message, limits.maxOperations);
		const operations = whole.Operations as Operation[];
		const refusals = operations.map((operation) => refusalOf(operation, tenant));
		const current = operations.filter((_operation, i) => refusals[i] === undefined);
		const results = current.length > 0 ? await applied(message, current, tenant) : [];
		response.json({
			schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
			Operations: refusals.map((refusal) => refusal ?? withVersion(results.shift()!, tenant)),
		});
	});
	return router;
}

async function applied(message: object, operations: Operation[], tenant: Tenant) {
	const part = { ...message, Operations: operations } as never;
	const { Operations } = await new SCIMMY.Messages.BulkRequest(part).apply(
		RESOURCES as never,
		tenant,
	);
	return [...Operations] as unknown as Result[];
}

/** As If-Match on a single request. */
function refusalOf({ method, path, version }: Operation, tenant: Tenant): Result | undefined {
	const record = recordAt(path, tenant);
	if (method === 'POST' || !record || tenant.settings.etag === 'none') return undefined;
	const isMissing = version === undefined && tenant.settings.etag === 'required';
	const isStale = version !== undefined && version !== tenant.version(record);
	if (!isMissing && !isStale) return undefined;
	const what = isMissing ? 'A version is required' : 'The resource has changed since it was read';
	return {
		method: String(method),
		location: String(path),
		status: '412',
		response: errorBody(412, what),
	};
}

function withVersion(result: Result, tenant: Tenant): Result {
	const record = recordAt(result.location, tenant);
	const version = record && tenant.version(record);
	return version === undefined ? result : { ...result, version };
}

const KINDS: Record<string, Kind> = { Users: 'user', Groups: 'group' };

function recordAt(path: unknown, tenant: Tenant) {
	const [, endpoint = '', id = ''] = /\/(Users|Groups)\/([^/]+)$/.exec(String(path)) ?? [];
	const kind = KINDS[endpoint];
	return kind && tenant.stores[kind].get(id);
}
