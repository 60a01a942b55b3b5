import { generateDirectory } from '../../sandbox/people';
import type { Answered, Asked, Handler } from './answer';
import type { Held, Kind } from './fastStore';
import { FastFlex } from './fastFlex';
import { FastWinningtemp, type Discovery } from './fastWinningtemp';
import { happen, type Happening } from './happenings';

/** The day of the invented directories. */
export const DAY = '2026-03-02';
/** People of the small company at which a measured process warms up. */
const WARM_UP_PEOPLE = 100;

/** How the workflows reach the stand-ins: the values of both credentials. */
export interface Addresses {
	flexHrmApi: Record<string, string>;
	winningtempApi: Record<string, string>;
}

/** A request as it was counted. */
export interface Counted {
	system: 'flex' | 'winningtemp';
	method: string;
	/** With the query. */
	url: string;
}

export type Command =
	| { do: 'start'; people: number; discovery: Discovery }
	| { do: 'bulk'; on: boolean }
	| { do: 'latency'; milliseconds: number }
	| { do: 'flexPages'; rows: number }
	| { do: 'empty' }
	| { do: 'keep' }
	| { do: 'restore' }
	| { do: 'happen'; what: Happening }
	| { do: 'undo' }
	| { do: 'clear' }
	| { do: 'requests' }
	| { do: 'contents' };

/** Listens on a free port of this machine; returns its origin, e.g. `http://127.0.0.1:40123`. */
export type Listen = (handler: Handler) => Promise<string>;

/**
 * Both fast stand-ins for a company of some size, and for a small one to warm up at, told from
 * another process what to do.
 */
export class StandIns {
	private readonly counted: Counted[] = [];
	private main: Pair | undefined;
	/** Milliseconds after which answers are given, as if they came over a network. */
	latency = 0;

	constructor(private readonly listen: Listen) {}

	async obey(command: Command): Promise<unknown> {
		if (command.do === 'start') {
			const warmUp = await this.open(WARM_UP_PEOPLE, command.discovery, false);
			this.main = await this.open(command.people, command.discovery, true);
			return { warmUp: warmUp.addresses, main: this.main.addresses };
		}
		if (command.do === 'latency') {
			this.latency = command.milliseconds;
			return null;
		}
		const pair = this.main!;
		const { flex, winningtemp } = pair;
		switch (command.do) {
			case 'flexPages':
				flex.largestPage = command.rows;
				flex.render();
				return null;
			case 'bulk':
				winningtemp.offersBulk = command.on;
				return null;
			case 'empty':
				winningtemp.restore(pair.empty);
				return null;
			case 'keep':
				pair.kept = winningtemp.held();
				winningtemp.render();
				return null;
			case 'restore':
				winningtemp.restore(pair.kept!);
				winningtemp.render();
				return null;
			case 'happen':
				pair.undo = happen(flex.model, command.what);
				flex.render();
				return null;
			case 'undo':
				pair.undo?.();
				flex.render();
				return null;
			case 'clear':
				this.counted.length = 0;
				return null;
			case 'requests':
				return this.counted;
			case 'contents':
				return { users: winningtemp.resources('User'), groups: winningtemp.resources('Group') };
		}
	}

	private async open(people: number, discovery: Discovery, counts: boolean): Promise<Pair> {
		const flex = new FastFlex(generateDirectory({ people, companies: 2, referenceDate: DAY }));
		const winningtemp = new FastWinningtemp(discovery);
		const count =
			(system: Counted['system'], answer: Handler): Handler =>
			(asked: Asked): Answered => {
				const query = new URLSearchParams(asked.query).toString();
				const url = query ? `${asked.path}?${query}` : asked.path;
				if (counts) this.counted.push({ system, method: asked.method, url });
				return answer(asked);
			};
		const [flexOrigin, winningtempOrigin] = await Promise.all([
			this.listen(count('flex', flex.answer)),
			this.listen(count('winningtemp', winningtemp.answer)),
		]);
		winningtemp.baseUrl = `${winningtempOrigin}/api/scim`;
		const addresses: Addresses = {
			flexHrmApi: {
				...flex.credentials,
				baseUrl: flexOrigin,
				instanceId: flex.model.instance,
				authentication: 'basic',
				companyIds: flex.model.companies.map(({ id }) => id).join(', '),
			},
			winningtempApi: { baseUrl: winningtemp.baseUrl, token: winningtemp.token },
		};
		return { flex, winningtemp, addresses, empty: winningtemp.held() };
	}
}

interface Pair {
	flex: FastFlex;
	winningtemp: FastWinningtemp;
	addresses: Addresses;
	empty: Record<Kind, Held>;
	kept?: Record<Kind, Held>;
	undo?: () => void;
}
