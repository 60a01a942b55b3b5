import { parsePage } from './page';
import { readList, readStart, type FetchPage, type ListSettings } from './readList';
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
	return {
		get,
		list: async (path, query, what, keep) =>
			await readList(pagesOf(path, query, what, keep), settings, what),
		start: async (path, query, what, isEnough) =>
			await readStart(pagesOf(path, query, what), settings, what, isEnough),
	};
}
