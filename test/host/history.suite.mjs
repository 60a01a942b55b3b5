import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { wantedState } from '../workflow/templates/expectation.ts';
import { launchBrowser } from './browser.mjs';
import { fileOfBinary } from './execution.mjs';
import { templates, variant } from './templates.mjs';
import { timelineTests } from './timeline.mjs';
import { camera } from './tour.mjs';

const KEEP = 'Keep the history';
const REPORT = 'Write the history';

/** One row for each run in n8n's own data table, and the workflow that looks at the rows. */
export function historySuite(host) {
	const saved = { saveManualExecutions: true };
	const copyOf = (template, id, parameters = {}) => {
		const workflow = templates().find((one) => one.id === template);
		return variant(workflow, id, parameters, { settings: { ...workflow.settings, ...saved } });
	};
	const keeping = (id, parameters) => {
		const nightly = copyOf('flex-to-winningtemp', id, parameters);
		const nodes = nightly.nodes.map((node) =>
			node.name === KEEP ? { ...node, disabled: false } : node,
		);
		return { ...nightly, nodes };
	};
	// Another suite may have changed HR before.
	const wanted = () => wantedState(host.flex.model, host.day);
	const nightly = async (id) => await host.executeInServer(id, 'Every night at 01:00');
	const look = async () => await host.executeInServer('history', 'Every morning at 07:00');

	describe('the history of runs', () => {
		before(async () => {
			await host.emptyTenant();
			await host.add(
				copyOf('history-of-runs', 'history'),
				keeping('kept', { 'Apply the changes': { dryRun: false } }),
				keeping('kept-dry', {}),
			);
		});

		test('the first step makes the table; the second time it takes the one that is there', async () => {
			const [first] = (await look()).json('Create the table');
			const again = await look();
			assert.equal(again.json('Create the table')[0].id, first.id);
			const [{ headline, isUnusual }] = again.json(REPORT);
			assert.deepEqual([headline, isUnusual], ['No run in the history', true]);
		});

		test('each run adds a row: when, how many, and what the requests were', async () => {
			await nightly('kept-dry');
			assert.equal(host.winningtemp.countWrites(), 0);
			const run = await nightly('kept');
			const sent = host.flex.requests.length + host.winningtemp.requests.length;
			const [report] = run.json('Write the report');
			const [row] = run.json(KEEP);
			assert.equal(row.error, undefined);

			const rows = (await look()).json('Read the runs');
			assert.equal(rows.length, 2);
			const [dry, real] = rows.sort((a, b) => a.id - b.id);
			const { id, createdAt, updatedAt, ...cells } = real;
			assert.deepEqual(cells, report.history);
			assert.equal(cells.time, report.createdAt);
			assert.equal(cells.usersCreated, report.users.created);
			assert.equal(cells.usersCreated, wanted().users.length);
			assert.equal(cells.groupsCreated, report.groups.created);
			assert.equal(cells.requests, sent);
			assert.equal(cells.workflowId, 'kept');
			assert.deepEqual([real.dryRun, dry.dryRun], [false, true]);
			assert.equal(dry.usersCreated, real.usersCreated);
		});

		test('nobody is named in the rows', async () => {
			const text = JSON.stringify((await look()).json('Read the runs'));
			for (const { lastName, emailWork } of host.flex.model.employees) {
				assert.ok(!new RegExp(`\\b${lastName}\\b`).test(text), lastName);
				if (emailWork) assert.ok(!text.includes(emailWork), emailWork);
			}
		});

		test('the history is drawn, and two calm runs are nothing unusual', async () => {
			const run = await look();
			const [{ json, binary }] = run.items(REPORT);
			assert.deepEqual([json.headline, json.isUnusual], ['Nothing unusual', false]);
			assert.equal(json.workflows.length, 2);
			const html = fileOfBinary(host.n8n.userFolder, binary.report);
			assert.equal(html.match(/<svg class="history"/g).length, 2);
			const browser = await launchBrowser();
			try {
				const page = await browser.newPage();
				await page.setContent(html);
				assert.equal(await page.getByRole('img').count(), 2);
				await camera(page, host.pictures)('history');
			} finally {
				await browser.close();
			}
		});

		test('a run without a table does all its work, and fails at its end with what is missing', async () => {
			const missing = { __rl: true, mode: 'name', value: 'Nothing of this name' };
			await host.add(
				keeping('no-table', {
					[KEEP]: { dataTableId: missing },
					'Apply the changes': { dryRun: false },
				}),
			);
			await host.emptyTenant();
			const { status, result } = await nightly('no-table');
			assert.equal(status, 'error');
			assert.match(result.error.message, /“Keep the history” failed: .*not found/);
			assert.equal(host.winningtemp.state().users.length, wanted().users.length);
		});
	});

	timelineTests(host);
}
