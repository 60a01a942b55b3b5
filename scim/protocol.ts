import type { JsonObject } from './json';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request, relative to the tenant's address. */
export interface ScimRequest {
	method: Method;
	/** Begins with `/`; ids in it are escaped. */
	path: string;
	query?: Record<string, string | number>;
	body?: JsonObject;
	headers?: Record<string, string>;
}

/** An answer, or the fact that there was none. */
export interface ScimResponse {
	/** HTTP status; 0 where no answer came (refused, reset, timed out). */
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** The JSON of the body; `undefined` where it was empty or no JSON. */
	body: unknown;
	/** The body was there and was not JSON: a web page, or cut off. */
	notJson?: boolean;
	/** The body was larger than an answer may be, and was not looked at. */
	tooLarge?: boolean;
	/** Why no answer came: a code such as `ECONNREFUSED`. */
	failure?: string;
}

/**
 * Sends one request. Any answer is a result, a missing one too (status 0); it rejects only when
 * the execution is cancelled.
 */
export type Send = (request: ScimRequest) => Promise<ScimResponse>;

/** An answer, and how many requests it took to get it. */
export type Answer = ScimResponse & { attempts: number };

export const PATCH_MESSAGE = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export function isSuccess({ status }: Pick<ScimResponse, 'status'>): boolean {
	return status >= 200 && status < 300;
}
