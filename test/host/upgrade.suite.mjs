import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
	byPath,
	stateWithManagersInGroups,
	wantedState,
} from '../workflow/templates/expectation.ts';
import { credentialRecords } from './credentials.mjs';
import { importCredentials, importWorkflows } from './imports.mjs';
import { installPackage } from './pack.mjs';
import { newLogIn, Session } from './session.mjs';
import { templates, variant } from './templates.mjs';

/** An earlier state of this package with the templates of its day, packed as it was then. */
const EARLIER = fileURLToPath(
	new URL('earlier/n8n-nodes-flex-winningtemp-0.0.1.tgz', import.meta.url),
);

/** This version installed over an earlier one, in an n8n that holds saved workflows. */
export function upgradeSuite(host) {
	const opened = { n8n: undefined, saved: [] };

	describe('installed over an earlier version', () => {
		// The earlier version knew of one way only in which Flex gives names and employment types.
		let behaviour;
		before(() => {
			behaviour = host.flex.behaviour;
			host.flex.behaviour = {
				...behaviour,
				distributionName: 'name',
				employmentType: 'english',
			};
		});
		after(() => {
			host.flex.behaviour = behaviour;
		});

		test('the earlier one does a first load with the template of its day', async () => {
			await host.emptyTenant();
			const n8n = await host.anotherN8n('upgraded');
			opened.n8n = n8n;
			await installPackage(EARLIER, n8n.userFolder);
			assert.equal(installed(n8n).version, '0.0.1');
			await importCredentials(n8n, credentialRecords(host.standIns));
			opened.saved = templates(join(folderOf(n8n), 'workflows'));
			const main = opened.saved.find(({ id }) => id === 'flex-to-winningtemp');
			const nightly = variant(main, 'nightly', {
				'Apply the changes': { options: { dryRun: false } },
			});
			await importWorkflows(n8n, [...opened.saved, nightly]);
			await n8n.execute('nightly');
			const wanted = stateWithManagersInGroups(host.flex.model, host.day);
			assert.deepEqual(byPath(host.winningtemp.state()), wanted);
		});

		test('the same saved workflow runs on with this version: managers leave the members of their groups, and then there is nothing to write', async () => {
			const { n8n } = opened;
			await installPackage(host.tarball, n8n.userFolder);
			assert.notEqual(installed(n8n).version, '0.0.1');
			const managers = stateWithManagersInGroups(host.flex.model, host.day)
				.groups.filter(({ members, managerExternalId: id }) => members.includes(id))
				.map(({ managerExternalId }) => managerExternalId);
			const first = (await n8n.execute('nightly')).json('Plan the changes');
			assert.deepEqual(first.map(({ externalId }) => externalId).sort(), managers.sort());
			for (const { kind, action, changes } of first) {
				const fields = changes.map(({ field, to }) => [field, to]);
				assert.deepEqual([kind, action, fields], ['user', 'update', [['groupExternalId', null]]]);
			}
			assert.deepEqual(byPath(host.winningtemp.state()), wantedState(host.flex.model, host.day));
			host.winningtemp.clearRequests();
			const run = await n8n.execute('nightly');
			assert.deepEqual(run.json('Plan the changes'), []);
			assert.ok(host.winningtemp.countReads() > 0);
			assert.equal(host.winningtemp.countWrites(), 0);
		});

		test('all saved workflows open, with every node type known', async () => {
			const { n8n, saved } = opened;
			await n8n.start();
			try {
				const session = new Session(n8n.url);
				await session.setUp(newLogIn());
				const known = await session.nodeTypes();
				for (const { id, nodes } of saved) {
					const workflow = await session.get(`/rest/workflows/${id}`);
					assert.equal(workflow.nodes.length, nodes.length);
					for (const { type, typeVersion } of workflow.nodes) {
						assert.ok(known.has(`${type} ${typeVersion}`), `${id}: ${type} ${typeVersion}`);
					}
				}
			} finally {
				await n8n.stop();
			}
		});
	});
}

const folderOf = ({ userFolder }) => {
	const modules = join(userFolder, '.n8n/nodes/node_modules');
	return join(
		modules,
		readdirSync(modules).find((name) => !name.startsWith('.')),
	);
};

const installed = (n8n) => JSON.parse(readFileSync(join(folderOf(n8n), 'package.json'), 'utf8'));
