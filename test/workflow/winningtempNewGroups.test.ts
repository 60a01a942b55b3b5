import axios from 'axios';
import type { Change } from '../../directory/model/change';
import type { WinningtempOptions } from '../sandbox/winningtemp/server';
import { change, group, person, TestTenant } from './winningtempTenant';

let tenant: TestTenant;

afterEach(async () => await tenant.close());

const field = (name: string, from: string | null, to: string | null) => ({ field: name, from, to });

const PEOPLE = ['a', 'b', 'c'];

/** Three people, a group for them and one above it, and the link to a manager who is new, too. */
const CHANGES: Change[] = [
	change({
		order: 1,
		kind: 'group',
		action: 'create',
		externalId: 'above',
		changes: [field('name', null, 'Above')],
	}),
	change({
		order: 2,
		kind: 'group',
		action: 'create',
		externalId: 'team',
		needs: [1],
		changes: [field('name', null, 'Team'), field('parentExternalId', null, 'above')],
	}),
	...PEOPLE.map((externalId, i) =>
		change({
			order: 3 + i,
			kind: 'user',
			action: 'create',
			externalId,
			changes: [
				field('username', null, `${externalId}@exempel.se`),
				field('lastName', null, externalId.toUpperCase()),
				field('groupExternalId', null, 'team'),
			],
		}),
	),
	change({
		order: 6,
		kind: 'group',
		action: 'update',
		externalId: 'team',
		needs: [2, 3],
		changes: [field('managerExternalId', null, 'a')],
	}),
];

const TEAM = { parentExternalId: 'above', managerExternalId: 'a', members: PEOPLE };

async function start(options: WinningtempOptions = {}) {
	tenant = await TestTenant.start(options);
}

const writes = () =>
	tenant.server.requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.split('/')[3]}`);

async function applyAll(changes: readonly Change[] = CHANGES) {
	const { applied } = await tenant.apply([...changes]);
	return applied.map(({ status }) => status);
}

test('a new group comes with its people and its manager: one request for each record', async () => {
	await start();
	expect(await applyAll()).toEqual(CHANGES.map(() => 'applied'));
	expect(tenant.groupState('team')).toMatchObject(TEAM);
	expect(writes().sort()).toEqual([
		...Array(2).fill('POST Groups'),
		...Array(3).fill('POST Users'),
	]);
});

test('people are all created before anybody is placed, so that a first load cut short is seen as one', async () => {
	await start();
	await applyAll();
	expect(writes().lastIndexOf('POST Users')).toBeLessThan(writes().indexOf('POST Groups'));
});

test('a tenant that forgets the members of a new group gets them once more', async () => {
	await start({ emptyNewGroups: true });
	expect(await applyAll()).toEqual(CHANGES.map(() => 'applied'));
	expect(tenant.groupState('team')).toMatchObject(TEAM);
	expect(writes().filter((write) => write === 'PATCH Groups')).toHaveLength(1);
});

test('people who only change their group come with a new group; who changes otherwise comes on their own', async () => {
	await start();
	await tenant.upsert('group', [group('old')]);
	await tenant.upsert(
		'user',
		PEOPLE.map((externalId) => person(externalId, { groupExternalId: 'old' })),
	);
	const { users } = await tenant.current();
	tenant.server.clearRequests();
	const moves = PEOPLE.map((externalId, i) =>
		change({
			order: 3 + i,
			kind: 'user',
			action: 'update',
			externalId,
			targetId: users.find((user) => user.externalId === externalId)!.targetId,
			needs: [2],
			changes: [
				field('groupExternalId', 'old', 'team'),
				...(externalId === 'c' ? [field('lastName', 'C', 'Ny')] : []),
			],
		}),
	);
	expect(await applyAll([...CHANGES.slice(0, 2), ...moves])).toEqual(Array(5).fill('applied'));
	expect(tenant.groupState('team')?.members).toEqual(PEOPLE);
	expect(tenant.groupState('old')?.members).toEqual([]);
	// Two groups, one user, the third member, and those who left.
	expect(writes().sort()).toEqual([
		'PATCH Groups',
		'PATCH Groups',
		'PATCH Users',
		'POST Groups',
		'POST Groups',
	]);
});

test('one member who is refused keeps nobody else out, nor the group from being created', async () => {
	await start();
	// Somebody deletes the user by hand, just before the group is created.
	let groups = 0;
	tenant.server.faults = ({ method, path }) => {
		if (method !== 'POST' || !path.endsWith('/Groups') || ++groups !== 2) return undefined;
		const { id } = tenant.server.records('user').find(({ externalId }) => externalId === 'b')!;
		const deletion = axios.delete(`${tenant.server.url}/Users/${id}`, {
			headers: { Authorization: `Bearer ${tenant.server.token}` },
		});
		return { kind: 'wait', until: deletion };
	};
	expect(await applyAll()).toEqual([
		'applied',
		'applied',
		'applied',
		'failed',
		'applied',
		'applied',
	]);
	expect(tenant.groupState('team')).toMatchObject({ ...TEAM, members: ['a', 'c'] });
});

test('someone who could not be created is missing from the new group, which comes all the same', async () => {
	await start();
	const [above, team, a, b, ...rest] = CHANGES as [Change, Change, Change, Change, ...Change[]];
	const nameless = { ...b, changes: b.changes.filter(({ field }) => field !== 'username') };
	expect(await applyAll([above, team, a, nameless, ...rest])).toEqual([
		'applied',
		'applied',
		'applied',
		'failed',
		'applied',
		'applied',
	]);
	expect(tenant.groupState('team')).toMatchObject({ ...TEAM, members: ['a', 'c'] });
});

test('a group that another run has created meanwhile is not doubled, and gets its people', async () => {
	await start();
	let groups = 0;
	tenant.server.faults = ({ method, path }) => {
		if (method === 'POST' && path.endsWith('/Groups') && ++groups === 2) {
			tenant.server.addGroup({ displayName: 'Team', externalId: 'team' });
		}
		return undefined;
	};
	expect(await applyAll()).toEqual(CHANGES.map(() => 'applied'));
	expect(tenant.server.state().groups.map(({ externalId }) => externalId)).toEqual([
		'above',
		'team',
	]);
	expect(tenant.groupState('team')).toMatchObject(TEAM);
});
