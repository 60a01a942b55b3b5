import axios from 'axios';
import type { Change } from '../../directory/model/change';
import type { JsonValue } from '../../directory/model/person';
import { change, group, person, TestTenant } from './winningtempTenant';

let tenant: TestTenant;

afterEach(async () => await tenant.close());

const field = (name: string, from: JsonValue, to: JsonValue) => ({ field: name, from, to });

/** Three groups, one inside another, and people in them. */
async function furnish(options: Parameters<typeof TestTenant.start>[0] = {}) {
	tenant = await TestTenant.start(options);
	await tenant.upsert('group', [
		group('stockholm'),
		group('finance', { parentExternalId: 'stockholm' }),
		group('payable', { parentExternalId: 'finance' }),
	]);
	await tenant.upsert('user', [
		person('a', { groupExternalId: 'finance' }),
		person('b', { groupExternalId: 'finance' }),
		person('c', { groupExternalId: 'payable' }),
	]);
	const { users, groups } = await tenant.current();
	tenant.server.clearRequests();
	const ids = new Map([...users, ...groups].map((one) => [one.externalId, one.targetId]));
	return (externalId: string) => ({ externalId, targetId: ids.get(externalId)! });
}

test('groups, users, memberships, managers and removals are done in a safe order, whatever theirs is', async () => {
	const id = await furnish();
	const changes: Change[] = [
		change({ order: 1, kind: 'group', action: 'delete', ...id('finance'), needs: [2, 4] }),
		change({ order: 2, kind: 'group', action: 'delete', ...id('payable'), needs: [5] }),
		change({
			order: 3,
			kind: 'user',
			action: 'create',
			externalId: 'd',
			changes: [
				field('username', null, 'd@example.com'),
				field('firstName', null, 'Disa'),
				field('lastName', null, 'Dahl'),
				field('managerExternalId', null, 'e'),
				field('groupExternalId', null, 'new'),
			],
		}),
		change({
			order: 4,
			kind: 'user',
			action: 'update',
			...id('a'),
			changes: [field('lastName', 'A', 'Ny'), field('groupExternalId', 'finance', 'new')],
		}),
		change({
			order: 5,
			kind: 'user',
			action: 'update',
			...id('c'),
			changes: [field('groupExternalId', 'payable', 'new')],
		}),
		change({ order: 6, kind: 'user', action: 'deactivate', ...id('b') }),
		change({
			order: 7,
			kind: 'user',
			action: 'create',
			externalId: 'e',
			changes: [field('username', null, 'e@example.com'), field('lastName', null, 'Ek')],
		}),
		change({
			order: 8,
			kind: 'group',
			action: 'create',
			externalId: 'new',
			changes: [field('name', null, 'New'), field('parentExternalId', null, 'above')],
		}),
		change({
			order: 9,
			kind: 'group',
			action: 'create',
			externalId: 'above',
			changes: [field('name', null, 'Above')],
		}),
	];
	const { applied } = await tenant.apply(changes);
	expect(applied.map(({ order, status, error }) => [order, status, error])).toEqual(
		changes.map(({ order }) => [order, 'applied', undefined]),
	);
	expect(tenant.server.state().groups.map(({ externalId }) => externalId)).toEqual([
		'above',
		'new',
		'stockholm',
	]);
	expect(tenant.groupState('new')).toMatchObject({
		parentExternalId: 'above',
		members: ['a', 'c', 'd'],
	});
	expect(tenant.userState('d')).toMatchObject({ manager: 'e', active: true });
	expect(tenant.userState('a')).toMatchObject({ familyName: 'Ny' });
	expect(tenant.userState('b')).toMatchObject({ active: false });
	// 2 users created, a renamed, b deactivated; 2 groups created, 2 deleted; members of 3 groups.
	expect(tenant.server.countWrites()).toBe(11);
});

