import { addTo, groupedBy } from '../common/lists';
import type { GuardVerdict } from '../model/change';
import type { Issue } from '../model/issue';
import { compareText, matchingKey } from '../common/text';
import type { Systems } from '../model/systems';
import { tellerOf, type Teller } from './about';
import { clock } from './clock';
import { figuresOf, guardKey, inRows } from './figures';
import { guardWeight } from './guardWords';
import { headlineOf, madeCount, remarksOf, subjectOf } from './headline';
import { numbersOf, Recogniser, type Judgement } from './memory';
import { compared } from './comparison';
import {
	readInput,
	type ReadChange,
	type ReadHeld,
	type ReadInput,
	type ReportInput,
} from './input';
import { limitRemarks, personChangesRemarks, undoFileRemarks, undoRemarks } from './limits';
import { personChanges } from './personChanges';
import type {
	ChangeRow,
	ChangeSection,
	HeldSection,
	IssueRow,
	IssueSection,
	Outcome,
	ReportFigures,
	ReportModel,
	RunMode,
} from './model';
import { MOST_UNFOLDED } from './model';
import { issueText, issueTitle } from './issueWords';
import { reasonIn } from './sentences';
import { treeRows } from './tree';
import { fieldRows, namesOf, withoutAttributeNames, type Names } from './values';
import { guardText, kindText, outcomeText, wordsIn, type Words } from './words';

/**
 * Makes a report of a run: everything sorted, counted and put in words, for `renderMarkdown` and
 * `renderHtml`. Linear in the number of items but for sorting them; the order of the input makes
 * no difference.
 */
export function summarise(input: ReportInput): ReportModel {
	const personal = input.includeNames !== false;
	const all = inRows(readAll(input));
	const read = personal ? all : withoutAttributeNames(all);
	const names = namesOf(read);
	const language = input.language ?? 'en';
	const words = wordsIn(language);
	const teller = tellerOf(read, names, personal);
	const { memory } = input;
	const recogniser = memory && new Recogniser(memory.stored, memory.salt);
	const { isNew, news } = recogniser?.judge(read) ?? NOTHING_KNOWN;
	const wording: Wording = { names, teller, personal, mode: read.mode, words, isNew };
	const counted = figuresOf(read, input.createdAt, personal ? input.releasedBy : undefined);
	const isWhole = hasAllFindings(read, counted);
	const figures = {
		...counted,
		...(personal || counted.partial === undefined ? {} : { partial: [] }),
		...(news && isWhole ? { news } : {}),
	};
	const run = numbersOf(
		figures,
		madeCount((outcome) => figures[outcome]),
	);
	const sawEverything = isWhole && !figures.partial && figures.endedEarly === undefined;
	const headline = headlineOf(figures, words);
	const people =
		personal && input.changesOfPeople
			? personChanges(input.changes ?? [], { read, names, teller }, figures, input.changesOfPeople)
			: undefined;
	const { date, time, timeZone } = clock(input.createdAt, input.timeZone);
	return {
		language,
		systems: input.systems,
		title: input.title,
		date,
		time,
		timeZone,
		personal,
		headline,
		remarks: remarksIn(input, read, figures, people?.left ?? 0, words),
		releasedBy: figures.releasedBy === undefined ? '' : words.releasedBy(figures.releasedBy),
		subject: subjectOf(input.title, date, figures, words),
		releaseUrl: releaseLink(input.releaseUrl, figures.planId),
		figures,
		history: [...(recogniser?.runs ?? []), run],
		...(recogniser ? { memory: recogniser.next(run, sawEverything) } : {}),
		sections: [...changeSections(read.changes, wording), ...outsideSection(read.outside, wording)],
		held: heldSections(read.held, wording),
		issues: issueSections(read.issues, wording, input.systems),
		tree: treeRows(read, names, words),
		...(people ? { changesOfPeople: people.rows } : {}),
		removedGroups: changeRows(removedGroups(read), wording),
	};
}

/** What a reader has to know besides the lists. */
function remarksIn(
	input: ReportInput,
	{ summary, mode }: ReadInput,
	figures: ReportFigures,
	leftOut: number,
	words: Words,
): string[] {
	return [
		...sidesRemark(input.sides, mode, words),
		...undoRemarks(figures.undo, input.timeZone, words),
		...remarksOf(figures, input.systems, words),
		...limitRemarks(summary, words),
		...undoFileRemarks(input, words),
		...personChangesRemarks(input, leftOut, words),
	];
}

