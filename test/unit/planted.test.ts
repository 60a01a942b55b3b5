import { FAULTS, withFault } from '../planted/faults';
import { fileExists, readText } from '../support/files';

/** The faults of `npm run test:planted` fit to the code as it is now. Their tests run there. */

test('each has a description of its own', () => {
	const descriptions = FAULTS.map(({ what }) => what);
	expect(descriptions).toEqual([...new Set(descriptions)]);
	expect(descriptions.length).toBeGreaterThan(70);
});

test.each(FAULTS.map((fault) => [fault.what, fault] as const))('%s', (_what, fault) => {
	const text = readText(fault.file);
	expect(withFault(fault, text)).not.toBe(text);
	expect(fault.tests.filter((file) => !fileExists(file))).toEqual([]);
	expect(fault.tests).not.toEqual([]);
});
