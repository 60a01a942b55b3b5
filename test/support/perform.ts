import axios from 'axios';
import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Perform } from '../../http/transport';

/** Sends requests as n8n's request helper does, which is axios inside, without the rest of n8n. */
export function performWith(
	authenticate: (options: IHttpRequestOptions) => IHttpRequestOptions,
): Perform {
	return async (options) => {
		const { method, url, headers, qs, body, timeout } = authenticate(options);
		const answer = await axios.request<unknown>({
			method,
			url,
			headers: headers as Record<string, string>,
			params: qs as unknown,
			data: body,
			timeout,
			maxRedirects: 0,
			responseType: 'stream',
			validateStatus: () => true,
			proxy: false,
		});
		return { statusCode: answer.status, headers: { ...answer.headers }, body: answer.data };
	};
}

/** As the credential of Winningtemp does it. */
export function performWithToken(token: string): Perform {
	return performWith((options) => ({
		...options,
		headers: { ...options.headers, Authorization: `Bearer ${token}` },
	}));
}
