// Checks every regular expression of the package and of its templates: none may take exponential
// time, and none more than linear time, but for those that `regexes.json` lists with the reason why
// their text is short. node .ci/regexes.mjs
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

// Before it is imported: the checker runs in this process, and needs neither Java nor a binary.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = await import('recheck');

const FOLDERS = ['credentials', 'directory', 'http', 'nodes', 'scim'];
/** The same seed every time, so that a check that passes today passes tomorrow. */
const SETTINGS = { timeout: 60_000, randomSeed: 1 };

/**
 * The regular expressions of a text in TypeScript. Those that `new RegExp` makes are worked out where
 * they are made of constants of the same file.
 */
function expressionsIn(text, place) {
	const source = ts.createSourceFile(place, text, ts.ScriptTarget.Latest, true);
	const found = [];
	const visit = (node) => {
		if (ts.isRegularExpressionLiteral(node)) found.push({ place, literal: node.text });
		const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
		if (isCall && node.expression.getText(source) === 'RegExp') {
			const code = node.getText(source);
			const made = valueOf(code, source);
			found.push(made ? { place, literal: String(made) } : { place, literal: code, isMade: true });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** What an expression gives with the text constants of its file; `null` where it needs more. */
function valueOf(code, source) {
	const constants = [];
	const attempt = (last) => {
		try {
			return new Function(`${constants.join('\n')} return ${last};`)();
		} catch {
			return null;
		}
	};
	for (const statement of source.statements) {
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			const value = initializer && withoutTypes(initializer.getText(source));
			if (value && attempt(`(${value})`) !== null) {
				constants.push(`const ${name.getText(source)} = ${value};`);
			}
		}
	}
	return attempt(code);
}

function withoutTypes(code) {
	const { outputText } = ts.transpileModule(`(${code})`, {
		compilerOptions: { target: ts.ScriptTarget.Latest },
	});
	return outputText.trim().replace(/;$/, '');
}

function inPackage() {
	return FOLDERS.flatMap((folder) =>
		readdirSync(folder, { recursive: true })
			.filter((name) => name.endsWith('.ts'))
			.map((name) => `${folder}/${name}`)
			.flatMap((file) => expressionsIn(readFileSync(file, 'utf8'), file)),
	);
}

/** Those in the expressions of the templates, `{{ … }}`. */
function inTemplates() {
	const found = [];
	for (const name of readdirSync('workflows').filter((file) => file.endsWith('.json'))) {
		JSON.parse(readFileSync(`workflows/${name}`, 'utf8'), (_key, value) => {
			if (typeof value !== 'string' || !value.startsWith('=')) return value;
			for (const [, code] of value.matchAll(/\{\{(.*?)\}\}(?!\})/gs)) {
				found.push(...expressionsIn(`(${code})`, `workflows/${name}`));
			}
			return value;
		});
	}
	return found;
}

/** What is wrong with one; `null` if nothing is. */
function faultOf({ literal, isMade = false }) {
	if (isMade) return 'made of a text';
	const end = literal.lastIndexOf('/');
	const { status, complexity, error } = checkSync(
		literal.slice(1, end),
		literal.slice(end + 1),
		SETTINGS,
	);
	if (status === 'safe') return null;
	return status === 'vulnerable' ? complexity.summary : `cannot be checked (${error.kind})`;
}

const reasons = JSON.parse(readFileSync('.ci/regexes.json', 'utf8'));
const unused = new Set(Object.keys(reasons));
const faults = new Map();
const all = [...inPackage(), ...inTemplates()];
const problems = [];
for (const one of all) {
	const { place, literal } = one;
	if (!faults.has(literal)) faults.set(literal, faultOf(one));
	const fault = faults.get(literal);
	if (fault === null) continue;
	const key = `${place}: ${literal}`;
	unused.delete(key);
	if (fault === 'exponential' || !reasons[key]) problems.push(`${key}\n    ${fault}`);
}
for (const key of unused)
	problems.push(`${key}\n    is in .ci/regexes.json and needs no reason, or is gone`);

console.log(`${all.length} regular expressions, ${Object.keys(reasons).length} with a reason`);
for (const problem of problems) console.log(problem);
if (problems.length > 0) {
	console.log(
		'Write it so that each character can match in one way only, or clip the text to 2 kB before.',
	);
	process.exitCode = 1;
}
