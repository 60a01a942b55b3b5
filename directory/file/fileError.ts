/** Files or settings that nothing may be written from. The message says why, the advice what to do. */
export class FileError extends Error {
	constructor(
		message: string,
		/** What to look at and what to do, for the line below the message. */
		readonly advice: string,
	) {
		super(message);
		this.name = 'FileError';
	}
}
