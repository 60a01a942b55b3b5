import { currentPath, placeText, targetKey } from '../model/group';
import { namesOf, USER_VALUES } from '../model/fields';
import type { Issue } from '../model/issue';
import type { CurrentUser, JsonValue } from '../model/person';
import { joinAnd } from '../common/phrases';
import type { ReadChange, ReadHeld } from '../report/input';
import { reasonIn } from '../report/sentences';
import { fieldRows } from '../report/values';
import { actionText, fieldText, guardText, verdictText } from '../report/words';
import type { Found } from './find';
import { isAboutPlacement } from './groupStep';
import type { Knowledge } from './input';
import { note, table, text, type Block, type ExplanationStep } from './model';
import type { ExplainWords } from './table';
import { issueNote, mappedText, plainText } from './words';

/** The user as the target has it; values that the target does not know are not there. */
export function currentStep({ hr, user }: Found, knowledge: Knowledge): ExplanationStep {
	const { systems, tell, words } = knowledge;
	const title = tell.currentTitle(systems.target);
	if (user === null) return { title, blocks: [text(tell.noUser)] };
	const values = user as unknown as Record<string, JsonValue | undefined>;
	// A tenant may know any number of attributes that nobody uses.
	const mapped = new Set(hr !== null && !('skipped' in hr) ? Object.keys(hr.attributes ?? {}) : []);
	const rows = [
		[tell.active, plainText(user.active, tell)],
		[tell.externalId, user.externalId ?? tell.noneByHand],
		...namesOf(USER_VALUES)
			.filter((field) => values[field] !== undefined)
			.map((field) => [fieldText(field, words), mappedText(field, values[field], knowledge)]),
		...Object.entries(user.attributes ?? {})
			.filter(([name, value]) => value !== null || mapped.has(name))
			.map(([name, value]) => [name, plainText(value, tell)]),
		...groupRows(user, knowledge),
	];
	return { title, blocks: table(tell.currentColumns, rows) };
}

function groupRows(user: CurrentUser, { groups, tell }: Knowledge): string[][] {
	if (user.groupExternalId === undefined && user.memberOf === undefined) return [];
	const own = groups.get(user.groupExternalId ?? '');
	const others = (user.memberOf ?? [])
		.filter((targetId) => targetId !== own?.targetId)
		.flatMap((targetId) => groups.get(targetKey(targetId)) ?? []);
	const rows = [[tell.group, own ? placeText(currentPath(own, groups)) : tell.none]];
	if (others.length > 0) {
		const names = others.map(({ name }) => name);
		rows.push([tell.furtherGroups, joinAnd(names, tell.and)]);
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
	const { tell } = knowledge;
	const told = new Set((found.hr?.issues ?? []).map(({ message }) => message));
	const blocks: Block[] = [text(outcome)];
	blocks.push(...changeBlocks(changes, knowledge));
	blocks.push(...heldBlocks(held, knowledge));
	if (groupChanges.length + groupHeld.length > 0) {
		blocks.push(text(tell.forTheGroup));
		blocks.push(...changeBlocks(groupChanges, knowledge), ...heldBlocks(groupHeld, knowledge));
	}
	for (const issue of planned.issues) {
		if (!isAboutPlacement(issue) && !told.has(issue.message)) {
			blocks.push(issueNote(issue, knowledge));
		}
	}
	return { title: tell.nextTitle, blocks };
}

function changeBlocks(changes: readonly ReadChange[], { names, words, tell }: Knowledge): Block[] {
	return changes.flatMap((change) => {
		const isNew = change.action === 'create';
		const whom = change.kind === 'group' ? ` ${words.quoted(change.name)}` : '';
		const action = `${actionText(change.action, change.kind, words)}${whom}`;
		const rows = fieldRows(change, names, true, words).map(({ label, from, to }) =>
			isNew ? [label, plainText(to, tell)] : [label, plainText(from, tell), plainText(to, tell)],
		);
		const reason = reasonIn(words.language, change.reason);
		return [
			text(reason === '' ? `${action}.` : `${action}: ${reason}`),
			...table(isNew ? tell.createdColumns : tell.changedColumns, rows),
		];
	});
}

function heldBlocks(held: readonly ReadHeld[], knowledge: Knowledge): Block[] {
	const { words, tell } = knowledge;
	return held.flatMap((change): Block[] => {
		const { guard } = change;
		const { name, explanation } = guardText(guard?.name ?? 'held', guard, words);
		const told = guard ? tell.heldBy(name, verdictText(guard, words), explanation) : tell.heldByOne;
		return [note('warning', told), ...changeBlocks([change], knowledge)];
	});
}

/** What it all comes to, in one sentence. */
export function outcomeOf(
	{ hr, user }: Found,
	name: string,
	{ changes, held, issues }: Planned,
	{ systems, tell }: Knowledge,
): string {
	const verbs = [...new Set(changes.flatMap(({ action }) => (action ? tell.verbs[action] : [])))];
	if (verbs.length > 0) {
		const would = held.length > 0 ? tell.wouldAndHold : tell.would;
		return would(joinAnd(verbs, tell.and), name);
	}
	if (held.length > 0) return tell.allHeld(name);
	if (hr !== null && 'skipped' in hr) {
		return user === null ? tell.notCreated(name) : tell.stays(name, systems.target);
	}
	if (hr === null) return leaverOutcome(user!, name, tell);
	return issues.some(({ severity }) => severity === 'error')
		? tell.inTheWay(name)
		: tell.inStep(name);
}

function leaverOutcome(
	{ active, externalId }: CurrentUser,
	name: string,
	tell: ExplainWords,
): string {
	if (externalId === null) return tell.handLeftAlone(name);
	return active ? tell.leftAsTheyAre(name) : tell.inactiveAlready(name);
}
