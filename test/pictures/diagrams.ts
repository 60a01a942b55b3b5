import { arrow, box, MARGIN, page, text, wrap } from './svg';

/** Drawings that are not made of output: what the package does, and how it is built. */

const BOX_GAP = 18;
const LINE = 18;

interface Step {
	title: string;
	says: string;
	look?: 'accent' | 'warm';
}

const STEPS: Step[] = [
	{
		title: 'Flex HRM',
		says: 'Everyone employed today, complete, or the run ends with an error',
		look: 'accent',
	},
	{ title: 'Map', says: 'HR’s fields become people in Winningtemp’s terms' },
	{ title: 'Build', says: 'Office, department and team become a tree of groups' },
	{
		title: 'Plan and guard',
		says: 'Compared with Winningtemp as it is; what looks like an accident is held',
		look: 'warm',
	},
	{
		title: 'Winningtemp',
		says: 'Only what differs is written; nothing in a dry run',
		look: 'accent',
	},
	{ title: 'Report', says: 'What was done, what is held, what to correct in HR' },
];

/** What the package does, in one row. */
export function drawOverview(): string {
	const [width, height] = [168, 132];
	const parts = STEPS.flatMap(({ title, says, look }, i) => {
		const x = MARGIN + i * (width + BOX_GAP + 6);
		return [
			box(x, MARGIN, width, height, look ?? 'card'),
			text(x + 14, MARGIN + 28, title, 'title'),
			...wrap(says, 21).map((line, j) => text(x + 14, MARGIN + 54 + j * LINE, line, 'soft')),
			...(i === 0 ? [] : [arrow(`M${x - BOX_GAP - 4} ${MARGIN + height / 2}H${x - 3}`)]),
		];
	});
	const total = STEPS.length * (width + BOX_GAP + 6) - BOX_GAP - 6 + 2 * MARGIN;
	const label = `From ${STEPS.map(({ title }) => title).join(' to ')}`;
	return page(total, height + 2 * MARGIN, label, parts);
}

/** A part of the source, by its path, and what it does. */
export interface Part {
	path: string;
	says: string;
}

/** The parts of the source that the architecture drawing shows, layer by layer. */
export const LAYERS: Array<{ title: string; says: string; parts: Part[] }> = [
	{
		title: 'credentials/',
		says: 'how to log in',
		parts: [
			{ path: 'credentials/FlexHrmApi.credentials.ts', says: 'address and user' },
			{ path: 'credentials/WinningtempApi.credentials.ts', says: 'token, attribute paths' },
		],
	},
	{
		title: 'nodes/',
		says: 'thin: they read parameters, call the domain, and shape the items',
		parts: [
			{ path: 'nodes/FlexHrm', says: 'reads complete lists' },
			{ path: 'nodes/EmployeeMapper', says: 'reads the mapping' },
			{ path: 'nodes/HierarchyBuilder', says: 'reads the levels' },
			{ path: 'nodes/SyncPlanner', says: 'four inputs' },
			{ path: 'nodes/Winningtemp', says: 'profile, operations' },
			{ path: 'nodes/SyncReport', says: 'binary files' },
		],
	},
	{
		title: 'scim/, http/',
		says: 'the protocols, for any product',
		parts: [
			{ path: 'scim/target.ts', says: 'a Target over SCIM' },
			{ path: 'scim/discovery.ts', says: 'what a tenant supports' },
			{ path: 'scim/bulkSender.ts', says: 'many writes at once' },
			{ path: 'http/client.ts', says: 'tries and waits' },
			{ path: 'http/transport.ts', says: 'limits and deadlines' },
			{ path: 'http/pagedList.ts', says: 'complete or an error' },
		],
	},
	{
		title: 'directory/',
		says: 'the domain: pure functions, no n8n, no HTTP, no clock',
		parts: [
			{ path: 'directory/mapping', says: 'HR records → people' },
			{ path: 'directory/hierarchy', says: 'people → groups' },
			{ path: 'directory/plan', says: 'what must change' },
			{ path: 'directory/apply', says: 'changes → a Target' },
			{ path: 'directory/file', says: 'plan → CSV rows' },
			{ path: 'directory/report', says: 'a page for people' },
		],
	},
	{
		title: 'test/',
		says: 'each layer on its own, and all together',
		parts: [
			{ path: 'test/unit', says: 'directory/, in memory' },
			{ path: 'test/workflow', says: 'nodes on n8n’s engine' },
			{ path: 'test/sandbox', says: 'stand-ins' },
			{ path: 'test/faults', says: 'faults on purpose' },
			{ path: 'test/host', says: 'a real n8n' },
			{ path: 'test/bench', says: 'measurements' },
		],
	},
];

/** How the package is built, a layer a row. */
export function drawArchitecture(): string {
	const [width, height, layerHeight] = [166, 56, 118];
	const total = 6 * (width + 12) - 12 + 2 * MARGIN + 32;
	const parts = LAYERS.flatMap(({ title, says, parts: inLayer }, row) => {
		const y = MARGIN + row * (layerHeight + 26);
		return [
			box(MARGIN, y, total - 2 * MARGIN, layerHeight, title === 'directory/' ? 'accent' : 'warm'),
			text(MARGIN + 16, y + 26, title, 'title'),
			text(MARGIN + 130, y + 26, says, 'soft'),
			...inLayer.flatMap(({ path, says: does }, i) => {
				const x = MARGIN + 16 + i * (width + 12);
				return [
					box(x, y + 42, width, height),
					text(x + 10, y + 64, nameOf(path), 'head'),
					text(x + 10, y + 84, does, 'soft'),
				];
			}),
			...(row === 0 ? [] : [arrow(between(total / 2, y, row))]),
		];
	});
	const bottom = MARGIN + LAYERS.length * (layerHeight + 26) - 26 + MARGIN;
	const label = `Layers of the source: ${LAYERS.map(({ title }) => title).join(', ')}`;
	return page(total, bottom, label, parts);
}

/** Nodes use the domain; tests look at everything above them. */
function between(x: number, y: number, row: number): string {
	return row === LAYERS.length - 1 ? `M${x} ${y}V${y - 23}` : `M${x} ${y - 26}V${y - 3}`;
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1).replace(/\.credentials\.ts$|\.ts$/, '');
}
