import { applyChanges } from '../../../directory/apply';
import type { Change } from '../../../directory/model/change';
import type { JsonObject } from '../../../scim/json';
import { anna, open, to } from './tenant';

/** Groups whose whole list of members is sent: by PUT, or in one value of a PATCH. */

type Quirk = NonNullable<NonNullable<Parameters<typeof open>[0]>['quirk']>;

const SECOND = 1000;
const listOf = (...ids: string[]) => ids.map((value) => ({ value }));
const group = (id: string, ...members: string[]): JsonObject => ({
	id,
	externalId: id,
	displayName: id,
	members: listOf(...members),
});
/** The answers to single readings of a group, in order; the last one stays. */
const readings = (...answers: Array<ReturnType<Quirk>>): Quirk => {
	return ({ method, path }) => {
		if (method !== 'GET' || !path.startsWith('/Groups/')) return undefined;
		return answers.length > 1 ? answers.shift() : answers[0];
	};
};
/** A tenant without PATCH, of which the list showed a and b in the group g1. */
const opened = async (quirk?: Quirk, more: Partial<Parameters<typeof open>[0]> = {}) =>
	await open({
		groups: [group('g1', 'a', 'b')],
		tenant: { patch: false },
		...(quirk && { quirk }),
		...more,
	});
const ADD = { add: ['c'], remove: [] };
const NOT_READ = 'Its members are written as a whole list, and the list could not be read before. ';

test('a PUT starts from the group as it is by itself, and changes only who comes and goes', async () => {
	const quirk = readings({ body: { ...group('g1', 'x', 'b'), displayName: 'Digital' } });
	const { target, asked, stores } = await opened(quirk);
	const written = await target.setMembers('g1', { add: ['c'], remove: ['b'] }, []);
	expect(asked()).toEqual(['GET /Groups/g1', 'GET /Groups/g1', 'PUT /Groups/g1']);
	expect(stores.Groups!.get('g1')).toMatchObject({
		displayName: 'Digital',
		members: listOf('x', 'c'),
	});
	expect(written).toMatchObject({ ok: true, attempts: 3 });
});

test('one reading is enough where it shows what the list showed', async () => {
	const { target, asked, stores } = await opened();
	await target.update('group', 'g1', to({ name: 'Digital' }));
	expect(asked()).toEqual(['GET /Groups/g1', 'PUT /Groups/g1']);
	expect(stores.Groups!.get('g1')).toMatchObject({
		displayName: 'Digital',
		members: listOf('a', 'b'),
	});
});

test('a single reading that alone lacks members takes nobody away', async () => {
	const quirk = readings({ body: group('g1') }, { body: group('g1', 'b', 'a') });
	const { target, stores } = await opened(quirk);
	await target.setMembers('g1', ADD, []);
	expect(stores.Groups!.get('g1')!.members).toEqual(listOf('b', 'a', 'c'));
});

test('nothing is written where each reading shows other members', async () => {
	const bodies = ['x', 'y', 'z'].map((id) => ({ body: group('g1', id) }));
	const { target, asked } = await opened(readings(...bodies));
	expect(await target.setMembers('g1', ADD, [])).toMatchObject({
		ok: false,
		error:
			'Its members are written as a whole list, and Winningtemp shows another list each time it is read',
	});
	expect(asked()).toEqual(['GET /Groups/g1', 'GET /Groups/g1', 'GET /Groups/g1']);
});

test.each<[string, ReturnType<Quirk>, string]>([
	['status 503', { status: 503 }, 'Winningtemp had an error of its own (503)'],
	['a web page', { body: '<html></html>' }, 'The answer is not a SCIM answer'],
])('nothing is written where the group cannot be read now: %s', async (_what, reply, why) => {
	const { target, asked } = await opened(readings(reply));
	expect(await target.setMembers('g1', ADD, [])).toMatchObject({
		ok: false,
		error: NOT_READ + why,
	});
	expect(asked()).toEqual(['GET /Groups/g1']);
});

test.each([403, 404, 405, 501])(
	'what the list showed is taken where single groups are not shown at all: status %d',
	async (status) => {
		const { target, asked, stores } = await opened(readings({ status }));
		await target.setMembers('g1', ADD, []);
		expect(asked()).toEqual(['GET /Groups/g1', 'PUT /Groups/g1']);
		expect(stores.Groups!.get('g1')!.members).toEqual(listOf('a', 'b', 'c'));
	},
);

test('what the list showed is taken where single groups show no members', async () => {
	const { members, ...bare } = group('g1', 'a', 'b');
	const { target, stores } = await opened(readings({ body: bare }));
	await target.setMembers('g1', ADD, []);
	expect(stores.Groups!.get('g1')!.members).toEqual([...(members as JsonObject[]), { value: 'c' }]);
});

