import fc from 'fast-check';
import type { BuiltHierarchy, HierarchyPerson } from '../../../directory/hierarchy';
import { compareText, matchingKey } from '../../../directory/common/text';
import { runs } from '../../support/runs';
import { byLevels, byParentIds, byReportingLine, codes, placed } from './people';

const LEVELS = ['Office', 'Department', 'Team'] as const;

/** Few names, so that they meet; spellings that are one name, and names that are nearly one. */
const name = fc.constantFrom<string | null>(
	null,
	'',
	' ',
	'Malmö',
	'MALMÖ',
	'Malmo\u0308',
	'HR',
	'hr',
	'HR ',
	'A',
	'Å',
	'A / Å',
	'__proto__',
);
const id = fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9');

const person = fc.record({
	managerExternalId: fc.option(id),
	office: name,
	department: name,
	team: name,
	groupId: fc.option(fc.constantFrom('g1', 'g2', 'g3', 'g4')),
	groupName: name,
	parentGroupId: fc.option(fc.constantFrom('g1', 'g2', 'g3', 'g4', 'g9')),
});

type Row = HierarchyPerson & Record<string, unknown>;

const people: fc.Arbitrary<Row[]> = fc.array(person, { minLength: 1, maxLength: 8 }).map((rows) =>
	rows.map(({ office, department, team, ...more }, i) => ({
		externalId: `p${i + 1}`,
		username: `p${i + 1}@example.test`,
		firstName: 'P',
		lastName: String(i + 1),
		organization: { Office: office, Department: department, Team: team },
		organizationCodes: { Office: office && 'o', Department: department, Team: team && `t${team}` },
		...more,
	})),
);

const rootGroup = fc.constantFrom(null, { name: 'Bolaget' });
const levelOptions = fc.record({
	groupId: fc.constantFrom('path' as const, 'value' as const),
	conflict: fc.constantFrom('error' as const, 'keepFirst' as const),
	gaps: fc.constantFrom('nearest' as const, 'stop' as const),
	groupManager: fc.constantFrom('mostCommon' as const, 'none' as const),
	rootGroup,
});

/** Every way to build a hierarchy of the same people. */
const build: fc.Arbitrary<(rows: Row[]) => BuiltHierarchy> = fc.oneof(
	levelOptions.map((options) => (rows: Row[]) => byLevels(rows, options)),
	fc
		.record({ conflict: fc.constantFrom('error' as const, 'keepFirst' as const), rootGroup })
		.map((options) => (rows: Row[]) => byLevels(withCodes(rows), { ...options, groupId: 'field' })),
	rootGroup.map(
		(root) => (rows: Row[]) => byParentIds(rows, { rootGroup: root, groupManager: 'mostCommon' }),
	),
	rootGroup.map((root) => (rows: Row[]) => byReportingLine(rows, { rootGroup: root })),
);

/** One more person, so that no level is without codes. */
function withCodes(rows: Row[]): Row[] {
	const values = { Office: 'Ystad', Department: 'IT', Team: 'Drift' };
	const ida = placed('Ida Ros', values.Office, values.Department, values.Team);
	return [...rows, { ...ida, externalId: 'p0', organizationCodes: values }];
}

function usersById({ users }: BuiltHierarchy) {
	return users
		.map(({ user }) => user)
		.sort((a, b) => compareText(a.externalId as string, b.externalId as string));
}

test('case 38: shuffled input gives the same groups, places and issues, byte for byte', () => {
	const shuffled = people.chain((rows) =>
		fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
	);
	fc.assert(
		fc.property(shuffled, build, ([rows, other], make) => {
			const [one, two] = [make(rows), make(other)];
			expect(JSON.stringify(two.groups)).toBe(JSON.stringify(one.groups));
			expect(JSON.stringify(two.issues)).toBe(JSON.stringify(one.issues));
			expect(JSON.stringify(usersById(two))).toBe(JSON.stringify(usersById(one)));
		}),
		{ numRuns: runs(500) },
	);
});

