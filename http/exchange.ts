import type { JsonValue } from '../directory/model/person';

/** A request and its answer, whatever sends it. */

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HttpRequest {
	method: Method;
	/** Begins with `/` and comes behind the address of the system; ids in it are escaped. */
	path: string;
	query?: Record<string, string | number>;
	/** Sent as JSON. */
	body?: { [name: string]: JsonValue };
	headers?: Record<string, string>;
}

/** Why the body of an answer was not taken for JSON. */
export type Flaw =
	| 'webPage'
	/** No whole JSON: cut off on its way, or something else. */
	| 'damaged'
	/** Not in the character encoding that it says, or that JSON has. */
	| 'encoding'
	/** More bytes than an answer may have. */
	| 'tooLarge'
	/** More values, or deeper lists in lists, than an answer may have. */
	| 'tooComplex';

/** An answer, or the fact that none came. */
export interface HttpAnswer {
	/** HTTP status; 0 if no answer came (refused, reset, too late). */
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** The JSON of the body; `undefined` if it was empty or has a flaw. */
	body: unknown;
	flaw?: Flaw;
	/** Milliseconds that the server asks to wait, if it is longer than anything waits here. */
	mustWait?: number;
	/** Why no answer came: a code such as `ECONNREFUSED`, or one of `NOT_SENT`. */
	failure?: string;
}

/** Sends one request once. Never rejects: a missing answer is an answer with status 0. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** An answer, and how many requests it took to get it. */
export type Answer = HttpAnswer & { attempts: number };

export function isSuccess({ status }: Pick<HttpAnswer, 'status'>): boolean {
	return status >= 200 && status < 300;
}

/** No answer, and why. */
export function noAnswer(failure: string): HttpAnswer {
	return { status: 0, headers: {}, body: undefined, failure };
}
