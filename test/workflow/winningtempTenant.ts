import type { IDataObject } from 'n8n-workflow';
import type { AppliedChange, Change } from '../../directory/model/change';
import type { CurrentGroup } from '../../directory/model/group';
import type { CurrentUser } from '../../directory/model/person';
import type { Verdict } from '../../directory/plan/listed';
import {
	startWinningtemp,
	type WinningtempOptions,
	type WinningtempSandbox,
} from '../sandbox/winningtemp/server';
import type { ScimRecord } from '../sandbox/winningtemp/store';
import { runNode, type NodeRun } from './engine';

/** All that a tenant holds. */
export interface Contents {
	users: readonly ScimRecord[];
	groups: readonly ScimRecord[];
}

/** A tenant to run the Winningtemp node against, and the node's operations on it. */
export class TestTenant {
	private constructor(readonly server: WinningtempSandbox) {}

	static async start(options: WinningtempOptions = {}): Promise<TestTenant> {
		return new TestTenant(await startWinningtemp(options));
	}

	/** A tenant that holds the same as another one did, ids included. */
	static async copy(
		{ users, groups }: Contents,
		options: WinningtempOptions = {},
	): Promise<TestTenant> {
		const tenant = await TestTenant.start(options);
		tenant.server.copy('user', users);
		tenant.server.copy('group', groups);
		return tenant;
	}

	/** What `copy` needs. */
	contents(): Contents {
		return structuredClone({
			users: this.server.records('user'),
			groups: this.server.records('group'),
		});
	}

	async close(): Promise<void> {
		await this.server.close();
	}

	get credentials() {
		return { winningtempApi: { baseUrl: this.server.url, token: 'sandbox-winningtemp-token' } };
	}

	async run(
		resource: string,
		operation: string,
		items: object[] = [{}],
		parameters: IDataObject = {},
		options: Partial<Parameters<typeof runNode>[3]> = {},
	): Promise<NodeRun> {
		return await runNode(
			'winningtemp',
			{ resource, operation, ...parameters } as never,
			items as IDataObject[],
			{ credentials: this.credentials, ...options },
		);
	}

	/** Create or Update; rejects where the node does. */
	async upsert(
		kind: 'user' | 'group',
		items: object[],
		options: IDataObject = {},
		parameters: IDataObject = {},
	) {
		const run = await this.run(kind, 'upsert', items, {
			...parameters,
			...withOptions(options),
		});
		if (run.error) throw run.error;
		return { results: run.json<Result>(), hints: run.hints };
	}

	/** Directory: Get. */
	async current() {
		const run = await this.run('directory', 'get');
		if (run.error) throw run.error;
		const all = run.json<CurrentUser | CurrentGroup>();
		return {
			users: all.filter((one): one is CurrentUser => one.kind === 'user'),
			groups: all.filter((one): one is CurrentGroup => one.kind === 'group'),
			hints: run.hints,
		};
	}

	/** Directory: Apply. */
	async apply(changes: object[], options: IDataObject = {}) {
		const run = await this.run('directory', 'apply', changes, withOptions(options));
		if (run.error) throw run.error;
		return { applied: run.json<AppliedChange>(), hints: run.hints };
	}

	/** Writes that a step makes. */
	async writesOf(step: () => Promise<unknown>): Promise<number> {
		const before = this.server.countWrites();
		await step();
		return this.server.countWrites() - before;
	}

	/** The user with an External ID, as the tenant holds it. */
	userState(externalId: string) {
		return this.server.state().users.find((one) => one.externalId === externalId);
	}

	groupState(externalId: string) {
		return this.server.state().groups.find((one) => one.externalId === externalId);
	}
}

/** Dry Run is a parameter of its own. */
export function withOptions({ dryRun, ...options }: IDataObject): IDataObject {
	return dryRun === undefined ? { options } : { options, dryRun };
}

export type Result = Omit<Verdict, 'warnings'> & { warnings?: string[]; dryRun?: boolean };

/** A change with what every change has; without a target id it is looked up by External ID. */
export function change(
	values: Partial<Change> & Pick<Change, 'order' | 'kind' | 'action'>,
): Change {
	return {
		externalId: null,
		targetId: null,
		name: values.externalId ?? '',
		changes: [],
		reason: '',
		...values,
	};
}

/** A person with every value that the mission lists. */
export function person(externalId: string, values: IDataObject = {}): IDataObject {
	return {
		externalId,
		username: `${externalId}@example.com`,
		email: `${externalId}@example.com`,
		firstName: 'Anna',
		lastName: externalId.toUpperCase(),
		gender: 'female',
		birthday: '1988-02-29',
		managerExternalId: null,
		excludeFromSurveys: false,
		...values,
	};
}

export function group(externalId: string, values: IDataObject = {}): IDataObject {
	return {
		externalId,
		name: externalId,
		parentExternalId: null,
		managerExternalId: null,
		...values,
	};
}
