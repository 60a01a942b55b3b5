import type { IDataObject } from 'n8n-workflow';
import { AWKWARD_NAMES, awkwardInput, qualityInput, sampleInput } from '../report/sample';
import { readText } from '../support/files';
import { binaryText, runNode, runWorkflow, type WorkflowFile } from './engine';

interface Report extends IDataObject {
	status: string;
	markdown: string;
	subject: string;
	users: IDataObject;
}

const PARAMETERS = { title: 'Nightly run', includeNames: true, options: {} };

function inputsOf(input = sampleInput()): IDataObject[][] {
	return [input.changes, input.held, input.issues, input.summary, input.groups].map(
		(list) => (list ?? []) as IDataObject[],
	);
}

test('one item: figures, a subject line, Markdown, and one HTML file', async () => {
	const { error, output, json } = await runNode('syncReport', PARAMETERS, inputsOf());
	expect(error).toBeUndefined();
	expect(output()).toHaveLength(1);
	const [report] = json<Report>();
	expect(report).toMatchObject({
		status: 'failed',
		dryRun: false,
		planId: '7f3a-91c2',
		created: 5,
		updated: 4,
		deactivated: 1,
		reactivated: 1,
		deleted: 1,
		failed: 1,
		held: 8,
		skipped: 3,
		unchanged: 245,
		issues: { errors: 2, warnings: 2 },
		users: { created: 4, held: 8 },
		groups: { created: 1, deleted: 1 },
	});
	expect(report!.subject).toMatch(
		/^Nightly run: 1 change failed, 7 people would be removed: held \(/,
	);
	expect(report!.markdown).toContain('❌ **1 change failed**');

	const binary = output()[0]!.binary!.report!;
	expect(binary.mimeType).toBe('text/html');
	expect(binary.fileName).toMatch(/^sync-report-\d{4}-\d{2}-\d{2}\.html$/);
	expect(binaryText(binary)).toMatch(/^<!DOCTYPE html>[\s\S]+Cecilia Cederlöf[\s\S]+<\/html>\n$/);
});

test('the options name the file and its field, cut the Markdown, and link to the form', async () => {
	const options = {
		binaryProperty: 'page',
		maximumRows: 1,
	};
	const releaseAddress = 'https://n8n.example.com/form/release';
	const parameters = { ...PARAMETERS, options, releaseAddress };
	const { output, json } = await runNode('syncReport', parameters, inputsOf());
	expect(Object.keys(output()[0]!.binary!)).toEqual(['page']);
	expect(json<Report>()[0]!.markdown).toContain('… and 6 more in the full report');
	expect(binaryText(output()[0]!.binary!.page)).toContain(
		'href="https://n8n.example.com/form/release?plan=7f3a-91c2"',
	);
	const earlier = { ...PARAMETERS, options: { releaseUrl: 'https://n8n.example.com/old' } };
	const before = await runNode('syncReport', earlier, inputsOf());
	expect(before.json<Report>()[0]!.markdown).toContain(
		'https://n8n.example.com/old?plan=7f3a-91c2',
	);
});

test('in Swedish the page, the Markdown and the subject line are Swedish', async () => {
	const { output, json } = await runNode(
		'syncReport',
		{ ...PARAMETERS, language: 'sv' },
		inputsOf(),
	);
	const [{ subject, markdown }] = json<Report>() as [Report];
	expect(subject).toMatch(/^Nightly run: 1 ändring misslyckades, Stoppat: 7 medarbetare/);
	expect(markdown).toContain('❌ **1 ändring misslyckades**');
	expect(binaryText(output()[0]!.binary!.report)).toContain('<html lang="sv">');
});

test('without names neither the item nor the file says who anybody is', async () => {
	const { output } = await runNode(
		'syncReport',
		{ ...PARAMETERS, includeNames: false },
		inputsOf(),
	);
	const everything = JSON.stringify(output()[0]!.json) + binaryText(output()[0]!.binary!.report);
	expect(everything).not.toMatch(/Almgren|Cederlöf|example\.se|Torsten/);
	// External IDs of people are people's too.
	expect(everything).not.toContain('E-10040');
});

test('who released is in the page and in the mail, not in messages for chat, and nowhere without names', async () => {
	const inputs = inputsOf();
	const [summary] = inputs[3]!;
	const release = { planId: '20261127-3f9a1c07b2d4', changes: 3 };
	inputs[3] = [{ ...summary, release }];
	const parameters = { ...PARAMETERS, releasedBy: 'Rut Lind' };
	const { output } = await runNode('syncReport', parameters, inputs);
	const { json, binary } = output()[0]!;
	expect(binaryText(binary!.report)).toContain('Released by Rut Lind.');
	expect(json.markdown).toContain('Released by Rut Lind.');
	expect(JSON.stringify([json.slack, json.teams])).not.toContain('Rut Lind');

	const without = await runNode('syncReport', { ...parameters, includeNames: false }, inputs);
	const [item] = without.output();
	expect(JSON.stringify(item!.json) + binaryText(item!.binary!.report)).not.toContain('Rut Lind');
});

test('case 30: awkward names arrive unharmed', async () => {
	const { output } = await runNode('syncReport', PARAMETERS, inputsOf(awkwardInput()));
	const html = binaryText(output()[0]!.binary!.report);
	expect(html).toContain('because &lt;script&gt;alert(1)&lt;/script&gt;');
	expect(html).toContain(`because ${AWKWARD_NAMES.at(-1)}`);
	expect(html).toContain('because __proto__');
});

/** A workflow whose named inputs of the report get items, the others no connection. */
function workflowWith(connected: number[]): WorkflowFile {
	const lists = inputsOf();
	const node = (name: string, type: string, parameters: IDataObject) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: parameters as never,
	});
	return {
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			...connected.map((input) => ({
				...node(`Input ${input}`, 'n8n-nodes-base.set', {
					mode: 'raw',
					jsonOutput: JSON.stringify({ items: lists[input] }),
				}),
				typeVersion: 3.4,
			})),
			...connected.map((input) =>
				node(`Items ${input}`, 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'items' }),
			),
			node('Report', 'n8n-nodes-flex-winningtemp.syncReport', PARAMETERS),
		],
		connections: {
			Start: {
				main: [connected.map((input) => ({ node: `Input ${input}`, type: 'main', index: 0 }))],
			},
			...Object.fromEntries(
				connected.flatMap((input) => [
					[`Input ${input}`, { main: [[{ node: `Items ${input}`, type: 'main', index: 0 }]] }],
					[`Items ${input}`, { main: [[{ node: 'Report', type: 'main', index: input }]] }],
				]),
			),
		},
	};
}

