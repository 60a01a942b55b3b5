import { isReached, inWords, verdict } from '../bench/figures';
import { PARTS, planOf } from '../bench/bench';
import { performancePage } from '../bench/page';
import { requireSamePeople, tablesOf, turnover } from '../bench/peers';
import { inventedInput } from '../bench/planner';
import { PROMISES, target } from '../bench/promises';
import { sizingTable } from '../bench/sizing';
import { happen } from '../bench/standins/happenings';
import type { Person } from '../../directory/model/person';
import { generateDirectory } from '../sandbox/people';
import type { BenchTable } from '../bench/table';
import type { Figures } from '../bench/figures';
import type { Promised } from '../bench/promises';
import type { Measurement } from '../figures/measurement';
import { readJson, readText } from '../support/files';

const table: BenchTable = {
	id: 'template',
	title: 'The whole template',
	about: 'What was done.',
	columns: [
		{ name: 'Run' },
		{ name: 'Total', unit: 's' },
		{ name: 'Reads from Flex', unit: 'requests' },
		{ name: 'Reads from Winningtemp', unit: 'requests' },
		{ name: 'Writes', unit: 'requests' },
		{ name: 'Peak memory', unit: 'MB' },
	],
	rows: [['1,000, unchanged', 1.234, 80, 9, 0, 250.4]],
	targets: [target('firstLoad', 2764.5)],
};
const measured = {
	stamp: {
		commit: '0123456789abcdef',
		sources: 'fedcba9876543210',
		date: '2026-03-02',
		processor: 'A processor',
		cores: 2,
		memory: 24,
		node: '24.0.0',
		n8n: '2.41.1',
		minutes: 9,
		load: 0.1,
	},
	figures: { expressionEngine: 'vm', tables: [table] },
};

test('a target that is missed says by how much, and one that is reached does not', () => {
	const faster = { promise: 'Faster', limit: 30, atLeast: true, unit: '×' };
	expect(verdict({ ...faster, actual: 10 })).toBe('missed by a factor of 3.00');
	expect(verdict({ ...faster, actual: 31 })).toBe('reached');
	expect(isReached({ promise: '', actual: 5, limit: 5 })).toBe(true);
	expect(verdict({ promise: '', actual: 14, limit: 5, unit: 'requests' })).toBe('missed by 9');
});

test('a figure has as many digits as it deserves', () => {
	expect([0.123, 12.34, 1234.5].map((value) => inWords(value, { unit: 's' }))).toEqual([
		'0.12',
		'12.3',
		'1,235',
	]);
	expect(inWords(10_000, {})).toBe('10,000');
	expect(inWords(null, { unit: 's' })).toBe('');
});

test('the page names the machine, the commit, the targets and every figure', () => {
	const page = performancePage(measured);
	for (const text of ['A processor', '“vm”', 'missed by a factor of 1.50', '1.23', '250']) {
		expect(page).toContain(text);
	}
	expect(page).toContain('commit `0123456789` · source `fedcba987654`. It took 9 minutes.');
});

test('the page has every promise: reached, missed with the reason, or not measured yet', () => {
	const page = performancePage(measured);
	const rowOf = (promise: string) =>
		page.split('\n').find((line) => line.startsWith(`| ${promise} |`));
	for (const { promise } of Object.values(PROMISES)) {
		const isMeasured = promise === PROMISES.firstLoad.promise;
		expect(rowOf(promise)).toContain(
			isMeasured ? 'missed by a factor of 1.50' : 'not measured yet',
		);
	}
	expect(page).toContain(`- _${PROMISES.firstLoad.promise}_: ${PROMISES.firstLoad.reason}`);
	expect(page.match(/^- _/gm)).toHaveLength(1);
});

test('every promise that the kept figures miss has its reason on the page', () => {
	const kept = readJson<Measurement<Figures>>('docs/figures/performance.json');
	const page = readText('docs/performance.md');
	const promised = new Map(Object.values<Promised>(PROMISES).map((one) => [one.promise, one]));
	const missed = kept.figures.tables
		.flatMap(({ targets }) => targets)
		.flatMap(({ promise, actual }) => {
			const now = promised.get(promise);
			return now && !isReached({ ...now, actual }) ? [now] : [];
		});
	expect(missed.length).toBeGreaterThan(0);
	for (const { promise, reason } of missed) {
		expect(reason).toBeDefined();
		expect(page).toContain(`_${promise}_: ${reason}`);
	}
});

test('the planner and daff find the same people: changed, new and gone', () => {
	// Of 3,000 people every hundredth, who are nobody's manager.
	const input = turnover(inventedInput(3000));
	const there = new Map(input.current.users.map((one) => [one.externalId, one.lastName]));
	const wanted = new Map((input.users as Person[]).map((one) => [one.externalId, one.lastName]));
	const [arrived, gone, married] = [
		[...wanted.keys()].filter((id) => !there.has(id)),
		[...there.keys()].filter((id) => !wanted.has(id!)),
		[...wanted].filter(([id, name]) => there.has(id) && there.get(id) !== name),
	];
	expect(Math.min(arrived.length, gone.length, married.length)).toBeGreaterThan(5);
	expect(requireSamePeople(input)).toBe(arrived.length + gone.length + married.length);
});

test('a peer that finds other people than the planner is no peer', () => {
	const input = inventedInput(200);
	const [, ...others] = input.users;
	const other = tablesOf({ ...input, users: others });
	expect(() => requireSamePeople(input, other)).toThrow('The comparison is not fair');
});

test('the whole measurement takes at most 45 minutes on two idle cores, by its own plan', () => {
	expect(planOf(['template', 'floor'])).toBe(
		'Minutes on two idle cores: template 6, floor 7; together about 13',
	);
	const [, minutes] = /together about (\d+)$/.exec(planOf(PARTS))!;
	expect(Number(minutes)).toBeLessThanOrEqual(45);
});

test('the table for sizing has every run with its seconds, requests and memory', () => {
	expect(sizingTable(measured)).toContain('| 1,000, unchanged | 1.23 | 89 | 250 |');
	const without = { ...measured, figures: { ...measured.figures, tables: [] } };
	expect(() => sizingTable(without)).toThrow('no runs of the template');
});

test('what happens between two runs can be undone', () => {
	const model = generateDirectory({ people: 400 });
	const before = structuredClone(model);
	for (const happening of ['onePercent', 'renamedDepartment', 'swappedUsernames'] as const) {
		const undo = happen(model, happening);
		expect({ ...model, revision: 0 }).not.toEqual({ ...before, revision: 0 });
		undo();
		expect({ ...model, revision: 0 }).toEqual({ ...before, revision: 0 });
	}
});