function removedGroups({ changes, mode }: ReadInput): ReadInput['changes'] {
	if (mode === 'compared') return [];
	return changes.filter(
		({ kind, action, outcome }) => kind === 'group' && action === 'delete' && outcome === 'deleted',
	);
}

const NOTHING_KNOWN: Judgement = { isNew: () => undefined, news: undefined };

/** Whether what is held and the issues came in, not only their numbers. */
function hasAllFindings({ held, issues }: ReadInput, figures: ReportFigures): boolean {
	const { errors, warnings } = figures.issues;
	return held.length >= figures.held && issues.length >= errors + warnings;
}

/** A run, or what ends otherwise in one of two plans. */
function readAll(input: ReportInput): ReadInput {
	const read = readInput(input);
	const { comparedWith: present } = input;
	return present === undefined ? read : compared(readInput(present), read);
}

/** Which plan is on which side of an arrow. */
function sidesRemark(sides: ReportInput['sides'], mode: RunMode, words: Words): string[] {
	return mode === 'compared' && sides !== undefined ? [words.sides(...sides)] : [];
}

interface Wording {
	names: Names;
	teller: Teller;
	personal: boolean;
	mode: RunMode;
	words: Words;
	isNew: Judgement['isNew'];
}

/** What needs a look comes first, then people, then groups. */
const SECTION_ORDER: ReadonlyArray<{ outcome: Outcome; kind?: 'user' | 'group' }> = [
	{ outcome: 'failed' },
	{ outcome: 'skipped' },
	{ outcome: 'created', kind: 'user' },
	{ outcome: 'updated', kind: 'user' },
	{ outcome: 'reactivated', kind: 'user' },
	{ outcome: 'deactivated', kind: 'user' },
	{ outcome: 'deleted', kind: 'user' },
	{ outcome: 'created', kind: 'group' },
	{ outcome: 'updated', kind: 'group' },
	{ outcome: 'reactivated', kind: 'group' },
	{ outcome: 'deactivated', kind: 'group' },
	{ outcome: 'deleted', kind: 'group' },
];

function changeSections(changes: readonly ReadChange[], wording: Wording): ChangeSection[] {
	const byKey = new Map<string, ReadChange[]>();
	for (const change of changes) {
		addTo(byKey, change.outcome, change);
		addTo(byKey, `${change.outcome} ${change.kind}`, change);
	}
	return SECTION_ORDER.flatMap(({ outcome, kind }) => {
		const rows = byKey.get(kind === undefined ? outcome : `${outcome} ${kind}`);
		if (rows === undefined) return [];
		return [
			{ title: sectionTitle(outcome, kind, wording), outcome, rows: changeRows(rows, wording) },
		];
	});
}

function outsideSection(outside: readonly ReadHeld[], wording: Wording): ChangeSection[] {
	if (outside.length === 0) return [];
	const title = wording.words.outsidePilot;
	return [{ title, outcome: 'held', rows: changeRows(outside, wording) }];
}

function sectionTitle(
	outcome: Outcome,
	kind: 'user' | 'group' | undefined,
	{ mode, words }: Wording,
): string {
	const label = outcomeText(outcome, mode, words);
	return kind === undefined ? label : words.doneToKind(kindText(kind, 2, words), label);
}

/** Of each guard what it holds. A user or group that several guards hold is listed once, under the first. */
function heldSections(held: readonly ReadHeld[], wording: Wording): HeldSection[] {
	const byGuard = new Map<
		string,
		{ guard: GuardVerdict | null; own: ReadHeld[]; others: number }
	>();
	const entryOf = (guard: GuardVerdict | null) => {
		const key = guardKey(guard);
		const entry = byGuard.get(key) ?? { guard, own: [], others: 0 };
		byGuard.set(key, entry);
		return entry;
	};
	for (const change of held) {
		entryOf(change.guard).own.push(change);
		const others = new Map(change.otherGuards?.map((guard) => [guardKey(guard), guard]));
		others.delete(guardKey(change.guard));
		for (const guard of others.values()) entryOf(guard).others++;
	}
	return [...byGuard.entries()]
		.sort(
			([a, one], [b, other]) =>
				guardWeight(one.guard?.name) - guardWeight(other.guard?.name) || compareText(a, b),
		)
		.map(([, { guard, own, others }]) => {
			const { title, explanation } = guardText(guard?.name || 'held', guard, wording.words);
			const isFolded = guard?.field !== undefined && own.length > MOST_UNFOLDED;
			const [rows, following] = [false, true].map((follows) =>
				changeRows(
					own.filter(({ isConsequence }) => isConsequence === follows),
					wording,
				),
			) as [ChangeRow[], ChangeRow[]];
			return { guard, title, explanation, isFolded, rows, following, others };
		});
}

