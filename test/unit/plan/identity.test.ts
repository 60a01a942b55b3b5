import type { CurrentGroup, Group } from '../../../directory/model/group';
import type { CurrentUser, Person } from '../../../directory/model/person';
import type { PlanSettings } from '../../../directory/plan';
import { DEFAULT_SETTINGS } from '../../../directory/plan';
import { groupUuid } from '../../../directory/common/uuid';
import {
	currentGroups,
	group,
	groupsAt,
	idOf,
	people,
	person,
	plan,
	userOf,
	without,
} from './build';

const OPEN = { count: 1000, share: 100 };
const SETTINGS = {
	...DEFAULT_SETTINGS,
	guards: { ...DEFAULT_SETTINGS.guards, moves: OPEN, groupDeletions: OPEN },
};
/** Groups are not recognised by their people. */
const WITHOUT_PEOPLE = { renames: { detect: false, minimumOverlap: 50 } };
const minimum = (minimumOverlap: number) => ({ renames: { detect: true, minimumOverlap } });

/** A group as Winningtemp has it. */
function known(externalId: string, name: string, parentExternalId: string | null = null) {
	return currentGroups([group(externalId, name, parentExternalId)])[0]!;
}

/** So many people who are in one group today, and belong in another. */
type Staff = [count: number, wanted: string, current: string];

/** For each wanted group the one that it is in Winningtemp, by External ID; `new`, or with which ID. */
function recognised(
	groups: Group[],
	current: CurrentGroup[],
	staff: Staff[] = [],
	settings: Partial<PlanSettings> = {},
): Record<string, string> {
	const users: Person[] = [person('anchor')];
	const currentUsers: CurrentUser[] = [userOf(users[0]!)];
	for (const [i, [count, wanted, stands]] of staff.entries()) {
		for (const one of people(count, { groupExternalId: wanted }, `s${i}-`)) {
			users.push(one);
			currentUsers.push(userOf(one, { memberOf: [`t-${stands}`] }));
		}
	}
	const all = { ...SETTINGS, ...settings };
	const { changes, summary } = plan(
		{ groups, users },
		{ groups: current, users: currentUsers },
		all,
	);
	// Law 5: the order of the input decides nothing.
	const reversed = plan(
		{ groups: [...groups].reverse(), users: [...users].reverse() },
		{ groups: [...current].reverse(), users: [...currentUsers].reverse() },
		all,
	);
	expect(JSON.stringify(reversed.changes)).toBe(JSON.stringify(changes));
	const created = new Set(
		changes
			.filter(({ kind, action }) => kind === 'group' && action === 'create')
			.map(({ externalId }) => externalId),
	);
	const kept = new Map(
		summary.keptGroups!.map(({ externalId, keptExternalId }) => [externalId, keptExternalId]),
	);
	return Object.fromEntries(
		groups.map(({ externalId, path, name }) => {
			const id = kept.get(externalId) ?? externalId;
			const isOwn = id === externalId;
			const key = path.join(' / ') || name;
			return [key, created.has(id) ? (isOwn ? 'new' : `new as ${id}`) : id];
		}),
	);
}

