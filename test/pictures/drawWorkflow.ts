import type { INode, IWorkflowBase } from 'n8n-workflow';
import { BOX, heightOf, inputOf, outputOf, type Ports } from './geometry';

/**
 * Draws a workflow as n8n's canvas shows it, as one SVG without anything outside itself, so that
 * the pictures in the documentation come from the templates and cannot fall behind them.
 */

type Workflow = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'>;

/** What the drawing needs to know of a node type. */
export interface NodeLook extends Ports {
	/** SVG source of the icon, if there is one. */
	icon?: string;
}

const LABEL_WIDTH = 24;
const KIND_WIDTH = 12;
const LINE = 15;

/** @param look inputs, outputs and icon of a node, by its type */
export function drawWorkflow(workflow: Workflow, look: (node: INode) => NodeLook): string {
	const byName = new Map(workflow.nodes.map((node) => [node.name, node]));
	const stickies = workflow.nodes.filter(isSticky);
	const working = workflow.nodes.filter((node) => !isSticky(node));
	const parts = [
		...stickies.map(drawSticky),
		...wires(workflow, byName, look),
		...working.map((node) => drawNode(node, look(node))),
	];
	const frame = extent(workflow.nodes, look);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame.join(' ')}" font-family="system-ui, sans-serif" role="img" aria-label="${escape(`Workflow: ${workflow.name}`)}">`,
		`<rect x="${frame[0]}" y="${frame[1]}" width="${frame[2]}" height="${frame[3]}" fill="#f6f7f9" rx="12"/>`,
		...parts,
		'</svg>',
		'',
	].join('\n');
}

function isSticky(node: INode): boolean {
	return node.type === 'n8n-nodes-base.stickyNote';
}

function extent(nodes: INode[], look: (node: INode) => NodeLook): [number, number, number, number] {
	let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const node of nodes) {
		const [x, y] = node.position;
		const [width, height] = isSticky(node)
			? stickySize(node)
			: [BOX, heightOf(look(node)) + 4 * LINE];
		left = Math.min(left, x);
		top = Math.min(top, y);
		right = Math.max(right, x + width);
		bottom = Math.max(bottom, y + height);
	}
	const margin = 40;
	return [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin];
}

function stickySize(node: INode): [number, number] {
	return [Number(node.parameters.width ?? 240), Number(node.parameters.height ?? 160)];
}

/** n8n's colours of sticky notes, by their number. */
const STICKY_COLOURS = [
	'#fff5d6',
	'#fff5d6',
	'#fdecd9',
	'#fbe2e2',
	'#def3e4',
	'#dfeafc',
	'#ece3fa',
];

function drawSticky(node: INode): string {
	const [x, y] = node.position;
	const [width, height] = stickySize(node);
	const colour = STICKY_COLOURS[Number(node.parameters.color ?? 1)] ?? STICKY_COLOURS[0];
	const lines = String(node.parameters.content ?? '')
		.split('\n')
		.flatMap((line) => stickyLines(line, width));
	let lineY = y + 26;
	const text = lines.map(({ words, heading }) => {
		const drawn = `<text x="${x + 14}" y="${lineY}" font-size="${heading ? 16 : 12.5}"${heading ? ' font-weight="600"' : ''} fill="#3b3f46">${escape(words)}</text>`;
		lineY += heading ? 24 : 17;
		return drawn;
	});
	return `<g><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${colour}" stroke="#00000014"/>${text.join('')}</g>`;
}

function stickyLines(line: string, width: number): Array<{ words: string; heading: boolean }> {
	const heading = /^#+\s/.test(line);
	const plain = line
		.replace(/^#+\s+/, '')
		.replace(/\*\*|`/g, '')
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/^- /, '• ');
	const wide = Math.floor((width - 28) / (heading ? 8.6 : 6.5));
	return wrap(plain, wide).map((words) => ({ words, heading }));
}

function drawNode(node: INode, look: NodeLook): string {
	const [x, y] = node.position;
	const { icon } = look;
	const height = heightOf(look);
	const isTrigger = /(trigger|\.webhook)$/i.test(node.type);
	const shape = isTrigger
		? `<path d="M${x + 34} ${y}H${x + BOX - 8}a8 8 0 0 1 8 8V${y + height - 8}a8 8 0 0 1-8 8H${x + 34}a34 34 0 0 1-34-34V${y + 34}a34 34 0 0 1 34-34Z" fill="#fff" stroke="#b9bec8" stroke-width="2"/>`
		: `<rect x="${x}" y="${y}" width="${BOX}" height="${height}" rx="8" fill="#fff" stroke="#b9bec8" stroke-width="2"/>`;
	const centre = x + BOX / 2;
	const image = icon
		? `<image x="${x + 26}" y="${y + height / 2 - 22}" width="44" height="44" href="data:image/svg+xml;base64,${Buffer.from(icon).toString('base64')}"/>`
		: kindOf(node, centre, y + height / 2 + 5);
	const label = wrap(node.name, LABEL_WIDTH)
		.map(
			(words, i) =>
				`<text x="${centre}" y="${y + height + 18 + i * LINE}" font-size="12.5" text-anchor="middle" fill="#23262b">${escape(words)}</text>`,
		)
		.join('');
	return `<g>${shape}${image}${label}</g>`;
}

/** Stock nodes have no icon of ours to show: their kind in words, around this point. */
function kindOf(node: INode, centre: number, middle: number): string {
	const lines = wrap(stockLabel(node), KIND_WIDTH);
	return lines
		.map((words, i) => {
			const y = middle + (i - (lines.length - 1) / 2) * LINE;
			return `<text x="${centre}" y="${y}" font-size="13" text-anchor="middle" fill="#5b616c">${escape(words)}</text>`;
		})
		.join('');
}

function stockLabel(node: INode): string {
	const kind = node.type.slice(node.type.lastIndexOf('.') + 1).replace(/Trigger$/, '');
	return (
		kind.charAt(0).toUpperCase() +
		kind
			.slice(1)
			.replace(/([A-Z])/g, ' $1')
			.toLowerCase()
	);
}

function wires(
	workflow: Workflow,
	byName: Map<string, INode>,
	look: (node: INode) => NodeLook,
): string[] {
	const drawn: string[] = [];
	for (const [from, { main }] of Object.entries(workflow.connections)) {
		const source = byName.get(from);
		if (!source) continue;
		for (const [output, targets] of (main ?? []).entries()) {
			for (const { node, index } of targets ?? []) {
				const target = byName.get(node);
				if (!target) continue;
				const [x1, y1] = outputOf(source, look(source), output);
				const [x2, y2] = inputOf(target, look(target), index);
				const bend = Math.max(40, Math.abs(x2 - x1) / 2);
				drawn.push(
					`<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="#9aa1ad" stroke-width="2"/>`,
				);
			}
		}
	}
	return drawn;
}

function wrap(text: string, width: number): string[] {
	const lines = [''];
	for (const word of text.split(' ')) {
		const line = lines.at(-1)!;
		if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
		else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
	}
	return lines;
}

function escape(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;');
}
