import fc from 'fast-check';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { UserError } from '../../directory/model/userError';
import type { Group } from '../../directory/model/group';
import type { JsonValue, Person } from '../../directory/model/person';
import { DEFAULT_SETTINGS, planSync } from '../support/plan';
import { applyChanges } from '../../directory/apply';
import { readDirectory, type Connection } from '../../scim/directory';
import { discover } from '../../scim/discovery';
import type { Send } from '../../scim/protocol';
import { scimTransport } from '../../scim/transport';
import { WINNINGTEMP } from '../../nodes/Winningtemp/profile';
import { ScimClient } from '../../scim/client';
import { clockOf } from '../../http/n8n';
import { ScimTarget } from '../../scim/target';
import { DEFAULT_PATHS, readSettings } from '../../nodes/Winningtemp/transport/settings';
import { startWinningtemp, type WinningtempSandbox } from '../sandbox/winningtemp/server';
import type { ScimRecord } from '../sandbox/winningtemp/store';
import type { TenantState } from '../sandbox/winningtemp/state';
import { group, person } from '../workflow/winningtempTenant';
import { OPEN_GUARDS } from '../support/guards';
import { performWithToken } from '../support/perform';
import { fewOrAll } from '../support/runs';
import { disturb, harmless, mutate, mutations } from './mutation';

/** Any JSON in any place of what Winningtemp answers: a named error or a right result, and nothing
 * that neither was there before nor is to be there after. */

const BEFORE = {
	groups: [
		group('stockholm'),
		group('finance', { parentExternalId: 'stockholm' }),
		group('payable', { parentExternalId: 'finance', managerExternalId: 'a' }),
		group('old', { parentExternalId: 'stockholm' }),
	],
	people: [
		person('a', { groupExternalId: 'finance' }),
		person('b', { groupExternalId: 'finance', managerExternalId: 'a' }),
		person('c', { groupExternalId: 'payable', managerExternalId: 'a' }),
		person('d', { groupExternalId: 'old' }),
		person('e', { groupExternalId: 'old', managerExternalId: 'd' }),
	],
};

/** A renamed group, a moved one, a new one and one less; a leaver, a joiner, a move, a manager. */
const AFTER = {
	groups: [
		group('stockholm', { name: 'Stockholm' }),
		group('finance', { parentExternalId: 'stockholm' }),
		group('payable', { parentExternalId: 'stockholm', managerExternalId: 'a' }),
		group('new', { parentExternalId: 'finance', managerExternalId: 'f' }),
	],
	people: [
		person('a', { groupExternalId: 'finance', lastName: 'Nygift' }),
		person('b', { groupExternalId: 'payable', managerExternalId: 'a' }),
		person('c', { groupExternalId: 'new', managerExternalId: 'f', birthday: null }),
		person('e', { groupExternalId: 'new', managerExternalId: 'f' }),
		person('f', { groupExternalId: 'new', managerExternalId: 'a' }),
	],
};

const SETTINGS = {
	...DEFAULT_SETTINGS,
	// The strictest test: no guard stands between a misread directory and a wrong write.
	renames: { detect: false, minimumOverlap: 50 },
	guards: OPEN_GUARDS,
};

interface Counted {
	/** How many answers there were. */
	answers: number;
	/** Where the mutation went. */
	place: string;
	error: string | null;
}

/** Changes an answer. @returns it, and the names on the way to the place */
type Change = (body: JsonValue) => { json: JsonValue; path: string[] };

/** @param at the number of the answer that is changed */
async function sync(
	winningtemp: WinningtempSandbox,
	wanted: typeof AFTER,
	at = -1,
	change: Change = (body) => ({ json: body, path: [] }),
): Promise<Counted> {
	const { baseUrl, map } = readSettings({
		...DEFAULT_PATHS,
		baseUrl: winningtemp.url,
		token: winningtemp.token,
	} as ICredentialDataDecryptedObject);
	const counted: Counted = { answers: 0, place: '', error: null };
	const over = scimTransport(performWithToken(winningtemp.token), winningtemp.token, {
		address: baseUrl,
		sleep: clockOf().sleep,
	});
	const send: Send = async (request) => {
		const answer = await over(request);
		if (counted.answers++ !== at || answer.body === undefined) return answer;
		const { json, path } = change(answer.body as JsonValue);
		counted.place = [request.method, request.path, ...path].join(' ');
		return { ...answer, body: json };
	};
	const clientOf = () =>
		new ScimClient(send, WINNINGTEMP.systems, { sleep: async () => {}, maxAttempts: 2 });
	const connected = async () => {
		const client = clientOf();
		return { client, map, tenant: await discover(client, map) };
	};
	const stopped = await planAndApply(connected, wanted).catch(named);
	return { ...counted, error: stopped?.message ?? null };
}

type Connect = () => Promise<Connection>;

/** @returns why it ended before its end, `null` where it did not */
async function planAndApply(connect: Connect, wanted: typeof AFTER): Promise<Error | null> {
	const { users, groups } = await readDirectory(await connect());
	const { changes } = planSync({
		groups: wanted.groups.map((one) => ({
			path: [String(one.name)],
			level: 1,
			memberCount: 1,
			...one,
		})) as unknown as Group[],
		users: wanted.people as unknown as Person[],
		current: { users, groups },
		settings: SETTINGS,
	});
	if (changes.length === 0) return null;
	const target = new ScimTarget(await connect(), { concurrency: 1 });
	return (await applyChanges(target, changes, { concurrency: 1 })).stopped;
}

