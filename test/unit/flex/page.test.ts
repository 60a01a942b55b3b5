import { parsePage } from '../../../nodes/FlexHrm/reading/page';
import { refusal } from '../../support/refusal';

/** One answer of Flex, taken for a page of a list. */

const WHAT = 'employees of Norrsken AB';

test('an envelope has rows, the number of all rows, and which page it is', () => {
	const envelope = { TotalItemCount: 41, PageIndex: 2, PageSize: 20, Result: [{ Id: 1 }] };
	const page = { rows: [{ Id: 1 }], total: 41, pageIndex: 2, pageSize: 20, bare: false };
	expect(parsePage(envelope, WHAT)).toEqual(page);
	const inCamelCase = { totalItemCount: 41, pageIndex: 2, pageSize: 20, result: [{ Id: 1 }] };
	expect(parsePage(inCamelCase, WHAT)).toEqual(page);
});

test('what an envelope does not say is not known, and 0 is a number', () => {
	expect(parsePage({ Result: [], TotalItemCount: null }, WHAT)).toEqual({
		rows: [],
		total: null,
		pageIndex: null,
		pageSize: null,
		bare: false,
	});
	expect(parsePage({ Result: [], TotalItemCount: 0, PageIndex: 0 }, WHAT)).toMatchObject({
		total: 0,
		pageIndex: 0,
	});
});

test('a bare list says nothing but its rows', () => {
	expect(parsePage([{ Id: 1 }, {}], WHAT)).toEqual({
		rows: [{ Id: 1 }, {}],
		total: null,
		pageIndex: null,
		pageSize: null,
		bare: true,
	});
});

test.each<[string, unknown, string]>([
	['text', '<html>', 'The answer is neither a list nor an envelope.'],
	['nothing', null, 'The answer is neither a list nor an envelope.'],
	['an object without Result', { Rows: [] }, 'The answer has no list called Result.'],
	['a Result that is no list', { Result: {} }, 'The answer has no list called Result.'],
	['a bare list with a text', [{ Id: 1 }, 'x'], 'The list holds something that is no record.'],
	['a Result with a list', { Result: [[]] }, 'The list holds something that is no record.'],
	[
		'a total of text',
		{ Result: [], TotalItemCount: '41' },
		'TotalItemCount is not a whole number.',
	],
	['half a page', { Result: [], PageIndex: 0.5 }, 'PageIndex is not a whole number.'],
	['a size below 0', { Result: [], PageSize: -1 }, 'PageSize is not a whole number.'],
])('%s is not a page, and the error says why', (_what, body, why) => {
	const error = refusal(() => parsePage(body, WHAT));
	expect(error.message).toBe(
		'Flex answered in a form that is not known when it was asked for the employees of Norrsken AB',
	);
	expect(error.advice.startsWith(`${why} Check that the Base URL`)).toBe(true);
	expect(error.code).toBe('unknownForm');
});
