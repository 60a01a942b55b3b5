import { Client, type ClientOptions } from '../http/client';
import type { Send } from '../http/exchange';

/** A SCIM service, as people know it. */
export interface Service {
	/** Its name, as it is within a sentence. */
	target: string;
	/** What an address of it looks like. */
	exampleAddress: string;
}

/** The client of one SCIM service. Messages about its answers name the service. */
export class ScimClient extends Client {
	constructor(
		send: Send,
		readonly service: Service,
		options: ClientOptions,
	) {
		super(send, options);
	}
}
