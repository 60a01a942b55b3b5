import { ownValue } from '../common/json';
import { joinAnd } from '../common/phrases';
import { matchingKey } from '../common/text';
import { textOf } from '../mapping/values';
import type { Issue } from '../model/issue';
import type { Found } from './find';
import type { KnownPerson, Knowledge } from './input';
import { note, table, text, type Block, type ExplanationStep } from './model';

/** Issues that say why somebody stands where they stand. */
const PLACEMENT_ISSUES = new Set([
	'noLevel',
	'gapStop',
	'levelNotText',
	'codeMissing',
	'unknownGroup',
]);

export function isAboutPlacement({ code }: Issue): boolean {
	return PLACEMENT_ISSUES.has(code);
}

/**
 * The group that the person is in, the way down to it, and what each level had to do with it.
 *
 * @param levels the fields that the groups are built from; without any, the organisational fields
 * @param issues those that are about the person
 */
export function groupStep(
	{ hr }: Found,
	knowledge: Knowledge,
	levels: readonly string[],
	issues: readonly Issue[],
): ExplanationStep | null {
	if (hr === null || 'skipped' in hr) return null;
	const notes = issues
		.filter(isAboutPlacement)
		.map(({ severity, message }) => note(severity, message));
	return {
		title: 'Which group, and why',
		blocks: [...placement(hr, knowledge, levels), ...notes],
	};
}

function placement(
	person: KnownPerson,
	{ paths, systems }: Knowledge,
	levels: readonly string[],
): Block[] {
	const id = person.groupExternalId;
	if (id === undefined) {
		return [text(`No groups are built, so the membership in ${systems.target} is left alone.`)];
	}
	const path = id === null ? [] : (paths.get(id) ?? []);
	const uses = levelUses(person, levels, path);
	const rows = uses.map(({ level, value, use }) => [level, value || '(empty)', use]);
	const tableOfLevels = table(['Level', 'Value in HR', 'What becomes of it'], rows);
	if (id === null) {
		return [text('No group: none of the levels gives one.'), ...tableOfLevels];
	}
	if (path.length === 0) {
		return [text(`The group ${id}, which is not among the groups that are built.`)];
	}
	const blocks: Block[] = [text(`${path.join(' › ')}.`)];
	const used = uses.filter(({ isUsed }) => isUsed);
	if (used.length === 0) {
		return [
			...blocks,
			text('The group does not come from a value of the person.'),
			...tableOfLevels,
		];
	}
	const empty = uses.filter(({ value }) => value === '').map(({ level }) => level);
	blocks.push(text(`The lowest level that is filled decides: ${used.at(-1)!.level}.`));
	if (empty.length > 0) {
		blocks.push(
			text(
				`${joinAnd(empty)} ${empty.length === 1 ? 'is' : 'are'} empty and make${empty.length === 1 ? 's' : ''} no group.`,
			),
		);
	}
	return [...blocks, ...tableOfLevels];
}

interface LevelUse {
	level: string;
	value: string;
	use: string;
	isUsed: boolean;
}

/** Which value became which group on the way down; the way may begin above the first level. */
function levelUses(
	{ origin }: KnownPerson,
	levels: readonly string[],
	path: readonly string[],
): LevelUse[] {
	const organization = origin?.organization;
	if (!organization) return [];
	const keys = path.map(matchingKey);
	let next = 0;
	return (levels.length > 0 ? levels : Object.keys(organization)).map((level) => {
		const value = textOf(ownValue(organization, level));
		if (value === '') return { level, value, use: 'empty: no group', isUsed: false };
		const at = keys.indexOf(matchingKey(value), next);
		if (at < 0) return { level, value, use: 'not used', isUsed: false };
		next = at + 1;
		return {
			level,
			value,
			use: at === path.length - 1 ? `the group “${path[at]}”` : `above it, “${path[at]}”`,
			isUsed: true,
		};
	});
}
