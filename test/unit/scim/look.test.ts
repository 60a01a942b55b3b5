import type { HttpAnswer } from '../../../http/exchange';
import { ScimClient } from '../../../scim/client';
import { Looks } from '../../../scim/look';

/** What a look that fails says of the write before it. */

const SERVICE = { target: 'Winningtemp', exampleAddress: 'https://scim.example' };
const SHOWN: Partial<HttpAnswer> = { status: 200, body: { id: '1' } };

/** Looks at one user after the other, each answered as given. */
function looking(...answers: Array<Partial<HttpAnswer>>) {
	const send = async (): Promise<HttpAnswer> => ({
		status: 0,
		headers: {},
		body: undefined,
		...answers.shift()!,
	});
	const client = new ScimClient(send, SERVICE, { maxAttempts: 1, sleep: async () => {} });
	const looks = new Looks(client, () => {});
	return async (kind: 'user' | 'group' = 'user') => await looks.at(kind, { id: '1' });
}

test('it shows the user as it is now', async () => {
	expect(await looking(SHOWN)()).toEqual({ resource: { id: '1' } });
});

test.each([400, 403, 405, 501])(
	'status %d: where no user was ever shown, nothing speaks against the write',
	async (status) => {
		expect(await looking({ status })()).toEqual({});
	},
);

test.each([404, 410])('status %d: where no user was ever shown, it is gone', async (status) => {
	expect(await looking({ status })()).toEqual({ resource: null });
});

test.each([404, 410])('status %d: where others were shown, the write is void', async (status) => {
	const look = looking(SHOWN, { status });
	await look();
	expect(await look()).toMatchObject({
		resource: null,
		unseen: { ok: false, answer: { status } },
	});
});

test('what is true of users is not of groups', async () => {
	const look = looking(SHOWN, { status: 405 });
	await look('user');
	expect(await look('group')).toEqual({});
});

const WHY = 'The change counts as not made, because Winningtemp did not show the user: ';

test.each<[answer: Partial<HttpAnswer>, status: number, error: string]>([
	[
		{ status: 0, failure: 'ECONNRESET' },
		0,
		`${WHY}Winningtemp could not be reached: the connection broke off`,
	],
	[{ status: 401 }, 401, 'Winningtemp refused the token'],
	[{ status: 429 }, 429, `${WHY}Winningtemp keeps asking to slow down`],
	[{ status: 500 }, 200, `${WHY}Winningtemp had an error of its own (500)`],
	[{ status: 503 }, 503, `${WHY}Winningtemp had an error of its own (503)`],
	[{ status: 200, flaw: 'webPage' }, 200, `${WHY}The answer is not JSON (a web page)`],
	[
		{ status: 200, flaw: 'damaged' },
		200,
		`${WHY}The answer is not JSON (cut off, or something else)`,
	],
	[{ status: 200 }, 200, `${WHY}The answer is not a SCIM answer`],
])('%j says nothing of the write, so it is not believed', async (answer, status, error) => {
	expect(await looking(answer)()).toMatchObject({
		unseen: { ok: false, answer: { status }, error },
	});
});

test.each([400, 403, 405, 501])(
	'status %d where others were shown blames neither the values nor the form of the write',
	async (status) => {
		const look = looking(SHOWN, { status });
		await look();
		expect(await look()).toMatchObject({ unseen: { ok: false, answer: { status: 200 } } });
	},
);
