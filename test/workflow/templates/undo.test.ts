import type { IBinaryData, IDataObject } from 'n8n-workflow';
import type { AppliedChange } from '../../../directory/model/change';
import { EXTENSION_USER } from '../../sandbox/winningtemp/profiles';
import { readJson } from '../../support/files';
import { binaryText, runWorkflow, type WorkflowFile } from '../engine';
import { APPLY, MAP, REPORT, Setting } from './setting';

/** A wrong mapping has been applied to everybody, and `undo-a-run.json` takes it back. */

const START = 'Upload the undo file';
const APPLY_UNDO = 'Apply the undo';
const FINISH_UNDO = 'Finish the undo';

type Stored = { id: string } & Record<string, unknown>;

let setting: Setting;
beforeEach(async () => {
	setting = await Setting.loaded({ people: 250 });
});
afterEach(async () => await setting.close());

/** Everything that the tenant keeps, but for when it was written. */
function stored(): Stored[] {
	const { winningtemp } = setting;
	return [...winningtemp.records('user'), ...winningtemp.records('group')].map((record) => ({
		...record,
		meta: undefined,
	}));
}

/** Last names from the field of first names: held, released, and so applied. */
async function applyWrongMapping(): Promise<{ file: IBinaryData; changed: number }> {
	const parameters = {
		[MAP]: { lastName: 'FirstName' },
		[REPORT]: { options: { undoFile: true } },
	};
	const held = await setting.sync({ parameters });
	const { run, changes } = await setting.sync({ parameters, release: held.summary!.planId });
	const [report] = run.output(REPORT);
	return {
		file: report!.binary!.undo!,
		changed: changes.filter(({ changes: fields }) => fields.some(isLastName)).length,
	};
}

function isLastName({ field }: { field: string }): boolean {
	return field === 'lastName';
}

/**
 * Runs the template from the upload to the end of the undo. The pages of the form are left out: they
 * need n8n's server.
 */
async function undo(file: IBinaryData, { plan = '', dryRun = false } = {}) {
	const template = readJson<WorkflowFile>('workflows/undo-a-run.json');
	const nodes = template.nodes
		.filter(({ type }) => type !== 'n8n-nodes-base.form')
		.map((node) =>
			node.name === APPLY_UNDO ? { ...node, parameters: { ...node.parameters, dryRun } } : node,
		);
	const connections = { ...template.connections };
	delete connections[FINISH_UNDO];
	const { url: baseUrl, token } = setting.winningtemp;
	const run = await runWorkflow(
		{ ...template, nodes, connections },
		{
			credentials: { winningtempApi: { baseUrl, token } },
			mode: 'trigger',
			startNode: START,
			inputs: [[{ json: { plan }, binary: { undo: file } }]],
		},
	);
	return {
		run,
		changes: run.json<AppliedChange & IDataObject>(APPLY_UNDO),
		answer: run.json(FINISH_UNDO)[0] ?? {},
		failure: run.json(FINISH_UNDO, 1)[0]?.error,
	};
}

/** The number in the answer, by which a person lets a held undo through. */
async function planOf(file: IBinaryData): Promise<string> {
	const { answer } = await undo(file);
	return String(answer.planId);
}

test('a wrong mapping applied to 232 people is undone to the byte, once a person has released it', async () => {
	const before = stored();
	const { file, changed } = await applyWrongMapping();
	expect(changed).toBe(232);
	expect(stored()).not.toEqual(before);

	const first = await undo(file);
	expect(first.changes).toEqual([]);
	expect(first.answer).toMatchObject({
		title: expect.stringMatching(/^Undo of a run: 232 last names would change: held/),
		text: expect.stringMatching(
			/^A guard holds 232 changes\. To let them through, upload the same file again with the plan number \d{8}-[0-9a-f]{12}\.$/,
		),
	});
	const plan = String(first.answer.planId);

	const tried = await undo(file, { plan, dryRun: true });
	expect(tried.changes.map(({ status }) => status)).toEqual(Array(232).fill('dryRun'));
	expect(tried.answer.text).toContain('so nothing was written to Winningtemp');
	expect(stored()).not.toEqual(before);

	const done = await undo(file, { plan });
	expect(done.changes.map(({ status }) => status)).toEqual(Array(232).fill('applied'));
	expect(done.answer.title).toMatch(/^Undo of a run: The run is undone/);
	expect(stored()).toEqual(before);

	const again = await undo(file, { plan });
	expect(again.changes).toEqual([]);
	expect(again.answer.markdown).toContain('232 people and groups were already as before.');
});

