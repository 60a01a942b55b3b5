// Both fast stand-ins in a process of their own; the process that forked this one gives orders.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { StandIns } = require('./standIns.ts');

const standIns = new StandIns(
	(handler) =>
		new Promise((resolve) => {
			const server = createServer((request, response) => {
				const parts = [];
				request.on('data', (part) => parts.push(part));
				request.on('end', () => {
					const [path, search] = request.url.split('?');
					const { status, headers, body } = handler({
						method: request.method,
						path,
						query: Object.fromEntries(new URLSearchParams(search)),
						headers: request.headers,
						body: Buffer.concat(parts).toString('utf8'),
					});
					const respond = () => {
						response.writeHead(status, {
							'Content-Type': 'application/json; charset=utf-8',
							'Content-Length': Buffer.byteLength(body),
							...headers,
						});
						response.end(body);
					};
					if (standIns.latency > 0) setTimeout(respond, standIns.latency);
					else respond();
				});
			});
			// A connection that is kept open must not be closed just as it is used again.
			server.keepAliveTimeout = 600_000;
			server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
		}),
);

process.on('message', async ({ id, message }) => {
	try {
		process.send({ id, result: await standIns.obey(message) });
	} catch (error) {
		process.send({ id, error: error.stack ?? String(error) });
	}
});
process.once('disconnect', () => process.exit());
process.send({ ready: true });
