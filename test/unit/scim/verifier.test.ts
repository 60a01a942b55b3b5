import { UPDATE_WAYS, type UpdateWay } from '../../../scim/edits';
import type { JsonObject } from '../../../scim/json';
import type { Look } from '../../../scim/look';
import { MEMBERS_GONE, type Part, type Write } from '../../../scim/parts';
import { AUTOMATIC_TENANT, type TenantSettings } from '../../../scim/tenantSettings';
import { Verifier } from '../../../scim/verifier';
import { INACTIVE, Ways } from '../../../scim/ways';
import type { Sent } from '../../../scim/sent';

/** Every way of a write, and the next one where the tenant does not take it. */

const NOW = Date.UTC(2026, 2, 1);
const DAY = 86_400_000;
const TENANT = 'https://tenant.example';

/** A tenant with one user, of which it takes values in some ways only. */
function tenantTaking(
	taken: readonly UpdateWay[],
	{
		ways = new Ways([], TENANT, NOW),
		refuses = false,
		settings = {} as Partial<TenantSettings>,
	} = {},
) {
	const user: JsonObject = { id: '1' };
	const sent: string[] = [];
	const verifier = new Verifier({
		tenant: { patch: true, ways, settings: { ...AUTOMATIC_TENANT, ...settings } } as never,
		reread: async () => ({ resource: { ...user } }),
		product: 'Winningtemp',
		stopBatches: () => {},
		areBatchesStopped: () => true,
		doubtAnswers: () => {},
	});
	const write = async (name: string, value: string): Promise<Sent> => {
		const part: Part = { name, isTaken: (resource) => resource[name] === value };
		const send: Write['send'] = async (way) => {
			sent.push(way);
			if (taken.includes(way)) user[name] = value;
			else if (refuses) {
				const body = { scimType: 'invalidPath' };
				const answer = { status: 400, headers: {}, body, attempts: 1 };
				return { ok: false, attempts: 1, answer, error: 'No' };
			}
			return { ok: true, attempts: 1, confirmed: true, resource: { ...user } };
		};
		return await verifier.update({ ...user }, { kind: 'user', parts: [part], send });
	};
	return { user, sent, ways, write };
}

const ORDER: Array<[works: UpdateWay, field: string, tried: UpdateWay[]]> = [
	['exact', 'title', ['exact']],
	['listed', MEMBERS_GONE, ['exact', 'listed']],
	['whole', 'title', ['exact', 'whole']],
	['pathless', 'title', ['exact', 'whole', 'pathless']],
	['put', 'title', ['exact', 'whole', 'pathless', 'put']],
];

test('every way of a write is in the table', () => {
	expect(ORDER.map(([works]) => works)).toEqual(UPDATE_WAYS);
});

describe.each([
	['answers that it was done', false],
	['refuses the form', true],
])('where the tenant %s', (_how, refuses) => {
	test.each(ORDER)(
		'the way %s is found, is used in the run, and in the runs of a week',
		async (works, field, tried) => {
			const first = tenantTaking([works], { refuses });
			expect(await first.write(field, 'a')).toMatchObject({ ok: true });
			expect(first.user[field]).toBe('a');
			expect(first.sent).toEqual(tried);

			await first.write(field, 'b');
			expect(first.user[field]).toBe('b');
			expect(first.sent).toEqual([...tried, works]);

			const remembered = JSON.parse(JSON.stringify(first.ways.news ?? [])) as unknown;
			const after = (days: number) =>
				tenantTaking([works], { refuses, ways: new Ways(remembered, TENANT, NOW + days * DAY) });
			const next = after(6);
			await next.write(field, 'a');
			expect(next.sent).toEqual([works]);
			expect(next.ways.news).toBeNull();
			const late = after(7);
			await late.write(field, 'a');
			expect(late.sent).toEqual(tried);
		},
	);

	test('a way that only PUT would be is not tried where the credential says PATCH', async () => {
		const tenant = tenantTaking(['put'], { refuses, settings: { writeMethod: 'patch' } });
		await tenant.write('title', 'a');
		expect(tenant.sent).toEqual(['exact', 'whole', 'pathless']);
		expect(tenant.user.title).toBeUndefined();
		expect(tenant.ways.news).toBeNull();
	});
});

