import { escapeHtml } from '../../../directory/report/escape';
import { employedOn } from '../flex/changes';
import { EVENTS, type Event, type StandIns } from './events';

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:60rem;padding:1rem}
table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #8884;padding:.4rem .8rem .4rem 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}
td:first-child{width:17rem}
button{font:inherit;padding:.4rem .8rem;width:100%;text-align:left}
.said{border-left:4px solid #1a7f5a;padding:.2rem .8rem}
`;

/**
 * The page on which a person lets things happen in the stand-ins, and sees what they hold.
 *
 * @param happened what has happened so far, the last first
 */
export function pageOf(standIns: StandIns, today: string, happened: readonly string[]): string {
	const { flex, winningtemp } = standIns;
	const { users, groups } = winningtemp.state();
	const rows = Object.entries<Event>(EVENTS).map(
		([name, { title, about }]) =>
			`<tr><td><form method="post" action="/do/${name}"><button>${escapeHtml(title)}</button></form></td><td>${escapeHtml(about)}</td></tr>`,
	);
	const facts = [
		['Employed in Flex today', employedOn(flex.model, today).length],
		['Users in Winningtemp', users.length],
		['of them active', users.filter(({ active }) => active).length],
		['Groups in Winningtemp', groups.length],
		['Requests to Flex', flex.countRequests()],
		['Requests to Winningtemp that write', winningtemp.countWrites()],
	];
	const [last, ...earlier] = happened;
	return [
		`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Stand-ins</title><style>${STYLE}</style></head><body>`,
		'<h1>Stand-ins for Flex HRM and Winningtemp</h1>',
		'<p>All people are invented. Select what happens, then execute the workflow in n8n and read its report.</p>',
		last === undefined ? '' : `<p class="said" role="status">${escapeHtml(last)}.</p>`,
		`<h2>What can happen</h2><table><tbody>${rows.join('')}</tbody></table>`,
		`<h2>What the systems hold</h2><table><tbody>${facts.map(([label, n]) => `<tr><td>${label}</td><td>${n}</td></tr>`).join('')}</tbody></table>`,
		earlier.length === 0
			? ''
			: `<h2>Before</h2><ul>${earlier.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`,
		'</body></html>',
	].join('\n');
}
