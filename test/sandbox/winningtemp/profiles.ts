import SCIMMY from 'scimmy';

const { Attribute, Schema, SchemaDefinition } = SCIMMY.Types;
type Attribute = InstanceType<typeof Attribute>;
type Definition = InstanceType<typeof SchemaDefinition>;
type Filter = InstanceType<typeof SCIMMY.Types.Filter>;
type SchemaInstance = InstanceType<typeof Schema>;

/**
 * What a tenant knows of users and groups:
 *
 * - `core`: what Winningtemp documents, and nothing else (facts: "SCIM").
 * - `full`: also the manager in the Enterprise User extension (RFC 7643 §4.3) and everything that
 *   the mission lists, in an extension of this stand-in's own.
 */
export type Profile = 'core' | 'full';

export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const EXTENSION_USER = 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:User';
export const EXTENSION_GROUP = 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:Group';

/** Further values of the user extension; texts without a meaning to the stand-in. */
export const FREE_ATTRIBUTES = [
	'title',
	'costCentre',
	'office',
	'department',
	'employmentNumber',
	'employmentType',
];

export type FreeAttributes = Record<'user' | 'group', readonly string[]>;

/** A SCIMMY schema class that belongs to one server, unlike SCIMMY's own, which all share. */
export interface ServerSchema {
	new (
		resource: object,
		direction?: 'in' | 'out' | 'both',
		basepath?: string,
		filter?: Filter,
	): SchemaInstance;
	readonly definition: Definition;
}

export interface Schemas {
	user: ServerSchema;
	group: ServerSchema;
	/** By URN, as `/Schemas` lists them. */
	definitions: Map<string, Definition>;
}

/**
 * The schemas of one server.
 *
 * @param free names of further texts in the two extensions of the profile `full`
 */
export function schemasOf(profile: Profile, free: FreeAttributes): Schemas {
	const user = new SchemaDefinition('User', SCIMMY.Schemas.User.id, 'User Account', [
		text('userName', { required: true, uniqueness: 'server' }),
		new Attribute('complex', 'name', {}, [text('givenName'), text('familyName')]),
		new Attribute('complex', 'emails', { multiValued: true }, [
			text('value'),
			text('type'),
			new Attribute('boolean', 'primary'),
		]),
		new Attribute('boolean', 'active'),
		...(profile === 'full' ? [text('displayName'), text('title')] : []),
	]);
	const group = new SchemaDefinition('Group', SCIMMY.Schemas.Group.id, 'Group', [
		text('displayName', { required: true }),
		new Attribute('complex', 'members', { multiValued: true }, [
			text('value', { caseExact: true }),
			text('display'),
			text('type'),
		]),
	]);
	const extensions = profile === 'full' ? extend(user, group, free) : [];
	return {
		user: schemaClass(user),
		group: schemaClass(group),
		definitions: new Map([user, group, ...extensions].map((of) => [of.id, of])),
	};
}

function extend(user: Definition, group: Definition, free: FreeAttributes) {
	const enterprise = new SchemaDefinition('EnterpriseUser', ENTERPRISE_USER, 'Enterprise User', [
		new Attribute('complex', 'manager', {}, [text('value', { caseExact: true })]),
	]);
	const ownUser = new SchemaDefinition('WinningtempUser', EXTENSION_USER, 'Winningtemp User', [
		text('gender'),
		// A text, since a SCIM dateTime would come back with a time of day.
		text('birthday'),
		new Attribute('boolean', 'excludeFromSurveys'),
		...free.user.map((name) => text(name)),
	]);
	const ownGroup = new SchemaDefinition('WinningtempGroup', EXTENSION_GROUP, 'Winningtemp Group', [
		text('parentExternalId', { caseExact: true }),
		text('managerExternalId', { caseExact: true }),
		...free.group.map((name) => text(name)),
	]);
	user.extend(enterprise, false).extend(ownUser, false);
	group.extend(ownGroup, false);
	return [enterprise, ownUser, ownGroup];
}

function text(name: string, config: object = {}): Attribute {
	return new Attribute('string', name, config);
}

function schemaClass(definition: Definition): ServerSchema {
	return class extends Schema {
		static override get id() {
			return definition.id;
		}

		static override get definition() {
			return definition;
		}

		constructor(resource: object, direction = 'both', basepath?: string, filter?: Filter) {
			super(resource, direction);
			Object.assign(this, definition.coerce(resource, direction, basepath, filter));
		}
	};
}
