import type { FieldChange } from '../model/change';
import { fieldOf, oneOf, typeOf } from '../model/fields';
import { sentence, type Job } from './job';
import { noteUptake } from './readBack';
import { leaveOut } from './refusals';
import type { Current, Kind, Written } from './target';
import type { Work } from './work';

type Fields = readonly FieldChange[];
type Send = (fields: Fields) => Promise<Written>;
type Refused = Written & { ok: false };

/**
 * Makes a write. Where the target refuses the content, that may be meant for one value: it is made
 * without the values that the answer names, or that were refused before; else without all that can
 * be missing, and those are sent in halves until it is known which one is refused.
 *
 * @param current what is written to; absent of what is created
 * @param send sends some of the fields
 */
export async function withoutRefused(
	work: Work,
	job: Job,
	fields: Fields,
	current: Current | undefined,
	send: Send,
): Promise<Written> {
	const { kind } = job.change;
	const { refusals } = work;
	const attempt = counted(send);
	const sent = sendable(work, job, fields);
	const written = await withoutSuspects(work, job, sent, current, attempt);
	if (!written.ok && written.refusal === 'conflict' && current) {
		return await withoutLogin(job, sent, written, attempt);
	}
	const optional = sent.filter((one) => isOptional(job, one));
	if (!isContent(written) || optional.length === 0 || !refusals.isWorthTrying(kind)) return written;
	const needed = sent.filter((one) => !optional.includes(one));
	const base = needed.length > 0 || !current ? await attempt(needed) : null;
	if (base && !base.ok) {
		refusals.noteFruitless(kind);
		return isContent(base) ? { ...written, attempts: base.attempts } : base;
	}
	refusals.noteAccepted(kind, needed);
	const start = base ?? { ok: true, attempts: written.attempts, current: current! };
	if (start.existed) return start;
	const whole = base ? null : written;
	const found = await refusals.search(
		kind,
		async () => await inHalves(work, job, start, optional, whole),
	);
	if (!found) job.open = optional;
	return found ?? start;
}

/** Where somebody else has the log-in, the present one stays as a whole, and all else is written. */
async function withoutLogin(
	job: Job,
	fields: Fields,
	refused: Refused,
	attempt: Send,
): Promise<Written> {
	const rest = fields.filter(({ field }) => typeOf(field) !== 'login');
	if (rest.length === 0 || rest.length === fields.length) return refused;
	const written = await attempt(rest);
	if (!written.ok) return { ...refused, attempts: written.attempts };
	for (const one of fields) if (!rest.includes(one)) leaveOut(job, one.field, refused.error);
	return written;
}

/** Second pass: sends the values that were left over while another search was under way. */
export async function sendOpen(work: Work, job: Job): Promise<void> {
	const [open, outcome] = [job.open!, job.outcome!];
	const { kind } = job.change;
	const current = work.state.of(kind).get(outcome.targetId);
	if (outcome.status !== 'applied' || !current || work.stopped) return;
	delete job.open;
	const attempt = counted(async (some) => await work.target.update(kind, current.targetId, some));
	const sent = sendable(work, job, open);
	const first = await withoutSuspects(work, job, sent, current, attempt);
	const start = { ok: true as const, attempts: first.attempts, current };
	const written = isContent(first)
		? await work.refusals.search(kind, async () => await inHalves(work, job, start, sent, first))
		: first;
	if (!written && isContent(first)) {
		for (const { field } of sent) leaveOut(job, field, first.error);
		outcome.attempts += first.attempts;
		return;
	}
	const after = work.kept(kind, written!);
	outcome.attempts += after.attempts;
	if (after.status !== 'applied') outcome.warnings.push(sentence(after.error ?? ''));
	else noteUptake(work, job, open);
}

