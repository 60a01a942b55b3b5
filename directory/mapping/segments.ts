import { matchingKey } from '../common/text';
import type { Segment } from '../model/fields';
import { segmentId } from '../model/segments';
import { entryOf, meansSeveral, type NamesByCompany } from './codes';
import { keep, type Draft } from './findings';
import { READERS } from './readers';
import { problem, singleText, ValueProblem, type ReadField, type ReadingRules } from './values';
import type { ValueSource } from './valueSource';
import { Tally } from '../common/tally';

/** The segments of one category, whose name is that of the category. */
export interface SegmentColumn extends ReadField {
	source: ValueSource;
	names: readonly unknown[];
	/** External IDs; absent where they follow from category and name. */
	codes?: readonly unknown[];
	/** Each segment that was met, once for everybody in it. */
	known: Map<string, Segment>;
}

/** The segments of one record, or why one of them cannot be read: then all stay as they are. */
export function segmentsOf(
	columns: readonly SegmentColumn[],
	index: number,
	rules: ReadingRules,
): Segment[] | ValueProblem {
	const segments: Segment[] = [];
	for (const column of columns) {
		const [name, code] = [column.names[index], column.codes?.[index]];
		const failed = [name, code].find((raw) => raw instanceof ValueProblem);
		if (failed) return failed as ValueProblem;
		if (!Array.isArray(name)) {
			const refused = addSegment(segments, column, name, code, rules);
			if (refused) return refused;
			continue;
		}
		for (let i = 0; i < name.length; i++) {
			const own: unknown = Array.isArray(code) ? code[i] : name.length === 1 ? code : undefined;
			const refused = addSegment(segments, column, name[i], own, rules);
			if (refused) return refused;
		}
	}
	return segments;
}

function addSegment(
	segments: Segment[],
	column: SegmentColumn,
	rawName: unknown,
	rawCode: unknown,
	rules: ReadingRules,
): ValueProblem | undefined {
	const name = singleText(rawName, rules, column.one);
	if (typeof name !== 'string') return name;
	if (name === '') return undefined;
	const code =
		column.codes && READERS.id(rawCode, { ...column, one: `code of the ${column.one}` }, rules);
	if (code instanceof ValueProblem) return code;
	if (code === null) return withoutCode(column.one, name);
	const segment = entryOf(column.known, `${String(code)}\n${name}`, () => ({
		category: column.name,
		name,
		externalId: typeof code === 'string' ? code : segmentId(column.name, name),
	}));
	if (!segments.some(({ externalId }) => externalId === segment.externalId)) segments.push(segment);
	return undefined;
}

function withoutCode(one: string, name: string): ValueProblem {
	return problem({
		code: 'missingSegmentCode',
		says: `the ${one} “${name}” has no code in HR`,
		advice: 'Enter the code in HR, or empty Code of this category under Segments.',
		details: { name },
	});
}

/** How one External ID is used that several segments have. */
interface Use {
	/** Names of the categories. */
	categories: Set<string>;
	names: NamesByCompany;
}

/**
 * Gives each External ID one segment. Where a code means other things in other companies, it becomes
 * `<company>:<code>`, as codes of groups do. Of several names the most common one counts. A code of
 * two categories is nobody's.
 *
 * @returns hints
 */
export function settleSegments(
	drafts: readonly Draft[],
	columns: readonly SegmentColumn[],
): string[] {
	const uses = usesOf(drafts, sharedIds(columns));
	if (uses.size === 0) return [];
	const settled = new Map<string, { segment: Segment; names: Tally }>();
	const idIn = ({ company }: Draft, { externalId }: Segment) => {
		const use = uses.get(externalId);
		return use && company !== '' && meansSeveral(use.names)
			? `${company}:${externalId}`
			: externalId;
	};
	const affected = drafts.filter(({ person }) =>
		person.segments?.some(({ externalId }) => uses.has(externalId)),
	);
	for (const draft of affected) {
		for (const one of draft.person.segments!) {
			const id = idIn(draft, one);
			const make = () => ({ segment: { ...one, externalId: id }, names: new Tally() });
			entryOf(settled, id, make).names.add(one.name);
		}
	}
	for (const { segment, names } of settled.values()) segment.name = names.mostCommon()!;
	for (const draft of affected) {
		const ambiguous = draft.person.segments!.find(
			({ externalId }) => (uses.get(externalId)?.categories.size ?? 0) > 1,
		);
		if (ambiguous) keepAmbiguous(draft, ambiguous.externalId, uses.get(ambiguous.externalId)!);
		else
			draft.person.segments = draft.person.segments!.map(
				(one) => settled.get(idIn(draft, one))!.segment,
			);
	}
	return [...settled.values()].flatMap(hintOfNames);
}

/** External IDs of which there is more than one segment. */
function sharedIds(columns: readonly SegmentColumn[]): Set<string> {
	const [seen, shared] = [new Set<string>(), new Set<string>()];
	for (const { known } of columns) {
		for (const { externalId } of known.values()) {
			if (seen.has(externalId)) shared.add(externalId);
			seen.add(externalId);
		}
	}
	return shared;
}

function usesOf(drafts: readonly Draft[], shared: ReadonlySet<string>): Map<string, Use> {
	const uses = new Map<string, Use>();
	if (shared.size === 0) return uses;
	for (const { person, company } of drafts) {
		for (const { category, name, externalId } of person.segments ?? []) {
			if (!shared.has(externalId)) continue;
			const use = entryOf(uses, externalId, (): Use => ({
				categories: new Set(),
				names: new Map(),
			}));
			use.categories.add(category);
			entryOf(use.names, company, () => new Set<string>()).add(matchingKey(name));
		}
	}
	return uses;
}

function keepAmbiguous(draft: Draft, code: string, { categories }: Use): void {
	delete draft.person.segments;
	const names = [...categories].sort().map((name) => `“${name}”`);
	keep(
		draft,
		'list of segments',
		'ambiguousSegmentCode',
		`the code ${code} is one of ${names.join(' and of ')}`,
		'Give the codes of one category a prefix, with an expression in Code.',
		{ code },
	);
}

function hintOfNames({ segment, names }: { segment: Segment; names: Tally }): string[] {
	const { category, name, externalId } = segment;
	if (new Set(names.texts().map(matchingKey)).size < 2) return [];
	const others = names.texts().filter((one) => one !== name);
	return [
		`The code ${externalId} of “${category}” has several names in HR. Everyone gets the most common one, “${name}”. Correct ${others.map((one) => `“${one}”`).join(', ')} in HR.`,
	];
}
