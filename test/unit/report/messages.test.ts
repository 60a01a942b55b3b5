import type { ReportInput } from '../../../directory/report/input';
import { mailMessage, slackMessage, teamsMessage } from '../../../directory/report/messages';
import { summarise } from '../../../directory/report/summarise';
import { awkwardInput, sampleInput } from '../../report/sample';

const ADDRESS = 'https://n8n.example.com/form/release';
const model = (more: Partial<ReportInput> = {}) =>
	summarise({ ...sampleInput(), releaseUrl: ADDRESS, ...more });

const PLAIN = (text: string) => ({ type: 'plain_text', text, emoji: true });

test('Slack gets blocks: headline, counts, what is held, and a button to release it', () => {
	expect(slackMessage(model())).toEqual({
		blocks: [
			{ type: 'header', text: PLAIN('❌ 1 change failed') },
			{
				type: 'section',
				text: PLAIN(
					'8 changes are held for your decision. 2 people could not be synchronised. 1 change was skipped. 2 errors in the data to look at. 12 changes were made. 2 warnings.',
				),
			},
			{
				type: 'section',
				fields: [
					PLAIN('Created: 4 people, 1 group'),
					PLAIN('Updated: 2 people, 2 groups'),
					PLAIN('Reactivated: 1 person'),
					PLAIN('Deactivated: 1 person'),
					PLAIN('Deleted: 1 group'),
					PLAIN('Held: 8 people'),
					PLAIN('Failed: 1 person'),
					PLAIN('Skipped: 1 person'),
					PLAIN('Unchanged: 230 people, 15 groups'),
					PLAIN('Left out: 2 people'),
				],
			},
			{
				type: 'section',
				text: PLAIN(
					'• An External ID may have been given to someone else: 1 planned, none is let through without a decision\n• Many people would be removed: 7 planned, at most 5 of 50 are let through\nPlan number: 7f3a-91c2',
				),
			},
			{
				type: 'actions',
				elements: [
					{
						type: 'button',
						text: PLAIN('Release held changes'),
						url: `${ADDRESS}?plan=7f3a-91c2`,
					},
				],
			},
			{
				type: 'context',
				elements: [PLAIN('Flex HRM → Winningtemp · 2026-02-03 01:04 Europe/Stockholm')],
			},
		],
	});
});

test('Teams gets one Adaptive Card, in Swedish where the report is', () => {
	const block = (text: string, more: object = {}) => ({
		...{ type: 'TextBlock', text, wrap: true },
		...more,
	});
	const facts = [
		['Skapade', '4 medarbetare, 1 grupp'],
		['Ändrade', '2 medarbetare, 2 grupper'],
		['Återaktiverade', '1 medarbetare'],
		['Inaktiverade', '1 medarbetare'],
		['Borttagna', '1 grupp'],
		['Stoppade', '8 medarbetare'],
		['Misslyckade', '1 medarbetare'],
		['Överhoppade', '1 medarbetare'],
		['Oförändrade', '230 medarbetare, 15 grupper'],
		['Utelämnade', '2 medarbetare'],
	];
	expect(teamsMessage(model({ language: 'sv' }))).toEqual({
		type: 'message',
		attachments: [
			{
				contentType: 'application/vnd.microsoft.card.adaptive',
				content: {
					$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
					type: 'AdaptiveCard',
					version: '1.4',
					body: [
						block('❌ 1 ändring misslyckades', { size: 'Large', weight: 'Bolder' }),
						block(
							'8 ändringar är stoppade och väntar på ditt beslut. 2 medarbetare kunde inte synkas. 1 ändring hoppades över. 2 fel i uppgifterna att granska. 12 ändringar gjordes. 2 varningar.',
						),
						{ type: 'FactSet', facts: facts.map(([title, value]) => ({ title, value })) },
						block(
							'Ett externt ID kan ha getts till någon annan: 1 planerade, ingen släpps igenom utan beslut',
						),
						block('Många medarbetare skulle tas bort: 7 planerade, högst 5 av 50 släpps igenom'),
						block('Plannummer: 7f3a-91c2'),
						block('Flex HRM → Winningtemp · 2026-02-03 01:04 Europe/Stockholm', {
							...{ isSubtle: true, size: 'Small' },
						}),
					],
					actions: [
						{
							type: 'Action.OpenUrl',
							title: 'Släpp igenom stoppade ändringar',
							url: `${ADDRESS}?plan=7f3a-91c2`,
						},
					],
				},
			},
		],
	});
});

