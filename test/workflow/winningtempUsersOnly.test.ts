import type { IDataObject } from 'n8n-workflow';
import type { Change } from '../../directory/model/change';
import { group, person, TestTenant } from './winningtempTenant';
import { runNode, testCredential } from './engine';

/** C1: a tenant whose SCIM service has users and no groups, as newer documentation has it. */

let tenant: TestTenant;

afterEach(async () => await tenant.close());

const GROUPS = [
	{ ...group('fin', { name: 'Finance' }), level: 1, path: ['Finance'], memberCount: 2 },
];
const STAFF = [
	person('a', { groupExternalId: 'fin' }),
	person('b', { groupExternalId: 'fin', managerExternalId: 'a' }),
];

/** Directory: Get, Sync Planner, Directory: Apply. */
async function synchronize(people: IDataObject[]) {
	const { users, groups, hints } = await tenant.current();
	const planned = await runNode('syncPlanner', { removal: { action: 'deactivate' } }, [
		GROUPS as IDataObject[],
		people,
		[],
		[...groups, ...users] as unknown as IDataObject[],
	]);
	expect(planned.error).toBeUndefined();
	const changes = planned.json(0) as unknown as Change[];
	const { applied } = changes.length > 0 ? await tenant.apply(changes) : { applied: [] };
	expect(applied.filter(({ status }) => status !== 'applied')).toEqual([]);
	return { changes, hints };
}

test.each([404, 405, 501] as const)(
	'%d to /Groups: people come, change and leave, and it is reported once that groups do not',
	async (noGroups) => {
		tenant = await TestTenant.start({ noGroups });
		await tenant.upsert('user', [person('a')]);
		const { hints } = await synchronize(STAFF);
		expect(hints).toEqual([
			expect.stringMatching(/no groups over SCIM, so people are synchronised without them.*sftp/),
		]);
		expect(tenant.userState('b')).toMatchObject({ active: true });

		const second = await synchronize(STAFF);
		expect(second.changes).toEqual([]);

		const { changes } = await synchronize(STAFF.slice(0, 1));
		expect(changes).toMatchObject([{ kind: 'user', action: 'deactivate', externalId: 'b' }]);
		expect(tenant.userState('b')).toMatchObject({ active: false });
	},
);

test('where the answer for users is that, too, the Base URL is wrong, and the run ends', async () => {
	tenant = await TestTenant.start();
	const { winningtempApi } = tenant.credentials;
	const baseUrl = winningtempApi.baseUrl.replace('/api/scim', '/elsewhere');
	const credentials = { winningtempApi: { ...winningtempApi, baseUrl } };
	const { error } = await tenant.run('directory', 'get', [{}], {}, { credentials });
	expect(error?.message).toMatch(/reading the users/i);
});

test('a group is not created where there are none: the node says so', async () => {
	tenant = await TestTenant.start({ noGroups: 404 });
	const run = await tenant.run('group', 'upsert', [group('fin')]);
	expect(run.error?.message).toMatch(/Reading the groups from Winningtemp failed/);
});

test('the test of the credential says it', async () => {
	tenant = await TestTenant.start({ noGroups: 501 });
	const { winningtempApi } = tenant.credentials;
	const tested = await testCredential(
		'winningtemp',
		'winningtempApiTest',
		'winningtempApi',
		winningtempApi,
	);
	expect(tested).toMatchObject({
		status: 'OK',
		message: expect.stringMatching(/no groups over SCIM/) as string,
	});
});

test.each([404, 501] as const)(
	'%d to /Groups in an empty tenant: no group is planned, and people come at once',
	async (noGroups) => {
		tenant = await TestTenant.start({ noGroups });
		const run = await tenant.run('directory', 'get');
		expect(run.json()).toEqual([{ kind: 'directory', hasGroups: false }]);
		const planned = await runNode('syncPlanner', {}, [
			GROUPS as IDataObject[],
			STAFF,
			[],
			run.json() as IDataObject[],
		]);
		expect(planned.json(0)).toMatchObject([
			{ kind: 'user', action: 'create', externalId: 'a' },
			{ kind: 'user', action: 'create', externalId: 'b' },
		]);
		const { applied } = await tenant.apply(planned.json(0));
		expect(applied.map(({ status }) => status)).toEqual(['applied', 'applied']);
		expect(planned.json(2)).toMatchObject([{ code: 'unsupportedField' }]);
	},
);
