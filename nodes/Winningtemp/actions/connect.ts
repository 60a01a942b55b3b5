import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Connection } from '../scim/directory';
import { discover } from '../scim/discovery';
import { Client } from '../transport/client';
import { CREDENTIAL, sender, sleeper } from '../transport/http';
import { readSettings } from '../transport/settings';

/** Connects to the tenant of the node's credential and finds out what it supports. */
export async function connect(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	{ maxAttempts }: { maxAttempts?: number } = {},
): Promise<Connection> {
	const { baseUrl, map } = readSettings(await context.getCredentials(CREDENTIAL));
	const client = new Client(sender(context, baseUrl), {
		sleep: sleeper(context),
		...(maxAttempts === undefined ? {} : { maxAttempts }),
	});
	return { client, map, tenant: await discover(client, map) };
}
