import type { Kind } from '../directory/apply/target';
import { isPassing } from '../http/backoff';
import { UPDATE_WAYS, type UpdateWay } from './edits';
import type { JsonObject } from './json';
import { key, MEMBERS_GONE, type Means, type Part, type Write } from './parts';
import type { NotMade, Sent } from './sent';

/** What a run knows of the parts of writes. */
export class Findings {
	readonly proven = new Set<string>();
	/** Parts and the ways in which they were taken: that one way works says nothing of another. */
	private readonly provenIn = new Set<string>();
	/** Parts that were taken once, and later, by themselves, in no way. */
	readonly givenUp = new Set<string>();
	/** Parts that are taken in no way. */
	readonly hopeless = new Set<string>();

	/** Whether a part was taken in a way. */
	isProven(kind: Kind, part: Pick<Part, 'name'>, way: UpdateWay): boolean {
		return this.provenIn.has(`${key(kind, part)} ${way}`);
	}

	/** Whether there is nothing to find out about a part that is sent in a way. */
	isKnown(kind: Kind, part: Pick<Part, 'name'>, way: UpdateWay): boolean {
		const name = key(kind, part);
		return this.isProven(kind, part, way) || this.hopeless.has(name) || this.givenUp.has(name);
	}

	/** @returns whether nothing speaks against it */
	note(kind: Kind, part: Part, isTaken: boolean | undefined, way: UpdateWay): boolean {
		const name = key(kind, part);
		if (isTaken === true) {
			this.proven.add(name);
			this.provenIn.add(`${name} ${way}`);
		}
		return isTaken !== false;
	}

	/**
	 * The parts that a resource shows as not taken.
	 *
	 * @param way in which they were sent
	 * @param wasRefused what was sent last: then also those of which it shows nothing
	 */
	missing(
		kind: Kind,
		parts: readonly Part[],
		resource: JsonObject,
		way: UpdateWay,
		wasRefused: boolean = false,
	): Part[] {
		return parts.filter((part) => {
			const isTaken = part.isTaken(resource);
			return !this.note(kind, part, isTaken, way) || (wasRefused && isTaken === undefined);
		});
	}
}

/** How far a write has come. */
export type Done = Sent & {
	ok: true;
	/** What keeps from finding out more now. It says nothing of what the tenant takes. */
	open?: NotMade;
	/** What was sent last was not accepted. */
	isRefused?: boolean;
};

/** Sends in other ways what was not taken in one. */
export class Trials {
	constructor(
		private readonly means: Means,
		private readonly findings: Findings,
	) {}

	/** Tries the ways that are left for the parts that are not taken yet. */
	async inOtherWays(
		write: Write,
		way: UpdateWay,
		parts: readonly Part[],
		start: Done,
		{ trusts = false, wasRefused = false }: { trusts?: boolean; wasRefused?: boolean },
	): Promise<Done> {
		const { kind } = write;
		const { proven, hopeless, givenUp } = this.findings;
		let state = start;
		let missing = parts;
		for (const next of this.others(way, parts)) {
			if (missing.length === 0 || state.open) break;
			state = await this.send(next, write, missing, state, trusts);
			if (state.open) break;
			const left = this.findings.missing(kind, missing, state.resource, next, state.isRefused);
			for (const part of missing) {
				if (!left.includes(part)) this.means.tenant.ways.learn(key(kind, part), next);
			}
			missing = left;
		}
		if (wasRefused || state.open) return state;
		for (const part of missing) {
			(proven.has(key(kind, part)) ? givenUp : hopeless).add(key(kind, part));
		}
		return state;
	}

	/**
	 * Sends alone, and says how it is afterwards.
	 *
	 * @param trusts whether answers were seen to show what is there
	 */
	async send(
		way: UpdateWay,
		write: Write,
		parts: readonly Part[],
		before: Done,
		trusts = false,
	): Promise<Done> {
		const sent = await write.send(way, before.resource, parts, true);
		const attempts = before.attempts + sent.attempts;
		if (!sent.ok && saysNothing(sent)) return { ...before, attempts, open: sent };
		if (!sent.ok || sent.attempts === 0) return { ...before, attempts, isRefused: !sent.ok };
		const isShown =
			sent.confirmed && (trusts || parts.every((part) => part.isTaken(sent.resource) !== false));
		if (isShown) return { ...sent, attempts };
		const { resource, unseen } = await this.means.reread(write.kind, sent.resource);
		const looked = { attempts: attempts + 1, resource: resource ?? before.resource };
		const now = { ...before, ...looked, isRefused: false };
		return unseen ? { ...now, open: unseen } : now;
	}

	/** The ways that are left after one. */
	others(way: UpdateWay, parts: readonly Part[]): readonly UpdateWay[] {
		const { writeMethod } = this.means.tenant.settings;
		const isFit: Partial<Record<UpdateWay, boolean>> = {
			listed: parts.some(({ name }) => name === MEMBERS_GONE),
			put: writeMethod !== 'patch',
		};
		const later = UPDATE_WAYS.slice(UPDATE_WAYS.indexOf(way) + 1);
		return later.filter((one) => isFit[one] ?? true);
	}
}

/** What has become of a write, as far as it was found out. */
export function outcomeOf({ open, ...done }: Done): Sent {
	return open ? { ...open, attempts: done.attempts } : done;
}

/**
 * Whether a refusal is for now and says nothing of the way in which it was sent. A 500 does: some
 * servers answer so to what they do not expect.
 */
function saysNothing({ answer: { status } }: NotMade): boolean {
	return status === 0 || status === 401 || (isPassing(status) && status !== 500);
}
