import { Entries } from '../../../directory/apply/state';
import { parsePath } from '../../../scim/attributePaths';
import type { JsonObject } from '../../../scim/json';
import { knownAs, MembersBelow } from '../../../scim/membersBelow';
import { Ways } from '../../../scim/ways';
import type { Reply } from '../winningtemp/memoryTenant';
import { anna, GROUP, open, plainTenant, to } from './tenant';

/** Tenants whose groups show also the members of the groups below them. */

type Opened = Awaited<ReturnType<typeof open>>;
type Where = 'everywhere' | 'lists' | 'singles' | 'nowhere';

const OWN_GROUP = GROUP.replace('core', 'extension:winningtemp');
const ALL = { users: true, groups: true };

const group = (id: string, above: string | null, members: string[]): JsonObject => ({
	id,
	externalId: id.toUpperCase(),
	displayName: id,
	[OWN_GROUP]: above === null ? {} : { parentExternalId: above.toUpperCase() },
	members: members.map((value) => ({ value })),
});
const person = (id: string) => anna({ id, externalId: id.toUpperCase(), userName: `${id}@x.se` });
const PEOPLE = ['u1', 'u2', 'u3', 'u4', 'u5'];

const membersOf = (one: JsonObject | undefined) => (one?.members ?? []) as JsonObject[];
const idsOf = (one: JsonObject | undefined) => membersOf(one).map(({ value }) => value);

/** A tenant with these groups that shows members of groups below in the given answers. */
async function tenantWith(
	groups: JsonObject[],
	where: Where,
	given: Parameters<typeof open>[0] = {},
) {
	const below = (above: unknown): JsonObject[] =>
		[...opened.stores.Groups!.values()].flatMap((one) =>
			(one[OWN_GROUP] as JsonObject).parentExternalId === above
				? [...membersOf(one), ...below(one.externalId!)]
				: [],
		);
	const showIn = (one: JsonObject) => {
		const ids = new Set(idsOf(one));
		const more = below(one.externalId).filter(({ value }) => !ids.has(value));
		one.members = structuredClone([...membersOf(one), ...more]);
	};
	const opened: Opened = await open({
		users: PEOPLE.map(person),
		groups,
		...given,
		quirk: (request, serve, isTogether) => {
			const reply: Reply = given.quirk?.(request, serve, isTogether) ?? serve();
			const list = (reply.body as JsonObject | undefined)?.Resources as JsonObject[] | undefined;
			const isShown = where === 'everywhere' || where === (list ? 'lists' : 'singles');
			const all = list ? structuredClone(list) : reply.body ? [reply.body as JsonObject] : [];
			if (!isShown || !request.path.startsWith('/Groups')) return reply;
			for (const one of all) showIn(one);
			return list ? { ...reply, body: { ...(reply.body as JsonObject), Resources: all } } : reply;
		},
	});
	return opened;
}

/** The directory as the next run reads it, and the members of its groups by id. */
async function nextRun(opened: Opened) {
	const target = await opened.another();
	const directory = await target.read(ALL);
	const members = Object.fromEntries(
		directory.groups.map(({ targetId, memberTargetIds }) => [targetId, memberTargetIds]),
	);
	opened.requests.length = 0;
	return { target, members };
}

const isAboutMembers = (body: JsonObject | undefined) =>
	JSON.stringify(body ?? {}).includes('"members');

const newGroup = (name: string, above: string) => to({ name, parentExternalId: above });

