/** The pure part alone: what mutants in `directory/` are tried against. */
module.exports = {
	...require('./jest.config.js'),
	testMatch: [
		'<rootDir>/test/unit/{directory,explain,file,hierarchy,mapping,plan,report}/**/*.test.ts',
	],
	// Mutants are many: what takes seconds by its sheer size is left out, properties are tried with fewer cases.
	testPathIgnorePatterns: ['/scale\\.test\\.ts$'],
	globals: { RUN_SHARE: 0.05 },
};
