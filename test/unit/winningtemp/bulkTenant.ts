import { BulkSender } from '../../../scim/bulkSender';
import type { Connection } from '../../../scim/directory';
import type { JsonObject } from '../../../scim/json';
import type { Answer, ScimRequest } from '../../../scim/protocol';
import type { LookAgain } from '../../../http/client';
import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { plainTenant } from '../scim/tenant';
import { clientOf, scripted, type Reply } from './memoryTenant';

/** A tenant that takes bulk requests, and tasks that write to it side by side. */

const LIMITS = { maxOperations: 4, maxPayloadSize: 10_000 };

interface Given {
	limits?: Partial<typeof LIMITS>;
	concurrency?: number;
	/** How many of a kind are known. */
	users?: number;
	groups?: number;
	maxAttempts?: number;
}

export const isBulk = ({ path }: ScimRequest) => path === '/Bulk';
export const operationsOf = ({ body }: ScimRequest) => body!.Operations as JsonObject[];

export function senderTo(
	reply: (request: ScimRequest, number: number) => Reply,
	{ limits, concurrency = 1, users = 10_000, groups = 10_000, maxAttempts }: Given = {},
) {
	const { send, requests } = scripted(reply);
	const { client, waits } = clientOf(send, maxAttempts === undefined ? {} : { maxAttempts });
	const { map } = readSettings({ baseUrl: 'https://scim.example.com', token: 'secret' });
	const tenant = { ...plainTenant(), countsLists: false, maxResults: 100 };
	const connection: Connection = { client, tenant, map };
	const sender = new BulkSender(connection, {
		limits: { ...LIMITS, ...limits },
		concurrency,
		sizeOf: (kind) => (kind === 'user' ? users : groups),
	});
	const bulks = () => requests.filter(isBulk);
	return { sender, requests, bulks, waits };
}

export const create = (name: string): ScimRequest => ({
	method: 'POST',
	path: '/Users',
	body: { externalId: name },
});
export const update = (id: string): ScimRequest => ({
	method: 'PATCH',
	path: `/Users/${id}`,
	body: { n: 1 },
});

/** Carries everything out, as most servers do: no bodies, a location for each. */
export function done(request: ScimRequest): Reply {
	if (!isBulk(request)) return { status: request.method === 'POST' ? 201 : 204 };
	return { body: { Operations: operationsOf(request).map((one) => resultOf(one, 201)) } };
}

export function resultOf({ method, path, bulkId }: JsonObject, status: number): JsonObject {
	const id = bulkId === undefined ? '' : `/id-${String(bulkId)}`;
	const location = `https://scim.example.com/v2${String(path)}${id}`;
	return {
		method: method!,
		status: String(status),
		location,
		...(bulkId === undefined ? {} : { bulkId }),
	};
}

/** As tasks do: all are sent, and each is over once it is answered. */
export async function sendAll(
	sender: BulkSender,
	requests: ScimRequest[],
	lookAgain?: (request: ScimRequest) => LookAgain,
): Promise<Answer[]> {
	let active = requests.length;
	const answers = requests.map(async (request) => {
		const answer = await sender.send(request, lookAgain?.(request));
		sender.watch(--active);
		return answer;
	});
	sender.watch(active);
	return await Promise.all(answers);
}

export const many = (count: number, make = create) =>
	Array.from({ length: count }, (_unused, i) => make(`p${i}`));

/** Lets everything go on that waits for nothing but its turn. */
export async function turnsOver(): Promise<void> {
	for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
