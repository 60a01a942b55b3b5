import { compareText } from '../common/text';
import type { GuardVerdict } from '../model/change';
import { isReleaseRefusal } from '../plan/release';
import { guardWeight } from './guardWords';
import type { ReadChange, ReadHeld, ReadInput } from './input';
import { readGuard } from './records';
import { count, part, text } from './itemValues';
import {
	OUTCOMES,
	type KindFigures,
	type Outcome,
	type OutcomeCounts,
	type ReportFigures,
	type ReportStatus,
} from './model';

/** Counts what happened, by rows (`inRows`). Where only the summary knows of something, its figure is taken. */
export function figuresOf(input: ReadInput, createdAt: Date, releasedBy?: string): ReportFigures {
	const users = kindFigures(input, 'user', part(input.summary, 'users'));
	const groups = kindFigures(input, 'group', part(input.summary, 'groups'));
	users.skipped += input.leftOut;
	const totals = noOutcomes();
	for (const outcome of OUTCOMES) totals[outcome] = users[outcome] + groups[outcome];
	const issues = issueFigures(input);
	const planId = input.summary?.planId;
	const startedAt = input.summary?.startedAt;
	return {
		status: input.endedEarly === undefined ? statusOf(totals, issues.errors) : 'failed',
		mode: input.mode,
		dryRun: input.mode !== 'applied',
		createdAt: createdAt.toISOString(),
		...(typeof startedAt === 'string' ? { startedAt } : {}),
		...totals,
		leftOut: input.leftOut,
		users,
		groups,
		issues,
		planId: typeof planId === 'string' && planId !== '' ? planId : null,
		guards: guardsOf(input),
		outside: outsideOf(input),
		...weekOf(input.summary),
		...partialOf(input.summary),
		...undoOf(input.summary),
		...(input.endedEarly === undefined ? {} : { endedEarly: input.endedEarly }),
		...releaseOf(input.summary, releasedBy),
	};
}

function releaseOf(
	summary: ReadInput['summary'],
	releasedBy = '',
): Pick<ReportFigures, 'release' | 'releasedBy'> {
	const { planId, changes, why } = part(summary, 'release');
	if (typeof planId !== 'string') return {};
	const release = { planId, changes: count(changes) };
	return {
		release: isReleaseRefusal(why) ? { ...release, why } : release,
		...(releasedBy === '' ? {} : { releasedBy }),
	};
}

function kindFigures(
	input: ReadInput,
	kind: 'user' | 'group',
	summary: Record<string, unknown>,
): KindFigures {
	const counts = countRows(input.changes, kind);
	counts.held = Math.max(countRows(input.held, kind).held, count(summary.held));
	counts.unchanged = Math.max(counts.unchanged, count(summary.unchanged));
	return {
		...counts,
		current: typeof summary.current === 'number' ? summary.current : null,
		wanted: typeof summary.wanted === 'number' ? summary.wanted : null,
	};
}

/** What a user or group counts as when several things were done to it: the first of these. */
const STRONGEST: readonly Outcome[] = [
	'created',
	'deleted',
	'deactivated',
	'reactivated',
	'updated',
	'unchanged',
];

function countRows(rows: readonly ReadChange[], kind: 'user' | 'group'): OutcomeCounts {
	const counts = noOutcomes();
	for (const row of rows) if (row.kind === kind) counts[row.outcome]++;
	return counts;
}

/** By External ID first: what was created has an id of the target's only afterwards. */
function targetKey({ externalId, targetId }: ReadChange): string | null {
	if (externalId !== null) return `external ${externalId}`;
	return targetId === null ? null : `target ${targetId}`;
}

/**
 * One row for what was done to one user or group, one for what of it failed, one for what was
 * skipped and one for what is held: every figure is the number of such rows. A username swap
 * writes twice to one person, and a group that is created and then gets its manager is one that
 * was created.
 *
 * @param read all changes; of held ones those that are to come first stand first
 */
export function inRows(read: ReadInput): ReadInput {
	const { changes, held, outside } = read;
	const byWeight = [...held].sort((a, b) => weightOf(a) - weightOf(b));
	// Two plans compared are rows already, and one External ID can be two people in them.
	if (read.mode === 'compared') return { ...read, held: byWeight };
	return {
		...read,
		changes: oneOfEach(changes),
		held: oneOfEach(byWeight),
		outside: oneOfEach(outside),
	};
}

/** What tripped a guard weighs more than what follows from it. */
function weightOf({ guard, isConsequence }: ReadHeld): number {
	return guardWeight(guard?.name) * 2 + Number(isConsequence);
}

