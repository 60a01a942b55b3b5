/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	testRunner: 'jest',
	mutate: ['directory/**/*.ts'],
	jest: { configFile: 'jest.mutation.config.js' },
	coverageAnalysis: 'perTest',
	ignoreStatic: true,
	concurrency: 2,
	reporters: ['clear-text', 'progress', 'html'],
	htmlReporter: { fileName: '.output/mutation.html' },
	tempDirName: '.output/stryker',
	thresholds: { high: 90, low: 85, break: 85 },
};
