import type { FieldChange } from '../model/change';
import { sameValue } from '../model/difference';
import { fieldOf } from '../model/fields';
import type { Job } from './job';
import type { Kind } from './target';

/** So many users or groups whose value was refused, and none whose value was taken, are no chance. */
const MANY = 3;
/** So often, in one run and for each kind, it is found out value by value which one is refused. */
const SEARCHES = 10;
/** After so many refusals that no value explains, none is looked for any longer. */
const FRUITLESS = 5;

/** What is known of one field of which the target refused a value. */
interface RefusedField {
	jobs: Set<Job>;
	/** What the target said last. */
	error: string;
}

/** What one run knows of the values that a target refuses. */
export class Refusals {
	private readonly refused: Record<Kind, Map<string, RefusedField>> = {
		user: new Map(),
		group: new Map(),
	};
	/** Fields of which the target took a value. */
	private readonly accepted: Record<Kind, Set<string>> = { user: new Set(), group: new Set() };
	/** Values of which it is known that they were refused, and not another one sent along with them. */
	readonly proven: Array<readonly [job: Job, change: FieldChange]> = [];
	private readonly searches: Record<Kind, number> = { user: 0, group: 0 };
	private readonly isSearching: Record<Kind, boolean> = { user: false, group: false };
	private readonly fruitless: Record<Kind, number> = { user: 0, group: 0 };

	/** What the target said when it refused a value of a field; `undefined` where it never did. */
	errorOf(kind: Kind, field: string): string | undefined {
		return this.refused[kind].get(field)?.error;
	}

	/** Whether a field is sent no more in this run, because nothing of it is taken. */
	isOut(kind: Kind, field: string): boolean {
		const isNeeded = fieldOf(field)?.isNeeded === true;
		return !isNeeded && this.countOf(kind, field) >= MANY && !this.accepted[kind].has(field);
	}

	noteAccepted(kind: Kind, fields: readonly FieldChange[]): void {
		const accepted = this.accepted[kind];
		for (const { field, to } of fields) {
			if (!accepted.has(field) && !sameValue(field, to, null)) accepted.add(field);
		}
	}

	/** @param isProven whether each of them alone is known to be at fault */
	noteRefused(
		job: Job,
		fields: readonly FieldChange[],
		error: string,
		isProven = fields.length === 1,
	): void {
		const refused = this.refused[job.change.kind];
		for (const change of fields) {
			const { field } = change;
			if (isProven) this.proven.push([job, change]);
			const jobs = refused.get(field)?.jobs ?? new Set();
			refused.set(field, { jobs: jobs.add(job), error });
			leaveOut(job, field, error);
		}
	}

	/** Whether it is of use to write without values: often enough, that was refused, too. */
	isWorthTrying(kind: Kind): boolean {
		return this.fruitless[kind] < FRUITLESS;
	}

	noteFruitless(kind: Kind): void {
		this.fruitless[kind]++;
	}

	/** Runs a search, one at a time; `null` where one is under way, or enough were made. */
	async search<T>(kind: Kind, run: () => Promise<T>): Promise<T | null> {
		if (this.isSearching[kind] || this.searches[kind] >= SEARCHES) return null;
		this.searches[kind]++;
		this.isSearching[kind] = true;
		try {
			return await run();
		} finally {
			this.isSearching[kind] = false;
		}
	}

	/** Fields that the target takes of nobody, as far as is known. */
	everywhere(kind: Kind): string[] {
		return [...this.refused[kind].keys()].filter((field) => this.isOut(kind, field));
	}

	private countOf(kind: Kind, field: string): number {
		return this.refused[kind].get(field)?.jobs.size ?? 0;
	}
}

/** Notes with a change that a value of it was not sent, or not taken. */
export function leaveOut(job: Job, field: string, error: string): void {
	(job.refused ??= new Map()).set(field, error);
}
