import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from '../host/ports.mjs';
import { Server } from './server.mjs';

/**
 * Starts a Redis of its own on a free port of 127.0.0.1. As Debian sets it up, it saves what it holds
 * when it is asked to stop.
 *
 * @param {{ 'redis-server': string }} programs
 * @param {string} folder an empty one, to be thrown away later
 * @returns {Promise<{ server: Server, environment: Record<string, string> }>} the server, and what
 *   n8n has to know of it
 */
export async function startRedis(programs, folder) {
	const port = await freePort();
	const password = randomBytes(18).toString('base64url');
	const settings = [
		'bind 127.0.0.1',
		`port ${port}`,
		`requirepass ${password}`,
		`dir ${folder}`,
		'save 3600 1',
	];
	const server = await Server.start(programs['redis-server'], ['-'], {
		input: `${settings.join('\n')}\n`,
		answers: () => isReady(port, password),
	});
	const environment = {
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(port),
		QUEUE_BULL_REDIS_PASSWORD: password,
	};
	return { server, environment };
}

async function isReady(port, password) {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		socket.setEncoding('utf8').write(`AUTH ${password}\r\nPING\r\n`);
		let answer = '';
		for await (const text of socket) {
			answer += text;
			if (/PONG|-ERR|-LOADING/.test(answer)) return answer.includes('PONG');
		}
		return false;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
