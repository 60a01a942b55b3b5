/** Every text anywhere in a value: names and values, errors with all that hangs on them, Maps, Sets. */
export function everyTextIn(value: unknown): string[] {
	const texts: string[] = [];
	const seen = new Set<unknown>();
	const waiting: unknown[] = [value];
	while (waiting.length > 0) {
		const one = waiting.pop();
		if (typeof one === 'string') texts.push(one);
		if ((typeof one !== 'object' && typeof one !== 'function') || one === null) continue;
		if (seen.has(one)) continue;
		seen.add(one);
		if (one instanceof Map || one instanceof Set) for (const entry of one) waiting.push(entry);
		// Message, stack and cause of an error cannot be enumerated, and are looked at all the same.
		for (const name of Object.getOwnPropertyNames(one)) {
			texts.push(name);
			const property = Object.getOwnPropertyDescriptor(one, name)!;
			if ('value' in property) waiting.push(property.value);
		}
	}
	return texts;
}

/** Which of the needles occur, each once. */
export function found(needles: readonly string[], texts: readonly string[]): string[] {
	return needles.filter((needle) => texts.some((text) => text.includes(needle)));
}
