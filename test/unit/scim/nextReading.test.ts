import type { JsonObject } from '../../../scim/json';
import type { ScimRequest } from '../../../scim/protocol';
import type { Reply } from '../winningtemp/memoryTenant';
import { anna, GROUP, open, to } from './tenant';

/** A run remembers who is in which group when it ends, so that the next one reads the groups once. */

const PARENT = GROUP.replace('core', 'extension:winningtemp');

const person = (id: string) => anna({ id, externalId: id.toUpperCase(), userName: `${id}@x.se` });
const group = (id: string, above: string | null, ...users: string[]): JsonObject => ({
	id,
	externalId: id.toUpperCase(),
	displayName: id,
	[PARENT]: above === null ? {} : { parentExternalId: above },
	members: users.map((value) => ({ value })),
});
const GROUPS = () => [
	group('ga', null, 'ua'),
	group('gb', 'GA', 'ub', 'uc', 'ud'),
	group('gc', null, 'ue'),
	group('gd', null),
];

const membersOf = (one: JsonObject) => (one.members ?? []) as JsonObject[];

/** All groups in an answer. */
function groupsIn({ path }: ScimRequest, reply: Reply): JsonObject[] {
	const body = reply.body as JsonObject | undefined;
	if (!body || !path.startsWith('/Groups')) return [];
	return (body.Resources as JsonObject[] | undefined) ?? [body];
}

type Show = (one: JsonObject, stored: ReadonlyMap<string, JsonObject>) => void;

/** Lets a run make changes, and gives the lists of groups that the next one asks for. */
async function listsAfter(show: Show, reply: (request: ScimRequest, reply: Reply) => Reply) {
	const opened = await open({
		users: ['ua', 'ub', 'uc', 'ud', 'ue', 'uf'].map(person),
		groups: GROUPS(),
		quirk: (request, serve) => {
			const own = structuredClone(serve());
			for (const one of groupsIn(request, own)) show(one, opened.stores.Groups!);
			return reply(request, own);
		},
	});
	const { target } = opened;
	await target.create('group', 'GE', to({ name: 'ge', parentExternalId: 'GA' }), ['uf']);
	await target.setMembers('gb', { add: ['ue'], remove: ['ub'] }, []);
	await target.setMembers('ga', { add: ['ub'], remove: [] }, []);
	await target.setMembers('gc', { add: [], remove: ['ue'] }, []);
	await target.update('group', 'gb', to({ name: 'new name' }));
	await target.update('user', 'ud', [{ field: 'active', from: true, to: false }]);
	await target.remove('group', 'gd');
	target.rememberState();
	opened.asked();
	await opened.another();
	return opened.asked().filter((one) => one === 'GET /Groups');
}

const asItIs = (_request: ScimRequest, reply: Reply) => reply;

test.each<[string, Show]>([
	['as they are', () => undefined],
	[
		'with ids in capitals',
		(one) => {
			one.members = membersOf(one).map(({ value }) => ({ value: String(value).toUpperCase() }));
		},
	],
	[
		'with members of groups below, who are marked',
		(one, stored) => {
			const below = [...stored.values()].filter(
				(lower) => (lower[PARENT] as JsonObject).parentExternalId === one.externalId,
			);
			const more = below.flatMap(membersOf).map((member) => ({ ...member, type: 'indirect' }));
			one.members = [...membersOf(one), ...more];
		},
	],
	[
		'with members of groups below',
		(one, stored) => {
			const below = [...stored.values()].filter(
				(lower) => (lower[PARENT] as JsonObject).parentExternalId === one.externalId,
			);
			one.members = structuredClone([...membersOf(one), ...below.flatMap(membersOf)]);
		},
	],
	[
		'without those who have left',
		(one) => {
			one.members = membersOf(one).filter(({ value }) => value !== 'ud');
		},
	],
])('groups that are shown %s are read once in the next run', async (_what, show) => {
	expect(await listsAfter(show, asItIs)).toEqual(['GET /Groups']);
});

test('groups are read once in the next run where answers to changes say nothing', async () => {
	const empty = ({ method }: ScimRequest, reply: Reply): Reply =>
		method === 'PATCH' ? { status: 204 } : reply;
	expect(await listsAfter(() => undefined, empty)).toEqual(['GET /Groups']);
});

test('groups are read once more in the next run where a membership was not taken', async () => {
	const forget: Show = (one) => {
		if (one.id === 'ga') one.members = [{ value: 'ua' }];
	};
	expect(
		await listsAfter(forget, ({ method }, reply) => (method === 'PATCH' ? { status: 204 } : reply)),
	).toHaveLength(2);
});
