import { canonicalJson, type JsonValue } from '../common/json';
import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import { isEmployeeNumber } from '../model/person';
import { isOnlyMark, partialReasons, type PartialReason } from '../model/partialList';
import { qualifyCodes } from './codes';
import { draftOf } from './draft';
import { mergeEmployments, qualifiedIds, sharing, sharingId, type Merge } from './duplicates';
import { issuesOf, nameOf, refusalsOf, refuse, warn, type Draft } from './findings';
import { linkManagers } from './managers';
import { DEFAULT_PLACEHOLDERS, Placeholders } from './placeholders';
import { marker } from './protectedIdentity';
import { settleSegments } from './segments';
import { readTable } from './table';
import type { MappedEmployees, MappedPerson, Mapping, SkippedPerson } from './types';

export { DEFAULT_PLACEHOLDERS } from './placeholders';
export { MAPPED_VALUES, OPTIONAL_FIELDS, REQUIRED_FIELDS } from './types';
export type {
	MappedEmployees,
	MappedPerson,
	Mapping,
	ProtectedIdentity,
	SegmentSource,
	SingleValue,
	SkippedPerson,
} from './types';

/**
 * Turns records of an HR system into people in the target's terms.
 *
 * A field that no record has is a slip in the mapping: for a mandatory value a `UserError`, for
 * another a hint, and the value counts as not mapped, so that a misspelt name clears nothing. A
 * field that only some records lack is empty there. A value that cannot be read is named and left
 * out, so that the target keeps its own.
 *
 * @param records any JSON; the result does not depend on their order
 * @param today `YYYY-MM-DD`: later birthdays are faults
 * @throws UserError
 */
export function mapEmployees(
	records: readonly unknown[],
	mapping: Mapping,
	today: string,
): MappedEmployees {
	const partial = partialReasons(records);
	if (records.every(isOnlyMark)) return { people: [], skipped: [], hints: [], ...marked(partial) };
	const table = readTable(records, mapping, {
		today,
		timeZone: mapping.timeZone ?? 'UTC',
		genderCodes: mapping.genderCodes,
		placeholders: new Placeholders(mapping.placeholders ?? DEFAULT_PLACEHOLDERS),
	});
	const all: Draft[] = [];
	let blankRows = 0;
	const marking = marker(mapping.protectedIdentity, table);
	records.forEach((record, index) => {
		if (isOnlyMark(record)) return;
		const draft = draftOf(record, index, table);
		marking.mark(draft);
		if (draft.isUnusable && isBlank(record)) blankRows++;
		else all.push(draft);
	});

	// Nearly everyone has an id of their own, and is not looked at again.
	const sharers = sharing(all, ({ id }) => id).flat();
	const repeats = new Map<Draft, Draft>();
	for (const group of sharingId(sharers)) findRepeats(group, repeats);
	const drafts = repeats.size === 0 ? all : all.filter((draft) => !repeats.has(draft));
	const alone = sharers.filter((draft) => !repeats.has(draft));
	refuseAll(sharingId(alone));
	const usable = drafts.filter((draft) => !draft.isUnusable);
	const sameUsername = sharing(usable, ({ username }) => username);
	const undecided: Draft[][] = [];
	const merges = mergeEmployments(sameUsername, mapping.companyOrder, undecided);
	const mergedInto = new Map<Draft, Draft>();
	for (const { kept, left } of merges) for (const draft of left) mergedInto.set(draft, kept);

	const separate = drafts.filter((draft) => !mergedInto.has(draft));
	const qualified = qualifiedIds(alone.filter((draft) => !mergedInto.has(draft)));
	for (const [draft, externalId] of qualified) draft.person.externalId = externalId;
	// A qualified id may be somebody else's own one: `7` of company A, and `A:7`.
	if (qualified.size > 0) refuseAll(sharing(separate, ({ person }) => person.externalId));
	qualifyCodes(separate);
	const hintsOfSegments = table.segments ? settleSegments(separate, table.segments) : [];
	const hint = linkManagers(drafts, new Set([...alone, ...mergedInto.keys()]), mergedInto);
	for (const merge of merges) warnMerged(merge);
	for (const draft of undecided.flat()) warnUndecided(draft);
	return {
		...result(separate, sourcesOf(merges, repeats), partial),
		hints: [
			...table.hints,
			...hintsOfSegments,
			...(hint ? [hint] : []),
			...hintOfSharers(sameUsername, mergedInto, separate.length),
			...hintOfBlankRows(blankRows),
			...(partial ? [] : marking.hints()),
		],
		...marked(partial),
	};
}

