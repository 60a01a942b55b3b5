import ts from 'typescript';
import { readText } from '../support/files';

/** The domain serves any target, and `scim/` any product: neither knows what it is called. */

const PRODUCT = /winningtemp|flex ?hrm|\bflex(?=\b|_)/i;
const PROTOCOL = /\bscim\b/i;
/** Style sheets of the report, where `flex` is a way to lay out boxes. */
const CSS = /display: ?(?:inline-)?flex|\bflex-\w+|\bflex: ?[\d\w ]+/g;

/** Where names are left over. When a file has none left, take it off this list. */
const LEFT_OVER = new Set([
	'directory/plan/declaredMoves.ts',
	'directory/plan/groupSteps.ts',
	'directory/plan/groupTree.ts',
	'directory/plan/managerLinks.ts',
	'directory/plan/partial.ts',
	'directory/plan/people.ts',
	'directory/plan/stopped.ts',
	'directory/plan/unsupported.ts',
	'directory/plan/userSteps.ts',
	'directory/plan/usernames.ts',
]);

function naming(folder: string, names: readonly RegExp[]): string[] {
	return ts.sys
		.readDirectory(folder, ['.ts'])
		.map((path) => path.replace(/^.*\/(?=(?:directory|scim)\/)/, ''))
		.filter((path) => {
			const text = readText(path).replace(CSS, '');
			return names.some((name) => name.test(text));
		});
}

test('directory/ names no product and no protocol, and scim/ no product', () => {
	const found = [...naming('directory', [PRODUCT, PROTOCOL]), ...naming('scim', [PRODUCT])];
	expect(found.sort()).toEqual([...LEFT_OVER].sort());
});

test.each(['has it in Winningtemp', 'FLEX_PARTIAL_LIST', 'from Flex HRM', 'over flex'])(
	'“%s” would be noticed',
	(text) => {
		expect(PRODUCT.test(text.replace(CSS, ''))).toBe(true);
	},
);
