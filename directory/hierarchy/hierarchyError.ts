/**
 * Settings or input of which no hierarchy can be made at all, as opposed to an issue with one
 * person or group. `message` says what is wrong, `hint` what to do about it.
 */
export class HierarchyError extends Error {
	override readonly name = 'HierarchyError';

	constructor(
		message: string,
		readonly hint: string,
	) {
		super(message);
	}
}
