const { rm } = require('node:fs/promises');
const { Transform } = require('node:stream');
const { dest, parallel, src } = require('gulp');

const BINARY = { encoding: false };

/** What tsc leaves behind: icons, and the codex files by which n8n finds and sorts the nodes. */
function nodeFiles() {
	return src(['nodes/**/*.{svg,png,node.json}', 'nodes/**/__schema__/**/*.json'], {
		...BINARY,
		base: '.',
	}).pipe(dest('dist'));
}

/**
 * The schemas of a node's output again for a later version of it. n8n looks for them by the
 * version, and what comes out is the same in all.
 */
const schemasOf = (version, nodes) =>
	function schemas() {
		return src(`nodes/${nodes}/__schema__/v1.0.0{.json,/**/*.json}`, { ...BINARY, base: '.' })
			.pipe(
				new Transform({
					objectMode: true,
					transform(file, _encoding, done) {
						file.path = file.path.replace('v1.0.0', `v${version}.0.0`);
						done(null, file);
					},
				}),
			)
			.pipe(dest('dist'));
	};

function credentialFiles() {
	return src('credentials/**/*.{svg,png}', { ...BINARY, base: '.', allowEmpty: true }).pipe(
		dest('dist'),
	);
}

/** So that nothing is published whose source is gone. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

exports.clean = clean;
exports.default = parallel(
	nodeFiles,
	schemasOf(2, '{EmployeeMapper,SyncPlanner,Winningtemp}'),
	schemasOf(3, 'EmployeeMapper'),
	credentialFiles,
);
