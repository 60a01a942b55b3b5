import {
	NodeHelpers,
	Workflow,
	type IDataObject,
	type INode,
	type INodeProperties,
	type INodePropertyCollection,
	type INodeTypes,
} from 'n8n-workflow';
import type { Change, HeldChange, PlanSummary } from '../../directory/model/change';
import type { Issue } from '../../directory/model/issue';
import { DEFAULT_SETTINGS, GUARD_NAMES } from '../../directory/plan';
import { SyncPlanner } from '../../nodes/SyncPlanner/SyncPlanner.node';
import {
	brief,
	currentGroups,
	groupsAt,
	idOf,
	people,
	person,
	skipped,
	userByHand,
	userOf,
} from '../unit/plan/build';
import { runNode } from './engine';

const [CHANGES, HELD, ISSUES, SUMMARY] = [0, 1, 2, 3];

/** Runs the node as n8n does; every input as items. */
async function run(
	parameters: INode['parameters'],
	{ groups = [], users = [], issues: given = [], current = [] }: Record<string, object[]>,
) {
	const inputs = [groups, users, given, current] as unknown as IDataObject[][];
	const node = await runNode('syncPlanner', parameters, inputs);
	return {
		...node,
		changes: node.json(CHANGES) as unknown as Change[],
		held: node.json(HELD) as unknown as HeldChange[],
		issues: node.json(ISSUES) as unknown as Issue[],
		summary: node.json(SUMMARY) as unknown as PlanSummary[],
	};
}

const groups = groupsAt(['Stockholm', 'HR']);
const staff = people(12, { groupExternalId: idOf('Stockholm', 'HR') });
const current = [...currentGroups(groups), ...staff.map((one) => userOf(one))];

test('the four outputs carry changes, held changes, issues and one summary', async () => {
	const users = [...staff.slice(6), person('p9', { managerExternalId: 'x' }), skipped('p0006')];
	const { error, changes, held, issues, summary, hints } = await run(
		{},
		{ groups, users, current },
	);
	expect(error).toBeUndefined();
	expect(brief(changes)).toEqual([
		'create user p9',
		...staff.slice(0, 5).map(({ externalId }) => `deactivate user ${externalId}: active`),
	]);
	expect(held).toEqual([]);
	expect(issues).toMatchObject([{ code: 'managerMissing', subject: { externalId: 'p9' } }]);
	expect(summary).toHaveLength(1);
	expect(summary[0]).toMatchObject({
		planId: '',
		users: { current: 12, wanted: 8, create: 1, deactivate: 5, unchanged: 6 },
		groups: { current: 2, wanted: 2, unchanged: 2 },
		issues: { errors: 0, warnings: 1 },
	});
	expect(hints).toEqual([]);
});

test('law 1: what is as it should be gives no change, and a summary that says so', async () => {
	const { changes, held, issues, summary } = await run({}, { groups, users: staff, current });
	expect([changes, held, issues]).toEqual([[], [], []]);
	expect(summary[0]!.users.unchanged).toBe(12);
});

test('case 1: held leavers are hinted at, and released by the number of the plan', async () => {
	const wanted = { groups, users: staff.slice(6), current };
	const first = await run({}, wanted);
	expect(first.changes).toEqual([]);
	expect(first.held).toHaveLength(6);
	expect(first.held[0]!.guard).toEqual({ name: 'removals', limit: 5, actual: 6, of: 12 });
	const { planId } = first.summary[0]!;
	const now = new Date().toLocaleDateString('sv-SE', { timeZone: 'America/New_York' });
	expect(planId).toMatch(new RegExp(`^${now.replaceAll('-', '')}-[0-9a-f]{12}$`));
	expect(first.hints).toEqual([expect.stringContaining(`set Release to ${planId}`)]);
	const released = await run({ release: planId }, wanted);
	expect(released.held).toEqual([]);
	expect(released.changes).toHaveLength(6);
	const refused = await run({ release: planId }, { ...wanted, users: staff.slice(7) });
	expect(refused.error).toBeUndefined();
	expect(refused.changes).toEqual([]);
	expect(refused.held).toHaveLength(7);
	expect(refused.issues).toMatchObject([{ code: 'notReleased', severity: 'error' }]);
	expect(refused.summary[0]!.release).toEqual({ planId, changes: 0, why: 'changed' });
	expect(refused.hints).toEqual([
		refused.issues[0]!.message,
		expect.stringContaining(`set Release to ${refused.summary[0]!.planId}`),
	]);
});

