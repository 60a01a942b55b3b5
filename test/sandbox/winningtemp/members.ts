import { scimError } from './scim-error';

/** An entry of a group's `members`. */
export interface Member {
	value: string;
}

export function membersOf(record: Record<string, unknown>): Member[] {
	return (record.members as Member[] | undefined) ?? [];
}

interface Operation {
	op: string;
	path?: string;
	value?: unknown;
}

/** A PATCH of a group in two parts. */
interface SplitPatch {
	/** What concerns `members` as a whole or one member by its value. */
	members: Operation[];
	/** The rest, for SCIMMY. */
	others: unknown[];
}

const ONE_MEMBER = /^members\s*\[\s*value\s+eq\s+"([^"\\]*)"\s*\]$/i;

/**
 * Takes the operations on members out of a PATCH. SCIMMY looks at every member for every
 * operation, which takes minutes for a hundred people who leave a group of twenty thousand.
 *
 * @returns nothing where an operation looks at members in some other way: SCIMMY's then
 */
export function splitPatch(operations: unknown[]): SplitPatch | undefined {
	const split: SplitPatch = { members: [], others: [] };
	for (const operation of operations) {
		const { op, path, value } = (operation ?? {}) as Partial<Operation>;
		if (typeof op !== 'string') return undefined;
		const kind = op.toLowerCase();
		if (typeof path === 'string') {
			if (!/^members\b/i.test(path)) split.others.push(operation);
			else if (/^members$/i.test(path)) split.members.push({ op: kind, path: 'members', value });
			else if (kind === 'remove' && ONE_MEMBER.test(path)) {
				split.members.push({ op: kind, path: 'members', value: { value: memberIn(path) } });
			} else return undefined;
		} else if (value !== null && typeof value === 'object' && 'members' in value) {
			const { members, ...rest } = value as Record<string, unknown>;
			split.members.push({ op: kind, path: 'members', value: members });
			if (Object.keys(rest).length > 0) split.others.push({ op, value: rest });
		} else split.others.push(operation);
	}
	return split;
}

function memberIn(path: string): string {
	return ONE_MEMBER.exec(path)![1]!;
}

/** The members after some operations (RFC 7644 §3.5.2), each once, in the order of their coming. */
export function patchMembers(before: Member[], operations: Operation[]): Member[] {
	const members = new Map(before.map((member) => [member.value, member]));
	for (const { op, value } of operations) {
		const given = value === undefined || value === null ? undefined : toMembers(value);
		if (op === 'replace' || (op === 'remove' && given === undefined)) members.clear();
		if (op === 'add' && given === undefined) {
			throw scimError(400, "Missing 'value' for 'add' of members", 'invalidValue');
		}
		for (const member of given ?? []) {
			if (op === 'remove') members.delete(member.value);
			else members.set(member.value, member);
		}
	}
	return [...members.values()];
}

function toMembers(value: unknown): Member[] {
	const list = Array.isArray(value) ? (value as unknown[]) : [value];
	return list.map((entry) => {
		const { value: id } = (entry ?? {}) as Partial<Member>;
		if (typeof id !== 'string') {
			throw scimError(400, "A member needs a 'value', the id of a user", 'invalidValue');
		}
		return { value: id };
	});
}
