import { TextlintKernel, type TextlintRuleModule } from '@textlint/kernel';
import markdownPlugin from '@textlint/textlint-plugin-markdown';
import textPlugin from '@textlint/textlint-plugin-text';
import wordRule from 'textlint-rule-prh';
import ts from 'typescript';

import { proseOf } from './texts';

/**
 * Words that a reader has to look up, wherever a person reads: pages, panels, messages, comments,
 * tests, templates. The words: `words.yml`.
 */

export interface Finding {
	/** `path:line:column` */
	place: string;
	message: string;
}

const CODE = /\.(?:ts|mjs|cjs|js)$/;

/** Where words of that list must be: the list itself and its test, a licence, what npm writes. */
const LEFT_OUT =
	/^(?:LICENSE\.md$|test\/prose\/|test\/unit\/prose\.test\.ts$|package(?:-lock)?\.json$)/;

const kernel = new TextlintKernel();

/** Every finding in a text, read from the root of the repository. @param path decides how the text is read */
export async function findingsIn(path: string, text: string): Promise<Finding[]> {
	const markdown = path.endsWith('.md');
	const prose = CODE.test(path) ? proseOf(path, text) : markdown ? withAltTexts(text) : text;
	const { messages } = await kernel.lintText(prose, {
		ext: markdown ? '.md' : '.txt',
		filePath: path,
		plugins: [
			{ pluginId: 'markdown', plugin: interop(markdownPlugin) },
			{ pluginId: 'text', plugin: interop(textPlugin) },
		],
		rules: [
			{
				ruleId: 'words',
				rule: interop(wordRule) as TextlintRuleModule,
				options: { rulePaths: [ts.sys.resolvePath('test/prose/words.yml')], checkLink: false },
			},
		],
	});
	return messages.map(({ line, column, message }) => ({
		place: `${path}:${line}:${column}`,
		message,
	}));
}

/** Pictures as their alternative texts, in the same places: the linter passes over pictures. */
function withAltTexts(page: string): string {
	return page.replace(
		/!\[([^\]]*)\]\(([^)]*)\)/g,
		(_picture, alt: string, address: string) => `  ${alt}${' '.repeat(address.length + 3)}`,
	);
}

/** Whether people read a file of the repository. @param path from the root */
export function isRead(path: string): boolean {
	if (LEFT_OUT.test(path)) return false;
	return /\.(?:md|yml)$/.test(path) || CODE.test(path) || /^workflows\/.*\.json$/.test(path);
}

/** Some of these packages have their function under `default` once more. */
function interop<T>(module: T): T {
	return (module as { default?: T }).default ?? module;
}
