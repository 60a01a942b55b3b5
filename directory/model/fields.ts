/**
 * The one table of the fields of people and groups. Mapping, comparison, guards, files, report,
 * explanation, attribute paths and output schemas read it. To add a value, add a row here.
 */

/** What kind of value a field holds: it decides how the value is compared, emptied, read and written. */
export type ValueType =
	| 'text'
	/** A name or address that somebody logs in with. */
	| 'login'
	| 'gender'
	/** `YYYY-MM-DD` */
	| 'day'
	/** The External ID of the person or group itself. */
	| 'id'
	/** The External ID of another person or group. */
	| 'reference'
	/** True or false; nothing counts as false. */
	| 'flag'
	/** Whether somebody is active; nothing counts as active. */
	| 'active'
	/** A list of segments: see `Segment`. */
	| 'segments'
	/** Any JSON: a further value, whose type only the customer knows. */
	| 'any';

/** The genders that HR can give; `none` is no gender, or one that HR has no word for. */
export const GENDERS = ['male', 'female', 'none'] as const;
export type Gender = (typeof GENDERS)[number];

/** What a person belongs to beside the groups, such as an office or a job role; compared by External ID. */
export type Segment = { category: string; name: string; externalId: string };

/** A row of the table. */
export interface Field {
	type: ValueType;
	/** As a parameter or a column is called: `First Name`. */
	title: string;
	/** As a report and an explanation call it: `First name`. */
	label: string;
	/** Within a sentence, of one and of several: `first name`, `first names`. */
	one: string;
	many: string;
	/** What a reference names. */
	refersTo?: 'user' | 'group';
	/** The name of the parameter that maps it, where that is not the name of the field. */
	parameter?: string;
	/** Everybody has one: without it there is no person or group. It is a text and never `null`. */
	isRequired?: true;
	/** Never given up, even where the target does not show that it keeps the value. */
	isNeeded?: true;
	/** Says something about a person by itself, so that a report without personal values omits it. */
	isPersonal?: true;
}

type Fields = Record<string, Field>;

const EXTERNAL_ID = {
	type: 'id',
	title: 'External ID',
	label: 'External ID',
	one: 'External ID',
	many: 'External IDs',
	isRequired: true,
	isNeeded: true,
	isPersonal: true,
} as const satisfies Field;

const MANAGER = {
	type: 'reference',
	title: 'Manager',
	label: 'Manager',
	one: 'manager',
	many: 'managers',
	refersTo: 'user',
	parameter: 'manager',
	isPersonal: true,
} as const satisfies Field;

/** The values that a target keeps on a user, in the order of mapping, comparison and report. */
export const USER_VALUES = {
	/** Trimmed, in small letters, unique. */
	username: {
		type: 'login',
		title: 'Username',
		label: 'Username',
		one: 'username',
		many: 'usernames',
		isRequired: true,
		isNeeded: true,
		isPersonal: true,
	},
	email: {
		type: 'login',
		title: 'Email',
		label: 'E-mail',
		one: 'e-mail address',
		many: 'e-mail addresses',
		isPersonal: true,
	},
	firstName: {
		type: 'text',
		title: 'First Name',
		label: 'First name',
		one: 'first name',
		many: 'first names',
		isRequired: true,
		isPersonal: true,
	},
	lastName: {
		type: 'text',
		title: 'Last Name',
		label: 'Last name',
		one: 'last name',
		many: 'last names',
		isRequired: true,
		isPersonal: true,
	},
	gender: {
		type: 'gender',
		title: 'Gender',
		label: 'Gender',
		one: 'gender',
		many: 'genders',
		isPersonal: true,
	},
	birthday: {
		type: 'day',
		title: 'Birthday',
		label: 'Birthday',
		one: 'birthday',
		many: 'birthdays',
		isPersonal: true,
	},
	managerExternalId: MANAGER,
	excludeFromSurveys: {
		type: 'flag',
		title: 'Exclude From Surveys',
		label: 'Excluded from surveys',
		one: 'exclusion from surveys',
		many: 'exclusions from surveys',
		isPersonal: true,
	},
	employedSince: {
		type: 'day',
		title: 'Employed Since',
		label: 'Employed since',
		one: 'first day of employment',
		many: 'first days of employment',
		isPersonal: true,
	},
	employedUntil: {
		type: 'day',
		title: 'Employed Until',
		label: 'Employed until',
		one: 'last day of employment',
		many: 'last days of employment',
		isPersonal: true,
	},
	title: {
		type: 'text',
		title: 'Title',
		label: 'Title',
		one: 'title',
		many: 'titles',
		isPersonal: true,
	},
	phone: {
		type: 'text',
		title: 'Phone',
		label: 'Phone',
		one: 'phone number',
		many: 'phone numbers',
		isPersonal: true,
	},
	/** In no order. */
	segments: {
		type: 'segments',
		title: 'Segments',
		label: 'Segments',
		one: 'list of segments',
		many: 'lists of segments',
		isPersonal: true,
	},
} as const satisfies Fields;

