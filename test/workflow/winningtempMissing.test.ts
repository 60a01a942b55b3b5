import type { IDataObject } from 'n8n-workflow';
import { resourcesIn, type Asked, type Reply } from '../sandbox/winningtemp/quirks';
import { runWorkflow } from './engine';
import { nightFlow } from './nightFlow';
import { person, TestTenant } from './winningtempTenant';

/** A tenant whose list of users once shows too few. They are not created once more. */

let tenant: TestTenant;

afterEach(async () => await tenant.close());

const flow = nightFlow('deactivate');

/** Users who are missing from the lists to come, by their place; one entry for each list. */
type Missing = Array<(at: number) => boolean>;

async function start() {
	const missing: Missing = [];
	const reply = (answer: Reply, asked: Asked) => {
		const isList = asked.method === 'GET' && asked.kind === 'user' && asked.id === undefined;
		if (!isList || asked.query.filter !== undefined) return;
		const isMissing = missing.shift();
		if (!isMissing) return;
		const Resources = resourcesIn(answer, asked).filter((_one, at) => !isMissing(at));
		const count = { totalResults: Resources.length, itemsPerPage: Resources.length };
		answer.body = { ...(answer.body as object), ...count, Resources };
	};
	tenant = await TestTenant.start({ quirks: [{ reply }] });
	const staticData: IDataObject = {};
	const night = async (ids: string[], lacking: Missing = []) => {
		missing.splice(0, missing.length, ...lacking);
		const from = tenant.server.requests.length;
		const run = await runWorkflow(flow, {
			credentials: tenant.credentials,
			startNode: 'Start',
			mode: 'trigger',
			staticData,
			inputs: [ids.map((id) => ({ json: { ...person(id), Office: 'Kiruna', Team: 'Sales' } }))],
		});
		const requests = tenant.server.requests.slice(from);
		const created = requests.filter(
			({ method, path }) => method === 'POST' && path.endsWith('/Users'),
		);
		return { error: run.error, created: created.length, requests };
	};
	return { night };
}

const ALL = ['a', 'b', 'c', 'd'];

test.each<[string, (at: number) => boolean]>([
	['one of them', (at) => at === 1],
	['half of them', (at) => at < 2],
	['everybody', () => true],
])('a list that leaves out %s once creates nobody', async (_who, isMissing) => {
	const { night } = await start();
	expect((await night(ALL)).created).toBe(4);
	const second = await night(ALL, [isMissing]);
	expect([second.error, second.created]).toEqual([undefined, 0]);
	expect((await tenant.current()).users.map(({ externalId }) => externalId).sort()).toEqual(ALL);
	expect((await night(ALL)).requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('a list that is empty each time ends the run, which says what to look at', async () => {
	const { night } = await start();
	await night(ALL);
	const everybody = () => true;
	const second = await night(ALL, [everybody, everybody, everybody]);
	expect(second.error?.message).toBe(
		'Winningtemp answered twice that it has no users, and the last run knew 4.',
	);
	expect(second.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('somebody who was deleted by hand is created again', async () => {
	const { night } = await start();
	await night(ALL);
	const { users } = await tenant.current();
	const gone = users.find(({ externalId }) => externalId === 'b')!;
	await tenant.run('user', 'delete', [{}], {
		user: { __rl: true, mode: 'id', value: gone.targetId },
	});
	expect(await tenant.current()).toMatchObject({ users: { length: 3 } });
	const second = await night(ALL);
	expect([second.error, second.created]).toEqual([undefined, 1]);
});

test('somebody who is out of HR is no longer expected, whether lists show who is off or not', async () => {
	const { night } = await start();
	const lists = async (lacking: Missing) => {
		const { requests, created } = await night(ALL.slice(1), lacking);
		const asked = requests.map(({ method, path }) => `${method} ${path.split('?')[0]!}`);
		return [asked.filter((one) => one.endsWith('/Users')).length, created];
	};
	await night(ALL);
	await night(ALL.slice(1));
	const hidden = await lists([(at) => at === 0]);
	const shown = await lists([]);
	expect(hidden).toEqual(shown);
	expect(shown[1]).toBe(0);
});
