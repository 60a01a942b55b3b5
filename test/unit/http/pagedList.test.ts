import {
	Inconsistent,
	readPagedList,
	readStart,
	type Page,
	type PagedList,
} from '../../../http/pagedList';

/** Entries are texts. Each is its own id, but for those in capitals, which have none. */
const idOf = (entry: string) => (/^[A-Z]/.test(entry) ? null : entry);
const contentOf = (entry: string) => `content of ${entry}`;
const ABC = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

type Answer = Partial<Page<string>> | Error;
type Request = [position: number, size: number];

/** A list whose pages a function answers by position, size and number of the request, from 1. */
function listOf(
	answer: (position: number, size: number, number: number) => Answer,
	options: Partial<PagedList<string>> = {},
): PagedList<string> & { requests: Request[] } {
	const requests: Request[] = [];
	return {
		numbering: 'pages',
		pageSize: 3,
		concurrency: 1,
		maxAttempts: 3,
		requests,
		fetch: async (position, size) => {
			requests.push([position, size]);
			const page = answer(position, size, requests.length);
			if (page instanceof Error) throw page;
			return { entries: [], total: null, position: null, ...page };
		},
		idOf,
		contentOf,
		ignored: (asked, echoed) => new Inconsistent(`asked ${asked}, echoed ${echoed}`),
		gaveUp: (why) => new Error(`Not one list: ${why}.`),
		...options,
	};
}

/** Answers in pages of at most `most`, by number of the page. */
const byPage =
	(entries: string[], most = 3) =>
	(position: number, size: number): Page<string> => {
		const start = position * Math.min(size, most);
		return {
			entries: entries.slice(start, start + Math.min(size, most)),
			total: entries.length,
			position,
		};
	};

/** Answers in pages by number of the first entry. */
const byEntry =
	(entries: string[], most = 3) =>
	(position: number): Page<string> => ({
		entries: entries.slice(position - 1, position - 1 + most),
		total: entries.length,
		position,
	});

const withoutTotal = (page: Page<string>): Page<string> => ({ ...page, total: null });
const endsAtOnce = (asked: number, echoed: number) =>
	new Error(`Asked ${asked}, echoed ${echoed}.`);

describe('a list in pages by number', () => {
	test.each<[string, string[], number, Request[]]>([
		['nothing', [], 3, [[0, 3]]],
		['one page', ['a', 'b', 'c'], 3, [[0, 3]]],
		['three pages', ABC, 3, [[0, 3], [1, 3], [2, 3]]], // prettier-ignore
		['smaller pages than asked for', ABC, 2, [[0, 3], [1, 2], [2, 2], [3, 2]]], // prettier-ignore
	])('%s: every entry once, and no request too many', async (_what, entries, most, requests) => {
		const list = listOf(byPage(entries, most));
		expect(await readPagedList(list)).toEqual(entries);
		expect(list.requests).toEqual(requests);
	});
});

describe('a list in pages by entry', () => {
	test('the position is that of the first entry', async () => {
		const list = listOf(byEntry(ABC), { numbering: 'entries' });
		expect(await readPagedList(list)).toEqual(ABC);
		expect(list.requests).toEqual([[1, 3], [4, 3], [7, 3]]); // prettier-ignore
	});

	test('pages of different sizes are followed from the second attempt on', async () => {
		const list = listOf((position) => byEntry(ABC, position === 1 ? 3 : 2)(position), {
			numbering: 'entries',
			concurrency: 2,
		});
		expect(await readPagedList(list)).toEqual(ABC);
		expect(list.requests.map(([position]) => position)).toEqual([1, 4, 7, 1, 4, 6]);
	});
});

