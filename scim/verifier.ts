import type { Kind } from '../directory/apply/target';
import { UPDATE_WAYS, type UpdateWay } from './edits';
import { getOwn, isTrue, textOrNull, type JsonObject } from './json';
import { blamesForm } from './formErrors';
import type { Look } from './look';
import { key, together, type Means, type Part, type Write } from './parts';
import { contradicted, type Sent } from './sent';
import { Findings, outcomeOf, Trials, type Done } from './trials';
import { Turns } from './turns';

/** So often it is tried in vain, in one run, whether the same parts are taken in another form. */
const TRIALS = 2;

/** What is known of several operations in one request. */
const OPERATIONS = { name: 'operations' };
/** Values that were lost on the way, and are sent once more. */
const LOST = 'lost';

type Verdict = Sent | 'again';

/**
 * Believes no success that it has not seen. The first write of each part is read back, unless the
 * answer shows what became of it. A part that was not taken is sent in the next way; the one that
 * works is used from then on and remembered. One at a time looks, the others wait for what it finds.
 */
export class Verifier {
	private readonly findings = new Findings();
	private readonly proven = this.findings.proven;
	private readonly hopeless = this.findings.hopeless;
	/** Kinds of which an update was taken. */
	private readonly taken = new Set<Kind>();
	private readonly tried = new Map<string, number>();
	private readonly trials: Trials;
	private readonly turns: Record<Kind, Turns> = { user: new Turns(), group: new Turns() };
	/** Of what is added to creations. */
	private readonly later: Record<Kind, Turns> = { user: new Turns(), group: new Turns() };

	constructor(private readonly means: Means) {
		this.trials = new Trials(means, this.findings);
	}

	/**
	 * Writes in the way that works.
	 *
	 * @param alone while others wait for it, so that nothing would come to go along
	 */
	async update(resource: JsonObject, write: Write, alone = false): Promise<Sent> {
		let attempts = 0;
		if (this.goSingly(write)) {
			let last: Sent = { ok: true, attempts, resource };
			for (const part of write.parts) {
				if (last.ok) last = await this.update(last.resource, { ...write, parts: [part] }, alone);
				attempts += last.attempts;
				if (!last.ok) break;
			}
			return { ...last, attempts };
		}
		// Each turn knows one way more than the one before.
		for (;;) {
			const way = this.wayOf(write);
			let sent = await write.send(way, resource, write.parts, alone);
			attempts += sent.attempts;
			if (this.isLost(write, sent) && this.mayTry(LOST)) {
				this.count(LOST);
				sent = await write.send(way, sent.resource, write.parts, true);
				attempts += sent.attempts;
			}
			if (this.isSettled(write, way, sent)) return { ...sent, attempts };
			const looked = await this.turns[write.kind].take(
				async () => await this.look(resource, write, way, sent),
			);
			if (looked !== 'again') return { ...looked, attempts: attempts + looked.attempts };
		}
	}

	/**
	 * Makes sure of a creation.
	 *
	 * @param again creates it alone, if it is not there
	 * @returns as it is, and the parts that were not taken along
	 */
	async created(
		{ kind, parts }: Pick<Write, 'kind' | 'parts'>,
		sent: Sent,
		again: () => Promise<Sent>,
	): Promise<{ sent: Sent; missing: readonly Part[] }> {
		const nothing = { sent, missing: [] };
		if (!sent.ok && sent.isAbsent && sent.together) {
			return await this.aloneAfter(sent, again);
		}
		if (!sent.ok || sent.existed) return nothing;
		const create = key(kind, { name: 'create' });
		const own = (part: Part) => key(kind, { name: `create.${part.name}` });
		// Taken by no creation: what the answer does not show is added afterwards.
		const late = parts.filter((part) => this.hopeless.has(own(part)));
		const notedIn = (resource: JsonObject) =>
			parts.filter((part) => {
				const isTaken = part.isTaken(resource);
				if (isTaken) this.proven.add(own(part));
				return isTaken === false;
			});
		const isSettled = () => {
			if (sent.together && !sent.confirmed && this.means.areBatchesStopped()) return false;
			const open = sent.confirmed ? notedIn(sent.resource) : parts;
			if (!sent.confirmed && !this.proven.has(create)) return false;
			return open.every((part) => this.proven.has(own(part)) || this.hopeless.has(own(part)));
		};
		const settled = () => ({
			sent,
			missing: sent.confirmed ? notedIn(sent.resource) : late,
		});
		if (isSettled()) return settled();
		return await this.turns[kind].take(async () => {
			if (isSettled()) return settled();
			const isStopped = sent.together === true && this.means.areBatchesStopped();
			const look = isStopped ? { resource: null } : await this.means.reread(kind, sent.resource);
			const { resource: fresh, unseen } = look;
			if (fresh === undefined) {
				const isOpen = unseen && !sent.confirmed;
				return isOpen ? { ...nothing, sent: { ...unseen, attempts: sent.attempts + 1 } } : nothing;
			}
			if (fresh) {
				this.proven.add(create);
				const missing = notedIn(fresh);
				for (const part of missing) this.hopeless.add(own(part));
				const attempts = sent.attempts + 1;
				return { sent: { ...sent, attempts, resource: fresh, confirmed: true }, missing };
			}
			if (!sent.together) {
				return { ...nothing, sent: this.contradicted(sent, 'created, and it is not there') };
			}
			return await this.aloneAfter(sent, again);
		});
	}

