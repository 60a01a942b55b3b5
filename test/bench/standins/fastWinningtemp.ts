import { parsePath, writePath } from '../../../scim/attributePaths';
import { isObject, type JsonObject } from '../../../scim/json';
import {
	membersOf,
	patchMembers,
	splitPatch,
	type Member,
} from '../../sandbox/winningtemp/members';
import { errorBody } from '../../sandbox/winningtemp/scim-error';
import { managerOf, parentOf } from '../../sandbox/winningtemp/tenant';
import type { Answered, Asked } from './answer';
import { FastStore, listResponse, type Held, type Kind, type Resource } from './fastStore';

const PREFIX = '/api/scim';
/** The largest page, as the sandbox's stand-in has it. */
export const LARGEST_SCIM_PAGE = 200;

/** What `/ServiceProviderConfig`, `/Schemas` and `/ResourceTypes` answer, with bulk requests and without. */
export interface Discovery {
	/** The address that is in the texts, to be replaced by this stand-in's own. */
	baseUrl: string;
	withBulk: Record<string, string>;
	withoutBulk: Record<string, string>;
}

interface Operation {
	op: string;
	path?: string;
	value?: unknown;
}

/** A refusal on its way to the answer. */
class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly scimType?: string,
	) {
		super(message);
	}
}

/**
 * The Winningtemp stand-in of the sandbox as far as a synchronisation uses it: the same lists,
 * limits, unique values, references that must exist, versions and ids, without SCIMMY and Express.
 * What it holds can be taken down and returned to.
 */
export class FastWinningtemp {
	readonly token = 'bench-winningtemp-token';
	/** Where it listens, with the path; known once it does. */
	baseUrl = '';
	offersBulk = false;
	private readonly stores: Record<Kind, FastStore> = {
		User: new FastStore('User', () => this.baseUrl),
		Group: new FastStore('Group', () => this.baseUrl),
	};

	constructor(private readonly discovery: Discovery) {}

	held(): Record<Kind, Held> {
		return { User: this.stores.User.held(), Group: this.stores.Group.held() };
	}

	restore(held: Record<Kind, Held>): void {
		this.stores.User.restore(held.User);
		this.stores.Group.restore(held.Group);
	}

	resources(kind: Kind): Resource[] {
		return this.stores[kind].all();
	}

	/** Makes all pages, so that the next reader does not wait for it. */
	render(): void {
		for (const store of Object.values(this.stores)) {
			for (let from = 1; from === 1 || from <= store.size; from += LARGEST_SCIM_PAGE) {
				store.page(from, LARGEST_SCIM_PAGE);
			}
		}
	}

	readonly answer = (asked: Asked): Answered => {
		const answered = this.authorised(asked);
		return {
			...answered,
			headers: { 'Content-Type': 'application/scim+json', ...answered.headers },
		};
	};

	private authorised(asked: Asked): Answered {
		try {
			if (asked.headers.authorization !== `Bearer ${this.token}`) {
				throw new Refusal(401, 'The token is missing, wrong or no longer valid');
			}
			if (!asked.path.startsWith(PREFIX)) throw new Refusal(404, 'Endpoint Not Found');
			return this.routed({ ...asked, path: asked.path.slice(PREFIX.length) });
		} catch (problem) {
			return refusedBy(problem);
		}
	}

	private routed(asked: Asked): Answered {
		const { method, path, query, body } = asked;
		const document = (this.offersBulk ? this.discovery.withBulk : this.discovery.withoutBulk)[path];
		if (method === 'GET' && document !== undefined) {
			return {
				status: 200,
				body: document.replaceAll(this.discovery.baseUrl, this.baseUrl),
			};
		}
		if (method === 'POST' && path === '/Bulk' && this.offersBulk) return this.bulk(body);
		const [, endpoint = '', id] = path.split('/');
		const store = this.storeOf(endpoint);
		if (method === 'GET') return id === undefined ? this.list(store, query) : this.one(store, id);
		return this.write(method, store, id, parsed(body), asked.headers['if-match']);
	}

	private storeOf(endpoint: string): FastStore {
		if (endpoint === 'Users') return this.stores.User;
		if (endpoint === 'Groups') return this.stores.Group;
		throw new Refusal(404, 'Endpoint Not Found');
	}

	private list(store: FastStore, query: Record<string, string>): Answered {
		if (query.filter !== undefined) return this.filtered(store, query.filter);
		const startIndex = Math.max(1, Number(query.startIndex ?? 1));
		const count = Math.min(Number(query.count ?? LARGEST_SCIM_PAGE), LARGEST_SCIM_PAGE);
		return { status: 200, body: store.page(startIndex, count) };
	}