test('the same changes applied twice are made once', async () => {
	const id = await furnish();
	const changes = [
		change({
			order: 1,
			kind: 'user',
			action: 'update',
			...id('a'),
			changes: [field('lastName', 'A', 'Ny'), field('groupExternalId', 'finance', 'stockholm')],
		}),
		change({
			order: 2,
			kind: 'user',
			action: 'create',
			externalId: 'd',
			changes: [field('username', null, 'd@example.com'), field('lastName', null, 'Dahl')],
		}),
		change({ order: 3, kind: 'group', action: 'delete', ...id('payable') }),
	];
	await tenant.apply(changes);
	const writes = await tenant.writesOf(async () => {
		const { applied } = await tenant.apply(changes);
		expect(applied.map(({ status, attempts }) => [status, attempts])).toEqual(
			Array(3).fill(['applied', 0]),
		);
	});
	expect(writes).toBe(0);
});

test('no changes are no requests beyond finding out what the tenant supports', async () => {
	await furnish();
	const run = await tenant.run('directory', 'apply', [{ nonsense: true }]);
	expect(run.json()).toMatchObject([{ status: 'failed', nonsense: true }]);
	expect(tenant.server.countRequests()).toBe(3);
});

test('a target that was changed after the plan was made is skipped and named, the rest is done', async () => {
	const id = await furnish();
	await tenant.upsert('user', [person('a', { lastName: 'Other' })]);
	await tenant.upsert('user', [person('c', { groupExternalId: 'stockholm' })]);
	const { applied } = await tenant.apply([
		change({
			order: 1,
			kind: 'user',
			action: 'update',
			...id('a'),
			changes: [field('lastName', 'A', 'Ny')],
		}),
		change({
			order: 2,
			kind: 'user',
			action: 'update',
			...id('b'),
			changes: [field('lastName', 'B', 'Ny')],
		}),
		change({
			order: 3,
			kind: 'user',
			action: 'update',
			...id('c'),
			changes: [field('groupExternalId', 'payable', 'finance')],
		}),
		change({
			order: 4,
			kind: 'user',
			action: 'delete',
			externalId: 'x',
			targetId: id('b').targetId,
		}),
		change({
			order: 5,
			kind: 'user',
			action: 'update',
			externalId: 'y',
			targetId: 'gone',
			changes: [],
		}),
	]);
	expect(applied.map(({ status }) => status)).toEqual([
		'skipped',
		'applied',
		'skipped',
		'skipped',
		'skipped',
	]);
	expect(applied[0]!.error).toMatch(/lastName was changed in Winningtemp/);
	expect(applied[2]!.error).toMatch(/group was changed/);
	expect(applied[3]!.error).toMatch(/External ID/);
	expect(applied[4]!.error).toMatch(/no longer in Winningtemp/);
	expect(tenant.userState('a')).toMatchObject({ familyName: 'Other' });
	expect(tenant.userState('c')).toMatchObject({ groups: ['stockholm'] });
});

test.each([
	[
		'of the same value is noticed by the entity tag',
		'name.familyName',
		{ status: 'skipped', error: expect.stringMatching(/lastName was changed/) as string },
		'Berit',
	],
	['of another value does not matter', 'name.givenName', { status: 'applied' }, 'Ny'],
])('a change between the read and the write %s', async (_name, path, outcome, familyName) => {
	const id = await furnish();
	const url = `${tenant.server.url}/Users/${id('a').targetId}`;
	let meanwhile: Promise<unknown> | undefined;
	tenant.server.faults = (request) => {
		if (request.method !== 'PATCH' || meanwhile) return undefined;
		meanwhile = axios.patch(
			url,
			{
				schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
				Operations: [{ op: 'replace', path, value: 'Berit' }],
			},
			{ headers: { Authorization: `Bearer ${tenant.server.token}` } },
		);
		return { kind: 'wait', until: meanwhile };
	};
	const { applied } = await tenant.apply([
		change({
			order: 1,
			kind: 'user',
			action: 'update',
			...id('a'),
			changes: [field('lastName', 'A', 'Ny')],
		}),
	]);
	await meanwhile;
	expect(applied).toMatchObject([outcome]);
	expect(tenant.userState('a')).toMatchObject({ familyName });
	expect(tenant.server.countRequests((request) => request.status === 412)).toBe(1);
});

