import { addTo } from '../common/lists';
import { DAMAGE } from '../common/text';
import { oneOf } from '../model/fields';
import type { Finding, Findings } from '../model/finding';
import { isNotKnown, notKnown } from './field';
import type { LevelProblem, LevelReader, LevelValue } from './levelValues';
import type { Member } from './types';

/** What happens below an empty level. */
export type Gaps = 'nearest' | 'stop' | 'tree';

interface GapRule {
	/** Whether a level is used that comes below an empty one: it then comes right below. */
	usesBelow: boolean;
	/** Whether people who are excluded from surveys, such as external personnel, have levels. */
	placesExcluded: boolean;
}

const GAP_RULES: Record<Gaps, GapRule> = {
	nearest: { usesBelow: true, placesExcluded: true },
	stop: { usesBelow: false, placesExcluded: true },
	/** As a tree in HR shows people: with all units above theirs, or not at all. */
	tree: { usesBelow: false, placesExcluded: false },
};

/** Names that occur without a code, and on whom. */
export type MissingCodes = Map<number, Map<string, Member[]>>;

/** What the walks down people's levels found. */
export interface WalkFindings {
	people: Findings<Member>;
	missingCodes: MissingCodes;
}

/**
 * How a walk ended: at the lowest level, at a gap, at a value that cannot be read, or before it
 * began, since the person has no levels.
 */
export type WalkEnd = 'lowest' | 'gap' | 'unreadable' | 'none';

/**
 * The filled levels of a person, from the top down. A level without a code counts as empty. Where
 * nothing below an empty level is used, a person who has something there is named. With a level that
 * cannot be read, nobody knows where the person belongs.
 */
export function walkLevels(
	member: Member,
	levels: readonly string[],
	readers: readonly LevelReader[],
	gaps: Gaps,
	findings: WalkFindings,
): { path: LevelValue[]; end: WalkEnd } {
	const path: LevelValue[] = [];
	const { usesBelow, placesExcluded } = GAP_RULES[gaps];
	const { record } = member;
	if (!placesExcluded && record.excludeFromSurveys === true) return { path, end: 'none' };
	if (!placesExcluded && isNotKnown(record, 'excludeFromSurveys')) {
		findings.people.add(member, notKnown(oneOf('excludeFromSurveys')));
		return { path, end: 'unreadable' };
	}
	let firstGap = -1;
	for (let level = 0; level < readers.length; level++) {
		const found = readers[level]!(member.record);
		if (found === null || 'kind' in found) {
			if (found && found.kind !== 'noCode') {
				findings.people.add(member, unreadable(levels[level]!, found));
				return { path: [], end: 'unreadable' };
			}
			if (found) noteMissingCode(findings.missingCodes, level, found.name, member);
			if (firstGap < 0) firstGap = level;
		} else if (firstGap >= 0 && !usesBelow) {
			findings.people.add(member, stoppedAt(levels[firstGap]!, levels[level]!, found, path));
			return { path, end: 'gap' };
		} else {
			path.push(found);
		}
	}
	return { path, end: 'lowest' };
}

function noteMissingCode(
	missingCodes: MissingCodes,
	level: number,
	name: string,
	member: Member,
): void {
	let names = missingCodes.get(level);
	if (!names) missingCodes.set(level, (names = new Map()));
	addTo(names, name, member);
}

function unreadable(level: string, found: Exclude<LevelProblem, { kind: 'noCode' }>): Finding {
	if (found.kind === 'notKnown') return notKnown(level);
	if (found.kind === 'notText') {
		const what = `${Array.isArray(found.value) ? 'a list' : 'an object'} in ${level}, where one name is needed`;
		return {
			severity: 'error',
			code: 'levelNotText',
			ofOne: `has ${what}, so the person stays in the present group`,
			ofMany: `have ${what}, so they stay in their present groups`,
			advice: `Map ${level} to a single value.`,
			details: { level },
		};
	}
	const what = `“${found.text}” in ${level}, which ${DAMAGE.says}`;
	return {
		severity: 'error',
		code: 'levelDamaged',
		ofOne: `has ${what}, so the person stays in the present group`,
		ofMany: `have ${what}, so they stay in their present groups`,
		advice: DAMAGE.advice,
		details: { level, value: found.text },
	};
}

function stoppedAt(
	gap: string,
	ignored: string,
	found: LevelValue,
	path: readonly LevelValue[],
): Finding {
	const value = shownName(found);
	const lowest = path[path.length - 1];
	const place = lowest ? `placed in ${shownName(lowest)}` : 'in no group of the levels';
	const what = `nothing in ${gap}, so ${ignored} “${value}” is not used`;
	return {
		severity: 'warning',
		code: 'gapStop',
		ofOne: `has ${what}, and is ${place}`,
		ofMany: `have ${what}, and are ${place}`,
		advice: `Fill in ${gap} in the HR system, or set Gaps to Nearest.`,
		details: { emptyLevel: gap, ignoredLevel: ignored, ignoredValue: value },
	};
}

function shownName({ name, key }: LevelValue): string {
	return name || key;
}
