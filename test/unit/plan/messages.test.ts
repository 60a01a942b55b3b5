import { UserError } from '../../../directory/model/userError';
import type { CurrentGroup, Group } from '../../../directory/model/group';
import type { PartialReason } from '../../../directory/model/partialList';
import type { CurrentUser, Person } from '../../../directory/model/person';
import type { Plan, PlanInput } from '../../support/plan';
import { DEFAULT_SETTINGS, planSync } from '../../support/plan';
import { everyGuard } from '../../support/guards';
import {
	currentGroups,
	group,
	groupsAt,
	idOf,
	people,
	person,
	plan,
	skipped,
	userByHand,
	userOf,
	without,
} from './build';

const named = (externalId: string, username: string, more: Partial<Person> = {}) =>
	person(externalId, { username: `${username}@exempel.se`, ...more });

/** The messages of one kind of issue. */
function messages({ issues }: Plan, code: string): string[] {
	return issues.filter((issue) => issue.code === code).map(({ message }) => message);
}

/** The plan of a list that holds only some people. */
function partialPlan(
	wanted: Partial<Pick<PlanInput, 'groups' | 'users'>>,
	current: Partial<PlanInput['current']>,
	partial: PartialReason[] = [{ code: 'limit', message: 'Return All is off' }],
): Plan {
	return planSync({
		groups: [],
		users: [],
		...wanted,
		current: { groups: [], users: [], ...current },
		settings: DEFAULT_SETTINGS,
		partial,
	});
}

