/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	mutate: ['directory/**/*.ts'],
	// In mocha the code is loaded once for all mutants; jest, loading it for each, takes twenty times as long.
	testRunner: 'mocha',
	mochaOptions: {
		require: ['tsx/cjs', './test/mutation/setup.mjs'],
		spec: [
			'test/unit/{directory,explain,file,hierarchy,mapping,plan,report}/**/!(scale).test.ts',
			'test/unit/winningtemp/upsert.test.ts',
		],
	},
	coverageAnalysis: 'perTest',
	ignoreStatic: true,
	concurrency: 2,
	timeoutMS: 3000,
	reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
	htmlReporter: { fileName: '.output/mutation.html' },
	jsonReporter: { fileName: '.output/mutation.json' },
	tempDirName: 'node_modules/.stryker',
	thresholds: { high: 90, low: 85, break: 85 },
};
