import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { attributeProperties } from '../nodes/attributeProperties';
import { customerProperty } from '../nodes/customers';
import { tenantProperties } from '../nodes/tenantProperties';
import { WINNINGTEMP } from '../nodes/Winningtemp/profile';

export class WinningtempApi implements ICredentialType {
	name = 'winningtempApi';

	displayName = 'Winningtemp API';

	icon = {
		light: 'file:../nodes/Winningtemp/winningtemp.svg',
		dark: 'file:../nodes/Winningtemp/winningtemp.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/flex-winningtemp/n8n-nodes-flex-winningtemp/blob/main/docs/nodes.md#the-winningtemp-credential';

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
		customerProperty,
		...attributeProperties(WINNINGTEMP),
		...tenantProperties(WINNINGTEMP),
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
