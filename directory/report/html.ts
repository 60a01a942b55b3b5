import { escapeHtml } from './escape';
import { addRows, changeHtml, isolated, issueHtml, TONES } from './htmlRows';
import { addTree } from './htmlTree';
import {
	OUTCOMES,
	type ChangeSection,
	type HeldSection,
	type IssueSection,
	type Outcome,
	type ReportModel,
	type ReportStatus,
} from './model';
import { cspHash, SCRIPT } from './script';
import { STYLE } from './style';
import { countText, guardText, kindsText, numberText, outcomeText, verdictText } from './words';

/** Nothing is loaded from anywhere, and nothing runs but the script below. */
const POLICY = [
	"default-src 'none'",
	`style-src ${cspHash(STYLE)}`,
	`script-src ${cspHash(SCRIPT)}`,
	"base-uri 'none'",
	"form-action 'none'",
].join('; ');

/**
 * The report as one HTML file that needs nothing else: every change with its reason, all that is
 * held, every issue, the group tree. All text from outside is escaped.
 */
export function renderHtml(model: ReportModel): string {
	const sections = SECTIONS.filter(({ count }) => count(model) > 0);
	const html: string[] = [];
	addHead(html, model);
	addStatus(html, model);
	addFigures(html, model);
	addNavigation(html, model, sections);
	html.push('<main id="content">');
	if (model.sections.length + model.held.length + model.issues.length > 0) html.push(SEARCH);
	for (const section of sections) {
		const heading = `${section.id}-heading`;
		html.push(
			`<section class="block" id="${section.id}" aria-labelledby="${heading}"><h2 id="${heading}">${section.title}</h2>`,
		);
		section.add(html, model);
		html.push('</section>\n');
	}
	if (sections.length === 0) {
		html.push(
			'<p class="card">There were no changes, nothing is held, and there are no issues.</p>',
		);
	}
	addFoot(html, model);
	return html.join('');
}

interface Section {
	id: string;
	title: string;
	/** How many entries it has; a section without any is left out. */
	count: (model: ReportModel) => number;
	add: (html: string[], model: ReportModel) => void;
}

const SECTIONS: readonly Section[] = [
	{
		id: 'held',
		title: 'Held for your decision',
		count: ({ figures }) => figures.held,
		add: addHeld,
	},
	{
		id: 'changes',
		title: 'Changes',
		count: ({ sections }) => sections.reduce((sum, { rows }) => sum + rows.length, 0),
		add: (html, { sections }) => {
			for (const section of sections) addChanges(html, section);
		},
	},
	{
		id: 'issues',
		title: 'To look at',
		count: ({ figures }) => figures.issues.errors + figures.issues.warnings,
		add: addIssues,
	},
	{
		id: 'groups',
		title: 'Groups',
		count: ({ tree, removedGroups }) => tree.length + removedGroups.length,
		add: addGroups,
	},
	{
		id: 'guards',
		title: 'Guards',
		count: ({ figures }) => figures.guards.length,
		add: addGuards,
	},
];

function addHead(html: string[], model: ReportModel): void {
	html.push(
		'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
		`<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">\n`,
		'<meta name="viewport" content="width=device-width,initial-scale=1">\n',
		'<meta name="color-scheme" content="light dark">\n',
		'<meta name="referrer" content="no-referrer">\n',
		'<meta name="robots" content="noindex,nofollow">\n',
		'<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">\n',
		`<title>${escapeHtml(model.subject)}</title>\n`,
		`<style>${STYLE}</style>\n</head>\n<body>\n`,
		'<a class="skip" href="#content">Skip to the details</a>\n<div class="page">\n',
	);
}

const STATUS: Record<ReportStatus, { tone: string; icon: string }> = {
	ok: { tone: 't-ok', icon: '<path d="M7 12.5l3.4 3.4L17 9"/>' },
	attention: { tone: 't-look', icon: '<path d="M12 7v6M12 16.5v.1"/>' },
	failed: { tone: 't-bad', icon: '<path d="M8.5 8.5l7 7M15.5 8.5l-7 7"/>' },
};

