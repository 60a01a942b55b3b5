import type { INodeParameters } from 'n8n-workflow';
import { columnsOf } from '../../../nodes/Winningtemp/actions/file/columns';
import { Winningtemp } from '../../../nodes/Winningtemp/Winningtemp.node';
import { nodeContext } from '../../support/nodeContext';

/** What the columns of the files are, read from the panel. */

const read = (parameters: INodeParameters) => {
	const all = { resource: 'file', operation: 'readRows', ...parameters };
	return columnsOf(nodeContext(new Winningtemp(), all).context);
};
const names = (columns: ReadonlyArray<{ name: string }>) => columns.map(({ name }) => name);

const DEFAULT_GROUPS = [
	'Group External ID',
	'Group Name',
	'Parent Group External ID',
	'Group Manager External ID',
];

test('an untouched panel has the columns of Winningtemp, with several in one cell', () => {
	const { users, groups, segments, lists } = read({});
	expect(names(users).slice(0, 3)).toEqual(['External ID', 'Username', 'Email']);
	expect(names(groups)).toEqual(DEFAULT_GROUPS);
	expect(names(segments)).toEqual(['Segment External ID', 'Segment Name', 'Segment Category']);
	expect(lists).toEqual({ style: 'cell', separator: '|' });
});

test('each kind of row has columns of its own', () => {
	const { users, groups, segments } = read({
		userColumns: 'Number = externalId\nLog-in = username\nFirst = firstName\nLast = lastName',
		groupColumns: 'Code = externalId\nCalled = name',
		segmentColumns: 'Key = externalId\nWord = name\nKind = category',
	});
	expect([names(users), names(groups), names(segments)]).toEqual([
		['Number', 'Log-in', 'First', 'Last'],
		['Code', 'Called'],
		['Key', 'Word', 'Kind'],
	]);
});

test.each<[INodeParameters, object]>([
	[{ lists: 'rows' }, { style: 'rows', separator: '|' }],
	[
		{ lists: 'cell', listSeparator: ',' },
		{ style: 'cell', separator: ',' },
	],
	[
		{ lists: 'cell', listSeparator: '' },
		{ style: 'cell', separator: '|' },
	],
	[{ lists: 'something else' }, { style: 'cell', separator: '|' }],
])('%j: several are %j', (parameters, lists) => {
	expect(read(parameters).lists).toEqual(lists);
});

test('a parameter that an expression leaves without a value is empty, not a text', () => {
	expect(read({ lists: 'cell', listSeparator: null as never }).lists).toEqual({
		style: 'cell',
		separator: '|',
	});
});
