import fc from 'fast-check';
import type { Group } from '../../../directory/model/group';
import type { PartialReason } from '../../../directory/model/partialList';
import type { Person } from '../../../directory/model/person';
import type { Plan, PlanInput, PlanSettings, TestInput } from '../../support/plan';
import { DEFAULT_SETTINGS, planSync } from '../../support/plan';
import { runs } from '../../support/runs';
import {
	brief,
	currentGroups,
	group,
	groupsAt,
	idOf,
	people,
	person,
	skipped,
	userByHand,
	userOf,
	without,
} from './build';
import type { Company } from './company';
import { byHand, mornings, wantedOf } from './company';
import { doByHand, planAll, settings, UNGUARDED } from './mornings';
import { Model } from './model';

const LIMIT: PartialReason[] = [{ code: 'limit', message: 'Return All is off' }];

function partialPlan(
	wanted: Partial<Pick<PlanInput, 'groups' | 'users'>>,
	current: Partial<PlanInput['current']>,
	changed: Partial<PlanSettings> = {},
	partial = LIMIT,
): Plan {
	return planSync({
		groups: [],
		users: [],
		...wanted,
		current: { groups: [], users: [], ...current },
		settings: { ...DEFAULT_SETTINGS, ...changed },
		partial,
	});
}

const codes = ({ issues }: Plan) => issues.map(({ code }) => code);

const groups = groupsAt(['Stockholm', 'HR'], ['Malmö', 'HR']);
const staff = people(40, { groupExternalId: idOf('Stockholm', 'HR') });
const current = { groups: currentGroups(groups), users: staff.map((one) => userOf(one)) };

