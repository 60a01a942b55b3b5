import type { LookAgain } from '../http/client';
import type { ScimClient } from './client';
import type { AttributeMap } from './attributeMap';
import type { PatchOperation } from './attributePaths';
import type { Tenant } from './discovery';
import {
	editedResource,
	MEMBERS,
	newResource,
	patchOperations,
	type Edit,
	type UpdateWay,
} from './edits';
import { getOwn, isObject, listOf, setOwn, textOrNull, type JsonObject } from './json';
import { lookUp } from './lookup';
import type { Kind } from '../directory/apply/target';
import { isSuccess, PATCH_MESSAGE, type Answer, type Method, type ScimRequest } from './protocol';
import { ENDPOINTS } from './reader';
import { References, type Ids } from './references';
import { idOf, versionOf } from './resource';
import { refusal } from './words';

/** What became of a write. */
export type Sent = {
	attempts: number;
	/** It went in one request with others. */
	together?: boolean;
} & (
	| {
			ok: true;
			/** The resource as it is now, as far as it is known. */
			resource: JsonObject;
			/** It was there already when it was to be created. */
			existed?: boolean;
			/** The resource is what the server answered, not what follows from what was sent. */
			confirmed?: boolean;
	  }
	| {
			ok: false;
			answer: Answer;
			error: string;
			/** It was accepted, and it is not there. */
			isAbsent?: boolean;
	  }
);

/** Answers of a server that has no PATCH after all. */
const NO_PATCH = new Set([405, 501]);
const CONFLICT = 409;
const GONE = new Set([404, 410]);

/** Sends one write until it is answered. */
export type SendWrite = (request: ScimRequest, lookAgain?: LookAgain) => Promise<Answer>;

/** How a write is sent. */
export interface Manner {
	way: UpdateWay;
	/** Not in one request with others. */
	alone: boolean;
}

/** Writes over SCIM: PATCH where the tenant has it, else PUT of the whole resource. */
export class ScimWriter {
	/** Whether answers to updates show what is there afterwards. */
	trustsAnswers = true;
	private readonly references: References;

	/**
	 * @param users those who are there: answers may refer to them in another way
	 * @param batch by which way writes are sent: each on its own by default
	 */
	constructor(
		private readonly connection: { client: ScimClient; tenant: Tenant; map: AttributeMap },
		users: Ids,
		private readonly batch?: SendWrite,
	) {
		this.references = new References(users, connection.map);
	}

	private async send(request: ScimRequest, alone: boolean, lookAgain?: LookAgain): Promise<Answer> {
		const answer =
			this.batch && !alone
				? await this.batch(request, lookAgain)
				: await this.connection.client.request(request, lookAgain);
		this.references.tidy(answer.body);
		return answer;
	}

	/**
	 * Creates a resource. Where an answer is lost, or a unique value is taken, it looks by External
	 * ID whether the resource is there already, so that nothing is ever created twice.
	 */
	async create(
		kind: Kind,
		externalId: string | null,
		edits: readonly Edit[],
		alone = false,
	): Promise<Sent> {
		const body = newResource(kind, edits);
		const lookAgain = async () => await this.found(kind, externalId);
		const request: ScimRequest = { method: 'POST', path: ENDPOINTS[kind], body };
		const answer = await this.send(request, alone, lookAgain);
		const existing = answer.status === CONFLICT ? await this.found(kind, externalId) : null;
		const attempts = answer.attempts + (existing?.attempts ?? 0);
		if (existing && isSuccess(existing)) {
			return {
				ok: true,
				attempts,
				existed: true,
				confirmed: true,
				resource: existing.body as JsonObject,
			};
		}
		if (!isSuccess(answer)) return this.refused(answer, attempts);
		return await this.created(kind, externalId, body, answer);
	}

	async update(
		kind: Kind,
		resource: JsonObject,
		edits: readonly Edit[],
		manner: Manner,
	): Promise<Sent> {
		return await this.change(kind, resource, manner, (now, way) => ({
			edits,
			operations: patchOperations(now, edits, way),
		}));
	}

