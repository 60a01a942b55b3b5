import type { Kind, Refusal, Written } from '../directory/apply/target';
import type { FieldChange } from '../directory/model/change';
import { pathOfField } from './attributeMap';
import type { AttributePath } from './attributePaths';
import type { Service } from './client';
import type { Connection } from './directory';

import type { ScimResponse } from './protocol';
import { settingInWords } from './tenantSettings';
import { isNameTaken } from './uniqueNames';
import { adviceFor, detailOf } from './words';
import type { NotMade } from './sent';

/** What the status of an answer says of a change (RFC 7644 §3.12); 0 is no answer. */
const REFUSALS: ReadonlyMap<number, Refusal> = new Map<number, Refusal>([
	[0, 'unreachable'],
	[400, 'content'],
	[401, 'unauthorized'],
	[404, 'gone'],
	[409, 'conflict'],
	[412, 'changed'],
	[413, 'content'],
	[422, 'content'],
	[429, 'unreachable'],
	[502, 'unreachable'],
	[503, 'unreachable'],
	[504, 'unreachable'],
]);

/** A write that was refused, in the terms of a target. */
export function refusedAs(
	{ attempts, answer, error }: NotMade,
	kind: Kind,
	fields: readonly FieldChange[],
	{ client: { service }, map, tenant }: Connection,
	isNameElsewhere: (name: string) => boolean,
): Written {
	const name = kind === 'group' ? fields.find(({ field }) => field === 'name')?.to : undefined;
	const isTaken = typeof name === 'string' && isNameTaken(tenant, answer, isNameElsewhere(name));
	const isAsInHr =
		typeof name === 'string' &&
		answer.status === CONFLICT &&
		tenant.settings.groupNames === 'asInHr';
	return {
		ok: false,
		attempts,
		refusal: REFUSALS.get(answer.status) ?? 'other',
		error: isAsInHr ? `${error}. ${nameAdvice(service)}` : error,
		advice: adviceFor(answer, service),
		status: answer.status,
		isNameTaken: isTaken,
		blames: named(kind, fields, answer, map),
	};
}

const CONFLICT = 409;

function nameAdvice(service: Service): string {
	return `Another group has this name, and ${settingInWords('groupNames', service)} is set to As in HR`;
}

/** The fields whose attribute a refusal names. */
function named(
	kind: Kind,
	fields: readonly FieldChange[],
	answer: ScimResponse,
	map: Connection['map'],
): string[] {
	const words = new Set(
		detailOf(answer)
			.toLowerCase()
			.match(/[\w$-]+/g),
	);
	return fields
		.map(({ field }) => field)
		.filter((field) => {
			const path = pathOfField(map, kind, field);
			return path !== undefined && words.has(ownNameOf(path).toLowerCase());
		});
}

/** The part of a path that is called after what it holds. */
function ownNameOf({ attribute, sub }: AttributePath): string {
	return sub === null || sub.toLowerCase() === 'value' ? attribute : sub;
}
