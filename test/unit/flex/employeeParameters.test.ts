import type { INodeParameters } from 'n8n-workflow';
import {
	chosenDimensions,
	inclusions,
	markPartial,
	outputMode,
	showNotices,
} from '../../../nodes/FlexHrm/actions/employee/output';
import { FlexHrm } from '../../../nodes/FlexHrm/FlexHrm.node';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';
import { nodeContext } from '../../support/nodeContext';
import { refusal } from '../../support/refusal';

/** What of an employee is read and given, as the panel and expressions say it. */

const contextOf = (parameters: INodeParameters) =>
	nodeContext(new FlexHrm(), { resource: 'employee', operation: 'getMany', ...parameters });

test.each<[INodeParameters, object]>([
	[{}, { kind: 'simplified' }],
	[{ output: 'raw' }, { kind: 'raw' }],
	[
		{ output: 'selected', fields: ' FirstName, ;Employment.TaxTable\nPhone1 ' },
		{ kind: 'selected', fields: ['FirstName', 'Employment.TaxTable', 'Phone1'] },
	],
	[
		{ output: 'selected', fields: ['Own Name', ' '] },
		{ kind: 'selected', fields: ['Own Name'] },
	],
])('%j: the output is %j', (parameters, mode) => {
	expect(outputMode(contextOf(parameters).context, 0)).toEqual(mode);
});

test('selected fields without a name are an error', () => {
	const error = refusal(() =>
		outputMode(contextOf({ output: 'selected', fields: ' , ' }).context, 0),
	);
	expect([error.message, error.code]).toEqual(['Fields is empty', 'input']);
	expect(error.advice).toMatch(/^Name the fields to return/);
});

test('what is included is a list, or a text with names', () => {
	const included = (parameters: INodeParameters) => [
		...inclusions(contextOf(parameters).context, 0),
	];
	expect(included({})).toEqual(['employment', 'organization']);
	expect(included({ include: [] })).toEqual([]);
	expect(included({ include: ['ownFields'] })).toEqual(['ownFields']);
	expect(included({ include: 'employment; ownFields,organization' })).toEqual([
		'employment',
		'ownFields',
		'organization',
	]);
});

test('dimensions are a list, or a text in which names may have blanks', () => {
	const chosen = (dimensions: string | string[]) =>
		chosenDimensions(contextOf({ dimensions }).context, 0);
	expect(chosen([])).toEqual([]);
	expect(chosen(['Kontor', ' Stad '])).toEqual(['Kontor', 'Stad']);
	expect(chosen('Kontor Syd, Stad;;Team\n')).toEqual(['Kontor Syd', 'Stad', 'Team']);
});

test('remarks are shown as warnings, each once; without one nothing is shown', () => {
	const { context, hints } = contextOf({});
	const notices = new Notices();
	showNotices(context, notices);
	expect(hints).toEqual([]);
	for (const message of ['one', 'two', 'one']) notices.add(message);
	showNotices(context, notices);
	expect(hints).toEqual(['one', 'two']);
});

describe('a list that is a part', () => {
	const WHY = [{ code: 'limit' as const, message: 'Return All is off' }];

	test('says so on each item, and on one item where it is empty', () => {
		expect(markPartial([{ Id: '1' }, { Id: '2' }], WHY)).toEqual([
			{ Id: '1', PartialList: WHY },
			{ Id: '2', PartialList: WHY },
		]);
		expect(markPartial([], WHY)).toEqual([{ PartialList: WHY }]);
	});

	test('is not what is whole', () => {
		expect(markPartial([{ Id: '1' }], [])).toEqual([{ Id: '1' }]);
		expect(markPartial([], [])).toEqual([]);
	});
});