function addStatus(html: string[], model: ReportModel): void {
	const { tone, icon } = STATUS[model.figures.status];
	html.push(
		`<header><div class="top"><h1>${isolated(model.title)}</h1>`,
		`<p class="muted"><time datetime="${model.figures.createdAt}">${model.time}</time> ${escapeHtml(model.timeZone)}</p></div>`,
		`<div class="status ${tone}"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/>${icon}</svg>`,
		`<div><p class="headline">${escapeHtml(model.headline)}</p>`,
	);
	if (model.remarks.length > 0) {
		html.push(`<p class="remarks">${escapeHtml(model.remarks.join(' '))}</p>`);
	}
	html.push('</div></div>\n');
}

/** Shown even when they are zero: that nobody was removed is news too. */
const ALWAYS_SHOWN = new Set<Outcome>([
	'created',
	'updated',
	'deactivated',
	'held',
	'failed',
	'unchanged',
]);

function addFigures(html: string[], { figures, systems }: ReportModel): void {
	const shown = OUTCOMES.filter((outcome) => figures[outcome] > 0 || ALWAYS_SHOWN.has(outcome));
	html.push(`<ul class="tiles of${shown.length}" aria-label="Figures">`);
	for (const outcome of shown) {
		const n = figures[outcome];
		html.push(
			`<li${n === 0 ? ' class="zero"' : ''}><span class="label">${outcomeText(outcome, figures.mode)}</span> <span class="n">${numberText(n)}</span> <span class="of">${kindsText(figures, outcome) || 'none'}</span></li>`,
		);
	}
	html.push('</ul>');
	const { users, groups } = figures;
	if (users.wanted !== null && users.current !== null) {
		html.push(
			`<p class="known">In HR: ${countText(users.wanted, 'person', 'people')}, ${countText(groups.wanted ?? 0, 'group')}. In ${escapeHtml(systems.target)} before this run: ${countText(users.current, 'person', 'people')}, ${countText(groups.current ?? 0, 'group')}.</p>`,
		);
	}
	html.push('</header>\n');
}

function addNavigation(html: string[], model: ReportModel, sections: readonly Section[]): void {
	if (sections.length < 2) return;
	html.push('<nav aria-label="Contents"><ul>');
	for (const { id, title, count } of sections) {
		html.push(
			`<li><a href="#${id}">${title} <span class="muted">${numberText(count(model))}</span></a></li>`,
		);
	}
	html.push('</ul></nav>\n');
}

/** Hidden until the script shows it: without the script it could do nothing. */
const SEARCH =
	'<form class="find" id="find" role="search" hidden><label class="vh" for="find-words">Find in changes, held changes and issues</label><input id="find-words" type="search" placeholder="Find a name, an ID, a value …" autocomplete="off" spellcheck="false"><output for="find-words"></output></form>\n';

function addHeld(html: string[], model: ReportModel): void {
	addRelease(html, model);
	for (const section of model.held) addHeldSection(html, section);
	if (model.held.length === 0) {
		html.push(
			'<p class="card">The held changes themselves were not passed to this report: connect the output Held of the Sync Planner to see them here.</p>',
		);
	}
}

function addRelease(html: string[], { figures, releaseUrl }: ReportModel): void {
	if (figures.planId === null) {
		html.push(
			'<p class="card">Nothing of this was written. It stays held until the guards let it through.</p>',
		);
		return;
	}
	const form =
		releaseUrl === null
			? '“Release held changes”'
			: `<a href="${escapeHtml(releaseUrl)}" rel="noopener noreferrer">Release held changes</a>`;
	html.push(
		'<div class="card"><p>Nothing of this was written. To leave it as it is, do nothing. To release it:</p><ol class="steps">',
		'<li>Look through the changes below.</li>',
		`<li>Open the form ${form} of the workflow.</li>`,
		`<li>Enter the plan number <code>${escapeHtml(figures.planId)}</code>. If the plan has changed in the meantime, nothing is written, and the next report has the new number.</li>`,
		'</ol></div>',
	);
}

function addHeldSection(html: string[], section: HeldSection): void {
	const { guard, title, explanation, isFolded, rows } = section;
	const limits = guard === null ? '' : `${verdictText(guard)}. `;
	openPart(html, title, rows.length, 't-look', '', isFolded);
	html.push(`<p>${limits}${escapeHtml(explanation)}</p>`);
	addRows(html, rows, (row) => changeHtml(row, true));
	html.push('</details>\n');
}

function addChanges(html: string[], { title, outcome, rows }: ChangeSection): void {
	const mixed = outcome === 'failed' || outcome === 'skipped' || outcome === 'held';
	openPart(html, title, rows.length, TONES[outcome]);
	addRows(html, rows, (row) => changeHtml(row, mixed));
	html.push('</details>\n');
}

