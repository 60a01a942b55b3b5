// npm run months [-- --most PEOPLE --seed N --write]
// Lets ordinary companies live for months, and fails if a guard holds anything.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const { ROWS, liveAll, withFigures } = createRequire(import.meta.url)('./months.ts');
const PAGE = 'docs/guards.md';

const { values } = parseArgs({
	options: {
		/** Larger companies are left out. */
		most: { type: 'string', default: 'Infinity' },
		seed: { type: 'string', default: '1' },
		write: { type: 'boolean', default: false },
	},
});
const began = performance.now();
const rows = ROWS.filter(({ people }) => people <= Number(values.most));
const lived = await liveAll(rows, Number(values.seed), (line) =>
	console.log(`${Math.round((performance.now() - began) / 1000)} s: ${line}`),
);
const outcomes = lived.flatMap((row) => row.outcomes);
const wrong = [];
for (const { people, holds, faults } of outcomes) {
	wrong.push(...faults.map((fault) => `${people} people: ${fault}`));
	for (const { night, name, actual, limit, held } of holds) {
		wrong.push(`${people} people, night ${night}: ${name} ${actual} of ${limit}, ${held} held`);
	}
}
for (const line of wrong.slice(0, 50)) console.log(line);
const months = outcomes.reduce((total, one) => total + one.months, 0);
console.log(`${months} months in ${outcomes.length} companies: ${wrong.length} held or wrong`);
if (values.write) {
	const { format, resolveConfig } = await import('prettier');
	const page = withFigures(
		readFileSync(PAGE, 'utf8'),
		lived,
		new Date().toISOString().slice(0, 10),
	);
	writeFileSync(PAGE, await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
	console.log(`Written: ${PAGE}`);
}
process.exitCode = wrong.length > 0 ? 1 : 0;
