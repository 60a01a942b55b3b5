import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { ModernFakeTimers } from '@jest/fake-timers';
import { expect } from 'expect';
import { bind } from 'jest-each';
import { ModuleMocker } from 'jest-mock';
import '../support/n8nSettings.cjs';

const require = createRequire(import.meta.url);

// `X.node` is `X.node.json` to Node, which tries `.json` first: then a test that imports a node gets
// the node's codex file. Jest tries `.ts` first, and so does this.
const loadJson = require.extensions['.json'];
delete require.extensions['.json'];
require.extensions['.json'] = loadJson;

// In mocha `beforeEach` outside of `describe` counts for the tests of all files; in jest for those of its own.
const { interfaces, Suite } = require('mocha');
const { bdd } = interfaces;
interfaces.bdd = (root) =>
	root.on('pre-require', (context, file, mocha) => {
		const suite = Suite.create(root, relative('.', file));
		bdd(suite);
		suite.emit('pre-require', context, file, mocha);
	});

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
	requireActual: require,
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
const ofExpect = createRequire(require.resolve('expect'));
ofExpect('jest-matcher-utils').printDiffOrStringify = () => '';

// The tests load the CommonJS copy of fast-check, which knows nothing of what the other copy is given.
const { configureGlobal } = require('fast-check');

// The first counterexample kills a mutant; to look for a smaller one would only take time. With a fixed
// seed every run finds the same. Some tests count what their cases show: of this seed, few are enough.
configureGlobal({ endOnFailure: true, numRuns: 20, seed: 3 });