function addIssues(html: string[], { issues, personal }: ReportModel): void {
	if (issues.length === 0) {
		html.push(
			'<p class="card">The issues themselves were not passed to this report: connect the output Issues to see them here.</p>',
		);
	} else if (!personal) {
		html.push('<p class="muted">What to do about each is in the execution in n8n.</p>');
	}
	for (const section of issues) addIssueSection(html, section);
}

function addIssueSection(html: string[], { severity, title, rows }: IssueSection): void {
	const isError = severity === 'error';
	const label = isError ? 'Error' : 'Warning';
	openPart(html, title, rows.length, isError ? 't-bad' : 't-look', label);
	addRows(html, rows, issueHtml);
	html.push('</details>\n');
}

function openPart(
	html: string[],
	title: string,
	count: number,
	tone: string,
	label = '',
	isFolded = false,
): void {
	const before = label === '' ? '' : `<span class="chip ${tone}">${label}</span> `;
	html.push(
		`<details class="part"${isFolded ? '' : ' open'}><summary>${before}<h3>${isolated(title)}</h3> <span class="chip ${label === '' ? tone : 't-still'}">${numberText(count)}</span></summary>`,
	);
}

const LEGEND =
	'<p class="legend"><span><svg viewBox="0 0 14 6" preserveAspectRatio="none" aria-hidden="true"><rect class="own" width="14" height="6"/></svg>in the group itself</span> <span><svg viewBox="0 0 14 6" preserveAspectRatio="none" aria-hidden="true"><rect class="below" width="14" height="6"/></svg>in groups below it</span></p>';

function addGroups(html: string[], { tree, removedGroups, figures }: ReportModel): void {
	if (tree.length > 0) {
		html.push(`<div class="card tree">${LEGEND}`);
		addTree(html, tree);
		html.push('</div>');
	}
	if (removedGroups.length === 0) return;
	openPart(
		html,
		figures.dryRun ? 'Groups to remove' : 'Removed groups',
		removedGroups.length,
		't-still',
	);
	addRows(html, removedGroups, (row) => changeHtml({ ...row, fields: [] }, false));
	html.push('</details>');
}

function addGuards(html: string[], { figures }: ReportModel): void {
	const { guards, rememberedSince: since } = figures;
	const hasWeek = since !== undefined;
	const column = hasWeek ? '<th scope="col" class="num">In seven days</th>' : '';
	html.push(
		`<div class="card"><table class="guards"><caption class="vh">What each guard counted</caption><thead><tr><th scope="col">Guard</th><th scope="col" class="num">Planned</th><th scope="col" class="num">At most</th>${column}<th scope="col">Result</th></tr></thead><tbody>`,
	);
	for (const guard of guards) {
		const { name, actual, limit, of, held, week } = guard;
		const result = held ? '<span class="chip t-look">Held</span>' : 'Let through';
		const ofWeek = week ? `${numberText(week.actual)} of ${numberText(week.limit)}` : '–';
		const inWeek = hasWeek ? `<td class="num">${ofWeek}</td>` : '';
		html.push(
			`<tr><th scope="row">${isolated(guardText(name, guard).name)}</th><td class="num">${numberText(actual)}</td><td class="num">${numberText(limit)} of ${numberText(of)}</td>${inWeek}<td>${result}</td></tr>`,
		);
	}
	const known = since ? `since ${escapeHtml(since)} ` : '';
	const note = `<p class="muted">In seven days: what this workflow wrote ${known}and remembers, with what is planned now.</p>`;
	html.push('</tbody></table>', hasWeek ? note : '', '</div>\n');
}

function addFoot(html: string[], model: ReportModel): void {
	const hasPeople = model.sections.length + model.held.length + model.issues.length > 0;
	const note = model.personal ? KEEP_SAFE : WITHOUT_NAMES;
	html.push(
		'</main>\n',
		hasPeople ? `<footer><p>${note}</p></footer>\n` : '',
		`</div>\n<script>${SCRIPT}</script>\n</body>\n</html>\n`,
	);
}

const KEEP_SAFE =
	'This file contains personal data. Keep it where only those who need it can read it, and delete it when it is no longer needed.';

const WITHOUT_NAMES =
	'People are shown by External ID only, and their values are left out, as are reasons and messages, which may name people.';
