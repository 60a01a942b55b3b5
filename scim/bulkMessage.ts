import {
	getOwn,
	isObject,
	listOf,
	numberOf,
	setOwn,
	textOrNull,
	unescaped,
	type JsonObject,
} from './json';
import type { ScimRequest, ScimResponse } from './protocol';

/** Bulk requests and answers (RFC 7644 §3.7) in terms of the single requests that they stand for. */

const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

/** A single request as one operation of a bulk request. */
export interface BulkOperation {
	request: ScimRequest;
	/** As it goes over the wire. */
	json: JsonObject;
	/** Size of that in UTF-8, in bytes. */
	bytes: number;
	/** Only of a creation, which must have one: by it the server says what became of it. */
	bulkId?: string;
}

/** @param bulkId unique within the bulk request */
export function bulkOperation(request: ScimRequest, bulkId: string): BulkOperation {
	const { method, path, body, headers } = request;
	const isCreation = method === 'POST';
	const json: JsonObject = { method, path };
	if (isCreation) setOwn(json, 'bulkId', bulkId);
	const version = headers?.['If-Match'];
	if (version !== undefined) setOwn(json, 'version', version);
	if (body) setOwn(json, 'data', body);
	const operation: BulkOperation = { request, json, bytes: bytesOf(json) };
	return isCreation ? { ...operation, bulkId } : operation;
}

/** All operations are to be tried: without `failOnErrors` none is kept from it by another. */
export function bulkRequest(operations: readonly BulkOperation[]): ScimRequest {
	const body: JsonObject = {
		schemas: [BULK_REQUEST],
		Operations: operations.map(({ json }) => json),
	};
	return { method: 'POST', path: '/Bulk', body };
}

/** Bytes of a bulk request without its operations. */
export const ENVELOPE_BYTES = bytesOf(bulkRequest([]).body!);

function bytesOf(json: JsonObject): number {
	return Buffer.byteLength(JSON.stringify(json), 'utf8');
}

/**
 * What the answer to a bulk request says of each operation: by `bulkId`, else by method and
 * location, else by position where there are as many results as operations.
 *
 * @returns in the order of the operations; `undefined` where the answer has nothing about one
 */
export function answersTo(
	operations: readonly BulkOperation[],
	body: unknown,
): Array<ScimResponse | undefined> {
	const results = listOf(getOwn(body, 'Operations')).filter(isObject);
	const answers = new Array<ScimResponse | undefined>(operations.length).fill(undefined);
	const places = new Map<string, number>();
	for (const [place, { bulkId, request }] of operations.entries()) {
		if (bulkId !== undefined) places.set(`bulkId ${bulkId}`, place);
		else places.set(`${request.method} ${unescaped(request.path)}`, place);
	}
	for (const [position, result] of results.entries()) {
		const place =
			places.get(`bulkId ${textOrNull(getOwn(result, 'bulkId'))}`) ??
			places.get(`${methodOf(result)} ${pathIn(result)}`) ??
			(results.length === operations.length && fits(operations[position]!, result)
				? position
				: undefined);
		if (place !== undefined) answers[place] ??= answerOf(result);
	}
	return answers;
}

/** Whether a result that names nothing may be that of the operation at its position. */
function fits({ request }: BulkOperation, result: JsonObject): boolean {
	const location = getOwn(result, 'location');
	const isNamed = textOrNull(location) !== null && request.method !== 'POST';
	return methodOf(result) === request.method && !isNamed;
}

function methodOf(result: JsonObject): string {
	return (textOrNull(getOwn(result, 'method')) ?? '').toUpperCase();
}

/** `/Users/48213` out of a location, absolute or not. */
function pathIn(result: JsonObject): string {
	const location = textOrNull(getOwn(result, 'location')) ?? '';
	return unescaped(/\/[^/?#]+\/[^/?#]+(?=\/?(?:[?#]|$))/.exec(location)?.[0] ?? location);
}

/** One result as the answer that the single request would have got. */
function answerOf(result: JsonObject): ScimResponse {
	const location = textOrNull(getOwn(result, 'location'));
	const version = textOrNull(getOwn(result, 'version'));
	const response = getOwn(result, 'response');
	return {
		status: statusOf(getOwn(result, 'status')),
		headers: {
			...(location === null ? {} : { location }),
			...(version === null ? {} : { etag: version }),
		},
		body: isObject(response) ? response : undefined,
	};
}

/** A text by the RFC, a number by some, and by drafts of it an object with a `code`. */
function statusOf(status: unknown): number {
	const code = numberOf(isObject(status) ? getOwn(status, 'code') : status);
	return Number.isInteger(code) && code >= 100 && code < 600 ? code : 0;
}
