import type { Group } from '../../model/group';
import { judge } from '../guards';
import type { Plan, PlanInput, WantedPerson } from '../input';
import { match } from '../match';
import { order } from '../order';
import { DEFAULT_SETTINGS, type PlanSettings } from '../settings';
import type { Step } from '../step';
import type { Steps } from '../steps';
import { USER_PARTS, type UserSteps } from '../userSteps';
import { leftOutOfFile } from './findings';
import { undoCreatedGroups, undoGroups } from './groups';
import { undoPlaces } from './places';
import type { UndoRecord } from './record';
import { undoing, type Undoing } from './undoing';
import { undoUsers } from './users';

export { readUndoRecord } from './read';
export { undoRecord, type UndoRecord } from './record';

/** What an undo is planned from. */
export interface UndoInput extends Pick<PlanInput, 'current' | 'today' | 'written' | 'systems'> {
	record: UndoRecord;
	settings: Pick<
		PlanSettings,
		'removal' | 'guards' | 'allowances' | 'protectedAccounts' | 'release'
	>;
}

/**
 * Plans to take back what a run did: an ordinary plan, judged by the same guards and made in the same
 * order. Only what is still as that run left it goes back to what it was. What was changed since, or
 * cannot be taken back, stays, and an issue names it. The record is not trusted: it can only give
 * users and groups that are there the values of fields that they have. Cut short anywhere, the next
 * plan from the same record does the rest.
 *
 * @throws UserError where a guard is set to stop
 */
export function planUndo({ record, current, settings, ...input }: UndoInput): Plan {
	const { removal } = settings;
	const matched = match({
		...{ ...input, ...asTheyAre(current), current },
		settings: {
			...DEFAULT_SETTINGS,
			...settings,
			removal: { ...removal, scope: DEFAULT_SETTINGS.removal.scope },
		},
		scope: 'undo',
	});
	const under = undoing(record, matched);
	const steps = inverse(under);
	matched.issues.push(...under.notUndone.issues());
	if (record.protectedChanges > 0) matched.issues.push(leftOutOfFile(record.protectedChanges));
	const plan = order(matched, steps, judge(matched, steps));
	const { createdAt, title, changes } = record;
	const undo = { createdAt, title, changes: changes.length, already: alreadyUndone(under, steps) };
	const summary = { ...plan.summary, undo };
	delete summary.partial;
	delete summary.partialReasons;
	return { ...plan, summary };
}

/** How many users and groups are as before the run already. */
function alreadyUndone({ made, notUndone }: Undoing, { all }: Steps): number {
	const changing = new Set(all.map(({ target }) => target.targetId ?? target.externalId));
	const those = [...made.user.values(), ...made.group.values()].filter(
		(one) => !changing.has(one.targetId) && !changing.has(one.externalId) && !notUndone.names(one),
	);
	return those.length;
}

/** Both sides as the directory has them: nothing differs but what the undo changes. */
function asTheyAre({ users, groups }: PlanInput['current']): Pick<PlanInput, 'users' | 'groups'> {
	return {
		users: firstOfEach(users.filter(({ username }) => username !== '')) as WantedPerson[],
		groups: firstOfEach(groups).map((group): Group => {
			const { externalId, name, parentExternalId = null } = group;
			return {
				...{ externalId, name, parentExternalId },
				...{ level: 0, path: [], memberCount: 0 },
				...(group.managerExternalId === undefined
					? {}
					: { managerExternalId: group.managerExternalId }),
			};
		}),
	};
}

/** One for each External ID. */
function firstOfEach<T extends { externalId: string | null }>(
	all: readonly T[],
): Array<T & { externalId: string }> {
	const seen = new Set<string>();
	return all.filter((one): one is T & { externalId: string } => {
		const { externalId } = one;
		if (externalId === null || externalId.trim() === '' || seen.has(externalId)) return false;
		seen.add(externalId);
		return true;
	});
}

function inverse(under: Undoing): Steps {
	const groups = undoGroups(under);
	const users = undoUsers(under);
	const places = undoPlaces(under, users, groups.again);
	const emptied = undoCreatedGroups(under, groups, { places, gone: users.gone });
	const all: Step[] = [...groups.steps];
	const known = new Map<string, UserSteps>();
	const { pairings } = under.people;
	const ofUsers = new Map(users.steps);
	for (const [targetId, placing] of places) {
		ofUsers.set(targetId, { ...ofUsers.get(targetId), group: placing });
	}
	for (const own of ofUsers.values()) {
		const parts = USER_PARTS.flatMap((part): Step[] => (own[part] ? [own[part]] : []));
		all.push(...parts);
		const externalId = parts[0]!.target.externalId ?? '';
		if (pairings.has(externalId)) known.set(externalId, own);
	}
	for (const removing of users.removals.values()) all.push(removing);
	all.push(...emptied);
	const changed = ofUsers.size + users.removals.size;
	const unchanged = Math.max(0, pairings.size - changed);
	return { all, groups: new Map(), users: known, unchanged };
}
