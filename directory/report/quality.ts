import { groupedBy } from '../common/lists';
import { cleanName, compareText, matchingKey } from '../common/text';
import { isGuid } from '../common/uuid';
import type { Mentioned } from '../model/change';
import type { Issue } from '../model/issue';
import { UserError } from '../model/userError';
import { protectedName } from '../model/protectedIdentity';
import { tellerOf } from './about';
import { clock } from './clock';
import { fieldLabel } from './guardWords';
import type { Page } from './htmlFrame';
import { readInput, type ReadInput, type ReportInput } from './input';
import { count, part } from './itemValues';
import { isForHr, issueAdvice, issueTitle } from './issueWords';
import type { About } from './model';
import { namesOf } from './values';
import { wordsIn, type Words } from './words';

/** Who gets a list: the company, as the top group, or the manager of those who are on it. */
export type GroupBy = 'company' | 'manager';

/** One thing to correct. */
export interface QualityRow {
	/** Of a person or group; without names, how many people it is about. */
	name: string;
	about: About;
	/** What is wrong, without a full stop. */
	what: string;
	todo: string;
	/** Whether it keeps somebody from being synchronised. */
	isError: boolean;
}

/** What one company or manager has to correct. */
export interface QualityGroup {
	title: string;
	rows: QualityRow[];
}

/** What to correct in HR, for people who know HR only: no ids and no words of the synchronisation. */
export interface QualityModel extends Page {
	date: string;
	/** How many people and groups there is something to correct about, once for each thing. */
	count: number;
	/** How often each thing occurs, most often first. */
	kinds: Array<{ what: string; count: number }>;
	groups: QualityGroup[];
}

/** English headings that follow from no code. In Swedish, every code has one. */
const TITLES: Readonly<Record<string, string>> = {
	missingUsername: 'No work e-mail address',
	missingExternalId: 'No employee ID',
	duplicateExternalId: 'Several people with one employee ID',
	sameExternalId: 'Several people with one employee ID',
	sameUsername: 'Several people with one e-mail address',
	usernameTaken: 'Somebody else has the e-mail address',
	invalidUsername: 'Blank in the e-mail address',
	noLevel: 'No department',
	noGroup: 'No department',
	gapStop: 'Missing level in the organisation',
	levelDamaged: 'Damaged text in the organisation',
	groupDamaged: 'Damaged text in a group',
	noManager: 'No manager',
	managerMissing: 'The manager has left or is unknown',
	managerCircle: 'Managers in a circle',
	reportingCircle: 'Managers in a circle',
	reportingManagerMissing: 'The manager has left or is unknown',
	groupManagerTie: 'Unclear manager of a group',
	groupManagerMissing: 'A group without manager',
	groupConflict: 'One group in several places',
	codeMissing: 'No code',
	severalNames: 'Several names for one code',
	newExternalId: 'Another employee ID than before',
	nobodyHas: 'Nobody has a value any longer',
	missingSegmentCode: 'No code for a segment',
	invalidExternalId: 'Unreadable employee ID',
	protectedLeftAlone: 'Account of somebody with protected identity',
	mergedEmployments: 'Several employments in one company',
	mergedAcrossCompanies: 'Employed in several companies',
};

/** @throws UserError where the issues are not there: nothing to correct would be a wrong answer */
function readIssues(input: ReportInput): ReadInput {
	const read = readInput(input);
	if (read.endedEarly !== undefined) {
		throw new UserError(
			`No list was made: ${read.endedEarly}`,
			'Correct the node that failed, and start the workflow again.',
			'input',
		);
	}
	const { errors, warnings } = part(read.summary, 'issues');
	if (read.summary === null || (read.issues.length === 0 && count(errors) + count(warnings) > 0)) {
		const missing = read.summary === null ? 'Summary' : 'Issues';
		throw new UserError(
			`The input ${missing} has nothing in it, so what to correct is not known.`,
			'Connect the outputs Issues and Summary of the Sync Planner to the inputs of the same name.',
			'input',
		);
	}
	return read;
}

/**
 * What to correct in HR, grouped by company or by manager. People with protected identity are in
 * no group, and stand there without a name. Without names there are only numbers.
 *
 * @throws UserError where the plan or its issues are not there
 */