describe('without people, and without detection, a group is recognised', () => {
	const known3 = [known('x', 'Stockholm'), known('y', 'Ekonomi', 'x'), known('z', 'Inköp', 'y')];
	const wanted3 = groupsAt(['Stockholm', 'Ekonomi', 'Inköp']);
	const all = {
		Stockholm: 'x',
		'Stockholm / Ekonomi': 'y',
		'Stockholm / Ekonomi / Inköp': 'z',
	};

	test('by its path, all the way down, whatever its External ID', () => {
		expect(recognised(wanted3, known3, [], WITHOUT_PEOPLE)).toEqual(all);
		expect(recognised(wanted3, known3)).toEqual(all);
	});

	test('and the change says so', () => {
		const led = { ...groupsAt(['Lager'])[0]!, managerExternalId: 'p1' };
		const { changes } = plan(
			{ groups: [led], users: [person('p1')] },
			{ groups: [known('x', 'Lager')], users: [userOf(person('p1'))] },
		);
		expect(changes).toMatchObject([
			{
				externalId: 'x',
				reason: 'Has another manager in HR. Recognised by the same place and name.',
			},
		]);
	});

	test('by its External ID, where the name was changed by hand or in HR', () => {
		const renamed = [known(idOf('Ekonomi'), 'Finans'), known(idOf('HR'), 'HR')];
		expect(recognised(groupsAt(['Ekonomi'], ['HR']), renamed, [], WITHOUT_PEOPLE)).toEqual({
			Ekonomi: idOf('Ekonomi'),
			HR: idOf('HR'),
		});
	});

	test('by an External ID of HR’s own before anything else', () => {
		const swapped = [known('1', 'IT'), known('2', 'HR'), known('3', 'Lön', '1')];
		const wanted = [group('1', 'HR'), group('2', 'IT'), group('3', 'IT', '2')];
		expect(
			recognised(
				wanted.map((one) => ({ ...one, path: [one.externalId] })),
				swapped,
				[
					[5, '1', '2'],
					[5, '2', '1'],
				],
			),
		).toEqual({ 1: '1', 2: '2', 3: '3' });
	});

	test('by its name below a group that is recognised otherwise', () => {
		const wanted = groupsAt(['City', 'Ekonomi', 'Inköp']).map((one) =>
			one.name === 'City' ? { ...one, externalId: 'x' } : one,
		);
		wanted[1]!.parentExternalId = 'x';
		expect(recognised(wanted, known3, [], WITHOUT_PEOPLE)).toEqual({
			City: 'x',
			'City / Ekonomi': 'y',
			'City / Ekonomi / Inköp': 'z',
		});
	});

	test('not by its name in another place', () => {
		const wanted = groupsAt(['Ekonomi'], ['Malmö', 'Inköp'], ['Stockholm']);
		expect(recognised(wanted, known3, [], WITHOUT_PEOPLE)).toEqual({
			Ekonomi: 'new',
			Malmö: 'new',
			'Malmö / Inköp': 'new',
			Stockholm: 'x',
		});
	});

	test('not at the top, where its group above in Winningtemp is not one of ours', () => {
		const below = [known('x', 'Ekonomi', 'by-hand'), known('y', 'HR')];
		expect(recognised(groupsAt(['Ekonomi'], ['HR']), below, [], WITHOUT_PEOPLE)).toEqual({
			Ekonomi: 'new',
			HR: 'y',
		});
	});

	test('not by a name that two groups have in one place, the first of which is another already', () => {
		const twins = [known(idOf('HR'), 'HR'), known('other', 'HR')];
		expect(recognised(groupsAt(['HR']), twins, [], WITHOUT_PEOPLE)).toEqual({ HR: idOf('HR') });
	});
});

test('of two groups with one name in one place, each is the one that comes as early by External ID', () => {
	const twins = [
		{ ...known('x', 'HR'), createdAt: '2026-02-01T00:00:00Z' },
		{ ...known('y', 'HR'), createdAt: '2020-02-01T00:00:00Z' },
	];
	const wanted = [group('b', 'HR'), group('a', 'HR')];
	const users = [person('p1', { groupExternalId: 'a' })];
	for (const current of [twins, [...twins].reverse()]) {
		const { summary } = plan({ groups: wanted, users }, { groups: current }, WITHOUT_PEOPLE);
		expect(summary.keptGroups).toEqual([
			{ externalId: 'a', keptExternalId: 'x' },
			{ externalId: 'b', keptExternalId: 'y' },
		]);
	}
});

describe('where no parents are known, a name', () => {
	const flat = (...groups: CurrentGroup[]) =>
		groups.map((one) => without(one, 'parentExternalId') as CurrentGroup);
	const wanted = groupsAt(['Malmö', 'HR'], ['Lund']);

	test('that is the only one leads to its group', () => {
		expect(
			recognised(
				wanted,
				flat(known('x', 'HR'), known('y', 'Malmö'), known('z', 'Lund')),
				[],
				WITHOUT_PEOPLE,
			),
		).toEqual({ Malmö: 'y', 'Malmö / HR': 'x', Lund: 'z' });
	});

	test('that two groups in Winningtemp have leads to neither', () => {
		expect(
			recognised(
				wanted,
				flat(known('x', 'HR'), known('w', 'HR'), known('y', 'Malmö')),
				[],
				WITHOUT_PEOPLE,
			),
		).toEqual({ Malmö: 'y', 'Malmö / HR': 'new', Lund: 'new' });
	});

	test('that two groups in HR have leads neither to its group, but the External ID does', () => {
		const two = groupsAt(['Malmö', 'HR'], ['Lund', 'HR']);
		expect(recognised(two, flat(known('x', 'HR')), [], WITHOUT_PEOPLE)).toEqual({
			Malmö: 'new',
			'Malmö / HR': 'new',
			Lund: 'new',
			'Lund / HR': 'new',
		});
		expect(
			recognised(two, flat(known(idOf('Lund', 'HR'), 'HR')), [], WITHOUT_PEOPLE),
		).toMatchObject({ 'Malmö / HR': 'new', 'Lund / HR': idOf('Lund', 'HR') });
	});

	describe('that others have too leads to the group that an earlier run made for it', () => {
		// A new Lager was made on top when the former one became Ekonomi and kept its External ID.
		const made = groupUuid(`${idOf('Lager')}#2`);
		const [top, below] = [idOf('Lager'), idOf('HR', 'Lager')];
		const others = flat(known(idOf('HR'), 'HR'), known(below, 'Lager'), known(made, 'Lager'));
		const hr: Staff = [3, below, below];

		test('rather than to the one that has its External ID', () => {
			const groups = groupsAt(['Lager'], ['HR', 'Lager'], ['HR', 'Ekonomi'], ['Ekonomi']);
			const current = [...others, ...flat(known(top, 'Ekonomi'))];
			const staff: Staff[] = [hr, [3, idOf('HR', 'Ekonomi'), top]];
			expect(recognised(groups, current, staff)).toEqual({
				HR: idOf('HR'),
				'HR / Lager': below,
				Lager: made,
				'HR / Ekonomi': top,
				Ekonomi: 'new',
			});
		});

		test('even when that one is no longer there', () => {
			const groups = groupsAt(['Lager'], ['HR', 'Lager']);
			expect(recognised(groups, others, [hr])).toEqual({
				HR: idOf('HR'),
				'HR / Lager': below,
				Lager: made,
			});
		});
	});

	test('is not looked for below a group that was renamed', () => {
		const current = flat(known('x', 'Stockholm'), known('y', 'HR'), known('z', 'HR'));
		const staff: Staff[] = [[5, idOf('City'), 'x']];
		expect(recognised(groupsAt(['City', 'HR']), current, staff)).toEqual({
			City: 'x',
			'City / HR': 'new',
		});
	});
});

