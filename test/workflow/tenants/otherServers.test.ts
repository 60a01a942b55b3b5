import { stateOf, type Stored } from '../../sandbox/winningtemp/state';
import { OTHER_SERVERS } from '../../sandbox/otherServers';
import { fileExists } from '../../support/files';
import { live, problemsOf, type Server } from './live';

const { fork } = jest.requireActual<typeof import('child_process')>('child_process');
const { env } = jest.requireActual<typeof import('process')>('process');
const { once } = jest.requireActual<typeof import('events')>('events');

/** SCIM servers that others maintain, each a process of its own, through the same nights. */
describe.each(OTHER_SERVERS)('$name, a server that others maintain', (profile) => {
	const { program, folder, pending } = profile;
	const isInstalled = folder === undefined || fileExists(`${folder}/node_modules`);
	// In CI nothing is passed over.
	const testHere = isInstalled || env.CI ? test : test.skip;
	const promise = 'ends every night as HR says, or says what differs';
	// Fails once the server is handled: the mark in the list is then removed.
	const here = isInstalled ? '' : ` (not installed: npm ci --prefix ${folder})`;
	const name = `${pending === undefined ? promise : `does not hold yet: ${pending}`}${here}`;
	const problems = pending === undefined ? [] : expect.arrayContaining([expect.any(String)]);

	testHere(name, async () => {
		const lived = await live(profile, async () => await startProcess(program));
		expect(problemsOf(profile, lived)).toEqual(problems);
	});
});

async function startProcess(program: string): Promise<Server> {
	const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
	const ended = once(child, 'exit');
	const answer = async <T>(): Promise<T> => {
		const [message] = (await Promise.race([
			once(child, 'message'),
			ended.then(([code]) => {
				throw new Error(`${program} ended with ${String(code)}`);
			}),
		])) as [T];
		return message;
	};
	const { url, token } = await answer<{ url: string; token: string }>();
	return {
		url,
		token,
		look: async () => {
			child.send('look');
			const { writes, users, groups } = await answer<{
				writes: number;
				users: Stored[];
				groups: Stored[];
			}>();
			return { writes, state: stateOf(users, groups) };
		},
		close: async () => {
			child.disconnect();
			await ended;
		},
	};
}
