import {
	mergeEmployments,
	qualifiedIds,
	References,
	sharing,
	sharingId,
	type Identity,
} from '../../../directory/mapping/duplicates';

/** Anna Ek, born in 1980, in company A since 2020. */
const record = (values: Partial<Identity>): Identity => ({
	id: '1',
	company: 'A',
	username: 'anna',
	firstName: 'Anna',
	lastName: 'Ek',
	birthday: '1980-02-03',
	employedFrom: '2020-01-01',
	...values,
});

const named = ({ company, id }: Identity) => `${company}${id}`;

describe('what shares a key', () => {
	const byEnd = (text: string) => text.slice(1);

	test('is a list of two and more, in the order of the first and then of the input', () => {
		expect(sharing(['a1', 'b2', 'c1', 'd3', 'e2', 'f1'], byEnd)).toEqual([
			['a1', 'c1', 'f1'],
			['b2', 'e2'],
		]);
	});

	test('those without a key share nothing', () => {
		expect(sharing(['a', 'b', 'c'], byEnd)).toEqual([]);
	});

	test('an id is shared within a company only', () => {
		const records = [
			record({ id: '1', company: 'A' }),
			record({ id: '1', company: 'B' }),
			record({ id: '2', company: 'A' }),
			record({ id: '1', company: 'B' }),
			// Together they read as company A and id 1.
			record({ id: 'A1', company: '' }),
		];
		expect(sharingId(records).map((group) => group.map(named))).toEqual([['B1', 'B1']]);
	});
});

describe('several employments of one person', () => {
	const merge = (
		records: Identity[],
		companyOrder: readonly string[] = [],
		undecided: Identity[][] = [],
	) =>
		mergeEmployments([records], companyOrder, undecided).map(({ kept, left }) => [
			named(kept),
			...left.map(named),
		]);

	const inA = record({ company: 'A', id: '5', employedFrom: '2021-01-01' });
	const inB = record({ company: 'B', id: '4', employedFrom: '2020-01-01' });
	const inC = record({ company: 'C', id: '3', employedFrom: '2019-01-01' });

	test('are one, by the earliest start; the others stand by company', () => {
		expect(merge([inB, inC, inA])).toEqual([['C3', 'A5', 'B4']]);
		expect(merge([inA, inB, inC])).toEqual([['C3', 'A5', 'B4']]);
	});

	test('in one company they are one, too, by the earliest start and then the smallest id', () => {
		const first = record({ id: '8', employedFrom: '2019-01-01' });
		const second = record({ id: '7', employedFrom: '2020-01-01' });
		const third = record({ id: '9', employedFrom: '2020-01-01' });
		expect(merge([third, second, first])).toEqual([['A8', 'A7', 'A9']]);
		expect(merge([third, second])).toEqual([['A7', 'A9']]);
		expect(merge([second, third])).toEqual([['A7', 'A9']]);
	});

	test('a start that is known comes before an empty one, whatever the order of the input', () => {
		const empty = record({ company: 'A', employedFrom: '' });
		expect(merge([empty, inB])).toEqual([['B4', 'A1']]);
		expect(merge([inB, empty])).toEqual([['B4', 'A1']]);
	});

	test('the company that comes first in the order decides; one that is in it twice counts once', () => {
		expect(merge([inA, inB, inC], ['A', 'B', 'a'])).toEqual([['A5', 'B4', 'C3']]);
		expect(merge([inA, inB, inC], ['b'])).toEqual([['B4', 'A5', 'C3']]);
		expect(merge([inA, inB, inC], ['X', 'B', 'C'])).toEqual([['B4', 'A5', 'C3']]);
		expect(merge([inA, inB, inC], ['X'])).toEqual([['C3', 'A5', 'B4']]);
	});

	test('a GUID of a company in the order is found, however it is written', () => {
		const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
		const there = record({ company: id, id: '9', employedFrom: '2024-01-01' });
		expect(merge([inC, there], [`{${id.toUpperCase()}}`])).toEqual([[`${id}9`, 'C3']]);
	});

	test('nobody is merged where a start that would decide is not known, and they are named', () => {
		const unknown = { ...inA, employedFrom: '', isStartUnknown: true };
		const undecided: Identity[][] = [];
		expect(merge([unknown, inB], [], undecided)).toEqual([]);
		expect(undecided).toEqual([[unknown, inB]]);
	});

	test('a start that decides nothing may be unknown', () => {
		const unknown = { ...inA, employedFrom: '', isStartUnknown: true };
		const undecided: Identity[][] = [];
		expect(merge([unknown, inB, inC], ['B'], undecided)).toEqual([['B4', 'A5', 'C3']]);
		expect(merge([unknown, inB], ['A'], undecided)).toEqual([['A5', 'B4']]);
		expect(undecided).toEqual([]);
	});

	test('of two in the company that decides, an unknown start leaves both', () => {
		const undecided: Identity[][] = [];
		const unknown = record({ company: 'B', id: '6', employedFrom: '', isStartUnknown: true });
		expect(merge([inA, inB, unknown], ['B'], undecided)).toEqual([]);
		expect(undecided).toEqual([[inA, inB, unknown]]);
	});

	test('two birthdays are two people; each one’s own employments are one', () => {
		const other = { birthday: '1990-05-06' };
		expect(merge([inA, inB, { ...inC, ...other }])).toEqual([['B4', 'A5']]);
		expect(merge([inA, { ...inB, ...other }])).toEqual([]);
		expect(merge([inA, inB, { ...inC, ...other }, record({ company: 'D', ...other })])).toEqual([
			['B4', 'A5'],
			['C3', 'D1'],
		]);
	});

	test('no birthday belongs to the only one that there is, and to neither of two', () => {
		const none = { birthday: '' };
		expect(merge([inA, { ...inB, ...none }])).toEqual([['B4', 'A5']]);
		expect(merge([inA, { ...inB, birthday: '1990-05-06' }, { ...inC, ...none }])).toEqual([]);
	});

	test('another first name or last name is another person; blanks and case are no difference', () => {
		expect(merge([inA, { ...inB, firstName: 'ANNA ' }])).toEqual([['B4', 'A5']]);
		expect(merge([inA, { ...inB, firstName: 'Anne' }])).toEqual([]);
		expect(merge([inA, { ...inB, lastName: 'Alm' }])).toEqual([]);
	});

	test('one without a company is merged only with others without one', () => {
		const nowhere = record({ company: '', id: '7' });
		expect(merge([inA, nowhere])).toEqual([]);
		expect(merge([record({ company: '', id: '8' }), nowhere])).toEqual([['7', '8']]);
	});
});

