import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../host/until.mjs';
import { whyNoDisk } from './disk.mjs';

/** How long the disk of the database is full, in milliseconds. */
const FULL = 60_000;

/** How long Redis is away: as long as a restart of its machine. */
const AWAY = 20_000;

/** Winningtemp's time for an answer while something is to happen amid the writes. */
const SLOW = 400;

/** A run asks something at least so often, in milliseconds. */
const QUIET = 15_000;

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/** The databases below n8n fail for a while amid the writes of many customers. */
export function troublesSuite(setting) {
	const { cluster, customers, night, assertAllRight, writesOf, measured } = setting;

	/** Begins a night with changes everywhere, and waits until several customers are written to. */
	const amidWrites = async () => {
		for (const customer of customers) {
			customer.change();
			customer.winningtemp.latency = SLOW;
		}
		const begun = await night();
		await until(
			'several customers are written to',
			() => customers.filter((customer) => writesOf(customer) > 2).length > 2,
			120,
			50,
		);
		return begun;
	};

	/** The trouble is over: what ended is started again, and two nights are as they should be. */
	const assertRecovered = async (t, name, begun, lasted) => {
		const ended = await cluster.revive();
		for (const { winningtemp, flex } of customers) winningtemp.latency = flex.latency;
		// With a full disk n8n does not say that a run has ended, so what counts is that nothing is asked.
		let before = -1;
		const asked = () => sum(customers.map((customer) => customer.countRequests()));
		await until('no system is asked anything', () => before === (before = asked()), 400, QUIET);
		const statuses = (await begun.executions()).map(({ status }) => status);
		const right = customers.filter((customer) => customer.isRight()).length;
		measured[name] = { lasted: lasted / 1000, ended, statuses: counts(statuses), right };
		t.diagnostic(`${name}: ${JSON.stringify(measured[name])}`);

		const next = await night();
		setting.assertAllSucceeded(await next.end());
		assertAllRight();
		const last = await night();
		setting.assertAllSucceeded(await last.end());
		assert.deepEqual(
			customers.filter((customer) => writesOf(customer) > 0).map(({ id }) => id),
			[],
		);
	};

	measured.disk = null;
	describe('the databases of n8n fail for a while', () => {
		test('Redis restarts amid the writes: the next night does the rest, and nothing is mixed', async (t) => {
			const begun = await amidWrites();
			await cluster.redis.stop();
			await sleep(AWAY);
			await cluster.redis.revive();
			await assertRecovered(t, 'redis', begun, AWAY);
		});

		test(
			'the disk of the database is full for a minute amid the writes: the next night does the rest, and nothing is mixed',
			{
				skip: whyNoDisk() ?? false,
			},
			async (t) => {
				const begun = await amidWrites();
				cluster.disk.fill();
				await sleep(FULL);
				cluster.disk.free();
				await assertRecovered(t, 'disk', begun, FULL);
			},
		);
	});
}

function counts(names) {
	const found = {};
	for (const name of names) found[name] = (found[name] ?? 0) + 1;
	return found;
}
