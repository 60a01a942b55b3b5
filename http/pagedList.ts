/** The pages do not make one list, so the list is read again. The message is a clause that says why. */
export class Inconsistent extends Error {}

/** Why a list is read again where a record comes in two places. */
export const TWICE = 'the same record came twice';

/** One page of a list. What the server does not say is `null`. */
export interface Page<T> {
	entries: T[];
	/** Entries of the whole list. */
	total: number | null;
	/** The position that the server says this page has. */
	position: number | null;
	/** This first page is all of the list. Only read where there is no total. */
	isLast?: boolean;
	/** The answer is entries and nothing else: it may be the whole list, whatever page was asked for. */
	isBare?: boolean;
}

/** A list that comes in pages: all that depends on the protocol. */
export interface PagedList<T> {
	/**
	 * What a position counts: pages, from 0, or entries, from 1. Only by entries can pages of
	 * different sizes be followed.
	 */
	numbering: 'pages' | 'entries';
	/** Entries a page to ask for first. From then on the size of the first page is asked for. */
	pageSize: number;
	/** Pages to ask for side by side. */
	concurrency: number;
	/** Times to read the list before giving up. */
	maxAttempts: number;
	/** Stop once there are that many entries. */
	limit?: number;
	fetch(position: number, size: number): Promise<Page<T>>;
	/**
	 * The entries from a position on, none where the list has ended. Given where a server may count the
	 * entries of a page instead of those of the list: a first page that holds as many as there are is
	 * then checked by one more request.
	 */
	after?(position: number): Promise<T[]>;
	/** What identifies an entry; `null` if it has no id. */
	idOf(entry: T): string | null;
	/** What identifies an entry without an id, never the same as an id. */
	contentOf(entry: T): string;
	/** Called with the number of entries so far and of all that are to come, `null` if unknown. */
	onProgress?(done: number, total: number | null): void;
	/**
	 * The error where the server gives another page than the one that is asked for, or gives a page
	 * again (`echoed` is then `asked`). After `Inconsistent`, the list is read again.
	 */
	ignored(asked: number, echoed: number): Error;
	/** The error where no attempt gives one list; `why` is a clause about the last one. */
	gaveUp(why: string): Error;
}

/**
 * Reads a whole list, or its first `limit` entries: every entry once, in the order of the list, or an
 * error; never a part of it.
 *
 * The size of the first page is the size that the server really gives, and is followed. An entry that
 * is added or removed meanwhile shifts the pages: an entry comes twice, a page is too short, or the
 * total changes. Then the list is read again, page after page. Entries without an id may be equal by
 * nature: two readings that agree settle it.
 */
export async function readPagedList<T>(list: PagedList<T>): Promise<T[]> {
	let why = '';
	let before: Reading<T> | null = null;
	for (let attempt = 1; attempt <= Math.max(1, list.maxAttempts); attempt++) {
		const reading = new Reading(list, attempt === 1 ? list.concurrency : 1);
		const problem = await reading.read().then(() => null, asInconsistent);
		if (problem === null && (!reading.hasRepeats || before?.isSameAs(reading))) {
			return reading.entries.slice(0, list.limit);
		}
		why = problem?.message ?? TWICE;
		before = problem === null ? reading : null;
	}
	throw list.gaveUp(why);
}

function asInconsistent(error: Error): Inconsistent {
	if (error instanceof Inconsistent) return error;
	throw error;
}

/**
 * The first entries of a list, page after page, until there are enough; for looking, not for
 * synchronizing: the list may change meanwhile.
 *
 * @param isEnough is asked after each page, with the entries so far
 */
export async function readStart<T>(
	list: PagedList<T>,
	isEnough: (entries: T[]) => boolean,
): Promise<T[]> {
	const keys = new Set<string>();
	const found: T[] = [];
	let size = list.pageSize;
	for (let index = 0; ; index++) {
		const { entries, total, isBare } = await fetchPage(list, index * size, size);
		if (index === 0) size = entries.length;
		const before = keys.size;
		for (const entry of entries) {
			const key = list.idOf(entry) ?? list.contentOf(entry);
			if (!keys.has(key)) found.push(entry);
			keys.add(key);
		}
		const isOver = keys.size === before;
		const isWhole = index === 1 && isBare;
		if (isOver && !isWhole && size > 1 && entries.length === size) {
			throw sameAgain(list, index * size, size);
		}
		if (isOver || found.length >= (total ?? Infinity) || isEnough(found)) return found;
	}
}

/** One attempt to read a list. */
class Reading<T> {
	/** An entry without an id came twice. */
	hasRepeats = false;
	private total: number | null = null;
	private count = 0;
	private readonly keys = new Set<string>();
	private readonly pages: Array<{ start: number; entries: T[] }> = [];

	constructor(
		private readonly list: PagedList<T>,
		private readonly sideBySide: number,
	) {}

	/** In the order of the list, whichever page came first. */
	get entries(): T[] {
		return this.pages.sort((a, b) => a.start - b.start).flatMap(({ entries }) => entries);
	}

