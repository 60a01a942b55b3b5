/**
 * Records what builder and planner make of random companies, so that a change of the code can be
 * compared with the code before it.
 *
 *   npx tsx test/recorder/record.mjs --out before.jsonl
 *   npx tsx test/recorder/record.mjs --against before.jsonl
 *
 * --source DIR     checkout whose code runs (default: this one)
 * --plan FILE      module with planSync in it (default: directory/plan/index.ts)
 * --hierarchy FILE module with buildHierarchy in it (default: directory/hierarchy/index.ts)
 * --seeds N        number of companies (default 2000), --first N the first seed (default 1)
 * --out FILE       write a line per seed: the seed, a hash, and the JSON
 * --against FILE   compare with an earlier recording; ends with 1 at a difference
 * --without-words  leave message, reason, advice and other wording out of the comparison
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { found, hierarchyOf, meddle, pass, randomOf, recordsOf, settingsOf } from './company.mjs';
import { Target } from './target.mjs';

const { values: options } = parseArgs({
	options: {
		source: { type: 'string', default: resolve(dirname(fileURLToPath(import.meta.url)), '../..') },
		plan: { type: 'string', default: 'directory/plan/index.ts' },
		hierarchy: { type: 'string', default: 'directory/hierarchy/index.ts' },
		seeds: { type: 'string', default: '2000' },
		first: { type: 'string', default: '1' },
		out: { type: 'string' },
		against: { type: 'string' },
		'without-words': { type: 'boolean', default: false },
	},
});

async function load(file, name) {
	const module = await import(pathToFileURL(resolve(options.source, file)).href);
	const found = module[name] ?? module.default?.[name];
	if (!found) throw new Error(`${file} has no ${name}`);
	return found;
}

const planSync = await load(options.plan, 'planSync');
const DEFAULT_SETTINGS = await load(options.plan, 'DEFAULT_SETTINGS');
const buildHierarchy = await load(options.hierarchy, 'buildHierarchy');

/** A result, or why there is none. An error that nobody meant for people ends the recording. */
function attempt(run) {
	try {
		return run();
	} catch (error) {
		if (typeof (error.advice ?? error.hint) !== 'string') throw error;
		return { stopped: { message: error.message, advice: error.advice ?? error.hint } };
	}
}

const UNKNOWN = [[], [], [], ['birthday'], ['managerExternalId'], ['parentExternalId'], ['email']];
const UNMAPPED = [[], [], ['email', 'attributes'], ['managerExternalId'], ['birthday']];
const PARTIAL = [
	{ code: 'limit', message: 'Return All is off' },
	{ code: 'companyNotRead', message: 'it answered 500', company: 'B', companiesRead: ['a'] },
];

/** As messages name them. */
const systems = { target: 'Winningtemp' };

/** What builder and planner say on some mornings of one company. */
function record(seed) {
	const random = randomOf(seed);
	const size = seed % 25 === 0 ? 60 + random.below(90) : 3 + random.below(22);
	const company = found(random, size);
	const target = new Target();
	const hierarchy = hierarchyOf(random);
	const unmapped = random.pick(UNMAPPED);
	const unknown = random.pick(UNKNOWN);
	const listsMembers = random.chance(0.2);
	const days = [];
	for (let day = 0; day < 3; day++) {
		if (day > 0) pass(company, random);
		let records = recordsOf(company, unmapped, random);
		const partial = day > 0 && random.chance(0.25) ? [random.pick(PARTIAL)] : undefined;
		if (partial) {
			records = records
				.slice(0, 1 + random.below(records.length))
				.map((one) => ({ ...one, partialList: partial }));
		}
		const built = attempt(() => buildHierarchy(records, hierarchy));
		days.push({ built });
		if (built.stopped) continue;
		const moves = random.chance(0.2)
			? [{ from: random.pick(company.units).name, to: random.pick(company.units).name }]
			: [];
		const settings = settingsOf(random, DEFAULT_SETTINGS, moves);
		const groups = random.chance(0.1) ? [] : random.shuffle(built.groups);
		const users = built.users.map(({ user }) => {
			const rest = { ...user };
			delete rest.partialList;
			return rest;
		});
		const current = target.read(day === 0 ? [] : unknown, listsMembers);
		const input = { groups, users, current, settings, systems, ...(partial ? { partial } : {}) };
		const text = JSON.stringify(input);
		let plan = attempt(() => planSync(input));
		// The planner leaves what it was given as it is.
		if (JSON.stringify(input) !== text) throw new Error(`Seed ${seed}: the input was changed`);
		days.push({ plan });
		if (plan.held?.length > 0 && random.chance(0.5)) {
			const release = plan.summary.planId;
			plan = attempt(() => planSync({ ...input, settings: { ...settings, release } }));
			days.push({ released: plan });
		}
		if (!plan.stopped) target.apply(plan.changes, random.chance(0.3) ? 0.5 : 1);
		meddle(target, random);
	}
	return days;
}

const WORDS = new Set(['message', 'reason', 'advice', 'partialReasons']);

/** The text to compare: all of it, or without what is written for people. */
function comparable(json) {
	if (!options['without-words']) return json;
	return JSON.stringify(JSON.parse(json), (name, value) => (WORDS.has(name) ? undefined : value));
}

/** Both sides of the first character that differs. */
function firstDifference(before, now) {
	let at = 0;
	while (at < before.length && before[at] === now[at]) at++;
	const excerpt = (text) => text.slice(Math.max(0, at - 300), at + 300);
	return `before: …${excerpt(before)}…\n\nnow:    …${excerpt(now)}…`;
}

async function* earlier(file) {
	for await (const line of createInterface({ input: createReadStream(file) })) {
		const [seed, , json] = line.split('\t');
		yield { seed: Number(seed), json };
	}
}

const first = Number(options.first);
const last = first + Number(options.seeds) - 1;
const out = options.out ? createWriteStream(options.out) : null;
const started = Date.now();
const different = [];
let stopped = 0;
let held = 0;
let changes = 0;

function count(days) {
	for (const { plan } of days) {
		if (plan?.stopped) stopped++;
		else if (plan) {
			held += plan.held.length;
			changes += plan.changes.length;
		}
	}
}

function compare(seed, before, json) {
	const [a, b] = [comparable(before), comparable(json)];
	if (a === b) return;
	if (different.length === 0) console.log(`Seed ${seed} differs.\n${firstDifference(a, b)}\n`);
	different.push(seed);
}

const recorded = options.against ? earlier(options.against) : null;
for (let seed = first; seed <= last; seed++) {
	const days = record(seed);
	count(days);
	const json = JSON.stringify(days);
	if (out) {
		const hash = createHash('sha256').update(json).digest('hex').slice(0, 16);
		if (!out.write(`${seed}\t${hash}\t${json}\n`)) await new Promise((go) => out.once('drain', go));
	}
	if (!recorded) continue;
	let next = await recorded.next();
	while (!next.done && next.value.seed < seed) next = await recorded.next();
	if (next.done || next.value.seed !== seed) {
		console.log(`Seed ${seed} is not in ${options.against}.`);
		different.push(seed);
		break;
	}
	compare(seed, next.value.json, json);
}
out?.end();
const seconds = ((Date.now() - started) / 1000).toFixed(1);
console.log(
	`${last - first + 1} companies in ${seconds} s: ${changes} changes, ${held} held, ${stopped} plans stopped.`,
);
if (recorded) {
	const some = different.slice(0, 20).join(', ');
	console.log(
		different.length === 0 ? 'No difference.' : `${different.length} companies differ: ${some}`,
	);
	process.exitCode = different.length === 0 ? 0 : 1;
}
