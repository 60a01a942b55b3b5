import type { ScimClient } from './client';
import { isPassing } from '../http/backoff';
import { isRetryable } from '../http/client';
import { attributeField } from '../directory/model/fields';
import type { Kind } from '../directory/apply/target';
import { attributePath, pathOfField, type AttributeMap } from './attributeMap';
import { CORE, readPath, type AttributePath } from './attributePaths';
import { getOwn, isObject, listOf, numberOf, textOrNull, wordOf, type JsonObject } from './json';
import { fatal } from './words';
import { isSuccess, type Answer } from './protocol';
import { requiredNames } from './repeatedNames';
import { AUTOMATIC_TENANT, type TenantSettings } from './tenantSettings';
import { PAGE_SIZE, Ways } from './ways';

/** What a tenant can do, found out once a run (RFC 7644 §4). */
export interface Tenant {
	/** What the credential says of it. */
	settings: TenantSettings;
	/** How it was found to take writes. */
	ways: Ways;
	/** Attributes that are to repeat a user's whole name, as its schema has it. */
	requiredNames: string[];
	/** Whether its schema says that each name of a group is there once. */
	listsUniqueNames: boolean;
	/** Switched off when the tenant turns out not to have it after all. */
	patch: boolean;
	etag: boolean;
	filter: boolean;
	/** Largest page that the tenant says it gives; 0 where it says nothing. */
	maxResults: number;
	/** Whether a list has shown that `totalResults` counts the list, not the page. */
	countsLists?: boolean;
	/** Largest number of operations and bytes of a bulk request; `null` without bulk. */
	bulk: { maxOperations: number; maxPayloadSize: number } | null;
	/** Whether the tenant knows the field of a change, and lets it be written. */
	knows: (kind: Kind, field: string) => boolean;
	/**
	 * Where the tenant has listed no schemas: it knows the fields that its resources show. So one answer
	 * that was lost does not make of groups with parents groups without.
	 */
	learnFrom?: (kind: Kind, resources: readonly JsonObject[]) => void;
	/** Names of the further attributes to read of every user and of every group. */
	attributeNames: Record<Kind, string[]>;
}

/**
 * The documented core. It counts as known whatever the tenant lists, and is all that counts as known
 * where it lists nothing.
 */
const DOCUMENTED = new Set(
	['userName', 'name', 'emails', 'externalId', 'active', 'displayName', 'members'].map((name) =>
		name.toLowerCase(),
	),
);

/** Answers after which nothing else would be answered either, or that may be another one later. */
const isFatal = ({ status }: Answer) =>
	status === 0 || status === 401 || (isPassing(status) && status !== 500);
/** It takes longer than a request may. The lists may come all the same. */
const isLate = ({ failure }: Answer) => failure === 'ETIMEDOUT' || failure === 'ECONNABORTED';

const UNIQUE = new Set(['server', 'global']);
/** Tries after an answer, such as 500, without which a run goes on. */
const TRIES_IF_BROKEN = 2;

interface Listed {
	name: string;
	subAttributes: Map<string, boolean>;
	/** No two resources have the same value. */
	isUnique: boolean;
	/** It, or some of its sub-attributes, which are named in lower case, must be there. */
	required: Set<string>;
}

interface Schema {
	/** Sub-attributes by attribute, all in lower case; attributes that cannot be written are left out. */
	attributes: Map<string, Listed>;
}

/**
 * Asks the tenant what it supports: three requests. An endpoint that is missing, refused, broken or
 * too slow is no error, since discovery is a help: the tenant then counts as one that knows PATCH
 * (taken back at the first 405 or 501), the documented core, and what its resources show (see
 * `learnFrom`).
 */
