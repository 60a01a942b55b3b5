import { isReached, inWords, verdict } from '../bench/figures';
import { performancePage } from '../bench/page';
import { sizingTable } from '../bench/sizing';
import { happen } from '../bench/standins/happenings';
import { generateDirectory } from '../sandbox/people';
import type { BenchTable } from '../bench/table';

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
	targets: [{ promise: 'Peak memory', actual: 300, limit: 200, unit: 'MB' }],
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
