import { ownValue } from './json';

/** Where a value is in a record, compiled once so that reading it costs next to nothing. */
export interface FieldPath {
	/** As a person would write it: `Organization.Office`. */
	label: string;
	/** The names on the way, outermost first. */
	path: readonly string[];
	/**
	 * The value in one record. `undefined`: the record has no such field. `null`: it has one and it
	 * is empty, which includes a field of an object that is itself `null`. Own properties only.
	 */
	read: (record: unknown) => unknown;
}

const BRACES = /^=?\s*\{\{([\s\S]*)\}\}\s*$/;
const ROOT = /^\s*(?:\$json|\$input\s*\.\s*item\s*\.\s*json)(?![\p{ID_Continue}$])/u;
const IDENTIFIER = '([\\p{ID_Start}$_][\\p{ID_Continue}$\\u200c\\u200d]*)';
const INDEX = '(\\d+)';
const QUOTED = `("(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*')`;
/** One step of an expression: `.name`, `?.name`, `[0]`, `["a name"]`, `?.['a name']`. */
const EXPRESSION_STEP = new RegExp(
	`\\s*(?:(?:\\?\\.|\\.)\\s*${IDENTIFIER}|(?:\\?\\.\\s*)?\\[\\s*(?:${INDEX}|${QUOTED})\\s*\\])`,
	'uy',
);
/** One step of a typed path: as above, but a name may hold blanks, and the first has no dot. */
const TYPED_STEP = new RegExp(
	`(?:(?:^|\\?\\.|\\.)([^.?[\\]]+)|(?:\\?\\.)?\\[\\s*(?:${INDEX}|${QUOTED})\\s*\\])`,
	'uy',
);

/**
 * Compiles what is in a parameter, as long as it only points at a value:
 * a dragged field (`={{ $json.FirstName }}`, `={{ $json["a b"]?.c }}`) or a typed name or path
 * (`FirstName`, `Organization["Cost centre"]`). A typed one is first looked for as a field with
 * that very name, dots included.
 *
 * @param parameter the parameter unevaluated, `=` and braces included
 * @returns `undefined` where it is more than that: an expression that only n8n can evaluate, or empty
 */
export function compileField(parameter: string): FieldPath | undefined {
	const text = parameter.trim();
	const inner = BRACES.exec(text)?.[1];
	if (inner !== undefined) return compileExpression(inner);
	if (text === '' || text.startsWith('=')) return undefined;
	return compileExpression(text) ?? compileTyped(text);
}

function compileExpression(text: string): FieldPath | undefined {
	const root = ROOT.exec(text)?.[0];
	if (root === undefined) return undefined;
	const path = steps(EXPRESSION_STEP, text.trimEnd(), root.length);
	return path && path.length > 0 ? fieldPath(path) : undefined;
}

function compileTyped(text: string): FieldPath {
	const path = steps(TYPED_STEP, text, 0);
	if (path === undefined || path[0] === text) return fieldPath([text]);
	const { label, read } = fieldPath(path);
	return {
		label: path.length > 1 ? text : label,
		path,
		read: (record) => {
			const literal = ownValue(record, text);
			return literal === undefined ? read(record) : literal;
		},
	};
}

/** The names that the rest of a text steps through; `undefined` where it holds anything else. */
function steps(step: RegExp, text: string, start: number): string[] | undefined {
	const path: string[] = [];
	step.lastIndex = start;
	for (let end = start; end < text.length; end = step.lastIndex) {
		const match = step.exec(text);
		if (!match) return undefined;
		const name = match[1]?.trim() ?? match[2] ?? unquote(match[3]!);
		if (name === undefined || name === '') return undefined;
		path.push(name);
	}
	return path;
}

/** The content of a string literal; `undefined` where it has escapes other than quotes and backslash. */
function unquote(literal: string): string | undefined {
	const body = literal.slice(1, -1);
	return /\\[^'"\\]/.test(body.replace(/\\\\/g, '')) ? undefined : body.replace(/\\(.)/g, '$1');
}

/** The path made of these names, each one a property of what the one before holds. */
export function fieldPath(path: readonly string[]): FieldPath {
	const label = path.map(labelOf).join('');
	const [first = '', ...rest] = path;
	// A file may begin with a byte order mark, which some readers leave before the first name.
	const marked = `\uFEFF${first}`;
	const readFirst = (record: unknown) => {
		const value = ownValue(record, first);
		return value === undefined ? ownValue(record, marked) : value;
	};
	if (path.length === 1) return { label, path, read: readFirst };
	return {
		label,
		path,
		read: (record) => {
			let value = path.length === 0 ? record : readFirst(record);
			if (value === undefined || value === null) return value;
			for (const name of rest) {
				value = ownValue(value, name);
				if (value === undefined || value === null) return value;
			}
			return value;
		},
	};
}

function labelOf(name: string, position: number): string {
	if (position === 0) return name;
	return /^[^.[\]?"]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