/** All fields of a change to a user, in the order in which a change lists them. */
export const USER_FIELDS = {
	active: {
		type: 'active',
		title: 'Active',
		label: 'Active',
		one: 'status',
		many: 'statuses',
		isNeeded: true,
	},
	externalId: EXTERNAL_ID,
	...USER_VALUES,
	/** The group that the person is in: kept on the group, not on the user. */
	groupExternalId: {
		type: 'reference',
		title: 'Group',
		label: 'Group',
		one: 'group',
		many: 'groups',
		refersTo: 'group',
		isNeeded: true,
	},
} as const satisfies Fields;

/** The values that a target keeps on a group, in the order of comparison and report. */
export const GROUP_VALUES = {
	name: {
		type: 'text',
		title: 'Name',
		label: 'Name',
		one: 'name',
		many: 'names',
		isRequired: true,
		isNeeded: true,
	},
	parentExternalId: {
		type: 'reference',
		title: 'Parent',
		label: 'Group above',
		one: 'parent group',
		many: 'parent groups',
		refersTo: 'group',
		parameter: 'parent',
	},
	managerExternalId: MANAGER,
} as const satisfies Fields;

/** All fields of a change to a group. */
export const GROUP_FIELDS = {
	externalId: EXTERNAL_ID,
	...GROUP_VALUES,
} as const satisfies Fields;

export type UserValue = keyof typeof USER_VALUES;
export type UserField = keyof typeof USER_FIELDS;
export type GroupValue = keyof typeof GROUP_VALUES;
export type GroupField = keyof typeof GROUP_FIELDS;
/** A built-in field of a change; a further value is `attributes.<name>`. */
export type FieldName = UserField | GroupField;

/** A field that is the same in both tables has the same row in both. */
const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
	...Object.entries<Field>(GROUP_FIELDS),
	...Object.entries<Field>(USER_FIELDS),
]);

/** The fields that somebody logs in with. */
export const LOGIN_FIELDS = namesOf(USER_VALUES).filter(
	(name) => USER_VALUES[name].type === 'login',
);

/** The names of a table's fields, in their order. */
export function namesOf<T extends Fields>(table: T): ReadonlyArray<keyof T & string> {
	return Object.keys(table);
}

/** The values that must be mapped (`isRequired`), or those that may be left unmapped. */
export type RequiredOf<T extends Fields> = {
	[N in keyof T & string]: T[N] extends { isRequired: true } ? N : never;
}[keyof T & string];
export type OptionalOf<T extends Fields> = Exclude<keyof T & string, RequiredOf<T>>;

type ValueOf<F extends Field> = F extends { type: 'flag' }
	? boolean
	: F extends { type: 'segments' }
		? Segment[] | null
		: F extends { type: 'gender' }
			? Gender
			: F extends { isRequired: true }
				? string
				: string | null;

/**
 * The properties that a table of fields makes. A value is set, `null` (empty: it is cleared) or,
 * where it may be left unmapped, absent: it is left alone.
 */
export type ValuesOf<T extends Fields> = { [N in RequiredOf<T>]: ValueOf<T[N]> } & {
	[N in OptionalOf<T>]?: ValueOf<T[N]>;
};

/** Prefix of the name of a field that is a further value, not a built-in one. */
const ATTRIBUTE_PREFIX = 'attributes.';

/** The field that holds a further value: `attributes.<name>`. */
export function attributeField(name: string): string {
	return ATTRIBUTE_PREFIX + name;
}

/** The name of the further value that a field holds; `undefined` where the field is built in. */
export function attributeName(field: string): string | undefined {
	return field.startsWith(ATTRIBUTE_PREFIX) ? field.slice(ATTRIBUTE_PREFIX.length) : undefined;
}

/** The row of a field; `undefined` for a further value, and for what is no field. */
export function fieldOf(name: string): Field | undefined {
	return FIELDS.get(name);
}

/** The type of a field's value; of a further value, `any`. */
export function typeOf(name: string): ValueType {
	return FIELDS.get(name)?.type ?? 'any';
}

/** A field as a report calls it; a further value keeps the name that the customer gave it. */
export function labelOf(name: string): string {
	return FIELDS.get(name)?.label ?? attributeName(name) ?? name;
}

/** A field within a sentence: `last name`, or the name of a further value in quotation marks. */
export function oneOf(name: string): string {
	return FIELDS.get(name)?.one ?? quoted(name);
}

/** Several of a field within a sentence: `last names`, or `values of “costCentre”`. */
export function manyOf(name: string): string {
	return FIELDS.get(name)?.many ?? `values of ${quoted(name)}`;
}

function quoted(name: string): string {
	return `“${attributeName(name) ?? name}”`;
}
