import { buildHierarchy, type ItemRecord } from '../../directory/hierarchy';
import { mapEmployees } from '../../directory/mapping';
import { DEFAULT_SETTINGS, planSync } from '../support/plan';
import type { Person } from '../../directory/model/person';
import {
	builderOptions,
	inventedEmployees,
	missionMapping,
	TODAY,
	type EmployeeRecord,
} from './invented';
import { inventedDirectory } from './planner';

const PEOPLE = 5_000;
const LEVELS = 3;
/** The first rounds run cold. */
const WARM_UP = 3;
const ROUNDS = 20;

/**
 * How many times as long as a floor the mapper, builder and planner together take for an unchanged
 * company of 5,000: the same data parsed from JSON and put into two Maps. Both are measured round
 * by round in turn, and of each the best round counts, so that a busy machine does both the same.
 *
 * @param now milliseconds that this process has kept the processor busy
 * @throws where the computing is wrong, so that nothing fast and wrong passes
 */
export function ratioToFloor(now: () => number): number {
	const employees = inventedEmployees(PEOPLE, LEVELS);
	const current = inventedDirectory(...hierarchyOf(employees));
	const texts = [employees, current.users].map((list) => JSON.stringify(list));
	let [computing, floor] = [Infinity, Infinity];
	for (let round = 0; round < WARM_UP + ROUNDS; round++) {
		const start = now();
		const [groups, users] = hierarchyOf(employees);
		const { changes } = planSync({ groups, users, current, settings: DEFAULT_SETTINGS });
		const middle = now();
		const maps = texts.map(
			(text) =>
				new Map(
					(JSON.parse(text) as Array<EmployeeRecord & Person>).map((one) => [keyOf(one), one]),
				),
		);
		const end = now();
		if (changes.length > 0 || users.length !== PEOPLE) throw new Error('A change was planned');
		if (maps.some(({ size }) => size !== PEOPLE)) throw new Error('Somebody is missing');
		if (round < WARM_UP) continue;
		computing = Math.min(computing, middle - start);
		floor = Math.min(floor, end - middle);
	}
	return computing / floor;
}

function keyOf({ Id, externalId }: EmployeeRecord & Person): string {
	return Id ?? externalId;
}

function hierarchyOf(employees: EmployeeRecord[]) {
	const { people } = mapEmployees(employees, missionMapping(), TODAY);
	const items = people.map(({ person }) => person as object as ItemRecord);
	const { groups, users } = buildHierarchy(items, builderOptions(LEVELS));
	return [groups, users.map(({ user }) => user as unknown as Person)] as const;
}
