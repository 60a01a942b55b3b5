import { UserError } from '../model/userError';
import { error, type Issue } from '../model/issue';
import { groupIdOf, type GroupIdReader } from './groupRecords';
import { idOf, personName } from './roster';
import type { ItemRecord, Member } from './types';

/** An item with its position among the input. */
export interface Item {
	index: number;
	record: ItemRecord;
}

/** The items by what they turned out to be. */
export interface SortedItems {
	people: Member[];
	/** Whom an earlier node keeps from being synchronised. */
	skipped: Item[];
	/** Descriptions of groups. */
	groups: ItemRecord[];
	others: ItemRecord[];
}

/**
 * Shows people from the rest.
 *
 * @param readGroupId in a mode that takes descriptions of groups as well: an item that is no person
 * but has a group id is one
 * @throws UserError where there are items and none is of any use
 */
export function sortItems(
	records: readonly ItemRecord[],
	readGroupId: GroupIdReader | null,
): SortedItems {
	const items: SortedItems = { people: [], skipped: [], groups: [], others: [] };
	records.forEach((record, index) => {
		if (record.skipped === true) {
			items.skipped.push({ index, record });
			return;
		}
		const externalId = idOf(record.externalId);
		if (externalId !== null) {
			const managerExternalId = idOf(record.managerExternalId);
			items.people.push({
				index,
				externalId,
				managerExternalId,
				record,
				groupExternalId: null,
			});
		} else if (readGroupId && groupIdOf(record, readGroupId) !== '') items.groups.push(record);
		else items.others.push(record);
	});
	if (records.length > 0 && items.others.length === records.length) throw noPeople(records.length);
	return items;
}

/** For an item that is neither a person nor anything else that the builder takes. */
export function notAPerson(record: ItemRecord): Issue {
	const name = personName(record);
	return error(
		'notAPerson',
		{ kind: 'user', externalId: null, name },
		`${name || 'An item without a name'} has no externalId and is left out. Map the External ID in the Employee Mapper.`,
	);
}

function noPeople(count: number): UserError {
	return new UserError(
		count === 1
			? 'The only item is not a person: it has no externalId'
			: `None of the ${count} items is a person: they have no externalId`,
		'Connect the output People of the Employee Mapper, or map the External ID there.',
		'input',
	);
}