describe('where External ID and path contradict each other', () => {
	/** Was Ekonomi, and has kept that External ID since it is called Finans. */
	const kept = known(idOf('Ekonomi'), 'Finans');
	const wanted = groupsAt(['Finans'], ['Ekonomi']);
	const second = groupUuid(`${idOf('Ekonomi')}#2`);
	const third = groupUuid(`${idOf('Ekonomi')}#3`);
	const byPath = { Finans: idOf('Ekonomi'), Ekonomi: `new as ${second}` };

	test('nobody in either: the path decides', () => {
		expect(recognised(wanted, [kept])).toEqual(byPath);
		expect(recognised([...wanted].reverse(), [kept], [], WITHOUT_PEOPLE)).toEqual(byPath);
	});

	test('the people decide', () => {
		expect(recognised(wanted, [kept], [[3, idOf('Ekonomi'), idOf('Ekonomi')]])).toEqual({
			Finans: 'new',
			Ekonomi: idOf('Ekonomi'),
		});
		const staff: Staff[] = [
			[4, idOf('Finans'), idOf('Ekonomi')],
			[3, idOf('Ekonomi'), idOf('Ekonomi')],
		];
		expect(recognised(wanted, [kept], staff)).toEqual(byPath);
	});

	test('the people below decide where nobody is in the groups themselves', () => {
		const team = known('team', 'Team', idOf('Ekonomi'));
		const teams = groupsAt(['Finans', 'A', 'B'], ['Ekonomi', 'C', 'D']);
		const below = [kept, team, known('deep', 'Djup', 'team')];
		const inEkonomi: Staff[] = [[3, idOf('Ekonomi', 'C', 'D'), 'deep']];
		expect(recognised(teams, below, inEkonomi, WITHOUT_PEOPLE)).toMatchObject({
			Finans: 'new',
			Ekonomi: idOf('Ekonomi'),
		});
		const inFinans: Staff[] = [
			[1, idOf('Ekonomi', 'C'), 'team'],
			[3, idOf('Finans', 'A', 'B'), 'deep'],
		];
		expect(recognised(teams, below, inFinans, WITHOUT_PEOPLE)).toMatchObject(byPath);
	});

	test('the larger share decides, not the larger number: of those in the groups, or below them', () => {
		const hr = known('hr', 'HR');
		const inHr: Staff = [20, idOf('HR'), 'hr'];
		const direct: Staff[] = [
			inHr,
			[5, idOf('Finans'), idOf('Ekonomi')],
			[20, idOf('Finans'), 'hr'],
			[3, idOf('Ekonomi'), idOf('Ekonomi')],
		];
		const byId = { Finans: 'new', Ekonomi: idOf('Ekonomi') };
		const groups = [...wanted, ...groupsAt(['HR'])];
		expect(recognised(groups, [kept, hr], direct, WITHOUT_PEOPLE)).toMatchObject(byId);

		const parts = groupsAt(['Finans', 'A'], ['Ekonomi', 'C'], ['HR']);
		const current = [kept, hr, known('team', 'Team', idOf('Ekonomi'))];
		const [finans, ekonomi] = [idOf('Finans', 'A'), idOf('Ekonomi', 'C')];
		const below: Staff[] = [inHr, [5, finans, 'team'], [20, finans, 'hr'], [3, ekonomi, 'team']];
		expect(recognised(parts, current, below, WITHOUT_PEOPLE)).toMatchObject(byId);
		const more: Staff[] = [
			[3, finans, 'team'],
			[5, ekonomi, 'team'],
		];
		expect(recognised(parts, current, more, WITHOUT_PEOPLE)).toMatchObject(byId);
	});

	test('what was declared holds, whatever the people', () => {
		const staff: Staff[] = [[3, idOf('Ekonomi'), idOf('Ekonomi')]];
		expect(
			recognised(wanted, [kept], staff, { moves: [{ from: 'Ekonomi', to: 'Finans' }] }),
		).toEqual(byPath);
		// A move to the other group is not about the path of this one.
		const inFinans: Staff[] = [[3, idOf('Finans'), idOf('Ekonomi')]];
		expect(
			recognised(wanted, [kept], inFinans, { moves: [{ from: 'Finans', to: 'Ekonomi' }] }),
		).toEqual(byPath);
	});

	test('on different levels, too: a department that moved away, and a new one in its old place', () => {
		const moved = known(idOf('Ekonomi'), 'Ekonomi', idOf('Malmö'));
		const current = [known(idOf('Malmö'), 'Malmö'), moved];
		const both = groupsAt(['Ekonomi'], ['Malmö', 'Ekonomi']);
		const asMoved = {
			Malmö: idOf('Malmö'),
			'Malmö / Ekonomi': idOf('Ekonomi'),
			Ekonomi: `new as ${second}`,
		};
		expect(recognised(both, current, [], WITHOUT_PEOPLE)).toEqual(asMoved);
		expect(
			recognised(both, current, [[3, idOf('Ekonomi'), idOf('Ekonomi')]], WITHOUT_PEOPLE),
		).toEqual({ Malmö: idOf('Malmö'), 'Malmö / Ekonomi': 'new', Ekonomi: idOf('Ekonomi') });
	});

	test('on different levels, too: a department that moved below another, and one with its new name on top', () => {
		const deeper = groupsAt(['Finans'], ['Malmö', 'Ekonomi']).map((one) =>
			one.name === 'Ekonomi' ? { ...one, externalId: 'Ekonomi' } : one,
		);
		const current = [known('Ekonomi', 'Finans'), known(idOf('Malmö'), 'Malmö')];
		expect(recognised(deeper, current, [], WITHOUT_PEOPLE)).toEqual({
			Malmö: idOf('Malmö'),
			Finans: 'Ekonomi',
			'Malmö / Ekonomi': `new as ${groupUuid('Ekonomi#2')}`,
		});
		expect(recognised(deeper, current, [[3, 'Ekonomi', 'Ekonomi']], WITHOUT_PEOPLE)).toEqual({
			Malmö: idOf('Malmö'),
			Finans: 'new',
			'Malmö / Ekonomi': 'Ekonomi',
		});
	});

	test('a group that agrees in both comes first; with another of the same name and place, the people decide', () => {
		const alone = [known(idOf('Finans'), 'Finans'), known('0', 'Lön'), kept];
		const current = [known(idOf('Finans'), 'Finans'), known('0', 'Finans'), kept];
		const agreed = { Finans: idOf('Finans'), Ekonomi: idOf('Ekonomi') };
		expect(recognised(wanted, current)).toEqual(agreed);
		const staff: Staff[] = [
			[3, idOf('Finans'), '0'],
			[3, idOf('Ekonomi'), idOf('Finans')],
		];
		expect(recognised(wanted, alone, staff, WITHOUT_PEOPLE)).toEqual(agreed);
		// A run that was cut short has given the group of these people its new name.
		const byPeople = { Finans: '0', Ekonomi: idOf('Ekonomi') };
		expect(recognised(wanted, current, staff, WITHOUT_PEOPLE)).toEqual(byPeople);
	});

	test('one group by its External ID and another by its path: the people decide, else the path', () => {
		const two = [known('x', 'Ekonomi'), known(idOf('Ekonomi'), 'Lön')];
		const ekonomi = groupsAt(['Ekonomi']);
		expect(recognised(ekonomi, two)).toEqual({ Ekonomi: 'x' });
		expect(recognised(ekonomi, two, [[3, idOf('Ekonomi'), 'x']])).toEqual({ Ekonomi: 'x' });
		expect(recognised(ekonomi, two, [[3, idOf('Ekonomi'), idOf('Ekonomi')]])).toEqual({
			Ekonomi: idOf('Ekonomi'),
		});
	});

	test('the group that got an External ID derived from another is found by that again', () => {
		const renamedByHand = known(second, 'Ek');
		expect(recognised(wanted, [kept, renamedByHand], [], WITHOUT_PEOPLE)).toEqual({
			Finans: idOf('Ekonomi'),
			Ekonomi: second,
		});
		// The second was renamed as well, and the third is the one.
		const three = groupsAt(['Finans'], ['Lön'], ['Ekonomi']);
		expect(
			recognised(three, [kept, known(second, 'Lön'), known(third, 'Ek')], [], WITHOUT_PEOPLE),
		).toEqual({ Finans: idOf('Ekonomi'), Lön: second, Ekonomi: third });
		expect(recognised(three, [kept, known(second, 'Lön')], [], WITHOUT_PEOPLE)).toEqual({
			Finans: idOf('Ekonomi'),
			Lön: second,
			Ekonomi: `new as ${third}`,
		});
	});

	test('a group whose own External ID is free does not take one that was derived from it', () => {
		expect(recognised(groupsAt(['Ekonomi']), [known(second, 'Ek')], [], WITHOUT_PEOPLE)).toEqual({
			Ekonomi: 'new',
		});
	});
});

