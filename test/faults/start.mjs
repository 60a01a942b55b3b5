// npm run reliability [-- --day N --engine N --nights N --first SEED --tenant NAME --story]
//   --tenant the kind of tenant of the ten nights; else the seed draws one, which changes with the list of kinds
//   --story  says what happened in each of ten nights
// Runs some schedules of faults and prints what they broke. `npm run figures` runs them all.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { looking, print } from '../figures/look.mjs';
import '../support/n8nSettings.cjs';
import { onDay, quickly } from './quickly.mjs';

// Required, not imported: what they import by a relative path is then found on Node 20 as well.
const require = createRequire(import.meta.url);
const { brokenIn, measureReliability } = require('./reliability.ts');

const { values } = parseArgs({
	options: {
		day: { type: 'string', default: '50' },
		engine: { type: 'string', default: '5' },
		nights: { type: 'string', default: '50' },
		first: { type: 'string', default: '1' },
		tenant: { type: 'string' },
		story: { type: 'boolean', default: false },
	},
});
const tally = await measureReliability({
	...looking,
	template: JSON.parse(readFileSync('workflows/flex-to-winningtemp.json', 'utf8')),
	schedules: {
		day: Number(values.day),
		engine: Number(values.engine),
		nights: Number(values.nights),
	},
	first: Number(values.first),
	print,
	quickly,
	onDay,
	tenant: values.tenant,
	...(values.story && { story: print }),
});
print(JSON.stringify(tally, null, 2));
process.exitCode = brokenIn(tally) > 0 ? 1 : 0;
