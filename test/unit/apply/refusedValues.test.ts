import { applyChanges } from '../../../directory/apply';
import type { Written } from '../../../directory/apply/target';
import type { Change } from '../../../directory/model/change';
import { currentGroup } from '../../support/people';
import { apply, memory, people, person } from './refusing';
import { Watched } from './stands';

/** A target that refuses all of a write because of one of its values. */

test.each([
	['names it', true, 8],
	['does not name it', false, 30],
])(
	'one value that is refused of everybody is left out, and all else is written; the answer %s',
	async (_what, names, most) => {
		const { statuses, warnings, refused, users, calls } = await apply(people(20), {
			isBad: (field) => field === 'phone',
			names,
		});
		expect(statuses).toEqual(Array(20).fill('applied'));
		expect(refused).toEqual(['user.phone']);
		expect(warnings).toEqual([]);
		expect(users.get('n1')).toMatchObject({ title: 'Cook', birthday: '1980-01-31', phone: null });
		expect(users.get('n20')).toMatchObject({ title: 'Cook', birthday: '1980-01-31', phone: null });
		expect(calls.length).toBeLessThanOrEqual(20 + most);
	},
);

test('a value that is refused of one person is written for the others, and named', async () => {
	const { statuses, warnings, refused, users } = await apply(
		[...people(5), person(6, { phone: 'ask Bo' }), person(7)],
		{ isBad: (field, value) => field === 'phone' && value === 'ask Bo' },
	);
	expect(statuses).toEqual(Array(7).fill('applied'));
	expect(warnings).toEqual(['memory refuses the phone number, so it was left out. Not so.']);
	expect(refused).toEqual([]);
	expect(users.get('n6')).toMatchObject({ title: 'Cook', phone: null });
	expect(users.get('n7')).toMatchObject({ phone: '112' });
});

test('two values that are refused are both found', async () => {
	const { refused, users } = await apply(people(6), {
		isBad: (field) => field === 'title' || field === 'gender',
	});
	expect(refused.sort()).toEqual(['user.gender', 'user.title']);
	expect(users.get('n6')).toMatchObject({ phone: '112', birthday: '1980-01-31', title: null });
});

test('a value that is refused in a creation alone comes afterwards', async () => {
	const { statuses, warnings, refused, users } = await apply(people(4), {
		isBad: (field, _value, { method }) => field === 'phone' && method === 'create',
	});
	expect(statuses).toEqual(Array(4).fill('applied'));
	expect([...warnings, ...refused]).toEqual([]);
	expect(users.get('n4')).toMatchObject({ phone: '112' });
});

test.each(['username', 'email'])('nobody is written without a %s', async (login) => {
	const { statuses, users } = await apply([person(1, { email: 'a@example.com' })], {
		isBad: (field) => field === login,
		names: true,
	});
	expect(statuses).toEqual(['failed']);
	expect(users.size).toBe(0);
});

test('a change of nothing but the refused value fails with what the target said', async () => {
	const target = memory();
	await apply(people(2), { isBad: () => false }, target);
	const [user] = (await target.read()).users;
	const change: Change = {
		...person(1),
		action: 'update',
		targetId: user!.targetId,
		changes: [{ field: 'phone', from: '112', to: 'ask Bo' }],
	};
	const { applied } = await apply([change], { isBad: (field) => field === 'phone' }, target);
	expect(applied).toMatchObject([{ status: 'failed', error: 'Not so.' }]);
});

