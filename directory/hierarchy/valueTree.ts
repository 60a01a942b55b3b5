import { addTo } from '../common/lists';
import { isRecord } from '../common/json';
import { joinAnd } from '../common/phrases';
import { matchingKey } from '../common/text';
import { oneOf } from '../model/fields';
import type { Finding } from '../model/finding';
import { isNotKnown, notKnown, type FieldReader } from './field';
import { textOf, type GroupFields } from './groupRecords';
import type { ItemRecord, Place } from './types';

/** A group of a tree in which each group has one organisational value. */
interface Node {
	id: string;
	name: string;
	/** Without a value of its own nobody is in it; people may be in the groups below. */
	isPlace: boolean;
	below: Below;
}

interface Below {
	byValue: Map<string, Node[]>;
	always: Node[];
}

export interface ValueFields {
	value: FieldReader;
	/** The organisational field that the value is of; none: of any. */
	dimension: FieldReader;
}

/**
 * A tree of groups with a value each. A person is in a group only with the values of all groups
 * above it, and then in the lowest such group. People who get no surveys are in none.
 */
export class ValueTree {
	private readonly top: Below = { byValue: new Map(), always: [] };

	/**
	 * @param descriptions the groups, an item each
	 * @param people whose organisational fields a dimension may name
	 * @returns `null` where no group has a value: then people name their groups themselves
	 */
	static of(
		descriptions: readonly ItemRecord[],
		people: readonly ItemRecord[],
		fields: GroupFields,
		{ value, dimension }: ValueFields,
	): ValueTree | null {
		if (!descriptions.some((one) => textOf(value(one)) !== '')) return null;
		const known = dimensionsOf(people);
		const nodes = new Map<string, Node>();
		for (const one of descriptions) {
			const id = textOf(fields.id(one));
			const isPlace = textOf(value(one)) !== '' || nodes.get(id)?.isPlace === true;
			const name = textOf(fields.name(one)) || id;
			nodes.set(id, { id, name, isPlace, below: { byValue: new Map(), always: [] } });
		}
		const tree = new ValueTree();
		for (const one of descriptions) {
			const node = nodes.get(textOf(fields.id(one)))!;
			const { byValue, always } = nodes.get(textOf(fields.parentId(one)))?.below ?? tree.top;
			const of = matchingKey(textOf(dimension(one)));
			const key = keyOf(known.has(of) ? of : '', value(one));
			if (node.isPlace) addTo(byValue, key, node);
			else always.push(node);
		}
		return tree;
	}

	/** @returns `null`: in no group */
	placeOf(person: ItemRecord): Place | null {
		if (person.excludeFromSurveys === true) return null;
		const unknown = unknownField(person);
		if (unknown !== undefined) return { undecided: notKnown(unknown) };
		const values = valuesOf(person);
		let lowest: Node[] = [];
		for (let level: Node[] = reached(this.top, values); level.length > 0;) {
			const places = level.filter(({ isPlace }) => isPlace);
			// An item may describe a group twice.
			if (places.length > 0) lowest = [...new Set(places)];
			level = level.flatMap(({ below }) => reached(below, values));
		}
		if (lowest.length > 1)
			return { undecided: severalPlaces(lowest.map(({ name }) => name).sort()) };
		return lowest[0] ?? null;
	}
}

function reached({ byValue, always }: Below, values: ReadonlySet<string>): Node[] {
	if (byValue.size === 0) return always;
	const found = [...always];
	for (const value of values) found.push(...(byValue.get(value) ?? []));
	return found;
}

function keyOf(dimension: string, value: unknown): string {
	return `${dimension}\n${matchingKey(textOf(value))}`;
}

/** All values of a person, by name, code or id: each of its field, and of any. */
function valuesOf({ organization, organizationCodes }: ItemRecord): Set<string> {
	const values = new Set<string>();
	for (const box of [organization, organizationCodes]) {
		if (!isRecord(box)) continue;
		for (const [name, value] of Object.entries(box)) {
			if (textOf(value) === '') continue;
			values.add(keyOf(matchingKey(name), value)).add(keyOf('', value));
		}
	}
	return values;
}

/** A field that decides in which groups of a tree a person is, and that nobody knows in this run. */
function unknownField(person: ItemRecord): string | undefined {
	if (person.notKnown === undefined) return undefined;
	if (isNotKnown(person, 'excludeFromSurveys')) return oneOf('excludeFromSurveys');
	const { organization } = person;
	const empty = Object.entries(isRecord(organization) ? organization : {}).filter(
		([, value]) => value === null,
	);
	return [...empty.map(([name]) => name), 'organization', 'organizationCodes'].find((name) =>
		isNotKnown(person, name),
	);
}

function dimensionsOf(people: readonly ItemRecord[]): Set<string> {
	const names = new Set<string>();
	for (const { organization } of people) {
		if (isRecord(organization)) for (const name of Object.keys(organization)) names.add(name);
	}
	return new Set([...names].map(matchingKey));
}

/** What is found of somebody who has the values of several groups. */
function severalPlaces(names: readonly string[]): Finding {
	const groups = joinAnd(names.map((name) => `“${name}”`));
	return {
		severity: 'warning',
		code: 'severalGroups',
		ofOne: `has the values of ${names.length} groups of the tree, ${groups}, and stays in the present group`,
		ofMany: `have the values of ${names.length} groups of the tree, ${groups}, and stay in their present groups`,
		advice: 'Correct the values in HR, or have one of the groups moved in the tree.',
		details: { groups: [...names] },
	};
}

/** What is found of somebody who has the value of no group at the top. */
export const NO_PLACE: Finding = {
	severity: 'warning',
	code: 'noGroup',
	ofOne: 'has the values of no group of the tree and is in no group',
	ofMany: 'have the values of no group of the tree and are in no group',
	advice: 'Enter their values in HR, or set a root group.',
	details: {},
};
