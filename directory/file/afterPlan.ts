import { UserError } from '../model/userError';
import type { Change, FieldChange, PlanSummary } from '../model/change';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser, JsonValue } from '../model/person';
import { oneOfEach, summarise } from '../plan/summary';
import type { FileDirectory } from './directory';

type Entry = CurrentUser | CurrentGroup;

const ATTRIBUTES = 'attributes.';

/**
 * The directory as it is once the changes are made. What is held is not among the changes, so it
 * stays as it is: the guards hold for files as they do over SCIM.
 *
 * @param saysWhoIsActive whether the file has a column for that. Without one nobody can be
 * deactivated by it: someone whose row goes is removed by Winningtemp (facts: "What the values
 * mean"), which is what the action delete says
 * @throws UserError where a change cannot be told by the file, or is about somebody whom the
 * directory does not have
 */
export function afterPlan(
	current: FileDirectory,
	changes: readonly Change[],
	{ saysWhoIsActive }: { saysWhoIsActive: boolean },
): FileDirectory {
	const entries: Record<Change['kind'], Map<string, Entry>> = {
		user: new Map(current.users.map((user) => [user.targetId, user])),
		group: new Map(current.groups.map((group) => [group.targetId, group])),
	};
	const deletedGroups = new Set<string | null>();
	const newIds = new Map<string, string>();
	for (const change of inOrder(changes)) {
		const { kind, action, targetId, externalId } = change;
		const id = targetId ?? externalId ?? '';
		const before = entries[kind].get(id) ?? (action === 'create' ? created(change) : undefined);
		if (!before) throw notThere(change);
		if (action === 'deactivate' && !saysWhoIsActive) throw nowhereToSay();
		if (action !== 'delete') {
			const after = changed(before, change);
			entries[kind].set(id, after);
			if (kind === 'user' && before.externalId !== null && after.externalId !== null) {
				newIds.set(before.externalId, after.externalId);
			}
		} else {
			entries[kind].delete(id);
			if (kind === 'group') deletedGroups.add(before.externalId);
		}
	}
	const users = [...entries.user.values()] as CurrentUser[];
	const groups = [...entries.group.values()] as CurrentGroup[];
	return {
		groups: groups.map((group) => withNewManagerId(group, newIds)),
		users: users.map((user) => {
			const known = withNewManagerId(user, newIds);
			return deletedGroups.has(user.groupExternalId ?? null)
				? { ...known, groupExternalId: null }
				: known;
		}),
	};
}

/** A file names managers by External ID, so it must follow when somebody gets another one. */
function withNewManagerId<T extends Entry>(entry: T, newIds: ReadonlyMap<string, string>): T {
	const manager = entry.managerExternalId;
	const newId = manager ? newIds.get(manager) : undefined;
	return newId === undefined || newId === manager ? entry : { ...entry, managerExternalId: newId };
}

function inOrder(changes: readonly Change[]): Change[] {
	return [...changes].sort((a, b) => a.order - b.order);
}

function created({ kind, externalId }: Change): Entry {
	const id = externalId ?? '';
	return kind === 'group'
		? { kind, targetId: id, externalId, name: '' }
		: {
				kind,
				targetId: id,
				externalId,
				active: true,
				username: '',
				firstName: '',
				lastName: '',
			};
}

const ACTIVE_AFTER: Partial<Record<Change['action'], boolean>> = {
	reactivate: true,
	deactivate: false,
};

function changed(entry: Entry, { kind, action, changes }: Change): Entry {
	const active = kind === 'user' ? ACTIVE_AFTER[action] : undefined;
	const after = { ...entry, ...(active === undefined ? {} : { active }) } as Entry;
	for (const { field, to } of changes) setField(after, field, to);
	return after;
}

function setField(entry: Entry, field: FieldChange['field'], value: JsonValue): void {
	if (!field.startsWith(ATTRIBUTES)) {
		Object.assign(entry, { [field]: value });
		return;
	}
	const user = entry as CurrentUser;
	const name = field.slice(ATTRIBUTES.length);
	// Unlike an assignment, this makes `__proto__` a property like any other.
	user.attributes = Object.fromEntries([...Object.entries(user.attributes ?? {}), [name, value]]);
}

function notThere({ kind, name, action }: Change): UserError {
	return new UserError(
		`The plan is to ${action} the ${kind} “${name}”, but the rows of the last files have no such ${kind}`,
		NOT_ONE_RUN,
		'input',
	);
}

function nowhereToSay(): UserError {
	return new UserError(
		'The plan deactivates people, but no column of the file of users says who is active',
		'Set Removal → Action of the Sync Planner to Delete, so that leavers lose their row and Winningtemp removes them (it keeps a removed user for 90 days). Or, where Winningtemp takes such a column, add a line such as “Active = active” to User Columns.',
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
