import { compareText, matchingKey } from '../common/text';
import { canonicalId } from '../common/uuid';

/** What decides whether two records are about one person. Texts are clean; `''` is "not known". */
export interface Identity {
	/** The id that HR gives; unique within a company at best. */
	id: string;
	company: string;
	username: string;
	firstName: string;
	lastName: string;
	birthday: string;
	/** Start of the employment in a form that sorts, such as `YYYY-MM-DD`. */
	employedFrom: string;
	/** Whether the source does not know that start; an empty one is known. */
	isStartUnknown?: boolean;
}

/** Records that are one person. */
export interface Merge<T extends Identity> {
	kept: T;
	/** The others, ordered by company and id. */
	left: T[];
}

// Clean text holds no control characters, so that a line break separates parts safely.
const SEPARATOR = '\n';

function idInCompany({ company, id }: Pick<Identity, 'company' | 'id'>): string {
	return company + SEPARATOR + id;
}

/** Groups of two and more records that have one id in one company. */
export function sharingId<T extends Identity>(records: Iterable<T>): T[][] {
	return sharing(records, ({ id }) => id).flatMap((group) => sharing(group, idInCompany));
}

/** Groups of two and more records that share a key; records with the key `''` share nothing. */
export function sharing<T>(records: Iterable<T>, keyOf: (record: T) => string): T[][] {
	const firsts = new Map<string, T>();
	// Nearly every record is alone with its key: only the others are worth a list.
	const groups = new Map<string, T[]>();
	for (const record of records) {
		const key = keyOf(record);
		if (key === '') continue;
		const first = firsts.get(key);
		if (first === undefined) {
			firsts.set(key, record);
			continue;
		}
		const group = groups.get(key);
		if (group) group.push(record);
		else groups.set(key, [first, record]);
	}
	return [...groups.values()];
}

/**
 * People with two or more employments, in one company or in several: one username, one name, and no
 * two birthdays. Where that leaves a doubt, nobody is merged.
 *
 * The record that stays is that of the company that comes first in the order given, else the one
 * with the earliest employment, else the one with the smallest company and then id. Where the start
 * of an employment would decide and is not known in this run, nobody is merged either: another record
 * than in the run before could stay.
 *
 * @param sameUsername records that share a username
 * @param companyOrder company ids, the one that decides first
 * @param undecided receives the records that are not merged because a start is missing
 */
export function mergeEmployments<T extends Identity>(
	sameUsername: T[][],
	companyOrder: readonly string[],
	undecided: T[][] = [],
): Array<Merge<T>> {
	const rank = new Map<string, number>();
	for (const company of companyOrder) {
		const key = matchingKey(canonicalId(company));
		if (!rank.has(key)) rank.set(key, rank.size);
	}
	const rankOf = (record: T) => rank.get(matchingKey(record.company)) ?? rank.size;
	const isDecided = (group: T[]): boolean => {
		const first = Math.min(...group.map(rankOf));
		const ofFirst = group.filter((record) => rankOf(record) === first);
		if (ofFirst.length === 1 || !ofFirst.some((record) => record.isStartUnknown)) return true;
		undecided.push(group);
		return false;
	};
	const compare = (a: T, b: T) =>
		rankOf(a) - rankOf(b) ||
		compareStarts(a.employedFrom, b.employedFrom) ||
		compareText(a.company, b.company) ||
		compareText(a.id, b.id);
	return sameUsername
		.flatMap((group) => sharing(group, nameKey))
		.flatMap(splitByBirthday)
		.filter(isOfKnownCompanies)
		.filter(isDecided)
		.map((group) => {
			const [kept, ...left] = group.sort(compare);
			left.sort((a, b) => compareText(idInCompany(a), idInCompany(b)));
			return { kept: kept!, left };
		});
}

function nameKey({ firstName, lastName }: Identity): string {
	return matchingKey(`${firstName} ${lastName}`);
}

/** A record without birthday goes along only where there is no choice whom it belongs to. */
function splitByBirthday<T extends Identity>(group: T[]): T[][] {
	const birthdays = new Set(group.map(({ birthday }) => birthday).filter((day) => day !== ''));
	return birthdays.size < 2 ? [group] : sharing(group, ({ birthday }) => birthday);
}

/** A record without a company may be of any; where none has one, all are of the same. */
function isOfKnownCompanies(group: Identity[]): boolean {
	const companies = new Set(group.map(({ company }) => company));
	return companies.size === 1 || !companies.has('');
}

/** An unknown start comes last. */
function compareStarts(a: string, b: string): number {
	if (a === '' || b === '') return (a === '' ? 1 : 0) - (b === '' ? 1 : 0);
	return compareText(a, b);
}

/**
 * The External IDs of records whose id another company uses, too: `<company>:<id>`. For all others
 * the id is the External ID.
 *
 * @param records one record a person: merged ones are left out
 */
export function qualifiedIds<T extends Identity>(records: Iterable<T>): Map<T, string> {
	const ids = new Map<T, string>();
	for (const group of sharing(records, ({ id }) => id)) {
		if (group.every(({ company }) => company === group[0]!.company)) continue;
		for (const record of group) {
			const { company, id } = record;
			if (company !== '') ids.set(record, `${company}:${id}`);
		}
	}
	return ids;
}

/** Turns the id that HR gives for somebody else, such as a manager, into an External ID. */
export class References<T extends Identity> {
	private readonly firsts = new Map<string, T>();
	/** Those who share their id with somebody before them, by company and id. */
	private readonly sharers = new Map<string, T>();
	/** Ids whose holders have different External IDs. */
	private readonly ambiguous = new Set<string>();

	constructor(
		records: Iterable<T>,
		private readonly externalIdOf: (record: T) => string,
	) {
		for (const record of records) this.add(record);
	}

	/**
	 * The person who has the id in the company named, else the only one who has it anywhere.
	 *
	 * @returns the id itself where nobody has it; `undefined` where several have it elsewhere
	 */
	resolve(id: string, company: string): string | undefined {
		const first = this.firsts.get(id);
		if (!first) return id;
		if (first.company === company || !this.ambiguous.has(id)) return this.externalIdOf(first);
		const sharer = this.sharers.get(idInCompany({ company, id }));
		return sharer && this.externalIdOf(sharer);
	}

	private add(record: T): void {
		const first = this.firsts.get(record.id);
		if (first === undefined) {
			this.firsts.set(record.id, record);
			return;
		}
		this.sharers.set(idInCompany(record), record);
		if (this.externalIdOf(first) !== this.externalIdOf(record)) this.ambiguous.add(record.id);
	}
}
