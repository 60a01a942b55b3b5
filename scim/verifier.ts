import type { Kind } from '../directory/apply/target';
import { UPDATE_WAYS, type UpdateWay } from './edits';
import { getOwn, isTrue, textOrNull, type JsonObject } from './json';
import { blamesForm } from './formErrors';
import { key, MEMBERS_GONE, together, type Means, type Part, type Write } from './parts';
import { Turns } from './turns';
import type { Sent } from './writer';

/** So often it is tried in vain, in one run, whether the same parts are taken in another form. */
const TRIALS = 2;

/** What is known of several operations in one request. */
const OPERATIONS = { name: 'operations' };

type Verdict = Sent | 'again';
type Done = Sent & { ok: true };

/**
 * Believes no success that it has not seen. The first write of each part is read back, unless the
 * answer shows what became of it. A part that was not taken is sent in the next way; the one that
 * works is used from then on and remembered. One at a time looks, the others wait for what it finds.
 */
export class Verifier {
	private readonly proven = new Set<string>();
	/** Kinds of which an update was taken. */
	private readonly taken = new Set<Kind>();
	/** Parts that are taken in no way. */
	private readonly hopeless = new Set<string>();
	private readonly trials = new Map<string, number>();
	private readonly turns: Record<Kind, Turns> = { user: new Turns(), group: new Turns() };
	/** Of what is added to creations. */
	private readonly later: Record<Kind, Turns> = { user: new Turns(), group: new Turns() };

