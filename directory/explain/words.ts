import { canonicalJson } from '../common/json';
import { fieldOf } from '../model/fields';
import type { Issue } from '../model/issue';
import type { JsonValue } from '../model/person';
import { segmentsText } from '../model/segments';
import { issueText } from '../report/issueWords';
import type { Knowledge } from './input';
import { note, type Block } from './model';
import type { ExplainWords } from './table';

/** A value as it is, or `(empty)`. */
export function plainText(value: JsonValue | undefined, tell: ExplainWords): string {
	if (value === null || value === undefined || value === '') return tell.empty;
	if (typeof value === 'boolean') return value ? tell.yes : tell.no;
	return typeof value === 'object' ? canonicalJson(value) : String(value);
}

/** A value of a person in words: another person, such as the manager, by name and External ID. */
export function mappedText(
	field: string,
	value: JsonValue | undefined,
	{ names: { people }, tell, words }: Knowledge,
): string {
	const type = fieldOf(field)?.type;
	if (type === 'segments') return segmentsText(value) || tell.empty;
	if (type === 'gender' && typeof value === 'string') return words.genders[value] ?? value;
	const isPerson = fieldOf(field)?.refersTo === 'user' && typeof value === 'string';
	const name = isPerson ? people.get(value) : undefined;
	return name === undefined ? plainText(value, tell) : `${name} (${value})`;
}

/** An issue in the language of the reader. */
export function issueNote(issue: Issue, { systems, names, words }: Knowledge): Block {
	return note(issue.severity, issueText(issue, systems.target, names.people, words));
}
