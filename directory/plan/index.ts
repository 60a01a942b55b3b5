import { discreet, discretionOf, leftAlone } from './discretion';
import { judge } from './guards';
import type { Plan, PlanInput } from './input';
import { match } from './match';
import { order } from './order';
import { settle } from './settle';
import { makeSteps } from './steps';

export { GUARD_BASES, GUARD_NAMES, GUARD_ROWS, guardsOfListed, isGuardName } from './guardTable';
export type { GuardLimit, GuardName } from './guardTable';
export type { Plan, PlanInput, SkippedPerson } from './input';
export { DEFAULT_SETTINGS } from './settings';
export type { Allowance, DeclaredMove, PlanSettings } from './settings';
export type { Written } from './week';

/**
 * Computes what must change in a directory for it to be as HR has it: pure, nothing is written.
 *
 * The same input gives the same plan in whatever order it comes. Applied, the plan leaves nothing
 * for a second one; cut short anywhere, the next plan goes on to the same end. An empty list of
 * groups means that groups are not synchronised: none is touched. What the plan may touch where the
 * list does not hold everybody: see `SCOPES`.
 *
 * @param input people and groups as HR has them, users and groups as the directory has them
 * @throws UserError where nothing may be written: nobody is wanted while users are there, or a
 * guard is set to stop
 */
export function planSync(input: PlanInput): Plan {
	const discretion = discretionOf(input);
	try {
		const alone = leftAlone(input);
		const matched = match(
			alone.length > 0 ? { ...input, issues: [...(input.issues ?? []), ...alone] } : input,
		);
		const settled = settle(matched);
		const steps = makeSteps(matched, settled);
		const judgement = judge(matched, steps);
		return discreet(order(matched, steps, judgement), discretion);
	} catch (error) {
		throw discretion.isNeeded ? discretion.error(error) : error;
	}
}
