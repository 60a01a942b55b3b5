import { HISTORY, historyRow, type RunFacts } from '../../../directory/report/history';
import { summarise } from '../../../directory/report/summarise';
import { sampleInput } from '../../report/sample';

const FACTS: RunFacts = {
	workflow: 'Flex HRM → Winningtemp',
	workflowId: 'w1',
	customer: 'Alfa AB',
	requests: 41,
	seconds: 12,
};

const input = (more: object = {}) => ({
	...sampleInput(),
	createdAt: new Date('2026-02-03T00:04:00Z'),
	...more,
});

test('a run is one flat row, which says what was done, what is held, and by whom it was released', () => {
	const summary = {
		planId: 'p-1',
		users: { wanted: 240 },
		groups: { current: 12 },
		guards: [
			{ name: 'removals', limit: 5, actual: 7, of: 240, held: true },
			{ name: 'moves', limit: 5, actual: 0, of: 240, held: false },
		],
		release: { planId: 'p-0', changes: 3 },
	};
	const change = { kind: 'user', name: 'Cecilia Cederlöf', status: 'applied' };
	const model = summarise({
		title: 'Nightly run',
		systems: { target: 'Winningtemp' },
		timeZone: 'UTC',
		createdAt: new Date('2026-02-03T00:04:00Z'),
		releasedBy: 'Hanna Rask',
		changes: [
			{ ...change, action: 'create', externalId: 'E-1' },
			{ ...change, action: 'update', externalId: 'E-2' },
			{ ...change, action: 'deactivate', externalId: 'E-3' },
			{ ...change, action: 'create', externalId: 'G-1', kind: 'group', name: 'Finance' },
		],
		held: [
			{
				...change,
				status: undefined,
				action: 'deactivate',
				externalId: 'E-4',
				guard: summary.guards[0],
			},
		],
		summary: [summary],
	});
	expect(historyRow(model, FACTS)).toEqual({
		time: '2026-02-03T00:04:00.000Z',
		workflow: 'Flex HRM → Winningtemp',
		workflowId: 'w1',
		customer: 'Alfa AB',
		mode: 'applied',
		dryRun: false,
		partialList: false,
		status: 'attention',
		headline: '7 people would be removed: held',
		people: 240,
		groups: 12,
		usersCreated: 1,
		usersUpdated: 1,
		usersReactivated: 0,
		usersDeactivated: 1,
		usersDeleted: 0,
		groupsCreated: 1,
		groupsUpdated: 0,
		groupsDeleted: 0,
		held: 1,
		failed: 0,
		skipped: 0,
		errors: 0,
		warnings: 0,
		guards: 'removals',
		planId: 'p-1',
		released: 3,
		releasedBy: 'Hanna Rask',
		seconds: 12,
		requests: 41,
	});
});

test('nothing of a person is in the row: no name, no username and no External ID of anybody', () => {
	const row = JSON.stringify(historyRow(summarise(input()), FACTS));
	expect(row).not.toMatch(/Cederlöf|Almgren|Bergqvist|@example\.se|E-1\d{4}/);
});

test('what is not known is empty, and without names nobody is named as the person who released', () => {
	const unknown = { ...FACTS, customer: '', requests: null, seconds: null };
	const model = summarise(input({ includeNames: false, releasedBy: 'Hanna Rask' }));
	expect(historyRow(model, unknown)).toMatchObject({
		customer: null,
		requests: null,
		seconds: null,
		releasedBy: null,
	});
});

test('n8n takes every name of a column: letters only, and none that its data tables have by themselves', () => {
	const names = Object.keys(HISTORY);
	expect(names.length).toBeGreaterThan(20);
	for (const name of names) expect(name).toMatch(/^[a-zA-Z]{1,63}$/);
	const taken = names.filter((name) => /^(id|createdat|updatedat)$/i.test(name));
	expect(taken).toEqual([]);
	for (const [name, cell] of Object.entries(historyRow(summarise(input()), FACTS))) {
		expect([name, cell === null || typeof cell !== 'object']).toEqual([name, true]);
	}
});
