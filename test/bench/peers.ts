import daff from 'daff';
import type { Person } from '../../directory/model/person';
import { planSync, type PlanInput } from '../support/plan';
import { contest, requireEqual, type Measuring } from './contest';
import { changed, inventedInput, USER_FIELDS } from './planner';
import type { BenchTable, Cell } from './table';

const SCENARIOS = [
	{ name: 'unchanged', input: (input: PlanInput) => input },
	{ name: '1 % changed', input: renamed },
	{ name: '1 % changed, new or gone', input: turnover },
];

/** The planner and an open program that does part of its job, with the same people. */
export function measurePeers(options: Measuring): BenchTable {
	const rows: Cell[][] = [];
	for (const size of options.sizes) {
		const all = inventedInput(size);
		for (const { name, input: inputOf } of SCENARIOS) {
			options.progress(`Peers: ${size} people, ${name}`);
			const input = inputOf(all);
			const tables = tablesOf(input);
			const found = requireSamePeople(input, tables);
			const { program, planner } = contest(
				{ program: () => compared(tables), planner: () => planSync(input) },
				size,
				options,
			);
			rows.push([size, name, found, planner.median, program.median, planner.ratio]);
		}
	}
	return {
		id: 'peers',
		title: 'To an open program that compares tables',
		about:
			'daff compares two tables of people by External ID and says who is new, gone or different, and in what. It gets its tables ready-made; the planner gets the same people. At every size both have found the same people, or this table would not be here. daff knows no groups, usernames, managers or memberships, orders nothing, and guards nothing.',
		columns: [
			{ name: 'People' },
			{ name: 'Scenario' },
			{ name: 'People found by both' },
			{ name: 'Sync Planner', unit: 'ms' },
			{ name: 'daff', unit: 'ms' },
			{ name: 'Planner to daff', unit: '×' },
		],
		rows,
		targets: [],
	};
}

/** People of whom one in a hundred has married. */
export function renamed(input: PlanInput): PlanInput {
	return { ...input, users: changed(input.users as Person[], 0.01) };
}

/** One in three hundred has married, as many are new and as many are gone. Nobody of them is a manager. */
export function turnover(input: PlanInput): PlanInput {
	const people = input.users as Person[];
	const managers = new Set(
		[...people, ...input.groups].map(({ managerExternalId }) => managerExternalId),
	);
	const chosen = people.filter(({ externalId }, i) => i % 100 === 99 && !managers.has(externalId));
	const every = (third: number) =>
		new Set(chosen.filter((_, i) => i % 3 === third).map(({ externalId }) => externalId));
	const [married, arrived, gone] = [every(0), every(1), every(2)];
	const { users } = input.current;
	return {
		...input,
		users: people
			.filter(({ externalId }) => !gone.has(externalId))
			.map((one) =>
				married.has(one.externalId) ? { ...one, lastName: `${one.lastName} Nygift` } : one,
			),
		current: {
			...input.current,
			users: users.filter(({ externalId }) => !arrived.has(externalId!)),
		},
	};
}

const FIELDS = ['externalId', ...USER_FIELDS] as const;

/** The people of both sides as tables, the names of the columns first. */
interface Tables {
	there: daff.TableView;
	wanted: daff.TableView;
}

export function tablesOf({ users, current }: PlanInput): Tables {
	const table = (people: ReadonlyArray<Partial<Record<(typeof FIELDS)[number], unknown>>>) =>
		new daff.TableView([
			[...FIELDS],
			...people.map((one) => FIELDS.map((field) => (one[field] ?? null) as string | null)),
		]);
	return { there: table(current.users), wanted: table(users as Person[]) };
}

/** The rows that differ, as daff gives them: what happened to each, its values old and new. */
function compared({ there, wanted }: Tables) {
	const flags = new daff.CompareFlags();
	flags.addPrimaryKey('externalId');
	flags.ordered = false;
	flags.unchanged_context = 0;
	const differences = new daff.TableView([]);
	const alignment = daff.compareTables(there, wanted, flags).align();
	new daff.TableDiff(alignment, flags).hilite(differences);
	return differences.getData();
}

/**
 * Who is new, gone or different, once by the planner and once by daff.
 *
 * @returns how many
 * @throws where they have not found the same people
 */
export function requireSamePeople(input: PlanInput, tables = tablesOf(input)): number {
	const { changes, held } = planSync(input);
	const byPlanner = [...changes, ...held].flatMap((one) =>
		one.kind === 'user' ? [one.externalId!] : [],
	);
	// The first row that is no difference has the names of the columns.
	const rows = compared(tables);
	const at = rows.find(([what]) => what === '@@')?.indexOf('externalId') ?? -1;
	const byProgram = rows
		.filter(([what]) => /^(\+\+\+|---|-+>)$/.test(String(what)))
		.map((row) => String(row[at]));
	const all = new Set([...byPlanner, ...byProgram]);
	requireEqual('people found by the Sync Planner', new Set(byPlanner).size, all.size);
	requireEqual('people found by daff', new Set(byProgram).size, all.size);
	return all.size;
}