test('where no way works, all are tried once, and nothing is remembered', async () => {
	const tenant = tenantTaking([]);
	await tenant.write('title', 'a');
	expect(tenant.sent).toEqual(['exact', 'whole', 'pathless', 'put']);
	await tenant.write('title', 'b');
	expect(tenant.sent).toHaveLength(5);
	expect(tenant.ways.news).toBeNull();
});

test('a way of one tenant says nothing of another, and some are never forgotten', () => {
	const ways = new Ways([], TENANT, NOW);
	ways.learn('user.title', 'put');
	ways.learn(INACTIVE, 'leftOut');
	const { news } = ways;
	expect(new Ways(news, 'https://other.example', NOW).of('user.title')).toBeUndefined();
	const later = new Ways(news, TENANT, NOW + 400 * DAY);
	expect([later.of('user.title'), later.of(INACTIVE)]).toEqual([undefined, 'leftOut']);
});

/** How a tenant carries out what it is sent. */
interface Habits {
	/** The parts that it takes of a request. */
	takes: (names: string[], way: UpdateWay, value: string) => string[];
	/** What an answer shows of the user; by default as the user is afterwards. */
	shows?: (before: JsonObject, after: JsonObject) => JsonObject | undefined;
	/** Whether it refuses a request: `true` says that its form is wrong, a number is another status. */
	refuses?: (way: UpdateWay, value: string, names: string[]) => boolean | number;
	/** Whether what it answers is not of the service, such as a web page. */
	isDoubtful?: (value: string) => boolean;
	/** What a second look shows. */
	looks?: (user: JsonObject) => Look;
	patch?: boolean;
	ways?: Ways;
}

/** A tenant with habits, and what it was sent for one user. */
function tenantWith({ takes, shows = (_before, after) => after, refuses, looks, ...rest }: Habits) {
	const { patch = true, ways = new Ways([], TENANT, NOW), isDoubtful = () => false } = rest;
	const user: JsonObject = { id: '1' };
	const sent: string[] = [];
	const log = { looks: 0, doubts: 0, alone: [] as boolean[] };
	const verifier = new Verifier({
		tenant: { patch, ways, settings: AUTOMATIC_TENANT } as never,
		reread: async () => {
			log.looks++;
			return looks ? looks({ ...user }) : { resource: { ...user } };
		},
		product: 'Winningtemp',
		stopBatches: () => {},
		areBatchesStopped: () => true,
		doubtAnswers: () => void log.doubts++,
	});
	const write = async (value: string, ...fields: string[]): Promise<Sent> => {
		const parts = fields.map((name): Part => ({
			name,
			isTaken: (resource) => resource[name] === value,
		}));
		const send: Write['send'] = async (way, now, some, alone) => {
			const before = { ...user };
			const names = some.map(({ name }) => name);
			sent.push(`${way} ${names.join(' ')}`);
			log.alone.push(alone);
			for (const name of takes(names, way, value)) user[name] = value;
			const refused = refuses?.(way, value, names) ?? false;
			if (refused !== false) {
				const body = refused === true ? { scimType: 'invalidPath' } : undefined;
				const status = refused === true ? 400 : refused;
				const answer = { status, headers: {}, body, attempts: 1 };
				return { ok: false, attempts: 1, answer, error: 'No' };
			}
			const resource = isDoubtful(value) ? undefined : shows(before, { ...user });
			return resource
				? { ok: true, attempts: 1, confirmed: true, resource }
				: { ok: true, attempts: 1, resource: { ...now }, isDoubtful: isDoubtful(value) };
		};
		return await verifier.update({ ...user }, { kind: 'user', parts, send });
	};
	return { user, sent, ways, log, write };
}

const ALL = (names: string[]) => names;
const FIRST = (names: string[]) => names.slice(0, 1);

