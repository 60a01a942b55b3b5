import { Winningtemp } from '../../../nodes/Winningtemp/Winningtemp.node';
import { nodeContext } from '../../support/nodeContext';

/** Whether changes count as uploaded, by what the FTP node says of the files. */

const CHANGES = [
	{ kind: 'user', action: 'create', externalId: 'p1', changes: [], name: '', order: 1, reason: '' },
	{ kind: 'user', action: 'delete', externalId: 'p2', changes: [], name: '', order: 2, reason: '' },
];

async function confirmed(uploaded: object[]) {
	const { context } = nodeContext(
		new Winningtemp(),
		{ resource: 'file', operation: 'confirm' },
		{ inputs: [uploaded, CHANGES] },
	);
	const [items] = await new Winningtemp().execute.call(context);
	return items!.map(({ json: { externalId, status, attempts } }) => [externalId, status, attempts]);
}

test('both files in place: every change is made', async () => {
	expect(await confirmed([{ success: true }, { success: true }])).toEqual([
		['p1', 'applied', 1],
		['p2', 'applied', 1],
	]);
});

test.each([
	['nothing was uploaded', []],
	['no file got its name', [{ success: false }, { success: false }]],
	['one of the two did not get its name', [{ success: true }, { success: false }]],
	['one of the two ended in an error', [{ success: true }, { error: 'Failure' }]],
	['the FTP node says nothing', [{}, {}]],
	['success is a text', [{ success: 'true' }]],
])('%s: no change is made', async (_what, uploaded) => {
	expect((await confirmed(uploaded)).map(([, status]) => status)).toEqual(['dryRun', 'dryRun']);
});