	isSameAs(other: Reading<T>): boolean {
		if (this.count !== other.count || this.keys.size !== other.keys.size) return false;
		for (const key of this.keys) if (!other.keys.has(key)) return false;
		return true;
	}

	/** @throws Inconsistent where the pages do not make one list */
	async read(): Promise<void> {
		const { list } = this;
		const first = await fetchPage(list, 0, list.pageSize);
		const size = first.entries.length;
		this.total = first.total;
		this.add(first, 0, Infinity);
		if (this.total === null) await this.readOnward(first, size);
		else if (size !== this.total || size > list.pageSize) await this.readTheRest(this.total, size);
		else if (size > 0) await this.readBeyond(size);
	}

	/** The total is no more than what the first page has: page follows page until one brings nothing new. */
	private async readBeyond(size: number): Promise<void> {
		const { list } = this;
		if (!list.after) return;
		for (let start = size; start < (list.limit ?? Infinity); start = this.count) {
			const entries = await list.after(positionOf(list, start, size));
			if (this.bringsNothing(entries)) return;
			this.total = null;
			this.add({ entries, total: null }, start, Infinity);
		}
	}

	/** With the total known, all pages are known. */
	private async readTheRest(total: number, size: number): Promise<void> {
		const { wanted } = this;
		if (size === 0 && wanted > 0) {
			throw new Inconsistent(
				`the first page was empty although the server counted ${total} records`,
			);
		}
		const mayVary = this.list.numbering === 'entries' && this.sideBySide === 1;
		let next = size;
		const readNext = async () => {
			const start = next;
			next += size;
			const page = await fetchPage(this.list, start, size);
			const came = page.entries.length;
			this.add(page, start, size);
			const expected = Math.min(size, total - start);
			if (mayVary && came > 0) next = start + came;
			else if (came !== expected) {
				throw new Inconsistent(`a page had ${came} records instead of ${expected}`);
			}
		};
		const worker = async () => {
			while (next < wanted) {
				await readNext().catch((error: unknown) => {
					next = Infinity;
					throw error;
				});
			}
		};
		await Promise.all(Array.from({ length: this.sideBySide }, worker));
	}

	/** Without a total, page follows page until one is not full. */
	private async readOnward(first: Page<T>, size: number): Promise<void> {
		if (size === 0 || first.isLast) return;
		for (let start = size; this.count < this.wanted; start += size) {
			const page = await fetchPage(this.list, start, size);
			const came = page.entries.length;
			// A bare list that comes again as it was is a list without pages, so all of it.
			if (came === 0 || (start === size && page.isBare && this.isAll(page.entries))) return;
			const before = this.keys.size;
			this.add(page, start, size);
			if (this.keys.size === before) throw new Inconsistent('a page brought nothing new');
			if (came < size) return;
		}
	}

	/** @param fullPage entries of a full page: if none of them is new, the page is an earlier one */
	private add(
		{ entries, total }: Pick<Page<T>, 'entries' | 'total'>,
		start: number,
		fullPage: number,
	): void {
		if (this.total !== null && total !== this.total) {
			throw new Inconsistent(
				`the number of records changed from ${this.total} to ${total ?? 'none'}`,
			);
		}
		let repeats = 0;
		let isIdRepeated = false;
		for (const entry of entries) {
			const id = this.list.idOf(entry);
			const before = this.keys.size;
			this.keys.add(id ?? this.list.contentOf(entry));
			if (this.keys.size > before) continue;
			repeats++;
			if (id !== null) isIdRepeated = true;
		}
		if (repeats > 1 && repeats === entries.length && repeats === fullPage) {
			throw sameAgain(this.list, start, fullPage);
		}
		if (isIdRepeated) throw new Inconsistent(TWICE);
		if (repeats > 0) this.hasRepeats = true;
		this.count += entries.length;
		if (this.count > (this.total ?? Infinity)) {
			throw new Inconsistent(
				`there were ${this.count} records although the server counted ${this.total}`,
			);
		}
		this.pages.push({ start, entries });
		this.list.onProgress?.(this.count, this.total === null ? null : this.wanted);
	}

	/** The number of entries to read, as far as it is known. */
	private get wanted(): number {
		return Math.min(this.total ?? Infinity, this.list.limit ?? Infinity);
	}

	private isAll(entries: T[]): boolean {
		return entries.length === this.count && this.bringsNothing(entries);
	}

	private bringsNothing(entries: readonly T[]): boolean {
		const { keys, list } = this;
		return entries.every((entry) => keys.has(list.idOf(entry) ?? list.contentOf(entry)));
	}
}

/** @param start the number of entries before the page */
async function fetchPage<T>(list: PagedList<T>, start: number, size: number): Promise<Page<T>> {
	const asked = positionOf(list, start, size);
	const page = await list.fetch(asked, size);
	if (page.position === null || page.position === asked) return page;
	throw list.ignored(asked, page.position);
}

function sameAgain<T>(list: PagedList<T>, start: number, size: number): Error {
	const position = positionOf(list, start, size);
	return list.ignored(position, position);
}

function positionOf<T>({ numbering }: PagedList<T>, start: number, size: number): number {
	if (numbering === 'entries') return start + 1;
	return start === 0 ? 0 : start / size;
}
