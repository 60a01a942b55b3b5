import { createRequire } from 'node:module';
import { ModernFakeTimers } from '@jest/fake-timers';
import { expect } from 'expect';
import { bind } from 'jest-each';
import { ModuleMocker } from 'jest-mock';

/** Jest's words on mocha, which runs hundreds of mutants in one process without loading the code again. */
const test = (...args) => globalThis.it(...args);
test.each = bind(test, false);
// Mocha defines its own words when it loads the first file.
let describe;
Object.defineProperty(globalThis, 'describe', {
	configurable: true,
	get: () => describe,
	set: (given) => (describe = Object.assign(given, { each: bind(given, false) })),
});

const mocker = new ModuleMocker(globalThis);
const timers = new ModernFakeTimers({ config: { rootDir: process.cwd() }, global: globalThis });
const jest = {
	fn: (work) => mocker.fn(work),
	spyOn: (object, name) => mocker.spyOn(object, name),
	restoreAllMocks: () => mocker.restoreAllMocks(),
	requireActual: createRequire(import.meta.url),
	useFakeTimers: (settings) => timers.useFakeTimers(settings),
	useRealTimers: () => timers.useRealTimers(),
};
const hook = (name) => (work) => globalThis[name](work);
Object.assign(globalThis, {
	expect,
	test,
	jest,
	beforeAll: hook('before'),
	afterAll: hook('after'),
	RUN_SHARE: 0.1,
	MORE_SEEDS: false,
});

// Of a failure only that it is one counts, and to compare two pages line by line takes minutes.
const ofExpect = createRequire(createRequire(import.meta.url).resolve('expect'));
ofExpect('jest-matcher-utils').printDiffOrStringify = () => '';

// The tests load the CommonJS copy of fast-check, which knows nothing of what the other copy is given.
const { configureGlobal } = createRequire(import.meta.url)('fast-check');

// The first counterexample kills a mutant; to look for a smaller one would only take time. With a fixed
// seed every run finds the same. Some tests count what their cases show: of this seed, few are enough.
configureGlobal({ endOnFailure: true, numRuns: 20, seed: 3 });
