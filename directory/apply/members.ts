import type { FieldChange } from '../model/change';
import type { GroupMembership } from './memberships';
import { remaining } from './remaining';
import type { Current, MemberChange, Refusal, Written } from './target';
import type { Work } from './work';

/** A refusal that may be one member's fault. */
const BLAMES_CONTENT: ReadonlySet<Refusal> = new Set(['content', 'conflict']);

/** Brings the people whose own changes were made into a group, and takes others out of it. */
export async function placeMembers(work: Work, membership: GroupMembership): Promise<void> {
	const { state, stopped, jobs } = work;
	const group =
		state.groups.get(membership.targetId) ?? state.groups.withExternalId(membership.externalId);
	const isMade = (i: number) => jobs[i]!.outcome?.status === 'applied';
	const add = membership.add.filter(isMade);
	const remove = membership.remove.filter(isMade);
	if (add.length + remove.length === 0) return;
	if (!group || stopped) {
		const why = stopped?.message ?? `it is not in ${work.target.product}`;
		failMembers(work, { ...membership, add, remove }, why, 0);
		return;
	}
	await writeMembers(work, { ...membership, targetId: group.targetId, add, remove });
}

/**
 * One request; where its content is blamed, halves, so that one bad member stops only itself. The
 * change to the group's own values that goes along is the first suspect.
 */
async function writeMembers(work: Work, membership: GroupMembership): Promise<void> {
	const { add, remove, own } = membership;
	const { target, jobs } = work;
	const group = work.state.groups.get(membership.targetId)!;
	let along: FieldChange[] = [];
	const attempt = async (current: Current): Promise<Written> => {
		along = fieldsAlong(work, own, current);
		const members = missing(current, userIds(work, add), userIds(work, remove));
		if (members.add.length + members.remove.length + along.length === 0) {
			return { ok: true, attempts: 0, current };
		}
		return await target.setMembers(current.targetId, members, along);
	};
	let written = await attempt(group);
	// Who comes and who goes is the same, no matter who else has come or gone.
	const fresh = await work.rereadIfChanged(group, written);
	if (fresh) written = await attempt(fresh);
	if (written.ok) {
		work.kept('group', written);
		if (own !== undefined && along.length > 0) jobs[own]!.attemptsAlong = written.attempts;
		for (const i of new Set([...add, ...remove])) jobs[i]!.outcome!.attempts += written.attempts;
		return;
	}
	const isContent = BLAMES_CONTENT.has(written.refusal);
	if (isContent && along.length > 0) {
		await writeMembers(work, { ...membership, own: undefined });
	} else if (isContent && add.length + remove.length > 1) {
		const [firstAdd, secondAdd] = halves(add);
		const [firstRemove, secondRemove] = halves(remove);
		const rest = { ...membership, own: undefined };
		await writeMembers(work, { ...rest, add: firstAdd, remove: secondRemove });
		await writeMembers(work, { ...rest, add: secondAdd, remove: firstRemove });
	} else {
		const { error = written.error } = work.refused(written);
		failMembers(work, membership, error, written.attempts);
	}
}

/** Of a change to the group's own values: what is to be sent, if nothing speaks against it now. */
function fieldsAlong(work: Work, own: number | undefined, current: Current): FieldChange[] {
	const job = own === undefined ? undefined : work.jobs[own]!;
	if (!job || job.outcome || work.unmetNeed(job.change) !== undefined) return [];
	const todo = remaining(job.change, current, work);
	if ('conflict' in todo) return [];
	return todo.changes.filter(
		({ field }) => work.isWritten('group', field) && !work.refusals.isOut('group', field),
	);
}

/** Who of the people is not yet where they belong. */
function missing(current: Current, add: string[], remove: string[]): MemberChange {
	const members = current.kind === 'group' ? current.memberTargetIds : undefined;
	if (!members) return { add, remove };
	const there = new Set(members);
	return { add: add.filter((id) => !there.has(id)), remove: remove.filter((id) => there.has(id)) };
}

function userIds({ jobs }: Work, positions: readonly number[]): string[] {
	return positions.map((i) => jobs[i]!.outcome!.targetId).filter((id) => id !== null);
}

/** Notes with each person that their group is not as it should be. */
export function failMembers(
	{ state, jobs }: Work,
	{ targetId, externalId, add, remove }: GroupMembership,
	why: string,
	attempts: number,
): void {
	const name = state.groups.get(targetId)?.name ?? externalId ?? targetId ?? '';
	const note = (i: number, what: string) => {
		const { outcome } = jobs[i]!;
		if (!outcome) return;
		if (outcome.status === 'applied' && outcome.attempts > 0) outcome.partly = true;
		outcome.status = 'failed';
		outcome.error = `${outcome.error ? `${outcome.error}; ` : ''}${what} "${name}": ${why}`;
		outcome.attempts += attempts;
	};
	for (const i of add) note(i, 'could not be placed in the group');
	for (const i of remove) note(i, 'could not be taken out of the group');
}

function halves<T>(list: readonly T[]): [T[], T[]] {
	const middle = Math.ceil(list.length / 2);
	return [list.slice(0, middle), list.slice(middle)];
}
