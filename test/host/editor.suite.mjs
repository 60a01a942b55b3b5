import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayBefore } from '../sandbox/dates.ts';
import { changeSurname, employedOn, leaveOn } from '../sandbox/flex/changes.ts';
import { launchBrowser, loggedInPage } from './browser.mjs';
import { credentialReference } from './credentials.mjs';
import { Editor } from './editor.mjs';
import { fileOf, templates, variant } from './templates.mjs';
import { until } from './until.mjs';
import { camera, lookAtCanvas, lookAtPanels, PANELS, SENDERS } from './tour.mjs';

const BUILD = 'Build the group hierarchy';
const PLAN = 'Plan the changes';
const APPLY = 'Apply the changes';
const REPORT = 'Write the report';

/** Nodes that work on one record. */
const PICKED = {
	'One user': { type: 'winningtemp', resource: 'user' },
	'One group': { type: 'winningtemp', resource: 'group' },
	'One employee': { type: 'flexHrm', resource: 'employee' },
};

/** The main template in n8n's editor, in Chromium. */
export function editorSuite(host) {
	const main = templates().find(({ id }) => id === 'flex-to-winningtemp');
	const open = {};

	describe('in the editor', () => {
		before(async () => {
			open.browser = await launchBrowser();
			open.page = await loggedInPage(open.browser, host.n8n, host.logIn);
			open.editor = new Editor(open.page, host.n8n.url);
			open.picture = camera(open.page, host.pictures);
		});
		after(async () => await open.browser?.close());

		test('every template opens with all its nodes, and none is unknown', async () => {
			const known = await host.session.nodeTypes();
			for (const workflow of templates()) {
				await open.editor.open(workflow.id);
				await lookAtCanvas(open.editor, workflow);
				await open.picture(`template-${workflow.id}`);
				for (const { type, typeVersion } of workflow.nodes) {
					assert.ok(known.has(`${type} ${typeVersion}`), `${workflow.id}: ${type} ${typeVersion}`);
				}
			}
		});

		test('imported by the menu, the main template is whole but for its settings, as the README says', async () => {
			const id = await open.editor.importFile(fileOf(main));
			const stored = await host.session.get(`/rest/workflows/${id}`);
			const typesOf = ({ nodes }) => new Map(nodes.map(({ name, type }) => [name, type]));
			assert.deepEqual(typesOf(stored), typesOf(main));
			// What is the default the editor leaves out, or writes out.
			const levelsOf = ({ nodes }) => nodes.find(({ name }) => name === BUILD).parameters.levels;
			assert.deepEqual(levelsOf(stored), levelsOf(main));
			assert.deepEqual(stored.connections, main.connections);
			// Once n8n takes them over, the README need not ask people to set them.
			for (const name of ['timezone', 'saveDataSuccessExecution', 'saveManualExecutions']) {
				assert.ok(name in main.settings);
				assert.equal(stored.settings[name], undefined);
			}
		});

		test('a node that is not installed would be seen', async () => {
			const [trigger, node] = ['Every night at 01:00', 'Write the report'].map((name) =>
				main.nodes.find((of) => of.name === name),
			);
			const unknown = { ...node, type: 'n8n-nodes-flex-winningtemp.nothing' };
			await host.add({ ...variant(main, 'unknown'), nodes: [trigger, unknown], connections: {} });
			await open.editor.open('unknown');
			await open.editor.openPanel(node.name);
			assert.equal(await open.editor.panelIsOfUnknownNode(), true);
		});

		test('each panel opens; companies are listed by name', async () => {
			await open.editor.open(main.id);
			await open.picture('canvas');
			const offered = {};
			await lookAtPanels(open.editor, open.picture, async (node) => {
				if (node === 'Read employees from Flex') {
					offered.companies = await open.editor.choices('companyIds', async () => {
						await open.picture('list-companies');
					});
				}
			});
			await lookAtPanels(open.editor, open.picture, undefined, SENDERS);
			assert.deepEqual(
				offered.companies.map((text) => text.trim()).sort(),
				host.flex.model.companies.map((of) => `${of.name} (${of.companyNumber})`).sort(),
			);
		});

		test('a dry run from the editor: the changes since the last run, all outputs shown, nothing written', async () => {
			const { model } = host.flex;
			await host.emptyTenant();
			await host.add(variant(main, 'loaded', { [APPLY]: { dryRun: false } }));
			await host.execute('loaded');
			const [one, another] = employedOn(model, host.day).filter(({ emailWork }) => emailWork);
			changeSurname(model, one.id, 'Björkengren');
			leaveOn(model, another.id, dayBefore(host.day));
			host.winningtemp.clearRequests();

			await open.editor.open(main.id);
			await open.editor.startByLargeButton();
			await open.editor.hasEnded();
			await open.picture('canvas-after-a-dry-run');
			assert.ok(host.winningtemp.countReads() > 0);
			assert.equal(host.winningtemp.countWrites(), 0);
			const shown = {};
			await lookAtPanels(
				open.editor,
				async (name) => await open.picture(name.replace('panel', 'output')),
				async (node) => (shown[node] = await open.editor.outputText()),
			);
			for (const node of Object.keys(PANELS)) assert.doesNotMatch(shown[node], /No output data/);
			assert.match(shown[PLAN], /Björkengren/);
			assert.match(shown[APPLY], /deactivate/);
			assert.match(shown[REPORT], /text\/html/);
		});

		test('Levels offers the fields of the last run, and takes one that is chosen, dragged or entered', async () => {
			await host.add(variant(main, 'levels'));
			await open.editor.open('levels');
			await open.editor.openPanel(BUILD);
			const early = await open.editor.choices('levels');
			assert.deepEqual(early.slice(0, 3), ['Office', 'Department', 'Team']);
			assert.match(early[3], /^More Fields After a Run/);
			assert.equal(early.length, 4);
			await open.editor.closePanel();
			await open.editor.startByLargeButton();
			await open.editor.hasEnded();

			await open.editor.openPanel(BUILD);
			const look = async () => await open.picture('list-levels');
			const offered = await open.editor.choices('levels', look, 2);
			assert.deepEqual(offered, ['Office', 'Department', 'Team', 'Cost centre']);
			await open.editor.choose('Cost centre', 'levels', 2);
			await open.editor.dragField('Department', 'levels', 1);
			assert.equal(await open.editor.wrongValues(), 0);
			await open.editor.addExpression('Avdelning', 'Add Level', 'levels');
			await open.editor.closePanel();
			await open.page.keyboard.press('Control+s');
			const saved = async () => {
				const { nodes } = await host.session.get('/rest/workflows/levels');
				return nodes.find(({ name }) => name === BUILD).parameters;
			};
			await until('the workflow is saved', async () => (await saved()).levels.length === 4);
			assert.deepEqual(await saved(), {
				levels: ['Office', 'organization.Department', 'Cost centre', '=Avdelning'],
			});
			await open.editor.openPanel(BUILD);
			assert.deepEqual(await open.editor.choices('levels'), [...offered, 'Avdelning']);
			assert.equal(await open.editor.wrongValues(), 0);
			await open.editor.closePanel();
		});

		test('a field that is dropped on a filled parameter replaces its value, and the guard holds the bad mapping', async () => {
			await host.emptyTenant();
			await host.add(variant(main, 'dropped', { [APPLY]: { dryRun: false } }));
			await host.execute('dropped');
			const before = host.winningtemp.state();
			assert.ok(before.users.length > 20);
			await host.add(variant(main, 'dragged', { [APPLY]: { dryRun: false } }));
			await open.editor.open('dragged');
			await open.editor.startByLargeButton();
			await open.editor.hasEnded();

			const MAP = 'Map employees to people';
			await open.editor.openPanel(MAP);
			await open.editor.dragField('Id', 'username');
			await open.picture('drag-username');
			await open.editor.closePanel();
			await open.editor.openPanel(BUILD);
			await open.editor.dragField('Department', 'levels', 1);
			await open.picture('drag-level');
			await open.editor.closePanel();
			await open.page.keyboard.press('Control+s');
			const parametersOf = async (name) => {
				const { nodes } = await host.session.get('/rest/workflows/dragged');
				return nodes.find((node) => node.name === name).parameters;
			};
			await until('the workflow is saved', async () => {
				const { username } = await parametersOf(MAP);
				return username !== undefined;
			});
			assert.equal((await parametersOf(MAP)).username, 'Id');
			assert.deepEqual((await parametersOf(BUILD)).levels, [
				'Office',
				'organization.Department',
				'Team',
			]);

			await open.editor.startByLargeButton();
			await open.editor.hasEnded();
			await open.editor.openPanel(PLAN);
			assert.match(await open.editor.outputText(), /Held/);
			await open.editor.closePanel();
			// People whom HR has without an e-mail address get a log-in name now, and may come in.
			const names = new Map(
				host.winningtemp.state().users.map(({ externalId, userName }) => [externalId, userName]),
			);
			for (const { externalId, userName } of before.users) {
				assert.equal(names.get(externalId), userName);
			}
		});

		test('a user, a group and an employee can be picked from a list', async () => {
			const nodes = Object.entries(PICKED).map(([name, { type, resource }], i) => ({
				id: `pick-${i}`,
				name,
				type: `n8n-nodes-flex-winningtemp.${type}`,
				typeVersion: 1,
				position: [i * 240, 0],
				parameters: { resource, operation: 'get' },
				credentials: { [`${type}Api`]: credentialReference(`${type}Api`) },
			}));
			await host.add({ ...variant(main, 'picked'), nodes, connections: {} });
			await open.editor.open('picked');
			const { users, groups } = host.winningtemp.state();
			const wanted = {
				'One user': users.map(({ familyName }) => familyName),
				'One group': groups.map(({ displayName }) => displayName),
				'One employee': host.flex.model.employees.map(({ lastName }) => lastName),
			};
			for (const [name, names] of Object.entries(wanted)) {
				await open.editor.openPanel(name);
				const offered = await open.editor.listed();
				assert.ok(offered.length > 5, `${name}: ${offered.join()}`);
				assert.equal(new Set(offered).size, offered.length, `${name}: ${offered.join()}`);
				for (const text of offered)
					assert.ok(
						names.some((of) => text.includes(of)),
						text,
					);
				await open.picture(`list-${name.toLowerCase().replace(' ', '-')}`);
				await open.editor.closePanel();
			}
		});

		test('dark pictures of the nodes in the dark editor', async () => {
			open.dark = await loggedInPage(open.browser, host.n8n, host.logIn, 'dark');
			const editor = new Editor(open.dark, host.n8n.url);
			await editor.open(main.id);
			await lookAtCanvas(editor, main, 'dark');
		});

		test('a first dry run: everybody is planned, and an empty tenant is reported as empty', async () => {
			await host.emptyTenant();
			const editor = new Editor(open.dark, host.n8n.url);
			await editor.open(main.id);
			await editor.startByLargeButton();
			await editor.hasEnded();
			await camera(open.dark, host.pictures)('canvas-after-a-dry-run-dark');
			await editor.openPanel('Read the directory in Winningtemp');
			assert.match(await editor.outputText(), /no users and no groups yet/);
			await camera(open.dark, host.pictures)('output-empty-tenant-dark');
			await editor.closePanel();
			await editor.openPanel(APPLY);
			assert.match(await editor.outputText(), /dryRun/);
			assert.equal(host.winningtemp.countWrites(), 0);
			await open.dark.context().close();
		});

		test('the editor asked for nothing outside this machine', () => {
			assert.deepEqual(open.page.outside, []);
		});
	});
}
