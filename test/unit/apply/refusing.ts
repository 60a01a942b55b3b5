import { applyChanges } from '../../../directory/apply';
import { MemoryTarget } from '../../../directory/apply/memoryTarget';
import type { Target, Written } from '../../../directory/apply/target';
import type { JsonValue } from '../../../directory/common/json';
import type { Change } from '../../../directory/model/change';
import type { CurrentGroup } from '../../../directory/model/group';
import { Watched, type Call } from './stands';

export type Values = Record<string, JsonValue>;

const PERSON: Values = {
	lastName: 'Ek',
	gender: 'male',
	birthday: '1980-01-31',
	title: 'Cook',
	phone: '112',
	employedSince: '2020-01-01',
};

/** Somebody who is new. */
export function person(order: number, values: Values = {}): Change {
	const all = { username: `n${order}@example.com`, ...PERSON, ...values };
	return {
		order,
		kind: 'user',
		action: 'create',
		externalId: `n${order}`,
		targetId: null,
		name: `Person ${order}`,
		changes: Object.entries(all).map(([field, to]) => ({ field, from: null, to })),
		reason: '',
	};
}

export const people = (count: number) =>
	Array.from({ length: count }, (_unused, i) => person(i + 1));

interface Settings {
	isBad: (field: string, value: JsonValue, call: Call) => boolean;
	/** Whether the answer names the field. */
	names?: boolean;
	concurrency?: number;
}

export const memory = (groups: CurrentGroup[] = []) =>
	new MemoryTarget(
		{ users: [], groups },
		{ product: 'memory', managersFirst: true, membersOn: 'group', support: () => 'written' },
	);

/** Makes changes in a target that refuses each write with a bad value. */
export async function apply(
	changes: readonly Change[],
	{ isBad, names = false, concurrency = 1 }: Settings,
	inner: Target = memory(),
) {
	const target = new Watched(inner);
	target.fault = (call): Written | undefined => {
		const bad = call.fields.find(({ field, to }) => isBad(field, to, call));
		if (!bad) return undefined;
		const blames = names ? { blames: [bad.field] } : {};
		return { ok: false, attempts: 1, refusal: 'content', error: 'Not so', ...blames };
	};
	const result = await applyChanges(target, changes, { concurrency });
	const { users } = await target.read();
	return {
		...result,
		calls: target.calls,
		statuses: result.applied.map(({ status }) => status),
		warnings: result.applied.flatMap(({ warnings = [] }) => warnings),
		users: new Map(users.map((user) => [user.externalId, user])),
	};
}
