import { buildHierarchy, type ItemRecord } from '../../directory/hierarchy';
import { mapEmployees } from '../../directory/mapping';
import type { Person } from '../../directory/model/person';
import { DEFAULT_SETTINGS, planSync } from '../support/plan';
import { contest, requireEqual, type Measuring } from './contest';
import {
	builderOptions,
	inventedDirectory,
	inventedEmployees,
	missionMapping,
	TODAY,
	type EmployeeRecord,
} from './invented';
import { target } from './promises';
import type { BenchTable, Cell, Target } from './table';

const LEVELS = 3;
/** What the engine is measured with, too. */
const MOST = 100_000;

/**
 * The mapper against an object literal, and mapper, builder and planner together on a night without
 * changes.
 */
export function measureMapping(options: Measuring): BenchTable {
	const rows: Cell[][] = [];
	const together = new Map<number, number>();
	for (const size of options.sizes.filter((one) => one <= MOST)) {
		options.progress(`Mapping, and all three together: ${size} people`);
		const { bare, mapper, all } = contestOf(size, options);
		together.set(size, all.median);
		rows.push([
			size,
			mapper.median,
			bare.median,
			mapper.ratio,
			all.median,
			(all.median / size) * 1000,
		]);
	}
	return {
		id: 'mapping',
		title: 'Mapping, and mapper, builder and planner together',
		about:
			'A bare mapping is an object literal for each employee, no more: nobody is checked, merged or skipped, and a field that is not there is no error. All three together start from employees as Flex gives them and end with a plan of no changes. Measured as the parts below: again and again in one process, so that V8 has compiled the code; on the engine it runs once a night and is mostly interpreted, which is the difference to the seconds by node.',
		columns: [
			{ name: 'People' },
			{ name: 'Employee Mapper', unit: 'ms' },
			{ name: 'Object literal', unit: 'ms' },
			{ name: 'Mapper to object literal', unit: '×' },
			{ name: 'Mapper, builder and planner', unit: 'ms' },
			{ name: 'The same for 1,000 people', unit: 'ms' },
		],
		rows,
		targets: targetsOf(together),
		charts: [
			{
				title: 'Mapper, builder and planner together',
				label: 'People',
				values: ['The same for 1,000 people'],
			},
		],
	};
}

function targetsOf(together: ReadonlyMap<number, number>): Target[] {
	const [small, large] = [together.get(10_000), together.get(100_000)];
	if (small === undefined) return [];
	const warm = target('warm', small / 1000);
	return large === undefined ? [warm] : [warm, target('warmTime', large / small / 10)];
}

function contestOf(size: number, measuring: Measuring) {
	const records = inventedEmployees(size, LEVELS);
	const mapping = missionMapping();
	const map = () => mapEmployees(records, mapping, TODAY).people.map(({ person }) => person);
	const build = () => buildHierarchy(map() as object[] as ItemRecord[], builderOptions(LEVELS));
	const { groups, users } = build();
	const current = inventedDirectory(
		groups,
		users.map(({ user }) => user as unknown as Person),
	);
	const planAll = () => {
		const built = build();
		return planSync({
			groups: built.groups,
			users: built.users.map(({ user }) => user as unknown as Person),
			current,
			settings: DEFAULT_SETTINGS,
		});
	};
	requireEqual('people mapped', map().length, bareMapping(records).length);
	requireEqual('changes', planAll().changes.length, 0);
	return contest({ bare: () => bareMapping(records), mapper: map, all: planAll }, size, measuring);
}

function bareMapping(records: readonly EmployeeRecord[]) {
	return records.map((record) => ({
		externalId: record.Id,
		username: record.EmailWork.trim().toLowerCase(),
		email: record.EmailWork.trim().toLowerCase(),
		firstName: record.FirstName.trim(),
		lastName: record.LastName.trim(),
		gender: record.Gender === 1 ? 'male' : record.Gender === 2 ? 'female' : 'none',
		birthday: record.DateOfBirth.slice(0, 10),
		managerExternalId: record.ImmediateManagerEmployeeId,
		excludeFromSurveys: record.EmploymentType === 'External Personnel',
		organization: { ...record.Organization },
	}));
}