test('a group into which people have come meanwhile is not deleted', async () => {
	const id = await furnish();
	let meanwhile: Promise<unknown> | undefined;
	tenant.server.faults = (request) => {
		if (request.method !== 'DELETE' || meanwhile) return undefined;
		meanwhile = axios.patch(
			`${tenant.server.url}/Groups/${id('payable').targetId}`,
			{
				schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
				Operations: [{ op: 'add', path: 'members', value: [{ value: id('a').targetId }] }],
			},
			{ headers: { Authorization: `Bearer ${tenant.server.token}` } },
		);
		return { kind: 'wait', until: meanwhile };
	};
	const { applied } = await tenant.apply([
		change({ order: 1, kind: 'group', action: 'delete', ...id('payable') }),
	]);
	await meanwhile;
	expect(applied).toMatchObject([{ status: 'skipped' }]);
	expect(applied[0]!.error).toMatch(/people have come into it/i);
});

test('a change that is refused stops only itself and what needs it', async () => {
	const id = await furnish();
	tenant.server.faults = ({ method, path }) =>
		method === 'POST' && path.endsWith('/Groups')
			? { kind: 'status', status: 400, body: { detail: 'No more groups' } }
			: undefined;
	const { applied } = await tenant.apply([
		change({
			order: 1,
			kind: 'group',
			action: 'create',
			externalId: 'new',
			name: 'New',
			changes: [field('name', null, 'New')],
		}),
		change({
			order: 2,
			kind: 'group',
			action: 'create',
			externalId: 'below',
			name: 'Below',
			needs: [1],
			changes: [field('name', null, 'Below')],
		}),
		change({
			order: 3,
			kind: 'user',
			action: 'update',
			...id('a'),
			needs: [1],
			changes: [field('groupExternalId', 'finance', 'new')],
		}),
		change({
			order: 4,
			kind: 'user',
			action: 'update',
			...id('b'),
			changes: [field('lastName', 'B', 'Ny'), field('groupExternalId', 'finance', 'new')],
		}),
		change({ order: 5, kind: 'user', action: 'deactivate', ...id('c') }),
	]);
	expect(applied.map(({ status }) => status)).toEqual([
		'failed',
		'skipped',
		'skipped',
		'failed',
		'applied',
	]);
	expect(applied[1]!.error).toMatch(/needs the change of the group "New"/);
	expect(applied[3]!.error).toMatch(/Could not be placed in the group "new"/);
	// Nobody was taken out of a group without coming into another.
	expect(tenant.userState('a')).toMatchObject({ groups: ['finance'] });
	expect(tenant.userState('b')).toMatchObject({ groups: ['finance'], familyName: 'Ny' });
});

test('one member who is refused stops only that person', async () => {
	const id = await furnish();
	// Somebody deletes the user by hand, just before the members are written.
	let deleted = false;
	tenant.server.faults = ({ method, path }) => {
		if (method !== 'PATCH' || !path.includes('/Groups') || deleted) return undefined;
		deleted = true;
		const deletion = axios.delete(`${tenant.server.url}/Users/${id('b').targetId}`, {
			headers: { Authorization: `Bearer ${tenant.server.token}` },
		});
		return { kind: 'wait', until: deletion };
	};
	const changes = ['a', 'b', 'c'].map((name, i) =>
		change({
			order: i + 1,
			kind: 'user',
			action: 'update',
			...id(name),
			changes: [field('groupExternalId', name === 'c' ? 'payable' : 'finance', 'stockholm')],
		}),
	);
	const { applied } = await tenant.apply(changes);
	expect(applied.map(({ status }) => status)).toEqual(['applied', 'failed', 'applied']);
	expect(tenant.groupState('stockholm')?.members).toEqual(['a', 'c']);
});

