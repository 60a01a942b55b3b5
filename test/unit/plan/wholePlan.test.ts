import type { Group } from '../../../directory/model/group';
import { DEFAULT_SETTINGS, planSync } from '../../support/plan';
import {
	brief,
	currentGroups,
	group,
	groupsAt,
	idOf,
	people,
	person,
	plan,
	skipped,
	userOf,
	without,
} from './build';

const [a, b] = [group('a', 'A'), group('b', 'B')];
const anna = person('p1', { groupExternalId: 'a' });

test('without groups in HR no group is touched, not even an empty one', () => {
	const { changes, held, issues, summary } = plan(
		{ users: [anna] },
		{ groups: currentGroups([a, b]), users: [userOf(anna)] },
	);
	expect([changes, held, issues]).toEqual([[], [], []]);
	expect(summary.groups).toMatchObject({ current: 2, wanted: 0, unchanged: 0 });
});

describe('case 39: of a tenant that does not tell who is in which group', () => {
	const untold = without(userOf(anna), 'memberOf');

	test('the groups are synchronised all the same, where it has some', () => {
		const { changes, issues } = plan(
			{ groups: [{ ...a, name: 'Ny' }, b], users: [anna] },
			{ groups: currentGroups([a]), users: [untold] },
		);
		expect(brief(changes)).toEqual(['create group B', 'update group Ny: name']);
		expect(issues.map(({ details }) => details.field)).toEqual(['groupExternalId']);
	});

	test('nothing is reported where HR places nobody', () => {
		for (const users of [
			[{ ...anna, groupExternalId: null }],
			[without(anna, 'groupExternalId')],
		]) {
			expect(plan({ groups: [a], users }, { users: [untold] }).issues).toEqual([]);
		}
	});
});

test('case 39: who manages a group is not asked for where the tenant does not know it', () => {
	const led: Group = { ...a, managerExternalId: 'nobody' };
	const { changes, issues } = plan(
		{ groups: [led], users: [anna] },
		{
			groups: currentGroups([a]).map((one) => without(one, 'managerExternalId')),
			users: [userOf(anna)],
		},
	);
	expect(changes).toEqual([]);
	expect(issues.map(({ code, details }) => [code, details.field])).toEqual([
		['unsupportedField', 'managerExternalId'],
	]);
});

test('someone of whose groups the tenant does not give does not keep a group from being recognised', () => {
	const users = people(5, { groupExternalId: idOf('Finans') });
	const { changes } = plan(
		{ groups: groupsAt(['Finans']), users },
		{
			groups: currentGroups([group('x', 'Ekonomi')]),
			users: users.map((one, i) => {
				const user = userOf(one, { memberOf: ['t-x'] });
				return i === 0 ? without(user, 'memberOf') : user;
			}),
		},
	);
	expect(brief(changes)).toEqual(['update group Finans: name']);
	expect(changes[0]!.externalId).toBe('x');
});

test('someone who moves to a group that gets another name does not wait for that', () => {
	const { changes } = plan(
		{ groups: [a, { ...b, name: 'Ny' }], users: [{ ...anna, groupExternalId: 'b' }] },
		{ groups: currentGroups([a, b]), users: [userOf(anna)] },
	);
	expect(changes.map((one) => [brief([one])[0], one.needs])).toEqual([
		['update group Ny: name', undefined],
		['update user p1: groupExternalId', undefined],
	]);
});

describe('the summary', () => {
	test('counts errors and warnings, and nobody as unchanged who was not created', () => {
		const { issues, summary } = plan(
			{
				users: [
					person('p1', { managerExternalId: 'nobody' }),
					person('p2', { username: 'p1@exempel.se' }),
					person('p3', { managerExternalId: 'nobody' }),
				],
			},
			{ users: [userOf(person('p1'))] },
		);
		expect(issues.map(({ code }) => code)).toEqual([
			'sameUsername',
			'managerMissing',
			'managerMissing',
		]);
		expect(summary.issues).toEqual({ errors: 1, warnings: 2 });
		expect(summary.users).toMatchObject({ current: 1, wanted: 3, create: 1, unchanged: 1 });
	});

	test('names the groups that keep another External ID, and only those', () => {
		const users = people(5, { groupExternalId: idOf('Finans') });
		const { summary } = plan(
			{ groups: [...groupsAt(['Finans']), a, b], users },
			{
				groups: currentGroups([group('x', 'Ekonomi'), a]),
				users: users.map((one) => userOf(one, { memberOf: ['t-x'] })),
			},
		);
		expect(summary.keptGroups).toEqual([{ externalId: idOf('Finans'), keptExternalId: 'x' }]);
	});

	test('counts no group of a partial list as unchanged that waits to be recognised', () => {
		const { summary } = planSync({
			groups: [a, b],
			users: [anna],
			current: { groups: currentGroups([a]), users: [userOf(anna)] },
			settings: DEFAULT_SETTINGS,
			partial: [{ code: 'limit', message: 'Return All is off' }],
		});
		expect(summary.groups).toMatchObject({ current: 1, wanted: 2, create: 0, unchanged: 1 });
	});
});

test('issues that come in are passed on among those of the plan, sorted and counted with them', () => {
	const subject = { kind: 'group' as const, externalId: 'a', name: 'A' };
	const given = [
		{ severity: 'warning' as const, code: 'zzz', message: 'Last.', subject, details: {} },
		{ severity: 'error' as const, code: 'aaa', message: 'First.', subject, details: {} },
	];
	const { issues, summary } = planSync({
		groups: [],
		users: [person('p1', { managerExternalId: 'nobody' })],
		current: { groups: [], users: [] },
		settings: DEFAULT_SETTINGS,
		issues: given,
	});
	expect(issues.map(({ code }) => code)).toEqual(['aaa', 'managerMissing', 'zzz']);
	expect(summary.issues).toEqual({ errors: 1, warnings: 2 });
	expect(given.map(({ code }) => code)).toEqual(['zzz', 'aaa']);
});

test('people whom the mapper found sharing an External ID are skipped, and count once', () => {
	const about = { kind: 'user' as const, externalId: 'p2', name: 'Bo' };
	const issue = {
		severity: 'error' as const,
		subject: about,
		message: 'Two have p2.',
		details: {},
	};
	const skippedIn = (code: string) =>
		planSync({
			groups: [],
			users: [anna, skipped('p2'), skipped('p3')],
			current: { groups: [], users: [] },
			settings: DEFAULT_SETTINGS,
			issues: [{ ...issue, code }],
		}).summary.skipped;
	expect([skippedIn('duplicateExternalId'), skippedIn('other')]).toEqual([2, 2]);
});

test('the summary says how many people are skipped, each once', () => {
	const users = [anna, skipped('p2'), skipped('p2'), skipped(null), skipped(null)];
	expect(plan({ users }).summary.skipped).toBe(3);
	expect(plan({ users: [anna] }).summary.skipped).toBe(0);
});
