import type { Kind } from '../directory/apply/target';
import type { Tenant } from './discovery';
import type { UpdateWay } from './edits';
import type { JsonObject } from './json';
import type { Sent } from './writer';

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
	/** A resource as it is now; `null` where it is gone, `undefined` where it cannot be read. */
	reread: (kind: Kind, resource: JsonObject) => Promise<JsonObject | null | undefined>;
	/** A success that is none. */
	contradicted: (sent: Sent, what: string) => Sent;
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
