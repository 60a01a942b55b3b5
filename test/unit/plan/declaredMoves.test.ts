import type { DeclaredMove } from '../../../directory/plan';
import { brief, currentGroups, group, groupsAt, idOf, people, plan, userOf } from './build';

/** What is done to groups, and what is reported, when everyone is in a group that stays. */
function moved(known: string[][], wanted: string[][], moves: DeclaredMove[]) {
	const users = people(3, { groupExternalId: idOf('HR') });
	const { changes, issues } = plan(
		{ groups: groupsAt(['HR'], ...wanted), users },
		{
			groups: currentGroups(groupsAt(['HR'], ...known)),
			users: users.map((one) => userOf(one)),
		},
		{ moves },
	);
	return {
		changes: brief(changes),
		ids: changes.map(({ externalId }) => externalId),
		unclear: issues.map(({ code, subject }) => `${code} ${subject.name}`),
	};
}

test.each([
	['blanks around an External ID', ` ${idOf('Ekonomi')} `, ` ${idOf('Finans')}`],
	['an External ID in capitals', idOf('Ekonomi').toUpperCase(), idOf('Finans').toUpperCase()],
	['slashes around a path', ' / Ekonomi / ', '/Finans/'],
	['another case and more blanks', '  EKONOMI ', ' finans  '],
])('a group is found by %s', (_how, from, to) => {
	const result = moved([['Ekonomi']], [['Finans']], [{ from, to }]);
	expect(result).toEqual({
		changes: ['update group Finans: name'],
		ids: [idOf('Ekonomi')],
		unclear: [],
	});
});

test('an External ID in other case names one group, and in its own case that very group', () => {
	const wanted = [group('FIN', 'Finans'), group('fin', 'Finansiering')];
	const users = people(3, { groupExternalId: 'FIN' });
	const unclearOf = (to: string) =>
		plan(
			{ groups: wanted, users },
			{ groups: currentGroups([group('EKO', 'Ekonomi')]), users: users.map((one) => userOf(one)) },
			{ moves: [{ from: 'eko', to }] },
		).issues.flatMap(({ code, subject }) => (code === 'unclearMove' ? [subject.name] : []));
	expect(unclearOf('FIN')).toEqual([]);
	expect(unclearOf('fin')).toEqual([]);
	expect(unclearOf('Fin')).toEqual(['Fin']);
});

test('a path is compared name by name', () => {
	const result = moved([['Ab', 'C']], [['A', 'Bc'], ['Ab'], ['X']], [{ from: 'A / BC', to: 'X' }]);
	expect(result.unclear).toEqual(['unclearMove A / BC']);
	expect(result.changes).toContain('create group X');
	expect(result.changes).toContain('delete group C');
});

test('a full path is enough where the name alone is not', () => {
	const result = moved(
		[
			['Malmö', 'Kök'],
			['Lund', 'Kök'],
		],
		[['Malmö'], ['Lund', 'Kök'], ['Lund', 'Bageri']],
		[{ from: 'malmö/kök', to: 'lund / bageri' }],
	);
	expect(result).toEqual({
		changes: ['update group Bageri: name, parentExternalId'],
		ids: [idOf('Malmö', 'Kök')],
		unclear: [],
	});
});

test('of two moves of one group only one is made, the same in any order, and the other is named', () => {
	const moves = [
		{ from: 'Ekonomi', to: 'Lön' },
		{ from: 'Ekonomi', to: 'Inköp' },
	];
	for (const order of [moves, [...moves].reverse()]) {
		const result = moved([['Ekonomi']], [['Inköp'], ['Lön']], order);
		expect(result.changes).toEqual(['create group Lön', 'update group Inköp: name']);
		expect(result.ids[1]).toBe(idOf('Ekonomi'));
		expect(result.unclear).toEqual(['unclearMove Ekonomi']);
	}
});

test('of two moves into one group only one is made, the same in any order, and the other is named', () => {
	const moves = [
		{ from: 'Lön', to: 'Ekonomi' },
		{ from: 'Inköp', to: 'Ekonomi' },
	];
	const results = [moves, [...moves].reverse()].map((order) =>
		moved([['Inköp'], ['Lön']], [['Ekonomi']], order),
	);
	expect(results[0]).toEqual(results[1]);
	expect(results[0]!.changes).toContain('update group Ekonomi: name');
	expect(results[0]!.unclear).toEqual(['unclearMove Ekonomi']);
});

test('a move that was made says nothing more, whether by External ID or by path', () => {
	const moves = [
		{ from: 'Ekonomi', to: 'Finans' },
		{ from: 'Lager', to: 'Malmö / Förråd' },
	];
	const result = moved([['Finans'], ['Malmö', 'Förråd']], [['Finans'], ['Malmö', 'Förråd']], moves);
	expect(result).toEqual({ changes: [], ids: [], unclear: [] });
});
