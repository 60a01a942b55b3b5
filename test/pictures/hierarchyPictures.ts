import {
	buildHierarchy,
	type BuiltHierarchy,
	type HierarchyOptions,
} from '../../directory/hierarchy';
import type { Change } from '../../directory/model/change';
import type { CurrentGroup, Group } from '../../directory/model/group';
import type { CurrentUser } from '../../directory/model/person';
import { DEFAULT_SETTINGS, planSync } from '../support/plan';
import { drawTrees, type Table, type TreeColumn, type TreeLine } from './drawTrees';

/**
 * The pictures of the hierarchy guide: a small invented company as the builder and the planner
 * really treat it, so that the guide cannot say anything else.
 */

interface Employee {
	id: string;
	name: string;
	office: string;
	department: string;
	team: string;
	/** Codes of office, department and team in HR. */
	codes: [string, string, string];
}

const LEVELS = ['Office', 'Department', 'Team'];

const EMPLOYEES: Employee[] = [
	employee('Anna Berg', 'Stockholm', 'Finance', 'Payable', ['S', 'S-FIN', 'S-FIN-P']),
	employee('Bo Ek', 'Stockholm', 'Finance', 'Receivable', ['S', 'S-FIN', 'S-FIN-R']),
	employee('Cilla Lind', 'Malmö', 'Finance', '', ['M', 'M-FIN', '']),
	employee('David Holm', 'Malmö', 'HR', '', ['M', 'M-HR', '']),
];

const WITH_A_GAP = [
	employee('Anna Berg', 'Stockholm', 'Finance', 'Payable'),
	employee('Elin Sand', 'Stockholm', '', 'Reception'),
	employee('Farid Norén', '', '', ''),
];

function employee(
	name: string,
	office: string,
	department: string,
	team: string,
	codes: Employee['codes'] = ['', '', ''],
): Employee {
	return { id: name.split(' ')[0]!, name, office, department, team, codes };
}

type Levels = Omit<Extract<HierarchyOptions, { mode: 'levels' }>, 'mode'>;

const DEFAULTS: Levels = {
	levels: LEVELS,
	groupId: 'path',
	idFields: [],
	conflict: 'error',
	gaps: 'nearest',
	rootGroup: null,
	groupManager: 'none',
};

function build(employees: Employee[], options: Partial<Levels>): BuiltHierarchy {
	const people = employees.map(({ id, name, office, department, team, codes }) => ({
		externalId: id,
		username: `${id.toLowerCase()}@example.com`,
		firstName: name.split(' ')[0],
		lastName: name.split(' ')[1],
		organization: { Office: office, Department: department, Team: team },
		organizationCodes: { Office: codes[0], Department: codes[1], Team: codes[2] },
	}));
	return buildHierarchy(people, { mode: 'levels', ...DEFAULTS, ...options });
}

/** Groups with their External IDs, each followed by its people; last those who are in none. */
function linesOf({ groups, users }: BuiltHierarchy): TreeLine[] {
	const inGroup = (id: string | null, depth: number): TreeLine[] =>
		users
			.filter(({ user }) => user.groupExternalId === id)
			.map(({ user }) => ({
				kind: 'person',
				depth,
				name: `${String(user.firstName)} ${String(user.lastName)}`,
			}));
	const nowhere = inGroup(null, 0).map((line) => ({ ...line, name: `${line.name} (no group)` }));
	return [
		...groups.flatMap(({ externalId, name, level }): TreeLine[] => [
			{ kind: 'group', depth: level - 1, name, id: shortened(externalId) },
			...inGroup(externalId, level),
		]),
		...nowhere,
	];
}

/** The beginning of a UUID says as much as all of it. */
function shortened(id: string): string {
	return /^[0-9a-f]{8}-/.test(id) ? `${id.slice(0, 8)}…` : id;
}

const CODES: Record<BuiltHierarchy['issues'][number]['severity'], string> = {
	error: 'Error',
	warning: 'Warning',
};

function problemsOf({ issues }: BuiltHierarchy): string[] {
	return issues.map(({ severity, code, subject }) => `${CODES[severity]} ${code}: ${subject.name}`);
}

function column(heading: string, says: string, built: BuiltHierarchy): TreeColumn {
	return { heading, says, lines: linesOf(built), problems: problemsOf(built) };
}

function tableOf(heading: string, employees: Employee[], withCodes: boolean): Table {
	const shown = (value: string, code: string) =>
		value === '' ? '–' : withCodes ? `${value} (${code})` : value;
	return {
		heading,
		columns: [
			{ title: 'Employee', width: 170 },
			...LEVELS.map((title) => ({ title: withCodes ? `${title} (code)` : title, width: 190 })),
		],
		rows: employees.map(({ name, office, department, team, codes }) => [
			name,
			shown(office, codes[0]),
			shown(department, codes[1]),
			shown(team, codes[2]),
		]),
	};
}

function identities(): string {
	return drawTrees(
		'The same four people under the three identities path, value and field',
		tableOf('In Flex: Finance is in two offices', EMPLOYEES, true),
		[
			column(
				'Group ID: Path',
				'The External ID is made from the names from the top down.',
				build(EMPLOYEES, { groupId: 'path' }),
			),
			column(
				'Group ID: Value',
				'The External ID is the name, so a name can be only one group.',
				build(EMPLOYEES, { groupId: 'value' }),
			),
			column(
				'Group ID: Field',
				'The External ID is the code that Flex has.',
				build(EMPLOYEES, { groupId: 'field' }),
			),
		],
	);
}

