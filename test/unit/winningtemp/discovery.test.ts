import { readDirectory } from '../../../scim/directory';
import { discover } from '../../../scim/discovery';
import type { JsonObject } from '../../../scim/json';
import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { clientOf, listOf, scripted, type Reply } from './memoryTenant';

const CREDENTIAL = { baseUrl: 'https://scim.example.com/api/scim', token: 'secret' };
const OWN = 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

async function discovered(
	replies: Record<string, Reply | ((number: number) => Reply)>,
	credential: object = {},
) {
	const { send, requests } = scripted(({ path }, number) => {
		const reply = replies[path] ?? { status: 404 };
		return typeof reply === 'function' ? reply(number) : reply;
	});
	const { client, waits } = clientOf(send);
	const { map } = readSettings({ ...CREDENTIAL, ...credential });
	return { tenant: await discover(client, map), client, map, requests, waits };
}

const SCHEMAS = listOf([
	{
		id: OWN.toUpperCase(),
		attributes: [{ name: 'Gender' }, { name: 'title' }, { name: 'score', mutability: 'readOnly' }],
	},
	{ id: ENTERPRISE, attributes: [{ name: 'manager', subAttributes: [{ name: 'value' }] }] },
]);

test('three requests, however many fields are asked for', async () => {
	const { tenant, requests } = await discovered({ '/Schemas': SCHEMAS });
	for (const field of ['gender', 'birthday', 'gender']) tenant.knows('user', field);
	expect(requests.map(({ path }) => path).sort()).toEqual([
		'/ResourceTypes',
		'/Schemas',
		'/ServiceProviderConfig',
	]);
});

test('what the schemas list is known, in any case; what cannot be written is not', async () => {
	const { tenant } = await discovered({ '/Schemas': SCHEMAS });
	expect(tenant.knows('user', 'gender')).toBe(true);
	expect(tenant.knows('user', 'managerExternalId')).toBe(true);
	expect(tenant.knows('user', 'birthday')).toBe(false);
	expect(tenant.knows('user', 'attributes.title')).toBe(true);
	expect(tenant.knows('user', 'attributes.score')).toBe(false);
	expect(tenant.attributeNames).toEqual({ user: ['title'], group: [] });
});

test('an extension that does not belong to users is not known of users', async () => {
	const types = listOf([
		{ endpoint: '/Users', schemaExtensions: [{ schema: ENTERPRISE }] },
		{ endpoint: '/Groups' },
	]);
	const { tenant } = await discovered({ '/Schemas': SCHEMAS, '/ResourceTypes': types });
	expect(tenant.knows('user', 'managerExternalId')).toBe(true);
	expect(tenant.knows('user', 'gender')).toBe(false);
});

test('case 39: without any discovery the documented core is known, and nothing else', async () => {
	const { tenant } = await discovered({});
	const known = ['username', 'email', 'firstName', 'lastName', 'active', 'externalId'];
	expect(known.filter((field) => !tenant.knows('user', field))).toEqual([]);
	const unknown = ['gender', 'birthday', 'managerExternalId', 'excludeFromSurveys'];
	expect(unknown.filter((field) => tenant.knows('user', field))).toEqual([]);
	expect(tenant.knows('group', 'name')).toBe(true);
	expect(tenant.knows('group', 'parentExternalId')).toBe(false);
	expect(tenant).toMatchObject({ patch: true, etag: false, bulk: null });
});

test('a consultant can say that all attributes are to be used', async () => {
	const { tenant } = await discovered({}, { customizeAttributes: true, attributeSupport: 'all' });
	expect(tenant.knows('user', 'gender')).toBe(true);
	expect(tenant.knows('group', 'parentExternalId')).toBe(true);
});

test('a field without path is never used', async () => {
	const credential = { customizeAttributes: true, attributeSupport: 'all', genderPath: '' };
	const { tenant } = await discovered({}, credential);
	expect(tenant.knows('user', 'gender')).toBe(false);
});

