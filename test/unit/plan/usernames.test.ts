import { step, type Step } from '../../../directory/plan/step';
import { breakExchanges, temporaryUsername } from '../../../directory/plan/usernames';
import { brief, person, plan, userByHand, userOf } from './build';
import { Model } from './model';

const field = (name: string, from: unknown, to: unknown) => ({ field: name, from, to });
const named = (externalId: string, username: string) =>
	person(externalId, { username: `${username}@exempel.se` });

test('case 13: of two people with one username the owner keeps it, the other is not written', () => {
	const [owner, other] = [named('p2', 'asa'), named('p1', 'asa')];
	const { changes, issues } = plan({ users: [owner, other] }, { users: [userOf(owner)] });
	expect(changes).toEqual([]);
	expect(issues).toHaveLength(1);
	expect(issues[0]).toMatchObject({
		severity: 'error',
		code: 'sameUsername',
		subject: { externalId: 'p1' },
		details: { username: 'asa@exempel.se', others: ['Åsa Ek p2 (p2)'] },
	});
	expect(issues[0]!.message).toContain('Åsa Ek p1 was not created, because Åsa Ek p2 has it');
});

test('case 13: of two people whom nobody knows yet neither is created, and both are named', () => {
	const { changes, issues } = plan({
		users: [named('p1', 'asa'), named('p2', 'ASA'), named('p3', 'siv')],
	});
	expect(brief(changes)).toEqual(['create user p3']);
	expect(issues.map(({ subject }) => subject.externalId)).toEqual(['p1', 'p2']);
});

test('case 13: someone who may not have the new username keeps the present one, other values follow', () => {
	const before = [named('p1', 'asa'), named('p2', 'bo')];
	const after = [named('p1', 'asa'), { ...named('p2', 'asa'), lastName: 'Ny' }];
	const { changes, issues } = plan({ users: after }, { users: before.map((one) => userOf(one)) });
	expect(changes).toMatchObject([
		{ externalId: 'p2', changes: [field('lastName', 'Ek p2', 'Ny')] },
	]);
	expect(issues[0]!.message).toContain('kept the present username');
});

test.each([
	['made by hand', userByHand('asa@exempel.se'), 'have the same username'],
	[
		'inactive since long',
		userOf(named('gone', 'asa'), { active: false }),
		'inactive user Åsa Ek gone (gone)',
	],
	['a leaver who is deactivated', userOf(named('gone', 'asa')), 'Åsa Ek gone (gone)'],
])('case 13: a username of a user %s is not taken', (_what, owner, words) => {
	const wanted = [named('p1', 'asa'), named('p2', 'asa2')];
	// Two people want what one hand-made user has, so that nobody adopts it.
	const users = owner.externalId === null ? [...wanted, named('p3', 'asa')] : wanted;
	const { changes, issues } = plan({ users }, { users: [owner] });
	expect(brief(changes)).not.toContain('create user p1');
	expect(issues[0]!.severity).toBe('error');
	expect(issues[0]!.message).toContain(words);
});

test('case 13: a username that a refused person keeps is refused to the next', () => {
	const before = [named('p1', 'a'), named('p2', 'b'), named('p3', 'c')];
	const after = [named('p1', 'taken'), named('p2', 'a'), named('p3', 'b'), named('p4', 'c')];
	const { changes, issues } = plan(
		{ users: after },
		{
			users: [
				...before.map((one) => userOf(one)),
				userOf(named('gone', 'taken'), { active: false }),
			],
		},
	);
	expect(changes).toEqual([]);
	expect(issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
		['usernameTaken', 'p1'],
		['usernameTaken', 'p2'],
		['usernameTaken', 'p3'],
		['usernameTaken', 'p4'],
	]);
});

test('the username of a leaver who is deleted is free once the deletion has succeeded', () => {
	const { changes } = plan(
		{ users: [named('p1', 'asa'), named('p2', 'siv')] },
		{ users: [userOf(named('gone', 'asa')), userOf(named('p2', 'siv'))] },
		{ removal: { scope: 'withExternalId', action: 'delete' } },
	);
	expect(brief(changes)).toEqual(['delete user gone', 'create user p1']);
	expect(changes[1]!.needs).toEqual([1]);
});

