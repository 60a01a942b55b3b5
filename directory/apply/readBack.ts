import type { FieldChange } from '../model/change';
import { sameValue, valueOf } from '../model/difference';
import { asSent, type Job } from './job';
import type { Kind } from './target';
import { isNotTaken } from './uptake';
import type { Work } from './work';

/** Notes whether the target has taken the values of a change that was made. */
export function noteUptake(work: Work, job: Job, fields: readonly FieldChange[]): void {
	const { kind, action } = job.change;
	const { outcome, refused, open = [] } = job;
	if (outcome?.status !== 'applied' || outcome.attempts === 0 || action === 'delete') return;
	const sent = fields.filter(
		(one) =>
			!refused?.has(one.field) &&
			!open.includes(one) &&
			work.target.support(kind, one.field) !== 'unknown',
	);
	const now = work.confirmedNow(kind, outcome.targetId);
	const values = job.name === undefined ? sent : sent.map((one) => asSent(job, one));
	work.uptake.note(kind, job, values, now ? (field) => valueOf(now, field) : null);
}

/** Of what no answer showed that it was taken, one user and one group are read back. */
export async function findDropped(work: Work, kind: Kind): Promise<void> {
	const before = kind === 'user' ? work.directory.users : work.directory.groups;
	const isSet = (field: string) =>
		before.some((one) => !sameValue(field, valueOf(one, field) ?? null, null));
	await findLost(work, kind);
	const suspects = new Map(work.uptake.suspects(kind, isSet).map((one) => [one.field, one]));
	const suspectsIn = (job: Job) => sentBy(job).filter(({ field }) => suspects.has(field));
	const [sample] = [...new Set([...suspects.values()].map((one) => one.sample))].sort(
		(a, b) => suspectsIn(b).length - suspectsIn(a).length || a.change.order - b.change.order,
	);
	const { target, state, uptake } = work;
	const entry = state.of(kind).get(sample?.outcome?.targetId);
	if (sample === undefined || work.stopped || !entry) return;
	const fresh = await target.reread(kind, entry.targetId);
	if (!fresh) return;
	state.put(fresh);
	for (const one of suspectsIn(sample)) {
		const { isEverywhere, missing } = suspects.get(one.field)!;
		const now = valueOf(fresh, one.field);
		if (now === undefined) continue;
		if (!isNotTaken(one, now)) uptake.note(kind, sample, [one], () => now);
		else if (isEverywhere) work.dropped.push(`${kind}.${one.field}`);
		else for (const job of missing) noteLost(work, job, one.field);
	}
}

/** So many users or groups, at most, are read back one by one where no answer shows what became of a value. */
export const MOST_READ = 100;

/**
 * Of fields that the target takes, the single values that answers did not show: each is read back,
 * as long as that shows it missing. Once one is there, answers do not show what is kept.
 */
async function findLost(work: Work, kind: Kind): Promise<void> {
	for (const { field, missing } of work.uptake.lost(kind)) {
		for (const job of missing.slice(0, MOST_READ)) {
			const { targetId } = job.outcome!;
			if (work.stopped || targetId === null) break;
			const fresh = await work.target.reread(kind, targetId);
			const change = sentBy(job).find((one) => one.field === field)!;
			const now = fresh ? valueOf(fresh, field) : undefined;
			if (!fresh || now === undefined || !isNotTaken(change, now)) break;
			work.state.put(fresh);
			noteLost(work, job, field);
		}
	}
}

function noteLost(work: Work, job: Job, field: string): void {
	job.outcome?.warnings.push(
		`${work.target.product} answered that it was done, but did not take over the value of ${field}.`,
	);
	work.lost.push([job, sentBy(job).find((one) => one.field === field)!]);
}

function sentBy({ change, wentAlong = [] }: Job): FieldChange[] {
	return [...change.changes, ...wentAlong];
}