export async function discover(
	client: ScimClient,
	map: AttributeMap,
	settings: TenantSettings = AUTOMATIC_TENANT,
	ways: Ways = new Ways(),
): Promise<Tenant> {
	const [config, schemaList, types] = await Promise.all([
		discovered(client, '/ServiceProviderConfig'),
		discovered(client, '/Schemas'),
		discovered(client, '/ResourceTypes'),
	]);
	const schemas = readSchemas(schemaList);
	const extensions = readExtensions(types);
	const inUse = {
		user: schemasInUse(schemas, extensions.get('/users'), CORE.user),
		group: schemasInUse(schemas, extensions.get('/groups'), CORE.group),
	};
	const known = { user: new Map<string, boolean>(), group: new Map<string, boolean>() };
	const knows = (kind: Kind, field: string): boolean => {
		const answer = known[kind].get(field);
		if (answer !== undefined) return answer;
		const path = pathOfField(map, kind, field);
		const found = path !== undefined && (map.assumeAll || lists(inUse[kind], path, CORE[kind]));
		known[kind].set(field, found);
		return found;
	};
	const learnFrom = (kind: Kind, resources: readonly JsonObject[]): void => {
		for (const [field, path] of map[kind]) {
			if (knows(kind, field)) continue;
			if (resources.some((one) => readPath(one, path) !== undefined)) known[kind].set(field, true);
		}
	};
	const bulk = getOwn(config, 'bulk');
	const filter = getOwn(config, 'filter');
	const { writeMethod } = settings;
	const patch = isSupported(getOwn(config, 'patch'), true);
	return {
		settings,
		ways,
		requiredNames: requiredNames((path) => requires(inUse.user, path, CORE.user)),
		listsUniqueNames: isUnique(inUse.group, 'displayName'),
		patch: writeMethod === 'automatic' ? patch && !ways.of('patch') : writeMethod === 'patch',
		etag: isSupported(getOwn(config, 'etag'), false),
		filter: isSupported(filter, true),
		maxResults:
			settings.pageSize ||
			wholeNumber(ways.of(PAGE_SIZE)) ||
			wholeNumber(getOwn(filter, 'maxResults')),
		bulk: isSupported(bulk, false)
			? {
					maxOperations: wholeNumber(getOwn(bulk, 'maxOperations')),
					maxPayloadSize: wholeNumber(getOwn(bulk, 'maxPayloadSize')),
				}
			: null,
		knows,
		...(schemas === null && { learnFrom }),
		attributeNames: {
			user: attributeNames('user', map, inUse.user, knows),
			group: attributeNames('group', map, inUse.group, knows),
		},
	};
}

async function discovered(client: ScimClient, path: string): Promise<JsonObject | undefined> {
	const request = { method: 'GET' as const, path };
	const first = await client.request(request, undefined, 1);
	if (isLate(first)) return undefined;
	// What is broken every night is not to take its time every night.
	const tries = isFatal(first) ? undefined : TRIES_IF_BROKEN;
	const answer = isRetryable(request, first)
		? await client.request(request, undefined, tries)
		: first;
	if (isFatal(answer)) {
		throw fatal(answer, `asking ${client.service.target} what it supports`, client.service);
	}
	if (!isSuccess(answer)) return undefined;
	if (Array.isArray(answer.body)) return { Resources: answer.body as JsonObject[] };
	return isObject(answer.body) ? answer.body : undefined;
}

function isSupported(feature: unknown, unsaid: boolean): boolean {
	const supported = getOwn(feature, 'supported');
	return supported === undefined ? unsaid : wordOf(supported) === 'true';
}

function wholeNumber(value: unknown): number {
	const number = numberOf(value);
	return Number.isInteger(number) && number > 0 ? number : 0;
}

function readSchemas(list: JsonObject | undefined): Map<string, Schema> | null {
	if (!list) return null;
	const schemas = new Map<string, Schema>();
	for (const resource of listOf(getOwn(list, 'Resources'))) {
		const id = textOrNull(getOwn(resource, 'id'));
		if (id !== null) schemas.set(id.toLowerCase(), { attributes: readAttributes(resource) });
	}
	return schemas.size > 0 ? schemas : null;
}

