/** A mail server on this machine that takes every message and keeps it, for tests. */
const net = jest.requireActual<typeof import('net')>('net');

export interface Mail {
	from: string;
	to: string[];
	subject: string;
	/** The body as it is read: decoded, lines ended by `\n`. With attachments, the first part. */
	text: string;
	/** Attached files by name, as text. */
	attachments: Record<string, string>;
	/** As it came over the wire. */
	raw: string;
}

export interface MailServer {
	readonly port: number;
	readonly mails: Mail[];
	close: () => Promise<void>;
}

/** Starts it on a free port of 127.0.0.1: no TLS, no log-in (RFC 5321 §4.1.1). */
export async function startMailServer(): Promise<MailServer> {
	const mails: Mail[] = [];
	const server = net.createServer((socket) => {
		const session = new Session((raw, from, to) => mails.push(mailOf(raw, from, to)));
		socket.setEncoding('utf8');
		socket.write('220 localhost\r\n');
		socket.on('data', (chunk: string) => {
			for (const answer of session.take(chunk)) socket.write(`${answer}\r\n`);
			if (session.isOver) socket.end();
		});
		socket.on('error', () => socket.destroy());
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		port: (server.address() as import('net').AddressInfo).port,
		mails,
		close: async () =>
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
			}),
	};
}

/** One conversation: lines in, answers out. */
class Session {
	isOver = false;

	private rest = '';

	private from = '';

	private to: string[] = [];

	private message: string[] | null = null;

	constructor(private readonly keep: (raw: string, from: string, to: string[]) => void) {}

	take(chunk: string): string[] {
		const lines = (this.rest + chunk).split('\r\n');
		this.rest = lines.pop()!;
		return lines.flatMap((line) => (this.message ? this.takeBody(line) : [this.command(line)]));
	}

	private takeBody(line: string): string[] {
		if (line !== '.') {
			this.message!.push(line.replace(/^\./, ''));
			return [];
		}
		this.keep(this.message!.join('\n'), this.from, this.to);
		this.message = null;
		return ['250 kept'];
	}

	private command(line: string): string {
		const word = line.slice(0, 4).toUpperCase();
		const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
		if (word === 'DATA') {
			this.message = [];
			return '354 go on';
		}
		if (word === 'QUIT') {
			this.isOver = true;
			return '221 bye';
		}
		if (word === 'MAIL') [this.from, this.to] = [address, []];
		else if (word === 'RCPT') this.to.push(address);
		return '250 ok';
	}
}

function mailOf(raw: string, from: string, to: string[]): Mail {
	const { header, body } = partOf(raw);
	const boundary = /boundary="?([^";]+)/.exec(header('Content-Type'))?.[1];
	// Before the first boundary and after the last there is nothing (RFC 2046 §5.1.1).
	const parts = boundary ? body().split(`--${boundary}`).slice(1, -1).map(partOf) : [];
	const attached = parts
		.slice(1)
		.map((part) => [
			/filename="?([^";]+)/.exec(part.header('Content-Disposition'))?.[1],
			part.body(),
		]);
	return {
		from,
		to,
		subject: decodeWords(header('Subject')),
		text: (parts[0]?.body ?? body)().trimEnd(),
		attachments: Object.fromEntries(attached) as Record<string, string>,
		raw,
	};
}

/** A message, or a part of one (RFC 2045 §2.5). */
function partOf(raw: string) {
	const text = raw.trimStart();
	const end = text.indexOf('\n\n');
	const head = text.slice(0, end).replace(/\n[ \t]+/g, ' ');
	const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
	const body = () => decodeBody(text.slice(end + 2), header('Content-Transfer-Encoding'));
	return { header, body };
}

function decodeBody(body: string, encoding: string): string {
	if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString('utf8');
	if (!/quoted-printable/i.test(encoding)) return body;
	return decodeOctets(body.replace(/=\n/g, ''));
}

/** Words of a header that are not ASCII (RFC 2047 §2). */
function decodeWords(text: string): string {
	return text
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([BQ])\?(.*?)\?=/gi, (_all, kind: string, word: string) =>
			kind.toUpperCase() === 'B'
				? Buffer.from(word, 'base64').toString('utf8')
				: decodeOctets(word.replace(/_/g, ' ')),
		);
}

function decodeOctets(text: string): string {
	const bytes = text.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
