import type { AllowanceSummary } from '../model/change';
import { warning, type Issue, type Subject } from '../model/issue';
import { GUARD_ROWS, type GuardName } from './guardTable';
import type { Allowance, PlanSettings } from './settings';

type Allowances = PlanSettings['allowances'];

/**
 * The allowance that lets a guard's changes through today: of several the one that lets most through.
 *
 * @param today `YYYY-MM-DD`; where it is empty, none is in force
 */
export function allowanceFor(
	guard: GuardName,
	allowances: Allowances,
	today: string,
): Allowance | undefined {
	let most: Allowance | undefined;
	for (const one of allowances) {
		if (!isInForce(one, today) || !one.guards.includes(guard)) continue;
		if (!most || mostOf(one) > mostOf(most)) most = one;
	}
	return most;
}

/** How many changes of one guard an allowance lets through. */
export function mostOf({ atMost }: Allowance): number {
	return atMost ?? Infinity;
}

/** Says in every report that an allowance is in force, or that it has ended and is still set. */
export function allowanceIssues(allowances: Allowances, today: string): Issue[] {
	return allowances.map((one) => {
		const { guards, until, atMost } = one;
		const names = guards.map((guard) => GUARD_ROWS[guard].name).join(', ');
		const subject: Subject = { kind: 'group', externalId: null, name: names };
		if (!isInForce(one, today)) {
			const message = `The allowance for ${names} ended on ${until}, and these guards judge as always. Remove it from Allowance.`;
			return warning('allowanceEnded', subject, message, { until });
		}
		const most =
			atMost === null ? 'any number of changes' : `up to ${atMost} changes of each in seven days`;
		const message = `An allowance is in force until ${until}: ${names} let through ${most}. Remove it from Allowance once it is no longer needed.`;
		return warning('allowanceInForce', subject, message, { until });
	});
}

/** Every allowance that there is, ended ones too: they may be forgotten in the settings. */
export function allowanceSummaries(allowances: Allowances, today: string): AllowanceSummary[] {
	return allowances.map((one) => ({ ...one, inForce: isInForce(one, today) }));
}

function isInForce({ until }: Allowance, today: string): boolean {
	return today !== '' && today <= until;
}
