import { group, person, TestTenant } from './winningtempTenant';

let tenant: TestTenant;

afterEach(async () => await tenant.close());

const GROUPS = [group('stockholm'), group('finance', { parentExternalId: 'stockholm' })];

const PEOPLE = [
	person('bo', {
		gender: 'male',
		managerExternalId: 'åsa',
		groupExternalId: 'finance',
		attributes: { title: 'Kamrer' },
	}),
	person('cia', {
		birthday: null,
		managerExternalId: 'åsa',
		excludeFromSurveys: true,
		groupExternalId: 'finance',
	}),
	person('åsa', { username: 'asa@example.com', groupExternalId: 'stockholm' }),
];

/** Guards that let everybody change groups. */
const MANY_MOVES = { guards: { moves: { limit: { count: 1000 } } } };

test('people come in with every value, their managers, and their groups', async () => {
	tenant = await TestTenant.start();
	await tenant.upsert('group', GROUPS);
	const { results, hints } = await tenant.upsert('user', PEOPLE);
	expect(results.map(({ externalId, action }) => [externalId, action])).toEqual([
		['bo', 'created'],
		['cia', 'created'],
		['åsa', 'created'],
	]);
	expect(hints).toEqual([]);
	expect(tenant.userState('bo')).toEqual({
		externalId: 'bo',
		userName: 'bo@example.com',
		email: 'bo@example.com',
		givenName: 'Anna',
		familyName: 'BO',
		active: true,
		manager: 'åsa',
		gender: 'Male',
		birthday: '1988-02-29',
		excludeFromSurveys: null,
		attributes: { title: 'Kamrer' },
		groups: ['finance'],
	});
	expect(tenant.userState('cia')).toMatchObject({ birthday: null, excludeFromSurveys: true });
	expect(tenant.groupState('finance')).toMatchObject({ parentExternalId: 'stockholm' });
});

test('case 12: managers are linked in the same run, without a further request for each', async () => {
	tenant = await TestTenant.start();
	await tenant.upsert(
		'user',
		PEOPLE.map((one) => ({ ...one, groupExternalId: undefined })),
	);
	expect(tenant.server.countMethods()).toMatchObject({ POST: 3 });
	expect(tenant.server.countWrites()).toBe(3);
	expect(tenant.userState('bo')?.manager).toBe('åsa');
});

test.each([
	['with everything', {}],
	['without PATCH', { patch: false }],
	['with only the documented core', { profile: 'core' as const }],
	['without discovery', { discovery: false }],
	['without filters and with small pages', { filter: false, maxResults: 2 }],
	['that gives active as a word', { activeAsString: true }],
	['that wants If-Match', { etag: 'required' as const }],
	['that has no entity tags', { etag: 'none' as const }],
])('a second run writes nothing, in a tenant %s', async (_name, options) => {
	tenant = await TestTenant.start(options);
	await tenant.upsert('group', GROUPS);
	await tenant.upsert('user', PEOPLE);
	let actions: string[] = [];
	const writes = await tenant.writesOf(async () => {
		const groups = await tenant.upsert('group', GROUPS);
		const users = await tenant.upsert('user', PEOPLE);
		actions = [...groups.results, ...users.results].map(({ action }) => action);
	});
	expect(actions).toEqual(Array(5).fill('unchanged'));
	expect(writes).toBe(0);

	const changed = PEOPLE.map((one) =>
		one.externalId === 'bo' ? { ...one, lastName: 'Ny', groupExternalId: 'stockholm' } : one,
	);
	const { results } = await tenant.upsert('user', changed);
	expect(results.map(({ action }) => action)).toEqual(['updated', 'unchanged', 'unchanged']);
	expect(tenant.userState('bo')).toMatchObject({ familyName: 'Ny', groups: ['stockholm'] });
	expect(tenant.userState('cia')).toMatchObject({ groups: ['finance'] });
});

test('group members take one request for each changed group, however many people', async () => {
	tenant = await TestTenant.start();
	await tenant.upsert('group', GROUPS);
	const people = Array.from({ length: 40 }, (_unused, i) =>
		person(`p${i}`, { groupExternalId: i % 2 ? 'finance' : 'stockholm' }),
	);
	tenant.server.clearRequests();
	await tenant.upsert('user', people);
	const groupWrites = () =>
		tenant.server.countRequests(({ method, path }) => method !== 'GET' && path.includes('/Groups'));
	expect(groupWrites()).toBe(2);
	expect(tenant.server.countWrites()).toBe(42);

	tenant.server.clearRequests();
	await tenant.upsert(
		'user',
		people.map((one) => ({ ...one, groupExternalId: 'finance' })),
		{},
		MANY_MOVES,
	);
	expect(groupWrites()).toBe(2);
	expect(tenant.server.countWrites()).toBe(2);
	expect(tenant.groupState('finance')?.members).toHaveLength(40);
	expect(tenant.groupState('stockholm')?.members).toEqual([]);
});

