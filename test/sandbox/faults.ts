import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** A request as a fault plan sees it, before it is answered. */
export interface FaultRequest {
	/** 1 for the first request that the server got. */
	number: number;
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string>;
	headers: Request['headers'];
}

/**
 * What goes wrong with one request.
 *
 * - `status`: answered so, without any work done; `body` is sent as JSON unless it is a string.
 * - `delay`: answered later, rightly or with the fault in `then`.
 * - `wait`: answered rightly, but not before something else has happened.
 * - `reset`: the connection is cut, `before` the work is done or `after` (the answer is lost).
 * - `truncate`: the work is done and the first `share` of the answer (default one half) is sent;
 *   then the connection is cut, or with `clean` the answer ends as if it were whole.
 * - `html`: a web page instead of JSON, by default with status 200, without any work done.
 * - `query`: answered as if other parameters had been sent (`undefined` takes one away): a page
 *   repeated, a size clamped, a filter ignored.
 * - `drip`: the right answer in pieces, with a pause before each.
 * - `answer`: the work is done, and the answer says something else.
 * - `pretend`: a write is answered as if it were done, and nothing is: without a body, with the
 *   values from `before` it, or with the values that were `sent`.
 */
export type Fault =
	| { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
	| { kind: 'delay'; milliseconds: number; then?: Fault }
	| { kind: 'wait'; until: Promise<unknown> }
	| { kind: 'reset'; when: 'before' | 'after' }
	| { kind: 'truncate'; share?: number; clean?: boolean }
	| { kind: 'html'; status?: number; body?: string }
	| { kind: 'query'; set: Record<string, string | undefined> }
	| { kind: 'drip'; pieces: number; milliseconds: number }
	| { kind: 'answer'; change: (body: unknown) => unknown }
	| { kind: 'pretend'; as: 'empty' | 'before' | 'sent' };

/** Called once for every request; may change the server's data and let the request pass. */
export type FaultPlan = (request: FaultRequest) => Fault | undefined;

type Handler<K extends Fault['kind']> = (
	fault: Extract<Fault, { kind: K }>,
	request: Request,
	response: Response,
	next: NextFunction,
) => void | Promise<void>;

const HANDLERS: { [K in Fault['kind']]: Handler<K> } = {
	status: (fault, _request, response) => {
		response.status(fault.status).set(fault.headers ?? {});
		if (fault.body === undefined) response.end();
		else if (typeof fault.body === 'string') response.end(fault.body);
		else response.json(fault.body);
	},
	delay: async (fault, request, response, next) => {
		await pause(fault.milliseconds);
		if (fault.then) await cause(fault.then, request, response, next);
		else next();
	},
	wait: async (fault, _request, _response, next) => {
		await fault.until;
		next();
	},
	reset: (fault, request, response, next) => {
		if (fault.when === 'before') return cut(request);
		replaceAnswer(response, () => cut(request));
		next();
	},
	truncate: (fault, request, response, next) => {
		replaceAnswer(response, (body, send) => {
			const part = body.subarray(0, Math.floor(body.length * (fault.share ?? 0.5)));
			if (fault.clean) {
				response.setHeader('Content-Length', part.length);
				send(part);
			} else {
				response.setHeader('Content-Length', body.length);
				response.write(part, () => cut(request));
			}
		});
		next();
	},
	html: (fault, _request, response) => {
		response
			.status(fault.status ?? 200)
			.type('html')
			.end(fault.body ?? '<!DOCTYPE html><html lang="sv"><title>Underhåll</title></html>');
	},
	query: (fault, request, _response, next) => {
		const [path, search] = request.url.split('?');
		const parameters = new URLSearchParams(search);
		for (const [name, value] of Object.entries(fault.set)) {
			if (value === undefined) parameters.delete(name);
			else parameters.set(name, value);
		}
		request.url = `${path}?${parameters.toString()}`;
		next();
	},
	drip: (fault, _request, response, next) => {
		replaceAnswer(response, (body, send) => {
			response.setHeader('Content-Length', body.length);
			void drip(response, body, fault.pieces, fault.milliseconds).then(() => send());
		});
		next();
	},
	answer: (fault, _request, response, next) => {
		replaceAnswer(response, (body, send) => {
			const changed = Buffer.from(JSON.stringify(fault.change(parsed(body))) ?? '');
			response.setHeader('Content-Length', changed.length);
			send(changed);
		});
		next();
	},
	pretend: async ({ as }, request, response, next) => {
		const pieces: Buffer[] = [];
		for await (const piece of request) pieces.push(piece as Buffer);
		const isNew = request.method === 'POST';
		const sent = parsed(Buffer.concat(pieces)) as object | undefined;
		if (as === 'before' && !isNew) {
			request.method = 'GET';
			delete request.headers['content-length'];
			delete request.headers['transfer-encoding'];
			next();
		} else if (as === 'sent' && (isNew || request.method === 'PUT')) {
			const id = isNew ? 'never-made' : request.path.split('/').at(-1);
			response.status(isNew ? 201 : 200).json({ ...sent, id });
		} else response.status(isNew ? 201 : 204).end();
	},
};

function parsed(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString('utf8')) as unknown;
	} catch {
		return undefined;
	}
}

/**
 * The one place where either stand-in lets things go wrong.
 *
 * @param plan looked up at every request, so that it can be set while the server runs
 */
export function faultMiddleware(plan: () => FaultPlan | undefined): RequestHandler {
	let number = 0;
	return async (request, response, next) => {
		number++;
		const fault = plan()?.({
			number,
			method: request.method,
			path: request.path,
			query: request.query as Record<string, string>,
			headers: request.headers,
		});
		if (fault) await cause(fault, request, response, next);
		else next();
	};
}

function cause<K extends Fault['kind']>(
	fault: Extract<Fault, { kind: K }>,
	request: Request,
	response: Response,
	next: NextFunction,
): void | Promise<void> {
	const handler = HANDLERS[fault.kind as K];
	return handler(fault, request, response, next);
}

function cut(request: Request): void {
	request.socket.destroy();
}

/** Lets the work be done, and decides instead of the handler what becomes of the answer. */
export function replaceAnswer(
	response: Response,
	answer: (body: Buffer, send: (body?: Buffer) => void) => void,
): void {
	const end = response.end.bind(response) as (body?: Buffer) => Response;
	response.end = ((body?: unknown, encoding?: unknown) => {
		const bytes = Buffer.isBuffer(body)
			? body
			: Buffer.from(
					typeof body === 'string' ? body : '',
					typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8',
				);
		answer(bytes, end);
		return response;
	}) as Response['end'];
}

async function drip(
	response: Response,
	body: Buffer,
	pieces: number,
	milliseconds: number,
): Promise<void> {
	const size = Math.max(1, Math.ceil(body.length / pieces));
	for (let from = 0; from < body.length; from += size) {
		await pause(milliseconds);
		if (response.destroyed) return;
		response.write(body.subarray(from, from + size));
	}
}

/** n8n-workflow is large: it is loaded when somebody has to wait, not before. */
export async function pause(milliseconds: number): Promise<void> {
	const { sleep } = await import('n8n-workflow');
	await sleep(milliseconds);
}