test('what the tenant can do is read as booleans or words', async () => {
	const config = {
		body: {
			patch: { supported: 'False' },
			etag: { supported: true },
			filter: { supported: true, maxResults: 150 },
			bulk: { supported: true, maxOperations: 10, maxPayloadSize: 1000 },
		},
	};
	const { tenant } = await discovered({ '/ServiceProviderConfig': config });
	expect(tenant).toMatchObject({
		patch: false,
		etag: true,
		filter: true,
		maxResults: 150,
		bulk: { maxOperations: 10, maxPayloadSize: 1000 },
	});
});

test('401 is an error with advice, not a tenant without features', async () => {
	await expect(discovered({ '/Schemas': { status: 401 } })).rejects.toMatchObject({
		advice: expect.stringMatching(/token/) as string,
	});
});

test('an answer that may be another one later is an error, not a tenant without features', async () => {
	await expect(discovered({ '/Schemas': { status: 503 } })).rejects.toThrow(/what it supports/);
});

test.each<[string, Reply]>([
	['403', { status: 403 }],
	['500', { status: 500 }],
	['a web page', { flaw: 'webPage' }],
	['invalid JSON', { flaw: 'damaged' }],
	['no answer in time', { status: 0, failure: 'ETIMEDOUT' }],
])(
	'C9: discovery is a help and never a condition: after %s the core is known',
	async (_what, reply) => {
		const { tenant } = await discovered({
			'/Schemas': reply,
			'/ServiceProviderConfig': reply,
			'/ResourceTypes': reply,
		});
		expect(tenant.knows('user', 'username')).toBe(true);
		expect(tenant.knows('user', 'gender')).toBe(false);
		expect(tenant).toMatchObject({ patch: true, bulk: null, filter: true });
	},
);

describe('where no schemas are listed, this once or ever', () => {
	const GROUP = 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:Group';
	const user = { id: 'u1', userName: 'anna', active: true };
	const group = (id: string, more: JsonObject = {}): JsonObject => ({
		id,
		externalId: `e-${id}`,
		displayName: id,
		...more,
	});
	const read = async (users: JsonObject[], groups: JsonObject[], schemas?: Reply) => {
		const { tenant, client, map } = await discovered({
			...(schemas && { '/Schemas': schemas }),
			'/Users': listOf(users),
			'/Groups': listOf(groups),
		});
		return { tenant, ...(await readDirectory({ tenant, client, map })) };
	};
	const below = group('g2', { [GROUP]: { parentExternalId: 'e-g1' } });

	test('what a resource shows is known of all, and may be written', async () => {
		const of = { [ENTERPRISE]: { manager: { value: 'u1' } } };
		const { tenant, users, groups } = await read(
			[user, { ...user, id: 'u2', userName: 'bo', ...of }],
			[group('g1'), below],
		);
		expect(groups.map(({ parentExternalId }) => parentExternalId)).toEqual([null, 'e-g1']);
		expect(users.map((one) => 'managerExternalId' in one)).toEqual([true, true]);
		expect(tenant.knows('group', 'parentExternalId')).toBe(true);
		expect(tenant.knows('group', 'managerExternalId')).toBe(false);
		expect(tenant.knows('user', 'birthday')).toBe(false);
	});

	test('and where schemas are listed, they decide', async () => {
		const { tenant, groups } = await read([user], [group('g1'), below], SCHEMAS);
		expect(groups.map((one) => 'parentExternalId' in one)).toEqual([false, false]);
		expect(tenant.knows('group', 'parentExternalId')).toBe(false);
	});
});

test('an endpoint that is broken every night takes three requests and one short wait', async () => {
	const { requests, waits } = await discovered({ '/Schemas': { status: 500 } });
	expect(requests.filter(({ path }) => path === '/Schemas')).toHaveLength(3);
	expect(waits).toEqual([250]);
});

test('one that is broken for a moment is asked again, and believed', async () => {
	let broken = 2;
	const { tenant } = await discovered({
		'/Schemas': () => (broken-- > 0 ? { status: 500 } : SCHEMAS),
	});
	expect(tenant.knows('user', 'gender')).toBe(true);
});
