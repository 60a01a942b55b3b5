export type Parameters = Readonly<Record<string, unknown>>;

/** A query parameter by its name in any case; the last one where it was sent more than once. */
export function parameter(query: Parameters, name: string): string | undefined {
	const wanted = name.toLowerCase();
	for (const key of Object.keys(query)) {
		if (key.toLowerCase() !== wanted) continue;
		const value = query[key];
		return String(Array.isArray(value) ? value.at(-1) : value);
	}
	return undefined;
}