	private filtered(store: FastStore, filter: string): Answered {
		const [, attribute = '', literal = ''] = /^(\w+) eq ("(?:[^"\\]|\\.)*")$/.exec(filter) ?? [];
		if (!store.isUnique(attribute)) throw new Refusal(400, 'Unknown filter', 'invalidFilter');
		const id = store.find(attribute, JSON.parse(literal) as string);
		const found = id === undefined ? [] : [store.text(id)!];
		return { status: 200, body: listResponse(found, 1, found.length) };
	}

	private one(store: FastStore, id: string): Answered {
		const text = store.text(id);
		if (text === undefined) throw new Refusal(404, `Resource ${id} not found`);
		return { status: 200, body: text };
	}

	private write(
		method: string,
		store: FastStore,
		id: string | undefined,
		body: JsonObject,
		version: string | undefined,
	): Answered {
		if (method === 'POST' && id === undefined) {
			const made = this.create(store, body);
			const { location, version: etag } = made.meta;
			return {
				status: 201,
				headers: { Location: String(location), ETag: etag },
				body: store.text(made.id)!,
			};
		}
		const text = id === undefined ? undefined : store.text(id);
		if (text === undefined) throw new Refusal(404, `Resource ${id} not found`);
		const old = JSON.parse(text) as Resource;
		if (version !== undefined && version !== '*' && version !== old.meta.version) {
			throw new Refusal(412, 'The resource has changed since it was read');
		}
		if (method === 'DELETE') {
			this.delete(store, old);
			return { status: 204, body: '' };
		}
		if (method !== 'PATCH') throw new Refusal(405, `${method} is not played here`);
		const made = this.patch(store, old, body);
		if (!made) return { status: 204, body: '' };
		return { status: 200, headers: { ETag: made.meta.version }, body: store.text(made.id)! };
	}

	private create(store: FastStore, body: JsonObject): Resource {
		const values = withoutEmpty({ ...body });
		if (store.kind === 'User') values.active ??= true;
		this.check(store, values);
		return store.create(values);
	}

	/** @returns nothing where the PATCH has changed nothing */
	private patch(store: FastStore, old: Resource, body: JsonObject): Resource | undefined {
		const operations = (Array.isArray(body.Operations) ? body.Operations : []) as unknown[];
		const split = store.kind === 'Group' ? splitPatch(operations) : undefined;
		const values = structuredClone(old) as unknown as JsonObject;
		for (const operation of (split?.others ?? operations) as Operation[]) apply(operation, values);
		if (split && split.members.length > 0) {
			const members: Member[] = patchMembers(membersOf(old), split.members);
			Object.assign(values, { members });
		}
		const complete = withoutEmpty(values);
		if (JSON.stringify(complete) === JSON.stringify(old)) return undefined;
		this.check(store, complete, old);
		return store.replace(old, complete);
	}

	private delete(store: FastStore, resource: Resource): void {
		store.delete(resource);
		if (store.kind !== 'User') return;
		for (const group of this.stores.Group.all()) {
			const members = membersOf(group);
			const left = members.filter(({ value }) => value !== resource.id);
			if (left.length < members.length) {
				this.stores.Group.replace(group, withoutEmpty({ ...group, members: left } as never));
			}
		}
	}

	/** What must be unique is, and what is referred to is there. */
	private check(store: FastStore, values: Record<string, unknown>, old?: Resource): void {
		const taken = store.taken(values, old?.id);
		if (taken !== undefined) {
			throw new Refusal(409, `${store.kind} ${taken} is already in use`, 'uniqueness');
		}
		const { User: users, Group: groups } = this.stores;
		const unknown = (what: string, id: string) =>
			new Refusal(400, `There is no ${what} ${id}`, 'invalidValue');
		const manager = managerOf(values);
		if (manager !== undefined && !users.has(manager)) throw unknown('manager', manager);
		const parent = parentOf(values);
		if (parent !== undefined && groups.find('externalId', parent) === undefined) {
			throw unknown('parent group', parent);
		}
		if (store.kind !== 'Group' || values.members === old?.members) return;
		for (const { value } of membersOf(values)) {
			if (!users.has(value) && !groups.has(value)) throw unknown('member', value);
		}
	}

	private bulk(body: string): Answered {
		const operations = parsed(body).Operations as unknown as Array<{
			method: string;
			path: string;
			bulkId?: string;
			version?: string;
			data?: JsonObject;
		}>;
		const results = operations.map(({ method, path, bulkId, version, data }) => {
			const { status, headers, body: answer } = this.inBulk(method, path, data ?? {}, version);
			const isFailure = status >= 300;
			return {
				method,
				...(bulkId === undefined ? {} : { bulkId }),
				location: headers?.Location ?? `${this.baseUrl}${path}`,
				...(headers?.ETag === undefined ? {} : { version: headers.ETag }),
				status: String(status),
				...(isFailure ? { response: JSON.parse(String(answer)) as unknown } : {}),
			};
		});
		return {
			status: 200,
			body: JSON.stringify({
				schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
				Operations: results,
			}),
		};
	}

	private inBulk(method: string, path: string, data: JsonObject, version?: string): Answered {
		try {
			const [, endpoint = '', id] = path.split('/');
			return this.write(method, this.storeOf(endpoint), id, data, version);
		} catch (problem) {
			return refusedBy(problem);
		}
	}
}

/** The answer to a refusal; anything else is a fault of the stand-in. */
function refusedBy(problem: unknown): Answered {
	if (!(problem instanceof Refusal)) throw problem;
	const { status, message, scimType } = problem;
	return { status, body: JSON.stringify(errorBody(status, message, scimType)) };
}

function parsed(body: string): JsonObject {
	const value = body === '' ? {} : jsonIn(body);
	if (!isObject(value)) throw new Refusal(400, 'Expected the body to be JSON', 'invalidSyntax');
	return value;
}

function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function apply({ op, path, value }: Operation, values: JsonObject): void {
	const parsedPath = path === undefined ? null : parsePath(path);
	if (!parsedPath) throw new Refusal(400, `Unknown path ${path}`, 'invalidPath');
	writePath(values, parsedPath, op.toLowerCase() === 'remove' ? null : (value as never));
}

/** Nothing empty is stored, and an empty list of members is none. */
function withoutEmpty(values: JsonObject): JsonObject {
	const filled = Object.entries(values).filter(
		([, value]) =>
			value !== null && !(typeof value === 'object' && Object.keys(value).length === 0),
	);
	return Object.fromEntries(filled) as JsonObject;
}