describe('a partial list', () => {
	test('case 2: a few of many: nobody is removed, nothing is held, nothing stops', () => {
		const { changes, held, issues, summary } = partialPlan(
			{ groups, users: staff.slice(0, 3) },
			current,
			{ removal: { scope: 'all', action: 'delete' } },
		);
		expect([changes, held, issues]).toEqual([[], [], []]);
		expect(summary).toMatchObject({
			partial: true,
			partialReasons: ['Return All is off'],
			users: { current: 40, wanted: 3, unchanged: 3 },
		});
	});

	test('case 2: an empty one is nothing to do; an empty whole one stops', () => {
		expect(partialPlan({}, current).changes).toEqual([]);
		expect(partialPlan({ users: [skipped('p0001')] }, current).changes).toEqual([]);
		expect(() => planSync({ groups: [], users: [], current, settings: DEFAULT_SETTINGS })).toThrow(
			expect.objectContaining({ code: 'stopped' }),
		);
	});

	test('a whole one has no word of it in the summary', () => {
		const { summary } = planSync({ groups, users: staff, current, settings: DEFAULT_SETTINGS });
		expect(summary).not.toHaveProperty('partial');
		expect(summary).not.toHaveProperty('partialReasons');
	});

	test('people on it are created, changed, placed, linked and reactivated as ever', () => {
		const users = [
			{ ...staff[0]!, lastName: 'Ny' },
			{ ...staff[1]!, groupExternalId: idOf('Malmö', 'HR') },
			{ ...staff[2]!, managerExternalId: 'p0030' },
			staff[3]!,
			person('q', { groupExternalId: idOf('Malmö', 'HR'), managerExternalId: 'p0040' }),
		];
		const paused = current.users.map((user) =>
			user.externalId === 'p0004' ? { ...user, active: false } : user,
		);
		const { changes, issues } = partialPlan({ groups, users }, { ...current, users: paused });
		expect(issues).toEqual([]);
		expect(brief(changes)).toEqual([
			'create user q',
			'update user p0001: lastName',
			'update user p0002: groupExternalId',
			'update user p0003: managerExternalId',
			'reactivate user p0004: active',
		]);
		const created = changes[0]!.changes.map(({ field, to }) => [field, to]);
		expect(created).toContainEqual(['managerExternalId', 'p0040']);
		expect(created).toContainEqual(['groupExternalId', idOf('Malmö', 'HR')]);
	});

	test('users made by hand are adopted; those with an External ID are never taken over', () => {
		const mine = person('new', {
			username: 'maja@exempel.se',
			firstName: 'Maja Linnéa',
			lastName: 'Hand',
		});
		const adopted = partialPlan(
			{ users: [mine] },
			{ users: [...current.users, userByHand('maja@exempel.se')] },
		);
		expect(brief(adopted.changes)).toEqual(['update user new: externalId, firstName']);
		const again = { ...staff[0]!, externalId: 'registered-again' };
		const waiting = partialPlan({ groups, users: [again] }, current);
		expect(waiting.changes).toEqual([]);
		expect(codes(waiting)).toEqual(['usernameWaits']);
	});

	test('case 11: a manager who is not known, or not active, leaves the link as it is until the next full run', () => {
		const users = [
			{ ...staff[0]!, managerExternalId: 'unknown' },
			{ ...staff[1]!, managerExternalId: 'p0009' },
		];
		const known = current.users.map((user) => ({
			...user,
			managerExternalId: 'p0040',
			active: user.externalId !== 'p0009',
		}));
		const result = partialPlan({ groups, users }, { ...current, users: known });
		expect(result.changes).toEqual([]);
		expect(codes(result)).toEqual(['managerWaits', 'managerWaits']);
	});

	test('case 10: a circle that goes through someone who is not listed is not made, nor is a link cleared', () => {
		const known = current.users.map((user) =>
			user.externalId === 'p0002' ? { ...user, managerExternalId: 'p0001' } : user,
		);
		const users = [{ ...staff[0]!, managerExternalId: 'p0002' }];
		const result = partialPlan({ groups, users }, { ...current, users: known });
		expect(result.changes).toEqual([]);
		expect(codes(result)).toEqual(['managerWaits']);
		const both = [users[0]!, { ...staff[1]!, managerExternalId: 'p0001' }];
		expect(codes(partialPlan({ groups, users: both }, current))).toEqual(['managerCircle']);
	});

	test('case 19: an id that several companies use waits for the run that can tell them apart', () => {
		const users = ['a:7', 'b:7'].map((id) => userOf(person(id)));
		const result = partialPlan({ users: [person('7', { username: 'ny@exempel.se' })] }, { users });
		expect(result.changes).toEqual([]);
		expect(codes(result)).toEqual(['idWaits']);
	});

	test('case 19: an id that only begins with a colon is no other company’s', () => {
		const result = partialPlan(
			{ users: [person('7', { username: 'ny@exempel.se' })] },
			{ users: [userOf(person(':7')), ...people(4).map((one) => userOf(one))] },
		);
		expect(brief(result.changes)).toEqual(['create user 7']);
	});

	test('case 13: a username of a user made by hand does not wait: the list is to be corrected', () => {
		const result = partialPlan(
			{ groups, users: [{ ...staff[0]!, username: 'maja@exempel.se' }] },
			{ ...current, users: [userOf(staff[0]!), userByHand('maja@exempel.se')] },
		);
		expect(result.issues).toMatchObject([{ severity: 'error', code: 'usernameTaken' }]);
	});

	test('case 13: a username of someone who is not listed waits, without an error', () => {
		const result = partialPlan({ users: [person('q', { username: 'p0040@exempel.se' })] }, current);
		expect(result.changes).toEqual([]);
		expect(result.issues).toMatchObject([{ severity: 'warning', code: 'usernameWaits' }]);
	});

	test('guards look at it, by the share of the people on it', () => {
		const moved = staff
			.slice(0, 8)
			.map((one) => ({ ...one, groupExternalId: idOf('Malmö', 'HR') }));
		const { changes, held } = partialPlan({ groups, users: moved }, current);
		expect(changes).toEqual([]);
		expect(held).toHaveLength(8);
		expect(held[0]!.guard).toEqual({ name: 'moves', limit: 5, actual: 8, of: 8 });
	});
});

