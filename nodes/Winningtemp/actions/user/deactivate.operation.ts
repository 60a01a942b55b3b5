import { codeOfStatus } from '../../../../http/status';
import { UserError } from '../../../../directory/model/userError';
import { userEdits } from '../../../../scim/edits';
import { toCurrentUser } from '../../../../scim/userResource';
import { ScimWriter } from '../../../../scim/writer';
import { forEachItem } from '../items';
import { locate } from '../locate';
import { showFor, type Operation } from '../operation';
import { user } from '../parameters';

export const deactivate: Operation = {
	fields: showFor('user', 'deactivate', [user]),
	async execute(context, connection) {
		const writer = new ScimWriter(connection);
		const edits = userEdits(
			[{ field: 'active', from: true, to: false }],
			connection,
			() => undefined,
		);
		return await forEachItem(context, async (item) => {
			const resource = await locate(context, connection, 'user', item);
			const { targetId, externalId, username, active } = toCurrentUser(resource, {
				...connection,
				externalIdOf: () => null,
			});
			const result = { targetId, externalId, username, active: false, changed: active };
			if (!active) return result;
			const written = await writer.update('user', resource, edits);
			if (!written.ok) {
				throw new UserError(
					`The user was not deactivated. ${written.error}.`,
					'',
					codeOfStatus(written.answer.status),
					written.answer.status,
				);
			}
			return result;
		});
	},
};
