import { UserError } from '../model/userError';
import { cleanName } from '../common/text';
import { groupUuid } from '../common/uuid';
import { nameOf, pathOf, type Branch } from './branch';
import type { Identity } from './conflicts';
import { boxedReader, fieldReader, requireField, type FieldReader } from './field';
import { codeLevel, nameLevel, type LevelReader } from './levelValues';
import type { ItemRecord } from './types';

/**
 * What a group made from levels is told apart by: its place (`path`), its name (`value`), or an id
 * or code that the source has for it (`field`).
 */
export type GroupIdentity = 'path' | 'value' | 'field';

/** The ways in which the three differ. */
interface IdentityRules {
	readers(
		records: readonly ItemRecord[],
		levels: LevelField[],
		idFields: readonly string[],
	): LevelReader[];
	/** @param levelKeys the normalised names of the levels */
	externalId(branch: Branch, levelKeys: readonly string[]): string;
	/** `null`: every branch is a group of its own. */
	unique: Identity | null;
}

/** A level by name, with the reader of its names. */
export interface LevelField {
	name: string;
	read: FieldReader;
}

export const IDENTITY: Record<GroupIdentity, IdentityRules> = {
	path: { readers: nameReaders, externalId: pathId, unique: null },
	value: {
		readers: nameReaders,
		externalId: nameOf,
		unique: {
			noun: 'The value',
			remedy: 'Give the groups different names in the HR system, or set Group ID to Path.',
		},
	},
	field: {
		readers: codeReaders,
		externalId: (branch) => branch.key,
		unique: {
			noun: 'The code of',
			remedy: 'Give the groups different codes in the HR system, or set Group ID to Path.',
		},
	},
};

/**
 * A UUIDv5 over the normalised names from the top down, each with the name of its level. A list of
 * pairs, so that no separator within a name can make two paths one; and the level's name rather
 * than its number, so that a level added above or below leaves the ids of other branches alone.
 */
function pathId(branch: Branch, levelKeys: readonly string[]): string {
	return groupUuid(JSON.stringify(pathOf(branch, ({ level, key }) => [levelKeys[level], key])));
}

function nameReaders(_records: readonly ItemRecord[], levels: LevelField[]): LevelReader[] {
	return levels.map(({ read }, level) => nameLevel(level, read));
}

function codeReaders(
	records: readonly ItemRecord[],
	levels: LevelField[],
	idFields: readonly string[],
): LevelReader[] {
	if (idFields.length > 0 && idFields.length !== levels.length) {
		throw new UserError(
			`There are ${levels.length} levels but ${idFields.length} ID fields`,
			'Name one ID field for each level, in the same order; or none, to use the codes of the levels.',
			'input',
		);
	}
	return levels.map((level, position) =>
		codeLevel(position, level.read, codeField(records, level, idFields[position])),
	);
}

function codeField(
	records: readonly ItemRecord[],
	{ name: level, read: readName }: LevelField,
	idField: string | undefined,
): FieldReader {
	if (idField !== undefined) {
		const read = fieldReader(idField, ['organizationCodes', 'organization']);
		requireField(records, read, 'The ID field', idField);
		return read;
	}
	// Only where codes stand: the level's own name would be found everywhere else.
	const read = boxedReader(level, 'organizationCodes');
	// Where nobody has anything on the level, there is nothing to have a code.
	if (records.every((record) => cleanName(readName(record)) === '')) return read;
	requireField(
		records,
		read,
		'The code of',
		level,
		'Name the ID field of each level, or have organizationCodes passed on to this node.',
	);
	return read;
}
