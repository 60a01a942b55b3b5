// Prints which steps failed and which tests were skipped, with the reasons, and then the count of
// all tests: node .ci/summary.mjs --why-no-n8n REASON [FAILED STEP …]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values, positionals: failedSteps } = parseArgs({
	options: { 'why-no-n8n': { type: 'string', default: '' } },
	allowPositionals: true,
});
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8') || 'null') : null);
const jest = read('.output/jest.json');
const host = read('.output/host.json');

let [passed, failed] = [jest?.numPassedTests ?? 0, jest?.numFailedTests ?? 0];
const skipped = (jest?.testResults ?? [])
	.flatMap(({ assertionResults }) => assertionResults)
	.filter(({ status }) => !['passed', 'failed'].includes(status))
	.map(({ fullName, status }) => `${fullName} (${status})`);
// A file that could not be loaded has failed, although none of its tests ran.
failed += jest?.numRuntimeErrorTestSuites ?? 0;

if (host) {
	passed += host.passed;
	failed += host.failed;
	skipped.push(...host.skippedTests.map(({ name, reason }) => `${name} (${reason})`));
} else {
	const reason = values['why-no-n8n'] || 'the run stopped before its result';
	skipped.push(...testsInRealN8n().map((name) => `in a real n8n: ${name} (${reason})`));
}

/** Their titles, as the files have them. A title that is made for each of a list counts once. */
function testsInRealN8n() {
	const folder = 'test/host';
	return readdirSync(folder)
		.filter((name) => name.endsWith('.suite.mjs'))
		.flatMap((name) => [
			...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/^\s*(?:test|it)\(\s*(['"`])(.*?)\1/gm),
		])
		.map(([, , title]) => title);
}

console.log(
	'\nNot a part of this run: npm run test:queue, test:screenshots, test:mutation, test:planted, months, reliability, bench.',
);
for (const step of failedSteps) console.log(`!!! FAILED: ${step}`);
if (skipped.length > 0) console.log('\nSkipped, and why:');
for (const one of skipped) console.log(`- ${one}`);

// A step that failed without a failed test counts as one, so that the line never looks like success.
failed = Math.max(failed, failedSteps.length);
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
