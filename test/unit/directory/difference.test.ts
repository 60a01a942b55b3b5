import { canonicalJson } from '../../../directory/common/json';
import { groupDifferences, userDifferences } from '../../../directory/model/difference';
import type { CurrentUser, Person } from '../../../directory/model/person';

const person: Person = {
	externalId: 'p1',
	username: 'anna.berg@example.se',
	email: 'anna.berg@example.se',
	firstName: 'Anna',
	lastName: 'Berg',
	gender: 'female',
	birthday: '1988-02-29',
	managerExternalId: null,
	excludeFromSurveys: false,
	attributes: { title: 'Controller' },
};

const user: CurrentUser = { ...person, kind: 'user', targetId: 't1', active: true };

describe('userDifferences', () => {
	test('what is equal does not differ', () => {
		expect(userDifferences(person, user)).toEqual([]);
	});

	test('a changed value is named with what it was and what it becomes', () => {
		expect(userDifferences({ ...person, lastName: 'Holm' }, user)).toEqual([
			{ field: 'lastName', from: 'Berg', to: 'Holm' },
		]);
	});

	test('case 36: a cleared value is cleared, an unmapped one is left alone', () => {
		expect(userDifferences({ ...person, birthday: null }, user)).toEqual([
			{ field: 'birthday', from: '1988-02-29', to: null },
		]);
		expect(userDifferences({ ...person, birthday: undefined }, user)).toEqual([]);
	});

	test('case 39: a value that the tenant does not know never differs', () => {
		expect(userDifferences({ ...person, gender: 'male' }, { ...user, gender: undefined })).toEqual(
			[],
		);
	});

	test('log-in names differ in more than case; other names differ in case too', () => {
		expect(userDifferences(person, { ...user, username: 'Anna.Berg@Example.se' })).toEqual([]);
		expect(userDifferences(person, { ...user, lastName: 'BERG' })).toHaveLength(1);
	});

	test('the same letters composed and decomposed are the same name', () => {
		expect(
			userDifferences({ ...person, lastName: 'Sjo\u0308' }, { ...user, lastName: 'Sj\u00F6' }),
		).toEqual([]);
	});

	test('attributes are compared one by one, whatever they hold and are called', () => {
		const attributes = JSON.parse('{"__proto__":"x","constructor":{"b":1,"a":[2]}}');
		const current = JSON.parse('{"__proto__":"y","constructor":{"a":[2],"b":1},"title":null}');
		expect(userDifferences({ ...person, attributes }, { ...user, attributes: current })).toEqual([
			{ field: 'attributes.__proto__', from: 'y', to: 'x' },
		]);
		expect(userDifferences({ ...person, attributes: { constructor: 'x' } }, user)).toEqual([]);
	});

	test('a number or a yes that comes back as text has not changed', () => {
		const attributes = { level: 3, leads: true, title: '7' };
		const current = { ...user, attributes: { level: '3', leads: 'true', title: 8 } };
		expect(userDifferences({ ...person, attributes }, current)).toEqual([
			{ field: 'attributes.title', from: 8, to: '7' },
		]);
	});

	test('for somebody new, every value that is not empty differs', () => {
		expect(userDifferences(person).map(({ field, from }) => [field, from])).toEqual([
			['username', null],
			['email', null],
			['firstName', null],
			['lastName', null],
			['gender', 'none'],
			['birthday', null],
			['attributes.title', null],
		]);
	});
});

test('groupDifferences: a tenant without parents never gets one planned', () => {
	const wanted = { name: 'Finance', parentExternalId: 'g0', managerExternalId: 'p1' };
	const current = { kind: 'group', targetId: 't', externalId: 'g1', name: 'Ekonomi' } as const;
	expect(groupDifferences(wanted, current)).toEqual([
		{ field: 'name', from: 'Ekonomi', to: 'Finance' },
	]);
	expect(groupDifferences(wanted, { ...current, parentExternalId: null })).toHaveLength(2);
});

test('canonicalJson does not depend on the order of properties, at any depth', () => {
	expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe(
		canonicalJson({ a: null, b: [{ c: 2, d: 1 }] }),
	);
});