function conflicts(): string {
	return drawTrees(
		'One department name in two offices: two groups, none, or one',
		tableOf('In Flex: Finance is in two offices', EMPLOYEES, false),
		[
			column('Path', 'Two groups with one name.', build(EMPLOYEES, { groupId: 'path' })),
			column(
				'Value, Conflict: Make No Group',
				'No Finance. Its people are in the group above.',
				build(EMPLOYEES, { groupId: 'value', conflict: 'error' }),
			),
			column(
				'Value, Conflict: Keep the First',
				'One Finance, where most of its people are.',
				build(EMPLOYEES, { groupId: 'value', conflict: 'keepFirst' }),
			),
		],
	);
}

function gaps(): string {
	return drawTrees(
		'What an empty level does: nearest, stop, and a root group',
		tableOf('In Flex: Elin has no department, Farid has nothing at all', WITH_A_GAP, false),
		[
			column(
				'Gaps: Nearest',
				'The next filled level comes right below.',
				build(WITH_A_GAP, { gaps: 'nearest' }),
			),
			column(
				'Gaps: Stop',
				'Nothing below an empty level is used.',
				build(WITH_A_GAP, { gaps: 'stop' }),
			),
			column(
				'Root Group: Nordvik',
				'One group above all, for those who belong nowhere, too.',
				build(WITH_A_GAP, { rootGroup: { name: 'Nordvik', externalId: 'nordvik' } }),
			),
		],
	);
}

const RENAMED = 'Economy';

/** What the planner makes of a department that has another name today than yesterday. */
function renameColumn(heading: string, groupId: Levels['groupId']): TreeColumn {
	const people = EMPLOYEES.filter(({ office }) => office === 'Stockholm');
	const before = build(people, { groupId });
	const after = build(
		people.map((one) => ({ ...one, department: RENAMED })),
		{ groupId },
	);
	const plan = planSync({
		groups: after.groups,
		users: after.users.map(({ user }) => user as never),
		current: directoryOf(before),
		settings: DEFAULT_SETTINGS,
	});
	const idOf = (groups: Group[], name: string) =>
		shortened(groups.find((group) => group.name === name)!.externalId);
	const changes = plan.changes.map(({ kind, action, name, changes: fields }) => {
		const details = fields.map(({ field, from, to }) => `${field} ${String(from)} → ${String(to)}`);
		return `${action} ${kind} ${name}: ${details.join(', ')}`;
	});
	return {
		heading,
		says: `The builder gives ${idOf(before.groups, 'Finance')} before and ${idOf(after.groups, RENAMED)} after.`,
		lines: treeOf(applied(plan.changes, directoryOf(before).groups)),
		problems: [],
		outcome: `The plan: ${changes.join('; ')}`,
	};
}

/** The groups of a directory after changes of their values. */
function applied(changes: readonly Change[], groups: CurrentGroup[]): CurrentGroup[] {
	return groups.map((group) => {
		const own = changes.filter(
			({ kind, targetId }) => kind === 'group' && targetId === group.targetId,
		);
		const values = own.flatMap((change) => change.changes.map(({ field, to }) => [field, to]));
		return { ...group, ...Object.fromEntries(values) } as CurrentGroup;
	});
}

/** The groups of a directory from the top down. */
function treeOf(groups: CurrentGroup[], above: string | null = null, depth = 0): TreeLine[] {
	return groups
		.filter(({ parentExternalId }) => parentExternalId === above)
		.flatMap(({ name, externalId }): TreeLine[] => [
			{ kind: 'group', depth, name, id: shortened(externalId!) },
			...treeOf(groups, externalId, depth + 1),
		]);
}

/** What Winningtemp has after the plan for these people was applied. */
function directoryOf({ groups, users }: BuiltHierarchy): {
	groups: CurrentGroup[];
	users: CurrentUser[];
} {
	return {
		groups: groups.map(({ externalId, name, parentExternalId, managerExternalId }) => ({
			kind: 'group',
			targetId: `id of ${externalId}`,
			externalId,
			name,
			parentExternalId,
			managerExternalId,
		})),
		users: users.map(({ user }) => ({
			...(user as unknown as CurrentUser),
			kind: 'user',
			targetId: `id of ${String(user.externalId)}`,
			active: true,
			memberOf: [`id of ${String(user.groupExternalId)}`],
		})),
	};
}

function renames(): string {
	const people = EMPLOYEES.filter(({ office }) => office === 'Stockholm');
	return drawTrees(
		'A department is renamed: the groups as they are in Winningtemp afterwards',
		tableOf(`In Flex, Finance in Stockholm is called ${RENAMED} from today on`, people, true),
		[renameColumn('Path', 'path'), renameColumn('Value', 'value'), renameColumn('Field', 'field')],
	);
}

/** All pictures of the guide, by file name. */
export function hierarchyPictures(): Map<string, string> {
	return new Map([
		['hierarchy-identities.svg', identities()],
		['hierarchy-two-offices.svg', conflicts()],
		['hierarchy-gaps.svg', gaps()],
		['hierarchy-rename.svg', renames()],
	]);
}
