import type { Kind } from '../directory/apply/target';
import { attributeField } from '../directory/model/fields';
import { fieldsWithPath, pathOfField, type AttributeMap } from './attributeMap';
import { readPath, type AttributePath } from './attributePaths';
import type { Tenant } from './discovery';
import { isObject, type JsonObject } from './json';
import { GONE, isSuccess } from './protocol';
import { pathOf, readAll, readEach, type EachSource, type ListOptions } from './reader';
import { idOf } from './resource';
import { LISTED } from './ways';

/*
 * Servers whose lists leave out values that a user or group shows by itself (RFC 7643 §7). What a
 * write was answered with raises the suspicion; a sample is read only where a list then shows the
 * value of nobody, so that an ordinary tenant costs no request.
 */

interface Tables {
	tenant: Tenant;
	map: AttributeMap;
}
type Source = EachSource & Tables;
type Field = readonly [field: string, path: AttributePath];

/** Known for sure: each one is read by itself. Else it is known of whom a value was seen. */
const HIDDEN = 'hidden';
const SEEN = 'seen of ';
/** Users or groups that are looked at where a list shows no External ID at all. */
const SAMPLES = 3;

/** The complete list of a kind, and the fields that it does not show. */
export interface WholeList {
	resources: JsonObject[];
	/** As `birthday`. */
	hidden: string[];
}

/** All users or groups, with the values that only single ones show. */
export async function readWhole(
	source: Source,
	kind: Kind,
	options?: ListOptions,
): Promise<WholeList> {
	return await withHidden(source, kind, await readAll(source, kind, options));
}

/** The entries of a list, read one by one where the list is known to hide values. */
export async function withHidden(
	source: Source,
	kind: Kind,
	listed: JsonObject[],
): Promise<WholeList> {
	const { ways } = source.tenant;
	const isSuspect = ([field, path]: Field) =>
		(ways.of(wayOf(kind, field)) !== undefined || isKey(field)) &&
		!listed.some((one) => has(one, path));
	const suspects = listed.length > 0 ? fieldsOf(kind, source).filter(isSuspect) : [];
	const isHidden = suspects.some(([field]) => ways.of(wayOf(kind, field)) === HIDDEN);
	if (!isHidden && !(await areHidden(source, kind, listed, suspects))) {
		return { resources: listed, hidden: [] };
	}
	// As the members of groups: one that the token may not read stays as the list has it.
	const resources = await readEach(source, kind, listed, () => kind === 'group');
	const shown = suspects.filter(([, path]) => resources.some((one) => has(one, path)));
	for (const [field] of suspects) ways.forget(wayOf(kind, field));
	for (const [field] of shown) ways.learn(wayOf(kind, field), HIDDEN);
	return { resources, hidden: shown.map(([field]) => field) };
}

/** Whether a sample shows a value by itself. */
async function areHidden(
	source: Source,
	kind: Kind,
	listed: readonly JsonObject[],
	suspects: readonly Field[],
): Promise<boolean> {
	const { ways } = source.tenant;
	for (const [field, path] of suspects) {
		const way = ways.of(wayOf(kind, field));
		for (const id of way === undefined ? samples(listed) : [way.slice(SEEN.length)]) {
			const shows = await isShown(source, kind, id, path);
			if (shows) return true;
			if (shows === false) ways.forget(wayOf(kind, field));
		}
	}
	return false;
}

/**
 * Without External IDs everybody and every group would be created once more, and nobody would be placed
 * in a group, so that they are not left to a suspicion.
 */
function isKey(field: string): boolean {
	return field === 'externalId';
}

function wayOf(kind: Kind, field: string): string {
	return `${LISTED}${kind}.${field}`;
}

/** Whether one user or group shows a value; `undefined`: it cannot be read now. */
async function isShown(
	{ client }: Source,
	kind: Kind,
	id: string,
	path: AttributePath,
): Promise<boolean | undefined> {
	const answer = await client.get(pathOf(kind, id));
	if (GONE.has(answer.status)) return false;
	return isSuccess(answer) && isObject(answer.body) ? has(answer.body, path) : undefined;
}

function samples(listed: readonly JsonObject[]): string[] {
	const at = Array.from({ length: SAMPLES }, (_one, i) =>
		Math.round((i * (listed.length - 1)) / (SAMPLES - 1)),
	);
	return [...new Set(at)].map((i) => idOf(listed[i]!));
}

/** What single users and groups show, and the lists of this run did not. */
export class ShownAlone {
	private readonly listed: Record<Kind, ReadonlyMap<string, JsonObject>>;
	private readonly open: Record<Kind, Field[]>;

	/** @param lists those of this run */
	constructor(
		private readonly source: Tables,
		lists: Record<`${Kind}Resources`, ReadonlyMap<string, JsonObject>>,
	) {
		this.listed = { user: lists.userResources, group: lists.groupResources };
		this.open = { user: fieldsOf('user', source), group: fieldsOf('group', source) };
	}

	/** Remembers what the answer about one of them shows. */
	note(kind: Kind, resource: JsonObject): void {
		const open = this.open[kind];
		if (!open.some(([, path]) => has(resource, path))) return;
		const { ways } = this.source.tenant;
		const listed = [...this.listed[kind].values()];
		this.open[kind] = open.filter(([field, path]) => {
			if (!has(resource, path)) return true;
			const name = wayOf(kind, field);
			const isKnown = ways.of(name) === HIDDEN || listed.some((one) => has(one, path));
			if (!isKnown) ways.learn(name, `${SEEN}${idOf(resource)}`);
			return false;
		});
	}
}

/** The fields that a tenant knows, and where it has them. */
function fieldsOf(kind: Kind, { map, tenant }: Tables): Field[] {
	const further = tenant.attributeNames[kind].map(attributeField);
	return [...fieldsWithPath(map, kind), ...further].flatMap((field) => {
		const path = pathOfField(map, kind, field);
		return path && tenant.knows(kind, field) ? [[field, path] as const] : [];
	});
}

function has(resource: JsonObject, path: AttributePath): boolean {
	const value = readPath(resource, path);
	return value !== undefined && value !== null && value !== '';
}
