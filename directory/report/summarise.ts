import { dayIn } from '../common/calendar';
import { addTo, groupedBy } from '../common/lists';
import type { Issue } from '../model/issue';
import { compareText, matchingKey } from '../common/text';
import { figuresOf } from './figures';
import { headlineOf, remarksOf, subjectOf } from './headline';
import { readInput, type ReadChange, type ReadHeld, type ReportInput } from './input';
import { limitRemarks } from './limits';
import type {
	ChangeRow,
	ChangeSection,
	HeldSection,
	IssueRow,
	IssueSection,
	Outcome,
	ReportModel,
	RunMode,
} from './model';
import { treeRows } from './tree';
import { fieldRows, namesOf, type Names } from './values';
import { guardText, kindText, outcomeText, wordsOf } from './words';

/**
 * Makes a report of a run: everything sorted, counted and put in words, for `renderMarkdown` and
 * `renderHtml`. Linear in the number of items but for sorting them; the order of the input makes
 * no difference.
 */
export function summarise(input: ReportInput): ReportModel {
	const read = readInput(input);
	const personal = input.includeNames !== false;
	const names = namesOf(read);
	const words: Wording = { names, personal, mode: read.mode };
	const figures = figuresOf(read, input.createdAt);
	const headline = headlineOf(figures);
	const { date, time, timeZone } = clock(input.createdAt, input.timeZone);
	const removed = read.changes.filter(
		({ kind, action, outcome }) => kind === 'group' && action === 'delete' && outcome === 'deleted',
	);
	return {
		systems: input.systems,
		title: input.title,
		date,
		time,
		timeZone,
		personal,
		headline,
		remarks: [...remarksOf(figures, input.systems), ...limitRemarks(read.summary)],
		subject: subjectOf(input.title, date, figures),
		releaseUrl: webAddress(input.releaseUrl),
		figures,
		sections: [...changeSections(read.changes, words), ...outsideSection(read.outside, words)],
		held: heldSections(read.held, words),
		issues: issueSections(read.issues, personal),
		tree: treeRows(read, names),
		removedGroups: changeRows(removed, words),
	};
}

interface Wording {
	names: Names;
	personal: boolean;
	mode: RunMode;
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

function changeSections(changes: readonly ReadChange[], words: Wording): ChangeSection[] {
	const byKey = new Map<string, ReadChange[]>();
	for (const change of changes) {
		addTo(byKey, change.outcome, change);
		addTo(byKey, `${change.outcome} ${change.kind}`, change);
	}
	return SECTION_ORDER.flatMap(({ outcome, kind }) => {
		const rows = byKey.get(kind === undefined ? outcome : `${outcome} ${kind}`);
		if (rows === undefined) return [];
		return [
			{ title: sectionTitle(outcome, kind, words.mode), outcome, rows: changeRows(rows, words) },
		];
	});
}

function outsideSection(outside: readonly ReadHeld[], words: Wording): ChangeSection[] {
	if (outside.length === 0) return [];
	const title = 'Outside the pilot: planned, not written';
	return [{ title, outcome: 'held', rows: changeRows(outside, words) }];
}

function sectionTitle(outcome: Outcome, kind: 'user' | 'group' | undefined, mode: RunMode): string {
	const label = outcomeText(outcome, mode);
	if (kind === undefined) return label;
	const subject = kindText(kind);
	return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${label.toLowerCase()}`;
}

/** Rows of one guard and field that are shown without being asked for. */
const MOST_UNFOLDED = 20;

function heldSections(held: readonly ReadHeld[], words: Wording): HeldSection[] {
	const byGuard = groupedBy(held, ({ guard }) => {
		const { name = '', kind = '', field = '' } = guard ?? {};
		return `${name} ${kind} ${field}`;
	});
	return [...byGuard.entries()]
		.sort(([a], [b]) => compareText(a, b))
		.map(([, changes]) => {
			const { guard } = changes[0]!;
			const { title, explanation } = guardText(guard?.name || 'held', guard);
			const isFolded = guard?.field !== undefined && changes.length > MOST_UNFOLDED;
			return { guard, title, explanation, isFolded, rows: changeRows(changes, words) };
		});
}

function changeRows(changes: readonly ReadChange[], words: Wording): ChangeRow[] {
	return inOrder(changes, (change) => [change.name, change.externalId ?? '', change.order]).map(
		(change) => changeRow(change, words),
	);
}

function changeRow(change: ReadChange, { names, personal }: Wording): ChangeRow {
	const { kind, action, outcome, externalId } = change;
	return {
		kind,
		action,
		outcome,
		name: shownName(kind, change.name, externalId, personal),
		externalId,
		fields: fieldRows(change, names, personal),
		// A sentence may name anybody, so without names there are none from outside.
		reason: personal ? change.reason : '',
		error: change.error === null || personal ? change.error : UNTOLD,
	};
}

const UNTOLD =
	'See the execution in n8n for the reason: it may name people, so it is not told here.';

function issueSections(issues: readonly Issue[], personal: boolean): IssueSection[] {
	const byKind = groupedBy(issues, ({ severity, code }) => `${severity} ${code}`);
	return [...byKind.entries()]
		.sort(([a], [b]) => compareText(a, b))
		.map(([, group]) => {
			const { severity, code } = group[0]!;
			return {
				severity,
				code,
				title: wordsOf(code) || (severity === 'error' ? 'Error' : 'Warning'),
				rows: inOrder(group, ({ subject, message }) => [
					subject.name,
					`${subject.externalId ?? ''} ${message}`,
					0,
				]).map((issue) => issueRow(issue, personal)),
			};
		});
}

function issueRow({ subject, message }: Issue, personal: boolean): IssueRow {
	const { kind, externalId, name } = subject;
	return {
		kind,
		name: shownName(kind, name, externalId, personal),
		externalId,
		message: personal ? message : '',
	};
}

function shownName(
	kind: 'user' | 'group',
	name: string,
	externalId: string | null,
	personal: boolean,
): string {
	if (name !== '' && (personal || kind === 'group')) return name;
	return externalId ?? `${kindText(kind, 1)} without External ID`;
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

function clock(moment: Date, timeZone: string): { date: string; time: string; timeZone: string } {
	const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
	const date = dayIn(zone, moment);
	const time = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	}).format(moment);
	return { date, time: `${date} ${time}`, timeZone: zone };
}

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return name !== '';
	} catch {
		return false;
	}
}

/** Only a web address may become a link. */
function webAddress(address: string | undefined): string | null {
	const trimmed = (address ?? '').trim();
	return /^https?:\/\/[^\s]+$/i.test(trimmed) ? trimmed : null;
}
