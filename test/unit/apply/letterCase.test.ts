import { applyChanges } from '../../../directory/apply';
import { MemoryTarget } from '../../../directory/apply/memoryTarget';
import type { Directory, Kind, MemberChange } from '../../../directory/apply/target';
import type { JsonValue } from '../../../directory/common/json';
import type { Change, FieldChange } from '../../../directory/model/change';
import * as invented from '../../support/people';

/** A directory that keeps External IDs in small letters, also where others refer to them. */
class InSmallLetters extends MemoryTarget {
	constructor(directory: Directory) {
		super(directory, {
			product: 'memory',
			managersFirst: true,
			membersOn: 'group',
			support: () => 'written',
		});
	}

	override async create(
		kind: Kind,
		externalId: string | null,
		fields: readonly FieldChange[],
		members: readonly string[],
	) {
		return await super.create(kind, externalId?.toLowerCase() ?? null, small(fields), members);
	}

	override async update(kind: Kind, id: string, fields: readonly FieldChange[]) {
		return await super.update(kind, id, small(fields));
	}

	override async setMembers(id: string, members: MemberChange, fields: readonly FieldChange[]) {
		return await super.setMembers(id, members, small(fields));
	}
}

function small(fields: readonly FieldChange[]): FieldChange[] {
	return fields.map((one) =>
		one.field.endsWith('ExternalId') ? { ...one, to: String(one.to).toLowerCase() } : one,
	);
}

const field = (name: string, from: JsonValue, to: JsonValue): FieldChange => ({
	field: name,
	from,
	to,
});

function change(order: number, kind: Kind, externalId: string, values: Partial<Change>): Change {
	const action = 'create';
	return {
		...{ order, kind, action, externalId, targetId: null, name: externalId },
		...{ changes: [], reason: '', ...values },
	};
}

/** What becomes of the changes, and who is in and above the group `sales`. */
async function made(directory: Directory, changes: readonly Change[]) {
	const target = new InSmallLetters(directory);
	const { applied } = await applyChanges(target, changes, { concurrency: 4 });
	const { groups } = await target.read();
	const sales = groups.find(({ externalId }) => externalId?.toLowerCase() === 'sales')!;
	return {
		outcomes: applied.map(({ status, error }) => error ?? status),
		manager: sales.managerExternalId,
		members: sales.memberTargetIds,
	};
}

test('a new group has its new manager, who is no member, where the directory writes both in other case', async () => {
	const user = (order: number, id: string, more: Partial<Change> = {}) =>
		change(order, 'user', id, {
			changes: [field('username', null, `${id}@exempel.se`), field('lastName', null, 'Ek')],
			...more,
		});
	const result = await made({ users: [], groups: [] }, [
		change(1, 'group', 'SALES', { changes: [field('name', null, 'Sales')] }),
		user(2, 'BOSS', { manages: 'SALES' }),
		change(3, 'group', 'SALES', {
			action: 'update',
			changes: [field('managerExternalId', null, 'BOSS')],
			needs: [1, 2],
		}),
	]);
	expect(result).toEqual({
		outcomes: ['applied', 'applied', 'applied'],
		manager: 'boss',
		members: [],
	});
});

test.each([
	['the manager of the group, whose ID it writes in other case, becomes no member', 'BOSS', []],
	['who does not manage the group becomes a member', 'anna', ['t-boss']],
])('somebody who leaves another group: %s', async (_what, managerExternalId, members) => {
	const users = [invented.user({ externalId: 'boss', memberOf: ['t-old'] })];
	const current = { kind: 'group' as const, name: 'Group', memberTargetIds: [] };
	const groups = [
		{ ...current, targetId: 't-sales', externalId: 'sales', managerExternalId },
		{ ...current, targetId: 't-old', externalId: 'old', memberTargetIds: ['t-boss'] },
	];
	const leaves = change(1, 'user', 'boss', {
		action: 'update',
		targetId: 't-boss',
		changes: [field('groupExternalId', 'old', null)],
		leaves: ['t-old'],
		manages: 'sales',
	});
	const result = await made({ users, groups }, [leaves]);
	expect(result).toEqual({ outcomes: ['applied'], manager: managerExternalId, members });
});
