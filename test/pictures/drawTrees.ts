import { box, MARGIN, page, text, wrap } from './svg';

/** One tree of groups with the people in them, in a column of its own. */
export interface TreeColumn {
	heading: string;
	/** A sentence below the heading. */
	says: string;
	lines: TreeLine[];
	/** What was reported. */
	problems: string[];
	/** What becomes of it. */
	outcome?: string;
}

/** A group, or a person in the group above. */
export interface TreeLine {
	kind: 'group' | 'person';
	depth: number;
	name: string;
	/** The External ID of a group. */
	id?: string;
}

/** What HR says, as it is entered there. */
export interface Table {
	heading: string;
	columns: Array<{ title: string; width: number }>;
	rows: string[][];
}

const LINE = 20;
const INDENT = 18;
const PADDING = 16;
/** Average width of a character. */
const CHARACTER = 6.9;

/** Trees side by side, below what they were built from. */
export function drawTrees(
	label: string,
	table: Table,
	columns: TreeColumn[],
	columnWidth = 300,
): string {
	const width = 2 * MARGIN + columns.length * columnWidth + (columns.length - 1) * PADDING;
	const top = drawTable(table, width);
	const wide = Math.floor((columnWidth - 2 * PADDING) / CHARACTER);
	const heights = columns.map((column) => {
		const says = wrap(column.says, wide).length;
		const below = belowOf(column).flatMap(([words]) => wrap(words, wide)).length;
		return PADDING + 24 + (says + column.lines.length + below) * LINE + 28;
	});
	const height = heights.reduce((a, b) => (a > b ? a : b), 0);
	const drawn = columns.map((column, i) =>
		drawColumn(column, MARGIN + i * (columnWidth + PADDING), top.end, columnWidth, height, wide),
	);
	return page(width, top.end + height + MARGIN, label, [...top.parts, ...drawn.flat()]);
}

function drawTable({ heading, columns, rows }: Table, width: number) {
	const height = PADDING + 24 + (rows.length + 1) * LINE + 8;
	const parts = [
		box(MARGIN, MARGIN, width - 2 * MARGIN, height),
		text(MARGIN + PADDING, MARGIN + 26, heading, 'title'),
	];
	const draw = (cells: string[], y: number, look: string) => {
		let x = MARGIN + PADDING;
		cells.forEach((cell, i) => {
			parts.push(text(x, y, cell, look));
			x += columns[i]!.width;
		});
	};
	const first = MARGIN + 52;
	draw(
		columns.map(({ title }) => title),
		first,
		'soft',
	);
	rows.forEach((row, i) => draw(row, first + (i + 1) * LINE, ''));
	return { parts, end: MARGIN + height + PADDING };
}

/** What stands below a tree, and how it looks. */
function belowOf({ problems, outcome }: TreeColumn): Array<[words: string, look: string]> {
	const below = problems.map((words): [string, string] => [words, 'alarm']);
	return outcome === undefined ? below : [...below, [outcome, '']];
}

function drawColumn(
	column: TreeColumn,
	x: number,
	y: number,
	width: number,
	height: number,
	wide: number,
): string[] {
	const { heading, says, lines } = column;
	const left = x + PADDING;
	const parts = [box(x, y, width, height), text(left, y + 26, heading, 'title')];
	let at = y + 48;
	const write = (words: string, look: string) => {
		for (const line of wrap(words, wide)) {
			parts.push(text(left, at, line, look));
			at += LINE;
		}
	};
	write(says, 'soft');
	at += 8;
	for (const { kind, depth, name, id } of lines) {
		const indent = left + depth * INDENT;
		if (kind === 'group') {
			parts.push(
				`<rect class="group" x="${indent}" y="${at - 10}" width="11" height="11" rx="2"/>`,
				text(indent + 18, at, name, 'head'),
			);
			if (id) parts.push(text(x + width - PADDING, at, id, 'id', 'end'));
		} else {
			parts.push(
				`<circle class="person" cx="${indent + 5}" cy="${at - 4}" r="4"/>`,
				text(indent + 18, at, name, 'soft'),
			);
		}
		at += LINE;
	}
	at += 8;
	for (const [words, look] of belowOf(column)) write(words, look);
	return parts;
}
