/** What figures were measured on, and of which code. */
export interface Stamp {
	/** `null` where it was measured before the commit was noted. */
	commit: string | null;
	/** Hash of the source folders; `null` as above. */
	sources: string | null;
	/** `YYYY-MM-DD` */
	date: string;
	processor: string | null;
	cores: number;
	/** In GB. */
	memory: number | null;
	node: string;
	n8n: string | null;
	minutes: number;
	/** The average number of processes that wanted a core before a piece began, at most. */
	load: number | null;
}

/** A data file below docs/figures/. */
export interface Measurement<T> {
	stamp: Stamp;
	figures: T;
}

/** What a measurement gets from its command. */
export interface Keeping {
	/**
	 * Measures a piece, or gives what an earlier, interrupted measurement of the same code kept of it.
	 * The value survives JSON.
	 */
	keep: <T>(piece: string, measure: () => Promise<T>) => Promise<T>;
	progress: (line: string) => void;
}

/** The line of a page that says what its figures belong to. @param more facts of this page alone */
export function measuredOn(stamp: Stamp, more: readonly string[] = []): string {
	const { commit, sources, date, processor, cores, memory, node, n8n, minutes, load } = stamp;
	const on = [
		`${processor === null ? '' : `${processor}, `}${cores} cores${memory === null ? '' : `, ${memory} GB of memory`}`,
		`Node ${node}`,
		...(n8n === null ? [] : [`n8n-core ${n8n}`]),
		...more,
		date,
		commit === null ? 'commit not noted' : `commit \`${commit.slice(0, 10)}\``,
		...(sources === null ? [] : [`source \`${sources.slice(0, 12)}\``]),
	];
	const busy =
		load === null
			? ''
			: ` Before a part began, at most ${load.toFixed(2)} processes wanted a core.`;
	return `Measured on: ${on.join(' · ')}. It took ${Math.ceil(minutes)} minutes.${busy}`;
}

/** A page with the text between two marks replaced. @throws where the page has no such marks */
export function withSection(page: string, name: string, text: string): string {
	const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
	const [from, to] = [page.indexOf(begin), page.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`The page has no section from ${begin} to ${end}.`);
	return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}

/** A table in Markdown. @param isNumber columns that are set to the right */
export function markdownTable(
	headings: readonly string[],
	rows: ReadonlyArray<readonly string[]>,
	isNumber: readonly boolean[],
): string {
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [
		line(headings),
		line(isNumber.map((is) => (is ? '---:' : '---'))),
		...rows.map(line),
	].join('\n');
}
