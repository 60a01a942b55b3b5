import { byLevels, byReportingLine, groupNamed, person } from './people';

const PEOPLE = 100_000;
const IN_ONE_TEAM = 20_000;
const LEVELS = Array.from({ length: 10 }, (_, i) => `Nivå ${i + 1}`);

/** The first 20,000 are one team; the others are spread over 5 × 4 × 4 places and 8 teams each. */
function organizationOf(i: number): Record<string, string | null> {
	if (i < IN_ONE_TEAM) {
		return Object.fromEntries(
			LEVELS.map((level, depth) => [level, depth === 0 ? 'Umeå' : `Lag ${depth}`]),
		);
	}
	const turns = [i % 5, Math.floor(i / 5) % 4, Math.floor(i / 20) % 4, Math.floor(i / 80) % 8];
	return Object.fromEntries(
		LEVELS.map((level, depth) => [level, depth < 4 ? `${level} ${turns[depth]}` : `${level} x`]),
	);
}

test('case 40: ten levels, 100,000 people, 20,000 in one group', () => {
	const people = Array.from({ length: PEOPLE }, (_, i) =>
		person(`P${i} Ek`, {
			organization: organizationOf(i),
			managerExternalId: i % 7 ? `p${i - (i % 7)}` : null,
		}),
	);
	const built = byLevels(people, { levels: LEVELS, groupId: 'path' });
	// 10 of the one team; 5, 20, 80, 640 on four levels and 640 on each of the six below.
	expect(built.groups).toHaveLength(10 + 5 + 20 + 80 + 640 + 6 * 640);
	expect(built.groups.reduce((sum, { memberCount }) => sum + memberCount, 0)).toBe(PEOPLE);
	const team = groupNamed(
		built,
		['Umeå', ...LEVELS.slice(1).map((_, depth) => `Lag ${depth + 1}`)].join(' / '),
	);
	expect(team).toMatchObject({ level: 10, memberCount: IN_ONE_TEAM });
	expect(built.users).toHaveLength(PEOPLE);
	expect(built.users[IN_ONE_TEAM - 1]!.user.groupExternalId).toBe(team.externalId);
	const small = built.groups.filter(
		({ level, externalId }) => level === 10 && externalId !== team.externalId,
	);
	expect(small).toHaveLength(640);
	expect(small.every(({ memberCount }) => memberCount === 125)).toBe(true);
});

test('case 40: conflicts and reporting lines of 100,000 people', () => {
	const people = Array.from({ length: PEOPLE }, (_, i) =>
		person(`P${i} Ek`, {
			organization: { Kontor: `K${i % 1000}`, Lag: i % 2 ? 'Lön' : `Lag ${i % 1000}` },
			managerExternalId: i === 0 ? null : `p${Math.floor((i - 1) / 10)}`,
		}),
	);
	const kept = byLevels(people, {
		levels: ['Kontor', 'Lag'],
		groupId: 'value',
		conflict: 'keepFirst',
	});
	expect(kept.groups.filter(({ name }) => name === 'Lön')).toMatchObject([
		{ memberCount: PEOPLE / 2 },
	]);
	expect(kept.groups).toHaveLength(1000 + 500 + 1);

	const lines = byReportingLine(people);
	expect(lines.groups).toHaveLength(10_000);
	expect(lines.groups.reduce((sum, { memberCount }) => sum + memberCount, 0)).toBe(PEOPLE);
	expect(lines.issues).toEqual([]);
});
