import { compareText } from '../../../directory/common/text';
import type { FlexModel } from './model';

type ListName = {
	[K in keyof FlexModel]: FlexModel[K] extends unknown[] ? K : never;
}[keyof FlexModel];
type Entry<L extends ListName> = FlexModel[L][number];
/** Lists whose entries have an id of their own. */
type IdListName = {
	[L in ListName]: Entry<L> extends { id: string } ? L : never;
}[ListName];

interface Cached {
	list: unknown[];
	length: number;
	revision: number;
	value: unknown;
}

const caches = new WeakMap<FlexModel, Map<string, Cached>>();

/**
 * What was worked out from one list of the model, worked out again only when the list has changed,
 * so that a page of 20 costs the same among 100,000 employees as among 100.
 */
function remembered<L extends ListName, T>(
	model: FlexModel,
	listName: L,
	name: string,
	work: (list: ReadonlyArray<Entry<L>>) => T,
): T {
	const cache = caches.get(model) ?? new Map<string, Cached>();
	caches.set(model, cache);
	const key = `${listName} ${name}`;
	const list = model[listName];
	const known = cache.get(key);
	if (
		known !== undefined &&
		known.list === list &&
		known.length === list.length &&
		known.revision === model.revision
	) {
		return known.value as T;
	}
	const value = work(list);
	cache.set(key, { list, length: list.length, revision: model.revision, value });
	return value;
}

/** The entries of a list by their id. */
export function byId<L extends IdListName>(
	model: FlexModel,
	listName: L,
): ReadonlyMap<string, Entry<L>> {
	return remembered(model, listName, 'by id', (list) => {
		return new Map(list.map((entry) => [entry.id, entry]));
	});
}

/** The entries of a list by one of their references, in the order of the list. */
export function groupedBy<L extends ListName>(
	model: FlexModel,
	listName: L,
	reference: keyof Entry<L> & string,
): ReadonlyMap<string, Array<Entry<L>>> {
	return remembered(model, listName, reference, (list) => {
		const groups = new Map<string, Array<Entry<L>>>();
		for (const entry of list) {
			const key = String(entry[reference]);
			const group = groups.get(key);
			if (group) group.push(entry);
			else groups.set(key, [entry]);
		}
		return groups;
	});
}

/** Employees by company, in string order of their employment number (facts: R, not promised). */
export function employeesInOrder(
	model: FlexModel,
	companyId: string,
): ReadonlyArray<Entry<'employees'>> {
	const inOrder = remembered(model, 'employees', 'in order', () => {
		const groups = new Map<string, Array<Entry<'employees'>>>();
		for (const [id, employees] of groupedBy(model, 'employees', 'companyId')) {
			groups.set(
				id,
				[...employees].sort((a, b) => compareText(a.employmentNumber, b.employmentNumber)),
			);
		}
		return groups;
	});
	return inOrder.get(companyId) ?? [];
}
