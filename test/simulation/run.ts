import { applyChanges } from '../../directory/apply';
import { MemoryTarget } from '../../directory/apply/memoryTarget';
import { buildHierarchy, type ItemRecord } from '../../directory/hierarchy';
import { mapEmployees, type Mapping } from '../../directory/mapping';
import type { AppliedChange, Change } from '../../directory/model/change';
import { DEFAULT_SETTINGS, planSync, type Plan, type PlanInput } from '../support/plan';
import { remembered, writtenLastWeek, type WeekMemory } from '../../directory/plan/week';
import { builderOptions, fieldSource, missionMapping } from '../bench/invented';
import { createRandom } from '../sandbox/random';
import { Company, NIGHTS } from './company';

/** Values that a customer may map later: the target has none of them until then. */
const LATER = ['gender', 'birthday', 'manager', 'title', 'phone'] as const;
const HIERARCHY = builderOptions(['Office', 'Department', 'Team']);
const FIRST_DAY = Date.UTC(2026, 0, 1);

export type Period = 'night' | 'week';

/** What a guard held in a night. */
export interface Hold {
	night: number;
	/** Of its guard. */
	name: string;
	actual: number;
	limit: number;
	/** Of changes, those that only wait for another included. */
	held: number;
}

/** What came of a company's months. */
export interface Outcome {
	people: number;
	months: number;
	/** Nights on which something was planned. */
	nights: number;
	changes: number;
	holds: Hold[];
	/** By guard: the most that was used of the limits of a night and of a week, in per cent. */
	used: Record<Period, Map<string, number>>;
	/** Changes that failed, or that a second plan on the same morning still had. */
	faults: string[];
}

/**
 * Lets a company live for some months, and synchronises it every night with the settings and
 * limits that nobody touched: through mapper, builder, planner and engine into a target in memory.
 */
export async function live(size: number, months: number, seed: number): Promise<Outcome> {
	const random = createRandom(seed);
	const company = new Company(random, size);
	const target = new MemoryTarget(
		{ users: [], groups: [] },
		{ product: 'Target', managersFirst: true, membersOn: 'group', support: () => 'written' },
	);
	const later = random.pick(LATER);
	const mappedFrom = Math.floor(months / 2) * NIGHTS;
	const outcome: Outcome = {
		people: size,
		months,
		nights: 0,
		changes: 0,
		holds: [],
		used: { night: new Map(), week: new Map() },
		faults: [],
	};
	let memory: WeekMemory | undefined;
	for (let night = 0; night <= months * NIGHTS; night++) {
		if (night > 0) company.passNight(((night - 1) % NIGHTS) + 1);
		const mapping = mappingWithout(night < mappedFrom ? later : undefined);
		const plan = await planOf(company, mapping, target, night, memory);
		if (plan.changes.length + plan.held.length > 0) {
			outcome.nights++;
			outcome.changes += plan.changes.length + plan.held.length;
			note(plan, night, outcome);
			// What is held is made all the same, so that one hold is not found again every night.
			const applied = await apply([...plan.changes, ...plan.held], target, night, outcome);
			memory = remembered(memory, dayOf(night), applied) ?? memory;
		}
		if (night % NIGHTS === 0) {
			const again = await planOf(company, mapping, target, night, memory);
			if (again.held.length === 0 && again.changes.length > 0) {
				outcome.faults.push(`night ${night}: a second plan has ${again.changes.length} changes`);
			}
		}
	}
	return outcome;
}

function mappingWithout(later: (typeof LATER)[number] | undefined): Mapping {
	const mapping = missionMapping();
	mapping.fields.title = fieldSource('Title');
	mapping.fields.phone = fieldSource('Phone');
	if (later) delete mapping.fields[later];
	return mapping;
}

async function planOf(
	company: Company,
	mapping: Mapping,
	target: MemoryTarget,
	night: number,
	memory: WeekMemory | undefined,
): Promise<Plan> {
	const today = dayOf(night);
	const { people, skipped } = mapEmployees(company.records(), mapping, today);
	const records = [...people, ...skipped].map(({ person }) => person as unknown as ItemRecord);
	const { groups, users, issues } = buildHierarchy(records, HIERARCHY);
	return planSync({
		groups,
		users: users.map(({ user }) => user) as unknown as PlanInput['users'],
		issues,
		current: await target.read(),
		settings: DEFAULT_SETTINGS,
		today,
		written: writtenLastWeek([memory], today),
	});
}

function dayOf(night: number): string {
	return new Date(FIRST_DAY + night * 86_400_000).toISOString().slice(0, 10);
}

function note({ held, summary }: Plan, night: number, { holds, used }: Outcome): void {
	for (const { name, actual, limit, held: isHeld, week } of summary.guards) {
		const count = held.filter(({ guard }) => guard.name === name).length;
		if (isHeld) holds.push({ night, name, ...(week ?? { actual, limit }), held: count });
		use(used.night, name, actual, limit);
	}
	for (const { name, actual, limit } of summary.week?.guards ?? []) {
		use(used.week, name, actual, limit);
	}
}

function use(used: Map<string, number>, name: string, actual: number, limit: number): void {
	if (limit > 0) used.set(name, Math.max(used.get(name) ?? 0, (100 * actual) / limit));
}

async function apply(
	changes: readonly Change[],
	target: MemoryTarget,
	night: number,
	outcome: Outcome,
): Promise<AppliedChange[]> {
	const { applied } = await applyChanges(target, changes, { concurrency: 1 });
	for (const { status, name, error } of applied) {
		if (status !== 'applied') outcome.faults.push(`night ${night}: ${name}: ${error}`);
	}
	// In memory nothing takes a request, and only what took one is remembered.
	return applied.map((change) => ({ ...change, attempts: 1 }));
}
