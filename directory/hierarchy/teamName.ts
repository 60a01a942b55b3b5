import { cleanName } from '../common/text';
import { fieldReader, requireField } from './field';
import { memberName } from './roster';
import type { ItemRecord, Member } from './types';

const PLACEHOLDER = /\{([^{}]+)\}/g;

/**
 * Names a manager's team by a template such as `{firstName} {lastName}’s team`. A name that would
 * be empty becomes the manager's own name.
 *
 * @throws UserError where a placeholder names a field that no manager has
 */
export function teamNamer(
	template: string,
	managers: readonly ItemRecord[],
): (manager: Member) => string {
	const readers = new Map(
		[...template.matchAll(PLACEHOLDER)].map(([, field]) => {
			const name = field!.trim();
			return [field!, fieldReader(name, ['organization'])];
		}),
	);
	for (const [field, read] of readers) {
		if (managers.length > 0) requireField(managers, read, 'The placeholder', field.trim());
	}
	return (manager) => {
		const filled = template.replace(PLACEHOLDER, (_all, field: string) =>
			cleanName(readers.get(field)!(manager.record)),
		);
		return cleanName(filled) || memberName(manager);
	};
}
