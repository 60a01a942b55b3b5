// Makes `.output` as well, where jest writes its results.
require('./test/support/n8nSettings.cjs');

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	testSequencer: './test/sequencer.cjs',
	// n8n's engine is large: a few workers that each load it once are faster than many.
	maxWorkers: 2,
	// Generous: a busy machine must not fail a test.
	testTimeout: 450_000,
	// `MORE_SEEDS=1` tries every cut and many more seeds, as `.ci/run` does.
	globals: { RUN_SHARE: 1, MORE_SEEDS: process.env.MORE_SEEDS === '1' },
};