	/** Sends again what batches did not carry out; there are none from now on. */
	private async aloneAfter({ attempts }: Sent, again: () => Promise<Sent>) {
		this.means.stopBatches();
		const single = await again();
		return { sent: { ...single, attempts: attempts + single.attempts }, missing: [] };
	}

	/**
	 * Adds what a creation did not take along, one at a time as long as nobody knows whether it is
	 * taken then.
	 */
	async completed(
		kind: Kind,
		parts: readonly Part[],
		add: (open: readonly Part[], alone: boolean) => Promise<Sent>,
	): Promise<Sent | null> {
		const attempt = async (alone: boolean) => {
			const open = parts.filter((part) => !this.hopeless.has(key(kind, part)));
			return open.length > 0 ? await add(open, alone) : null;
		};
		const isProven = parts.every((part) => this.proven.has(key(kind, part)));
		return isProven
			? await attempt(false)
			: await this.later[kind].take(async () => await attempt(true));
	}

	/** Makes sure of a removal. An account that is switched off instead is as good as removed. */
	async removed(kind: Kind, sent: Sent, again: () => Promise<Sent>): Promise<Sent> {
		const name = key(kind, { name: 'remove' });
		if (!sent.ok || sent.confirmed) return sent;
		const { isDoubtful = false, together: isTogether = false } = sent;
		if (this.proven.has(name) && !isDoubtful) return sent;
		return await this.turns[kind].take(async () => {
			const isStopped = isTogether && this.means.areBatchesStopped();
			if (!isStopped && !isDoubtful && this.proven.has(name)) return sent;
			let last = isStopped ? await again() : sent;
			let left = await this.means.reread(kind, sent.resource);
			if (isThere(left) && (isTogether || isDoubtful) && !isStopped) {
				if (isTogether) this.means.stopBatches();
				last = await again();
				left = await this.means.reread(kind, sent.resource);
			}
			const isOpen = left.unseen && left.resource === undefined;
			if (!isThere(left) && !isOpen) this.proven.add(name);
			if (!last.ok) return last;
			if (isThere(left)) return this.contradicted(last, 'deleted, and it is still there');
			return left.unseen && isOpen ? { ...left.unseen, attempts: last.attempts + 1 } : last;
		});
	}

	private contradicted(sent: Sent, what: string): Sent {
		return contradicted(sent, `${this.means.product} answered that it was ${what}`);
	}

	/** The way that the most demanding part wants. */
	private wayOf({ kind, parts }: Write): UpdateWay {
		const { patch, ways } = this.means.tenant;
		if (!patch) return 'put';
		const known = parts.map((part) => UPDATE_WAYS.indexOf(ways.of(key(kind, part)) as UpdateWay));
		return UPDATE_WAYS[Math.max(0, ...known)]!;
	}

	/** Whether only the first operation of a request is carried out. */
	private goSingly(write: Write): boolean {
		const { ways } = this.means.tenant;
		const isKnown = ways.of(key(write.kind, OPERATIONS)) !== undefined;
		return isKnown && write.parts.length > 1 && this.wayOf(write) !== 'put';
	}

	/** Whether there is nothing to find out about a write. */
	private isSettled(write: Write, way: UpdateWay, sent: Sent): boolean {
		const { kind, parts, isSplit = false } = write;
		if (!sent.ok)
			return (
				isSplit ||
				!blamesForm(write, sent.answer, this.taken.has(kind)) ||
				this.isTried(kind, parts, way)
			);
		if (sent.attempts === 0) return true;
		if (sent.isDoubtful) return false;
		this.taken.add(kind);
		const open = sent.confirmed
			? parts.filter((part) => !this.findings.note(kind, part, part.isTaken(sent.resource), way))
			: parts;
		if (!open.every((part) => this.findings.isKnown(kind, part, way))) return false;
		// Taken before, and lost among others: tried some times whether it is taken alone.
		const lost = sent.confirmed ? open.filter((part) => this.proven.has(key(kind, part))) : [];
		if (lost.length === 0 || parts.length === 1) return true;
		return !this.mayTry(OPERATIONS.name);
	}