describe('a PATCH of which only the first operation is carried out', () => {
	test('has them sent one by one from then on', async () => {
		const { user, sent, write, log, ways } = tenantWith({ takes: FIRST });
		expect(await write('a', 'title', 'phone')).toMatchObject({ ok: true, attempts: 3 });
		expect(user).toEqual({ id: '1', title: 'a', phone: 'a' });
		expect(sent).toEqual(['exact title phone', 'exact phone']);
		expect(log.alone).toEqual([false, true]);
		expect(ways.foundNow).toEqual([['user.operations', 'single']]);
		expect(await write('b', 'title', 'phone')).toMatchObject({ ok: true, attempts: 2 });
		expect(user).toEqual({ id: '1', title: 'b', phone: 'b' });
		expect(sent.slice(2)).toEqual(['exact title', 'exact phone']);
		expect(log.doubts).toBe(0);
	});

	test('is found where answers show the state before', async () => {
		const { user, sent, write, log } = tenantWith({ takes: FIRST, shows: (before) => before });
		await write('a', 'title', 'phone');
		expect(user).toEqual({ id: '1', title: 'a', phone: 'a' });
		expect(sent).toEqual(['exact title phone', 'exact phone']);
		expect([log.looks, log.doubts]).toEqual([2, 1]);
	});

	test('is found where one of the others is taken in no way', async () => {
		const { user, sent, write, ways } = tenantWith({
			takes: (names) => FIRST(names).filter((name) => name !== 'fax'),
		});
		await write('a', 'title', 'phone', 'fax');
		expect(user).toEqual({ id: '1', title: 'a', phone: 'a' });
		expect(sent.slice(0, 4)).toEqual([
			'exact title phone fax',
			'exact phone',
			'exact fax',
			'whole fax',
		]);
		expect(ways.foundNow).toEqual([['user.operations', 'single']]);
	});

	test('stops at one that is refused', async () => {
		const { sent, write } = tenantWith({
			takes: FIRST,
			refuses: (_way, value, names) => value === 'b' && names[0] === 'title',
		});
		await write('a', 'title', 'phone');
		sent.length = 0;
		expect(await write('b', 'title', 'phone')).toMatchObject({ ok: false, attempts: 1 });
		expect(sent).toEqual(['exact title']);
	});

	test('does not matter to a PUT', async () => {
		const ways = new Ways([], TENANT, NOW);
		ways.learn('user.operations', 'single');
		ways.learn('user.title', 'put');
		const { sent, write } = tenantWith({ takes: ALL, ways });
		await write('a', 'title', 'phone');
		expect(sent).toEqual(['put title phone']);
	});
});

describe('one of several values that is taken in no way', () => {
	const withoutPhone = (names: string[]) => names.filter((name) => name !== 'phone');

	test('is tried alone, then in every other way, and then left', async () => {
		const { sent, write, ways } = tenantWith({ takes: withoutPhone });
		await write('a', 'title', 'phone', 'fax');
		expect(sent).toEqual([
			'exact title phone fax',
			'exact phone',
			'whole phone',
			'pathless phone',
			'put phone',
		]);
		await write('b', 'title', 'phone', 'fax');
		expect(sent.slice(5)).toEqual(['exact title phone fax']);
		expect(ways.foundNow).toEqual([]);
	});

	test('stops the search for values that are lost, where it is the first of them', async () => {
		const { sent, write } = tenantWith({
			takes: (names) => names.filter((name) => name === 'title'),
		});
		await write('a', 'title', 'phone', 'fax');
		expect(sent).toEqual([
			'exact title phone fax',
			'exact phone',
			'whole phone fax',
			'pathless phone fax',
			'put phone fax',
		]);
	});

	test('is sent once where the tenant has only PUT', async () => {
		const { sent, write } = tenantWith({ takes: withoutPhone, patch: false });
		await write('a', 'title', 'phone');
		expect(sent).toEqual(['put title phone']);
	});

	test('and was taken before is looked for among the others twice a run', async () => {
		let isTaken = true;
		const { sent, write } = tenantWith({
			takes: (names) => (isTaken ? names : withoutPhone(names)),
		});
		// Looks that find everything taken do not count.
		for (const field of ['title', 'fax', 'phone']) await write('a', field);
		isTaken = false;
		sent.length = 0;
		// By itself, it is sent once more: of two users, in a run.
		for (const [user, expected] of Object.entries({ b1: 2, b2: 2, b3: 1 })) {
			sent.length = 0;
			await write(user, 'phone');
			expect(sent).toEqual(Array(expected).fill('exact phone'));
		}
		for (const [i, expected] of [5, 5, 1].entries()) {
			sent.length = 0;
			await write(`c${i}`, 'title', 'phone');
			expect(sent).toHaveLength(expected);
			expect(sent.slice(0, 2)).toEqual(['exact title phone', 'exact phone'].slice(0, expected));
		}
	});
});

test('a value that went along in a way that works is looked for in its own way, too', async () => {
	const { user, sent, write } = tenantWith({
		takes: (names, way) => (way === 'put' ? names : []),
		shows: () => undefined,
	});
	await write('a', 'title');
	await write('b', 'title', 'phone');
	expect(sent.at(-1)).toBe('put title phone');
	await write('c', 'phone');
	expect(user).toMatchObject({ title: 'b', phone: 'c' });
	expect(sent.at(-1)).toBe('put phone');
	sent.length = 0;
	await write('d', 'phone');
	expect(sent).toEqual(['put phone']);
});

