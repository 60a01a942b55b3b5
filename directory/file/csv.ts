import { UserError } from '../model/userError';
import type { Row } from './rows';

/** A CSV file as it was downloaded. */
export interface CsvFile {
	name: string;
	content: string;
	/** How many bytes were read, and how many the server says that the file has, where it says so. */
	bytes: number;
	size?: number | undefined;
}

/**
 * Reads the rows of a CSV file (RFC 4180) with a header row, and makes sure that all of it is there.
 *
 * @throws UserError where the file was not read whole, or is not a whole table
 */
export function parseCsv({ name, content, bytes, size }: CsvFile, delimiter: string): Row[] {
	if (size !== undefined && size !== bytes) {
		throw new UserError(
			`The file ${name} has ${size} bytes on the server, but ${bytes} were read`,
			'Run the workflow again. If this comes back, switch on Enable Concurrent Reads among the options of the FTP node that downloads the file: without it, that node may hand on a file before its end is written.',
			'input',
		);
	}
	const [header = [], ...lines] = linesOf(content.replace(/^\uFEFF/, ''), delimiter, name);
	const repeated = header.find((column, i) => column !== '' && header.indexOf(column) < i);
	if (repeated !== undefined) {
		throw new UserError(
			`The file ${name} has two columns “${repeated}”`,
			'Rename one of them in the first line of the file.',
			'input',
		);
	}
	return lines.map((cells, i) => {
		if (cells.length !== header.length) throw cutShort(name, i + 2, cells.length, header.length);
		return Object.fromEntries(header.map((column, at) => [column, cells[at]!]));
	});
}

function cutShort(name: string, row: number, cells: number, columns: number): UserError {
	return new UserError(
		`Row ${row} of the file ${name} has ${cells} cells, but there are ${columns} columns: the file is cut short, or has another delimiter`,
		'Put the file back as it was uploaded, or correct Delimiter.',
		'input',
	);
}

/** The cells of each line that is not blank. */
function linesOf(text: string, delimiter: string, name: string): string[][] {
	const lines: string[][] = [];
	let cells: string[] = [];
	let at = 0;
	const endLine = () => {
		if (cells.length > 1 || cells[0] !== '') lines.push(cells);
		cells = [];
	};
	while (at < text.length) {
		const close = text[at] === '"' ? closingQuote(text, at, name, lines.length + 1) : undefined;
		let end = close === undefined ? at : close + 1;
		while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
		const rest = text.slice(close === undefined ? at : close + 1, end);
		const cell = text[end] === '\n' && rest.endsWith('\r') ? rest.slice(0, -1) : rest;
		if (close === undefined) cells.push(cell);
		else if (cell === '') cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
		else throw quoteWithin(name, lines.length + 1);
		at = end + 1;
		if (text[end] === '\n') endLine();
		// A delimiter at the very end has an empty cell behind it.
		else if (text[end] === delimiter && at === text.length) cells.push('');
	}
	if (cells.length > 0) endLine();
	return lines;
}

/** Where the quotation mark is that ends a cell: a doubled one is a part of the text. */
function closingQuote(text: string, start: number, name: string, row: number): number {
	for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 2)) {
		if (text[at + 1] !== '"') return at;
	}
	throw quoteWithin(name, row);
}

function quoteWithin(name: string, row: number): UserError {
	return new UserError(
		`A cell in row ${row} of the file ${name} begins with a quotation mark and does not end with one: the file is cut short, or was edited`,
		'Put the file back as it was uploaded.',
		'input',
	);
}
