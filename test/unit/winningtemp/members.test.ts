import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { readDirectory } from '../../../scim/directory';
import { discover } from '../../../scim/discovery';
import { Ways } from '../../../scim/ways';
import type { JsonObject } from '../../../scim/json';
import type { ScimRequest } from '../../../scim/protocol';
import { clientOf, listOf, scripted, type Reply } from './memoryTenant';

/** Groups with so many members each; `null`: the group says nothing of them. */
const groups = (counts: Array<number | null>): JsonObject[] =>
	counts.map((count, i) => ({
		id: `g${i}`,
		externalId: `e${i}`,
		displayName: `Group ${i}`,
		...(count === null
			? {}
			: { members: Array.from({ length: count }, (_unused, n) => ({ value: `u${i}-${n}` })) }),
	}));

/** Reads a tenant that shows some members in lists, and others where one group is asked for. */
async function read(
	inList: Array<number | null>,
	bySelf: Array<number | null> | Reply | ((group: number, times: number) => Reply),
	placed?: Map<string, string[]>,
	listed = groups(inList),
) {
	const times = new Map<string, number>();
	const { send, requests } = scripted(({ path }) => {
		if (path === '/Users') return listOf([{ id: 'u1', userName: 'u1' }]);
		if (path === '/Groups') return listOf(listed);
		const [, number] = /^\/Groups\/g(\d+)$/.exec(path) ?? [];
		if (number === undefined) return { status: 404 };
		times.set(number, (times.get(number) ?? 0) + 1);
		if (typeof bySelf === 'function') return bySelf(Number(number), times.get(number)!);
		return Array.isArray(bySelf) ? { body: groups(bySelf)[Number(number)] } : bySelf;
	});
	const { client } = clientOf(send);
	const { map, tenant: settings } = readSettings({
		baseUrl: 'https://scim.example.com',
		token: 'secret',
	});
	const tenant = await discover(client, map, settings, new Ways(undefined, '', 0));
	requests.length = 0;
	const directory = await readDirectory({ client, map, tenant, ...(placed ? { placed } : {}) });
	return {
		counts: directory.groups.map(({ memberTargetIds }) => memberTargetIds?.length),
		hidesMembers: directory.hidesMembers,
		single: firstReading(requests),
	};
}

/** The single groups that were asked for before the groups were read once more. */
function firstReading(requests: readonly ScimRequest[]): string[] {
	const isStart = ({ path, query }: ScimRequest) => path === '/Groups' && query?.startIndex === 1;
	const again = requests.findIndex((one, i) => isStart(one) && requests.findIndex(isStart) < i);
	const own = again < 0 ? requests : requests.slice(0, again);
	return own.map(({ path }) => path).filter((path) => path.startsWith('/Groups/'));
}

test('a list that shows members is believed, and no group is read by itself', async () => {
	const { counts, single } = await read([3, 2, null], [9, 9, 9]);
	expect(counts).toEqual([3, 2, 0]);
	expect(single).toEqual([]);
});

test('case C2: where the list shows none, each group is read once', async () => {
	const { counts, single } = await read([null, null, null], [3, 2, null]);
	expect(counts).toEqual([3, 2, 0]);
	expect([...single].sort()).toEqual(['/Groups/g0', '/Groups/g1', '/Groups/g2']);
});

test('case C2: empty lists of members are members that are shown', async () => {
	const { counts, single } = await read([0, 0], [9, 9]);
	expect(counts).toEqual([0, 0]);
	expect(single).toEqual([]);
});

test.each<[string, number[], number[], number[], number]>([
	['one group of 100', [100, 7], [130, 7], [130, 7], 1],
	['several of the same size', [4, 4, 1], [6, 9, 1], [6, 9, 1], 2],
	['that are really so large', [4, 4, 1], [4, 4, 1], [4, 4, 1], 1],
])('case C2: a list may be cut at %s', async (_name, inList, bySelf, all, requests) => {
	const { counts, single } = await read(inList, bySelf);
	expect(counts).toEqual(all);
	expect(single).toHaveLength(requests);
});

test('case C2: where members are shown nowhere, those that earlier runs wrote count', async () => {
	const placed = new Map([['e1', ['u1', 'u2']]]);
	const { counts, hidesMembers, single } = await read([null, null], [null, null], placed);
	expect(counts).toEqual([0, 2]);
	expect(hidesMembers).toBe(true);
	expect(single).toEqual(['/Groups/g1']);
});

test('case C2: what earlier runs wrote does not count where a group shows its members', async () => {
	const placed = new Map([['e1', ['u1', 'u2']]]);
	const { counts, hidesMembers } = await read([null, null], [null, 5], placed);
	expect(counts).toEqual([0, 5]);
	expect(hidesMembers).toBe(false);
});

test('groups that cannot be read by themselves stay as the list has them', async () => {
	const { counts } = await read([null, null], { status: 405 });
	expect(counts).toEqual([0, 0]);
});

test('a group that cannot be read for another reason ends the reading: its members are unknown', async () => {
	await expect(read([null, null], { status: 503 })).rejects.toThrow(/reading a group/i);
});

describe('a group that is refused where others are shown', () => {
	const shown = (group: number): Reply => ({ body: groups([3, 2])[group] });

	test.each<[string, Reply]>([
		['is refused', { status: 400 }],
		['seems to be gone', { status: 404 }],
		['comes without a body', { status: 200 }],
	])('is asked for once more where it %s', async (_how, reply) => {
		const { counts, single } = await read([null, null], (group, times) =>
			group === 1 && times === 1 ? reply : shown(group),
		);
		expect(counts).toEqual([3, 2]);
		expect(single).toEqual(['/Groups/g0', '/Groups/g1', '/Groups/g1']);
	});

	test.each<[string, Reply]>([
		['The token has no right to do this in Winningtemp', { status: 403 }],
		['The answer is not a SCIM answer', { status: 200 }],
	])('ends the reading where it is refused again: %s', async (message, reply) => {
		const reading = read([null, null], (group) => (group === 1 ? reply : shown(group)));
		await expect(reading).rejects.toThrow(`Reading a group from Winningtemp failed. ${message}.`);
	});

	test('ends no reading where somebody made it by hand and the token has no right to it', async () => {
		const { externalId, ...byHand } = groups([null])[0]!;
		expect(externalId).toBe('e0');
		const { counts, single } = await read(
			[null, null],
			(group) => (group === 0 ? { status: 403 } : shown(group)),
			undefined,
			[byHand, ...groups([null, null]).slice(1)],
		);
		expect(counts).toEqual([0, 2]);
		expect(single).toEqual(['/Groups/g0', '/Groups/g1', '/Groups/g0']);
	});

	test('stays as the list has it where it is gone', async () => {
		const { counts } = await read([null, null], (group) =>
			group === 1 ? { status: 404 } : shown(group),
		);
		expect(counts).toEqual([3, 0]);
	});
});
