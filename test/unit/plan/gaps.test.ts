import fc from 'fast-check';
import type { CurrentUser } from '../../../directory/model/person';
import { planSync } from '../../support/plan';
import { userError } from '../../support/refusal';
import { runs } from '../../support/runs';
import { wantedOf } from './company';
import { Model } from './model';
import { doByHand, guards, planAll, story } from './mornings';

/** Values that a target may keep of nobody, or of some. */
const GAPS = [
	'email',
	'gender',
	'birthday',
	'managerExternalId',
	'excludeFromSurveys',
] as const satisfies ReadonlyArray<keyof CurrentUser>;

/** Values that everybody has: a target that keeps none of somebody gives an empty text. */
const TEXTS = ['username', 'firstName', 'lastName'] as const;

/** One user, or everyone. */
const user = fc.option(fc.nat({ max: 40 }));
/** Which users lack a value, and how it is missing. */
const gap = fc.oneof(
	fc.record({ user, value: fc.constantFrom(...GAPS), as: fc.constantFrom(null, '', undefined) }),
	fc.record({ user, value: fc.constantFrom(...TEXTS), as: fc.constant('') }),
);

test('a directory in which some users lack some values is planned, or stopped with a message', () => {
	let plans = 0;
	const gaps = fc.array(gap, { minLength: 1, maxLength: 12 });
	fc.assert(
		fc.property(story, gaps, fc.option(guards), ({ days, hands, settings }, missing, limits) => {
			const model = new Model();
			for (const day of days.slice(0, -1)) {
				const plan = planAll(day, model, settings);
				if (plan) model.applyAll(plan.changes);
			}
			doByHand(model, hands);
			const current = model.current();
			for (const one of current.users) one.email = one.username;
			for (const { user, value, as } of missing) {
				for (const [i, one] of current.users.entries()) {
					if (user !== null && user % current.users.length !== i) continue;
					Object.assign(one, { [value]: as });
					if (as === undefined) delete one[value];
				}
			}
			const { groups, users } = wantedOf(days.at(-1)!);
			const wanted = users.map((one) => ('skipped' in one ? one : { ...one, email: one.username }));
			const chosen = limits ? { ...settings, guards: limits } : settings;
			try {
				planSync({ groups, users: wanted, current, settings: chosen });
				plans++;
			} catch (error) {
				userError(error);
			}
		}),
		{ numRuns: runs(600) },
	);
	expect(plans).toBeGreaterThan(runs(600) / 2);
});
