import type { IDataObject, INode } from 'n8n-workflow';
import type { AppliedChange, HeldChange, PlanSummary } from '../../../directory/model/change';
import type { Issue } from '../../../directory/model/issue';
import type { FlexModel } from '../../sandbox/flex/model';
import { startFlex, type FlexOptions, type FlexSandbox } from '../../sandbox/flex/server';
import type { LoggedRequest } from '../../sandbox/listen';
import {
	ENTERPRISE_USER,
	EXTENSION_GROUP,
	EXTENSION_USER,
} from '../../sandbox/winningtemp/profiles';
import {
	startWinningtemp,
	type NewGroup,
	type NewUser,
	type WinningtempOptions,
	type WinningtempSandbox,
} from '../../sandbox/winningtemp/server';
import type { ScimRecord } from '../../sandbox/winningtemp/store';
import type { TenantState } from '../../sandbox/winningtemp/state';
import { readJson } from '../../support/files';
import {
	binaryText,
	runWorkflow,
	type Credentials,
	type Run,
	type RunOptions,
	type WorkflowFile,
} from '../engine';

// n8n's Form Trigger cleans the texts of its pages with this module, which jest cannot load on
// Node 20 because its parser is an ES module. Nothing here draws a page.
jest.mock('sanitize-html', () => () => {
	throw new Error('No form is drawn in these tests');
});

/** The day of the invented directories; the Flex node looks at this day, unless a test says otherwise. */
export const DAY = '2026-03-02';

export const WITH_GROUPS = 'flex-to-winningtemp.json';
export const PEOPLE_ONLY = 'flex-to-winningtemp-users.json';

/** Names of nodes in the templates. */
export const EVERY_NIGHT = 'Every night at 01:00';
export const BY_HAND = 'Start by hand';
export const FLEX = 'Read employees from Flex';
export const MAP = 'Map employees to people';
export const BUILD = 'Build the group hierarchy';
export const READ = 'Read the directory in Winningtemp';
export const PLAN = 'Plan the changes';
export const APPLY = 'Apply the changes';
export const UPSERT = 'Create or update people';
export const REPORT = 'Write the report';
export const RELEASED = 'Started by a release';
export const FINISH = 'Finish the run';
/** A form in the main workflow itself, in templates of the earlier version. */
const OLD_FORM = 'Release held changes';
/** Who releases in these tests, as n8n's form gives the person who has logged in. */
export const RELEASER = { firstName: 'Rut', lastName: 'Lind', email: 'rut.lind@example.com' };

export interface SettingOptions {
	/** Employees in Flex; default 100. */
	people?: number;
	/** Default 2. */
	companies?: number;
	flex?: FlexOptions;
	winningtemp?: WinningtempOptions;
}

export interface TemplateRun {
	/** Default: `flex-to-winningtemp.json`. */
	file?: typeof WITH_GROUPS | typeof PEOPLE_ONLY;
	/** Where the file is; default: `workflows`. */
	folder?: string;
	/** Default false: the one switch that a consultant turns. `asShipped` leaves the file alone. */
	dryRun?: boolean | 'asShipped';
	/** Started by the release workflow with this plan number. */
	release?: string;
	/** Default: the Manual Trigger, else the Schedule Trigger. */
	startNode?: string;
	/** Parameters that differ from the file, by name of the node. */
	parameters?: Record<string, INode['parameters']>;
	/** Settings → On Error, by name of the node; default: the run ends. */
	onError?: Record<string, INode['onError']>;
	/** Values of the credentials that differ from the right ones; `null`: the run has no such one. */
	flexHrmApi?: IDataObject | null;
	/** Values of other credentials, by type. */
	credentials?: Credentials;
	/** What else differs from the file, node by node. */
	change?: (node: INode) => INode;
	winningtempApi?: IDataObject | null;
	/** `YYYY-MM-DD` that the Flex node looks at; `null`: today, as shipped. */
	onDate?: string | null;
	signal?: AbortSignal;
	/** What the workflow remembers from one scheduled run to the next; default: nothing. */
	memory?: IDataObject;
}

/** What a run of a template did and left behind. */
export interface Outcome {
	run: Run;
	/** What the person at the screen sees; both empty where nothing went wrong. */
	message: string;
	description: string;
	/** The two together, and the name of the node: for tests that look for words. */
	failure: string;
	/** Requests of this run alone. */
	flex: LoggedRequest[];
	winningtemp: LoggedRequest[];
	writes: number;
	/** Each write as `METHOD /Kind`, counted. */
	writesByKind: Record<string, number>;
	changes: AppliedChange[];
	held: HeldChange[];
	/** Each once, as they reach the report. */
	issues: Issue[];
	summary: PlanSummary | undefined;
	/** The JSON of the report. */
	figures: IDataObject;
	html: string;
	/** What the tenant holds after the run. */
	state: TenantState;
}

/** Both stand-ins, and the shipped templates run between them. */
export class Setting {
	private constructor(
		readonly flex: FlexSandbox,
		readonly winningtemp: WinningtempSandbox,
	) {}