test('case 2: no people while Winningtemp has some is an error that says what to look at', async () => {
	const { error, changes } = await run({}, { groups, current });
	expect(error?.message).toContain('HR has no people at all, while Winningtemp has 12 users');
	expect((error as { description?: string }).description).toContain('Check that the read from HR');
	expect(changes).toEqual([]);
});

test('a first load goes without Current, or with the empty item of a node that had nothing', async () => {
	for (const nothing of [[], [{}]]) {
		const { changes, held } = await run({}, { groups, users: staff, current: nothing });
		expect(changes).toHaveLength(14);
		expect(held).toEqual([]);
	}
});

const issue = {
	severity: 'warning',
	code: 'sameNormalisedName',
	message: 'Two departments have one name.',
	subject: { kind: 'group', externalId: idOf('Stockholm'), name: 'Stockholm' },
	details: {},
};

test('issues of the builder come out among those of the plan, and count', async () => {
	const users = [...staff, person('p9', { managerExternalId: 'x' })];
	const { issues, summary } = await run({}, { groups, users, current, issues: [{}, issue] });
	expect(issues.map(({ code }) => code)).toEqual(['managerMissing', 'sameNormalisedName']);
	expect(issues[1]).toEqual(issue);
	expect(summary[0]!.issues).toEqual({ errors: 0, warnings: 2 });
});

test('the summary carries the tree of groups and how many people were skipped', async () => {
	const users = [...staff, skipped('p9'), skipped(null)];
	const { summary } = await run({}, { groups, users, current });
	expect(summary[0]).toMatchObject({ skipped: 2, groupTree: groups });
});

describe('version 1, as saved workflows have it', () => {
	const three = async (lists: object[][]) =>
		await runNode('syncPlanner', {}, lists as unknown as IDataObject[][], { typeVersion: 1 });

	test('its inputs are Groups, Users and Current', async () => {
		const node = await three([groups, staff, current]);
		expect(node.error).toBeUndefined();
		expect(node.json(CHANGES)).toEqual([]);
		expect(node.json<PlanSummary & IDataObject>(SUMMARY)[0]!.users.unchanged).toBe(12);
	});

	test('n8n shows the inputs of each version', () => {
		const { description } = new SyncPlanner();
		const shown = [1, 2].map((typeVersion) => {
			const type = 'n8n-nodes-flex-winningtemp.syncPlanner';
			const base = { id: '1', name: 'Plan', type, position: [0, 0] as [number, number] };
			const node: INode = { ...base, typeVersion, parameters: {} };
			const nodeTypes = { getByNameAndVersion: () => new SyncPlanner() } as unknown as INodeTypes;
			const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
			return NodeHelpers.getNodeInputs(workflow, node, description).map((input) =>
				typeof input === 'string' ? input : `${input.type} ${input.displayName}`,
			);
		});
		expect(shown).toEqual([
			['main Groups', 'main Users', 'main Current'],
			['main Groups', 'main Users', 'main Issues', 'main Current'],
		]);
	});
});

test.each([
	[
		'Current',
		{ users: staff, current: [...current, { targetId: 'x', kind: 'segment' }] },
		'neither a user nor a group',
	],
	['Current', { users: staff, current: staff }, 'it has no targetId'],
	['Users', { users: groups.map(({ name }) => ({ name })), current }, 'not a person'],
	['Users', { users: current }, 'not a person'],
	['Groups', { groups: staff, users: staff, current }, 'not a group'],
	['Issues', { users: staff, issues: current }, 'not an issue'],
	['Issues', { users: staff, issues: [{ severity: 'error', message: 'M.' }] }, 'not an issue'],
])(
	'items of another kind on the input %s are an error before anything is planned',
	async (input, items, words) => {
		const { error, changes } = await run({}, items);
		expect(error?.message).toMatch(new RegExp(`Item \\d+ of the input ${input} is `));
		expect(error?.message).toContain(words);
		expect(changes).toEqual([]);
	},
);