test('case 14: a chain is ordered so that each name is free before it is taken', () => {
	const before = [named('p1', 'a'), named('p2', 'b'), named('p3', 'c')];
	const after = [named('p1', 'b'), named('p2', 'c'), named('p3', 'd'), named('p4', 'a')];
	const { changes } = plan({ users: after }, { users: before.map((one) => userOf(one)) });
	expect(changes.map(({ externalId }) => externalId)).toEqual(['p3', 'p2', 'p1', 'p4']);
	expect(changes.map(({ needs }) => needs)).toEqual([undefined, [1], [2], [3]]);
});

test.each([
	['two people swap usernames', ['b', 'a'], 3],
	['three people rotate usernames', ['b', 'c', 'a'], 4],
	['two pairs swap usernames', ['b', 'a', 'd', 'c'], 6],
])(
	'case 14: %s by way of one temporary name, right after a stop at any step',
	(_what, names, steps) => {
		const before = names.map((_name, i) => named(`p${i}`, 'abcd'[i]!));
		const after = names.map((name, i) => ({ ...named(`p${i}`, name), lastName: 'Ny' }));
		const model = new Model().applyAll(plan({ users: before }).changes);
		const { changes } = plan({ users: after }, model.current());
		expect(changes).toHaveLength(steps);
		expect(changes[0]).toMatchObject({
			externalId: 'p0',
			changes: [
				field(
					'username',
					'a@exempel.se',
					expect.stringMatching(/^a-sync-[0-9a-f]{8}@exempel\.se$/),
				),
			],
		});
		const end = model.copy().applyAll(changes).snapshot();
		for (let cut = 0; cut <= changes.length; cut++) {
			const resumed = model.copy().applyAll(changes.slice(0, cut));
			resumed.applyAll(plan({ users: after }, resumed.current()).changes);
			expect(resumed.snapshot()).toEqual(end);
		}
	},
);

test.each<[string, string | null]>([
	['no address', null],
	['an empty address', ''],
])(
	'case 14: those who have %s there, and those who are to have none, swap usernames too',
	(_what, address) => {
		const before = [named('p1', 'a'), named('p2', 'b')];
		const current = before.map((one) => ({ ...userOf(one), email: address }));
		const after = [
			{ ...named('p1', 'b'), email: 'a@exempel.se' },
			{ ...named('p2', 'a'), email: '' },
		];
		const { changes } = plan({ users: after }, { users: current });
		expect(changes.map(({ externalId }) => externalId)).toEqual(['p1', 'p2', 'p1']);
		expect(changes[0]!.changes).toEqual([
			field('username', 'a@exempel.se', expect.stringMatching(/^a-sync-[0-9a-f]{8}@exempel\.se$/)),
		]);
	},
);

test('case 14: a swap is counted as two changed usernames, and each person once in the summary', () => {
	const before = [named('p1', 'a'), named('p2', 'b')];
	const { changes, summary } = plan(
		{ users: [named('p1', 'b'), named('p2', 'a')] },
		{ users: before.map((one, i) => userOf(one, { version: `W/"${i}"` })) },
	);
	expect(changes.map(({ version }) => version)).toEqual(['W/"0"', 'W/"1"', undefined]);
	expect(changes.map(({ needs }) => needs)).toEqual([undefined, [1], [1, 2]]);
	expect(summary.users).toMatchObject({ update: 2, unchanged: 0 });
	expect(summary.guards.find(({ name }) => name === 'usernameChanges')).toMatchObject({
		actual: 2,
	});
});

test('a temporary name is the same every time, keeps its address, and is nobody’s', () => {
	const name = temporaryUsername('asa@exempel.se', 'p1', () => false);
	expect(name).toBe(temporaryUsername('asa@exempel.se', 'p1', () => false));
	expect(name).not.toBe(temporaryUsername('asa@exempel.se', 'p2', () => false));
	expect(temporaryUsername('asa@exempel.se', 'p1', (one) => one === name)).toMatch(
		/-2@exempel\.se$/,
	);
	expect(temporaryUsername('asa', 'p1', () => false)).toMatch(/^asa-sync-[0-9a-f]{8}$/);
});

test('case 15: a changed username is one update of the same user', () => {
	const { changes } = plan(
		{ users: [named('p1', 'ny')] },
		{ users: [userOf(named('p1', 'gammal'))] },
	);
	expect(changes).toMatchObject([
		{
			action: 'update',
			targetId: 't-p1',
			changes: [field('username', 'gammal@exempel.se', 'ny@exempel.se')],
		},
	]);
});

test('a username in another case is the same username', () => {
	const { changes } = plan(
		{ users: [named('p1', 'asa')] },
		{ users: [userOf({ ...named('p1', 'asa'), username: 'Asa@Exempel.SE' })] },
	);
	expect(changes).toEqual([]);
});

