import type { Request, RequestHandler } from 'express';
import { replaceAnswer } from '../faults';
import { errorBody } from './scim-error';
import type { ScimRecord, ScimValues } from './store';
import type { Kind, Tenant } from './tenant';

/** A request as a quirk sees it. Its body may be changed. */
export interface Asked {
	method: string;
	/** Below the prefix, such as `/Users/17`. */
	path: string;
	/** `null`: of neither users nor groups, such as `/Bulk`. */
	kind: Kind | null;
	/** Absent where the request is for a list or creates something. */
	id?: string;
	query: Record<string, string>;
	/** A header of the request, by name in any case. */
	header(name: string): string | undefined;
	body: unknown;
	/** Asks for something else: other values in the query. */
	redirect(query: Record<string, string | number>): void;
}

/** An answer; `body` is sent as JSON unless it is a text, and not at all where it is undefined. */
export interface Reply {
	status: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/** One way in which a tenant differs from RFC 7643 and 7644, or uses what they leave open. */
export interface Quirk {
	/** Answers in the tenant's place, or changes the request. */
	ask?(asked: Asked, tenant: Tenant): Reply | void;
	/** Changes the tenant's answer. */
	reply?(reply: Reply, asked: Asked, tenant: Tenant): void;
	/** Changes what is stored. @param old what was stored before */
	keep?(kind: Kind, values: ScimValues, old: ScimRecord | undefined, tenant: Tenant): void;
	/** Whether a record is absent from lists and answers for it. */
	hides?(kind: Kind, record: ScimRecord, isFiltered: boolean): boolean;
}

const RESOURCE_PATH = /^\/(Users|Groups)(?:\/([^/]+))?\/?$/;
const KINDS = { Users: 'user', Groups: 'group' } as const;

/** Lets the quirks of a tenant see each request before anything else does, and each answer after. */
export function quirks(tenant: Tenant): RequestHandler {
	return (request, response, next) => {
		const all = tenant.settings.quirks;
		if (all.length === 0) return next();
		const asked = askedBy(request);
		for (const { ask } of all) {
			const reply = ask?.(asked, tenant);
			if (!reply) continue;
			response.status(reply.status).set(reply.headers ?? {});
			response.end(bytesOf(reply.body));
			return;
		}
		request.body = asked.body;
		replaceAnswer(response, (bytes, send) => {
			const reply: Reply = { status: response.statusCode, headers: {}, body: parsed(bytes) };
			for (const quirk of all) quirk.reply?.(reply, asked, tenant);
			const changed = bytesOf(reply.body);
			response.status(reply.status).set(reply.headers ?? {});
			for (const [name, value] of Object.entries(reply.headers ?? {})) {
				if (value === '') response.removeHeader(name);
			}
			if (reply.status !== 204) response.setHeader('Content-Length', changed.length);
			send(changed);
		});
		next();
	};
}

function askedBy(request: Request): Asked {
	const [, endpoint, id] = RESOURCE_PATH.exec(request.path) ?? [];
	return {
		method: request.method,
		path: request.path,
		kind: endpoint === undefined ? null : KINDS[endpoint as keyof typeof KINDS],
		...(id === undefined ? {} : { id: decodeURIComponent(id) }),
		query: request.query as Record<string, string>,
		header: (name) => request.get(name),
		body: request.body as unknown,
		redirect: (query) => {
			const merged = { ...(request.query as Record<string, string>), ...query };
			Object.defineProperty(request, 'query', {
				value: merged,
				configurable: true,
				writable: true,
			});
		},
	};
}

function bytesOf(body: unknown): Buffer {
	if (body === undefined) return Buffer.alloc(0);
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function parsed(bytes: Buffer): unknown {
	try {
		return JSON.parse(bytes.toString('utf8')) as unknown;
	} catch {
		return bytes.length === 0 ? undefined : bytes.toString('utf8');
	}
}

/** The users or groups in an answer: those of a list, or the one. */
export function resourcesIn({ body }: Reply, { kind }: Asked): Array<Record<string, unknown>> {
	if (kind === null || body === null || typeof body !== 'object') return [];
	const { Resources: list, id } = body as { Resources?: unknown; id?: unknown };
	if (Array.isArray(list)) return list as Array<Record<string, unknown>>;
	return id === undefined ? [] : [body as Record<string, unknown>];
}

/** Refuses some requests with a SCIM error (RFC 7644 §3.12). */
export function refuses(
	matches: (asked: Asked, tenant: Tenant) => unknown,
	status: number,
	detail: string,
	scimType?: string,
	headers?: () => Record<string, string>,
): Quirk {
	return {
		ask: (asked, tenant) => {
			if (!matches(asked, tenant)) return undefined;
			const body = errorBody(status, detail, scimType);
			return { status, headers: { ...JSON_ANSWER, ...headers?.() }, body };
		},
	};
}

/** Shows users or groups differently from how they are kept. */
export function shows(
	kind: Kind,
	change: (resource: Record<string, unknown>, asked: Asked, tenant: Tenant) => void,
): Quirk {
	return {
		reply: (reply, asked, tenant) => {
			if (asked.kind !== kind) return;
			for (const resource of resourcesIn(reply, asked)) change(resource, asked, tenant);
		},
	};
}

const JSON_ANSWER = { 'Content-Type': 'application/scim+json' };
