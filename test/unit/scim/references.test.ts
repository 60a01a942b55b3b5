import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import type { JsonObject } from '../../../scim/json';
import { References } from '../../../scim/references';
import { ENTERPRISE } from './tenant';

const { map } = readSettings({ baseUrl: 'https://scim.example.com', token: 'secret' });

const tidied = (resource: JsonObject, ids: string[]) => {
	const users = new Set(ids);
	new References({ has: (id) => users.has(id), ids: () => users }, map).tidy(resource);
	return resource;
};

test('members and managers are named as the users have their ids', () => {
	expect(tidied({ members: [{ value: 'AB' }, { value: 'cd' }, 'x'] }, ['ab', 'CD'])).toEqual({
		members: [{ value: 'ab' }, { value: 'CD' }, 'x'],
	});
	expect(tidied({ [ENTERPRISE]: { manager: { value: 'AB' } } }, ['ab'])).toEqual({
		[ENTERPRISE]: { manager: { value: 'ab' } },
	});
});

test.each<[string, JsonObject]>([
	['that a user has exactly', { members: [{ value: 'aB' }] }],
	['that no user has', { members: [{ value: 'zz' }, { value: 7 }, { value: null }, {}] }],
	['of nobody', { displayName: 'AB' }],
])('ids %s stay as they are', (_which, resource) => {
	expect(tidied(structuredClone(resource), ['ab', 'aB', 'AB'])).toEqual(resource);
});

test('a user who was made in between is known, too', () => {
	const users = new Set(['ab']);
	const references = new References({ has: (id) => users.has(id), ids: () => users }, map);
	references.tidy({ members: [{ value: 'ZZ' }] });
	references.tidy({ id: 'zz', userName: 'a' });
	const group = { members: [{ value: 'ZZ' }] };
	references.tidy(group);
	expect(group).toEqual({ members: [{ value: 'zz' }] });
});

test('members who are marked as those of a group below are no members', () => {
	const members = [{ value: 'ab', type: 'Indirect' }, { value: 'CD', type: 'direct' }, 'x'];
	expect(tidied({ members }, ['ab', 'cd'])).toEqual({
		members: [{ value: 'cd', type: 'direct' }, 'x'],
	});
});
