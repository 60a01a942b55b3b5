import type { Fault, FaultPlan, FaultRequest } from '../sandbox/faults';
import { createRandom, type Random } from '../sandbox/random';

/** What goes wrong when, in each of the runs of one schedule. The same seed, the same faults. */
export interface Schedule {
	seed: number;
	/** The faults of each faulty run, 1 to 3 of them. */
	runs: RunFaults[];
}

export interface RunFaults {
	flex: PlannedFault[];
	winningtemp: PlannedFault[];
}

export interface PlannedFault {
	/** As the figures list it. */
	kind: string;
	/** Number of the request in its run, from 1. */
	first: number;
	/** The last request that it befalls; `Infinity` for all that follow. */
	last: number;
	/** The requests that it befalls; default: all. */
	befalls?: (request: FaultRequest) => boolean;
	/** @param now milliseconds since 1970, on the client's clock */
	fault: (now: number) => Fault;
}

/** How waits pass: skipped on a clock of the test's own, or really waited for. */
export type Clock = 'skipped' | 'real';

type System = keyof RunFaults;

interface Kind {
	name: string;
	/** How often it is chosen, beside the others. */
	weight: number;
	/** Default: both. */
	only?: System;
	/** To the end of the run. */
	stays?: boolean;
	/** Only where waits are skipped, since it takes longer than a client with real waits can. */
	skippedOnly?: boolean;
	/** Befalls only these requests, the first of them that comes. */
	befalls?: (request: FaultRequest) => boolean;
	make: (random: Random, clock: Clock, system: System) => PlannedFault['fault'];
}

const UNIQUENESS = {
	schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
	status: '409',
	scimType: 'uniqueness',
	detail: 'The value is in use',
};

/** Bodies that came with errors elsewhere: none, JSON of either system, a proxy's page. */
const BODIES: unknown[] = [
	undefined,
	{ Message: 'An error has occurred.' },
	{ schemas: UNIQUENESS.schemas, status: '400', detail: 'No' },
	'<html><body><h1>Bad Gateway</h1></body></html>',
];

const status =
	(code: number): Kind['make'] =>
	(random) => {
		const body = code === 409 ? UNIQUENESS : random.pick(BODIES);
		return () => ({ kind: 'status', status: code, body });
	};

/** A pause that the server asks for. Seconds: long ones only where nobody has to sit through them. */
const asks =
	(header: (seconds: number, now: number) => Record<string, string>): Kind['make'] =>
	(random, clock) => {
		const code = random.chance(0.7) ? 429 : 503;
		const seconds = clock === 'real' ? random.below(2) : random.below(90);
		return (now) => ({ kind: 'status', status: code, headers: header(seconds, now) });
	};

const always =
	(fault: Fault): Kind['make'] =>
	() =>
	() =>
		fault;

/** Milliseconds after which the schedules' client gives up waiting for an answer. */
export const IMPATIENCE = 250;

const ECHO = 'sent';

const isList = ({ method, path }: FaultRequest) =>
	method === 'GET' && /\/(Users|Groups)$/.test(path);

interface ScimAnswer {
	totalResults?: unknown;
	Resources?: ScimAnswer[];
	members?: unknown[];
}

function withTotal(body: unknown, of: (total: number) => number): unknown {
	const { totalResults } = (body ?? {}) as ScimAnswer;
	const total = Number(totalResults);
	return Number.isNaN(total) ? body : { ...(body as object), totalResults: of(total) };
}

/** @param of the members to show of those that a group has, and that the next one of the list has */
function withMembers(
	body: unknown,
	of: (members: unknown[], ofNext: unknown[]) => unknown[],
): unknown {
	const answer = (body ?? {}) as ScimAnswer;
	const groups = answer.Resources ?? [answer];
	const shown = groups.map((group, i) =>
		group.members === undefined
			? group
			: { ...group, members: of(group.members, groups[(i + 1) % groups.length]!.members ?? []) },
	);
	return answer.Resources ? { ...answer, Resources: shown } : shown[0];
}

