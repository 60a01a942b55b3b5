// Holds what would be published against what n8n demands of community packages: packs the built
// package, unpacks it to a temporary folder, and looks at those files. `--json FILE` writes the
// findings as data; the exit code is 1 where there are any.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scan } from './scan.mjs';
import { contentFindings } from './contents.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'packed-'));

/** The unpacked package, as n8n gets it from the registry. */
function pack() {
	const answer = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	// npm 11 gives a list, later ones an object by name.
	const [{ filename }] = Object.values(JSON.parse(answer));
	execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
	return join(folder, 'package');
}

function filesIn(directory) {
	return readdirSync(directory, { recursive: true })
		.map((name) => join(directory, name))
		.filter((path) => statSync(path).isFile())
		.map((path) => relative(directory, path).replaceAll('\\', '/'))
		.sort();
}

try {
	const directory = pack();
	const files = filesIn(directory);
	const read = (file) => readFileSync(join(directory, file), 'utf8');
	const findings = [
		...contentFindings({ files, read, machine: [root, tmpdir()] }),
		...(await scan(directory, ['**/*.js', 'package.json'])),
		...(await scan(root, ['package.json', '{nodes,credentials}/**/*.{ts,json}'])),
	];
	for (const finding of findings) console.error(finding);
	console.log(`${files.length} files packed, ${findings.length} findings`);
	const json = process.argv.indexOf('--json');
	if (json > 0) writeFileSync(process.argv[json + 1], JSON.stringify({ files, findings }, null, 2));
	process.exitCode = findings.length > 0 ? 1 : 0;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
