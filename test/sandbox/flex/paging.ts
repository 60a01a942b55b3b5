import { DEFAULT_BEHAVIOUR, type FlexBehaviour } from './behaviour';
import { parameter, type Parameters } from './parameters';
import { invalid } from './refusal';

export interface Page {
	pageIndex: number;
	pageSize: number;
}

const DEFAULT_PAGE: Page = { pageIndex: 0, pageSize: 20 };
const WHOLE_NUMBER = /^\d{1,9}$/;

/**
 * The page that was asked for. Parameters that make no sense are ignored without a word: page 0
 * of 20. A larger page than allowed is made smaller, which the echo shows, or counts as one that
 * makes no sense, or is refused.
 */
export function requestedPage(
	query: Parameters,
	maxPageSize: number,
	{ oversizedPage, paging }: Pick<FlexBehaviour, 'oversizedPage' | 'paging'> = DEFAULT_BEHAVIOUR,
): Page {
	const index = parameter(query, 'pageIndex') ?? String(DEFAULT_PAGE.pageIndex);
	const size = parameter(query, 'pageSize') ?? String(DEFAULT_PAGE.pageSize);
	const first = { pageIndex: 0, pageSize: Math.min(DEFAULT_PAGE.pageSize, maxPageSize) };
	if (!WHOLE_NUMBER.test(index) || !WHOLE_NUMBER.test(size) || Number(size) === 0) return first;
	if (paging === 'sizeIgnored') return { ...first, pageIndex: Number(index) };
	if (Number(size) > maxPageSize && oversizedPage === 'ignored') return first;
	if (Number(size) > maxPageSize && oversizedPage === 'refused') {
		throw invalid('pageSize', `Värdet '${size}' är för stort för pageSize.`);
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
