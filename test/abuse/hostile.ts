import { pause } from '../sandbox/faults';

// Modules of Node.js, which no file may import where community nodes are linted.
const { once } = jest.requireActual<typeof import('node:events')>('node:events');
const { createServer } = jest.requireActual<typeof import('node:http')>('node:http');
const { memoryUsage } = jest.requireActual<typeof import('node:process')>('node:process');
const { constants, createBrotliCompress, gzipSync } =
	jest.requireActual<typeof import('node:zlib')>('node:zlib');
const { setFlagsFromString } = jest.requireActual<typeof import('node:v8')>('node:v8');
const { runInNewContext } = jest.requireActual<typeof import('node:vm')>('node:vm');

setFlagsFromString('--expose-gc');
/** Frees the memory of what is no longer in use. */
const tidy = runInNewContext('gc') as () => void;

/** A server that answers every request the same bad way. */
export interface Hostile {
	url: string;
	/** Requests that came. */
	requests: string[];
	/** Resolves when the connection of the first request has ended. */
	gone: Promise<void>;
	close(): Promise<void>;
}

type Answer = (response: import('node:http').ServerResponse) => void;

export async function startHostile(answer: Answer): Promise<Hostile> {
	const requests: string[] = [];
	let ended: () => void;
	const gone = new Promise<void>((resolve) => {
		ended = resolve;
	});
	const server = createServer((request, response) => {
		requests.push(request.url ?? '');
		response.on('close', () => ended());
		// The other side hangs up in the middle of an answer, which is what is wanted of it.
		response.on('error', () => undefined);
		answer(response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
		requests,
		gone,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** An answer with a body as it is. */
export function body(
	text: string | Buffer,
	headers: Record<string, string> = { 'Content-Type': 'application/json' },
	status = 200,
): Answer {
	return (response) => {
		response.writeHead(status, headers);
		response.end(text);
	};
}

const MEGABYTE = 1024 ** 2;

/** Less than 2 kB of Brotli that unpacks to more than 1 GB of spaces. */
export async function brotliBomb(): Promise<Buffer> {
	const packer = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
	const packed = packer.toArray() as Promise<Buffer[]>;
	const spaces = Buffer.alloc(MEGABYTE, ' ');
	for (let written = 0; written < 1100; written++) {
		if (!packer.write(spaces)) await once(packer, 'drain');
	}
	packer.end();
	return Buffer.concat(await packed);
}

/** 2 MB of gzip that unpack to 2 GB of spaces: one packed piece, again and again (RFC 1952 §2.2). */
export function gzipBomb(): Buffer {
	const piece = gzipSync(Buffer.alloc(16 * MEGABYTE, ' '));
	return Buffer.concat(Array.from({ length: 128 }, () => piece));
}

/** Spaces without end, as fast as they are taken. */
export const endless: Answer = (response) => {
	const spaces = Buffer.alloc(MEGABYTE, ' ');
	response.writeHead(200, { 'Content-Type': 'application/json' });
	const send = () => {
		while (!response.destroyed && response.write(spaces));
	};
	response.on('drain', send);
	send();
};

/** One byte after another, slowly, without end. */
export const drip: Answer = (response) => {
	response.writeHead(200, { 'Content-Type': 'application/json' });
	void slowly(() => !response.destroyed && response.write(' '));
};

/** As `drip`, before the header is whole. */
export const dripOfHeaders: Answer = ({ socket }) => {
	socket?.write('HTTP/1.1 200 OK\r\nX-Slow: ');
	void slowly(() => socket?.destroyed === false && socket.write('x'));
};

/** Does something again and again until it says that it is over. */
async function slowly(act: () => boolean): Promise<void> {
	while (act()) await pause(20);
}

/** From so many bytes on it is looked at what of them is still in use. */
const MUCH = 100 * MEGABYTE;

/**
 * Most bytes above those in use before that were in use while something was done. What a busy machine
 * has not yet tidied away is not in use.
 */
export async function peakMemory(work: () => Promise<unknown>): Promise<number> {
	tidy();
	const held = () => memoryUsage().heapUsed + memoryUsage().external;
	const before = held();
	let most = before;
	const used = () => {
		if (held() - before > MUCH) tidy();
		return held();
	};
	let isOver = false;
	const watch = async () => {
		while (!isOver) {
			most = Math.max(most, used());
			await pause(2);
		}
	};
	const watching = watch();
	await work().finally(() => {
		isOver = true;
	});
	await watching;
	return Math.max(most, used()) - before;
}
