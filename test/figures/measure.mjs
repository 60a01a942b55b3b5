import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import '../support/n8nSettings.cjs';
import { startProcess } from '../bench/process.mjs';
import { onDay, quickly } from '../faults/quickly.mjs';

const require = createRequire(import.meta.url);

const build = () => execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });

/** Runs a command that writes JSON, and fails only where there is none. */
function jsonFrom(command, args, file) {
	mkdirSync('.output', { recursive: true });
	rmSync(file, { force: true });
	spawnSync(command, args, { stdio: 'inherit' });
	return JSON.parse(readFileSync(file, 'utf8'));
}

/** How each measurement is made, the whole and, to try the command, a little of it. */
export const MEASURE = {
	tenants: async ({ keep }, { little }) =>
		await keep('all', async () => {
			const file = '.output/tenants.json';
			const some = little
				? ['test/workflow/tenants/part1', '-t', 'as the RFCs say']
				: ['test/workflow/tenants'];
			const { numPassedTests, numFailedTests, numFailedTestSuites } = jsonFrom(
				'npx',
				['jest', ...some, '--json', `--outputFile=${file}`],
				file,
			);
			return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites) };
		}),
	months: async (keeping, { little }) => {
		const { ROWS, liveAll } = require('../simulation/months.ts');
		const rows = little ? [{ people: 20, companies: 1, months: 2 }] : ROWS;
		return await liveAll(rows, 1, keeping);
	},
	reliability: async (keeping, { little }) => {
		build();
		const { measureReliability } = require('../faults/reliability.ts');
		return await measureReliability({
			...keeping,
			template: JSON.parse(readFileSync('workflows/flex-to-winningtemp.json', 'utf8')),
			schedules: little ? { day: 3, engine: 1, nights: 3 } : { day: 500, engine: 100, nights: 600 },
			quickly,
			onDay,
			first: 1,
			print: keeping.progress,
		});
	},
	performance: async (keeping, { little, node }) => {
		build();
		const { PARTS, QUICK, WHOLE, planOf, runBench } = require('../bench/bench.ts');
		const { progress } = keeping;
		if (!little) progress(planOf(PARTS));
		const tools = {
			...keeping,
			startProcess: (file, options) => startProcess(file, { ...options, execPath: node, progress }),
		};
		const parts = little ? ['template', 'floor', 'planner'] : PARTS;
		const scale = little ? { ...QUICK, sizes: QUICK.sizes.slice(0, 1) } : WHOLE;
		return await runBench(parts, scale, tools, () => undefined);
	},
	queue: async ({ keep }) =>
		await keep('all', async () => {
			const { failed } = jsonFrom('npm', ['run', '--silent', 'test:queue'], '.output/queue.json');
			if (failed > 0) throw new Error('Tests of the queue fail, so they give no figures.');
			return JSON.parse(readFileSync('.output/queue-measured.json', 'utf8'));
		}),
	mutation: async ({ keep }, { little }) =>
		await keep('all', async () => {
			const file = '.output/mutation-figures.json';
			// It keeps its own pieces, batch by batch.
			const some = little ? ['--share', '0.001'] : [];
			return jsonFrom('node', ['test/mutation/start.mjs', ...some, '--json', file], file);
		}),
};