describe('by its people a group is recognised', () => {
	test('from the minimum on', () => {
		const half: Staff[] = [
			[5, idOf('Finans'), 'x'],
			[3, idOf('A'), 'x'],
			[2, idOf('B'), 'x'],
		];
		const wanted = groupsAt(['Finans'], ['A'], ['B']);
		const rest = { A: 'new', B: 'new' };
		const current = [known('x', 'Ekonomi')];
		expect(recognised(wanted, current, half, minimum(50))).toEqual({ Finans: 'x', ...rest });
		expect(recognised(wanted, current, half, minimum(51))).toEqual({ Finans: 'new', ...rest });
	});

	test('by more of them where the shares are equal', () => {
		const staff: Staff[] = [
			[3, idOf('A'), 'x'],
			[6, idOf('A'), 'hr'],
			[4, idOf('B'), 'x'],
			[8, idOf('B'), 'hr'],
			[2, idOf('HR'), 'x'],
			[20, idOf('HR'), 'hr'],
		];
		const wanted = groupsAt(['A'], ['B'], ['HR']);
		const current = [known('x', 'Ekonomi'), known('hr', 'HR')];
		expect(recognised(wanted, current, staff, minimum(30))).toEqual({
			A: 'new',
			B: 'x',
			HR: 'hr',
		});
	});

	test('by the same name where the people say no more', () => {
		const staff: Staff[] = [
			[5, idOf('Malmö', 'Ekonomi'), 'x'],
			[5, idOf('Malmö', 'Bokföring'), 'x'],
		];
		const current = [known('s', 'Stockholm'), known('x', 'Ekonomi', 's'), known('m', 'Malmö')];
		const wanted = groupsAt(['Stockholm'], ['Malmö', 'Bokföring'], ['Malmö', 'Ekonomi']);
		expect(recognised(wanted, current, staff)).toEqual({
			Stockholm: 's',
			Malmö: 'm',
			'Malmö / Ekonomi': 'x',
			'Malmö / Bokföring': 'new',
		});
	});

	test('not where two have as many; nor is it then a third that has fewer', () => {
		const staff: Staff[] = [
			[4, idOf('A'), 'x'],
			[4, idOf('B'), 'x'],
			[2, idOf('C'), 'x'],
		];
		expect(
			recognised(groupsAt(['A'], ['B'], ['C']), [known('x', 'Ekonomi')], staff, minimum(10)),
		).toEqual({ A: 'new', B: 'new', C: 'new' });
	});

	test('though it might have been another, as two others might', () => {
		const staff: Staff[] = [
			[5, idOf('A'), 'x'],
			[4, idOf('A'), 'y'],
			[5, idOf('B'), 'x'],
		];
		expect(
			recognised(
				groupsAt(['A'], ['B']),
				[known('x', 'Ekonomi'), known('y', 'Lön')],
				staff,
				minimum(40),
			),
		).toEqual({ A: 'y', B: 'new' });
	});

	test('nor where one had as many in two', () => {
		const staff: Staff[] = [
			[5, idOf('A'), 'x'],
			[5, idOf('A'), 'y'],
			[1, idOf('B'), 'x'],
		];
		expect(
			recognised(
				groupsAt(['A'], ['B']),
				[known('x', 'Ekonomi'), known('y', 'Lön')],
				[...staff, [1, idOf('B'), 'y']],
				minimum(10),
			),
		).toEqual({ A: 'new', B: 'new' });
	});

	test('each group once, the largest share first', () => {
		const staff: Staff[] = [
			[9, idOf('A'), 'x'],
			[8, idOf('B'), 'y'],
			[7, idOf('A'), 'y'],
		];
		expect(
			recognised(
				groupsAt(['A'], ['B']),
				[known('x', 'Ekonomi'), known('y', 'Lön')],
				staff,
				minimum(20),
			),
		).toEqual({ A: 'x', B: 'y' });
	});

	test('before the groups above it, which share those people, too', () => {
		const staff: Staff[] = [[10, idOf('Topp', 'Ny', 'Inköp'), 'x']];
		const current = [known('t', 'Topp'), known('x', 'Ekonomi', 't')];
		expect(recognised(groupsAt(['Topp', 'Ny', 'Inköp']), current, staff)).toEqual({
			Topp: 't',
			'Topp / Ny': 'new',
			'Topp / Ny / Inköp': 'x',
		});
		const divided: Staff[] = [
			[6, idOf('Topp', 'Ny', 'Inköp'), 'x'],
			[4, idOf('Topp', 'Ny'), 'x'],
		];
		expect(
			recognised(groupsAt(['Topp', 'Ny', 'Inköp']), current, divided, minimum(30)),
		).toMatchObject({ 'Topp / Ny': 'new', 'Topp / Ny / Inköp': 'x' });
	});

	test('by those below it where nobody is in itself', () => {
		const staff: Staff[] = [
			[5, idOf('City', 'A'), 'a'],
			[5, idOf('City', 'B'), 'b'],
			[2, idOf('Malmö'), 'a'],
		];
		const current = [
			known('x', 'Stockholm'),
			known('a', 'A', 'x'),
			known('b', 'B', 'x'),
			known('m', 'Malmö'),
		];
		const wanted = groupsAt(['City', 'A'], ['City', 'B'], ['Malmö']);
		expect(recognised(wanted, current, staff)).toEqual({
			City: 'x',
			'City / A': 'a',
			'City / B': 'b',
			Malmö: 'm',
		});
	});

	test('with everything below it by name, people or none', () => {
		const staff: Staff[] = [[5, idOf('City'), 'x']];
		const current = [
			known('x', 'Stockholm'),
			known('a', 'A', 'x'),
			known('b', 'B', 'a'),
			known('c', 'C', 'b'),
			known('other', 'C', 'x'),
		];
		expect(recognised(groupsAt(['City', 'A', 'B', 'C'], ['City', 'D']), current, staff)).toEqual({
			City: 'x',
			'City / A': 'a',
			'City / A / B': 'b',
			'City / A / B / C': 'c',
			'City / D': 'new',
		});
	});

	test('from the top down: names below a renamed group count before people', () => {
		const staff: Staff[] = [
			[5, idOf('City', 'A'), 'b'],
			[5, idOf('City', 'B'), 'a'],
		];
		const current = [known('x', 'Stockholm'), known('a', 'A', 'x'), known('b', 'B', 'x')];
		expect(recognised(groupsAt(['City', 'A'], ['City', 'B']), current, staff)).toEqual({
			City: 'x',
			'City / A': 'a',
			'City / B': 'b',
		});
	});

	test('by those below only where parents are known', () => {
		const staff: Staff[] = [
			[2, idOf('City', 'A'), 'x'],
			[2, idOf('City', 'B'), 'x'],
		];
		const wanted = groupsAt(['City', 'A'], ['City', 'B']);
		const parts = { 'City / A': 'new', 'City / B': 'new' };
		const current = known('x', 'Ekonomi');
		expect(recognised(wanted, [current], staff, minimum(60))).toEqual({ City: 'x', ...parts });
		const flat = [without(current, 'parentExternalId') as CurrentGroup];
		expect(recognised(wanted, flat, staff, minimum(60))).toEqual({ City: 'new', ...parts });
		const own: Staff[] = [[5, idOf('City', 'A'), 'x']];
		expect(recognised(wanted, flat, own)).toEqual({ City: 'new', ...parts, 'City / A': 'x' });
	});
});

