import type { IDataObject } from 'n8n-workflow';
import type { AppliedChange } from '../../../directory/model/change';
import type { Issue } from '../../../directory/model/issue';
import type { TenantState } from '../../sandbox/winningtemp/state';
import { startWinningtemp } from '../../sandbox/winningtemp/server';
import type { Difference, TenantProfile } from '../../sandbox/winningtemp/tenants';
import type * as Http from '../../../http/n8n';
import { readJson } from '../../support/files';
import { runWorkflow, type Run, type WorkflowFile } from '../engine';
import { APPLY, FLEX, MAP, PLAN, READ } from '../templates/setting';
import { company, NIGHTS, rowsOf, type Employee } from './company';
import { differences, heldState, wantedState, type State } from './endState';

/** Waits are a fiftieth as long; the limits of time for a request stay. */
jest.mock('../../../http/n8n', () => {
	const actual = jest.requireActual<typeof Http>('../../../http/n8n');
	return {
		...actual,
		clockOf: (...parameters: Parameters<typeof Http.clockOf>) => {
			const clock = actual.clockOf(...parameters);
			return {
				...clock,
				sleep: (milliseconds: number, ...more: []) =>
					clock.sleep(milliseconds < 60_000 ? milliseconds / 50 : milliseconds, ...more),
			};
		},
	};
});

const TEMPLATE = 'workflows/flex-to-winningtemp.json';
/** Said of every tenant that is filled for the first time. */
const FIRST_LOAD = /has no users and no groups yet/;

interface Night {
	name: string;
	/** What was reported: hints, issues, warnings and errors of changes. */
	remarks: string[];
	/** The message that ended the run. */
	stopped: string | null;
	writes: number;
	planned: number;
	made: number;
	differs: Map<Difference, string[]>;
}

/** A running SCIM server, and what it holds, told directly and not over SCIM. */
export interface Server {
	url: string;
	token: string;
	/** All writes so far, and what it holds. */
	look(): Promise<{ writes: number; state: TenantState }>;
	close(): Promise<void>;
}

/** The stand-in as a kind of tenant. */
export async function standIn({ options }: TenantProfile): Promise<Server> {
	const server = await startWinningtemp(options);
	const { url, token } = server;
	const look = async () =>
		await Promise.resolve({ writes: server.countWrites(), state: server.state() });
	return { url, token, look, close: async () => await server.close() };
}

/** Lets a tenant live through all nights, with the shipped workflow. */
export async function live(
	profile: TenantProfile,
	start: (profile: TenantProfile) => Promise<Server> = standIn,
): Promise<Night[]> {
	const server = await start(profile);
	const memory: IDataObject = {};
	const nights: Night[] = [];
	let people: Employee[] = [];
	try {
		for (const [name, event] of NIGHTS) {
			people = event ? event(name === 'first load' ? company() : people) : people;
			if (profile.twiceAtOnce && name === 'first load') {
				await Promise.all([night(), night()]);
			}
			const before = await server.look();
			const run = await night();
			const after = await server.look();
			nights.push({
				name,
				...outcome(run),
				writes: after.writes - before.writes,
				differs: differs(after.state),
			});
			if (run.error) break;
		}
	} finally {
		await server.close();
	}
	return nights;

	async function night(): Promise<Run> {
		return await runWorkflow(workflow(profile), {
			mode: 'trigger',
			startNode: 'Start the run',
			staticData: memory,
			inputs: [rowsOf(people, profile).map((json) => ({ json }))],
			credentials: {
				winningtempApi: { baseUrl: server.url, token: server.token, ...profile.credential },
			},
		});
	}

	function differs(state: TenantState): Map<Difference, string[]> {
		const here = new Set(people.map(({ id }) => id));
		const left = company().filter(({ id }) => !here.has(id));
		const takesManagers = profile.differs?.includes('groupManager') !== true;
		const takesPhones = profile.mapper?.phone !== undefined;
		const wanted = wantedState(people, left, { takesManagers, takesPhones });
		const held = heldState(state, wanted);
		// Who is deleted may be gone, or be inactive.
		if (profile.removal === 'delete') for (const key of goneFrom(wanted)) held[key] ??= INACTIVE;
		return differences(wanted, held);
	}
}

const INACTIVE = { status: 'inactive' };

function goneFrom(wanted: State): string[] {
	return Object.keys(wanted).filter((key) => wanted[key]!.status === 'inactive');
}

/** The template without notes and mail, with rows of HR in the place of Flex. */
function workflow({ removal, mapper }: TenantProfile): WorkflowFile {
	const template = readJson<WorkflowFile>(TEMPLATE);
	return {
		...template,
		nodes: template.nodes.map((node) => {
			if (node.name === FLEX)
				return { ...node, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
			const own = {
				...(node.name === APPLY ? { dryRun: false } : {}),
				...(node.name === PLAN && removal ? { removal: { action: removal } } : {}),
				...(node.name === PLAN ? { release: '' } : {}),
				...(node.name === MAP ? mapper : {}),
			};
			return { ...node, parameters: { ...node.parameters, ...own } };
		}),
	};
}

function outcome(run: Run): Pick<Night, 'remarks' | 'stopped' | 'planned' | 'made'> {
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

/** What was held back at the beginning, and what is still there, in the words of a remark. */
const NAMES: Record<Difference, RegExp> = {
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

/** What is not as the profile says; empty where all is. */
export function problemsOf(profile: TenantProfile, nights: readonly Night[]): string[] {
	const said = [...new Set(nights.flatMap(({ remarks }) => remarks))];
	if (profile.expected === 'stopsWithMessage') return problemsOfStop(profile, nights);
	const last = nights.at(-1)!;
	if (last.stopped !== null) return [`stops in the night “${last.name}”: ${last.stopped}`];
	const { remarks = [], differs = [] } = profile;
	return [
		...nights.flatMap((night) => problemsOfNight(night, profile)),
		...differs
			.filter((word) => !nights.some((night) => night.differs.has(word)))
			.map((word) => `does not differ: ${word}`),
		...differs
			.filter((word) => !said.some((text) => NAMES[word].test(text)))
			.map((word) => `differs, and no remark names it: ${word}`),
		...remarks
			.filter((remark) => !said.some((text) => text.includes(remark)))
			.map((remark) => `not said: ${remark}`),
		...said
			.filter((text) => !remarks.some((remark) => text.includes(remark)))
			.map((text) => `said, too: ${text}`),
		...(profile.expected === 'works' && said.length > 0 ? ['works, but says something'] : []),
	];
}

function problemsOfNight(night: Night, { differs: allowed = [], repeats }: TenantProfile) {
	const { name, differs, writes, planned, made } = night;
	const problems = [...differs]
		.filter(([word]) => !allowed.includes(word))
		.map(
			([word, examples]) =>
				`${name}: ${word} differs (${examples.length}): ${examples.slice(0, 3).join('; ')}`,
		);
	const isQuiet = name.startsWith('unchanged');
	if (isQuiet && (repeats ? made : writes + planned) > 0)
		problems.push(`${name}: ${planned} planned, ${writes} writes`);
	return problems;
}

/** The run ends, or makes nothing and says of each change why. */
function problemsOfStop({ remarks = [] }: TenantProfile, nights: readonly Night[]): string[] {
	const first = nights.find(({ stopped }) => stopped !== null) ?? nights[0]!;
	const text = first.stopped ?? first.remarks.join('\n');
	return [
		...(first.stopped === null && first.made > 0
			? [`does not stop: ${first.made} changes made`]
			: []),
		...remarks.filter((remark) => !text.includes(remark)).map((remark) => `not said: ${remark}`),
	];
}
