import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { AppliedChange } from '../../../directory/model/change';
import { notePlaced, readPlaced, rememberPlaced } from '../../../nodes/Winningtemp/actions/placed';
import type { ScimDirectory } from '../../../scim/directory';

/** Who was placed in which group, remembered for tenants that show members nowhere. */

const NAME = 'winningtempPlaced';

function contextOf(remembered?: unknown) {
	const data: Record<string, unknown> = remembered === undefined ? {} : { [NAME]: remembered };
	const hints: string[] = [];
	const context = {
		getWorkflowStaticData: (type: string) => {
			expect(type).toBe('global');
			return data;
		},
		addExecutionHints: ({ message, ...how }: { message: string }) => {
			expect(how).toEqual({ type: 'warning', location: 'outputPane' });
			hints.push(message);
		},
	};
	return {
		context: context as unknown as IExecuteFunctions,
		hints,
		memory: () => data[NAME],
	};
}

describe('what earlier runs wrote', () => {
	const read = (remembered: unknown, credential = 'cred1') =>
		Object.fromEntries(readPlaced(contextOf(remembered).context, credential));

	test('is that of the same credential', () => {
		const memory = { cred1: { sales: ['1', 2] }, cred2: { sales: ['3'] } };
		expect(read(memory)).toEqual({ sales: ['1', '2'] });
		expect(read(memory, 'cred3')).toEqual({});
		expect(read(memory, 'constructor')).toEqual({});
	});

	test.each([undefined, null, 'x', [], { cred1: 7 }, { cred1: null }, { cred1: { sales: 'x' } }])(
		'%j is no memory',
		(memory) => {
			expect(read(memory)).toEqual({});
		},
	);

	test('a panel of the editor has none', () => {
		expect(readPlaced({} as ILoadOptionsFunctions, 'cred1')).toEqual(new Map());
	});
});

describe('after a reading', () => {
	const MEMORY = { cred1: { sales: ['1'] }, cred2: { sales: ['2'] } };
	const groups = (...members: Array<string[] | undefined>) =>
		members.map((memberTargetIds) => ({ memberTargetIds }));

	function note(
		read: object,
		placed: Map<string, string[]> | undefined = new Map([['sales', ['1']]]),
	) {
		const { context, hints, memory } = contextOf(MEMORY);
		const directory = { hidesMembers: false, showsBelow: false, groups: [], ...read };
		const own = placed === undefined ? {} : { placed };
		notePlaced(context, { credentialId: 'cred1', ...own }, directory as unknown as ScimDirectory);
		return { hints, memory: memory() };
	}

	test('a group that shows a member makes the memory of this credential superfluous', () => {
		expect(note({ groups: groups(undefined, [], ['9']) })).toEqual({
			hints: [],
			memory: { cred2: MEMORY.cred2 },
		});
	});

	test('as long as no group shows a member, the memory stays', () => {
		expect(note({ groups: groups([], undefined) })).toEqual({ hints: [], memory: MEMORY });
	});

	test('members that only the memory knows keep it, and a hint says why', () => {
		const { hints, memory } = note({ hidesMembers: true, groups: groups(['1']) });
		expect(hints).toEqual([
			expect.stringMatching(/^This Winningtemp tenant does not show the members/),
		]);
		expect(memory).toEqual(MEMORY);
	});

	test('members of groups below that are shown above are a hint of their own', () => {
		const { hints } = note({ showsBelow: true, groups: groups(['1']) });
		expect(hints).toEqual([
			expect.stringMatching(/^This Winningtemp tenant also shows the members/),
		]);
	});

	test('nothing is written where there is nothing to forget', () => {
		expect(note({ groups: groups(['9']) }, new Map()).memory).toBe(MEMORY);
	});
});

describe('after writing', () => {
	const change = (targetId: string | null, to: unknown, more: Partial<AppliedChange> = {}) =>
		({
			kind: 'user',
			action: 'update',
			status: 'applied',
			targetId,
			changes: to === undefined ? [] : [{ field: 'groupExternalId', from: null, to }],
			...more,
		}) as unknown as AppliedChange;

	function remember(
		applied: AppliedChange[],
		{ before = { sales: ['1', '2'] } as Record<string, string[]>, showsMembers = false } = {},
	) {
		const { context, memory } = contextOf({ cred2: { x: ['7'] } });
		const placed = new Map(Object.entries(before));
		rememberPlaced(context, { credentialId: 'cred1', placed }, { showsMembers }, applied);
		return memory();
	}

	const OTHERS = { cred2: { x: ['7'] } };

	test('who was moved is remembered in the new group, and only there', () => {
		expect(remember([change('2', 'finance'), change('3', 'sales')])).toEqual({
			...OTHERS,
			cred1: { sales: ['1', '3'], finance: ['2'] },
		});
	});

	test('who was taken out, or deleted, is forgotten', () => {
		const deleted = change('1', undefined, { action: 'delete' });
		expect(remember([deleted, change('2', null)])).toEqual(OTHERS);
		expect(remember([deleted])).toEqual({ ...OTHERS, cred1: { sales: ['2'] } });
	});

	test.each<[string, AppliedChange]>([
		['of a group', change('2', 'finance', { kind: 'group' })],
		['that failed', change('2', 'finance', { status: 'failed' })],
		['of somebody without an id', change(null, 'finance')],
		['of other fields', change('2', undefined)],
	])('a change %s moves nobody', (_what, one) => {
		expect(remember([one])).toEqual(OTHERS);
	});

	test('where groups show their members, nothing is remembered', () => {
		expect(remember([change('2', 'finance')], { showsMembers: true })).toEqual(OTHERS);
	});

	test('50,000 people are remembered, and one more is too many', () => {
		const ids = (count: number) => Array.from({ length: count }, (_, i) => `u${i}`);
		const kept = remember([change('last', 'x')], { before: { sales: ids(49_999) } });
		expect(kept).toHaveProperty('cred1.x', ['last']);
		expect(remember([change('last', 'x')], { before: { sales: ids(50_000) } })).toEqual(OTHERS);
	});
});
