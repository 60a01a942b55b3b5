import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { UserError } from '../../../directory/model/userError';
import { getMany } from '../../../nodes/Winningtemp/actions/getMany';
import { forEachItem, sendToErrorOutput } from '../../../nodes/Winningtemp/actions/items';
import { locate } from '../../../nodes/Winningtemp/actions/locate';
import { isDryRun } from '../../../nodes/Winningtemp/actions/parameters';
import type { NodeConnection } from '../../../nodes/Winningtemp/actions/connect';
import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { Winningtemp } from '../../../nodes/Winningtemp/Winningtemp.node';
import { nodeContext } from '../../support/nodeContext';
import { refusalOf } from '../../support/refusal';
import { plainTenant } from '../scim/tenant';
import { clientOf, listOf, scripted, type Reply } from './memoryTenant';

/** Single operations of the node, with a tenant that answers from lists. */

const user = (id: string, more: object = {}) => ({
	id,
	externalId: `x${id}`,
	userName: `U${id}@Example.com`,
	active: true,
	...more,
});
const USERS = [user('1'), user('2', { active: false }), user('3')];
const GROUPS = [
	{ id: 'g1', externalId: 'sales', displayName: 'Sales' },
	{ id: 'g2', externalId: 'sales2', displayName: ' SALES ' },
	{ id: 'g3', externalId: 'finance', displayName: 'Finance' },
];

function connect(reply?: (path: string, query: IDataObject) => Reply | undefined) {
	const { send, requests } = scripted(({ path, query = {} }) => {
		const own = reply?.(path, query as IDataObject);
		if (own) return own;
		if (path === '/Users') return listOf(USERS);
		if (path === '/Groups') return listOf(GROUPS);
		return { status: 404, body: { detail: 'Not found' } };
	});
	const { map } = readSettings({ baseUrl: 'https://scim.example.com', token: 'secret' });
	const { client } = clientOf(send, { maxAttempts: 1 });
	const tenant = { ...plainTenant(), countsLists: false, filter: reply !== undefined };
	return { connection: { client, tenant, map } as unknown as NodeConnection, requests };
}

/** The ids of what Get Many gives, in its raw form. */
async function many(
	kind: 'user' | 'group',
	parameters: { limit?: number; filters?: object },
	reply?: Parameters<typeof connect>[0],
) {
	const { limit, filters = {} } = parameters;
	const values: Record<string, unknown> = {
		returnAll: limit === undefined,
		limit,
		filters,
		simplify: false,
	};
	const context = {
		getNodeParameter: (name: string) => values[name],
	} as unknown as IExecuteFunctions;
	const items = await getMany(kind).execute(context, connect(reply).connection);
	expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
	return items.map(({ json }) => json.id);
}

describe('Get Many of users', () => {
	test('gives all, or as many as the limit says', async () => {
		expect(await many('user', {})).toEqual(['1', '2', '3']);
		expect(await many('user', { limit: 2 })).toEqual(['1', '2']);
	});

	test('filters by whether they are active', async () => {
		expect(await many('user', { filters: { active: 'active' } })).toEqual(['1', '3']);
		expect(await many('user', { filters: { active: 'inactive' } })).toEqual(['2']);
		expect(await many('user', { filters: { active: 'any' } })).toEqual(['1', '2', '3']);
		expect(await many('user', { limit: 1, filters: { active: 'active' } })).toEqual(['1']);
	});

	test('filters by username in any case, without blanks', async () => {
		expect(await many('user', { filters: { username: ' u2@example.COM ' } })).toEqual(['2']);
		const both = { username: 'u2@example.com', active: 'active' };
		expect(await many('user', { filters: both })).toEqual([]);
	});

	test('filters by External ID in the same case, and by the username, too', async () => {
		expect(await many('user', { filters: { externalId: ' x3 ' } })).toEqual(['3']);
		expect(await many('user', { filters: { externalId: 'X3' } })).toEqual([]);
		const other = { externalId: 'x3', username: 'u1@example.com' };
		expect(await many('user', { filters: other })).toEqual([]);
	});

	test('that a tenant refuses is an error that says what was done', async () => {
		const answering = (status: number) => (): Reply => ({ status, body: { detail: 'No' } });
		const filters = { externalId: 'x3' };
		const refused = await refusalOf(many('user', { filters }, answering(403)));
		expect(refused.message).toMatch(/^Reading the users from Winningtemp failed\./);
		const failed = await refusalOf(many('user', { filters }, answering(500)));
		expect(failed.message).toMatch(/^Looking up users in Winningtemp failed\./);
		expect([refused.status, failed.status]).toEqual([403, 500]);
	});
});

describe('Get Many of groups', () => {
	test('gives all, or as many as the limit says', async () => {
		expect(await many('group', {})).toEqual(['g1', 'g2', 'g3']);
		expect(await many('group', { limit: 2 })).toEqual(['g1', 'g2']);
	});

	test('filters by name in any case, and by External ID in the same case', async () => {
		expect(await many('group', { filters: { name: 'sales' } })).toEqual(['g1', 'g2']);
		expect(await many('group', { limit: 1, filters: { name: 'sales' } })).toEqual(['g1']);
		expect(await many('group', { filters: { externalId: ' finance ' } })).toEqual(['g3']);
		expect(await many('group', { filters: { externalId: 'Finance' } })).toEqual([]);
		expect(await many('group', { filters: { name: 'Sales', externalId: 'sales2' } })).toEqual([
			'g2',
		]);
	});

	test('with a filter, what comes after the limit is looked at as well', async () => {
		expect(await many('group', { limit: 1, filters: { name: 'finance' } })).toEqual(['g3']);
	});
});

