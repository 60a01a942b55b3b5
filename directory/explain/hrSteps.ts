import { ownValue, type JsonValue } from '../common/json';
import { attributeField, namesOf, USER_VALUES } from '../model/fields';
import { fieldText } from '../report/words';
import type { Found } from './find';
import type { KnownPerson, Knowledge } from './input';
import { note, table, text, type Block, type ExplanationStep } from './model';
import type { Origin, OriginRecord } from './origin';
import { mappedText, plainText } from './words';

/** What HR says, in HR's own words: only the fields that are in use. */
export function hrStep(
	{ hr, by, user }: Found,
	{ systems }: Knowledge,
	levels: readonly string[],
): ExplanationStep {
	const title = 'What HR says';
	if (hr === null) {
		return {
			title,
			blocks: [
				text(`Found by the ${by}.`),
				text(
					user?.externalId === null
						? `HR has nobody with this External ID or username: the user was made by hand in ${systems.target}.`
						: 'HR has nobody with this External ID today: the person has left, has not begun yet, or belongs to a company that is not read.',
				),
			],
		};
	}
	const found = text(`Found by the ${by}.`);
	const { origin } = hr;
	if (!origin) {
		return {
			title,
			blocks: [
				found,
				text(
					'The values in HR are not passed on. Switch on Explain Values in the options of the Employee Mapper to see them here.',
				),
			],
		};
	}
	const blocks: Block[] = [found];
	if (origin.records.length > 1) {
		blocks.push(
			text(`HR has ${origin.records.length} records of this person. The first one decides.`),
		);
	}
	for (const record of origin.records) {
		blocks.push(...table(['Field in HR', 'Value'], recordRows(record)));
	}
	blocks.push(...table(['Organisational field', 'Value'], organizationRows(origin, levels)));
	return { title, blocks };
}

function recordRows({ employeeNumber, company, values }: OriginRecord): string[][] {
	const rows: string[][] = [];
	if (employeeNumber !== null) rows.push(['Employee number', employeeNumber]);
	if (company !== null) rows.push(['Company', company]);
	const seen = new Set<string>();
	for (const { field, source, value } of values) {
		const name = source ?? `Worked out for ${fieldText(field)}`;
		if (seen.has(name)) continue;
		seen.add(name);
		rows.push([name, plainText(value)]);
	}
	return rows;
}

/** With levels only those that the groups are built from: others are not in use. */
function organizationRows({ organization }: Origin, levels: readonly string[]): string[][] {
	if (!organization) return [];
	const names = levels.length > 0 ? levels : Object.keys(organization);
	return names.map((name) => [name, plainText(ownValue(organization, name))]);
}

/** Every value in the target's terms, next to where it comes from; or why there is none. */
export function mappingStep({ hr }: Found, knowledge: Knowledge): ExplanationStep | null {
	if (hr === null) return null;
	const title = 'What it is mapped to';
	const issues = (hr.issues ?? []).map(({ severity, message }) => note(severity, message));
	if ('skipped' in hr) {
		return {
			title,
			blocks: [text('To nothing: this person cannot be synchronised as things are.'), ...issues],
		};
	}
	return {
		title,
		blocks: [
			...table(
				[`Value in ${knowledge.systems.target}`, 'From HR', 'Becomes'],
				mappingRows(hr, knowledge),
			),
			...issues,
		],
	};
}

const FIELDS = ['externalId', ...namesOf(USER_VALUES)];

function mappingRows(person: KnownPerson, { names, systems }: Knowledge): string[][] {
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
			fieldText(field),
			source === null ? 'an expression' : (source ?? ''),
			value === undefined
				? `not mapped: stays as it is in ${systems.target}`
				: mappedText(field, value, names),
		];
	});
}
