import type { INode } from 'n8n-workflow';
import { spike } from '../../demo/scenario';
import { startChat, type Chat } from '../../support/chat';
import { startMailServer, type MailServer } from '../../support/smtp';
import type { Credentials } from '../engine';
import { APPLY, DAY, FINISH, REPORT, Setting } from './setting';

/** The nodes of the main template that send the report, against a mail server, Slack and Teams on this machine. */

const [MAIL, TEAMS, SLACK] = ['Mail the report', 'Post to Teams', 'Post to Slack'] as const;
const KEEP = 'Keep the history';
const FORM = 'https://n8n.example.com/form/release-held-changes';

let setting: Setting;
let chat: Chat;
let smtp: MailServer;

beforeEach(async () => {
	[setting, chat, smtp] = await Promise.all([Setting.loaded(), startChat(), startMailServer()]);
	spike(setting.model, DAY);
});
afterEach(async () => {
	await Promise.all([setting.close(), chat.close(), smtp.close()]);
});

/** What a consultant does: enables the nodes, enters the address of Teams, selects the credentials. */
function enabled(...names: string[]): (node: INode) => INode {
	return (node) => {
		if (!names.includes(node.name)) return node;
		const url = node.name === TEAMS ? { url: chat.teamsAddress } : {};
		return { ...node, disabled: false, parameters: { ...node.parameters, ...url } };
	};
}

const secrets = (): Credentials => ({
	slackApi: { accessToken: chat.slackToken },
	httpQueryAuth: { name: 'sig', value: chat.teamsSignature },
	smtp: { host: '127.0.0.1', port: smtp.port, secure: false, disableStartTls: true },
});

const WRONG: Credentials = {
	slackApi: { accessToken: 'xoxb-wrong' },
	httpQueryAuth: { name: 'sig', value: 'wrong-signature' },
	smtp: { host: '127.0.0.1', port: 1, secure: false, disableStartTls: true },
};

const plain = (text: unknown) => ({ type: 'plain_text', text, emoji: true });

/** Names, addresses and External IDs of everyone in HR. */
function personal(): string[] {
	return setting.model.employees.flatMap(({ id, lastName, emailWork }) => [
		id,
		lastName,
		...(emailWork ? [emailWork] : []),
	]);
}

const namedIn = (text: string) => personal().filter((value) => text.includes(value));

/** The end of a page of the report, of a message and of a mail: when the run was. */
const TIME = /Flex HRM → Winningtemp · (\d{4}-\d\d-\d\d \d\d:\d\d Europe\/Stockholm)/;

test('each gets the whole message: counts, what is held, and the link to release it', async () => {
	const { run, summary, held } = await setting.sync({
		change: enabled(MAIL, TEAMS, SLACK),
		credentials: secrets(),
		parameters: { [REPORT]: { releaseAddress: FORM } },
	});
	expect(run.lastNode).toBe(FINISH);
	expect(held.filter(({ action }) => action === 'deactivate')).toHaveLength(13);
	const { planId } = summary!;
	const address = `${FORM}?plan=${planId}`;
	const time = TIME.exec(JSON.stringify(chat.slack))![1]!;
	const subject = `Flex HRM → Winningtemp: 13 people would be removed: held, 1 person could not be synchronised (${time.slice(0, 10)})`;
	const headline = '⚠️ 13 people would be removed: held';
	const remarks =
		'36 changes are held for your decision. 1 person could not be synchronised. 1 error in the data to look at. 2 changes were made. 12 warnings. The limits of a week start with this run: the workflow has no memory of earlier runs.';
	const figures = [
		['Updated', '2 groups'],
		['Held', '25 people, 11 groups'],
		['Unchanged', '30 people, 38 groups'],
		['Left out', '1 person'],
	];
	const leavers = 'Many people would be removed: 13 planned, at most 5 of 55 are let through';
	const end = `Flex HRM → Winningtemp · ${time}`;

	expect(chat.slack).toEqual([
		{
			path: '/api/chat.postMessage',
			query: {},
			body: {
				channel: '#hr-sync',
				text: subject,
				includeLinkToWorkflow: false,
				blocks: [
					{ type: 'header', text: plain(headline) },
					{ type: 'section', text: plain(remarks) },
					{ type: 'section', fields: figures.map((figure) => plain(figure.join(': '))) },
					{ type: 'section', text: plain(`• ${leavers}\nPlan number: ${planId}`) },
					{
						type: 'actions',
						elements: [{ type: 'button', text: plain('Release held changes'), url: address }],
					},
					{ type: 'context', elements: [plain(end)] },
				],
			},
		},
	]);

	const block = (text: string, more: object = {}) => ({
		type: 'TextBlock',
		text,
		wrap: true,
		...more,
	});
	expect(chat.teams).toEqual([
		{
			path: '/workflows/3f2a/triggers/manual/paths/invoke',
			query: {
				'api-version': '1',
				sp: '/triggers/manual/run',
				sv: '1.0',
				sig: 'invented-signature_1-2',
			},
			body: {
				type: 'message',
				attachments: [
					{
						contentType: 'application/vnd.microsoft.card.adaptive',
						content: {
							$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
							type: 'AdaptiveCard',
							version: '1.4',
							body: [
								block(headline, { size: 'Large', weight: 'Bolder' }),
								block(remarks),
								{ type: 'FactSet', facts: figures.map(([title, value]) => ({ title, value })) },
								block(leavers),
								block(`Plan number: ${planId}`),
								block(end, { isSubtle: true, size: 'Small' }),
							],
							actions: [{ type: 'Action.OpenUrl', title: 'Release held changes', url: address }],
						},
					},
				],
			},
		},
	]);

	expect(smtp.mails).toHaveLength(1);
	const [mail] = smtp.mails as [(typeof smtp.mails)[0]];
	expect([mail.from, mail.to, mail.subject]).toEqual([
		'n8n@example.com',
		['hr@example.com'],
		subject,
	]);
	expect(textOf(mail.text)).toEqual([
		headline,
		remarks,
		...figures.flat(),
		leavers,
		`Plan number: ${planId}`,
		'Release held changes',
		end,
	]);
	expect(mail.text).toContain(`<a href="${address}">Release held changes</a>`);
	expect(Object.keys(mail.attachments)).toEqual([`sync-report-${time.slice(0, 10)}.html`]);
	expect(Object.values(mail.attachments)[0]).toContain('<title>Flex HRM → Winningtemp: 13 people');

	expect(namedIn(JSON.stringify([chat.slack, chat.teams, mail.text, mail.subject]))).toEqual([]);
	expect(namedIn(Object.values(mail.attachments)[0]!).length).toBeGreaterThan(13);
});