const KINDS: Kind[] = [
	...[400, 401, 403, 404, 408, 409, 425, 500, 502, 503, 504].map((code): Kind => ({
		name: `status ${code}`,
		weight: 2,
		make: status(code),
	})),
	{
		name: 'status 429 or 503, Retry-After in seconds',
		weight: 3,
		make: asks((seconds) => ({ 'Retry-After': String(seconds) })),
	},
	{
		name: 'status 429 or 503, Retry-After as a date',
		weight: 3,
		make: asks((seconds, now) => ({
			'Retry-After': new Date(now + seconds * 1000).toUTCString(),
		})),
	},
	{
		name: 'status 429 or 503, X-RateLimit-Reset',
		weight: 3,
		make: asks((seconds, now) => ({
			'X-RateLimit-Remaining': '0',
			'X-RateLimit-Reset': String(Math.ceil(now / 1000) + seconds),
		})),
	},
	{
		name: 'a late answer',
		weight: 3,
		make: (random) => {
			const milliseconds = 1 + random.below(20);
			return () => ({ kind: 'delay', milliseconds });
		},
	},
	{
		name: 'an answer that comes after the client gave up',
		weight: 1,
		skippedOnly: true,
		make: always({ kind: 'delay', milliseconds: IMPATIENCE + 100 }),
	},
	{
		name: 'connection cut before the work',
		weight: 5,
		make: always({ kind: 'reset', when: 'before' }),
	},
	{
		name: 'connection cut after the work',
		weight: 7,
		make: always({ kind: 'reset', when: 'after' }),
	},
	{
		name: 'answer broken off',
		weight: 4,
		make: (random) => {
			const share = random.next();
			return () => ({ kind: 'truncate', share });
		},
	},
	{
		name: 'answer cut short as if it were whole',
		weight: 4,
		make: (random) => {
			const share = random.next();
			return () => ({ kind: 'truncate', share, clean: true });
		},
	},
	{ name: 'a web page instead of JSON', weight: 4, make: always({ kind: 'html' }) },
	{
		name: 'the first page again',
		weight: 4,
		make: (_random, _clock, system) =>
			always({
				kind: 'query',
				set: system === 'flex' ? { pageIndex: '0' } : { startIndex: '1' },
			})(_random, _clock, system),
	},
	{
		name: 'a page that nobody asked for',
		weight: 3,
		make: (random, _clock, system) => {
			const page = 1 + random.below(3);
			const set: Record<string, string> =
				system === 'flex' ? { pageIndex: String(page) } : { startIndex: String(20 * page) };
			return () => ({ kind: 'query', set });
		},
	},
	{
		name: 'smaller pages than asked for',
		weight: 4,
		make: (random, _clock, system) => {
			const size = String(7 + random.below(30));
			const set: Record<string, string> = system === 'flex' ? { pageSize: size } : { count: size };
			return () => ({ kind: 'query', set });
		},
	},
	{
		name: 'a filter ignored',
		weight: 2,
		only: 'winningtemp',
		make: always({ kind: 'query', set: { filter: undefined } }),
	},
	{
		name: 'a company filter ignored',
		weight: 2,
		only: 'flex',
		make: always({ kind: 'query', set: { companyId: undefined, companynumber: '1' } }),
	},
	{
		name: 'an answer in drips',
		weight: 3,
		make: (random) => {
			const pieces = 2 + random.below(6);
			return () => ({ kind: 'drip', pieces, milliseconds: 1 });
		},
	},
	{ name: 'a token that has expired', weight: 2, stays: true, make: status(401) },
	...[-1, 1, 50].map((more): Kind => ({
		name: `a total ${more < 0 ? 'too small' : more === 1 ? 'too large' : 'far too large'}`,
		weight: 2,
		only: 'winningtemp',
		befalls: isList,
		make: always({ kind: 'answer', change: (body) => withTotal(body, (total) => total + more) }),
	})),
	{
		name: 'a total of nothing, with a full page',
		weight: 2,
		only: 'winningtemp',
		befalls: isList,
		make: always({ kind: 'answer', change: (body) => withTotal(body, () => 0) }),
	},
	{
		name: 'members missing from an answer',
		weight: 5,
		only: 'winningtemp',
		befalls: ({ method, path }) => method === 'GET' && path.includes('/Groups'),
		make: (random) => {
			const share = random.next();
			const change = (body: unknown) =>
				withMembers(body, (members) => members.slice(Math.ceil(share * members.length)));
			return () => ({ kind: 'answer', change });
		},
	},
	{
		name: 'members of another group in an answer',
		weight: 5,
		only: 'winningtemp',
		befalls: ({ method, path }) => method === 'GET' && path.endsWith('/Groups'),
		make: always({
			kind: 'answer',
			change: (body) => withMembers(body, (_members, next) => next),
		}),
	},
	...(
		[
			['empty', 'a success without a body, and nothing done'],
			['before', 'a success with the values from before, and nothing done'],
			[ECHO, 'a success with the values sent, and nothing done'],
		] as const
	).map(([as, name]): Kind => ({
		name,
		weight: 5,
		only: 'winningtemp',
		befalls: ({ method, path }) => method !== 'GET' && !path.endsWith('/.search'),
		make: always({ kind: 'pretend', as }),
	})),
];

