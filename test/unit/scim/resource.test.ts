import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { parsePath } from '../../../scim/attributePaths';
import { editedResource, editsOf, newResource, patchOperations } from '../../../scim/edits';
import type { JsonObject } from '../../../scim/json';
import {
	memberIds,
	toCurrentGroup,
	toCurrentUser,
	valueAt,
	wireValue,
	type UserReading,
} from '../../../scim/resource';
import { GROUP, OWN, USER } from './tenant';

/** Users and groups of SCIM in this package's terms, and back. */

const { map } = readSettings({ baseUrl: 'https://scim.example.com', token: 'secret' });
const GENDERS = { genders: { male: 'Male', female: 'Female', none: 'None' } };

const read = (field: string, value: unknown) =>
	valueAt({ x: value } as JsonObject, GENDERS, field, parsePath('x')!);

test.each<[string, unknown, unknown]>([
	['title', 'Cook', 'Cook'],
	['title', 7, '7'],
	['title', ' ', null],
	['username', 'a@x.se', 'a@x.se'],
	['gender', 'female', 'female'],
	['gender', ' MALE ', 'male'],
	['gender', 'None', 'none'],
	['gender', 'Other', 'none'],
	['birthday', '1980-01-31', '1980-01-31'],
	['birthday', '1980-01-31T00:00:00Z', '1980-01-31'],
	['birthday', '1980-02-30', null],
	['birthday', '19800131', '1980-01-31'],
	['birthday', '1980/01/31', '1980-01-31'],
	['birthday', '01/02/1980', null],
	['birthday', 'unknown', null],
	['birthday', undefined, null],
	['excludeFromSurveys', true, true],
	['excludeFromSurveys', 'True', true],
	['excludeFromSurveys', 'no', false],
	['excludeFromSurveys', 'Yes', true],
	['excludeFromSurveys', 1, true],
	['excludeFromSurveys', 0, false],
	['excludeFromSurveys', undefined, false],
	['attributes.shoe', { size: 43 }, { size: 43 }],
	['attributes.shoe', undefined, null],
	[
		'segments',
		[
			{ value: 's1', display: 'Night', type: 'Shift' },
			{ value: 's2' },
			's3',
			{ display: 'without a value' },
		],
		[
			{ category: 'Shift', name: 'Night', externalId: 's1' },
			{ category: '', name: '', externalId: 's2' },
			{ category: '', name: '', externalId: 's3' },
		],
	],
])('%s: %p is read as %p', (field, value, expected) => {
	expect(read(field, value)).toEqual(expected);
});

test.each<[string, JsonObject[string], unknown]>([
	['gender', 'female', 'Female'],
	['gender', 'Other', 'Other'],
	['excludeFromSurveys', true, true],
	['excludeFromSurveys', 'true', false],
	['birthday', '1980-01-31', '1980-01-31'],
	['birthday', null, null],
	['excludeFromSurveys', null, null],
	['title', 'Cook', 'Cook'],
	[
		'segments',
		[{ category: 'Shift', name: 'Night', externalId: 's1' }],
		[{ value: 's1', display: 'Night', type: 'Shift' }],
	],
])('%s: %p is written as %p', (field, value, expected) => {
	expect(wireValue(GENDERS, field, value)).toEqual(expected);
});

