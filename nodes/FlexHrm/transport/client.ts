import { UserError } from '../../../directory/model/userError';
import { askedWait, isPassing, ownWait } from '../../../http/backoff';
import type { Get, Query } from '../reading/reader';
import { readAnswer, type RawAnswer } from './answer';

/** The longest wait that Flex may ask for; beyond, the run ends with an error. Milliseconds. */
const LONGEST_ASKED_WAIT = 300_000;

/**
 * Sends one GET request and gives the answer, whatever its status.
 *
 * @throws UserError `unreachable` when there is no answer
 */
export type Send = (url: string, query: Record<string, string | number>) => Promise<RawAnswer>;

export interface ClientSettings {
	/** As `apiAddress` gives it. */
	address: string;
	/** Requests under way at one time. */
	concurrency: number;
	/** Times that one request is sent before it counts as failed. */
	maxTries: number;
	/** Texts that must not stand in errors. */
	secrets: readonly string[];
	/** Waits so many milliseconds. */
	wait: (milliseconds: number) => Promise<void>;
	isCancelled?: () => boolean;
	now?: () => number;
	random?: () => number;
}

export interface FlexClient {
	get: Get;
	/** Sends nothing any more: for when the reading has ended, well or not. */
	close(): void;
}

/**
 * A client that holds to the number of requests at one time, tries passing failures again, and
 * lets all its requests wait while the server asks for a pause. Only reads, so repeats do no harm.
 */
export function createClient(send: Send, settings: ClientSettings): FlexClient {
	const now = settings.now ?? Date.now;
	const random = settings.random ?? Math.random;
	const limited = limiter(settings.concurrency);
	let pausedUntil = 0;
	let closed = false;

	const checkOpen = () => {
		if (closed || settings.isCancelled?.()) throw cancelled();
	};

	const rest = async () => {
		while (pausedUntil > now()) {
			await settings.wait(pausedUntil - now());
			checkOpen();
		}
	};

	const tryOnce = async (path: string, query: Query): Promise<Attempt> => {
		checkOpen();
		await rest();
		try {
			const answer = await send(`${settings.address}${path}`, sentQuery(query));
			if (isPassing(answer.status)) {
				return {
					error: errorOf(() => readAnswer(answer, path, settings.secrets)),
					asked: askedWait(answer.headers, now()),
				};
			}
			return { value: readAnswer(answer, path, settings.secrets) };
		} catch (error) {
			return { error, asked: null };
		}
	};

	const get = async (path: string, query: Query = {}): Promise<unknown> => {
		for (let attempt = 1; ; attempt++) {
			const result = await tryOnce(path, query);
			if (!('error' in result)) return result.value;
			checkOpen();
			const { error, asked } = result;
			if (!mayPass(error) || attempt >= settings.maxTries) throw error;
			if (asked !== null && asked > LONGEST_ASKED_WAIT) throw tooLong(asked);
			if (asked === null) await settings.wait(ownWait(attempt, random()));
			else pausedUntil = Math.max(pausedUntil, now() + asked);
		}
	};

	return {
		get: async (path, query) => await limited(async () => await get(path, query)),
		close: () => {
			closed = true;
		},
	};
}

type Attempt = { value: unknown } | { error: unknown; asked: number | null };

function errorOf(read: () => unknown): unknown {
	try {
		read();
		return undefined;
	} catch (error) {
		return error;
	}
}

function mayPass(error: unknown): boolean {
	return (
		error instanceof UserError && (error.code === 'unavailable' || error.code === 'unreachable')
	);
}

function tooLong(asked: number): UserError {
	return new UserError(
		`Flex asks to wait ${Math.ceil(asked / 60_000)} minutes before the next request`,
		'Nothing was passed on. Run the workflow again after that time.',
		'unavailable',
		429,
	);
}

function cancelled(): UserError {
	return new UserError('The reading from Flex was stopped', 'Run the workflow again.', 'cancelled');
}

function sentQuery(query: Query): Record<string, string | number> {
	const sent: Record<string, string | number> = {};
	for (const [name, value] of Object.entries(query)) if (value !== undefined) sent[name] = value;
	return sent;
}

/** Lets at most so many tasks run at one time; the others wait their turn. */
function limiter(most: number): <T>(task: () => Promise<T>) => Promise<T> {
	const waiting: Array<() => void> = [];
	let running = 0;
	return async (task) => {
		if (running < most) running++;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await task();
		} finally {
			// The place goes straight to the next in line, so that nobody slips in between.
			const next = waiting.shift();
			if (next) next();
			else running--;
		}
	};
}
