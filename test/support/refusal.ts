import { UserError } from '../../directory/model/userError';

/** The error with advice for a person in which something ends. Fails where it does not end in one. */
export function refusal(act: () => unknown): UserError {
	let error: unknown = new Error('Nothing was refused');
	try {
		act();
	} catch (thrown) {
		error = thrown;
	}
	return userError(error);
}

/** As `refusal`, of something that takes its time. */
export async function refusalOf(act: Promise<unknown>): Promise<UserError> {
	return userError(
		await act.then(
			() => new Error('Nothing was refused'),
			(error: unknown) => error,
		),
	);
}

/** An error with advice as it is. @throws any other error: that is a slip in the code */
export function userError(error: unknown): UserError {
	if (error instanceof UserError) return error;
	throw error;
}