	/** Adds and removes members of a group in one request, and makes edits along with it. */
	async members(
		group: JsonObject,
		add: readonly string[],
		remove: readonly string[],
		along: readonly Edit[],
		manner: Manner,
	): Promise<Sent> {
		return await this.change('group', group, manner, (now, way) => {
			const { operations, members } = memberChange(now, add, remove, way);
			const value = members.length > 0 ? members : null;
			const edits = [...along, { path: MEMBERS, value }];
			return way === 'whole' || way === 'pathless'
				? { edits, operations: patchOperations(now, edits, way) }
				: { edits, operations: [...patchOperations(now, along), ...operations] };
		});
	}

	/** Deletes a resource; one that is gone already is as good as deleted. */
	async remove(kind: Kind, resource: JsonObject, alone = false): Promise<Sent> {
		const answer = await this.request('DELETE', kind, resource, alone);
		const { attempts, together = false, status } = answer;
		if (isSuccess(answer) || status === 404) {
			return { ok: true, attempts, together, resource, confirmed: status === 404 };
		}
		return this.refused(answer);
	}

	/** A resource as it is now; `null` where it is gone, `undefined` where it cannot be read. */
	async reread(kind: Kind, resource: JsonObject): Promise<JsonObject | null | undefined> {
		const answer = await this.connection.client.get(pathOf(kind, resource));
		if (GONE.has(answer.status)) return null;
		this.references.tidy(answer.body);
		return isSuccess(answer) && isObject(answer.body) ? answer.body : undefined;
	}

	private async change(
		kind: Kind,
		resource: JsonObject,
		{ way, alone }: Manner,
		plan: (
			now: JsonObject,
			way: Exclude<UpdateWay, 'put'>,
		) => { edits: Edit[] | readonly Edit[]; operations: PatchOperation[] },
	): Promise<Sent> {
		const { tenant } = this.connection;
		const { edits, operations } = plan(resource, way === 'put' ? 'exact' : way);
		if (operations.length === 0) return { ok: true, attempts: 0, resource };
		let attempts = 0;
		if (tenant.patch && way !== 'put') {
			const body: JsonObject = {
				schemas: [PATCH_MESSAGE],
				Operations: operations as unknown as JsonObject[],
			};
			const answer = await this.request('PATCH', kind, resource, alone, body);
			attempts = answer.attempts;
			const isLast = tenant.settings.writeMethod === 'patch';
			if (isLast || !NO_PATCH.has(answer.status)) {
				return this.outcome(kind, answer, resource, edits);
			}
			tenant.patch = false;
			tenant.ways.learn('patch', 'none');
		}
		// A list may come without members, which a PUT would then take away.
		const isWhole = kind === 'user' || getOwn(resource, 'members') !== undefined;
		const whole = isWhole ? resource : ((await this.reread(kind, resource)) ?? resource);
		if (!isWhole) attempts++;
		const changed = isWhole ? edits : plan(whole, 'exact').edits;
		const body = editedResource(kind, whole, changed);
		const answer = await this.request('PUT', kind, whole, alone, body);
		return this.outcome(kind, { ...answer, attempts: attempts + answer.attempts }, whole, changed);
	}

	private async request(
		method: Method,
		kind: Kind,
		resource: JsonObject,
		alone: boolean,
		body?: JsonObject,
	): Promise<Answer> {
		const version = this.connection.tenant.etag ? versionOf(resource) : undefined;
		const request: ScimRequest = {
			method,
			path: pathOf(kind, resource),
			...(body ? { body } : {}),
			...(version === undefined ? {} : { headers: { 'If-Match': version } }),
		};
		return await this.send(request, alone);
	}

