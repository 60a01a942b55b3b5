import { escapeHtml } from './escape';
import { addFoot, addHead, addStatus, note, openPart, searchHtml } from './htmlFrame';
import { addRows, changeHtml, isolated, issueHtml, TONES } from './htmlRows';
import { shownStatus } from './headline';
import { addHistory, legend } from './htmlHistory';
import { addTree } from './htmlTree';
import {
	type ChangeRow,
	type ChangeSection,
	type HeldSection,
	type IssueSection,
	type Outcome,
	type ReportModel,
} from './model';
import {
	guardText,
	headingOf,
	tilesOf,
	verdictText,
	wordsIn,
	type Tile,
	type Words,
} from './words';

/**
 * The report as one HTML file that needs nothing else: every change with its reason, all that is
 * held, every issue, the group tree. All text from outside is escaped.
 */
export function renderHtml(model: ReportModel): string {
	const words = wordsIn(model.language);
	const sections = SECTIONS.filter(({ count }) => count(model) > 0);
	const html: string[] = [];
	const { createdAt } = model.figures;
	const status = shownStatus(model.figures);
	const remarks = [...model.remarks, model.releasedBy].filter((one) => one !== '');
	const frame = { ...model, remarks, status, createdAt };
	const hasPeople = model.sections.length + model.held.length + model.issues.length > 0;
	addHead(html, frame, words);
	addStatus(html, frame);
	addFigures(html, model, words);
	addNavigation(html, model, sections, words);
	html.push('<main id="content">');
	if (hasPeople) html.push(searchHtml(words));
	for (const section of sections) {
		const heading = `${section.id}-heading`;
		html.push(
			`<section class="block" id="${section.id}" aria-labelledby="${heading}"><h2 id="${heading}">${headingOf(section.id, model.figures.mode, words)}</h2>`,
		);
		section.add(html, model, words);
		html.push('</section>\n');
	}
	if (sections.length === 0) {
		html.push(note(words.nothingAtAll));
	}
	addFoot(html, frame, hasPeople, words);
	return html.join('');
}

interface Section {
	id: keyof Words['sections'];
	/** How many entries it has; a section without any is left out. */
	count: (model: ReportModel) => number;
	add: (html: string[], model: ReportModel, words: Words) => void;
}

/** What was not done, what was, and what is not to be; every section says how many rows it has. */
const CHANGES: Record<'failed' | 'changes' | 'outside', (outcome: Outcome) => boolean> = {
	failed: (outcome) => outcome === 'failed' || outcome === 'skipped',
	changes: (outcome) => outcome !== 'failed' && outcome !== 'skipped' && outcome !== 'held',
	outside: (outcome) => outcome === 'held',
};

function changesSection(id: keyof typeof CHANGES): Section {
	const partsOf = ({ sections }: ReportModel) =>
		sections.filter(({ outcome }) => CHANGES[id](outcome));
	return {
		id,
		count: (model) => rowsIn(partsOf(model)),
		add: (html, model, words) => {
			for (const section of partsOf(model)) addChanges(html, section, words);
		},
	};
}

const SECTIONS: readonly Section[] = [
	{
		id: 'held',
		count: ({ figures }) => figures.held,
		add: addHeld,
	},
	changesSection('failed'),
	changesSection('changes'),
	changesSection('outside'),
	{
		id: 'issues',
		count: ({ figures }) => figures.issues.errors + figures.issues.warnings,
		add: addIssues,
	},
	{
		id: 'groups',
		count: ({ tree, removedGroups }) => tree.length + removedGroups.length,
		add: addGroups,
	},
	{
		id: 'guards',
		count: ({ figures }) => figures.guards.length,
		add: addGuards,
	},
	{
		id: 'history',
		// One run says nothing of others.
		count: ({ history }) => (history.length > 1 ? history.length : 0),
		add: addHistory,
	},
];

/** Shown even when they are zero: that nobody was removed is news too. */
const ALWAYS_SHOWN = new Set<Tile['outcome']>([
	'created',
	'updated',
	'deactivated',
	'held',
	'failed',
	'unchanged',
]);

