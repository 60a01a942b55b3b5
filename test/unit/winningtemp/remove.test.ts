import type { Connection } from '../../../scim/directory';
import { ScimTarget } from '../../../scim/target';
import { AUTOMATIC_TENANT } from '../../../scim/tenantSettings';
import { Ways } from '../../../scim/ways';
import { clientOf, scripted } from './memoryTenant';

/** What an answer to DELETE says of whether somebody is gone. */

async function removed(status: number) {
	const { send, requests } = scripted(() => ({ status, body: { detail: 'in use' } }));
	const { client } = clientOf(send, { maxAttempts: 1 });
	const tenant = {
		attributeNames: { user: [], group: [] },
		knows: () => false,
		settings: AUTOMATIC_TENANT,
		ways: new Ways(),
	};
	const map = { user: new Map(), group: new Map() };
	const target = new ScimTarget({ client, tenant, map } as unknown as Connection, {
		concurrency: 1,
	});
	const written = await target.remove('user', 'u1');
	// Deleted once; a success is looked at once.
	const sent = requests.map(({ method, path }) => [method, path]);
	const isDone = status >= 200 && status < 300;
	expect(sent).toEqual([['DELETE', '/Users/u1'], ...(isDone ? [['GET', '/Users/u1']] : [])]);
	return written;
}

test.each([200, 202, 204])('%d: is gone', async (status) => {
	expect(await removed(status)).toMatchObject({ ok: true });
});

test('404: was gone already, which is as good', async () => {
	expect(await removed(404)).toMatchObject({ ok: true });
});

test.each([
	[0, 'unreachable'],
	[400, 'content'],
	[401, 'unauthorized'],
	[403, 'other'],
	[405, 'other'],
	[409, 'conflict'],
	[410, 'other'],
	[412, 'changed'],
	[429, 'unreachable'],
	[500, 'other'],
	[503, 'unreachable'],
])('%d: is still there, as far as is known', async (status, refusal) => {
	expect(await removed(status)).toMatchObject({ ok: false, refusal, status });
});
