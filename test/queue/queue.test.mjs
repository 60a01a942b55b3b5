// npm run test:queue: many customers on n8n's queue, with PostgreSQL, Redis and two workers.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { credentialData, credentialReference } from '../host/credentials.mjs';
import { publish } from '../host/publishing.mjs';
import { startMailServer } from '../host/standIns.mjs';
import { templates } from '../host/templates.mjs';
import { today } from '../host/today.mjs';
import { until } from '../host/until.mjs';
import { Cluster, CONCURRENCY } from './cluster.mjs';
import { Customer } from './customers.mjs';
import { endWithThisProcess } from './ending.mjs';
import { overviewOf, overviewSuite } from './overview.suite.mjs';
import { Nights } from './schedule.mjs';
import { activeIds, doubled, idsByExternalId } from './tenant.mjs';
import { troublesSuite } from './troubles.suite.mjs';

/** What was measured, for `npm run figures`. */
const MEASURED = '.output/queue-measured.json';

const CUSTOMERS = 20;
const PEOPLE = 80;

/** Winningtemp's time for an answer while a worker is to be caught amid its writes. */
const SLOW = 400;

/** With n8n's own settings a dead worker's jobs are given up after two to three minutes. */
const GIVEN_UP_SECONDS = 400;
/** What n8n says of them. */
const GIVEN_UP = /failed to be processed too many times/;

/** So many writes of one run are seen before its worker is killed, of about twenty. */
const WRITES = 5;

const [main, alert, overview, history] = [
	'flex-to-winningtemp',
	'sync-error-alert',
	'all-customers',
	'history-of-runs',
].map((id) => templates().find((workflow) => workflow.id === id));

const cluster = new Cluster();
const closing = [() => cluster.close()];
endWithThisProcess(closing, () => cluster.kill());

