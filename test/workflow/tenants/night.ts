import type { IDataObject } from 'n8n-workflow';
import type { AppliedChange } from '../../../directory/model/change';
import type { Issue } from '../../../directory/model/issue';
import type { TenantState } from '../../sandbox/winningtemp/state';
import type { Difference, TenantProfile } from '../../sandbox/winningtemp/tenants';
import { APPLY, FLEX, MAP, PLAN, READ } from '../../faults/template';
import { runWorkflow, type Run, type RunOptions, type WorkflowFile } from '../engine';
import { rowsOf, type Employee } from './company';
import { differences, heldState, wantedState, type KnownAs } from './endState';

/** One night of a tenant: the workflow, what it said, and what the tenant then holds. */

/** Said of every tenant that is filled for the first time. */
const FIRST_LOAD = /has no users and no groups yet/;

/** Runs one night. @param from where the nodes come from */
export async function runNight(
	template: WorkflowFile,
	profile: TenantProfile,
	{
		url,
		token,
		memory,
		people,
		release = '',
	}: {
		url: string;
		token: string;
		memory: IDataObject;
		people: readonly Employee[];
		/** The plan number that a person releases. */
		release?: string;
	},
	from: RunOptions['from'] = 'source',
): Promise<Run> {
	return await runWorkflow(nightlyWorkflow(template, profile, release), {
		from,
		mode: 'trigger',
		startNode: 'Start the run',
		staticData: memory,
		inputs: [rowsOf(people, profile).map((json) => ({ json }))],
		credentials: { winningtempApi: { baseUrl: url, token, ...profile.credential } },
	});
}

/** The template without notes and mail, with rows of HR in the place of Flex. */
function nightlyWorkflow(
	template: WorkflowFile,
	{ removal, mapper }: TenantProfile,
	release: string,
): WorkflowFile {
	return {
		...template,
		nodes: template.nodes.map((node) => {
			if (node.name === FLEX)
				return { ...node, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
			const own = {
				...(node.name === APPLY ? { dryRun: false } : {}),
				...(node.name === PLAN && removal ? { removal: { action: removal } } : {}),
				...(node.name === PLAN ? { release } : {}),
				...(node.name === MAP ? mapper : {}),
			};
			return { ...node, parameters: { ...node.parameters, ...own } };
		}),
	};
}

/** What a night said and did. */
export interface NightOutcome {
	/** What was reported: hints, issues, warnings and errors of changes. */
	remarks: string[];
	/** The message that ended the run. */
	stopped: string | null;
	planned: number;
	made: number;
}

export function outcomeOf(run: Run): NightOutcome {
	const { message, description } = (run.error ?? {}) as Error & { description?: string };
	const changes = run.json<AppliedChange & IDataObject>(APPLY);
	const issues = run.json<Issue & IDataObject>(PLAN, 2);
	const held = run.json(PLAN, 1);
	const remarks = [
		...[READ, PLAN, APPLY].flatMap((node) => run.hints(node)),
		...issues.map((issue) => String(issue.message)),
		...changes.flatMap(({ name, error, warnings = [] }) =>
			[...(error === undefined ? [] : [error]), ...warnings].map((text) => `${name}: ${text}`),
		),
		...held.map(({ name }) => `held: ${String(name)}`),
	].filter((text) => !FIRST_LOAD.test(text));
	return {
		remarks,
		stopped: run.error ? `${message} ${description ?? ''}`.trim() : null,
		planned: changes.length,
		made: changes.filter(({ status }) => status === 'applied').length,
	};
}

/** The words of a remark that name what differs. */
export const NAMES: Record<Difference, RegExp> = {
	people: /not (?:created|synchronised)|taken|in use/i,
	username: /username/i,
	email: /e-mail/i,
	name: /name/i,
	status: /taken|in use|active/i,
	manager: /manager/i,
	gender: /gender/i,
	birthday: /birthday/i,
	surveys: /surveys/i,
	membership: /members|groups/i,
	groups: /groups/i,
	groupName: /name/i,
	parent: /parent/i,
	groupManager: /manager of groups|group manager|group.?s manager/i,
	externalId: /External ID/i,
	phone: /phone number/i,
};

/**
 * What a tenant holds differently from HR, by word.
 *
 * @param managers who leads each group, by path; default: those of the company
 * @param knownAs which group of HR a group is, where its name and place do not show it
 */
export function differsFrom(
	state: TenantState,
	people: readonly Employee[],
	leavers: readonly Employee[],
	{ differs = [], removal, mapper }: TenantProfile,
	{ managers, knownAs }: { managers?: Record<string, string | null>; knownAs?: KnownAs } = {},
): ReturnType<typeof differences> {
	const takes = {
		takesManagers: !differs.includes('groupManager'),
		takesPhones: mapper?.phone !== undefined,
	};
	const wanted = wantedState(people, leavers, takes, managers);
	const held = heldState(state, wanted, knownAs);
	// Who is deleted may be gone, or be inactive.
	if (removal === 'delete') {
		for (const { id } of leavers) held[`user ${id.toLowerCase()}`] ??= { status: 'inactive' };
	}
	return differences(wanted, held);
}