/** An error with a name and words of its own. @throws any other */
function named(error: unknown): Error {
	if (!(error instanceof UserError)) throw error;
	expect(error.message.length).toBeGreaterThan(10);
	expect(error.message).not.toMatch(/undefined|\[object/);
	return error;
}

let contents: { users: readonly ScimRecord[]; groups: readonly ScimRecord[] };
let before: TenantState;
let after: TenantState;
let answers: number;

async function withTenant<T>(use: (winningtemp: WinningtempSandbox) => Promise<T>): Promise<T> {
	const winningtemp = await startWinningtemp({ maxResults: 3 });
	try {
		return await use(winningtemp);
	} finally {
		await winningtemp.close();
	}
}

function fill(winningtemp: WinningtempSandbox): void {
	winningtemp.copy('user', contents.users);
	winningtemp.copy('group', contents.groups);
}

beforeAll(async () => {
	await withTenant(async (winningtemp) => {
		expect(await sync(winningtemp, BEFORE)).toMatchObject({ error: null });
		before = winningtemp.state();
		contents = structuredClone({
			users: winningtemp.records('user'),
			groups: winningtemp.records('group'),
		});
		({ answers } = await sync(winningtemp, AFTER));
		after = winningtemp.state();
	});
});

test('undisturbed, the changes are made in two reads and some fifteen writes', () => {
	expect(answers).toBeGreaterThan(25);
	expect(after).not.toEqual(before);
	expect(after.users.filter(({ active }) => !active).map((user) => user.externalId)).toEqual(['d']);
	expect(after.groups.map(({ externalId }) => externalId)).not.toContain('old');
});

test('an unknown name with any JSON, lists and names in another order: the right result at once', async () => {
	await fc.assert(
		fc.asyncProperty(harmless, async (harm) => {
			await withTenant(async (winningtemp) => {
				fill(winningtemp);
				const { error } = await sync(winningtemp, AFTER, harm.answer % answers, (body) => ({
					json: disturb(body, harm),
					path: [],
				}));
				expect([error, winningtemp.state()]).toEqual([null, after]);
			});
		}),
		{ numRuns: fewOrAll(60, 300) },
	);
});

const seen = { errors: 0, others: 0 };
const parts = Array.from({ length: fewOrAll(4, 12) }, (_, i) => i + 1);

test.each(parts)(
	'any JSON in any place of an answer: no wrong write, and the next run ends as it should (part %d)',
	async () => {
		await fc.assert(
			fc.asyncProperty(mutations, async (mutation) => {
				await withTenant(async (winningtemp) => {
					fill(winningtemp);
					const { error, place } = await sync(
						winningtemp,
						AFTER,
						mutation.answer % answers,
						(body) => mutate(body, mutation),
					);
					seen[error === null ? 'others' : 'errors']++;
					expect([place, wrongIn(winningtemp.state())]).toEqual([place, []]);
					await sync(winningtemp, AFTER);
					expect([place, winningtemp.state()]).toEqual([place, after]);
				});
			}),
			{ numRuns: 10 },
		);
	},
);

test('some of it is refused, and some does no harm', () => {
	expect(seen.errors + seen.others).toBe(10 * parts.length);
	expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});

/** Records and values that neither were there before nor are to be there after. */
function wrongIn(state: TenantState): string[] {
	return (['users', 'groups'] as const).flatMap((kind) => {
		const [was, is, willBe] = [before, state, managersInGroups(after)].map(
			(of) => new Map(of[kind].map((one) => [one.externalId, one as object as Values])),
		) as [Known, Known, Known];
		const lost = [...was.keys()].filter((id) => willBe.has(id) && !is.has(id));
		return [
			...lost.map((id) => `${kind} ${id} is gone`),
			...[...is].flatMap(([id, one]) => wrongValues(one, was.get(id), willBe.get(id))),
		];
	});
}

/** Where a run does not learn that groups have managers, the manager is a member until the next one. */
function managersInGroups({ users, groups }: TenantState): TenantState {
	const managed = (id: string | null) =>
		groups.flatMap(({ externalId, managerExternalId }) =>
			externalId !== null && id !== null && managerExternalId === id ? [externalId] : [],
		);
	return {
		users: users.map((one) => ({ ...one, groups: [...one.groups, ...managed(one.externalId)] })),
		groups: groups.map((one) => ({
			...one,
			members: [...one.members, ...(one.managerExternalId ? [one.managerExternalId] : [])],
		})),
	};
}

type Values = Record<string, unknown>;
type Known = Map<string | null, Values>;

function wrongValues(is: Values, was: Values | undefined, willBe: Values | undefined): string[] {
	return Object.entries(is)
		.filter(([field, value]) => {
			const allowed = [was?.[field], willBe?.[field], ...(was ? [] : UNFINISHED)];
			if (Array.isArray(value)) {
				const entries = new Set(allowed.flat());
				return !value.every((entry) => entries.has(entry));
			}
			return !allowed.some((one) => one === value || JSON.stringify(one) === JSON.stringify(value));
		})
		.map(([field, value]) => `${String(is.externalId)}.${field} is ${JSON.stringify(value)}`);
}

/** What something new may lack for a while: its manager, for instance, who comes later. */
const UNFINISHED = [null];
