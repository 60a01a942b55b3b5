import { parameter, type Parameters } from './parameters';

export interface Page {
	pageIndex: number;
	pageSize: number;
}

const DEFAULT_PAGE: Page = { pageIndex: 0, pageSize: 20 };
const WHOLE_NUMBER = /^\d{1,9}$/;

/**
 * The page that was asked for. Parameters that make no sense are ignored without a word: page 0
 * of 20 (facts: "Paging"). A larger page than allowed is made smaller, which the echo shows.
 */
export function requestedPage(query: Parameters, maxPageSize: number): Page {
	const index = parameter(query, 'pageIndex') ?? String(DEFAULT_PAGE.pageIndex);
	const size = parameter(query, 'pageSize') ?? String(DEFAULT_PAGE.pageSize);
	if (!WHOLE_NUMBER.test(index) || !WHOLE_NUMBER.test(size) || Number(size) === 0) {
		return { pageIndex: 0, pageSize: Math.min(DEFAULT_PAGE.pageSize, maxPageSize) };
	}
	return { pageIndex: Number(index), pageSize: Math.min(Number(size), maxPageSize) };
}

/** The envelope of a list, with the records of one page made only for that page. */
export function envelope<T>(
	entries: readonly T[],
	{ pageIndex, pageSize }: Page,
	record: (entry: T) => unknown,
): Record<string, unknown> {
	const from = pageIndex * pageSize;
	return {
		TotalItemCount: entries.length,
		PageIndex: pageIndex,
		PageSize: pageSize,
		Result: entries.slice(from, from + pageSize).map(record),
	};
}
