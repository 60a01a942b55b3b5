import type { Block, ExplanationStep } from '../explain/model';
import { escapeHtml } from '../report/escape';
import { isolated } from '../report/htmlRows';
import { cspHash } from '../report/script';
import { STYLE } from '../report/style';
import { wordsIn } from '../report/words';
import { WEIGHTS, type Concerned, type PageFinding, type Readiness, type Weight } from './model';
import { READINESS_WORDS } from './table';

const OWN_STYLE = `${STYLE}
.todo{margin-top:.35rem}
.by{white-space:nowrap}
.four{grid-template-columns:repeat(2,minmax(0,1fr))}
.facts td,.facts th{white-space:normal;overflow-wrap:break-word}
.scroll{overflow-x:auto}
.scroll+.scroll{margin-top:1rem}
.concerns{columns:18rem;padding:0 1rem .75rem}
.concerns li{break-inside:avoid;padding:.1rem 0}
@media (max-width:40rem){.facts td,.facts th{overflow-wrap:anywhere}.wide,.wide tbody{display:block}.wide thead{display:none}.wide tr{display:block;border-top:1px solid var(--line);padding:.4rem 0}.wide th,.wide td{display:block;border:0;padding:.05rem 0}.wide th{font-weight:600}.wide td:empty{display:none}.wide td::before{content:attr(data-head) ": ";color:var(--muted)}}
@media print{.part::details-content{content-visibility:visible;height:auto}}
@media (min-width:40rem){.four{grid-template-columns:repeat(4,minmax(0,1fr))}}
`;

const POLICY = [
	"default-src 'none'",
	`style-src ${cspHash(OWN_STYLE)}`,
	"base-uri 'none'",
	"form-action 'none'",
].join('; ');

/** The page as one HTML file that needs nothing else and runs nothing. All text from outside is escaped. */
export function renderReadinessHtml(page: Readiness): string {
	const { findings, sections, language } = page;
	const said = READINESS_WORDS[language];
	return [
		`<!DOCTYPE html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">\n`,
		`<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">\n`,
		'<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light dark">\n',
		'<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex,nofollow">\n',
		`<title>${escapeHtml(page.subject)}</title>\n<style>${OWN_STYLE}</style>\n</head>\n<body>\n<div class="page">\n`,
		headHtml(page),
		`<main id="content">\n<section class="block"><h2>${said.toDo}</h2>\n`,
		findings.length === 0 ? `<p class="card">${said.nothing}</p>\n` : '',
		...findings.map((finding) => findingHtml(finding, page)),
		'</section>\n',
		...sections.map(sectionHtml),
		'</main>\n',
		findings.some(({ concerns }) => concerns.length > 0)
			? `<footer><p>${said.keepSafe}</p></footer>\n`
			: '',
		'</div>\n</body>\n</html>\n',
	].join('');
}

const WEIGHT_TONES: Record<Weight, string> = {
	start: 't-bad',
	people: 't-look',
	decide: 't-info',
	know: 't-still',
};

const TONES: Record<Readiness['status'], string> = {
	ready: 't-ok',
	attention: 't-look',
	blocked: 't-bad',
};

function headHtml({
	title,
	time,
	timeZone,
	status,
	headline,
	findings,
	owners,
	language,
}: Readiness): string {
	const said = READINESS_WORDS[language];
	const counts = WEIGHTS.map((weight) => {
		const count = findings.filter((one) => one.weight === weight).length;
		return `<li${count === 0 ? ' class="zero"' : ''}><span class="label">${said.weights[weight]}</span> <span class="n">${wordsIn(language).number(count)}</span></li>`;
	});
	const busy = [...new Set(findings.map(({ owner }) => owners[owner]))];
	const who =
		busy.length === 0 ? '' : `<p class="remarks">${said.toDoFor(escapeHtml(busy.join(', ')))}</p>`;
	return [
		`<header><div class="top"><h1>${isolated(title)}</h1><p class="muted">${escapeHtml(time)} ${escapeHtml(timeZone)}</p></div>`,
		`<div class="status ${TONES[status]}"><div><p class="headline">${escapeHtml(headline)}</p>${who}</div></div>`,
		`<ul class="tiles four" aria-label="${said.findings}">${counts.join('')}</ul></header>\n`,
	].join('');
}

function findingHtml(finding: PageFinding, { owners, language }: Readiness): string {
	const said = READINESS_WORDS[language];
	const { number } = wordsIn(language);
	const { weight, title, advice, owner, count, concerns } = finding;
	const head = `<p><span class="chip ${WEIGHT_TONES[weight]}">${said.weights[weight]}</span> <span class="chip t-still by">${escapeHtml(owners[owner])}</span></p><p><b>${isolated(title)}</b></p><p class="todo">${isolated(advice)}</p>`;
	if (concerns.length === 0) return `<div class="card">${head}</div>\n`;
	const more =
		count > concerns.length ? `<p>${said.more(number(count - concerns.length))}</p>` : '';
	const open = concerns.length <= MOST_OPEN ? ' open' : '';
	return `<div class="card">${head}<details class="part"${open}><summary><h3>${said.concerned}</h3> <span class="chip t-still">${number(count)}</span></summary><ul class="concerns">${concerns.map((one) => concernedHtml(one)).join('')}</ul>${more}</details></div>\n`;
}

/** Longer lists are folded, so that the findings stay in view. */
const MOST_OPEN = 6;

function concernedHtml({ name, id, note }: Concerned): string {
	const number = id !== null && id !== name ? ` <span class="muted">${isolated(id)}</span>` : '';
	return `<li>${isolated(name)}${number}${note === '' ? '' : ` <span class="muted">${isolated(note)}</span>`}</li>`;
}

function sectionHtml({ title, blocks }: ExplanationStep): string {
	return `<section class="block"><h2>${escapeHtml(title)}</h2><div class="card">${blocks.map(blockHtml).join('')}</div></section>\n`;
}

function blockHtml(block: Block): string {
	if (block.kind !== 'table') return `<p>${escapeHtml(block.text)}</p>`;
	const head = block.head.map((words) => `<th scope="col">${escapeHtml(words)}</th>`).join('');
	const cell = (words: string, i: number) =>
		`<td data-head="${escapeHtml(block.head[i + 1]!)}">${words === '' ? '' : isolated(words)}</td>`;
	const rows = block.rows.map(
		([name = '', ...cells]) =>
			`<tr><th scope="row">${isolated(name)}</th>${cells.map(cell).join('')}</tr>`,
	);
	const wide = block.head.length > 2 ? ' wide' : '';
	return `<div class="scroll"><table class="facts${wide}"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
