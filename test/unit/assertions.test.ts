import ts from 'typescript';
import { filesIn, readText } from '../support/files';

/**
 * What a test expects, it expects always. An assertion in a branch is not made where the branch is not
 * taken, and nobody notices: a table of cases, a filter before the loop, or an expected value that
 * depends on the case say the same.
 */

/** Whether a node runs only at times, seen from the node that it is in. */
function isConditional(parent: ts.Node, child: ts.Node): boolean {
	if (ts.isIfStatement(parent)) return child !== parent.expression;
	if (ts.isConditionalExpression(parent)) return child !== parent.condition;
	if (ts.isCatchClause(parent) || ts.isCaseOrDefaultClause(parent)) return true;
	if (ts.isBinaryExpression(parent)) {
		return child === parent.right && /^(&&|\|\||\?\?)$/.test(parent.operatorToken.getText());
	}
	return (
		ts.isCallExpression(parent) &&
		ts.isPropertyAccessExpression(parent.expression) &&
		parent.expression.name.text === 'catch'
	);
}

function isExpect(node: ts.Node): boolean {
	return (
		ts.isCallExpression(node) &&
		ts.isIdentifier(node.expression) &&
		node.expression.text === 'expect'
	);
}

/** Where assertions stand that are not always made, as `file:line`. */
function conditionalIn(file: string, text: string): string[] {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const found: string[] = [];
	const visit = (node: ts.Node, isInBranch: boolean): void => {
		if (isInBranch && isExpect(node)) {
			const { line } = source.getLineAndCharacterOfPosition(node.getStart());
			found.push(`${file}:${line + 1}`);
		}
		ts.forEachChild(node, (child) => visit(child, isInBranch || isConditional(node, child)));
	};
	visit(source, false);
	return found;
}

test.each([
	['if', 'if (a) expect(b).toBe(1);'],
	['else', 'if (a) c(); else { expect(b).toBe(1); }'],
	['a choice', 'const x = a ? expect(b) : null;'],
	['and', 'a && expect(b).toBe(1);'],
	['catch', 'try { a(); } catch { expect(b).toBe(1); }'],
	['.catch()', 'await a().catch((e) => { expect(e).toBe(1); });'],
	['case', "switch (a) { case 'x': for (const b of c) expect(b).toBe(1); }"],
])('an assertion in %s is found', (_where, text) => {
	expect(conditionalIn('a.ts', text)).toEqual(['a.ts:1']);
});

test('an assertion in a loop, a callback or a condition is none of these', () => {
	const text = 'for (const b of c) d(() => expect(b).toBe(a ? 1 : 2)); if (expect(a)) e();';
	expect(conditionalIn('a.ts', text)).toEqual([]);
});

test('no test has an assertion that is not always made', () => {
	const files = filesIn('test', '.ts', true).filter((file) => !file.includes('node_modules'));
	expect(files.length).toBeGreaterThan(200);
	expect(files.flatMap((file) => conditionalIn(file, readText(`test/${file}`)))).toEqual([]);
});