/** Names of all faults, in the order that the figures list them. */
export const FAULT_NAMES = KINDS.map(({ name }) => name);

/** About how many requests a run of the schedules' sync makes of each system. */
const REQUESTS: Record<System, number> = { flex: 50, winningtemp: 70 };

/** One to three faulty runs, each with up to nine faults, some of which last for several requests. */
export function scheduleOf(seed: number, clock: Clock): Schedule {
	const random = createRandom(seed);
	const runs = Array.from({ length: 1 + random.below(3) }, (): RunFaults => {
		// In half of the runs Flex is well, so that the writing gets its share of faults.
		const ofFlex = random.chance(0.5) ? 0 : 1 + random.below(3);
		return {
			flex: faults(random, ofFlex, 'flex', clock),
			winningtemp: faults(random, (ofFlex === 0 ? 1 : 0) + random.below(6), 'winningtemp', clock),
		};
	});
	return { seed, runs };
}

function faults(
	random: Random,
	count: number,
	system: System,
	clock: Clock,
	requests = REQUESTS[system],
): PlannedFault[] {
	const kinds = KINDS.filter(
		({ only, skippedOnly }) =>
			(only === undefined || only === system) && (clock === 'skipped' || skippedOnly !== true),
	);
	return Array.from({ length: count }, () => {
		const kind = pickByWeight(random, kinds);
		const first = 1 + random.below(requests);
		// Most befall one request; some as many as a client tries, or more.
		const length = random.chance(0.7) ? 1 : 2 + random.below(8);
		return {
			kind: kind.name,
			first,
			last: kind.stays ? Infinity : first + length - 1,
			...(kind.befalls && { befalls: kind.befalls }),
			fault: kind.make(random, clock, system),
		};
	});
}

function pickByWeight(random: Random, kinds: readonly Kind[]): Kind {
	let left = random.below(kinds.reduce((sum, { weight }) => sum + weight, 0));
	return kinds.find(({ weight }) => (left -= weight) < 0)!;
}

/**
 * The plan for a stand-in, for one run.
 *
 * @param tell called with the name of each fault as it is caused
 */
export function planFor(
	planned: readonly PlannedFault[],
	now: () => number,
	tell: (kind: string) => void,
): FaultPlan {
	let number = 0;
	const waiting = new Set(planned.filter(({ befalls }) => befalls));
	return (request) => {
		number++;
		const due = planned.find((one) =>
			one.befalls
				? one.first <= number && waiting.has(one) && one.befalls(request)
				: one.first <= number && number <= one.last,
		);
		if (!due) return undefined;
		// What befalls some requests only waits for the first of them, and then has happened.
		waiting.delete(due);
		tell(due.kind);
		return due.fault(now());
	};
}

/** What goes wrong in one of ten nights. */
export interface NightFaults {
	winningtemp: PlannedFault[];
	/** Milliseconds after which a second run of the same workflow starts beside the first. */
	secondAfter: number | null;
}

/** The faults of some nights, each of which makes some fifteen requests; in a third there are none. */
export function nightFaultsOf(seed: number, nights: number): NightFaults[] {
	const random = createRandom(seed ^ 0x5eed);
	return Array.from({ length: nights }, () => ({
		winningtemp: faults(
			random,
			random.chance(0.33) ? 0 : 1 + random.below(4),
			'winningtemp',
			'real',
			15,
		),
		secondAfter: random.chance(0.15) ? random.below(60) : null,
	}));
}