test('two who change places between two groups come through, one request for each group', async () => {
	const id = await furnish();
	const { applied } = await tenant.apply([
		change({
			order: 1,
			kind: 'user',
			action: 'update',
			...id('a'),
			changes: [field('groupExternalId', 'finance', 'payable')],
		}),
		change({
			order: 2,
			kind: 'user',
			action: 'update',
			...id('c'),
			changes: [field('groupExternalId', 'payable', 'finance')],
		}),
	]);
	expect(applied.map(({ status }) => status)).toEqual(['applied', 'applied']);
	expect(tenant.groupState('finance')?.members).toEqual(['b', 'c']);
	expect(tenant.groupState('payable')?.members).toEqual(['a']);
	expect(tenant.server.countWrites()).toBe(2);
});

/** The group Payable gets a as its manager, and b comes into it from Finance. */
const newManagerAndMember = (id: Awaited<ReturnType<typeof furnish>>, manager = 'a') => [
	change({
		order: 1,
		kind: 'group',
		action: 'update',
		...id('payable'),
		changes: [field('managerExternalId', null, manager)],
	}),
	change({
		order: 2,
		kind: 'user',
		action: 'update',
		...id('b'),
		changes: [field('groupExternalId', 'finance', 'payable')],
	}),
];

test.each([
	['with entity tags', {}],
	['without entity tags', { etag: 'none' as const }],
	['without PATCH', { patch: false }],
	['in a bulk request', { bulk: { maxOperations: 100, maxPayloadSize: 1_048_576 } }],
])('a group whose manager and members change takes one write (%s)', async (_name, options) => {
	const id = await furnish(options);
	const { applied } = await tenant.apply(newManagerAndMember(id));
	expect(applied.map(({ status, attempts }) => [status, attempts > 0])).toEqual([
		['applied', true],
		['applied', true],
	]);
	expect(tenant.groupState('payable')).toMatchObject({
		managerExternalId: 'a',
		members: ['b', 'c'],
	});
	expect(tenant.groupState('finance')?.members).toEqual(['a']);
	expect(tenant.server.countWrites()).toBe(2);
});

test('two groups that exchange people and get new managers take one write each', async () => {
	const id = await furnish();
	const manager = (order: number, name: string, to: string) =>
		change({
			order,
			kind: 'group',
			action: 'update',
			...id(name),
			changes: [field('managerExternalId', null, to)],
		});
	const move = (order: number, name: string, from: string, to: string) =>
		change({
			order,
			kind: 'user',
			action: 'update',
			...id(name),
			changes: [field('groupExternalId', from, to)],
		});
	const { applied } = await tenant.apply([
		manager(1, 'finance', 'c'),
		manager(2, 'payable', 'a'),
		move(3, 'a', 'finance', 'payable'),
		move(4, 'c', 'payable', 'finance'),
	]);
	expect(applied.map(({ status }) => status)).toEqual(Array(4).fill('applied'));
	expect(tenant.groupState('finance')).toMatchObject({
		managerExternalId: 'c',
		members: ['b', 'c'],
	});
	expect(tenant.groupState('payable')).toMatchObject({ managerExternalId: 'a', members: ['a'] });
	expect(tenant.server.countWrites()).toBe(2);
});

test('a group change that went along and is refused keeps nobody out of the group', async () => {
	const id = await furnish();
	// The first is the two together, the second the members alone, all others the manager alone.
	const refused = [true, false];
	tenant.server.faults = ({ method, path }) =>
		method !== 'GET' && path.endsWith(`/${id('payable').targetId}`) && (refused.shift() ?? true)
			? { kind: 'status', status: 400, body: { detail: 'Not this manager' } }
			: undefined;
	const { applied } = await tenant.apply(newManagerAndMember(id));
	expect(applied[0]).toMatchObject({ status: 'failed' });
	expect(applied[0]?.error).toContain('Not this manager');
	expect(applied[1]).toMatchObject({ status: 'applied' });
	expect(refused).toEqual([]);
	expect(tenant.groupState('payable')).toMatchObject({
		managerExternalId: null,
		members: ['b', 'c'],
	});
});

