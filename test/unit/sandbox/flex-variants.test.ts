import { FLEX_VARIANTS, type FlexVariant } from '../../sandbox/flex/variants';
import { readText } from '../../support/files';

test('the table of variants in test/sandbox/README.md is that of the code', () => {
	const lines = readText('test/sandbox/README.md').split('\n');
	const first = lines.findIndex((line) => /^\| Variant +\|/.test(line)) + 2;
	const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
	const table = lines.slice(first, first + length).map((line) =>
		line
			.slice(1, -1)
			.split('|')
			.map((cell) => cell.trim()),
	);
	expect(table).toEqual(
		Object.entries<FlexVariant>(FLEX_VARIANTS).map(([name, { fact, evidence }]) => [
			name,
			fact,
			evidence,
		]),
	);
});
