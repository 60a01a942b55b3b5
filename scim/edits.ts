import type { Kind } from '../directory/apply/target';
import type { FieldChange } from '../directory/model/change';
import type { JsonValue } from '../directory/model/person';
import { pathOfField, type AttributeMap } from './attributeMap';
import {
	CORE,
	parsePath,
	patchOperation,
	readPath,
	writePath,
	type AttributePath,
	type PatchOperation,
	wholePath,
} from './attributePaths';
import type { Tenant } from './discovery';
import { getOwn, isObject, listOf, removeOwn, setOwn, textOrNull, type JsonObject } from './json';
import { wireValue } from './resource';

/** One value to set at a path of a resource, as it goes over the wire; `null` removes it. */
export interface Edit {
	path: AttributePath;
	value: JsonValue;
}

/** Who is in a group (RFC 7643 §4.2). */
export const MEMBERS = parsePath('members')!;

const USER_NAME = parsePath('userName')!;

/**
 * What changes of values mean for the SCIM resource. Fields that the tenant does not know, and
 * memberships, which have no path, are left out.
 *
 * @param managerId gives the target's id of the manager with an External ID, where the tenant
 * wants that of users; `undefined` where there is no such user (yet), so that the link is left out
 */
export function editsOf(
	kind: Kind,
	changes: readonly FieldChange[],
	{ map, tenant }: { map: AttributeMap; tenant: Pick<Tenant, 'knows'> },
	managerId: (externalId: string) => string | undefined,
): Edit[] {
	const edits: Edit[] = [];
	const namesManagerById = kind === 'user' && map.managerReference === 'id';
	for (const { field, to } of changes) {
		const path = pathOfField(map, kind, field);
		if (!path || !tenant.knows(kind, field)) continue;
		let value: JsonValue | undefined = wireValue(map, field, to);
		if (namesManagerById && field === 'managerExternalId' && typeof to === 'string') {
			value = managerId(to);
		}
		if (value !== undefined) edits.push({ path, value });
		// SCIM wants a userName of every user, wherever else the tenant takes the name from.
		if (field === 'username' && path.text !== USER_NAME.text && typeof to === 'string') {
			edits.push({ path: USER_NAME, value: to });
		}
	}
	return edits;
}

/** The resource to create (RFC 7644 §3.3): what is empty is left out. */
export function newResource(kind: Kind, edits: readonly Edit[]): JsonObject {
	const resource: JsonObject = {};
	for (const { path, value } of edits) if (value !== null) writePath(resource, path, value);
	return withSchemas(kind, resource, edits);
}

/**
 * The ways to change a resource, in the order in which they are tried:
 *
 * - `exact`: PATCH of the value at its path
 * - `listed`: the same, but members that leave are listed in the value
 * - `whole`: PATCH of the attribute as a whole
 * - `pathless`: PATCH of a part of the resource, without a path
 * - `put`: PUT of the whole resource
 */
export const UPDATE_WAYS = ['exact', 'listed', 'whole', 'pathless', 'put'] as const;
export type UpdateWay = (typeof UPDATE_WAYS)[number];

/** The operations of a PATCH request that make the edits. */
export function patchOperations(
	resource: JsonObject,
	edits: readonly Edit[],
	way: Exclude<UpdateWay, 'put'> = 'exact',
): PatchOperation[] {
	if (way === 'whole') return wholeOperations(resource, edits);
	if (way === 'pathless') return pathlessOperations(resource, edits);
	const operations: PatchOperation[] = [];
	// Each operation finds the resource as those before it leave it.
	const state = structuredClone(resource);
	for (const { path, value } of edits) {
		if (value === null && readPath(state, path) === undefined) continue;
		operations.push(patchOperation(state, path, value));
		writePath(state, path, value);
	}
	return operations;
}

function wholeOperations(resource: JsonObject, edits: readonly Edit[]): PatchOperation[] {
	return changedAttributes(resource, edits).map(({ path, value }) =>
		value === null ? { op: 'remove', path: path.text } : { op: 'replace', path: path.text, value },
	);
}

function pathlessOperations(resource: JsonObject, edits: readonly Edit[]): PatchOperation[] {
	const part: JsonObject = {};
	for (const { path, value } of changedAttributes(resource, edits)) {
		if (path.schema === null) setOwn(part, path.attribute, value);
		else {
			const extension = (getOwn(part, path.schema) ?? {}) as JsonObject;
			setOwn(extension, path.attribute, value);
			setOwn(part, path.schema, extension);
		}
	}
	return Object.keys(part).length > 0 ? [{ op: 'replace', value: part }] : [];
}

/** The attributes that edits change, as they are afterwards; `null`: not there any longer. */
function changedAttributes(resource: JsonObject, edits: readonly Edit[]): Edit[] {
	const edited = structuredClone(resource);
	const attributes = new Map<string, AttributePath>();
	for (const { path, value } of edits) {
		writePath(edited, path, value);
		const whole = wholePath(path);
		attributes.set(whole.text, whole);
	}
	return [...attributes.values()]
		.map((path): Edit => ({ path, value: readPath(edited, path) ?? null }))
		.filter(({ path, value }) => value !== null || readPath(resource, path) !== undefined);
}

/** What it takes that members come and go, and who is in the group afterwards. */
export function memberChange(
	group: JsonObject,
	add: readonly string[],
	remove: readonly string[],
	way: UpdateWay,
): { operations: PatchOperation[]; members: JsonObject[] } {
	const gone = new Set(remove);
	const current = listOf(getOwn(group, 'members')).filter(isObject);
	const present = new Set(current.map((member) => textOrNull(getOwn(member, 'value'))));
	const added = add.filter((id) => !present.has(id)).map((id): JsonObject => ({ value: id }));
	const removed = remove.filter((id) => present.has(id));
	const listed = removed.map((id): JsonObject => ({ value: id }));
	const operations: PatchOperation[] =
		way === 'listed' && listed.length > 0
			? [{ op: 'remove', path: 'members', value: listed }]
			: removed.map((id) => ({ op: 'remove', path: `members[value eq ${JSON.stringify(id)}]` }));
	if (added.length > 0) operations.push({ op: 'add', path: 'members', value: added });
	const kept = current.filter((member) => !gone.has(textOrNull(getOwn(member, 'value')) ?? ''));
	return { operations, members: [...kept, ...added] };
}

/** The whole resource with the edits made, for a PUT request (RFC 7644 §3.5.1). */
export function editedResource(
	kind: Kind,
	resource: JsonObject,
	edits: readonly Edit[],
): JsonObject {
	const edited = structuredClone(resource);
	for (const { path, value } of edits) writePath(edited, path, value);
	// Read-only: of the server's making (RFC 7643 §3.1, §4.1.2).
	removeOwn(edited, 'meta');
	if (kind === 'user') removeOwn(edited, 'groups');
	return withSchemas(kind, edited, edits);
}

function withSchemas(kind: Kind, resource: JsonObject, edits: readonly Edit[]): JsonObject {
	const core = CORE[kind];
	const urns = new Map<string, string>([[core.toLowerCase(), core]]);
	for (const urn of listOf(getOwn(resource, 'schemas'))) {
		const text = textOrNull(urn);
		if (text !== null && !urns.has(text.toLowerCase())) urns.set(text.toLowerCase(), text);
	}
	for (const { path } of edits) {
		if (path.schema === null || getOwn(resource, path.schema) === undefined) continue;
		if (!urns.has(path.schema.toLowerCase())) urns.set(path.schema.toLowerCase(), path.schema);
	}
	setOwn(resource, 'schemas', [...urns.values()]);
	return resource;
}
