import { UPDATE_WAYS, type UpdateWay } from '../../../scim/edits';
import type { JsonObject } from '../../../scim/json';
import { MEMBERS_GONE, type Part, type Write } from '../../../scim/parts';
import { AUTOMATIC_TENANT, type TenantSettings } from '../../../scim/tenantSettings';
import { Verifier } from '../../../scim/verifier';
import { INACTIVE, Ways } from '../../../scim/ways';
import type { Sent } from '../../../scim/writer';

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
		reread: async () => ({ ...user }),
		contradicted: (one) => one,
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

describe('of a PATCH that answers for two values', () => {
	/** A tenant with a user, and what a PATCH makes of the values that are sent together. */
	function tenant(taken: (names: string[]) => string[], answers: 'after' | 'before') {
		const user: JsonObject = { id: '1' };
		const sent: string[][] = [];
		const doubtAnswers = jest.fn();
		const ways = new Ways([], TENANT, NOW);
		const verifier = new Verifier({
			tenant: { patch: true, ways, settings: AUTOMATIC_TENANT } as never,
			reread: async () => ({ ...user }),
			contradicted: (one) => one,
			stopBatches: () => {},
			areBatchesStopped: () => true,
			doubtAnswers,
		});
		const write = async (value: string) => {
			const parts = ['title', 'phone'].map((name): Part => ({
				name,
				isTaken: (resource) => resource[name] === value,
			}));
			const send: Write['send'] = async (_way, _now, some) => {
				const before = { ...user };
				const names = some.map(({ name }) => name);
				sent.push(names);
				for (const name of taken(names)) user[name] = value;
				const resource = answers === 'after' ? { ...user } : before;
				return { ok: true, attempts: 1, confirmed: true, resource };
			};
			await verifier.update({ ...user }, { kind: 'user', parts, send });
		};
		return { user, sent, write, doubtAnswers };
	}

	test('one that carries out the first operation only gets them one by one from then on', async () => {
		const { user, sent, write, doubtAnswers } = tenant((names) => names.slice(0, 1), 'after');
		await write('a');
		expect(user).toEqual({ id: '1', title: 'a', phone: 'a' });
		expect(sent).toEqual([['title', 'phone'], ['phone']]);
		await write('b');
		expect(user).toEqual({ id: '1', title: 'b', phone: 'b' });
		expect(sent.slice(2)).toEqual([['title'], ['phone']]);
		expect(doubtAnswers).not.toHaveBeenCalled();
	});

	test('one whose answers show the state before is read back, and its answers are doubted', async () => {
		const { user, sent, write, doubtAnswers } = tenant((names) => names, 'before');
		await write('a');
		expect(user).toEqual({ id: '1', title: 'a', phone: 'a' });
		expect(sent).toEqual([['title', 'phone']]);
		expect(doubtAnswers).toHaveBeenCalled();
	});
});
