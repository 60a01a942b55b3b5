import { UserError } from '../model/userError';
import type { ItemRecord } from './types';

/**
 * The levels where none are named: the fields of `organization` in their order, as long as all
 * people agree on it. A field may be missing on some; none may come in another order, for then
 * the hierarchy would depend on who comes first.
 *
 * @throws UserError where the order is not clear, or there are no such fields
 */
export function defaultLevels(records: readonly ItemRecord[]): string[] {
	const orders = distinctOrders(records);
	const longest = orders.reduce<string[]>((best, order) => {
		return order.length > best.length ? order : best;
	}, []);
	if (longest.length === 0) {
		throw new UserError(
			'The people have no organisational fields to build a hierarchy from',
			'Name the levels, e.g. “Office, Department, Team”, or choose Organization Fields in the Employee Mapper.',
			'input',
		);
	}
	const differing = orders.find((order) => !isWithin(order, longest));
	if (differing) {
		const [one, other] = [longest.join(', '), differing.join(', ')].sort();
		throw new UserError(
			`The organisational fields do not come in one order: “${one}” and “${other}” were found`,
			'Name the levels from the top down, e.g. “Office, Department, Team”.',
			'input',
		);
	}
	return longest;
}

function distinctOrders(records: readonly ItemRecord[]): string[][] {
	const orders = new Map<string, string[]>();
	for (const { organization } of records) {
		if (typeof organization !== 'object' || organization === null) continue;
		const order = Object.keys(organization);
		orders.set(JSON.stringify(order), order);
	}
	return [...orders.keys()].sort().map((key) => orders.get(key)!);
}

/** Whether `part` is `whole` with some fields left out. */
function isWithin(part: readonly string[], whole: readonly string[]): boolean {
	let next = 0;
	for (const field of whole) if (field === part[next]) next++;
	return next === part.length;
}
