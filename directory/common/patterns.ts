import { matchingKey } from './text';
import { canonicalId } from './uuid';

/** Names by which a person lists somebody or something; `*` in one stands for any characters. */
export interface Patterns {
	/** Whether a value is one of them. Letter case says nothing, nor does the spelling of a GUID. */
	match: (value: string | null | undefined) => boolean;
	/** Those that no value has matched so far. */
	unmatched: () => string[];
}

/** @param names blank ones count as none */
export function patternsOf(names: readonly string[]): Patterns {
	const exact = new Map<string, string>();
	const wild: Array<{ name: string; parts: string[] }> = [];
	for (const name of names) {
		const key = idKey(name);
		if (key === '') continue;
		if (key.includes('*')) wild.push({ name, parts: key.split('*') });
		else exact.set(key, name);
	}
	const used = new Set<string>();
	const match: Patterns['match'] = (value) => {
		if (!value || (exact.size === 0 && wild.length === 0)) return false;
		const key = idKey(value);
		const found = exact.get(key);
		if (found !== undefined) used.add(found);
		let isFound = found !== undefined;
		for (const { name, parts } of wild) {
			if (!fits(key, parts)) continue;
			used.add(name);
			isFound = true;
		}
		return isFound;
	};
	const unmatched = () =>
		[...exact.values(), ...wild.map(({ name }) => name)].filter((name) => !used.has(name));
	return { match, unmatched };
}

/** What ids and names have in common that say the same in other case, or as another form of one GUID. */
export function idKey(name: string): string {
	return matchingKey(canonicalId(name.trim()));
}

/** Takes time in proportion to the length of the text, however many asterisks there are. */
function fits(text: string, parts: readonly string[]): boolean {
	const first = parts[0]!;
	const last = parts[parts.length - 1]!;
	if (text.length < first.length + last.length) return false;
	if (!text.startsWith(first) || !text.endsWith(last)) return false;
	const end = text.length - last.length;
	let at = first.length;
	for (const part of parts.slice(1, -1)) {
		const found = text.indexOf(part, at);
		if (found < 0 || found + part.length > end) return false;
		at = found + part.length;
	}
	return true;
}
