import { readWritten } from '../../../nodes/week';
import { SyncPlanner } from '../../../nodes/SyncPlanner/SyncPlanner.node';
import { nodeContext } from '../../support/nodeContext';

/** What earlier runs wrote, by credential. */

beforeEach(() => {
	jest.useFakeTimers({ now: new Date('2026-03-05T12:00:00Z'), doNotFake: ['setImmediate'] });
});

afterEach(() => jest.useRealTimers());

const memory = (removals: number) => ({
	since: '2026-03-01',
	days: { '2026-03-04': { removals } },
});

const written = (credentials: string[], remembered: unknown) =>
	readWritten(
		nodeContext(new SyncPlanner(), {}, { execution: { winningtempWritten: remembered as never } })
			.context,
		credentials,
	).counts;

test('of one credential counts for that one alone', () => {
	const both = { one: memory(3), other: memory(40) };
	expect(written(['one'], both)).toEqual({ removals: 3 });
	expect(written(['other'], both)).toEqual({ removals: 40 });
	expect(written(['new'], both)).toEqual({});
	expect(written(['constructor'], both)).toEqual({});
});

test('of all credentials counts together where a node has none', () => {
	expect(written([], { one: memory(3), other: memory(40) })).toEqual({ removals: 43 });
});

test.each([undefined, null, 'x', [], { one: 7 }])('%p is no memory', (remembered) => {
	expect(written(['one'], remembered)).toEqual({});
});
