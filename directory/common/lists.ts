/** Adds an entry to the list under a key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, entry: V): void {
	const list = lists.get(key);
	if (list) list.push(entry);
	else lists.set(key, [entry]);
}

/** Entries by a key of theirs, in the order in which each key first came. */
export function groupedBy<K, V>(entries: Iterable<V>, keyOf: (entry: V) => K): Map<K, V[]> {
	const lists = new Map<K, V[]>();
	for (const entry of entries) addTo(lists, keyOf(entry), entry);
	return lists;
}
