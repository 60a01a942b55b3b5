import type { IDataObject, INode } from 'n8n-workflow';
import { DEFAULT_SETTINGS, planSync } from '../support/plan';
import { person } from '../unit/plan/build';
import { binaryText, runNode, runWorkflow } from './engine';

/** The operations of the resource File by themselves; together they are tested in `sftp/`. */

const file = async (operation: string, items: IDataObject[], more: INode['parameters'] = {}) =>
	await runNode('winningtemp', { resource: 'file', operation, ...more }, items);

const failureOf = (error: Error | undefined) =>
	`${error?.message} | ${(error as { description?: string } | undefined)?.description}`;

const user = (id: string) => ({
	'External ID': id,
	Username: `${id}@exempel.se`,
	'First Name': 'Åsa',
	'Last Name': `Ek ${id}`,
});

/** A plan for four people of whom the third leaves, as items. */
async function planned(count = 4) {
	const ids = Array.from({ length: count }, (_, i) => `p${i}`);
	const { json } = await file('readRows', ids.map(user));
	const current = json();
	const plan = planSync({
		groups: [],
		users: ids.filter((id) => id !== 'p2').map((id) => person(id, { lastName: `Ek ${id}` })),
		current: { groups: [], users: current as never },
		settings: { ...DEFAULT_SETTINGS, removal: { scope: 'withExternalId', action: 'delete' } },
	});
	const items = <T>(list: T[]) => list as unknown as IDataObject[];
	return {
		current,
		changes: items(plan.changes),
		held: items(plan.held),
		summary: items([plan.summary]),
	};
}

test('they need no credential', async () => {
	const { error, json } = await file('readRows', [user('p0')]);
	expect(error).toBeUndefined();
	expect(json()).toEqual([
		expect.objectContaining({ kind: 'user', externalId: 'p0', username: 'p0@exempel.se' }),
	]);
});

test('rows and summary may come by expressions instead of the input, as items or as plain values', async () => {
	const { current, changes, summary } = await planned();
	const merged = await file('createRows', [...current, ...changes, ...summary]);
	expect(merged.json()).toHaveLength(3);
	const items = (list: IDataObject[]) => list.map((json) => ({ json, pairedItem: { item: 0 } }));
	for (const lists of [
		{ current: items(current), summary: items(summary) },
		{ current, summary },
	]) {
		const { json, error } = await file('createRows', changes, lists as never);
		expect(error).toBeUndefined();
		expect(json()).toEqual(merged.json());
	}
	const { error } = await file('createRows', changes, { current: 'Read the rows' });
	expect(failureOf(error)).toBe(
		"Current is not a list of items | Empty Current, or enter an expression such as {{ $('Name of the node').all() }}.",
	);
});

test('find passes on files that were uploaded, groups first, and no other file or folder', async () => {
	const listed = (name: string, more: IDataObject = {}) => ({
		name,
		path: `/${name}`,
		type: '-',
		size: 7,
		modifyTime: '2026-03-02T00:00:00.000Z',
		...more,
	});
	const { json } = await file('find', [
		listed('wt_users.csv'),
		listed('wt_users.csv.new'),
		listed('other.csv'),
		listed('wt_groups.csv', { type: 'd' }),
		listed('wt_groups.csv.sent-1', { modifyTime: '2026-03-02T01:00:00.000Z' }),
		listed('wt_groups.csv.sent-2', { modifyTime: '2026-03-01T01:00:00.000Z' }),
	]);
	expect(json()).toEqual([
		expect.objectContaining({
			file: 'wt_groups.csv',
			path: '/wt_groups.csv.sent-1',
			copyAs: 'wt_groups.csv.sent-2',
		}),
		expect.objectContaining({ file: 'wt_users.csv', path: '/wt_users.csv' }),
	]);
});

test('rows are made of rows, changes and summary in any order; empty items do not count', async () => {
	const { current, changes, summary } = await planned();
	const made = await file('createRows', [...summary, {}, ...changes, ...current]);
	expect(made.error).toBeUndefined();
	expect(made.json().map((row) => row['External ID'])).toEqual(['p0', 'p1', 'p3']);
});