test('every parameter reaches the plan', async () => {
	const paused = [...currentGroups(groups), userOf(staff[0]!, { active: false })];
	const one = { groups, users: staff.slice(0, 1) };
	expect((await run({}, { ...one, current: paused })).changes).toMatchObject([
		{ action: 'reactivate' },
	]);
	expect((await run({ userStatus: 'keepInactive' }, { ...one, current: paused })).changes).toEqual(
		[],
	);

	const inHand = [
		...currentGroups(groups),
		userOf(staff[0]!, { memberOf: [`t-${idOf('Stockholm', 'HR')}`, 'hand'] }),
	];
	expect((await run({}, { ...one, current: inHand })).changes).toEqual([]);
	expect(
		(await run({ memberships: 'overwrite' }, { ...one, current: inHand })).changes,
	).toMatchObject([{ leaves: ['hand'] }]);

	const leaver = [...currentGroups(groups), userOf(staff[0]!), userOf(staff[1]!), userByHand('x')];
	const removed = async (removal: Record<string, string>) =>
		brief((await run({ removal }, { ...one, current: leaver })).changes);
	expect(await removed({})).toEqual(['deactivate user p0002: active']);
	expect(await removed({ action: 'delete' })).toEqual(['delete user p0002']);
	expect(await removed({ action: 'none' })).toEqual([]);
	expect(await removed({ scope: 'all' })).toEqual([
		'deactivate user Maja Hand: active',
		'deactivate user p0002: active',
	]);

	const renamedGroups = groupsAt(['Stockholm', 'Personal']);
	const renamed = {
		groups: renamedGroups,
		users: staff.map((each) => ({ ...each, groupExternalId: idOf('Stockholm', 'Personal') })),
		current,
	};
	const groupChanges = async (parameters: INode['parameters']) =>
		brief((await run(parameters, renamed)).changes.filter(({ kind }) => kind === 'group'));
	const update = ['update group Personal: name'];
	expect(await groupChanges({})).toEqual(update);
	expect(await groupChanges({ renames: { detect: false } })).toEqual([]);
	const declared = {
		renames: { detect: false },
		moves: { move: [{ from: 'HR', to: 'Personal' }, {}] },
	};
	expect(await groupChanges(declared)).toEqual(update);

	const named = (scope: Record<string, string | string[]>) =>
		run({ scope }, { groups, users: staff.slice(9), current });
	const oneLeaver = ['deactivate user p0002: active'];
	for (const people of [['p0002'], 'p0002\np0011', ['P0002@*', ' ']]) {
		const { changes, held, summary } = await named({ people });
		expect([brief(changes), held.length]).toEqual([oneLeaver, 8]);
		expect(summary[0]).toMatchObject({ planId: '', scope: { outside: { users: 8, groups: 0 } } });
	}
	expect((await named({ groups: ['Stockholm / HR'] })).held[0]!.guard.name).toBe('removals');
	expect((await named({ companies: ['none'] })).issues).toMatchObject([{ code: 'unknownInScope' }]);

	const spike = { groups, users: staff.slice(6), current };
	const limit = (count: number, share: number) => ({
		guards: { removals: { limit: { count, share } } },
	});
	expect((await run(limit(6, 0), spike)).held).toEqual([]);
	expect((await run(limit(0, 50), spike)).held).toEqual([]);
	expect((await run(limit(0, 49), spike)).held).toHaveLength(6);
	const allowed = await run(
		{ allowance: { allow: [{ guards: ['removals'], until: '2999-12-31T00:00:00' }, {}] } },
		spike,
	);
	expect(allowed.held).toEqual([]);
	expect(allowed.summary[0]!.allowance).toEqual([
		{ guards: ['removals'], until: '2999-12-31', atMost: null, inForce: true },
	]);
	expect(allowed.hints).toEqual([expect.stringContaining('An allowance is in force')]);
	const stopped = await run({ guards: { whenExceeded: 'stop' } }, spike);
	expect(stopped.error?.message).toContain('6 people would be removed (of 12');
});

