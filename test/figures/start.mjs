// npm run figures [-- --only NAME,NAME --again --write --check --little]
// Measures the current commit and writes every page of figures. Goes on where it was interrupted.
//   --only    only these of tenants, months, reliability, performance, queue, mutation
//   --again   measures again what was kept, too
//   --write   writes the pages from their data files, and measures nothing
//   --check   says which pages do not result from their data, or are older than the code: exit code 1
//   --node    the Node that runs n8n for performance; default: this one, or where it is older than 24,
//             which n8n needs, the one that `npm run n8n -- --install` has installed
//   --little  tries the command: measures a little of each but the queue, and writes below .output/little
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { installation } from '../host/folders.mjs';
import { keeper } from './keep.mjs';
import { hashOf, SOURCES, stampHere, uncommitted } from './stamp.mjs';

// Required, not imported: what they import by a relative path is then found on Node 20 as well.
const require = createRequire(import.meta.url);
const { dataFile, FIGURE_NAMES, FIGURES, pageOf, plain } = require('./pages.ts');
const { imageOf } = require('../bench/page.ts');
const { drawChart } = require('../bench/chart.ts');

/** This Node, or where n8n does not run on it, the one that came with n8n. */
function nodeForN8n() {
	const own = join(installation, 'node/node_modules/node/bin/node');
	return Number(process.versions.node.split('.')[0]) < 24 && existsSync(own)
		? own
		: process.execPath;
}

const { values } = parseArgs({
	options: {
		only: { type: 'string', default: FIGURE_NAMES.join() },
		again: { type: 'boolean', default: false },
		write: { type: 'boolean', default: false },
		check: { type: 'boolean', default: false },
		little: { type: 'boolean', default: false },
		node: { type: 'string', default: nodeForN8n() },
	},
});
const names = values.only.split(',').filter((name) => !values.little || name !== 'queue');
const unknown = names.filter((name) => !FIGURE_NAMES.includes(name));
if (unknown.length > 0) {
	throw new Error(`No figures ${unknown.join(', ')}. There are ${FIGURE_NAMES.join(', ')}.`);
}
const root = values.little ? '.output/little/' : '';

const read = (file) => readFileSync(file, 'utf8');
function measurementOf(name) {
	const file = root + dataFile(name);
	return existsSync(file) ? JSON.parse(read(file)) : null;
}

/** The files that a data file makes: pages as text, and the charts of the bench. */
async function filesOf(name) {
	const measured = measurementOf(name);
	const files = Object.keys(FIGURES[name]).map((page) => [
		page,
		pageOf(name, page, measured, existsSync(page) ? read(page) : ''),
	]);
	if (name === 'performance' && measured) {
		for (const table of measured.figures.tables) {
			for (const [i, chart] of (table.charts ?? []).entries()) {
				files.push([`docs/${imageOf(table, i)}`, await drawChart(table, chart)]);
			}
		}
	}
	return files;
}

async function write(file, text) {
	mkdirSync(dirname(root + file), { recursive: true });
	const style = await resolveConfig(file);
	const isDrawn = file.endsWith('.svg');
	writeFileSync(root + file, isDrawn ? text : await format(text, { ...style, filepath: file }));
	console.log(`Written: ${root}${file}`);
}

async function measure(name) {
	const { MEASURE } = await import('./measure.mjs');
	const began = performance.now();
	const progress = (line) =>
		console.log(`${name}, ${Math.round((performance.now() - began) / 1000)} s: ${line}`);
	const stamp = stampHere(name === 'performance' ? values.node : process.execPath);
	// What measures counts as well: pieces of another measurement are not comparable.
	const of = hashOf([...SOURCES, 'credentials', 'test', 'workflows']).slice(0, 16);
	const folder = `.output/figures/${of}${values.little ? '-little' : ''}/${name}`;
	const { keep, sum } = keeper(folder, values.again, progress);
	const figures = await MEASURE[name]({ keep, progress }, values);
	if (hashOf(SOURCES) !== stamp.sources)
		throw new Error('The source changed while it was measured.');
	await write(dataFile(name), JSON.stringify({ stamp: { ...stamp, ...sum() }, figures }));
}

/** What is wrong with the pages of some figures, one line each. */
async function findings(name) {
	const found = [];
	for (const [file, text] of await filesOf(name)) {
		if (!existsSync(file) || plain(read(file)) !== plain(text)) {
			found.push(`${file} does not result from ${dataFile(name)}: npm run figures -- --write`);
		}
	}
	const stamp = measurementOf(name)?.stamp;
	const again = `npm run figures -- --only ${name}`;
	const pages = Object.keys(FIGURES[name]).join(' and ');
	if (!stamp) found.push(`${pages}: ${name} is not measured yet: ${again}`);
	else if (stamp.sources !== hashOf(SOURCES)) {
		const commit = stamp.commit === null ? '' : `, commit ${stamp.commit.slice(0, 10)}`;
		found.push(`${pages}: ${name} is older than the code (${stamp.date}${commit}): ${again}`);
	}
	return found;
}

if (values.check) {
	const found = (await Promise.all(names.map(findings))).flat();
	for (const line of found) console.log(line);
	if (found.length === 0) console.log('All pages of figures belong to this code.');
	process.exitCode = found.length > 0 ? 1 : 0;
} else {
	if (!values.write && !values.little && uncommitted() !== '') {
		throw new Error(`Commit first, so that the figures belong to a commit:\n${uncommitted()}`);
	}
	for (const name of names) {
		if (!values.write) await measure(name);
		for (const [file, text] of await filesOf(name)) await write(file, text);
	}
}