function readAttributes(schema: unknown): Schema['attributes'] {
	const attributes: Schema['attributes'] = new Map();
	for (const attribute of listOf(getOwn(schema, 'attributes'))) {
		const name = textOrNull(getOwn(attribute, 'name'));
		if (name === null || isReadOnly(attribute)) continue;
		const subAttributes = new Map<string, boolean>();
		const required = new Set<string>(isRequired(attribute) ? [''] : []);
		for (const sub of listOf(getOwn(attribute, 'subAttributes'))) {
			const subName = textOrNull(getOwn(sub, 'name'));
			if (subName === null) continue;
			subAttributes.set(subName.toLowerCase(), !isReadOnly(sub));
			if (isRequired(sub)) required.add(subName.toLowerCase());
		}
		const isUnique = UNIQUE.has(wordOf(getOwn(attribute, 'uniqueness')));
		attributes.set(name.toLowerCase(), { name, subAttributes, isUnique, required });
	}
	return attributes;
}

function isRequired(attribute: unknown): boolean {
	return wordOf(getOwn(attribute, 'required')) === 'true';
}

function isReadOnly(attribute: unknown): boolean {
	return wordOf(getOwn(attribute, 'mutability')) === 'readonly';
}

/** The extensions of each resource type, by endpoint in lower case. */
function readExtensions(types: JsonObject | undefined): Map<string, Set<string>> {
	const extensions = new Map<string, Set<string>>();
	for (const type of listOf(getOwn(types, 'Resources'))) {
		const endpoint = textOrNull(getOwn(type, 'endpoint'));
		if (endpoint === null) continue;
		const urns = listOf(getOwn(type, 'schemaExtensions'))
			.map((extension) => textOrNull(getOwn(extension, 'schema')))
			.filter((urn) => urn !== null)
			.map((urn) => urn.toLowerCase());
		const path = endpoint.replace(/^.*\//, '/').toLowerCase();
		extensions.set(path, new Set(urns));
	}
	return extensions;
}

/** The schemas of one resource type: its core, and of the extensions those that belong to it. */
function schemasInUse(
	schemas: Map<string, Schema> | null,
	extensions: Set<string> | undefined,
	core: string,
): Map<string, Schema> | null {
	if (!schemas || !extensions) return schemas;
	return new Map([...schemas].filter(([urn]) => urn === core.toLowerCase() || extensions.has(urn)));
}

function lists(schemas: Map<string, Schema> | null, path: AttributePath, core: string): boolean {
	const name = path.attribute.toLowerCase();
	if (path.schema === null && DOCUMENTED.has(name)) return true;
	const attribute = schemas?.get((path.schema ?? core).toLowerCase())?.attributes.get(name);
	if (!attribute) return false;
	return path.sub === null || (attribute.subAttributes.get(path.sub.toLowerCase()) ?? true);
}

function requires(schemas: Map<string, Schema> | null, path: AttributePath, core: string): boolean {
	const schema = schemas?.get((path.schema ?? core).toLowerCase());
	const attribute = schema?.attributes.get(path.attribute.toLowerCase());
	return attribute?.required.has(path.sub?.toLowerCase() ?? '') ?? false;
}

/** Whether each value of an attribute of a group is there once. */
function isUnique(schemas: Map<string, Schema> | null, attribute: string): boolean {
	const schema = schemas?.get(CORE.group.toLowerCase());
	return schema?.attributes.get(attribute.toLowerCase())?.isUnique ?? false;
}

/** Further attributes: those with a path of their own, and what else the extension has. */
function attributeNames(
	kind: Kind,
	map: AttributeMap,
	schemas: Map<string, Schema> | null,
	knows: Tenant['knows'],
): string[] {
	const names = new Set([...map.attributes[kind].keys()]);
	const taken = new Set([...map[kind].values()].map(({ text }) => text.toLowerCase()));
	const extension = schemas?.get(map.extension[kind].toLowerCase());
	for (const { name } of extension?.attributes.values() ?? []) {
		if (!taken.has(attributePath(map, kind, name).text.toLowerCase())) names.add(name);
	}
	return [...names].filter((name) => knows(kind, attributeField(name))).sort();
}