describe('people whom a run put into a group below', () => {
	test.each<Where>(['everywhere', 'lists'])('are left out above: shown %s', async (where) => {
		const opened = await tenantWith([group('a', null, ['u1'])], where);
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
		expect(opened.asked()).toEqual(['POST /Groups']);
		const { members } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1'], new2: ['u2', 'u3'] });
	});

	test('are left out in all groups above', async () => {
		const groups = [group('a', null, ['u1']), group('b', 'a', ['u2']), group('c', 'b', ['u3'])];
		const opened = await tenantWith(groups, 'everywhere');
		await opened.target.setMembers('c', { add: ['u4'], remove: [] }, []);
		const { members } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1'], b: ['u2'], c: ['u3', 'u4'] });
	});

	test('are not looked for where each group shows its own', async () => {
		const opened = await tenantWith([group('a', null, ['u1'])], 'nowhere');
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
		expect(opened.asked()).toEqual(['POST /Groups']);
		opened.stores.Groups!.get('a')!.members = [{ value: 'u1' }, { value: 'u3' }];
		const { members } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1', 'u3'], new2: ['u2', 'u3'] });
	});

	test('and of whom one was put above by hand stay in both', async () => {
		const opened = await tenantWith([group('a', null, ['u1'])], 'nowhere');
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
		opened.stores.Groups!.get('a')!.members = [{ value: 'u1' }, { value: 'u2' }];
		const { members } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1', 'u2'], new2: ['u2', 'u3'] });
	});

	test('alone and above by hand stay in both: one is too few to learn from', async () => {
		const opened = await tenantWith([group('a', null, ['u1'])], 'nowhere');
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2']);
		opened.stores.Groups!.get('a')!.members = [{ value: 'u1' }, { value: 'u2' }];
		const { members } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1', 'u2'], new2: ['u2'] });
	});

	test('are shown in both where others are shown below only', async () => {
		const groups = [group('a', null, ['u1']), group('c', 'a', ['u4'])];
		const opened = await tenantWith(groups, 'nowhere');
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
		groups[0]!.members = ['u1', 'u2', 'u3'].map((value) => ({ value }));
		const { members } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1', 'u2', 'u3'], c: ['u4'], new3: ['u2', 'u3'] });
	});

	test('are not taken out of a group that names itself as the one above', async () => {
		const opened = await tenantWith([group('a', null, ['u1'])], 'everywhere');
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
		await nextRun(opened);
		const plain = await open({
			users: PEOPLE.map(person),
			groups: [group('s', 's', ['u4', 'u5'])],
			tenant: { ways: opened.tenant.ways },
		});
		const { members } = await nextRun(plain);
		expect(members).toEqual({ s: ['u4', 'u5'] });
	});

	test('and who have left since teach nothing; the next one does', async () => {
		const opened = await tenantWith([group('a', null, ['u1'])], 'everywhere');
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
		opened.stores.Groups!.get('new2')!.members = [{ value: 'u3' }, { value: 'u4' }];
		const { members, target } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1', 'u3', 'u4'], new2: ['u3', 'u4'] });
		await target.setMembers('new2', { add: ['u5'], remove: [] }, []);
		const later = await nextRun(opened);
		expect(later.members).toEqual({ a: ['u1'], new2: ['u3', 'u4', 'u5'] });
	});
});

describe('people who are in both groups already', () => {
	const both = () => [group('a', null, ['u1', 'u2', 'u3']), group('b', 'a', ['u2', 'u3'])];

	test('are shown in both: nothing says that nobody put them there', async () => {
		const { members } = await nextRun(await tenantWith(both(), 'nowhere'));
		expect(members).toEqual({ a: ['u1', 'u2', 'u3'], b: ['u2', 'u3'] });
	});

	test('and can be taken out above are taken out', async () => {
		const opened = await tenantWith(both(), 'nowhere');
		await opened.target.setMembers('a', { add: [], remove: ['u2', 'u3'] }, []);
		const { members } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1'], b: ['u2', 'u3'] });
	});

	test('and cannot be taken out above are left out from the next run on', async () => {
		const own = [group('a', null, ['u1']), group('b', 'a', ['u2', 'u3'])];
		const opened = await tenantWith(own, 'everywhere');
		const first = await nextRun(opened);
		expect(first.members).toEqual({ a: ['u1', 'u2', 'u3'], b: ['u2', 'u3'] });
		await first.target.setMembers('a', { add: [], remove: ['u2', 'u3'] }, []);
		const { members } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1'], b: ['u2', 'u3'] });
	});

	test.each([
		['that is looked at', []],
		['after one elsewhere that had an effect', ['u5']],
	])('since a removal from above had no effect, %s, stay in both', async (_when, remove) => {
		const groups = [group('a', null, ['u1', 'u2', 'u3']), group('z', null, ['u4', 'u5'])];
		const opened = await tenantWith(groups, 'nowhere', {
			quirk: ({ method, path, body }) =>
				method !== 'GET' && path === '/Groups/a' && isAboutMembers(body)
					? { status: 204 }
					: undefined,
		});
		await opened.target.setMembers('z', { add: [], remove }, []);
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
		await opened.target.setMembers('a', { add: [], remove: ['u2', 'u3'] }, []);
		await opened.target.update('group', 'a', [{ field: 'name', from: 'a', to: 'Avdelning' }]);
		const { members } = await nextRun(opened);
		expect(members).toMatchObject({ a: ['u1', 'u2', 'u3'], new3: ['u2', 'u3'] });
	});
});