describe('groups of a partial list', () => {
	const inGroup = (path: string[], count = 3) =>
		staff.slice(0, count).map((one) => ({ ...one, groupExternalId: idOf(...path) }));

	test('case 3: a new name is neither a rename nor a new group: who is in it stays, and it is reported once', () => {
		const result = partialPlan(
			{ groups: groupsAt(['Stockholm', 'People']), users: inGroup(['Stockholm', 'People']) },
			current,
		);
		expect(result.changes).toEqual([]);
		expect(result.issues).toMatchObject([
			{
				severity: 'warning',
				code: 'groupWaits',
				subject: { name: 'People' },
				details: { people: 3 },
			},
		]);
		expect(result.issues[0]!.message).toContain('Stockholm / People');
	});

	test('a declared move is not made either', () => {
		const result = partialPlan(
			{ groups: groupsAt(['Stockholm', 'People']), users: inGroup(['Stockholm', 'People']) },
			current,
			{ moves: [{ from: 'Stockholm / HR', to: 'Stockholm / People' }] },
		);
		expect(result.changes).toEqual([]);
	});

	test('the id that a renamed group has kept from its earlier name is not taken for the new group of that name', () => {
		const renamed = current.groups.map((one) =>
			one.externalId === idOf('Stockholm', 'HR') ? { ...one, name: 'People' } : one,
		);
		const joiner = person('q', { groupExternalId: idOf('Stockholm', 'HR') });
		const result = partialPlan(
			{ groups: groupsAt(['Stockholm', 'HR']), users: [joiner] },
			{ ...current, groups: renamed },
		);
		expect(brief(result.changes)).toEqual(['create user q']);
		expect(result.changes[0]!.changes.map(({ field }) => field)).not.toContain('groupExternalId');
		expect(codes(result)).toEqual(['groupWaits']);
		// Its new name leads to it, so that who belongs there is not moved out.
		const own = partialPlan(
			{ groups: groupsAt(['Stockholm', 'People']), users: inGroup(['Stockholm', 'People']) },
			{ ...current, groups: renamed },
		);
		expect([own.changes, own.issues]).toEqual([[], []]);
	});

	test("an id of HR's own is enough, and its name, place and manager stay as they are", () => {
		const known = currentGroups([group('17', 'HR', '1'), group('1', 'Stockholm')], {
			managerExternalId: 'p0040',
		});
		const users = [{ ...staff[0]!, groupExternalId: '17' }];
		const wanted = [{ ...group('17', 'Renamed'), managerExternalId: 'p0001' }];
		const inside = staff.map((one) => userOf(one, { memberOf: ['t-1'] }));
		const result = partialPlan({ groups: wanted, users }, { groups: known, users: inside });
		expect(brief(result.changes)).toEqual(['update user p0001: groupExternalId']);
		expect(result.summary.groups).toMatchObject({ update: 0, unchanged: 1 });
	});

	test('a name as id counts with that name, wherever the group stands', () => {
		const known = currentGroups([group('HR', 'HR', 'Malmö'), group('Malmö', 'Malmö')]);
		const users = [{ ...staff[0]!, groupExternalId: 'HR' }];
		const inside = [userOf(staff[0]!, { memberOf: ['t-Malmö'] })];
		const moved = partialPlan(
			{ groups: [group('HR', 'HR')], users },
			{ groups: known, users: inside },
		);
		expect(brief(moved.changes)).toEqual(['update user p0001: groupExternalId']);
		const renamed = known.map((one) => (one.name === 'HR' ? { ...one, name: 'People' } : one));
		const waiting = partialPlan(
			{ groups: [group('HR', 'HR')], users },
			{ groups: renamed, users: inside },
		);
		expect(waiting.changes).toEqual([]);
	});

	test('case 39: where no parents are known, a name alone leads to no group', () => {
		const flat = current.groups.map((one) => without(one, 'parentExternalId'));
		const renamedId = flat.map((one) =>
			one.name === 'HR' ? { ...one, externalId: `old ${one.externalId}` } : one,
		);
		const users = inGroup(['Malmö', 'HR']);
		const wanted = { groups: groupsAt(['Malmö', 'HR']), users };
		expect(partialPlan(wanted, { ...current, groups: renamedId }).changes).toEqual([]);
		expect(partialPlan(wanted, { ...current, groups: flat }).changes).toHaveLength(3);
	});

	test('case 39: nor does the only group of that name, where no parents are known', () => {
		const flat = currentGroups([group('old', 'Lager')]).map((one) =>
			without(one, 'parentExternalId'),
		);
		const users = inGroup(['Lager']);
		const result = partialPlan(
			{ groups: groupsAt(['Lager']), users },
			{ groups: flat, users: users.map((one) => userOf(one, { memberOf: [] })) },
		);
		expect(result.changes).toEqual([]);
		expect(codes(result)).toEqual(['groupWaits']);
	});

	test('two groups of one name in one place: neither is taken for the wanted one', () => {
		const twins = currentGroups([group('x', 'Lager'), group('y', 'Lager')]);
		const users = inGroup(['Lager'], 1);
		const result = partialPlan(
			{ groups: groupsAt(['Lager']), users },
			{ groups: twins, users: [userOf(users[0]!, { memberOf: ['t-y'] })] },
		);
		expect(result.changes).toEqual([]);
		expect(codes(result)).toEqual(['groupWaits']);
	});

	test("with an id of HR's own a group is not found by its name", () => {
		const users = [{ ...staff[0]!, groupExternalId: '18' }];
		const result = partialPlan(
			{ groups: [group('18', 'HR')], users },
			{ groups: currentGroups([group('17', 'HR')]), users: [userOf(users[0]!, { memberOf: [] })] },
		);
		expect(result.changes).toEqual([]);
		expect(codes(result)).toEqual(['groupWaits']);
	});

	test('who joins a group that has kept another External ID joins it by that', () => {
		const known = currentGroups([group('old', 'Lager'), group('older', 'Kyl', 'old')]);
		const { changes, issues } = partialPlan(
			{
				groups: groupsAt(['Lager', 'Kyl']),
				users: [person('q', { groupExternalId: idOf('Lager', 'Kyl') })],
			},
			{ ...current, groups: known },
		);
		expect(issues).toEqual([]);
		expect(changes[0]!.changes).toContainEqual({
			field: 'groupExternalId',
			from: null,
			to: 'older',
		});
	});

	test('groups that run empty stay', () => {
		const moved = [{ ...staff[0]!, groupExternalId: idOf('Malmö', 'HR') }];
		const one = { groups: current.groups, users: [userOf(staff[0]!)] };
		expect(
			brief(partialPlan({ groups: groupsAt(['Malmö', 'HR']), users: moved }, one).changes),
		).toEqual(['update user p0001: groupExternalId']);
	});

	test('where there are none at all they are made, without managers', () => {
		const led = groups.map((one) => ({ ...one, managerExternalId: 'p0001' }));
		const { changes, issues } = partialPlan({ groups: led, users: staff.slice(0, 2) }, {});
		expect(issues).toEqual([]);
		const created = changes.filter(({ kind }) => kind === 'group');
		expect(created.map(({ action }) => action)).toEqual(Array(4).fill('create'));
		expect(
			created.flatMap(({ changes: fields }) => fields.map(({ field }) => field)),
		).not.toContain('managerExternalId');
	});
});

