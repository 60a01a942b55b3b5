const base = require('./jest.config.js');

/** Needs a Chromium, so it is a command of its own. */
module.exports = {
	...base,
	testMatch: ['**/*.screenshot.ts'],
	testTimeout: 120_000,
	globals: { ...base.globals, IN_CI: Boolean(process.env.CI) },
};
