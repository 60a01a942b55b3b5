import type { TenantState } from '../../sandbox/winningtemp/state';
import { CONCURRENCY } from '../measured/floor';
import { engineJob, measured, type Session } from '../session';
import type { Addresses, Counted } from '../standins/standIns';
import type { SandboxCommand } from '../standins/sandbox';
import type { BenchTable, Cell } from '../table';
import type { EngineResult } from '../measured/inEngine';
import type { FloorJob, FloorResult } from '../measured/floor';
import type { Tools } from '../tools';

/**
 * How fast the stand-ins answer a client that does nothing else, and that the template does the
 * same at both.
 *
 * @throws where the same first load ends in another state, or takes other requests
 */
export async function measureStandIns(session: Session, tools: Tools): Promise<BenchTable> {
	const { people } = session;
	tools.progress(`${people} people: the sandbox's stand-ins`);
	const sandbox = await tools.startProcess('standins/sandbox.mjs');
	const ask = async <T>(command: SandboxCommand) => await sandbox.ask<T>(command);
	try {
		const addresses = await ask<Addresses>({ do: 'start', people });
		const { warmUp } = session.addresses;
		await measured<EngineResult>(tools, engineJob(warmUp, addresses));
		const requests = await ask<Counted[]>({ do: 'requests' });
		const state = await ask<TenantState>({ do: 'state' });

		const fast = await session.template('firstLoad', 1);
		const { users, groups } = await session.contents();
		requireSame('state', state, await ask<TenantState>({ do: 'stateOf', users, groups }));
		requireSame('requests', kinds(requests), kinds(fast.requests));

		const unchanged = await session.template('unchanged', 1);
		const reads = unchanged.requests;
		const rows: Cell[][] = [];
		for (const [name, at] of [
			["Sandbox's", addresses],
			['Fast', session.addresses.main],
		] as const) {
			for (const system of ['flex', 'winningtemp'] as const) {
				const own = reads.filter((one) => one.system === system);
				const job: { job: 'floor' } & FloorJob = {
					job: 'floor',
					requests: own,
					concurrency: CONCURRENCY,
					through: 'undici',
					warmUp,
					main: at,
				};
				const { seconds } = await measured<FloorResult>(tools, job);
				const label = system === 'flex' ? 'Flex HRM' : 'Winningtemp';
				rows.push([name, label, own.length, own.length / seconds, (seconds * 1000) / own.length]);
			}
		}
		return {
			id: 'stand-ins',
			title: 'The stand-ins alone',
			about: `The reads of an unchanged run at ${people.toLocaleString('en-US')} people, asked by the bare script. All other parts use the fast stand-ins, which have made their pages before. At both, the same first load has taken the same requests and ended in the same directory, or this table would not be here.`,
			columns: [
				{ name: 'Stand-ins' },
				{ name: 'System' },
				{ name: 'Requests' },
				{ name: 'A second', unit: 'requests' },
				{ name: 'Each', unit: 'ms' },
			],
			rows,
			targets: [],
		};
	} finally {
		await sandbox.end();
	}
}

function requireSame(what: string, sandbox: unknown, fast: unknown): void {
	if (JSON.stringify(sandbox) !== JSON.stringify(fast)) {
		throw new Error(
			`The fast stand-ins do not behave as the sandbox's do: another ${what} after the same first load`,
		);
	}
}

/** Requests by system, method and list. */
function kinds(requests: readonly Counted[]): Array<[string, number]> {
	const counts = new Map<string, number>();
	for (const { system, method, url } of requests) {
		const list = url.split('?')[0]!.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…');
		const kind = `${system} ${method} ${list}`;
		counts.set(kind, (counts.get(kind) ?? 0) + 1);
	}
	return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