function addFigures(html: string[], { figures, systems }: ReportModel, words: Words): void {
	const shown = tilesOf(figures, words).filter(
		({ outcome, count }) => count > 0 || ALWAYS_SHOWN.has(outcome),
	);
	html.push(`<ul class="tiles of${shown.length}" aria-label="${words.figures}">`);
	for (const { label, count, kinds } of shown) {
		html.push(
			`<li${count === 0 ? ' class="zero"' : ''}><span class="label">${label}</span> <span class="n">${words.number(count)}</span> <span class="of">${kinds || words.none}</span></li>`,
		);
	}
	html.push('</ul>');
	const { users, groups } = figures;
	if (users.wanted !== null && users.current !== null) {
		html.push(
			`<p class="known">${words.known(
				words.people(users.wanted),
				words.groups(groups.wanted ?? 0),
				escapeHtml(systems.target),
				words.people(users.current),
				words.groups(groups.current ?? 0),
			)}</p>`,
		);
	}
	html.push('</header>\n');
}

function addNavigation(
	html: string[],
	model: ReportModel,
	sections: readonly Section[],
	words: Words,
): void {
	if (sections.length < 2) return;
	html.push(`<nav aria-label="${words.contents}"><ul>`);
	for (const { id, count } of sections) {
		html.push(
			`<li><a href="#${id}">${headingOf(id, model.figures.mode, words)} <span class="muted">${words.number(count(model))}</span></a></li>`,
		);
	}
	html.push('</ul></nav>\n');
}

function addHeld(html: string[], model: ReportModel, words: Words): void {
	addRelease(html, model, words);
	for (const section of model.held) addHeldSection(html, section, words);
	const missing = model.figures.held - rowsIn(model.held);
	if (missing > 0) html.push(note(`${words.notPassed(missing)} ${words.heldMissing}`));
}

/** All rows, those that follow from others among them. */
function rowsIn(sections: ReadonlyArray<{ rows: unknown[]; following?: unknown[] }>): number {
	return sections.reduce(
		(sum, { rows, following = [] }) => sum + rows.length + following.length,
		0,
	);
}

function addRelease(html: string[], { figures, releaseUrl }: ReportModel, words: Words): void {
	if (figures.planId === null) {
		html.push(note(figures.mode === 'compared' ? words.wouldHold : words.stays));
		return;
	}
	const form =
		releaseUrl === null
			? words.quoted(words.release)
			: `<a href="${escapeHtml(releaseUrl)}" rel="noopener noreferrer">${words.release}</a>`;
	const step3 = releaseUrl === null ? words.step3 : words.step3Linked;
	html.push(
		`<div class="card"><p>${words.toRelease}</p><ol class="steps"><li>${words.step1}</li>`,
		`<li>${words.step2(form)}</li>`,
		`<li>${step3(`<code>${escapeHtml(figures.planId)}</code>`)}</li></ol></div>`,
	);
}

function addHeldSection(html: string[], section: HeldSection, words: Words): void {
	const { guard, title, explanation, rows, following, others } = section;
	const limits = guard === null ? '' : `${verdictText(guard, words)}. `;
	const count = rowsIn([section]);
	openPart(html, { title, count, tone: 't-look', isKnown: areKnown(rows) }, words);
	const listedAbove = others === 0 ? '' : ` ${words.listedAbove(others)}`;
	html.push(`<p>${limits}${escapeHtml(explanation)}${listedAbove}</p>`);
	const render = (row: ChangeRow) => changeHtml(row, true, words);
	addNewFirst(html, rows, render, words);
	if (following.length > 0) {
		html.push(`<details class="follow"><summary>${words.follow(following.length)}</summary>`);
		addRows(html, following, render, words);
		html.push('</details>');
	}
	html.push('</details>\n');
}

/** Whether the last run had all of them. */
function areKnown(rows: ReadonlyArray<{ isNew?: boolean }>): boolean {
	return rows.length > 0 && rows.every(({ isNew }) => isNew === false);
}