test('a group that somebody else has changed gets its members, and the conflict is named', async () => {
	const id = await furnish();
	await tenant.upsert('group', [
		group('payable', { parentExternalId: 'finance', managerExternalId: 'c' }),
	]);
	const { applied } = await tenant.apply(newManagerAndMember(id));
	expect(applied[0]).toMatchObject({
		status: 'skipped',
		error: 'Its managerExternalId was changed in Winningtemp after the plan was made.',
	});
	expect(applied[1]).toMatchObject({ status: 'applied' });
	expect(tenant.groupState('payable')).toMatchObject({
		managerExternalId: 'c',
		members: ['b', 'c'],
	});
});

test('case 14: a swap by way of a temporary name never has two with one name', async () => {
	const id = await furnish();
	const { applied } = await tenant.apply([
		change({
			order: 1,
			kind: 'user',
			action: 'update',
			...id('a'),
			changes: [field('username', 'a@example.com', 'tmp-a')],
		}),
		change({
			order: 2,
			kind: 'user',
			action: 'update',
			...id('b'),
			needs: [1],
			changes: [field('username', 'b@example.com', 'a@example.com')],
		}),
		change({
			order: 3,
			kind: 'user',
			action: 'update',
			...id('a'),
			needs: [1, 2],
			changes: [field('username', 'tmp-a', 'b@example.com')],
		}),
	]);
	expect(applied.map(({ status, error }) => [status, error])).toEqual(
		Array(3).fill(['applied', undefined]),
	);
	expect(tenant.userState('a')?.userName).toBe('b@example.com');
	expect(tenant.userState('b')?.userName).toBe('a@example.com');
	expect(tenant.server.countRequests(({ status }) => status === 409)).toBe(0);
});

test('a dry run of it all says what would be done, and writes nothing', async () => {
	const id = await furnish();
	const changes = [
		change({
			order: 1,
			kind: 'user',
			action: 'update',
			...id('a'),
			changes: [field('username', 'a@example.com', 'tmp-a')],
		}),
		change({
			order: 2,
			kind: 'user',
			action: 'update',
			...id('b'),
			needs: [1],
			changes: [field('username', 'b@example.com', 'a@example.com')],
		}),
		change({
			order: 3,
			kind: 'user',
			action: 'update',
			...id('a'),
			needs: [1, 2],
			changes: [field('username', 'tmp-a', 'b@example.com')],
		}),
		change({
			order: 4,
			kind: 'group',
			action: 'create',
			externalId: 'new',
			changes: [field('name', null, 'New')],
		}),
		change({
			order: 5,
			kind: 'user',
			action: 'create',
			externalId: 'd',
			needs: [4],
			changes: [field('username', null, 'd@example.com'), field('groupExternalId', null, 'new')],
		}),
		change({
			order: 6,
			kind: 'user',
			action: 'update',
			...id('c'),
			changes: [field('lastName', 'somebody else', 'Ny')],
		}),
		change({ order: 7, kind: 'group', action: 'delete', ...id('payable') }),
	];
	const before = tenant.server.state();
	const { applied } = await tenant.apply(changes, { dryRun: true });
	expect(applied.map(({ status }) => status)).toEqual([
		...Array<string>(5).fill('dryRun'),
		'skipped',
		'dryRun',
	]);
	expect(applied[4]!.targetId).toBeNull();
	expect(tenant.server.countWrites()).toBe(0);
	expect(tenant.server.state()).toEqual(before);
});

