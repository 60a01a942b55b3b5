// npm run bench [-- --only id,id --most PEOPLE --quick|--long --write --json FILE --node FILE]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import '../support/n8nSettings.cjs';
import { startProcess } from './process.mjs';

// Required, not imported: what they import by a relative path is then found on Node 20 as well.
const require = createRequire(import.meta.url);
const { LONG, PARTS, QUICK, TABLES, WHOLE, runBench, upTo } = require('./bench.ts');
const { tableLines } = require('./console.ts');

const { values } = parseArgs({
	options: {
		only: { type: 'string' },
		/** Larger companies are left out. */
		most: { type: 'string', default: 'Infinity' },
		quick: { type: 'boolean', default: false },
		long: { type: 'boolean', default: false },
		write: { type: 'boolean', default: false },
		json: { type: 'string', default: '.output/performance.json' },
		node: { type: 'string', default: process.execPath },
	},
});
const PAGE_FIGURES = 'docs/performance.json';
const parts = values.only?.split(',') ?? PARTS;
const unknown = parts.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
	console.error(`There is no part ${unknown.join(', ')}. The parts are ${PARTS.join(', ')}.`);
	process.exit(1);
}

const began = performance.now();
const [load] = loadavg();
const interactive = process.stdout.isTTY === true;
const progress = (line) => {
	const seconds = Math.round((performance.now() - began) / 1000);
	if (interactive) process.stdout.write(`\r\x1b[2K${seconds} s: ${line}`);
	else console.log(`${seconds} s: ${line}`);
};
const print = (line) => console.log(interactive ? `\r\x1b[2K${line}` : line);

const { tables, expressionEngine } = await runBench(
	parts,
	upTo(Number(values.most), values.quick ? QUICK : values.long ? LONG : WHOLE),
	{
		startProcess: (file, options) =>
			startProcess(file, { ...options, execPath: values.node, progress }),
		progress,
	},
	(table) => tableLines(table).forEach(print),
);

const figures = {
	machine: {
		processor: cpus()[0].model.trim(),
		cores: availableParallelism(),
		memory: Math.round(totalmem() / 2 ** 30),
		node: execFileSync(values.node, ['--version'], { encoding: 'utf8' }).trim().slice(1),
		n8n: require('n8n-core/package.json').version,
		expressionEngine,
		date: new Date().toISOString().slice(0, 10),
		minutes: (performance.now() - began) / 60_000,
		load,
	},
	isQuick: values.quick,
	tables,
};
const write = (file, content) => {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, content);
};
write(values.json, `${JSON.stringify(figures, null, '\t')}\n`);
print(`\nThe figures as data: ${values.json}`);

if (values.write) {
	const { merged } = require('./figures.ts');
	const isWhole = parts.length === PARTS.length;
	const page = JSON.parse(readFileSync(PAGE_FIGURES, 'utf8'));
	await writePage(isWhole || values.quick ? figures : merged(page, figures, TABLES));
}

/** Writes the page with its charts, and the table of the page on sizing. */
async function writePage(figures) {
	const { performancePage } = require('./page.ts');
	const { drawChart } = require('./chart.ts');
	const { sizingTable } = require('./sizing.ts');
	const prettier = await import('prettier');
	const formatted = async (text, file, parser) =>
		await prettier.format(text, { ...(await prettier.resolveConfig(file)), parser });
	const imageOf = ({ id }, i) => `images/bench-${id}${i > 0 ? `-${i + 1}` : ''}.svg`;
	for (const table of figures.tables) {
		for (const [i, chart] of (table.charts ?? []).entries()) {
			write(`docs/${imageOf(table, i)}`, await drawChart(table, chart));
		}
	}
	const page = performancePage(figures, imageOf);
	write('docs/performance.md', await formatted(page, 'docs/performance.md', 'markdown'));
	write(PAGE_FIGURES, await formatted(JSON.stringify(figures), PAGE_FIGURES, 'json'));
	const sizing = sizingTable(readFileSync('docs/sizing.md', 'utf8'), figures);
	write('docs/sizing.md', await formatted(sizing, 'docs/sizing.md', 'markdown'));
	print('Written: docs/performance.md, docs/performance.json, docs/sizing.md and the charts.');
}