describe('a company that could not be read', () => {
	const [READ, FAILED] = ['0a-read', '0b-failed'];
	const reasons: PartialReason[] = [
		{
			code: 'companyNotRead',
			message: 'Flex refuses access',
			company: 'Åkeriet',
			companiesRead: [READ.toUpperCase()],
		},
	];
	const of = (company: string | null, id: string) =>
		userOf(person(id), { attributes: { company } });
	const users = [
		of(READ, 'a1'),
		of(READ, 'a2'),
		of(FAILED, 'b1'),
		of(null, 'c1'),
		userOf(person('d1')),
	];
	const listed = [person('a1', { attributes: { company: READ } })];

	test('is an issue, and nobody is removed: nothing shows whose company it was', () => {
		const result = partialPlan({ users: listed }, { users }, {}, reasons);
		expect(result.changes).toEqual([]);
		expect(result.issues).toMatchObject([{ severity: 'error', code: 'companyNotRead' }]);
	});

	test('with an attribute that shows it, removals stop in it only', () => {
		const removal = { ...DEFAULT_SETTINGS.removal, companyAttribute: 'company' };
		const result = partialPlan({ users: listed }, { users }, { removal }, reasons);
		expect(brief(result.changes)).toEqual(['deactivate user a2: active']);
	});

	test('the attribute holds the ID of the company in whatever case', () => {
		const removal = { ...DEFAULT_SETTINGS.removal, companyAttribute: 'company' };
		const shouting = users.map((user) => {
			const { company } = user.attributes ?? {};
			return company ? { ...user, attributes: { company: String(company).toUpperCase() } } : user;
		});
		const result = partialPlan({ users: listed }, { users: shouting }, { removal }, reasons);
		expect(brief(result.changes.filter(({ action }) => action === 'deactivate'))).toEqual([
			'deactivate user a2: active',
		]);
	});

	test('a list that is a part for another reason, too, removes nobody all the same', () => {
		const removal = { ...DEFAULT_SETTINGS.removal, companyAttribute: 'company' };
		for (const partial of [[...reasons, ...LIMIT], LIMIT, []]) {
			expect(partialPlan({ users: listed }, { users }, { removal }, partial).changes).toEqual([]);
		}
	});
});

const MORNINGS = fc.record({
	days: mornings,
	hands: fc.array(byHand, { maxLength: 4 }),
	settings,
	listed: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
});

/** What the Hierarchy Builder makes of some people: their groups and those above. */
function someOf(company: Company, listed: readonly boolean[]) {
	const { groups: all, users } = wantedOf(company);
	const some = users.filter(({ externalId }) => listed[Number(externalId!.slice(1))]);
	const byId = new Map(all.map((one) => [one.externalId, one]));
	const needed = new Set<Group>();
	for (const one of some) {
		let id = (one as Partial<Person>).groupExternalId ?? null;
		while (id !== null) {
			const at = byId.get(id)!;
			needed.add(at);
			id = at.parentExternalId;
		}
	}
	return { groups: all.filter((one) => needed.has(one)), users: some };
}

const CASES = runs(150);

