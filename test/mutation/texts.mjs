import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Two words and more with blanks between them: a text for people. */
const SENTENCE = /\S\s+\S+\s+\S/;

function textOf(node) {
	if (node.type === 'StringLiteral') return node.value;
	if (node.type !== 'TemplateLiteral') return '';
	return node.quasis.map(({ value }) => value.raw).join('…');
}

/** Leaves out what only changes the wording of a text of three words and more. */
export const strykerPlugins = [
	declareValuePlugin(PluginKind.Ignore, 'texts', {
		shouldIgnore: ({ node }) => (SENTENCE.test(textOf(node)) ? 'a text for people' : undefined),
	}),
];
