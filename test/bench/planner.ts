import { buildHierarchy, type ItemRecord } from '../../directory/hierarchy';
import type { Person } from '../../directory/model/person';
import { DEFAULT_SETTINGS, planSync, systems, type Plan, type PlanInput } from '../support/plan';
import { contest, largest, requireEqual, type Measuring } from './contest';
import { builderOptions, inventedDirectory, inventedPeople } from './invented';
import { target } from './promises';
import type { BenchTable, Cell } from './table';

export { inventedDirectory };

const LEVELS = 3;
const SCENARIOS = [
	{ name: 'unchanged', share: 0 },
	{ name: '1 % changed', share: 0.01 },
	{ name: '100 % changed', share: 1 },
];

export interface PlannerMeasuring extends Measuring {
	/** How many groups are renamed at once, and among how many people. */
	renames?: { groups: number; people: number };
}

/** The planner against the least that finds what differs. */
export function measurePlanner(options: PlannerMeasuring): BenchTable {
	const rows: Cell[][] = [];
	const toBare: number[] = [];
	for (const size of options.sizes) {
		const input = inventedInput(size);
		for (const { name, share } of SCENARIOS) {
			options.progress(`Planner: ${size} people, ${name}`);
			const users = changed(input.users as Person[], share);
			const row = contestOf({ ...input, users }, options);
			toBare.push(row.ratio);
			rows.push([size, name, ...row.cells]);
		}
	}
	const { groups, people } = options.renames ?? { groups: 5000, people: 100_000 };
	options.progress(`Planner: ${groups} groups renamed at once`);
	const renamed = contestOf(renamedInput(people, groups), options);
	rows.push([people, `${groups} groups renamed`, ...renamed.cells]);
	return {
		id: 'planner',
		title: 'Planning',
		about:
			'What must change in Winningtemp. A bare diff puts both sides into Maps by External ID and compares the same fields one by one, no more: it orders nothing, guards nothing, recognises no renamed group, and settles no usernames, managers or memberships.',
		columns: [
			{ name: 'People' },
			{ name: 'Scenario' },
			{ name: 'Changes' },
			{ name: 'Sync Planner', unit: 'ms' },
			{ name: 'Bare diff', unit: 'ms' },
			{ name: 'Planner to bare diff', unit: '×' },
		],
		rows,
		targets: [target('plannerToDiff', largest(toBare)), target('plannerRenames', renamed.ratio)],
		charts: [
			{
				title: 'Planner and bare diff',
				label: 'Scenario',
				values: ['Sync Planner', 'Bare diff'],
				logarithmic: true,
			},
		],
	};
}

function contestOf(input: PlanInput, measuring: Measuring) {
	const plan = planSync(input);
	const planned = plan.changes.length + plan.held.length;
	requireRight(input, plan);
	const { bare, planner } = contest(
		{ bare: () => bareDiff(input), planner: () => planSync(input) },
		input.users.length,
		measuring,
	);
	return { ratio: planner.ratio, cells: [planned, planner.median, bare.median, planner.ratio] };
}

/** Where no External ID changes, both must find the same; where groups were renamed, only updates. */
function requireRight(input: PlanInput, plan: Plan): void {
	const known = new Set(input.current.groups.map(({ externalId }) => externalId));
	const renamed = input.groups.filter(({ externalId }) => !known.has(externalId)).length;
	// Guards hold what nearly everybody would change.
	const all = [...plan.changes, ...plan.held];
	requireEqual('the Sync Planner', all.length, renamed === 0 ? bareDiff(input).length : renamed);
	requireEqual('updates', all.filter(({ action }) => action === 'update').length, all.length);
}

/** What HR and Winningtemp have where nothing is to be done. */
export function inventedInput(size: number, inTeam?: number): PlanInput {
	const people = inventedPeople(size, LEVELS, inTeam);
	const { groups, users } = buildHierarchy(
		people as object[] as ItemRecord[],
		builderOptions(LEVELS),
	);
	const wanted = users.map(({ user }) => user as unknown as Person);
	return {
		groups,
		users: wanted,
		current: inventedDirectory(groups, wanted),
		settings: DEFAULT_SETTINGS,
		systems,
	};
}

/** People of whom a share, spread over all of them, have married. */
export function changed(users: readonly Person[], share: number): Person[] {
	let due = 0;
	return users.map((person) => {
		due += share;
		if (due < 1) return person;
		due -= 1;
		return { ...person, lastName: `${person.lastName} Nygift` };
	});
}

/** So many teams bear another name in HR, and so another External ID, with the same people. */
function renamedInput(people: number, count: number): PlanInput {
	const input = inventedInput(people, Math.floor(people / count));
	const teams = input.groups.filter(({ level }) => level === LEVELS);
	requireEqual('teams that can be renamed', Math.min(teams.length, count), count);
	const renamed = new Map(
		teams.slice(0, count).map(({ externalId }) => [externalId, `${externalId} again`]),
	);
	return {
		...input,
		groups: input.groups.map((group) => {
			const externalId = renamed.get(group.externalId);
			if (externalId === undefined) return group;
			const name = `${group.name} (ny)`;
			return { ...group, externalId, name, path: [...group.path.slice(0, -1), name] };
		}),
		users: (input.users as Person[]).map((person) => {
			const groupExternalId = renamed.get(person.groupExternalId!);
			return groupExternalId === undefined ? person : { ...person, groupExternalId };
		}),
	};
}

export const USER_FIELDS = [
	'username',
	'email',
	'firstName',
	'lastName',
	'gender',
	'birthday',
	'managerExternalId',
	'excludeFromSurveys',
	'groupExternalId',
] as const;
const GROUP_FIELDS = ['name', 'parentExternalId', 'managerExternalId'] as const;

interface BareChange {
	kind: 'group' | 'user';
	action: 'create' | 'update' | 'delete';
	externalId: string;
	changes: Array<{ field: string; from: unknown; to: unknown }>;
}

/** Two Maps by External ID, and every field compared. */
function bareDiff({ groups, users, current }: PlanInput): BareChange[] {
	return [
		...bareChanges('group', groups, current.groups, GROUP_FIELDS),
		...bareChanges('user', users as Person[], current.users, USER_FIELDS),
	];
}

function bareChanges<F extends string>(
	kind: BareChange['kind'],
	wanted: ReadonlyArray<{ externalId: string } & Partial<Record<F, unknown>>>,
	current: ReadonlyArray<{ externalId: string | null } & Partial<Record<F, unknown>>>,
	fields: readonly F[],
): BareChange[] {
	const wantedById = new Map(wanted.map((one) => [one.externalId, one]));
	const currentById = new Map(current.map((one) => [one.externalId, one]));
	const found: BareChange[] = [];
	for (const [externalId, one] of wantedById) {
		const there = currentById.get(externalId);
		const changes: BareChange['changes'] = [];
		for (const field of fields) {
			if (one[field] !== there?.[field]) {
				changes.push({ field, from: there?.[field] ?? null, to: one[field] });
			}
		}
		if (!there) found.push({ kind, action: 'create', externalId, changes });
		else if (changes.length > 0) found.push({ kind, action: 'update', externalId, changes });
	}
	for (const [externalId] of currentById) {
		if (externalId !== null && !wantedById.has(externalId)) {
			found.push({ kind, action: 'delete', externalId, changes: [] });
		}
	}
	return found;
}
