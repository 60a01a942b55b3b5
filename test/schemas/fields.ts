import { readColumns } from '../../directory/file';
import {
	fieldOf,
	GROUP_FIELDS,
	namesOf,
	USER_FIELDS,
	USER_VALUES,
	type Field,
	type ValueType,
} from '../../directory/model/fields';
import { properties } from '../../nodes/EmployeeMapper/properties';
import { WINNINGTEMP, WINNINGTEMP_FILES } from '../../nodes/Winningtemp/profile';
import type { JsonSchema } from '../workflow/schemas/schemaFile';

/**
 * The parts of the output schemas that list fields of people and groups, made from the table of
 * fields. All other parts are written by hand.
 */

type Kind = 'user' | 'group';

/** What one output, or one kind of item of an output, lists. */
interface Part {
	/** As the description of a property calls it; `''` where there is only one. */
	name: string;
	kind: Kind;
	fields: readonly string[];
	/** Fields that are `null` in some items although everybody has one: of people who are skipped. */
	nullable?: readonly string[];
}

interface Listing {
	/** Below `nodes/`. */
	file: string;
	/** Where the properties are: names of objects one inside the other, from the top. */
	at: readonly string[];
	parts: readonly Part[];
	/** Outputs of the same file that list no fields. */
	others?: readonly string[];
}

/** The values that the Employee Mapper gives as it is added to a workflow. */
const MAPPED = properties
	.filter(({ default: initial }) => typeof initial === 'string' && initial !== '')
	.map(({ name }) => namesOf(USER_VALUES).find((field) => parameterOf(field) === name))
	.filter((field) => field !== undefined);

function parameterOf(field: string): string {
	return fieldOf(field)?.parameter ?? field;
}

const IN_SCIM: Record<Kind, readonly string[]> = {
	user: namesOf(USER_FIELDS).filter(
		(field) => !(field in WINNINGTEMP.user) || WINNINGTEMP.user[field as 'email'] !== '',
	),
	group: namesOf(GROUP_FIELDS),
};

const columns = readColumns({}, WINNINGTEMP_FILES);
const IN_FILES: Record<Kind, readonly string[]> = {
	// Everyone with a row is active.
	user: ['active', ...columns.users.map(({ field }) => field)],
	group: columns.groups.map(({ field }) => field),
};

const NO_ID = ['externalId', 'username'];
const PEOPLE: Part = { name: 'People', kind: 'user', fields: ['externalId', ...MAPPED] };
const SKIPPED: Part = {
	name: 'Skipped',
	kind: 'user',
	fields: [...NO_ID, 'managerExternalId'],
	nullable: NO_ID,
};
/** Skipped people, who may be among the others, have a name in one, as groups do. */
const named = (name: string): Part => ({ name, kind: 'group', fields: ['name'] });
const GROUPS: Part = { name: 'Groups', kind: 'group', fields: namesOf(GROUP_FIELDS) };

const alone = (kind: Kind): readonly Part[] => [
	{ name: '', kind, fields: IN_SCIM[kind], nullable: ['externalId'] },
];
const both = (of: Record<Kind, readonly string[]>): readonly Part[] => [
	{ name: 'Users', kind: 'user', fields: of.user, nullable: ['externalId'] },
	{ name: 'Groups', kind: 'group', fields: of.group, nullable: ['externalId'] },
];