describe('rows are not made', () => {
	test.each(['no summary', 'two summaries'])('of %s', async (which) => {
		const { current, changes, summary } = await planned();
		const summaries = which === 'no summary' ? [] : [...summary, ...summary];
		const { error } = await file('createRows', [...current, ...changes, ...summaries]);
		expect(failureOf(error)).toMatch(
			/[02] summaries .* not one \| Connect the output Changes of the Sync Planner/,
		);
	});

	test('without the rows of the last file: that would remove everybody', async () => {
		const { changes, summary } = await planned();
		const { error } = await file('createRows', [...changes, ...summary]);
		expect(failureOf(error)).toMatch(/made for 4 users, but 0 have come in/);
	});

	test('of changes that are held', async () => {
		const { current, changes, summary } = await planned();
		const held = changes.map((change) => ({ ...change, guard: { name: 'removals' } }));
		const { error } = await file('createRows', [...current, ...held, ...summary]);
		expect(failureOf(error)).toMatch(/held back have come in/);
	});

	test('of something else', async () => {
		const { current, changes, summary } = await planned();
		const { error } = await file('createRows', [...current, ...changes, ...summary, { a: 1 }]);
		expect(failureOf(error)).toMatch(/neither a row, a change nor a summary/);
	});

	test('with columns that cannot be', async () => {
		const { current, changes, summary } = await planned();
		const { error } = await file('createRows', [...current, ...changes, ...summary], {
			userColumns: 'External ID = externalId',
		});
		expect(failureOf(error)).toMatch(/lack username, firstName, lastName.*\| Add a line for each/);
	});
});

describe('an upload is prepared', () => {
	const node = (name: string, type: string, version: number, own: INode['parameters']) => ({
		id: name,
		name,
		type,
		typeVersion: version,
		position: [0, 0] as [number, number],
		parameters: own,
	});

	async function prepared(fileOptions: IDataObject, parameters: INode['parameters']) {
		return await runWorkflow(
			{
				nodes: [
					node('Convert', 'n8n-nodes-base.convertToFile', 1.1, {
						operation: 'csv',
						options: { delimiter: ';', ...fileOptions } as never,
					}),
					node('Prepare', 'n8n-nodes-flex-winningtemp.winningtemp', 1, {
						resource: 'file',
						operation: 'prepareUpload',
						...parameters,
					}),
				],
				connections: { Convert: { main: [[{ node: 'Prepare', type: 'main', index: 0 }]] } },
			},
			{ startNode: 'Convert', inputs: [[{ json: { Namn: 'Åsa' } }]] },
		);
	}

	test('each file twice, the copy first, and without a byte order mark', async () => {
		const run = await prepared({ fileName: 'a.csv' }, { folder: '/in' });
		expect(run.json('Prepare')).toEqual([
			{ file: 'a.csv', temporaryPath: '/in/a.csv.sent.new', path: '/in/a.csv.sent-1' },
			{ file: 'a.csv', temporaryPath: '/in/a.csv.new', path: '/in/a.csv' },
		]);
		for (const { binary } of run.output('Prepare')) {
			expect(binaryText(binary!.data)).toBe('Namn\nÅsa');
		}
	});

	test('with the mark where it is wanted', async () => {
		const run = await prepared({ fileName: 'a.csv' }, { options: { byteOrderMark: true } });
		expect(binaryText(run.output('Prepare')[0]!.binary!.data)).toBe('\uFEFFNamn\nÅsa');
	});

	test('not for two files with one name, nor for one without', async () => {
		for (const names of [['a.csv', 'a.csv'], ['']]) {
			const { error } = await runWorkflow(
				{
					nodes: [
						node('Prepare', 'n8n-nodes-flex-winningtemp.winningtemp', 1, {
							resource: 'file',
							operation: 'prepareUpload',
						}),
					],
					connections: {},
				},
				{
					startNode: 'Prepare',
					inputs: [
						names.map((fileName) => ({
							json: {},
							binary: { data: { data: '', mimeType: 'text/csv', fileName } },
						})),
					],
				},
			);
			expect(failureOf(error)).toMatch(/no names of their own \| Set File Name/);
		}
	});
});

test('changes are confirmed when files are in place, else they count as a dry run', async () => {
	const { changes } = await planned();
	const statuses = async (items: IDataObject[]) =>
		(await file('confirm', items)).json().map(({ status }) => status);
	expect(await statuses([...changes, { success: true }])).toEqual(changes.map(() => 'applied'));
	expect(await statuses(changes)).toEqual(changes.map(() => 'dryRun'));
	expect(await statuses([{ success: true }])).toEqual([]);
});
