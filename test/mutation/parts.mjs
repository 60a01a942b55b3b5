const unit = (...names) => names.map((name) => `test/unit/${name}`);
const engine = (...names) => names.map((name) => `test/workflow/${name}.test.ts`);

/**
 * What mutation tests look at, in this order, and the folders and files of tests that judge it. The
 * whole takes a day on two cores, so a seed chooses a share of the code of each part; `--share 1` looks
 * at all of it.
 */
export const PARTS = {
	http: { folder: 'http', tests: unit('http', 'flex', 'winningtemp'), share: 0.4, least: 85 },
	scim: { folder: 'scim', tests: unit('scim', 'winningtemp'), share: 0.15, least: 85 },
	directory: {
		folder: 'directory',
		tests: unit(
			'apply',
			'directory',
			'explain',
			'file',
			'hierarchy',
			'mapping',
			'plan',
			'readiness',
			'report',
		),
		share: 0.04,
		least: 95,
	},
	// Nodes are tested on n8n's engine. Left out are tests that take seconds each, or that mock a module.
	nodes: {
		folder: 'nodes',
		tests: [
			...unit('nodes', 'flex', 'winningtemp'),
			...engine(
				'employeeMapper',
				'flexHrm',
				'groupAttributes',
				'hierarchyBuilder',
				'hints',
				'progress',
				'syncPlanner',
				'syncReport',
				'versions',
				'winningtempApply',
				'winningtempBulk',
				'winningtempDirectory',
				'winningtempDrops',
				'winningtempFile',
				'winningtempNewGroups',
				'winningtempNoTarget',
				'winningtempOnce',
				'winningtempUsers',
				'winningtempUsersOnly',
				'winningtempWrites',
			),
		],
		share: 0.06,
	},
};

/** Lines that are chosen together. */
const PIECE = 20;

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
function dice(seed) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/**
 * What to mutate of some files: all of them, or pieces of 20 lines that a seed chooses, one at least.
 *
 * @param files names and numbers of lines
 * @returns as Stryker's `mutate` takes them, file by file
 */
export function chosenPieces(files, share, seed) {
	if (share >= 1) return files.map(({ name }) => ({ name, pieces: [name] }));
	const roll = dice(seed);
	const rolled = files.map(({ name, lines }) => ({
		name,
		pieces: Array.from({ length: Math.ceil(lines / PIECE) }, (_, i) => {
			const first = i * PIECE + 1;
			const last = Math.min(lines, first + PIECE - 1);
			return { piece: `${name}:${first}-${last}`, at: roll() };
		}),
	}));
	const lowest = Math.min(...rolled.flatMap(({ pieces }) => pieces.map(({ at }) => at)));
	return rolled
		.map(({ name, pieces }) => ({
			name,
			pieces: pieces.filter(({ at }) => at < share || at === lowest).map(({ piece }) => piece),
		}))
		.filter(({ pieces }) => pieces.length > 0);
}
