/** Servers that tests start, and that are to stop however the test ends: an open one hangs jest. */

interface Closable {
	close(): Promise<unknown>;
}

const running: Closable[] = [];

afterEach(async () => {
	await Promise.all(running.splice(0).map(async (server) => await server.close()));
});

/** Closes what a test has started when the test has ended, whatever came of it. */
export async function closedAfterTest<T extends Closable>(starting: Promise<T>): Promise<T> {
	const server = await starting;
	running.push(server);
	return server;
}
