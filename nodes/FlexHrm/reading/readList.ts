import { UserError } from '../../../directory/model/userError';
import { readPagedList, readStart as readFirst, type PagedList } from '../../../http/pagedList';
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

/**
 * Reads a whole list: every row exactly once, or an error; never a part of it.
 *
 * @param what names the list to people
 * @throws UserError `pagingIgnored` as soon as the server repeats a page or gives another one than
 * is asked for; `changedWhileReading` where no attempt gives one list; whatever `fetchPage` throws
 */
export async function readList(
	fetchPage: FetchPage,
	settings: ListSettings,
	what: string,
): Promise<Row[]> {
	return await readPagedList(pagesOf(fetchPage, settings, what));
}

/** The first rows of a list, until there are enough; for looking, not for synchronizing. */
export async function readStart(
	fetchPage: FetchPage,
	settings: ListSettings,
	what: string,
	isEnough: (rows: Row[]) => boolean,
): Promise<Row[]> {
	return await readFirst(pagesOf(fetchPage, settings, what), isEnough);
}

function pagesOf(fetchPage: FetchPage, settings: ListSettings, what: string): PagedList<Row> {
	const { pageSize, concurrency, maxReadAttempts, onProgress } = settings;
	return {
		numbering: 'pages',
		pageSize,
		concurrency,
		maxAttempts: maxReadAttempts,
		fetch: async (index, size) => {
			const page = await (index === 0 ? fetchFirst(fetchPage, settings) : fetchPage(index, size));
			const { rows: entries, total, pageIndex: position, bare: isBare } = page;
			const isLast = index === 0 && isWhole(page, pageSize);
			return { entries, total, position, isBare, isLast };
		},
		idOf: (row) => idKey(fieldOf(row, 'Id')),
		contentOf: contentKey,
		onProgress: (done, total) => onProgress?.(what, done, total),
		ignored: (asked, echoed) =>
			new UserError(
				asked === echoed
					? `Flex gives the same page of the ${what} again and again`
					: `Flex gave page ${echoed} of the ${what} when it was asked for page ${asked}`,
				'The server does not follow the paging, so the list cannot be read in full. Nothing was passed on. Set Page Size in the node’s options to 20, and if that does not help, ask Flex support whether pageIndex and pageSize work for your instance.',
				'pagingIgnored',
			),
		gaveUp: (why) =>
			new UserError(
				`The ${what} could not be read in one piece`,
				`The list was read ${maxReadAttempts} times and each time ${why}. Nothing was passed on. Run the workflow again at a quieter time, or raise Max Read Attempts or Page Size in the node's options.`,
				'changedWhileReading',
			),
	};
}

/** Whether a first page without a total is the whole list: more than was asked for, or not full. */
function isWhole({ bare, rows, pageSize }: Page, asked: number): boolean {
	const full = pageSize ?? Math.min(asked, SMALLEST_PAGE);
	return (bare && rows.length > asked) || rows.length < full;
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

/** What identifies a row without an id: all that is in it. Never the same as an id. */
function contentKey(row: Row): string {
	let key = '';
	for (const name in row) {
		const value = row[name];
		const isNested = typeof value === 'object' && value !== null;
		key += `${name}\n${isNested ? JSON.stringify(value) : String(value)}\n`;
	}
	return key;
}