describe('issues about people say what happened, to whom, and what to do', () => {
	test('one username wanted by several: who else, what became of each, why', () => {
		const both = plan({ users: [named('p3', 'asa'), named('p2', 'asa'), named('p1', 'asa')] });
		expect(messages(both, 'sameUsername')[0]).toBe(
			'Åsa Ek p1 and Åsa Ek p2 (p2), Åsa Ek p3 (p3) have the same username asa@exempel.se in HR. Åsa Ek p1 was not created. Give each their own in HR.',
		);
		const [owner, other] = [named('p1', 'asa'), named('p2', 'bo')];
		const owned = plan(
			{ users: [owner, { ...other, username: owner.username }] },
			{ users: [userOf(owner), userOf(other)] },
		);
		expect(messages(owned, 'sameUsername')).toEqual([
			'Åsa Ek p2 and Åsa Ek p1 (p1) have the same username asa@exempel.se in HR. Åsa Ek p2 kept the present username, because Åsa Ek p1 has it in Winningtemp. Give each their own in HR.',
		]);
	});

	test.each([
		[
			'somebody gone long ago',
			userOf(named('old', 'asa'), { active: false }),
			'the inactive user Åsa Ek old (old)',
			'old',
		],
		['a leaver', userOf(named('old', 'asa')), 'the user Åsa Ek old (old)', 'old'],
		[
			'a user made by hand',
			userByHand('asa@exempel.se'),
			'the user Maja Hand (without External ID)',
			'hand-asa@exempel.se',
		],
	])('a username that %s has', (_who, owner, words, id) => {
		const before = named('p1', 'bo');
		const result = plan(
			{ users: [{ ...before, username: 'asa@exempel.se' }] },
			{ users: [userOf(before), owner] },
		);
		expect(result.issues).toMatchObject([
			{
				severity: 'error',
				code: 'usernameTaken',
				subject: { kind: 'user', externalId: 'p1', name: 'Åsa Ek p1' },
				message: `Åsa Ek p1 cannot have the username asa@exempel.se: ${words} has it in Winningtemp. Change or remove that user there, or change the username in HR.`,
				details: { username: 'asa@exempel.se', owner: id },
			},
		]);
	});

	test('a username that waits for the next full run', () => {
		const result = partialPlan(
			{ users: [named('p1', 'asa')] },
			{ users: [userOf(named('p2', 'asa', { lastName: 'Berg' }))] },
		);
		expect(result.issues).toMatchObject([
			{
				code: 'usernameWaits',
				message:
					'Åsa Ek p1 cannot have the username asa@exempel.se yet: Åsa Berg (p2) has it in Winningtemp, and is not on the list, which holds only some people. The next full run decides.',
				details: { username: 'asa@exempel.se', owner: 'p2' },
			},
		]);
	});

	test.each([
		['no username', { username: '' }, 'Åsa Ek p1 has no username and was left out.', 'p1'],
		['no External ID', { externalId: '' }, 'Åsa Ek p1 has no External ID and was left out.', null],
		[
			'nothing at all',
			{ externalId: '', username: '', firstName: '', lastName: '' },
			'A person without a name has no External ID and was left out.',
			null,
		],
	])('someone with %s', (_what, values, words, externalId) => {
		const { issues } = plan({ users: [person('p1', values), person('p2')] });
		expect(issues).toMatchObject([
			{
				severity: 'error',
				code: 'incompletePerson',
				subject: { kind: 'user', externalId },
				message: `${words} Enter it in HR, or map it from another field.`,
			},
		]);
	});

	test('one External ID for several people, or several users', () => {
		const shared = plan({
			users: [person('p1', { firstName: 'Siv' }), person('p1', { firstName: 'Nils' })],
		});
		expect(shared.issues).toMatchObject([
			{
				severity: 'error',
				subject: { kind: 'user', externalId: 'p1', name: 'Nils Ek p1' },
				message:
					'Nils Ek p1 and Siv Ek p1 have the same External ID p1, so none of them was changed. Map the External ID from a field that is unique.',
			},
		]);
		const twice = [
			userOf(person('p1'), { targetId: 'x' }),
			userOf(person('p1'), { targetId: 'y', username: 'y@exempel.se' }),
		];
		expect(plan({ users: [person('p1'), person('p2')] }, { users: twice }).issues).toMatchObject([
			{
				severity: 'error',
				message:
					'Winningtemp has several users with the External ID p1 of Åsa Ek p1, so none of them was changed. Remove all but one there.',
			},
		]);
	});

	test('an id that only the whole list can tell', () => {
		const users = [userOf(person('a:7')), userOf(person('b:7'))];
		const result = partialPlan({ users: [named('7', 'ny')] }, { users });
		expect(result.issues).toMatchObject([
			{
				severity: 'warning',
				code: 'idWaits',
				message:
					'Åsa Ek 7 waits for the next full run: several companies use the id 7, and the list, which holds only some people, does not show whose this is. Map the External ID from a field that is unique across companies, and quick runs need not wait.',
			},
		]);
	});

	test('a user taken over under a new External ID', () => {
		const before = named('7', 'asa');
		const result = plan({ users: [{ ...before, externalId: 'A:7' }] }, { users: [userOf(before)] });
		expect(result.issues).toMatchObject([
			{
				severity: 'warning',
				subject: { externalId: 'A:7' },
				message:
					'Åsa Ek 7 has another External ID in HR than before (A:7, was 7). The user with the same username and name is taken over and keeps the history. If that is somebody else, change the username in HR.',
				details: { previousExternalId: '7' },
			},
		]);
	});

	test('managers who are not there, of a person and of a group', () => {
		const led: Group = { ...group('g', 'Lager'), managerExternalId: 'x' };
		const result = plan({ groups: [led], users: [person('p1', { managerExternalId: 'y' })] });
		expect(result.issues).toMatchObject([
			{
				severity: 'warning',
				subject: { kind: 'group', externalId: 'g', name: 'Lager' },
				message:
					'The manager of the group “Lager” (x) has left, was left out, or is unknown, so no manager was linked. The link comes by itself once the manager is in Winningtemp.',
				details: { managerExternalId: 'x' },
			},
			{
				severity: 'warning',
				subject: { kind: 'user', externalId: 'p1' },
				message:
					'Åsa Ek p1 has a manager (y) who has left, was left out, or is unknown, so no manager was linked. The link comes by itself once the manager is in Winningtemp.',
				details: { managerExternalId: 'y' },
			},
		]);
	});

	test('a manager whom only the next full run can know', () => {
		const anna = person('p1', { managerExternalId: 'y' });
		const { issues } = partialPlan({ users: [anna] }, { users: [userOf(anna)] });
		expect(issues).toMatchObject([
			{
				severity: 'warning',
				subject: { externalId: 'p1' },
				message:
					'Åsa Ek p1 keeps the present manager: the new one (y) is not on the list, and is not an active user. The list holds only some people, so the next full run decides.',
				details: { managerExternalId: 'y' },
			},
		]);
	});

	test('managers in a circle, also by way of someone who is skipped today', () => {
		const [a, b, c] = [
			person('a', { managerExternalId: 'b' }),
			person('b', { managerExternalId: 'a', firstName: 'Bo' }),
			person('c', { managerExternalId: 'c' }),
		];
		const expected = {
			severity: 'warning',
			code: 'managerCircle',
			subject: { kind: 'user', externalId: 'a', name: 'Åsa Ek a' },
			message:
				'These people manage each other in a circle, so none of these links was made: Åsa Ek a → Bo Ek b → Åsa Ek a. Correct one of the managers in HR.',
			details: { circle: ['a', 'b'], names: ['Åsa Ek a', 'Bo Ek b'] },
		};
		const result = plan({ users: [a, b, c] });
		expect(result.issues[0]).toEqual(expected);
		expect(result.issues[1]).toMatchObject({
			subject: { externalId: 'c' },
			message:
				'Åsa Ek c is their own manager in HR, so no manager was linked. Choose another manager in HR.',
		});
		const byWay = plan({ users: [a, skipped('b')] }, { users: [userOf(a), userOf(b)] });
		expect(byWay.issues).toEqual([expected]);
		expect(byWay.changes.map(({ changes }) => changes)).toEqual([
			[{ field: 'managerExternalId', from: 'b', to: null }],
		]);
	});

	test('a group that nobody knows', () => {
		const anna = person('p1', { groupExternalId: 'g' });
		const led = group('h', 'Lager');
		const { issues } = plan(
			{ groups: [led], users: [anna] },
			{ groups: currentGroups([led]), users: [userOf(anna)] },
		);
		expect(issues).toMatchObject([
			{
				severity: 'warning',
				subject: { externalId: 'p1' },
				message:
					'The group g of Åsa Ek p1 is neither among the groups nor in Winningtemp, so the membership was left as it is.',
				details: { groupExternalId: 'g' },
			},
		]);
	});
});

