import { joinAnd } from '../common/phrases';
import { filled, say, text, type Row } from '../report/columns';
import { told, type Told } from './told';

/** A dimension and the value of each person in it: the same people in the same order everywhere. */
export interface Column {
	name: string;
	/** `null` for a person without a value. */
	values: ReadonlyArray<string | null>;
}

/** With the reason, a sentence. */
export interface LevelAdvice extends Told<'reason'> {
	name: string;
	people: number;
	values: number;
	/** Place among the recommended levels, from 1; 0 for none. */
	level: number;
}

/** A level is filled for at least this share of the people. */
const LEAST_FILLED = 0.8;
/** A level has at least two values, and on average at least so many people in each. */
const FEWEST_VALUES = 2;
const LEAST_PEOPLE_A_VALUE = 3;
/** A dimension nests in another if so many of its people have the value that most of theirs have. */
const LEAST_NESTED = 0.95;

/**
 * Recommends the levels of an organisation from the data. A dimension can be a level if most people
 * have a value in it (80 %) and the values are few (at least two, at least three people in each on
 * average). A level stands below another if its values nest in it: all who share a value share the
 * value above, but for 5 % of the people. The longest chain of such dimensions is recommended,
 * fewest values first; of several that are as long, the one that is filled for more people, then the
 * first by name.
 *
 * @param columns without the dimensions that can never be a level
 * @returns advice about each column, in the same order
 */
export function recommendLevels(columns: readonly Column[]): LevelAdvice[] {
	const facts = columns.map((column) => {
		const filled = column.values.filter((value) => value !== null);
		return { column, people: filled.length, values: new Set(filled).size };
	});
	const candidates = facts
		.filter((one) => flawOf(one) === null)
		.sort((a, b) => a.values - b.values || (a.column.name < b.column.name ? -1 : 1));
	const chain = longestChain(candidates).map(({ column }) => column);
	return facts.map((one) => {
		const { column, people, values } = one;
		const level = chain.indexOf(column) + 1;
		return {
			name: column.name,
			people,
			values,
			level,
			...told({ reason: reasonOf(one, level, chain) }),
		};
	});
}

interface ColumnFacts {
	column: Column;
	people: number;
	values: number;
}

const REASONS = {
	nobody: text('Nobody has a value.', 'Ingen har något värde.'),
	tooFew: text('Too few people have a value.', 'För få medarbetare har ett värde.'),
	same: text('Everybody has the same value.', 'Alla har samma värde.'),
	tooMany: text(
		'It has too many values for so few people.',
		'För många värden för så få medarbetare.',
	),
	top: text('Few values, filled for most people.', 'Få värden, ifyllt för de flesta.'),
	nested: say(
		'Few values, filled for most people, and each belongs to one value of {0}.',
		'Få värden, ifyllt för de flesta, och varje värde hör till ett värde i {0}.',
	),
	apart: say(
		'Its values do not nest with those of {0}. Add it by hand if it is a level of your organisation.',
		'Värdena passar inte in under eller över dem i {0}. Lägg till den för hand om den är en nivå i er organisation.',
	),
};

/** Why a dimension cannot be a level; `null` if it can. */
function flawOf({ column, people, values }: ColumnFacts): Row<string> | null {
	if (people === 0) return REASONS.nobody;
	if (people < column.values.length * LEAST_FILLED) return REASONS.tooFew;
	if (values < FEWEST_VALUES) return REASONS.same;
	if (values * LEAST_PEOPLE_A_VALUE > people) return REASONS.tooMany;
	return null;
}

function reasonOf(one: ColumnFacts, level: number, chain: readonly Column[]): Row<string> {
	const flaw = flawOf(one);
	if (flaw !== null) return flaw;
	if (level > 1) return filled(REASONS.nested, chain[level - 2]!.name);
	if (level === 1) return REASONS.top;
	const names = chain.map(({ name }) => name);
	return { en: REASONS.apart.en(joinAnd(names)), sv: REASONS.apart.sv(joinAnd(names, 'och')) };
}

/** The longest chain of nested candidates; they come with the fewest values first. */
function longestChain(candidates: readonly ColumnFacts[]): ColumnFacts[] {
	const best: Array<{ chain: ColumnFacts[]; people: number }> = [];
	for (const one of candidates) {
		let above: (typeof best)[number] = { chain: [], people: 0 };
		for (const other of best) {
			const upper = other.chain.at(-1)!;
			if (isBetter(other, above) && nests(one, upper)) above = other;
		}
		best.push({ chain: [...above.chain, one], people: above.people + one.people });
	}
	return best.reduce((a, b) => (isBetter(b, a) ? b : a), { chain: [] as ColumnFacts[], people: 0 })
		.chain;
}

type Chain = { chain: ColumnFacts[]; people: number };

function isBetter(one: Chain, other: Chain): boolean {
	const longer = one.chain.length - other.chain.length;
	return longer > 0 || (longer === 0 && one.people > other.people);
}

/** Whether each value of the lower dimension has one value of the upper one, but for a few people. */
function nests(lower: ColumnFacts, upper: ColumnFacts): boolean {
	if (lower.values <= upper.values) return false;
	const counts = new Map<string, Map<string, number>>();
	let both = 0;
	lower.column.values.forEach((value, i) => {
		const above = upper.column.values[i] ?? null;
		if (value === null || above === null) return;
		both++;
		const own = counts.get(value) ?? new Map<string, number>();
		counts.set(value, own.set(above, (own.get(above) ?? 0) + 1));
	});
	let nested = 0;
	for (const own of counts.values()) nested += Math.max(...own.values());
	return both > 0 && nested >= both * LEAST_NESTED;
}