describe('one user or group', () => {
	async function find(
		kind: 'user' | 'group',
		locator: { mode: string; value: unknown },
		reply?: Parameters<typeof connect>[0],
	) {
		const { connection, requests } = connect(reply);
		const context = { getNodeParameter: () => locator } as unknown as IExecuteFunctions;
		return { resource: await locate(context, connection, kind, 0), requests };
	}

	test('is read by its ID, whatever signs it has', async () => {
		const { resource, requests } = await find('user', { mode: 'id', value: ' a/b ' }, () => ({
			body: USERS[0]!,
		}));
		expect([resource, requests[0]!.path]).toEqual([USERS[0], '/Users/a%2Fb']);
	});

	test('is found by its External ID', async () => {
		const { resource } = await find('group', { mode: 'externalId', value: 'finance' });
		expect(resource.id).toBe('g3');
	});

	test.each(['', ' ', null, undefined])('%j is no choice', async (value) => {
		const error = await refusalOf(find('user', { mode: 'list', value }));
		expect([error.message, error.advice]).toEqual([
			'No user is chosen.',
			'Choose a user, or give its ID.',
		]);
		expect(error.code).toBe('input');
	});

	test('that is not there is an error with the ID', async () => {
		const error = await refusalOf(find('group', { mode: 'id', value: '7' }));
		expect(error.message).toBe('Winningtemp has no group with the ID 7.');
		expect([error.code, error.status]).toEqual(['notFound', 404]);
		const byExternalId = await refusalOf(find('user', { mode: 'externalId', value: 'x9' }));
		expect([byExternalId.message, byExternalId.advice]).toEqual([
			'Winningtemp has no user with the External ID x9.',
			'Check the External ID.',
		]);
		expect(byExternalId.code).toBe('notFound');
	});

	test('that is there twice is an error with the number', async () => {
		const twice = () => listOf([USERS[0]!, { ...USERS[1]!, externalId: 'x1' }]);
		const error = await refusalOf(find('user', { mode: 'externalId', value: 'x1' }, twice));
		expect([error.message, error.advice]).toEqual([
			'Winningtemp has 2 users with the External ID x1.',
			'Choose the one that is meant by its ID.',
		]);
	});

	test.each<[string, Reply]>([
		['refuses it', { status: 403, body: {} }],
		['answers with text', { body: 'hello' }],
	])('where the tenant %s, the error says what was done', async (_what, reply) => {
		const error = await refusalOf(find('user', { mode: 'id', value: '7' }, () => reply));
		expect(error.message).toMatch(/^Reading the user 7 failed\./);
		expect(error.code).not.toBe('notFound');
	});
});

describe('item by item', () => {
	function contextOf(goesOn: boolean, onError?: string) {
		const { context } = nodeContext(new Winningtemp(), {}, { inputs: [[{}, {}, {}]] });
		const node = { ...context.getNode(), ...(onError === undefined ? {} : { onError }) };
		return { ...context, getNode: () => node, continueOnFail: () => goesOn } as IExecuteFunctions;
	}
	const failing = async (item: number) => {
		if (item === 1) throw new UserError('Not there', 'Look.', 'input');
		return { item };
	};

	test('an error stops at the item, and names it', async () => {
		await expect(forEachItem(contextOf(false), failing)).rejects.toMatchObject({
			message: 'Not there',
			context: { itemIndex: 1 },
		});
	});

	test('or takes the place of the item where the node is set to go on', async () => {
		expect(await forEachItem(contextOf(true), failing)).toEqual([
			{ json: { item: 0 }, pairedItem: { item: 0 } },
			{
				json: { error: 'Not there' },
				error: expect.any(NodeOperationError),
				pairedItem: { item: 1 },
			},
			{ json: { item: 2 }, pairedItem: { item: 2 } },
		]);
	});

	test('an item leaves by the error output only where the node has one', () => {
		const item = { json: { id: 1 } };
		expect(sendToErrorOutput(contextOf(true), item, 'x', 2)).toBe(item);
		const sent = sendToErrorOutput(contextOf(true, 'continueErrorOutput'), item, 'Held', 2);
		expect(sent).toMatchObject({
			json: { id: 1 },
			error: { message: 'Held', context: { itemIndex: 2 } },
		});
	});
});

test.each<[number, Record<string, unknown>, boolean]>([
	[2, { dryRun: true, 'options.dryRun': false }, true],
	[2, { dryRun: false, 'options.dryRun': true }, false],
	[2, {}, false],
	[2, { dryRun: 'false' }, true],
	[2, { dryRun: null }, true],
	[1, { dryRun: false, 'options.dryRun': true }, true],
	[1, { dryRun: true, 'options.dryRun': false }, false],
	[1, {}, false],
])('version %s with %j: a dry run is %s', (typeVersion, values, is) => {
	const context = {
		getNode: () => ({ typeVersion }),
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			name in values ? values[name] : fallback,
	} as unknown as IExecuteFunctions;
	expect(isDryRun(context)).toBe(is);
});