test('five unrelated changes in between stay', async () => {
	const before = stored();
	const { file } = await applyWrongMapping();
	const touched = setting.winningtemp.records('user').slice(3, 6);
	for (const { id } of touched) await patch(id, { [`${EXTENSION_USER}:birthday`]: '1970-01-01' });
	const user = setting.winningtemp.addUser({ userName: 'gast@example.com', active: true } as never);
	const group = setting.winningtemp.addGroup({ displayName: 'Club', members: [user] } as never);
	const made = stored().filter(({ id }) => id === user || id === group);
	expect(made).toHaveLength(2);

	await undo(file, { plan: await planOf(file) });
	const expected = before.map((record) =>
		touched.some(({ id }) => id === record.id)
			? {
					...record,
					[EXTENSION_USER]: { ...(record[EXTENSION_USER] as object), birthday: '1970-01-01' },
				}
			: record,
	);
	expect(byId(stored())).toEqual(byId([...expected, ...made]));
});

test('who was corrected since keeps the correction, and is named', async () => {
	const { file } = await applyWrongMapping();
	const [corrected] = setting.winningtemp.records('user');
	await patch(corrected!.id, { 'name.familyName': 'Corrected' });
	const { answer } = await undo(file, { plan: await planOf(file) });
	const [after] = setting.winningtemp.records('user');
	expect(after!.name).toMatchObject({ familyName: 'Corrected' });
	expect(answer.markdown).toContain('has had another last name since the run');
});

test('an undo that is cut short goes on where it stopped, and nothing is done twice', async () => {
	const before = stored();
	const { file } = await applyWrongMapping();
	const plan = await planOf(file);
	let writes = 0;
	setting.winningtemp.faults = ({ method }) =>
		method !== 'GET' && ++writes > 100 ? { kind: 'status', status: 401 } : undefined;
	const cut = await undo(file, { plan });
	setting.winningtemp.faults = undefined;
	const done = cut.changes.filter(({ status }) => status === 'applied');
	expect(done.length).toBeGreaterThan(50);
	expect(done.length).toBeLessThan(232);
	expect(String(cut.failure)).toContain('The run ended early');

	const rest = await undo(file, { plan: await planOf(file) });
	expect(rest.changes).toHaveLength(232 - done.length);
	expect(stored()).toEqual(before);
});

test('a file that is not one ends with what is wrong, and nothing is written', async () => {
	const before = stored();
	const json = Buffer.from(JSON.stringify({ format: 'changesOfARun', version: 9 }));
	const { failure } = await undo({
		data: json.toString('base64'),
		mimeType: 'application/json',
		fileName: 'undo.json',
	});
	expect(String(failure)).toContain('The undo file has version 9, and this node reads version 1');
	expect(stored()).toEqual(before);
});

test('without names there is no undo file, and the report says so', async () => {
	const { run } = await setting.sync({
		parameters: { [REPORT]: { includeNames: false, options: { undoFile: true } } },
	});
	const [report] = run.output(REPORT);
	expect(Object.keys(report!.binary!)).toEqual(['report']);
	expect(binaryText(report!.binary!.report)).toContain(
		'There is no undo file, because the report is without names.',
	);
	const shipped = await setting.sync();
	expect(Object.keys(shipped.run.output(REPORT)[0]!.binary!)).toEqual(['report']);
	expect(shipped.run.json(APPLY)).toEqual([]);
});

function byId<R extends { id: string }>(records: readonly R[]): R[] {
	return [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A change that a person makes by hand. */
async function patch(id: string, values: Record<string, unknown>): Promise<void> {
	const { url, token } = setting.winningtemp;
	const response = await fetch(`${url}/Users/${id}`, {
		method: 'PATCH',
		headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
		body: JSON.stringify({
			schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
			Operations: Object.entries(values).map(([path, value]) => ({ op: 'replace', path, value })),
		}),
	});
	expect(response.ok).toBe(true);
}
