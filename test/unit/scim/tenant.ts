import type { FieldChange } from '../../../directory/model/change';
import type { JsonValue } from '../../../directory/common/json';
import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import type { AttributeMap } from '../../../scim/attributeMap';
import { buildDirectory } from '../../../scim/directory';
import type { Tenant } from '../../../scim/discovery';
import type { JsonObject } from '../../../scim/json';
import type { ScimRequest } from '../../../scim/protocol';
import { ScimTarget } from '../../../scim/target';
import { AUTOMATIC_TENANT } from '../../../scim/tenantSettings';
import { Ways } from '../../../scim/ways';
import { clientOf, listOf, scripted, type Reply } from '../winningtemp/memoryTenant';

/** A SCIM service in memory: what it holds, and what is peculiar about it. */

type Operation = { op: string; path?: string; value?: JsonValue };
type Store = Map<string, JsonObject>;

interface Given {
	users?: JsonObject[];
	groups?: JsonObject[];
	tenant?: Partial<Tenant>;
	map?: Partial<AttributeMap>;
	useBulk?: boolean;
	hidesMembers?: boolean;
	/** What a request is answered with instead; `serve` does what was asked. Of a bulk request, it is asked of each operation, too. */
	quirk?: (request: ScimRequest, serve: () => Reply, isTogether: boolean) => Reply | undefined;
}

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const OWN = 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A target with a service in memory behind it. */
export async function open(given: Given = {}) {
	const stores: Record<string, Store> = {
		Users: new Map((given.users ?? []).map((one) => [String(one.id), one])),
		Groups: new Map((given.groups ?? []).map((one) => [String(one.id), one])),
	};
	const reply = (request: ScimRequest, isTogether: boolean): Reply => {
		const serve = () =>
			request.path === '/Bulk'
				? inBulk(request, (one) => reply(one, true))
				: answer(stores, request);
		return given.quirk?.(request, serve, isTogether) ?? serve();
	};
	const { send, requests } = scripted((request) => reply(request, false));
	const { client, pass } = clientOf(send, { maxAttempts: 1 });
	const settings = readSettings({ baseUrl: 'https://scim.example.com', token: 'secret' });
	const map = { ...settings.map, ...given.map };
	const tenant: Tenant = { ...plainTenant(), ...given.tenant };
	const directory = {
		...buildDirectory(
			structuredClone([...stores.Users!.values()]),
			structuredClone([...stores.Groups!.values()]),
			{ tenant, map },
		),
		hidesMembers: given.hidesMembers ?? false,
		readAt: client.now(),
	};
	const { useBulk = true } = given;
	const target = new ScimTarget({ client, tenant, map }, { concurrency: 2, directory, useBulk });
	await target.read({ users: true, groups: true });
	return {
		target,
		tenant,
		stores,
		requests,
		pass,
		/** Another run, which has read the directory as it is now. */
		another: async () => {
			const another = new ScimTarget({ client, tenant, map }, { concurrency: 2 });
			await another.read({ users: true, groups: true });
			return another;
		},
		/** `PATCH /Users/u1`, of all requests so far; the list is empty afterwards. */
		asked: () =>
			requests
				.splice(0)
				.map(({ method, path, query }) => `${method} ${path}${query?.filter ? '?filter' : ''}`),
	};
}

function answer(stores: Record<string, Store>, { method, path, query, body }: ScimRequest): Reply {
	const [, name = '', escaped] = path.split('/');
	const store = stores[name];
	if (!store) return { status: 404 };
	const id = escaped === undefined ? undefined : decodeURIComponent(escaped);
	if (method === 'POST') {
		const made = { ...body, id: `new${store.size + 1}` };
		store.set(made.id, made);
		return { status: 201, body: structuredClone(made) };
	}
	if (id === undefined) {
		const [, key = '', value = ''] = /^(\w+) eq (.*)$/.exec(String(query?.filter ?? '')) ?? [];
		const all = [...store.values()];
		return listOf(value ? all.filter((one) => one[key] === JSON.parse(value)) : all);
	}
	const before = store.get(id);
	if (!before) return { status: 404 };
	if (method === 'DELETE') {
		store.delete(id);
		return { status: 204 };
	}
	if (method === 'PUT') store.set(id, { ...structuredClone(body!), id });
	if (method === 'PATCH') {
		const after = structuredClone(before);
		for (const one of body!.Operations as unknown as Operation[]) make(after, one);
		store.set(id, after);
	}
	return { body: structuredClone(store.get(id)) };
}

/** A bulk request (RFC 7644 §3.7), of which each operation is answered by itself. */
function inBulk({ body }: ScimRequest, reply: (request: ScimRequest) => Reply): Reply {
	const results = (body!.Operations as JsonObject[]).map(({ method, path, bulkId, data }) => {
		const request = { method, path, ...(data ? { body: data } : {}) } as ScimRequest;
		const { status = 200, headers, body: response } = reply(request);
		return {
			...{ method, location: headers?.location ?? path, status: String(status) },
			...(bulkId === undefined ? {} : { bulkId }),
			...(response === undefined ? {} : { response }),
		};
	});
	return { body: { Operations: results } };
}

/** One operation of a PATCH (RFC 7644 §3.5.2), of the forms that these tests need. */
function make(resource: JsonObject, { op, path, value }: Operation): void {
	if (path === undefined) {
		Object.assign(resource, value);
		return;
	}
	const member = /^members\[value eq "(.*)"\]$/.exec(path)?.[1];
	const members = (resource.members ?? []) as JsonObject[];
	if (member !== undefined) {
		resource.members = members.filter((one) => one.value !== member);
	} else if (path === 'members' && op === 'add') {
		resource.members = [...members, ...(value as JsonObject[])];
	} else if (path === 'members' && op === 'remove') {
		const gone = (value as JsonObject[] | undefined)?.map((one) => one.value);
		resource.members = members.filter((one) => gone && !gone.includes(one.value!));
	} else {
		const colon = path.lastIndexOf(':');
		const inside = colon < 0 ? resource : ((resource[path.slice(0, colon)] ??= {}) as JsonObject);
		const [name = '', sub] = path.slice(colon + 1).split('.');
		const object = sub === undefined ? inside : ((inside[name] ??= {}) as JsonObject);
		if (op === 'remove') delete object[sub ?? name];
		else object[sub ?? name] = value!;
	}
}

/** Changes from nothing to values, as a plan has them. */
export function to(values: Record<string, JsonValue>): FieldChange[] {
	return Object.entries(values).map(([field, value]) => ({ field, from: null, to: value }));
}

export const anna = (more: JsonObject = {}): JsonObject => ({
	id: 'u1',
	externalId: 'E1',
	userName: 'anna@x.se',
	name: { givenName: 'Anna', familyName: 'Ek' },
	active: true,
	...more,
});

/** A tenant that says nothing of itself and can do what is common. */
export function plainTenant(): Tenant {
	return {
		settings: AUTOMATIC_TENANT,
		ways: new Ways(),
		requiredNames: [],
		listsUniqueNames: false,
		patch: true,
		etag: false,
		filter: true,
		maxResults: 0,
		countsLists: true,
		bulk: null,
		knows: () => true,
		attributeNames: { user: [], group: [] },
	};
}
