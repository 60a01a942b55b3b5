import { ownValue } from '../common/json';
import { patternsOf } from '../common/patterns';
import { namesInPlace } from '../model/group';
import { warning } from '../model/issue';
import type { CurrentUser, Person } from '../model/person';
import type { Judged } from './guardTable';
import { OUTSIDE } from './guardTable';
import type { CurrentNode, WantedNode } from './groupTree';
import { pathNames, subtree } from './groupTree';
import { hold } from './holding';
import type { Matched } from './match';
import type { PilotScope } from './settings';
import type { Step } from './step';
import { connect } from './steps';

/** Where the ID of a person’s company is kept if no setting says otherwise. */
const COMPANY = 'company';

/** Whether a pilot is under way: whether anybody or anything is named. */
export function isPilot({ people, groups, companies }: PilotScope): boolean {
	return people.length + groups.length + companies.length > 0;
}

/**
 * Keeps back every step outside the pilot, and what depends on one. Groups that people of the pilot
 * need are written, with the groups above them; other people are not.
 *
 * @returns the steps that guards look at, and those that are shown and not written
 */
export function splitByPilot(
	matched: Matched,
	steps: Step[],
): { inside: Step[]; outside: readonly Step[] } {
	if (!isPilot(matched.settings.pilot)) return { inside: steps, outside: [] };
	connect(steps, matched);
	const isNamed = namedIn(matched);
	const inside = new Set(steps.filter(isNamed));
	for (const step of inside) {
		for (const needed of [...step.needs, ...step.follows]) {
			if (needed.target.kind === 'group' && needed.action !== 'delete') inside.add(needed);
		}
	}
	const others = steps.filter((step) => !inside.has(step));
	const scope: Judged = {
		name: OUTSIDE,
		limit: 0,
		actual: new Set(others.map(({ target }) => target)).size,
		of: new Set(steps.map(({ target }) => target)).size,
		held: true,
	};
	for (const step of others) step.tripped = scope;
	hold(steps, [scope]);
	return {
		inside: steps.filter(({ held }) => !held),
		outside: steps.filter(({ held }) => held),
	};
}

/** Says whether a step is about somebody or something that the pilot names. */
function namedIn(matched: Matched): (step: Step) => boolean {
	const { people, wantedGroups, tree, memberships, settings, issues } = matched;
	const named = patternsOf(settings.pilot.people);
	const companies = patternsOf(settings.pilot.companies);
	const groups = groupsNamedIn(matched);
	const attribute = settings.removal.companyAttribute || COMPANY;
	const isNamed = (user: CurrentUser | Person) => {
		const company = ownValue(user.attributes, attribute);
		const byId = named.match(user.externalId);
		const byName = named.match(user.username);
		return (typeof company === 'string' && companies.match(company)) || byId || byName;
	};
	const isPlaced = (user: CurrentUser) =>
		memberships.of(user)?.synced.some((node) => groups.has(node)) ?? false;
	const externalIds = new Set<string>();
	const targetIds = new Set<string>();
	for (const { wanted, current } of people.pairings.values()) {
		const id = wanted.groupExternalId ?? '';
		const group = wantedGroups.get(id) ?? tree.byExternalId.get(id);
		const isIn = isNamed(wanted) || (group !== undefined && groups.has(group));
		if ((current && (isNamed(current) || isPlaced(current))) || isIn) {
			externalIds.add(wanted.externalId);
		}
	}
	for (const user of people.others) {
		if (isNamed(user) || isPlaced(user)) targetIds.add(user.targetId);
	}
	for (const name of [...named.unmatched(), ...companies.unmatched(), ...groups.unmatched]) {
		issues.push(
			warning(
				'unknownInScope',
				{ kind: 'group', externalId: null, name },
				`Scope names “${name}”, and no person, group or company is called that. Correct it in Scope: people by External ID or username, groups by External ID, full path or name.`,
			),
		);
	}
	const groupIds = groups.externalIds;
	return ({ target: { kind, externalId, targetId } }) =>
		kind === 'group'
			? groupIds.has(externalId ?? '')
			: externalIds.has(externalId ?? '') || targetIds.has(targetId ?? '');
}

/** The groups that the pilot names, with everything below them. */
function groupsNamedIn({ wanted, tree, settings }: Matched) {
	const named = patternsOf(settings.pilot.groups.map(asPath));
	const all = new Set<WantedNode | CurrentNode>();
	const externalIds = new Set<string>();
	const add = <N extends WantedNode | CurrentNode>(nodes: readonly N[]) => {
		for (const node of nodes) {
			const byId = named.match(node.group.externalId);
			const byName = named.match(asPath(node.group.name));
			if (!named.match(asPath(pathNames(node).join('/'))) && !byId && !byName) continue;
			for (const below of subtree<WantedNode | CurrentNode>(node)) all.add(below);
		}
	};
	add(wanted);
	add(tree.nodes);
	for (const node of all) {
		externalIds.add('externalId' in node ? node.externalId : node.group.externalId);
	}
	return {
		has: (node: WantedNode | CurrentNode) => all.has(node),
		externalIds,
		unmatched: named.unmatched(),
	};
}

function asPath(name: string): string {
	return namesInPlace(name)
		.map((part) => part.trim())
		.join('/');
}
