import fc from 'fast-check';
import { UserError } from '../../../directory/model/userError';
import type { Page } from '../../../nodes/FlexHrm/reading/page';
import {
	readList,
	readStart,
	type FetchPage,
	type ListSettings,
} from '../../../nodes/FlexHrm/reading/readList';
import type { Row } from '../../../nodes/FlexHrm/reading/row';
import { userError } from '../../support/refusal';

const SETTINGS: ListSettings = { pageSize: 10, concurrency: 3, maxReadAttempts: 3 };

function rows(count: number, from = 0): Row[] {
	return Array.from({ length: count }, (_, index) => ({ Id: `id-${from + index}` }));
}

/** A server that pages over a list, which `before` may change; every call is counted. */
function server(
	list: Row[],
	options: {
		clamp?: number;
		before?: (index: number, call: number) => void;
		change?: (page: Page, index: number, call: number) => Partial<Page>;
	} = {},
): FetchPage & { calls: Array<[index: number, size: number]>; peak: () => number } {
	const calls: Array<[number, number]> = [];
	let underWay = 0;
	let peak = 0;
	const fetchPage: FetchPage = async (index, asked) => {
		calls.push([index, asked]);
		const call = calls.length;
		peak = Math.max(peak, ++underWay);
		await Promise.resolve();
		underWay--;
		options.before?.(index, call);
		const size = Math.min(asked, options.clamp ?? asked);
		const page: Page = {
			rows: list.slice(index * size, (index + 1) * size),
			total: list.length,
			pageIndex: index,
			pageSize: size,
			bare: false,
		};
		return { ...page, ...options.change?.(page, index, call) };
	};
	return Object.assign(fetchPage, { calls, peak: () => peak });
}

async function read(fetchPage: FetchPage, settings: Partial<ListSettings> = {}): Promise<Row[]> {
	return await readList(fetchPage, { ...SETTINGS, ...settings }, 'employees');
}

async function errorOf(reading: Promise<unknown>): Promise<UserError> {
	const error: unknown = await reading.then(
		() => undefined,
		(problem: unknown) => problem,
	);
	expect(error).toBeInstanceOf(UserError);
	return error as UserError;
}

/** A server that gives the whole list, bare, whatever page is asked for. */
const wholeList = (list: Row[]) =>
	server(list, {
		change: () => ({ rows: list, total: null, pageIndex: null, pageSize: null, bare: true }),
	});