function changeRows(changes: readonly ReadChange[], wording: Wording): ChangeRow[] {
	const { nameOf } = wording.teller;
	return inOrder(changes, (change) => [nameOf(change), change.externalId ?? '', change.order]).map(
		(change) => changeRow(change, wording),
	);
}

function changeRow(change: ReadChange, wording: Wording): ChangeRow {
	const { names, teller, personal: all, words } = wording;
	const { kind, action, outcome, externalId, isProtected } = change;
	const personal = all && !isProtected;
	return {
		kind,
		action,
		outcome,
		name: shownName(kind, teller.nameOf(change), externalId, all, words),
		externalId: all || kind === 'group' ? externalId : null,
		about: teller.aboutOf(change),
		fields: fieldRows(change, names, personal, words),
		// A sentence may name anybody, so without names there are none from outside.
		reason: personal ? reasonIn(words.language, change.reason) : '',
		error: change.error === null || personal ? change.error : words.untold,
		...newness(wording.isNew(change)),
	};
}

function issueSections(
	issues: readonly Issue[],
	wording: Wording,
	{ target }: Systems,
): IssueSection[] {
	const byKind = groupedBy(issues, ({ severity, code }) => `${severity} ${code}`);
	return [...byKind.entries()]
		.sort(([a], [b]) => compareText(a, b))
		.map(([, group]) => {
			const { severity, code } = group[0]!;
			return {
				severity,
				code,
				title:
					issueTitle(code, wording.words) ||
					(severity === 'error' ? wording.words.error : wording.words.warning),
				rows: inOrder(group, ({ subject, message }) => [
					subject.name,
					`${subject.externalId ?? ''} ${message}`,
					0,
				]).map((issue) => issueRow(issue, target, wording)),
			};
		});
}

function issueRow(issue: Issue, target: string, wording: Wording): IssueRow {
	const { names, teller, personal, words } = wording;
	const { kind, externalId } = issue.subject;
	return {
		kind,
		name: shownName(kind, teller.nameOf(issue.subject), externalId, personal, words),
		externalId: personal || kind === 'group' ? externalId : null,
		about: teller.aboutOf(issue.subject),
		message: personal ? issueText(issue, target, names.people, words) : '',
		...newness(wording.isNew(issue)),
	};
}

function newness(isNew: boolean | undefined): { isNew?: boolean } {
	return isNew === undefined ? {} : { isNew };
}

function shownName(
	kind: 'user' | 'group',
	name: string,
	externalId: string | null,
	personal: boolean,
	words: Words,
): string {
	if (name !== '' && (personal || kind === 'group')) return name;
	if (!personal && kind === 'user') return capitalised(kindText(kind, 1, words));
	return externalId ?? words.withoutId(kindText(kind, 1, words));
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Sorted by name as people read it, then by what is unique. */
function inOrder<T>(list: readonly T[], keyOf: (entry: T) => [string, string, number]): T[] {
	return list
		.map((entry) => {
			const [name, id, order] = keyOf(entry);
			return { entry, name: matchingKey(name), id, order };
		})
		.sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id) || a.order - b.order)
		.map(({ entry }) => entry);
}

/** The address of the form, with the plan number filled in. */
function releaseLink(address: string | undefined, planId: string | null): string | null {
	const form = webAddress(address);
	if (form === null || planId === null) return form;
	const [before, ...anchor] = form.split('#');
	const link = `${before}${before!.includes('?') ? '&' : '?'}plan=${encodeURIComponent(planId)}`;
	return [link, ...anchor].join('#');
}

/** Only a web address may become a link. */
export function webAddress(address: string | undefined): string | null {
	const trimmed = (address ?? '').trim();
	return /^https?:\/\/[^\s]+$/i.test(trimmed) ? trimmed : null;
}
