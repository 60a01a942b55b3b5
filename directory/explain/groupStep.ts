import { ownValue } from '../common/json';
import { joinAnd } from '../common/phrases';
import { matchingKey } from '../common/text';
import { textOf } from '../mapping/values';
import { placeText } from '../model/group';
import type { Issue } from '../model/issue';
import type { Found } from './find';
import type { KnownPerson, Knowledge } from './input';
import { table, text, type Block, type ExplanationStep } from './model';
import type { ExplainWords } from './table';
import { issueNote } from './words';

/** Issues that say why somebody stands where they stand. */
const PLACEMENT_ISSUES = new Set([
	'noLevel',
	'gapStop',
	'levelNotText',
	'levelNotKnown',
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
	const notes = issues.filter(isAboutPlacement).map((issue) => issueNote(issue, knowledge));
	return {
		title: knowledge.tell.groupTitle,
		blocks: [...placement(hr, knowledge, levels), ...notes],
	};
}

function placement(
	person: KnownPerson,
	{ paths, systems, tell }: Knowledge,
	levels: readonly string[],
): Block[] {
	const id = person.groupExternalId;
	if (id === undefined) {
		return [text(tell.noGroupsBuilt(systems.target))];
	}
	const path = id === null ? [] : (paths.get(id) ?? []);
	const uses = levelUses(person, levels, path, tell);
	const rows = uses.map(({ level, value, use }) => [level, value || tell.empty, use]);
	const tableOfLevels = table(tell.levelColumns, rows);
	if (id === null) {
		return [text(tell.noGroup), ...tableOfLevels];
	}
	if (path.length === 0) {
		return [text(tell.unknownGroup(id))];
	}
	const blocks: Block[] = [text(`${placeText(path)}.`)];
	const used = uses.filter(({ isUsed }) => isUsed);
	if (used.length === 0) {
		return [...blocks, text(tell.notFromAValue), ...tableOfLevels];
	}
	const empty = uses.filter(({ value }) => value === '').map(({ level }) => level);
	blocks.push(text(tell.lowestDecides(used.at(-1)!.level)));
	if (empty.length > 0) {
		blocks.push(text(tell.emptyLevels(empty.length, joinAnd(empty, tell.and))));
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
	tell: ExplainWords,
): LevelUse[] {
	const organization = origin?.organization;
	if (!organization) return [];
	const keys = path.map(matchingKey);
	let next = 0;
	return (levels.length > 0 ? levels : Object.keys(organization)).map((level) => {
		const value = textOf(ownValue(organization, level));
		if (value === '') return { level, value, use: tell.useEmpty, isUsed: false };
		const at = keys.indexOf(matchingKey(value), next);
		if (at < 0) return { level, value, use: tell.useNone, isUsed: false };
		next = at + 1;
		return {
			level,
			value,
			use: at === path.length - 1 ? tell.useGroup(path[at]!) : tell.useAbove(path[at]!),
			isUsed: true,
		};
	});
}
