import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** The folders that figures are about. */
export const SOURCES = ['directory', 'http', 'nodes', 'scim'];

/** A hash of all files in some folders, by name and content. */
export function hashOf(folders) {
	const hash = createHash('sha256');
	for (const folder of [...folders].sort()) {
		for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
			const path = `${folder}/${name.replaceAll('\\', '/')}`;
			if (!/(^|\/)(node_modules|\.)/.test(path) && statSync(path).isFile()) {
				hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
			}
		}
	}
	return hash.digest('hex');
}

const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();

/** What figures belong to that are measured here and now. @param node that runs what is measured */
export function stampHere(node) {
	const n8n = createRequire(import.meta.url)('n8n-core/package.json').version;
	return {
		commit: git('rev-parse', 'HEAD'),
		sources: hashOf(SOURCES),
		date: new Date().toISOString().slice(0, 10),
		processor: cpus()[0].model.trim(),
		cores: availableParallelism(),
		memory: Math.round(totalmem() / 2 ** 30),
		node: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1),
		n8n,
	};
}

/** Files of the source folders and tests that differ from the commit. */
export function uncommitted() {
	return git('status', '--porcelain', '--', ...SOURCES, 'credentials', 'test', 'workflows');
}
