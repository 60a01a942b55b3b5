import type { Change, FieldChange } from '../model/change';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';

/** What a target keeps. */
export type Kind = Change['kind'];

/** A user or a group as the target has it now. */
export type Current = CurrentUser | CurrentGroup;

/** All users and groups as the target has them now. */
export interface Directory {
	users: CurrentUser[];
	groups: CurrentGroup[];
}

/** Which of the two lists are wanted. */
export type Parts = Record<keyof Directory, boolean>;

/**
 * Whether a target writes a field: it does, it does not know such a field, or the field was
 * switched off on purpose.
 */
export type Support = 'written' | 'unknown' | 'off';

/** Why a target did not make a change. */
export type Refusal =
	/** It blames the values, or the size of the request. */
	| 'content'
	/** A value that must be unique is taken. */
	| 'conflict'
	/** The user or group is no longer there. */
	| 'gone'
	/** The user or group was changed after it was read. */
	| 'changed'
	/** It cannot answer now, or no answer came. */
	| 'unreachable'
	/** It refuses whatever this client sends. */
	| 'unauthorized'
	| 'other';

/** What became of a change. */
export type Written = {
	/** Requests that were sent for it, repeats included. */
	attempts: number;
} & (
	| {
			ok: true;
			/** The user or group after the change, as far as it is known. */
			current: Current;
			/** It was to be created and was there already. Nothing of it was changed. */
			existed?: boolean;
			/** `current` is what the target answered, not what follows from the change. */
			confirmed?: boolean;
	  }
	| {
			ok: false;
			refusal: Refusal;
			/** For people to read: a clause without a full stop. */
			error: string;
			/** What to do where the refusal ends the run: sentences. */
			advice?: string;
			/** The status that a server answered with, where one did. */
			status?: number;
			/** Another group has the name, and the target takes each name once. */
			isNameTaken?: boolean;
			/** Fields of the change that the answer names. */
			blames?: readonly string[];
	  }
);

/** People who come into a group and people who leave it, by the target's ids. */
export interface MemberChange {
	add: readonly string[];
	remove: readonly string[];
}

/** How a target takes several changes in one request. */
export interface Batches {
	/** Changes to make side by side, so that the requests are full. */
	readonly window: number;
	/** Called with the number of changes under way, whenever some were started or finished. */
	readonly watch: (active: number) => void;
	/** Answers what has not been sent yet as refused, without any attempt. */
	stop(): void;
}

/**
 * A directory that changes are made in: a service, files, or memory. All of it is in terms of
 * fields and changes. Where a user or group is already as wanted, or the target does not write a
 * field, nothing is sent. A method rejects only where the whole run must end.
 */
export interface Target {
	/** What people call it. */
	readonly product: string;
	/** Whether somebody can only be made a manager of others once they are there themselves. */
	readonly managersFirst: boolean;
	/** Whether the group lists its members, or the user names its group (`groupExternalId`). */
	readonly membersOn: Kind;
	/** Present where several changes go in one request. */
	readonly batches?: Batches | undefined;

	/** The directory as it is now, or as it was read a moment ago for these changes. */
	read(parts: Parts): Promise<Directory>;

	support(kind: Kind, field: string): Support;

	/**
	 * Creates a user or a group, never one that is there already.
	 *
	 * @param memberIds the users who are in a new group from the start
	 */
	create(
		kind: Kind,
		externalId: string | null,
		fields: readonly FieldChange[],
		memberIds: readonly string[],
	): Promise<Written>;

	update(kind: Kind, id: string, fields: readonly FieldChange[]): Promise<Written>;

	/** Changes who is in a group and, in the same request, values of the group itself. */
	setMembers(id: string, members: MemberChange, fields: readonly FieldChange[]): Promise<Written>;

	/** Removes a user or group; `current` is as it was. */
	remove(kind: Kind, id: string): Promise<Written>;

	/** A user or group as it is now; `null` where it is gone or cannot be read. */
	reread(kind: Kind, id: string): Promise<Current | null>;
}
