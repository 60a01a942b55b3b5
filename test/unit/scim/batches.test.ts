import type { Written } from '../../../directory/apply/target';
import type { JsonObject } from '../../../scim/json';
import type { ScimTarget } from '../../../scim/target';
import { anna, open, to } from './tenant';

/** Changes that go in one request with others, and what is believed of the results. */

type Given = NonNullable<Parameters<typeof open>[0]>;
type Quirk = NonNullable<Given['quirk']>;

/** A tenant that takes bulk requests of ten. */
const tenant = async (given: Given) => {
	const opened = await open({
		...given,
		tenant: { bulk: { maxOperations: 10, maxPayloadSize: 0 }, ...given.tenant },
	});
	return { ...opened, together: async (tasks: Task[]) => await together(opened.target, tasks) };
};

type Task = (target: ScimTarget) => Promise<Written>;

/** As the engine does: all are begun, and each is over once it is done. */
async function together(target: ScimTarget, tasks: Task[]): Promise<Written[]> {
	let left = tasks.length;
	const all = tasks.map(async (task) => {
		const written = await task(target);
		target.batches!.watch(--left);
		return written;
	});
	target.batches!.watch(left);
	return await Promise.all(all);
}

const errors = (all: Written[]) => all.map((one) => (one.ok ? null : one.error));
const attempts = (all: Written[]) => all.map((one) => one.attempts);
const named =
	(number: number, values: JsonObject = {}): Task =>
	async (target) =>
		await target.create('user', `E${number}`, to({ username: `${number}@x.se`, ...values }), []);
const renamed =
	(id: string, name = 'Berg'): Task =>
	async (target) =>
		await target.update('user', id, [{ field: 'lastName', from: 'Ek', to: name }]);
const removed =
	(id: string): Task =>
	async (target) =>
		await target.remove('user', id);
const three = () => ['u1', 'u2', 'u3'].map((id) => anna({ id }));
const lastNames = (stores: Record<string, Map<string, JsonObject>>) =>
	[...stores.Users!.values()].map((one) => (one.name as JsonObject).familyName);

/** Says of every operation of a bulk request that it was done, and does nothing. */
const idle =
	(status: number, more: object = {}): Quirk =>
	(_request, _serve, isTogether) =>
		isTogether ? { status, ...more } : undefined;
/** Does what a bulk request asks for, and shows nothing of it. */
const silent: Quirk = ({ method }, serve, isTogether) => {
	if (!isTogether) return undefined;
	const { status, body } = serve();
	const location = `https://x.se/Users/${String((body as JsonObject | undefined)?.id ?? 'none')}`;
	return { status: status ?? 200, ...(method === 'POST' ? { headers: { location } } : {}) };
};

describe('creations', () => {
	test('are looked at once, and what is known then holds for all', async () => {
		const { together, asked } = await tenant({ quirk: silent });
		const all = await together([named(1), named(2), named(3)]);
		expect(errors(all)).toEqual([null, null, null]);
		expect(asked()).toEqual(['POST /Bulk', expect.stringMatching(/^GET \/Users\/new[123]$/)]);
		expect(attempts(all).sort()).toEqual([1, 1, 2]);
		expect(all.map((one) => one.ok && one.current.targetId)).toEqual(['new1', 'new2', 'new3']);
	});

	test('need no look where the answers show them', async () => {
		const { together, asked } = await tenant({});
		const all = await together([named(1), named(2)]);
		expect(asked()).toEqual(['POST /Bulk']);
		expect(all).toMatchObject(Array(2).fill({ ok: true, attempts: 1, confirmed: true }));
	});

	test.each([
		['under an id that is not there', { headers: { location: '/Users/7' } }, 3],
		['without an id', {}, 2],
	])(
		'that are accepted %s, and not carried out, are sent alone; so are all later ones',
		async (_how, more, most) => {
			const opened = await tenant({ quirk: idle(201, more) });
			const { together, asked, stores, target } = opened;
			const all = await together([named(1), named(2), named(3)]);
			expect(errors(all)).toEqual([null, null, null]);
			expect([...stores.Users!.values()].map(({ userName }) => userName).sort()).toEqual([
				'1@x.se',
				'2@x.se',
				'3@x.se',
			]);
			expect(Math.max(...attempts(all))).toBeLessThanOrEqual(most);
			expect(asked().filter((one) => one.startsWith('POST'))).toEqual([
				'POST /Bulk',
				'POST /Users',
				'POST /Users',
				'POST /Users',
			]);
			expect(opened.tenant.ways.foundNow).toEqual([['bulk', 'none']]);
			expect(target.bulkRefusedWith).toBeNull();
			await together([renamed('new1'), renamed('new2')]);
			expect(asked().filter((one) => one.startsWith('PATCH'))).toEqual([
				'PATCH /Users/new1',
				'PATCH /Users/new2',
			]);
		},
	);

	test('that forget a value have it added one at a time, until that is known to work', async () => {
		const { together, asked, stores } = await tenant({
			quirk: ({ method, path, body }, serve) => {
				if (method === 'POST' && path === '/Users') {
					delete body!['urn:ietf:params:scim:schemas:extension:winningtemp:2.0:User'];
				}
				return serve();
			},
		});
		const birthday = { birthday: '1980-01-31' };
		const all = await together([named(1, birthday), named(2, birthday), named(3, birthday)]);
		expect(all.map((one) => one.ok && one.current)).toMatchObject(Array(3).fill(birthday));
		const [first, ...rest] = asked();
		expect(first).toBe('POST /Bulk');
		expect(rest.filter((one) => one.startsWith('GET'))).toHaveLength(1);
		expect(rest.filter((one) => one.startsWith('PATCH'))).toHaveLength(3);
		expect(stores.Users!.size).toBe(3);
		// It is known by now, so that later ones go together.
		await together([named(4, birthday), named(5, birthday)]);
		expect(asked()).toEqual(['POST /Bulk', 'POST /Bulk']);
	});
});

