import { UserError } from '../../../directory/model/userError';
import type { Get } from './reader';

/** Where Flex grants an API user a resource, in the words that its screens show. */
export const WHERE_TO_GRANT =
	'In Flex, open the role of the API user and tick the resource under “Aktivera resursbehörigheter för API-anrop”. Where “företagsspecifik behörighet för API” is on (Säkerhet → API-inställningar), the role must also be given for the company.';

/**
 * A user that Flex has answered once is known to it. After that a 401, a 403 or a 400 that speaks of
 * rights means that the user has no right to the resource; what Flex answers without a right is not
 * documented (docs/facts.md, "Permissions").
 *
 * @returns a `Get` whose error for that has the code `forbidden`, names the resource, and says
 * where to grant it
 */
export function namingMissingRights(get: Get): Get {
	let hasAnswered = false;
	return async (path, query) => {
		try {
			const answer = await get(path, query);
			hasAnswered = true;
			return answer;
		} catch (error) {
			throw hasAnswered && isMissingRight(error) ? missingRight(path, error) : error;
		}
	};
}

const SPEAKS_OF_RIGHTS =
	/behörig|åtkomst|rättighet|saknar rätt|neka|tillåt|permission|access|authori[sz]|denied|allowed/i;

function isMissingRight(error: unknown): error is UserError {
	if (!(error instanceof UserError)) return false;
	if (error.code === 'unauthorized' || error.code === 'forbidden') return true;
	return error.status === 400 && SPEAKS_OF_RIGHTS.test(wordsOfFlex(error));
}

/** What the server itself said, with its introduction; `''` where it said nothing. */
export function wordsOfFlex({ advice }: UserError): string {
	return /Flex says: “[^“”]*”/.exec(advice)?.[0] ?? '';
}

function missingRight(path: string, error: UserError): UserError {
	const resource = resourceOf(path);
	return new UserError(
		`Flex refuses the API user access to the resource ${resource} (status ${error.status})`,
		`${wordsOfFlex(error)} The log-in works, so the right to ${resource} is missing. ${WHERE_TO_GRANT}`.trim(),
		'forbidden',
		error.status,
	);
}

/** `/companies/1b9d…/accountdistributions` is the resource `accountdistributions`. */
export function resourceOf(path: string): string {
	const names = path.split('/').filter((_part, index) => index % 2 === 1);
	return names.at(-1) ?? path;
}
