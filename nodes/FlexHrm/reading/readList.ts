import { UserError } from '../../../directory/model/userError';
import type { Page } from './page';
import { fieldOf, idKey, type Row } from './row';

/** Asks for one page; `index` is zero-based. */
export type FetchPage = (index: number, size: number) => Promise<Page>;

export interface ListSettings {
	/** Rows a page that are asked for first; the server may give fewer. */
	pageSize: number;
	/** Called where the server ignores or refuses that size and `USUAL_PAGE` is asked for instead. */
	onSizeRefused?: () => void;
	/** Pages that are asked for side by side. */
	concurrency: number;
	/** Times that a list is read from the start before giving up because it keeps changing. */
	maxReadAttempts: number;
	/** Told of the rows read so far; `total` where Flex counts them. */
	onProgress?: (what: string, done: number, total: number | null) => void;
}

/** The size of a page where the server does not heed `pageSize`. */
const SMALLEST_PAGE = 20;
/** A size that is seen in use, for servers that do not take a larger one. */
export const USUAL_PAGE = 100;

/** Signals, inside this file, that the list changed under the reading, and how. */
class Changed extends Error {}

/** What one reading found. */
interface Reading {
	rows: Row[];
	keys: Set<string>;
	/** A row with an id came twice. */
	repeatedId: boolean;
	/** A row without an id came twice, which may be how the list is. */
	repeatedRow: boolean;
}

/**
 * Reads a whole list: every row exactly once, or an error; never a part of it.
 *
 * The size of the first page is the size that the server really gives, and is followed. Every
 * page's echo is checked. A row that was inserted or deleted meanwhile shifts the pages: it shows as a
 * duplicate, a page too short or another total, and the list is read again from the start.
 *
 * @param what names the list to people
 * @throws UserError `pagingIgnored` as soon as the server repeats a page or gives another than
 * was asked for; `changedWhileReading` when the list did not keep still in any attempt; whatever
 * `fetchPage` throws
 */
export async function readList(
	fetchPage: FetchPage,
	settings: ListSettings,
	what: string,
): Promise<Row[]> {
	let why = '';
	let before: Reading | null = null;
	for (let attempt = 1; attempt <= Math.max(1, settings.maxReadAttempts); attempt++) {
		const reading: Reading | Changed = await readOnce(fetchPage, settings, what).catch(asChanged);
		if (reading instanceof Changed) {
			why = reading.message;
			before = null;
			continue;
		}
		if (!reading.repeatedId && !reading.repeatedRow) return reading.rows;
		// Rows without an id may be equal by nature: two readings that agree settle it.
		if (!reading.repeatedId && before !== null && isSameReading(before, reading)) {
			return reading.rows;
		}
		why = 'the same record came twice';
		before = reading;
	}
	throw new UserError(
		`The ${what} could not be read in one piece`,
		`The list was read ${settings.maxReadAttempts} times and each time ${why}. Nothing was passed on. Run the workflow again at a quieter time, or raise Max Read Attempts or Page Size in the node's options.`,
		'changedWhileReading',
	);
}

function asChanged(error: unknown): Changed {
	if (error instanceof Changed) return error;
	throw asError(error);
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}

async function readOnce(
	fetchPage: FetchPage,
	settings: ListSettings,
	what: string,
): Promise<Reading> {
	const collected = new Collector(what);
	const first = await fetchFirst(fetchPage, settings);
	checkEcho(first, 0, what);
	collected.add(first.rows, first.rows.length);
	settings.onProgress?.(what, collected.keys.size, first.total);
	if (first.total === null) {
		await readOnward(fetchPage, first, settings, collected, what);
	} else {
		await readTheRest(fetchPage, first, first.total, settings, collected, what);
	}
	return collected.reading();
}

/** The first page, asked for once more if the server did not take the size. */
async function fetchFirst(
	fetchPage: FetchPage,
	{ pageSize, onSizeRefused }: ListSettings,
): Promise<Page> {
	const isLarge = pageSize > USUAL_PAGE;
	const first = await fetchPage(0, pageSize).catch((error: unknown) => {
		if (isLarge && error instanceof UserError && error.status === 400) return null;
		throw error;
	});
	if (first !== null && !(isLarge && isSizeIgnored(first))) return first;
	const usual = await fetchPage(0, USUAL_PAGE);
	onSizeRefused?.();
	return usual;
}

/** A size that makes no sense to the server is ignored without a word: the page is the smallest. */
function isSizeIgnored({ rows, total }: Page): boolean {
	return rows.length === SMALLEST_PAGE && total !== null && total > SMALLEST_PAGE;
}

/** With the total known, all pages are known: they are read side by side. */
async function readTheRest(
	fetchPage: FetchPage,
	first: Page,
	total: number,
	{ concurrency, onProgress }: ListSettings,
	collected: Collector,
	what: string,
): Promise<void> {
	const size = first.rows.length;
	if (size === total) return;
	if (size > total) throw new Changed(`there were ${size} records where Flex counted ${total}`);
	if (size === 0) throw new Changed(`the first page was empty where Flex counted ${total} records`);
	const pages = Math.ceil(total / size);
	let next = 1;
	let failed = false;
	const worker = async () => {
		while (next < pages && !failed) {
			const index = next++;
			try {
				const page = await fetchPage(index, size);
				checkEcho(page, index, what);
				if (page.total !== total) {
					throw new Changed(`the number of records changed from ${total} to ${page.total}`);
				}
				const expected = Math.min(size, total - index * size);
				collected.add(page.rows, size);
				onProgress?.(what, collected.keys.size, total);
				if (page.rows.length !== expected) {
					throw new Changed(`a page had ${page.rows.length} records instead of ${expected}`);
				}
			} catch (error) {
				failed = true;
				throw asError(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, pages - 1) }, worker));
}

