import { startFlex } from '../sandbox/flex/server';
import { closedAfterTest } from '../support/closing';
import { runNode } from './engine';
import { change, person, TestTenant } from './winningtempTenant';

/** Nodes that take long say so. Here the clock moves on by one step whenever somebody looks at it. */

let step = 0;

beforeEach(() => {
	let now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => (now += step));
});

afterEach(() => jest.restoreAllMocks());

const NUMBERS = [0, 1, 2, 3, 4];

test('a read that takes long says how many users and groups it was, one that does not says nothing', async () => {
	const tenant = await closedAfterTest(TestTenant.start());
	step = 0;
	await tenant.upsert(
		'user',
		NUMBERS.map((i) => person(`p${i}`)),
	);
	expect((await tenant.current()).hints).toEqual([]);
	step = 3000;
	const { hints } = await tenant.current();
	expect(hints).toEqual([expect.stringMatching(/^5 users and groups were read in \d+ seconds/)]);
});

test('changes that take long say how many were made, not how many were asked for', async () => {
	const tenant = await closedAfterTest(TestTenant.start());
	step = 3000;
	const { hints } = await tenant.apply([
		...NUMBERS.slice(0, 4).map((i) =>
			change({
				order: i + 1,
				kind: 'user',
				action: 'create',
				externalId: `p${i}`,
				changes: [{ field: 'username', from: null, to: `p${i}@exempel.se` }],
			}),
		),
		change({ order: 5, kind: 'user', action: 'create', externalId: 'nameless' }),
	]);
	expect(hints).toContainEqual(expect.stringMatching(/^4 changes were made in /));
});

test('a long read from Flex says how many employees it was', async () => {
	const flex = await closedAfterTest(startFlex({ directory: { people: 40 } }));
	step = 3000;
	const { hints, error } = await runNode(
		'flexHrm',
		{ resource: 'employee', operation: 'getMany', returnAll: true, activeOnly: false } as never,
		[{}],
		{
			credentials: {
				flexHrmApi: { ...flex.credential, authentication: 'basic', allowInsecure: false },
			},
		},
	);
	expect(error).toBeUndefined();
	expect(hints).toContainEqual(expect.stringMatching(/^\d+ employees were read in /));
});