test('a group that by itself shows no members has none where another one shows some', async () => {
	const { members, ...bare } = group('g1', 'a', 'b');
	expect(members).toHaveLength(2);
	const { target, stores } = await opened(
		({ method, path }) => (method === 'GET' && path === '/Groups/g1' ? { body: bare } : undefined),
		{ groups: [group('g1', 'a', 'b'), group('g2', 'd')] },
	);
	await target.setMembers('g2', ADD, []);
	await target.setMembers('g1', ADD, []);
	expect(stores.Groups!.get('g1')!.members).toEqual(listOf('c'));
});

test('who is there already by now needs no PUT', async () => {
	const { target, asked } = await opened(readings({ body: group('g1', 'a', 'b', 'c') }));
	expect(await target.setMembers('g1', ADD, [])).toMatchObject({
		ok: true,
		current: { memberTargetIds: ['a', 'b', 'c'] },
	});
	expect(asked()).toEqual(['GET /Groups/g1', 'GET /Groups/g1']);
});

test('what was just written needs no reading for 30 seconds', async () => {
	const { target, asked, pass } = await opened();
	await target.setMembers('g1', ADD, []);
	pass(30 * SECOND);
	await target.setMembers('g1', { add: ['d'], remove: [] }, []);
	pass(31 * SECOND);
	await target.setMembers('g1', { add: ['e'], remove: [] }, []);
	expect(asked()).toEqual([
		...['GET /Groups/g1', 'PUT /Groups/g1'],
		'PUT /Groups/g1',
		...['GET /Groups/g1', 'PUT /Groups/g1'],
	]);
});

test('a group that has changed since the list was read is a conflict, although it is read again', async () => {
	const versioned = (version: string, ...members: string[]) => ({
		...group('g1', ...members),
		meta: { version },
	});
	const { target, requests } = await opened(readings({ body: versioned('W/"2"', 'a', 'b') }), {
		groups: [versioned('W/"1"', 'a', 'b')],
		tenant: { patch: false, etag: true },
	});
	await target.setMembers('g1', ADD, []);
	expect(requests.at(-1)).toMatchObject({ method: 'PUT', headers: { 'If-Match': 'W/"1"' } });
});

test('a PATCH of the whole list starts from the group as it is by itself, too', async () => {
	const { target, requests, tenant } = await open({
		groups: [group('g1', 'a', 'b')],
		quirk: readings({ body: group('g1', 'x', 'b') }),
	});
	tenant.ways.learn('group.members', 'whole');
	await target.setMembers('g1', ADD, []);
	const patch = requests.find(({ method }) => method === 'PATCH');
	expect(patch!.body!.Operations).toEqual([
		{ op: 'replace', path: 'members', value: listOf('x', 'b', 'c') },
	]);
});

test('a PATCH of single members, and one of other values, need no reading', async () => {
	const { target, asked, tenant } = await open({ groups: [group('g1', 'a', 'b')] });
	tenant.ways.learn('group.name', 'whole');
	await target.setMembers('g1', ADD, []);
	await target.update('group', 'g1', to({ name: 'Digital' }));
	expect(asked()).toEqual(['PATCH /Groups/g1', 'PATCH /Groups/g1']);
});

test('a PUT of a user needs no reading', async () => {
	const { target, asked } = await open({ users: [anna()], tenant: { patch: false } });
	await target.update('user', 'u1', to({ lastName: 'Berg' }));
	expect(asked()[0]).toBe('PUT /Users/u1');
});

test('people whose group cannot be read now are named, and the others are placed', async () => {
	const placement = (targetId: string, order: number, to: string): Change => ({
		order,
		kind: 'user',
		action: 'update',
		externalId: `E${order}`,
		targetId,
		name: `Person ${order}`,
		changes: [{ field: 'groupExternalId', from: null, to }],
		reason: '',
	});
	const { target, stores } = await opened(
		({ method, path }) => (method === 'GET' && path === '/Groups/g1' ? { status: 500 } : undefined),
		{
			users: [anna({ id: 'u1', externalId: 'E1' }), anna({ id: 'u2', externalId: 'E2' })],
			groups: [group('g1', 'a'), group('g2', 'b')],
		},
	);
	const { applied } = await applyChanges(
		target,
		[placement('u1', 1, 'g1'), placement('u2', 2, 'g2')],
		{ concurrency: 1 },
	);
	expect(applied.map(({ status }) => status)).toEqual(['failed', 'applied']);
	expect(applied[0]!.error).toContain('Could not be placed in the group "g1"');
	expect(stores.Groups!.get('g1')!.members).toEqual(listOf('a'));
	expect(stores.Groups!.get('g2')!.members).toEqual(listOf('b', 'u2'));
});
