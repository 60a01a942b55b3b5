const { rm } = require('node:fs/promises');
const { dest, parallel, src } = require('gulp');

const BINARY = { encoding: false };

/** What tsc leaves behind: icons, and the codex files by which n8n finds and sorts the nodes. */
function nodeFiles() {
	return src(['nodes/**/*.{svg,png,node.json}', 'nodes/**/__schema__/**/*.json'], {
		...BINARY,
		base: '.',
	}).pipe(dest('dist'));
}

function credentialFiles() {
	return src('credentials/**/*.{svg,png}', { ...BINARY, base: '.', allowEmpty: true }).pipe(
		dest('dist'),
	);
}

function templates() {
	return src('workflows/**/*.json', { base: '.', allowEmpty: true }).pipe(dest('dist'));
}

/** So that nothing is published whose source is gone. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

exports.clean = clean;
exports.default = parallel(nodeFiles, credentialFiles, templates);
