import { lookUp, type LookupKey } from '../../../scim/lookup';
import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { plainTenant } from '../scim/tenant';
import { clientOf, listOf, scripted, type Reply } from './memoryTenant';

/** Who has an External ID or a username, asked by a filter where the tenant has them. */

const ALL = [
	{ id: '1', externalId: 'Ab-1', userName: 'anna@x.se' },
	{ id: '2', externalId: 'ab-1', userName: 'bo@x.se' },
];

async function found(
	key: LookupKey,
	value: string,
	reply: (filter: string | undefined) => Reply,
	filter = true,
) {
	const { send, requests } = scripted(({ query }) => reply(query?.filter as string | undefined));
	const tenant = { ...plainTenant(), countsLists: false, filter };
	const { map } = readSettings({ baseUrl: 'https://scim.example.com', token: 'secret' });
	const { client } = clientOf(send, { maxAttempts: 1 });
	const result = await lookUp({ client, tenant, map }, 'user', key, value);
	const ids = 'found' in result ? result.found.map(({ id }) => id) : result.answer.status;
	return { ids, filters: requests.map(({ query }) => query?.filter), tenant };
}

test('External IDs are the same in the same case only', async () => {
	const { ids, filters } = await found('externalId', 'Ab-1', () => listOf([ALL[0]!]));
	expect([ids, filters]).toEqual([['1'], ['externalId eq "Ab-1"']]);
	expect((await found('externalId', 'Ab-1', () => listOf(ALL), false)).ids).toEqual(['1']);
});

test('usernames are the same in any case', async () => {
	const { ids } = await found('userName', 'ANNA@x.se', () => listOf([ALL[0]!]));
	expect(ids).toEqual(['1']);
});

test('a quote in a value stays in the value', async () => {
	const { filters } = await found('externalId', 'a" or id pr', () => listOf([]));
	expect(filters).toEqual(['externalId eq "a\\" or id pr"']);
});

test.each<[string, Reply]>([
	['gives everybody', listOf(ALL)],
	['answers with a list that is none', { body: 'everybody' }],
	['refuses it with 400', { status: 400 }],
	['refuses it with 403', { status: 403 }],
	['does not know it, 404', { status: 404 }],
	['has none, 501', { status: 501 }],
])(
	'a tenant that %s to a filter is read, and not asked by a filter again',
	async (_what, reply) => {
		const { ids, filters, tenant } = await found('externalId', 'ab-1', (filter) =>
			filter === undefined ? listOf(ALL) : reply,
		);
		expect([ids, filters[0], tenant.filter]).toEqual([['2'], 'externalId eq "ab-1"', false]);
		expect(filters.slice(1).every((filter) => filter === undefined)).toBe(true);
	},
);

test.each([401, 429, 500])('%d is no answer, and nothing else is asked', async (status) => {
	const { ids, filters, tenant } = await found('externalId', 'ab-1', () => ({ status }));
	expect([ids, filters.length, tenant.filter]).toEqual([status, 1, true]);
});
