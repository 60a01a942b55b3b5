import type { INode } from 'n8n-workflow';
import { employedOn } from '../../sandbox/flex/changes';
import { readJson } from '../../support/files';
import type { WorkflowFile } from '../engine';
import { byPath, wantedState } from './expectation';
import { APPLY, DAY, PEOPLE_ONLY, Setting, UPSERT, WITH_GROUPS } from './setting';

/**
 * Workflows that were saved with version 1 of the nodes: the templates of that day, as customers
 * have imported them. They run as before, and end where the templates of today end.
 */

const SAVED = 'test/workflow/saved';

let setting: Setting;

beforeEach(async () => {
	setting = await Setting.start({ people: 60 });
	// Skipped people are among them.
	for (const one of setting.model.employees.slice(0, 2)) one.emailWork = null;
});

afterEach(async () => await setting.close());

/** How many people in HR have no e-mail address, and so no username. */
function withoutEmail(): number {
	const { length } = employedOn(setting.model, DAY).filter(({ emailWork }) => emailWork === null);
	expect(length).toBeGreaterThan(1);
	return length;
}

/** The parameters of the node that writes, as n8n saves them: without what is the default. */
const savedAs = (name: string, options: INode['parameters']) => ({
	folder: SAVED,
	dryRun: 'asShipped' as const,
	parameters: { [name]: { options } },
});

test('the saved templates are of the first version', () => {
	for (const file of [WITH_GROUPS, PEOPLE_ONLY]) {
		const { nodes } = readJson<WorkflowFile>(`${SAVED}/${file}`);
		const own = nodes.filter(({ type }) => type.startsWith('n8n-nodes-flex-winningtemp.'));
		expect(own.length).toBeGreaterThan(3);
		expect(own.map(({ typeVersion }) => typeVersion)).toEqual(own.map(() => 1));
	}
});

test.each([
	['with groups', WITH_GROUPS],
	['people only', PEOPLE_ONLY],
] as const)('%s: as saved it stays a dry run', async (_name, file) => {
	const { writes, figures } = await setting.sync({ file, folder: SAVED, dryRun: 'asShipped' });
	expect(writes).toBe(0);
	expect(figures).toMatchObject({ dryRun: true });
	expect(figures.created).toBeGreaterThan(40);
});

test.each([
	['switched off', { dryRun: false }],
	['left out, as n8n saves a default', {}],
])('with Dry Run %s it writes, and HR is in Winningtemp', async (_name, options) => {
	const { state, figures } = await setting.sync(savedAs(APPLY, options));
	expect(byPath(state)).toEqual(wantedState(setting.model, DAY));
	expect(figures).toMatchObject({ dryRun: false, leftOut: withoutEmail(), status: 'attention' });
});

test('the template of today finds nothing to do after the saved one, and the other way round', async () => {
	await setting.sync(savedAs(APPLY, {}));
	expect((await setting.sync()).writes).toBe(0);
	expect((await setting.sync(savedAs(APPLY, {}))).writes).toBe(0);
});

test('people only: it writes for real as before, and skipped people are reported', async () => {
	const { state, figures } = await setting.sync({ file: PEOPLE_ONLY, ...savedAs(UPSERT, {}) });
	expect(state.users.map(({ externalId }) => externalId)).toEqual(
		wantedState(setting.model, DAY).users.map(({ externalId }) => externalId),
	);
	expect(figures).toMatchObject({ dryRun: false, leftOut: withoutEmail() });
});
