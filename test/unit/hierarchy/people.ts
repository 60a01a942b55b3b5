import {
	buildHierarchy,
	type BuiltHierarchy,
	type HierarchyPerson,
	type ItemRecord,
	type LevelOptions,
	type ParentIdOptions,
	type ReportingLineOptions,
} from '../../../directory/hierarchy';
import type { Group } from '../../../directory/model/group';
import * as invented from '../../support/people';

/** An invented person; `Anna Ek` has the External ID `anna`. */
export function person(name: string, more: Partial<HierarchyPerson> = {}): HierarchyPerson {
	const [firstName = '', ...rest] = name.split(' ');
	const externalId = firstName.toLowerCase();
	return invented.person({
		externalId,
		username: `${externalId}@example.test`,
		firstName,
		lastName: rest.join(' '),
		...more,
	});
}

/** A person with an office, a department and a team. */
export function placed(
	name: string,
	office: string | null,
	department: string | null = null,
	team: string | null = null,
	more: Partial<HierarchyPerson> = {},
): HierarchyPerson {
	return person(name, {
		organization: { Office: office, Department: department, Team: team },
		...more,
	});
}

type Records = ReadonlyArray<HierarchyPerson | ItemRecord>;

export function byLevels(records: Records, options: Partial<LevelOptions> = {}): BuiltHierarchy {
	return buildHierarchy(records as ItemRecord[], {
		mode: 'levels',
		levels: ['Office', 'Department', 'Team'],
		groupId: 'path',
		idFields: [],
		conflict: 'error',
		gaps: 'nearest',
		groupManager: 'mostCommon',
		rootGroup: null,
		...options,
	});
}

export function byParentIds(
	records: Records,
	options: Partial<ParentIdOptions> = {},
): BuiltHierarchy {
	return buildHierarchy(records as ItemRecord[], {
		mode: 'parentIds',
		groupIdField: 'groupId',
		groupNameField: 'groupName',
		parentIdField: 'parentGroupId',
		groupManager: 'none',
		rootGroup: null,
		...options,
	});
}

export function byReportingLine(
	records: Records,
	options: Partial<ReportingLineOptions> = {},
): BuiltHierarchy {
	return buildHierarchy(records as ItemRecord[], {
		mode: 'reportingLine',
		teamName: '{firstName} {lastName}',
		rootGroup: null,
		...options,
	});
}

/** The groups as indented names, in their order. */
export function outline(groups: readonly Group[]): string[] {
	return groups.map(({ level, name }) => '  '.repeat(level - 1) + name);
}

/** Where everyone is placed: External ID of the person to the path of the group, or `null`. */
export function places({ groups, users }: BuiltHierarchy): Record<string, string | null> {
	const pathOf = new Map(groups.map(({ externalId, path }) => [externalId, path.join(' / ')]));
	return Object.fromEntries(
		users.map(({ user }) => [
			user.externalId,
			user.groupExternalId === null ? null : pathOf.get(user.groupExternalId as string),
		]),
	);
}

export function groupNamed(built: BuiltHierarchy, path: string): Group {
	const group = built.groups.find((each) => each.path.join(' / ') === path);
	if (!group) throw new Error(`No group ${path} among ${outline(built.groups).join(', ')}`);
	return group;
}

export function codes(built: BuiltHierarchy): string[] {
	return built.issues.map(({ severity, code }) => `${severity} ${code}`);
}

/** The error that an action ends with. */
export function failure(action: () => unknown): { message: string; advice: string } {
	try {
		action();
	} catch (error) {
		return error as { message: string; advice: string };
	}
	throw new Error('It was expected to fail');
}
