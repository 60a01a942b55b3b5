import type { Issue } from './issue';
import { error } from './issue';
import { compareText } from '../common/text';

/** Why a list of people does not hold everybody. */
export interface PartialReason {
	/** Stable, in camel case: `limit`, `modifiedSince`, `lookup` or `companyNotRead`; `''` is unknown. */
	code: string;
	/** For people to read: a clause without a full stop, such as `Return All is off`. */
	message: string;
	/** The company that could not be read. */
	company?: string;
	/** IDs of the companies that were read, everybody in them. */
	companiesRead?: string[];
}

/**
 * The property by which every item of a list says that the list is a part, so that it gets through
 * whatever filters, merges or sorts items. Its value is a list of `PartialReason`; anything else
 * that is not false counts too, so that it can be set by hand.
 */
export const PARTIAL_LIST = 'partialList';

/** The same on records of HR whose fields begin with a capital. */
export const CAPITAL_PARTIAL_LIST = 'PartialList';

/**
 * Why the list that items come from does not hold everybody: what any of them says.
 *
 * @returns each reason once, in an order that does not depend on that of the items; `undefined`
 * where no item is marked, so that nothing speaks against the list being whole
 */
export function partialReasons(items: Iterable<unknown>): PartialReason[] | undefined {
	let reasons: Map<string, PartialReason> | undefined;
	let last: unknown;
	for (const item of items) {
		const mark = markOf(item);
		if (mark === undefined || (reasons && mark === last)) continue;
		last = mark;
		reasons ??= new Map();
		for (const reason of readMark(mark)) reasons.set(JSON.stringify(reason), reason);
	}
	return (
		reasons && [...reasons.entries()].sort(([a], [b]) => compareText(a, b)).map(([, one]) => one)
	);
}

/** Whether an item is nobody, and only says that the list is a part: an empty one has nothing else to say it by. */
export function isOnlyMark(item: unknown): boolean {
	if (markOf(item) === undefined) return false;
	return Object.keys(item as object).every((name) => NOT_A_PERSON.has(name));
}

/** The item that stands for an empty list that is a part; skipped, so that nobody takes it for a person. */
export function nobodyOnPartialList(reasons: readonly PartialReason[]) {
	return { skipped: true, [PARTIAL_LIST]: reasons };
}

const NOT_A_PERSON = new Set([PARTIAL_LIST, CAPITAL_PARTIAL_LIST, 'skipped']);

/** An item without its mark. */
export function withoutMark<T extends object>(item: T): T {
	if (markOf(item) === undefined) return item;
	const rest = { ...item } as Record<string, unknown>;
	delete rest[PARTIAL_LIST];
	delete rest[CAPITAL_PARTIAL_LIST];
	return rest as T;
}

const NOT_MARKED = new Set<unknown>([undefined, null, false, '', 'false']);

function markOf(item: unknown): unknown {
	if (typeof item !== 'object' || item === null) return undefined;
	const { [PARTIAL_LIST]: own, [CAPITAL_PARTIAL_LIST]: capital } = item as Record<string, unknown>;
	if (!NOT_MARKED.has(own)) return own;
	return NOT_MARKED.has(capital) ? undefined : capital;
}

function readMark(mark: unknown): PartialReason[] {
	if (!Array.isArray(mark)) return [];
	return mark.flatMap((entry: unknown) => {
		if (typeof entry !== 'object' || entry === null) return [];
		const { code, message, company, companiesRead } = entry as Record<string, unknown>;
		if (typeof message !== 'string') return [];
		return [
			{
				code: typeof code === 'string' ? code : '',
				message,
				...(typeof company === 'string' ? { company } : {}),
				...(Array.isArray(companiesRead) ? { companiesRead: companiesRead.map(String) } : {}),
			},
		];
	});
}

/** The companies that could not be read, each as an issue. */
export function unreadCompanies(reasons: readonly PartialReason[]): Issue[] {
	return reasons
		.filter(({ code }) => code === 'companyNotRead')
		.map(({ company = '', message }) =>
			error(
				'companyNotRead',
				{ kind: 'group', externalId: null, name: company },
				`The company ${company} could not be read: ${message}. Its people stay as they are. Correct that in HR, or remove the company from Company IDs.`,
				{ company },
			),
		);
}

/**
 * The companies of which everybody is on a list that is a part: where nothing but other companies is
 * missing.
 *
 * @returns their IDs in small letters
 */
export function wholeCompanies(reasons: readonly PartialReason[]): Set<string> {
	const [first, ...others] = reasons.map(({ code, companiesRead }) =>
		code === 'companyNotRead' ? (companiesRead ?? []).map((id) => id.toLowerCase()) : [],
	);
	return new Set(first?.filter((id) => others.every((read) => read.includes(id))));
}
