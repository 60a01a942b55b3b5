import { applyChanges } from '../../../directory/apply';
import { gatherMemberships } from '../../../directory/apply/memberships';
import type { Written } from '../../../directory/apply/target';
import { DirectoryState } from '../../../directory/apply/state';
import type { Change } from '../../../directory/model/change';
import { currentGroup } from '../../support/people';
import { memory, people } from './refusing';
import { Watched, type Call } from './stands';

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

describe('people whose group is not written', () => {
	const moved = (
		order: number,
		from: string | null,
		to: string | null,
		more: Partial<Change> = {},
	) => ({
		...people(order)[order - 1]!,
		...{ action: 'update' as const, targetId: `new-${order}`, ...more },
		changes: [{ field: 'groupExternalId', from, to }],
	});
	const refused = (refusal: 'content' | 'unreachable' | 'gone'): Written => ({
		...{ ok: false, attempts: 2, refusal, error: 'Not so' },
	});
	/** Two people who are there, the first one in A; and what a target makes of changes. */
	async function placing(
		changes: Change[],
		fault: (call: Call) => Written | undefined = () => undefined,
		members = true,
	) {
		const inner = memory([
			currentGroup({ externalId: 'a', name: 'A', memberTargetIds: ['new-1'] }),
			members
				? currentGroup({ externalId: 'b', name: 'B', memberTargetIds: [] })
				: currentGroup({ externalId: 'b', name: 'B' }),
		]);
		await applyChanges(inner, people(2), { concurrency: 1 });
		const target = new Watched(inner);
		target.fault = (call) => (call.method === 'setMembers' ? fault(call) : undefined);
		const { applied } = await applyChanges(target, changes, { concurrency: 1 });
		const calls = target.calls.filter(({ method }) => method === 'setMembers');
		return {
			said: applied.map(({ status, error, attempts }) => [status, error, attempts]),
			sent: calls.map(({ id, add, remove }) => [id, add, remove]),
		};
	}

	test('have failed, and say which group is not there', async () => {
		const { said, sent } = await placing([moved(2, null, 'x')]);
		expect(said).toEqual([
			['failed', 'Could not be placed in the group "x": it is not in memory.', 0],
		]);
		expect(sent).toEqual([]);
	});

	test('stay where they were if they did not come into the other group, and say so', async () => {
		const { said, sent } = await placing([moved(1, 'a', 'b')], () => refused('gone'));
		expect(said).toEqual([['failed', 'Could not be placed in the group "B": Not so.', 2]]);
		expect(sent).toEqual([['t-b', ['new-1'], []]]);
	});

	test('say out of which group they were not taken, and all that it cost', async () => {
		const { said, sent } = await placing([moved(1, 'a', 'b')], ({ id }) =>
			id === 't-a' ? refused('gone') : undefined,
		);
		expect(said).toEqual([['failed', 'Could not be taken out of the group "A": Not so.', 3]]);
		expect(sent).toEqual([
			['t-b', ['new-1'], []],
			['t-a', [], ['new-1']],
		]);
	});

	test('are tried in halves where one of them may be at fault, so that the others come in', async () => {
		const { said, sent } = await placing(
			[moved(1, 'a', 'b'), moved(2, null, 'b')],
			({ id, add }) => (id === 't-b' && add.includes('new-2') ? refused('content') : undefined),
		);
		expect(said.map(([status, error]) => [status, error])).toEqual([
			['applied', undefined],
			['failed', 'Could not be placed in the group "B": Not so.'],
		]);
		expect(sent.filter(([id]) => id === 't-b')).toEqual([
			['t-b', ['new-1', 'new-2'], []],
			['t-b', ['new-1'], []],
			['t-b', ['new-2'], []],
		]);
	});

	test('are not tried in halves where nobody’s fault can be meant', async () => {
		const { sent } = await placing([moved(1, 'a', 'b'), moved(2, null, 'b')], () =>
			refused('unreachable'),
		);
		expect(sent.filter(([id]) => id === 't-b')).toHaveLength(1);
	});

	test('who are there already cost no request, and are sent where a group does not show its members', async () => {
		const there = await placing([moved(1, null, 'a', { externalId: 'n1' })]);
		expect(there).toEqual({ said: [['applied', undefined, 0]], sent: [] });
		const { said, sent } = await placing([moved(1, 'a', 'b')], undefined, false);
		expect(said).toEqual([['applied', undefined, 2]]);
		expect(sent).toEqual([
			['t-b', ['new-1'], []],
			['t-a', [], ['new-1']],
		]);
	});
});
