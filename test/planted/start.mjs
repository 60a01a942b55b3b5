// npm run test:planted [-- --only TEXT --again --most MINUTES]
// Puts each fault of faults.ts into a copy of the code, one at a time, and runs the tests that should
// notice it. A fault whose file and tests are as they were keeps its result, so that an interrupted
// run goes on where it was. Fails if a fault is not noticed.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { FAULTS, withFault } = createRequire(import.meta.url)('./faults.ts');

const { values } = parseArgs({
	options: {
		/** Only faults whose description or file holds this text. */
		only: { type: 'string', default: '' },
		/** Run those that have a result, too. */
		again: { type: 'boolean', default: false },
		/** Minutes after which the tests of a fault are ended. A hang is not noticed. */
		most: { type: 'string', default: '10' },
	},
});

const COPY = resolve('.output/planted');
const RESULTS = '.output/planted.json';
const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');

/** Copies what git knows of this checkout; packages are linked. */
function copyCheckout() {
	rmSync(COPY, { recursive: true, force: true });
	const listed = execFileSync('git', [
		'ls-files',
		'-z',
		'--cached',
		'--others',
		'--exclude-standard',
	]);
	for (const file of listed.toString().split('\0').filter(Boolean)) {
		if (!existsSync(file)) continue;
		mkdirSync(join(COPY, dirname(file)), { recursive: true });
		cpSync(file, join(COPY, file));
	}
	symlinkSync(realpathSync('node_modules'), join(COPY, 'node_modules'));
}

/** @returns `passed`, `failed`, or why there is no result */
async function runTests({ tests, named }) {
	const report = join(COPY, '.output', 'planted-jest.json');
	rmSync(report, { force: true });
	const filter = named ? ['-t', named] : [];
	const child = spawn(
		process.execPath,
		[JEST, '-i', '--json', '--outputFile', report, '--runTestsByPath', ...tests, ...filter],
		{ cwd: COPY, stdio: 'ignore', detached: true },
	);
	const ended = new Promise((done) => child.on('close', done));
	const late = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), Number(values.most) * 60_000);
	await ended;
	clearTimeout(late);
	if (!existsSync(report)) return 'hangs';
	const { numFailedTests, numPassedTests, numRuntimeErrorTestSuites } = JSON.parse(
		readFileSync(report, 'utf8'),
	);
	if (numFailedTests > 0) return 'failed';
	if (numRuntimeErrorTestSuites > 0) return 'does not load';
	return numPassedTests > 0 ? 'passed' : 'has no such test';
}

/** A result holds as long as the fault, its file and its tests are the same. */
function keyOf(fault) {
	const hash = createHash('sha256').update(JSON.stringify(fault));
	for (const file of [fault.file, ...fault.tests]) hash.update(readFileSync(file));
	return hash.digest('hex');
}

const known = existsSync(RESULTS) && !values.again ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
const chosen = FAULTS.filter(({ what, file }) => `${what} ${file}`.includes(values.only));
const open = chosen.filter((fault) => known[keyOf(fault)]?.outcome !== 'failed');
if (open.length > 0) copyCheckout();

const sound = new Map();
for (const fault of open) {
	const asked = JSON.stringify([fault.tests, fault.named]);
	if (!sound.has(asked)) sound.set(asked, await runTests(fault));
	let outcome = `without the fault: ${sound.get(asked)}`;
	if (sound.get(asked) === 'passed') {
		const file = join(COPY, fault.file);
		const before = readFileSync(file, 'utf8');
		writeFileSync(file, withFault(fault, before));
		outcome = await runTests(fault);
		writeFileSync(file, before);
	}
	known[keyOf(fault)] = { what: fault.what, outcome };
	writeFileSync(RESULTS, `${JSON.stringify(known, null, '\t')}\n`);
	console.log(`${outcome === 'failed' ? 'noticed' : `NOT NOTICED (${outcome})`}: ${fault.what}`);
}

const missed = chosen.filter((fault) => known[keyOf(fault)]?.outcome !== 'failed');
console.log(`${chosen.length - missed.length} of ${chosen.length} faults are noticed`);
for (const { what } of missed) console.log(`- not noticed: ${what}`);
process.exitCode = missed.length > 0 || chosen.length === 0 ? 1 : 0;
