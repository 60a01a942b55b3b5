import type { Issue } from '../model/issue';
import { fieldLabel } from './guardWords';
import { ISSUES, type IssueText } from './issueTable';
import type { Words } from './words';
import { wordsOf } from './words';

function textOf({ code }: Pick<Issue, 'code'>): IssueText | undefined {
	return Object.hasOwn(ISSUES, code) ? ISSUES[code] : undefined;
}

/** The heading over issues of one code; empty where it has none. */
export function issueTitle(code: string, { language }: Words): string {
	return (language === 'sv' ? textOf({ code })?.title : undefined) ?? wordsOf(code);
}

/** Whether people in HR can correct it. */
export function isForHr(issue: Pick<Issue, 'code'>): boolean {
	return textOf(issue)?.by === 'hr';
}

/** What to do, in a sentence; empty where the code has none. */
export function issueAdvice(found: Issue, target: string, { language }: Words): string {
	return fillIn(textOf(found)?.todo[language] ?? '', found, target, language, new Map()) ?? '';
}

/**
 * What happened and what to do. In another language than English only where the code is known and
 * the details have all that the sentence needs; else the message as it is.
 *
 * @param people names by External ID
 */
export function issueText(
	found: Issue,
	target: string,
	people: ReadonlyMap<string, string>,
	{ language }: Words,
): string {
	const text = language === 'en' ? undefined : textOf(found);
	if (text === undefined) return found.message;
	const template = `${text.said} ${text.todo[language]}`;
	return fillIn(template, found, target, language, people) ?? found.message;
}

const MOST_NAMED = 3;

function fillIn(
	template: string,
	{ subject, details }: Issue,
	target: string,
	language: Words['language'],
	names: ReadonlyMap<string, string>,
): string | undefined {
	const ids = Array.isArray(details.people) ? details.people.map(String) : [];
	const known = ids.flatMap((id) => names.get(id) ?? []);
	const many = typeof details.count === 'number' && details.count > 1;
	let isWhole = true;
	const text = template.replace(/\{(\w+)\}/g, (_all, name: string) => {
		if (name === 'target') return target;
		if (name === 'name') return subject.name;
		if (name === 'who') {
			if (!many) return subject.name;
			const some = known.slice(0, MOST_NAMED).join(', ');
			return `${String(details.count)} medarbetare${some === '' ? '' : ` (${some}${known.length > MOST_NAMED ? ' …' : ''})`}`;
		}
		const value = details[name];
		if (typeof value === 'number') return String(value);
		if (typeof value !== 'string') isWhole = false;
		return name === 'field' ? fieldLabel(String(value), language) : String(value);
	});
	return isWhole ? text : undefined;
}
