import { gatherMemberships } from '../../../directory/apply/memberships';
import { DirectoryState } from '../../../directory/apply/state';
import type { Change } from '../../../directory/model/change';

/** One group, and somebody who is in none. */
const state = new DirectoryState({
	users: [
		{
			kind: 'user',
			targetId: 'u1',
			externalId: 'U1',
			active: true,
			username: 'u1@example.com',
			firstName: 'Anna',
			lastName: 'Ek',
			memberOf: [],
		},
	],
	groups: [{ kind: 'group', targetId: 'g1', externalId: 'G1', name: 'Support' }],
});

const joins: Change = {
	order: 9,
	kind: 'user',
	action: 'update',
	externalId: 'U1',
	targetId: 'u1',
	name: 'Anna Ek',
	changes: [{ field: 'groupExternalId', from: null, to: 'G1' }],
	reason: '',
};

function update(field: string, further: Partial<Change> = {}): Change {
	return {
		order: 1,
		kind: 'group',
		action: 'update',
		externalId: 'G1',
		targetId: 'g1',
		name: 'Support',
		changes: [{ field, from: 'a', to: 'b' }],
		reason: '',
		...further,
	};
}

/** Positions of the group changes that go along with the members, by membership. */
function along(...groupChanges: Change[]): Array<number | undefined> {
	const { groups } = gatherMemberships([...groupChanges, joins], state, 'the directory');
	return groups.map(({ own }) => own);
}

test('a new manager goes along with the members', () => {
	expect(along(update('managerExternalId'))).toEqual([0]);
});

test.each(['name', 'parentExternalId', 'externalId'])(
	'a new %s is written before people move, since the group is recognised by them',
	(field) => {
		expect(along(update(field))).toEqual([undefined]);
	},
);

test('what another change waits for does not wait for the members', () => {
	const waiting = update('name', { order: 2, targetId: 'g2', needs: [1] });
	expect(along(update('managerExternalId'), waiting)).toEqual([undefined]);
});
