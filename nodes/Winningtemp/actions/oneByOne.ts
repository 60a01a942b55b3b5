import type { Current, Kind, Target, Written } from '../../../directory/apply/target';
import type { CurrentUser } from '../../../directory/model/person';
import { UserError } from '../../../directory/model/userError';
import { codeOfStatus } from '../../../http/status';
import { ScimTarget } from '../../../scim/target';
import { forEachItem } from './items';
import { locate } from './locate';
import { showFor, type Operation } from './operation';
import { LOCATORS } from './parameters';

/**
 * The operation that does one thing to the user or group that each item names.
 *
 * @param refused begins the message where it was not done
 * @param act what it does, and what it says of it; without `written` there was nothing to do
 */
function oneByOne<C extends Current>(
	kind: C['kind'] & Kind,
	operation: string,
	refused: string,
	act: (target: Target, current: C) => Promise<{ written?: Written; result: object }>,
): Operation {
	return {
		fields: showFor(kind, operation, [LOCATORS[kind]]),
		async execute(context, connection) {
			const target = new ScimTarget(connection, { concurrency: 1, useBulk: false });
			return await forEachItem(context, async (item) => {
				const resource = await locate(context, connection, kind, item);
				const { written, result } = await act(target, target.take(kind, resource) as C);
				if (!written || written.ok) return result;
				const { error, status = 0 } = written;
				throw new UserError(`${refused} ${error}.`, '', codeOfStatus(status), status);
			});
		},
	};
}

/** The operation Delete of a resource. */
export function remove(kind: Kind): Operation {
	const refused = `The ${kind} was not deleted.`;
	return oneByOne(kind, 'delete', refused, async (target, { targetId, externalId }) => ({
		written: await target.remove(kind, targetId),
		result: { deleted: true, targetId, externalId },
	}));
}

/** The operation Deactivate of a user. */
export const deactivate = oneByOne<CurrentUser>(
	'user',
	'deactivate',
	'The user was not deactivated.',
	async (target, { targetId, externalId, username, active }) => {
		const result = { targetId, externalId, username, active: false, changed: active };
		if (!active) return { result };
		const off = { field: 'active', from: true, to: false };
		return { written: await target.update('user', targetId, [off]), result };
	},
);
