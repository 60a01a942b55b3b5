import { UserError } from '../../../directory/model/userError';
import { isSuccess, type HttpAnswer, type HttpRequest, type Send } from '../../../http/exchange';
import { FORM_HEADER, LOG_IN_FORMS, type FlexCredentials, type LogInForm } from './authentication';

/** The forms as the credential calls them. */
export const FORM_NAMES: Record<LogInForm, string> = {
	instanceBasic: 'Instance Basic',
	basic: 'Basic',
};

const CHOOSE_FORM =
	'Choose it under Authentication in the credential, so that no run begins with a refused log-in: Flex counts them and may lock the user.';

/** Which form of log-in to choose, if Flex has refused another one in this run. */
export function formAdvice({
	form,
	wasRefused,
}: LogIn): { what: string; advice: string; form: LogInForm } | null {
	if (!wasRefused || form === null) return null;
	const what = `Flex refused one form of log-in and took the form ${FORM_NAMES[form]}`;
	return { what, advice: CHOOSE_FORM, form };
}

/** The form of log-in that a run uses, and whether another one was refused before. */
export interface LogIn {
	form: LogInForm | null;
	wasRefused: boolean;
}

/**
 * The forms to try, the likeliest first: the one that was chosen, or for *Automatic* the one that
 * worked last, then those that can carry the credentials.
 *
 * @throws UserError `input` if the chosen form cannot carry the credentials
 */
export function formsToTry(credentials: FlexCredentials, last?: unknown): LogInForm[] {
	const { authentication } = credentials;
	const flaw = uncarriable(credentials);
	if (authentication === 'instanceBasic' && flaw !== null) {
		throw new UserError(
			`The ${flaw} holds a character that the log-in form Instance Basic cannot carry`,
			'It sends instance, user name and password unencoded: only letters from a to z, digits and common signs, no å, ä or ö, no blank at an end, and no colon in the instance or the user name. Choose Automatic or Basic under Authentication, or change the password in Flex.',
			'input',
		);
	}
	if (authentication !== 'automatic') return [authentication];
	const able = LOG_IN_FORMS.filter((form) => form !== 'instanceBasic' || flaw === null);
	return [...able.filter((form) => form === last), ...able.filter((form) => form !== last)];
}

const PLAIN = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;

/** Which value the unencoded form cannot carry; `null` if it can carry all. */
function uncarriable({ domain, instanceId, username, password }: FlexCredentials): string | null {
	const parts = [
		['instance', domain || instanceId, true],
		['user name', username, true],
		['password', password, false],
	] as const;
	const found = parts.find(
		([, value, isDelimited]) => !PLAIN.test(value) || (isDelimited && value.includes(':')),
	);
	return found?.[0] ?? null;
}

/**
 * Sends requests in the form that Flex takes. It is found out at the first request: a 400 or a 401
 * leads to the next form. If Flex takes none, it is not asked again, since it counts failed log-ins
 * and may lock the user.
 *
 * @param logIn takes the form that was found
 */
export function loggingIn(send: Send, forms: readonly LogInForm[], logIn: LogIn): Send {
	let refusal: HttpAnswer | null = null;
	let search: Promise<HttpAnswer> | null = null;
	const sendAs = async (request: HttpRequest, form: LogInForm) =>
		await send({ ...request, headers: { ...request.headers, [FORM_HEADER]: form } });

	const findForm = async (request: HttpRequest): Promise<HttpAnswer> => {
		const refusals: HttpAnswer[] = [];
		for (const form of forms) {
			const answer = await sendAs(request, form);
			if (!isRefusal(answer)) {
				// A passing failure says nothing of the form.
				if (isSuccess(answer) || answer.status === 403) logIn.form = form;
				logIn.wasRefused ||= refusals.length > 0;
				return answer;
			}
			refusals.push(answer);
		}
		// A 400 speaks of what else may be wrong, such as the instance.
		refusal = refusals.find(({ status }) => status === 400) ?? refusals.at(-1)!;
		return refusal;
	};

	return async (request) => {
		// Others wait until the first one knows the form.
		while (search !== null) await search;
		if (refusal !== null) return refusal;
		if (logIn.form !== null) return await sendAs(request, logIn.form);
		search = findForm(request).finally(() => (search = null));
		return await search;
	};
}

function isRefusal({ status }: HttpAnswer): boolean {
	return status === 400 || status === 401;
}
