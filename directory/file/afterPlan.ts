import { applyChanges } from '../apply';
import { MemoryTarget } from '../apply/memoryTarget';
import type { AppliedChange, Change, PlanSummary } from '../model/change';
import { UserError } from '../model/userError';
import { oneOfEach } from '../plan/changes';
import { summarise } from '../plan/summary';
import { columnOf, heldFields, type FileColumns } from './columns';
import type { FileDirectory } from './directory';

/**
 * The directory as it is once the changes are made. What is held is not among the changes, so it
 * stays as it is: the guards hold for files as they do for any other target.
 *
 * @throws UserError where the file has no column for a change, or where a change does not fit to
 * the directory
 */
export async function afterPlan(
	current: FileDirectory,
	changes: readonly Change[],
	columns: FileColumns,
): Promise<FileDirectory> {
	checkRows(current, changes, columns);
	const held = heldFields(columns);
	const files = new MemoryTarget(
		current,
		{
			product: 'the file',
			managersFirst: false,
			membersOn: 'user',
			support: (kind, field) => (held[kind].has(field) ? 'written' : 'unknown'),
		},
		(externalId) => externalId ?? '',
	);
	const { applied } = await applyChanges(files, changes, { concurrency: 1 });
	const left = applied.find(({ status }) => status !== 'applied');
	if (left) throw notMade(left);
	return await files.read();
}

/**
 * Makes sure that the directory has everybody whom the changes are about. Without a column for
 * whether somebody is active, nobody can be deactivated: the row of a leaver goes, which is the
 * action delete.
 */
function checkRows(
	{ users, groups }: FileDirectory,
	changes: readonly Change[],
	columns: FileColumns,
): void {
	const saysWhoIsActive = columnOf(columns.users, 'active') !== undefined;
	const ids: Record<Change['kind'], Set<string>> = {
		user: new Set(users.map(({ targetId }) => targetId)),
		group: new Set(groups.map(({ targetId }) => targetId)),
	};
	for (const change of inOrder(changes)) {
		const { kind, action, targetId, externalId } = change;
		if (action === 'create') ids[kind].add(externalId ?? '');
		else if (!ids[kind].has(targetId ?? externalId ?? '')) throw notThere(change);
		if (action === 'deactivate' && !saysWhoIsActive) throw nowhereToSay();
	}
}

function inOrder(changes: readonly Change[]): Change[] {
	return [...changes].sort((a, b) => a.order - b.order);
}

function notThere({ kind, name, action }: Change): UserError {
	return new UserError(
		`The plan is to ${action} the ${kind} “${name}”, but the rows of the last files have no such ${kind}`,
		NOT_ONE_RUN,
		'input',
	);
}

function notMade({ kind, name, error = '' }: AppliedChange): UserError {
	return new UserError(
		`The change of the ${kind} “${name}” does not fit the rows of the last files. ${error}`,
		NOT_ONE_RUN,
		'input',
	);
}

function nowhereToSay(): UserError {
	return new UserError(
		'The plan deactivates people, but no column of the file of users says who is active',
		'Set Removal → Action of the Sync Planner to Delete, so that leavers lose their row and are removed. Or, if the files may have such a column, add a line such as “Active = active” to User Columns.',
		'input',
	);
}

const NOT_ONE_RUN =
	'Connect what the operation Read Rows gives, and the outputs Changes and Summary of the Sync Planner, all of the same run.';

/**
 * Makes sure that rows, changes and summary are all there and belong together. Files made of a part
 * would remove everyone who is in the rest.
 *
 * @throws UserError
 */
export function checkComplete(
	current: FileDirectory,
	changes: readonly Change[],
	summary: PlanSummary,
): void {
	if (summary.partial && current.users.length === 0) {
		throw new UserError(
			'The first file cannot be made: only a part of the people was read from HR',
			'Everyone who is not in the file counts as gone. Let the workflow run once with all employees of all companies.',
			'input',
		);
	}
	const main = oneOfEach(inOrder(changes));
	for (const [kind, part] of [
		['user', 'users'],
		['group', 'groups'],
	] as const) {
		const planned = summary[part];
		if (planned.current !== current[part].length) {
			throw new UserError(
				`The plan was made for ${planned.current} ${part}, but ${current[part].length} have come in`,
				NOT_ONE_RUN,
				'input',
			);
		}
		const come = summarise(kind, main, [], planned);
		for (const action of ['create', 'update', 'deactivate', 'reactivate', 'delete'] as const) {
			if (come[action] === planned[action]) continue;
			throw new UserError(
				`The plan has ${planned[action]} ${part} to ${action}, but ${come[action]} have come in`,
				NOT_ONE_RUN,
				'input',
			);
		}
	}
}
