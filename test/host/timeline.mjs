import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { changeSurname, employedOn } from '../sandbox/flex/changes.ts';
import { launchBrowser, loggedInPage } from './browser.mjs';
import { formAddress, submitForm } from './form.mjs';
import { publish, unpublish } from './publishing.mjs';
import { templates, variant } from './templates.mjs';
import { camera } from './tour.mjs';

const TABLE = { __rl: true, mode: 'name', value: 'Changes of people' };
const LIST = 'List the changes of people';
const KEEP = 'Keep the changes of people';
const NIGHT = 'Every night at 01:00';
const MORNING = 'Every morning at 07:00';
const FORGET = 'Forget changes of people';

/** What changed of one person: kept only where somebody asks for it, read by the form, forgotten in time. */
export function timelineTests(host) {
	const shipped = (id) => templates().find((workflow) => workflow.id === id);
	const saving = ({ settings }) => ({ settings: { ...settings, saveManualExecutions: true } });
	const enabled = (workflow, ...names) => ({
		...workflow,
		nodes: workflow.nodes.map((node) =>
			names.includes(node.name) ? { ...node, disabled: false } : node,
		),
	});
	const nightly = (id, options) => {
		const main = shipped('flex-to-winningtemp');
		const parameters = {
			'Apply the changes': { dryRun: false },
			'Write the report': { options },
		};
		return enabled(variant(main, id, parameters, saving(main)), LIST, KEEP);
	};
	/** The template of the history, reading the other table, and forgetting what is older than so many days. */
	const looking = (id, days) => {
		const history = shipped('history-of-runs');
		const keyValue = `={{ $now.minus({ days: ${days} }).toISO() }}`;
		const conditions = [{ keyName: 'time', condition: 'lt', keyValue }];
		return variant(
			history,
			id,
			{ 'Read the runs': { dataTableId: TABLE }, [FORGET]: { filters: { conditions } } },
			saving(history),
		);
	};
	const rows = async (id = 'people') => {
		const read = (await host.executeInServer(id, MORNING)).json('Read the runs');
		return read.filter(({ externalId }) => externalId !== undefined);
	};
	const open = {};

	describe('what changed of one person', () => {
		before(async () => {
			await host.emptyTenant();
			open.preview = enabled(shipped('preview-one-person'), 'Read the changes of the person');
			await host.add(
				nightly('unlisted', {}),
				nightly('listed', { changesOfPeople: true }),
				looking('people', 90),
				looking('forgetting', -1),
				open.preview,
			);
			open.browser = await launchBrowser();
			open.page = await loggedInPage(open.browser, host.n8n, host.logIn);
			open.one = employedOn(host.flex.model, host.day).find(({ emailWork }) => emailWork);
		});
		after(async () => await open.browser?.close());

		test('the first step makes the table, and nothing is kept unless the report is set to list it', async () => {
			assert.deepEqual(await rows(), []);
			const { status, nodes } = await host.executeInServer('unlisted', NIGHT);
			assert.equal(status, 'success');
			assert.ok(nodes.includes(LIST) && !nodes.includes(KEEP));
			assert.ok(host.winningtemp.state().users.length > 0);
			assert.deepEqual(await rows(), []);
		});

		test('listed, each person who is created is one row, and each value that changes is one', async () => {
			await host.emptyTenant();
			const first = await host.executeInServer('listed', NIGHT);
			assert.equal(first.json(KEEP)[0].error, undefined);
			const { users } = host.winningtemp.state();
			const created = await rows();
			assert.equal(created.length, users.length);
			assert.ok(created.every(({ action, field }) => action === 'created' && field === null));

			open.before = open.one.lastName;
			changeSurname(host.flex.model, open.one.id, 'Nygren');
			await host.executeInServer('listed', NIGHT);
			const added = (await rows()).slice(created.length);
			assert.deepEqual(
				added.map(({ externalId, action, field, before, after }) => [
					...[externalId, action, field, before, after],
				]),
				[[open.one.id, 'updated', 'lastName', open.before, 'Nygren']],
			);
		});

		test('the form shows the timeline of the person who was asked for, and of nobody else', async () => {
			const { page, preview, one } = open;
			await publish(host.session, preview.id);
			try {
				await submitForm(page, formAddress(host, preview, 'Ask for a person'), one.id);
				const heading = page.getByRole('heading', { name: 'What changed when' });
				await heading.waitFor({ timeout: 90_000 });
				const body = await page.locator('body').innerText();
				const timeline = body.slice(body.indexOf('What changed when'));
				const times = timeline.match(/^\d{4}-\d\d-\d\d \d\d:\d\d: \w+/gm);
				assert.deepEqual(
					times.map((line) => line.replace(/^.*: /, '')),
					['Updated', 'Created'],
				);
				assert.match(timeline, new RegExp(`Last name\\s+${open.before}\\s+Nygren`));
				await heading.scrollIntoViewIfNeeded();
				await camera(page, host.pictures)('timeline', page.locator('.container').first());
			} finally {
				await unpublish(host.session, preview.id);
			}
		});

		test('rows stay for 90 days, and older ones are deleted', async () => {
			const kept = await rows();
			assert.ok(kept.length > 1);
			// As seen by somebody to whom all rows are too old.
			await host.executeInServer('forgetting', MORNING);
			assert.deepEqual(await rows(), []);
		});
	});
}
