import ts from 'typescript';

/**
 * The prose of a source file: its comments and its texts of several words. Everything else
 * becomes blanks, so that lines and columns stay what they are in the file.
 *
 * @param path decides the language, e.g. `a.ts`, `b.mjs`
 */
export function proseOf(path: string, source: string): string {
	const file = ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true);
	const kept: Array<readonly [start: number, end: number]> = [];
	const comments = new Set<number>();
	const visit = (node: ts.Node): void => {
		for (const { pos, end } of commentsBefore(source, node)) {
			if (!comments.has(pos)) kept.push([pos, end]);
			comments.add(pos);
		}
		if (isText(node) && /\p{L} \p{L}/u.test(node.text))
			kept.push([node.getStart() + 1, node.end - 1]);
		ts.forEachChild(node, visit);
	};
	visit(file);
	for (const { pos, end } of commentsBefore(source, file.endOfFileToken)) kept.push([pos, end]);
	return onlyThese(source, kept);
}

function commentsBefore(source: string, node: ts.Node): ts.CommentRange[] {
	return [
		...(ts.getLeadingCommentRanges(source, node.getFullStart()) ?? []),
		...(ts.getTrailingCommentRanges(source, node.end) ?? []),
	];
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
	return ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);
}

function onlyThese(source: string, kept: ReadonlyArray<readonly [number, number]>): string {
	const blank = source.replace(/[^\n]/g, ' ');
	let text = '';
	let at = 0;
	for (const [start, end] of [...kept].sort(([a], [b]) => a - b)) {
		if (end <= at) continue;
		text += blank.slice(at, Math.max(at, start)) + source.slice(Math.max(at, start), end);
		at = end;
	}
	return text + blank.slice(at);
}
