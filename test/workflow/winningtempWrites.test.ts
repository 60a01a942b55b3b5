import { person, TestTenant } from './winningtempTenant';

/** Tenants that do not take writes as SCIM has them. What they hold in the end is looked at. */

const BULK = { maxOperations: 100, maxPayloadSize: 1_048_576 };

let tenant: TestTenant;

afterEach(async () => await tenant.close());

const contentTypes = () => tenant.server.requests.filter(({ method }) => method === 'POST');

test.each(['refused', 'ignored'] as const)(
	'C13: where application/scim+json is %s, application/json is sent by itself',
	async (scimJson) => {
		tenant = await TestTenant.start({ scimJson });
		const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => person(id));
		const { results } = await tenant.upsert('user', people, { concurrency: 1 });
		expect(results.map(({ action }) => action)).toEqual(Array(8).fill('created'));
		expect(tenant.server.state().users).toHaveLength(8);
		// One refusal, and from then on the other type.
		expect(contentTypes()).toHaveLength(9);
		expect(await tenant.writesOf(() => tenant.upsert('user', people))).toBe(0);
	},
);

test('C13: a content type that is set in the credential is not tried otherwise', async () => {
	tenant = await TestTenant.start({ scimJson: 'refused' });
	const set = (contentType: string) => ({
		credentials: {
			winningtempApi: { ...tenant.credentials.winningtempApi, customizeTenant: true, contentType },
		},
	});
	const plain = await tenant.run('user', 'upsert', [person('a')], {}, set('application/json'));
	expect(plain.json()).toMatchObject([{ action: 'created' }]);
	expect(contentTypes()).toHaveLength(1);
	const scim = await tenant.run('user', 'upsert', [person('b')], {}, set('application/scim+json'));
	expect(scim.json()).toMatchObject([{ action: 'failed' }]);
	expect(contentTypes()).toHaveLength(2);
});

const displayNames = () =>
	tenant.server
		.records('user')
		.map(({ externalId, displayName }) => [externalId, displayName])
		.sort();

test.each([
	['as /Schemas says', 'listed', null],
	['as only the refusal says', 'unlisted', null],
	['as only the refusal in a bulk answer says', 'unlisted', BULK],
] as const)(
	'C8: where displayName of users is required, %s, it is sent and keeps in step',
	async (_name, displayNameOfUsers, bulk) => {
		tenant = await TestTenant.start({ displayNameOfUsers, bulk });
		const nightly = { mode: 'trigger' as const, staticData: {} };
		const run = async (people: object[]) => await tenant.run('user', 'upsert', people, {}, nightly);
		const first = await run([person('a'), person('b'), person('c')]);
		expect(first.json().map(({ action }) => action)).toEqual(['created', 'created', 'created']);
		expect(displayNames()).toEqual([
			['a', 'Anna A'],
			['b', 'Anna B'],
			['c', 'Anna C'],
		]);
		// What was found out once is sent from the start.
		tenant.server.clearRequests();
		const changed = [person('a', { firstName: 'Åsa' }), person('b', { gender: 'male' })];
		await run(changed);
		expect(displayNames().slice(0, 2)).toEqual([
			['a', 'Åsa A'],
			['b', 'Anna B'],
		]);
		expect(await tenant.writesOf(() => run(changed))).toBe(0);
		expect(tenant.server.countRequests(({ status }) => status === 400)).toBe(0);
	},
);

test('C8: Display Name of Users, set to Always, sends it; set to Never, keeps it back', async () => {
	tenant = await TestTenant.start();
	const run = async (id: string, userDisplayName: string) => {
		const own = tenant.credentials.winningtempApi;
		const credentials = { winningtempApi: { ...own, customizeTenant: true, userDisplayName } };
		return await tenant.run('user', 'upsert', [person(id)], {}, { credentials });
	};
	await run('a', 'always');
	await run('b', 'never');
	expect(displayNames()).toEqual([
		['a', 'Anna A'],
		['b', undefined],
	]);
	tenant.server.displayNameOfUsers = 'listed';
	expect((await run('c', 'never')).json()).toMatchObject([
		{ action: 'failed', error: expect.stringMatching(/displayName is required/) },
	]);
});
