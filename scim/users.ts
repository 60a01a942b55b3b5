import type { Connection } from './directory';
import { getOwn, isObject, type JsonObject } from './json';
import { isSuccess } from './protocol';
import { ENDPOINTS } from './reader';
import { idOf } from './resource';

type Source = Pick<Connection, 'client' | 'map' | 'tenant' | 'onProgress'>;

/**
 * The users of a list with all their values. Where the list shows a part of users that the tenant
 * knows of none (RFC 7643 §7: `returned` may be `request`), a few are read by themselves. If they have
 * it, each user is read by itself: one request for each. Else nothing more is asked for.
 */
export async function completeUsers(source: Source, users: JsonObject[]): Promise<JsonObject[]> {
	const hidden = partsOf(source).filter((name) => !users.some((user) => has(user, name)));
	if (hidden.length === 0 || users.length === 0) return users;
	const samples = new Set([0, Math.floor(users.length / 2), users.length - 1]);
	for (const i of samples) {
		const own = await readUser(source, users[i]!);
		if (hidden.some((name) => has(own, name))) return await readEach(source, users);
	}
	return users;
}

/** The attributes and extensions of users that hold what the tenant knows. */
function partsOf({ map, tenant }: Source): string[] {
	const known = [...map.user].filter(([field]) => tenant.knows('user', field));
	const parts = known.map(([, { schema, attribute }]) => schema ?? attribute);
	return [...new Set(['externalId', ...parts])];
}

function has(user: JsonObject, name: string): boolean {
	return (getOwn(user, name) ?? null) !== null;
}

async function readEach(source: Source, users: JsonObject[]): Promise<JsonObject[]> {
	let done = 0;
	// The client lets only some of them be under way at one time.
	return await Promise.all(
		users.map(async (user) => {
			const own = await readUser(source, user);
			source.onProgress?.('users read by themselves', ++done, users.length);
			return own;
		}),
	);
}

/** A user as it is by itself; as it was in the list where it cannot be read. */
async function readUser({ client }: Source, user: JsonObject): Promise<JsonObject> {
	const answer = await client.get(`${ENDPOINTS.user}/${encodeURIComponent(idOf(user))}`);
	return isSuccess(answer) && isObject(answer.body) ? answer.body : user;
}
