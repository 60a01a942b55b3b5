import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { customerProperty } from '../nodes/customers';
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
				'Address of the Flex web API, such as https://company.flexhosting.se or https://api.flexhrm.com, not that of the web site where people log in. Without a path, the usual path is added; with one, it is used as it is.',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			description:
				'The user that was set up in Flex for the web API. It needs a password of its own in Flex: no Visma Connect, single sign-on or two-factor log-in, and no password that must be changed.',
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
			description:
				'Your customer number (kundnummer), which Flex HRM shows at the bottom right, or the name of the instance. Not the company number.',
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
				'The companies to read: company numbers (företagsnummer, in Flex under Inställningar → Företag) or IDs (GUIDs), separated by commas or line breaks',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'Automatic',
					value: 'automatic',
					description: 'Tries Instance Basic, then Basic, and keeps the one that Flex takes',
				},
				{
					name: 'Basic',
					value: 'basic',
					description: 'User name and password in the standard form',
				},
				{
					name: 'Instance Basic',
					value: 'instanceBasic',
					description: 'Instance, user name and password unencoded in one header',
				},
			],
			default: 'automatic',
			description:
				'How user name and password are sent. The test of the credential names the form that works: choose it, so that no run begins with a refused log-in.',
		},
		{
			displayName: 'Domain',
			name: 'domain',
			type: 'string',
			default: '',
			placeholder: 'e.g. company',
			description:
				'Only if Flex gave you a domain that differs from the Instance ID. It is sent in the header Instance.',
		},
		customerProperty,
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
