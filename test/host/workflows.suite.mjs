import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { spike } from '../demo/scenario.ts';
import { byPath, wantedState } from '../workflow/templates/expectation.ts';
import { csvOf } from './csvFile.mjs';
import { templates, variant } from './templates.mjs';

const PLAN = 'Plan the changes';
const APPLY = 'Apply the changes';
const REPORT = 'Write the report';
const FOR_REAL = { dryRun: false };

/** The templates, imported and executed by n8n's own commands. */
export function workflowsSuite(host) {
	const shipped = new Map(templates().map((workflow) => [workflow.id, workflow]));

	describe('templates by the commands of n8n', () => {
		test('n8n takes every template', async () => {
			assert.match(host.importTold, new RegExp(`imported ${shipped.size} workflows`));
			const listed = await host.n8n.command('list:workflow');
			for (const { id, name } of shipped.values()) assert.ok(listed.includes(`${id}|${name}`), id);
		});

		test('the main template as shipped is a dry run: everybody is planned, nothing written', async () => {
			const run = await host.execute('flex-to-winningtemp');
			const wanted = wantedState(host.flex.model, host.day);
			const changes = run.json(APPLY);
			assert.equal(countOf(changes, 'user', 'create'), wanted.users.length);
			assert.equal(countOf(changes, 'group', 'create'), wanted.groups.length);
			assert.ok(changes.every(({ status }) => status === 'dryRun'));
			assert.ok(host.winningtemp.countReads() > 0);
			assert.equal(host.winningtemp.countWrites(), 0);
			const [{ json, binary }] = run.items(REPORT);
			assert.equal(binary.report.mimeType, 'text/html');
			assert.match(json.markdown, /Nothing was written/);
		});

		test('a first load: Winningtemp holds what HR says', async () => {
			const main = shipped.get('flex-to-winningtemp');
			await host.add(variant(main, 'nightly', { [APPLY]: FOR_REAL }));
			await host.execute('nightly');
			assert.deepEqual(byPath(host.winningtemp.state()), wantedState(host.flex.model, host.day));
		});

		test('an unchanged second run writes nothing', async () => {
			const run = await host.execute('nightly');
			assert.deepEqual(run.json(PLAN), []);
			assert.ok(host.winningtemp.countReads() > 0);
			assert.equal(host.winningtemp.countWrites(), 0);
		});

		test('a bad mapping is held: nobody gets the ID of Flex as log-in name', async () => {
			const before = host.winningtemp.state();
			const main = shipped.get('flex-to-winningtemp');
			const bad = { 'Map employees to people': { username: 'Id' } };
			await host.add(variant(main, 'bad-mapping', { ...bad, [APPLY]: FOR_REAL }));
			const run = await host.execute('bad-mapping');
			const held = run.json(PLAN, 1);
			assert.ok(held.filter(({ guard }) => guard.name === 'usernameChanges').length > 20);
			assert.deepEqual(logInNames(host.winningtemp.state(), before), logInNames(before, before));
			assert.match(run.json(REPORT)[0].subject, /log-in/i);
		});

		test('a spike of leavers is held: nobody is deactivated, the report gives the number to release', async () => {
			const before = host.winningtemp.state();
			spike(host.flex.model, host.day);
			const run = await host.execute('nightly');
			const leavers = run.json(PLAN, 1).filter(({ action }) => action === 'deactivate');
			assert.ok(leavers.length > 5);
			assert.deepEqual(
				host.winningtemp.state().users.filter(({ active }) => !active),
				[],
			);
			assert.equal(host.winningtemp.state().users.length, before.users.length);
			const [{ planId }] = run.json(PLAN, 3);
			assert.ok(run.json(REPORT)[0].markdown.includes(planId));
			host.heldPlan = planId;
		});

		test('what is held goes to Slack, Teams and by mail, in Swedish and without names', async () => {
			const { chat, mails } = host;
			mails.length = 0;
			const form = 'https://n8n.example.com/form/release';
			const sending = variant(shipped.get('flex-to-winningtemp'), 'sending', {
				[REPORT]: { language: 'sv', releaseAddress: form },
				'Post to Teams': { url: chat.teamsAddress },
			});
			sending.nodes = sending.nodes.map((node) =>
				node.name === 'Keep the history' ? node : { ...node, disabled: false },
			);
			await host.add(sending);
			const run = await host.execute('sending');
			const [report] = run.json(REPORT);
			const link = `${form}?plan=${run.json(PLAN, 3)[0].planId}`;
			assert.deepEqual(
				chat.slack.map(({ body }) => body),
				[
					{
						channel: '#hr-sync',
						text: report.subject,
						includeLinkToWorkflow: false,
						blocks: report.slack.blocks,
					},
				],
			);
			assert.deepEqual(
				chat.teams.map(({ body }) => body),
				[report.teams],
			);
			assert.equal(mails.length, 1);
			assert.equal(mails[0].subject, report.subject);
			assert.equal(mails[0].text, report.mail);
			const [page] = Object.values(mails[0].attachments);
			assert.match(page, /<html lang="sv">/);
			const sent = [chat.slack, chat.teams].map((list) => JSON.stringify(list));
			for (const text of [...sent, mails[0].text]) {
				assert.ok(text.includes(link), text);
				assert.match(text, /Släpp igenom stoppade ändringar/);
				for (const { lastName, emailWork } of host.flex.model.employees) {
					assert.ok(!new RegExp(`\\b${lastName}\\b`).test(text), `${lastName}: ${text}`);
					if (emailWork) assert.ok(!text.includes(emailWork), emailWork);
				}
			}
		});

		test('people only: the template as shipped writes nothing, then everybody, then nothing', async () => {
			await host.emptyTenant();
			await host.execute('flex-to-winningtemp-users');
			assert.equal(host.winningtemp.countWrites(), 0);

			const people = shipped.get('flex-to-winningtemp-users');
			await host.add(variant(people, 'people-nightly', { 'Create or update people': FOR_REAL }));
			await host.execute('people-nightly');
			const wanted = wantedState(host.flex.model, host.day);
			const { users, groups } = host.winningtemp.state();
			assert.deepEqual(groups, []);
			assert.deepEqual(
				users,
				wanted.users.map((user) => ({ ...user, groups: [] })),
			);
			const again = await host.execute('people-nightly');
			const results = again.json('Create or update people');
			assert.ok(results.length >= wanted.users.length);
			assert.ok(results.every(({ action }) => action === 'unchanged'));
			assert.equal(host.winningtemp.countWrites(), 0);
		});

		test('a CSV file: nothing as shipped, then Winningtemp holds what the file says', async () => {
			const file = join(host.n8n.files, 'employees.csv');
			writeFileSync(file, csvOf(host.flex.model, host.day));
			const csv = shipped.get('csv-to-winningtemp');
			const read = { 'Read the file': { fileSelector: file } };
			await host.emptyTenant();
			await host.add(
				variant(csv, 'csv-dry', read),
				variant(csv, 'csv-nightly', { ...read, [APPLY]: FOR_REAL }),
			);
			await host.execute('csv-dry');
			assert.ok(host.winningtemp.countReads() > 0);
			assert.equal(host.winningtemp.countWrites(), 0);
			await host.execute('csv-nightly');
			assert.deepEqual(byPath(host.winningtemp.state()), wantedState(host.flex.model, host.day));
		});

		test('files over SFTP: nothing as shipped, then both files, then the same byte for byte', async (t) => {
			const { ssh, whyNoSsh } = host.standIns;
			if (!ssh) return t.skip(whyNoSsh);
			const folder = { 'List the folder': { path: ssh.folder } };
			const sftp = shipped.get('flex-to-winningtemp-sftp');
			await host.add(
				variant(sftp, 'files-dry', folder),
				variant(sftp, 'files-nightly', { ...folder, 'Prepare the upload': FOR_REAL }),
			);
			await host.execute('files-dry');
			assert.equal(ssh.files().size, 0);

			await host.execute('files-nightly');
			const wanted = wantedState(host.flex.model, host.day);
			assert.equal(rowsIn(ssh.read('wt_users.csv')), wanted.users.length);
			assert.equal(rowsIn(ssh.read('wt_groups.csv')), wanted.groups.length);

			const before = ssh.files();
			await host.execute('files-nightly');
			for (const name of ['wt_users.csv', 'wt_groups.csv']) {
				assert.equal(ssh.read(name), before.get(name));
			}
		});
	});
}

/** By External ID, of those who were there before: people who had no log-in name may come in. */
function logInNames({ users }, before) {
	const known = new Set(before.users.map(({ externalId }) => externalId));
	const names = users.map(({ externalId, userName }) => [externalId, userName]);
	return Object.fromEntries(names.filter(([externalId]) => known.has(externalId)));
}

/** How many of one kind something is done to: what is linked later is a change of its own. */
function countOf(changes, kind, action) {
	const found = changes.filter((change) => change.kind === kind && change.action === action);
	return new Set(found.map(({ externalId }) => externalId)).size;
}

/** Without the header; no value of the invented people has a line break. */
const rowsIn = (csv) => csv.trimEnd().split('\n').length - 1;
