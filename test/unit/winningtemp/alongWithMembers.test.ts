import type { Change, FieldChange } from '../../../directory/model/change';
import { alongWithMembers } from '../../../directory/apply/alongWithMembers';
import type { GroupMembership } from '../../../directory/apply/memberships';

const MEMBERSHIP = { targetId: 'g1' } as GroupMembership;

function update(field: string, further: Partial<Change> = {}): Change {
	const changes: FieldChange[] = [{ field, from: 'a', to: 'b' }];
	return {
		order: 1,
		kind: 'group',
		action: 'update',
		externalId: 'G1',
		targetId: 'g1',
		name: 'Support',
		changes,
		reason: '',
		...further,
	};
}

test('a new manager goes along with the members', () => {
	const along = alongWithMembers([update('managerExternalId')], [MEMBERSHIP]);
	expect([...along]).toEqual([[MEMBERSHIP, 0]]);
});

test.each(['name', 'parentExternalId', 'externalId'])(
	'a new %s is written before people move, since the group is recognised by them',
	(field) => {
		expect(alongWithMembers([update(field)], [MEMBERSHIP]).size).toBe(0);
	},
);

test('what another change waits for does not wait for the members', () => {
	const waiting = update('name', { order: 2, targetId: 'g2', needs: [1] });
	expect(alongWithMembers([update('managerExternalId'), waiting], [MEMBERSHIP]).size).toBe(0);
});
