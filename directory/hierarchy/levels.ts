import { UserError } from '../model/userError';
import { Findings, type Finding } from '../model/finding';
import { error, warning, type Issue } from '../model/issue';
import { compareText, matchingKey } from '../common/text';
import { assemble } from './assemble';
import {
	branchesOf,
	placeMember,
	nameOf,
	newTrail,
	newTrunk,
	countMembers,
	type Branch,
} from './branch';
import { settleConflicts, type Conflict } from './conflicts';
import { fieldReader, requireField } from './field';
import { IDENTITY, type GroupIdentity, type LevelField } from './groupIds';
import { appointManagers } from './groupManagers';
import { joinAnd } from '../common/phrases';
import { countPeople, idsOf, listMembers } from './phrases';
import { inOrderOfIds, subjectOf, type Roster } from './roster';
import type { DraftGroup, GroupManager, Hierarchy, ItemRecord, RootGroup } from './types';
import { walkLevels, type Gaps, type MissingCodes } from './walkLevels';

/** How groups are made from organisational fields. */
export interface LevelOptions {
	/** Fields from the top down; none: those of `organization`, if all people agree on their order. */
	levels: readonly string[];
	groupId: GroupIdentity;
	/** With `field`: the id or code of each level; none: the code of the same name. */
	idFields: readonly string[];
	/** With `value` and `field`. */
	conflict: Conflict;
	gaps: Gaps;
	groupManager: GroupManager;
	/** The further value of a group that holds the name of its level; empty or absent: none. */
	levelAttribute?: string;
	rootGroup: RootGroup | null;
}

/**
 * Makes a group of every value of every level, below the value of the level above, and places
 * everyone in the group of their lowest filled level (the mission: "Syncing Organizational Data").
 *
 * @throws UserError where a level or ID field does not exist, or the levels are not clear
 */
export function buildFromLevels(roster: Roster, options: LevelOptions): Hierarchy {
	if (roster.members.length === 0) return { groups: [], issues: [] };
	const records = roster.members.map(({ record }) => record);
	const fields = levelFields(records, options.levels);
	const levels = fields.map(({ name }) => name);
	const identity = IDENTITY[options.groupId];
	const readers = identity.readers(records, fields, options.idFields);

	const nowhere = noLevel(levels);
	const trunk = newTrunk();
	const trail = newTrail(trunk);
	const people = new Findings(subjectOf);
	const missingCodes: MissingCodes = new Map();
	// Where one value may be in several places, the first of them must not depend on the input.
	for (const member of identity.unique ? inOrderOfIds(roster.members) : roster.members) {
		const walked = walkLevels(member, levels, readers, options.gaps, { people, missingCodes });
		if (walked.end === 'unreadable') {
			member.groupExternalId = undefined;
			continue;
		}
		placeMember(trail, walked.path, member);
		const isNowhere = walked.path.length === 0 && walked.end === 'lowest';
		if (isNowhere && !options.rootGroup) people.add(member, nowhere);
	}
	const issues = people.issues().map(({ issue }) => issue);
	countMembers(trail);
	addMissingCodes(issues, missingCodes, levels);
	if (identity.unique) settleConflicts(trunk, options.conflict, identity.unique, issues);

	const branches = branchesOf(trunk);
	if (options.groupId === 'field') addSeveralNames(issues, branches);
	const levelKeys = levels.map(matchingKey);
	const drafts = draftGroups(branches, (branch) => identity.externalId(branch, levelKeys));
	const { levelAttribute } = options;
	if (levelAttribute) {
		for (const [i, { level }] of branches.entries()) {
			drafts[i]!.attributes = { [levelAttribute]: levels[level]! };
		}
	}
	appointManagers(options.groupManager, drafts, roster, issues);
	return assemble(drafts, trunk.members, options.rootGroup, issues);
}

