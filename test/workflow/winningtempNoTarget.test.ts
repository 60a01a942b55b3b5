import { person, TestTenant } from './winningtempTenant';

/** C5: a tenant that cannot replace a part of an attribute that is not there yet (noTarget). */

let tenant: TestTenant;

afterEach(async () => await tenant.close());

test.each([
	['singly', null],
	['in bulk', { maxOperations: 100, maxPayloadSize: 1_048_576 }],
])(
	'a first manager and a first name arrive, are changed and taken away (%s)',
	async (_name, bulk) => {
		tenant = await TestTenant.start({ strictTargets: true, bulk });
		await tenant.upsert('user', [person('a'), person('b'), person('c')]);
		tenant.server.addUser({ userName: 'hand@example.com', externalId: 'd', email: null });
		const hand = person('d', { username: 'hand@example.com', lastName: 'Hand' });

		const wanted = [person('b', { managerExternalId: 'a' }), { ...hand, managerExternalId: 'c' }];
		const { results } = await tenant.upsert('user', wanted);
		expect(results.map(({ action, error }) => [action, error])).toEqual([
			['updated', undefined],
			['updated', undefined],
		]);
		expect(tenant.userState('b')).toMatchObject({ manager: 'a' });
		expect(tenant.userState('d')).toMatchObject({ manager: 'c', familyName: 'Hand' });
		expect(await tenant.writesOf(() => tenant.upsert('user', wanted))).toBe(0);

		const later = [person('b', { managerExternalId: 'c' }), { ...hand, managerExternalId: null }];
		await tenant.upsert('user', later);
		expect(tenant.userState('b')).toMatchObject({ manager: 'c' });
		expect(tenant.userState('d')).toMatchObject({ manager: null });
	},
);