test('of many values that are lost at once, two are sent once more', async () => {
	let isTaken = true;
	const { sent, write } = tenantWith({ takes: (names) => (isTaken ? names : []) });
	await write('a', 'phone');
	isTaken = false;
	sent.length = 0;
	await Promise.all(['b', 'c', 'd', 'e', 'f'].map(async (value) => await write(value, 'phone')));
	expect(sent).toHaveLength(7);
});

test('a value that is taken of others and lost on the way is sent once more', async () => {
	let isLost = false;
	const { sent, write } = tenantWith({
		takes: (names) => {
			const taken = isLost ? [] : names;
			isLost = false;
			return taken;
		},
	});
	await write('a', 'phone');
	isLost = true;
	sent.length = 0;
	const written = await write('b', 'phone');
	expect(sent).toEqual(['exact phone', 'exact phone']);
	expect(written).toMatchObject({ ok: true, attempts: 2, resource: { phone: expect.anything() } });
});

describe('answers', () => {
	test('that show the state before are doubted, also if they do so for one value only', async () => {
		const both = tenantWith({ takes: ALL, shows: (before) => before });
		await both.write('a', 'title', 'phone');
		expect(both.sent).toEqual(['exact title phone']);
		expect(both.log.doubts).toBe(1);
		const one = tenantWith({
			takes: ALL,
			shows: ({ title = null }, after) => ({ ...after, title }),
		});
		await one.write('a', 'title', 'phone');
		expect(one.sent).toEqual(['exact title phone']);
		expect(one.log.doubts).toBe(1);
	});

	test('that show what is there need one look for a value that is taken in no way', async () => {
		const { sent, write, log } = tenantWith({ takes: () => [] });
		await write('a', 'title');
		expect(sent).toHaveLength(4);
		expect(log.looks).toBe(1);
	});

	test('that show nothing need a look after every way', async () => {
		const { sent, write, log } = tenantWith({ takes: () => [], shows: () => undefined });
		expect(await write('a', 'title')).toMatchObject({ ok: true, attempts: 8 });
		expect(sent).toHaveLength(4);
		expect(log.looks).toBe(4);
	});

	test('after a refusal are not believed when they show the state before', async () => {
		const { sent, write, log, ways } = tenantWith({
			takes: (names, way) => (way === 'whole' ? names : []),
			refuses: (way) => way === 'exact',
			shows: (before) => before,
		});
		expect(await write('a', 'title')).toMatchObject({
			ok: true,
			attempts: 4,
			resource: { title: 'a' },
		});
		expect(sent).toEqual(['exact title', 'whole title']);
		expect(log.looks).toBe(2);
		expect(ways.foundNow).toEqual([['user.title', 'whole']]);
	});

	test('of which one value is stale are looked behind in another way, too', async () => {
		const { sent, write, ways } = tenantWith({
			takes: (names, way) => (way === 'whole' ? names : []),
			refuses: (way) => way === 'exact',
			shows: ({ title = null }, after) => ({ ...after, title }),
		});
		await write('a', 'title', 'phone');
		expect(sent).toEqual(['exact title phone', 'whole title phone']);
		expect(ways.foundNow).toEqual([
			['user.title', 'whole'],
			['user.phone', 'whole'],
		]);
	});

	test('are believed where the tenant never shows single users', async () => {
		const { sent, write } = tenantWith({
			takes: ALL,
			shows: () => undefined,
			looks: () => ({}),
		});
		const written = await write('a', 'title');
		expect(written).toMatchObject({ ok: true, attempts: 2 });
		expect(written).not.toHaveProperty('confirmed');
		expect(sent).toEqual(['exact title']);
	});

	test.each([
		['that show nothing', () => undefined],
		['that show the state before', (before: JsonObject) => before],
	])('%s are not believed where the user cannot be read now', async (_which, shows) => {
		let isDown = true;
		const { sent, write, log, ways } = tenantWith({
			takes: ALL,
			shows,
			looks: (user) => (isDown ? DOWN : { resource: user }),
		});
		expect(await write('a', 'title')).toMatchObject({ ok: false, attempts: 2, error: 'Down' });
		expect(sent).toEqual(['exact title']);
		isDown = false;
		expect(await write('b', 'title')).toMatchObject({ ok: true, resource: { title: 'b' } });
		expect([log.looks, ways.foundNow]).toEqual([2, []]);
	});

	test('that show the value are believed without a look', async () => {
		const { write, log } = tenantWith({ takes: ALL, looks: () => DOWN });
		expect(await write('a', 'title')).toMatchObject({ ok: true, confirmed: true });
		expect(log.looks).toBe(0);
	});
});

