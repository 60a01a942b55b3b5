/**
 * A real OpenSSH server on this machine, for tests: Debian's openssh-server, with a configuration
 * and keys of its own in a folder below `.output`, on a free port of 127.0.0.1, for the user who runs
 * the tests. Each connection gets an sshd of its own, as inetd would start it, so that a connection
 * can be cut anywhere, and nothing stays behind.
 */

const childProcess = jest.requireActual<typeof import('child_process')>('child_process');
const fs = jest.requireActual<typeof import('fs')>('fs');
const nodePath = jest.requireActual<typeof import('path')>('path');
const net = jest.requireActual<typeof import('net')>('net');
const os = jest.requireActual<typeof import('os')>('os');
const process = jest.requireActual<typeof import('process')>('process');

const SSHD = '/usr/sbin/sshd';
/** Where sshd puts down its privileges, when it has them. */
const PRIVILEGE_SEPARATION = '/run/sshd';

const isRoot = () => process.getuid?.() === 0;

/**
 * Why the tests of SFTP cannot run here; empty where they can. Nothing is installed: `.ci/run` does that.
 *
 * @throws where there is no server in CI: there nothing is passed over
 */
export function whyNoSshServer(): string {
	if (fs.existsSync(SSHD)) return '';
	const why = `There is no ${SSHD}, so SFTP is not tested. Install it: sudo apt-get install openssh-server`;
	if (process.env.CI) throw new Error(why);
	return why;
}

/** Where to cut: the connection by its number from 1, after so many bytes from the client. */
export interface Cut {
	connection: number;
	afterBytes: number;
}

export class SshServer {
	/** Bytes that came from the client, by connection, since `watch`. */
	bytes: number[] = [];
	private cut: Cut | undefined;
	private readonly ends = new Set<() => void>();

	private constructor(
		/** Where the client finds the server. */
		readonly port: number,
		readonly username: string,
		readonly privateKey: string,
		/** The folder that files are put into. */
		readonly folder: string,
		private readonly stop: () => void,
	) {}

	static async start(): Promise<SshServer> {
		const restore = withoutDelay();
		fs.mkdirSync('.output', { recursive: true });
		const base = fs.mkdtempSync(`${process.cwd()}/.output/sftp-test-`);
		const folder = `${base}/files`;
		fs.mkdirSync(folder);
		for (const key of ['host', 'client']) {
			run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', key, '-f', `${base}/${key}`);
		}
		fs.copyFileSync(`${base}/client.pub`, `${base}/authorized_keys`);
		if (isRoot()) fs.mkdirSync(PRIVILEGE_SEPARATION, { recursive: true, mode: 0o755 });
		const config = configure(base);
		const listener = net.createServer((client) => server.serve(client, config));
		await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
		const server: SshServer = new SshServer(
			(listener.address() as import('net').AddressInfo).port,
			os.userInfo().username,
			fs.readFileSync(`${base}/client`, 'utf8'),
			folder,
			() => {
				restore();
				listener.close();
				fs.rmSync(base, { recursive: true, force: true });
			},
		);
		return server;
	}

	/** Counts connections again, and cuts one of them where that is asked for. */
	watch(cut?: Cut): void {
		this.bytes = [];
		this.cut = cut;
	}

	/** All files in the folder and below it, by their path from there. */
	files(): Map<string, string> {
		const paths = fs.readdirSync(this.folder, { recursive: true, encoding: 'utf8' }).sort();
		const files = paths.filter((path) => fs.statSync(`${this.folder}/${path}`).isFile());
		return new Map(files.map((path) => [path, this.read(path)]));
	}

	read(path: string): string {
		return fs.readFileSync(`${this.folder}/${path}`, 'utf8');
	}

	write(path: string, content: string): void {
		fs.mkdirSync(nodePath.dirname(`${this.folder}/${path}`), { recursive: true });
		fs.writeFileSync(`${this.folder}/${path}`, content);
	}

	remove(path: string): void {
		fs.rmSync(`${this.folder}/${path}`);
	}

	/** Makes the folder hold these files and no others. */
	restore(files: ReadonlyMap<string, string>): void {
		for (const path of this.files().keys()) this.remove(path);
		for (const [path, content] of files) this.write(path, content);
	}

	close(): void {
		for (const end of this.ends) end();
		this.stop();
	}

	private serve(client: import('net').Socket, config: string): void {
		const number = this.bytes.push(0);
		const limit = this.cut?.connection === number ? this.cut.afterBytes : Infinity;
		const sshd = childProcess.spawn(SSHD, ['-i', '-f', config], {
			stdio: ['pipe', 'pipe', 'ignore'],
		});
		const end = () => {
			this.ends.delete(end);
			client.destroy();
			// Its input ends, by which it does; what has come before, it still carries out.
			sshd.stdin.end();
		};
		this.ends.add(end);
		for (const stream of [client, sshd.stdin, sshd.stdout]) {
			stream.on('error', end).on('close', end);
		}
		client.setNoDelay(true);
		sshd.stdout.pipe(client);
		client.on('data', (chunk: Buffer) => {
			const before = this.bytes[number - 1]!;
			this.bytes[number - 1] = before + chunk.length;
			if (before >= limit) return;
			sshd.stdin.write(chunk.subarray(0, limit - before));
			if (before + chunk.length >= limit) end();
		});
	}
}

/**
 * Makes clients send at once what they have to say. n8n's SFTP client writes a request in two
 * pieces, of which the second waits 40 ms for an answer to the first (RFC 1122 §4.2.3.2), and a run
 * has a hundred of them.
 */
function withoutDelay(): () => void {
	const { prototype } = net.Socket;
	const connect = prototype.connect as (this: object, ...args: unknown[]) => unknown;
	prototype.connect = function (this: import('net').Socket, ...args: unknown[]) {
		this.setNoDelay(true);
		return connect.apply(this, args);
	} as typeof prototype.connect;
	return () => {
		prototype.connect = connect as typeof prototype.connect;
	};
}

function configure(base: string): string {
	const config = `${base}/sshd_config`;
	const lines = [
		`HostKey ${base}/host`,
		`AuthorizedKeysFile ${base}/authorized_keys`,
		'PidFile none',
		'StrictModes no',
		'UsePAM no',
		'PasswordAuthentication no',
		'KbdInteractiveAuthentication no',
		'PermitRootLogin prohibit-password',
		'Subsystem sftp internal-sftp',
		'ForceCommand internal-sftp',
		'Compression no',
	];
	fs.writeFileSync(config, `${lines.join('\n')}\n`);
	run(SSHD, '-t', '-f', config);
	return config;
}

function run(command: string, ...args: string[]): void {
	const { status, stderr, error } = childProcess.spawnSync(command, args, { encoding: 'utf8' });
	if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
}
