import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { spike } from '../demo/scenario.ts';
import { changeSurname, employedOn } from '../sandbox/flex/changes.ts';
import { launchBrowser, loggedInPage } from './browser.mjs';
import { Editor } from './editor.mjs';
import { fileOfBinary } from './execution.mjs';
import { formAddress, submitForm, uploadUndo } from './form.mjs';
import { publish, unpublish } from './publishing.mjs';
import { templates, variant } from './templates.mjs';
import { camera } from './tour.mjs';
import { until } from './until.mjs';

/** So many get a wrong surname: fewer than a guard would hold. */
const RENAMED = 5;

/** The forms of the templates, filled in by somebody who has logged in to n8n. */
export function formsSuite(host) {
	const [main, release, preview, undo] = [
		'flex-to-winningtemp',
		'release-held-changes',
		'preview-one-person',
		'undo-a-run',
	].map((id) => templates().find((workflow) => workflow.id === id));
	const open = {};

	const addressOf = (workflow, name) => formAddress(host, workflow, name);
	const submit = async (address, value, picture) => {
		const look = async () => await open.picture(picture, open.page.locator('.container').first());
		await submitForm(open.page, address, value, look);
	};

	/** The two steps that set up a release, as a person sees them; the address is that of the form. */
	const lookAtSettings = async (nightly, form) => {
		const editor = new Editor(open.page, host.n8n.url);
		await editor.open(release.id);
		await editor.openPanel('Run the main workflow');
		assert.ok((await editor.values()).includes(nightly.name));
		await open.picture('release-select-workflow');
		await editor.closePanel();
		await editor.openPanel('Release held changes');
		await editor.panel.getByText('Production URL').first().click();
		assert.match(await editor.panel.innerText(), new RegExp(new URL(form).pathname));
		await open.picture('release-production-url');
		await editor.closePanel();
		await editor.open(nightly.id);
		await editor.openPanel('Write the report');
		assert.ok((await editor.values()).includes(form));
		await open.picture('release-address');
		await editor.closePanel();
	};

	describe('forms', () => {
		before(async () => {
			open.browser = await launchBrowser();
			open.page = await loggedInPage(open.browser, host.n8n, host.logIn);
			open.picture = camera(open.page, host.pictures);
		});
		after(async () => await open.browser?.close());

		test('the form about one person answers what would happen, and nothing is written', async () => {
			await host.emptyTenant();
			const one = employedOn(host.flex.model, host.day).find(({ emailWork }) => emailWork);
			await publish(host.session, preview.id);
			try {
				await submit(addressOf(preview, 'Ask for a person'), one.emailWork, 'form-preview');
				const answer = open.page.getByText(`${one.firstName} ${one.lastName}`).first();
				await answer.waitFor({ timeout: 90_000 });
				await open.picture('preview-one-person');
				assert.match(await open.page.locator('body').innerText(), /create/i);
				assert.equal(host.winningtemp.countWrites(), 0);
			} finally {
				await unpublish(host.session, preview.id);
			}
		});

		test('the link of the report fills in the number; one click releases, and the form shows the result', async () => {
			await host.emptyTenant();
			const form = addressOf(release, 'Release held changes');
			const nightly = variant(main, 'released', {
				'Apply the changes': { dryRun: false },
				'Write the report': { releaseAddress: form },
			});
			const releasing = variant(release, release.id, {
				'Run the main workflow': {
					workflowId: {
						...{ __rl: true, mode: 'list', value: nightly.id },
						cachedResultName: nightly.name,
					},
				},
			});
			await host.add(nightly, releasing);
			await host.execute(nightly.id);
			spike(host.flex.model, host.day);
			const run = await host.execute(nightly.id);
			const leavers = run.json('Plan the changes', 1);
			const [{ planId }] = run.json('Plan the changes', 3);
			const [{ markdown }] = run.json('Write the report');
			const [link] = /http[^\s)]+/.exec(markdown);
			assert.equal(link, `${form}?plan=${planId}`);
			const inactive = () => host.winningtemp.state().users.filter(({ active }) => !active);
			assert.equal(inactive().length, 0);
			const expected = leavers.filter(({ action }) => action === 'deactivate').length;
			assert.ok(expected > 0);

			await publish(host.session, nightly.id);
			await publish(host.session, release.id);
			const { page } = open;
			await lookAtSettings(nightly, form);
			const openForm = async () => {
				await page.goto(link);
				const consent = page.getByRole('button', { name: 'Allow access' });
				await consent.or(page.locator('#field-0')).waitFor();
				if (await consent.isVisible()) await consent.click();
				await page.locator('#field-0').waitFor();
			};
			try {
				await openForm();
				assert.equal(await page.locator('#field-0').inputValue(), planId);
				await open.picture('form-release', page.locator('.container').first());
				await page.locator('#submit-btn').click();
				await page.getByText(/\d+ changes? released/).waitFor({ timeout: 120_000 });
				await open.picture('form-release-result');
				assert.equal(inactive().length, expected);

				await openForm();
				await page.locator('#submit-btn').click();
				await page.getByText('This plan number is no longer valid').waitFor({ timeout: 120_000 });
				await open.picture('form-release-invalid');
			} finally {
				await unpublish(host.session, release.id);
				await unpublish(host.session, nightly.id);
			}
		});

		test('the file of a run is uploaded: a dry run writes nothing, the undo restores every value, and a wrong file is refused', async () => {
			await host.emptyTenant();
			const nightly = variant(main, 'undone', {
				'Apply the changes': { dryRun: false },
				'Write the report': { options: { undoFile: true } },
			});
			const dry = variant(undo, undo.id, {});
			const real = variant(undo, 'undo-real', { 'Apply the undo': { dryRun: false } });
			for (const node of real.nodes) if (node.webhookId) node.webhookId = randomUUID();
			await host.add(nightly, dry, real);
			await host.execute(nightly.id);
			const before = host.winningtemp.state();
			const renamed = employedOn(host.flex.model, host.day)
				.filter(({ emailWork }) => emailWork)
				.slice(0, RENAMED);
			for (const { id } of renamed) changeSurname(host.flex.model, id, 'Felaktig');
			const run = await host.execute(nightly.id);
			const wrong = host.winningtemp
				.state()
				.users.filter(({ familyName }) => familyName === 'Felaktig');
			assert.equal(wrong.length, RENAMED);
			const [{ binary }] = run.items('Write the report');
			const file = fileOfBinary(host.n8n.userFolder, binary.undo);

			const { page } = open;
			const upload = async (workflow, text) =>
				await uploadUndo(page, addressOf(workflow, 'Upload the undo file'), text);
			await publish(host.session, dry.id);
			await publish(host.session, real.id);
			try {
				const after = host.winningtemp.state();
				await upload(dry, file);
				await page
					.getByText(/dry run/i)
					.first()
					.waitFor({ timeout: 120_000 });
				assert.deepEqual(host.winningtemp.state(), after);

				await upload(real, file);
				await page
					.getByText(/^Undo of a run: /)
					.first()
					.waitFor({ timeout: 120_000 });
				await open.picture('form-undo-result');
				assert.deepEqual(host.winningtemp.state(), before);

				await upload(real, JSON.stringify({ anything: 'else' }));
				await page.getByText('Nothing more was undone').waitFor({ timeout: 120_000 });
				await open.picture('form-undo-wrong-file');
				assert.deepEqual(host.winningtemp.state(), before);
			} finally {
				await unpublish(host.session, dry.id);
				await unpublish(host.session, real.id);
			}
		});

		test('nobody who has not logged in gets to see a form', async () => {
			await publish(host.session, preview.id);
			try {
				const response = await fetch(addressOf(preview, 'Ask for a person'), {
					redirect: 'manual',
				});
				assert.equal(response.status, 302);
				const signIn = await fetch(new URL(response.headers.get('location'), host.n8n.url));
				assert.doesNotMatch(await signIn.text(), /Who\?/);
			} finally {
				await unpublish(host.session, preview.id);
			}
		});
	});
}