test('a log-in that somebody else has stays as it was, as a whole, and all else is written', async () => {
	const inner = memory();
	await apply([person(1, { email: 'a@example.com' })], { isBad: () => false }, inner);
	const [user] = (await inner.read()).users;
	const target = new Watched(inner);
	target.fault = ({ fields }): Written | undefined =>
		fields.some(({ field, to }) => field === 'email' && to === 'bo@example.com')
			? { ok: false, attempts: 1, refusal: 'conflict', error: 'This address is taken' }
			: undefined;
	const change: Change = {
		...person(1),
		action: 'update',
		targetId: user!.targetId,
		changes: [
			{ field: 'username', from: 'n1@example.com', to: 'bo@example.com' },
			{ field: 'email', from: 'a@example.com', to: 'bo@example.com' },
			{ field: 'title', from: 'Cook', to: 'Baker' },
		],
	};
	const { applied, notTaken } = await applyChanges(target, [change], { concurrency: 1 });
	expect(applied).toMatchObject([
		{
			status: 'applied',
			attempts: 2,
			warnings: [
				'memory refuses the username, so it was left out. This address is taken.',
				'memory refuses the e-mail address, so it was left out. This address is taken.',
			],
		},
	]);
	const [after] = (await inner.read()).users;
	expect(after).toMatchObject({
		username: 'n1@example.com',
		email: 'a@example.com',
		title: 'Baker',
	});
	// Somebody may give the address up any day, so that is tried again every night.
	expect(notTaken).toEqual([]);
	const alone = { ...change, changes: change.changes.slice(0, 2) };
	const next = await applyChanges(target, [alone], { concurrency: 1 });
	expect(next.applied).toMatchObject([{ status: 'failed', error: 'This address is taken.' }]);
});

test('where many are refused at once, one search is made and the others wait for what it finds', async () => {
	const { statuses, users, calls } = await apply(people(40), {
		isBad: (field) => field === 'phone',
		concurrency: 40,
	});
	expect(statuses).toEqual(Array(40).fill('applied'));
	expect([...users.values()].every(({ title }) => title === 'Cook')).toBe(true);
	// Refused, made without what can be missing, completed; and one search.
	expect(calls.length).toBeLessThanOrEqual(3 * 40 + 12);
});

test('where everything is refused, no request is spent on each value of everybody', async () => {
	const { statuses, calls } = await apply(people(40), { isBad: (field) => field === 'username' });
	expect(statuses).toEqual(Array(40).fill('failed'));
	expect(calls.length).toBeLessThanOrEqual(40 + 5);
});

test('nobody is created without a last name; of somebody who is there it stays as it was', async () => {
	const isBad = (field: string) => field === 'lastName';
	const created = await apply([person(1)], { isBad });
	expect(created.applied).toMatchObject([
		{ status: 'failed', error: expect.stringContaining('Not so') },
	]);
	expect(created.users.size).toBe(0);
	const target = memory();
	await applyChanges(target, [person(1)], { concurrency: 1 });
	const update: Change = {
		...person(1),
		action: 'update',
		targetId: (await target.read()).users[0]!.targetId,
		changes: [
			{ field: 'lastName', from: 'Ek', to: 'Ny' },
			{ field: 'title', from: 'Cook', to: 'Chef' },
		],
	};
	const { statuses, users, warnings } = await apply([update], { isBad }, target);
	expect(statuses).toEqual(['applied']);
	expect(users.get('n1')).toMatchObject({ lastName: 'Ek', title: 'Chef' });
	expect(warnings).toEqual([expect.stringContaining('last name')]);
});

describe('a name that is refused of a group', () => {
	const group = (action: 'create' | 'update'): Change => ({
		order: 1,
		kind: 'group',
		action,
		externalId: 'g',
		targetId: action === 'create' ? null : 't-g',
		name: 'Ny',
		changes: [
			{ field: 'name', from: action === 'create' ? null : 'Gammal', to: 'Ny' },
			{ field: 'parentExternalId', from: null, to: 'top' },
		],
		reason: '',
	});
	const there = (externalId: string, name: string) =>
		currentGroup({ externalId, name, parentExternalId: null });
	const top = there('top', 'Top');
	const isBad = (field: string) => field === 'name';

	test('that is there is left out, and all else is written', async () => {
		const target = memory([top, there('g', 'Gammal')]);
		const { applied } = await apply([group('update')], { isBad }, target);
		expect(applied).toMatchObject([
			{ status: 'applied', warnings: [expect.stringContaining('name')] },
		]);
		expect((await target.read()).groups).toContainEqual(
			expect.objectContaining({ externalId: 'g', name: 'Gammal', parentExternalId: 'top' }),
		);
	});

	test('that is new fails the creation', async () => {
		const target = memory([top]);
		const { applied } = await apply([group('create')], { isBad }, target);
		expect(applied).toMatchObject([{ status: 'failed', error: expect.stringContaining('Not so') }]);
		expect((await target.read()).groups).toHaveLength(1);
	});
});

