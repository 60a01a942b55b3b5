import { startFlex, type FlexSandbox } from '../../sandbox/flex/server';
import { startWinningtemp, type WinningtempSandbox } from '../../sandbox/winningtemp/server';
import { stateOf, type Stored } from '../../sandbox/winningtemp/state';
import { BEHAVIOUR, LARGEST_PAGE } from './fastFlex';
import type { Resource } from './fastStore';
import { DAY, type Addresses, type Counted } from './standIns';

export type SandboxCommand =
	| { do: 'start'; people: number }
	| { do: 'requests' }
	| { do: 'state' }
	| { do: 'stateOf'; users: Resource[]; groups: Resource[] };

/** The sandbox's stand-ins, told from another process what to do. */
export class SandboxPair {
	private flex: FlexSandbox | undefined;
	private winningtemp: WinningtempSandbox | undefined;

	async obey(command: SandboxCommand): Promise<unknown> {
		switch (command.do) {
			case 'start':
				return await this.start(command.people);
			case 'requests':
				return this.requests();
			case 'state':
				return this.winningtemp!.state();
			case 'stateOf':
				return stateOf(command.users as Stored[], command.groups as Stored[]);
		}
	}

	private async start(people: number): Promise<Addresses> {
		this.flex = await startFlex({
			directory: { people, companies: 2, referenceDate: DAY },
			maxPageSize: LARGEST_PAGE,
			behaviour: BEHAVIOUR,
		});
		this.winningtemp = await startWinningtemp();
		const { url, username, password, instance, model } = this.flex;
		return {
			flexHrmApi: {
				baseUrl: url,
				username,
				password,
				instanceId: instance,
				companyIds: model.companies.map(({ id }) => id).join(', '),
			},
			winningtempApi: { baseUrl: this.winningtemp.url, token: this.winningtemp.token },
		};
	}

	private requests(): Counted[] {
		return (['flex', 'winningtemp'] as const).flatMap((system) =>
			this[system]!.requests.map(({ method, path }) => ({ system, method, url: path })),
		);
	}
}
