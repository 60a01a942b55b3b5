import type { Answer as HttpAnswered } from '../http/exchange';

export {
	isSuccess,
	type HttpAnswer as ScimResponse,
	type HttpRequest as ScimRequest,
	type Method,
	type Send,
} from '../http/exchange';

export const PATCH_MESSAGE = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
/** Answers that say that a user or group is not there any longer. */
export const GONE: ReadonlySet<number> = new Set([404, 410]);

/** An answer, how many requests it took, and whether it came in one with others. */
export type Answer = HttpAnswered & { together?: true };
