import express, { type RequestHandler } from 'express';
import SCIMMY from 'scimmy';
import { errorBody } from './scim-error';
import type { Tenant } from './tenant';

type Definition = InstanceType<typeof SCIMMY.Types.SchemaDefinition>;

/**
 * `/ServiceProviderConfig`, `/Schemas` and `/ResourceTypes` (RFC 7644 §4) of one tenant. SCIMMY's
 * own would answer for the whole process.
 */
export function discovery(tenant: Tenant): RequestHandler {
	const router = express.Router();
	router.use(
		['/ServiceProviderConfig', '/Schemas', '/ResourceTypes'],
		(_request, response, next) => {
			if (tenant.settings.discovery) next();
			else response.status(404).json(errorBody(404, 'Endpoint Not Found'));
		},
	);
	router.get('/ServiceProviderConfig', (_request, response) => {
		response.json(serviceProviderConfig(tenant));
	});
	const lists: Record<string, () => Array<{ id: string }>> = {
		'/Schemas': () =>
			[...tenant.schemas.definitions.values()].map((of) =>
				withRequired(of.describe(`${tenant.baseUrl}/Schemas`), tenant),
			),
		'/ResourceTypes': () => resourceTypes(tenant),
	};
	for (const [path, entries] of Object.entries(lists)) {
		router.get(path, (_request, response) => {
			const all = entries();
			response.json(
				Object.assign(new SCIMMY.Messages.ListResponse(all as never[], { count: all.length }), {
					itemsPerPage: all.length,
				}),
			);
		});
		router.get(`${path}/:id`, (request, response) => {
			const entry = entries().find(({ id }) => id === request.params.id);
			if (entry) response.json(entry);
			else response.status(404).json(errorBody(404, `${path} ${request.params.id} not found`));
		});
	}
	return router;
}

function withRequired<T extends { id: string }>(schema: T, { settings }: Tenant): T {
	if (settings.displayNameOfUsers !== 'listed' || schema.id !== SCIMMY.Schemas.User.id)
		return schema;
	const { attributes } = schema as unknown as { attributes: Array<{ name: string }> };
	const listed = attributes.map((one) =>
		one.name === 'displayName' ? { ...one, required: true } : one,
	);
	return { ...schema, attributes: listed };
}

function serviceProviderConfig({ settings, baseUrl }: Tenant): object {
	const { patch, bulk, filter, etag, maxResults } = settings;
	const config = {
		patch: { supported: patch },
		bulk: { supported: bulk !== null, maxOperations: 0, maxPayloadSize: 0, ...bulk },
		filter: { supported: filter, maxResults },
		changePassword: { supported: false },
		sort: { supported: true },
		etag: { supported: etag !== 'none' },
		authenticationSchemes: [
			{
				type: 'oauthbearertoken',
				name: 'OAuth Bearer Token',
				description: 'A token that Winningtemp has issued',
			},
		],
	};
	return new SCIMMY.Schemas.ServiceProviderConfig(config, `${baseUrl}/ServiceProviderConfig`);
}

function resourceTypes({ schemas, baseUrl }: Tenant): Array<{ id: string }> {
	const types: Array<[Definition, string]> = [
		[schemas.user.definition, '/Users'],
		[schemas.group.definition, '/Groups'],
	];
	return types.map(([definition, endpoint]) => ({
		schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
		id: definition.name,
		name: definition.name,
		description: definition.description,
		endpoint,
		schema: definition.id,
		schemaExtensions: extensionsOf(definition).map((schema) => ({ schema, required: false })),
		meta: {
			resourceType: 'ResourceType',
			location: `${baseUrl}/ResourceTypes/${definition.name}`,
		},
	}));
}

function extensionsOf({ attributes }: Definition): string[] {
	return (attributes as unknown[])
		.filter((of): of is Definition => of instanceof SCIMMY.Types.SchemaDefinition)
		.map(({ id }) => id);
}