	constructor(private readonly means: Means) {}

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
			const sent = await write.send(way, resource, write.parts, alone);
			attempts += sent.attempts;
			if (this.isSettled(write, sent)) return { ...sent, attempts };
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
			const fresh = isStopped ? null : await this.means.reread(kind, sent.resource);
			if (fresh === undefined) return nothing;
			if (fresh) {
				this.proven.add(create);
				const missing = notedIn(fresh);
				for (const part of missing) this.hopeless.add(own(part));
				const attempts = sent.attempts + 1;
				return { sent: { ...sent, attempts, resource: fresh, confirmed: true }, missing };
			}
			if (!sent.together) {
				return { sent: this.means.contradicted(sent, 'created, and it is not there'), missing: [] };
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
		if (!sent.ok || sent.confirmed || this.proven.has(name)) return sent;
		return await this.turns[kind].take(async () => {
			const isStopped = sent.together === true && this.means.areBatchesStopped();
			if (!isStopped && this.proven.has(name)) return sent;
			let last = isStopped ? await again() : sent;
			let left = await this.means.reread(kind, sent.resource);
			if (isThere(left) && sent.together && !isStopped) {
				this.means.stopBatches();
				last = await again();
				left = await this.means.reread(kind, sent.resource);
			}
			if (!isThere(left)) this.proven.add(name);
			if (!last.ok || !isThere(left)) return last;
			return this.means.contradicted(last, 'deleted, and it is still there');
		});
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

	/** The ways that are left after one. */
	private others(way: UpdateWay, parts: readonly Part[]): readonly UpdateWay[] {
		const { writeMethod } = this.means.tenant.settings;
		const isFit: Partial<Record<UpdateWay, boolean>> = {
			listed: parts.some(({ name }) => name === MEMBERS_GONE),
			put: writeMethod !== 'patch',
		};
		const later = UPDATE_WAYS.slice(UPDATE_WAYS.indexOf(way) + 1);
		return later.filter((one) => isFit[one] ?? true);
	}

	private isKnown(kind: Kind, part: Pick<Part, 'name'>): boolean {
		const name = key(kind, part);
		return this.proven.has(name) || this.hopeless.has(name);
	}

	/** @returns whether nothing speaks against it */
	private note(kind: Kind, part: Part, isTaken: boolean | undefined): boolean {
		if (isTaken === true) this.proven.add(key(kind, part));
		return isTaken !== false;
	}

	/** Whether there is nothing to find out about a write. */
	private isSettled(write: Write, sent: Sent): boolean {
		const { kind, parts, isSplit = false } = write;
		if (!sent.ok)
			return (
				isSplit ||
				!blamesForm(write, sent.answer, this.taken.has(kind)) ||
				this.isTried(kind, parts)
			);
		if (sent.attempts === 0) return true;
		this.taken.add(kind);
		const open = sent.confirmed
			? parts.filter((part) => !this.note(kind, part, part.isTaken(sent.resource)))
			: parts;
		if (!open.every((part) => this.isKnown(kind, part))) return false;
		// Taken before, and lost among others: tried some times whether it is taken alone.
		const lost = sent.confirmed ? open.filter((part) => this.proven.has(key(kind, part))) : [];
		if (lost.length === 0 || parts.length === 1) return true;
		return (this.trials.get(OPERATIONS.name) ?? 0) >= TRIALS;
	}

	private isTried(kind: Kind, parts: readonly Part[]): boolean {
		const isProven = parts.every((part) => this.proven.has(key(kind, part)));
		return isProven || (this.trials.get(together(kind, parts)) ?? 0) >= TRIALS;
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
		if (this.isSettled(write, sent)) return { ...sent, attempts: 0 };
		const fresh = await this.means.reread(kind, resource);
		if (!fresh) return { ...sent, attempts: 1 };
		if (!sent.ok) return await this.instead(fresh, write, way, sent);
		let state: Done = { ...sent, resource: fresh, confirmed: true, attempts: 1 };
		let missing = this.missing(write, parts, fresh);
		const contradicts = (part: Part) => part.isTaken(sent.resource) === false;
		if (sent.confirmed && parts.some((part) => !missing.includes(part) && contradicts(part))) {
			this.means.doubtAnswers();
		}
		if (sent.together && missing.length > 0 && missing.length === parts.length) {
			state = await this.send(way, write, parts, state);
			missing = this.missing(write, parts, state.resource);
			if (missing.length < parts.length) this.means.stopBatches();
		}
		if (missing.length > 0 && missing.length < parts.length && way !== 'put') {
			const [first] = missing;
			this.trials.set(OPERATIONS.name, (this.trials.get(OPERATIONS.name) ?? 0) + 1);
			for (const part of missing) {
				state = await this.send(way, write, [part], state);
				const isTaken = this.missing(write, [part], state.resource).length === 0;
				if (part === first && !isTaken) break;
				this.means.tenant.ways.learn(key(kind, OPERATIONS), 'single');
			}
			missing = this.missing(write, missing, state.resource);
		}
		return await this.inOtherWays(write, way, missing, state, { trusts: sent.confirmed === true });
	}

	/** What was refused in one way, in the others. */
	private async instead(
		fresh: JsonObject,
		write: Write,
		way: UpdateWay,
		refused: Sent & { ok: false },
	): Promise<Sent> {
		const start: Done = { ok: true, resource: fresh, confirmed: true, attempts: 1 };
		const { kind, parts } = write;
		const end = await this.inOtherWays(write, way, parts, start, { wasRefused: true });
		if (this.missing(write, parts, end.resource).length < parts.length) return end;
		const name = together(kind, parts);
		this.trials.set(name, (this.trials.get(name) ?? 0) + 1);
		return { ...refused, attempts: end.attempts };
	}

	/** Tries the ways that are left for the parts that are not taken yet. */
	private async inOtherWays(
		write: Write,
		way: UpdateWay,
		parts: readonly Part[],
		start: Done,
		{ trusts = false, wasRefused = false }: { trusts?: boolean; wasRefused?: boolean },
	): Promise<Done> {
		const { kind } = write;
		let state = start;
		let missing = parts;
		for (const next of this.others(way, parts)) {
			if (missing.length === 0) break;
			state = await this.send(next, write, missing, state, trusts);
			const left = this.missing(write, missing, state.resource);
			for (const part of missing) {
				if (!left.includes(part)) this.means.tenant.ways.learn(key(kind, part), next);
			}
			missing = left;
		}
		if (wasRefused) return state;
		for (const part of missing) {
			if (!this.proven.has(key(kind, part))) this.hopeless.add(key(kind, part));
		}
		return state;
	}

	/**
	 * Sends alone, and says how it is afterwards.
	 *
	 * @param trusts whether answers were seen to show what is there
	 */
	private async send(
		way: UpdateWay,
		write: Write,
		parts: readonly Part[],
		before: Done,
		trusts = false,
	): Promise<Done> {
		const sent = await write.send(way, before.resource, parts, true);
		const attempts = before.attempts + sent.attempts;
		if (!sent.ok || sent.attempts === 0) return { ...before, attempts };
		const isShown =
			sent.confirmed && (trusts || parts.every((part) => part.isTaken(sent.resource) !== false));
		if (isShown) return { ...sent, attempts };
		const fresh = await this.means.reread(write.kind, sent.resource);
		return { ...before, attempts: attempts + 1, resource: fresh ?? before.resource };
	}

	private missing({ kind }: Write, parts: readonly Part[], resource: JsonObject): Part[] {
		return parts.filter((part) => !this.note(kind, part, part.isTaken(resource)));
	}
}

function isThere(resource: JsonObject | null | undefined): boolean {
	if (!resource || textOrNull(getOwn(resource, 'id')) === null) return false;
	const active = getOwn(resource, 'active') ?? null;
	return active === null || isTrue(active);
}
