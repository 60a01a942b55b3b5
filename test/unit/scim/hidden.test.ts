import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { readDirectory } from '../../../scim/directory';
import type { JsonObject } from '../../../scim/json';
import { lookUp } from '../../../scim/lookup';
import { Ways, type Way } from '../../../scim/ways';
import { clientOf, listOf, scripted, type Reply } from '../winningtemp/memoryTenant';
import { anna, open, plainTenant, to } from './tenant';

/** Lists that leave out values which a user or group shows by itself. */

const HERE = 'https://scim.example.com';
const NOW = Date.parse('2026-03-01T12:00:00Z');
const DAY = 86_400_000;
const { map } = readSettings({
	baseUrl: HERE,
	token: 'secret',
	customizeAttributes: true,
	titlePath: 'title',
});

const user = (id: string, more: JsonObject = {}): JsonObject => ({
	id,
	userName: `${id}@x.se`,
	...more,
});
const way = (name: string, text: string, since = NOW) => ({
	tenant: HERE,
	name,
	way: text,
	since: new Date(since).toISOString(),
});

/** Reads users who are in the list as they are given first, and by themselves as given second. */
async function read(
	listed: JsonObject[],
	alone: JsonObject[] | Reply,
	remembered: unknown[] = [],
	now = NOW,
) {
	const { send, requests } = scripted(({ path }) => {
		if (path === '/Users') return listOf(listed);
		if (path === '/Groups') return listOf([]);
		if (!Array.isArray(alone)) return alone;
		const one = alone.find(({ id }) => path === `/Users/${String(id)}`);
		return one ? { body: one } : { status: 404 };
	});
	const { client } = clientOf(send, { maxAttempts: 1 });
	const ways = new Ways(remembered, HERE, now);
	const tenant = { ...plainTenant(), ways };
	const directory = await readDirectory({ client, tenant, map });
	const single = requests.map(({ path }) => path).filter((path) => path.startsWith('/Users/'));
	// What the run remembers of values, and not how many users there are.
	const kept = (ways.news ?? (remembered as Way[])).filter(({ name }) => name !== 'list.users');
	return { directory, single, ways, kept, source: { client, tenant, map } };
}

const E = (id: string, more: JsonObject = {}) => user(id, { externalId: `E-${id}`, ...more });
const SEEN_TITLE = way('list.user.title', 'seen of b');
const plain = [E('a'), E('b'), E('c')];
const titled = [E('a', { title: 'Chef' }), E('b', { title: 'Kock' }), E('c')];

describe('a value that an answer has shown', () => {
	test('costs no request where the list shows it of anybody', async () => {
		const { single, directory } = await read(titled, titled, [SEEN_TITLE]);
		expect([single, directory.hidden]).toEqual([[], []]);
	});

	test('and that the list shows of nobody: one is looked at, then each is read', async () => {
		const { single, directory, kept } = await read(plain, titled, [SEEN_TITLE]);
		expect(single).toEqual(['/Users/b', '/Users/a', '/Users/b', '/Users/c']);
		expect(directory.hidden).toEqual(['user.title']);
		expect(directory.users.map(({ title }) => title)).toEqual(['Chef', 'Kock', null]);
		expect(kept).toEqual([way('list.user.title', 'hidden')]);
	});

	test('is looked for with no one who is gone, and forgotten', async () => {
		const { single, directory, kept } = await read(plain, titled, [
			way('list.user.title', 'seen of z'),
		]);
		expect([single, directory.hidden, kept]).toEqual([['/Users/z'], [], []]);
	});

	test('and that nobody has any longer is forgotten after one request', async () => {
		const { single, kept } = await read(plain, plain, [SEEN_TITLE]);
		expect([single, kept]).toEqual([['/Users/b'], []]);
	});

	test('is looked for again where the one cannot be read now, and the run goes on', async () => {
		const { single, directory, kept } = await read(plain, { status: 503 }, [SEEN_TITLE]);
		expect([single, directory.users.length, kept]).toEqual([['/Users/b'], 3, [SEEN_TITLE]]);
	});
});

describe('a value that is known to be hidden', () => {
	const hidden = way('list.user.title', 'hidden');

	test('is read of each, also after months', async () => {
		const { single, directory } = await read(plain, titled, [hidden], NOW + 200 * DAY);
		expect(single).toEqual(['/Users/a', '/Users/b', '/Users/c']);
		expect(directory.hidden).toEqual(['user.title']);
	});

	test('is read of nobody by himself once the list shows it', async () => {
		const { single } = await read(titled, titled, [hidden]);
		expect(single).toEqual([]);
	});

	test('is forgotten once nobody has one', async () => {
		const { directory, kept } = await read(plain, plain, [hidden]);
		expect([directory.hidden, kept]).toEqual([[], []]);
	});

	test('is unknown where one cannot be read: the reading ends', async () => {
		await expect(read(plain, { status: 503 }, [hidden])).rejects.toThrow(/Reading a user/);
	});

	test('stays as the list has it of somebody who has gone in the meantime', async () => {
		const { directory } = await read(plain, titled.slice(0, 2), [hidden]);
		expect(directory.users.map(({ externalId }) => externalId)).toEqual(['E-a', 'E-b', 'E-c']);
	});
});

