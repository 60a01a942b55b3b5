import type { INode, IWorkflowBase } from 'n8n-workflow';
import ownPackage from '../../package.json';
import { drawWorkflow } from '../pictures/drawWorkflow';
import { ownLooks } from '../pictures/looks';
import { filesIn, readJson, readText } from '../support/files';

/** What every template promises before it runs; that it runs is shown in test/workflow. */

type Template = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'settings'>;

const files = filesIn('workflows', '.json');
const templates = files.map((file) => [file, readJson<Template>(`workflows/${file}`)] as const);
const scheduled = templates.filter(([, { nodes }]) => nodes.some(isType('scheduleTrigger')));

/** Stock nodes that evaluate an expression for every item: about a millisecond each (facts/n8n-host). */
const PER_ITEM = /\.(set|filter|if|switch|code|function|itemLists|compareDatasets|splitInBatches)$/;

/** Nodes that read everyone. */
const READERS = ['flexHrm', 'bambooHr', 'extractFromFile'];

function isType(name: string): (node: INode) => boolean {
	return (node) => node.type.endsWith(`.${name}`);
}

function isWriter(node: INode): boolean {
	// Nothing is uploaded but what `prepareUpload` lets through.
	const writing = ['upsert', 'apply', 'delete', 'deactivate', 'prepareUpload'];
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
			'preview-one-person.json',
			'sync-error-alert.json',
			'csv-to-winningtemp.json',
			'bamboohr-to-winningtemp.json',
			'webhook-to-winningtemp.json',
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
				const room = target.position[0] - source.position[0] - NODE;
				if (isNamed && room < 120) crowded.push(`${from} → ${to}: ${room}`);
			}
		}
		expect(crowded).toEqual([]);
	});
});

/** In the editor of n8n: the box, what it grows by for each input or output, and the label. */
const NODE = 96;
const FURTHER_PORT = 32;
const LABEL = { height: 70, beside: 36 };

interface Area {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

function areaOf(node: INode, { inputs, outputs }: { inputs: number; outputs: number }): Area {
	const [x, y] = node.position;
	if (isType('stickyNote')(node)) {
		const { width, height } = node.parameters;
		return { left: x, top: y, right: x + Number(width), bottom: y + Number(height) };
	}
	const height = NODE + FURTHER_PORT * Math.max(0, Math.max(inputs, outputs) - 2);
	return {
		left: x - LABEL.beside,
		top: y,
		right: x + NODE + LABEL.beside,
		bottom: y + height + LABEL.height,
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

describe.each(templates)('%s, whoever starts it', (file, template) => {
	test('changes nothing until the dry run is switched off', () => {
		const writers = template.nodes.filter(isWriter);
		const isToWrite = scheduled.some(([name]) => name === file) || file.startsWith('webhook-');
		expect([file, writers.length > 0]).toEqual([file, isToWrite]);
		for (const { parameters } of writers)
			expect(parameters.options).toMatchObject({ dryRun: true });
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

describe.each(scheduled)('%s, every night', (_file, template) => {
	test('starts at 01:00 in Stockholm, or by hand', () => {
		const trigger = template.nodes.find(isType('scheduleTrigger'))!;
		const interval = (trigger.parameters.rule as { interval: unknown[] }).interval;
		expect(interval).toEqual([expect.objectContaining({ triggerAtHour: 1 })]);
		expect(template.settings?.timezone).toBe('Europe/Stockholm');
		expect(template.nodes.some(isType('manualTrigger'))).toBe(true);
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

	test('has no stock node on its way that costs time per item', () => {
		const trigger = template.nodes.find(isType('scheduleTrigger'))!;
		const along = nodesAlong(template, trigger.name);
		const slow = template.nodes.filter(({ name, type }) => along.has(name) && PER_ITEM.test(type));
		expect(slow.map(({ name }) => name)).toEqual([]);
		expect(along.size).toBeGreaterThan(3);
	});
});
