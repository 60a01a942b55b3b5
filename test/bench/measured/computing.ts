import { buildHierarchy, type ItemRecord } from '../../../directory/hierarchy';
import type { Person } from '../../../directory/model/person';
import { planSync } from '../../../directory/plan';
import { builderOptions, inventedPeople } from '../invented';
import { changed, inventedInput } from '../planner';
import type { Host } from './host';
import { secondsByPlace, type Places } from './profile';

export interface ComputingJob {
	people: number;
	levels: number;
	/** Rounds that count. */
	runs: number;
}

export interface ComputingResult {
	/** Seconds of one round by what they went to, by whose. */
	profiles: Record<'builder' | 'planner', Record<string, number>>;
}

const BUILDER: Places = [
	[
		'Reading and tidying the values of the levels',
		/hierarchy\/(levelValues|field|walkLevels)\.|\/text\./,
	],
	['Finding the branch of everyone', /hierarchy\/(branch|levels)\./],
	['Ids that stay the same', /hierarchy\/group(Ids|Records)\.|\/uuid\.|^node:/],
	['Managers of groups', /hierarchy\/(groupManagers|tally|roster)\./],
	['Order, paths, everyone’s group', /hierarchy\/assemble\./],
	[
		'Telling people from the rest, and passing them on',
		/hierarchy\/(index|items|partial)\.|fieldPath\.|partialList\./,
	],
];

const PLANNER: Places = [
	['Whose user is whose', /plan\/(people|match|recognition|elsewhere|samePerson)\./],
	[
		'What differs, and what is to be done',
		/model\/(difference|valueRules)\.|plan\/(userSteps|steps?|changes|keptValues|letterCase|spelling|unsupported)\./,
	],
	['The order', /plan\/(order|dependencies|settle)\./],
	['Groups and memberships', /plan\/(group\w*|memberships|overlap|declaredMoves|placing|leads)\./],
	[
		'Guards: what is held back and how it is released',
		/plan\/(guard\w*|hold\w*|held\w*|release|allowance|week|verdicts|listed\w*|causes|counting)\.|common\/json\./,
	],
	['Figures of the plan', /plan\/summary\./],
	['Managers, usernames, leavers', /directory\/plan\//],
];

const WARM_UP = 3;

/** Where the time of the builder goes, and of the planner where everyone has changed. */
export async function runComputing(
	{ people, levels, runs }: ComputingJob,
	host: Host,
): Promise<ComputingResult> {
	const records = inventedPeople(people, levels) as object[] as ItemRecord[];
	const input = inventedInput(people);
	const everyone = { ...input, users: changed(input.users as Person[], 1) };
	const profiled = async (work: () => void, places: Places) => {
		for (let round = 0; round < WARM_UP; round++) work();
		host.collectGarbage();
		const endProfile = await host.startProfile();
		for (let round = 0; round < runs; round++) work();
		const seconds = secondsByPlace(await endProfile(), places, 'All else');
		return Object.fromEntries(Object.entries(seconds).map(([what, of]) => [what, of / runs]));
	};
	return {
		profiles: {
			builder: await profiled(() => buildHierarchy(records, builderOptions(levels)), BUILDER),
			planner: await profiled(() => planSync(everyone), PLANNER),
		},
	};
}
