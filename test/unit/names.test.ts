import ts from 'typescript';
import { readText } from '../support/files';

/** The domain serves any target, and `scim/` any product: neither knows what it is called. */

const PRODUCT = /winningtemp|flex ?hrm|\bflex(?=\b|_)/i;
const PROTOCOL = /\bscim\b/i;
/** Style sheets of the report, where `flex` is a way to lay out boxes. */
const CSS = /display: ?(?:inline-)?flex|\bflex-\w+|\bflex: ?[\d\w ]+/g;

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
	expect(naming('directory', [PRODUCT, PROTOCOL])).toEqual([]);
	expect(naming('scim', [PRODUCT])).toEqual([]);
});

test.each(['has it in Winningtemp', 'FLEX_PARTIAL_LIST', 'from Flex HRM', 'over flex'])(
	'“%s” would be noticed',
	(text) => {
		expect(PRODUCT.test(text.replace(CSS, ''))).toBe(true);
	},
);
