import type { GuardLimit, PlanSettings } from '../../directory/plan';
import { GUARD_NAMES } from '../../directory/plan';

/** Settings in which every guard has one limit. */
export function everyGuard(limit: GuardLimit): PlanSettings['guards'] {
	const limits = Object.fromEntries(GUARD_NAMES.map((name) => [name, limit]));
	return { ...limits, whenExceeded: 'hold' } as PlanSettings['guards'];
}

/** Settings in which no guard holds anything. */
export const OPEN_GUARDS = everyGuard({ count: 1e9, share: 100 });
