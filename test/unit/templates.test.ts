import type { INode, IWorkflowBase } from 'n8n-workflow';
import ownPackage from '../../package.json';
import { drawWorkflow } from '../pictures/drawWorkflow';
import { BOX, heightOf, inputOf, outputOf, type Point, type Ports } from '../pictures/geometry';
import { ownLooks } from '../pictures/looks';
import { HISTORY } from '../../directory/report/history';
import { PERSON_CHANGE } from '../../directory/report/personChanges';
import { filesIn, readJson, readText } from '../support/files';

/** What every template promises before it runs; that it runs is shown in test/workflow. */

type Template = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'settings'>;

const files = filesIn('workflows', '.json');
const templates = files.map((file) => [file, readJson<Template>(`workflows/${file}`)] as const);
/** Templates that run on a schedule and write nothing by themselves. */
const REPORTS = ['coming-30-days.json', 'all-customers.json', 'history-of-runs.json'];
const scheduled = templates.filter(
	([file, { nodes }]) => nodes.some(isType('scheduleTrigger')) && !REPORTS.includes(file),
);

/** Stock nodes that evaluate an expression for every item: about a millisecond each (facts/n8n-host). */
const PER_ITEM = /\.(set|filter|if|switch|code|function|itemLists|compareDatasets|splitInBatches)$/;

/** Nodes that read everyone. */
const READERS = ['flexHrm', 'bambooHr', 'extractFromFile'];

function isType(name: string): (node: INode) => boolean {
	return (node) => node.type.endsWith(`.${name}`);
}

function isWriter(node: INode): boolean {
	// Nothing is uploaded but what `prepareUpload` or `loadExport` lets through.
	const writing = ['upsert', 'apply', 'delete', 'deactivate', 'prepareUpload', 'loadExport'];
	return isType('winningtemp')(node) && writing.includes(String(node.parameters.operation));
}

/** @param closed nodes that lead no further */
function nodesAlong(
	template: Template,
	from: string,
	closed: (name: string) => boolean = () => false,
): Set<string> {
	const reached = new Set([from]);
	for (const name of reached) {
		if (closed(name)) continue;
		for (const output of template.connections[name]?.main ?? []) {
			for (const { node } of output ?? []) reached.add(node);
		}
	}
	return reached;
}

test('the templates that the README names are there', () => {
	expect(files).toEqual(
		expect.arrayContaining([
			'flex-to-winningtemp.json',
			'flex-to-winningtemp-users.json',
			'flex-to-winningtemp-sftp.json',
			'flex-tree-to-winningtemp.json',
			'check-before-start.json',
			'preview-one-person.json',
			'sync-error-alert.json',
			'csv-to-winningtemp.json',
			'bamboohr-to-winningtemp.json',
			'webhook-to-winningtemp.json',
			'release-held-changes.json',
			'undo-a-run.json',
			'what-if.json',
			'coming-30-days.json',
			'all-customers.json',
			'history-of-runs.json',
		]),
	);
	expect(scheduled.length).toBeGreaterThanOrEqual(2);
});

test('every template has a paragraph and a picture of it as it is (else: npm run pictures)', async () => {
	const readme = readText('workflows/README.md');
	const looks = await ownLooks(readText);
	for (const [file, template] of templates) {
		expect(readme).toContain(file);
		const picture = `images/${file.replace('.json', '.svg')}`;
		expect(readme).toContain(picture);
		expect(readText(`workflows/${picture}`)).toBe(drawWorkflow(template, looks));
	}
});

