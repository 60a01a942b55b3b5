/** A request as it came over the wire, the path without the query. */
export interface Asked {
	method: string;
	path: string;
	query: Record<string, string>;
	/** Names in lower case. */
	headers: Record<string, string | undefined>;
	body: string;
}

export interface Answered {
	status: number;
	headers?: Record<string, string>;
	/** Empty: no body. */
	body: string | Uint8Array;
}

/** What a stand-in needs to know to be asked. */
export type Handler = (asked: Asked) => Answered;
