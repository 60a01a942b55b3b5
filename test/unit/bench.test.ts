import { isReached, inWords, merged, verdict } from '../bench/figures';
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
const figures = {
	machine: {
		processor: 'A processor',
		cores: 2,
		memory: 24,
		node: '24.0.0',
		n8n: '2.41.1',
		expressionEngine: 'vm',
		date: '2026-03-02',
		minutes: 9,
		load: 0.1,
	},
	isQuick: false,
	tables: [table],
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

test('the page names the machine, the targets and every figure', () => {
	const page = performancePage(figures, () => 'images/none.svg');
	for (const text of ['A processor', '“vm”', 'missed by a factor of 1.50', '1.23', '250']) {
		expect(page).toContain(text);
	}
	expect(page).not.toContain('quick look');
	expect(performancePage({ ...figures, isQuick: true }, () => '')).toContain('quick look');
});

test('a part that is measured again takes its place among the others, on the same machine only', () => {
	const stock = { ...table, id: 'stock' };
	const again = { ...table, rows: [['1,000, unchanged', 2, 80, 9, 0, 250]] };
	const before = { ...figures, tables: [table, stock] };
	const now = { ...figures, machine: { ...figures.machine, date: '2026-04-01' }, tables: [again] };
	const both = merged(before, now, ['template', 'stock']);
	expect(both.tables).toEqual([again, stock]);
	expect(both.machine).toMatchObject({ date: '2026-04-01', minutes: 18 });
	expect(merged({ ...before, isQuick: true }, now, ['template', 'stock']).tables).toEqual([again]);
	const elsewhere = { ...now, machine: { ...now.machine, cores: 64 } };
	expect(() => merged(before, elsewhere, ['template'])).toThrow(/64 cores.*measure the whole/);
	// Requests are as many on every machine; the page keeps the one that its seconds are of.
	const requests = {
		...table,
		id: 'requests',
		columns: [{ name: 'Run' }, { name: 'Reads', unit: 'requests' }],
		rows: [['unchanged', 80]],
	};
	const counted = merged(before, { ...elsewhere, tables: [requests] }, ['template', 'requests']);
	expect(counted.tables).toEqual([table, requests]);
	expect(counted.machine).toEqual(before.machine);
});

test('the page on sizing gets its table, and keeps its words', () => {
	const page =
		'Before\n<!-- figures: written by npm run bench -->\nold\n<!-- end of figures -->\nAfter';
	const written = sizingTable(page, figures);
	expect(written).toMatch(/^Before\n[^]*\| 1,000, unchanged \| 1\.23 \| 89 \| 250 \|[^]*\nAfter$/);
	expect(written).not.toContain('old');
	expect(sizingTable(page, { ...figures, tables: [] })).toBe(page);
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
