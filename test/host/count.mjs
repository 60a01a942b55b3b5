/** A reporter for Node's test runner: how many tests passed and failed, and which were skipped, and why. */
export default async function* count(events) {
	const counts = { passed: 0, failed: 0, skipped: 0, skippedTests: [] };
	for await (const { type, data } of events) {
		if (data?.details?.type === 'suite') {
			// A suite whose preparation failed has tests that never ran.
			if (type === 'test:fail' && data.details.error?.failureType === 'hookFailed') counts.failed++;
		} else if (type === 'test:fail') counts.failed++;
		else if (type === 'test:pass') {
			const reason = data.skip ?? data.todo;
			if (reason === undefined) counts.passed++;
			else {
				counts.skipped++;
				counts.skippedTests.push({ name: data.name, reason: String(reason) });
			}
		}
	}
	yield `${JSON.stringify(counts)}\n`;
}
