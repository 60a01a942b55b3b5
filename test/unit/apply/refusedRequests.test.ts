import { applyChanges } from '../../../directory/apply';
import type { Written } from '../../../directory/apply/target';
import type { Change, FieldChange } from '../../../directory/model/change';
import type { CurrentUser } from '../../../directory/model/person';
import { currentGroup } from '../../support/people';
import { apply, memory, people, person } from './refusing';
import { Watched, type Call } from './stands';

/** Which requests a refused value costs, and what each change says of them. */

type Result = Awaited<ReturnType<typeof apply>>;

/** By External ID: what each change says it cost, and the requests that the target got for it. */
function costs({ applied, calls }: Result) {
	const asSaid = applied.map(({ externalId, attempts }) => [externalId, attempts]);
	const asSent = applied.map(({ externalId, targetId }) => [
		externalId,
		calls.filter(({ id }) => id === externalId || id === targetId).length,
	]);
	return { asSaid, asSent };
}

const fieldsOf = (calls: readonly Call[]) =>
	calls.map(({ fields }) => fields.map(({ field }) => field).join(' '));

/** A change of a person whom the target has, with the values of `person`. */
async function update(target: ReturnType<typeof memory>, order: number, fields: FieldChange[]) {
	await apply([person(order)], { isBad: () => false }, target);
	const { users } = await target.read();
	const { targetId } = users.find(({ externalId }) => externalId === `n${order}`)!;
	const change: Change = { ...person(order), action: 'update', targetId, changes: fields };
	return change;
}

const TITLE: FieldChange = { field: 'title', from: 'Cook', to: 'Chef' };
const PHONE: FieldChange = { field: 'phone', from: '112', to: 'ask Bo' };
const isPhone = (field: string) => field === 'phone';
/** Refuses two values that it takes one by one. */
const isPair = (field: string, _to: unknown, { fields }: Call) =>
	field === 'phone' && fields.some((one) => one.field === 'birthday');

test.each([
	['one value of everybody', 1, isPhone],
	['one value of everybody, of many at once', 8, isPhone],
	['another value of each', 8, (field: string, _to: unknown, { id }: Call) => field === BAD[id!]],
	['two values together', 1, isPair],
	['two values together, of many at once', 14, isPair],
])(
	'each change says how many requests it took: refused is %s',
	async (_what, concurrency, isBad) => {
		for (const names of [true, false]) {
			const { asSaid, asSent } = costs(await apply(people(14), { isBad, names, concurrency }));
			expect(asSaid).toEqual(asSent);
		}
	},
);

const BAD: Record<string, string> = { n1: 'title', n2: 'phone', n3: 'gender', n4: 'birthday' };

test('of two values, the refused one is found with one request for each, and none is repeated', async () => {
	const target = memory();
	const change = await update(target, 1, [TITLE, PHONE]);
	const result = await apply([change], { isBad: isPhone }, target);
	expect(fieldsOf(result.calls)).toEqual(['title phone', 'title', 'phone']);
	expect(result.applied).toMatchObject([
		{
			status: 'applied',
			attempts: 3,
			warnings: ['memory refuses the phone number, so it was left out. Not so.'],
		},
	]);
});

test('of a new person, the values that can be missing follow in halves until one is left', async () => {
	const { calls } = await apply([person(1)], { isBad: isPhone });
	const all = 'gender birthday title phone employedSince';
	expect(fieldsOf(calls)).toEqual([
		`active username lastName ${all}`,
		'active username lastName',
		all,
		'gender birthday title',
		'phone employedSince',
		'phone',
		'employedSince',
	]);
});

test('where nothing can be left out, one request is made and no other', async () => {
	const onlyName: Change = {
		...person(1),
		kind: 'group',
		changes: [{ field: 'name', from: null, to: 'Ny' }],
	};
	const { applied, calls } = await apply([onlyName], { isBad: (field) => field === 'name' });
	expect(applied).toMatchObject([{ status: 'failed', error: 'Not so.', attempts: 1 }]);
	expect(calls).toHaveLength(1);
});

test('a change of nothing but the value that the answer names costs one request, and fails', async () => {
	const target = memory();
	const change = await update(target, 1, [PHONE]);
	const result = await apply([change], { isBad: isPhone, names: true }, target);
	expect(result.applied).toMatchObject([{ status: 'failed', error: 'Not so.', attempts: 1 }]);
	expect(result.calls).toHaveLength(1);
});

test('a change all of whose values are refused fails, and says why for each', async () => {
	const inner = memory();
	const change = await update(inner, 1, [TITLE, PHONE]);
	const target = new Watched(inner);
	target.fault = ({ fields }): Written => ({
		...{ ok: false, attempts: 1, refusal: 'content' },
		error: `bad ${fields.map(({ field }) => field).join(' and ')}`,
	});
	const { applied } = await applyChanges(target, [change], { concurrency: 1 });
	expect(applied).toMatchObject([{ status: 'failed', error: 'Bad title; bad phone.' }]);
	expect(applied[0]).not.toHaveProperty('warnings');
});

