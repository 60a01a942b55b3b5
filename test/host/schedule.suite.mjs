import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { byPath, wantedState } from '../workflow/templates/expectation.ts';
import { credentialData } from './credentials.mjs';
import { publish, unpublish } from './publishing.mjs';
import { templates, variant } from './templates.mjs';
import { until } from './until.mjs';

const EVERY_TEN_SECONDS = {
	'Every night at 01:00': {
		rule: { interval: [{ field: 'seconds', secondsInterval: 10 }] },
	},
};
const FOR_REAL = { 'Apply the changes': { dryRun: false } };

/** Published workflows, started by n8n itself. */
export function scheduleSuite(host) {
	const [main, alert] = ['flex-to-winningtemp', 'sync-error-alert'].map((id) =>
		templates().find((workflow) => workflow.id === id),
	);
	const kept = { ...main.settings, saveDataSuccessExecution: 'all' };

	const executionsOf = async (workflowId) => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return (await host.session.get(`/rest/executions?filter=${filter}`)).results;
	};

	describe('published workflows', () => {
		test('the Schedule Trigger fires: a first load, and then runs that write nothing', async () => {
			await host.emptyTenant();
			host.winningtemp.clearRequests();
			const scheduled = variant(main, 'scheduled', { ...EVERY_TEN_SECONDS, ...FOR_REAL });
			await host.add({ ...scheduled, settings: kept });
			await publish(host.session, 'scheduled');
			try {
				const succeeded = async () =>
					(await executionsOf('scheduled')).filter(({ status }) => status === 'success');
				await until('a run on schedule', async () => (await succeeded()).length > 0);
				const writes = host.winningtemp.countWrites();
				assert.ok(writes > 0);
				assert.deepEqual(byPath(host.winningtemp.state()), wantedState(host.flex.model, host.day));
				const runs = await until('another one', async () => {
					const found = await succeeded();
					return found.length > 1 && found;
				});
				assert.equal(host.winningtemp.countWrites(), writes);
				assert.ok(runs.every(({ mode }) => mode === 'trigger'));
			} finally {
				await unpublish(host.session, 'scheduled');
			}
		});

		test('a call to the webhook creates a person, and one without the key is turned away', async () => {
			await host.emptyTenant();
			const webhook = templates().find(({ id }) => id === 'webhook-to-winningtemp');
			const received = { 'Create or update the person': { dryRun: false } };
			await host.add(variant(webhook, 'received', received));
			await publish(host.session, 'received');
			const person = {
				externalId: 'webhook-1',
				username: 'asa.berg@nordvik.example',
				firstName: 'Åsa',
				lastName: 'Berg',
			};
			const call = async (headers) =>
				await fetch(`${host.n8n.url}/webhook/winningtemp-person`, {
					method: 'POST',
					headers: { 'Content-Type': 'application/json', ...headers },
					body: JSON.stringify(person),
				});
			try {
				assert.equal((await call({})).status, 403);
				assert.equal(host.winningtemp.countWrites(), 0);
				const { name, value } = credentialData(host.standIns).httpHeaderAuth;
				const answer = await call({ [name]: value });
				assert.equal(answer.status, 200);
				assert.equal((await answer.json()).action, 'created');
				const [user] = host.winningtemp.state().users;
				assert.deepEqual([user.externalId, user.givenName], ['webhook-1', 'Åsa']);
			} finally {
				await unpublish(host.session, 'received');
			}
		});

		test('a run that fails sends the alert: which workflow, which node, and what to do', async () => {
			const data = { ...credentialData(host.standIns).flexHrmApi, password: 'wrong' };
			const record = { name: 'Flex HRM with a wrong password', type: 'flexHrmApi', data };
			const { id, name } = await host.session.post('/rest/credentials', record);
			const failing = variant(main, 'failing', EVERY_TEN_SECONDS);
			failing.nodes = failing.nodes.map((node) =>
				node.name === 'Read employees from Flex'
					? { ...node, credentials: { flexHrmApi: { id, name } } }
					: node,
			);
			await host.add({ ...failing, settings: { ...kept, errorWorkflow: alert.id } });
			host.mails.length = 0;
			await publish(host.session, alert.id);
			await publish(host.session, 'failing');
			try {
				await until('a mail', () => host.mails.length > 0);
			} finally {
				await unpublish(host.session, 'failing');
				await unpublish(host.session, alert.id);
			}
			const [{ subject, text, raw }] = host.mails;
			assert.equal(subject, `${main.name} failed at “Read employees from Flex”`);
			assert.match(text, /password/i);
			assert.match(text, /\/executions\/\d+/);
			assert.ok(!raw.includes(host.flex.password));
		});
	});
}
