import fc from 'fast-check';
import type { Plan, PlanSettings } from '../../support/plan';
import { DEFAULT_SETTINGS, GUARD_NAMES, planSync } from '../../support/plan';
import { everyGuard, OPEN_GUARDS } from '../../support/guards';
import { userError } from '../../support/refusal';
import type { ByHand, Company } from './company';
import { byHand, mornings, unitName, USERNAMES, wantedOf } from './company';
import { Model } from './model';

/** No guard holds anything. */
export const UNGUARDED: PlanSettings = {
	...DEFAULT_SETTINGS,
	guards: OPEN_GUARDS,
};

/** Settings of any kind, without guards. */
export const settings: fc.Arbitrary<PlanSettings> = fc
	.record({
		action: fc.constantFrom('deactivate', 'deactivate', 'delete', 'none'),
		scope: fc.constantFrom('withExternalId', 'withExternalId', 'all'),
		userStatus: fc.constantFrom('overwrite', 'overwrite', 'keepInactive'),
		memberships: fc.constantFrom('keepManual', 'overwrite', 'keepHigherRole'),
		managersAreMembers: fc.constantFrom(false, false, true),
		detect: fc.boolean(),
		minimumOverlap: fc.constantFrom(30, 50, 80),
	})
	.map(({ action, scope, userStatus, memberships, managersAreMembers, ...renames }) => ({
		...UNGUARDED,
		managersAreMembers,
		removal: { action: action as PlanSettings['removal']['action'], scope: scope as 'all' },
		userStatus: userStatus as PlanSettings['userStatus'],
		memberships: memberships as PlanSettings['memberships'],
		renames,
	}));

/** Does by hand in Winningtemp what was drawn. */
export function doByHand(model: Model, hands: readonly ByHand[]): void {
	for (const hand of hands) {
		const { users, groups } = model.current();
		const at = <T>(list: T[], i: number): T | undefined => list[i % Math.max(1, list.length)];
		if (hand.what === 'user') {
			const username = USERNAMES[hand.username]!;
			if (!model.has(username)) model.addUser(username, { active: hand.active });
		} else if (hand.what === 'group') {
			const group = model.addGroup(unitName(hand.name));
			const user = at(users, hand.member);
			if (user) model.addMember(group, user.targetId);
		} else if (hand.what === 'member') {
			const [group, user] = [at(groups, hand.group), at(users, hand.member)];
			if (group && user) model.addMember(group.targetId, user.targetId);
		} else {
			const user = at(users, hand.member);
			if (user) model.setActive(user.targetId, false);
		}
	}
}

/** The plan with whatever is held released, or `undefined` where it must not be carried out. */
export function planAll(company: Company, model: Model, settings: PlanSettings): Plan | undefined {
	const input = { ...wantedOf(company), current: model.current(), settings };
	try {
		const plan = planSync(input);
		if (plan.held.length === 0) return plan;
		return planSync({ ...input, settings: { ...settings, release: plan.summary.planId } });
	} catch (error) {
		userError(error);
		return undefined;
	}
}

/** Some mornings, what is done by hand before the last one, and settings. */
export const story = fc.record({
	days: mornings,
	hands: fc.array(byHand, { maxLength: 4 }),
	settings,
});

/** Runs all mornings but the last for real, and gives the last to a check. */
export function onLastMorning(
	{ days, hands, settings }: { days: Company[]; hands: ByHand[]; settings: PlanSettings },
	check: (company: Company, model: Model, plan: Plan) => void,
): void {
	const model = new Model();
	for (const day of days.slice(0, -1)) {
		const plan = planAll(day, model, settings);
		if (plan) model.applyAll(plan.changes);
	}
	doByHand(model, hands);
	const last = days[days.length - 1]!;
	const plan = planAll(last, model, settings);
	if (plan) check(last, model, plan);
}

const tight = fc.record({ count: fc.nat({ max: 2 }), share: fc.nat({ max: 40 }) });
/** Limits that a few changes exceed. */
export const guards: fc.Arbitrary<PlanSettings['guards']> = fc
	.record(Object.fromEntries(GUARD_NAMES.map((name) => [name, tight])))
	.map((limits) => ({ ...everyGuard({ count: 0, share: 0 }), ...limits }));
