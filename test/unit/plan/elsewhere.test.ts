import { brief, currentGroups, group, groupsAt, idOf, people, plan, userOf } from './build';

/** Groups with an External ID from elsewhere are nobody's to change. */

const FINANCE = groupsAt(['Malmö'], ['Malmö', 'Ekonomi'], ['Malmö', 'IT']);
const finance = idOf('Malmö', 'Ekonomi');
const staff = people(6, { groupExternalId: finance });
const wardens = currentGroups([group('ext-7', 'Brandvakter')])[0]!;
const at = (...ids: string[]) => ({ memberOf: ids.map((id) => `t-${id}`) });

test('case 16: who is by hand in a second group with an External ID from elsewhere stays in it', () => {
	const users = staff.map((one, i) => userOf(one, i < 2 ? at(finance, 'ext-7') : {}));
	const current = { groups: [...currentGroups(FINANCE), wardens], users };
	const { changes, held, issues } = plan({ groups: FINANCE, users: staff }, current);
	expect([...changes, ...held]).toEqual([]);
	expect(issues.map(({ message }) => message)).toEqual([
		'The group “Brandvakter” has an External ID that is not from HR. It stays as it is, with the people in it. Delete in Winningtemp what is no longer used.',
	]);
});

test('several of them are one message, which lists their External IDs and the names of five', () => {
	const foreign = [1, 2, 3, 4, 5, 6].map((number) => group(`ext-${number}`, `Styrgrupp ${number}`));
	const { changes, issues } = plan(
		{ groups: FINANCE, users: staff },
		{
			groups: currentGroups([...FINANCE, ...[...foreign].reverse()]),
			users: staff.map((one) => userOf(one)),
		},
	);
	expect(changes).toEqual([]);
	expect(issues).toMatchObject([
		{
			code: 'groupsFromElsewhere',
			message:
				'6 groups have an External ID that is not from HR: “Styrgrupp 1”, “Styrgrupp 2”, “Styrgrupp 3”, “Styrgrupp 4”, “Styrgrupp 5” and 1 more. They stay as they are, with the people in them. Delete in Winningtemp what is no longer used.',
			details: { groups: ['ext-1', 'ext-2', 'ext-3', 'ext-4', 'ext-5', 'ext-6'], count: 6 },
		},
	]);
});

test('with Overwrite it is not emptied either', () => {
	const users = staff.map((one, i) => userOf(one, i < 2 ? at(finance, 'ext-7') : {}));
	const current = { groups: [...currentGroups(FINANCE), wardens], users };
	const wanted = { groups: FINANCE, users: staff };
	expect(plan(wanted, current, { memberships: 'overwrite' }).changes).toEqual([]);
});

test('who changes group leaves the former one and stays in the one from elsewhere', () => {
	const users = staff.map((one, i) => userOf(one, i < 2 ? at('ext-7', finance) : {}));
	const current = { groups: [...currentGroups(FINANCE), wardens], users };
	const moved = staff.map((one, i) =>
		i === 0 ? { ...one, groupExternalId: idOf('Malmö', 'IT') } : one,
	);
	const { changes } = plan({ groups: FINANCE, users: moved }, current);
	expect(changes).toMatchObject([
		{
			externalId: 'p0001',
			changes: [{ field: 'groupExternalId', from: finance, to: idOf('Malmö', 'IT') }],
			leaves: [`t-${finance}`],
			stays: ['t-ext-7'],
		},
	]);
});

test('who is only in a group from elsewhere comes into the own one beside it', () => {
	const users = staff.map((one, i) => userOf(one, i < 1 ? at('ext-7') : {}));
	const current = { groups: [...currentGroups(FINANCE), wardens], users };
	const { changes } = plan({ groups: FINANCE, users: staff }, current);
	expect(changes).toMatchObject([
		{
			externalId: 'p0001',
			changes: [{ field: 'groupExternalId', from: null, to: finance }],
			stays: ['t-ext-7'],
		},
	]);
	expect(changes[0]).not.toHaveProperty('leaves');
});

test('such a group is not taken for one that was renamed, though its people are the same', () => {
	const users = staff.map((one) => userOf(one, at('ext-7', finance)));
	const current = { groups: [...currentGroups(FINANCE), wardens], users };
	const renamed = groupsAt(['Malmö'], ['Malmö', 'Finans'], ['Malmö', 'IT']);
	const wanted = staff.map((one) => ({ ...one, groupExternalId: idOf('Malmö', 'Finans') }));
	const { changes } = plan({ groups: renamed, users: wanted }, current);
	expect(brief(changes)).toEqual(['update group Finans: name']);
	expect(changes[0]!.externalId).toBe(finance);
});

test('a closed group that was made from its path goes, as ever, and its people leave it', () => {
	const closed = groupsAt(['Malmö'], ['Malmö', 'Lager']);
	const few = staff.slice(0, 4);
	const users = few.map((one) => userOf(one, at(idOf('Malmö', 'Lager'))));
	const current = { groups: currentGroups([...FINANCE, closed[1]!]), users };
	const wanted = few.map((one, i) =>
		i % 2 ? { ...one, groupExternalId: idOf('Malmö', 'IT') } : one,
	);
	const { changes } = plan({ groups: FINANCE, users: wanted }, current);
	expect(brief(changes)).toContain('delete group Lager');
	expect(changes.filter(({ kind }) => kind === 'user')).toHaveLength(4);
});

describe('with codes of HR', () => {
	const groups = [group('d1', 'Ekonomi'), group('d2', 'IT')];
	const placed = people(6).map((one, i) => ({ ...one, groupExternalId: i < 3 ? 'd1' : 'd2' }));
	const users = placed.map((one, i) => userOf(one, i === 1 ? at('d1', 'ext-7') : {}));

	test('nothing shows whose another group with a code is: it counts as closed, also where people are in two', () => {
		const current = { groups: [...currentGroups(groups), wardens], users };
		const { changes } = plan({ groups, users: placed }, current);
		expect(brief(changes)).toContain('delete group Brandvakter');
		expect(changes.filter(({ kind }) => kind === 'user')).toMatchObject([
			{ externalId: 'p0002', leaves: ['t-ext-7'] },
		]);
	});

	test('a closed group with a code goes', () => {
		const current = {
			groups: currentGroups([...groups, group('d3', 'Lager')]),
			users: placed.map((one) => userOf(one)),
		};
		expect(brief(plan({ groups, users: placed }, current).changes)).toEqual(['delete group Lager']);
	});
});

test('after a change from codes to paths, a closed group that kept its code still goes', () => {
	const kept = FINANCE.map((one, i) => (i === 1 ? { ...one, externalId: 'd1' } : one));
	const users = staff.map((one) => userOf(one, at('d1')));
	const current = {
		groups: [...currentGroups(kept), ...currentGroups([group('d9', 'Lager')])],
		users,
	};
	expect(brief(plan({ groups: FINANCE, users: staff }, current).changes)).toEqual([
		'delete group Lager',
	]);
});

test('before anybody was synchronised, no group there is ours', () => {
	const byHand = staff.map((one) => userOf(one, { externalId: null, ...at('ext-7') }));
	const { changes, held } = plan(
		{ groups: FINANCE, users: staff },
		{ groups: [wardens], users: byHand },
		{ renames: { detect: false, minimumOverlap: 50 } },
	);
	const all = [...changes, ...held];
	expect(all.filter(({ action }) => action === 'delete')).toEqual([]);
	expect(all.filter(({ leaves }) => leaves)).toEqual([]);
});
