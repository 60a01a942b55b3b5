import { toCurrentGroup } from '../../../../scim/resource';
import { forEachItem } from '../items';
import { locate } from '../locate';
import { showFor, type Operation } from '../operation';
import { LOCATORS, simplify } from '../parameters';

export const get: Operation = {
	fields: showFor('group', 'get', [LOCATORS.group, simplify]),
	async execute(context, connection) {
		return await forEachItem(context, async (item) => {
			const resource = await locate(context, connection, 'group', item);
			return context.getNodeParameter('simplify', item)
				? toCurrentGroup(resource, connection)
				: resource;
		});
	},
};