describe('issues about groups say what happened, to which, and what to do', () => {
	const stays = people(5, { groupExternalId: 'hr' }, 'a');
	const hr = group('hr', 'HR');
	/** A plan in which the groups below are no longer in HR. */
	const kept = (gone: CurrentGroup[], more: CurrentUser[] = [], also: PlanInput['users'] = []) =>
		plan(
			{ groups: [hr], users: [...stays, ...also] },
			{
				groups: [...currentGroups([hr]), ...gone],
				users: [...stays.map((one) => userOf(one)), ...more],
			},
		);
	const it = currentGroups([group('it', 'IT')]);

	test('a group that is kept for one person, or several', () => {
		const byHand = (i: number) => userByHand(`${i}@exempel.se`, { memberOf: ['t-it'] });
		const one = kept(it, [byHand(1)]);
		expect(messages(one, 'groupKept')).toEqual([
			'The group “IT” is no longer in HR, but was kept: 1 person who is not synchronised, or cannot be now, is still in it. Empty it or remove it in Winningtemp.',
		]);
		const two = kept(it, [byHand(1), byHand(2)]);
		expect(messages(two, 'groupKept')).toEqual([
			'The group “IT” is no longer in HR, but was kept: 2 people who are not synchronised, or cannot be now, are still in it. Empty it or remove it in Winningtemp.',
		]);
		expect(two.issues[0]!.details).toEqual({ people: 2 });
	});

	test('a group that is kept for what stands below it: the first by name is reported', () => {
		const below: CurrentGroup[] = currentGroups([
			group('it', 'IT'),
			group('1', 'Support', 'it'),
			group('2', 'Drift', 'it'),
		]);
		const result = kept(below, [
			userByHand('x@exempel.se', { memberOf: ['t-1'] }),
			userByHand('y@exempel.se', { memberOf: ['t-2'] }),
		]);
		expect(messages(result, 'groupKept').at(-1)).toBe(
			'The group “IT” is no longer in HR, but was kept: “Drift” below it was kept. Empty it or remove it in Winningtemp.',
		);
	});

	test.each([
		[1, '1 person stays'],
		[2, '2 people stay'],
	])('a group that %i wait for, until the next full run', (count, words) => {
		const groups = groupsAt(['Malmö', 'IT']);
		const wanted = people(count, { groupExternalId: idOf('Malmö', 'IT') });
		const { issues } = partialPlan(
			{ groups, users: wanted },
			{ groups: currentGroups([hr]), users: wanted.map((one) => userOf(one, { memberOf: [] })) },
		);
		expect(issues).toMatchObject([
			{
				severity: 'warning',
				subject: { kind: 'group', name: 'IT' },
				message: `The group “Malmö / IT” is not in Winningtemp, and the list holds only some people: whether it is new, or was renamed or moved, the next full run decides. Until then ${words} where they are.`,
				details: { people: count },
			},
		]);
	});

	test('a group without a path is called by its name', () => {
		const unknown: Group = { ...group('it', 'IT'), path: [] };
		for (const one of [unknown, without(unknown, 'path') as Group]) {
			const { issues } = partialPlan(
				{ groups: [one], users: [person('p1', { groupExternalId: 'it' })] },
				{ groups: currentGroups([hr]), users: [userOf(person('p1'))] },
			);
			expect(issues[0]!.message).toContain('The group “IT” is not in Winningtemp');
		}
	});

	test('wanted groups with one External ID, an unknown parent, or above themselves', () => {
		const { issues } = plan({
			groups: [
				group('a', 'A', 'b'),
				group('b', 'B', 'a'),
				group('c', 'C', 'nowhere'),
				group('d', 'D'),
				{ ...group('d', 'E'), path: ['E'] },
			],
			users: [person('p1')],
		});
		expect(issues).toMatchObject([
			{
				severity: 'error',
				code: 'groupCircle',
				subject: { kind: 'group', externalId: 'a', name: 'A' },
				message:
					'These groups are above themselves, so they were put at the top: A → B. Correct their parents in HR.',
				details: { circle: ['a', 'b'] },
			},
			{
				severity: 'error',
				code: 'sameGroupId',
				subject: { kind: 'group', externalId: 'd', name: 'E' },
				message:
					'The groups “D” and “E” have the same External ID d; only the first was kept. Choose a field that is unique for the group’s ID.',
			},
			{
				severity: 'warning',
				code: 'unknownParent',
				subject: { kind: 'group', externalId: 'c', name: 'C' },
				message: 'The group above “C” (nowhere) is not among the groups, so it stands at the top.',
			},
		]);
	});

	test('a group is named by its path where several groups have its name', () => {
		const at = (id: string, parent: string | null, ...path: string[]) => ({
			...group(id, path.at(-1)!, parent),
			path,
		});
		const { issues } = plan({
			groups: [
				at('s', null, 'Stockholm'),
				{ ...at('f1', 's', 'Stockholm', 'Finance'), managerExternalId: 'nobody' },
				at('f2', 'gone', 'Malmö', 'Finance'),
				at('f2', 's', 'Stockholm', 'HR'),
				at('x', 'y', 'Lund', 'Finance'),
				at('y', 'x', 'Lund'),
			],
			users: [person('p1', { groupExternalId: 'f1' })],
		});
		const messageOf = (code: string) => issues.find((issue) => issue.code === code)?.message;
		expect(messageOf('sameGroupId')).toContain('“Malmö › Finance” and “HR”');
		expect(messageOf('unknownParent')).toContain('The group above “Malmö › Finance” (gone)');
		expect(messageOf('groupCircle')).toContain('at the top: Lund › Finance → Lund.');
		expect(messageOf('groupManagerMissing')).toContain('the group “Stockholm › Finance” (nobody)');
	});

	test('a group in Winningtemp is named by its path where several there have its name', () => {
		const current = (
			targetId: string,
			externalId: string,
			name: string,
			parent: string | null,
		) => ({
			...currentGroups([hr])[0]!,
			...{ targetId, externalId, name, parentExternalId: parent },
		});
		const { issues } = plan(
			{ groups: [hr], users: stays },
			{
				groups: [
					current('t1', 'm', 'Malmö', null),
					current('t2', 'h1', 'HR', null),
					current('t3', 'h2', 'Finance', null),
					current('t4', 'h2', 'HR', 'm'),
				],
				users: stays.map((user) => userOf(user)),
			},
		);
		const found = issues.find(({ code }) => code === 'ambiguousGroup');
		expect(found?.message).toContain('External ID h2; “Malmö › HR” (t4) was left alone');
	});

	test('groups in Winningtemp with one External ID: which was left alone', () => {
		const [one] = currentGroups([hr]);
		const { issues } = plan(
			{ groups: [hr], users: stays },
			{
				groups: [{ ...one!, targetId: 'zz', name: 'HR 2' }, one!],
				users: stays.map((user) => userOf(user)),
			},
		);
		expect(issues).toMatchObject([
			{
				severity: 'error',
				subject: { kind: 'group', externalId: 'hr', name: 'HR 2' },
				message:
					'Winningtemp has several groups with the External ID hr; “HR 2” (zz) was left alone. Remove it there.',
			},
		]);
	});

	test('a declared move that leads nowhere, starts nowhere, or is not clear', () => {
		const at = (where: string) =>
			`Name both groups by External ID or by full path, as in “Stockholm / Finance”, or remove the move.${where}`;
		const users = people(2, { groupExternalId: idOf('Stockholm', 'HR') });
		const wanted = groupsAt(['Stockholm', 'HR'], ['Malmö', 'IT'], ['Lund', 'IT'], ['Lund', 'Lön']);
		const known = groupsAt(['Stockholm', 'HR'], ['Malmö', 'Kök'], ['Lund', 'Kök']);
		const moves = [
			{ from: 'HR', to: 'Finans' },
			{ from: 'Malmö / Kök', to: 'IT' },
			{ from: 'Kök', to: 'Lön' },
			{ from: 'Ekonomi', to: 'Malmö / IT' },
		];
		const result = plan(
			{ groups: wanted, users },
			{ groups: currentGroups(known), users: users.map((one) => userOf(one)) },
			{ moves },
		);
		expect(messages(result, 'unclearMove').sort()).toEqual([
			`The declared move from “Ekonomi” to “Malmö / IT” was left out: Winningtemp has no group “Ekonomi”. ${at('')}`,
			`The declared move from “HR” to “Finans” was left out: HR has no group “Finans”. ${at('')}`,
			`The declared move from “Kök” to “Lön” was left out: “Kök” is not one single group in Winningtemp, or is moved twice. ${at('')}`,
			`The declared move from “Malmö / Kök” to “IT” was left out: “IT” is not one single group in HR, or is moved twice. ${at('')}`,
		]);
		expect(result.issues.find(({ subject }) => subject.name === 'Finans')).toMatchObject({
			severity: 'warning',
			subject: { kind: 'group', externalId: null },
			details: { from: 'HR', to: 'Finans' },
		});
	});
});