test('someone new who takes a freed name may manage the one who gave it up', () => {
	const before = named('p1', 'a');
	const after = { ...named('p1', 'b'), managerExternalId: 'p2' };
	const model = new Model().applyAll(plan({ users: [before] }).changes);
	const { changes } = plan({ users: [after, named('p2', 'a')] }, model.current());
	expect(brief(changes)).toEqual([
		'update user p1: username',
		'create user p2',
		'update user p1: managerExternalId',
	]);
	model.applyAll(changes);
});

test('case 13: an owner whose username differs in case only has it, and is not named', () => {
	const owner = { ...named('p1', 'asa'), username: 'Asa@Exempel.se' };
	const { changes, issues } = plan(
		{ users: [named('p1', 'asa'), named('p2', 'asa')] },
		{ users: [userOf(owner)] },
	);
	expect(changes).toEqual([]);
	expect(issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
		['sameUsername', 'p2'],
	]);
});

test('case 13: a username that two users of Winningtemp have is not free while one of them stays', () => {
	const [gives, stays] = [
		userOf(named('p1', 'asa')),
		userOf(named('old', 'Asa'), { active: false }),
	];
	for (const users of [
		[gives, stays],
		[stays, gives],
	]) {
		const { changes, issues } = plan({ users: [named('p1', 'ny'), named('p2', 'asa')] }, { users });
		expect(brief(changes)).toEqual(['update user p1: username']);
		expect(issues).toMatchObject([
			{ code: 'usernameTaken', subject: { externalId: 'p2' }, details: { owner: 'old' } },
		]);
	}
});

test('case 14: those who exchange usernames are named in the reason of the temporary one', () => {
	const before = ['a', 'b', 'c'].map((name, i) => named(`p${i}`, name));
	const after = ['c', 'a', 'b'].map((name, i) => named(`p${i}`, name));
	const { changes } = plan({ users: after.reverse() }, { users: before.map((one) => userOf(one)) });
	expect(changes[0]!.reason).toBe(
		'Usernames are exchanged among Åsa Ek p0, Åsa Ek p1, Åsa Ek p2: this one is set aside for a moment, so that each is free before it is taken.',
	);
	expect(changes.at(-1)!.reason).toBe('Has another username in HR.');
});

test('case 14: a temporary username is never one that somebody has, or is to have', () => {
	const [a, b] = [named('p1', 'a'), named('p2', 'b')];
	const swapped = [named('p1', 'b'), named('p2', 'a')];
	const current = [userOf(a), userOf(b)];
	const temporary = (users = swapped, more: typeof current = []) =>
		plan({ users }, { users: [...current, ...more] }).changes[0]!.changes[0]!.to as string;
	const first = temporary();
	expect(first).toMatch(/^a-sync-[0-9a-f]{8}@exempel\.se$/);
	const second = first.replace('@', '-2@');
	expect(temporary(swapped, [userByHand(first.toUpperCase())])).toBe(second);
	const all = plan(
		{ users: [...swapped, person('q', { username: first })] },
		{ users: [...current, userByHand(second)] },
	);
	const names = all.changes.flatMap(({ changes }) =>
		changes.filter((one) => one.field === 'username').map(({ to }) => to),
	);
	expect(names).toContain(first.replace('@', '-3@'));
});

test('case 14: an address that goes to another of the circle is set aside with the username', () => {
	const address = 'bo@annan.se';
	const own = (externalId: string, username: string) => ({
		...named(externalId, username),
		email: `${username}@exempel.se`,
	});
	const before = [own('p1', 'a'), own('p2', 'b')];
	const after = [own('p1', 'b'), own('p2', 'a')];
	const model = new Model().applyAll(plan({ users: before }).changes);
	const { changes } = plan({ users: after }, model.current());
	const mark = expect.stringMatching(/^a-sync-[0-9a-f]{8}@exempel\.se$/) as string;
	expect(changes[0]!.changes).toEqual([
		field('username', 'a@exempel.se', mark),
		field('email', 'a@exempel.se', mark),
	]);
	const addresses = () => model.current().users.map(({ email }) => email);
	for (const one of changes) {
		model.applyAll([one]);
		expect(new Set(addresses()).size).toBe(2);
	}
	// One that nobody takes stays.
	const apart = plan(
		{ users: [{ ...after[0]!, email: address }, after[1]!] },
		{ users: [userOf({ ...before[0]!, email: address }), userOf(before[1]!)] },
	);
	expect(apart.changes[0]!.changes.map((one) => one.field)).toEqual(['username']);
	const changing = plan(
		{ users: [{ ...after[0]!, email: 'ny@annan.se' }, after[1]!] },
		{ users: [userOf({ ...before[0]!, email: address }), userOf(before[1]!)] },
	);
	expect(changing.changes[0]!.changes.map((one) => one.field)).toEqual(['username']);
});

