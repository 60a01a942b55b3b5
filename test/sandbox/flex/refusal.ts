import type { Response } from 'express';

/**
 * An answer that is an error, in one of the shapes that were recorded (facts: "Dates and errors").
 * Thrown by the handlers, sent by the server.
 */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		/** An object is sent as JSON, a string as a bare JSON string, nothing as an empty body. */
		readonly body?: Record<string, unknown> | string,
	) {
		super(`Refused with ${status}`);
	}

	send(response: Response): void {
		response.status(this.status);
		if (this.body === undefined) response.end();
		else response.json(this.body);
	}
}

export function message(status: number, text: string): Refusal {
	return new Refusal(status, { Message: text });
}

export function invalid(parameterName: string, text: string): Refusal {
	return new Refusal(400, {
		Message: 'The request is invalid.',
		ModelState: { [parameterName]: [text] },
	});
}
