// One measured run in a process of its own, so that memory and garbage of others do not count.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const require = createRequire(import.meta.url);
const { JOBS } = require('./jobs.ts');

/** As n8n does when it starts, with the settings that it has where nobody changes any. */
async function startExpressionEngine() {
	const { Container } = require('@n8n/di');
	const { GlobalConfig } = require('@n8n/config');
	const { Expression } = require('n8n-workflow');
	const { idleTimeout, ...settings } = Container.get(GlobalConfig).expressionEngine;
	try {
		await Expression.initExpressionEngine({
			...settings,
			idleTimeoutMs: idleTimeout === undefined ? undefined : idleTimeout * 1000,
		});
	} catch {
		// isolated-vm needs the Node that n8n itself needs.
		Expression.setExpressionEngine('legacy');
	}
	return Expression.getActiveImplementation();
}

/** What `this.helpers.httpRequest` of a node comes down to. */
async function n8nRequest(options) {
	const { Container } = require('@n8n/di');
	const { OutboundHttp } = require('@n8n/backend-network');
	return await Container.get(OutboundHttp).requests().request(options);
}

async function startProfile() {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.start');
	return async () => {
		const { profile } = await session.post('Profiler.stop');
		session.disconnect();
		return profile;
	};
}

const host = {
	readJson: (file) => JSON.parse(readFileSync(file, 'utf8')),
	startExpressionEngine,
	n8nRequest,
	startProfile,
	collectGarbage: () => globalThis.gc?.(),
	progress: (line) => process.send({ progress: line }),
	peakMemory: () => process.resourceUsage().maxRSS / 1024,
	memory: () => {
		const { rss, heapTotal } = process.memoryUsage();
		return { resident: rss / 2 ** 20, objects: heapTotal / 2 ** 20 };
	},
};

process.on('message', async ({ id, message: { job, ...options } }) => {
	try {
		const result = await JOBS[job](options, host);
		process.send({ id, result: { ...result, peakMemory: host.peakMemory() } });
	} catch (error) {
		process.send({ id, error: error.stack ?? String(error) });
	}
});
process.once('disconnect', () => process.exit());
process.send({ ready: true });
