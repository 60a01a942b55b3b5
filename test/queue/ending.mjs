/**
 * Sees to it that nothing outlives this process: a signal closes everything in order, and whatever
 * still runs when the process ends is killed.
 *
 * @param {Array<() => Promise<void>>} closing what closes in order, filled as things are started
 * @param {() => void} kill ends all other processes at once
 */
export function endWithThisProcess(closing, kill) {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.once(signal, async () => {
			console.error(`${signal}: everything is closed.`);
			for (const close of closing.splice(0)) await close().catch(console.error);
			process.exit(1);
		});
	}
	process.once('exit', kill);
}
