import type { ScimRequest, ScimResponse, Send } from '../../../scim/protocol';
import type { ClientOptions } from '../../../http/client';
import { WINNINGTEMP } from '../../../nodes/Winningtemp/profile';
import { ScimClient } from '../../../scim/client';

/** What a request is answered with; only what differs from an empty 200 is given. */
export type Reply = Partial<ScimResponse>;

/** A tenant as a function, that answers what a test says and remembers what it was asked. */
export function scripted(reply: (request: ScimRequest, number: number) => Reply): {
	send: Send;
	requests: ScimRequest[];
} {
	const requests: ScimRequest[] = [];
	const send: Send = async (request) => {
		requests.push(request);
		return { status: 200, headers: {}, body: undefined, ...reply(request, requests.length) };
	};
	return { send, requests };
}

/** A client whose clock only moves when it waits. */
export function clientOf(send: Send, options: Partial<ClientOptions> = {}) {
	const waits: number[] = [];
	let clock = Date.parse('2026-03-01T12:00:00Z');
	const client = new ScimClient(send, WINNINGTEMP.systems, {
		sleep: async (milliseconds) => {
			waits.push(milliseconds);
			clock += milliseconds;
		},
		now: () => clock,
		random: () => 0,
		...options,
	});
	return {
		client,
		waits,
		pass: (milliseconds: number) => {
			clock += milliseconds;
		},
	};
}

export function listOf(resources: object[], total = resources.length, startIndex = 1): Reply {
	return { body: { totalResults: total, startIndex, Resources: resources } };
}