test.each([
	[{ userStatus: 'sometimes' }, 'userStatus cannot be "sometimes"'],
	[{ removal: { action: 'forget' } }, 'action cannot be "forget"'],
	[{ guards: { moves: { limit: { share: 'many' } } } }, 'moves.share cannot be "many"'],
	[{ renames: { minimumOverlap: -1 } }, 'minimumOverlap cannot be -1'],
	[
		{ allowance: { allow: [{ guards: ['moves'], until: '2026-02-30' }] } },
		'The allowance for moves cannot end on “2026-02-30”',
	],
	[{ allowance: { allow: [{ guards: ['moves'] }] } }, 'The allowance for moves has no last day'],
	[
		{ allowance: { allow: [{ until: '2026-12-31' }] } },
		'The allowance until 2026-12-31 names no guard',
	],
	[
		{ allowance: { allow: [{ guards: ['leavers'], until: '2026-12-31' }] } },
		'guards cannot be "leavers"',
	],
])('a value that cannot be chosen is refused: %j', async (parameters, message) => {
	const { error } = await run(parameters as INode['parameters'], { groups, users: staff, current });
	expect(error?.message).toContain(message);
});

test('groups that come without managers leave the managers who were chosen in Winningtemp', async () => {
	const withoutManagers = groups.map((group) => ({ ...group, managerExternalId: undefined }));
	const managed = current.map((one) =>
		one.kind === 'group' ? { ...one, managerExternalId: staff[0]!.externalId } : one,
	);
	const asMembers = { managersAreMembers: true };
	const { changes } = await run(asMembers, {
		groups: withoutManagers,
		users: staff,
		current: managed,
	});
	expect(changes).toEqual([]);
});

test('ids that are numbers are taken as texts', async () => {
	const users = [{ ...person('17'), externalId: 17, groupExternalId: 3, managerExternalId: null }];
	const numbered = [{ externalId: 3, name: 'HR', parentExternalId: null }];
	const { changes } = await run({}, { groups: numbered, users });
	expect(changes.map(({ externalId }) => externalId)).toEqual(['3', '17']);
});

test('the defaults that the editor shows are those of the plan', () => {
	const { properties } = new SyncPlanner().description;
	const find = (list: INodeProperties[], name: string) => list.find((one) => one.name === name)!;
	const options = (name: string) => find(properties, name).options as INodeProperties[];
	const guards = options('guards');
	for (const name of GUARD_NAMES) {
		const [limit] = find(guards, name).options as INodePropertyCollection[];
		expect(Object.fromEntries(limit!.values.map((one) => [one.name, one.default]))).toEqual(
			DEFAULT_SETTINGS.guards[name],
		);
	}
	expect(find(guards, 'whenExceeded').default).toBe(DEFAULT_SETTINGS.guards.whenExceeded);
	expect(find(options('renames'), 'detect').default).toBe(DEFAULT_SETTINGS.renames.detect);
	expect(find(options('renames'), 'minimumOverlap').default).toBe(
		DEFAULT_SETTINGS.renames.minimumOverlap,
	);
	expect(find(options('removal'), 'action').default).toBe(DEFAULT_SETTINGS.removal.action);
	expect(find(options('removal'), 'scope').default).toBe(DEFAULT_SETTINGS.removal.scope);
	expect(find(properties, 'userStatus').default).toBe(DEFAULT_SETTINGS.userStatus);
	expect(find(properties, 'memberships').default).toBe(DEFAULT_SETTINGS.memberships);
});