const DOWN: Look = {
	unseen: {
		ok: false,
		attempts: 5,
		answer: { status: 503, headers: {}, body: undefined, attempts: 5 },
		error: 'Down',
	},
};

describe('a search for the way that works', () => {
	const onlyWhole = (names: string[], way: UpdateWay) => (way === 'whole' ? names : []);

	test('stops at a look that fails, is no success, and goes on with the next write', async () => {
		const downAt = new Set([2]);
		const { sent, write, log, ways } = tenantWith({
			takes: onlyWhole,
			shows: () => undefined,
			looks: (user) => (downAt.has(log.looks) ? DOWN : { resource: user }),
		});
		expect(await write('a', 'title')).toMatchObject({ ok: false, attempts: 4, error: 'Down' });
		expect(sent).toEqual(['exact title', 'whole title']);
		expect(ways.foundNow).toEqual([]);
		expect(await write('b', 'title')).toMatchObject({ ok: true, resource: { title: 'b' } });
		expect(sent.slice(2)).toEqual(['exact title', 'whole title']);
		expect(ways.foundNow).toEqual([['user.title', 'whole']]);
	});

	test.each([401, 429, 503, 0])('stops at the status %d, and is no success', async (status) => {
		let isOut = true;
		const { sent, write, ways } = tenantWith({
			takes: onlyWhole,
			refuses: (way) => isOut && way === 'whole' && status,
		});
		expect(await write('a', 'title')).toMatchObject({ ok: false, attempts: 3, answer: { status } });
		expect(sent).toEqual(['exact title', 'whole title']);
		isOut = false;
		expect(await write('b', 'title')).toMatchObject({ ok: true, resource: { title: 'b' } });
		expect(ways.foundNow).toEqual([['user.title', 'whole']]);
	});

	test.each([400, 403, 500, 501])('goes on after the status %d', async (status) => {
		const { sent, write } = tenantWith({
			takes: (names, way) => (way === 'put' ? names : []),
			refuses: (way) => way === 'whole' && status,
		});
		expect(await write('a', 'title')).toMatchObject({ ok: true, resource: { title: 'a' } });
		expect(sent).toEqual(['exact title', 'whole title', 'pathless title', 'put title']);
	});

	test('after a refusal of the form stops at a status that says nothing of the next one', async () => {
		let isOut = true;
		const { write, sent, ways } = tenantWith({
			takes: (names, way) => (way === 'whole' && !isOut ? names : []),
			refuses: (way) => way === 'exact' || (isOut && 503),
		});
		expect(await write('a', 'title')).toMatchObject({ ok: false, answer: { status: 503 } });
		expect(sent).toEqual(['exact title', 'whole title']);
		isOut = false;
		await write('b', 'title');
		expect(ways.foundNow).toEqual([['user.title', 'whole']]);
	});
});

describe('an answer that is not of the service', () => {
	test('is looked behind although the value was taken before', async () => {
		const { sent, write, log } = tenantWith({ takes: ALL, isDoubtful: (value) => value === 'b' });
		await write('a', 'title');
		expect(await write('b', 'title')).toMatchObject({ ok: true, resource: { title: 'b' } });
		expect(sent).toEqual(['exact title', 'exact title']);
		expect(log.looks).toBe(1);
	});

	test('has what was not done sent again in the same way', async () => {
		let isLost = false;
		const { sent, write, ways } = tenantWith({
			takes: (names) => {
				const taken = isLost ? [] : names;
				isLost = false;
				return taken;
			},
			isDoubtful: (value) => value === 'b',
		});
		await write('a', 'title');
		isLost = true;
		expect(await write('b', 'title')).toMatchObject({ ok: true, resource: { title: 'b' } });
		expect(sent).toEqual(['exact title', 'exact title', 'exact title']);
		expect(ways.foundNow).toEqual([]);
	});
});

