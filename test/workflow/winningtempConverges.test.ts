import type { Group } from '../../directory/model/group';
import type { Person } from '../../directory/model/person';
import type { Change } from '../../directory/model/change';
import type { TenantState } from '../sandbox/winningtemp/state';
import { DEFAULT_SETTINGS, planSync } from '../support/plan';
import { OPEN_GUARDS } from '../support/guards';
import { group, person, TestTenant, type Contents } from './winningtempTenant';

/** Plan and apply together, against tenants of every kind and cut short anywhere. */

const SETTINGS = {
	...DEFAULT_SETTINGS,
	// So that the new group is a new one, not the emptied one under another name.
	renames: { detect: false, minimumOverlap: 50 },
	guards: OPEN_GUARDS,
};

const BEFORE = {
	groups: [
		group('stockholm'),
		group('finance', { parentExternalId: 'stockholm' }),
		group('payable', { parentExternalId: 'finance' }),
		group('old', { parentExternalId: 'stockholm' }),
	],
	people: [
		person('a', { groupExternalId: 'finance' }),
		person('b', { groupExternalId: 'finance', managerExternalId: 'a' }),
		person('c', { groupExternalId: 'payable', managerExternalId: 'a' }),
		person('d', { groupExternalId: 'old' }),
		person('e', { groupExternalId: 'old', managerExternalId: 'd' }),
	],
};

/** A swap of usernames, a renamed and a moved group, a new one, a leaver, joiners, a group that runs empty. */
const AFTER = {
	groups: [
		group('stockholm', { name: 'Stockholm' }),
		group('finance', { parentExternalId: 'stockholm', name: 'Ekonomi' }),
		group('payable', { parentExternalId: 'stockholm' }),
		group('new', { parentExternalId: 'finance', managerExternalId: 'f' }),
	],
	people: [
		person('a', { groupExternalId: 'payable', username: 'b@example.com' }),
		person('b', { groupExternalId: 'finance', managerExternalId: 'f', username: 'a@example.com' }),
		person('c', { groupExternalId: 'new', managerExternalId: 'a', birthday: null }),
		person('e', { groupExternalId: 'new', managerExternalId: 'f' }),
		person('f', { groupExternalId: 'new' }),
		person('g', { groupExternalId: 'new', managerExternalId: 'f' }),
	],
};

const BULK = { maxOperations: 100, maxPayloadSize: 1_048_576 };

let tenant: TestTenant;

afterEach(async () => await tenant.close());

async function planned(wanted: typeof AFTER) {
	const { users, groups } = await tenant.current();
	return planSync({
		groups: wanted.groups.map((one, i) => ({
			path: [String(one.name)],
			level: 1,
			memberCount: i,
			...one,
		})) as unknown as Group[],
		users: wanted.people as unknown as Person[],
		current: { users, groups },
		settings: SETTINGS,
	});
}

async function furnish(options: Parameters<typeof TestTenant.start>[0] = {}) {
	tenant = await TestTenant.start(options);
	await tenant.upsert('group', BEFORE.groups);
	await tenant.upsert('user', BEFORE.people);
}

async function synchronise(): Promise<void> {
	const { changes } = await planned(AFTER);
	const { applied } = await tenant.apply(changes);
	expect(applied.filter(({ status }) => status !== 'applied')).toEqual([]);
}

test.each([
	['with everything', {}],
	['without PATCH', { patch: false }],
	['with only the documented core', { profile: 'core' as const }],
	['without discovery', { discovery: false }],
	['without filters and with small pages', { filter: false, maxResults: 2 }],
	['that gives active as a word', { activeAsString: true }],
	['that wants If-Match', { etag: 'required' as const }],
	['that has no entity tags', { etag: 'none' as const }],
	['with bulk requests', { bulk: BULK }],
	['with bulk requests of two operations', { bulk: { ...BULK, maxOperations: 2 } }],
	['with small bulk requests', { bulk: { ...BULK, maxPayloadSize: 900 } }],
	['with bulk requests and without PATCH', { bulk: BULK, patch: false }],
	['with bulk requests that wants If-Match', { bulk: BULK, etag: 'required' as const }],
	['with bulk requests and the documented core', { bulk: BULK, profile: 'core' as const }],
])(
	'a plan that was applied leaves nothing for the next one, in a tenant %s',
	async (_name, options) => {
		await furnish(options);
		await synchronise();
		expect((await planned(AFTER)).changes).toEqual([]);
		expect(tenant.userState('d')).toMatchObject({ active: false });
		expect(tenant.userState('a')).toMatchObject({ userName: 'b@example.com', groups: ['payable'] });
		const { members = [], managerExternalId = null } = tenant.groupState('new') ?? {};
		// Where groups have managers, the manager is no member.
		const inIt = managerExternalId === null ? members : [...members, managerExternalId];
		expect([...inIt].sort()).toEqual(['c', 'e', 'f', 'g']);
		expect(tenant.server.countRequests(({ status }) => status === 409 || status === 412)).toBe(0);
	},
);

describe.each([
	['', {}, 10],
	[' with bulk requests', { bulk: BULK }, 3],
	[' with small bulk requests', { bulk: { ...BULK, maxOperations: 2 } }, 6],
])(
	'case 26: cut short after any request%s, the next run reaches the same end',
	(_, options, least) => {
		let contents: Contents;
		let plan: Change[];
		let end: TenantState;
		let requests: number;

		beforeAll(async () => {
			await furnish(options);
			contents = tenant.contents();
			plan = (await planned(AFTER)).changes;
			tenant.server.clearRequests();
			await synchronise();
			end = tenant.server.state();
			requests = tenant.server.requests.filter(({ method }) => method !== 'GET').length;
			await tenant.close();
		});

		test('uninterrupted, it takes more than a few requests and leaves nothing to do', async () => {
			tenant = await TestTenant.copy(contents, options);
			await synchronise();
			expect(tenant.server.state()).toEqual(end);
			expect((await planned(AFTER)).changes).toEqual([]);
			expect(requests).toBeGreaterThan(least);
		});

		// The answer to the last request is lost, so that each cut is also one before the next request.
		test.each([1, 2, 3, 4])('part %d of 4', async (part) => {
			let cuts = 0;
			for (let last = part - 1; last < requests; last += 4) {
				cuts++;
				tenant = await TestTenant.copy(contents, options);
				let writes = 0;
				tenant.server.faults = ({ method }) => {
					if (method !== 'GET') writes++;
					if (writes <= last) return undefined;
					return { kind: 'reset', when: writes === last + 1 ? 'after' : 'before' };
				};
				await tenant.run(
					'directory',
					'apply',
					plan,
					{ options: { concurrency: 1, maxAttempts: 1 } },
					{ onError: 'continueRegularOutput' },
				);
				tenant.server.faults = undefined;
				await synchronise();
				expect({ last, state: tenant.server.state() }).toEqual({ last, state: end });
				await tenant.close();
			}
			expect(cuts).toBeGreaterThan(0);
		});
	},
);