describe("on n8n's queue", { timeout: 3_600_000 }, () => {
	const customers = [];
	/** What the page on sizing says of this run: see `page.ts`. */
	const measured = { customers: CUSTOMERS, people: PEOPLE, workers: 2, concurrency: CONCURRENCY };
	let mail;
	let nights;

	before(async () => {
		mail = await startMailServer();
		closing.push(() => mail.close());
		for (let number = 1; number <= CUSTOMERS; number++) {
			const customer = await Customer.start({ number, people: PEOPLE, day: today() });
			closing.push(() => customer.close());
			customers.push(customer);
		}
		const smtp = {
			...credentialReference('smtp'),
			type: 'smtp',
			data: credentialData({ ...customers[0], mail }).smtp,
		};
		await cluster.prepare({
			credentials: [smtp, ...customers.flatMap((customer) => customer.credentials(mail))],
			workflows: [
				alert,
				overviewOf(overview, customers),
				{ ...history, settings: { ...history.settings, saveManualExecutions: true } },
				...customers.map((customer) => {
					const own = customer.workflow(main);
					return { ...own, settings: { ...own.settings, errorWorkflow: alert.id } };
				}),
			],
		});
		await cluster.serve(['worker-1', 'worker-2']);
		await publish(cluster.session, alert.id);
		await runsInTable();
		nights = new Nights(
			cluster.session,
			customers.map(({ id }) => id),
		);
	});
	after(async () => {
		for (const close of closing.splice(0)) await close();
		writeFileSync(MEASURED, JSON.stringify(measured));
	});

	/** The rows of the table of all customers, which is made where it is not there. */
	const runsInTable = async () => {
		const run = await cluster.session.execute(history.id, 'Every morning at 07:00');
		return run.json('Read the runs').filter(({ id }) => id !== undefined);
	};
	const customerOf = ({ workflowId }) => customers.find(({ id }) => id === workflowId);
	const writesOf = ({ winningtemp }) => winningtemp.countWrites();
	const writes = () => customers.map(writesOf);
	const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

	/** All customers at one moment, with empty logs at the stand-ins. */
	const night = async () => {
		for (const customer of customers) customer.clearRequests();
		return await nights.begin();
	};
	const assertAllSucceeded = (executions) => {
		const others = executions.filter(({ status }) => status !== 'success');
		assert.deepEqual(others, []);
		assert.deepEqual(
			executions.map(({ workflowId }) => workflowId).sort(),
			customers.map(({ id }) => id),
		);
		assert.ok(executions.every(({ mode }) => mode === 'trigger'));
	};
	/** How many of them each worker had, by their own logs. */
	const shares = (executions, workers = cluster.workers) => {
		const had = workers.map(({ started }) => executions.filter(({ id }) => started.includes(id)));
		const ids = had.flat().map(({ id }) => id);
		assert.equal(new Set(ids).size, ids.length, 'one of them ran on two workers');
		return had.map(({ length }) => length);
	};
	const assertAllRight = (those = customers) => {
		for (const customer of those) {
			assert.deepEqual(customer.held(), customer.wanted(), customer.id);
			assert.deepEqual(doubled(customer.winningtemp), [], customer.id);
			assert.deepEqual(customer.refused(), [], customer.id);
		}
	};
	const tell = (t, what, executed, seconds, name) => {
		if (name) measured[name] = seconds;
		t.diagnostic(`${what}: ${executed.join(' + ')} runs in ${seconds.toFixed(1)} seconds`);
	};

	test('ids, usernames and numbers of one customer are those of others elsewhere', () => {
		const [one, ...others] = customers.map((customer) => customer.wanted().users);
		for (const users of others) {
			const known = new Map(one.map((user) => [user.externalId, user]));
			const same = users.filter(({ externalId }) => known.has(externalId));
			assert.ok(same.length > 10);
			const isSamePerson = (user) => known.get(user.externalId).userName === user.userName;
			assert.ok(same.filter(isSamePerson).length <= 1);
		}
		const usernames = customers.flatMap((customer) =>
			customer.wanted().users.map(({ userName }) => userName),
		);
		assert.ok(new Set(usernames).size < usernames.length);
	});

	test('all customers at one moment: every run succeeds, and both workers have some', async (t) => {
		const first = await night();
		const executions = await first.end();
		assertAllSucceeded(executions);
		const had = shares(executions);
		assert.equal(sum(had), CUSTOMERS);
		assert.ok(had.every((count) => count > 0));
		assert.ok(writes().every((count) => count > 0));
		tell(t, 'first load, two workers', had, first.seconds(executions), 'first');
	});

	test('each tenant holds its own people, groups and managers, and nothing of another', () => {
		assertAllRight();
	});

	test('the workers have added one row for each run to one table', async () => {
		const rows = await runsInTable();
		assert.deepEqual(
			rows.map(({ workflowId }) => workflowId).sort(),
			customers.map(({ id }) => id),
		);
		for (const { workflowId, usersCreated, failed, requests } of rows) {
			const customer = customers.find(({ id }) => id === workflowId);
			assert.equal(usersCreated, customer.wanted().users.length);
			assert.equal(failed, 0);
			assert.equal(requests, customer.winningtemp.requests.length + customer.flex.requests.length);
		}
	});

	test('the second night writes nothing', async (t) => {
		const second = await night();
		const executions = await second.end();
		assertAllSucceeded(executions);
		assert.equal(sum(writes()), 0);
		tell(t, 'unchanged, two workers', shares(executions), second.seconds(executions), 'unchanged');
	});

	describe('a worker is killed amid its writes', () => {
		let killed;
		let survivor;
		let lost;
		let killedAt;
		let idsBefore;
		let leavers;

		test('the other one does what waits, and half a change is left of what it had', async (t) => {
			idsBefore = customers.map(({ winningtemp }) => idsByExternalId(winningtemp));
			const activeBefore = customers.map(({ winningtemp }) => activeIds(winningtemp));
			for (const customer of customers) {
				customer.change();
				customer.winningtemp.latency = SLOW;
			}
			leavers = customers.map((customer, i) => {
				const stay = new Set(customer.wanted().users.map(({ externalId }) => externalId));
				return activeBefore[i].filter((id) => !stay.has(id));
			});
			const third = await night();
			killed = await until('a worker amid its writes', () => workerAmidWrites(third), 120, 100);
			killed.kill();
			killedAt = Date.now();
			await killed.ended;
			[survivor] = cluster.workers.filter((worker) => worker !== killed);
			const executions = await third.end(() => killed.underWay);
			const succeeded = new Set(
				executions.filter(({ status }) => status === 'success').map(({ id }) => id),
			);
			lost = killed.underWay.filter((id) => !succeeded.has(id));
			const half = writing(killed).filter(
				(customer) => customer.winningtemp.countWrites() > 0 && !customer.isRight(),
			);
			assert.ok(half.length > 0);
			const done = executions.filter(({ id }) => !lost.includes(id));
			assert.ok(done.every(({ status }) => status === 'success'));
			assert.equal(done.length + lost.length, CUSTOMERS);
			for (const customer of done.map(customerOf)) {
				assert.deepEqual(customer.held(), customer.wanted(), customer.id);
			}
			t.diagnostic(
				`killed with ${lost.length} runs, ${half.length} of them amid their writes; ` +
					`the other worker did ${shares(done, [survivor])}`,
			);
		});

		test('the next night repairs what was left: nobody doubled, nobody gone, ids as before', async (t) => {
			for (const { winningtemp } of customers) winningtemp.latency = customers[0].flex.latency;
			const fourth = await night();
			const executions = await fourth.end();
			assertAllSucceeded(executions);
			assert.deepEqual(shares(executions, [survivor]), [CUSTOMERS]);
			assertAllRight();
			for (const [i, { winningtemp, id }] of customers.entries()) {
				const ids = idsByExternalId(winningtemp);
				for (const [externalId, scimId] of idsBefore[i]) {
					assert.equal(ids.get(externalId), scimId, `${externalId} at ${id}`);
				}
				const active = new Set(activeIds(winningtemp));
				const gone = [...ids.keys()].filter((externalId) => !active.has(externalId));
				assert.deepEqual(gone.sort(), leavers[i].sort(), id);
			}
			const repaired = customers.filter(({ winningtemp }) => winningtemp.countWrites() > 0);
			assert.ok(repaired.length > 0 && repaired.length <= lost.length);
			tell(t, 'repaired, one worker', [CUSTOMERS], fourth.seconds(executions));
		});

		test('one worker alone: a night without changes writes nothing', async (t) => {
			const fifth = await night();
			const executions = await fifth.end();
			assertAllSucceeded(executions);
			assert.equal(sum(writes()), 0);
			const had = shares(executions, [survivor]);
			tell(t, 'unchanged, one worker', had, fifth.seconds(executions), 'unchangedByOne');
			measured.memory = survivor.peakMemory;
			t.diagnostic(`peak memory of that worker: ${survivor.peakMemory} MB`);
		});

		test('n8n ends the lost runs as failed, and the alert reports each', async (t) => {
			const found = await until(
				'the lost runs have ended',
				async () => {
					const all = await Promise.all(
						lost.map((id) => cluster.session.get(`/rest/executions/${id}`)),
					);
					return all.every(({ stoppedAt }) => stoppedAt) && all;
				},
				GIVEN_UP_SECONDS,
			);
			for (const { id, status, data } of found) {
				assert.equal(status, 'error');
				assert.match(data, GIVEN_UP);
				assert.ok(!survivor.started.includes(id), `${id} was begun again`);
			}
			await until('an alert for each', () => mail.mails.length >= lost.length);
			assert.deepEqual(
				mail.mails.map(({ subject }) => /customer-\d+/.exec(subject)[0]).sort(),
				found.map(({ workflowId }) => workflowId).sort(),
			);
			assert.ok(mail.mails.every(({ text }) => GIVEN_UP.test(text)));
			const seconds = found.map(({ stoppedAt }) => (new Date(stoppedAt) - killedAt) / 1000);
			measured.givenUp = Math.max(...seconds);
			t.diagnostic(`given up ${Math.round(measured.givenUp)} seconds after the worker had died`);
		});

		test('a worker that is asked to stop ends what it has, and a new one does the rest', async (t) => {
			const sixth = await night();
			await until('runs are under way', () => survivor.underWay.length > 0, 120, 100);
			survivor.child.kill('SIGTERM');
			await survivor.ended;
			const next = await cluster.startWorker('worker-3');
			cluster.workers.push(next);
			// n8n may close its database before it has recorded the last run that a worker ends, and
			// drop what the worker had fetched but not begun: such runs end as failed.
			const executions = await sixth.end(() => survivor.finished);
			const its = executions.filter(({ id }) => survivor.finished.includes(id));
			const unrecorded = its.filter(({ status }) => status !== 'success');
			const begun = new Set([survivor, next].flatMap(({ started }) => started));
			const dropped = executions.filter(({ id, status }) => status === 'error' && !begun.has(id));
			const excused = new Set([...unrecorded, ...dropped]);
			assertAllSucceeded(
				executions.map((one) => (excused.has(one) ? { ...one, status: 'success' } : one)),
			);
			assert.ok(unrecorded.length < its.length, 'none of its runs was recorded');
			assert.equal(sum(writes()), 0);
			assertAllRight();
			const had = shares(executions, [survivor, next]);
			assert.ok(had.every((count) => count > 0));
			t.diagnostic(
				`the one that stopped did ${had[0]} (${unrecorded.length} of them not recorded), the new one ${had[1]}; n8n dropped ${dropped.length}`,
			);
		});

		/** The customers whose runs a worker has under way. */
		const writing = (worker) => worker.underWay.map((id) => known.get(id)).filter(Boolean);
		const known = new Map();
		const workerAmidWrites = async (third) => {
			for (const execution of await third.executions()) {
				known.set(execution.id, customerOf(execution));
			}
			return cluster.workers.find((worker) =>
				writing(worker).some(({ winningtemp }) => winningtemp.countWrites() >= WRITES),
			);
		};
	});

	describe('two workers again', () => {
		before(async () => {
			cluster.workers = cluster.workers.filter(({ isRunning }) => isRunning);
			cluster.workers.push(await cluster.startWorker('worker-4'));
		});
		const setting = { cluster, customers, night, assertAllSucceeded, assertAllRight };
		const more = { ...setting, writesOf, measured, mails: () => mail.mails };
		overviewSuite(more);
		troublesSuite(more);
	});
});