export function summariseQuality(input: ReportInput & { groupBy: GroupBy }): QualityModel {
	const read = readIssues(input);
	const { language = 'en', title, systems } = input;
	const words = wordsIn(language);
	const personal = input.includeNames !== false;
	const issues = read.issues.filter(isForHr);
	// The name of a manager is a person's name.
	const groupBy = personal ? input.groupBy : 'company';
	const placeOf = placer(read, groupBy, words);
	const rowOf = rowMaker(read, personal, systems.target, words);
	const groups = [...groupedBy(issues, placeOf)]
		.sort(([a], [b]) => Number(a === '') - Number(b === '') || compareText(sortKey(a), sortKey(b)))
		.map(([place, list]) => ({
			title: place || words.quality.elsewhere[groupBy],
			rows: personal ? inOrder(list.map(rowOf)) : numbers(list.map(rowOf), words),
		}));
	const { date, time, timeZone } = clock(input.createdAt, input.timeZone);
	const total = issues.length;
	const errors = issues.filter(({ severity }) => severity === 'error').length;
	const headline = total === 0 ? words.quality.nothing : words.quality.headline(total);
	return {
		...{ language, title, date, time, timeZone, personal, headline, count: total, groups },
		kinds: kindsOf(issues, words),
		remarks: [
			...(errors > 0 ? [words.quality.errors(errors, systems.target)] : []),
			...(total > 0 ? [words.quality.next] : []),
		],
		subject: `${cleanName(title)}: ${headline} (${date})`,
		createdAt: input.createdAt.toISOString(),
		status: total === 0 ? 'ok' : 'attention',
	};
}

const sortKey = (text: string) => matchingKey(text);

/** The name of the company or manager that an issue goes to; empty where nobody knows. */
function placer(read: ReadInput, groupBy: GroupBy, words: Words): (issue: Issue) => string {
	const names = namesOf(read);
	const groups = new Map(read.groups.map((group) => [group.externalId, group]));
	const managerOf = (id: string | null | undefined) => {
		if (!id) return '';
		return read.people.get(id)?.protectedIdentity
			? words.quality.somebodyProtected
			: (names.people.get(id) ?? '');
	};
	return ({ subject: { kind, externalId } }) => {
		if (externalId === null) return '';
		const known: Pick<Mentioned, 'path' | 'managerExternalId'> | undefined =
			kind === 'user' ? read.people.get(externalId) : ownersOf(groups.get(externalId));
		if (known === undefined) return '';
		return groupBy === 'company' ? (known.path?.[0] ?? '') : managerOf(known.managerExternalId);
	};
}

function ownersOf(
	group: ReadInput['groups'][number] | undefined,
): Pick<Mentioned, 'path' | 'managerExternalId'> | undefined {
	if (group === undefined) return undefined;
	const { path, managerExternalId } = group;
	return { path, ...(managerExternalId ? { managerExternalId } : {}) };
}

function rowMaker(
	read: ReadInput,
	personal: boolean,
	target: string,
	words: Words,
): (issue: Issue) => QualityRow {
	const teller = tellerOf(read, namesOf(read), personal);
	return (issue) => {
		const { kind, externalId, name } = issue.subject;
		const about = teller.aboutOf(issue.subject);
		const isHidden =
			kind === 'user' &&
			(name === protectedName(externalId) ||
				(externalId !== null && read.people.get(externalId)?.protectedIdentity === true));
		const shown = isHidden ? words.quality.somebodyProtected : teller.nameOf(issue.subject);
		const said = personal && !isHidden ? valueIn(issue, words) : '';
		return {
			name: isGuid(shown) || shown === '' ? words.quality.somebody : shown,
			about: isGuid(about.number) ? { ...about, number: '' } : about,
			what: titleOf(issue, words) + (said === '' ? '' : `: ${said}`),
			todo: issueAdvice(issue, target, words),
			isError: issue.severity === 'error',
		};
	};
}

function titleOf({ code }: Pick<Issue, 'code'>, words: Words): string {
	const own = words.language === 'en' && Object.hasOwn(TITLES, code) ? TITLES[code] : undefined;
	return own ?? issueTitle(code, words);
}

/** The value or field that is wrong, where the issue names one. */
function valueIn({ details }: Issue, { language }: Words): string {
	const { username, field, emptyLevel, level } = details;
	if (typeof field === 'string') return fieldLabel(field, language);
	const value = [username, emptyLevel, level].find((one) => typeof one === 'string');
	return typeof value === 'string' ? value : '';
}

/** Equal things together, then by name. */
function inOrder(rows: QualityRow[]): QualityRow[] {
	const keyed = rows.map((row) => ({ row, name: matchingKey(row.name) }));
	keyed.sort(
		(a, b) =>
			Number(b.row.isError) - Number(a.row.isError) ||
			compareText(a.row.todo, b.row.todo) ||
			compareText(a.row.what, b.row.what) ||
			compareText(a.name, b.name) ||
			compareText(a.row.about.number, b.row.about.number),
	);
	return keyed.map(({ row }) => row);
}

/** Without names: how many there are of each thing. */
function numbers(rows: QualityRow[], words: Words): QualityRow[] {
	const byThing = groupedBy(rows, ({ what, todo, isError }) => `${what}\n${todo}\n${isError}`);
	const about = { number: '', group: '', lastDay: '' };
	return inOrder(
		[...byThing.values()].map((list) => ({
			...list[0]!,
			name: words.quality.times(list.length),
			about,
		})),
	);
}

function kindsOf(issues: readonly Issue[], words: Words): QualityModel['kinds'] {
	return [...groupedBy(issues, (issue) => titleOf(issue, words))]
		.map(([what, list]) => ({ what, count: list.length }))
		.sort((a, b) => b.count - a.count || compareText(a.what, b.what));
}