test('case 39: each value that a tenant does not give is called as people call it', () => {
	const anna = person('p1', {
		email: 'p1@exempel.se',
		gender: 'female',
		birthday: '1990-01-01',
		excludeFromSurveys: true,
		managerExternalId: 'p2',
		groupExternalId: 'a',
		attributes: { Title: 'Ekonom' },
	});
	const bare = (wanted: Person): CurrentUser => ({
		kind: 'user',
		targetId: `t-${wanted.externalId}`,
		externalId: wanted.externalId,
		username: wanted.username,
		active: true,
		...({} as Pick<Person, 'firstName' | 'lastName'>),
	});
	const groups = [group('g', 'HR'), { ...group('a', 'Lön', 'g'), managerExternalId: 'p2' }];
	const { issues, changes } = plan(
		{ groups, users: [anna, person('p2')] },
		{
			users: [bare(anna), bare(person('p2'))],
			groups: currentGroups(groups).map((one) =>
				without(without(one, 'parentExternalId'), 'managerExternalId'),
			),
		},
	);
	expect(changes).toEqual([]);
	const told = (words: string) =>
		`This Winningtemp tenant does not give ${words}, so that is not synchronised. Ask Winningtemp to switch it on, check its attribute path in the credential, or remove it from the mapping.`;
	expect(issues.map(({ subject: { kind, name }, message }) => [kind, name, message])).toEqual([
		['group', 'managerExternalId', told('the manager of groups')],
		['group', 'parentExternalId', told('the parent group of groups')],
		['user', 'attributes.Title', told('“Title” of users')],
		['user', 'birthday', told('the birthday of users')],
		['user', 'email', told('the e-mail address of users')],
		['user', 'excludeFromSurveys', told('the exclusion from surveys of users')],
		['user', 'firstName', told('the first name of users')],
		['user', 'gender', told('the gender of users')],
		['user', 'groupExternalId', told('the group of users')],
		['user', 'lastName', told('the last name of users')],
		['user', 'managerExternalId', told('the manager of users')],
	]);
	expect(issues.every(({ severity, code }) => severity + code === 'warningunsupportedField')).toBe(
		true,
	);
});

