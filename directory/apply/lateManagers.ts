import { sentence, type Job } from './job';
import { noteUptake } from './readBack';
import { withoutRefused } from './withoutRefused';
import type { Work } from './work';

/** The second pass: links a manager who came only after those who report to them. */
export async function linkManager(work: Work, job: Job): Promise<void> {
	const { state, target, stopped } = work;
	const { change, outcome, lateManager } = job;
	const user = state.users.get(outcome?.targetId);
	if (outcome?.status !== 'applied' || lateManager === undefined || !user || stopped) return;
	if (!state.users.withExternalId(lateManager)) {
		const missing = `The manager with the External ID ${lateManager} is not in ${target.product}, so the link was left out. A later run adds it once the manager is there.`;
		const isAll = change.changes.every(({ field }) => field === 'managerExternalId');
		if (isAll) Object.assign(outcome, { status: 'skipped', error: missing });
		else outcome.warnings.push(missing);
		return;
	}
	const link = { field: 'managerExternalId', from: null, to: lateManager };
	const linked = await work.write(
		user,
		async (current) =>
			await withoutRefused(
				work,
				job,
				[link],
				current,
				async (fields) => await target.update('user', current.targetId, fields),
			),
	);
	outcome.attempts += linked.attempts;
	if (linked.status === 'applied') {
		noteUptake(
			work,
			job,
			change.changes.filter(({ field }) => field === 'managerExternalId'),
		);
	} else outcome.warnings.push(`The manager could not be linked. ${sentence(linked.error ?? '')}`);
}

/** Somebody who was to manage a group and does not, and is in no group. */
interface Unplaced {
	job: Job;
	/** The target's ids. */
	group: string;
	user: string;
}

/** The third pass: somebody who was to manage a group and does not becomes a member of it. */
export function unplacedManagers(work: Work): Unplaced[] {
	const { jobs, state, target, stopped } = work;
	if (target.membersOn === 'user' || stopped) return [];
	const left = jobs.filter(({ change }) => change.manages !== undefined && !work.isManaged(change));
	if (left.length === 0) return [];
	const placed = new Set<string>();
	for (const { externalId, memberTargetIds = [] } of state.groups.values()) {
		if (externalId !== null) for (const id of memberTargetIds) placed.add(id);
	}
	return left.flatMap((job) => {
		const user = work.existing(job.change)?.targetId;
		const group = state.groups.withExternalId(job.change.manages)?.targetId;
		const isLeft = user !== undefined && group !== undefined && !placed.has(user);
		return isLeft ? { job, group, user } : [];
	});
}

/** Makes such a person a member of the group. */
export async function placeManager(work: Work, { job, group, user }: Unplaced): Promise<void> {
	const written = await work.target.setMembers(group, { add: [user], remove: [] }, []);
	const { attempts, error } = work.kept('group', written);
	const { outcome } = job;
	if (!outcome) return;
	outcome.attempts += attempts;
	if (error === undefined) return;
	outcome.warnings.push(`The person could not be placed in the group. ${sentence(error)}`);
}
