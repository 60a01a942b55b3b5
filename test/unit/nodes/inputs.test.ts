import type { IExecuteFunctions } from 'n8n-workflow';
import { itemsOfInput, listParameter, namesIn } from '../../../nodes/inputs';

/** Items and lists as nodes take them in. */

test('an input that is not connected has no items', () => {
	const items = [{ json: { id: 1 } }];
	const context = {
		getInputData: (input: number) => {
			if (input === 1) return items;
			throw new Error('Could not get input with given index');
		},
	} as unknown as IExecuteFunctions;
	expect(itemsOfInput(context, 1)).toBe(items);
	expect(itemsOfInput(context, 0)).toEqual([]);
});

describe('a list from an earlier node', () => {
	const read = (value: unknown) =>
		listParameter(
			{
				getNode: () => ({ name: 'Plan' }),
				getNodeParameter: (name: string, index: number) => {
					expect([name, index]).toEqual(['rows', 0]);
					return value;
				},
			} as unknown as IExecuteFunctions,
			'rows',
			'Last Rows',
		);

	test('is the JSON of items, or a list of objects', () => {
		expect(read([{ json: { id: 1 }, pairedItem: 0 }, { id: 2 }, { json: 'text' }])).toEqual([
			{ id: 1 },
			{ id: 2 },
			{ json: 'text' },
		]);
	});

	test.each(['', null, undefined, []])('%j is an empty list', (value) => {
		expect(read(value)).toEqual([]);
	});

	test.each(['text', 7, {}, [{ id: 1 }, 'x'], [null], [[]]])(
		'%j is not a list of items',
		(value) => {
			expect(() => read(value)).toThrow('Last Rows is not a list of items');
		},
	);
});

test('names are on lines, or between commas and semicolons, without blanks', () => {
	expect(namesIn(' a, b;c\n\nd ')).toEqual(['a', 'b', 'c', 'd']);
	expect(namesIn(['a, b', ' ', 7])).toEqual(['a', 'b', '7']);
	expect(namesIn(['A, B', 'C\nD'], /\n/)).toEqual(['A, B', 'C', 'D']);
	for (const nothing of [undefined, null, '', []]) expect(namesIn(nothing)).toEqual([]);
});