describe('a plan that is stopped says why, and what to do', () => {
	function stop(run: () => unknown): UserError {
		try {
			run();
		} catch (error) {
			if (error instanceof UserError) return error;
		}
		throw new Error('The plan was not stopped');
	}

	test('nobody is wanted', () => {
		const users = people(3).map((one) => userOf(one));
		const { code, message, advice } = stop(() => plan({}, { users }));
		expect(code).toBe('stopped');
		expect(message).toBe(
			'Nothing was planned: HR has no people at all, while Winningtemp has 3 users',
		);
		expect(advice).toBe(
			'Check that the read from HR was complete, and how the values are mapped. A plan would have removed everybody.',
		);
	});

	test('guards are exceeded: all of them, with figures, and how to release the plan', () => {
		const guards = everyGuard({ count: 0, share: 0 });
		const groups = [group('a', 'A'), group('b', 'B'), group('c', 'C')];
		const before = [
			...people(3, { groupExternalId: 'a' }),
			named('q', 'q', { groupExternalId: 'c' }),
		];
		const wanted = {
			groups: groups.slice(0, 2),
			users: [
				{ ...before[0]!, groupExternalId: 'b' },
				{ ...before[1]!, username: 'ny@exempel.se' },
				before[2]!,
				person('r', { groupExternalId: 'a' }),
			],
		};
		const current = {
			groups: currentGroups(groups),
			users: before.map((one) => userOf(one)),
		};
		const held = plan(wanted, current, { guards });
		expect(held.changes).toEqual([]);
		const { message, advice } = stop(() =>
			plan(wanted, current, { guards: { ...guards, whenExceeded: 'stop' } }),
		);
		expect(message).toBe(
			[
				'Nothing was planned: 1 person would be removed (of 4; the guard “Removals” lets 0 through)',
				'1 group would be deleted (of 3; the guard “Group Deletions” lets 0 through)',
				'1 person would change group (of 3; the guard “Moves Between Groups” lets 0 through)',
				'1 log-in would change (of 3; the guard “Log-in Changes” lets 0 through)',
				'1 person would be created (of 4; the guard “Creations” lets 0 through)',
			].join('; '),
		);
		expect(advice).toBe(
			`Check in HR whether this is meant. If it is, set Release to ${held.summary.planId}, or raise the guard.`,
		);
	});
});