test('laws 1, 2 and 3: whatever happened in HR, a partial list removes and renames nothing, changes only people on it, can be carried out, and leaves nothing for a second run', () => {
	fc.assert(
		fc.property(MORNINGS, ({ days, hands, settings: chosen, listed }) => {
			const model = new Model();
			for (const day of days.slice(0, -1)) {
				const plan = planAll(day, model, chosen);
				if (plan) model.applyAll(plan.changes);
			}
			doByHand(model, hands);
			const last = days[days.length - 1]!;
			const input = { ...someOf(last, listed), settings: chosen, partial: LIMIT };
			const before = model.current();
			const hadGroups = before.groups.some(({ externalId }) => externalId !== null);
			const plan = releasedPlan({ ...input, current: before });
			const onList = new Set(input.users.map(({ externalId }) => externalId));
			const ofGroups = plan.changes.filter(({ kind }) => kind === 'group');
			for (const { action } of ofGroups) expect([action, hadGroups]).toEqual(['create', false]);
			for (const { action, externalId } of plan.changes.filter(({ kind }) => kind === 'user')) {
				expect(['create', 'update', 'reactivate']).toContain(action);
				expect(onList).toContain(externalId);
			}
			model.applyAll(plan.changes);
			const after = new Map(model.current().users.map((user) => [user.targetId, user]));
			const others = before.users.filter(
				({ targetId }) => !onList.has(after.get(targetId)!.externalId),
			);
			for (const user of others) expect(after.get(user.targetId)).toEqual(user);
			const second = planSync({ ...input, current: model.current() });
			expect([second.changes, second.held]).toEqual([[], []]);
		}),
		{ numRuns: CASES },
	);
});

test('with the same groups, quick runs change of the people on the list what a full run would', () => {
	const change = fc.record({
		who: fc.nat({ max: 7 }),
		unit: fc.nat({ max: 5 }),
		last: fc.nat({ max: 3 }),
		manager: fc.option(fc.nat({ max: 7 })),
	});
	fc.assert(
		fc.property(mornings, fc.array(change, { minLength: 1, maxLength: 3 }), ([first], changes) => {
			const company = employedWithOwnNames(first!);
			const model = new Model().applyAll(
				planAll(company, new Model(), { ...UNGUARDED, managersAreMembers: true })!.changes,
			);
			const units = new Set(company.employees.map(({ unit }) => unit));
			const employees = [...company.employees];
			const listed = employees.map(() => false);
			for (const { who, unit, last, manager } of changes) {
				// Someone else stays in the group, so that the full run does not make or delete one.
				employees[who] = { ...employees[who]!, last, manager };
				if (units.has(unit)) employees[who]!.unit = unit;
				listed[who] = true;
			}
			const next = { ...company, employees };
			fc.pre(sameGroups(company, next) && hasNoCircle(next) && hasNoCircle(company));
			// Who manages a group, and so is no member, follows from everybody in it.
			const settings = { ...UNGUARDED, managersAreMembers: true };
			const input = { current: model.current(), settings };
			const full = planSync({ ...wantedOf(next), ...input });
			const partial = planSync({ ...someOf(next, listed), ...input, partial: LIMIT });
			const ofUsers = ({ changes: all }: Plan) =>
				all
					.filter(({ kind }) => kind === 'user')
					.map(({ externalId, action, changes: fields }) => ({ externalId, action, fields }));
			expect(ofUsers(partial)).toEqual(ofUsers(full));
			expect(partial.issues).toEqual([]);
		}),
		{ numRuns: CASES },
	);
});

/** Everyone employed under a username of their own, with managers who are there. */
function employedWithOwnNames(company: Company): Company {
	return {
		...company,
		employees: company.employees.map((one, i) => ({
			...one,
			username: i,
			state: 'employed',
			manager: one.manager === null || one.manager > 7 ? null : one.manager,
		})),
	};
}

function sameGroups(a: Company, b: Company): boolean {
	const ids = (company: Company) =>
		wantedOf(company)
			.groups.map(({ externalId }) => externalId)
			.sort();
	return JSON.stringify(ids(a)) === JSON.stringify(ids(b));
}

function hasNoCircle({ employees }: Company): boolean {
	return employees.every((_one, start) => {
		let at = employees[start]!.manager;
		for (let steps = 0; at !== null; steps++) {
			if (at === start || steps > employees.length) return false;
			at = employees[at]!.manager;
		}
		return true;
	});
}

function releasedPlan(input: TestInput): Plan {
	const plan = planSync(input);
	if (plan.held.length === 0) return plan;
	return planSync({ ...input, settings: { ...input.settings, release: plan.summary.planId } });
}