function oneOfEach<C extends ReadChange>(changes: readonly C[]): C[] {
	const rows: C[] = [];
	const places = new Map<string, number>();
	for (const change of changes) {
		const key = targetKey(change);
		const done = STRONGEST.includes(change.outcome) ? '' : change.outcome;
		const place = key === null ? undefined : places.get(`${done} ${change.kind} ${key}`);
		if (place !== undefined) rows[place] = merged(rows[place]!, change);
		else {
			if (key !== null) places.set(`${done} ${change.kind} ${key}`, rows.length);
			rows.push(change);
		}
	}
	return rows;
}

function merged<C extends ReadChange & Partial<ReadHeld>>(one: C, other: C): C {
	const isOther = STRONGEST.indexOf(other.outcome) < STRONGEST.indexOf(one.outcome);
	const first = one.order <= other.order ? one : other;
	const last = first === one ? other : one;
	const fields = new Map(first.fields.map((field) => [field.field, field]));
	for (const field of last.fields) {
		const before = fields.get(field.field);
		fields.set(field.field, before ? { ...field, from: before.from } : field);
	}
	const base = isOther ? other : one;
	return {
		...base,
		name: base.name || one.name || other.name,
		fields: [...fields.values()],
		reason: textsOf(first.reason, last.reason),
		error: textsOf(first.error, last.error) || null,
		...(other.guard ? { otherGuards: [...(one.otherGuards ?? []), other.guard] } : {}),
	};
}

function textsOf(...texts: Array<string | null>): string {
	return [...new Set(texts.filter((text) => text))].join(' ');
}

function noOutcomes(): OutcomeCounts {
	return {
		created: 0,
		updated: 0,
		reactivated: 0,
		deactivated: 0,
		deleted: 0,
		held: 0,
		failed: 0,
		skipped: 0,
		unchanged: 0,
	};
}

function issueFigures(input: ReadInput): ReportFigures['issues'] {
	let errors = 0;
	for (const { severity } of input.issues) if (severity === 'error') errors++;
	const summary = part(input.summary, 'issues');
	return {
		errors: Math.max(errors, count(summary.errors)),
		warnings: Math.max(input.issues.length - errors, count(summary.warnings)),
	};
}

function statusOf(totals: OutcomeCounts, errors: number): ReportStatus {
	if (totals.failed > 0) return 'failed';
	return totals.held > 0 || totals.skipped > 0 || errors > 0 ? 'attention' : 'ok';
}

function outsideOf({ outside, summary }: ReadInput): number {
	const { users, groups } = part(part(summary, 'scope'), 'outside');
	return Math.max(outside.length, count(users) + count(groups));
}

function weekOf(summary: ReadInput['summary']): Pick<ReportFigures, 'rememberedSince'> {
	const week = part(summary, 'week');
	if (!('since' in week)) return {};
	return { rememberedSince: typeof week.since === 'string' ? week.since : null };
}

function undoOf(summary: ReadInput['summary']): Pick<ReportFigures, 'undo'> {
	const undo = part(summary, 'undo');
	if (typeof undo.createdAt !== 'string') return {};
	const { createdAt, title, changes, already } = undo;
	return {
		undo: { createdAt, title: text(title), changes: count(changes), already: count(already) },
	};
}

function partialOf(summary: ReadInput['summary']): Pick<ReportFigures, 'partial'> {
	if (summary?.partial !== true) return {};
	const { partialReasons: reasons } = summary;
	return { partial: Array.isArray(reasons) ? reasons.map(String) : [] };
}

/** The numbers of the week, by guard and field. */
function weeksOf(summary: ReadInput['summary']): Map<string, NonNullable<GuardVerdict['week']>> {
	const { guards } = part(summary, 'week');
	const read = (Array.isArray(guards) ? guards : []).map(readGuard).filter((one) => one !== null);
	return new Map(read.map((one) => [guardKey(one), { actual: one.actual, limit: one.limit }]));
}

/** A guard, and the field where it looks at each by itself. */
export function guardKey(guard: GuardVerdict | null): string {
	const { name = '', kind = '', field = '' } = guard ?? {};
	return `${name} ${kind} ${field}`;
}

const byText = ([a]: [string, unknown], [b]: [string, unknown]) => compareText(a, b);

/** The summary's guards; without a summary, those that are seen to hold something. */
function guardsOf(input: ReadInput): ReportFigures['guards'] {
	const listed = input.summary?.guards;
	if (Array.isArray(listed)) {
		const weeks = weeksOf(input.summary);
		return listed.flatMap((entry: unknown) => {
			const guard = readGuard(entry);
			if (guard === null) return [];
			const held = (entry as { held?: unknown }).held === true;
			const week = weeks.get(guardKey(guard));
			return [{ ...guard, ...(week ? { week } : {}), held }];
		});
	}
	const seen = new Map<string, GuardVerdict>();
	for (const { guard, otherGuards = [] } of input.held) {
		for (const one of [guard, ...otherGuards]) if (one !== null) seen.set(guardKey(one), one);
	}
	return [...seen].sort(byText).map(([, guard]) => ({ ...guard, held: true }));
}
