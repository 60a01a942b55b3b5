import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { DroppedFields } from '../../../scim/droppedFields';
import { user } from '../../support/people';

/** What is remembered of fields that a tenant accepts and forgets. */

const NOW = Date.parse('2026-03-10T01:00:00Z');
const HERE = 'https://scim.example.com/api/scim';
const { map } = readSettings({ baseUrl: HERE, token: 'secret' });
const BIRTHDAY = map.user.get('birthday')!.text;

const entry = (more: object = {}) => ({
	tenant: HERE,
	field: 'user.birthday',
	path: BIRTHDAY,
	since: '2026-03-09T01:00:00.000Z',
	...more,
});

const of = (remembered: unknown, now = NOW) => new DroppedFields(remembered, HERE, map, now);

test('a field that was dropped is left out for a week, and then tried again', () => {
	expect(of([entry()]).leftOut).toEqual(['user.birthday']);
	expect(of([entry({ since: '2026-03-03T01:00:00.001Z' })]).leftOut).toEqual(['user.birthday']);
	expect(of([entry({ since: '2026-03-03T01:00:00.000Z' })]).leftOut).toEqual([]);
});

test.each([
	['another tenant', { tenant: 'https://other.example.com' }],
	['another attribute path', { path: 'urn:other:birthday' }],
	['a damaged memory', { since: 7 }],
	['no time', { since: 'yesterday' }],
])('what was remembered of %s says nothing', (_what, more) => {
	expect(of([entry(more)]).leftOut).toEqual([]);
});

test.each([undefined, null, 'x', {}, [null, 1, []]])('%p is no memory', (remembered) => {
	expect(of(remembered).leftOut).toEqual([]);
	expect(of(remembered).learn([], [])).toBeNull();
});

test('what a run found out is remembered, and what other tenants drop stays', () => {
	const other = entry({ tenant: 'https://other.example.com' });
	expect(of([other]).learn(['user.birthday'], [])).toEqual([
		other,
		entry({ since: '2026-03-10T01:00:00.000Z' }),
	]);
	expect(of([other, entry()]).learn([], ['user.birthday'])).toEqual([other]);
	expect(of([other, entry()]).learn([], ['user.gender'])).toBeNull();
});

test('a tenant does not know what it drops', () => {
	const attributeNames = { user: ['shoe', 'hat'], group: ['place'] };
	const tenant = { knows: () => true, attributeNames, patch: true } as never;
	const shoe = map.user.get('attributes.shoe')?.text ?? `${map.extension.user}:shoe`;
	const dropped = of([entry(), entry({ field: 'user.attributes.shoe', path: shoe })]);
	const restricted = dropped.restrict(tenant);
	expect(restricted.knows('user', 'birthday')).toBe(false);
	expect(restricted.knows('user', 'gender')).toBe(true);
	expect(restricted.knows('group', 'birthday')).toBe(true);
	expect(restricted.attributeNames).toEqual({ user: ['hat'], group: ['place'] });
	expect(of([]).restrict(tenant)).toEqual(tenant);
});

describe('a field that is due again', () => {
	const DUE = [entry({ since: '2026-02-01T01:00:00.000Z' })];
	const people = () =>
		['c', 'a', 'b'].map((externalId) =>
			user({ externalId, targetId: externalId, birthday: '1980-02-03', active: true }),
		);
	const shown = (now: number) => {
		const users = people();
		of(DUE, now).offerOne(users);
		return users
			.filter(({ birthday }) => birthday !== undefined)
			.map(({ externalId }) => externalId);
	};

	test('is shown of one person, another one each day', () => {
		const days = [0, 1, 2, 3].map((day) => shown(NOW + day * 86_400_000));
		expect(days.map((one) => one.length)).toEqual([1, 1, 1, 1]);
		expect(new Set(days.slice(0, 3).flat())).toEqual(new Set(['a', 'b', 'c']));
		expect(days[3]).toEqual(days[0]);
	});

	test('is named, and only then', () => {
		expect(of(DUE).offerOne(people())).toEqual(['user.birthday']);
		expect(of([entry()]).offerOne(people())).toEqual([]);
	});

	test('is shown of somebody who is active and has an External ID', () => {
		const users = [
			user({ externalId: null, targetId: '1', birthday: '1980-02-03', active: true }),
			user({ externalId: 'x', targetId: '2', birthday: '1980-02-03', active: false }),
		];
		of(DUE).offerOne(users);
		expect(users.map(({ birthday }) => birthday)).toEqual([undefined, undefined]);
	});

	test('hides nothing while nothing is due', () => {
		const users = people();
		of([entry()]).offerOne(users);
		expect(users).toEqual(people());
	});
});

test('a field that is due, was tried and was not taken rests for another week', () => {
	const due = entry({ since: '2026-03-03T01:00:00.000Z' });
	const again = of([due]).learn([], [], { tried: ['user.birthday', 'user.gender'] });
	expect(again).toEqual([entry({ since: '2026-03-10T01:00:00.000Z' })]);
	// Refused of the one person with whom it was tried, it is still a field that nobody can have.
	const refused = { field: 'user.birthday', pairs: ['of one person'] };
	const renewed = of([due]).learn([], [], { notTaken: [refused], tried: ['user.birthday'] });
	expect(renewed).toEqual([entry({ since: '2026-03-10T01:00:00.000Z' })]);
});

test('a field that is not due, or was not tried, keeps its day', () => {
	expect(of([entry()]).learn([], [], { tried: ['user.birthday'] })).toBeNull();
	const due = entry({ since: '2026-03-03T01:00:00.000Z' });
	expect(of([due]).learn([], [], { tried: ['user.gender'] })).toBeNull();
});
