import { spawn } from 'node:child_process';

/** How many of the last lines of a failed command are shown. */
const TAIL = 40;

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, seconds?: number,
 *   user?: { uid: number, gid: number } }} options
 *   `seconds`: when to give up; `user`: who runs it
 * @returns {Promise<string>} what it printed
 * @throws where it fails, with the end of what it printed
 */
export function run(command, args, { cwd, env, seconds = 600, user = {} } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			...user,
			cwd,
			env: env ?? process.env,
			stdio: ['ignore', 'pipe', 'pipe'],
			timeout: seconds * 1000,
		});
		let printed = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (text) => (printed += text));
		}
		child.once('error', reject);
		child.once('close', (status, signal) => {
			if (status === 0) return resolve(printed);
			const tail = printed.trimEnd().split('\n').slice(-TAIL).join('\n');
			const how = signal ? `was stopped by ${signal}` : `ended with status ${status}`;
			reject(new Error(`${[command, ...args].join(' ')} ${how}:\n${tail}`));
		});
	});
}