test('what is unchanged costs no request: pages are all that is read', async () => {
	tenant = await TestTenant.start({ maxResults: 60 });
	const people = Array.from({ length: 100 }, (_unused, i) => person(`p${i}`));
	await tenant.upsert('user', people, { concurrency: 10 });
	tenant.server.clearRequests();
	await tenant.upsert('user', people);
	// Three to find out what the tenant supports, two pages of users.
	expect(tenant.server.requests.map(({ method }) => method)).toEqual(Array(5).fill('GET'));
});

test('a dry run says what would be done, and writes nothing', async () => {
	tenant = await TestTenant.start();
	await tenant.upsert('group', GROUPS);
	await tenant.upsert('user', PEOPLE.slice(2));
	const before = tenant.server.state();
	const writes = await tenant.writesOf(async () => {
		const { results } = await tenant.upsert('user', PEOPLE, { dryRun: true });
		expect(results.map(({ action, dryRun }) => [action, dryRun])).toEqual([
			['created', true],
			['created', true],
			['unchanged', true],
		]);
		expect(results[0]).toMatchObject({ targetId: null });
		const groups = await tenant.upsert('group', [group('ny')], { dryRun: true });
		expect(groups.results).toMatchObject([{ action: 'created', targetId: null }]);
	});
	expect(writes).toBe(0);
	expect(tenant.server.state()).toEqual(before);
});

test('case 10: people in a circle of managers are synchronised without the links', async () => {
	tenant = await TestTenant.start();
	const { results } = await tenant.upsert('user', [
		person('a', { managerExternalId: 'b' }),
		person('b', { managerExternalId: 'a' }),
		person('c', { managerExternalId: 'c' }),
	]);
	expect(results.map(({ action }) => action)).toEqual(['created', 'created', 'created']);
	expect(results[0]!.warnings!.join()).toContain('Anna A → Anna B → Anna A');
	expect(tenant.server.state().users.map(({ manager }) => manager)).toEqual([null, null, null]);
});

test('case 11: a manager who is not there is linked by the run in which they are', async () => {
	tenant = await TestTenant.start();
	const report = person('a', { managerExternalId: 'boss' });
	const first = await tenant.upsert('user', [report]);
	expect(first.results[0]!.warnings!.join()).toContain('boss');
	await tenant.upsert('user', [report, person('boss')]);
	expect(tenant.userState('a')?.manager).toBe('boss');
});

test('case 13: two people with one username: the owner keeps it, the other is not written', async () => {
	tenant = await TestTenant.start();
	await tenant.upsert('user', [person('a', { username: 'same@example.com' })]);
	const { results } = await tenant.upsert('user', [
		person('b', { username: 'same@example.com' }),
		person('a', { username: 'same@example.com', lastName: 'Ny' }),
	]);
	expect(results.map(({ action }) => action)).toEqual(['failed', 'updated']);
	expect(tenant.server.state().users).toHaveLength(1);
});

test('case 14: usernames that are passed on in a row are changed in a safe order', async () => {
	tenant = await TestTenant.start();
	await tenant.upsert('user', [person('a'), person('b')]);
	const { results } = await tenant.upsert('user', [
		person('c', { username: 'b@example.com' }),
		person('b', { username: 'a@example.com' }),
		person('a', { username: 'ny@example.com' }),
	]);
	expect(results.map(({ action }) => action)).toEqual(['created', 'updated', 'updated']);
	expect(tenant.server.state().users.map(({ userName }) => userName)).toEqual([
		'ny@example.com',
		'a@example.com',
		'b@example.com',
	]);
	expect(tenant.server.countRequests(({ status }) => status === 409)).toBe(0);
});

test('case 18: someone who comes back is the same user, reactivated unless that is switched off', async () => {
	tenant = await TestTenant.start();
	tenant.server.addUser({ userName: 'a@example.com', externalId: 'a', active: false });
	await tenant.upsert('user', [person('a')], { reactivate: false });
	expect(tenant.userState('a')).toMatchObject({ active: false, familyName: 'A' });
	await tenant.upsert('user', [person('a')]);
	expect(tenant.userState('a')).toMatchObject({ active: true });
	expect(tenant.server.state().users).toHaveLength(1);
});

