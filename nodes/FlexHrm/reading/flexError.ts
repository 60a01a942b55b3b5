/** What went wrong, for code to decide on; people read the message. */
export type FlexErrorCode =
	| 'input'
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	| 'refused'
	| 'redirected'
	| 'unreachable'
	| 'unavailable'
	| 'notJson'
	| 'unknownForm'
	| 'pagingIgnored'
	| 'changedWhileReading'
	| 'unknownCompany'
	| 'wrongCompany'
	| 'noEmployees'
	| 'unreadable'
	| 'cancelled';

/**
 * An error of which the message says what happened and the description what to do about it.
 * Neither ever holds a secret or a person's data.
 */
export class FlexError extends Error {
	constructor(
		readonly code: FlexErrorCode,
		message: string,
		readonly description: string,
		/** The HTTP status, where the server gave one. */
		readonly status?: number,
	) {
		super(message);
		this.name = 'FlexError';
	}
}

/** Whether an endpoint that is not known to exist everywhere cannot be read at all (facts: "Endpoints"). */
export function isUnreadable(error: unknown): error is FlexError {
	return (
		error instanceof FlexError &&
		(error.code === 'forbidden' || error.code === 'notFound' || error.status === 405)
	);
}
