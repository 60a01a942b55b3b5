// Lints, checks the types and builds, two at a time, since each of them uses one core:
// node .ci/checks.mjs. Prints what each says when it is done.
import { spawn } from 'node:child_process';

/** Runs a script of package.json. @returns whether it went well */
function run(script) {
	return new Promise((resolve) => {
		const child = spawn('npm', ['run', '--silent', script], {
			shell: process.platform === 'win32',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let said = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk) => (said += chunk));
		}
		child.on('error', (error) => (said += error.message));
		child.on('close', (code) => {
			console.log(`--- ${script}: ${code === 0 ? 'ok' : 'FAILED'}\n${said}`);
			resolve(code === 0);
		});
	});
}

/** Runs scripts one after the other, up to the first that fails. */
async function inTurn(...scripts) {
	for (const script of scripts) if (!(await run(script))) return false;
	return true;
}

const results = await Promise.all([inTurn('typecheck'), inTurn('lint', 'build')]);
process.exitCode = results.every(Boolean) ? 0 : 1;
