// Holds the demo's figures against what its story promises: node test/demo/check.mjs FILE
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const { steps } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const step = Object.fromEntries(steps.map((result) => [result.step, result]));
const nothing = { created: 0, updated: 0, deactivated: 0, deleted: 0 };
const done = ({ created, updated, deactivated, deleted }) => ({
	created,
	updated,
	deactivated,
	deleted,
});

for (const { step: name, failed, requests } of steps) {
	const { flex, winningtemp, writes } = requests;
	assert.equal(failed, 0, `${name}: nothing fails`);
	assert.ok(flex < 60, `${name}: Flex is asked for pages, not for people`);
	assert.ok(winningtemp - writes < 15, `${name}: Winningtemp is asked for pages, not for people`);
}

assert.deepEqual(done(step.dryRun), nothing, 'a dry run changes nothing');
assert.equal(step.dryRun.requests.writes, 0, 'a dry run writes nothing');

const { firstLoad } = step;
assert.ok(firstLoad.created > 200, 'the first load creates people and groups');
assert.deepEqual(done(firstLoad), { ...nothing, created: firstLoad.created }, 'and nothing else');
assert.equal(firstLoad.requests.writes, firstLoad.created, 'with one write each');

assert.deepEqual(done(step.secondRun), nothing, 'a second run changes nothing');
assert.equal(step.secondRun.requests.writes, 0, 'a second run writes nothing');
assert.equal(step.secondRun.unchanged, firstLoad.created, 'a second run finds everything');
assert.ok(step.secondRun.requests.winningtemp < 15, 'nothing is asked per unchanged person');

const { morning } = step;
// A new surname and a move are two updates of people; four groups have other people than before.
assert.equal(morning.created, 2, 'two joiners');
assert.equal(morning.deactivated, 1, 'one leaver');
assert.equal(morning.deleted, 0, 'nobody is deleted');
assert.ok(
	morning.updated >= 2 && morning.updated <= 7,
	'and no more than what the morning brought',
);
assert.ok(morning.requests.writes <= 9, 'one write for each person and each group concerned');

assert.deepEqual(
	done(step.rename),
	{ ...nothing, updated: 2 },
	'a renamed and a moved department are one update each',
);
assert.equal(step.rename.requests.writes, 2, 'with one write each');

assert.deepEqual(done(step.swap), { ...nothing, updated: 2 }, 'a swap is two updates');
assert.equal(step.swap.requests.writes, 3, 'by way of one temporary name');

assert.ok(step.spike.held > 0, 'a spike of leavers is held');
assert.equal(step.spike.deactivated, 0, 'nobody loses access');

assert.ok(step.release.deactivated > 20, 'what was held is released');
assert.equal(step.release.held, 0, 'nothing is left held');

assert.equal(step.rehire.created, 0, 'somebody who comes back is the same user, in the same group');
assert.ok(step.rehire.updated >= 1, 'who is active again');

console.log(`demo: all ${steps.length} steps did what they should`);
