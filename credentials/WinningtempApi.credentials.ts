import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { DEFAULT_PATHS } from '../nodes/Winningtemp/transport/settings';

const CUSTOM = { show: { customizeAttributes: [true] } };

export class WinningtempApi implements ICredentialType {
	name = 'winningtempApi';

	displayName = 'Winningtemp API';

	icon = {
		light: 'file:../nodes/Winningtemp/winningtemp.svg',
		dark: 'file:../nodes/Winningtemp/winningtemp.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/flex-winningtemp/n8n-nodes-flex-winningtemp#the-winningtemp-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://scim.prod.winningtemp.com/api/scim',
			required: true,
			placeholder: 'e.g. https://scim.prod.winningtemp.com/api/scim',
			description: 'SCIM address of the tenant, as Winningtemp gives it',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Bearer token that Winningtemp issues for the SCIM integration',
		},
		{
			displayName: 'Allow Insecure',
			name: 'allowInsecure',
			type: 'boolean',
			default: false,
			description:
				'Whether to send the token over plain http to a host other than this machine. Only for tests on a closed network.',
		},
		{
			displayName: 'Customize Attributes',
			name: 'customizeAttributes',
			type: 'boolean',
			default: false,
			description:
				'Whether to change where in Winningtemp each value is stored. Leave off unless Winningtemp has told you other attribute names.',
		},
		{
			displayName:
				'An attribute path is written as in SCIM: userName, name.givenName, emails[primary eq true].value. {user} and {group} stand for the two extensions below. An empty path means that the value is never sent.',
			name: 'attributesNotice',
			type: 'notice',
			default: '',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Attributes to Use',
			name: 'attributeSupport',
			type: 'options',
			default: DEFAULT_PATHS.attributeSupport,
			options: [
				{
					name: 'What the Tenant Lists',
					value: 'listed',
					description: 'Those that the tenant lists under /Schemas; the others are left out',
				},
				{
					name: 'All That Have a Path',
					value: 'all',
					description:
						'Also those that the tenant does not list, for tenants with incomplete lists',
				},
			],
			displayOptions: CUSTOM,
			description: 'Which of the attributes below are read and written',
		},
		{
			displayName: 'User Extension',
			name: 'extensionUser',
			type: 'string',
			default: DEFAULT_PATHS.extensionUser,
			placeholder: 'e.g. urn:ietf:params:scim:schemas:extension:winningtemp:2.0:User',
			description:
				'URN of the extension with Winningtemp’s own user attributes; {user} in a path stands for it',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Group Extension',
			name: 'extensionGroup',
			type: 'string',
			default: DEFAULT_PATHS.extensionGroup,
			placeholder: 'e.g. urn:ietf:params:scim:schemas:extension:winningtemp:2.0:Group',
			description:
				'URN of the extension with Winningtemp’s own group attributes; {group} in a path stands for it',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Username Path',
			name: 'usernamePath',
			type: 'string',
			default: DEFAULT_PATHS.usernamePath,
			placeholder: 'e.g. userName',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Email Path',
			name: 'emailPath',
			type: 'string',
			default: DEFAULT_PATHS.emailPath,
			placeholder: 'e.g. emails[primary eq true].value',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'First Name Path',
			name: 'firstNamePath',
			type: 'string',
			default: DEFAULT_PATHS.firstNamePath,
			placeholder: 'e.g. name.givenName',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Last Name Path',
			name: 'lastNamePath',
			type: 'string',
			default: DEFAULT_PATHS.lastNamePath,
			placeholder: 'e.g. name.familyName',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Gender Path',
			name: 'genderPath',
			type: 'string',
			default: DEFAULT_PATHS.genderPath,
			placeholder: 'e.g. {user}:gender',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Birthday Path',
			name: 'birthdayPath',
			type: 'string',
			default: DEFAULT_PATHS.birthdayPath,
			placeholder: 'e.g. {user}:birthday',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Exclude From Surveys Path',
			name: 'excludeFromSurveysPath',
			type: 'string',
			default: DEFAULT_PATHS.excludeFromSurveysPath,
			placeholder: 'e.g. {user}:excludeFromSurveys',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Manager Path',
			name: 'managerPath',
			type: 'string',
			default: DEFAULT_PATHS.managerPath,
			placeholder: 'e.g. urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Manager Is Named By',
			name: 'managerReference',
			type: 'options',
			default: DEFAULT_PATHS.managerReference,
			options: [
				{
					name: 'Winningtemp’s ID',
					value: 'id',
					description: 'The ID that Winningtemp gave the manager, as the SCIM standard has it',
				},
				{
					name: 'External ID',
					value: 'externalId',
					description: 'The External ID of the manager',
				},
			],
			displayOptions: CUSTOM,
			description: 'What the manager attribute of a user holds',
		},
		{
			displayName: 'Group Parent Path',
			name: 'groupParentPath',
			type: 'string',
			default: DEFAULT_PATHS.groupParentPath,
			placeholder: 'e.g. {group}:parentExternalId',
			description: 'Holds the External ID of the group above',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Group Manager Path',
			name: 'groupManagerPath',
			type: 'string',
			default: DEFAULT_PATHS.groupManagerPath,
			placeholder: 'e.g. {group}:managerExternalId',
			description: 'Holds the External ID of the group’s manager',
			displayOptions: CUSTOM,
		},
		{
			displayName: 'Additional Attributes',
			name: 'attributePaths',
			type: 'string',
			typeOptions: { rows: 4 },
			default: DEFAULT_PATHS.attributePaths,
			placeholder: 'e.g. jobTitle = title',
			description:
				'One line for each further value whose path is not {user}:&lt;name&gt;: its name, an equals sign, its path',
			displayOptions: CUSTOM,
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...requestOptions,
		headers: {
			...requestOptions.headers,
			Authorization: `Bearer ${String(credentials.token ?? '').trim()}`,
		},
	});
}