test('pages come side by side after the first one, and one by one after a failed attempt', async () => {
	const underWay: number[] = [];
	let active = 0;
	const answer = byPage(ABC, 1);
	let attempt = 0;
	const list = listOf(() => ({}), { concurrency: 3, maxAttempts: 2 });
	list.fetch = async (position, size) => {
		if (position === 0) attempt++;
		underWay.push(++active);
		// The later a page, the sooner it comes.
		for (let wait = 10 - position; wait > 0; wait--) await null;
		active--;
		const page = answer(position, size);
		return position === 6 && attempt === 1 ? { ...page, total: 8 } : page;
	};
	expect(await readPagedList(list)).toEqual(ABC);
	expect(underWay.slice(0, 4)).toEqual([1, 1, 2, 3]);
	expect(Math.max(...underWay)).toBe(3);
	expect(underWay.slice(-7)).toEqual([1, 1, 1, 1, 1, 1, 1]);
});

test('pages that come out of order are put in order', async () => {
	const list = listOf(byPage(ABC, 2), { concurrency: 3 });
	const { fetch } = list;
	list.fetch = async (position, size) => {
		for (let wait = 10 - position; wait > 0; wait--) await null;
		return await fetch(position, size);
	};
	expect(await readPagedList(list)).toEqual(ABC);
});

describe('a limit', () => {
	test.each<[string, number, string[], number]>([
		['within the first page', 2, ['a', 'b'], 1],
		['in the second page', 4, ['a', 'b', 'c', 'd'], 2],
		['beyond the list', 100, ABC, 3],
	])('%s ends the reading there', async (_what, limit, entries, requests) => {
		const list = listOf(byPage(ABC), { limit });
		expect(await readPagedList(list)).toEqual(entries);
		expect(list.requests).toHaveLength(requests);
		const onward = listOf((position, size) => withoutTotal(byPage(ABC)(position, size)), { limit });
		expect(await readPagedList(onward)).toEqual(entries);
		expect(onward.requests).toHaveLength(requests);
	});
});

describe('pages that do not make one list', () => {
	test.each<[string, Parameters<typeof listOf>[0], string, number]>([
		[
			'another total',
			(position, size) => ({ ...byPage(ABC)(position, size), total: 7 + position }),
			'the number of records changed from 7 to 8',
			6,
		],
		[
			'no total on a later page',
			(position, size) => ({ ...byPage(ABC)(position, size), total: position ? null : 7 }),
			'the number of records changed from 7 to none',
			6,
		],
		[
			'more than the total',
			() => ({ entries: ABC, total: 3 }),
			'there were 7 records although the server counted 3',
			3,
		],
		[
			'nothing of the total',
			() => ({ entries: [], total: 1e15 }),
			'the first page was empty although the server counted 1000000000000000 records',
			3,
		],
		[
			'a page that is too short',
			(position) => ({ entries: [['a', 'b', 'c'], ['d']][position] ?? [], total: 7 }),
			'a page had 1 records instead of 3',
			6,
		],
		[
			'an entry twice',
			() => ({ entries: ['a', 'b', 'a'], total: 3 }),
			'the same record came twice',
			3,
		],
		[
			'another page',
			() => ({ entries: ['a', 'b', 'c'], total: 7, position: 0 }),
			'asked 1, echoed 0',
			6,
		],
		['the same page again', () => ({ entries: ['a', 'b', 'c'], total: 7 }), 'asked 1, echoed 1', 6],
		[
			'the same entry for ever, and no total',
			() => ({ entries: ['a'] }),
			'the same record came twice',
			6,
		],
	])('%s: read three times, then an error says why', async (_what, answer, why, requests) => {
		const list = listOf(answer);
		await expect(readPagedList(list)).rejects.toThrow(new Error(`Not one list: ${why}.`));
		expect(list.requests).toHaveLength(requests);
	});

	test('by entries, an empty page ends each attempt', async () => {
		const answer = (position: number) => ({
			entries: position === 1 ? ['a', 'b', 'c'] : [],
			total: 7,
		});
		const list = listOf(answer, { numbering: 'entries' });
		await expect(readPagedList(list)).rejects.toThrow('a page had 0 records instead of 3');
		expect(list.requests.map(([position]) => position)).toEqual([1, 4, 1, 4, 1, 4]);
	});

	test('one attempt in which they do is enough', async () => {
		const list = listOf((position, size, number) =>
			byPage(number === 2 ? ABC.slice(1) : ABC)(position, size),
		);
		expect(await readPagedList(list)).toEqual(ABC);
		expect(list.requests.map(([position]) => position)).toEqual([0, 1, 0, 1, 2]);
	});

	test('without attempts, it is read once', async () => {
		const list = listOf(byPage(ABC), { maxAttempts: 0 });
		expect(await readPagedList(list)).toEqual(ABC);
	});
});

