import { joinSome, quoted } from '../common/phrases';
import type { FieldChange } from '../model/change';
import type { Job } from './job';
import type { Written } from './target';
import type { Work } from './work';

type Send = (fields: readonly FieldChange[]) => Promise<Written>;

/**
 * Writes a group. Where the target takes each name once and another group has its name, it gets the
 * longer one that the plan has for it; once that has happened, at the first attempt.
 */
export function withFreeName(work: Work, job: Job, send: Send): Send {
	const { nameInstead } = job.change;
	if (nameInstead === undefined) return send;
	const longer: Send = async (fields) => {
		const written = await send(
			fields.map((one) => (one.field === 'name' ? { ...one, to: nameInstead } : one)),
		);
		if (written.ok) job.name = nameInstead;
		return written;
	};
	return async (fields) => {
		if (!fields.some(({ field }) => field === 'name')) return await send(fields);
		if (work.areNamesUnique) return await longer(fields);
		const written = await send(fields);
		if (written.ok || !written.isNameTaken) return written;
		work.areNamesUnique = true;
		const again = await longer(fields);
		return { ...again, attempts: again.attempts + written.attempts };
	};
}

/** The longer names that groups got, in the order of the changes. The first one says it in a report. */
export function sayLongerNames({ jobs, target }: Work): string[] {
	const longer = jobs.filter(({ name, outcome }) => name && outcome?.status === 'applied');
	const names = longer.map(({ name }) => name!);
	const shown = joinSome(quoted(names), 3);
	longer[0]?.outcome?.warnings.push(
		`Group names are unique in ${target.product}, so groups whose name is taken there are called after the group above as well: ${shown}.`,
	);
	return names;
}
