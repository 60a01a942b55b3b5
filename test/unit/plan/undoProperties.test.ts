import fc from 'fast-check';
import { applyChanges } from '../../../directory/apply';
import { MemoryTarget } from '../../../directory/apply/memoryTarget';
import type { Directory } from '../../../directory/apply/target';
import type { AppliedChange, Change } from '../../../directory/model/change';
import type { Plan, PlanSettings } from '../../../directory/plan';
import { planUndo, readUndoRecord, undoRecord } from '../../../directory/plan/undo';
import { systems } from '../../support/plan';
import { runs } from '../../support/runs';
import { onLastMorning, story } from './mornings';

/** Enough for every run of the tests; raise it after a change of the planner. */
const CASES = runs(150);

/** A directory in memory that takes everything. */
function targetWith({ users, groups }: Directory): MemoryTarget {
	const unversioned = <T extends { version?: string }>(one: T) => ({ ...one, version: undefined });
	return new MemoryTarget(
		{ users: users.map(unversioned), groups: groups.map(unversioned) } as unknown as Directory,
		{
			product: 'memory',
			managersFirst: true,
			membersOn: 'group',
			support: () => 'written',
		},
	);
}

/** What a run made: in memory no request is sent, so each counts as one. */
async function made(target: MemoryTarget, changes: readonly Change[]): Promise<AppliedChange[]> {
	const { applied } = await applyChanges(target, changes, { concurrency: 3 });
	for (const { status, name, error } of applied)
		expect({ name, status, error }).toMatchObject({ status: 'applied' });
	return applied.map((one) => ({ ...one, attempts: 1 }));
}

/** Undoes what a run made, with a file that was written and read. */
async function undo(
	target: MemoryTarget,
	applied: readonly AppliedChange[],
	settings: PlanSettings,
): Promise<Plan> {
	const record = undoRecord(applied, { createdAt: '2026-11-27T01:00:00.000Z', title: 'Night' });
	const data = JSON.parse(JSON.stringify(record)) as Record<string, unknown>;
	const input = {
		record: readUndoRecord([{ data }]),
		current: await target.read(),
		settings,
		systems,
	};
	const plan = planUndo(input);
	if (plan.held.length === 0) return plan;
	return planUndo({ ...input, settings: { ...settings, release: plan.summary.planId } });
}

/** Everything there is, by External ID, and without what the target makes up. */
async function contentOf(target: MemoryTarget) {
	const { users, groups } = await target.read();
	const nameOf = new Map(
		groups.map(({ targetId, externalId, name }) => [targetId, externalId ?? `by hand: ${name}`]),
	);
	return {
		users: users
			.map(({ memberOf = [], ...user }) => ({
				...user,
				// What follows from the memberships, and what the target makes up.
				...{ groupExternalId: undefined, version: undefined },
				in: memberOf.map((id) => nameOf.get(id)).sort(),
			}))
			.sort((a, b) => (a.targetId < b.targetId ? -1 : 1)),
		groups: groups
			.map(({ externalId, name, parentExternalId, managerExternalId }) => ({
				...{ externalId, name, parentExternalId, managerExternalId },
			}))
			.sort((a, b) => (`${a.externalId} ${a.name}` < `${b.externalId} ${b.name}` ? -1 : 1)),
	};
}

const DELETING = { removal: { scope: 'withExternalId', action: 'delete' } } as const;

interface Drawn {
	target: MemoryTarget;
	applied: AppliedChange[];
	settings: PlanSettings;
}

/** Applies the plan of a morning, and gives what was made to a check. */
async function afterLastMorning(
	one: Parameters<typeof onLastMorning>[0],
	check: (drawn: Drawn, before: Awaited<ReturnType<typeof contentOf>>) => Promise<void>,
): Promise<void> {
	const mornings: Array<{ directory: Directory; plan: Plan }> = [];
	onLastMorning(one, (_company, model, plan) =>
		mornings.push({ directory: model.current(), plan }),
	);
	for (const { directory, plan } of mornings) {
		// Nobody who was deleted comes back.
		if (plan.changes.some(({ kind, action }) => kind === 'user' && action === 'delete')) return;
		if (plan.changes.length === 0) return;
		const target = targetWith(directory);
		const before = await contentOf(target);
		const applied = await made(target, plan.changes);
		await check({ target, applied, settings: { ...one.settings, ...DELETING } }, before);
	}
}

test('a plan applied and undone gives the directory that was there before', async () => {
	await fc.assert(
		fc.asyncProperty(story, async (one) => {
			await afterLastMorning(one, async ({ target, applied, settings }, before) => {
				const undone = await undo(target, applied, settings);
				expect(undone.issues).toEqual([]);
				await made(target, undone.changes);
				expect(await contentOf(target)).toEqual(before);
			});
		}),
		{ numRuns: CASES },
	);
});

test('an undo that is cut short goes on where it stopped, and a third one does nothing', async () => {
	await fc.assert(
		fc.asyncProperty(story, fc.nat(), async (one, cut) => {
			await afterLastMorning(one, async ({ target, applied, settings }, before) => {
				const first = await undo(target, applied, settings);
				await made(target, first.changes.slice(0, cut % (first.changes.length + 1)));
				const second = await undo(target, applied, settings);
				expect(second.issues).toEqual([]);
				await made(target, second.changes);
				expect(await contentOf(target)).toEqual(before);
				expect((await undo(target, applied, settings)).changes).toEqual([]);
			});
		}),
		{ numRuns: CASES },
	);
});
