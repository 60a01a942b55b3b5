import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from '../host/until.mjs';

/** How much of what a server has said is shown when it does not start. */
const TAIL = 2000;

/** A database server that lives as long as the tests. */
export class Server {
	/**
	 * Starts it and waits until it answers.
	 *
	 * @param {string} program
	 * @param {string[]} args
	 * @param {{ answers: () => Promise<boolean>, input?: string, endedBy?: NodeJS.Signals,
	 *   user?: { uid: number, gid: number } }} options
	 *   `input`: what it reads; `endedBy`: the signal that ends it soon and in order
	 * @throws where it ends by itself, with what it said
	 */
	static async start(program, args, { answers, input = '', endedBy = 'SIGTERM', user = {} }) {
		const server = new Server();
		server.endedBy = endedBy;
		server.again = async () => {
			const { child, ended } = await Server.start(program, args, { answers, input, endedBy, user });
			Object.assign(server, { child, ended });
		};
		// Ctrl+C reaches the tests alone, which then end it in order.
		server.child = spawn(program, args, { ...user, cwd: '/', detached: true });
		server.ended = once(server.child, 'close');
		server.child.stdin.end(input);
		let said = '';
		for (const stream of [server.child.stdout, server.child.stderr]) {
			stream.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-TAIL)));
		}
		await until(`${program} answers`, async () => {
			if (!server.isRunning) throw new Error(`${program} ended by itself:\n${said}`);
			return await answers();
		});
		return server;
	}

	get isRunning() {
		return this.child.exitCode === null && this.child.signalCode === null;
	}

	async stop() {
		if (!this.isRunning) return;
		this.child.kill(this.endedBy);
		await this.ended;
	}

	/** Starts it once more, with the same data, where it has ended. */
	async revive() {
		if (!this.isRunning) await this.again();
	}

	kill() {
		if (this.isRunning) this.child.kill('SIGKILL');
	}
}
