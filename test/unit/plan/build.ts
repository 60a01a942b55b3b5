import type { Change } from '../../../directory/model/change';
import type { CurrentGroup, Group } from '../../../directory/model/group';
import type { CurrentUser, Person } from '../../../directory/model/person';
import type { Plan, PlanInput, PlanSettings, SkippedPerson } from '../../support/plan';
import { DEFAULT_SETTINGS, planSync } from '../../support/plan';
import { matchingKey } from '../../../directory/common/text';
import { groupUuid } from '../../../directory/common/uuid';
import * as invented from '../../support/people';

/** Someone in HR whose name holds the External ID. */
export function person(externalId: string, more: Partial<Person> = {}): Person {
	return invented.person({
		externalId,
		lastName: `Ek ${externalId}`,
		managerExternalId: null,
		...more,
	});
}

/** Someone in HR who cannot be synchronised. */
export function skipped(externalId: string | null, name = 'Nils Berg'): SkippedPerson {
	return { externalId, name, skipped: true, issues: [] };
}

/** The user of someone in HR, as Winningtemp has it when nothing is to be done. */
export function userOf(wanted: Person, more: Partial<CurrentUser> = {}): CurrentUser {
	const { groupExternalId, ...values } = wanted;
	const memberOf = groupExternalId ? [`t-${groupExternalId}`] : [];
	return invented.user({ memberOf, ...values, ...more });
}

/** A user that was made by hand. */
export function userByHand(username: string, more: Partial<CurrentUser> = {}): CurrentUser {
	return invented.user({
		targetId: `hand-${username}`,
		externalId: null,
		username,
		firstName: 'Maja',
		lastName: 'Hand',
		managerExternalId: null,
		memberOf: [],
		...more,
	});
}

/** The id that the default identity gives a path. */
export function idOf(...path: string[]): string {
	return groupUuid(JSON.stringify(path.map(matchingKey)));
}

/** Groups by their paths, the groups above included, with ids made from the paths. */
export function groupsAt(...paths: string[][]): Group[] {
	const groups = new Map<string, Group>();
	for (const path of paths) {
		for (let level = 1; level <= path.length; level++) {
			const at = path.slice(0, level);
			const externalId = idOf(...at);
			const parentExternalId = level === 1 ? null : idOf(...at.slice(0, -1));
			groups.set(externalId, invented.group({ externalId, parentExternalId, path: at }));
		}
	}
	return [...groups.values()];
}

/** A group with an id of HR's own. */
export function group(
	externalId: string,
	name: string,
	parentExternalId: string | null = null,
): Group {
	return invented.group({ externalId, name, parentExternalId });
}

/** Groups as Winningtemp has them when nothing is to be done. */
export function currentGroups(groups: Group[], more: Partial<CurrentGroup> = {}): CurrentGroup[] {
	return groups.map(({ externalId, name, parentExternalId, managerExternalId }) =>
		invented.currentGroup({ externalId, name, parentExternalId, managerExternalId, ...more }),
	);
}

type Wanted = Partial<Pick<PlanInput, 'groups' | 'users' | 'partial' | 'withoutPlace'>>;
type Current = Partial<PlanInput['current']>;

/** A plan with the node's own settings but for those given. */
export function plan(
	wanted: Wanted,
	current: Current = {},
	settings: Partial<PlanSettings> = {},
): Plan {
	return planSync({
		groups: [],
		users: [],
		...wanted,
		current: { groups: [], users: [], ...current },
		settings: { ...DEFAULT_SETTINGS, ...settings },
	});
}

/** Changes in a few words: `update user p1: username, lastName`. */
export function brief(changes: readonly Change[]): string[] {
	return changes.map(({ kind, action, externalId, name, changes: fields }) => {
		const names = fields.map(({ field }) => field).join(', ');
		const who = kind === 'group' ? name : (externalId ?? name);
		return `${action} ${kind} ${who}${names && action !== 'create' ? `: ${names}` : ''}`;
	});
}

/** So many people, with ids that sort as they are numbered. */
export function people(count: number, more: Partial<Person> = {}, prefix = 'p'): Person[] {
	return Array.from({ length: count }, (_, i) =>
		person(`${prefix}${String(i + 1).padStart(4, '0')}`, more),
	);
}

/** A record that lacks a property altogether, as of a tenant that does not know it. */
export function without<T extends object, K extends keyof T>(record: T, name: K): Omit<T, K> {
	const rest = { ...record };
	delete rest[name];
	return rest;
}
