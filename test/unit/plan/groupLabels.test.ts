import { DEFAULT_SETTINGS } from '../../../directory/plan';
import { everyGuard } from '../../support/guards';
import { currentGroups, groupsAt, idOf, person, plan, userOf } from './build';

const PLACES = [
	['Malmö', 'Ekonomi'],
	['Stockholm', 'Ekonomi'],
	['Stockholm', 'IT'],
];
const at = (id: string, ...path: string[]) => person(id, { groupExternalId: idOf(...path) });

describe('a group that shares its name with another is named by its path', () => {
	test('where a person belongs, and only there', () => {
		const { changes } = plan({
			groups: groupsAt(...PLACES),
			users: [at('p1', 'Malmö', 'Ekonomi'), at('p2', 'Stockholm', 'IT')],
		});
		const reasons = changes.filter(({ kind }) => kind === 'user').map(({ reason }) => reason);
		expect(reasons).toEqual([
			'Is in HR and not yet in Winningtemp. Is in “Malmö › Ekonomi” in HR.',
			'Is in HR and not yet in Winningtemp. Is in “IT” in HR.',
		]);
	});

	test('what the group above is', () => {
		const wanted = groupsAt(...PLACES, ['Malmö', 'Ekonomi', 'Lön']);
		const current = currentGroups(groupsAt(...PLACES, ['Stockholm', 'Ekonomi', 'Lön'])).map(
			(group) =>
				group.name === 'Lön' ? { ...group, externalId: idOf('Malmö', 'Ekonomi', 'Lön') } : group,
		);
		const users = [person('p1', { groupExternalId: idOf('Malmö', 'Ekonomi', 'Lön') })];
		const { changes } = plan(
			{ groups: wanted, users },
			{ groups: current, users: users.map((one) => userOf(one)) },
		);
		expect(changes.find(({ name }) => name === 'Lön')?.reason).toBe(
			'Is below “Malmö › Ekonomi” in HR. Recognised by the same External ID.',
		);
	});

	test('who manages one', () => {
		const there = groupsAt(...PLACES);
		const groups = there.map((group) =>
			group.externalId === idOf('Malmö', 'Ekonomi')
				? { ...group, managerExternalId: 'boss' }
				: group,
		);
		const boss = at('boss', 'Malmö', 'Ekonomi');
		const { changes, held } = plan(
			{ groups, users: [boss] },
			{ groups: currentGroups(there), users: [userOf(at('boss', 'Stockholm', 'IT'))] },
		);
		expect([...changes, ...held].find(({ kind }) => kind === 'user')?.reason).toBe(
			'Manages “Malmö › Ekonomi” in HR, so is a member of no group.',
		);
	});

	test('what a held change waits for', () => {
		const { held } = plan(
			{ groups: groupsAt(...PLACES), users: [at('p1', 'Malmö', 'Ekonomi')] },
			{ groups: [], users: [userOf(at('old', 'IT'))] },
			{ guards: { ...DEFAULT_SETTINGS.guards, ...everyGuard({ count: 0, share: 0 }) } },
		);
		expect(held.find(({ name }) => name === 'Malmö')?.reason).toBe(
			'Is in HR, and no group in Winningtemp is the same. Waits for the held creation of the group “Malmö › Ekonomi”.',
		);
	});

	test('which one was kept though it is no longer in HR', () => {
		const users = [at('p1', 'Stockholm', 'Ekonomi')];
		const byHand = { ...userOf(at('hand', 'Malmö', 'Ekonomi')), externalId: null };
		const { issues } = plan(
			{ groups: groupsAt(['Stockholm', 'Ekonomi']), users },
			{ groups: currentGroups(groupsAt(...PLACES)), users: [userOf(users[0]!), byHand] },
		);
		expect(issues.map(({ message }) => message)).toEqual([
			'The group “Malmö › Ekonomi” is no longer in HR, but was kept: 1 person who is not synchronised, or cannot be now, is still in it. Empty it or remove it in Winningtemp.',
			'The group “Malmö” is no longer in HR, but was kept: “Malmö › Ekonomi” below it was kept. Empty it or remove it in Winningtemp.',
		]);
	});
});