describe('a server that does not follow the paging', () => {
	test.each<[string, Answer, string]>([
		['another page', { entries: ['x'], total: 7, position: 5 }, 'Asked 1, echoed 5.'],
		['the same page', { entries: ['a', 'b', 'c'], total: 7 }, 'Asked 1, echoed 1.'],
		['the same page, and no total', { entries: ['a', 'b', 'c'] }, 'Asked 1, echoed 1.'],
	])('%s ends the reading at once where the caller wants that', async (_what, second, message) => {
		const total = 'total' in second ? 7 : null;
		const list = listOf(
			(position) => (position === 0 ? { entries: ['a', 'b', 'c'], total } : second),
			{ ignored: endsAtOnce },
		);
		await expect(readPagedList(list)).rejects.toThrow(message);
		expect(list.requests).toHaveLength(2);
	});
});

test('an error of the server passes as it is, and nothing more is asked for', async () => {
	const refused = new Error('refused');
	const list = listOf(
		(position, size) => (position === 2 ? refused : byPage(ABC, 1)(position, size)),
		{
			concurrency: 2,
		},
	);
	await expect(readPagedList(list)).rejects.toBe(refused);
	await Promise.resolve();
	expect(list.requests.length).toBeLessThan(6);
});

describe('entries without an id', () => {
	test('equal ones are passed on, in their place, once two readings agree', async () => {
		const entries = ['a', 'X', 'X', 'b'];
		const list = listOf(byPage(entries));
		expect(await readPagedList(list)).toEqual(entries);
		expect(list.requests.map(([position]) => position)).toEqual([0, 1, 0, 1]);
	});

	test.each<[string, (attempt: number) => string[]]>([
		['other entries', (attempt) => [`a${attempt}`, 'X', 'X']],
		['other repeats', (attempt) => ['X', 'X', attempt === 2 ? 'Y' : 'X']],
		['another number', (attempt) => ['a', ...'X'.repeat(attempt + 1)]],
	])('readings that do not agree, %s, are an error', async (_what, entries) => {
		const list = listOf((_position, _size, number) => byPage(entries(number), 9)(0, 9));
		await expect(readPagedList(list)).rejects.toThrow('the same record came twice');
		expect(list.requests).toHaveLength(3);
	});

	test('a failed attempt between them does not count', async () => {
		const list = listOf(
			(_position, _size, number) => ({ entries: ['X', 'X'], total: number === 2 ? 1 : 2 }),
			{ maxAttempts: 4 },
		);
		expect(await readPagedList(list)).toEqual(['X', 'X']);
		expect(list.requests).toHaveLength(4);
	});
});

