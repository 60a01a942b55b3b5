import { error, warning, type Issue } from '../model/issue';
import type { LevelProblem, LevelReader, LevelValue } from './levelValues';
import { memberName } from './roster';
import type { Member } from './types';

/** What happens below an empty level: the next filled one comes right below, or nothing does. */
export type Gaps = 'nearest' | 'stop';

/** Names that occur without a code, and on whom. */
export type MissingCodes = Map<number, Map<string, Member[]>>;

/** What the walk down a person's levels found. */
export interface Findings {
	issues: Issue[];
	missingCodes: MissingCodes;
}

/**
 * The filled levels of a person, from the top down. A level whose value cannot be used counts as
 * empty; with `stop`, nothing below an empty level is used, and a person who has something there
 * is named.
 */
export function walkLevels(
	member: Member,
	levels: readonly string[],
	readers: readonly LevelReader[],
	gaps: Gaps,
	findings: Findings,
): { path: LevelValue[]; stopped: boolean } {
	const path: LevelValue[] = [];
	let firstGap = -1;
	for (let level = 0; level < readers.length; level++) {
		const found = readers[level]!(member.record);
		if (found === null || isProblem(found)) {
			if (found) note(found, member, level, levels, findings);
			if (firstGap < 0) firstGap = level;
		} else if (firstGap >= 0 && gaps === 'stop') {
			findings.issues.push(stoppedAt(member, levels[firstGap]!, levels[level]!, found, path));
			return { path, stopped: true };
		} else {
			path.push(found);
		}
	}
	return { path, stopped: false };
}

function isProblem(found: LevelValue | LevelProblem): found is LevelProblem {
	return 'kind' in found;
}

function note(
	problem: LevelProblem,
	member: Member,
	level: number,
	levels: readonly string[],
	findings: Findings,
): void {
	if (problem.kind === 'notText') {
		findings.issues.push(notText(member, levels[level]!, problem));
		return;
	}
	let names = findings.missingCodes.get(level);
	if (!names) findings.missingCodes.set(level, (names = new Map()));
	const members = names.get(problem.name);
	if (members) members.push(member);
	else names.set(problem.name, [member]);
}

function notText(
	member: Member,
	level: string,
	problem: Extract<LevelProblem, { kind: 'notText' }>,
): Issue {
	const name = memberName(member);
	return error(
		'levelNotText',
		{ kind: 'user', externalId: member.externalId, name },
		`${name} has ${Array.isArray(problem.value) ? 'a list' : 'an object'} in ${level}, where one name is needed, so the level counts as empty. ` +
			`Map ${level} to a single value.`,
		{ level },
	);
}

function stoppedAt(
	member: Member,
	gap: string,
	ignored: string,
	found: LevelValue,
	path: readonly LevelValue[],
): Issue {
	const name = memberName(member);
	const value = shownName(found);
	const lowest = path[path.length - 1];
	const place = lowest
		? `is placed in ${shownName(lowest)}`
		: 'is placed in no group of the levels';
	return warning(
		'gapStop',
		{ kind: 'user', externalId: member.externalId, name },
		`${name} has nothing to go by in ${gap}, so ${ignored} “${value}” is not used and ${name} ${place}. ` +
			`Fill in ${gap} in the HR system, or set Gaps to Nearest.`,
		{ emptyLevel: gap, ignoredLevel: ignored, ignoredValue: value },
	);
}

function shownName({ name, key }: LevelValue): string {
	return name || key;
}