describe('where a tenant is known to show members of groups below', () => {
	const known = async (given: Parameters<typeof open>[0] = {}) => {
		const opened = await tenantWith([group('a', null, ['u1', 'u5'])], 'everywhere', given);
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
		const { target } = await nextRun(opened);
		const stored = (id: string) => idsOf(opened.stores.Groups!.get(id));
		return { ...opened, target, stored };
	};

	test('somebody who moves down is taken out above, in one request', async () => {
		const { target, asked, stored } = await known();
		await target.setMembers('new2', { add: ['u5'], remove: [] }, []);
		const written = await target.setMembers('a', { add: [], remove: ['u5'] }, []);
		expect(asked()).toEqual(['PATCH /Groups/new2', 'PATCH /Groups/a']);
		expect([stored('a'), stored('new2')]).toEqual([['u1'], ['u2', 'u3', 'u5']]);
		expect(written).toMatchObject({ ok: true, current: { memberTargetIds: ['u1'] } });
	});

	test('nor is anything else tried where nobody else is below', async () => {
		const { target, asked } = await known();
		await target.setMembers('new2', { add: ['u5'], remove: ['u2', 'u3'] }, []);
		const written = await target.setMembers('a', { add: [], remove: ['u5'] }, []);
		expect(asked()).toEqual(['PATCH /Groups/new2', 'PATCH /Groups/a']);
		expect(written).toMatchObject({ current: { memberTargetIds: ['u1'] } });
	});

	test('a removal that cannot be seen does not prove that removals work', async () => {
		const { target, stored } = await known({
			quirk: ({ body }) => {
				const operations = (body?.Operations ?? []) as JsonObject[];
				const isExact = operations.some(({ path }) => String(path).startsWith('members['));
				return isExact ? { status: 204 } : undefined;
			},
		});
		await target.setMembers('new2', { add: ['u5'], remove: [] }, []);
		await target.setMembers('a', { add: [], remove: ['u5'] }, []);
		await target.setMembers('new2', { add: [], remove: ['u3'] }, []);
		expect(stored('new2')).toEqual(['u2', 'u5']);
	});

	test('somebody who moves up comes into the group above, in one request', async () => {
		const { target, asked, stored } = await known();
		const written = await target.setMembers('a', { add: ['u2'], remove: [] }, []);
		await target.setMembers('new2', { add: [], remove: ['u2'] }, []);
		expect(asked()).toEqual(['PATCH /Groups/a', 'PATCH /Groups/new2']);
		expect([stored('a'), stored('new2')]).toEqual([['u1', 'u5', 'u2'], ['u3']]);
		expect(written).toMatchObject({ current: { memberTargetIds: ['u1', 'u5', 'u2'] } });
	});

	test('a PUT of the group above has only its own members', async () => {
		const { target, asked, stored } = await known({ tenant: { patch: false } });
		const name = [{ field: 'name', from: 'a', to: 'Avdelning' }];
		await target.setMembers('a', { add: ['u4'], remove: [] }, []);
		await target.update('group', 'a', name);
		expect(asked()).toEqual(['GET /Groups/a', 'PUT /Groups/a', 'PUT /Groups/a']);
		expect(stored('a')).toEqual(['u1', 'u5', 'u4']);
	});

	test('who has a higher role above stays there', async () => {
		const opened = await tenantWith([group('a', null, ['u1'])], 'everywhere');
		opened.stores.Groups!.get('a')!.members = [{ value: 'u1' }, { value: 'u2', role: 'admin' }];
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
		const { members } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1', 'u2'], new2: ['u2', 'u3'] });
	});

	test('a group that does not show everybody below shows its own members', async () => {
		const opened = await tenantWith([group('a', null, ['u1'])], 'everywhere');
		await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
		await nextRun(opened);
		const plain = await tenantWith(
			[group('a', null, ['u2']), group('b', 'a', ['u2', 'u3'])],
			'nowhere',
			{
				tenant: { ways: opened.tenant.ways },
			},
		);
		const { members } = await nextRun(plain);
		expect(members).toEqual({ a: ['u2'], b: ['u2', 'u3'] });
	});
});

test('people who were put above by hand one night hide nobody once most groups show their own', async () => {
	const opened = await tenantWith([group('a', null, ['u1'])], 'nowhere', {
		quirk: (_request, serve) => structuredClone(serve()),
	});
	const groups = opened.stores.Groups!;
	await opened.target.create('group', 'B', newGroup('b', 'A'), ['u2', 'u3']);
	groups.set('a', group('a', null, ['u1', 'u2', 'u3']));
	expect((await nextRun(opened)).members.a).toEqual(['u1']);
	groups.set('a', group('a', null, ['u1', 'u5']));
	for (const id of ['u4', 'u5']) groups.set(`of ${id}`, group(`of ${id}`, 'a', [id]));
	expect((await nextRun(opened)).members).toEqual({
		...{ a: ['u1', 'u5'], new2: ['u2', 'u3'] },
		...{ 'of u4': ['u4'], 'of u5': ['u5'] },
	});
});

