import { UserError } from '../../../directory/model/userError';
import { codeOfStatus } from '../../../http/status';
import { getOwn, textOrNull } from '../../../scim/json';
import type { Kind } from '../../../directory/apply/target';
import { ScimWriter } from '../../../scim/writer';
import { forEachItem } from './items';
import { locate } from './locate';
import { showFor, type Operation } from './operation';
import { group, user } from './parameters';

/** The operation Delete of a resource. */
export function remove(kind: Kind): Operation {
	return {
		fields: showFor(kind, 'delete', [kind === 'user' ? user : group]),
		async execute(context, connection) {
			const writer = new ScimWriter(connection);
			return await forEachItem(context, async (item) => {
				const resource = await locate(context, connection, kind, item);
				const written = await writer.remove(kind, resource);
				if (!written.ok) {
					throw new UserError(
						`The ${kind} was not deleted. ${written.error}.`,
						'',
						codeOfStatus(written.answer.status),
						written.answer.status,
					);
				}
				return {
					deleted: true,
					targetId: textOrNull(getOwn(resource, 'id')),
					externalId: textOrNull(getOwn(resource, 'externalId')),
				};
			});
		},
	};
}
