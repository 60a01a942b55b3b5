import type { Kind } from '../directory/apply/target';
import type { Connection } from './directory';
import { getOwn, isObject, listOf, textOrNull, type JsonObject } from './json';
import { isSuccess, type Answer } from './protocol';
import { readWhole, withHidden } from './hidden';
import { ENDPOINTS, quoted } from './reader';

/** Answers that say: this filter, or any, is not understood here. */
const NO_FILTER = new Set([400, 403, 404, 501]);

export type LookupKey = 'externalId' | 'userName';

/**
 * The resources with a value: by a filter where the tenant has them, else by reading the list.
 *
 * @returns the answer instead where the question could not be answered
 */
export async function lookUp(
	source: Pick<Connection, 'client' | 'tenant' | 'map'>,
	kind: Kind,
	key: LookupKey,
	value: string,
): Promise<{ found: JsonObject[]; attempts: number } | { answer: Answer }> {
	const { client, tenant } = source;
	let attempts = 0;
	if (tenant.filter) {
		const answer = await client.get(ENDPOINTS[kind], { filter: `${key} eq ${quoted(value)}` });
		attempts = answer.attempts;
		let all = listOf(getOwn(answer.body, 'Resources')).filter(isObject);
		let found = matching(all, key, value);
		if (found.length < all.length) {
			all = (await withHidden(source, kind, all)).resources;
			found = matching(all, key, value);
		}
		if (isSuccess(answer) && isObject(answer.body) && found.length === all.length) {
			return { found, attempts };
		}
		if (!isSuccess(answer) && !NO_FILTER.has(answer.status)) return { answer };
		// It refused the filter, or ignored it and gave everybody.
		tenant.filter = false;
	}
	const { resources } = await readWhole(source, kind);
	return { found: matching(resources, key, value), attempts };
}

function matching(resources: JsonObject[], key: LookupKey, value: string): JsonObject[] {
	const wanted = comparable(key, value);
	return resources.filter((one) => comparable(key, textOrNull(getOwn(one, key)) ?? '') === wanted);
}

/** RFC 7643 §3.1, §4.1.1: `externalId` is case exact, `userName` is not. */
function comparable(key: LookupKey, value: string): string {
	return key === 'userName' ? value.toLowerCase() : value;
}
