import { UserError } from '../../../directory/model/userError';
import type { Company } from './company';
import type { Notices } from './notices';
import type { FlexReader } from './reader';
import { fieldOf, idKey, isRow, textOf, type Row } from './row';
import { isUnreadable } from './unreadable';

/**
 * The names of the forms of employment (anställningsformer) that are in use. Not every instance is
 * known to have the list: what it lacks is asked for one form at a time.
 *
 * @param formIds the distinct ids in use
 * @returns `null` if a form in use has no name to be found, so that EmploymentForm must be left out
 */
export async function readEmploymentForms(
	reader: FlexReader,
	company: Company,
	formIds: ReadonlySet<string>,
	notices: Notices,
): Promise<ReadonlyMap<string, string> | null> {
	const names = new Map<string, string>();
	if (formIds.size === 0) return names;
	const what = `forms of employment of the company ${company.label}`;
	const rows = await reader
		.list('/employmenttypes', company.query, what)
		.catch((error: unknown) => {
			// Whatever it answers, the way that is known is still open.
			if (error instanceof UserError && REPLACED_BY_SINGLE_READS.has(error.code)) return [];
			throw error;
		});
	for (const row of rows) {
		const id = idKey(fieldOf(row, 'Id'));
		const name = formName(row);
		if (id !== null && name !== null) names.set(id, name);
	}
	const missing = [...formIds].filter((id) => !names.has(id)).sort();
	const single = await Promise.all(
		missing.map(async (id) => await readFormName(reader, company, id)),
	);
	missing.forEach((id, index) => {
		const name = single[index];
		if (name != null) names.set(id, name);
	});
	const nameless = missing.filter((id) => !names.has(id));
	if (nameless.length === 0) return names;
	notices.add(
		`Flex does not give the name of a form of employment in ${company.label} (${nameless[0]}), so EmploymentForm is left out for this company. Give the API user the right to read the resource employmenttypes if you need it.`,
	);
	return null;
}

const REPLACED_BY_SINGLE_READS = new Set(['forbidden', 'notFound', 'refused', 'unknownForm']);

function formName(row: Row): string | null {
	return textOf(fieldOf(row, 'Name')) ?? textOf(fieldOf(row, 'Description'));
}

async function readFormName(
	reader: FlexReader,
	company: Company,
	id: string,
): Promise<string | null> {
	const row = await reader
		.get(`/employmenttypes/${encodeURIComponent(id)}`, company.query)
		.catch((error: unknown) => {
			if (isUnreadable(error)) return null;
			throw error;
		});
	return isRow(row) ? formName(row) : null;
}