test('a field that is refused of everybody is named once, and fails no change', async () => {
	const target = memory();
	const changes: Change[] = [];
	for (const order of [1, 2, 3]) changes.push(await update(target, order, [PHONE]));
	const result = await apply(changes, { isBad: isPhone }, target);
	expect(result.refused).toEqual(['user.phone']);
	expect(result.statuses).toEqual(['applied', 'applied', 'applied']);
	expect(result.warnings).toEqual([]);
});

test.each([
	['names it', true],
	['does not name it', false],
])(
	'a field of which some values are taken is sent to the end; the answer %s',
	async (_what, names) => {
		const bad = [3, 4, 5, 6].map((order) => person(order, { phone: 'ask Bo' }));
		const { refused, warnings, users, notTaken } = await apply(
			[person(1), person(2), ...bad, person(7)],
			{ isBad: (_field, value) => value === 'ask Bo', names },
		);
		expect(refused).toEqual([]);
		expect(warnings).toHaveLength(4);
		expect(users.get('n7')).toMatchObject({ phone: '112' });
		expect(notTaken).toEqual([{ field: 'user.phone', pairs: expect.any(Array) }]);
		expect(notTaken[0]!.pairs).toHaveLength(4);
	},
);

test('a value that was taken in a search counts as taken: its field is not given up for all', async () => {
	const bad = [2, 3, 4].map((order) => person(order, { phone: 'ask Bo' }));
	const { refused, warnings } = await apply([person(1, { title: 'ask Bo' }), ...bad], {
		isBad: (_field, value) => value === 'ask Bo',
	});
	expect(refused).toEqual([]);
	expect(warnings.filter((one) => one.includes('phone number'))).toHaveLength(3);
});

test('a value without which nobody is created is not given up for all, since it was taken of those', async () => {
	const target = memory();
	const changes: Change[] = [];
	for (const order of [2, 3, 4]) {
		changes.push(await update(target, order, [{ field: 'lastName', from: 'Ek', to: 'Ny' }, TITLE]));
	}
	const isBad = (field: string, value: unknown, { method }: Call) =>
		value === 'ask Bo' || (field === 'lastName' && method === 'update');
	const all = [person(1, { phone: 'ask Bo' }), ...changes];
	const { refused, warnings } = await apply(all, { isBad }, target);
	expect(refused).toEqual([]);
	expect(warnings).toEqual([
		'memory refuses the phone number, so it was left out. Not so.',
		...Array(3).fill('memory refuses the last name, so it was left out. Not so.'),
	]);
});

test('somebody who is not written in the end has no value that was left out', async () => {
	const target = new Watched(memory());
	target.fault = ({ fields }): Written =>
		fields.some(({ field }) => isPhone(field))
			? { ok: false, attempts: 1, refusal: 'content', error: 'Not so', blames: ['phone'] }
			: { ok: false, attempts: 1, refusal: 'other', error: 'Out of order' };
	const { applied, refused } = await applyChanges(target, [person(1)], { concurrency: 1 });
	expect(applied).toMatchObject([{ status: 'failed', error: 'Out of order.', attempts: 2 }]);
	expect(applied[0]).not.toHaveProperty('warnings');
	expect(refused).toEqual([]);
});

test('where the log-in is taken and the rest is refused, the answer to the log-in is the reason', async () => {
	const inner = memory();
	const login = { field: 'username', from: 'n1@example.com', to: 'bo@example.com' };
	const change = await update(inner, 1, [login, TITLE]);
	const target = new Watched(inner);
	target.fault = ({ fields }): Written =>
		fields.some(({ field }) => field === 'username')
			? { ok: false, attempts: 1, refusal: 'conflict', error: 'This address is taken' }
			: { ok: false, attempts: 1, refusal: 'other', error: 'Out of order' };
	const { applied } = await applyChanges(target, [change], { concurrency: 1 });
	expect(applied).toMatchObject([
		{ status: 'failed', error: 'This address is taken.', attempts: 2 },
	]);
	expect(fieldsOf(target.calls)).toEqual(['username title', 'title']);
});

test('somebody who turns out to be there once the refused value is gone gets all the other values', async () => {
	const inner = memory();
	await apply([person(1, { lastName: 'Old', title: 'Old' })], { isBad: () => false }, inner);
	const target = new Watched(inner);
	target.read = async () => ({ users: [], groups: [] });
	target.fault = ({ fields }): Written | undefined =>
		fields.some(({ field }) => isPhone(field))
			? { ok: false, attempts: 1, refusal: 'content', error: 'Not so', blames: [] }
			: undefined;
	const { applied } = await applyChanges(target, [person(1, { phone: '113' })], {
		concurrency: 1,
	});
	expect(applied).toMatchObject([{ status: 'applied' }]);
	const [user] = (await inner.read()).users;
	expect(user).toMatchObject({ lastName: 'Ek', title: 'Cook', phone: '112' });
});

