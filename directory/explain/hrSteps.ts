import { ownValue, type JsonValue } from '../common/json';
import { attributeField, namesOf, USER_VALUES } from '../model/fields';
import { fieldText, type Words } from '../report/words';
import type { Found } from './find';
import type { KnownPerson, Knowledge } from './input';
import { table, text, type Block, type ExplanationStep } from './model';
import type { Origin, OriginRecord } from './origin';
import type { ExplainWords } from './table';
import { issueNote, mappedText, plainText } from './words';

/** What HR says, in HR's own words: only the fields that are in use. */
export function hrStep(
	{ hr, by, where, user }: Found,
	{ systems: { target }, tell, words }: Knowledge,
	levels: readonly string[],
): ExplanationStep {
	const title = tell.hrTitle;
	const found = text(tell.foundBy(tell.lookUps[by], where === 'hr' ? 'HR' : target));
	if (hr === null) {
		const why = user?.externalId === null ? tell.madeByHand(target) : tell.notInHr;
		return { title, blocks: [found, text(why)] };
	}
	const { origin } = hr;
	if (!origin) return { title, blocks: [found, text(tell.notPassedOn)] };
	const blocks: Block[] = [found];
	if (origin.records.length > 1) blocks.push(text(tell.records(String(origin.records.length))));
	for (const record of origin.records) {
		blocks.push(...table(tell.hrColumns, recordRows(record, tell, words)));
	}
	blocks.push(...table(tell.organizationColumns, organizationRows(origin, levels, tell)));
	return { title, blocks };
}

function recordRows(
	{ employeeNumber, company, values }: OriginRecord,
	tell: ExplainWords,
	words: Words,
): string[][] {
	const rows: string[][] = [];
	if (employeeNumber !== null) rows.push([tell.employeeNumber, employeeNumber]);
	if (company !== null) rows.push([tell.company, company]);
	const seen = new Set<string>();
	for (const { field, source, value } of values) {
		const name = source ?? tell.workedOut(fieldText(field, words));
		if (seen.has(name)) continue;
		seen.add(name);
		rows.push([name, plainText(value, tell)]);
	}
	return rows;
}

/** With levels only those that the groups are built from: others are not in use. */
function organizationRows(
	{ organization }: Origin,
	levels: readonly string[],
	tell: ExplainWords,
): string[][] {
	if (!organization) return [];
	const names = levels.length > 0 ? levels : Object.keys(organization);
	return names.map((name) => [name, plainText(ownValue(organization, name), tell)]);
}

/** Every value in the target's terms, next to where it comes from; or why there is none. */
export function mappingStep({ hr }: Found, knowledge: Knowledge): ExplanationStep | null {
	if (hr === null) return null;
	const { tell, systems } = knowledge;
	const title = tell.mappingTitle;
	const issues = (hr.issues ?? []).map((issue) => issueNote(issue, knowledge));
	if ('skipped' in hr) {
		return {
			title,
			blocks: [text(tell.cannotBeMapped), ...issues],
		};
	}
	return {
		title,
		blocks: [...table(tell.mappingColumns(systems.target), mappingRows(hr, knowledge)), ...issues],
	};
}

const FIELDS = ['externalId', ...namesOf(USER_VALUES)];

function mappingRows(person: KnownPerson, knowledge: Knowledge): string[][] {
	const { systems, tell, words } = knowledge;
	const values = new Map<string, JsonValue | undefined>(
		FIELDS.map((field) => [field, ownValue(person, field) as JsonValue | undefined]),
	);
	for (const [name, value] of Object.entries(person.attributes ?? {})) {
		values.set(attributeField(name), value);
	}
	const sources = new Map<string, string | null>();
	for (const { field, source } of person.origin?.records[0]?.values ?? []) {
		const before = sources.get(field);
		sources.set(field, before && source ? `${before}, ${source}` : source);
	}
	return [...values].map(([field, value]) => {
		const source = sources.get(field);
		return [
			fieldText(field, words),
			source === null ? tell.anExpression : (source ?? ''),
			value === undefined ? tell.notMapped(systems.target) : mappedText(field, value, knowledge),
		];
	});
}
