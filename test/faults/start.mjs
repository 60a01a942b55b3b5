// npm run reliability [-- --schedules N --engine N --first SEED]
// Runs some schedules of faults and prints what they broke. `npm run figures` runs them all.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { looking, print } from '../figures/look.mjs';
import '../support/n8nSettings.cjs';

// Required, not imported: what they import by a relative path is then found on Node 20 as well.
const require = createRequire(import.meta.url);
const { brokenIn, measureReliability } = require('./reliability.ts');

const { values } = parseArgs({
	options: {
		schedules: { type: 'string', default: '50' },
		engine: { type: 'string', default: '5' },
		first: { type: 'string', default: '1' },
	},
});
const tally = await measureReliability({
	...looking,
	template: JSON.parse(readFileSync('workflows/flex-to-winningtemp.json', 'utf8')),
	schedules: Number(values.schedules),
	onEngine: Number(values.engine),
	first: Number(values.first),
	print,
});
print(JSON.stringify(tally, null, 2));
process.exitCode = brokenIn(tally) > 0 ? 1 : 0;
