import type { Part, Surroundings } from '../../../directory/plan/dependencies';
import { dependenciesOf } from '../../../directory/plan/dependencies';

/** A directory: groups with what is above them, users with their names and groups. */
function directory({
	parents = {},
	usernames = {},
	groups = {},
}: {
	parents?: Record<string, string>;
	usernames?: Record<string, string>;
	groups?: Record<string, string[]>;
} = {}): Surroundings {
	return {
		areNamesUnique: false,
		parentOf: (externalId) => parents[externalId],
		usernameOf: (targetId) => usernames[targetId],
		groupsOf: (targetId) => groups[targetId],
	};
}

const part = (
	kind: 'user' | 'group',
	action: Part['action'],
	externalId: string,
	fields: Record<string, string | null> = {},
	leaves?: string[],
): Part => ({
	target: { kind, externalId, targetId: action === 'create' ? null : `t-${externalId}` },
	action,
	fields: Object.entries(fields).map(([field, to]) => ({ field, from: `old ${field}`, to })),
	...(leaves ? { leaves } : {}),
});

/** What the last of some parts depends on, whatever the order that they come in. */
function lastOf(parts: Part[], surroundings: Surroundings = directory()) {
	const last = parts.length - 1;
	const { must, preferably } = dependenciesOf(parts, surroundings);
	const reversed = dependenciesOf([...parts].reverse(), surroundings);
	const turned = (positions: readonly number[]) => positions.map((i) => last - i).sort();
	expect(turned(reversed.must[0]!)).toEqual([...must[last]!].sort());
	expect(turned(reversed.preferably[0]!)).toEqual([...preferably[last]!].sort());
	return { must: must[last], preferably: preferably[last] };
}

test('a username is taken after another user gives it up, in whatever case', () => {
	const gives = {
		...part('user', 'update', 'a'),
		fields: [{ field: 'username', from: 'Anna@x.se', to: 'anna.ek@x.se' }],
	};
	const takes = part('user', 'create', 'b', { username: 'anna@x.se' });
	expect(lastOf([gives, takes])).toEqual({ must: [0], preferably: [] });
});

test('a username is taken after the user who has it is deleted', () => {
	const leaver = part('user', 'delete', 'a');
	const takes = part('user', 'update', 'b', { username: 'anna@x.se' });
	expect(lastOf([leaver, takes], directory({ usernames: { 't-a': 'ANNA@x.se' } }))).toEqual({
		must: [0],
		preferably: [],
	});
});

test('who is created again under the same External ID waits for the name, and nobody for a name of their own', () => {
	const now = directory({ usernames: { 't-a': 'anna@x.se' } });
	const again = part('user', 'create', 'a', { username: 'anna@x.se' });
	expect(lastOf([part('user', 'delete', 'a'), again], now)).toEqual({ must: [0], preferably: [] });
	const aside = {
		...part('user', 'update', 'a'),
		fields: [{ field: 'username', from: 'anna@x.se', to: 'aside@x.se' }],
	};
	const back = part('user', 'update', 'a', { username: 'anna@x.se' });
	expect(lastOf([aside, back])).toEqual({ must: [], preferably: [] });
});

test('somebody is placed after the group is created; somebody new can be created without it', () => {
	const group = part('group', 'create', 'g', { name: 'HR' });
	expect(lastOf([group, part('user', 'update', 'a', { groupExternalId: 'g' })])).toEqual({
		must: [0],
		preferably: [],
	});
	expect(lastOf([group, part('user', 'create', 'a', { groupExternalId: 'g' })])).toEqual({
		must: [],
		preferably: [0],
	});
});

test('a manager is linked after they are created or given their External ID', () => {
	const created = part('user', 'create', 'm', { username: 'm@x.se' });
	const adopted = part('user', 'update', 'm', { externalId: 'm' });
	for (const manager of [created, adopted]) {
		expect(lastOf([manager, part('user', 'update', 'a', { managerExternalId: 'm' })])).toEqual({
			must: [],
			preferably: [0],
		});
		expect(lastOf([manager, part('group', 'update', 'g', { managerExternalId: 'm' })])).toEqual({
			must: [0],
			preferably: [],
		});
	}
});