describe('reading a list in full', () => {
	test.each([0, 1, 9, 10, 11, 95, 100])(
		'%i rows come once each, in as many pages as needed',
		async (count) => {
			const fetchPage = server(rows(count));
			const found = await read(fetchPage);
			expect(found.map(({ Id }) => Id).sort()).toEqual(
				rows(count)
					.map(({ Id }) => Id)
					.sort(),
			);
			expect(fetchPage.calls).toHaveLength(Math.max(1, Math.ceil(count / 10)));
		},
	);

	test('pages are asked for side by side, never more than set', async () => {
		const fetchPage = server(rows(200));
		await read(fetchPage, { concurrency: 4 });
		expect(fetchPage.peak()).toBe(4);
	});

	test('case 22: a clamped size is followed', async () => {
		const fetchPage = server(rows(50), { clamp: 7 });
		expect(await read(fetchPage)).toHaveLength(50);
		expect(fetchPage.calls.slice(1).every(([, size]) => size === 7)).toBe(true);
		expect(fetchPage.calls).toHaveLength(8);
	});

	test('case 22: a clamp that the echo hides is followed too', async () => {
		const fetchPage = server(rows(50), { clamp: 7, change: () => ({ pageSize: 10 }) });
		expect(await read(fetchPage)).toHaveLength(50);
	});

	test('case 22: another page than asked for is noticed at once', async () => {
		const list = rows(50);
		const fetchPage = server(list, {
			change: () => ({ pageIndex: 0, rows: list.slice(0, 10) }),
		});
		const error = await errorOf(read(fetchPage, { concurrency: 1 }));
		expect(error.code).toBe('pagingIgnored');
		expect(fetchPage.calls).toHaveLength(2);
	});

	test('case 22: a repeated page with the right echo is noticed at once', async () => {
		const list = rows(50);
		const fetchPage = server(list, { change: () => ({ rows: list.slice(0, 10) }) });
		const error = await errorOf(read(fetchPage, { concurrency: 1 }));
		expect(error.code).toBe('pagingIgnored');
		expect(fetchPage.calls).toHaveLength(2);
	});

	test('case 22: a list without end ends', async () => {
		const fetchPage = server(rows(10), { change: () => ({ total: 1e15 }) });
		expect((await errorOf(read(fetchPage))).code).toBe('changedWhileReading');
		expect(fetchPage.calls.length).toBeLessThan(20);
	});

	test('case 22: an envelope without a total that repeats its page for ever ends', async () => {
		const list = rows(10);
		const fetchPage = server(list, {
			change: () => ({ total: null, pageIndex: null, rows: list }),
		});
		expect((await errorOf(read(fetchPage))).code).toBe('pagingIgnored');
	});

	test('case 22: the same single row for ever ends too', async () => {
		let calls = 0;
		const page = { rows: rows(1), total: null, pageIndex: null, pageSize: 1, bare: false };
		const error = await errorOf(
			read(async () => {
				calls++;
				return page;
			}),
		);
		expect(error.code).toBe('changedWhileReading');
		expect(calls).toBeLessThan(10);
	});

	test('case 21: a row inserted meanwhile leads to a second reading', async () => {
		const list = rows(35);
		const fetchPage = server(list, {
			before: (_index, call) => {
				if (call === 3) list.unshift({ Id: 'new' });
			},
		});
		const found = await read(fetchPage, { concurrency: 1 });
		expect(found).toHaveLength(36);
		expect(found[0]).toEqual({ Id: 'new' });
	});

	test('case 21: a row deleted meanwhile leads to a second reading', async () => {
		const list = rows(35);
		const fetchPage = server(list, {
			before: (_index, call) => {
				if (call === 3) list.shift();
			},
		});
		expect(await read(fetchPage, { concurrency: 1 })).toHaveLength(34);
	});

	test('case 21: it gives up after the set number of readings, and says why', async () => {
		const list = rows(35);
		const fetchPage = server(list, {
			before: (index, call) => {
				if (index === 1) list.unshift({ Id: `new ${call}` });
			},
		});
		const error = await errorOf(read(fetchPage, { maxReadAttempts: 2, concurrency: 1 }));
		expect(error.code).toBe('changedWhileReading');
		expect(error.advice).toMatch(
			/read 2 times.*from 35 to|read 2 times.*number of records changed/,
		);
		expect(fetchPage.calls.filter(([index]) => index === 0)).toHaveLength(2);
	});

	test('the same id twice is never passed on', async () => {
		const list = [...rows(10), { Id: 'ID-3' }];
		expect((await errorOf(read(server(list)))).code).toBe('changedWhileReading');
	});

	test('rows without an id may be equal, if two readings agree', async () => {
		const list = [...rows(12), { code: 'a' }, { code: 'a' }];
		const fetchPage = server(list);
		expect(await read(fetchPage)).toHaveLength(14);
		expect(fetchPage.calls).toHaveLength(4);
	});

	test('an error of a page ends the reading, and no further page is asked for', async () => {
		const fetchPage = server(rows(500), {
			before: (index) => {
				if (index === 2) throw new UserError('no', '', 'forbidden', 403);
			},
		});
		expect((await errorOf(read(fetchPage, { concurrency: 2 }))).code).toBe('forbidden');
		await Promise.resolve();
		expect(fetchPage.calls.length).toBeLessThan(6);
	});

	test('a bare list is complete when it comes again unchanged', async () => {
		const list = rows(45);
		const whole = wholeList(list);
		expect(await read(whole, { pageSize: 50 })).toHaveLength(45);
		expect(whole.calls).toHaveLength(2);
	});

	test('a bare list of more than was asked for has no pages, and costs one request', async () => {
		const list = rows(45);
		const whole = wholeList(list);
		expect(await read(whole, { pageSize: 44 })).toHaveLength(45);
		expect(whole.calls).toHaveLength(1);
	});

	test('a bare list that does have pages is read to its end', async () => {
		const fetchPage = server(rows(45), {
			clamp: 20,
			change: () => ({ total: null, pageIndex: null, pageSize: null, bare: true }),
		});
		expect(await read(fetchPage, { pageSize: 100 })).toHaveLength(45);
	});

	test('a short bare list costs one request', async () => {
		const list = rows(4);
		const fetchPage = wholeList(list);
		expect(await read(fetchPage)).toHaveLength(4);
		expect(fetchPage.calls).toHaveLength(1);
	});

	test('whatever the server answers: all rows once, or an error, after a bounded number of pages', async () => {
		const page = fc.record({
			rows: fc.array(fc.record({ Id: fc.integer({ min: 0, max: 30 }) }), { maxLength: 12 }),
			total: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 40 })),
			pageIndex: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 3 })),
			pageSize: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 12 })),
			bare: fc.boolean(),
		});
		const seen = { lists: 0, errors: 0 };
		await fc.assert(
			fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 6 }), async (pages) => {
				let calls = 0;
				const found = await read(async () => pages[calls++ % pages.length]!).catch(userError);
				expect(calls).toBeLessThan(200);
				const ids = Array.isArray(found) ? found.map(({ Id }) => Id) : [];
				expect(new Set(ids).size).toBe(ids.length);
				seen[Array.isArray(found) ? 'lists' : 'errors']++;
			}),
			{ numRuns: 1000 },
		);
		expect(Math.min(seen.lists, seen.errors)).toBeGreaterThan(100);
	});

	test('case 21: any one insertion or deletion at the front, at any moment, loses nobody', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 60 }),
				fc.integer({ min: 1, max: 12 }),
				fc.integer({ min: 1, max: 8 }),
				fc.boolean(),
				async (count, pageSize, moment, isInsertion) => {
					const list = rows(count);
					const fetchPage = server(list, {
						before: (_index, call) => {
							if (call !== moment) return;
							if (isInsertion) list.unshift({ Id: 'new' });
							else list.shift();
						},
					});
					const found = await read(fetchPage, { pageSize, concurrency: 1 });
					// The list has changed, unless its last page came before that moment.
					expect(list).toHaveLength(
						fetchPage.calls.length < moment ? count : isInsertion ? count + 1 : count - 1,
					);
					expect(found.length).toBe(list.length);
				},
			),
		);
	});
});

