import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../host/command.mjs';
import { freePort } from '../host/ports.mjs';
import { Server } from './server.mjs';

const USER = 'n8n';

/**
 * Starts a PostgreSQL of its own on a free port of 127.0.0.1, with an empty database.
 *
 * @param {{ initdb: string, postgres: string, pg_isready: string }} programs
 * @param {string} folder an empty one, to be thrown away later; others may look into it
 * @returns {Promise<{ server: Server, environment: Record<string, string> }>} the server, and what
 *   n8n has to know of it
 */
export async function startPostgresql(programs, folder) {
	const user = unprivileged();
	const data = join(folder, 'data');
	const passwordFile = join(folder, 'password');
	const password = randomBytes(18).toString('base64url');
	mkdirSync(data, { mode: 0o700 });
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (user) for (const path of [folder, data, passwordFile]) chownSync(path, user.uid, user.gid);
	const access = [`--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
	const form = ['--encoding=UTF8', '--locale=C', '--no-sync'];
	await run(programs.initdb, [`--pgdata=${data}`, ...access, ...form], { cwd: '/', user });

	const port = String(await freePort());
	const settings = {
		listen_addresses: '127.0.0.1',
		port,
		unix_socket_directories: '',
		// It need not outlive the machine.
		fsync: 'off',
	};
	const server = await Server.start(
		programs.postgres,
		[
			'-D',
			data,
			...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
		],
		{ answers: () => isReady(programs.pg_isready, port), endedBy: 'SIGINT', user },
	);
	const environment = {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: port,
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: USER,
		DB_POSTGRESDB_PASSWORD: password,
	};
	return { server, environment };
}

async function isReady(program, port) {
	try {
		await run(program, ['--host=127.0.0.1', `--port=${port}`], { cwd: '/' });
		return true;
	} catch {
		return false;
	}
}

/** PostgreSQL refuses to run as root: then as the user that Debian's package has made. */
function unprivileged() {
	if (process.getuid() !== 0) return undefined;
	const [uid, gid] = ['-u', '-g'].map((kind) => Number(execFileSync('id', [kind, 'postgres'])));
	return { uid, gid };
}
