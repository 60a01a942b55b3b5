import type { IDataObject } from 'n8n-workflow';
import type { Change, HeldChange } from '../../directory/model/change';
import { EXTENSION_GROUP } from '../sandbox/winningtemp/profiles';
import { runNode } from './engine';
import { person, TestTenant } from './winningtempTenant';

/** Further values of groups, from the records of HR to the tenant: builder, planner, Apply. */

let tenant: TestTenant;

afterEach(async () => await tenant.close());

const STAFF = [
	person('a', { unit: 'fin' }),
	person('b', { unit: 'fin' }),
	person('c', { unit: 'hr' }),
];

/** One run of the nodes on what HR says of the group Finance. */
async function synchronize(attributes: IDataObject) {
	const finance = { unit: 'fin', unitName: 'Finance', attributes };
	const built = await runNode(
		'hierarchyBuilder',
		{ mode: 'parentIds', groupIdField: 'unit', groupNameField: 'unitName', parentIdField: '' },
		[...STAFF, finance],
	);
	expect(built.error).toBeUndefined();
	const { users, groups } = await tenant.current();
	const planned = await runNode('syncPlanner', {}, [
		built.json<IDataObject>(0),
		built.json<IDataObject>(1),
		built.json<IDataObject>(2),
		[...groups, ...users] as unknown as IDataObject[],
	]);
	expect(planned.error).toBeUndefined();
	const changes = planned.json(0) as unknown as Change[];
	const writes = await tenant.writesOf(async () => {
		const { applied } = changes.length > 0 ? await tenant.apply(changes) : { applied: [] };
		for (const one of applied) expect(one.status).toBe('applied');
	});
	return {
		changes,
		held: planned.json(1) as unknown as HeldChange[],
		issues: planned.json(2),
		writes,
	};
}

function financeInTenant() {
	const finance = tenant.server.records('group').find(({ externalId }) => externalId === 'fin')!;
	return finance[EXTENSION_GROUP] as IDataObject | undefined;
}

test('what HR says of a group arrives, stays without another write, is changed and emptied', async () => {
	tenant = await TestTenant.start({ freeAttributes: { group: ['category', 'costCentre'] } });
	await synchronize({ category: 'Department', costCentre: '4100' });
	expect(financeInTenant()).toMatchObject({ category: 'Department', costCentre: '4100' });

	const second = await synchronize({ category: 'Department', costCentre: '4100' });
	expect(second).toMatchObject({ changes: [], held: [], writes: 0 });

	const changed = await synchronize({ category: 'Department', costCentre: '4200' });
	expect(changed.changes).toMatchObject([
		{
			kind: 'group',
			action: 'update',
			externalId: 'fin',
			changes: [{ field: 'attributes.costCentre', from: '4100', to: '4200' }],
			reason: 'Has another value in HR. Recognised by the same External ID.',
		},
	]);
	expect(financeInTenant()).toMatchObject({ category: 'Department', costCentre: '4200' });

	await synchronize({ category: null, costCentre: '4200' });
	expect(financeInTenant()).not.toHaveProperty('category');
	expect(await synchronize({ category: null, costCentre: '4200' })).toMatchObject({
		changes: [],
		writes: 0,
	});
});

test('what is undone is empty as before', async () => {
	tenant = await TestTenant.start({ freeAttributes: { group: ['category'] } });
	await synchronize({});
	const { changes } = await synchronize({ category: 'Department' });
	expect(financeInTenant()).toMatchObject({ category: 'Department' });
	const undone = changes.map((one) => ({
		...one,
		changes: one.changes.map(({ field, from, to }) => ({ field, from: to, to: from })),
	}));
	expect(undone).toMatchObject([
		{ changes: [{ field: 'attributes.category', from: 'Department', to: null }] },
	]);
	await tenant.apply(undone);
	expect(financeInTenant() ?? {}).not.toHaveProperty('category');
});

test('a path of the credential says where a value of groups is', async () => {
	tenant = await TestTenant.start({ freeAttributes: { group: ['kindOfUnit'] } });
	const { winningtempApi } = tenant.credentials;
	const credentials = {
		winningtempApi: {
			...winningtempApi,
			customizeAttributes: true,
			groupAttributePaths: 'category = {group}:kindOfUnit',
		},
	};
	const groups = [{ externalId: 'fin', name: 'Finance', attributes: { category: 'Department' } }];
	const run = await tenant.run('group', 'upsert', groups, {}, { credentials });
	expect(run.json()).toMatchObject([{ action: 'created' }]);
	expect(financeInTenant()).toMatchObject({ kindOfUnit: 'Department' });
	const again = await tenant.run('group', 'upsert', groups, {}, { credentials });
	expect(again.json()).toMatchObject([{ action: 'unchanged' }]);
});

test('a value that the tenant does not have is reported once, and the rest is written', async () => {
	tenant = await TestTenant.start({ freeAttributes: { group: ['category'] } });
	await synchronize({ category: 'Department' });
	const { changes, issues } = await synchronize({ category: 'Unit', costCentre: '4100' });
	expect(changes).toMatchObject([
		{ changes: [{ field: 'attributes.category', from: 'Department', to: 'Unit' }] },
	]);
	expect(issues.filter(({ code }) => code === 'unsupportedField')).toMatchObject([
		{ subject: { kind: 'group', name: 'attributes.costCentre' } },
	]);
});
