import { getOwn, isObject, type JsonObject } from './json';
import { FRESH } from './laterGroups';
import { keepMembers } from './members';
import { isSuccess, type Answer } from './protocol';
import { memberIds } from './resource';
import type { Service } from './client';
import { refusal } from './words';

/** A group is read so often until two readings show the same members. */
const READINGS = 3;
/** Answers that say: single groups cannot be read here, or this one is gone. */
const LASTING = new Set([400, 401, 403, 404, 405, 410, 501]);

export type Base =
	| { ok: true; group: JsonObject; attempts: number }
	| { ok: false; answer: Answer; attempts: number; error: string };

/**
 * Groups whose whole list of members is sent, since the tenant takes no single ones. A list of
 * groups may show wrong members, so each group is read by itself directly before, and a reading
 * counts if another one agrees.
 */
export class WholeGroups {
	private readonly readAt = new WeakMap<JsonObject, number>();
	/** A single group showed members, so that one without has none. */
	private showsMembers = false;

	/** @param read asks for one group */
	constructor(
		private readonly client: { now(): number; service: Service },
		private readonly read: (group: JsonObject) => Promise<Answer>,
	) {}

	/** Notes what follows from a group that was just written whole. */
	note(group: JsonObject): void {
		this.readAt.set(group, this.client.now());
	}

	/**
	 * The group to start from.
	 *
	 * @param known as a list, or what was read or written before, shows it
	 * @returns `known` where it is fresh, and where single groups can never be read
	 */
	async base(known: JsonObject): Promise<Base> {
		const at = this.readAt.get(known) ?? -Infinity;
		if (this.client.now() - at <= FRESH) {
			return { ok: true, group: known, attempts: 0 };
		}
		let attempts = 0;
		const seen = hasMembers(known) ? [membersOf(known)] : [];
		for (let left = READINGS; ; left--) {
			const answer = await this.read(known);
			attempts += answer.attempts;
			if (LASTING.has(answer.status)) return { ok: true, group: known, attempts };
			const { body: group } = answer;
			if (!isSuccess(answer) || !isObject(group)) {
				return { ok: false, answer, attempts, error: this.unreadable(answer) };
			}
			this.showsMembers ||= hasMembers(group);
			if (!this.showsMembers) keepMembers(group, known);
			const members = membersOf(group);
			if (seen.length === 0 || seen.includes(members)) {
				return { ok: true, group, attempts };
			}
			if (left === 1) return { ok: false, answer, attempts, error: this.unsteady() };
			seen.push(members);
		}
	}

	private unreadable(answer: Answer): string {
		const { service } = this.client;
		const why = isSuccess(answer) ? 'The answer is not a SCIM answer' : refusal(answer, service);
		return `Its members are written as a whole list, and the list could not be read before. ${why}`;
	}

	private unsteady(): string {
		return `Its members are written as a whole list, and ${this.client.service.target} shows another list each time it is read`;
	}
}

function hasMembers(group: JsonObject): boolean {
	return (getOwn(group, 'members') ?? null) !== null;
}

/** The members as one text, in any order. */
function membersOf(group: JsonObject): string {
	return JSON.stringify([...new Set(memberIds(group))].sort());
}
