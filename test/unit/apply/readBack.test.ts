import { applyChanges } from '../../../directory/apply';
import type { Written } from '../../../directory/apply/target';
import type { Change } from '../../../directory/model/change';
import type { CurrentUser } from '../../../directory/model/person';
import { currentGroup } from '../../support/people';
import { apply, memory, person } from './refusing';
import { Watched } from './stands';

/** What a run finds out about values of which no answer says that they are kept. */

const create = (order: number, fields: Record<string, string>): Change => {
	const all = { username: `n${order}@example.com`, lastName: 'Ek', ...fields };
	const changes = Object.entries(all).map(([field, to]) => ({ field, from: null, to }));
	return { ...person(order), changes };
};

/** Answers that a change is made, and shows nothing of it. */
class Silent extends Watched {
	override async create(...of: Parameters<Watched['create']>): Promise<Written> {
		const written = (await super.create(...of)) as Written & { ok: true };
		return { ...written, confirmed: false };
	}
}

test('of two who were sent forgotten values, the one with more of them is read back, and no other', async () => {
	const target = new Watched(memory());
	target.forgets = ['title', 'phone'];
	const changes = [
		create(1, { title: 'Cook' }),
		create(2, { title: 'Cook', phone: '112' }),
		create(3, { phone: '112' }),
	];
	const { dropped, taken } = await applyChanges(target, changes, { concurrency: 1 });
	expect(dropped.sort()).toEqual(['user.phone', 'user.title']);
	expect(taken).toContain('user.lastName');
	expect(target.rereads).toBe(1);
});

test('of two who were sent as many forgotten values each, the first is read back', async () => {
	const target = new Watched(memory());
	target.forgets = ['title', 'phone'];
	const read: string[] = [];
	target.reread = async (_kind, id) => {
		read.push(id);
		return null;
	};
	const changes = [create(2, { title: 'Cook' }), create(1, { phone: '112' })];
	await applyChanges(target, changes, { concurrency: 1 });
	// The target numbers those it creates, in the order of the changes.
	expect(read).toEqual(['new-1']);
});

test('a new account that stays switched off is named, and one that is on is not', async () => {
	class Off extends Watched {
		override async create(...of: Parameters<Watched['create']>): Promise<Written> {
			const written = (await super.create(...of)) as Written & { ok: true };
			return { ...written, current: { ...written.current, active: false } as CurrentUser };
		}
	}
	const off = await applyChanges(new Off(memory()), [create(1, {})], { concurrency: 1 });
	expect(off.applied).toMatchObject([
		{
			status: 'applied',
			warnings: [
				'The new account is still switched off in memory, so the person cannot log in. The next run tries again.',
			],
		},
	]);
	const on = await applyChanges(new Watched(memory()), [create(1, {})], { concurrency: 1 });
	expect(on.applied[0]!.warnings ?? []).toEqual([]);
});

test('a value that no answer shows and that is there when it is read back counts as taken', async () => {
	const target = new Silent(memory());
	const changes = [create(1, { title: 'Cook' })];
	const { dropped, taken, applied } = await applyChanges(target, changes, { concurrency: 1 });
	expect(applied).toMatchObject([{ status: 'applied' }]);
	expect(taken).toEqual(expect.arrayContaining(['user.title', 'user.lastName']));
	expect(dropped).toEqual([]);
	expect(target.rereads).toBe(1);
});

test('a value that no answer shows and that is not there when it is read back counts as forgotten', async () => {
	const target = new Silent(memory());
	target.forgets = ['title'];
	const changes = [create(1, { title: 'Cook' })];
	const { dropped, taken } = await applyChanges(target, changes, { concurrency: 1 });
	expect(dropped).toEqual(['user.title']);
	expect(taken).toContain('user.lastName');
});

