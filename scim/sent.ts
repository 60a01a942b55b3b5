import type { JsonObject } from './json';
import type { Answer } from './protocol';

/** What became of a write. */
export type Sent = {
	attempts: number;
	/** It went in one request with others. */
	together?: boolean;
} & (
	| {
			ok: true;
			/** The resource as it is now, as far as it is known. */
			resource: JsonObject;
			/** It was there already when it was to be created. */
			existed?: boolean;
			/** The resource is what the server answered, not what follows from what was sent. */
			confirmed?: boolean;
			/** The answer is not of the service, such as a web page: another may have given it. */
			isDoubtful?: boolean;
	  }
	| {
			ok: false;
			answer: Answer;
			error: string;
			/** It was accepted, and it is not there. */
			isAbsent?: boolean;
	  }
);

/** A write that was not made, or of which nobody knows whether it was. */
export type NotMade = Sent & { ok: false };

/** A success that is none: the answer said that something was done, and a look shows otherwise. */
export function contradicted({ attempts }: Sent, what: string): NotMade {
	const answer = { status: 200, headers: {}, body: undefined, attempts };
	return { ok: false, attempts: attempts + 1, answer, error: what };
}