describe('External IDs of ids that several companies use', () => {
	test('have the company before the id; ids of one company, and of no company, stay as they are', () => {
		const [a, b, nowhere] = ['A', 'B', ''].map((company) => record({ company, id: '7' }));
		const [twice, again] = [record({ id: '8' }), record({ id: '8' })];
		const records = [a!, b!, nowhere!, twice, again, record({ id: '9' })];
		expect([...qualifiedIds(records)]).toEqual([
			[a, 'A:7'],
			[b, 'B:7'],
		]);
	});
});

describe('the manager that an id names', () => {
	const [a, b] = ['A', 'B'].map((company) => record({ company, id: '7' }));
	const alone = record({ company: 'B', id: '9' });
	const references = new References([a!, b!, alone], (one) =>
		one === alone ? one.id : `${one.company}:${one.id}`,
	);

	test('is the one of the same company, in any order of reading', () => {
		expect(references.resolve('7', 'A')).toBe('A:7');
		expect(references.resolve('7', 'B')).toBe('B:7');
	});

	test('is the only one who has it, in whatever company', () => {
		expect(references.resolve('9', 'A')).toBe('9');
		expect(references.resolve('9', '')).toBe('9');
	});

	test('is nobody where two others have it, and the id itself where nobody has it', () => {
		expect(references.resolve('7', 'C')).toBeUndefined();
		expect(references.resolve('8', 'A')).toBe('8');
	});

	test('is one person whose records share the External ID', () => {
		const merged = new References([a!, b!], () => '7');
		expect(merged.resolve('7', 'C')).toBe('7');
	});
});