/** What the last run had is folded below what is new. */
function addNewFirst<T extends { isNew?: boolean }>(
	html: string[],
	rows: readonly T[],
	render: (row: T) => string,
	words: Words,
): void {
	const known = rows.filter(({ isNew }) => isNew === false);
	if (known.length === 0 || known.length === rows.length) {
		addRows(html, rows, render, words);
		return;
	}
	addRows(
		html,
		rows.filter(({ isNew }) => isNew !== false),
		render,
		words,
	);
	html.push(`<details class="follow"><summary>${words.asBefore(known.length)}</summary>`);
	addRows(html, known, render, words);
	html.push('</details>');
}

function addChanges(html: string[], { title, outcome, rows }: ChangeSection, words: Words): void {
	const mixed = outcome === 'failed' || outcome === 'skipped' || outcome === 'held';
	openPart(html, { title, count: rows.length, tone: TONES[outcome] }, words);
	addRows(html, rows, (row) => changeHtml(row, mixed, words), words);
	html.push('</details>\n');
}

function addIssues(html: string[], model: ReportModel, words: Words): void {
	const { issues, personal, figures } = model;
	const missing = figures.issues.errors + figures.issues.warnings - rowsIn(issues);
	if (missing > 0) html.push(note(`${words.notPassed(missing)} ${words.issuesMissing}`));
	if (issues.length > 0 && !personal) {
		html.push(`<p class="muted">${words.issuesUntold}</p>`);
	}
	for (const section of issues) addIssueSection(html, section, words);
}

function addIssueSection(
	html: string[],
	{ severity, title, rows }: IssueSection,
	words: Words,
): void {
	const isError = severity === 'error';
	const label = isError ? words.error : words.warning;
	const tone = isError ? 't-bad' : 't-look';
	openPart(html, { title, count: rows.length, tone, label, isKnown: areKnown(rows) }, words);
	addNewFirst(html, rows, (row) => issueHtml(row, words), words);
	html.push('</details>\n');
}

function addGroups(
	html: string[],
	{ tree, removedGroups, figures }: ReportModel,
	words: Words,
): void {
	if (tree.length > 0) {
		const below = legend('below', words.inGroupsBelow);
		html.push(
			`<div class="card tree"><p class="legend">${legend('own', words.inGroup)} ${below}</p>`,
		);
		addTree(html, tree, words);
		html.push('</div>');
	}
	if (removedGroups.length === 0) return;
	const title = figures.dryRun ? words.groupsToRemove : words.groupsRemoved;
	openPart(html, { title, count: removedGroups.length, tone: 't-still' }, words);
	const render = (row: ChangeRow) => changeHtml({ ...row, fields: [] }, false, words);
	addRows(html, removedGroups, render, words);
	html.push('</details>');
}

function addGuards(html: string[], { figures }: ReportModel, words: Words): void {
	const { number, guardTable: head } = words;
	const { guards, rememberedSince: since } = figures;
	const hasWeek = since !== undefined;
	const column = hasWeek ? `<th scope="col" class="num">${head.inSevenDays}</th>` : '';
	html.push(
		`<div class="card"><table class="guards"><caption class="vh">${head.caption}</caption><thead><tr><th scope="col">${head.guard}</th><th scope="col" class="num">${head.planned}</th><th scope="col" class="num">${head.atMost}</th>${column}<th scope="col">${head.result}</th></tr></thead><tbody>`,
	);
	for (const guard of guards) {
		const { name, actual, limit, of, held, week } = guard;
		const result = held ? `<span class="chip t-look">${head.held}</span>` : head.through;
		const ofWeek = week ? words.of(number(week.actual), number(week.limit)) : '–';
		const inWeek = hasWeek ? `<td class="num">${ofWeek}</td>` : '';
		html.push(
			`<tr><th scope="row">${isolated(guardText(name, guard, words).name)}</th><td class="num">${number(actual)}</td><td class="num">${words.of(number(limit), number(of))}</td>${inWeek}<td>${result}</td></tr>`,
		);
	}
	const known = since ? words.since(escapeHtml(since)) : '';
	const weekNote = `<p class="muted">${words.weekNote(known)}</p>`;
	html.push('</tbody></table>', hasWeek ? weekNote : '', '</div>\n');
}
