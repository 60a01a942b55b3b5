import type { ICredentialDataDecryptedObject, IExecuteFunctions, INode } from 'n8n-workflow';
import { UserError } from '../../directory/model/userError';
import { buildHierarchy, type ItemRecord } from '../../directory/hierarchy';
import { mapEmployees } from '../../directory/mapping';
import { planSync, type Plan } from '../support/plan';
import { properties as mapperProperties } from '../../nodes/EmployeeMapper/properties';
import { readMapping } from '../../nodes/EmployeeMapper/parameters';
import { properties as builderProperties } from '../../nodes/HierarchyBuilder/properties';
import { readOptions } from '../../nodes/HierarchyBuilder/parameters';
import { resolveCompanies } from '../../nodes/FlexHrm/reading/companies';
import { parseCompanies } from '../../nodes/FlexHrm/reading/company';
import { readEmployees } from '../../nodes/FlexHrm/reading/employees';
import { Notices } from '../../nodes/FlexHrm/reading/notices';
import { shapeEmployees } from '../../nodes/FlexHrm/reading/output';
import { createReader } from '../../nodes/FlexHrm/reading/reader';
import type { Row } from '../../nodes/FlexHrm/reading/row';
import { authenticated, flexCredentials } from '../../nodes/FlexHrm/transport/authentication';
import { apiAddress } from '../../nodes/FlexHrm/transport/baseUrl';
import { createGet } from '../../nodes/FlexHrm/transport/connect';
import { properties as plannerProperties } from '../../nodes/SyncPlanner/properties';
import { readSettings as readPlanSettings } from '../../nodes/SyncPlanner/parameters';
import { applyChanges } from '../../directory/apply';
import { readDirectory } from '../../scim/directory';
import { discover } from '../../scim/discovery';
import { scimTransport } from '../../scim/transport';
import { Client } from '../../http/client';
import { WINNINGTEMP } from '../../nodes/Winningtemp/profile';
import { ScimClient } from '../../scim/client';
import { clockOf } from '../../http/n8n';
import { createTransport } from '../../http/transport';
import { ScimTarget } from '../../scim/target';
import { DEFAULT_PATHS, readSettings } from '../../nodes/Winningtemp/transport/settings';
import type { WorkflowFile } from '../workflow/engine';
import { pause } from '../sandbox/faults';
import { performWith, performWithToken } from '../support/perform';
import type { Site, SyncOutcome } from './outcome';
import { DAY } from './scenario';

/**
 * One sync without n8n's engine: what the template's nodes call, with their own parameters, over
 * real HTTP, except that waits are skipped on a clock of its own.
 */

export interface ChainOptions {
	/** Milliseconds until a request counts as lost. */
	timeout: number;
	clock: SkippedClock;
	template: WorkflowFile;
}

/** Time that passes by itself and, at once, whenever somebody wants to wait. */
export class SkippedClock {
	private skipped = 0;

	now = (): number => Date.now() + this.skipped;

	sleep = async (milliseconds: number): Promise<void> => {
		const until = this.now() + milliseconds;
		// Others get their turn, as they would while somebody waits.
		await pause(0);
		this.skipped += Math.max(0, until - this.now());
	};
}

export async function syncOnce(site: Site, options: ChainOptions): Promise<SyncOutcome> {
	const read = await readFlex(site, options).catch(ended);
	if (!Array.isArray(read)) return { ...read, employees: null };
	const employees = new Set(read.map(({ Id }) => String(Id)));
	return { employees, ...(await planAndApply(site, read, options).catch(ended)) };
}

type Ended = Omit<SyncOutcome, 'employees'>;

const NOTHING = { held: 0, notMade: [] };

/** An error that the package names. @throws any other: a slip in the code, not a fault outside */
function ended(error: unknown): Ended {
	if (!(error instanceof UserError)) throw error;
	return { ...NOTHING, error: `${error.code}: ${error.message}` };
}

