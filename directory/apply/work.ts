import type { Change, FieldChange } from '../model/change';
import { UserError, type ErrorCode } from '../model/userError';
import type { KeptFields, SeenForm } from '../model/forms';
import { applied, failed, skipped, type Job, type Outcome } from './job';
import { DirectoryState } from './state';
import type { Current, Directory, Kind, Target, Written } from './target';
import { Refusals } from './refusals';
import { Uptake } from './uptake';

const MANAGER = 'managerExternalId';

/** So many changes in a row that the target does not answer end the run. */
const UNREACHABLE_LIMIT = 5;

/** The changes of one run, and what is known of the directory while they are made. */
export class Work {
	/** One for each change, in the same order. */
	readonly jobs: Job[];
	readonly state: DirectoryState;
	readonly uptake: Uptake;
	readonly refusals = new Refusals();
	/** Fields that the target refuses of everybody, as `user.birthday`. */
	readonly refusedFields: string[] = [];
	/** Fields that the target accepts and forgets, as `user.birthday`. */
	readonly dropped: string[] = [];
	/** Whether the target was seen to take each name of a group only once. */
	areNamesUnique = false;
	/** The last number that a name of a group was sent with, since all names without one were taken. */
	lastNumber = 1;
	/** Whether names with numbers were refused, too. */
	areNumbersTaken = false;
	/** Values that the target says it has taken, and has not, though it takes the field of others. */
	readonly lost: Array<readonly [job: Job, change: FieldChange]> = [];
	/** Fields whose values come back in another form. */
	readonly forms: SeenForm[] = [];
	/** Why the run ended before all changes were tried. */
	stopped: UserError | null = null;
	/** By kind: ids of those that are known as the target answered after the last write. */
	private readonly confirmed: Record<Kind, Set<string>> = { user: new Set(), group: new Set() };
	private readonly jobOf: Map<number, Job>;
	private unreachable = 0;
	private made = 0;
	private finished = 0;

	/** @param changes sorted by their `order` */
	constructor(
		readonly target: Target,
		changes: readonly Change[],
		readonly directory: Directory,
		private readonly onProgress: (finished: number, total: number) => void = () => {},
		kept: KeptFields = new Map(),
	) {
		this.uptake = new Uptake(kept);
		this.state = new DirectoryState(directory);
		this.jobs = changes.map((change): Job => ({ change }));
		this.jobOf = new Map(this.jobs.map((job) => [job.change.order, job]));
	}

	isWritten(kind: Kind, field: string): boolean {
		return this.target.support(kind, field) === 'written';
	}

	/** The target of a change; one that is created in the same run is known by its External ID only. */
	existing({ kind, targetId, externalId }: Change): Current | undefined {
		const entries = this.state.of(kind);
		return targetId === null ? entries.withExternalId(externalId) : entries.get(targetId);
	}

	/** Why a change cannot be made now: one that it needs was not. */
	unmetNeed(change: Change): string | undefined {
		for (const order of change.needs ?? []) {
			const needed = this.jobOf.get(order);
			if (needed === undefined) continue;
			const { name, kind } = needed.change;
			const isMade = needed.outcome?.status === 'applied';
			if (isMade && needed.change.externalId !== change.manages) continue;
			if (isMade && this.isManaged(change)) continue;
			if (isMade) return `${this.target.product} did not take the manager of the ${kind} "${name}"`;
			return `it needs the change of the ${kind} "${name}", which was not made`;
		}
		return undefined;
	}

	/** Whether the person of a change manages the group that it names, as far as is known. */
	isManaged({ manages, externalId }: Change): boolean {
		const group = this.state.groups.withExternalId(manages);
		if (this.dropped.includes('group.managerExternalId')) return false;
		const manager = group?.managerExternalId;
		return manager === externalId || this.state.isSameReference(MANAGER, manager, externalId);
	}

	/** A user or group as the target answered after the last write; `undefined` where it did not. */
	confirmedNow(kind: Kind, targetId: string | null): Current | undefined {
		return this.confirmed[kind].has(targetId ?? '') ? this.state.of(kind).get(targetId) : undefined;
	}

	/**
	 * Writes to a user or group. Where the target says that it has changed since it was read, it is
	 * read again, and written if what matters is still what the plan saw: a change to its other
	 * values, or to its members, is no reason to stop.
	 */
	async write(
		current: Current,
		attempt: (current: Current) => Promise<Written | { conflict: string }>,
	): Promise<Outcome> {
		const written = await attempt(current);
		if ('conflict' in written) return skipped(written.conflict);
		const fresh = await this.rereadIfChanged(current, written);
		if (!fresh) return this.kept(current.kind, written);
		const again = await attempt(fresh);
		const attempts = written.attempts + 1;
		if ('conflict' in again) return skipped(again.conflict, attempts);
		return this.kept(current.kind, { ...again, attempts: again.attempts + attempts });
	}

	/** What was written to as it is now, where it was not written because it has changed. */
	async rereadIfChanged({ kind, targetId }: Current, written: Written): Promise<Current | null> {
		if (written.ok || written.refusal !== 'changed') return null;
		const fresh = await this.target.reread(kind, targetId);
		if (fresh) this.state.put(fresh);
		return fresh;
	}

	/** Takes what was written into the state, or notes why it was not. */
	kept(kind: Kind, written: Written): Outcome {
		if (!written.ok) return this.refused(written);
		const { attempts, current, confirmed } = written;
		if (attempts > 0) this.unreachable = 0;
		this.state.put(current);
		if (confirmed) this.confirmed[kind].add(current.targetId);
		else if (attempts > 0) this.confirmed[kind].delete(current.targetId);
		return applied(attempts, current.targetId);
	}

	refused(written: Written & { ok: false }): Outcome {
		const { refusal, error, attempts, advice, status } = written;
		// Not even sent, because of what came before.
		if (this.stopped && attempts === 0) return skipped(this.stopped.message);
		this.unreachable = refusal === 'unreachable' ? this.unreachable + 1 : 0;
		if (refusal === 'unauthorized') this.stop(error, 'unauthorized', advice, status);
		if (this.unreachable >= UNREACHABLE_LIMIT) this.stop(error, 'unavailable', advice, status);
		const isOutdated = refusal === 'changed' || refusal === 'gone';
		return isOutdated ? skipped(error, attempts) : failed(error, attempts);
	}

	private stop(what: string, code: ErrorCode, advice = '', status?: number): void {
		this.stopped ??= new UserError(
			`${what}. Of ${this.jobs.length} changes, ${this.made} were made before that.`,
			`${advice} When the workflow runs again, it continues where it stopped.`.trim(),
			code,
			status,
		);
		this.target.batches?.stop();
	}

	/** Notes what became of a change. */
	finish(job: Job, outcome: Outcome): void {
		const { targetId, externalId, kind } = job.change;
		outcome.targetId ??=
			targetId ?? this.state.of(kind).withExternalId(externalId)?.targetId ?? null;
		if (outcome.status === 'applied') this.made++;
		job.outcome = outcome;
		this.onProgress(++this.finished, this.jobs.length);
	}
}
