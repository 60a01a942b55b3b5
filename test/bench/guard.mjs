// tsx test/bench/guard.mjs [--write]: fails where mapper, builder and planner have become grossly
// slower than they were, measured against a floor in the same run.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { ratioToFloor } = require('./guard.ts');

const file = new URL('guard.json', import.meta.url);
/** Noise stays below it; a quadratic loop or an expression per item does not. */
const FACTOR = 3;

// Time of this process alone: what else the machine does is not in it.
const ratio = ratioToFloor(() => {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
});
if (process.argv.includes('--write')) {
	writeFileSync(file, `${JSON.stringify({ ratio: Math.round(ratio * 10) / 10 }, null, '\t')}\n`);
}
const recorded = JSON.parse(readFileSync(file, 'utf8')).ratio;
const verdict = `bench guard: mapper, builder and planner take ${ratio.toFixed(1)} × the floor; recorded ${recorded} ×, limit ${(FACTOR * recorded).toFixed(1)} ×`;
console.log(verdict);
if (ratio > FACTOR * recorded) {
	console.error(
		'That is a gross loss. Run `npm run bench -- --only planner,hierarchy` to see where; if the loss is wanted, record it: tsx test/bench/guard.mjs --write',
	);
	process.exitCode = 1;
}