export const LISTINGS: readonly Listing[] = [
	{
		file: 'EmployeeMapper/__schema__/v1.0.0.json',
		at: [],
		parts: [PEOPLE, SKIPPED, named('People'), named('Skipped')],
	},
	{
		file: 'HierarchyBuilder/__schema__/v1.0.0.json',
		at: [],
		parts: [
			GROUPS,
			{
				name: 'Users',
				kind: 'user',
				fields: [...PEOPLE.fields, 'groupExternalId'],
				nullable: NO_ID,
			},
			named('Users'),
		],
		others: ['Issues'],
	},
	{
		file: 'SyncPlanner/__schema__/v1.0.0.json',
		at: ['groupTree', 'items'],
		parts: [{ ...GROUPS, name: '' }],
	},
	...['directory/get', 'file/readRows'].map((operation) => ({
		file: `Winningtemp/__schema__/v1.0.0/${operation}.json`,
		at: [],
		parts: both(operation === 'directory/get' ? IN_SCIM : IN_FILES),
	})),
	...(['user', 'group'] as const).flatMap((kind) =>
		['get', 'getMany'].map((operation) => ({
			file: `Winningtemp/__schema__/v1.0.0/${kind}/${operation}.json`,
			at: [],
			parts: alone(kind),
		})),
	),
];

const TEXT_OR_NULL = ['string', 'null'];

const TYPES: Readonly<Record<ValueType, string | string[]>> = {
	text: TEXT_OR_NULL,
	login: TEXT_OR_NULL,
	day: TEXT_OR_NULL,
	id: TEXT_OR_NULL,
	reference: TEXT_OR_NULL,
	gender: 'string',
	flag: 'boolean',
	active: 'boolean',
	segments: ['array', 'null'],
	any: ['string', 'number', 'boolean', 'object', 'array', 'null'],
};

const TABLES: Record<Kind, Readonly<Record<string, Field>>> = {
	user: USER_FIELDS,
	group: GROUP_FIELDS,
};

/** A schema with the fields of a listing in place of those that it names. */
export function withFields(schema: JsonSchema, { at, parts, others = [] }: Listing): JsonSchema {
	const [first, ...rest] = at;
	if (first !== undefined) return inside(schema, first, rest, { parts, others });
	const names = [...new Set([...parts.map(({ name }) => name), ...others])];
	const fresh = new Map<string, JsonSchema>();
	for (const kind of ['user', 'group'] as const) {
		for (const field of namesOf(TABLES[kind])) {
			const having = parts.filter((part) => part.fields.includes(field));
			if (having.length === 0 || fresh.has(field)) continue;
			const only = names.filter((name) => having.some((part) => part.name === name));
			fresh.set(field, {
				type: typeOf(TABLES[kind][field]!, field, having),
				...(only.length === names.length ? {} : { description: `Only of ${inOrder(only)}` }),
			});
		}
	}
	return { ...schema, properties: merged(schema.properties ?? {}, fresh) };
}

function inside(
	schema: JsonSchema,
	name: string,
	at: readonly string[],
	listing: Pick<Listing, 'parts' | 'others'>,
): JsonSchema {
	if (name === 'items') {
		return { ...schema, items: withFields(schema.items!, { ...listing, file: '', at }) };
	}
	const { properties = {} } = schema;
	const below = withFields(properties[name]!, { ...listing, file: '', at });
	return { ...schema, properties: { ...properties, [name]: below } };
}

function typeOf(field: Field, name: string, having: readonly Part[]): string | string[] {
	const isNever = field.isRequired && !having.some((part) => part.nullable?.includes(name));
	return isNever ? 'string' : TYPES[field.type];
}

function inOrder(names: readonly string[]): string {
	return [...names].sort().join(' and ');
}

/** Fields stay where they are; one that is new comes after the one before it in the table. */
function merged(
	present: Record<string, JsonSchema>,
	fresh: ReadonlyMap<string, JsonSchema>,
): Record<string, JsonSchema> {
	const isField = (name: string) => name in USER_FIELDS || name in GROUP_FIELDS;
	const order = Object.keys(present).filter((name) => fresh.has(name) || !isField(name));
	let before = -1;
	for (const name of fresh.keys()) {
		if (!order.includes(name)) order.splice(before + 1, 0, name);
		before = order.indexOf(name);
	}
	return Object.fromEntries(order.map((name) => [name, fresh.get(name) ?? present[name]!]));
}