test('a mail says the same in HTML', () => {
	const html = mailMessage(model());
	expect(html).toContain('❌ 1 change failed</p>');
	expect(html).toContain('Created</th><td style="padding:2px 0">4 people, 1 group</td>');
	expect(html).toContain(
		'<ul><li>An External ID may have been given to someone else: 1 planned, none is let through without a decision</li><li>Many people would be removed: 7 planned, at most 5 of 50 are let through</li></ul>',
	);
	expect(html).toContain(`<a href="${ADDRESS}?plan=7f3a-91c2">Release held changes</a>`);
});

test('no message names a person, shows a value, or has markup from a name', () => {
	const all = (one: ReportInput) => {
		const made = summarise({ ...one, title: 'Sync' });
		return [
			JSON.stringify(slackMessage(made)),
			JSON.stringify(teamsMessage(made)),
			mailMessage(made),
		];
	};
	for (const text of all(sampleInput())) {
		expect(text).not.toMatch(/Almgren|Cederlöf|Granlund|example\.se|Torsten|E-100/);
	}
	const [, , mail] = all(awkwardInput());
	expect(mail).not.toContain('<script>');
});

test('without something held, or without an address, there is no way to release', () => {
	for (const one of [model({ held: [], summary: [] }), model({ releaseUrl: '' })]) {
		expect(JSON.stringify([slackMessage(one), teamsMessage(one)])).not.toContain('n8n.example.com');
		expect(mailMessage(one)).not.toContain('<a ');
	}
	expect(JSON.stringify(slackMessage(model({ held: [], summary: [] })))).not.toContain(
		'Plan number',
	);
});

test('a chat about a run with nothing to do has no empty text, no figures, no list and no button', () => {
	const quiet = model({ changes: [], held: [], issues: [], summary: [], releaseUrl: '' });
	const [headline, remark] = ['✅ Nothing to do', 'Winningtemp already agrees with HR.'];
	const foot = 'Flex HRM → Winningtemp · 2026-02-03 01:04 Europe/Stockholm';
	expect(slackMessage(quiet)).toEqual({
		blocks: [
			{ type: 'header', text: PLAIN(headline) },
			{ type: 'section', text: PLAIN(remark) },
			{ type: 'context', elements: [PLAIN(foot)] },
		],
	});
	expect(teamsMessage(quiet)).toMatchObject({
		attachments: [
			{
				content: {
					body: [
						{ text: headline },
						{ text: remark },
						{ type: 'FactSet', facts: [] },
						{ text: foot },
					],
					actions: [],
				},
			},
		],
	});
});

const PARAGRAPH = '<p style="margin:0 0 12px;';

test('a mail about a run with nothing to do has no list, no link, and no table without figures', () => {
	const quiet = { changes: [], held: [], issues: [], releaseUrl: '' };
	const begin =
		'<div lang="en" style="font-family:Arial,sans-serif;font-size:15px;line-height:1.5">' +
		`${PARAGRAPH}font-size:20px;font-weight:bold">✅ Nothing to do</p>` +
		`${PARAGRAPH}">Winningtemp already agrees with HR.</p>`;
	const end = `${PARAGRAPH}color:#59636e;font-size:13px">Flex HRM → Winningtemp · 2026-02-03 01:04 Europe/Stockholm</p></div>`;
	expect(mailMessage(model({ ...quiet, summary: [] }))).toBe(begin + end);
	const table =
		'<table style="margin:0 0 12px"><tr><th scope="row" style="text-align:left;font-weight:normal;padding:2px 16px 2px 0">Unchanged</th><td style="padding:2px 0">3 people</td></tr></table>';
	const summary = [{ users: { unchanged: 3 }, groups: {} }];
	expect(mailMessage(model({ ...quiet, summary }))).toBe(begin + table + end);
});
