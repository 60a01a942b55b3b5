import { joinSome } from '../common/phrases';
import { compareText, matchingKey } from '../common/text';
import { NO, NO_SIGNS, YES, YES_SIGNS } from './readers';
import { problem, singleText, type Reading, type ReadingRules, type ValueProblem } from './values';

/** Two employment types that HR systems know, in English, in Swedish and as a number. */
const EXTERNAL = ['external personnel', 'extern personal', '1'];
const EMPLOYEE = new Set(['employee', 'anställd', '0']);

const MOST_SHOWN = 10;
const LONGEST_SHOWN = 40;

/** Reads whether somebody gets no surveys; made for all records together. */
export interface Exclusion {
	read: (raw: unknown) => boolean | ValueProblem;
	/** What is odd about the values as a whole. */
	hint?: string;
}

/**
 * Whether people are kept out of surveys: HR says yes or no, or the employment type, which is
 * looked up. Nothing is no. Only where some record has an excluded type is it clear that the values
 * are employment types, and that any other type is a no. Else a word that is not known is a problem,
 * and never a no.
 *
 * @param values of all records
 * @param excluded matching keys of the employment types that are kept out
 */
export function exclusionBy(
	values: readonly unknown[],
	excluded: ReadonlySet<string>,
	rules: ReadingRules,
): Exclusion {
	const types = withTranslations(excluded);
	const texts = new Map<unknown, Reading<string>>();
	const known = new Map<string, string>();
	for (const value of new Set(values)) {
		const text = singleText(value, rules, 'value');
		texts.set(value, text);
		if (typeof text === 'string' && text !== '') known.set(matchingKey(text), text);
	}
	const areTypes = [...types].some((type) => known.has(type) && !YES_SIGNS.has(type));
	const answerTo = (key: string): boolean | undefined => {
		if (key === '') return false;
		if (types.has(key) || YES.has(key)) return true;
		if (NO.has(key) || EMPLOYEE.has(key) || areTypes) return false;
		return YES_SIGNS.has(key) ? true : NO_SIGNS.has(key) ? false : undefined;
	};
	const answers = new Map<unknown, boolean | ValueProblem>();
	for (const [value, text] of texts) {
		const isText = typeof text === 'string';
		answers.set(value, isText ? (answerTo(matchingKey(text)) ?? unknownWord(text)) : text);
	}
	const hasUnknown = [...known.keys()].some((key) => answerTo(key) === undefined);
	const isMisspelt = excluded.size > 0 && !EXTERNAL.some((type) => excluded.has(type));
	const hasTypes = hasUnknown || [...known.keys()].some(isEmployee);
	const shown = [...known.values()].filter((text) => text.length <= LONGEST_SHOWN);
	return {
		read: (raw) => answers.get(raw)!,
		...(!areTypes && hasTypes && (hasUnknown || isMisspelt) && { hint: noSuchType(shown) }),
	};
}

function withTranslations(excluded: ReadonlySet<string>): Set<string> {
	const isExternal = EXTERNAL.some((type) => excluded.has(type));
	return new Set(isExternal ? [...excluded, ...EXTERNAL] : excluded);
}

function isEmployee(key: string): boolean {
	return EMPLOYEE.has(key) && !NO_SIGNS.has(key);
}

function unknownWord(text: string): ValueProblem {
	const shown = text.length <= LONGEST_SHOWN ? ` “${text}”` : '';
	return problem({
		code: 'unknownExclusion',
		says: `the value${shown} in HR means neither yes nor no, and no record has an employment type that is excluded`,
		advice: 'Name the employment types that get no surveys under Excluded Employment Types.',
		...(shown !== '' && { details: { value: text } }),
	});
}

function noSuchType(types: string[]): string {
	return `No item has an employment type that is named under Excluded Employment Types. The types that there are: ${joinSome(types.sort(compareText), MOST_SHOWN)}.`;
}