describe('a list without a total', () => {
	test.each<[string, Answer[], string[], number]>([
		[
			'ends with a page that is not full',
			[{ entries: ['a', 'b'] }, { entries: ['c'] }],
			['a', 'b', 'c'],
			2,
		],
		['ends with an empty page', [{ entries: ['a', 'b'] }, { entries: [] }], ['a', 'b'], 2],
		['ends at once where it is empty', [{ entries: [] }], [], 1],
		[
			'ends with a first page that is all of it',
			[{ entries: ['a', 'b'], isLast: true }],
			['a', 'b'],
			1,
		],
		[
			'ends where the whole list comes again',
			[
				{ entries: ['a', 'b'], isBare: true },
				{ entries: ['a', 'b'], isBare: true },
			],
			['a', 'b'],
			2,
		],
	])('%s', async (_what, answers, entries, requests) => {
		const list = listOf((position) => answers[position]!, { ignored: endsAtOnce });
		expect(await readPagedList(list)).toEqual(entries);
		expect(list.requests).toHaveLength(requests);
	});

	test('with pages that bring nothing new ends in an error', async () => {
		const list = listOf(() => ({ entries: ['X'] }));
		await expect(readPagedList(list)).rejects.toThrow('a page brought nothing new');
		expect(list.requests).toHaveLength(6);
	});
});

test('progress is the entries so far, of all that are to come', async () => {
	const heard: Array<[number, number | null]> = [];
	const onProgress = (done: number, total: number | null) => heard.push([done, total]);
	await readPagedList(listOf(byPage(ABC), { onProgress }));
	await readPagedList(listOf(byPage(ABC), { onProgress, limit: 4 }));
	await readPagedList(
		listOf((position, size) => withoutTotal(byPage(ABC)(position, size)), { onProgress }),
	);
	expect(heard).toEqual([
		...[[3, 7], [6, 7], [7, 7]], // prettier-ignore
		...[[3, 4], [6, 4]], // prettier-ignore
		...[[3, null], [6, null], [7, null]], // prettier-ignore
	]);
});

describe('the start of a list', () => {
	test('is read page after page until there is enough', async () => {
		const list = listOf(byPage(ABC, 2));
		expect(await readStart(list, (entries) => entries.length >= 3)).toEqual(['a', 'b', 'c', 'd']);
		expect(list.requests).toEqual([[0, 3], [1, 2]]); // prettier-ignore
	});

	test('may be the whole list', async () => {
		expect(await readStart(listOf(byPage(ABC)), () => false)).toEqual(ABC);
		expect(await readStart(listOf(byEntry(ABC), { numbering: 'entries' }), () => false)).toEqual(
			ABC,
		);
	});

	test('leaves out what comes again because the list has changed', async () => {
		const pages = [['a', 'b', 'c'], ['c', 'd', 'e'], ['e']];
		const list = listOf((position) => ({ entries: pages[position] ?? [] }));
		expect(await readStart(list, () => false)).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	test('is an error where the same page comes again and again', async () => {
		const list = listOf(() => ({ entries: ['a', 'b'], total: 7 }), { ignored: endsAtOnce });
		await expect(readStart(list, () => false)).rejects.toThrow('Asked 1, echoed 1.');
	});
});

describe('a total that may count the page alone', () => {
	/** Says of each page that it is all, and has the rest all the same. */
	const after = (asked: number[]) => async (position: number) => {
		asked.push(position);
		return ABC.slice(position - 1, position + 2);
	};
	const first = (entries: string[]) => () => ({ entries, total: entries.length, position: 1 });

	test('is checked by one more request, and the rest is read', async () => {
		const asked: number[] = [];
		const list = listOf(first(ABC.slice(0, 3)), { numbering: 'entries', after: after(asked) });
		expect(await readPagedList(list)).toEqual(ABC);
		expect(asked).toEqual([4, 7, 8]);
	});

	test('is believed where nothing comes after', async () => {
		const asked: number[] = [];
		const list = listOf(first(ABC), { pageSize: 7, numbering: 'entries', after: after(asked) });
		expect(await readPagedList(list)).toEqual(ABC);
		expect(asked).toEqual([8]);
	});

	test('is not asked about beyond the limit', async () => {
		const asked: number[] = [];
		const options = { numbering: 'entries' as const, after: after(asked), limit: 3 };
		expect(await readPagedList(listOf(first(ABC.slice(0, 3)), options))).toEqual(['a', 'b', 'c']);
		expect(asked).toEqual([]);
	});
});
