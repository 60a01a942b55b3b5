export {
	isSuccess,
	type Answer,
	type HttpAnswer as ScimResponse,
	type HttpRequest as ScimRequest,
	type Method,
	type Send,
} from '../http/exchange';

export const PATCH_MESSAGE = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
