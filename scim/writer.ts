import type { LookAgain } from '../http/client';
import type { ScimClient } from './client';
import type { AttributeMap } from './attributeMap';
import type { PatchOperation } from './attributePaths';
import type { Tenant } from './discovery';
import {
	editedResource,
	memberChange,
	MEMBERS,
	newResource,
	patchOperations,
	type Edit,
	type UpdateWay,
} from './edits';
import { getOwn, isObject, setOwn, textOrNull, type JsonObject } from './json';
import { Looks } from './look';
import { lookUp } from './lookup';
import type { Kind } from '../directory/apply/target';
import { isSuccess, PATCH_MESSAGE, type Answer, type Method, type ScimRequest } from './protocol';
import { ENDPOINTS, pathOf } from './reader';
import { idOf, versionOf } from './resource';
import type { Sent } from './sent';
import { WholeGroups } from './wholeGroups';
import { refusal } from './words';

/** Answers of a server that has no PATCH after all. */
const NO_PATCH = new Set([405, 501]);
const CONFLICT = 409;

/** Sends one write until it is answered. */
export type SendWrite = (request: ScimRequest, lookAgain?: LookAgain) => Promise<Answer>;

/** How a write is sent. */
export interface Manner {
	way: UpdateWay;
	/** Not in one request with others. */
	alone: boolean;
}

/** What a change means, from what is there now. */
type Plan = (
	now: JsonObject,
	way: Exclude<UpdateWay, 'put'>,
) => { edits: readonly Edit[]; operations: PatchOperation[] };

/** Ways that send a list of members as a whole, and so take away whom it does not have. */
const WHOLE_LISTS: ReadonlySet<UpdateWay> = new Set(['whole', 'pathless', 'put']);

const isOfMembers = ({ path }: Edit) => path === MEMBERS;

/** Writes over SCIM: PATCH where the tenant has it, else PUT of the whole resource. */
export class ScimWriter {
	/** Whether answers to updates show what is there afterwards. */
	trustsAnswers = true;
	readonly looks: Looks;
	private readonly wholeGroups: WholeGroups;

	/**
	 * @param tidy puts what is answered in the terms of what is known
	 * @param batch by which way writes are sent: each on its own by default
	 */
	constructor(
		private readonly connection: { client: ScimClient; tenant: Tenant; map: AttributeMap },
		private readonly tidy: (answer: unknown) => void,
		private readonly batch?: SendWrite,
	) {
		this.looks = new Looks(connection.client, tidy);
		const read = async (group: JsonObject) => await this.looks.ask('group', group);
		this.wholeGroups = new WholeGroups(connection.client, read);
	}

	private async send(request: ScimRequest, alone: boolean, lookAgain?: LookAgain): Promise<Answer> {
		const answer =
			this.batch && !alone
				? await this.batch(request, lookAgain)
				: await this.connection.client.request(request, lookAgain);
		this.tidy(answer.body);
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
			const isDoubtful = answer.flaw !== undefined && status !== 404;
			return { ok: true, attempts, together, resource, isDoubtful, confirmed: status === 404 };
		}
		return this.refused(answer);
	}

	private async change(
		kind: Kind,
		resource: JsonObject,
		manner: Manner,
		plan: Plan,
	): Promise<Sent> {
		const { tenant } = this.connection;
		let attempts = 0;
		if (tenant.patch && manner.way !== 'put') {
			const sent = await this.changeBy('PATCH', kind, resource, manner, plan);
			const isLast = tenant.settings.writeMethod === 'patch';
			if (isLast || sent.ok || !NO_PATCH.has(sent.answer.status)) return sent;
			attempts = sent.attempts;
			tenant.patch = false;
			tenant.ways.learn('patch', 'none');
		}
		const sent = await this.changeBy('PUT', kind, resource, { ...manner, way: 'put' }, plan);
		return { ...sent, attempts: attempts + sent.attempts };
	}

	private async changeBy(
		method: 'PATCH' | 'PUT',
		kind: Kind,
		resource: JsonObject,
		{ way, alone }: Manner,
		plan: Plan,
	): Promise<Sent> {
		const form = way === 'put' ? 'exact' : way;
		const first = plan(resource, form);
		if (first.operations.length === 0) return { ok: true, attempts: 0, resource };
		const sendsList = WHOLE_LISTS.has(way) && (way === 'put' || first.edits.some(isOfMembers));
		const base = kind === 'group' && sendsList ? await this.wholeGroups.base(resource) : null;
		if (base?.ok === false) return base;
		const now = base?.group ?? resource;
		const { edits, operations } = base ? plan(now, form) : first;
		const before = base?.attempts ?? 0;
		if (operations.length === 0) {
			return { ok: true, attempts: before, confirmed: true, resource: now };
		}
		const body: JsonObject =
			method === 'PUT'
				? editedResource(kind, now, edits)
				: { schemas: [PATCH_MESSAGE], Operations: operations as unknown as JsonObject[] };
		// What has changed since the plan was made is a conflict, also where it was just read.
		const planned = versionOf(resource) === undefined ? now : resource;
		const answer = await this.request(method, kind, planned, alone, body);
		const sent = this.outcome(kind, { ...answer, attempts: before + answer.attempts }, now, edits);
		if (base && sent.ok) this.wholeGroups.note(sent.resource);
		return sent;
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
			path: pathOf(kind, idOf(resource)),
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
		const { attempts, body, headers, flaw, together = false } = answer;
		const isShown = isObject(body) && textOrNull(getOwn(body, 'id')) !== null;
		if (isShown && this.trustsAnswers) {
			return { ok: true, attempts, together, confirmed: true, resource: body };
		}
		// 204: nothing but the edits changed, as far as is known, and of course the version.
		const edited = editedResource(kind, resource, edits);
		setVersion(edited, headers.etag);
		return { ok: true, attempts, together, isDoubtful: flaw !== undefined, resource: edited };
	}

	private refused(answer: Answer, attempts = answer.attempts): Sent {
		const error = refusal(answer, this.connection.client.service);
		return { ok: false, attempts, together: answer.together ?? false, answer, error };
	}
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