function levelFields(records: readonly ItemRecord[], named: readonly string[]): LevelField[] {
	const names = named.length > 0 ? [...named] : defaultLevels(records);
	const seen = new Set<string>();
	return names.map((name) => {
		if (seen.has(matchingKey(name))) {
			throw new UserError(`The level “${name}” is named twice`, 'Name each level once.', 'input');
		}
		seen.add(matchingKey(name));
		const read = fieldReader(name, ['organization']);
		requireField(records, read, 'The level', name);
		return { name, read };
	});
}

function draftGroups(
	branches: readonly Branch[],
	externalId: (branch: Branch) => string,
): DraftGroup[] {
	const draftOf = new Map<Branch, DraftGroup>();
	for (const branch of branches) {
		draftOf.set(branch, {
			externalId: externalId(branch),
			name: nameOf(branch),
			parent: branch.parent && draftOf.get(branch.parent)!,
			managerExternalId: null,
			members: branch.members,
		});
	}
	return [...draftOf.values()];
}

function noLevel(levels: readonly string[]): Finding {
	const what = `no value in ${joinAnd(levels)}`;
	return {
		severity: 'warning',
		code: 'noLevel',
		ofOne: `has ${what} and is in no group`,
		ofMany: `have ${what} and are in no group`,
		advice: 'Enter one of them in the HR system, or set a root group.',
		details: { levels: [...levels] },
	};
}

function addMissingCodes(issues: Issue[], missing: MissingCodes, levels: readonly string[]): void {
	for (const [level, names] of missing) {
		for (const [name, members] of names) {
			issues.push(
				error(
					'codeMissing',
					{ kind: 'group', externalId: null, name },
					`${levels[level]} “${name}” has no code for ${countPeople(members.length)} (${listMembers(members)}), so the level counts as empty for them. ` +
						'Give it a code in the HR system, or choose another ID field.',
					{ level: levels[level]!, people: idsOf(members) },
				),
			);
		}
	}
}

function addSeveralNames(issues: Issue[], branches: readonly Branch[]): void {
	for (const branch of branches) {
		const names = branch.names.texts();
		if (new Set(names.map(matchingKey)).size < 2) continue;
		const kept = nameOf(branch);
		issues.push(
			warning(
				'severalNames',
				{ kind: 'group', externalId: branch.key, name: kept },
				`The code ${branch.key} has several names: ${joinAnd(names.map((name) => `“${name}”`))}. ` +
					`One group is made, called “${kept}”, as most people have it. Use one name for one code in the HR system.`,
				{ names: names.sort(compareText) },
			),
		);
	}
}

/**
 * The levels where none are named: the fields of `organization` in their order, as long as all
 * people agree on it. A field may be missing on some; none may come in another order, for then
 * the hierarchy would depend on who comes first.
 *
 * @throws UserError where the order is not clear, or there are no such fields
 */
function defaultLevels(records: readonly ItemRecord[]): string[] {
	const orders = distinctOrders(records);
	const longest = orders.reduce<string[]>((best, order) => {
		return order.length > best.length ? order : best;
	}, []);
	if (longest.length === 0) {
		throw new UserError(
			'The people have no organisational fields to build a hierarchy from',
			'Name the levels, e.g. “Office, Department, Team”, or choose Organization Fields in the Employee Mapper.',
			'input',
		);
	}
	const differing = orders.find((order) => !isWithin(order, longest));
	if (differing) {
		const [one, other] = [longest.join(', '), differing.join(', ')].sort();
		throw new UserError(
			`The organisational fields do not come in one order: “${one}” and “${other}” were found`,
			'Name the levels from the top down, e.g. “Office, Department, Team”.',
			'input',
		);
	}
	return longest;
}

function distinctOrders(records: readonly ItemRecord[]): string[][] {
	const orders = new Map<string, string[]>();
	for (const { organization } of records) {
		if (typeof organization !== 'object' || organization === null) continue;
		const order = Object.keys(organization);
		orders.set(JSON.stringify(order), order);
	}
	return [...orders.keys()].sort().map((key) => orders.get(key)!);
}

/** Whether `part` is `whole` with some fields left out. */
function isWithin(part: readonly string[], whole: readonly string[]): boolean {
	let next = 0;
	for (const field of whole) if (field === part[next]) next++;
	return next === part.length;
}
