import type { Kind, MemberChange } from '../directory/apply/target';
import type { Tenant } from './discovery';
import type { UpdateWay } from './edits';
import { getOwn, type JsonObject } from './json';
import type { Look } from './look';
import { memberIds } from './resource';
import type { Sent } from './sent';

/** A part of a write, such as one value, that a tenant may or may not take. */
export interface Part {
	/** As `birthday`; of a value that is cleared, `birthday-`. */
	name: string;
	/** Whether a resource shows that it was taken; `undefined` where it shows nothing of it. */
	isTaken: (resource: JsonObject) => boolean | undefined;
}

/** A write that can be made in more than one way. */
export interface Write {
	kind: Kind;
	parts: readonly Part[];
	/** Where it is refused, its parts are sent one by one, so that it need not go another way. */
	isSplit?: boolean;
	/** @param alone not in one request with others, and at once */
	send: (way: UpdateWay, now: JsonObject, parts: readonly Part[], alone: boolean) => Promise<Sent>;
}

/** What a verifier needs besides what it is given for each write. */
export interface Means {
	tenant: Tenant;
	/** What people call the service. */
	product: string;
	reread: (kind: Kind, resource: JsonObject) => Promise<Look>;
	/** No more writes in one request with others. */
	stopBatches: () => void;
	areBatchesStopped: () => boolean;
	/** Answers to updates do not show what is there afterwards. */
	doubtAnswers: () => void;
}

/** The part of a write that takes members out of a group. */
export const MEMBERS_GONE = 'members-';

/** As `user.birthday`. */
export function key(kind: Kind, { name }: Pick<Part, 'name'>): string {
	return `${kind}.${name}`;
}

/** Several parts as one name. */
export function together(kind: Kind, parts: readonly Part[]): string {
	return parts.map((part) => key(kind, part)).join(' ');
}

/**
 * A change of members in two parts, and those of them that it has.
 *
 * @param hides whether a group shows nothing of people who were taken out of it
 */
export function memberParts(
	{ add, remove }: MemberChange,
	hides: (group: JsonObject) => boolean,
): { coming: Part; going: Part; parts: Part[] } {
	const isGone = shows((ids) => !remove.some((one) => ids.has(one)));
	const coming = { name: 'members', isTaken: shows((ids) => add.every((one) => ids.has(one))) };
	const going: Part = {
		name: MEMBERS_GONE,
		isTaken: (group) => (hides(group) ? undefined : isGone(group)),
	};
	const parts = [...(add.length > 0 ? [coming] : []), ...(remove.length > 0 ? [going] : [])];
	return { coming, going, parts };
}

/** Nothing is known of members that a group does not show. */
function shows(test: (ids: Set<string>) => boolean): Part['isTaken'] {
	return (group) =>
		getOwn(group, 'members') === undefined ? undefined : test(new Set(memberIds(group)));
}
