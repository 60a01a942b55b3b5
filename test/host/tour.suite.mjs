import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startPage } from '../sandbox/page/server.ts';
import { launchBrowser, loggedInPage } from './browser.mjs';
import { fileOfBinary } from './execution.mjs';
import { formAddress, uploadUndo } from './form.mjs';
import { publish, unpublish } from './publishing.mjs';
import { templates, variant } from './templates.mjs';
import { camera } from './tour.mjs';

const PLAN = 'Plan the changes';
const REPORT = 'Write the report';
const LIVE = { 'Apply the changes': { dryRun: false } };
/** The mapping that the tour calls wrong: it takes a part of some surnames away. */
const WRONG = { lastName: "={{ $json.LastName.replace('berg', '') }}" };

/** What docs/tour.md promises: the buttons of the page of the stand-ins, and the run after each. */
export function tourSuite(host) {
	const open = {};
	const shipped = (id) => templates().find((workflow) => workflow.id === id);

	const press = async (title) => {
		await open.page.getByRole('button', { name: title }).click();
		await open.page.getByRole('status').waitFor();
		return await open.page.getByRole('status').innerText();
	};
	const markdownOf = (run) => run.json(REPORT)[0].markdown;

	describe('the tour', () => {
		before(async () => {
			await host.emptyTenant();
			open.standIns = await startPage(host, () => host.day);
			open.browser = await launchBrowser();
			open.page = await open.browser.newPage();
			await open.page.goto(open.standIns.url);
			open.picture = camera(open.page, host.pictures);
			await host.add(variant(shipped('flex-to-winningtemp'), 'tour', LIVE));
		});
		after(async () => {
			await open.browser?.close();
			await open.standIns?.close();
		});

		test('the first load, then an ordinary morning: what the page says is what the run changes', async () => {
			await host.execute('tour');
			const said = await press('An ordinary morning');
			assert.match(said, / start today, .+ has left/);
			await open.picture('stand-ins');
			const run = await host.execute('tour');
			const created = run.json(PLAN).filter(({ action }) => action === 'create');
			const names = created.filter(({ kind }) => kind === 'user').map(({ name }) => name);
			assert.equal(names.length, 2);
			for (const name of names) assert.ok(said.includes(name), name);
			assert.deepEqual(run.json(PLAN, 1), []);
		});

		test('a wrong mapping is written, and the form takes it back', async () => {
			const main = shipped('flex-to-winningtemp');
			const undo = variant(shipped('undo-a-run'), 'undo-a-run', {
				'Apply the undo': { dryRun: false },
			});
			const wrong = variant(main, 'tour', {
				...LIVE,
				'Map employees to people': WRONG,
				[REPORT]: { options: { undoFile: true } },
			});
			await host.add(wrong, undo);
			const before = host.winningtemp.state();
			const run = await host.execute('tour');
			const [{ binary }] = run.items(REPORT);
			const file = fileOfBinary(host.n8n.userFolder, binary.undo);
			const names = (state) => state.users.map(({ familyName }) => familyName);
			const [old, cut] = [names(before), names(host.winningtemp.state())];
			const changed = old.filter((name, at) => cut[at] !== name);
			assert.ok(changed.length > 2, `changed: ${changed.join(', ')}`);
			assert.ok(changed.every((name) => name.includes('berg')));
			assert.deepEqual(run.json(PLAN, 1), []);
			await host.add(variant(main, 'tour', LIVE));

			const page = await loggedInPage(open.browser, host.n8n, host.logIn);
			await publish(host.session, undo.id);
			try {
				const address = formAddress(host, undo, 'Upload the undo file');
				const form = page.locator('.container').first();
				const look = async () => await camera(page, host.pictures)('form-undo', form);
				await uploadUndo(page, address, file, look);
				await page
					.getByText(/^Undo of a run: /)
					.first()
					.waitFor({ timeout: 120_000 });
			} finally {
				await unpublish(host.session, undo.id);
				await page.context().close();
			}
			assert.deepEqual(host.winningtemp.state(), before);
			const next = await host.execute('tour');
			assert.deepEqual(next.json(PLAN), []);
		});

		test('many leavers are held, and nobody is deactivated', async () => {
			const said = await press('Many leavers on one day');
			const run = await host.execute('tour');
			const held = run.json(PLAN, 1).filter(({ action }) => action === 'deactivate');
			assert.equal(`${held.length} people leave on one day.`, said);
			assert.match(markdownOf(run), /people would be removed: held/);
		});

		test('an empty list stops the run before it writes, and all is well again afterwards', async () => {
			await press('Flex lists nobody');
			await assert.rejects(host.execute('tour'));
			assert.equal(host.winningtemp.countWrites(), 0);
			await press('All is well again');
			const run = await host.execute('tour');
			assert.deepEqual(run.json(PLAN), []);
		});

		test('what if: other settings are compared, and nothing is written', async () => {
			const run = await host.execute('what-if');
			const [report] = run.json('Compare both plans');
			assert.equal(report.mode, 'compared');
			assert.ok(report.users.updated + report.users.held > 0);
			assert.match(report.headline, /^\d+ results differ$/);
			assert.equal(host.winningtemp.countWrites(), 0);
		});

		test('the next 30 days are compared with today, and nothing is written', async () => {
			await host.add(byHand(shipped('coming-30-days'), 'coming'));
			const run = await host.execute('coming');
			assert.equal(run.json('Compare both days')[0].mode, 'compared');
			assert.equal(host.winningtemp.countWrites(), 0);
		});
	});
}

/** n8n's command starts no schedule: the same workflow with a trigger that it starts. */
function byHand(workflow, id) {
	const nodes = workflow.nodes.map((node) =>
		node.type.endsWith('.scheduleTrigger')
			? { ...node, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} }
			: node,
	);
	return { ...workflow, id, nodes };
}
