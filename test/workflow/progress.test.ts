import { startFlex } from '../sandbox/flex/server';
import { closedAfterTest } from '../support/closing';
import { runNode } from './engine';
import { change, person, TestTenant } from './winningtempTenant';

/** Nodes that take long say so. Here the clock moves on by one step whenever somebody looks at it. */

let step = 0;
let shown: string[] = [];

beforeEach(() => {
	shown = [];
	let now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => (now += step));
});

afterEach(() => jest.restoreAllMocks());

const onConsole = (message: string) => shown.push(message);
const NUMBERS = [0, 1, 2, 3, 4];

async function tenantOfFive(): Promise<TestTenant> {
	const tenant = await closedAfterTest(TestTenant.start({ maxResults: 2 }));
	step = 0;
	await tenant.upsert(
		'user',
		NUMBERS.map((i) => person(`p${i}`)),
	);
	return tenant;
}

test('a read that takes long says how many users and groups it was, one that does not says nothing', async () => {
	const tenant = await tenantOfFive();
	expect((await tenant.current()).hints).toEqual([]);
	step = 3000;
	const { hints } = await tenant.current();
	expect(hints).toEqual([expect.stringMatching(/^5 users and groups were read in \d+ seconds/)]);
});

test('a read that takes long shows how far it is, one that does not shows nothing', async () => {
	const tenant = await tenantOfFive();
	await tenant.run('directory', 'get', [{}], {}, { onConsole });
	expect(shown).toEqual([]);
	step = 3000;
	await tenant.run('directory', 'get', [{}], {}, { onConsole });
	expect(shown).toContain('Node under test: 2 of 5 users read');
	expect(shown).toContain('Node under test: 5 of 5 users read');
	expect(shown).toContain('Node under test: 0 of 0 groups read');
});

const CREATIONS = [
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
];

test('changes that take long say how many were made, not how many were asked for', async () => {
	const tenant = await closedAfterTest(TestTenant.start());
	step = 3000;
	const { hints } = await tenant.apply(CREATIONS);
	expect(hints).toContainEqual(expect.stringMatching(/^4 changes were made in /));
});

test('changes that take long show how far they are', async () => {
	const tenant = await closedAfterTest(TestTenant.start());
	step = 3000;
	await tenant.run('directory', 'apply', CREATIONS, { dryRun: false }, { onConsole });
	const ofChanges = shown.filter((message) => message.includes('changes done'));
	expect(ofChanges).toEqual(
		[1, 2, 3, 4, 5].map((done) => `Node under test: ${done} of 5 changes done`),
	);
});

describe('Flex', () => {
	const run = async (resource: string, operation: string, parameters: object) => {
		const flex = await closedAfterTest(startFlex({ directory: { people: 40, companies: 1 } }));
		step = 3000;
		return await runNode(
			'flexHrm',
			{ resource, operation, ...parameters, options: { pageSize: 20 } } as never,
			[{}],
			{
				onConsole,
				credentials: {
					flexHrmApi: { ...flex.credential, authentication: 'basic', allowInsecure: false },
				},
			},
		);
	};

	test('a long read says how many employees it was, and shows how far it is', async () => {
		const { hints, error } = await run('employee', 'getMany', {
			returnAll: true,
			activeOnly: false,
		});
		expect(error).toBeUndefined();
		expect(hints).toContainEqual(expect.stringMatching(/^\d+ employees were read in /));
		expect(shown).toContainEqual(
			expect.stringMatching(/^Node under test: 20 of \d+ employees of .* read$/),
		);
	});

	test('a long check shows how far it is', async () => {
		const { error } = await run('connection', 'check', {});
		expect(error).toBeUndefined();
		expect(shown).toContainEqual(
			expect.stringMatching(/^Node under test: 20 of \d+ employees of .* read$/),
		);
	});
});