function result(
	separate: readonly Draft[],
	sources: ReadonlyMap<Draft, number[]>,
	partial: PartialReason[] | undefined,
): Pick<MappedEmployees, 'people' | 'skipped'> {
	const usable = separate.filter((draft) => !draft.isUnusable);
	const issues = issuesOf(usable);
	const people = usable.map((draft) => {
		const person: MappedPerson = draft.person;
		if (partial) person.partialList = partial;
		const said = issues.get(draft);
		if (said) person.issues = said;
		return { person, sources: sources.get(draft) ?? [draft.index] };
	});
	const skipped = separate
		.filter((draft) => draft.isUnusable)
		.map((draft) => ({ person: skippedPerson(draft, partial), source: draft.index }));
	return { people, skipped };
}

function skippedPerson(draft: Draft, partial: PartialReason[] | undefined): SkippedPerson {
	const fullName = `${draft.firstName} ${draft.lastName}`.trim() || nameOf(draft);
	return {
		externalId: draft.person.externalId || null,
		// Without ids, the planner knows by the name whose account is not to be removed.
		name: draft.person.externalId || draft.username ? nameOf(draft) : fullName,
		username: draft.username || null,
		skipped: true,
		...(draft.person.protectedIdentity ? { protectedIdentity: true as const } : placeOf(draft)),
		issues: refusalsOf(draft),
		...(partial ? { partialList: partial } : {}),
	};
}

/** Where HR has somebody, by which a report sorts what is to be corrected. */
function placeOf({
	person,
}: Draft): Pick<SkippedPerson, 'organization' | 'managerExternalId' | 'attributes'> {
	const { organization, managerExternalId, attributes = {} } = person;
	const number = Object.entries(attributes).filter(
		([name, value]) => isEmployeeNumber(name) && value,
	);
	return {
		...(organization ? { organization } : {}),
		...(managerExternalId ? { managerExternalId } : {}),
		...(number.length > 0 ? { attributes: Object.fromEntries(number) } : {}),
	};
}

/** The records of people who are made of more than one, the decisive one first. */
function sourcesOf(
	merges: ReadonlyArray<Merge<Draft>>,
	repeats: ReadonlyMap<Draft, Draft>,
): Map<Draft, number[]> {
	const repeated = new Map<Draft, number[]>();
	for (const [repeat, first] of repeats) {
		const indexes = repeated.get(first);
		if (indexes) indexes.push(repeat.index);
		else repeated.set(first, [first.index, repeat.index]);
	}
	const sources = new Map(repeated);
	for (const { kept, left } of merges) {
		sources.set(
			kept,
			[kept, ...left].flatMap((draft) => repeated.get(draft) ?? [draft.index]),
		);
	}
	return sources;
}

/** Rows that say the same in everything that is mapped are one; the first of them stays. */
function findRepeats(group: readonly Draft[], repeats: Map<Draft, Draft>): void {
	const firsts = new Map<string, Draft>();
	for (const draft of group) {
		const { company, employedFrom, person } = draft;
		const key = canonicalJson({ company, employedFrom, person } as unknown as JsonValue);
		const first = firsts.get(key);
		if (first) repeats.set(draft, first);
		else firsts.set(key, draft);
	}
}