	/** Whether an answer shows nothing of what was taken of others in this run: it may come through the next time. */
	private isLost({ kind, parts }: Write, sent: Sent): sent is Sent & { ok: true } {
		if (!sent.ok || !sent.confirmed || sent.together || sent.attempts === 0) return false;
		return parts.every(
			(part) => this.proven.has(key(kind, part)) && part.isTaken(sent.resource) === false,
		);
	}

	private isTried(kind: Kind, parts: readonly Part[], way: UpdateWay): boolean {
		const isProven = parts.every((part) => this.findings.isProven(kind, part, way));
		return isProven || !this.mayTry(together(kind, parts));
	}

	/** Whether a search was in vain less often than `TRIALS`. */
	private mayTry(name: string): boolean {
		return (this.tried.get(name) ?? 0) < TRIALS;
	}

	private count(name: string): void {
		this.tried.set(name, (this.tried.get(name) ?? 0) + 1);
	}

	private async look(
		resource: JsonObject,
		write: Write,
		way: UpdateWay,
		sent: Sent,
	): Promise<Verdict> {
		const { kind, parts } = write;
		const isStopped = sent.ok && sent.together === true && this.means.areBatchesStopped();
		// Somebody before has found out more.
		if (this.wayOf(write) !== way || isStopped) return 'again';
		if (this.isSettled(write, way, sent)) return { ...sent, attempts: 0 };
		const { resource: fresh, unseen } = await this.means.reread(kind, resource);
		if (!fresh) return { ...((sent.ok && unseen) || sent), attempts: 1 };
		if (!sent.ok) return await this.instead(fresh, write, way, sent);
		let state: Done = { ...sent, resource: fresh, confirmed: true, attempts: 1 };
		let missing = this.findings.missing(kind, parts, fresh, way);
		const contradicts = (part: Part) => part.isTaken(sent.resource) === false;
		if (sent.confirmed && parts.some((part) => !missing.includes(part) && contradicts(part))) {
			this.means.doubtAnswers();
		}
		// Where nothing of it was taken and there is no other way, it may have been lost on the way.
		const isLast = this.trials.others(way, missing).length === 0 && this.mayTry(LOST);
		const mayBeLost = sent.together === true || sent.isDoubtful === true || isLast;
		if (mayBeLost && missing.length > 0 && missing.length === parts.length) {
			if (isLast) this.count(LOST);
			state = await this.trials.send(way, write, parts, state);
			missing = this.findings.missing(kind, parts, state.resource, way);
			if (sent.together && missing.length < parts.length) this.means.stopBatches();
		}
		if (missing.length > 0 && missing.length < parts.length && way !== 'put') {
			const [first] = missing;
			this.count(OPERATIONS.name);
			for (const part of missing) {
				state = await this.trials.send(way, write, [part], state);
				if (state.open) break;
				const isTaken = this.findings.missing(kind, [part], state.resource, way).length === 0;
				if (part === first && !isTaken) break;
				this.means.tenant.ways.learn(key(kind, OPERATIONS), 'single');
			}
			missing = this.findings.missing(kind, missing, state.resource, way);
		}
		const trusts = sent.confirmed === true;
		return outcomeOf(await this.trials.inOtherWays(write, way, missing, state, { trusts }));
	}

	/** What was refused in one way, in the others. */
	private async instead(
		fresh: JsonObject,
		write: Write,
		way: UpdateWay,
		refused: Sent & { ok: false },
	): Promise<Sent> {
		const done = { ok: true, resource: fresh, confirmed: true, attempts: 1 } as const;
		const start: Done = { ...done, isRefused: true };
		const { kind, parts } = write;
		const end = await this.trials.inOtherWays(write, way, parts, start, { wasRefused: true });
		if (end.open) return outcomeOf(end);
		const left = this.findings.missing(kind, parts, end.resource, this.wayOf(write), end.isRefused);
		if (left.length < parts.length) return end;
		this.count(together(kind, parts));
		return { ...refused, attempts: end.attempts };
	}
}

function isThere({ resource }: Look): boolean {
	if (!resource || textOrNull(getOwn(resource, 'id')) === null) return false;
	const active = getOwn(resource, 'active') ?? null;
	return active === null || isTrue(active);
}