describe('a user', () => {
	const current = (resource: JsonObject, more: Partial<UserReading> = {}) =>
		toCurrentUser(resource, {
			map,
			tenant: { knows: () => true, attributeNames: { user: [], group: [] } },
			externalIdOf: (id) => ({ u9: 'E9' })[id] ?? null,
			...more,
		});

	test.each<[unknown, boolean]>([
		[undefined, true],
		[null, true],
		[true, true],
		['True', true],
		[false, false],
		['false', false],
		['', false],
		[0, false],
		[1, true],
		['Yes', true],
		['No', false],
	])('with active %p is active: %p', (active, expected) => {
		expect(current({ id: 'u1', active } as JsonObject).active).toBe(expected);
	});

	test('of whom nothing is known has no values, and no id', () => {
		expect(
			current({}, { tenant: { knows: () => false, attributeNames: { user: [], group: [] } } }),
		).toEqual({
			kind: 'user',
			targetId: '',
			externalId: null,
			active: true,
			username: '',
			firstName: '',
			lastName: '',
		});
	});

	test('has only the values that the tenant knows', () => {
		const user = current(
			{ id: 'u1', userName: 'a', [OWN]: { gender: 'Male', birthday: '1980-01-31' } },
			{
				tenant: {
					knows: (_kind, field) => field === 'gender',
					attributeNames: { user: [], group: [] },
				},
			},
		);
		expect([user.gender, user.birthday, user.username]).toEqual(['male', undefined, '']);
		expect(user).not.toHaveProperty('attributes');
		expect(user).not.toHaveProperty('version');
	});

	const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
	test.each([
		['id', 'u9', 'E9'],
		['id', 'u8', null],
		['externalId', 'u9', 'u9'],
	] as const)('whose manager is an %s: %s is %p', (managerReference, value, expected) => {
		const user = current(
			{ id: 'u1', [ENTERPRISE]: { manager: { value } } },
			{ map: { ...map, managerReference } },
		);
		expect(user.managerExternalId).toBe(expected);
	});

	test('has further attributes by name, and a version', () => {
		const user = current(
			{ id: 'u1', meta: { version: 'W/"3"' }, [OWN]: { shoe: 43 } },
			{ tenant: { knows: () => true, attributeNames: { user: ['shoe', 'hat'], group: [] } } },
		);
		expect(user.attributes).toEqual({ shoe: 43, hat: null });
		expect(user.version).toBe('W/"3"');
	});
});

describe('a group', () => {
	const current = (members: unknown) =>
		toCurrentGroup({ id: 'g1', displayName: 'IT', members } as JsonObject, {
			map,
			tenant: { knows: () => true, attributeNames: { user: [], group: [] } },
		});

	test('lists its people, not the groups in it', () => {
		const members = [{ value: 'u1' }, 'u2', { value: 'g2', type: 'group' }, { display: 'nobody' }];
		expect(memberIds({ members } as JsonObject)).toEqual(['u1', 'u2']);
	});

	test('names those with a higher role, by role or type', () => {
		const group = current([
			{ value: 'u1' },
			{ value: 'u2', role: 'Owner' },
			{ value: 'u3', type: 'manager' },
			{ value: 'u4', role: 'member' },
			{ role: 'admin' },
			{ value: 'u6', role: 'administrator' },
		]);
		expect(group.administratorTargetIds).toEqual(['u2', 'u3', 'u6']);
		expect(group.memberTargetIds).toEqual(['u1', 'u2', 'u3', 'u4', 'u6']);
	});

	test('where nobody has a higher role says nothing of roles', () => {
		expect(current([{ value: 'u1' }])).not.toHaveProperty('administratorTargetIds');
	});

	test('without a name has an empty one', () => {
		const reading = {
			map,
			tenant: { knows: () => false, attributeNames: { user: [], group: [] } },
		};
		expect(toCurrentGroup({ id: 'g1' }, reading).name).toBe('');
	});
});

