import { UserError } from '../model/userError';
import type { Judged } from './guards';

/** Nobody can be synchronised while users are there: a plan would remove them all. */
export function nobodyWanted(wanted: number, users: number): UserError {
	const why =
		wanted === 0
			? 'HR has no people at all'
			: `none of the ${wanted} people in HR can be synchronised`;
	return new UserError(
		`Nothing was planned: ${why}, while Winningtemp has ${users} users`,
		'Check that the read from HR was complete, and how the values are mapped. A plan would have removed everybody.',
		'stopped',
	);
}

/** The plan to release is not the one that was computed now. */
export function planHasChanged(wanted: string, planId: string, held: number): UserError {
	const now = planId === '' ? 'nothing is held now' : `${held} changes are held now, as ${planId}`;
	return new UserError(
		`Nothing was released: ${wanted} is not the number of the plan as it is now; ${now}`,
		'The number is mistyped, or Flex or Winningtemp has changed since it was shown. Nothing was written. The report of the next run without a number shows what is held now, and its number.',
		'stopped',
	);
}

/** What each guard counts, for people to read. */
const COUNTED: Record<string, { one: string; many: string; what: string }> = {
	removals: { one: 'person', many: 'people', what: 'would be removed' },
	groupDeletions: { one: 'group', many: 'groups', what: 'would be deleted' },
	moves: { one: 'person', many: 'people', what: 'would change groups' },
	usernameChanges: { one: 'username', many: 'usernames', what: 'would change' },
	creations: { one: 'person', many: 'people', what: 'would be created' },
};

function counted(name: string, actual: number): string {
	const { one, many, what } = COUNTED[name]!;
	return `${actual} ${actual === 1 ? one : many} ${what}`;
}

/** Guards tripped that are set to stop. */
export function guardsExceeded(tripped: readonly Judged[], planId: string): UserError {
	const reasons = tripped.map(
		({ name, actual, of, limit }) =>
			`${counted(name, actual)} (of ${of}; the guard “${name}” lets ${limit} through)`,
	);
	return new UserError(
		`Nothing was planned: ${reasons.join('; ')}`,
		`Check in HR whether this is meant. If it is, set Release to ${planId}, or raise the guard.`,
		'stopped',
	);
}
