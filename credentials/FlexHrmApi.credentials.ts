import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { authenticated, flexCredentials } from '../nodes/FlexHrm/transport/authentication';

export class FlexHrmApi implements ICredentialType {
	name = 'flexHrmApi';

	displayName = 'Flex HRM API';

	icon: Icon = {
		light: 'file:../nodes/FlexHrm/flexHrm.svg',
		dark: 'file:../nodes/FlexHrm/flexHrm.dark.svg',
	};

	documentationUrl = 'https://github.com/flex-winningtemp/n8n-nodes-flex-winningtemp#readme';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://company.flexhosting.se',
			description:
				'Address of your Flex installation. Without a path, the usual path of the web API is added; with one, it is taken as it stands.',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			description: 'The integration user that was set up in Flex for the web API',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Instance ID',
			name: 'instanceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 4711',
			description: 'The ID of your Flex instance, a number or a name',
		},
		{
			displayName: 'Company IDs',
			name: 'companyIds',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			required: true,
			placeholder: 'e.g. 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
			description:
				'The companies to read: IDs (GUIDs) or company numbers, separated by commas or line breaks',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'Basic',
					value: 'basic',
					description: 'The standard form, which most installations take',
				},
				{
					name: 'Instance Basic',
					value: 'instanceBasic',
					description: 'Instance, user name and password unencoded in one header',
				},
			],
			default: 'basic',
			description: 'How user name and password are sent',
		},
		{
			displayName: 'Allow Insecure HTTP',
			name: 'allowInsecure',
			type: 'boolean',
			default: false,
			description:
				'Whether a Base URL with http:// is allowed, which sends the password and personal data unencrypted. Not needed for an address on the same computer.',
		},
	];

	/** Adds the headers of the chosen form, and the instance to the query. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated(flexCredentials(credentials), requestOptions);
	}
}
