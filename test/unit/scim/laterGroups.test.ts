import { applyChanges } from '../../../directory/apply';
import type { Change } from '../../../directory/model/change';
import type { JsonObject } from '../../../scim/json';
import { open, to } from './tenant';

/** Groups that another run makes while this one is at work, in a tenant that takes an External ID twice. */

const SECOND = 1000;

const creation = (externalId: string, order: number): Change => ({
	order,
	kind: 'group',
	action: 'create',
	externalId,
	targetId: null,
	name: `Group ${externalId}`,
	changes: to({ name: `Group ${externalId}` }),
	reason: '',
});
const changes = ['g1', 'g2', 'g3'].map((id, i) => creation(id, i + 1));

const externalIdsIn = (groups: Map<string, JsonObject>) =>
	[...groups.values()].map(({ externalId }) => externalId);

test('a group is created without another look within 30 seconds of the reading', async () => {
	const { target, asked, pass } = await open();
	pass(30 * SECOND);
	await applyChanges(target, [creation('g1', 1)], { concurrency: 1 });
	expect(asked()).toEqual(['POST /Groups']);
});

test('after that, all groups are read once more before the next one is created', async () => {
	const { target, asked, pass, stores } = await open();
	pass(31 * SECOND);
	const { applied } = await applyChanges(target, changes, { concurrency: 3 });
	expect(asked()).toEqual(['GET /Groups', 'POST /Groups', 'POST /Groups', 'POST /Groups']);
	expect(applied.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
	expect(externalIdsIn(stores.Groups!).sort()).toEqual(['g1', 'g2', 'g3']);
});

test('two runs that overlap make each group once, and the later one adds what is its own', async () => {
	const { target, another, pass, stores } = await open();
	const other = await another();
	await applyChanges(other, changes.slice(0, 2), { concurrency: 2 });
	pass(31 * SECOND);
	const later = changes.map((one) => ({ ...one, changes: to({ name: `${one.name}, new` }) }));
	const { applied } = await applyChanges(target, later, { concurrency: 2 });
	expect(applied.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
	expect([...stores.Groups!.values()]).toMatchObject([
		{ externalId: 'g1', displayName: 'Group g1, new' },
		{ externalId: 'g2', displayName: 'Group g2, new' },
		{ externalId: 'g3', displayName: 'Group g3, new' },
	]);
});

test('of two that other runs have made, the older one is taken', async () => {
	const { target, pass, stores } = await open();
	const made = (id: string, created: string): [string, JsonObject] => [
		id,
		{ id, externalId: 'g1', displayName: 'Group g1', meta: { created } },
	];
	stores.Groups = new Map([
		made('a', '2026-03-01T12:00:09Z'),
		made('b', '2026-03-01T13:00:08+01:00'),
		made('c', '2026-03-01T12:00:10Z'),
	]);
	pass(31 * SECOND);
	const { applied } = await applyChanges(target, [creation('g1', 1)], { concurrency: 1 });
	expect(applied).toMatchObject([{ status: 'applied', targetId: 'b' }]);
});

test('where the list cannot be read, a group is created all the same', async () => {
	const { target, asked, pass } = await open({
		quirk: ({ method, path }) =>
			method === 'GET' && path === '/Groups' ? { status: 403 } : undefined,
	});
	pass(31 * SECOND);
	const { applied } = await applyChanges(target, [creation('g1', 1)], { concurrency: 1 });
	expect(asked()).toEqual(['GET /Groups', 'POST /Groups']);
	expect(applied).toMatchObject([{ status: 'applied' }]);
});
