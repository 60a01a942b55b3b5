import type { IDataObject, INode } from 'n8n-workflow';
import type { AppliedChange } from '../../../directory/model/change';
import { runWorkflow, type Run, type WorkflowFile } from '../../workflow/engine';
import type { Host } from './host';
import { PLACES_OF_A_RUN, secondsByPlace } from './profile';

export interface EngineJob {
	/** The workflow, as a path from the folder of the package. */
	workflow: string;
	/** Parameters that differ from the file, by name of the node. */
	parameters: Record<string, INode['parameters']>;
	/** A small company to run at first, so that everything is loaded. */
	warmUp: Place;
	main: Place;
	profile?: boolean;
}

/** Where a workflow runs. */
export interface Place {
	/** Values by type of credential. */
	credentials: Record<string, Record<string, string>>;
	/** Texts of the file that are replaced, such as addresses in nodes without credentials of ours. */
	replaced?: Record<string, string>;
}

export interface EngineResult {
	/** From the start of the run to its end. */
	seconds: number;
	/** Seconds by node. */
	nodes: Record<string, number>;
	/** Seconds by what the time went to, where that was asked for. */
	profile?: Record<string, number>;
	/** Changes by what became of them; of the nodes that tell it. */
	outcomes: Record<string, number>;
	expressionEngine: string;
	/** Megabytes before the measured run, with n8n's engine and all nodes loaded. */
	memoryBefore: number;
	/** Megabytes at most. */
	peakMemory: number;
	/** Megabytes as each node ended: held at most so far, held then, and of that JavaScript's objects. */
	memory: Array<{ node: string; peak: number; resident: number; objects: number }>;
}

/**
 * Runs a workflow on n8n's engine, the package's nodes as built: first at the small company, then
 * measured.
 */
export async function runInEngine(
	{ workflow, parameters, warmUp, main, profile = false }: EngineJob,
	host: Host,
): Promise<Omit<EngineResult, 'peakMemory'>> {
	const expressionEngine = await host.startExpressionEngine();
	const file = host.readJson<WorkflowFile>(workflow);
	await run(prepared(file, parameters, warmUp), warmUp);
	const measured = prepared(file, parameters, main);
	host.collectGarbage();
	const memoryBefore = host.peakMemory();
	const endProfile = profile ? await host.startProfile() : undefined;
	const began = performance.now();
	const memory: EngineResult['memory'] = [];
	const done = await run(measured, main, (node) =>
		memory.push({ node, peak: host.peakMemory(), ...host.memory() }),
	);
	const seconds = (performance.now() - began) / 1000;
	const cpuProfile = await endProfile?.();
	return {
		seconds,
		...(cpuProfile && {
			profile: secondsByPlace(cpuProfile, PLACES_OF_A_RUN, 'n8n’s engine and all else'),
		}),
		nodes: Object.fromEntries(
			[...new Set(done.nodes)].map((name) => [name, done.milliseconds(name) / 1000]),
		),
		outcomes: outcomes(done),
		expressionEngine,
		memoryBefore,
		memory,
	};
}

async function run(
	file: WorkflowFile,
	{ credentials }: Place,
	onNode?: (name: string) => void,
): Promise<Run> {
	const done = await runWorkflow(file, { from: 'dist', credentials, ...(onNode && { onNode }) });
	if (done.error) throw done.error;
	return done;
}

function prepared(
	file: WorkflowFile,
	parameters: EngineJob['parameters'],
	{ replaced = {} }: Place,
): WorkflowFile {
	let text = JSON.stringify(file);
	for (const [from, to] of Object.entries(replaced)) text = text.replaceAll(from, to);
	const template = JSON.parse(text) as WorkflowFile;
	return {
		...template,
		nodes: template.nodes.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...parameters[node.name] },
		})),
	};
}

/** How many changes came to which end; none in a workflow of stock nodes, which writes by itself. */
function outcomes(run: Run): Record<string, number> {
	const apply = 'Apply the changes';
	if (!run.has(apply)) return {};
	const counts: Record<string, number> = {};
	const changes = run.json<AppliedChange & IDataObject>(apply);
	for (const { status } of changes) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}
