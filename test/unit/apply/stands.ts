import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type {
	Directory,
	Kind,
	MemberChange,
	Target,
	Written,
} from '../../../directory/apply/target';
import { MemoryTarget } from '../../../directory/apply/memoryTarget';
import type { FieldChange } from '../../../directory/model/change';
import { ScimClient } from '../../../scim/client';
import { WINNINGTEMP } from '../../../nodes/Winningtemp/profile';
import { clockOf } from '../../../http/n8n';
import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { discover } from '../../../scim/discovery';
import { ScimTarget } from '../../../scim/target';
import { scimTransport } from '../../../scim/transport';
import { startWinningtemp, type WinningtempOptions } from '../../sandbox/winningtemp/server';
import { JsonTarget, type JsonDirectory } from '../../support/jsonTarget';
import { performWithToken } from '../../support/perform';

/** A directory of one kind, empty at first. */
export interface Stand {
	/** A new client of the directory: for each run, and for a person who changes something by hand. */
	open(): Promise<Target>;
	close(): Promise<void>;
	/** Whether many changes are on their way at once. */
	sendsTogether: boolean;
}

async function scim(options: WinningtempOptions = {}): Promise<Stand> {
	const server = await startWinningtemp(options);
	const { baseUrl, map } = readSettings({
		baseUrl: server.url,
		token: server.token,
	} as ICredentialDataDecryptedObject);
	const send = scimTransport(performWithToken(server.token), server.token, {
		address: baseUrl,
		sleep: clockOf().sleep,
	});
	return {
		async open() {
			const client = new ScimClient(send, WINNINGTEMP.systems, {
				sleep: async () => {},
				maxAttempts: 2,
			});
			const tenant = await discover(client, map);
			return new ScimTarget({ client, map, tenant }, { concurrency: 4 });
		},
		close: async () => await server.close(),
		sendsTogether: options.bulk !== undefined,
	};
}

const ANY = { close: async () => {}, sendsTogether: false };

async function memory(): Promise<Stand> {
	const target = new MemoryTarget(
		{ users: [], groups: [] },
		{
			product: 'memory',
			managersFirst: true,
			membersOn: 'group',
			support: (_kind, field) => (field.startsWith('attributes.') ? 'unknown' : 'written'),
		},
	);
	return { open: async () => target, ...ANY };
}

async function json(): Promise<Stand> {
	const data: JsonDirectory = { last: 0, user: [], group: [] };
	return { open: async () => new JsonTarget(data), ...ANY };
}

export const STANDS: Array<[string, () => Promise<Stand>]> = [
	['SCIM', async () => await scim()],
	['SCIM without PATCH and entity tags', async () => await scim({ patch: false, etag: 'none' })],
	[
		'SCIM with bulk requests',
		async () => await scim({ bulk: { maxOperations: 100, maxPayloadSize: 1_048_576 } }),
	],
	['memory', memory],
	['a directory in JSON', json],
];

/** A change that the engine sends to a target. */
export interface Call {
	method: 'create' | 'update' | 'setMembers' | 'remove';
	kind: Kind;
	/** External ID of what is created, else the target's id. */
	id: string | null;
	fields: readonly FieldChange[];
	add: readonly string[];
	remove: readonly string[];
}

/** What comes in place of the target's answer; `undefined` lets the call through. */
export type Fault = (call: Call) => Written | undefined | Promise<Written | undefined>;

/** Lets calls through to a target, notes them, and lets a test interfere. */
export class Watched implements Target {
	readonly calls: Call[] = [];
	fault: Fault = () => undefined;
	/** Fields that the target accepts and forgets. */
	forgets: readonly string[] = [];
	rereads = 0;

	constructor(private readonly inner: Target) {}

	get product() {
		return this.inner.product;
	}

	get managersFirst() {
		return this.inner.managersFirst;
	}

	get membersOn() {
		return this.inner.membersOn;
	}

	get batches() {
		return this.inner.batches;
	}

	support(kind: Kind, field: string) {
		return this.inner.support(kind, field);
	}

	async read(): Promise<Directory> {
		return await this.inner.read({ users: true, groups: true });
	}

	async create(
		kind: Kind,
		externalId: string | null,
		fields: readonly FieldChange[],
		memberIds: readonly string[],
	) {
		const call: Call = {
			method: 'create',
			kind,
			id: externalId,
			fields,
			add: memberIds,
			remove: [],
		};
		return await this.noted(
			call,
			async () => await this.inner.create(kind, externalId, this.kept(fields), memberIds),
		);
	}

	async update(kind: Kind, id: string, fields: readonly FieldChange[]) {
		const call: Call = { method: 'update', kind, id, fields, add: [], remove: [] };
		return await this.noted(call, async () => await this.inner.update(kind, id, this.kept(fields)));
	}

	async setMembers(id: string, members: MemberChange, fields: readonly FieldChange[]) {
		const call: Call = { method: 'setMembers', kind: 'group', id, fields, ...members };
		return await this.noted(
			call,
			async () => await this.inner.setMembers(id, members, this.kept(fields)),
		);
	}

	async remove(kind: Kind, id: string) {
		const call: Call = { method: 'remove', kind, id, fields: [], add: [], remove: [] };
		return await this.noted(call, async () => await this.inner.remove(kind, id));
	}

	async reread(kind: Kind, id: string) {
		this.rereads++;
		return await this.inner.reread(kind, id);
	}

	private kept(fields: readonly FieldChange[]): FieldChange[] {
		return fields.filter(({ field }) => !this.forgets.includes(field));
	}

	/** A call that changes something counts as one request, whatever the target needs for it. */
	private async noted(call: Call, send: () => Promise<Written>): Promise<Written> {
		const isEmpty =
			(call.method === 'update' || call.method === 'setMembers') &&
			call.fields.length + call.add.length + call.remove.length === 0;
		if (!isEmpty) this.calls.push(call);
		const written = (isEmpty ? undefined : await this.fault(call)) ?? (await send());
		return isEmpty ? written : { ...written, attempts: Math.max(1, written.attempts) };
	}
}