test.each([
	['only Changes', [0], { created: 5, held: 0 }],
	['only Summary', [3], { created: 0, held: 8, unchanged: 245 }],
	['Changes and Issues', [0, 2], { created: 5, leftOut: 2 }],
	['all five', [0, 1, 2, 3, 4], { created: 5, held: 8, leftOut: 2, unchanged: 245 }],
])('%s connected: one report, made once', async (_name, connected, expected) => {
	const run = await runWorkflow(workflowWith(connected as number[]));
	expect(run.error).toBeUndefined();
	expect(run.timesRun('Report')).toBe(1);
	expect(run.json('Report')).toHaveLength(1);
	expect(run.json('Report')[0]).toMatchObject(expected as object);
});

test('an empty run still gives a report', async () => {
	const { error, json, output } = await runNode('syncReport', PARAMETERS, [[{}], [], [], [], []]);
	expect(error).toBeUndefined();
	expect(json<Report>()[0]).toMatchObject({ status: 'ok', created: 0 });
	expect(json<Report>()[0]!.markdown).toContain('Nothing to do');
	expect(binaryText(output()[0]!.binary!.report)).toContain('Nothing to do');
});

/** A server on this machine that keeps what is posted to it. */
async function startInbox() {
	const http = jest.requireActual<typeof import('http')>('http');
	const posted: unknown[] = [];
	const server = http.createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8');
		request.on('data', (part: string) => (body += part));
		request.on('end', () => {
			posted.push(JSON.parse(body));
			response.statusCode = 202;
			response.end();
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as import('net').AddressInfo;
	const close = async () =>
		await new Promise<void>((resolve) => {
			server.close(() => resolve());
		});
	return { url: `http://127.0.0.1:${port}/`, posted, close };
}

test('a card reaches a Teams address by the HTTP Request node, as the recipe says', async () => {
	const recipe = readText('docs/recipes.md');
	expect(recipe).toContain('`{{ $json.teams }}`');
	const inbox = await startInbox();
	try {
		const workflow = workflowWith([0, 1, 2, 3, 4]);
		const post = {
			id: 'post',
			name: 'Post to Teams',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.3,
			position: [0, 0] as [number, number],
			parameters: {
				method: 'POST',
				url: inbox.url,
				sendBody: true,
				contentType: 'json',
				specifyBody: 'json',
				jsonBody: '={{ $json.teams }}',
			},
		};
		const run = await runWorkflow({
			nodes: [...workflow.nodes, post],
			connections: {
				...workflow.connections,
				Report: { main: [[{ node: 'Post to Teams', type: 'main', index: 0 }]] },
			},
		});
		expect(run.error).toBeUndefined();
		expect(inbox.posted).toHaveLength(1);
		expect(inbox.posted[0]).toMatchObject({
			type: 'message',
			attachments: [
				{
					contentType: 'application/vnd.microsoft.card.adaptive',
					content: {
						type: 'AdaptiveCard',
						body: [{ text: '❌ 1 change failed' }, {}, {}, {}, {}, {}, {}],
					},
				},
			],
		});
		expect(JSON.stringify(inbox.posted)).not.toMatch(/Almgren|example\.se/);
	} finally {
		await inbox.close();
	}
});

describe('what is new since the last run', () => {
	const [changes, held, issues, summary, groups] = inputsOf();
	const ok = [
		changes!.filter(({ status }) => status === 'applied'),
		held!,
		issues!,
		summary!,
		groups!,
	];
	const night = async (staticData: IDataObject, mode: 'trigger' | 'manual' = 'trigger') =>
		await runNode('syncReport', PARAMETERS, ok, { mode, staticData });

	test('each run by schedule is remembered, and the next one says that nothing is new', async () => {
		const staticData: IDataObject = {};
		const first = await night(staticData);
		expect(first.json<Report>()[0]).not.toHaveProperty('news');
		const second = await night(staticData);
		expect(second.json<Report>()[0]).toMatchObject({
			status: 'attention',
			held: 8,
			news: { held: 0, issues: 0 },
		});
		expect(second.json<Report>()[0]!.subject).toMatch(/^Nightly run: Nothing new to look at \(/);
		const html = binaryText(second.output()[0]!.binary!.report);
		expect(html).toContain('as in the last run');
		expect(html).toContain('2 runs, from ');
		expect(JSON.stringify(staticData)).not.toMatch(/Almgren|E-10/);
	});

	test('a run by hand compares and leaves the memory as it is, and a hint says so', async () => {
		const staticData: IDataObject = {};
		await night(staticData);
		const before = structuredClone(staticData);
		const byHand = await night(staticData, 'manual');
		expect(byHand.json<Report>()[0]).toMatchObject({ news: { held: 0, issues: 0 } });
		expect(staticData).toEqual(before);
		expect(byHand.hints.join()).toContain(
			'This run was started by hand, so n8n does not save what it remembers',
		);
	});
});

test('about data quality: a page, a mail for everybody and one for each company, without the release address', async () => {
	const parameters = {
		...PARAMETERS,
		about: 'dataQuality',
		groupBy: 'company',
		language: 'sv',
		releaseAddress: 'https://n8n.example.com/form/release',
	};
	const { error, output } = await runNode('syncReport', parameters, inputsOf(qualityInput()));
	expect(error).toBeUndefined();
	const { json, binary } = output()[0]!;
	expect(json).toMatchObject({ status: 'attention', count: 6, headline: '6 saker att rätta i HR' });
	expect((json.lists as IDataObject[]).map(({ name, count }) => [name, count])).toEqual([
		['Malmö', 2],
		['Stockholm', 2],
		['Okänt företag', 2],
	]);
	expect(binary!.report!.fileName).toMatch(/^data-quality-\d{4}-\d{2}-\d{2}\.html$/);
	const html = binaryText(binary!.report);
	expect(html).toContain('Cia Berg');
	expect(html + JSON.stringify(json)).not.toContain('n8n.example.com');
});
