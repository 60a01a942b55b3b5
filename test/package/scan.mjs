import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * The rules by which n8n's scanner judges a package before it is verified, with the very plugins
 * that its command-line tool brings. As there, comments in a file switch nothing off.
 */

// Resolved as n8n's tool resolves them, wherever npm has put them.
const fromTool = createRequire(fileURLToPath(import.meta.resolve('@n8n/node-cli/eslint')));
const load = async (name) => await import(pathToFileURL(fromTool.resolve(name)).href);

async function rules() {
	const { n8nCommunityNodesPlugin } = await load('@n8n/eslint-plugin-community-nodes');
	const { default: nodesBase } = await load('eslint-plugin-n8n-nodes-base');
	const { default: typescript } = await load('typescript-eslint');
	const of = (name, ...off) => ({
		...nodesBase.configs[name].rules,
		...Object.fromEntries(off.map((rule) => [`n8n-nodes-base/${rule}`, 'off'])),
	});
	return [
		n8nCommunityNodesPlugin.configs.recommended,
		{ rules: { 'no-console': 'error' }, plugins: { 'n8n-nodes-base': nodesBase } },
		{ files: ['package.json'], rules: of('community') },
		{
			files: ['**/credentials/**/*.ts'],
			rules: of(
				'credentials',
				'cred-class-field-documentation-url-miscased',
				'cred-class-field-type-options-password-missing',
			),
		},
		{
			files: ['**/nodes/**/*.ts'],
			rules: of(
				'nodes',
				'node-class-description-inputs-wrong-regular-node',
				'node-class-description-outputs-wrong',
				'node-param-type-options-max-value-present',
			),
		},
		{ files: ['**/*.json', '**/*.ts'], languageOptions: { parser: typescript.parser } },
	];
}

/** What the scanner says of the files of a folder that match one of the patterns, one line each. */
export async function scan(directory, patterns) {
	const { ESLint } = await load('eslint');
	const eslint = new ESLint({
		cwd: directory,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: [{ files: ['**/*.json'] }, ...(await rules()).flat()],
	});
	const results = await eslint.lintFiles(patterns);
	if (results.length === 0) throw new Error(`Nothing in ${directory} matches ${patterns}`);
	return results.flatMap(({ filePath, messages }) =>
		messages.map(
			({ line, message, ruleId }) =>
				`${filePath.slice(directory.length + 1)}:${line} ${message} (${ruleId})`,
		),
	);
}
