import { byLevels, codes, groupNamed, person, placed } from './people';

function inTeam(name: string, manager: string | null) {
	return placed(name, 'Malmö', 'HR', null, { managerExternalId: manager });
}

function managerOf(built: ReturnType<typeof byLevels>): string | null | undefined {
	return groupNamed(built, 'Malmö / HR').managerExternalId;
}

test('a group is managed by whom most of its people report to', () => {
	const built = byLevels([
		inTeam('Anna Ek', 'cilla'),
		inTeam('Bo Berg', 'cilla'),
		inTeam('Cilla Dal', 'david'),
		placed('David Falk', 'Malmö'),
	]);
	expect(managerOf(built)).toBe('cilla');
	expect(built.issues).toEqual([]);
});

test('a group without people of its own has no manager', () => {
	const built = byLevels([inTeam('Anna Ek', 'bo'), inTeam('Bo Berg', null)]);
	expect(groupNamed(built, 'Malmö').managerExternalId).toBeNull();
	expect(managerOf(built)).toBe('bo');
});

test('of the root group no manager is named, so that one chosen in Winningtemp stays', () => {
	const people = [person('Anna Ek', { managerExternalId: 'bo' }), inTeam('Bo Berg', null)];
	const built = byLevels(people, { rootGroup: { name: 'Bolaget' } });
	expect(built.groups[0]).toMatchObject({ name: 'Bolaget', memberCount: 1 });
	expect(built.groups[0]).not.toHaveProperty('managerExternalId');
});

test('none: of no group a manager is named, so that those chosen in Winningtemp stay', () => {
	const built = byLevels([inTeam('Anna Ek', 'bo'), inTeam('Bo Berg', null)], {
		groupManager: 'none',
	});
	expect(built.groups).toHaveLength(2);
	for (const one of built.groups) expect(one).not.toHaveProperty('managerExternalId');
});

test("case 10: one's own manager does not count", () => {
	expect(managerOf(byLevels([inTeam('Anna Ek', 'anna'), inTeam('Bo Berg', 'bo')]))).toBeNull();
	expect(managerOf(byLevels([inTeam('Anna Ek', 'anna'), inTeam('Cilla Dal', 'anna')]))).toBe(
		'anna',
	);
});

test('case 10: managers in a circle still leave a group with one manager', () => {
	const built = byLevels([inTeam('Bo Berg', 'anna'), inTeam('Anna Ek', 'bo')]);
	expect(managerOf(built)).toBe('anna');
	expect(codes(built)).toEqual(['warning groupManagerTie']);
});

test('a group is named by its path where several groups have its name', () => {
	const built = byLevels([
		inTeam('Anna Ek', 'nobody'),
		placed('Bo Berg', 'Lund', 'HR', null, { managerExternalId: 'cilla' }),
		placed('Cilla Dal', 'Lund', 'HR', null, { managerExternalId: 'bo' }),
	]);
	const messages = built.issues.map(({ code, message }) => [
		code,
		message.split(/ gets | report /)[0],
	]);
	expect(messages).toEqual([
		['groupManagerMissing', 'The group “Malmö › HR”'],
		['groupManagerTie', 'The people in the group “Lund › HR”'],
	]);
});

test('case 11: a manager who is unknown or skipped is left out and named, and linked once there', () => {
	const people = [
		inTeam('Anna Ek', 'cilla'),
		inTeam('Bo Berg', 'cilla'),
		inTeam('David Falk', 'anna'),
	];
	const unknown = byLevels(people);
	expect(managerOf(unknown)).toBeNull();
	expect(unknown.issues).toEqual([
		{
			severity: 'warning',
			code: 'groupManagerMissing',
			subject: {
				kind: 'group',
				externalId: groupNamed(unknown, 'Malmö / HR').externalId,
				name: 'HR',
			},
			message:
				'The group “HR” gets no manager for now: most of its 3 people report to the person with External ID cilla, who is not among the people. ' +
				'Once that person is synchronised, the manager is set by itself; else correct the manager of these people in the HR system.',
			details: { managerExternalId: 'cilla', reason: 'unknown' },
		},
	]);
	const skipped = byLevels([
		...people,
		{ externalId: 'cilla', name: 'Cilla Dal', username: null, skipped: true, issues: [] },
	]);
	expect(managerOf(skipped)).toBeNull();
	expect(skipped.issues[0]!.message).toContain('report to Cilla Dal, who was skipped.');
	expect(skipped.issues[0]!.details.reason).toBe('skipped');

	expect(managerOf(byLevels([...people, placed('Cilla Dal', 'Lund')]))).toBe('cilla');
});

test('case 12: a manager later in the list than the employees is found', () => {
	const people = [inTeam('Anna Ek', 'zara'), placed('Zara Öst', 'Malmö')];
	expect(managerOf(byLevels(people))).toBe('zara');
	expect(managerOf(byLevels([...people].reverse()))).toBe('zara');
});

describe('a tie', () => {
	test("in a team of two goes to its manager, not to the manager's manager", () => {
		const built = byLevels([
			inTeam('Anna Ek', 'zara'),
			inTeam('Zara Öst', 'bo'),
			placed('Bo Berg', 'Malmö'),
		]);
		expect(managerOf(built)).toBe('zara');
		expect(built.issues).toEqual([]);
	});

	test('goes to the one who manages the others', () => {
		const built = byLevels([
			inTeam('Anna Ek', 'cilla'),
			inTeam('Bo Berg', 'zara'),
			placed('Cilla Dal', 'Lund', null, null, { managerExternalId: 'zara' }),
			placed('Zara Öst', 'Lund'),
		]);
		expect(managerOf(built)).toBe('zara');
		expect(built.issues).toEqual([]);
	});

	test('goes to one who is known rather than to one who is not', () => {
		const built = byLevels([inTeam('Anna Ek', 'aaa'), inTeam('Bo Berg', 'anna')]);
		expect(managerOf(built)).toBe('anna');
		expect(built.issues).toEqual([]);
	});

	test('else goes to the first External ID, with a warning', () => {
		const people = [
			inTeam('Anna Ek', 'zara'),
			inTeam('Bo Berg', 'cilla'),
			placed('Cilla Dal', 'Lund'),
			placed('Zara Öst', 'Lund'),
		];
		for (const order of [people, [...people].reverse()]) {
			const built = byLevels(order);
			expect(managerOf(built)).toBe('cilla');
			expect(codes(built)).toEqual(['warning groupManagerTie']);
			expect(built.issues[0]!.message).toBe(
				'The people in the group “HR” report equally often to Cilla Dal and Zara Öst. Cilla Dal becomes its manager, as the first by External ID. If that is wrong, correct the managers in the HR system.',
			);
			expect(built.issues[0]!.details).toEqual({
				managerExternalId: 'cilla',
				candidates: ['cilla', 'zara'],
			});
		}
	});
});

test('where the manager is not mapped, no group is reported as without one: those chosen in Winningtemp stay', () => {
	const unmapped = [inTeam('Anna Ek', 'bo'), inTeam('Bo Berg', null)].map((one) => {
		const record: Record<string, unknown> = { ...one };
		delete record.managerExternalId;
		return record;
	});
	const built = byLevels(unmapped);
	expect(built.groups).toHaveLength(2);
	for (const one of built.groups) expect(one).not.toHaveProperty('managerExternalId');
});
