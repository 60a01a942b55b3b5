import { applyChanges, type ApplyResult } from '../../../directory/apply';
import type { Kind, Written } from '../../../directory/apply/target';
import type { JsonValue } from '../../../directory/common/json';
import type { AppliedChange, Change, FieldChange } from '../../../directory/model/change';
import { STANDS, Watched, type Call, type Fault, type Stand } from './stands';

/** What the engine promises, whatever the target: every test runs over each of them. */

const field = (name: string, from: JsonValue, to: JsonValue): FieldChange => ({
	field: name,
	from,
	to,
});

const change = (
	order: number,
	kind: Kind,
	action: Change['action'],
	values: Partial<Change>,
): Change => ({
	order,
	kind,
	action,
	externalId: null,
	targetId: null,
	name: values.externalId ?? '',
	changes: [],
	reason: '',
	...values,
});

const person = (order: number, externalId: string, values: Record<string, JsonValue> = {}) =>
	change(order, 'user', 'create', {
		externalId,
		changes: Object.entries({
			username: `${externalId}@example.com`,
			lastName: externalId.toUpperCase(),
			...values,
		}).map(([name, to]) => field(name, null, to)),
	});

const group = (order: number, externalId: string, values: Record<string, JsonValue> = {}) =>
	change(order, 'group', 'create', {
		externalId,
		changes: Object.entries({ name: externalId, ...values }).map(([name, to]) =>
			field(name, null, to),
		),
	});

const refused = (
	refusal: Exclude<Written, { ok: true }>['refusal'],
	error = 'Not this',
): Written => ({ ok: false, attempts: 1, refusal, error });

const statuses = (applied: readonly AppliedChange[]) => applied.map(({ status }) => status);
const isTo =
	(method: Call['method'], kind: Kind = 'user') =>
	(call: Call) =>
		call.method === method && call.kind === kind;

interface Run extends ApplyResult {
	calls: Call[];
	rereads: number;
}