function isBlank(record: unknown): boolean {
	if (typeof record !== 'object' || record === null || Array.isArray(record)) return false;
	return Object.values(record).every(
		(value) =>
			value === null || value === undefined || (typeof value === 'string' && value.trim() === ''),
	);
}

function hintOfBlankRows(count: number): string[] {
	if (count === 0) return [];
	return [`${count} ${count === 1 ? 'row is' : 'rows are'} empty and left out.`];
}

/** A few people may share a username by mistake; more of them than this mean a wrong mapping. */
const MOST_SHARERS = 5;
const LARGEST_SHARE = 0.2;

/** All of them are passed on: only the planner knows who has the username already. */
function hintOfSharers(
	sameUsername: Draft[][],
	mergedInto: ReadonlyMap<Draft, Draft>,
	of: number,
): string[] {
	const groups = sameUsername.map((group) => group.filter((draft) => !mergedInto.has(draft)));
	const sharers = groups.filter(({ length }) => length > 1).flat().length;
	if (sharers <= MOST_SHARERS || sharers <= of * LARGEST_SHARE) return [];
	return [
		`${sharers} of ${of} people share a username with others. Map Username to a field that is different for everyone, such as the work e-mail address.`,
	];
}

const MOST_NAMED = 5;

/** Refuses all records that share an External ID: which of them is right, only HR can say. */
function refuseAll(groups: Draft[][]): void {
	for (const group of groups) {
		const people = group.map(describe).sort(compareText);
		const companies = new Set(group.map((draft) => draft.company));
		const company = companies.size === 1 ? group[0]!.company : '';
		const where = company === '' ? '' : ` in company ${company}`;
		for (const draft of group) {
			if (draft.findings.some(({ code }) => code === 'duplicateExternalId')) continue;
			refuse(
				draft,
				'duplicateExternalId',
				`${group.length} records have the External ID ${draft.person.externalId}${where}: ${joinSome(people, MOST_NAMED)}`,
				'Give each person an id of their own in HR, or map External ID from another field.',
				{ people: people.slice(0, MOST_NAMED), count: group.length, company: company || null },
			);
		}
	}
}

function describe(draft: Draft): string {
	const { username } = draft;
	const name = nameOf(draft);
	if (draft.person.protectedIdentity) return name;
	return username === '' || username === name ? name : `${name} (${username})`;
}

function warnMerged({ kept, left }: Merge<Draft>): void {
	const all = [kept, ...left];
	const companies = all.map(({ company }) => company);
	const details = {
		keptExternalId: kept.person.externalId,
		mergedExternalIds: left.map(({ id }) => id),
	};
	if (new Set(companies).size === 1) {
		warn(
			kept,
			'mergedEmployments',
			`has ${all.length} employments in one company and becomes one user, by the record ${kept.id}. Left out: ${details.mergedExternalIds.join(', ')}`,
			'If these are two people, give each an address of their own in HR.',
			details,
		);
		return;
	}
	const others = left.map(({ id, company }) => `${id} of company ${company}`).join(', ');
	warn(
		kept,
		'mergedAcrossCompanies',
		`is employed in ${new Set(companies).size} companies and becomes one user, by the record ${kept.id} of company ${kept.company}. Left out: ${others}`,
		'If another company should decide, name it first in Company Order.',
		{ companies, ...details },
	);
}

/** The planner keeps the user whom one of the records has already, and changes nothing for the others. */
function warnUndecided(draft: Draft): void {
	warn(
		draft,
		'startNotKnown',
		'has several employments, and HR does not say in this run when they began, so it is not clear which record decides',
		'The next run that knows it does the rest. If HR never says it, name the company that decides in Company Order, or empty Employment Start.',
		{},
	);
}

function marked(partial: PartialReason[] | undefined): Pick<MappedEmployees, 'partial'> {
	return partial ? { partial } : {};
}
