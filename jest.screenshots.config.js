/** Needs a Chromium, so it is a command of its own. */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['**/*.screenshot.ts'],
	testTimeout: 120_000,
	globals: { RUN_SHARE: 1, IN_CI: Boolean(process.env.CI) },
};
