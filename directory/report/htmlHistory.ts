import { clock } from './clock';
import { isolated } from './htmlRows';
import type { ReportModel, RunNumbers } from './model';
import type { Words } from './words';

/** Of the drawing, in its own units. */
const HEIGHT = 60;
const STEP = 12;
const BAR = 9;

/** A further column of the table. */
export interface RunColumn<Run> {
	title: string;
	of: (run: Run) => string | number | null;
}

/** The last runs as a drawing, and as a table with the same numbers. */
export function addHistory<Run extends RunNumbers>(
	html: string[],
	{ history, timeZone }: Pick<ReportModel, 'timeZone'> & { history: readonly Run[] },
	words: Words,
	more: ReadonlyArray<RunColumn<Run>> = [],
): void {
	const { chart, number } = words;
	const largest = Math.max(1, ...history.map(({ made, held, failed }) => made + held + failed));
	const whenOf = ({ at }: RunNumbers) => clock(new Date(at), timeZone).time;
	const most = Math.max(...history.map(({ made }) => made));
	const alt = chart.alt(
		number(history.length),
		whenOf(history[0]!),
		whenOf(history.at(-1)!),
		number(most),
	);
	html.push(
		`<div class="card"><p class="legend">${legend('own', chart.made)} ${legend('held', chart.held)} ${legend('failed', chart.failed)}</p>`,
		`<svg class="history" viewBox="0 0 ${history.length * STEP} ${HEIGHT}" preserveAspectRatio="xMinYMax meet" role="img" aria-label="${alt}">`,
		...history.map((run, index) => barOf(run, index, largest)),
		'</svg>',
		`<details class="follow"><summary>${chart.caption}</summary><table class="runs"><caption class="vh">${chart.caption}</caption><thead><tr><th scope="col">${chart.when}</th>`,
		...[chart.made, chart.held, chart.failed, chart.issues].map(
			(title) => `<th scope="col" class="num">${title}</th>`,
		),
		...more.map(({ title }) => `<th scope="col">${title}</th>`),
		'</tr></thead><tbody>',
		...[...history].reverse().map((run) => rowOf(run, whenOf(run), words, more)),
		'</tbody></table></details></div>\n',
	);
}

/** What a colour of a drawing means. */
export function legend(bar: string, what: string): string {
	return `<span><svg viewBox="0 0 14 6" preserveAspectRatio="none" aria-hidden="true"><rect class="${bar}" width="14" height="6"/></svg>${what}</span>`;
}

/** From below: what was made, what is held, what failed. A run without any of it is a line. */
function barOf({ made, held, failed }: RunNumbers, index: number, largest: number): string {
	const x = index * STEP;
	let top = HEIGHT;
	const part = (className: string, value: number) => {
		if (value === 0) return '';
		// What happened at all is seen, however much more another run did.
		const height = Math.max(1.5, Math.round((value / largest) * (HEIGHT - 6) * 10) / 10);
		top -= height;
		return `<rect class="${className}" x="${x}" y="${Math.round(top * 10) / 10}" width="${BAR}" height="${height}"/>`;
	};
	const parts = [part('own', made), part('held', held), part('failed', failed)].join('');
	return parts || `<rect class="track" x="${x}" y="${HEIGHT - 1}" width="${BAR}" height="1"/>`;
}

function rowOf<Run extends RunNumbers>(
	run: Run,
	when: string,
	{ number }: Words,
	more: ReadonlyArray<RunColumn<Run>>,
): string {
	const { made, held, failed, issues } = run;
	const cells = [made, held, failed, issues].map((n) => `<td class="num">${number(n)}</td>`);
	const further = more.map(({ of }) => {
		const value = of(run);
		return `<td>${typeof value === 'number' ? number(value) : isolated(value ?? '')}</td>`;
	});
	return `<tr><th scope="row">${when}</th>${cells.join('')}${further.join('')}</tr>`;
}
