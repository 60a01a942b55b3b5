// npm run months [-- --most PEOPLE --seed N]
// Lets ordinary companies live for months, and fails if a guard holds anything.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { looking, print } from '../figures/look.mjs';

const { ROWS, liveAll } = createRequire(import.meta.url)('./months.ts');

const { values } = parseArgs({
	options: {
		/** Larger companies are left out. */
		most: { type: 'string', default: 'Infinity' },
		seed: { type: 'string', default: '1' },
	},
});
const asked = ROWS.filter(({ people }) => people <= Number(values.most));
const { rows } = await liveAll(asked, Number(values.seed), looking);
const wrong = rows.flatMap((row) => row.wrong.map((line) => `${row.people} people, ${line}`));
for (const line of wrong.slice(0, 50)) print(line);
const months = rows.reduce((total, row) => total + row.months, 0);
print(`${months} months: ${wrong.length} held or wrong`);
process.exitCode = wrong.length > 0 ? 1 : 0;