describe.each(STANDS)('%s', (_name, start) => {
	let stand: Stand;

	beforeEach(async () => {
		stand = await start();
	});

	afterEach(async () => await stand.close());

	async function apply(
		changes: readonly Change[],
		{ fault, forgets = [], dryRun = false, concurrency = 4 }: ApplySettings = {},
	): Promise<Run> {
		const target = new Watched(await stand.open());
		if (fault) target.fault = fault;
		target.forgets = forgets;
		const result = await applyChanges(target, changes, { concurrency, dryRun });
		return { ...result, calls: target.calls, rereads: target.rereads };
	}

	interface ApplySettings {
		fault?: Fault;
		forgets?: readonly string[];
		dryRun?: boolean;
		concurrency?: number;
	}

	const directory = async () => await (await stand.open()).read({ users: true, groups: true });

	/** Somebody changes values by hand. */
	async function byHand(kind: Kind, externalId: string, changes: FieldChange[]): Promise<void> {
		const other = await stand.open();
		const all = await other.read({ users: true, groups: true });
		const list = kind === 'user' ? all.users : all.groups;
		const { targetId } = list.find((one) => one.externalId === externalId)!;
		expect(await other.update(kind, targetId, changes)).toMatchObject({ ok: true });
	}

	/** The directory by External ID, with names in place of the target's ids. */
	async function state() {
		const { users, groups } = await directory();
		const names = new Map(users.map((user) => [user.targetId, user.externalId ?? user.username]));
		return {
			users: Object.fromEntries(
				users.map((user) => [
					user.externalId,
					{
						username: user.username,
						lastName: user.lastName,
						active: user.active,
						manager: user.managerExternalId ?? null,
						groups: (user.memberOf ?? [])
							.map((id) => groups.find(({ targetId }) => targetId === id)!.name)
							.sort(),
					},
				]),
			),
			groups: Object.fromEntries(
				groups.map((one) => [
					one.externalId ?? one.name,
					{
						name: one.name,
						parent: one.parentExternalId ?? null,
						manager: one.managerExternalId ?? null,
						members: (one.memberTargetIds ?? []).map((id) => names.get(id)).sort(),
					},
				]),
			),
		};
	}

	/** Three groups, one inside another, and people in them. @returns what names an existing one */
	async function furnish() {
		const { applied } = await apply([
			group(1, 'stockholm'),
			group(2, 'finance', { parentExternalId: 'stockholm' }),
			group(3, 'payable', { parentExternalId: 'finance' }),
			person(4, 'a', { groupExternalId: 'finance' }),
			person(5, 'b', { groupExternalId: 'finance' }),
			person(6, 'c', { groupExternalId: 'payable' }),
		]);
		expect(statuses(applied)).toEqual(Array(6).fill('applied'));
		const { users, groups } = await directory();
		const ids = new Map([...users, ...groups].map((one) => [one.externalId, one.targetId]));
		return (externalId: string) => ({ externalId, targetId: ids.get(externalId)! });
	}

	type Ids = Awaited<ReturnType<typeof furnish>>;
	const update = (order: number, kind: Kind, id: ReturnType<Ids>, ...changes: FieldChange[]) =>
		change(order, kind, 'update', { ...id, changes });
	const rename = (order: number, id: ReturnType<Ids>, more: Partial<Change> = {}) => ({
		...update(order, 'user', id, field('lastName', id.externalId.toUpperCase(), 'Ny')),
		...more,
	});
	const move = (order: number, id: ReturnType<Ids>, from: string, to: string) =>
		update(order, 'user', id, field('groupExternalId', from, to));
	const manage = (order: number, id: ReturnType<Ids>, manager: string) =>
		update(order, 'group', id, field('managerExternalId', null, manager));

	test('groups, users, memberships, managers and removals are done in a safe order, whatever theirs is', async () => {
		const id = await furnish();
		const changes = [
			change(1, 'group', 'delete', { ...id('finance'), needs: [2, 4] }),
			change(2, 'group', 'delete', { ...id('payable'), needs: [5] }),
			person(3, 'd', { managerExternalId: 'e', groupExternalId: 'new' }),
			update(
				4,
				'user',
				id('a'),
				field('lastName', 'A', 'Ny'),
				field('groupExternalId', 'finance', 'new'),
			),
			move(5, id('c'), 'payable', 'new'),
			change(6, 'user', 'deactivate', id('b')),
			person(7, 'e'),
			group(8, 'new', { parentExternalId: 'above' }),
			group(9, 'above'),
		];
		const { applied, calls } = await apply(changes);
		expect(applied.map(({ order, status, error }) => [order, status, error])).toEqual(
			changes.map(({ order }) => [order, 'applied', undefined]),
		);
		const { users, groups } = await state();
		expect(Object.keys(groups).sort()).toEqual(['above', 'new', 'stockholm']);
		expect(groups.new).toMatchObject({ parent: 'above', members: ['a', 'c', 'd'] });
		expect(users.d).toMatchObject({ manager: 'e', active: true });
		expect(users.a).toMatchObject({ lastName: 'Ny' });
		expect(users.b).toMatchObject({ active: false });
		// Two users created, one renamed, one deactivated; two groups created, two deleted; members of three.
		expect(calls).toHaveLength(11);
	});

	test('the same changes applied twice are made once', async () => {
		const id = await furnish();
		const changes = [
			update(
				1,
				'user',
				id('a'),
				field('lastName', 'A', 'Ny'),
				field('groupExternalId', 'finance', 'stockholm'),
			),
			person(2, 'd'),
			change(3, 'group', 'delete', id('payable')),
		];
		await apply(changes);
		const before = await state();
		const { applied, calls } = await apply(changes);
		expect(applied.map(({ status, attempts }) => [status, attempts])).toEqual(
			Array(3).fill(['applied', 0]),
		);
		expect(calls).toEqual([]);
		expect(await state()).toEqual(before);
	});

	test('what was changed after the plan was made is skipped and named, the rest is done', async () => {
		const id = await furnish();
		await byHand('user', 'a', [field('lastName', 'A', 'Other')]);
		await apply([move(1, id('c'), 'payable', 'stockholm')]);
		const { applied } = await apply([
			rename(1, id('a')),
			rename(2, id('b')),
			move(3, id('c'), 'payable', 'finance'),
			change(4, 'user', 'delete', { externalId: 'x', targetId: id('b').targetId }),
			change(5, 'user', 'update', { externalId: 'y', targetId: 'gone' }),
		]);
		expect(statuses(applied)).toEqual(['skipped', 'applied', 'skipped', 'skipped', 'skipped']);
		expect(applied[0]!.error).toMatch(/lastName was changed in .* after the plan was made/);
		expect(applied[2]!.error).toMatch(/group was changed/);
		expect(applied[3]!.error).toMatch(/External ID/);
		expect(applied[4]!.error).toMatch(/no longer in/);
		const { users } = await state();
		expect(users.a).toMatchObject({ lastName: 'Other' });
		expect(users.c).toMatchObject({ groups: ['stockholm'] });
	});

	test.each([
		['moves to another group', 'finance', 'payable', ['payable', 'stockholm']],
		['comes into a first group', null, 'payable', ['payable', 'stockholm']],
		['leaves a group', 'finance', null, ['stockholm']],
	])('somebody who %s stays in a group that came from elsewhere', async (...row) => {
		const [, from, to, groups] = row;
		const id = await furnish();
		const stockholm = id('stockholm').targetId;
		const both = { leaves: from === null ? [id('finance').targetId] : [] };
		await apply([{ ...move(1, id('a'), 'finance', 'stockholm'), ...both }]);
		const { applied } = await apply([
			{
				...update(2, 'user', id('a'), field('groupExternalId', from, to)),
				...(from === null ? {} : { leaves: [id(from).targetId] }),
				stays: [stockholm],
			},
		]);
		expect(applied.map(({ error }) => error)).toEqual([undefined]);
		expect(statuses(applied)).toEqual(['applied']);
		expect((await state()).users.a!.groups).toEqual(groups);
	});

	test.each([
		['of the same value is noticed', 'lastName', 'skipped', 'Berit'],
		['of another value does not matter', 'firstName', 'applied', 'Ny'],
	])('a change between the read and the write %s', async (_what, name, status, lastName) => {
		const id = await furnish();
		let isChanged = false;
		const { applied, rereads } = await apply([rename(1, id('a'))], {
			async fault() {
				if (isChanged) return undefined;
				isChanged = true;
				await byHand('user', 'a', [field(name, 'A', 'Berit')]);
				return refused('changed');
			},
		});
		expect(applied).toMatchObject([{ status }]);
		expect((await state()).users.a).toMatchObject({ lastName });
		expect(rereads).toBe(1);
	});

	test('a group into which people have come meanwhile is not deleted', async () => {
		const id = await furnish();
		let isChanged = false;
		const { applied } = await apply([change(1, 'group', 'delete', id('payable'))], {
			async fault() {
				if (isChanged) return undefined;
				isChanged = true;
				await apply([move(1, id('a'), 'finance', 'payable')]);
				return refused('changed');
			},
		});
		expect(applied).toMatchObject([{ status: 'skipped' }]);
		expect(applied[0]!.error).toMatch(/people have come into it/i);
		expect((await state()).groups.payable!.members).toEqual(['a', 'c']);
	});

	test('a change that is refused stops only itself and what needs it', async () => {
		const id = await furnish();
		const { applied } = await apply(
			[
				group(1, 'new'),
				{ ...group(2, 'below'), needs: [1] },
				{ ...move(3, id('a'), 'finance', 'new'), needs: [1] },
				update(
					4,
					'user',
					id('b'),
					field('lastName', 'B', 'Ny'),
					field('groupExternalId', 'finance', 'new'),
				),
				change(5, 'user', 'deactivate', id('c')),
			],
			{ fault: (call) => (isTo('create', 'group')(call) ? refused('content') : undefined) },
		);
		expect(statuses(applied)).toEqual(['failed', 'skipped', 'skipped', 'failed', 'applied']);
		expect(applied[1]!.error).toMatch(/needs the change of the group "new"/);
		expect(applied[3]!.error).toMatch(/Could not be placed in the group "new"/);
		const { users } = await state();
		// Nobody was taken out of a group without coming into another.
		expect(users.a).toMatchObject({ groups: ['finance'] });
		expect(users.b).toMatchObject({ groups: ['finance'], lastName: 'Ny' });
	});

	test('one member who is refused stops only that person', async () => {
		const id = await furnish();
		const { applied } = await apply(
			[
				move(1, id('a'), 'finance', 'stockholm'),
				move(2, id('b'), 'finance', 'stockholm'),
				move(3, id('c'), 'payable', 'stockholm'),
			],
			{ fault: ({ add }) => (add.includes(id('b').targetId) ? refused('content') : undefined) },
		);
		expect(statuses(applied)).toEqual(['applied', 'failed', 'applied']);
		expect((await state()).groups.stockholm!.members).toEqual(['a', 'c']);
	});

	test('two who change places between two groups come through, one request for each group', async () => {
		const id = await furnish();
		const { applied, calls } = await apply([
			move(1, id('a'), 'finance', 'payable'),
			move(2, id('c'), 'payable', 'finance'),
		]);
		expect(statuses(applied)).toEqual(['applied', 'applied']);
		const { groups } = await state();
		expect(groups.finance!.members).toEqual(['b', 'c']);
		expect(groups.payable!.members).toEqual(['a']);
		expect(calls).toHaveLength(2);
	});

	test('a group whose manager and members change takes one request', async () => {
		const id = await furnish();
		const { applied, calls } = await apply([
			manage(1, id('payable'), 'a'),
			move(2, id('b'), 'finance', 'payable'),
		]);
		expect(applied.map(({ status, attempts }) => [status, attempts > 0])).toEqual([
			['applied', true],
			['applied', true],
		]);
		const { groups } = await state();
		expect(groups.payable).toMatchObject({ manager: 'a', members: ['b', 'c'] });
		expect(groups.finance!.members).toEqual(['a']);
		expect(calls).toHaveLength(2);
	});

	test('two groups that exchange people and get new managers take one request each', async () => {
		const id = await furnish();
		const { applied, calls } = await apply([
			manage(1, id('finance'), 'c'),
			manage(2, id('payable'), 'a'),
			move(3, id('a'), 'finance', 'payable'),
			move(4, id('c'), 'payable', 'finance'),
		]);
		expect(statuses(applied)).toEqual(Array(4).fill('applied'));
		const { groups } = await state();
		expect(groups.finance).toMatchObject({ manager: 'c', members: ['b', 'c'] });
		expect(groups.payable).toMatchObject({ manager: 'a', members: ['a'] });
		expect(calls).toHaveLength(2);
	});

	test('a group change that went along and is refused keeps nobody out of the group', async () => {
		const id = await furnish();
		const { applied } = await apply(
			[manage(1, id('payable'), 'a'), move(2, id('b'), 'finance', 'payable')],
			{ fault: ({ fields }) => (fields.length > 0 ? refused('content') : undefined) },
		);
		expect(applied).toMatchObject([
			{ status: 'failed', error: 'Not this.' },
			{ status: 'applied' },
		]);
		expect((await state()).groups.payable).toMatchObject({ manager: null, members: ['b', 'c'] });
	});

	test('a group that somebody else has changed gets its members, and the conflict is named', async () => {
		const id = await furnish();
		await byHand('group', 'payable', [field('managerExternalId', null, 'c')]);
		const { applied } = await apply([
			manage(1, id('payable'), 'a'),
			move(2, id('b'), 'finance', 'payable'),
		]);
		expect(statuses(applied)).toEqual(['skipped', 'applied']);
		expect(applied[0]!.error).toMatch(/^Its managerExternalId was changed in .+ after the plan/);
		expect((await state()).groups.payable).toMatchObject({ manager: 'c', members: ['b', 'c'] });
	});

	const swap = (id: Ids) => [
		update(1, 'user', id('a'), field('username', 'a@example.com', 'tmp-a')),
		{
			...update(2, 'user', id('b'), field('username', 'b@example.com', 'a@example.com')),
			needs: [1],
		},
		{
			...update(3, 'user', id('a'), field('username', 'tmp-a', 'b@example.com')),
			needs: [1, 2],
		},
	];

	test('case 14: a swap by way of a temporary name never has two with one name', async () => {
		const id = await furnish();
		const taken: string[] = [];
		const { applied } = await apply(swap(id), {
			async fault({ fields }) {
				const wanted = fields.find((one) => one.field === 'username')?.to;
				const { users } = await directory();
				if (users.some(({ username }) => username === wanted)) taken.push(String(wanted));
				return undefined;
			},
		});
		expect(applied.map(({ status, error }) => [status, error])).toEqual(
			Array(3).fill(['applied', undefined]),
		);
		expect(taken).toEqual([]);
		const { users } = await state();
		expect(users.a!.username).toBe('b@example.com');
		expect(users.b!.username).toBe('a@example.com');
	});

	test('a dry run of it all says what would be done, and writes nothing', async () => {
		const id = await furnish();
		const before = await state();
		const { applied, calls } = await apply(
			[
				...swap(id),
				group(4, 'new'),
				{ ...person(5, 'd', { groupExternalId: 'new' }), needs: [4] },
				update(6, 'user', id('c'), field('lastName', 'somebody else', 'Ny')),
				change(7, 'group', 'delete', id('payable')),
			],
			{ dryRun: true },
		);
		expect(statuses(applied)).toEqual([...Array<string>(5).fill('dryRun'), 'skipped', 'dryRun']);
		expect(applied.map(({ attempts }) => attempts)).toEqual(Array(7).fill(0));
		expect(applied[4]!.targetId).toBeNull();
		expect(calls).toEqual([]);
		expect(await state()).toEqual(before);
	});

	test('the groups that a change names are left, groups made by hand too', async () => {
		const id = await furnish();
		const members = [id('a').targetId, id('b').targetId];
		const other = await stand.open();
		await other.read({ users: true, groups: true });
		const club = await other.create('group', null, [field('name', null, 'Fika')], members);
		if (!club.ok) throw new Error(club.error);
		const leaves = [id('finance').targetId, club.current.targetId];
		await apply([{ ...move(1, id('a'), 'finance', 'stockholm'), leaves }]);
		const { users } = await state();
		expect(users.a).toMatchObject({ groups: ['stockholm'] });
		expect(users.b).toMatchObject({ groups: ['Fika', 'finance'] });
	});

	test('case 27: somebody whom another run has created meanwhile is brought up to date, not doubled', async () => {
		await furnish();
		let isRaced = false;
		const { applied } = await apply([person(1, 'd', { groupExternalId: 'finance' })], {
			async fault(call) {
				if (!isTo('create')(call) || isRaced) return undefined;
				isRaced = true;
				await apply([person(1, 'd', { lastName: 'Other' })]);
				await byHand('user', 'd', [field('active', true, false)]);
				return undefined;
			},
		});
		expect(applied).toMatchObject([{ status: 'applied' }]);
		const { users, groups } = await state();
		expect(users.d).toMatchObject({ lastName: 'D', active: true });
		expect(groups.finance!.members).toEqual(['a', 'b', 'd']);
	});

	test('a manager who could not be created is left out with a warning; the rest of the person is done', async () => {
		const { applied } = await apply([person(1, 'e'), person(2, 'd', { managerExternalId: 'e' })], {
			fault: ({ id }) => (id === 'e' ? refused('content') : undefined),
		});
		expect(statuses(applied)).toEqual(['failed', 'applied']);
		expect(applied[1]!.warnings!.join()).toMatch(/manager with the External ID e is not in/);
		expect((await state()).users.d).toMatchObject({ manager: null });
	});

	test('two who manage each other are both created, then linked', async () => {
		const { applied } = await apply([
			person(1, 'd', { managerExternalId: 'e' }),
			person(2, 'e', { managerExternalId: 'd' }),
		]);
		expect(statuses(applied)).toEqual(['applied', 'applied']);
		const { users } = await state();
		expect([users.d!.manager, users.e!.manager]).toEqual(['e', 'd']);
	});

	test('case 39: a field that the target does not know is left out, and said once', async () => {
		const target = new Watched(await stand.open());
		target.support = (_kind, name) => (name === 'birthday' ? 'unknown' : 'written');
		const people = [1, 2].map((order) => person(order, `p${order}`, { birthday: '1980-01-01' }));
		const { applied, leftOut } = await applyChanges(target, people, { concurrency: 4 });
		expect(statuses(applied)).toEqual(['applied', 'applied']);
		expect(leftOut).toEqual(['user.birthday']);
	});

	test('case 39: a value that the target forgets is read back once and named', async () => {
		const people = [1, 2, 3, 4].map((order) =>
			person(order, `p${order}`, { birthday: '1980-01-01' }),
		);
		const forgetful = await apply(people, { forgets: ['birthday'] });
		expect(statuses(forgetful.applied)).toEqual(Array(4).fill('applied'));
		expect(forgetful.dropped).toEqual(['user.birthday']);
		expect(forgetful.rereads).toBe(1);
		expect(forgetful.taken).not.toContain('user.birthday');
	});

	test('a value that is not taken of one person, though others have it, is reported for this person', async () => {
		await apply([1, 2].map((order) => person(order, `p${order}`, { birthday: '1980-01-01' })));
		const { users } = await directory();
		const { externalId, targetId } = users.find((one) => one.externalId === 'p1')!;
		const born = update(
			1,
			'user',
			{ externalId: externalId!, targetId },
			field('lastName', 'P1', 'Ny'),
			field('birthday', '1980-01-01', '1990-12-24'),
		);
		const { applied, dropped } = await apply([born], { forgets: ['birthday'] });
		expect(applied[0]!.warnings).toEqual([expect.stringMatching(/did not take over.*birthday/)]);
		expect(dropped).toEqual([]);
	});

	describe('case C15: who manages a group is no member of it', () => {
		const NEW_GROUP = { externalId: 'g', targetId: null };
		const load = () => [
			group(1, 'g'),
			{ ...person(2, 'p'), manages: 'g' },
			person(3, 'q', { groupExternalId: 'g' }),
			change(4, 'group', 'update', {
				...NEW_GROUP,
				changes: [field('managerExternalId', null, 'p')],
				needs: [1, 2],
			}),
		];
		/** `a` leaves Finance once they manage it. */
		const promotion = (id: Ids) => [
			manage(1, id('finance'), 'a'),
			{
				...update(2, 'user', id('a'), field('groupExternalId', 'finance', null)),
				leaves: [id('finance').targetId],
				needs: [1],
				manages: 'finance',
			},
		];

		test('a new manager is in the group by managing it', async () => {
			expect(statuses((await apply(load())).applied)).toEqual(Array(4).fill('applied'));
			expect((await state()).groups.g).toMatchObject({ manager: 'p', members: ['q'] });
		});

		test('a new manager whom the target forgets becomes a member', async () => {
			const { dropped } = await apply(load(), { forgets: ['managerExternalId'] });
			expect(dropped).toEqual(['group.managerExternalId']);
			expect((await state()).groups.g).toMatchObject({ manager: null, members: ['p', 'q'] });
		});

		test('a new manager whom the target refuses becomes a member', async () => {
			const { applied } = await apply(load(), {
				fault: ({ kind, fields }) =>
					kind === 'group' && fields.some((one) => one.field === 'managerExternalId')
						? refused('content', 'No managers here')
						: undefined,
			});
			expect(statuses(applied.slice(0, 3))).toEqual(Array(3).fill('applied'));
			expect((await state()).groups.g).toMatchObject({ manager: null, members: ['p', 'q'] });
		});

		test('a member who becomes the manager leaves', async () => {
			const changes = promotion(await furnish());
			expect(statuses((await apply(changes)).applied)).toEqual(['applied', 'applied']);
			expect((await state()).groups.finance).toMatchObject({ manager: 'a', members: ['b'] });
			expect(statuses((await apply(changes)).applied)).toEqual(['applied', 'applied']);
			expect((await state()).groups.finance).toMatchObject({ manager: 'a', members: ['b'] });
		});

		test('a member stays one where the target forgets the manager', async () => {
			const { applied } = await apply(promotion(await furnish()), {
				forgets: ['managerExternalId'],
			});
			expect(applied[1]).toMatchObject({
				status: 'skipped',
				error: expect.stringMatching(/did not take the manager of the group "finance"/),
			});
			expect((await state()).groups.finance).toMatchObject({ manager: null, members: ['a', 'b'] });
		});
	});

	test('case 25: a refused client ends it clearly, and leaves the rest for the next run', async () => {
		const id = await furnish();
		const changes = ['a', 'b', 'c'].map((name, i) => rename(i + 1, id(name)));
		const { applied, stopped, calls } = await apply(changes, {
			concurrency: 1,
			fault: (call) =>
				call.id === id('a').targetId ? undefined : refused('unauthorized', 'It is locked'),
		});
		expect(stopped?.message).toMatch(/^It is locked\. Of 3 changes, [01] were made before that\.$/);
		expect(stopped?.code).toBe('unauthorized');
		expect(statuses(applied).filter((status) => status === 'failed').length).toBeGreaterThan(0);
		expect(calls.length).toBeLessThanOrEqual(3);
		const again = await apply(changes);
		expect(statuses(again.applied)).toEqual(Array(3).fill('applied'));
		const { users } = await directory();
		expect(users.map(({ lastName }) => lastName)).toEqual(Array(3).fill('Ny'));
	});

	test('a target that goes away is given up after five changes in a row, not tried for each', async () => {
		const people = Array.from({ length: 40 }, (_unused, i) => person(i + 1, `n${i}`));
		const away = { ...refused('unreachable', 'Nobody answers'), advice: 'Try later.' };
		const { applied, stopped } = await apply(people, { fault: () => away });
		expect(stopped?.message).toBe('Nobody answers. Of 40 changes, 0 were made before that.');
		expect(stopped?.advice).toMatch(/^Try later\. When the workflow runs again, it continues/);
		expect(new Set(statuses(applied))).toEqual(
			new Set(stand.sendsTogether ? ['failed'] : ['failed', 'skipped']),
		);
		expect((await directory()).users).toEqual([]);
	});

	/** Three people, a group for them and one above it, and the link to a manager who is new, too. */
	const PEOPLE = ['a', 'b', 'c'];
	const FIRST_LOAD: Change[] = [
		group(1, 'above'),
		{ ...group(2, 'team', { parentExternalId: 'above' }), needs: [1] },
		...PEOPLE.map((externalId, i) => person(3 + i, externalId, { groupExternalId: 'team' })),
		change(6, 'group', 'update', {
			externalId: 'team',
			needs: [2, 3],
			changes: [field('managerExternalId', null, 'a')],
		}),
	];
	const TEAM = { parent: 'above', manager: 'a', members: PEOPLE };

	test('a new group comes with its people and its manager: one request for each record, people first', async () => {
		const { applied, calls } = await apply(FIRST_LOAD);
		expect(statuses(applied)).toEqual(Array(6).fill('applied'));
		expect((await state()).groups.team).toMatchObject(TEAM);
		// So that a first load that is cut short is seen as one.
		expect(calls.map(({ method, kind }) => `${method} ${kind}`)).toEqual([
			...Array<string>(3).fill('create user'),
			...Array<string>(2).fill('create group'),
		]);
	});

	test('one member who is refused keeps nobody else out, nor the group from being created', async () => {
		let refusedId: string | undefined;
		const { applied } = await apply(FIRST_LOAD, {
			async fault(call) {
				refusedId ??= (await directory()).users.find(
					({ externalId }) => externalId === 'b',
				)?.targetId;
				return call.add.includes(refusedId ?? '-') ? refused('content') : undefined;
			},
		});
		expect(statuses(applied)).toEqual([
			'applied',
			'applied',
			'applied',
			'failed',
			'applied',
			'applied',
		]);
		expect((await state()).groups.team).toMatchObject({ ...TEAM, members: ['a', 'c'] });
	});

	test('someone who could not be created is missing from the new group, which comes all the same', async () => {
		const { applied } = await apply(FIRST_LOAD, {
			fault: ({ id }) => (id === 'b' ? refused('conflict') : undefined),
		});
		expect(statuses(applied)).toEqual([
			'applied',
			'applied',
			'applied',
			'failed',
			'applied',
			'applied',
		]);
		expect((await state()).groups.team).toMatchObject({ ...TEAM, members: ['a', 'c'] });
	});

	test('a group that another run has created meanwhile is not doubled, and gets its people', async () => {
		let isRaced = false;
		const { applied } = await apply(FIRST_LOAD, {
			async fault(call) {
				if (call.id !== 'team' || isRaced) return undefined;
				isRaced = true;
				await apply([group(1, 'team')]);
				return undefined;
			},
		});
		expect(statuses(applied)).toEqual(Array(6).fill('applied'));
		const { groups } = await state();
		expect(Object.keys(groups).sort()).toEqual(['above', 'team']);
		expect(groups.team).toMatchObject(TEAM);
	});

	test('people who only change their group come with a new group; who changes otherwise comes on their own', async () => {
		const id = await furnish();
		const { applied, calls } = await apply([
			group(1, 'new'),
			{ ...move(2, id('a'), 'finance', 'new'), needs: [1] },
			{
				...update(
					3,
					'user',
					id('b'),
					field('lastName', 'B', 'Ny'),
					field('groupExternalId', 'finance', 'new'),
				),
				needs: [1],
			},
		]);
		expect(statuses(applied)).toEqual(Array(3).fill('applied'));
		const { groups } = await state();
		expect(groups.new!.members).toEqual(['a', 'b']);
		expect(groups.finance!.members).toEqual([]);
		expect(calls.find(isTo('create', 'group'))?.add).toEqual([id('a').targetId]);
	});
});
