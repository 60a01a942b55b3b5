/** A reporter for Node's test runner that tells only how many tests passed, failed, were skipped. */
export default async function* count(events) {
	const counts = { passed: 0, failed: 0, skipped: 0 };
	for await (const { type, data } of events) {
		if (data?.details?.type === 'suite') {
			// A suite whose preparation failed has tests that never ran.
			if (type === 'test:fail' && data.details.error?.failureType === 'hookFailed') counts.failed++;
		} else if (type === 'test:fail') counts.failed++;
		else if (type === 'test:pass') counts[data.skip === undefined ? 'passed' : 'skipped']++;
	}
	yield `${JSON.stringify(counts)}\n`;
}