describe('reading the start of a list', () => {
	test('stops as soon as there is enough', async () => {
		const fetchPage = server(rows(100));
		const found = await readStart(fetchPage, SETTINGS, 'employees', (soFar) => soFar.length >= 15);
		expect(found).toHaveLength(20);
		expect(fetchPage.calls).toHaveLength(2);
	});

	test('ends at the end of the list, with or without a total, bare or not', async () => {
		const never = () => false;
		expect(await readStart(server(rows(35)), SETTINGS, 'x', never)).toHaveLength(35);
		const noTotal = server(rows(35), { change: () => ({ total: null }) });
		expect(await readStart(noTotal, SETTINGS, 'x', never)).toHaveLength(35);
		const list = rows(35);
		const bare = wholeList(list);
		expect(await readStart(bare, SETTINGS, 'x', never)).toHaveLength(35);
		expect(bare.calls).toHaveLength(2);
	});
});

describe('the size of the pages', () => {
	const LIST = rows(1050);
	const refuse = (list: Row[], most: number): FetchPage => {
		const pages = server(list);
		return Object.assign(
			async (index: number, size: number) => {
				const page = await pages(index, size);
				if (size > most) throw new UserError('pageSize', '', 'refused', 400);
				return page;
			},
			{ calls: pages.calls },
		);
	};
	const ignore = (list: Row[], most: number): FetchPage =>
		server(list, {
			change: (page, index) =>
				page.pageSize! > most
					? { rows: list.slice(index * 20, index * 20 + 20), pageSize: 20 }
					: {},
		});

	test.each([
		['as large as asked for', server(LIST), 2],
		['made smaller', server(LIST, { clamp: 500 }), 3],
		['20 where the size is too large to be heeded', ignore(LIST, 100), 1 + 11],
		['20 whatever is asked for', ignore(LIST, 0), 2 + 52],
		['refused where they are too large', refuse(LIST, 100), 1 + 11],
	])('1,050 rows in pages that are %s', async (_what, fetchPage, requests) => {
		expect(await read(fetchPage, { pageSize: 1000 })).toEqual(LIST);
		expect((fetchPage as ReturnType<typeof server>).calls).toHaveLength(requests);
	});
});
