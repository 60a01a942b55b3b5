import { joinSome, quoted } from '../common/phrases';
import type { FieldChange } from '../model/change';
import type { Job } from './job';
import type { Written } from './target';
import type { Work } from './work';

type Send = (fields: readonly FieldChange[]) => Promise<Written>;

/** Names that begin with a number are tried so often for one group. */
const MOST_NUMBERS = 9;

/**
 * Writes a group. Where the target takes each name once and another group has its name, it gets the
 * longer one that the plan has for it; once that has happened, at the first attempt. A target that
 * cuts names may have that one, too: then a number comes first.
 */
export function withFreeName(work: Work, job: Job, send: Send): Send {
	return async (fields) => {
		const wanted = fields.find(({ field }) => field === 'name')?.to;
		if (typeof wanted !== 'string') return await send(fields);
		const sendAs = async (name: string) =>
			await send(fields.map((one) => (one.field === 'name' ? { ...one, to: name } : one)));
		const names = namesFor(work, job, wanted);
		let name = names.next().value ?? wanted;
		let written = await sendAs(name);
		let { attempts } = written;
		while (!written.ok && written.isNameTaken) {
			work.areNamesUnique = true;
			job.isNameTaken = true;
			const next = names.next();
			if (next.done) break;
			name = next.value;
			written = await sendAs(name);
			attempts += written.attempts;
		}
		if (written.ok && name !== wanted) job.name = name;
		return { ...written, attempts };
	};
}

/** What a group is called, if it has to be: its name, the longer one, then names with numbers. */
function* namesFor(work: Work, job: Job, wanted: string): Generator<string, undefined> {
	const { nameInstead } = job.change;
	delete job.isNumbered;
	if (!work.areNamesUnique || nameInstead === undefined) yield wanted;
	if (nameInstead !== undefined) yield nameInstead;
	for (let i = 0; i < MOST_NUMBERS && !work.areNumbersTaken; i++) {
		job.isNumbered = true;
		yield `${++work.lastNumber} ${wanted}`;
	}
	// Another name does not help.
	work.areNumbersTaken = true;
}

/** The longer names that groups got, in the order of the changes. The first one says it in a report. */
export function sayLongerNames({ jobs, target }: Work): string[] {
	const renamed = jobs.filter(({ name, outcome }) => name && outcome?.status === 'applied');
	const unique = `Group names are unique in ${target.product}`;
	const longer = say(
		renamed.filter(({ isNumbered }) => !isNumbered),
		(names) =>
			`${unique}, so groups whose name is taken there also get the name of the group above: ${names}.`,
	);
	say(
		renamed.filter(({ isNumbered }) => isNumbered),
		(names) =>
			`${unique}, and all names that HR has for these groups are taken there, as they are or once they are cut. So their names begin with a number: ${names}. Give them names in HR that differ at the beginning.`,
	);
	return longer;
}

function say(jobs: readonly Job[], text: (names: string) => string): string[] {
	const names = jobs.map(({ name }) => name!);
	jobs[0]?.outcome?.warnings.push(text(joinSome(quoted(names), 3)));
	return names;
}
