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
