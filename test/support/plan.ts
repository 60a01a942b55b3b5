import * as planner from '../../directory/plan';
import type { Plan, PlanInput } from '../../directory/plan';
import { WINNINGTEMP } from '../../nodes/Winningtemp/profile';

export { DEFAULT_SETTINGS, GUARD_NAMES } from '../../directory/plan';
export type {
	DeclaredMove,
	Plan,
	PlanInput,
	PlanSettings,
	SkippedPerson,
} from '../../directory/plan';

/** What every plan in a test says beside its lists. */
export const { systems } = WINNINGTEMP;

export type TestInput = Omit<PlanInput, 'systems'>;

/** As `planSync`, for Winningtemp. */
export function planSync(input: TestInput): Plan {
	return planner.planSync({ systems, ...input });
}
