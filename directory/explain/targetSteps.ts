import { currentPath, targetKey } from '../model/group';
import { namesOf, USER_VALUES } from '../model/fields';
import type { Issue } from '../model/issue';
import type { CurrentUser, JsonValue } from '../model/person';
import { joinAnd } from '../common/phrases';
import type { ReadChange, ReadHeld } from '../report/input';
import { fieldRows } from '../report/values';
import { actionText, fieldText, guardText, verdictText } from '../report/words';
import type { Found } from './find';
import { isAboutPlacement } from './groupStep';
import type { Knowledge } from './input';
import { note, table, text, type Block, type ExplanationStep } from './model';
import { mappedText, plainText } from './words';

/** The user as the target has it; values that the target does not know are not there. */
export function currentStep({ hr, user }: Found, knowledge: Knowledge): ExplanationStep {
	const title = `What ${knowledge.systems.target} has now`;
	if (user === null) return { title, blocks: [text('There is no user yet.')] };
	const values = user as unknown as Record<string, JsonValue | undefined>;
	// A tenant may know any number of attributes that nobody uses.
	const mapped = new Set(hr !== null && !('skipped' in hr) ? Object.keys(hr.attributes ?? {}) : []);
	const rows = [
		['Active', user.active ? 'yes' : 'no'],
		['External ID', user.externalId ?? 'none: the user was made by hand'],
		...namesOf(USER_VALUES)
			.filter((field) => values[field] !== undefined)
			.map((field) => [fieldText(field), mappedText(field, values[field], knowledge.names)]),
		...Object.entries(user.attributes ?? {})
			.filter(([name, value]) => value !== null || mapped.has(name))
			.map(([name, value]) => [name, plainText(value)]),
		...groupRows(user, knowledge),
	];
	return { title, blocks: table(['Value', 'Now'], rows) };
}

function groupRows(user: CurrentUser, { groups }: Knowledge): string[][] {
	if (user.groupExternalId === undefined && user.memberOf === undefined) return [];
	const own = groups.get(user.groupExternalId ?? '');
	const others = (user.memberOf ?? [])
		.filter((targetId) => targetId !== own?.targetId)
		.flatMap((targetId) => groups.get(targetKey(targetId)) ?? []);
	const rows = [['Group', own ? currentPath(own, groups).join(' › ') : 'none']];
	if (others.length > 0) {
		rows.push(['Further groups', joinAnd(others.map(({ name }) => name))]);
	}
	return rows;
}

/** What is planned for the person. */
export interface Planned {
	changes: ReadChange[];
	held: ReadHeld[];
	/** Changes of the groups above the person and of the person's own. */
	groupChanges: ReadChange[];
	groupHeld: ReadHeld[];
	issues: Issue[];
}

/** Picks out of the plan what is about the person and the person's group. */
export function plannedFor({ hr, user }: Found, { plan, paths, concerned }: Knowledge): Planned {
	const id = hr?.externalId ?? user?.externalId ?? null;
	const isOwn = ({ kind, externalId, targetId }: ReadChange) =>
		kind === 'user' &&
		((id !== null && externalId === id) || (user !== null && targetId === user.targetId));
	const path = (hr !== null && !('skipped' in hr) && paths.get(hr.groupExternalId ?? '')) || [];
	const above = new Set<string>();
	for (const group of plan.groups) {
		if (isPrefix(group.path, path)) above.add(group.externalId);
	}
	const isAbove = ({ kind, externalId }: ReadChange) =>
		kind === 'group' && externalId !== null && above.has(externalId);
	const name = hr !== null && 'skipped' in hr ? hr.name : null;
	return {
		changes: plan.changes.filter(isOwn).sort(byOrder),
		held: plan.held.filter(isOwn).sort(byOrder),
		groupChanges: plan.changes.filter(isAbove).sort(byOrder),
		groupHeld: plan.held.filter(isAbove).sort(byOrder),
		issues: plan.issues.filter(({ subject, message }) => {
			if (subject.kind !== 'user') return false;
			if (id === null) return name !== null && subject.name === name;
			return subject.externalId === id || (concerned.get(message)?.has(id) ?? false);
		}),
	};
}