test('the groups that a change names are left, groups made by hand too', async () => {
	const id = await furnish();
	const club = tenant.server.addGroup({
		displayName: 'Fikaklubben',
		members: [id('a').targetId, id('b').targetId],
	});
	await tenant.apply([
		change({
			order: 1,
			kind: 'user',
			action: 'update',
			...id('a'),
			changes: [field('groupExternalId', 'finance', 'stockholm')],
			leaves: [id('finance').targetId, club],
		}),
	]);
	expect(tenant.userState('a')).toMatchObject({ groups: ['stockholm'] });
	expect(tenant.userState('b')).toMatchObject({ groups: ['Fikaklubben', 'finance'] });
});

test('case 27: somebody whom another run has created meanwhile is brought up to date, not doubled', async () => {
	await furnish();
	const create = change({
		order: 1,
		kind: 'user',
		action: 'create',
		externalId: 'd',
		changes: [
			field('username', null, 'd@example.com'),
			field('lastName', null, 'Dahl'),
			field('groupExternalId', null, 'finance'),
		],
	});
	let raced = false;
	tenant.server.faults = ({ method }) => {
		if (method === 'POST' && !raced) {
			raced = true;
			tenant.server.addUser({ userName: 'd@example.com', externalId: 'd', active: false });
		}
		return undefined;
	};
	const { applied } = await tenant.apply([create]);
	expect(applied).toMatchObject([{ status: 'applied' }]);
	expect(tenant.userState('d')).toMatchObject({ familyName: 'Dahl', active: true });
	expect(tenant.groupState('finance')?.members).toContain('d');
});

test('a manager who could not be created is left out with a warning; the rest of the person is done', async () => {
	await furnish();
	let posts = 0;
	tenant.server.faults = ({ method }) =>
		method === 'POST' && ++posts === 1 ? { kind: 'status', status: 400 } : undefined;
	const { applied } = await tenant.apply([
		change({
			order: 1,
			kind: 'user',
			action: 'create',
			externalId: 'e',
			changes: [field('username', null, 'e@example.com')],
		}),
		change({
			order: 2,
			kind: 'user',
			action: 'create',
			externalId: 'd',
			changes: [field('username', null, 'd@example.com'), field('managerExternalId', null, 'e')],
		}),
	]);
	expect(applied.map(({ status }) => status)).toEqual(['failed', 'applied']);
	expect(applied[1]!.warnings!.join()).toMatch(/manager with the External ID e/);
	expect(tenant.userState('d')).toMatchObject({ manager: null });
});

test('case 39: fields that the tenant does not know are left out of a create, said once', async () => {
	tenant = await TestTenant.start({ profile: 'core' });
	const creates = ['d', 'e'].map((externalId, i) =>
		change({
			order: i + 1,
			kind: 'user',
			action: 'create',
			externalId,
			changes: [
				field('username', null, `${externalId}@example.com`),
				field('birthday', null, '1980-01-01'),
				field('attributes.title', null, 'Chef'),
			],
		}),
	);
	const { applied, hints } = await tenant.apply(creates);
	expect(applied.map(({ status }) => status)).toEqual(['applied', 'applied']);
	expect(hints).toHaveLength(1);
	expect(hints[0]).toMatch(/title, birthday|birthday, title/);
});