	static async start(options: SettingOptions = {}): Promise<Setting> {
		const [flex, winningtemp] = await Promise.all([
			startFlex({
				directory: {
					people: options.people ?? 100,
					companies: options.companies ?? 2,
					referenceDate: DAY,
				},
				...options.flex,
			}),
			startWinningtemp(options.winningtemp),
		]);
		return new Setting(flex, winningtemp);
	}

	/**
	 * The stand-ins after a first load. It is made by the template once for each size; later ones
	 * get the same users and groups, ids included, straight into the tenant.
	 */
	static async loaded(
		options: Pick<SettingOptions, 'people' | 'companies'> = {},
	): Promise<Setting> {
		const size = { people: options.people ?? LOADED_PEOPLE, companies: options.companies ?? 2 };
		const setting = await Setting.start(size);
		const known = firstLoads.get(JSON.stringify(size));
		if (known) furnish(setting.winningtemp, known);
		else {
			await setting.sync();
			firstLoads.set(JSON.stringify(size), contentsOf(setting.winningtemp));
		}
		return setting;
	}

	get model(): FlexModel {
		return this.flex.model;
	}

	async close(): Promise<void> {
		await Promise.all([this.flex.close(), this.winningtemp.close()]);
	}

	/** Runs a shipped template. An error inside is in the outcome, not thrown. */
	async run(options: TemplateRun = {}): Promise<Outcome> {
		this.flex.clearRequests();
		this.winningtemp.clearRequests();
		const file = prepared(options);
		const run = await runWorkflow(file, {
			credentials: {
				...credential('flexHrmApi', options.flexHrmApi, this.flex.credential),
				...options.credentials,
				...credential('winningtempApi', options.winningtempApi, {
					baseUrl: this.winningtemp.url,
					token: this.winningtemp.token,
				}),
			},
			...(options.signal ? { signal: options.signal } : {}),
			...startOf(file, options),
			// n8n remembers nothing of a run that is started by hand.
			...(options.memory ? { staticData: options.memory, mode: 'trigger' } : {}),
		});
		return this.outcome(run);
	}

	/** As `run`, but an error inside fails the test, as does a change that was not made. */
	async sync(options: TemplateRun = {}): Promise<Outcome> {
		const outcome = await this.run(options);
		if (outcome.run.error) throw outcome.run.error;
		const notMade = outcome.changes.filter(
			({ status }) => status === 'failed' || status === 'skipped',
		);
		expect(notMade).toEqual([]);
		return outcome;
	}

	private outcome(run: Run): Outcome {
		const { message = '', description } = (run.error ?? {}) as Error & { description?: string };
		const writes = this.winningtemp.requests.filter(({ method }) => method !== 'GET');
		const [report] = run.output(REPORT);
		const plans = run.has(PLAN);
		const upserted = run.has(UPSERT) ? run.json<AppliedChange & IDataObject>(UPSERT) : [];
		return {
			run,
			message,
			description: description ?? '',
			failure: run.error ? `${run.lastNode}: ${message} | ${description ?? ''}` : '',
			flex: [...this.flex.requests],
			winningtemp: [...this.winningtemp.requests],
			writes: this.winningtemp.countWrites(),
			writesByKind: countedBy(writes, ({ method, path }) => `${method} ${kindIn(path)}`),
			changes: run.has(APPLY)
				? run.json<AppliedChange & IDataObject>(APPLY)
				: upserted.filter((item) => (item.action as string) !== 'unchanged'),
			held: plans ? run.json<HeldChange & IDataObject>(PLAN, 1) : [],
			issues: issuesIn(run),
			summary: plans ? run.json<PlanSummary & IDataObject>(PLAN, 3)[0] : undefined,
			figures: report?.json ?? {},
			html: binaryText(report?.binary?.report),
			state: this.winningtemp.state(),
		};
	}
}

const LOADED_PEOPLE = 60;
const firstLoads = new Map<string, Contents>();

/** All users and groups of a tenant, in the order of their creation, which settles their ids. */
export interface Contents {
	users: NewUser[];
	groups: NewGroup[];
	state: TenantState;
}

export function contentsOf(winningtemp: WinningtempSandbox): Contents {
	const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
	const part = (record: ScimRecord, name: string) =>
		(record[name] ?? {}) as Record<string, unknown>;
	return {
		users: winningtemp.records('user').map((record) => {
			const { gender, birthday, excludeFromSurveys } = part(record, EXTENSION_USER);
			const { manager } = part(record, ENTERPRISE_USER) as { manager?: { value: string } };
			const [email] = (record.emails ?? []) as Array<{ value: string }>;
			return plain({
				userName: String(record.userName),
				externalId: record.externalId,
				givenName: text(part(record, 'name').givenName),
				familyName: text(part(record, 'name').familyName),
				email: email?.value ?? null,
				active: record.active === true,
				managerId: manager?.value,
				gender: text(gender),
				birthday: text(birthday),
				excludeFromSurveys: excludeFromSurveys as boolean | undefined,
			});
		}),
		groups: winningtemp.records('group').map((record) => {
			const { parentExternalId, managerExternalId } = part(record, EXTENSION_GROUP);
			return plain({
				displayName: String(record.displayName),
				externalId: record.externalId,
				parentExternalId: text(parentExternalId),
				managerExternalId: text(managerExternalId),
				members: ((record.members ?? []) as Array<{ value: string }>).map(({ value }) => value),
			});
		}),
		state: winningtemp.state(),
	};
}

