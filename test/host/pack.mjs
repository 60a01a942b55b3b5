import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { root } from './folders.mjs';

const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier', '--silent'];

/**
 * Packs this package as it would be published. It must have been built.
 *
 * @param {string} folder where the tarball goes
 * @param {string} from the folder of the package
 * @returns {Promise<string>} the tarball
 */
export async function packed(folder, from = root) {
	if (!existsSync(join(from, 'dist'))) throw new Error('There is no dist: npm run build');
	mkdirSync(folder, { recursive: true });
	const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
	const [{ filename }] = JSON.parse(await run('npm', args, { cwd: from, env: quietEnvironment() }));
	return join(folder, filename);
}

/**
 * Installs a tarball as n8n finds community packages: in `.n8n/nodes` of its user folder. The
 * package has no dependencies, and its peer is n8n's own, so that nothing is downloaded.
 */
export async function installPackage(tarball, userFolder) {
	const folder = join(userFolder, '.n8n/nodes');
	mkdirSync(folder, { recursive: true });
	const manifest = join(folder, 'package.json');
	if (!existsSync(manifest)) {
		writeFileSync(manifest, '{ "name": "installed-nodes", "private": true }\n');
	}
	const args = [
		'install',
		'--offline',
		'--ignore-scripts',
		'--legacy-peer-deps',
		...QUIET,
		tarball,
	];
	await run('npm', args, { cwd: folder, env: quietEnvironment() });
	const installed = readdirSync(join(folder, 'node_modules')).filter(
		(name) => !name.startsWith('.'),
	);
	const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	if (installed.join() !== name) {
		throw new Error(`Only ${name} should be installed in ${folder}, not ${installed.join(', ')}`);
	}
}

/** npm warns of settings that it does not know, and --json must be all that is printed. */
function quietEnvironment() {
	return { ...process.env, npm_config_loglevel: 'silent' };
}
