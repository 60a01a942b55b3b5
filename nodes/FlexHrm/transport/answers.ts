import { FRESH } from '../../executionMemory';
import { isRow } from '../reading/row';
import type { Get } from '../reading/reader';
import type { LogInForm } from './authentication';

/** What the nodes of one execution have learned of one Flex, so that they need not ask again. */
export interface FlexMemory {
	/** The form of log-in that Flex took. */
	form: LogInForm;
	/** Answers that the check got, by request, each until it is taken. */
	answers: Map<string, { answer: unknown; at: number }>;
	/** How many rows they hold. */
	rows: number;
}

/** Rows in all answers together: what is more is read again rather than held in memory. */
const MOST_KEPT = 50_000;

/**
 * Takes an answer that the check got in the same execution, if that was just now: each is given once.
 *
 * @param keeps for the check itself: asks for everything, and keeps the answers
 */
export function remembering(get: Get, memory: Partial<FlexMemory>, keeps: boolean): Get {
	const answers = (memory.answers ??= new Map());
	return async (path, query = {}) => {
		const key = JSON.stringify([path, query]);
		const known = answers.get(key);
		answers.delete(key);
		if (!keeps && known !== undefined && Date.now() - known.at <= FRESH) return known.answer;
		const answer = await get(path, query);
		const list = isRow(answer) ? Object.values(answer).find(Array.isArray) : answer;
		const rows = (memory.rows ?? 0) + (Array.isArray(list) ? list.length : 1);
		if (keeps && rows <= MOST_KEPT) {
			memory.rows = rows;
			answers.set(key, { answer, at: Date.now() });
		}
		return answer;
	};
}
