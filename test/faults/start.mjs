// npm run reliability [-- --schedules N --engine N --first SEED --out FILE]
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import '../support/n8nSettings.cjs';

// Required, not imported: what they import by a relative path is then found on Node 20 as well.
const require = createRequire(import.meta.url);
const { measureReliability } = require('./reliability.ts');

const { values } = parseArgs({
	options: {
		schedules: { type: 'string', default: '500' },
		engine: { type: 'string', default: '50' },
		first: { type: 'string', default: '1' },
		out: { type: 'string' },
	},
});
const began = performance.now();
const interactive = process.stdout.isTTY === true;
let shown = began;
const { page, failed } = await measureReliability({
	template: JSON.parse(readFileSync('workflows/flex-to-winningtemp.json', 'utf8')),
	schedules: Number(values.schedules),
	onEngine: Number(values.engine),
	first: Number(values.first),
	machine: {
		cores: availableParallelism(),
		node: process.version,
		date: new Date().toISOString().slice(0, 10),
		seconds: () => (performance.now() - began) / 1000,
	},
	print: (line) => console.log(line),
	progress: (line) => {
		if (interactive) process.stdout.write(`\r\x1b[2K${line}`);
		else if (line && performance.now() - shown > 20_000) {
			shown = performance.now();
			console.log(line);
		}
	},
});
// A few schedules to look at one seed are no figures to keep.
const isWhole = Number(values.schedules) >= 500 && Number(values.engine) > 0;
const file = values.out ?? (isWhole ? 'docs/reliability.md' : undefined);
if (file) {
	const style = await prettier.resolveConfig(file);
	writeFileSync(file, await prettier.format(page, { ...style, parser: 'markdown' }));
}
console.log(file ? `The figures are in ${file}.` : page);
process.exitCode = failed > 0 ? 1 : 0;
