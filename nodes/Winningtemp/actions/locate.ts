import type { IExecuteFunctions, INodeParameterResourceLocator } from 'n8n-workflow';
import { UserError } from '../../../directory/model/userError';
import type { Connection } from '../../../scim/directory';
import { isObject, type JsonObject } from '../../../scim/json';
import { lookUp } from '../../../scim/lookup';
import { isSuccess } from '../../../scim/protocol';
import { ENDPOINTS } from '../../../scim/reader';
import { fatal, notScim } from '../../../scim/words';
import type { Kind } from '../../../directory/apply/target';

/** The user or group that an item's resource locator names. */
export async function locate(
	context: IExecuteFunctions,
	connection: Connection,
	kind: Kind,
	item: number,
): Promise<JsonObject> {
	const { mode, value } = context.getNodeParameter(kind, item) as INodeParameterResourceLocator;
	const text = String(value ?? '').trim();
	if (text === '') {
		throw new UserError(`No ${kind} is chosen.`, `Choose a ${kind}, or give its ID.`, 'input');
	}
	return mode === 'externalId'
		? await byExternalId(connection, kind, text)
		: await byId(connection, kind, text);
}

async function byId({ client }: Connection, kind: Kind, id: string): Promise<JsonObject> {
	const doing = `reading the ${kind} ${id}`;
	const answer = await client.get(`${ENDPOINTS[kind]}/${encodeURIComponent(id)}`);
	if (answer.status === 404) {
		throw new UserError(
			`Winningtemp has no ${kind} with the ID ${id}.`,
			'The ID is the one that Winningtemp gives (targetId in the output), not the External ID.',
			'notFound',
			404,
		);
	}
	if (!isSuccess(answer)) throw fatal(answer, doing, client.service);
	if (!isObject(answer.body)) throw notScim(answer, doing, client.service);
	return answer.body;
}

async function byExternalId(
	connection: Connection,
	kind: Kind,
	externalId: string,
): Promise<JsonObject> {
	const result = await lookUp(connection, kind, 'externalId', externalId);
	if ('answer' in result)
		throw fatal(result.answer, `looking up the ${kind} ${externalId}`, connection.client.service);
	const [found, ...others] = result.found;
	if (found && others.length === 0) return found;
	throw new UserError(
		found
			? `Winningtemp has ${others.length + 1} ${kind}s with the External ID ${externalId}.`
			: `Winningtemp has no ${kind} with the External ID ${externalId}.`,
		found ? 'Choose the one that is meant by its ID.' : 'Check the External ID.',
		'notFound',
		404,
	);
}
