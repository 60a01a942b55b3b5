import { expect } from 'expect';
import { configureGlobal } from 'fast-check';
import { bind } from 'jest-each';

/** Jest's words on mocha, which runs hundreds of mutants in one process without loading the code again. */
const test = (...args) => globalThis.it(...args);
test.each = bind(test, false);
Object.assign(globalThis, { expect, test, RUN_SHARE: 0.05, MORE_SEEDS: false });

// The first counterexample kills a mutant; to look for a smaller one would only take time.
configureGlobal({ endOnFailure: true, numRuns: 20 });
