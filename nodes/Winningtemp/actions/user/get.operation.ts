import { forEachItem } from '../items';
import { locate } from '../locate';
import { showFor, type Operation } from '../operation';
import { LOCATORS, simplify } from '../parameters';
import { simplifiedUsers } from '../simplified';

export const get: Operation = {
	fields: showFor('user', 'get', [LOCATORS.user, simplify]),
	async execute(context, connection) {
		return await forEachItem(context, async (item) => {
			const resource = await locate(context, connection, 'user', item);
			if (!context.getNodeParameter('simplify', item)) return resource;
			const [simplified] = await simplifiedUsers(connection, [resource]);
			return simplified!;
		});
	},
};