test('case 30: names of every kind are carried through unharmed', async () => {
	tenant = await TestTenant.start();
	const names = [
		'<script>alert(1)</script>',
		'a/b;c"d\'',
		'constructor',
		'__proto__',
		'\u{1F469}\u200D\u{1F4BB}',
		'Å'.repeat(300),
	];
	const people = names.map((lastName, i) =>
		person(i === 0 ? '__proto__' : `p${i}"]\\`, {
			lastName,
			username: `p${i}@example.com`,
			groupExternalId: 'constructor',
		}),
	);
	await tenant.upsert('group', [group('constructor', { name: names[0]! })]);
	await tenant.upsert('user', people);
	expect(new Set(tenant.server.state().users.map(({ familyName }) => familyName))).toEqual(
		new Set(names),
	);
	expect(tenant.groupState('constructor')).toMatchObject({ displayName: names[0] });
	expect(tenant.groupState('constructor')?.members).toHaveLength(names.length);
	const moved = people.map((one) => ({ ...one, groupExternalId: null }));
	await tenant.upsert('user', moved, {}, MANY_MOVES);
	expect(tenant.groupState('constructor')?.members).toEqual([]);
});

test('case 34: who was made by hand is left alone, or adopted where the username matches', async () => {
	tenant = await TestTenant.start();
	const id = tenant.server.addUser({
		userName: 'A@example.com',
		givenName: 'Anna-Lisa',
		familyName: 'A',
	});
	const other = tenant.server.addUser({ userName: 'other@example.com' });
	tenant.server.addGroup({ displayName: 'Fikaklubben', members: [id, other] });
	await tenant.upsert('group', [group('g')]);
	const { results } = await tenant.upsert('user', [person('a', { groupExternalId: 'g' })]);
	expect(results).toMatchObject([{ action: 'updated', adopted: true, targetId: id }]);
	expect(tenant.userState('a')).toMatchObject({ familyName: 'A', groups: ['Fikaklubben', 'g'] });
	expect(tenant.server.state().users).toHaveLength(2);
});

test('case 36: a value that is cleared in HR is cleared, one that is left out stays', async () => {
	tenant = await TestTenant.start();
	await tenant.upsert('user', [
		person('boss'),
		person('a', { managerExternalId: 'boss', attributes: { title: 'Chef', office: 'Lund' } }),
	]);
	const { results } = await tenant.upsert('user', [
		{
			externalId: 'a',
			username: 'a@example.com',
			email: null,
			birthday: null,
			gender: 'none',
			managerExternalId: null,
			attributes: { title: null },
		},
	]);
	expect(results[0]!.changes.map(({ field }) => field)).toEqual([
		'email',
		'gender',
		'birthday',
		'managerExternalId',
		'attributes.title',
	]);
	expect(tenant.userState('a')).toMatchObject({
		email: null,
		birthday: null,
		gender: 'None',
		manager: null,
		givenName: 'Anna',
		attributes: { office: 'Lund' },
	});
	expect(tenant.userState('a')?.attributes).not.toHaveProperty('title');
});

test('case 37: one record that is refused once is tried again without a value, and all others are done', async () => {
	tenant = await TestTenant.start();
	tenant.server.faults = ({ method, path, number }) =>
		method === 'POST' && path.endsWith('/Users') && number === 12
			? { kind: 'status', status: 400, body: { detail: 'This is not allowed here' } }
			: undefined;
	const people = Array.from({ length: 50 }, (_unused, i) => person(`p${i}`));
	const { results } = await tenant.upsert('user', people);
	expect(results.filter(({ action }) => action !== 'created')).toEqual([]);
	expect(tenant.server.state().users).toHaveLength(50);
	tenant.server.faults = undefined;
	expect(await tenant.writesOf(async () => await tenant.upsert('user', people))).toBeLessThan(2);
});

