import { createRequire } from 'node:module';
import { startFlex } from '../sandbox/flex/server.ts';
import { startWinningtemp } from '../sandbox/winningtemp/server.ts';

// The mail and SSH servers were written for jest, which hands out Node's own modules so.
globalThis.jest ??= { requireActual: createRequire(import.meta.url) };
export const { startMailServer } = await import('../support/smtp.ts');
const { startChat } = await import('../support/chat.ts');
const { whyNoSshServer, SshServer } = await import('../workflow/sftp/sshServer.ts');

/**
 * Starts all that the templates talk to, on this machine.
 *
 * @param {{ directory: object, ports?: { flex: number, winningtemp: number } }} options
 *   `directory`: who is employed, see `generateDirectory`
 */
export async function startStandIns({ directory, ports = {} }) {
	const flex = await startFlex({ directory, port: ports.flex });
	const winningtemp = await startWinningtemp({ port: ports.winningtemp });
	const mail = await startMailServer();
	const chat = await startChat();
	const whyNoSsh = whyNoSshServer();
	const ssh = whyNoSsh ? undefined : await SshServer.start();
	return {
		flex,
		winningtemp,
		mail,
		chat,
		ssh,
		whyNoSsh,
		/** One of them may have been replaced meanwhile. */
		async close() {
			this.ssh?.close();
			const servers = [this.flex, this.winningtemp, this.mail, this.chat];
			await Promise.all(servers.map((server) => server.close()));
		},
	};
}
