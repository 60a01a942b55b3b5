import ts from 'typescript';

/** What the sources can say to people: read from their syntax, so that documentation can be held to it. */

/** What stands for a value in a message. */
export const GAP = '…';

/** Constructors of errors that people see, and which argument is the message. */
const ERRORS: Record<string, number> = { NodeOperationError: 1, UserError: 0 };

/** Functions that make an issue or an error of what they are told, and which argument is which. */
const CODE_OF: Record<string, number> = { error: 0, warning: 0, refuse: 1, warn: 1, keep: 2 };
const MESSAGE_OF: Record<string, number> = { wrong: 0, wrongAddress: 0 };

/** Tables of messages. */
const TABLES = new Set([
	'BROKEN',
	'EXPLANATIONS',
	'FAILURES',
	'LATE',
	'MEANINGS',
	'NO_WAY',
	'STATUS_WORDS',
	'UNTRUSTED',
]);

export interface SourceTexts {
	/** Codes of issues that can be emitted. */
	codes: Set<string>;
	/** Messages of errors and hints, what varies replaced by `…`. */
	messages: Set<string>;
	/** Every text in the sources, in the pieces between what varies. */
	pieces: string[];
}

/** @param folders e.g. `directory` */
export function readSourceTexts(folders: readonly string[]): SourceTexts {
	const texts: SourceTexts = { codes: new Set(), messages: new Set(), pieces: [] };
	for (const folder of folders) {
		for (const path of ts.sys.readDirectory(folder, ['.ts'])) {
			const source = ts.createSourceFile(
				path,
				ts.sys.readFile(path) ?? '',
				ts.ScriptTarget.ES2022,
				true,
			);
			visit(source, texts);
		}
	}
	return texts;
}

function visit(node: ts.Node, texts: SourceTexts): void {
	if (isText(node)) texts.pieces.push(...piecesOf(node));
	if (ts.isNewExpression(node)) {
		addMessages(node.arguments?.[ERRORS[node.expression.getText()] ?? -1], texts);
	} else if (ts.isCallExpression(node)) {
		const name = node.expression.getText();
		addMessages(node.arguments[own(MESSAGE_OF, name)], texts);
		const code = node.arguments[own(CODE_OF, name)];
		if (code && ts.isStringLiteral(code)) texts.codes.add(code.text);
		if (/\bnotices?\.add$/.test(name)) addMessages(node.arguments[0], texts);
		if (/addExecutionHints$/.test(name)) for (const hint of node.arguments) addHint(hint, texts);
	} else if (ts.isPropertyAssignment(node) && isProblem(node)) {
		if (ts.isStringLiteral(node.initializer)) texts.codes.add(node.initializer.text);
	} else if (ts.isVariableDeclaration(node) && TABLES.has(node.name.getText())) {
		addTable(node, texts);
	}
	ts.forEachChild(node, (child) => visit(child, texts));
}

function own(positions: Record<string, number>, name: string): number {
	return Object.hasOwn(positions, name) ? positions[name]! : -1;
}

/** A code beside what it says. */
function isProblem({ name, parent }: ts.PropertyAssignment): boolean {
	return (
		name.getText() === 'code' &&
		ts.isObjectLiteralExpression(parent) &&
		parent.properties.some((property) => /^(says|ofOne)$/.test(property.name?.getText() ?? ''))
	);
}

function addHint(hint: ts.Expression, texts: SourceTexts): void {
	if (!ts.isObjectLiteralExpression(hint)) return;
	const isInformation = hint.properties.some((property) => /type: 'info'/.test(property.getText()));
	for (const property of isInformation ? [] : hint.properties) {
		if (ts.isPropertyAssignment(property) && property.name.getText() === 'message') {
			addMessages(property.initializer, texts);
		}
	}
}

/** The texts of a table that begin as a sentence does and are not advice, which follows the message. */
function addTable(table: ts.VariableDeclaration, texts: SourceTexts): void {
	const visitRow = (node: ts.Node): void => {
		if (ts.isArrayLiteralExpression(node)) {
			const message = node.elements
				.map((one) => (ts.isArrowFunction(one) ? one.body : one))
				.find(
					(one) => ts.isTemplateExpression(one) || (ts.isStringLiteral(one) && / /.test(one.text)),
				);
			if (message) addMessages(message as ts.Expression, texts);
			else node.elements.forEach(visitRow);
		} else if (ts.isPropertyAssignment(node) && isText(node.initializer)) {
			const name = node.name.getText();
			// What comes behind a colon.
			if (name === 'says') texts.messages.add(`${GAP}: ${piecesOf(node.initializer).join(GAP)}`);
			else if (name !== 'advice') addMessages(node.initializer, texts);
		} else ts.forEachChild(node, visitRow);
	};
	visitRow(table);
}

/** Both sides of a choice are messages. */
function addMessages(expression: ts.Expression | undefined, { messages }: SourceTexts): void {
	const add = (part: ts.Expression): void => {
		if (ts.isConditionalExpression(part)) {
			add(part.whenTrue);
			add(part.whenFalse);
		} else if (isText(part)) messages.add(piecesOf(part).join(GAP).trim());
	};
	if (expression) add(expression);
}

type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression;

function isText(node: ts.Node): node is Text {
	return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** The name that the domain calls the target by: people read it as it is. */
const TARGET = /(?:^|\.)(?:systems\.target|target|product)$/;

function piecesOf(node: Text): string[] {
	if (!ts.isTemplateExpression(node)) return [node.text];
	const pieces = [node.head.text];
	for (const { expression, literal } of node.templateSpans) {
		if (TARGET.test(expression.getText())) pieces.push(`${pieces.pop()}Winningtemp${literal.text}`);
		else pieces.push(literal.text);
	}
	return pieces;
}