describe('where many wait for what one search finds', () => {
	const short = (order: number): Change => {
		const { changes, ...rest } = person(order);
		return {
			...rest,
			changes: changes.filter(({ field }) => ['username', 'lastName', 'phone'].includes(field)),
		};
	};

	test('nothing is sent afterwards of people whose only value is refused of everybody', async () => {
		const { statuses, calls, refused } = await apply(
			Array.from({ length: 12 }, (_, i) => short(i + 1)),
			{ isBad: (field) => field === 'phone', concurrency: 12 },
		);
		expect(statuses).toEqual(Array(12).fill('applied'));
		expect(refused).toEqual(['user.phone']);
		expect(calls.filter(({ fields }) => fields.length === 0)).toEqual([]);
	});

	test('nothing more is sent once the target refuses this client', async () => {
		const target = new Watched(memory());
		let searching: string | null = null;
		let afterwards = 0;
		target.fault = ({ method, id, fields }): Written | undefined => {
			const all = fields.length >= 5;
			if (method === 'update') {
				searching ??= id;
				if (all && id !== searching) {
					afterwards++;
					return { ok: false, attempts: 1, refusal: 'unauthorized', error: 'Who are you' };
				}
			}
			return fields.some(({ field }) => field === 'phone')
				? { ok: false, attempts: 1, refusal: 'content', error: 'Not so' }
				: undefined;
		};
		const { stopped, applied } = await applyChanges(target, people(20), { concurrency: 20 });
		expect(stopped?.code).toBe('unauthorized');
		expect(afterwards).toBe(1);
		expect(applied.map(({ status }) => status)).toEqual(Array(20).fill('applied'));
	});
});

test('what could not even be sent says nothing of its values: the field is refused of everybody', async () => {
	const target = new Watched(memory());
	target.fault = ({ id, fields }): Written | undefined => {
		if (id === 'n1') return { ok: false, attempts: 1, refusal: 'unreachable', error: 'No answer' };
		return fields.some(({ field }) => field === 'phone')
			? { ok: false, attempts: 1, refusal: 'content', error: 'Not so', blames: ['phone'] }
			: undefined;
	};
	const { applied, refused } = await applyChanges(target, people(6), { concurrency: 1 });
	expect(applied.map(({ status }) => status)).toEqual([
		'failed',
		...Array<string>(5).fill('applied'),
	]);
	expect(refused).toEqual(['user.phone']);
});

describe('a log-in that somebody else has', () => {
	const conflict: Written = { ok: false, attempts: 1, refusal: 'conflict', error: 'It is taken' };
	const update = async (
		fields: Change['changes'],
		answer: (fields: readonly string[]) => Written | undefined,
	) => {
		const inner = memory();
		await applyChanges(inner, [person(1)], { concurrency: 1 });
		const target = new Watched(inner);
		target.fault = (call) => answer(call.fields.map(({ field }) => field));
		const [user] = (await inner.read()).users;
		const change: Change = {
			...person(1),
			...{ action: 'update', targetId: user!.targetId, changes: fields },
		};
		const { applied } = await applyChanges(target, [change], { concurrency: 1 });
		return applied;
	};
	const title = { field: 'title', from: 'Cook', to: 'Baker' };
	const username = { field: 'username', from: 'n1@example.com', to: 'bo@example.com' };

	test('is no reason to send again what has no log-in', async () => {
		expect(await update([title], () => conflict)).toMatchObject([
			{ status: 'failed', error: 'It is taken.', attempts: 1 },
		]);
	});

	test('gives the reason where the rest is refused, too', async () => {
		const applied = await update([username, title], (fields) =>
			fields.includes('username')
				? conflict
				: { ok: false, attempts: 1, refusal: 'content', error: 'Not so' },
		);
		expect(applied).toMatchObject([{ status: 'failed', error: 'It is taken.', attempts: 2 }]);
	});
});
