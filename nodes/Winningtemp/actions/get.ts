import type { Kind } from '../../../directory/apply/target';
import { forEachItem } from './items';
import { locate } from './locate';
import { showFor, type Operation } from './operation';
import { LOCATORS, simplify } from './parameters';
import { simplified } from './simplified';

/** The operation Get of a resource. */
export function get(kind: Kind): Operation {
	return {
		fields: showFor(kind, 'get', [LOCATORS[kind], simplify]),
		async execute(context, connection) {
			return await forEachItem(context, async (item) => {
				const resource = await locate(context, connection, kind, item);
				if (!context.getNodeParameter('simplify', item)) return resource;
				const [one] = await simplified(kind, connection, [resource]);
				return one!;
			});
		},
	};
}
