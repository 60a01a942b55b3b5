import { setOwnValue, type JsonValue } from '../common/json';
import { matchingKey } from '../common/text';
import type { Draft } from './findings';
import { textOf } from './values';

/** Names of one code, by company. */
export type NamesByCompany = Map<string, Set<string>>;

/**
 * Qualifies codes of organisational values by company, as `<company>:<code>`, where codes of several
 * companies meet: the companies have no name in common for the code. A code that means the same
 * everywhere stays as it is.
 */
export function qualifyCodes(drafts: readonly Draft[]): void {
	if (!drafts.some(({ person }) => person.organizationCodes)) return;
	if (new Set(drafts.map(({ company }) => company)).size < 2) return;
	const levels = new Map<string, Map<string, NamesByCompany>>();
	for (const draft of drafts) {
		eachCode(draft, (level, code) => {
			const name = matchingKey(textOf(draft.person.organization?.[level]));
			if (name === '') return;
			const codes = entryOf(levels, level, () => new Map<string, NamesByCompany>());
			const companies = entryOf(codes, code, (): NamesByCompany => new Map());
			entryOf(companies, draft.company, () => new Set<string>()).add(name);
		});
	}
	for (const draft of drafts) {
		if (draft.company === '') continue;
		eachCode(draft, (level, code, codes) => {
			const names = levels.get(level)?.get(code);
			if (names && meansSeveral(names)) setOwnValue(codes, level, `${draft.company}:${code}`);
		});
	}
}

function eachCode(
	{ person }: Draft,
	visit: (level: string, code: string, codes: Record<string, JsonValue>) => void,
): void {
	const codes = person.organizationCodes;
	if (!codes) return;
	for (const level of Object.keys(codes)) {
		const code = textOf(codes[level]);
		if (code !== '') visit(level, code, codes);
	}
}

/** Whether no name is the same in all companies. */
export function meansSeveral(names: NamesByCompany): boolean {
	if (names.size < 2) return false;
	const [first, ...others] = names.values();
	return ![...first!].some((name) => others.every((other) => other.has(name)));
}

/** The value under a key, made where there is none. */
export function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
	let value = map.get(key);
	if (value === undefined) map.set(key, (value = make()));
	return value;
}
