import type { Tenant } from './discovery';
import type { ScimResponse } from './protocol';
import { GROUP_NAMES } from './ways';
import { detailOf } from './words';

type Named = Pick<Tenant, 'settings' | 'ways' | 'listsUniqueNames'>;

const CONFLICT = 409;

/** Whether a tenant is known to take each name of a group only once. */
export function hasUniqueNames({ settings, ways, listsUniqueNames }: Named): boolean {
	if (settings.groupNames !== 'automatic') return settings.groupNames === 'unique';
	return listsUniqueNames || ways.of(GROUP_NAMES) !== undefined;
}

/**
 * Whether a group was refused because another one has its name; that is remembered of the tenant.
 *
 * @param isElsewhere whether another group is known to have the name
 */
export function learnUniqueNames(
	tenant: Named,
	answer: ScimResponse,
	isElsewhere: boolean,
): boolean {
	const { settings, ways } = tenant;
	if (answer.status !== CONFLICT || settings.groupNames === 'asInHr') return false;
	if (!isElsewhere && !/\b(?:display)?name\b/i.test(detailOf(answer))) return false;
	if (!hasUniqueNames(tenant)) ways.learn(GROUP_NAMES, 'unique');
	return true;
}