describe('once a week', () => {
	const HOUR = 3_600_000;
	const WEEK = 168 * HOUR;
	const NAME = 'list.membersBelow';
	const since = (hours: number) => new Date(hours * HOUR).toISOString();
	/** Found out at the beginning, and remembered so many hours later. */
	const shown = (hours: number) =>
		new Ways([{ tenant: '', name: NAME, way: 'shown', since: since(0) }], '', hours * HOUR);
	const laterThan = (ways: Ways, hours: number) => new Ways(ways.news, '', WEEK + hours * HOUR);
	/** Three people are in B. By hand, all of them may be in A, too. */
	const tenantAt = async (ways: Ways, where: Where, above = ['u1'], roles: JsonObject[] = []) => {
		const upper = group('a', null, above);
		upper.members = [...membersOf(upper), ...roles];
		return await tenantWith([upper, group('b', 'a', ['u2', 'u3', 'u4'])], where, {
			tenant: { ways },
			// What is read from an answer changes nothing in the tenant.
			quirk: (_request, serve) => structuredClone(serve()),
		});
	};
	const ALL_ABOVE = ['u1', 'u2', 'u3', 'u4'];

	test('and not before, somebody stays in both groups, so that the run takes them out above', async () => {
		const before = await nextRun(await tenantAt(shown(167), 'everywhere'));
		expect(before.members).toEqual({ a: ['u1'], b: ['u2', 'u3', 'u4'] });
		const ways = shown(168);
		const { members } = await nextRun(await tenantAt(ways, 'everywhere'));
		expect(members).toEqual({ a: ['u1', 'u2'], b: ['u2', 'u3', 'u4'] });
		expect(ways.of(NAME)).toBe('again u2');
	});

	test('another reading of the same run gives the same', async () => {
		const ways = shown(168);
		await nextRun(await tenantAt(ways, 'everywhere'));
		const { members } = await nextRun(await tenantAt(laterThan(ways, 0.5), 'everywhere'));
		expect(members).toEqual({ a: ['u1', 'u2'], b: ['u2', 'u3', 'u4'] });
	});

	test.each<Where>(['everywhere', 'lists'])(
		'it is one request in vain where members of groups below are shown: %s',
		async (where) => {
			const ways = shown(168);
			const opened = await tenantAt(ways, where);
			const { target } = await nextRun(opened);
			const result = await target.setMembers('a', { add: [], remove: ['u2'] }, []);
			expect(result.ok).toBe(true);
			expect(opened.asked()).toEqual(['PATCH /Groups/a']);
			expect(idsOf(opened.stores.Groups!.get('a'))).toEqual(['u1']);
			const next = laterThan(ways, 24);
			const { members } = await nextRun(await tenantAt(next, where));
			expect(members).toEqual({ a: ['u1'], b: ['u2', 'u3', 'u4'] });
			expect(next.of(NAME)).toBe('shown');
		},
	);

	test('a PUT of the group above still leaves out who is in a group below', async () => {
		const ways = shown(168);
		const opened = await tenantWith(
			[group('a', null, ['u1']), group('b', 'a', ['u2', 'u3', 'u4'])],
			'everywhere',
			{ tenant: { ways, patch: false } },
		);
		const { target } = await nextRun(opened);
		await target.setMembers('a', { add: ['u5'], remove: ['u2'] }, []);
		expect(idsOf(opened.stores.Groups!.get('a'))).toEqual(['u1', 'u5']);
	});

	test('people who were put above by hand come out, once one could be taken out', async () => {
		const ways = shown(168);
		const opened = await tenantAt(ways, 'nowhere', ALL_ABOVE);
		const { target, members } = await nextRun(opened);
		expect(members.a).toEqual(['u1', 'u2']);
		await target.setMembers('a', { add: [], remove: ['u2'] }, []);
		const left = idsOf(opened.stores.Groups!.get('a')) as string[];
		expect(left).toEqual(['u1', 'u3', 'u4']);
		const next = laterThan(ways, 24);
		const after = await nextRun(await tenantAt(next, 'nowhere', left));
		expect(after.members).toEqual({ a: ['u1', 'u3', 'u4'], b: ['u2', 'u3', 'u4'] });
		expect(next.of(NAME)).toBe('alone u2');
	});

	test('nobody with a higher role is taken out', async () => {
		const ways = shown(168);
		const admin = { value: 'u2', type: 'Administrator' };
		await tenantAt(ways, 'nowhere', ['u1', 'u3', 'u4'], [admin]);
		expect(ways.of(NAME)).toBe('again u3');
	});
});

