import SCIMMY from 'scimmy';

/** A SCIM error (RFC 7644 §3.12), to be thrown or sent. */
export function scimError(status: number, detail: string, scimType?: string) {
	return new SCIMMY.Types.Error(status, scimType as string, detail);
}

/** The body of a SCIM error. SCIMMY's own class refuses status codes that RFC 7644 does not list. */
export function errorBody(status: number, detail: string, scimType?: string): object {
	return {
		schemas: [SCIMMY.Messages.ErrorResponse.id],
		status: String(status),
		...(scimType ? { scimType } : {}),
		detail,
	};
}

/** SCIMMY reports values that do not fit a schema as plain TypeErrors. */
export function asScimError(problem: unknown) {
	if (problem instanceof SCIMMY.Types.Error) return problem;
	const detail = problem instanceof Error ? problem.message : String(problem);
	return problem instanceof TypeError
		? scimError(400, detail, 'invalidValue')
		: scimError(500, detail);
}
