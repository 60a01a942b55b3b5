import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { run } from './command.mjs';
import { installation } from './folders.mjs';

export const N8N_VERSION = '2.41.1';
/** n8n from 2.40 on does not start on an older one. */
const NODE_MAJOR = 24;

/** Two folders, so that neither call of npm tidies away what the other has made. */
const FOLDERS = { node: join(installation, 'node'), n8n: join(installation, 'n8n') };
const READY = join(installation, 'ready.json');

/**
 * The installed n8n, for tests: they install nothing.
 *
 * @returns {{ node: string, n8n: string }} the two programs
 */
export function installedN8n() {
	const programs = programsHere();
	if (isReady(programs)) return programs;
	throw new Error(`n8n ${N8N_VERSION} is not installed. Install it: npm run n8n -- --install`);
}

/**
 * Makes sure that n8n is there: installs it on first use, and a Node.js that is new enough where
 * this one is not. Continues an installation that was interrupted.
 *
 * @param {(line: string) => void} print progress, for people
 * @returns {Promise<{ node: string, n8n: string }>} the two programs
 */
export async function ensureN8n(print) {
	const programs = programsHere();
	if (isReady(programs)) return programs;
	print(`n8n ${N8N_VERSION} is installed into ${installation}: once, about 10 minutes, 3 GB.`);
	for (const folder of Object.values(FOLDERS)) {
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
	}
	if (programs.node !== process.execPath) {
		await npm(`Node.js ${NODE_MAJOR}`, FOLDERS.node, print, [
			'install',
			'--no-ignore-scripts',
			`node@${NODE_MAJOR}`,
		]);
	}
	await npm('n8n', FOLDERS.n8n, print, ['install', '--ignore-scripts', `n8n@${N8N_VERSION}`]);
	// The only install script that n8n cannot do without; it compiles where no binary can be had.
	await npm('SQLite for n8n', FOLDERS.n8n, print, ['rebuild', '--no-ignore-scripts', 'sqlite3']);
	writeFileSync(READY, `${JSON.stringify({ n8n: N8N_VERSION })}\n`);
	return programs;
}

/** `PATH` with the Node.js that runs n8n before all others, for npm and what it compiles. */
export function pathWith(node) {
	return [dirname(node), process.env.PATH].join(delimiter);
}

function programsHere() {
	return { node: nodeProgram(), n8n: join(FOLDERS.n8n, 'node_modules/n8n/bin/n8n') };
}

function nodeProgram() {
	const isNewEnough = Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;
	return isNewEnough ? process.execPath : join(FOLDERS.node, 'node_modules/node/bin/node');
}

function isReady({ node, n8n }) {
	if (![READY, node, n8n].every(existsSync)) return false;
	return JSON.parse(readFileSync(READY, 'utf8')).n8n === N8N_VERSION;
}

/** One call of npm; says every 20 seconds how far it is. */
async function npm(what, folder, print, args) {
	const start = Date.now();
	const minutes = () => ((Date.now() - start) / 60_000).toFixed(1);
	const tell = setInterval(
		() => print(`  ${what}: ${minutes()} minutes, ${packagesIn(folder)} packages`),
		20_000,
	);
	try {
		await run('npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier'], {
			cwd: folder,
			env: { ...process.env, PATH: pathWith(nodeProgram()) },
			seconds: 3600,
		});
	} finally {
		clearInterval(tell);
	}
	print(`  ${what}: done in ${minutes()} minutes`);
}

function packagesIn(folder) {
	const modules = join(folder, 'node_modules');
	return existsSync(modules) ? readdirSync(modules).length : 0;
}
