import { withValues } from '../../apply/fieldValues';
import type { FieldChange } from '../../model/change';
import { typeOf } from '../../model/fields';
import type { CurrentUser } from '../../model/person';
import { removeLeavers } from '../leavers';
import { personSubject } from '../people';
import { mayBeReused } from '../samePerson';
import { holdAs, step, userTarget, type Step } from '../step';
import type { UserSteps } from '../userSteps';
import { inOrder, isSameId } from './made';
import {
	dropCircles,
	dropFields,
	dropTaken,
	isChangedSince,
	restoredFields,
	type Restored,
	type Say,
} from './restored';
import { isManagerThere, type Undoing } from './undoing';

/** What is done to people. */
export interface UndoneUsers {
	/** Own values and status, by the target's id. */
	steps: ReadonlyMap<string, UserSteps>;
	/** What removes people whom the run created. */
	removals: ReadonlyMap<string, Step>;
	/** Ids of people whom the run created and who are removed, by this plan or already. */
	gone: ReadonlySet<string>;
}

/** The steps that give people their former values back, and remove those whom the run created. */
export function undoUsers(undoing: Undoing): UndoneUsers {
	const { created, restored } = sortOut(undoing);
	const gone = new Set<string>();
	const removed = created.filter((one) => isToRemove(one, gone, undoing));
	const { removal } = undoing.settings;
	const removals = removeLeavers(
		removed.map(({ current }) => current),
		removal,
	).byTargetId;
	for (const [targetId, removing] of removals) {
		gone.add(targetId);
		removing.reason = 'Was created by the run.';
	}
	settleValues(restored, removal.action === 'delete' ? gone : new Set(), undoing);
	const steps = new Map<string, UserSteps>();
	for (const one of restored) {
		if (one.fields.length > 0) steps.set(one.current.targetId, stepsFor(one));
	}
	return { steps, removals, gone };
}

/** The users whom the run created or changed, as far as they are there and may be touched. */
function sortOut(undoing: Undoing): Record<'created' | 'restored', Array<Restored<CurrentUser>>> {
	const all: ReturnType<typeof sortOut> = { created: [], restored: [] };
	const { notUndone, users, protection, people } = undoing;
	for (const made of inOrder(undoing.made.user)) {
		const current = users.get(made.targetId);
		if (!current) {
			// Who was created and is gone is as before the run.
			if (!made.isCreated) notUndone.add(made.isDeleted ? 'undoDeleted' : 'undoGone', made);
			continue;
		}
		if (protection.users.has(current)) continue;
		const isTheirs = people.pairingOf(current) !== undefined || current.externalId === null;
		if (!isSameId(made, current) || !isTheirs) {
			notUndone.add('undoGone', made);
			continue;
		}
		if (made.isDeleted) {
			// The target keeps deleted users as inactive ones.
			made.fields = new Map([['active', { from: true, to: false }]]);
		}
		(made.isCreated ? all.created : all.restored).push({ made, current, fields: [] });
	}
	return all;
}

/** Whether somebody whom the run created is removed: only if nobody has changed them since. */
function isToRemove(one: Restored<CurrentUser>, gone: Set<string>, undoing: Undoing): boolean {
	const { notUndone, settings } = undoing;
	const { current } = one;
	if (!current.active) {
		gone.add(current.targetId);
		return false;
	}
	if (settings.removal.action === 'none') {
		notUndone.add('undoKept', personSubject(current));
		return false;
	}
	const place = undoing.memberships.of(current)?.synced;
	const { move } = one.made;
	const isMoved =
		move !== undefined &&
		place !== undefined &&
		!place.some(({ group }) => group.externalId === move.to) &&
		(place.length > 0 || move.to === null || undoing.tree.byExternalId.has(move.to));
	if (isMoved) notUndone.add('undoChangedSince', personSubject(current), 'groupExternalId');
	const say: Say = (code, { made }, field) => notUndone.add(code, made, field);
	return !isMoved && !isChangedSince(one, say);
}

/** Finds the values that people get back, without those that cannot be given back now. */
function settleValues(
	restored: ReadonlyArray<Restored<CurrentUser>>,
	deleted: ReadonlySet<string>,
	undoing: Undoing,
): void {
	const { notUndone, protection, current } = undoing;
	const say: Say = (code, { current: user }, field) =>
		notUndone.add(code, personSubject(user as CurrentUser), field);
	for (const one of restored) one.fields = restoredFields(one, say);
	for (const one of restored)
		one.fields = one.fields.filter((field) => !protection.coversLink(field));
	dropFields(
		restored,
		'undoReferenceGone',
		say,
		({ field, to }) => field === 'managerExternalId' && to !== null && !isManagerThere(to, undoing),
	);
	dropCircles('managerExternalId', restored, current.users, say);
	const staying = current.users.filter(({ targetId }) => !deleted.has(targetId));
	dropTaken('externalId', restored, staying, say);
	dropTaken('username', restored, staying, say);
}

const WAS_SO = 'Was so before the run.';

function stepsFor({ current, fields }: Restored<CurrentUser>): UserSteps {
	const target = userTarget(current);
	const take = (test: (field: FieldChange) => boolean) => fields.filter(test);
	const changesName = fields.some(({ field }) => field === 'username');
	const [status] = take(({ field }) => field === 'active');
	const identity = take(({ field }) => field === 'externalId');
	const logins = changesName ? take(({ field }) => typeOf(field) === 'login') : [];
	const taken = new Set([...(status ? [status] : []), ...identity, ...logins]);
	const own = take((field) => !taken.has(field));
	const steps: UserSteps = {};
	if (status) {
		steps.reactivation = status.to
			? step(target, 'reactivate', [status], 'Was active before the run.')
			: step(target, 'deactivate', [status], 'Was inactive before the run.');
	}
	if (identity.length > 0) steps.adoption = step(target, 'update', identity, WAS_SO);
	if (own.length > 0) steps.main = step(target, 'update', own, WAS_SO);
	if (logins.length > 0) steps.username = step(target, 'update', logins, WAS_SO);
	if (mayBeReused(withValues(current, fields), current)) {
		for (const one of [steps.main, steps.username]) holdAs('possibleReuse', one);
	}
	return steps;
}
