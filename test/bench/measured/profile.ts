/** A CPU profile as V8 gives it, as far as it is read here. */
export interface CpuProfile {
	nodes: Array<{
		id: number;
		callFrame: { functionName: string; url: string };
		children?: number[];
	}>;
	/** The node that was running, sample by sample. */
	samples?: number[];
	/** Microseconds since the sample before. */
	timeDeltas?: number[];
}

/** What code belongs to, by where it lies; the first that fits. */
export type Places = ReadonlyArray<[what: string, where: RegExp]>;

/** Of a whole run on n8n's engine. */
export const PLACES_OF_A_RUN: Places = [
	['Reading Flex', /\/nodes\/FlexHrm\//],
	['Reading Winningtemp', /\/(nodes\/Winningtemp|dist\/scim)\//],
	['What both readers share', /\/dist\/http\//],
	['Mapping', /\/dist\/(directory\/mapping|nodes\/EmployeeMapper)\//],
	['Building', /\/dist\/(directory\/hierarchy|nodes\/HierarchyBuilder)\//],
	['Planning', /\/dist\/(directory\/plan|nodes\/SyncPlanner)\//],
	['Reporting', /\/dist\/(directory\/report|nodes\/SyncReport)\//],
	['What mapping, building, planning and reporting share', /\/dist\/(directory|nodes)\//],
	['n8n’s request helper: Node’s HTTP and sockets', /^node:/],
	[
		'n8n’s request helper: its own code and libraries',
		/\/node_modules\/(@n8n\/backend-network|axios|follow-redirects|proxy-from-env|form-data|qs|agent-base|http-proxy-agent|https-proxy-agent)\//,
	],
];
const BY_NAME = new Map([
	['(garbage collector)', 'Garbage collection'],
	['(idle)', 'Waiting for answers'],
	['(program)', 'V8 and Node themselves'],
]);

/**
 * Seconds by what the time went to. What a function of V8 itself took, such as the parsing of JSON,
 * counts for the caller.
 *
 * @param rest what all other code counts as
 */
export function secondsByPlace(
	{ nodes, samples = [], timeDeltas = [] }: CpuProfile,
	knownPlaces: Places,
	rest: string,
): Record<string, number> {
	const parents = new Map(
		nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
	);
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const places = new Map<number, string>();
	const placeOf = (id: number): string => {
		const known = places.get(id);
		if (known !== undefined) return known;
		const { functionName, url } = byId.get(id)!.callFrame;
		const parent = parents.get(id);
		const place =
			BY_NAME.get(functionName) ??
			knownPlaces.find(([, where]) => where.test(url))?.[0] ??
			(url === '' && parent !== undefined ? placeOf(parent) : rest);
		places.set(id, place);
		return place;
	};
	const seconds: Record<string, number> = {};
	for (const [i, id] of samples.entries()) {
		const place = placeOf(id);
		seconds[place] = (seconds[place] ?? 0) + (timeDeltas[i] ?? 0) / 1_000_000;
	}
	return seconds;
}