/** Without the values that an answer names, or that were refused before, as long as there are any. */
async function withoutSuspects(
	work: Work,
	job: Job,
	fields: Fields,
	current: Current | undefined,
	attempt: Send,
): Promise<Written> {
	const { refusals } = work;
	const { kind } = job.change;
	if (fields.length === 0 && current) return { ok: true, attempts: 0, current };
	const first = await attempt(fields);
	let written = first;
	let sent = fields;
	const left: FieldChange[] = [];
	const named: FieldChange[] = [];
	while (isContent(written)) {
		const { blames = [] } = written;
		const suspects = sent.filter(
			(one) =>
				isOptional(job, one) &&
				(blames.includes(one.field) || refusals.errorOf(kind, one.field) !== undefined),
		);
		if (suspects.length === 0) return { ...first, attempts: written.attempts };
		for (const one of suspects) (blames.includes(one.field) ? named : left).push(one);
		sent = sent.filter((one) => !suspects.includes(one));
		const { attempts } = written;
		written = sent.length === 0 && current ? { ok: true, attempts, current } : await attempt(sent);
	}
	if (!first.ok) {
		refusals.noteRefused(job, named, first.error, true);
		refusals.noteRefused(job, left, first.error, written.ok && left.length === 1);
	}
	if (written.ok) refusals.noteAccepted(kind, sent);
	return written;
}

/**
 * Sends values until each of them is taken or known as refused.
 *
 * @param refused what the target answered to all of them together, where they were sent
 */
async function inHalves(
	work: Work,
	job: Job,
	start: Written & { ok: true },
	fields: Fields,
	refused: Refused | null,
): Promise<Written> {
	const { target, refusals } = work;
	const { kind } = job.change;
	const written = refused ?? (await target.update(kind, start.current.targetId, fields));
	const attempts = start.attempts + (refused ? 0 : written.attempts);
	if (written.ok) refusals.noteAccepted(kind, fields);
	if (!isContent(written)) return { ...written, attempts };
	const state = { ...start, attempts };
	if (fields.length === 1) {
		refusals.noteRefused(job, fields, written.error);
		return state;
	}
	const middle = Math.ceil(fields.length / 2);
	const first = await inHalves(work, job, state, fields.slice(0, middle), null);
	return first.ok ? await inHalves(work, job, first, fields.slice(middle), null) : first;
}

/** Whether something can be written without a value: never without log-in, External ID and name. */
function isOptional({ change: { kind, action } }: Job, { field }: FieldChange): boolean {
	const { isNeeded, isRequired, type } = fieldOf(field) ?? {};
	// A group that is there can keep its name.
	if (kind === 'group' && field === 'name') return action !== 'create';
	return !isNeeded && type !== 'login' && !(isRequired && action === 'create');
}

/** The fields that are sent: without those of which the target takes nothing. */
export function sendable({ refusals }: Work, job: Job, fields: Fields): Fields {
	const { kind } = job.change;
	const isOut = (one: FieldChange) => refusals.isOut(kind, one.field) && isOptional(job, one);
	return fields.filter((one) => {
		if (!isOut(one)) return true;
		leaveOut(job, one.field, refusals.errorOf(kind, one.field)!);
		return false;
	});
}

/** Each answer has the attempts of all before. */
function counted(send: Send): Send {
	let attempts = 0;
	return async (fields) => {
		const written = await send(fields);
		attempts += written.attempts;
		return { ...written, attempts };
	};
}

function isContent(written: Written): written is Refused {
	return !written.ok && written.refusal === 'content';
}

/**
 * Says with each change which of its values were refused. The result names a field that the target
 * takes of nobody, once for all.
 */
export function sayRefused(work: Work, kind: Kind): void {
	const { jobs, refusals, target } = work;
	const everywhere = new Set(refusals.everywhere(kind));
	for (const { change, refused, outcome } of jobs) {
		if (!refused || change.kind !== kind || outcome?.status !== 'applied') continue;
		const own = [...refused].filter(([field]) => !everywhere.has(field));
		const warnings = own.map(
			([field, error]) =>
				`${target.product} refuses the ${oneOf(field)}, so it was left out. ${sentence(error)}`,
		);
		if (own.length > 0 && change.changes.every(({ field }) => refused.has(field))) {
			Object.assign(outcome, { status: 'failed', error: own.map(([, error]) => error).join('; ') });
		} else outcome.warnings.push(...warnings);
	}
	work.refusedFields.push(...[...everywhere].map((field) => `${kind}.${field}`));
}
