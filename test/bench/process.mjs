// Processes of the bench: each is asked by messages and answers each with one.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts one of the bench's own files as a process.
 *
 * @param file relative to this folder
 * @returns how to ask it, and how to end it; it dies with this process
 */
export async function startProcess(
	file,
	{ execPath = process.execPath, flags = [], progress } = {},
) {
	const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
		execPath,
		execArgv: ['--import', 'tsx', ...flags],
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		env: { ...process.env, N8N_LOG_LEVEL: 'silent' },
	});
	const waiting = new Map();
	let count = 0;
	let started;
	const ready = new Promise((resolve, reject) => (started = { resolve, reject }));
	const fail = (error) => {
		started.reject(error);
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	};
	child.on('message', ({ ready: isReady, progress: line, id, result, error }) => {
		if (line !== undefined) return progress?.(line);
		if (isReady) return started.resolve();
		const { resolve, reject } = waiting.get(id);
		waiting.delete(id);
		if (error === undefined) resolve(result);
		else reject(new Error(error));
	});
	child.on('error', fail);
	child.on('exit', (code, signal) => fail(new Error(`${file} ended with ${signal ?? code}`)));
	await ready;
	return {
		ask: (message) =>
			new Promise((resolve, reject) => {
				waiting.set(++count, { resolve, reject });
				child.send({ id: count, message });
			}),
		end: () =>
			new Promise((resolve) => {
				child.once('exit', resolve);
				child.disconnect();
			}),
	};
}
