// The sandbox's own stand-ins in a process of their own, to compare the fast ones with.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { SandboxPair } = require('./sandbox.ts');
const pair = new SandboxPair();

process.on('message', async ({ id, message }) => {
	try {
		process.send({ id, result: await pair.obey(message) });
	} catch (error) {
		process.send({ id, error: error.stack ?? String(error) });
	}
});
process.once('disconnect', () => process.exit());
process.send({ ready: true });