describe.each(templates)('%s', (_file, template) => {
	test('holds only nodes of this package and stock ones, each name once', () => {
		const allowed = new RegExp(`^(${ownPackage.name}|n8n-nodes-base)\\.`);
		for (const { name, type } of template.nodes)
			expect([name, type]).toEqual([name, expect.stringMatching(allowed)]);
		expect(new Set(template.nodes.map(({ name }) => name)).size).toBe(template.nodes.length);
		expect(new Set(template.nodes.map(({ id }) => id)).size).toBe(template.nodes.length);
	});

	test('connects nothing that is not there, and leaves nothing unconnected', () => {
		const names = new Set(template.nodes.map(({ name }) => name));
		const connected = new Set(Object.keys(template.connections));
		for (const { main } of Object.values(template.connections)) {
			for (const output of main ?? []) for (const { node } of output ?? []) connected.add(node);
		}
		expect([...connected].filter((name) => !names.has(name))).toEqual([]);
		const working = template.nodes.filter((node) => !isType('stickyNote')(node));
		expect(working.map(({ name }) => name).filter((name) => !connected.has(name))).toEqual([]);
	});

	test('brings no credential, no pinned data and no id of an instance along', () => {
		const text = JSON.stringify(template);
		expect(text).not.toMatch(/"credentials":|"pinData":|"instanceId":|"webhookId":""/);
	});

	test('explains itself on sticky notes, in names that read as a sentence', () => {
		expect(template.nodes.filter(isType('stickyNote')).length).toBeGreaterThan(0);
		for (const node of template.nodes.filter((one) => !isType('stickyNote')(one))) {
			expect(node.name).toMatch(/^[A-Z].* .+/);
		}
	});

	test('saves no personal data of successful runs, and runs in order', () => {
		expect(template.settings).toMatchObject({
			executionOrder: 'v1',
			saveDataSuccessExecution: 'none',
		});
	});
});

describe.each(templates)('%s on the canvas', (_file, template) => {
	test('no node, label or sticky note lies over another', async () => {
		const look = await ownLooks(readText);
		const areas = template.nodes.map((node) => ({ name: node.name, ...areaOf(node, look(node)) }));
		const overlaps = areas.flatMap((one, i) =>
			areas
				.slice(i + 1)
				.filter((other) => overlap(one, other))
				.map((other) => `${one.name} / ${other.name}`),
		);
		expect(overlaps).toEqual([]);
	});

	test('nodes with named inputs and outputs have room for these names and their lines', async () => {
		const look = await ownLooks(readText);
		const node = new Map(template.nodes.map((one) => [one.name, one]));
		const crowded: string[] = [];
		for (const [from, { main }] of Object.entries(template.connections)) {
			for (const { node: to } of (main ?? []).flatMap((output) => output ?? [])) {
				const [source, target] = [node.get(from)!, node.get(to)!];
				const isNamed = look(source).outputs > 1 && look(target).inputs > 1;
				const room = target.position[0] - source.position[0] - BOX;
				if (isNamed && room < 120) crowded.push(`${from} → ${to}: ${room}`);
			}
		}
		expect(crowded).toEqual([]);
	});
});

/** The label of a node in the editor of n8n: below the box, and wider than it. */
const LABEL = { height: 70, beside: 36 };

