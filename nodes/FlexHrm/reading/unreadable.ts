import { UserError } from '../../../directory/model/userError';

/** Whether an endpoint that some instances lack cannot be read at all. */
export function isUnreadable(error: unknown): error is UserError {
	return (
		error instanceof UserError &&
		(error.code === 'forbidden' || error.code === 'notFound' || error.status === 405)
	);
}