test('a hierarchy is sound: unique ids, parents first, levels, paths and counts that agree', () => {
	fc.assert(
		fc.property(people, build, (rows, make) => {
			const built = make(rows);
			const seen = new Map<string, (typeof built.groups)[number]>();
			for (const group of built.groups) {
				expect(seen.has(group.externalId)).toBe(false);
				const parent = group.parentExternalId === null ? null : seen.get(group.parentExternalId);
				expect(parent).not.toBeUndefined();
				expect(group.level).toBe((parent?.level ?? 0) + 1);
				expect(group.path).toEqual([...(parent?.path ?? []), group.name]);
				seen.set(group.externalId, group);
			}
			const members = new Map<string, number>();
			for (const { user } of built.users) {
				const group = user.groupExternalId as string | null;
				if (group === null) continue;
				expect(seen.has(group)).toBe(true);
				members.set(group, (members.get(group) ?? 0) + 1);
			}
			for (const group of built.groups) {
				expect(group.memberCount).toBe(members.get(group.externalId) ?? 0);
			}
			const ids = new Set(built.users.map(({ user }) => user.externalId));
			for (const { managerExternalId = null } of built.groups) {
				expect(managerExternalId === null || ids.has(managerExternalId)).toBe(true);
			}
		}),
		{ numRuns: runs(500) },
	);
});

test('everyone comes out once, and everyone in no group is named in an issue', () => {
	fc.assert(
		fc.property(people, build, (rows, make) => {
			const built = make(rows);
			expect(built.users.length).toBeGreaterThanOrEqual(rows.length);
			expect(built.users.map(({ index }) => index)).toEqual(built.users.map((_, i) => i));
			const named = new Set(
				built.issues.flatMap(({ subject, details }) => [
					subject.externalId,
					...((details.people ?? []) as string[]),
					...((details.circle ?? []) as string[]),
				]),
			);
			const placeless = built.users.filter(({ user }) => user.groupExternalId === null);
			for (const { user } of placeless) expect(named).toContain(user.externalId);
		}),
		{ numRuns: runs(500) },
	);
});

/** The wanted hierarchy by definition: a group for every filled part of every person's path. */
function wantedPaths(rows: Row[]): Map<string, string[]> {
	const wanted = new Map<string, string[]>();
	for (const { organization } of rows) {
		const steps: string[][] = [];
		for (const level of LEVELS) {
			const key = matchingKey(organization![level]);
			if (key === '') continue;
			steps.push([level, key]);
			wanted.set(
				JSON.stringify(steps),
				steps.map((step) => step[1]!),
			);
		}
	}
	return wanted;
}

test('by path, there is one group for each filled, level-tagged path, and no other', () => {
	fc.assert(
		fc.property(people, (rows) => {
			const { groups } = byLevels(rows);
			const made = groups.map(({ path }) => path.map(matchingKey).join('\n')).sort(compareText);
			const wanted = [...wantedPaths(rows).values()]
				.map((path) => path.join('\n'))
				.sort(compareText);
			expect(made).toEqual(wanted);
			expect(new Set(groups.map(({ externalId }) => externalId)).size).toBe(wanted.length);
		}),
		{ numRuns: runs(300) },
	);
});

test('by path, two people share a group exactly if their level-tagged paths are the same', () => {
	const lowest = (row: Row) => [...wantedPaths([row]).keys()].at(-1) ?? null;
	fc.assert(
		fc.property(people, (rows) => {
			const built = byLevels(rows);
			const groupOf = built.users.map(({ user }) => user.groupExternalId);
			for (let a = 0; a < rows.length; a++) {
				for (let b = 0; b < a; b++) {
					expect(groupOf[a] === groupOf[b]).toBe(lowest(rows[a]!) === lowest(rows[b]!));
				}
			}
		}),
		{ numRuns: runs(300) },
	);
});

test('by value, no two groups have names that are the same, and conflicts say so', () => {
	fc.assert(
		fc.property(
			people,
			fc.constantFrom('error' as const, 'keepFirst' as const),
			(rows, conflict) => {
				const built = byLevels(rows, { groupId: 'value', conflict });
				const keys = built.groups.map(({ externalId }) => matchingKey(externalId));
				expect(new Set(keys).size).toBe(keys.length);
				const places = [...wantedPaths(rows).values()].map((path) => path.at(-1)!);
				const contested = places.filter((key, i) => places.indexOf(key) !== i);
				const conflicts = codes(built).filter((code) => code.endsWith('groupConflict'));
				expect(conflicts.length > 0).toBe(contested.length > 0);
				const wanted =
					conflict === 'keepFirst' ? places : places.filter((key) => !contested.includes(key));
				expect(new Set(keys)).toEqual(new Set(wanted));
			},
		),
		{ numRuns: runs(500) },
	);
});
