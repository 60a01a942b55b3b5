import type { Found } from '../model/issue';
import { UserError } from '../model/userError';
import type { Judged } from './guardTable';
import { countedText, GUARD_ROWS, isGuardName } from './guardTable';

/**
 * Nobody can be synchronised while users are there: a plan would remove them all.
 *
 * @param issues what is known by now; one of nearly everybody's says why
 */
export function nobodyWanted(
	wanted: number,
	users: number,
	{ issues, systems: { target } }: Found,
): UserError {
	const reason = issues.find(({ code }) => code === 'externalIdCaseUnclear')?.message;
	const why =
		wanted === 0
			? 'HR has no people at all'
			: `none of the ${wanted} people in HR can be synchronised`;
	return new UserError(
		`Nothing was planned: ${why}, while ${target} has ${users} users`,
		`${reason ?? 'Check that the read from HR was complete, and how the values are mapped.'} A plan would have removed everybody.`,
		'stopped',
	);
}

/** Guards tripped that are set to stop. */
export function guardsExceeded(
	tripped: readonly Judged[],
	planId: string,
	notReleased = '',
): UserError {
	const reasons = tripped.flatMap((one) => {
		if (!isGuardName(one.name)) return [];
		const { name } = GUARD_ROWS[one.name];
		const { week, of, limit } = one;
		const allowed = week
			? `${week.actual} in seven days; the guard “${name}” lets ${week.limit} through`
			: `of ${of}; the guard “${name}” lets ${limit} through`;
		return [`${countedText(one)} (${allowed})`];
	});
	return new UserError(
		`Nothing was planned: ${reasons.join('; ')}`,
		`${notReleased} Check in HR whether this is meant. If it is, set Release to ${planId}, or raise the guard.`.trim(),
		'stopped',
	);
}