test('case 25: a refused token ends it clearly, and leaves the rest for the next run', async () => {
	const id = await furnish();
	const changes = ['a', 'b', 'c'].map((name, i) =>
		change({
			order: i + 1,
			kind: 'user',
			action: 'update',
			...id(name),
			changes: [field('lastName', name.toUpperCase(), 'Ny')],
		}),
	);
	tenant.server.faults = ({ method, path }) => {
		if (method === 'PATCH' && path.endsWith(id('b').targetId)) tenant.server.token = 'another';
		return undefined;
	};
	const run = await tenant.run('directory', 'apply', changes, { options: { concurrency: 1 } });
	expect(run.error?.message).toMatch(/refused the token.*Of 3 changes, 1 were made/);
	expect(tenant.server.countWrites()).toBe(2);

	tenant.server.token = 'sandbox-winningtemp-token';
	const kept = await tenant.run(
		'directory',
		'apply',
		changes,
		{ options: { concurrency: 1 } },
		{
			onError: 'continueRegularOutput',
		},
	);
	expect(kept.json().map(({ status }) => status)).toEqual(['applied', 'failed', 'skipped']);

	tenant.server.faults = undefined;
	tenant.server.token = 'sandbox-winningtemp-token';
	const { applied } = await tenant.apply(changes);
	expect(applied.map(({ status, attempts }) => [status, attempts])).toEqual([
		['applied', 0],
		['applied', 1],
		['applied', 1],
	]);
});

test('a tenant that goes away is given up after a few changes, not tried for each', async () => {
	const id = await furnish();
	const changes = Array.from({ length: 40 }, (_unused, i) =>
		change({
			order: i + 1,
			kind: 'user',
			action: 'create',
			externalId: `n${i}`,
			changes: [field('username', null, `n${i}@example.com`)],
		}),
	);
	expect(id('a').targetId).toBeTruthy();
	tenant.server.faults = ({ method }) =>
		method === 'POST' ? { kind: 'status', status: 503 } : undefined;
	const run = await tenant.run('directory', 'apply', changes, { options: { maxAttempts: 1 } });
	expect(run.error?.message).toMatch(/error of its own \(503\).*Of 40 changes, 0 were made/);
	expect(tenant.server.countMethods().POST).toBeLessThan(12);
});

test('cancelling the execution stops it within the requests that are under way', async () => {
	await furnish();
	const stop = new AbortController();
	let posts = 0;
	tenant.server.faults = ({ method }) => {
		if (method === 'POST' && ++posts === 3) stop.abort();
		return undefined;
	};
	const changes = Array.from({ length: 40 }, (_unused, i) =>
		change({
			order: i + 1,
			kind: 'user',
			action: 'create',
			externalId: `n${i}`,
			changes: [field('username', null, `n${i}@example.com`)],
		}),
	);
	const parameters = { options: { concurrency: 2 } };
	await tenant.run('directory', 'apply', changes, parameters, { signal: stop.signal });
	expect(posts).toBeLessThanOrEqual(4);
});

test('case A7: what a guard holds is refused, item by item, and the changes beside it are made', async () => {
	const id = await furnish();
	const guard = { name: 'removals', limit: 1, actual: 2, of: 3 };
	const deactivation = (externalId: string, order: number) =>
		change({
			order,
			kind: 'user',
			action: 'deactivate',
			...id(externalId),
			changes: [field('active', true, false)],
		});
	const renamed = [field('lastName', 'C', 'Ny')];
	const { applied } = await tenant.apply([
		{ ...deactivation('a', 1), guard },
		change({ order: 1, kind: 'user', action: 'update', ...id('c'), changes: renamed }),
		{ ...deactivation('b', 2), released: guard },
		// What Create or Update says of a held item.
		{ externalId: 'a', action: 'held', held: renamed, guard },
	]);
	expect(applied.map(({ status, attempts }) => [status, attempts])).toEqual([
		['skipped', 0],
		['applied', 1],
		['applied', 1],
		['skipped', 0],
	]);
	expect(applied[0]).toMatchObject({ order: 1, externalId: 'a', guard });
	expect(applied[0]!.error).toBe(
		'Held by the guard “Removals”, so nothing was written. To let it through, enter the plan number of the report in Release of the node that planned it: it then comes out of Changes.',
	);
	expect(tenant.userState('a')).toMatchObject({ active: true });
	expect(tenant.userState('b')).toMatchObject({ active: false });
	expect(tenant.userState('c')).toMatchObject({ familyName: 'Ny' });
	expect(tenant.server.countWrites()).toBe(2);
});