describe('by the people below it a group is recognised', () => {
	const own = (externalId: string, name: string, ...above: string[]): Group => ({
		...group(externalId, name, above.length > 0 ? idOf(...above) : null),
		path: [...above, name],
	});
	const [x, m] = [known('x', 'Stockholm'), known('m', 'Malmö')];
	const malmo: Staff = [20, idOf('Malmö'), 'm'];

	test('though a large one has moved out of it, to another place or to the top', () => {
		const current = [x, m, known('a', 'Avdelning', 'x'), known('z', 'Gammal', 'x')];
		const staff: Staff[] = [
			[5, 'a', 'a'],
			[3, idOf('City', 'Ny'), 'z'],
		];
		expect(
			recognised(
				[...groupsAt(['City', 'Ny'], ['Malmö']), own('a', 'Avdelning', 'Malmö')],
				current,
				staff,
			),
		).toEqual({
			City: 'x',
			'City / Ny': 'z',
			Malmö: 'm',
			'Malmö / Avdelning': 'a',
		});
		const deeper = [
			known('t', 'Topp'),
			known('x', 'Stockholm', 't'),
			known('a', 'Avdelning', 'x'),
			known('z', 'Gammal', 'x'),
		];
		expect(
			recognised([...groupsAt(['Topp', 'City', 'Ny']), own('a', 'Avdelning')], deeper, [
				[5, 'a', 'a'],
				[3, idOf('Topp', 'City', 'Ny'), 'z'],
			]),
		).toEqual({ Topp: 't', 'Topp / City': 'x', 'Topp / City / Ny': 'z', Avdelning: 'a' });
	});

	test('where one that stays below it is all that it has', () => {
		expect(
			recognised(
				[...groupsAt(['City']), own('a', 'Avdelning', 'City')],
				[x, known('a', 'Avdelning', 'x')],
				[[5, 'a', 'a']],
			),
		).toEqual({ City: 'x', 'City / Avdelning': 'a' });
	});

	test('where all that it has stays below it, on several levels', () => {
		const current = [x, known('q', 'Mellan', 'x'), known('p', 'Lag', 'q')];
		const wanted = [
			...groupsAt(['City']),
			own('q', 'Mellan', 'City'),
			{ ...group('p', 'Lag', 'q'), path: ['City', 'Mellan', 'Lag'] },
		];
		expect(recognised(wanted, current, [[5, 'p', 'p']])).toEqual({
			City: 'x',
			'City / Mellan': 'q',
			'City / Mellan / Lag': 'p',
		});
	});

	test('by those who come along, not by those who were taken out before', () => {
		const current = [x, known('q', 'Mellan', 'x'), known('p', 'Lag', 'q')];
		const wanted = [
			...groupsAt(['City'], ['Lund']),
			own('q', 'Mellan', 'Lund'),
			own('p', 'Lag', 'City'),
		];
		const staff: Staff[] = [
			[5, 'p', 'p'],
			[3, 'q', 'q'],
		];
		expect(recognised(wanted, current, staff)).toEqual({
			City: 'new',
			Lund: 'x',
			'Lund / Mellan': 'q',
			'City / Lag': 'p',
		});
	});

	test('not by those who have gone with the group between', () => {
		const current = [x, m, known('q', 'Mellan', 'x'), known('p', 'Lag', 'q')];
		const wanted = [
			...groupsAt(['City'], ['Malmö']),
			own('q', 'Mellan', 'Malmö'),
			own('p', 'Lag', 'City'),
		];
		expect(recognised(wanted, current, [[5, 'p', 'p']])).toEqual({
			City: 'new',
			Malmö: 'm',
			'Malmö / Mellan': 'q',
			'City / Lag': 'p',
		});
	});

	test('not by those who leave a group that stays', () => {
		const wanted = [...groupsAt(['City'], ['Annan', 'Ny']), own('a', 'Avdelning', 'City')];
		const staff: Staff[] = [[5, idOf('Annan', 'Ny'), 'a']];
		expect(recognised(wanted, [x, known('a', 'Avdelning', 'x')], staff)).toEqual({
			City: 'new',
			Annan: 'new',
			'Annan / Ny': 'new',
			'City / Avdelning': 'a',
		});
	});

	test('of all who stand below it, those who leave one that stays among them', () => {
		const current = [x, m, known('a', 'Avdelning', 'x'), known('z', 'Gammal', 'x')];
		const wanted = [...groupsAt(['City', 'Ny'], ['Malmö']), own('a', 'Avdelning', 'City')];
		const staff: Staff[] = [
			[4, 'a', 'a'],
			[6, idOf('Malmö'), 'a'],
			malmo,
			[3, idOf('City', 'Ny'), 'z'],
		];
		const rest = { 'City / Ny': 'z', 'City / Avdelning': 'a', Malmö: 'm' };
		expect(recognised(wanted, current, staff, minimum(50))).toEqual({ City: 'x', ...rest });
		expect(recognised(wanted, current, staff, minimum(60))).toEqual({ City: 'new', ...rest });
	});

	test('of all who are to stand below it', () => {
		const current = [x, m, known('z', 'Gammal', 'x')];
		const staff: Staff[] = [[4, idOf('City', 'Ny'), 'z'], malmo, [6, idOf('City', 'Två'), 'm']];
		expect(
			recognised(groupsAt(['City', 'Ny'], ['City', 'Två'], ['Malmö']), current, staff),
		).toEqual({
			City: 'new',
			'City / Ny': 'z',
			'City / Två': 'new',
			Malmö: 'm',
		});
	});

	test('by what an earlier run made below it, though half of its people have gone there since', () => {
		const [dag, natt] = [idOf('Kiruna', 'Gruva', 'Dag'), idOf('Kiruna', 'Gruva', 'Natt')];
		const gruva = idOf('Kiruna', 'Gruva');
		const wanted = groupsAt(['Kiruna', 'Gruva', 'Dag'], ['Kiruna', 'Gruva', 'Natt']);
		const made = [known(gruva, 'Gruva', 'x'), known(dag, 'Dag', gruva), known(natt, 'Natt', gruva)];
		// Three of each are still in the old group: half of those who are in the new ones.
		const staff: Staff[] = [dag, natt].flatMap((team): Staff[] => [
			[3, team, 'x'],
			[3, team, team],
		]);
		expect(recognised(wanted, [known('x', 'Lön'), ...made], staff)).toEqual({
			Kiruna: 'x',
			'Kiruna / Gruva': gruva,
			'Kiruna / Gruva / Dag': dag,
			'Kiruna / Gruva / Natt': natt,
		});
	});

	test('and what else is below it there comes along by its name', () => {
		const ett = idOf('City', 'Ett');
		const current = [x, known(ett, 'Ett', 'x'), known('z', 'Två', 'x')];
		expect(recognised(groupsAt(['City', 'Ett'], ['City', 'Två']), current)).toEqual({
			City: 'x',
			'City / Ett': ett,
			'City / Två': 'z',
		});
	});

	test('not by one below it that stands below another, which HR has too', () => {
		const ett = idOf('City', 'Ett');
		const malmo = idOf('Malmö');
		const current = [known(malmo, 'Malmö'), known(ett, 'Ett', malmo)];
		expect(recognised(groupsAt(['City', 'Ett'], ['Malmö']), current)).toEqual({
			City: 'new',
			'City / Ett': ett,
			Malmö: malmo,
		});
	});

	test('not by two groups below it, each of which is below another group', () => {
		const [ett, tva] = [idOf('City', 'Ett'), idOf('City', 'Två')];
		const current = [x, m, known(ett, 'Ett', 'x'), known(tva, 'Två', 'm')];
		expect(recognised(groupsAt(['City', 'Ett'], ['City', 'Två']), current)).toEqual({
			City: 'new',
			'City / Ett': ett,
			'City / Två': tva,
		});
	});

	test('not by one below it with a code of HR’s own, which may have moved there', () => {
		const wanted = [...groupsAt(['City']), own('q', 'Mellan', 'City')];
		expect(recognised(wanted, [x, known('q', 'Mellan', 'x')])).toEqual({
			City: 'new',
			'City / Mellan': 'q',
		});
	});

	test('though another was recognised first that might have been it', () => {
		const current = [
			x,
			known('xa', 'XA', 'x'),
			known('xb', 'XB', 'x'),
			known('y', 'Lund'),
			known('ya', 'YA', 'y'),
			known('yb', 'YB', 'y'),
			known('hr', 'HR'),
		];
		const staff: Staff[] = [
			[6, idOf('Ett', 'A'), 'xa'],
			[4, idOf('Ett', 'A'), 'hr'],
			[3, idOf('Två', 'B'), 'xb'],
			[1, idOf('HR'), 'xb'],
			[3, idOf('Två', 'B'), 'ya'],
			[7, idOf('HR'), 'yb'],
			[4, idOf('Två', 'B'), 'hr'],
			[40, idOf('HR'), 'hr'],
		];
		expect(
			recognised(groupsAt(['Ett', 'A'], ['Två', 'B'], ['HR']), current, staff, minimum(30)),
		).toMatchObject({ Ett: 'x', Två: 'y', HR: 'hr' });
	});
});

