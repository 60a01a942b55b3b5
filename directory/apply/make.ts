import type { FieldChange, GroupBefore } from '../model/change';
import type { CurrentGroup } from '../model/group';
import { withFreeName } from './groupName';
import { applied, failed, skipped, type Job, type Outcome } from './job';
import { noteUptake } from './readBack';
import { OTHER_EXTERNAL_ID, remaining } from './remaining';
import type { Current, Written } from './target';
import { sendable, withoutRefused } from './withoutRefused';
import type { Work } from './work';

/** Makes one change, if nothing speaks against it now. */
export async function make(work: Work, job: Job): Promise<void> {
	const { change } = job;
	const why = work.stopped?.message ?? work.unmetNeed(change) ?? job.conflict;
	const outcome = why === undefined ? await makeNow(work, job) : skipped(why);
	outcome.attempts += job.attemptsAlong ?? 0;
	work.finish(job, outcome);
	const sent = job.lateManager === undefined ? change.changes : change.changes.filter(isNoManager);
	noteUptake(work, job, job.wentAlong ? [...sent, ...job.wentAlong] : sent);
}

async function makeNow(work: Work, job: Job): Promise<Outcome> {
	const { change } = job;
	const { target } = work;
	const { kind, action } = change;
	const existing = work.existing(change);
	if (action === 'delete') return await remove(work, job, existing);
	if (existing) {
		return await work.write(existing, async (current) => {
			const todo = remaining(change, current, work);
			if ('conflict' in todo) return todo;
			const fields = linkable(work, job, todo.changes);
			const send = withFreeName(
				work,
				job,
				async (some) => await target.update(kind, current.targetId, some),
			);
			return await withoutRefused(work, job, fields, current, send);
		});
	}
	if (action !== 'create') return skipped(`it is no longer in ${target.product}`);
	return await (kind === 'user' ? createUser(work, job) : createGroup(work, job));
}

async function createUser(work: Work, job: Job): Promise<Outcome> {
	const { externalId, changes } = job.change;
	const { target } = work;
	if (!changes.some(({ field, to }) => field === 'username' && to)) {
		return failed(`it has no username, and ${target.product} requires one`);
	}
	// A target may make accounts that are switched off at first.
	const active: FieldChange = { field: 'active', from: false, to: true };
	const fields = linkable(work, job, [active, ...changes]);
	const send = async (some: readonly FieldChange[]) =>
		await target.create('user', externalId, some, []);
	return await created(work, job, await withoutRefused(work, job, fields, undefined, send));
}

async function createGroup(work: Work, job: Job): Promise<Outcome> {
	const { externalId, changes } = job.change;
	const { target } = work;
	const later = laterValues(work, job);
	const members = firstMembers(work, job);
	if (members.length + later.length > 0) {
		const fields = [...sendable(work, job, changes), ...later];
		const send = withFreeName(
			work,
			job,
			async (some) => await target.create('group', externalId, some, members),
		);
		const written = await send(fields);
		// One member may be at fault: the group comes without them, and they come one by one.
		if (written.ok || written.refusal !== 'content') {
			if (written.ok) {
				job.wentAlong = later;
				work.refusals.noteAccepted('group', fields);
			}
			return await created(work, job, written);
		}
	}
	const send = withFreeName(
		work,
		job,
		async (some) => await target.create('group', externalId, some, []),
	);
	return await created(work, job, await withoutRefused(work, job, changes, undefined, send));
}

/** Without the manager of a user, where the manager must be there first and is not. */
function linkable(work: Work, job: Job, fields: readonly FieldChange[]): readonly FieldChange[] {
	const { target, state } = work;
	if (job.change.kind !== 'user' || !target.managersFirst) return fields;
	const manager = fields.find((one) => !isNoManager(one))?.to;
	if (typeof manager !== 'string' || !work.isWritten('user', 'managerExternalId')) return fields;
	if (state.users.withExternalId(manager)) return fields;
	job.lateManager = manager;
	return fields.filter(isNoManager);
}

function isNoManager({ field }: FieldChange): boolean {
	return field !== 'managerExternalId';
}

/** Values of later changes to a new group that can be set at once: managers who are there. */
function laterValues({ jobs, state, target, refusals }: Work, { newGroup }: Job): FieldChange[] {
	return (newGroup?.later ?? [])
		.flatMap((position) => jobs[position]!.change.changes)
		.filter(
			(one) =>
				!isNoManager(one) &&
				typeof one.to === 'string' &&
				state.users.withExternalId(one.to) !== undefined &&
				target.support('group', one.field) === 'written' &&
				!refusals.isOut('group', one.field),
		);
}

/** The target's ids of the people who are in a new group from the start. */
function firstMembers({ jobs }: Work, { newGroup }: Job): string[] {
	return (newGroup?.members ?? [])
		.map((position) => {
			const { change, outcome } = jobs[position]!;
			if (change.action !== 'create') return change.targetId;
			return outcome?.status === 'applied' ? outcome.targetId : null;
		})
		.filter((id) => id !== null);
}

/** What turns out to be there already, by another run or a lost answer, is brought up to date. */
async function created(work: Work, job: Job, written: Written): Promise<Outcome> {
	const { kind, externalId } = job.change;
	const outcome = work.kept(kind, written);
	if (!written.ok) return outcome;
	// The target may write the External ID in its own way.
	work.state.of(kind).alias(externalId, written.current.targetId);
	if (!written.existed) {
		const { current } = written;
		if (current.kind === 'user' && !current.active)
			outcome.warnings.push(
				`The new account is still switched off in ${work.target.product}, so the person cannot log in. The next run tries again.`,
			);
		return outcome;
	}
	const again = await makeNow(work, job);
	return { ...again, attempts: again.attempts + outcome.attempts };
}

async function remove(work: Work, job: Job, existing: Current | undefined): Promise<Outcome> {
	const { kind, targetId, externalId } = job.change;
	if (!existing) return applied(0, targetId);
	const known = new Set(membersOf(existing));
	const outcome = await work.write(existing, async (current) => {
		if (current.externalId !== externalId) return { conflict: OTHER_EXTERNAL_ID };
		if (membersOf(current).some((id) => !known.has(id))) {
			return { conflict: `people have come into it in ${work.target.product} in the meantime` };
		}
		const written = await work.target.remove(kind, current.targetId);
		const isGone = !written.ok && written.refusal === 'gone';
		return isGone ? { ok: true, attempts: written.attempts, current } : written;
	});
	if (outcome.status !== 'applied') return outcome;
	if (existing.kind === 'group') job.before = groupBefore(existing);
	work.state.of(kind).drop(existing.targetId);
	return outcome;
}

function groupBefore(group: CurrentGroup): GroupBefore {
	const { name, parentExternalId, managerExternalId, attributes, memberTargetIds } = group;
	return {
		name,
		parentExternalId,
		managerExternalId,
		memberTargetIds,
		...(attributes ? { attributes } : {}),
	};
}

function membersOf(current: Current): readonly string[] {
	return current.kind === 'group' ? (current.memberTargetIds ?? []) : [];
}