describe('a list without any External ID', () => {
	const five = ['a', 'b', 'c', 'd', 'e'];

	test('is looked into with nothing remembered: three users, then all', async () => {
		const alone = [user('a'), user('b'), E('c'), E('d'), E('e')];
		const { single, directory } = await read(
			five.map((id) => user(id)),
			alone,
		);
		expect(single.slice(0, 2)).toEqual(['/Users/a', '/Users/c']);
		expect(single.slice(2)).toEqual(five.map((id) => `/Users/${id}`));
		expect(directory.users.map(({ externalId }) => externalId)).toEqual([
			null,
			null,
			'E-c',
			'E-d',
			'E-e',
		]);
		expect(directory.hidden).toEqual(['user.externalId']);
	});

	test('of users made by hand takes three requests, and all count as made by hand', async () => {
		const all = five.map((id) => user(id));
		const { single, directory } = await read(all, all);
		expect([single, directory.hidden]).toEqual([['/Users/a', '/Users/c', '/Users/e'], []]);
	});

	test('of which one has an External ID is believed', async () => {
		const { single } = await read([user('a'), E('b')], []);
		expect(single).toEqual([]);
	});
});

describe('a list of groups without any External ID', () => {
	const group = (id: string, more: JsonObject = {}): JsonObject => ({
		id,
		displayName: `Group ${id}`,
		members: [{ value: 'a' }],
		...more,
	});
	const ids = ['a', 'b', 'c', 'd', 'e'];
	const listed = ids.map((id) => group(id));

	/** Reads groups that are in the list without External IDs, and by themselves as given. */
	async function readGroups(alone: JsonObject[], refusal = 404) {
		const { send, requests } = scripted(({ path }) => {
			if (path === '/Users') return listOf(plain);
			if (path === '/Groups') return listOf(listed);
			const one = alone.find(({ id }) => path === `/Groups/${String(id)}`);
			return one ? { body: one } : { status: refusal };
		});
		const tenant = { ...plainTenant(), ways: new Ways([], HERE, NOW) };
		const { client } = clientOf(send, { maxAttempts: 1 });
		const directory = await readDirectory({ client, tenant, map }, { users: false, groups: true });
		const single = requests.map(({ path }) => path).filter((path) => path !== '/Groups');
		return { directory, single: single.map((path) => path.replace('/Groups/', '')) };
	}

	test('is looked into with nothing remembered, and each group is read', async () => {
		const { directory, single } = await readGroups(
			ids.map((id) => group(id, { externalId: `G-${id}` })),
		);
		expect(directory.groups.map(({ externalId }) => externalId)).toEqual([
			'G-a',
			'G-b',
			'G-c',
			'G-d',
			'G-e',
		]);
		expect(directory.hidden).toEqual(['group.externalId']);
		expect(single.slice(0, 6)).toEqual(['a', 'a', 'b', 'c', 'd', 'e']);
	});

	test('has one by hand that the token may not read: it stays as the list has it', async () => {
		const own = ids.slice(1).map((id) => group(id, { externalId: `G-${id}` }));
		const { directory } = await readGroups(own, 403);
		expect(directory.groups.map(({ externalId }) => externalId)).toEqual([
			null,
			'G-b',
			'G-c',
			'G-d',
			'G-e',
		]);
	});

	test('of groups made by hand takes three requests, and all count as made by hand', async () => {
		const { directory, single } = await readGroups(listed);
		expect(directory.groups.map(({ externalId }) => externalId)).toEqual(ids.map(() => null));
		expect(directory.hidden).toEqual([]);
		expect(single.slice(0, 3)).toEqual(['a', 'c', 'e']);
	});
});

test('a user is found by External ID, though an answer to a filter does not show it', async () => {
	const { source, ways } = await read([user('a')], [E('a')]);
	expect(ways.of('list.user.externalId')).toBe('hidden');
	const result = await lookUp(source, 'user', 'externalId', 'E-a');
	expect('found' in result && result.found.map(({ id }) => id)).toEqual(['a']);
});

describe('what the answer to a write shows', () => {
	const title = { title: 'Chef' };

	test('is remembered where the list showed it of nobody', async () => {
		const { target, tenant } = await open({ map, users: [anna()] });
		await target.update('user', 'u1', to(title));
		expect(tenant.ways.of('list.user.title')).toBe('seen of u1');
		// It is nothing that a person has to know of how writes are taken.
		expect(tenant.ways.foundNow).toEqual([]);
	});

	test('is not where the list showed it of somebody', async () => {
		const { target, tenant } = await open({ map, users: [anna(), anna({ id: 'u2', ...title })] });
		await target.update('user', 'u1', to({ title: 'Kock' }));
		expect([tenant.ways.of('list.user.title'), tenant.ways.news]).toEqual([undefined, null]);
	});

	test('is not where it follows from what was sent alone: the first one is read back', async () => {
		const opened = await open({
			map,
			users: [anna()],
			quirk: ({ method }, serve) => (method === 'PATCH' ? (serve(), { status: 204 }) : undefined),
		});
		await opened.target.update('user', 'u1', to(title));
		expect(opened.tenant.ways.of('list.user.title')).toBe('seen of u1');
		expect(opened.asked()).toEqual(['PATCH /Users/u1', 'GET /Users/u1']);
	});
});
