import { NodeApiError, NodeOperationError, type IExecuteFunctions, type INode } from 'n8n-workflow';
import { UserError, type ErrorCode } from '../../../directory/model/userError';
import {
	asNodeError,
	causeIn,
	emitErrorOnFailure,
	isFailure,
	refuseErrors,
	unreadable,
} from '../../../nodes/failure';

/** What n8n shows of an error, and what goes on in its place. */

const NODE: INode = {
	id: '1',
	name: 'Read HR',
	type: 'flexHrm',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const context = { getNode: () => NODE } as IExecuteFunctions;

function thrownBy(act: () => unknown): NodeOperationError {
	try {
		act();
	} catch (error) {
		return error as NodeOperationError;
	}
	throw new Error('Nothing was thrown');
}

test.each<ErrorCode>(['input', 'stopped', 'noEmployees', 'cancelled'])(
	'“%s” is an error of the run: message, advice, item',
	(code) => {
		const message = 'The list says ECONNREFUSED';
		const error = asNodeError(NODE, new UserError(message, 'Look at it.', code), 3);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message,
			description: 'Look at it.',
			context: { itemIndex: 3 },
		});
	},
);

test('an error with an answer behind it has the status', () => {
	const error = asNodeError(NODE, new UserError('Refused', 'Ask.', 'forbidden', 403), 2);
	expect(error).toBeInstanceOf(NodeApiError);
	expect(error).toMatchObject({
		message: 'Refused',
		description: 'Ask.',
		httpCode: '403',
		context: { itemIndex: 2 },
	});
	expect(asNodeError(NODE, new UserError('Away', '', 'unavailable'))).toMatchObject({
		message: 'Away',
		httpCode: null,
	});
});

test('an error of n8n stays as it is; any other becomes one', () => {
	const own = new NodeOperationError(NODE, 'own');
	expect(asNodeError(NODE, own)).toBe(own);
	const ofApi = new NodeApiError(NODE, {}, { message: 'api' });
	expect(asNodeError(NODE, ofApi)).toBe(ofApi);
	expect(asNodeError(NODE, new TypeError('slip'), 1)).toMatchObject({
		name: 'NodeOperationError',
		message: 'slip',
		context: { itemIndex: 1 },
	});
	expect(asNodeError(NODE, 'only text')).toMatchObject({ message: 'only text' });
});

describe('a node that fails', () => {
	const failing = () => {
		throw new UserError('Nobody was found', 'Look.', 'input');
	};

	test('ends the run, with the error as n8n shows it', async () => {
		await expect(emitErrorOnFailure(context, false, failing)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: 'Nobody was found',
		});
	});

	test('or gives one item with the error, paired with nothing, where it is set to go on', async () => {
		const output = await emitErrorOnFailure(context, true, failing);
		expect(output).toEqual([
			[
				{
					json: { error: 'Nobody was found' },
					error: expect.any(NodeOperationError),
					pairedItem: [],
				},
			],
		]);
	});

	test('and one that does not gives what it made', async () => {
		const made = [[{ json: { id: 1 } }]];
		expect(await emitErrorOnFailure(context, false, async () => made)).toBe(made);
		expect(await emitErrorOnFailure(context, true, () => made)).toBe(made);
	});
});

test('the item in place of a list that could not be read', () => {
	expect(unreadable(new Error('Refused'))).toEqual({
		json: { unreadable: true, error: 'Refused' },
		pairedItem: [],
	});
});

test.each([
	[{ error: 'x' }, true],
	[{ error: '', message: 'x', details: {}, unreadable: true }, true],
	[{ error: 'x', externalId: '1' }, false],
	[{ error: { message: 'x' } }, false],
	[{ message: 'x' }, false],
	[{}, false],
])('%j only reports a failure: %s', (item, is) => {
	expect(isFailure(item)).toBe(is);
});

test('the cause is what is left without the way that the error took', () => {
	const way = 'An error came in instead of people: An error came in instead of groups: ';
	expect(causeIn(`${way}Flex refuses: 403`)).toBe('Flex refuses: 403');
	expect(causeIn('Flex refuses: 403')).toBe('Flex refuses: 403');
	expect(causeIn(`No. ${way}x`)).toBe(`No. ${way}x`);
});

describe('an error that comes in instead of a list', () => {
	const ITEMS = [{ externalId: '1' }, { error: 'Flex refuses' }];

	test('ends the run, in its own words', () => {
		const error = thrownBy(() => refuseErrors(context, 'people', ITEMS));
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('An error came in instead of people: Flex refuses');
		expect(error.description).toMatch(/^The node before failed and is set to go on/);
	});

	test('is passed over where the list may hold only some', () => {
		expect(() => refuseErrors(context, 'people', ITEMS, () => true)).not.toThrow();
		expect(() => refuseErrors(context, 'people', ITEMS, () => false)).toThrow('Flex refuses');
	});

	test('is asked about only where there is one', () => {
		const asked = jest.fn(() => true);
		refuseErrors(context, 'people', [{ externalId: '1' }], asked);
		refuseErrors(context, 'people', [], asked);
		expect(asked).not.toHaveBeenCalled();
	});
});
