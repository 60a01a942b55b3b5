import {
	isOnlyMark,
	nobodyOnPartialList,
	partialReasons,
	unreadCompanies,
	wholeCompanies,
	withoutMark,
} from '../../../directory/model/partialList';

const LIMIT = { code: 'limit', message: 'Return All is off' };
const SINCE = { code: 'modifiedSince', message: 'Modified Since is set' };

describe('what items say of their list', () => {
	test('without a mark nothing speaks against the list being whole', () => {
		expect(partialReasons([])).toBeUndefined();
		expect(partialReasons([{ externalId: 'a' }, null, 7, { partialList: false }])).toBeUndefined();
	});

	test('one marked item among many is enough, under either name', () => {
		expect(partialReasons([{}, { PartialList: [LIMIT] }, {}])).toEqual([LIMIT]);
		expect(partialReasons([{ partialList: [LIMIT] }])).toEqual([LIMIT]);
	});

	test('each reason comes once, whatever the order of the items', () => {
		const items = [{ partialList: [SINCE, LIMIT] }, { PartialList: [LIMIT] }];
		expect(partialReasons(items)).toEqual([LIMIT, SINCE]);
		expect(partialReasons([...items].reverse())).toEqual([LIMIT, SINCE]);
	});

	test.each([[true], ['yes'], [1], [{}], [[null, 5, { code: 'x' }]]])(
		'a mark that was set by hand counts, too: %j',
		(mark) => {
			expect(partialReasons([{ partialList: mark }])).toEqual([]);
		},
	);

	test.each([[false], ['false'], [null], ['']])('this is none: %j', (mark) => {
		expect(partialReasons([{ partialList: mark, PartialList: mark }])).toBeUndefined();
	});

	test('an item that is nobody is told from a marked person', () => {
		expect(isOnlyMark({ PartialList: [LIMIT] })).toBe(true);
		expect(isOnlyMark(nobodyOnPartialList([LIMIT]))).toBe(true);
		expect(isOnlyMark({ partialList: [LIMIT], externalId: 'a' })).toBe(false);
		expect(isOnlyMark({})).toBe(false);
		expect(isOnlyMark(null)).toBe(false);
	});

	test('taking the mark off leaves the person and the item that it came from as they are', () => {
		const item = { externalId: 'a', partialList: [LIMIT] };
		expect(withoutMark(item)).toEqual({ externalId: 'a' });
		expect(item.partialList).toEqual([LIMIT]);
		const whole = { externalId: 'b' };
		expect(withoutMark(whole)).toBe(whole);
	});
});

describe('companies', () => {
	const failed = (company: string, companiesRead: string[]) => ({
		code: 'companyNotRead',
		message: `Flex refuses ${company}`,
		company,
		companiesRead,
	});

	test('each that could not be read is an error that names it', () => {
		const [issue, ...others] = unreadCompanies([LIMIT, failed('Åkeriet', ['a'])]);
		expect(others).toEqual([]);
		expect(issue).toMatchObject({ severity: 'error', code: 'companyNotRead' });
		expect(issue!.message).toMatch(
			/^The company Åkeriet could not be read: Flex refuses Åkeriet\./,
		);
	});

	test('a company is whole only where nothing else makes the list a part', () => {
		expect(wholeCompanies([failed('x', ['A', 'b'])])).toEqual(new Set(['a', 'b']));
		expect(wholeCompanies([failed('x', ['a', 'b']), failed('y', ['b', 'c'])])).toEqual(
			new Set(['b']),
		);
		expect(wholeCompanies([failed('x', ['a']), SINCE])).toEqual(new Set());
		expect(wholeCompanies([])).toEqual(new Set());
	});
});
