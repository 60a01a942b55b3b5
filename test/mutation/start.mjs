// npm run test:mutation [-- --part NAME --files A,B --share N --seed N --again --survivors]
// Changes the code in small ways and looks whether a unit test fails each time. Goes on where it was
// interrupted: a batch of files keeps its result as long as all code and its tests are as they were. Fails
// if a part finds fewer mutants than it should.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { hashOf, SOURCES } from '../figures/stamp.mjs';
import { chosenPieces, PARTS } from './parts.mjs';
import { isMissed, placeOf } from './survivors.mjs';

const { values } = parseArgs({
	options: {
		/** Only this part. */
		part: { type: 'string', default: '' },
		/** This share of the code of each part, from 0 to 1, instead of its own. */
		share: { type: 'string' },
		seed: { type: 'string', default: '1' },
		/** Test what has a result, too. */
		again: { type: 'boolean', default: false },
		/** Print the mutants that no test finds, as they come. */
		survivors: { type: 'boolean', default: false },
		/** Only files whose path holds one of these, with commas between them. */
		files: { type: 'string', default: '' },
		concurrency: { type: 'string', default: '2' },
		/** Write the figures there, as data. */
		json: { type: 'string' },
	},
});

const RESULTS = '.output/mutation.json';
/**
 * Files that are tested together: each batch begins with a run of all tests, and an interrupted one
 * begins again. Of files of which only a share is looked at, as many as make the same work.
 */
const FILES_A_BATCH = 8;
const MOST_A_BATCH = 20;
const COPIED = ['credentials', 'directory', 'docs', 'http', 'nodes', 'scim', 'test', 'workflows'];

const isFile = (path) => path.endsWith('.ts');

/** The TypeScript files of a folder; of a file only itself. */
const typescriptIn = (path) =>
	isFile(path)
		? [path]
		: readdirSync(path, { recursive: true, encoding: 'utf8' })
				.filter(isFile)
				.map((name) => `${path}/${name.replaceAll('\\', '/')}`)
				.sort();

function batchesOf({ folder, share = 1 }) {
	const wanted = values.files.split(',');
	const files = typescriptIn(folder)
		.filter((name) => wanted.some((part) => name.includes(part)))
		.map((name) => ({ name, lines: readFileSync(name, 'utf8').split('\n').length }));
	const part = Number(values.share ?? share);
	const chosen = chosenPieces(files, part, Number(values.seed));
	const size = Math.min(MOST_A_BATCH, Math.ceil(FILES_A_BATCH / part));
	return Array.from({ length: Math.ceil(chosen.length / size) }, (_, i) =>
		chosen.slice(i * size, (i + 1) * size),
	);
}

/** What every result depends on beside the unit tests of its part. */
const COMMON = hashOf([
	...SOURCES,
	'credentials',
	'test/mutation',
	'test/sandbox',
	'test/support',
	'test/workflow',
]);

function keyOf(batch, { tests }) {
	const hash = createHash('sha256').update(JSON.stringify(batch)).update(COMMON);
	for (const file of tests.flatMap(typescriptIn)) hash.update(readFileSync(file));
	return hash.digest('hex');
}

async function testBatch(batch, { tests }) {
	const stryker = new Stryker({
		mutate: batch.flatMap(({ pieces }) => pieces),
		// In mocha the code is loaded once for all mutants; jest, loading it for each, takes twenty times as long.
		testRunner: 'mocha',
		mochaOptions: {
			require: ['tsx', './test/mutation/setup.mjs'],
			spec: tests.map((path) => (isFile(path) ? path : `${path}/**/!(scale).test.ts`)),
		},
		coverageAnalysis: 'perTest',
		ignoreStatic: true,
		plugins: [
			'@stryker-mutator/mocha-runner',
			new URL('./texts.mjs', import.meta.url).href,
			new URL('./survivors.mjs', import.meta.url).href,
		],
		ignorers: ['texts'],
		concurrency: Number(values.concurrency),
		// Generous: what is only slow on a busy machine must not count as found.
		timeoutMS: 5000,
		timeoutFactor: 3,
		dryRunTimeoutMinutes: 20,
		reporters: ['progress-append-only', ...(values.survivors ? ['survivors'] : [])],
		logLevel: 'error',
		fileLogLevel: 'off',
		tempDirName: '.output/stryker',
		ignorePatterns: [
			'**',
			...COPIED.map((folder) => `!${folder}/**/*`),
			'!package.json',
			'!tsconfig.json',
		],
		thresholds: { high: 100, low: 100, break: null },
	});
	const mutants = await stryker.runMutationTest();
	return mutants
		.filter(({ status }) => status !== 'Ignored')
		.map((mutant) => ({
			place: placeOf(mutant),
			what: `${mutant.mutatorName}: ${mutant.replacement}`,
			status: mutant.status,
		}));
}

const known = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
mkdirSync('.output', { recursive: true });
const rows = [];
for (const [name, part] of Object.entries(PARTS)) {
	if (values.part !== '' && values.part !== name) continue;
	const batches = batchesOf(part);
	const all = [];
	for (const [i, batch] of batches.entries()) {
		const key = keyOf(batch, part);
		if (values.again || !known[key]) {
			console.log(
				`${name}, batch ${i + 1} of ${batches.length}: ${batch.map((one) => one.name).join(', ')}`,
			);
			known[key] = await testBatch(batch, part);
			writeFileSync(RESULTS, JSON.stringify(known));
		} else if (values.survivors) {
			for (const { place, what, status } of known[key].filter(isMissed)) {
				console.log(`${place}: ${status}: ${what}`);
			}
		}
		all.push(...known[key]);
	}
	const found = all.filter(({ status }) => status === 'Killed' || status === 'Timeout');
	const missed = all.filter(isMissed);
	const score = (100 * found.length) / Math.max(1, found.length + missed.length);
	rows.push({
		part: name,
		found: found.length,
		missed: missed.length,
		score,
		least: part.least,
		share: Number(values.share ?? part.share ?? 1),
	});
}

if (values.json) {
	const parts = rows.map(({ score: _, ...row }) => row);
	writeFileSync(values.json, JSON.stringify({ parts }));
}
for (const { part, found, missed, score, least } of rows) {
	const wanted = least === undefined ? '' : `, at least ${least} % are wanted`;
	console.log(
		`${part}: ${found} of ${found + missed} mutants found, ${score.toFixed(1)} %${wanted}`,
	);
}
process.exitCode = rows.some(({ score, least = 0 }) => score < least) ? 1 : 0;