test('a new group whose parent is refused is created at the top, and says so', async () => {
	const changes = [
		{ field: 'name', from: null, to: 'Ny' },
		{ field: 'parentExternalId', from: null, to: 'top' },
	];
	const group: Change = { ...person(1), kind: 'group', externalId: 'g', name: 'Ny', changes };
	const target = memory([currentGroup({ externalId: 'top', name: 'Top' })]);
	const isBad = (field: string) => field === 'parentExternalId';
	const { applied } = await apply([group], { isBad }, target);
	expect(applied).toMatchObject([
		{ status: 'applied', warnings: [expect.stringContaining('memory refuses the parent')] },
	]);
	expect((await target.read()).groups).toContainEqual(
		expect.objectContaining({ externalId: 'g', name: 'Ny', parentExternalId: null }),
	);
});

describe('values that were left for a second pass', () => {
	test('are searched there: only the refused one is missing in the end', async () => {
		const isBad = (field: string, _to: unknown, { id }: Call) =>
			field === (id === 'n1' || id === 'new-1' ? 'title' : 'phone');
		const result = await apply(people(2), { isBad, concurrency: 2 });
		expect(result.users.get('n1')).toMatchObject({ title: null, phone: '112' });
		expect(result.users.get('n2')).toMatchObject({ title: 'Cook', phone: null });
		expect(result.warnings).toEqual([
			'memory refuses the title, so it was left out. Not so.',
			'memory refuses the phone number, so it was left out. Not so.',
		]);
		const { asSaid, asSent } = costs(result);
		expect(asSaid).toEqual(asSent);
	});

	/** Ten searches are made in a run, and of these two values none finds which one is at fault. */
	const SEARCHES = 10;
	const LEFT_OUT = ['gender', 'birthday', 'title', 'phone', 'employedSince'];

	test('are left out once there were so many searches, each with what the target said', async () => {
		const { applied, users, statuses } = await apply(people(SEARCHES + 2), { isBad: isPair });
		expect(statuses).toEqual(Array(SEARCHES + 2).fill('applied'));
		expect(users.get('n1')).toMatchObject({ title: 'Cook', phone: '112' });
		for (const last of applied.slice(SEARCHES)) {
			expect(last.attempts).toBe(3);
			expect(last.warnings).toHaveLength(LEFT_OUT.length);
			for (const warning of last.warnings!) expect(warning).toMatch(/left out\. Not so\.$/);
		}
	});

	test('are not sent once the target refuses this client, and the first says why', async () => {
		const target = new Watched(memory());
		const isLast = ({ id }: Call) => id === 'new-11' || id === 'new-12';
		target.fault = (call): Written | undefined => {
			if (isLast(call)) {
				return { ok: false, attempts: 1, refusal: 'unauthorized', error: 'wrong token' };
			}
			const isBad = call.fields.some(({ field, to }) => isPair(field, to, call));
			return isBad ? { ok: false, attempts: 1, refusal: 'content', error: 'Not so' } : undefined;
		};
		const all = people(SEARCHES + 2);
		const { applied, stopped } = await applyChanges(target, all, { concurrency: 1 });
		expect(stopped?.code).toBe('unauthorized');
		expect(target.calls.filter(isLast)).toHaveLength(1);
		expect(applied[SEARCHES]).toMatchObject({ status: 'applied', warnings: ['Wrong token.'] });
		expect(applied[SEARCHES]).toMatchObject({ attempts: 3 });
		const users = new Map<string | null, CurrentUser>();
		for (const user of (await target.read()).users) users.set(user.externalId, user);
		expect(users.get('n12')).toMatchObject({ lastName: 'Ek', title: null });
	});
});

test('somebody new who turns out to be there costs all that it took: the creation and the update', async () => {
	const inner = memory();
	await apply([person(1, { title: 'Chef' })], { isBad: () => false }, inner);
	const current = (await inner.read()).users[0]!;
	const unseen = memory();
	const target = new Watched(unseen);
	target.fault = async ({ method, fields }): Promise<Written | undefined> => {
		if (method === 'create') return { ok: true, attempts: 3, current, existed: true };
		const written = await inner.update('user', current.targetId, fields);
		return { ...written, attempts: 2 };
	};
	const { applied } = await applyChanges(target, [person(1)], { concurrency: 1 });
	expect(applied).toMatchObject([{ status: 'applied', attempts: 5, targetId: current.targetId }]);
	expect((await inner.read()).users).toMatchObject([{ title: 'Cook' }]);
});