/** Fills an empty tenant. */
export function furnish(winningtemp: WinningtempSandbox, { users, groups, state }: Contents): void {
	const strict = winningtemp.strictReferences;
	// Managers may come after those who report to them.
	winningtemp.strictReferences = false;
	for (const user of users) winningtemp.addUser(user);
	for (const group of groups) winningtemp.addGroup(group);
	winningtemp.strictReferences = strict;
	expect(winningtemp.state()).toEqual(state);
}

/** Without what is `undefined`. */
function plain<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

/** How often each key occurs. */
export function countedBy<T>(
	list: readonly T[],
	key: (entry: T) => string,
): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const entry of list) counts[key(entry)] = (counts[key(entry)] ?? 0) + 1;
	return counts;
}

/** Changes in short: `update group Finance: name`, sorted. */
export function inShort(changes: ReadonlyArray<AppliedChange | HeldChange>): string[] {
	return changes
		.map(({ action, kind, name, changes: fields }) => {
			const names = fields.map(({ field }) => field).sort();
			return `${action} ${kind} ${name}${action === 'update' ? `: ${names.join(', ')}` : ''}`;
		})
		.sort();
}

/** The texts that a page lacks. A failing test shows these, not the page. */
export function missingIn(page: string, ...texts: string[]): string[] {
	return texts.filter((text) => !page.includes(text));
}

function kindIn(path: string): string {
	return /\/(Users|Groups|Bulk)\b/.exec(path)?.[1] ?? path;
}

/** The issues that reach the report, each once: issues themselves, and those that people carry. */
function issuesIn(run: Run): Issue[] {
	const planned = run.has(PLAN) && run.timesRun(PLAN) > 0;
	const collected = planned ? run.json(PLAN, 2) : run.json(MAP, 1);
	const issues = collected.flatMap((item) =>
		Array.isArray(item.issues) ? (item.issues as unknown[]) : [item],
	);
	return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue as Issue])).values()];
}

/** The trigger, and the item that it gives. */
function startOf(
	{ nodes }: WorkflowFile,
	{ release, startNode }: TemplateRun,
): Pick<RunOptions, 'startNode' | 'mode' | 'inputs'> {
	const has = (name: string) => nodes.some((node) => node.name === name);
	if (release === undefined)
		return { startNode: startNode ?? (has(BY_HAND) ? BY_HAND : EVERY_NIGHT) };
	const [start, json] = has(OLD_FORM)
		? [OLD_FORM, { 'Plan number': release }]
		: [RELEASED, { plan: release, user: RELEASER }];
	return { mode: 'trigger', startNode: start, inputs: [[{ json }]] };
}

function credential(
	name: string,
	changes: IDataObject | null | undefined,
	right: IDataObject,
): Record<string, Record<string, never>> {
	return changes === null ? {} : { [name]: { ...right, ...changes } as Record<string, never> };
}

/** The switch Dry Run: a parameter of its own, in version 1 of the node one of the options. */
export function dryRunSet({ typeVersion, parameters }: INode, dryRun: boolean): IDataObject {
	return typeVersion < 2
		? { options: { ...(parameters.options as IDataObject), dryRun } }
		: { dryRun };
}

/** The template file with what the run asks for; nothing else is touched. */
function prepared({
	file = WITH_GROUPS,
	folder = 'workflows',
	dryRun = false,
	parameters = {},
	onError = {},
	onDate = DAY,
	change = (node) => node,
}: TemplateRun): WorkflowFile {
	const template = readJson<WorkflowFile>(`${folder}/${file}`);
	for (const name of Object.keys({ ...parameters, ...onError })) {
		if (!template.nodes.some((node) => node.name === name)) {
			throw new Error(`${file} has no node "${name}"`);
		}
	}
	const own = (node: INode) => ({
		...(node.name === FLEX && onDate !== null ? { onDate } : {}),
		...((node.name === APPLY || node.name === UPSERT) && dryRun !== 'asShipped'
			? dryRunSet(node, dryRun)
			: {}),
		...(Object.hasOwn(parameters, node.name) ? parameters[node.name] : {}),
	});
	return {
		...template,
		nodes: template.nodes.map(change).map((node) => ({
			...node,
			...(Object.hasOwn(onError, node.name) ? { onError: onError[node.name] } : {}),
			parameters: { ...node.parameters, ...own(node) } as INode['parameters'],
		})),
	};
}
