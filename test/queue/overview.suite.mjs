import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { credentialReference } from '../host/credentials.mjs';
import { publish } from '../host/publishing.mjs';
import { until } from '../host/until.mjs';
import { employedOn, leaveOn } from '../sandbox/flex/changes.ts';
import { Nights } from './schedule.mjs';

export const OVERVIEW = 'all-customers';

/** So many leave at one customer that a guard holds it: a fourth. */
const SPIKE = 20;

/** The template with these customers in its list, which mails its table and keeps what it has done. */
export function overviewOf(template, customers) {
	const list = customers.map(({ id }) => ({ customer: id, workflow: id }));
	const changed = {
		'List the customers': { jsonOutput: JSON.stringify({ customers: list }) },
	};
	const nodes = template.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...changed[node.name] },
		...(node.name === 'Mail the table' && {
			disabled: false,
			credentials: { smtp: credentialReference('smtp') },
		}),
	}));
	const settings = { ...template.settings, saveDataSuccessExecution: 'all' };
	return { ...template, id: OVERVIEW, settings, nodes };
}

/** One workflow that runs those of all customers, one after another, and mails one table. */
export function overviewSuite({ cluster, customers, mails, assertAllRight, writesOf, measured }) {
	describe('one workflow runs those of all customers', () => {
		let nights;

		before(async () => {
			await publish(cluster.session, OVERVIEW);
			nights = new Nights(cluster.session, [OVERVIEW]);
		});

		const begin = async () => {
			for (const customer of customers) customer.clearRequests();
			mails().length = 0;
			return await nights.begin();
		};
		/** The rows of the table that was mailed, as `customer: what needs a decision`. */
		const table = async () => {
			const tables = () => mails().filter(({ subject }) => subject.startsWith('All customers'));
			await until('the table is mailed', () => tables().length > 0, 60);
			assert.equal(tables().length, 1);
			const [{ subject, text }] = tables();
			const rows = [
				...text.matchAll(/<th scope="row"[^>]*>([^<]+)<\/th><td[^>]*><strong>([^<]+)/g),
			];
			return { subject, rows: rows.map(([, name, said]) => `${name}: ${said}`) };
		};

		test('the changes of a morning arrive at every customer; what needs a decision is first in the table', async (t) => {
			const [failing, spike, ...others] = customers;
			const { model } = spike.flex;
			for (const customer of others) customer.change();
			failing.flex.missingEndpoints = ['employees'];
			spike.flex.model = structuredClone(model);
			for (const { id } of employedOn(spike.flex.model, spike.day).slice(0, SPIKE))
				leaveOn(spike.flex.model, id, '2026-01-31');

			const night = await begin();
			const [execution] = await night.end();
			failing.flex.missingEndpoints = [];
			spike.flex.model = model;
			assert.equal(execution.status, 'success');
			const { subject, rows } = await table();
			assert.equal(rows.length, customers.length);
			assert.equal(rows[0], `${failing.id}: Not finished`);
			assert.equal(rows[1], `${spike.id}: Waits for a decision`);
			assert.deepEqual(
				rows
					.slice(2)
					.map((row) => row.split(':')[0])
					.sort(),
				others.map(({ id }) => id),
			);
			assert.match(subject, /^All customers: \d+ of 20 customers need a look/);
			assert.equal(failing.winningtemp.countWrites(), 0);
			assert.ok(others.every(({ winningtemp }) => winningtemp.countWrites() > 0));
			assertAllRight(others);
			measured.overview = night.seconds([execution]);
			t.diagnostic(`one after another: ${measured.overview.toFixed(1)} seconds`);
		});

		test('its worker is killed amid the writes of a customer: the next night does the rest', async (t) => {
			for (const customer of customers) customer.change();
			const half = customers[Math.floor(customers.length / 2)];
			const night = await begin();
			await until('it writes at one of them', () => writesOf(half) > 2, 120, 50);
			const killed = cluster.workers.find(
				(worker) => worker.isRunning && worker.underWay.length > 0,
			);
			killed.kill();
			await killed.ended;
			await cluster.revive();
			const began = customers.filter((customer) => writesOf(customer) > 0);
			assert.ok(began.length > 0 && began.length < customers.length);
			const [lost] = await night.executions();

			const next = await begin();
			const found = await next.end();
			assert.deepEqual(
				found.map(({ status }) => status),
				['success'],
			);
			assert.notEqual(found[0].id, lost.id);
			assertAllRight();
			assert.equal((await table()).rows.length, customers.length);
			t.diagnostic(`killed with ${began.length} of ${customers.length} customers begun`);
		});
	});
}
