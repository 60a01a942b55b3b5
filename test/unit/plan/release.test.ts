import type { Person } from '../../../directory/model/person';
import type { PlanSettings } from '../../support/plan';
import { DEFAULT_SETTINGS } from '../../support/plan';
import { everyGuard } from '../../support/guards';
import { isReleaseRefusal, notReleased, refusalText } from '../../../directory/plan/release';
import { brief, people, plan, userOf } from './build';

const NONE = { ...DEFAULT_SETTINGS, guards: everyGuard({ count: 0, share: 0 }) };
const all = people(20, { birthday: '1980-01-01', gender: 'female', title: 'A', phone: '1' });
all[5]!.managerExternalId = 'p0007';
const current = { users: all.map((one) => userOf(one)) };

/** The people with other values, by index. */
function changed(values: Record<number, Partial<Person>>): Person[] {
	return all.map((one, i) => ({ ...one, ...values[i] }));
}

const YESTERDAY: Record<number, Partial<Person>> = {
	1: { lastName: 'Ny' },
	2: { title: 'B' },
	3: { title: 'B' },
};
const SINCE: Record<number, Partial<Person>> = {
	4: { username: 'ny@exempel.se' },
	5: { managerExternalId: 'p0008' },
	6: { birthday: '1981-01-01' },
	7: { gender: 'male' },
	8: { phone: '2' },
};

test('of eight guards that hold something, a number of yesterday releases the three that it names', () => {
	const before = changed(YESTERDAY).slice(1);
	const after = changed({ ...YESTERDAY, ...SINCE }).slice(1);
	const { planId } = plan({ users: before }, current, NONE).summary;
	const holding = plan({ users: after }, current, NONE).summary.guards.filter(({ held }) => held);
	expect(holding.map(({ name, field }) => field ?? name)).toEqual([
		'removals',
		'usernameChanges',
		'managerChanges',
		'birthday',
		'gender',
		'lastName',
		'phone',
		'title',
	]);
	const { changes, held, summary, issues } = plan({ users: after }, current, {
		...NONE,
		release: planId,
	});
	expect(brief(changes)).toEqual([
		'update user p0002: lastName',
		'update user p0003: title',
		'update user p0004: title',
		'deactivate user p0001: active',
	]);
	expect(changes.map(({ released }) => released?.name)).toEqual([
		'fieldChanges',
		'fieldChanges',
		'fieldChanges',
		'removals',
	]);
	expect(brief(held)).toEqual([
		'update user p0005: username',
		'update user p0006: managerExternalId',
		'update user p0007: birthday',
		'update user p0008: gender',
		'update user p0009: phone',
	]);
	expect(summary.release).toEqual({ planId, changes: 4 });
	expect(issues).toEqual([]);
	// The number that is shown now names the other five.
	const rest = plan({ users: after }, current, { ...NONE, release: summary.planId });
	expect(rest.changes).toHaveLength(5);
	expect(rest.held).toHaveLength(4);
});

test('of eight guards, the number of yesterday releases nothing where one of its three holds another value', () => {
	const { planId } = plan({ users: changed(YESTERDAY).slice(1) }, current, NONE).summary;
	const others: Array<Record<number, Partial<Person>>> = [
		{ 1: { lastName: 'Annan' } },
		{ 3: { title: 'C' } },
		{ 3: {} },
		{ 9: { title: 'B' } },
	];
	for (const other of others) {
		const after = changed({ ...YESTERDAY, ...SINCE, ...other }).slice(1);
		const { changes, summary } = plan({ users: after }, current, { ...NONE, release: planId });
		expect(changes).toEqual([]);
		expect(summary.release).toEqual({ planId, changes: 0, why: 'changed' });
	}
});

test('what a number names and another guard holds too by now stays held, and does not count as released', () => {
	const [first, second, ...others] = all.map((one) => ({ ...one }));
	// Its username is free once the first one is deleted.
	const heir = { ...second!, username: first!.username };
	const settings = (release = ''): PlanSettings => ({
		...NONE,
		guards: { ...NONE.guards, usernameChanges: { count: 2, share: 0 } },
		removal: { action: 'delete', scope: 'withExternalId' },
		release,
	});
	const before = plan({ users: [heir, ...others] }, current, settings());
	expect(brief(before.held)).toEqual(['delete user p0001', 'update user p0002: username']);
	expect(before.held.map(({ guard }) => guard.name)).toEqual(['removals', 'removals']);
	const { planId } = before.summary;
	const more = others.map((one, i) => (i < 2 ? { ...one, username: `ny${i}@exempel.se` } : one));
	const after = plan({ users: [heir, ...more] }, current, settings(planId));
	expect(brief(after.changes)).toEqual(['delete user p0001']);
	expect(brief(after.held)).toEqual([
		'update user p0002: username',
		'update user p0003: username',
		'update user p0004: username',
	]);
	expect(after.summary.release).toEqual({ planId, changes: 1 });
});

describe('why a plan number released nothing', () => {
	test.each([
		['changed', 'what is held has changed since then, or the number is mistyped'],
		['expired', 'it is more than a week old'],
		['nothingHeld', 'nothing is held now'],
		['notANumber', 'it is not a plan number such as 20261127-3f9a1c07b2d4'],
	] as const)('%s: %s', (why, words) => {
		expect(isReleaseRefusal(why)).toBe(true);
		expect(refusalText(why)).toBe(words);
		expect(notReleased({ planId: 'a-1', changes: 0, why }, 3, 'b-2')).toEqual({
			severity: 'error',
			code: 'notReleased',
			subject: { kind: 'group', externalId: null, name: 'a-1' },
			message: `The plan number a-1 released nothing: ${words}. 3 changes are held now. Look at them; if they are right, release b-2.`,
			details: { why, planId: 'b-2' },
		});
	});

	test('is nothing else, and without a reason something has changed', () => {
		for (const why of ['toString', '', 7, null, undefined, ['changed']]) {
			expect(isReleaseRefusal(why)).toBe(false);
		}
		expect(notReleased({ planId: 'a-1', changes: 0 }, 0, '')).toMatchObject({
			message:
				'The plan number a-1 released nothing: what is held has changed since then, or the number is mistyped. You need not do anything.',
			details: { why: 'changed', planId: '' },
		});
	});

	test('a number with more, fewer or other characters is none', () => {
		const after = changed(YESTERDAY).slice(1);
		const { planId } = plan({ users: after }, current, NONE).summary;
		expect(planId).toMatch(/^[0-9a-f]{12}$/);
		for (const release of [
			`${planId}0`,
			planId.slice(1),
			`x${planId}`,
			planId.toUpperCase() + 'G',
		]) {
			const { changes, summary } = plan({ users: after }, current, { ...NONE, release });
			expect(changes).toEqual([]);
			expect(summary.release).toEqual({ planId: release, changes: 0, why: 'notANumber' });
		}
	});
});

test('the number is the same whatever the order of the values of a person', () => {
	const values = { lastName: 'Ny', birthday: '1981-01-01', gender: 'male' as const };
	const reversed = Object.fromEntries(Object.entries(values).reverse()) as Partial<Person>;
	const numbers = [values, reversed].map(
		(one) => plan({ users: changed({ 3: one }) }, current, NONE).summary.planId,
	);
	expect(new Set(numbers).size).toBe(1);
});