interface Area {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

function areaOf(node: INode, ports: Ports): Area {
	const [x, y] = node.position;
	if (isType('stickyNote')(node)) {
		const { width, height } = node.parameters;
		return { left: x, top: y, right: x + Number(width), bottom: y + Number(height) };
	}
	return {
		left: x - LABEL.beside,
		top: y,
		right: x + BOX + LABEL.beside,
		bottom: y + heightOf(ports) + LABEL.height,
	};
}

function overlap(one: Area, other: Area): boolean {
	return (
		one.left < other.right &&
		other.left < one.right &&
		one.top < other.bottom &&
		other.top < one.bottom
	);
}

interface Wire {
	name: string;
	from: Point;
	to: Point;
	ends: string[];
}

function wiresOf({ nodes, connections }: Template, look: (node: INode) => Ports): Wire[] {
	const node = new Map(nodes.map((one) => [one.name, one]));
	return Object.entries(connections).flatMap(([name, { main }]) =>
		(main ?? []).flatMap((targets, output) =>
			(targets ?? []).map(({ node: to, index }) => {
				const [source, target] = [node.get(name)!, node.get(to)!];
				return {
					name: `${name} ${output} → ${to} ${index}`,
					from: outputOf(source, look(source), output),
					to: inputOf(target, look(target), index),
					ends: [name, to],
				};
			}),
		),
	);
}

/** Twice the area of a triangle, negative where its corners go round the other way. */
function turn([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
	return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/** Whether two straight wires meet anywhere but at a port that both of them use. */
function cross(one: Pick<Wire, 'from' | 'to'>, other: Pick<Wire, 'from' | 'to'>): boolean {
	const same = (a: Point, b: Point) => a[0] === b[0] && a[1] === b[1];
	if (same(one.from, other.from) || same(one.to, other.to)) return false;
	const sides = (a: Pick<Wire, 'from' | 'to'>, b: Pick<Wire, 'from' | 'to'>) =>
		Math.sign(turn(a.from, a.to, b.from)) * Math.sign(turn(a.from, a.to, b.to)) <= 0;
	// In one line with each other they meet only where both of them are.
	const apart = Math.max(one.from[0], other.from[0]) > Math.min(one.to[0], other.to[0]);
	return !apart && sides(one, other) && sides(other, one);
}

describe.each(templates)('%s, its wires', (_file, template) => {
	test('no wire crosses another, and none runs backwards or through a node', async () => {
		const look = await ownLooks(readText);
		const wires = wiresOf(template, look);
		expect(wires.length).toBeGreaterThan(1);
		const crossings = wires.flatMap((one, i) =>
			wires
				.slice(i + 1)
				.filter((other) => cross(one, other))
				.map((other) => `${one.name} / ${other.name}`),
		);
		expect(crossings).toEqual([]);
		expect(wires.filter(({ from, to }) => from[0] >= to[0])).toEqual([]);
		const through = template.nodes
			.filter((node) => !isType('stickyNote')(node))
			.flatMap((node) => {
				const [x, y] = node.position;
				const height = heightOf(look(node));
				const diagonals: Array<Pick<Wire, 'from' | 'to'>> = [
					{ from: [x, y], to: [x + BOX, y + height] },
					{ from: [x, y + height], to: [x + BOX, y] },
				];
				return wires
					.filter(({ ends }) => !ends.includes(node.name))
					.filter((wire) => diagonals.some((diagonal) => cross(wire, diagonal)))
					.map(({ name }) => `${name} through ${node.name}`);
			});
		expect(through).toEqual([]);
	});

	test('beside triggers, one wire ends in each input: by two, n8n would run the node twice', () => {
		const triggers = new Set(
			template.nodes.filter(({ type }) => /trigger$/i.test(type)).map(({ name }) => name),
		);
		const used = new Map<string, string[]>();
		for (const [from, { main }] of Object.entries(template.connections)) {
			if (triggers.has(from)) continue;
			for (const { node, index } of (main ?? []).flatMap((output) => output ?? [])) {
				used.set(`${node} ${index}`, [...(used.get(`${node} ${index}`) ?? []), from]);
			}
		}
		expect([...used.values()].filter((sources) => sources.length > 1)).toEqual([]);
		expect(template.nodes.filter(isType('merge'))).toEqual([]);
	});
});

test('the main template has at most 11 nodes that are switched on', () => {
	const { nodes } = readJson<Template>('workflows/flex-to-winningtemp.json');
	const working = nodes.filter((node) => !isType('stickyNote')(node) && node.disabled !== true);
	expect(working.length).toBeLessThanOrEqual(11);
});

/** Templates with a planner: those in which changes can be held. */
const withPlanner = scheduled.filter(([, { nodes }]) => nodes.some(isType('syncPlanner')));

describe.each(withPlanner)('%s, its end', (_file, { nodes, connections }) => {
	const finish = nodes.find(({ parameters }) => parameters.about === 'endOfRun')!;

	test('comes last: n8n runs the lowest branch behind the report last, and gives its item as the result', () => {
		const behind = (connections['Write the report']?.main?.[0] ?? []).map(({ node }) => node);
		expect(behind).toContain(finish.name);
		const heights = behind.map((name) => nodes.find((node) => node.name === name)!.position[1]);
		expect(Math.max(...heights)).toBe(finish.position[1]);
		expect(heights.filter((height) => height === finish.position[1])).toHaveLength(1);
		expect(connections[finish.name]).toBeUndefined();
	});

	test('nodes that send the report go on where they fail, so that the end is reached', () => {
		const behind = (connections['Write the report']?.main?.[0] ?? []).map(({ node }) => node);
		const senders = nodes.filter(({ name }) => behind.includes(name) && name !== finish.name);
		expect(senders.length).toBeGreaterThan(0);
		for (const { name, onError, disabled } of senders) {
			expect([name, onError, disabled]).toEqual([name, 'continueRegularOutput', true]);
		}
	});
});

test('mail, Slack and Teams are set up the same way in each template that has a planner', () => {
	const senders = withPlanner.map(([file, { nodes }]) => ({
		file,
		nodes: ['Mail the report', 'Post to Teams', 'Post to Slack'].map((name) => {
			const { type, typeVersion, parameters } = nodes.find((node) => node.name === name)!;
			return { type, typeVersion, parameters };
		}),
	}));
	expect(senders.length).toBeGreaterThan(3);
	for (const { nodes } of senders) expect(nodes).toEqual(senders[0]!.nodes);
	const [mail, teams, slack] = senders[0]!.nodes.map(({ parameters }) => parameters);
	expect(mail).toMatchObject({ emailFormat: 'html', html: '={{ $json.mail }}' });
	// The signature in the address of Teams is a secret, so it comes from a credential.
	expect(teams).toMatchObject({ genericAuthType: 'httpQueryAuth', jsonBody: '={{ $json.teams }}' });
	expect(slack).toMatchObject({ messageType: 'block', blocksUi: '={{ $json.slack }}' });
});

test('each template with a report keeps the same row, and the table has a column for each of its values', () => {
	const kept = withPlanner.map(
		([, { nodes }]) => nodes.find(({ name }) => name === 'Keep the history')!.parameters,
	);
	expect(kept.length).toBeGreaterThan(3);
	for (const parameters of kept) expect(parameters).toEqual(kept[0]);
	const { columns, dataTableId } = kept[0] as unknown as {
		dataTableId: { value: string };
		columns: { value: Record<string, string>; schema: Array<{ id: string; type: string }> };
	};
	expect(columns.value).toEqual(
		Object.fromEntries(Object.keys(HISTORY).map((name) => [name, `={{ $json.history.${name} }}`])),
	);
	const types = Object.entries(HISTORY).map(([name, { type }]) => [name, type]);
	expect(columns.schema.map(({ id, type }) => [id, type.replace('dateTime', 'date')])).toEqual(
		types,
	);

	const { nodes } = readJson<Template>('workflows/history-of-runs.json');
	const ofTable = (name: string) => nodes.find((node) => node.name === name)!.parameters;
	const table = ofTable('Create the table') as unknown as {
		columns: { column: Array<{ name: string; type: string }> };
	};
	expect(table).toMatchObject({
		tableName: dataTableId.value,
		options: { createIfNotExists: true },
	});
	expect(table.columns.column.map(({ name, type }) => [name, type])).toEqual(types);
	for (const name of ['Read the runs', 'Forget old rows']) {
		expect(ofTable(name).dataTableId).toEqual(dataTableId);
	}
});

test('changes of people are kept only where somebody switches it on, and are deleted after 90 days', () => {
	const nodeOf = (file: string, name: string) =>
		readJson<Template>(`workflows/${file}`).nodes.find((node) => node.name === name)!;
	const main = (name: string) => nodeOf('flex-to-winningtemp.json', name);
	const options = main('Write the report').parameters.options as object | undefined;
	expect(options ?? {}).not.toHaveProperty('changesOfPeople');
	const keep = main('Keep the changes of people');
	const read = nodeOf('preview-one-person.json', 'Read the changes of the person');
	for (const node of [main('List the changes of people'), keep, read]) {
		expect([node.name, node.disabled]).toEqual([node.name, true]);
	}

	const create = nodeOf('history-of-runs.json', 'Create the table of people');
	const forget = nodeOf('history-of-runs.json', 'Forget changes of people');
	const { columns } = create.parameters as unknown as {
		columns: { column: Array<{ name: string; type: string }> };
	};
	expect(columns.column.map(({ name, type }) => [name, type])).toEqual(
		Object.entries(PERSON_CHANGE),
	);
	expect(create.parameters).toMatchObject({ options: { createIfNotExists: true } });
	const table = { __rl: true, mode: 'name', value: create.parameters.tableName };
	for (const { parameters } of [keep, read, forget]) {
		expect(parameters.dataTableId).toEqual(table);
	}
	// n8n finds a table by a part of its name.
	expect(table.value).not.toMatch(/Sync runs/i);
	expect([create.disabled, forget.disabled]).toEqual([undefined, undefined]);
	expect(JSON.stringify(forget.parameters.filters)).toContain('$now.minus({ days: 90 })');
});

test('a crossing would be noticed', () => {
	const wire = (from: Point, to: Point) => ({ from, to });
	expect(cross(wire([0, 0], [10, 10]), wire([0, 10], [10, 0]))).toBe(true);
	expect(cross(wire([0, 0], [10, 0]), wire([0, 5], [10, 5]))).toBe(false);
	expect(cross(wire([0, 0], [10, 0]), wire([0, 0], [10, 10]))).toBe(false);
	expect(cross(wire([0, 0], [10, 10]), wire([20, 20], [30, 0]))).toBe(false);
	expect(cross(wire([0, 0], [10, 0]), wire([20, 0], [30, 0]))).toBe(false);
	expect(cross(wire([0, 0], [10, 0]), wire([5, 0], [30, 0]))).toBe(true);
});

describe.each(templates)('%s, no matter who starts it', (file, template) => {
	test('changes nothing until the dry run is switched off', () => {
		const writers = template.nodes.filter(isWriter);
		const isToWrite = scheduled.some(([name]) => name === file) || /^(webhook|undo)-/.test(file);
		expect([file, writers.length > 0]).toEqual([file, isToWrite]);
		for (const { parameters } of writers) expect(parameters).toMatchObject({ dryRun: true });
	});

	test('takes calls only from those who can prove who they are', () => {
		for (const { parameters } of template.nodes.filter(isType('webhook'))) {
			expect(parameters).toMatchObject({ authentication: 'headerAuth', httpMethod: 'POST' });
		}
	});

	test('asks who is there before it shows or does anything by a form', () => {
		for (const { parameters } of template.nodes.filter(isType('formTrigger'))) {
			expect(parameters).toMatchObject({
				authentication: 'n8nUserAuth',
				requireExecuteAccess: true,
			});
		}
	});

	test('evaluates what it says of many items once, where it comes after everyone is read', () => {
		const readers = template.nodes.filter((node) => READERS.some((name) => isType(name)(node)));
		for (const { name } of readers) {
			const along = nodesAlong(template, name);
			const slow = template.nodes.filter(
				(node) => along.has(node.name) && PER_ITEM.test(node.type),
			);
			expect(slow.map((node) => node.name)).toEqual([]);
		}
	});
});

/** Winningtemp reads files at 01:00, so they are there before that. */
const hourOf = (file: string) => (file.includes('sftp') ? 22 : 1);

describe.each(scheduled)('%s, every night', (file, template) => {
	test('starts at its hour in Stockholm (01:00, with files 22:00)', () => {
		const trigger = template.nodes.find(isType('scheduleTrigger'))!;
		const interval = (trigger.parameters.rule as { interval: unknown[] }).interval;
		expect(interval).toEqual([expect.objectContaining({ triggerAtHour: hourOf(file) })]);
		expect(template.settings?.timezone).toBe('Europe/Stockholm');
	});

	test('puts no file anywhere but by way of a node that is in a dry run', () => {
		const gates = new Set(template.nodes.filter(isWriter).map(({ name }) => name));
		const open = new Set(
			template.nodes
				.filter(({ type }) => type.endsWith('Trigger'))
				.flatMap(({ name }) => [...nodesAlong(template, name, (one) => gates.has(one))]),
		);
		const reading = ['list', 'download'];
		const ungated = template.nodes.filter(
			(node) =>
				open.has(node.name) &&
				isType('ftp')(node) &&
				!reading.includes(String(node.parameters.operation)),
		);
		expect(ungated.map(({ name }) => name)).toEqual([]);
		expect(gates.size).toBeGreaterThan(0);
	});

	test('the large button starts an ordinary run: n8n prefers only forms and webhooks to a schedule', () => {
		const preferred = template.nodes.filter(
			({ type, disabled }) => /\.(formTrigger|webhook)$/.test(type) && disabled !== true,
		);
		expect(preferred.map(({ name }) => name)).toEqual([]);
	});

	test('no expression refers to a trigger, which somebody may delete', () => {
		const triggers = template.nodes.filter(({ type }) => /trigger$/i.test(type));
		const text = JSON.stringify(template.nodes.map(({ parameters }) => parameters));
		expect(triggers.filter(({ name }) => text.includes(`$('${name}')`))).toEqual([]);
	});

	test('has no stock node on its way that costs time per item', () => {
		const trigger = template.nodes.find(isType('scheduleTrigger'))!;
		const along = nodesAlong(template, trigger.name);
		const slow = template.nodes.filter(({ name, type }) => along.has(name) && PER_ITEM.test(type));
		expect(slow.map(({ name }) => name)).toEqual([]);
		expect(along.size).toBeGreaterThan(3);
	});
});

test('mails carry the report alone: no template mails the undo file', () => {
	const mails = templates.flatMap(([, { nodes }]) => nodes.filter(isType('emailSend')));
	const attached = mails.map(
		({ parameters }) => (parameters.options as { attachments?: string } | undefined)?.attachments,
	);
	expect(mails.length).toBeGreaterThan(5);
	expect([...new Set(attached.filter((name) => name !== undefined))]).toEqual(['report']);
});