describe('what has changed since the plan was made', () => {
	const update: Change = {
		...person(1),
		action: 'update',
		targetId: 't-n1',
		changes: [{ field: 'title', from: null, to: 'Cook' }],
	};

	test('a user who has another External ID now is skipped, and keeps every value', async () => {
		const target = memory();
		await target.create('user', 'other', [{ field: 'username', from: null, to: 'a@x.se' }], []);
		const change = { ...update, targetId: 'new-1' };
		const { applied, calls, users } = await apply([change], { isBad: () => false }, target);
		expect(applied).toMatchObject([
			{
				status: 'skipped',
				error: 'Its External ID is no longer the one that the plan saw.',
				attempts: 0,
			},
		]);
		expect(calls).toEqual([]);
		expect(users.get('other')).toMatchObject({ title: null });
	});

	test('a user or group that is gone is skipped where it was to change, and done where it was to go', async () => {
		const changes: Change[] = [
			update,
			{ ...update, order: 2, kind: 'group', externalId: 'g', targetId: 't-g', changes: [] },
			{ ...update, order: 3, externalId: 'n3', targetId: 't-n3', action: 'delete', changes: [] },
		];
		const { applied, calls } = await apply(changes, { isBad: () => false });
		const gone = { status: 'skipped', error: 'It is no longer in memory.', attempts: 0 };
		expect(applied).toMatchObject([gone, gone, { status: 'applied', attempts: 0 }]);
		expect(calls).toEqual([]);
	});

	test('a change of nothing but the manager is skipped where the manager is not there', async () => {
		const target = memory();
		const [there] = (await apply([person(1)], { isBad: () => false }, target)).users.values();
		const changes = [{ field: 'managerExternalId', from: null, to: 'nobody' }];
		const change = { ...update, targetId: there!.targetId, changes };
		const { applied, calls } = await apply([change], { isBad: () => false }, target);
		expect(applied).toMatchObject([
			{
				status: 'skipped',
				error: expect.stringContaining('External ID nobody is not in memory'),
			},
		]);
		expect(applied[0]).not.toHaveProperty('warnings');
		expect(calls).toEqual([]);
	});

	test('what the target says is gone already counts as removed', async () => {
		const inner = memory();
		const [there] = (await apply([person(1)], { isBad: () => false }, inner)).users.values();
		const target = new Watched(inner);
		target.fault = (): Written => ({ ok: false, attempts: 1, refusal: 'gone', error: 'Gone' });
		const change: Change = {
			...{ ...update, targetId: there!.targetId },
			...{ action: 'delete', changes: [] },
		};
		const { applied } = await applyChanges(target, [change], { concurrency: 1 });
		expect(applied).toMatchObject([{ status: 'applied', attempts: 1 }]);
		expect(applied[0]).not.toHaveProperty('error');
	});

	test('a group that is deleted is known as it was, with its further values and members', async () => {
		const members = ['new-7', 'new-8'];
		const there = currentGroup({ externalId: 'g', name: 'HR', attributes: { costCentre: '410' } });
		const target = memory([{ ...there, memberTargetIds: members }]);
		target.read = async () => ({ users: [], groups: [{ ...there, memberTargetIds: members }] });
		const change: Change = {
			...{ ...update, kind: 'group', externalId: 'g', targetId: there.targetId },
			...{ action: 'delete', changes: [] },
		};
		const { applied } = await apply([change], { isBad: () => false }, target);
		expect(applied).toMatchObject([
			{
				status: 'applied',
				before: { name: 'HR', attributes: { costCentre: '410' }, memberTargetIds: members },
			},
		]);
	});

	test('somebody who is to be created without a username fails before anything is sent', async () => {
		const nameless: Change = {
			...person(1),
			changes: [{ field: 'lastName', from: null, to: 'Ek' }],
		};
		const { applied, calls } = await apply([nameless], { isBad: () => false });
		expect(applied).toMatchObject([
			{ status: 'failed', error: 'It has no username, and memory requires one.', attempts: 0 },
		]);
		expect(calls).toEqual([]);
	});
});

describe('a name that another group has', () => {
	const taken = (held: readonly string[]) => {
		const target = new Watched(memory([currentGroup({ externalId: 'old', name: 'HR' })]));
		target.fault = ({ fields }): Written | undefined => {
			const name = fields.find(({ field }) => field === 'name')?.to;
			return held.includes(name as string)
				? { ok: false, attempts: 1, refusal: 'conflict', error: 'Taken', isNameTaken: true }
				: undefined;
		};
		return target;
	};
	const group = (order: number, name: string, nameInstead?: string): Change => ({
		...person(order),
		...{ kind: 'group', externalId: `g${order}`, name },
		changes: [{ field: 'name', from: null, to: name }],
		...(nameInstead === undefined ? {} : { nameInstead }),
	});
	const namesSent = ({ calls }: Watched) =>
		calls.flatMap(({ fields }) => fields.map(({ to }) => to));

	test('is tried once in a run: the next groups get their longer names at the first attempt', async () => {
		const target = taken(['HR', 'IT']);
		const changes = [group(1, 'HR', 'Malmö HR'), group(2, 'IT', 'Malmö IT')];
		const result = await applyChanges(target, changes, { concurrency: 1 });
		expect(namesSent(target)).toEqual(['HR', 'Malmö HR', 'Malmö IT']);
		expect(result.applied.map(({ attempts }) => attempts)).toEqual([2, 1]);
		expect(result.longerNames).toEqual(['Malmö HR', 'Malmö IT']);
		expect(result.areNamesUnique).toBe(true);
	});

	test('and the longer one, too: a number comes first; each attempt counts', async () => {
		const target = taken(['HR', 'Malmö HR', '2 HR']);
		const { applied } = await applyChanges(target, [group(1, 'HR', 'Malmö HR')], {
			concurrency: 1,
		});
		expect(namesSent(target)).toEqual(['HR', 'Malmö HR', '2 HR', '3 HR']);
		expect(applied).toMatchObject([{ status: 'applied', attempts: 4 }]);
	});

	test('where no name helps, fails with what the target said, and no other group tries numbers', async () => {
		const target = taken([]);
		target.fault = (): Written => ({
			...{ ok: false, attempts: 1, refusal: 'conflict' },
			...{ error: 'Taken', isNameTaken: true },
		});
		const changes = [group(1, 'HR', 'Malmö HR'), group(2, 'IT', 'Malmö IT')];
		const { applied, longerNames } = await applyChanges(target, changes, { concurrency: 1 });
		expect(applied).toMatchObject([
			{ status: 'failed', error: 'Taken.', attempts: 11 },
			{ status: 'failed', error: 'Taken.', attempts: 1 },
		]);
		expect(namesSent(target).slice(-1)).toEqual(['Malmö IT']);
		expect(longerNames).toEqual([]);
	});

	test('proves nothing where no other name helped: the group may be refused for another reason', async () => {
		const target = taken([]);
		target.fault = ({ id }): Written | undefined =>
			id === 'g1'
				? { ok: false, attempts: 1, refusal: 'conflict', error: 'Taken', isNameTaken: true }
				: undefined;
		const changes = [group(1, 'HR', 'Malmö HR'), group(2, 'IT', 'Malmö IT')];
		const { applied, areNamesUnique } = await applyChanges(target, changes, { concurrency: 1 });
		expect(applied).toMatchObject([{ status: 'failed' }, { status: 'applied' }]);
		expect(areNamesUnique).toBe(false);
	});
});