test('a large group above is gone through once, however many groups below it get members', () => {
	let readings = 0;
	const members = ['u1', 'u2', 'u3'].map((value) => ({
		get value() {
			readings++;
			return value;
		},
	}));
	const groups = new Entries([knownAs({ ...group('a', null, []), members })]);
	const tenant = plainTenant();
	const map = { group: new Map([['parentExternalId', parsePath('parent')!]]) };
	const below = new MembersBelow({ tenant, map }, groups);
	const add = (id: string, user: string) =>
		below.note({ id, externalId: id, parent: 'A' }, { add: [user], remove: [] });
	for (const id of ['b', 'c', 'd', 'e']) add(id, 'u2');
	expect(readings).toBeLessThanOrEqual(2 * members.length);
	expect(tenant.ways.of('list.membersBelow')).toBeUndefined();
	add('f', 'u4');
	expect(tenant.ways.of('list.membersBelow')).toBe('alone u4');
});

describe('where only single groups show members of groups below', () => {
	const singles = async () =>
		await tenantWith([group('a', null, ['u1', 'u5']), group('b', 'a', ['u2', 'u3'])], 'singles');

	test('somebody who moves down is taken out above, in one request', async () => {
		const { target, asked, stores } = await singles();
		await target.setMembers('b', { add: ['u5'], remove: [] }, []);
		const written = await target.setMembers('a', { add: [], remove: ['u5'] }, []);
		expect(asked()).toEqual(['PATCH /Groups/b', 'PATCH /Groups/a']);
		expect(idsOf(stores.Groups!.get('a'))).toEqual(['u1']);
		expect(written).toMatchObject({ current: { memberTargetIds: ['u1'] } });
	});

	const afterAdding = async ({ target }: Pick<Opened, 'target'>) => {
		const written = await target.setMembers('a', { add: ['u4'], remove: [] }, []);
		return written.ok && 'memberTargetIds' in written.current && written.current.memberTargetIds;
	};

	test('those of groups further down are left out of answers, too', async () => {
		const groups = [group('a', null, ['u1']), group('b', 'a', ['u2']), group('c', 'b', ['u3'])];
		expect(await afterAdding(await tenantWith(groups, 'singles'))).toEqual(['u1', 'u4']);
	});

	test('those who remain in a group below are left out after one has left it', async () => {
		const opened = await tenantWith(
			[group('a', null, ['u1']), group('b', 'a', ['u2', 'u3', 'u5'])],
			'singles',
		);
		await opened.target.setMembers('b', { add: [], remove: ['u3'] }, []);
		expect(await afterAdding(opened)).toEqual(['u1', 'u4']);
	});

	test('those of a group that stays are left out after another one has moved away', async () => {
		const groups = [
			group('a', null, ['u1']),
			group('b', 'a', ['u2', 'u3']),
			group('c', 'a', ['u5']),
		];
		const opened = await tenantWith([...groups, group('d', null, [])], 'singles');
		const moved = [{ field: 'parentExternalId', from: 'A', to: 'D' }];
		await opened.target.update('group', 'c', moved);
		expect(await afterAdding(opened)).toEqual(['u1', 'u4']);
	});

	test.each<[string, string[]]>([
		['one of two', ['u2', 'u3']],
		['the only one', ['u2']],
	])('%s below whom somebody put above by hand stays there', async (_who, below) => {
		const opened = await tenantWith([group('a', null, ['u1']), group('b', 'a', below)], 'nowhere');
		opened.stores.Groups!.get('a')!.members = [{ value: 'u1' }, { value: 'u2' }];
		expect(await afterAdding(opened)).toEqual(['u1', 'u2', 'u4']);
	});

	test('somebody who is really in both can be taken out above', async () => {
		const opened = await singles();
		opened.stores.Groups!.get('a')!.members = [{ value: 'u1' }, { value: 'u2' }];
		const { target, members } = await nextRun(opened);
		expect(members).toEqual({ a: ['u1', 'u2'], b: ['u2', 'u3'] });
		await target.setMembers('a', { add: [], remove: ['u2'] }, []);
		expect(idsOf(opened.stores.Groups!.get('a'))).toEqual(['u1']);
	});
});