describe('case 14: of those who exchange usernames', () => {
	/** Somebody who takes a username, by the first letters of both. */
	const taking = (id: string, from: string, to: string): Step =>
		step(
			{ kind: 'user', externalId: id, targetId: `t-${id}`, name: id, depth: 0 },
			'update',
			[field('username', `${from}@x.se`, `${to}@x.se`) as Step['fields'][0]],
			'',
		);
	/** Two who swap, p2 and p1; two who swap, p4 and p3; and one who waits for p5, who waits for nobody. */
	const swaps = () => {
		const all = [
			...[taking('p2', 'b', 'a'), taking('p1', 'a', 'b')],
			...[taking('p4', 'd', 'c'), taking('p3', 'c', 'd')],
			...[taking('p6', 'f', 'e'), taking('p5', 'e', 'g')],
		];
		for (const [i, one] of all.entries()) if (i !== 5) one.needs = [all[i ^ 1]!];
		return all;
	};

	test('the first of each circle by External ID is set aside, whatever the order', () => {
		for (const order of [
			[0, 1, 2, 3, 4, 5],
			[5, 4, 3, 2, 1, 0],
			[3, 0, 5, 1, 4, 2],
		]) {
			const all = swaps();
			const aside = breakExchanges(
				order.map((i) => all[i]!),
				() => false,
			);
			expect(aside.map(({ target }) => target.externalId)).toEqual(['p1', 'p3']);
			const [p2, p1] = all;
			expect(p2!.needs).toEqual([aside[0]]);
			expect(p1!.needs).toEqual([p2, aside[0]]);
			expect(p1!.fields[0]!.from).toBe(aside[0]!.fields[0]!.to);
		}
	});

	test('nobody is set aside where somebody waits for one who waits for nobody', () => {
		const [, , , , waiting, other] = swaps();
		expect(breakExchanges([waiting!, other!], () => false)).toEqual([]);
	});

	test('the username is set aside also where it is not the first value, and no value but the log-in', () => {
		const [p2, p1] = swaps();
		const title = field('title', 'b@x.se', 'Cook') as Step['fields'][0];
		p1!.fields = [title, ...p1!.fields];
		p2!.fields = [...p2!.fields, field('email', 'e@x.se', 'b@x.se') as Step['fields'][0]];
		const [aside] = breakExchanges([p1!, p2!], () => false);
		expect(aside!.fields.map((one) => one.field)).toEqual(['username']);
		expect(p1!.fields[0]).toEqual(title);
	});

	test.each([
		['a username', 'b@x.se', 'c@x.se', []],
		['nothing, while another one gives the address up', '', 'b@x.se', ['b@x.se', '']],
	])('an address stays that another one takes as %s', (_what, from, to, others) => {
		const [p2, p1] = swaps();
		p1!.fields = [...p1!.fields, field('email', from, to) as Step['fields'][0]];
		if (others.length > 0)
			p2!.fields.push(field('email', ...(others as [string, string])) as never);
		const [aside] = breakExchanges([p1!, p2!], () => false);
		expect(aside!.fields.map((one) => one.field)).toEqual(['username']);
	});
});

test('a temporary name of an address without a name before the @ still is one', () => {
	// The first characters of the SHA-256 of “p1”.
	expect(temporaryUsername('@x.se', 'p1', () => false)).toBe('-sync-f64551fc@x.se');
});

test.each([
	[6, ''],
	[7, ' and 1 more'],
])('case 13: of %i people with one username five are named beside each', (count, more) => {
	const users = Array.from({ length: count }, (_, i) => named(`p${i}`, 'asa'));
	const { issues } = plan({ users });
	expect(issues.find(({ code }) => code === 'sameUsername')!.message).toBe(
		`Åsa Ek p0 and Åsa Ek p1 (p1), Åsa Ek p2 (p2), Åsa Ek p3 (p3), Åsa Ek p4 (p4), Åsa Ek p5 (p5)${more} have the same username asa@exempel.se in HR. Åsa Ek p0 was not created. Give each their own in HR.`,
	);
});
