import type { ErrorCode } from '../directory/model/userError';
import { isPassing } from './backoff';

const CODES = new Map<number, ErrorCode>([
	[0, 'unreachable'],
	[401, 'unauthorized'],
	[403, 'forbidden'],
	[404, 'notFound'],
	[410, 'notFound'],
]);

/** What a status that is no success means. @param status 0 where no answer came */
export function codeOfStatus(status: number): ErrorCode {
	const known = CODES.get(status);
	if (known !== undefined) return known;
	if (status >= 300 && status < 400) return 'redirected';
	return isPassing(status) || status >= 500 ? 'unavailable' : 'refused';
}
