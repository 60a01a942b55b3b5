import type { IDataObject } from 'n8n-workflow';
import type { TenantState } from '../../sandbox/winningtemp/state';
import { startWinningtemp } from '../../sandbox/winningtemp/server';
import type { Difference, TenantProfile } from '../../sandbox/winningtemp/tenants';
import type * as Http from '../../../http/n8n';
import { readJson } from '../../support/files';
import type { WorkflowFile } from '../engine';
import { company, NIGHTS, type Employee } from './company';
import { differsFrom, NAMES, outcomeOf, runNight, type NightOutcome } from './night';
import type * as Quick from './quickWaits';

// n8n's Form Trigger cleans the texts of its pages with this module, which jest cannot load on
// Node 20 because its parser is an ES module. Nothing here draws a page.
jest.mock('sanitize-html', () => () => {
	throw new Error('No form is drawn in these tests');
});

jest.mock('../../../http/n8n', () => {
	const actual = jest.requireActual<typeof Http>('../../../http/n8n');
	const { quickWaits } = jest.requireActual<typeof Quick>('./quickWaits');
	return { ...actual, clockOf: quickWaits(actual.clockOf) };
});

const TEMPLATE = 'workflows/flex-to-winningtemp.json';

interface Night extends NightOutcome {
	name: string;
	writes: number;
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
	const template = readJson<WorkflowFile>(TEMPLATE);
	const memory: IDataObject = {};
	const nights: Night[] = [];
	let people: Employee[] = [];
	const night = async (of: readonly Employee[]) =>
		await runNight(template, profile, { ...server, memory, people: of });
	try {
		for (const [name, event] of NIGHTS) {
			people = event ? event(name === 'first load' ? company() : people) : people;
			if (profile.twiceAtOnce && name === 'first load') {
				await Promise.all([night(people), night(people)]);
			}
			const before = await server.look();
			const run = await night(people);
			const after = await server.look();
			nights.push({
				name,
				...outcomeOf(run),
				writes: after.writes - before.writes,
				differs: differsFrom(after.state, people, leaversOf(people), profile),
			});
			if (run.error) break;
		}
	} finally {
		await server.close();
	}
	return nights;
}

function leaversOf(people: readonly Employee[]): Employee[] {
	const here = new Set(people.map(({ id }) => id));
	return company().filter(({ id }) => !here.has(id));
}

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
