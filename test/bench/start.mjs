// npm run bench [-- --only id,id --most PEOPLE --quick|--long --json FILE --node FILE]
// Measures parts of what `npm run figures` measures, and prints them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { looking, print, progress } from '../figures/look.mjs';
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
		json: { type: 'string', default: '.output/performance.json' },
		node: { type: 'string', default: process.execPath },
	},
});
const parts = values.only?.split(',') ?? PARTS;
const unknown = parts.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
	console.error(`There is no part ${unknown.join(', ')}. The parts are ${PARTS.join(', ')}.`);
	process.exit(1);
}

const figures = await runBench(
	parts,
	upTo(Number(values.most), values.quick ? QUICK : values.long ? LONG : WHOLE),
	{
		...looking,
		startProcess: (file, options) =>
			startProcess(file, { ...options, execPath: values.node, progress }),
	},
	(table) => tableLines(table).forEach(print),
);
mkdirSync(dirname(values.json), { recursive: true });
writeFileSync(values.json, `${JSON.stringify(figures, null, '\t')}\n`);
print(`\nThe figures as data: ${values.json}`);