/** Without a total, page follows page until one is not full. */
async function readOnward(
	fetchPage: FetchPage,
	first: Page,
	settings: ListSettings,
	collected: Collector,
	what: string,
): Promise<void> {
	const size = first.rows.length;
	if (size === 0) return;
	// More than was asked for: a list without pages.
	if (first.bare && size > settings.pageSize) return;
	if (size < (first.pageSize ?? Math.min(settings.pageSize, SMALLEST_PAGE))) return;
	for (let index = 1; ; index++) {
		const page = await fetchPage(index, size);
		checkEcho(page, index, what);
		if (page.rows.length === 0) return;
		// A bare list that comes again as it was is a list without pages, so all of it.
		if (index === 1 && page.bare && collected.isRepeatOf(page.rows)) return;
		const before = collected.keys.size;
		collected.add(page.rows, size);
		if (collected.keys.size === before) throw new Changed('a page brought nothing new');
		settings.onProgress?.(what, collected.keys.size, null);
		if (page.rows.length < size) return;
	}
}

/**
 * The first rows of a list, page after page, until there are enough; for looking, not for
 * synchronising: the list may change meanwhile.
 *
 * @param isEnough is asked after each page, with the rows so far
 */
export async function readStart(
	fetchPage: FetchPage,
	settings: ListSettings,
	what: string,
	isEnough: (rows: Row[]) => boolean,
): Promise<Row[]> {
	const collected = new Collector(what);
	let size = settings.pageSize;
	for (let index = 0; ; index++) {
		const page = await fetchPage(index, size);
		checkEcho(page, index, what);
		const before = collected.keys.size;
		if (index === 0) size = page.rows.length;
		if (!(index === 1 && page.bare && collected.isRepeatOf(page.rows))) {
			collected.add(page.rows, index === 0 ? page.rows.length : size);
		}
		const rows = collected.uniqueRows;
		const isLast =
			collected.keys.size === before || (page.total !== null && rows.length >= page.total);
		if (isLast || isEnough(rows)) return rows;
	}
}

function checkEcho(page: Page, index: number, what: string): void {
	if (page.pageIndex !== null && page.pageIndex !== index) {
		throw new UserError(
			`Flex gave page ${page.pageIndex} of the ${what} when it was asked for page ${index}`,
			'The server does not follow the paging, so the list cannot be read in full. Nothing was passed on. Set Page Size in the node’s options to 20, and if that does not help, ask Flex support whether pageIndex and pageSize work for your instance.',
			'pagingIgnored',
		);
	}
}

/** What tells a row without an id from others: all that is in it. Never the same as an id. */
function contentKey(row: Row): string {
	let key = '';
	for (const name in row) {
		const value = row[name];
		const isNested = typeof value === 'object' && value !== null;
		key += `${name}\n${isNested ? JSON.stringify(value) : String(value)}\n`;
	}
	return key;
}

/** Gathers rows and notices what comes twice. */
class Collector {
	readonly keys = new Set<string>();
	readonly uniqueRows: Row[] = [];
	private readonly repeats: Row[] = [];
	private repeatedId = false;

	constructor(private readonly what: string) {}

	/** @param fullPage rows of a full page: a full page with nothing new in it is a repeated page */
	add(rows: Row[], fullPage: number): void {
		const isFirst = this.keys.size === 0;
		let repeats = 0;
		for (const row of rows) {
			const id = idKey(fieldOf(row, 'Id'));
			const key = id ?? contentKey(row);
			if (this.keys.has(key)) {
				repeats++;
				this.repeats.push(row);
				if (id !== null) this.repeatedId = true;
			} else {
				this.keys.add(key);
				this.uniqueRows.push(row);
			}
		}
		if (!isFirst && repeats > 1 && repeats === rows.length && rows.length === fullPage) {
			throw new UserError(
				`Flex gives the same page of the ${this.what} again and again`,
				'The server does not follow the paging, so the list cannot be read in full. Nothing was passed on. Set Page Size in the node’s options to 20, and if that does not help, ask Flex support whether pageIndex and pageSize work for your instance.',
				'pagingIgnored',
			);
		}
	}

	isRepeatOf(rows: Row[]): boolean {
		return (
			rows.length === this.uniqueRows.length + this.repeats.length &&
			rows.every((row) => this.keys.has(idKey(fieldOf(row, 'Id')) ?? contentKey(row)))
		);
	}

	reading(): Reading {
		return {
			rows: this.repeats.length === 0 ? this.uniqueRows : this.uniqueRows.concat(this.repeats),
			keys: this.keys,
			repeatedId: this.repeatedId,
			repeatedRow: this.repeats.length > 0,
		};
	}
}

function isSameReading(a: Reading, b: Reading): boolean {
	if (a.rows.length !== b.rows.length || a.keys.size !== b.keys.size) return false;
	for (const key of a.keys) if (!b.keys.has(key)) return false;
	return true;
}