function isPrefix(path: readonly string[], whole: readonly string[]): boolean {
	return path.length > 0 && path.every((name, i) => name === whole[i]);
}

function byOrder(a: ReadChange, b: ReadChange): number {
	return a.order - b.order;
}

/** What the next run would write, what a guard would hold, and what else is to be known. */
export function nextRunStep(
	found: Found,
	knowledge: Knowledge,
	planned: Planned,
	outcome: string,
): ExplanationStep {
	const { changes, held, groupChanges, groupHeld } = planned;
	const told = new Set((found.hr?.issues ?? []).map(({ message }) => message));
	const blocks: Block[] = [text(outcome)];
	blocks.push(...changeBlocks(changes, knowledge));
	blocks.push(...heldBlocks(held, knowledge));
	if (groupChanges.length + groupHeld.length > 0) {
		blocks.push(text('For the group, or one above it:'));
		blocks.push(...changeBlocks(groupChanges, knowledge), ...heldBlocks(groupHeld, knowledge));
	}
	for (const issue of planned.issues) {
		if (!isAboutPlacement(issue) && !told.has(issue.message)) {
			blocks.push(note(issue.severity, issue.message));
		}
	}
	return { title: 'What the next run would do', blocks };
}

function changeBlocks(changes: readonly ReadChange[], { names }: Knowledge): Block[] {
	return changes.flatMap((change) => {
		const isNew = change.action === 'create';
		const whom = change.kind === 'group' ? ` “${change.name}”` : '';
		const action = `${actionText(change.action, change.kind)}${whom}`;
		const rows = fieldRows(change, names, true).map(({ label, from, to }) =>
			isNew ? [label, plainText(to)] : [label, plainText(from), plainText(to)],
		);
		return [
			text(change.reason === '' ? `${action}.` : `${action}: ${change.reason}`),
			...table(isNew ? ['Value', 'Set to'] : ['Value', 'From', 'To'], rows),
		];
	});
}

function heldBlocks(held: readonly ReadHeld[], knowledge: Knowledge): Block[] {
	return held.flatMap((change): Block[] => {
		const { guard } = change;
		const { name, explanation } = guardText(guard?.name ?? 'held', guard);
		const words = guard
			? `Held by the guard “${name}”: ${verdictText(guard)}. ${explanation}`
			: 'Held by a guard.';
		return [note('warning', words), ...changeBlocks([change], knowledge)];
	});
}

const VERBS = {
	create: 'create',
	update: 'update',
	reactivate: 'make active again',
	deactivate: 'deactivate',
	delete: 'delete',
} as const;

/** What it all comes to, in one sentence. */
export function outcomeOf(
	{ hr, user }: Found,
	name: string,
	{ changes, held, issues }: Planned,
	{ systems }: Knowledge,
): string {
	const verbs = [...new Set(changes.flatMap(({ action }) => (action ? VERBS[action] : [])))];
	if (verbs.length > 0) {
		const also = held.length > 0 ? ', and hold something back' : '';
		return `The next run would ${joinAnd(verbs)} ${name}${also}.`;
	}
	if (held.length > 0) {
		return `The next run would change nothing of ${name}: what is planned is held for a decision.`;
	}
	if (hr !== null && 'skipped' in hr) {
		return user === null
			? `${name} cannot be synchronised, so no user is created.`
			: `${name} cannot be synchronised, so the user in ${systems.target} stays as it is.`;
	}
	if (hr === null) return leaverOutcome(user!, name);
	return issues.some(({ severity }) => severity === 'error')
		? `Nothing is done for ${name}, because something is in the way.`
		: `Nothing is to be done for ${name}: everything is in step.`;
}

function leaverOutcome({ active, externalId }: CurrentUser, name: string): string {
	if (externalId === null) {
		return `Nothing is to be done for ${name}: users made by hand are left alone.`;
	}
	return active
		? `Nothing is to be done for ${name}: people who are not in HR are left as they are.`
		: `Nothing is to be done for ${name}: not in HR, and inactive already.`;
}