	/** The resource with an External ID as an answer; `null` where there surely is none. */
	private async found(kind: Kind, externalId: string | null): Promise<Answer | null> {
		if (externalId === null) return null;
		const result = await lookUp(this.connection, kind, 'externalId', externalId);
		if ('answer' in result) return result.answer;
		const [body] = result.found;
		return body ? { status: 200, headers: {}, body, attempts: result.attempts } : null;
	}

	/** A created resource, looked up where the answer does not say what id it got. */
	private async created(
		kind: Kind,
		externalId: string | null,
		sent: JsonObject,
		answer: Answer,
	): Promise<Sent> {
		const { attempts, body, headers, together = false } = answer;
		const { target } = this.connection.client.service;
		if (isObject(body) && textOrNull(getOwn(body, 'id')) !== null) {
			return { ok: true, attempts, together, confirmed: true, resource: body };
		}
		const id = idIn(headers.location);
		if (id !== null) {
			const resource = { ...sent };
			setOwn(resource, 'id', id);
			setVersion(resource, headers.etag);
			return { ok: true, attempts, together, resource };
		}
		const found = await this.found(kind, externalId);
		if (found && isSuccess(found)) {
			return {
				ok: true,
				confirmed: true,
				attempts: attempts + found.attempts,
				resource: found.body as JsonObject,
			};
		}
		return {
			ok: false,
			attempts: attempts + (found?.attempts ?? 0),
			together,
			isAbsent: externalId !== null && found === null,
			answer,
			error: `${target} accepted it but does not give its ID, nor finds it by External ID`,
		};
	}

	private outcome(kind: Kind, answer: Answer, resource: JsonObject, edits: readonly Edit[]): Sent {
		if (!isSuccess(answer)) return this.refused(answer);
		const { attempts, body, headers, together = false } = answer;
		const isShown = isObject(body) && textOrNull(getOwn(body, 'id')) !== null;
		if (isShown && this.trustsAnswers) {
			return { ok: true, attempts, together, confirmed: true, resource: body };
		}
		// 204: nothing but the edits changed, as far as is known, and of course the version.
		const edited = editedResource(kind, resource, edits);
		setVersion(edited, headers.etag);
		return { ok: true, attempts, together, resource: edited };
	}

	private refused(answer: Answer, attempts = answer.attempts): Sent {
		const error = refusal(answer, this.connection.client.service);
		return { ok: false, attempts, together: answer.together ?? false, answer, error };
	}
}

function pathOf(kind: Kind, resource: JsonObject): string {
	return `${ENDPOINTS[kind]}/${encodeURIComponent(idOf(resource))}`;
}

/** The id at the end of an address, never its host; `null` where there is none that can be read. */
function idIn(location = ''): string | null {
	try {
		return decodeURIComponent(/(?<!\/)\/([^/?#]+)\/?$/.exec(location)?.[1] ?? '') || null;
	} catch {
		return null;
	}
}

function setVersion(resource: JsonObject, version: string | undefined): void {
	if (version !== undefined) setOwn(resource, 'meta', { version });
}

function memberChange(
	group: JsonObject,
	add: readonly string[],
	remove: readonly string[],
	way: UpdateWay,
): { operations: PatchOperation[]; members: JsonObject[] } {
	const gone = new Set(remove);
	const current = listOf(getOwn(group, 'members')).filter(isObject);
	const present = new Set(current.map((member) => textOrNull(getOwn(member, 'value'))));
	const added = add.filter((id) => !present.has(id)).map((id): JsonObject => ({ value: id }));
	const removed = remove.filter((id) => present.has(id));
	const listed = removed.map((id): JsonObject => ({ value: id }));
	const operations: PatchOperation[] =
		way === 'listed' && listed.length > 0
			? [{ op: 'remove', path: 'members', value: listed }]
			: removed.map((id) => ({ op: 'remove', path: `members[value eq ${JSON.stringify(id)}]` }));
	if (added.length > 0) operations.push({ op: 'add', path: 'members', value: added });
	const kept = current.filter((member) => !gone.has(textOrNull(getOwn(member, 'value')) ?? ''));
	return { operations, members: [...kept, ...added] };
}
