import type { BuiltHierarchy } from '../../../directory/hierarchy';
import type { Person } from '../../../directory/model/person';
import { byLevels, byReportingLine, person, placed } from '../hierarchy/people';
import { brief, currentGroups, plan, userOf } from './build';

/** What the hierarchy guide says of groups whose External IDs are made otherwise than before. */

const PEOPLE = [
	placed('Anna Berg', 'Stockholm', 'Finance', 'Payable'),
	placed('Bo Ek', 'Stockholm', 'Finance', 'Receivable'),
	placed('Cilla Lind', 'Malmö', 'HR'),
];

function wantedOf({ groups, users }: BuiltHierarchy) {
	return { groups, users: users.map(({ user }) => user as unknown as Person) };
}

/** Winningtemp after a plan for this was applied. */
function directoryOf(built: BuiltHierarchy) {
	const { groups, users } = wantedOf(built);
	return { groups: currentGroups(groups), users: users.map((user) => userOf(user)) };
}

test.each([
	['path', 'value'],
	['value', 'path'],
] as const)('Group ID changed from %s to %s writes nothing', (before, after) => {
	const current = directoryOf(byLevels(PEOPLE, { groupId: before }));
	const { changes, held } = plan(wantedOf(byLevels(PEOPLE, { groupId: after })), current);
	expect([...changes, ...held]).toEqual([]);
	expect(current.groups).toHaveLength(6);
});

test('a team of the reporting line that gets another manager stays the same group', () => {
	const reportsTo = (manager: string) => [
		person('Anna Berg', { managerExternalId: null }),
		person('Bo Ek', { managerExternalId: 'anna' }),
		person('Cilla Lind', { managerExternalId: 'anna' }),
		...['David', 'Elin', 'Farid', 'Gun'].map((name) =>
			person(`${name} Sand`, { managerExternalId: manager }),
		),
	];
	const current = directoryOf(byReportingLine(reportsTo('bo')));
	const { changes } = plan(wantedOf(byReportingLine(reportsTo('cilla'))), current);
	const ofGroups = changes.filter(({ kind }) => kind === 'group');
	expect(brief(ofGroups)).toEqual(['update group Cilla Lind: managerExternalId, name']);
});
