/** The pure part alone: what mutants in `directory/` are tried against. */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/unit/{directory,hierarchy,mapping,plan,report}/**/*.test.ts'],
};
