import type { INodeProperties } from 'n8n-workflow';
import { fieldOf } from '../directory/model/fields';
import { defaultSettings, PATH_SETTINGS, type Profile } from '../scim/profile';

const CUSTOMIZED = { show: { customizeAttributes: [true] } };

/**
 * The fields of a credential that say where a SCIM product keeps each value: one for each row of
 * the table of fields. They are shown once *Customize Attributes* is on.
 */
export function attributeProperties(profile: Profile): INodeProperties[] {
	const { target } = profile.systems;
	const defaults = defaultSettings(profile);
	return [
		{
			displayName: 'Customize Attributes',
			name: 'customizeAttributes',
			type: 'boolean',
			default: false,
			description: `Whether to change where in ${target} each value is stored. Leave off unless ${target} has told you other attribute names.`,
		},
		{
			displayName:
				'An attribute path is written as in SCIM: userName, name.givenName, emails[primary eq true].value. {user} and {group} stand for the two extensions below. An empty path means that the value is never sent.',
			name: 'attributesNotice',
			type: 'notice',
			default: '',
			displayOptions: CUSTOMIZED,
		},
		attributeSupport(defaults.attributeSupport),
		extension('User', profile),
		extension('Group', profile),
		...PATH_SETTINGS.user.flatMap(({ field, setting }) => {
			const path = pathProperty(fieldOf(field)!.title, setting, defaults[setting]);
			return field === 'managerExternalId' ? [path, managerReference(profile)] : [path];
		}),
		...PATH_SETTINGS.group.map(({ field, setting }) => ({
			...pathProperty(`Group ${fieldOf(field)!.title}`, setting, defaults[setting]),
			description: `Holds the External ID of the ${fieldOf(field)!.one}`,
		})),
		furtherAttributes('Additional Attributes', 'attributePaths', '{user}'),
		furtherAttributes('Additional Group Attributes', 'groupAttributePaths', '{group}'),
	];
}

function pathProperty(title: string, name: string, path: string | undefined): INodeProperties {
	return {
		displayName: `${title} Path`,
		name,
		type: 'string',
		default: path,
		placeholder: `e.g. ${path || '{user}:name'}`,
		displayOptions: CUSTOMIZED,
	};
}

function furtherAttributes(displayName: string, name: string, extension: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder:
			extension === '{user}' ? 'e.g. jobTitle = title' : `e.g. kind = ${extension}:category`,
		description: `One line for each further value whose path is not ${extension}:&lt;name&gt;: its name, an equals sign, its path`,
		displayOptions: CUSTOMIZED,
	};
}

function extension(kind: 'User' | 'Group', profile: Profile): INodeProperties {
	const urn = kind === 'User' ? profile.userExtension : profile.groupExtension;
	const word = kind.toLowerCase();
	return {
		displayName: `${kind} Extension`,
		name: `extension${kind}`,
		type: 'string',
		default: urn,
		placeholder: `e.g. ${urn}`,
		description: `URN of the extension with ${profile.systems.target}’s own ${word} attributes; {${word}} in a path stands for it`,
		displayOptions: CUSTOMIZED,
	};
}

function attributeSupport(initial: string | undefined): INodeProperties {
	return {
		displayName: 'Attributes to Use',
		name: 'attributeSupport',
		type: 'options',
		default: initial,
		options: [
			{
				name: 'What the Tenant Lists',
				value: 'listed',
				description: 'Those that the tenant lists under /Schemas; the others are left out',
			},
			{
				name: 'All That Have a Path',
				value: 'all',
				description: 'Also those that the tenant does not list, for tenants with incomplete lists',
			},
		],
		displayOptions: CUSTOMIZED,
		description: 'Which of the attributes below are read and written',
	};
}

function managerReference({
	systems: { target },
	managerReference: initial,
}: Profile): INodeProperties {
	return {
		displayName: 'Manager Is Named By',
		name: 'managerReference',
		type: 'options',
		default: initial,
		options: [
			{
				name: `${target}’s ID`,
				value: 'id',
				description: `The ID that ${target} gave the manager, as the SCIM standard has it`,
			},
			{
				name: 'External ID',
				value: 'externalId',
				description: 'The External ID of the manager',
			},
		],
		displayOptions: CUSTOMIZED,
		description: 'What the manager attribute of a user holds',
	};
}
