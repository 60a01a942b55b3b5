import { parsePage } from './page';
import { readList, readStart, USUAL_PAGE, type FetchPage, type ListSettings } from './readList';
import type { Row } from './row';

/** Query parameters; those that are `undefined` are not sent. */
export type Query = Record<string, string | number | undefined>;

/**
 * Asks Flex for one answer.
 *
 * @param path under the base URL, e.g. `/employees`
 * @returns the parsed JSON
 * @throws UserError for anything but a success with JSON in it
 */
export type Get = (path: string, query?: Query) => Promise<unknown>;

/** Reads single answers and whole lists. `what` names a list to people. */
export interface FlexReader {
	get: Get;
	/**
	 * All rows of a list, or an error.
	 *
	 * @param keep what of each row is kept; without it, all
	 */
	list(path: string, query: Query, what: string, keep?: (row: Row) => Row): Promise<Row[]>;
	/** Rows from the start of a list until there are enough. */
	start(
		path: string,
		query: Query,
		what: string,
		isEnough: (rows: Row[]) => boolean,
	): Promise<Row[]>;
}

export function createReader(get: Get, settings: ListSettings): FlexReader {
	const pagesOf =
		(path: string, query: Query, what: string, keep?: (row: Row) => Row): FetchPage =>
		async (pageIndex, pageSize) => {
			const page = parsePage(await get(path, { ...query, pageIndex, pageSize }), what);
			return keep ? { ...page, rows: page.rows.map(keep) } : page;
		};
	const own: ListSettings = {
		...settings,
		// What one list has shown of the server holds for the others.
		onSizeRefused: () => (own.pageSize = USUAL_PAGE),
	};
	// The first list is that of the companies. In the usual size, a 400 to it speaks of the log-in.
	let isFirst = true;
	// The second one finds out whether the server takes the size; the others wait for its first page.
	let sizeKnown: Promise<void> | undefined;
	return {
		get,
		list: async (path, query, what, keep) => {
			let tell = () => {};
			const usual = isFirst ? USUAL_PAGE : Infinity;
			if (isFirst) isFirst = false;
			else if (sizeKnown) await sizeKnown;
			else sizeKnown = new Promise((resolve) => (tell = resolve));
			const onProgress: ListSettings['onProgress'] = (...progress) => {
				tell();
				own.onProgress?.(...progress);
			};
			const pageSize = Math.min(own.pageSize, usual);
			const pages = pagesOf(path, query, what, keep);
			return await readList(pages, { ...own, pageSize, onProgress }, what).finally(tell);
		},
		start: async (path, query, what, isEnough) => {
			const pageSize = Math.min(own.pageSize, USUAL_PAGE);
			return await readStart(pagesOf(path, query, what), { ...own, pageSize }, what, isEnough);
		},
	};
}
