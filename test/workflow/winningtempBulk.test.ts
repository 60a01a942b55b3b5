import type { Change } from '../../directory/model/change';
import type { JsonValue } from '../../directory/model/person';
import type { WinningtempOptions } from '../sandbox/winningtemp/server';
import { change, group, person, TestTenant } from './winningtempTenant';

const BULK = { maxOperations: 100, maxPayloadSize: 1_048_576 };

let tenant: TestTenant;

afterEach(async () => await tenant.close());

const field = (name: string, from: JsonValue, to: JsonValue) => ({ field: name, from, to });
const isBulk = ({ path }: { path: string }) => path.endsWith('/Bulk');

/** Writes by method and endpoint, in the order of their coming. */
function writes(): string[] {
	return tenant.server.requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${/\/(Users|Groups|Bulk)/.exec(path)![1]}`);
}

const staff = (count: number) =>
	Array.from({ length: count }, (_unused, i) =>
		person(`p${i}`, { groupExternalId: `g${i % 5}`, lastName: `Öberg ${i}` }),
	);

const teams = Array.from({ length: 5 }, (_unused, i) => group(`g${i}`));

async function furnish(options: WinningtempOptions = {}) {
	tenant = await TestTenant.start({ bulk: BULK, ...options });
	await tenant.upsert('group', teams);
	await tenant.upsert('user', staff(20));
	const { users, groups } = await tenant.current();
	tenant.server.clearRequests();
	const ids = new Map([...users, ...groups].map((one) => [one.externalId, one.targetId]));
	return (externalId: string) => ({ externalId, targetId: ids.get(externalId)! });
}

const newcomer = (order: number, externalId: string, username = `${externalId}@example.com`) =>
	change({
		order,
		kind: 'user',
		action: 'create',
		externalId,
		changes: [field('username', null, username), field('groupExternalId', null, 'g1')],
	});

test('250 people and their groups take a handful of requests, and the same end state', async () => {
	const load = async (options: WinningtempOptions, useBulk: boolean) => {
		tenant = await TestTenant.start(options);
		await tenant.upsert('group', teams, { useBulk });
		const { results } = await tenant.upsert('user', staff(250), { useBulk });
		expect(results.filter(({ action }) => action !== 'created')).toEqual([]);
		return { made: writes(), state: tenant.server.state() };
	};
	const apart = await load({}, true);
	expect(apart.made).toHaveLength(5 + 250 + 5);
	await tenant.close();
	const off = await load({ bulk: BULK }, false);
	expect(off.made).toHaveLength(5 + 250 + 5);
	await tenant.close();
	const together = await load({ bulk: BULK }, true);
	// Groups; people by the hundred; members of all groups.
	expect(together.made).toEqual(Array(1 + 3 + 1).fill('POST Bulk'));
	expect(together.state).toEqual(apart.state);
	expect(off.state).toEqual(apart.state);
	const again = await tenant.writesOf(async () => await tenant.upsert('user', staff(250)));
	expect(again).toBe(0);
});

test.each([
	['two requests', true, ['POST Bulk', 'PATCH Groups'], 14],
	[
		'41 without bulk requests',
		false,
		[
			...Array<string>(15).fill('POST Users'),
			...Array<string>(20).fill('PATCH Users'),
			...Array<string>(6).fill('PATCH Groups'),
		],
		10,
	],
])(
	'40 changes of several kinds take %s, each with a status of its own',
	async (_name, useBulk, made, reads) => {
		const id = await furnish();
		const changes: Change[] = [
			...Array.from({ length: 15 }, (_unused, i) => newcomer(i + 1, `n${i}`)),
			...Array.from({ length: 15 }, (_unused, i) =>
				change({
					order: 16 + i,
					kind: 'user',
					action: 'update',
					...id(`p${i}`),
					changes: [field('lastName', `Öberg ${i}`, `Åberg ${i}`)],
				}),
			),
			...Array.from({ length: 5 }, (_unused, i) =>
				change({ order: 31 + i, kind: 'user', action: 'deactivate', ...id(`p${15 + i}`) }),
			),
			...Array.from({ length: 5 }, (_unused, i) =>
				change({
					order: 36 + i,
					kind: 'group',
					action: 'update',
					...id(`g${i}`),
					changes: [field('name', `g${i}`, `Grupp ${i}`)],
				}),
			),
		];
		const { applied } = await tenant.apply(changes, { useBulk });
		expect(applied.map(({ status, error }) => [status, error])).toEqual(
			Array(40).fill(['applied', undefined]),
		);
		// The members of a group are written after its people are there, but its new name before.
		expect(writes().sort()).toEqual(made.sort());
		// Three to find out what there is, a page of users and one of groups, and whether more come after;
		// and one of the groups, which are equally large, by itself: the list may be cut there. The page of
		// groups and that group are read twice, since no earlier run saw their members. Of each
		// kind of write that a bulk answer shows nothing of, the first is read back.
		expect(tenant.server.countReads()).toBe(reads);
		expect(tenant.groupState('g1')).toMatchObject({ displayName: 'Grupp 1' });
		expect(tenant.groupState('g1')!.members).toHaveLength(4 + 15);
		expect(tenant.userState('p3')).toMatchObject({ familyName: 'Åberg 3' });
		expect(tenant.userState('p19')).toMatchObject({ active: false });
		expect(tenant.server.countRequests(({ status }) => status >= 400)).toBe(0);
	},
);

test('case 37: one record that is refused is named, and only what needs it waits', async () => {
	await furnish();
	tenant.server.addUser({ userName: 'taken@example.com' });
	const { applied } = await tenant.apply([
		newcomer(1, 'n1'),
		newcomer(2, 'n2', 'taken@example.com'),
		{ ...newcomer(3, 'n3'), needs: [2] },
		newcomer(4, 'n4'),
	]);
	expect(applied.map(({ status }) => status)).toEqual(['applied', 'failed', 'skipped', 'applied']);
	expect(applied[1]!.error).toMatch(/must be unique is taken: User userName is already in use/);
	expect(tenant.groupState('g1')!.members).toEqual(expect.arrayContaining(['n1', 'n4']));
});

test('case 27: somebody whom another run has created meanwhile is brought up to date, not doubled', async () => {
	await furnish();
	tenant.server.faults = (request) => {
		if (isBulk(request)) {
			tenant.server.faults = undefined;
			tenant.server.addUser({ userName: 'n1@example.com', externalId: 'n1', active: false });
		}
		return undefined;
	};
	const { applied } = await tenant.apply([newcomer(1, 'n1'), newcomer(2, 'n2')]);
	expect(applied.map(({ status }) => status)).toEqual(['applied', 'applied']);
	expect(tenant.userState('n1')).toMatchObject({ active: true, groups: ['g1'] });
});

test.each([
	['few of many people', 60, 3],
	['many of few people', 0, 30],
])(
	'case 24: a bulk request whose answer is lost doubles nobody (%s)',
	async (_name, there, count) => {
		await furnish({ maxResults: 10 });
		for (let i = 0; i < there; i++) tenant.server.addUser({ userName: `hand${i}@example.com` });
		let lost = 0;
		tenant.server.faults = (request) =>
			isBulk(request) && ++lost <= 2 ? { kind: 'reset', when: 'after' } : undefined;
		const changes = Array.from({ length: count }, (_unused, i) => newcomer(i + 1, `n${i}`));
		const { applied } = await tenant.apply(changes);
		expect(applied.filter(({ status }) => status !== 'applied')).toEqual([]);
		const made = tenant.server
			.state()
			.users.filter(({ externalId }) => externalId?.startsWith('n'));
		expect(made).toHaveLength(count);
		expect(tenant.server.countRequests(({ status }) => status === 409)).toBe(0);
		// A look-up for each, or all pages once.
		const pages = Math.ceil((20 + there + count) / 10);
		const looks = tenant.server.countRequests(
			({ method, path }) => method === 'GET' && path.endsWith('/Users'),
		);
		expect(looks - Math.ceil((20 + there) / 10)).toBeLessThanOrEqual(Math.min(count, pages));
	},
);

test('an answer cut off in the middle is one that was lost', async () => {
	await furnish();
	let first = true;
	tenant.server.faults = (request) => {
		if (!isBulk(request) || !first) return undefined;
		first = false;
		return { kind: 'truncate', clean: true };
	};
	const { applied } = await tenant.apply([newcomer(1, 'n1'), newcomer(2, 'n2')]);
	expect(applied.map(({ status }) => status)).toEqual(['applied', 'applied']);
	expect(tenant.groupState('g1')!.members).toHaveLength(4 + 2);
});

test('limits are obeyed: operations, and bytes of names with Å, Ä and Ö', async () => {
	await furnish({ bulk: { maxOperations: 7, maxPayloadSize: 1500 } });
	const sizes: number[] = [];
	tenant.server.faults = (request) => {
		if (isBulk(request)) sizes.push(Number(request.headers['content-length']));
		return undefined;
	};
	const changes = Array.from({ length: 30 }, (_unused, i) => {
		const one = newcomer(i + 1, `n${i}`);
		return { ...one, changes: [...one.changes, field('lastName', null, 'ÅÄÖ'.repeat(i + 1))] };
	});
	const { applied } = await tenant.apply(changes);
	expect(applied.filter(({ status }) => status !== 'applied')).toEqual([]);
	expect(sizes.length).toBeGreaterThan(4);
	expect(Math.max(...sizes)).toBeLessThanOrEqual(1500);
	expect(tenant.server.countRequests(({ status }) => status === 413)).toBe(0);
});

test('a tenant that finds a request too large after all gets smaller ones', async () => {
	await furnish();
	tenant.server.faults = (request) =>
		isBulk(request) && Number(request.headers['content-length']) > 2500
			? { kind: 'status', status: 413 }
			: undefined;
	const changes = Array.from({ length: 40 }, (_unused, i) => newcomer(i + 1, `n${i}`));
	const { applied, hints } = await tenant.apply(changes);
	expect(applied.filter(({ status }) => status !== 'applied')).toEqual([]);
	expect(hints).toEqual([]);
});

test.each([404, 501])(
	'a tenant that offers bulk requests and answers %d is asked once, and that is reported once',
	async (status) => {
		await furnish();
		tenant.server.faults = (request) => (isBulk(request) ? { kind: 'status', status } : undefined);
		const changes = Array.from({ length: 12 }, (_unused, i) => newcomer(i + 1, `n${i}`));
		const { applied, hints } = await tenant.apply(changes);
		expect(applied.filter((one) => one.status !== 'applied')).toEqual([]);
		expect(tenant.server.countRequests(isBulk)).toBe(1);
		expect(hints).toEqual([expect.stringMatching(new RegExp(`refuses them \\(status ${status}`))]);
	},
);

test('who was deleted or changed meanwhile is told apart, by the versions in the request', async () => {
	const id = await furnish();
	let meanwhile = false;
	const { url, token } = tenant.server;
	const { default: axios } = await import('axios');
	const client = axios.create({ baseURL: url, headers: { Authorization: `Bearer ${token}` } });
	tenant.server.faults = (request) => {
		if (!isBulk(request) || meanwhile) return undefined;
		meanwhile = true;
		const byHand = Promise.all([
			client.delete(`/Users/${id('p1').targetId}`),
			client.delete(`/Users/${id('p4').targetId}`),
			client.patch(`/Users/${id('p2').targetId}`, {
				schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
				Operations: [{ op: 'replace', path: 'name.familyName', value: 'Annan' }],
			}),
		]);
		return { kind: 'wait', until: byHand };
	};
	const rename = (order: number, name: string) =>
		change({
			order,
			kind: 'user',
			action: 'update',
			...id(name),
			changes: [field('lastName', `Öberg ${name.slice(1)}`, 'Ny')],
		});
	const { applied } = await tenant.apply([
		change({ order: 1, kind: 'user', action: 'delete', ...id('p1') }),
		rename(2, 'p2'),
		rename(3, 'p3'),
		rename(4, 'p4'),
	]);
	expect(applied.map(({ status }) => status)).toEqual(['applied', 'skipped', 'applied', 'skipped']);
	expect(applied[1]!.error).toMatch(/lastName was changed/);
	expect(applied[3]!.error).toMatch(/It is not in Winningtemp: Resource/);
	expect(tenant.userState('p2')).toMatchObject({ familyName: 'Annan' });
});

test('case 25: a token that is refused in the middle ends it clearly, and the next run completes it', async () => {
	await furnish({ bulk: { ...BULK, maxOperations: 5 } });
	let bulks = 0;
	tenant.server.faults = (request) => {
		if (isBulk(request) && ++bulks === 2) tenant.server.token = 'another';
		return undefined;
	};
	const changes = Array.from({ length: 20 }, (_unused, i) => newcomer(i + 1, `n${i}`));
	const run = await tenant.run('directory', 'apply', changes, { options: { concurrency: 1 } });
	expect(run.error?.message).toMatch(/refused the token.*Of 20 changes, 5 were made/);
	expect(bulks).toBe(2);
	tenant.server.faults = undefined;
	tenant.server.token = 'sandbox-winningtemp-token';
	const { applied } = await tenant.apply(changes);
	expect(applied.filter(({ status }) => status !== 'applied')).toEqual([]);
	expect(tenant.groupState('g1')!.members).toHaveLength(4 + 20);
});

test('a tenant that goes away is given up, not tried for each request', async () => {
	await furnish({ bulk: { ...BULK, maxOperations: 5 } });
	tenant.server.faults = (request) =>
		isBulk(request) ? { kind: 'status', status: 503 } : undefined;
	const changes = Array.from({ length: 100 }, (_unused, i) => newcomer(i + 1, `n${i}`));
	const run = await tenant.run('directory', 'apply', changes, { options: { maxAttempts: 1 } });
	expect(run.error?.message).toMatch(/error of its own \(503\).*Of 100 changes, 0 were made/);
	expect(tenant.server.countRequests(isBulk)).toBeLessThanOrEqual(4);
});

test('a dry run writes nothing, in a tenant with bulk requests too', async () => {
	await furnish();
	const { applied } = await tenant.apply([newcomer(1, 'n1'), newcomer(2, 'n2')], { dryRun: true });
	expect(applied.map(({ status }) => status)).toEqual(['dryRun', 'dryRun']);
	expect(writes()).toEqual([]);
});