async function readFlex({ flex }: Site, { timeout, clock }: ChainOptions): Promise<Row[]> {
	const credentials = flexCredentials(flex.credential);
	const send = createTransport(
		performWith((options) => authenticated(credentials, options)),
		{
			address: apiAddress(credentials.baseUrl, false),
			accept: 'application/json',
			requestTime: timeout,
			now: clock.now,
			sleep: clockOf().sleep,
		},
	);
	const client = new Client(send, { concurrency: 4, sleep: clock.sleep, now: clock.now });
	const get = createGet(client, { secrets: [] });
	const reader = createReader(get, { pageSize: 50, concurrency: 4, maxReadAttempts: 3 });
	try {
		const companies = await resolveCompanies(reader, parseCompanies(credentials.companyIds));
		const employees = await readEmployees(
			reader,
			companies,
			{
				include: new Set(['employment', 'organization'] as const),
				day: DAY,
				activeOnly: true,
				limit: null,
				modifiedSince: null,
				allowEmpty: false,
				allowMissingPeriods: false,
				dimensions: [],
				onlyApproved: true,
			},
			new Notices(),
		);
		return shapeEmployees(employees, { kind: 'simplified' });
	} finally {
		client.close();
	}
}

async function planAndApply(
	{ winningtemp }: Site,
	employees: Row[],
	{ timeout, clock, template }: ChainOptions,
): Promise<Ended> {
	const { baseUrl, map } = readSettings({
		...DEFAULT_PATHS,
		baseUrl: winningtemp.url,
		token: winningtemp.token,
	} as ICredentialDataDecryptedObject);
	const over = () =>
		new ScimClient(
			scimTransport(performWithToken(winningtemp.token), winningtemp.token, {
				address: baseUrl,
				requestTime: timeout,
				now: clock.now,
				sleep: clockOf().sleep,
			}),
			WINNINGTEMP.systems,
			{ sleep: clock.sleep, now: clock.now },
		);
	// Two nodes of the template, each of which connects and reads for itself.
	const client = over();
	const current = await readDirectory({
		client,
		map,
		tenant: await discover(client, map),
	});
	const plan = planned(employees, current, template);
	if (plan.changes.length === 0) return { ...NOTHING, held: plan.held.length, error: null };
	const second = over();
	const target = new ScimTarget(
		{ client: second, map, tenant: await discover(second, map) },
		{ concurrency: 4 },
	);
	const { applied, stopped } = await applyChanges(target, plan.changes, { concurrency: 4 });
	return {
		held: plan.held.length,
		notMade: applied
			.filter(({ status }) => status !== 'applied')
			.map(({ action, kind, name, error }) => `${action} ${kind} ${name}: ${error}`),
		error: stopped ? `Winningtemp: ${stopped.message}` : null,
	};
}

function planned(
	employees: Row[],
	{ users, groups }: Awaited<ReturnType<typeof readDirectory>>,
	template: WorkflowFile,
): Plan {
	const { people, skipped } = mapEmployees(
		employees,
		readMapping(parametersOf(template, 'employeeMapper', mapperProperties)),
		DAY,
	);
	const built = buildHierarchy(
		people.map(({ person }) => person as unknown as ItemRecord),
		readOptions(parametersOf(template, 'hierarchyBuilder', builderProperties)),
	);
	return planSync({
		groups: built.groups,
		users: [
			...built.users.map(({ user }) => user),
			...skipped.map(({ person }) => person),
		] as never,
		current: { users, groups },
		settings: {
			...readPlanSettings(parametersOf(template, 'syncPlanner', plannerProperties)),
			release: '',
		},
	});
}

/** Enough of n8n's context for a node to read its parameters: the template's, else the defaults. */
function parametersOf(
	template: WorkflowFile,
	type: string,
	properties: ReadonlyArray<{ name: string; default?: unknown }>,
): IExecuteFunctions {
	const { parameters } = template.nodes.find((node) => node.type.endsWith(`.${type}`))!;
	const values = new Map<string, unknown>([
		...properties.map((property): [string, unknown] => [property.name, property.default]),
		...Object.entries(parameters),
	]);
	const getNodeParameter = (name: string, _item: number, fallback?: unknown): unknown => {
		const [top, ...rest] = name.split('.');
		let value = values.get(top!);
		for (const part of rest) value = (value as Record<string, unknown> | undefined)?.[part];
		return value ?? fallback;
	};
	const node = { name: type } as INode;
	const getTimezone = () => 'Europe/Stockholm';
	return { getNodeParameter, getNode: () => node, getTimezone } as unknown as IExecuteFunctions;
}