test('case 39: what a tenant does not know is left out, said once, and not planned again', async () => {
	tenant = await TestTenant.start({ profile: 'core' });
	const groups = await tenant.upsert('group', GROUPS);
	expect(groups.hints).toHaveLength(1);
	expect(groups.hints[0]).toMatch(/parent group of groups/);
	const { results, hints } = await tenant.upsert('user', PEOPLE);
	expect(hints).toHaveLength(1);
	for (const word of ['gender', 'birthday', 'manager', 'exclusion from surveys', 'title']) {
		expect(hints[0]).toContain(word);
	}
	expect(results.map(({ action }) => action)).toEqual(['created', 'created', 'created']);
	expect(tenant.userState('bo')).toMatchObject({ familyName: 'BO', groups: ['finance'] });
	const again = await tenant.upsert('user', PEOPLE);
	expect(again.results.flatMap(({ changes }) => changes)).toEqual([]);
	const { users } = await tenant.current();
	expect(Object.keys(users[0]!)).not.toContain('birthday');
});

test('case 24: a create whose answer was lost is not sent twice', async () => {
	tenant = await TestTenant.start();
	let cut = 0;
	tenant.server.faults = ({ method }) =>
		method === 'POST' && cut++ === 0 ? { kind: 'reset', when: 'after' } : undefined;
	const { results } = await tenant.upsert('user', [person('a'), person('b')], { concurrency: 1 });
	expect(results.map(({ action }) => action)).toEqual(['created', 'created']);
	expect(tenant.server.state().users).toHaveLength(2);
	expect(tenant.server.countMethods()).toMatchObject({ POST: 2 });
});

test('case 25: a token that is refused in the middle ends the run clearly; the next one completes it', async () => {
	tenant = await TestTenant.start();
	const people = Array.from({ length: 10 }, (_unused, i) => person(`p${i}`));
	let posts = 0;
	tenant.server.faults = ({ method }) => {
		if (method === 'POST' && ++posts === 4) tenant.server.token = 'another';
		return undefined;
	};
	const refused = tenant.upsert('user', people, { concurrency: 1 });
	await expect(refused).rejects.toMatchObject({
		message: expect.stringMatching(/refused the token.*Of 10 changes, 3 were made/) as string,
		description: expect.stringMatching(/credential/) as string,
	});
	expect(posts).toBe(4);
	tenant.server.faults = undefined;
	tenant.server.token = 'sandbox-winningtemp-token';
	await tenant.upsert('user', people);
	expect(tenant.server.state().users).toHaveLength(10);
});

test('what is refused leaves by the error output where the node has one', async () => {
	tenant = await TestTenant.start();
	const run = await tenant.run(
		'user',
		'upsert',
		[person('a'), person('b', { username: '' })],
		{},
		{ onError: 'continueErrorOutput' },
	);
	expect(run.json(0)).toMatchObject([{ externalId: 'a', action: 'created' }]);
	expect(run.output(1)).toHaveLength(1);
	expect(JSON.stringify(run.output(1)[0]!.json)).toContain('no username');
});

test('every result is paired with the item it came from', async () => {
	tenant = await TestTenant.start();
	const run = await tenant.run('user', 'upsert', [
		{ ...person('x'), skipped: true },
		person('b'),
		person('a'),
	]);
	expect(run.output().map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
});

test('log-ins that all change at once are held, and written with the number of the plan', async () => {
	tenant = await TestTenant.start();
	const people = Array.from({ length: 20 }, (_unused, i) => person(`p${i}`));
	await tenant.upsert('user', people);
	const renamed = people.map((one, i) => ({ ...one, username: `ny${i}@example.com` }));
	const held = await tenant.upsert('user', renamed);
	expect(held.results.map(({ action }) => action)).toEqual(people.map(() => 'held'));
	const [first] = held.results as unknown as Array<Record<string, unknown>>;
	expect(first).toMatchObject({
		changes: [],
		held: [{ field: 'username', from: 'p0@example.com', to: 'ny0@example.com' }],
		guard: { name: 'usernameChanges', limit: 5, actual: 20, of: 20 },
	});
	expect(held.hints.join()).toContain(`set Release to ${String(first!.planId)}`);
	expect(tenant.server.state().users[0]).toMatchObject({ userName: 'p0@example.com' });

	await tenant.upsert('user', renamed, {}, { release: first!.planId as string });
	expect(tenant.server.state().users[0]).toMatchObject({ userName: 'ny0@example.com' });
	const number = String(first!.planId).replace(/.{12}$/, 'aaaaaaaaaaaa');
	const refused = await tenant.upsert('user', people, {}, { release: number });
	expect(refused.results.map(({ action }) => action)).toEqual(people.map(() => 'held'));
	expect(refused.hints.join()).toContain(`The plan number ${number} released nothing`);
});
