import type { Measuring } from '../contest';
import type { BenchTable } from '../table';
import type { Host } from './host';

type Measure = (options: Measuring) => BenchTable;

/** Loaded when asked for: the others do without the libraries that they are compared with. */
const PARTS: Record<'mapping' | 'hierarchy' | 'planner' | 'peers', () => Promise<Measure>> = {
	mapping: async () => (await import('../mapping.js')).measureMapping,
	hierarchy: async () => (await import('../hierarchy.js')).measureHierarchy,
	planner: async () => (await import('../planner.js')).measurePlanner,
	peers: async () => (await import('../peers.js')).measurePeers,
};

export interface PartJob extends Pick<Measuring, 'sizes' | 'runs'> {
	part: keyof typeof PARTS;
}

/** Measures a part of the bench that needs neither the engine nor stand-ins. */
export async function runPart(
	{ part, sizes, runs }: PartJob,
	{ progress, collectGarbage }: Host,
): Promise<{ table: BenchTable }> {
	const now = () => performance.now();
	const measure = await PARTS[part]();
	return { table: measure({ sizes, runs, now, progress, settle: collectGarbage }) };
}
