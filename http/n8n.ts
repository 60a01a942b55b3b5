import {
	sleep,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
} from 'n8n-workflow';
import type { ClientOptions } from './client';
import type { Perform, TransportSettings } from './transport';

/** n8n's request helpers and its clock, as the client and the transport take them. */

export type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** Sends requests with the credential of the node. @param credential its type, e.g. `flexHrmApi` */
export function withCredential(context: Context, credential: string): Perform {
	return async (options) =>
		(await context.helpers.httpRequestWithAuthentication.call(
			context,
			credential,
			options,
		)) as unknown;
}

/** Sends requests while a credential is tested, where n8n has only its older request helper. */
export function whileTesting(
	{ helpers }: Pick<ICredentialTestFunctions, 'helpers'>,
	authenticate: (options: IHttpRequestOptions) => IHttpRequestOptions,
): Perform {
	return async (options) => {
		const { method, url, headers, qs, timeout } = authenticate(options);
		return (await helpers.request({
			method,
			uri: url,
			headers,
			qs,
			timeout,
			useStream: true,
			resolveWithFullResponse: true,
			simple: false,
			followRedirect: false,
		})) as unknown;
	};
}

/** Waits that end with the run, and whether somebody has stopped it. */
export function clockOf(
	context?: Context,
): Pick<ClientOptions & TransportSettings, 'sleep' | 'isCancelled'> {
	const signal =
		context && 'getExecutionCancelSignal' in context
			? context.getExecutionCancelSignal()
			: undefined;
	return {
		sleep: async (milliseconds: number, until: AbortSignal | undefined = signal) =>
			await sleep(milliseconds, until),
		isCancelled: () => signal?.aborted ?? false,
	};
}
