import { UserError } from '../../../directory/model/userError';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';
import { createReader, type Get } from '../../../nodes/FlexHrm/reading/reader';

/** An answer of Flex HRM that is an error. */
export const refuse = (code: UserError['code'], status?: number) => async () =>
	await Promise.reject(new UserError(code, '', code, status));

/** A reader whose answers are given by path, and what it was asked: path and company. */
export function askedFlex(answers: Record<string, () => Promise<unknown>>) {
	const asked: string[] = [];
	const get: Get = async (path, query = {}) => {
		asked.push(`${path} ${String(query.companyId)}`);
		return await (answers[path] ?? refuse('notFound', 404))();
	};
	const reader = createReader(get, { pageSize: 100, concurrency: 1, maxReadAttempts: 1 });
	return { reader, notices: new Notices(), asked };
}
