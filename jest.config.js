const { mkdirSync } = require('node:fs');

// Jest writes its results there and does not make the folder.
mkdirSync('.output', { recursive: true });

// Where n8n's own nodes for files may read and write.
process.env.N8N_RESTRICT_FILE_ACCESS_TO ??= `${__dirname}/.output`;

// The errors that tests provoke are looked at by the tests, not printed by n8n's logger.
process.env.N8N_LOG_LEVEL ??= 'silent';

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	// n8n's engine is large: a few workers that each load it once are faster than many.
	maxWorkers: 2,
	// Generous: a busy machine must not fail a test.
	testTimeout: 180_000,
	globals: { RUN_SHARE: 1 },
};