describe('creations and removals', () => {
	const DONE: Sent = { ok: true, attempts: 1, resource: { id: '1' } };

	/** A verifier that looks at what is given, one after the other. */
	function seeing(...looks: Look[]) {
		const verifier = new Verifier({
			tenant: { patch: true, ways: new Ways([], TENANT, NOW), settings: AUTOMATIC_TENANT } as never,
			product: 'Winningtemp',
			reread: async () => looks.shift()!,
			stopBatches: () => {},
			areBatchesStopped: () => false,
			doubtAnswers: () => {},
		});
		let again = 0;
		const repeat = async (): Promise<Sent> => {
			again++;
			return DONE;
		};
		return {
			left: looks,
			again: () => again,
			create: async (sent: Sent) =>
				(await verifier.created({ kind: 'user', parts: [] }, sent, repeat)).sent,
			remove: async (sent: Sent) => await verifier.removed('user', sent, repeat),
		};
	}

	const there: Look = { resource: { id: '1', active: true } };
	const gone: Look = { resource: null };

	test('are believed where the tenant never shows single users', async () => {
		const { create, remove } = seeing({}, {});
		expect(await create(DONE)).toBe(DONE);
		expect(await remove(DONE)).toBe(DONE);
	});

	test('are not believed where the user cannot be read now, and the next one is looked at', async () => {
		const created = seeing(DOWN, there);
		expect(await created.create(DONE)).toMatchObject({ ok: false, attempts: 2, error: 'Down' });
		expect(await created.create(DONE)).toMatchObject({ ok: true, confirmed: true });
		const removed = seeing(DOWN, gone);
		expect(await removed.remove(DONE)).toMatchObject({ ok: false, attempts: 2, error: 'Down' });
		expect(await removed.remove(DONE)).toBe(DONE);
		expect([created.left, removed.left]).toEqual([[], []]);
	});

	test('a creation that shows the user is believed all the same', async () => {
		const shown: Sent = { ...DONE, confirmed: true };
		expect(await seeing(DOWN).create(shown)).toBe(shown);
	});

	test('a removal with an answer that is not of the service is looked at and sent again', async () => {
		const { remove, again, left } = seeing(gone, there, gone, there, there);
		await remove(DONE);
		expect(await remove({ ...DONE, isDoubtful: true })).toBe(DONE);
		expect(again()).toBe(1);
		expect(await remove({ ...DONE, isDoubtful: true })).toMatchObject({
			ok: false,
			error: 'Winningtemp answered that it was deleted, and it is still there',
		});
		expect(left).toEqual([]);
	});
});

describe('a refusal of the form', () => {
	test('of what was done all the same is a success', async () => {
		const { write } = tenantWith({ takes: ALL, refuses: () => true });
		expect(await write('a', 'title')).toMatchObject({
			ok: true,
			confirmed: true,
			resource: { title: 'a' },
		});
	});

	test('is final where every value was taken before in this form', async () => {
		const { sent, write } = tenantWith({ takes: ALL, refuses: (_way, value) => value === 'b' });
		await write('a', 'title');
		sent.length = 0;
		expect(await write('b', 'title')).toMatchObject({ ok: false, attempts: 1 });
		expect(sent).toEqual(['exact title']);
	});

	test('is tried in other ways where one of the values is new', async () => {
		const { sent, write } = tenantWith({
			takes: ALL,
			refuses: (way, value) => way === 'exact' && value === 'b',
		});
		await write('a', 'title');
		await write('b', 'title', 'phone');
		expect(sent).toEqual(['exact title', 'exact title phone', 'whole title phone']);
	});

	test('in every way says nothing of another value of the field', async () => {
		const { user, write, sent } = tenantWith({
			takes: (names, way, value) => (value === 'good' && way === 'whole' ? names : []),
			refuses: (_way, value) => value === 'bad',
			shows: () => undefined,
		});
		expect(await write('bad', 'title')).toMatchObject({ ok: false });
		sent.length = 0;
		await write('good', 'title');
		expect(user.title).toBe('good');
		expect(sent).toEqual(['exact title', 'whole title']);
	});
});

test('members that leave are listed also where other values go along', async () => {
	const { sent, write } = tenantWith({
		takes: (names, way) => (way === 'listed' ? names : []),
		refuses: (way) => way === 'exact',
	});
	await write('a', MEMBERS_GONE, 'title');
	expect(sent).toEqual([`exact ${MEMBERS_GONE} title`, `listed ${MEMBERS_GONE} title`]);
});