describe('changes of values', () => {
	test('that are answered without a body are looked at once', async () => {
		const { together, asked, stores } = await tenant({ users: three(), quirk: silent });
		const all = await together([renamed('u1'), renamed('u2'), renamed('u3')]);
		expect(errors(all)).toEqual([null, null, null]);
		expect(attempts(all).sort()).toEqual([1, 1, 2]);
		expect(asked()).toEqual(['POST /Bulk', expect.stringMatching(/^GET /)]);
		expect(lastNames(stores)).toEqual(['Berg', 'Berg', 'Berg']);
	});

	test('that bulk requests do not make are sent alone, and so are later ones', async () => {
		const opened = await tenant({ users: three(), quirk: idle(204) });
		const { together, asked, stores } = opened;
		const all = await together([renamed('u1'), renamed('u2'), renamed('u3')]);
		expect(errors(all)).toEqual([null, null, null]);
		expect(lastNames(stores)).toEqual(['Berg', 'Berg', 'Berg']);
		expect(asked()).toEqual([
			'POST /Bulk',
			expect.stringMatching(/^GET /),
			...Array<unknown>(3).fill(expect.stringMatching(/^PATCH /)),
		]);
		expect(attempts(all).sort()).toEqual([2, 2, 3]);
		expect(opened.tenant.ways.foundNow).toEqual([['bulk', 'none']]);
		await together([renamed('u1', 'Ceder'), renamed('u2', 'Ceder')]);
		expect(asked()).toEqual(['PATCH /Users/u1', 'PATCH /Users/u2']);
	});

	test('that are not taken alone either say nothing against bulk requests', async () => {
		const opened = await tenant({
			users: three(),
			quirk: ({ body }, serve) => {
				const [first] = (body?.Operations ?? []) as Array<{ path?: string }>;
				return first?.path?.includes('.') ? { status: 204 } : serve();
			},
		});
		const { together, asked, stores } = opened;
		await together([renamed('u1'), renamed('u2')]);
		expect(lastNames(stores).slice(0, 2)).toEqual(['Berg', 'Berg']);
		expect(opened.tenant.ways.foundNow).toEqual([['user.lastName', 'whole']]);
		asked();
		await together([renamed('u2', 'Ceder'), renamed('u3', 'Ceder')]);
		expect(asked()).toEqual(['POST /Bulk']);
	});

	test('of several values, of which bulk requests make none, are sent alone whole', async () => {
		const { together, asked, stores } = await tenant({ users: three(), quirk: idle(204) });
		const both: Task = async (target) =>
			await target.update('user', 'u1', to({ lastName: 'Berg', firstName: 'Bo' }));
		await together([both, renamed('u2')]);
		expect(asked().filter((one) => one === 'PATCH /Users/u1')).toHaveLength(1);
		expect(stores.Users!.get('u1')!.name).toEqual({ givenName: 'Bo', familyName: 'Berg' });
	});
});

describe('removals', () => {
	test('are looked at once', async () => {
		const { together, asked } = await tenant({ users: three() });
		const all = await together(['u1', 'u2', 'u3'].map(removed));
		expect(errors(all)).toEqual([null, null, null]);
		expect(asked()).toEqual(['POST /Bulk', expect.stringMatching(/^GET /)]);
	});

	test('that bulk requests do not make are sent alone, and so are later ones', async () => {
		const opened = await tenant({ users: three(), quirk: idle(204) });
		const { together, asked, stores } = opened;
		const all = await together(['u1', 'u2'].map(removed));
		expect(errors(all)).toEqual([null, null]);
		expect([...stores.Users!.keys()]).toEqual(['u3']);
		expect(asked().filter((one) => !one.startsWith('GET'))).toEqual([
			'POST /Bulk',
			expect.stringMatching(/^DELETE /),
			expect.stringMatching(/^DELETE /),
		]);
		expect(opened.tenant.ways.foundNow).toEqual([['bulk', 'none']]);
		await together([removed('u3')]);
		expect(stores.Users!.size).toBe(0);
	});

	test('that have no effect alone either are failures', async () => {
		const { together, stores } = await tenant({
			users: three(),
			quirk: ({ method }) => (method === 'DELETE' ? { status: 204 } : undefined),
		});
		const all = await together(['u1', 'u2'].map(removed));
		expect(errors(all)).toEqual(
			Array(2).fill('Winningtemp answered that it was deleted, and it is still there'),
		);
		expect(stores.Users!.size).toBe(3);
	});

	test('of those who are gone already need no look', async () => {
		const { together, asked } = await tenant({ users: three(), quirk: idle(404) });
		const all = await together(['u1', 'u2'].map(removed));
		expect(errors(all)).toEqual([null, null]);
		expect(asked()).toEqual(['POST /Bulk']);
	});

	test('that are refused are refused, and say nothing against bulk requests', async () => {
		const opened = await tenant({ users: three(), quirk: idle(403) });
		const all = await opened.together(['u1', 'u2'].map(removed));
		expect(all).toMatchObject(Array(2).fill({ ok: false, attempts: 1, status: 403 }));
		expect(opened.asked()).toEqual(['POST /Bulk']);
		expect(opened.tenant.ways.foundNow).toEqual([]);
	});
});
