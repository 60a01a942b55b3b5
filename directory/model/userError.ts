/** What went wrong, for code to decide on. People read the message. */
export type ErrorCode =
	/** A setting, a parameter or what came in cannot be used. */
	| 'input'
	/** A guard or a check stopped the whole plan. */
	| 'stopped'
	/** Somebody stopped the run. */
	| 'cancelled'
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	| 'refused'
	| 'redirected'
	/** No answer came. */
	| 'unreachable'
	/** The server cannot answer now; the same request may succeed later. */
	| 'unavailable'
	| 'notJson'
	/** Too large, too complex, or not in the encoding that it says. */
	| 'badAnswer'
	/** The answer is data, but not what was asked for. */
	| 'unknownForm'
	| 'pagingIgnored'
	| 'changedWhileReading'
	| 'unknownCompany'
	| 'wrongCompany'
	| 'noEmployees'
	/** A list that the result needs cannot be read. */
	| 'unreadable';

/**
 * An error for the person at the screen. Neither text ever holds a secret, nor personal data that a
 * server sent.
 */
export class UserError extends Error {
	override readonly name = 'UserError';

	constructor(
		/** What happened, and to whom. */
		message: string,
		/** What to do about it, for the line below the message. */
		readonly advice: string,
		readonly code: ErrorCode,
		/** The status that the server answered with, where one did. */
		readonly status?: number,
	) {
		super(message);
	}
}