test('of two groups that change places the one that rises moves first', () => {
	const rises = part('group', 'update', 'lower', { parentExternalId: null });
	const sinks = part('group', 'update', 'upper', { parentExternalId: 'lower' });
	const now = directory({ parents: { lower: 'upper' } });
	expect(lastOf([rises, sinks], now)).toEqual({ must: [0], preferably: [] });
	expect(dependenciesOf([rises, sinks], now).must[0]).toEqual([]);
});

test('a group that rises makes way for one further down, however many stand between them', () => {
	const rises = part('group', 'update', 'c', { parentExternalId: null });
	const between = part('group', 'create', 'new', { parentExternalId: 'c' });
	const sinks = part('group', 'update', 'a', { parentExternalId: 'new' });
	const now = directory({ parents: { c: 'b', b: 'a' } });
	expect(lastOf([rises, between, sinks], now)).toEqual({ must: [1, 0], preferably: [] });
});

test('a group is deleted after its people have left and the groups below are gone or moved', () => {
	const parts = [
		part('user', 'deactivate', 'leaver'),
		part('user', 'update', 'mover', { groupExternalId: 'other' }, ['t-g']),
		part('user', 'update', 'elsewhere', { groupExternalId: 'other' }, ['t-h']),
		part('group', 'delete', 'below'),
		part('group', 'update', 'moved', { parentExternalId: null }),
		part('group', 'update', 'renamed', { name: 'HR' }),
		part('group', 'delete', 'g'),
	];
	const now = directory({
		parents: { below: 'g', moved: 'g', renamed: 'h' },
		groups: { 't-leaver': ['t-g', 't-x'] },
	});
	expect(lastOf(parts, now)).toEqual({ must: [0, 1, 3, 4], preferably: [] });
});

test('what is done to somebody new follows the creation, and nothing waits for itself', () => {
	const created = part('user', 'create', 'a', { username: 'a@x.se', managerExternalId: 'a' });
	const linked: Part = {
		target: { kind: 'user', externalId: 'a', targetId: null },
		action: 'update',
		fields: [{ field: 'firstName', from: null, to: 'Åsa' }],
	};
	expect(lastOf([created, linked])).toEqual({ must: [0], preferably: [] });
	expect(dependenciesOf([created, linked], directory())).toMatchObject({ preferably: [[], []] });
});

test.each([
	['at the top', {}],
	['below another group', { b: 'c' }],
	['in a circle of other groups', { b: 'c', c: 'b' }],
])('a group that goes below one that moves, %s now, does not wait for it', (_where, parents) => {
	const moves = part('group', 'update', 'b', { parentExternalId: 'd' });
	const follows = part('group', 'update', 'a', { parentExternalId: 'b' });
	expect(lastOf([moves, follows], directory({ parents }))).toEqual({ must: [], preferably: [] });
});

test('a value that only reads like the id of a new group, or that is emptied, waits for nothing', () => {
	const created = part('group', 'create', 'g', { name: 'HR' });
	const values: Array<[string, string | null]> = [
		['firstName', 'g'],
		['username', null],
		['managerExternalId', null],
	];
	for (const [field, to] of values) {
		expect(lastOf([created, part('user', 'update', 'a', { [field]: to })])).toEqual({
			must: [],
			preferably: [],
		});
	}
});

test('whatever is done to one that gets another External ID follows that', () => {
	const identified = part('user', 'update', 'a', { externalId: 'a' });
	const sameIdOfGroup: Part = {
		...part('group', 'update', 'g', { managerExternalId: null }),
		target: { kind: 'group', externalId: 'g', targetId: 't-a' },
	};
	expect(lastOf([identified, part('user', 'update', 'a', { firstName: 'Åsa' })])).toEqual({
		must: [0],
		preferably: [],
	});
	expect(lastOf([identified, sameIdOfGroup])).toEqual({ must: [], preferably: [] });
});

test('circles in the directory as it is are no circles of dependencies', () => {
	const sinks = part('group', 'update', 'a', { parentExternalId: 'b' });
	const now = directory({ parents: { a: 'b', b: 'a' } });
	expect(lastOf([sinks], now)).toEqual({ must: [], preferably: [] });
});