/** What a reader sees of HTML, part by part. */
function textOf(html: string): string[] {
	return html
		.split(/<[^>]*>/)
		.map((text) => text.replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim())
		.filter((text) => text !== '');
}

test('all three are in the language of the report', async () => {
	await setting.sync({
		change: enabled(MAIL, TEAMS, SLACK),
		credentials: secrets(),
		parameters: { [REPORT]: { language: 'sv', releaseAddress: FORM } },
	});
	const swedish = 'Släpp igenom stoppade ändringar';
	for (const text of [
		JSON.stringify(chat.slack),
		JSON.stringify(chat.teams),
		smtp.mails[0]!.text,
	]) {
		expect(text).toContain(swedish);
		expect(text).not.toMatch(/Release held|Unchanged|Plan number/);
	}
});

test.each([
	[MAIL, /^“Mail the report” failed: /],
	[TEAMS, /^“Post to Teams” failed: .*(401|Authorization)/],
	[SLACK, /^“Post to Slack” failed: .*invalid_auth/],
])(
	'%s refused: the run does all else, sends the others, and fails at its end',
	async (name, message) => {
		const { run, message: said } = await setting.run({
			change: enabled(MAIL, TEAMS, SLACK),
			credentials: { ...secrets(), ...refused(name) },
		});
		expect(run.lastNode).toBe(FINISH);
		expect(said).toMatch(message);
		expect(run.json(REPORT)).toHaveLength(1);
		expect(run.json(APPLY).every(({ status }) => status === 'applied')).toBe(true);
		const sent = {
			[MAIL]: smtp.mails.length,
			[TEAMS]: chat.teams.length,
			[SLACK]: chat.slack.length,
		};
		expect(sent).toEqual({ [MAIL]: 1, [TEAMS]: 1, [SLACK]: 1, [name]: 0 });
		expect(JSON.stringify(run.data.data.resultData)).not.toMatch(/wrong-signature|xoxb-/);
	},
);

test('a row of the history that cannot be kept fails the run at its end, as a message does', async () => {
	const { run, message } = await setting.run({ change: enabled(KEEP) });
	expect(run.lastNode).toBe(FINISH);
	// There are no data tables outside n8n's server.
	expect(message).toMatch(/^“Keep the history” failed: .*Data table.* disabled/);
	expect(run.json(APPLY).every(({ status }) => status === 'applied')).toBe(true);
});

function refused(name: typeof MAIL | typeof TEAMS | typeof SLACK): Credentials {
	const types = { [MAIL]: 'smtp', [TEAMS]: 'httpQueryAuth', [SLACK]: 'slackApi' } as const;
	return { [types[name]]: WRONG[types[name]]! };
}

test('the answer to a release is right while all three fail, and names each of them', async () => {
	const { summary, held } = await setting.sync();
	const before = setting.winningtemp.state().users.filter(({ active }) => !active).length;
	const { run } = await setting.run({
		release: summary!.planId,
		change: enabled(MAIL, TEAMS, SLACK),
		credentials: WRONG,
	});
	expect(run.error).toBeUndefined();
	const [answer] = run.json(FINISH);
	expect(answer).toMatchObject({ released: true, title: `${held.length} changes released` });
	for (const name of [MAIL, TEAMS, SLACK]) {
		expect(answer!.text).toContain(`“${name}” failed: `);
	}
	expect(answer!.text).not.toMatch(/wrong-signature|xoxb-/);
	const inactive = setting.winningtemp.state().users.filter(({ active }) => !active).length;
	expect(inactive - before).toBe(13);
	expect([smtp.mails, chat.teams, chat.slack]).toEqual([[], [], []]);
});