describe('two groups of one name at one place', () => {
	test('that a run which was cut short renamed: the people decide which is which', () => {
		const [ekonomi, finans] = [idOf('Ekonomi'), idOf('Finans')];
		expect(
			recognised(
				groupsAt(['Ekonomi'], ['Lager']),
				[known(ekonomi, 'Ekonomi'), known(finans, 'Ekonomi')],
				[
					[5, ekonomi, finans],
					[5, idOf('Lager'), ekonomi],
				],
			),
		).toEqual({ Ekonomi: finans, Lager: ekonomi });
	});

	test('that HR has too keep their External IDs, though their people change places', () => {
		const both = [group('1', 'HR'), group('2', 'HR')].map((one) => ({
			...one,
			path: [`HR ${one.externalId}`],
		}));
		expect(
			recognised(
				both,
				[known('1', 'HR'), known('2', 'HR')],
				[
					[5, '1', '2'],
					[5, '2', '1'],
				],
			),
		).toEqual({ 'HR 1': '1', 'HR 2': '2' });
	});
});

describe('a group whose only person is its manager, who is no member', () => {
	const led = { ...groupsAt(['Finans'])[0]!, managerExternalId: 'p1' };
	const boss = person('p1', { groupExternalId: led.externalId });
	const there = { ...known(idOf('Ekonomi'), 'Ekonomi'), managerExternalId: 'p1' };
	const flat = without(there, 'parentExternalId') as CurrentGroup;
	const ofGroups = (groups: CurrentGroup[], staff: Person[], memberOf: string[]) => {
		const users = [boss, ...staff];
		const { changes } = plan(
			{ groups: [led], users },
			{
				groups,
				users: [userOf(boss, { memberOf: [] }), ...staff.map((one) => userOf(one, { memberOf }))],
			},
			SETTINGS,
		);
		return changes
			.filter(({ kind }) => kind === 'group')
			.map(({ action, externalId }) => `${action} ${externalId}`);
	};

	test('is known by the manager where groups have no place in the target', () => {
		expect(ofGroups([flat], [], [])).toEqual([`update ${idOf('Ekonomi')}`]);
	});

	test('is a new one where groups have a place: managers leave and come while a plan is made', () => {
		expect(ofGroups([there], [], [])).toEqual([
			`create ${idOf('Finans')}`,
			`delete ${idOf('Ekonomi')}`,
		]);
	});

	test('and where it has members, these decide', () => {
		const staff = people(3, { groupExternalId: led.externalId });
		const other = without(known(idOf('Lager'), 'Lager'), 'parentExternalId') as CurrentGroup;
		expect(ofGroups([flat, other], staff, [other.targetId])).toEqual([
			`update ${idOf('Lager')}`,
			`delete ${idOf('Ekonomi')}`,
		]);
	});
});