describe('what is sent', () => {
	const path = (text: string) => parsePath(text)!;
	const edit = (text: string, value: JsonObject[string]) => ({ path: path(text), value });

	test('of a new resource holds no empty values, and names its extensions once', () => {
		expect(
			newResource('user', [
				edit('userName', 'a'),
				edit('title', null),
				edit(`${OWN}:gender`, 'Male'),
				edit(`${OWN.toLowerCase()}:birthday`, '1980-01-31'),
				edit('urn:other:2.0:User:x', null),
			]),
		).toMatchObject({ schemas: [USER, OWN], userName: 'a' });
	});

	test('of a whole resource keeps its schemas, once each in any case, and not what is read-only', () => {
		const whole = editedResource(
			'group',
			{
				id: 'g1',
				schemas: [GROUP.toUpperCase(), 'urn:x', 'URN:X', 7 as never, null],
				meta: { version: '1' },
				groups: ['stays in a group'],
			},
			[edit('displayName', 'IT'), edit('urn:y:a', 1), edit('urn:x:a', 1), edit('urn:z:a', null)],
		);
		expect(whole).toEqual({
			id: 'g1',
			schemas: [GROUP, 'urn:x', '7', 'urn:y'],
			groups: ['stays in a group'],
			displayName: 'IT',
			'urn:x': { a: 1 },
			'urn:y': { a: 1 },
		});
		expect(editedResource('user', { id: 'u1', groups: [] }, [])).toEqual({
			id: 'u1',
			schemas: [USER],
		});
	});

	const anna = (): JsonObject => ({
		name: { givenName: 'Anna', familyName: 'Ek' },
		title: 'Cook',
		[OWN]: { gender: 'Male', shoe: 43 },
	});
	const edits = [
		edit('name.familyName', 'Berg'),
		edit('title', null),
		edit('nickName', null),
		edit(`${OWN}:gender`, 'Female'),
		edit(`${OWN}:shoe`, null),
	];

	test('exactly: each value at its path; what is not there is not removed', () => {
		const resource = anna();
		expect(patchOperations(resource, edits)).toEqual([
			{ op: 'replace', path: 'name.familyName', value: 'Berg' },
			{ op: 'remove', path: 'title' },
			{ op: 'replace', path: `${OWN}:gender`, value: 'Female' },
			{ op: 'remove', path: `${OWN}:shoe` },
		]);
		expect(resource).toEqual(anna());
	});

	test('as whole attributes', () => {
		expect(patchOperations(anna(), edits, 'whole')).toEqual([
			{ op: 'replace', path: 'name', value: { givenName: 'Anna', familyName: 'Berg' } },
			{ op: 'remove', path: 'title' },
			{ op: 'replace', path: `${OWN}:gender`, value: 'Female' },
			{ op: 'remove', path: `${OWN}:shoe` },
		]);
	});

	test('without a path, extensions by their URN', () => {
		expect(patchOperations(anna(), edits, 'pathless')).toEqual([
			{
				op: 'replace',
				value: {
					name: { givenName: 'Anna', familyName: 'Berg' },
					title: null,
					[OWN]: { gender: 'Female', shoe: null },
				},
			},
		]);
		expect(patchOperations(anna(), [edit('nickName', null)], 'pathless')).toEqual([]);
		expect(patchOperations(anna(), [edit('nickName', null)], 'whole')).toEqual([]);
	});

	test('of fields leaves out those without a path and those that the tenant does not know', () => {
		const changes = ['title', 'gender', 'lastName'].map((field) => ({
			field,
			from: null,
			to: 'x',
		}));
		const tenant = { knows: (_kind: string, field: string) => field !== 'gender' };
		const sent = editsOf('user', changes, { map, tenant }, () => undefined);
		expect(sent.map(({ path: { text }, value }) => [text, value])).toEqual([
			['name.familyName', 'x'],
		]);
	});

	test('of a group names its manager by External ID, whatever users have', () => {
		const changes = [{ field: 'managerExternalId', from: null, to: 'E1' }];
		const sent = editsOf('group', changes, { map, tenant: { knows: () => true } }, () => 'u1');
		expect(sent.map(({ value }) => value)).toEqual(['E1']);
	});

	test('of a manager who is taken away is empty', () => {
		const changes = [{ field: 'managerExternalId', from: 'E1', to: null }];
		const sent = editsOf('user', changes, { map, tenant: { knows: () => true } }, () => 'u1');
		expect(sent.map(({ value }) => value)).toEqual([null]);
	});
});
