import type { INode } from 'n8n-workflow';
import { changeSurname, employedOn, leaveOn } from '../../sandbox/flex/changes';
import { dayBefore } from '../../sandbox/dates';
import type { Fault } from '../../sandbox/faults';
import { runNode } from '../engine';
import { APPLY, BUILD, DAY, FLEX, MAP, PLAN, READ, Setting, type TemplateRun } from './setting';

/** Settings → On Error of a node in the template: whatever is chosen, nothing is lost by it. */

type OnError = NonNullable<INode['onError']>;
const GOING_ON: OnError[] = ['continueRegularOutput', 'continueErrorOutput'];

let setting: Setting | undefined;

afterEach(async () => {
	await setting?.close();
	setting = undefined;
});

interface Failure {
	node: string;
	outputs: number;
	says: RegExp;
	run?: TemplateRun;
	arrange?: (setting: Setting) => void;
}

const REFUSED: Fault = { kind: 'status', status: 403 };

const FAILURES: Failure[] = [
	{ node: FLEX, outputs: 1, says: /password/, run: { flexHrmApi: { password: 'wrong' } } },
	{
		node: MAP,
		outputs: 2,
		says: /Username is empty/,
		run: { parameters: { [MAP]: { username: '' } } },
	},
	{
		node: BUILD,
		outputs: 3,
		says: /Nowhere/,
		run: { parameters: { [BUILD]: { levels: ['Nowhere'] } } },
	},
	{
		node: READ,
		outputs: 1,
		says: /no right to do this/,
		arrange: ({ winningtemp }) => {
			winningtemp.faults = ({ method, path }) =>
				method === 'GET' && path.endsWith('/Users') ? REFUSED : undefined;
		},
	},
	{
		node: PLAN,
		outputs: 4,
		says: /Nothing was planned/,
		arrange: ({ model }) =>
			leaveOn(model, employedOn(model, DAY).find((of) => of.emailWork)!.id, dayBefore(DAY)),
		run: {
			parameters: {
				[PLAN]: {
					guards: { removals: { limit: { count: 0, share: 0 } }, whenExceeded: 'stop' },
				},
			},
		},
	},
];

describe.each(GOING_ON)('%s', (onError) => {
	test.each(FAILURES)(
		'$node fails: its error comes out, none of what came in, and nothing is written',
		async ({ node, outputs, says, run = {}, arrange }) => {
			setting = await Setting.loaded();
			const [one, another] = employedOn(setting.model, DAY).filter(({ emailWork }) => emailWork);
			changeSurname(setting.model, one!.id, 'Björkengren');
			leaveOn(setting.model, another!.id, dayBefore(DAY));
			arrange?.(setting);
			const before = setting.winningtemp.state();
			const outcome = await setting.run({ ...run, onError: { [node]: onError } });

			const given = outcome.run.json(node, onError === 'continueErrorOutput' ? outputs : 0);
			expect(given).toEqual([expect.objectContaining({ error: expect.stringMatching(says) })]);
			expect(Object.keys(given[0]!)).not.toEqual(
				expect.arrayContaining([expect.stringMatching(/Id$|name/i)]),
			);
			expect(outcome.writes).toBe(0);
			expect(outcome.state).toEqual(before);
			expect(outcome.changes.filter(({ status }) => status === 'applied')).toEqual([]);
		},
	);
});

test('the node after one that failed says what failed before it', async () => {
	setting = await Setting.loaded();
	const loaded = setting;
	const message = async (node: string) => {
		const { run, arrange } = FAILURES.find((failure) => failure.node === node)!;
		arrange?.(loaded);
		const outcome = await loaded.run({ ...run, onError: { [node]: 'continueRegularOutput' } });
		return outcome.failure;
	};
	expect(await message(FLEX)).toMatch(/^Map .*An error came in instead of employees: .*password/);
	expect(await message(MAP)).toMatch(/^Build .*An error came in instead of people: Username/);
	expect(await message(BUILD)).toMatch(/^Plan .*An error came in instead of groups: .*Nowhere/);
	expect(await message(PLAN)).toMatch(/^Finish the run: The run ended early: Nothing was planned/);
	expect(await message(READ)).toMatch(/^Plan .*An error came in instead of the directory of Winn/);
});

test('a directory that could not be read is no empty one, also where the error has an output of its own', async () => {
	setting = await Setting.loaded();
	FAILURES.find(({ node }) => node === READ)!.arrange!(setting);
	const outcome = await setting.run({ onError: { [READ]: 'continueErrorOutput' } });
	expect(outcome.run.json(READ, 1)).toEqual([
		{ error: expect.stringMatching(/no right/) as string },
	]);
	expect(outcome.failure).toMatch(/^Plan .*An error came in instead of the directory of Winn/);
	expect(outcome.run.timesRun(APPLY)).toBe(0);
});

test.each(GOING_ON)(
	'%s: nodes that work alone give their error, and no person',
	async (onError) => {
		const person = { externalId: 'a', username: 'anna@example.com', firstName: 'Anna' };
		const alone: Array<[string, INode['parameters'], RegExp]> = [
			['winningtemp', { resource: 'user', operation: 'upsert' }, /no token/],
			['winningtemp', { resource: 'file', operation: 'readRows' }, /column/],
			['syncReport', { title: '={{ $json.no.such.value }}' }, /./],
		];
		const winningtempApi = { baseUrl: 'https://scim.example.com', token: '' };
		for (const [type, parameters, says] of alone) {
			const run = await runNode(type, parameters, [person], {
				onError,
				credentials: { winningtempApi },
			});
			const given = run.json(onError === 'continueErrorOutput' ? 1 : 0);
			expect([type, given]).toEqual([type, [{ error: expect.stringMatching(says) as string }]]);
		}
	},
);

test('of employees looked up one by one, the one who was not found stops nobody else', async () => {
	const found = { Id: 'e1', EmailWork: 'karin@exempel.se', FirstName: 'Karin', LastName: 'Berg' };
	const marked = { ...found, partialList: [{ code: 'lookup', message: 'looked up one by one' }] };
	const unmapped = { manager: '', gender: '', birthday: '', excludeFromSurveys: '' };
	const run = await runNode('employeeMapper', unmapped, [marked, { error: 'Nobody has 1017.' }]);
	expect(run.json(0)).toEqual([expect.objectContaining({ externalId: 'e1' })]);
	expect(run.json(1)).toHaveLength(1);
	const whole = await runNode('employeeMapper', unmapped, [found, { error: 'Row 2 is cut off.' }]);
	expect(whole.error?.message).toBe('An error came in instead of employees: Row 2 is cut off.');
});
