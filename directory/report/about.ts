import { matchingKey } from '../common/text';
import { isGuid } from '../common/uuid';
import { employeeNumberIn, type JsonValue } from '../model/person';
import { attributeName } from '../model/fields';
import { placeText, sharedNames, targetKey } from '../model/group';
import { protectedName } from '../model/protectedIdentity';
import type { ReadChange, ReadInput } from './input';
import type { About } from './model';
import type { Names } from './values';

/** Whom or what a row is about. */
export type RowSubject = Pick<ReadChange, 'kind' | 'name' | 'externalId'> &
	Partial<Pick<ReadChange, 'targetId' | 'fields' | 'isProtected'>>;

/** Shows which of several people or groups of one name is meant. */
export interface Teller {
	/** The name; of a group that shares its name with others, the path. */
	nameOf: (subject: RowSubject) => string;
	aboutOf: (subject: RowSubject) => About;
}

const NOTHING: About = { number: '', group: '', lastDay: '' };

/** @param personal whether anything of people but their names may be shown */
export function tellerOf(read: ReadInput, names: Names, personal: boolean): Teller {
	const shared = sharedNames(namedGroups(read));
	const pathOf = (externalId: string | null) =>
		externalId === null ? '' : (names.groups.get(externalId) ?? '');
	return {
		nameOf: ({ kind, name, externalId }) =>
			kind === 'group' && shared.has(matchingKey(name)) ? pathOf(externalId) || name : name,
		aboutOf: (subject) => {
			const { kind, externalId } = subject;
			if (kind === 'group') return { ...NOTHING, number: readable(externalId) };
			if (!personal) return NOTHING;
			return aboutPerson(subject, read, pathOf);
		},
	};
}

function aboutPerson(
	{ externalId, targetId = null, name, fields = [], isProtected }: RowSubject,
	{ people }: ReadInput,
	pathOf: (externalId: string | null) => string,
): About {
	const known = people.get(externalId ?? targetKey(targetId ?? ''));
	if (isProtected || known?.protectedIdentity || name === protectedName(externalId)) {
		return { ...NOTHING, number: externalId ?? '' };
	}
	const valueOf = (field: string) => {
		const change = fields.find((one) => one.field === field);
		const value = change?.to ?? change?.from;
		return typeof value === 'string' ? value : '';
	};
	const attributes = Object.fromEntries(
		fields.flatMap(({ field, to }): Array<[string, JsonValue]> => {
			const attribute = attributeName(field);
			return attribute === undefined ? [] : [[attribute, to]];
		}),
	);
	const number = known?.number || employeeNumberIn(attributes) || readable(externalId);
	const group = known?.path?.length ? placeText(known.path) : pathOf(valueOf('groupExternalId'));
	const lastDay = known?.lastDay || valueOf('employedUntil');
	return { number: number || (group === '' ? (externalId ?? '') : ''), group, lastDay };
}

/** An id as people can read it; nothing of one that only machines read. */
function readable(externalId: string | null): string {
	return externalId === null || isGuid(externalId) ? '' : externalId;
}

/** The External ID and the name of each group that is mentioned anywhere. */
function* namedGroups({ groups, formerGroups, changes, held }: ReadInput) {
	for (const { externalId, name } of groups) yield [externalId, name] as const;
	for (const [externalId, path] of formerGroups) yield [externalId, path.at(-1) ?? ''] as const;
	for (const { kind, externalId, name } of [...changes, ...held]) {
		if (kind === 'group' && externalId !== null) yield [externalId, name] as const;
	}
}
