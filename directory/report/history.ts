import { count } from './itemValues';
import type { KindFigures, ReportFigures, ReportModel } from './model';

/** What the row of a run says and no item of the run carries. */
export interface RunFacts {
	/** Name and id of the workflow. */
	workflow: string;
	workflowId: string;
	/** Empty where none is named. */
	customer: string;
	/** Requests to both systems, and seconds since the first of them; `null` where not known. */
	requests: number | null;
	seconds: number | null;
}

type Run = Pick<ReportModel, 'figures' | 'headline'> & RunFacts;
export type Cell = string | number | boolean | null;

/** A column of the table that keeps the history, by the types of n8n's data tables. */
interface Column {
	type: 'string' | 'number' | 'boolean' | 'date';
	of: (run: Run) => Cell;
}

const text = (of: (run: Run) => string): Column => ({
	type: 'string',
	of: (run) => of(run) || null,
});
const figure = (of: (figures: ReportFigures) => number | null): Column => ({
	type: 'number',
	of: ({ figures }) => of(figures),
});
const fact = (name: 'requests' | 'seconds'): Column => ({ type: 'number', of: (run) => run[name] });
const sizeOf = ({ wanted, current }: KindFigures) => wanted ?? current;

/**
 * A run in one flat row without anybody's name but that of the person who released. The names are
 * columns of tables that customers keep: add to them, rename none. None may be called `id`,
 * `createdAt` or `updatedAt`, which n8n's data tables have by themselves.
 */
export const HISTORY = {
	time: { type: 'date', of: ({ figures }) => figures.createdAt },
	workflow: text(({ workflow }) => workflow),
	workflowId: text(({ workflowId }) => workflowId),
	customer: text(({ customer }) => customer),
	mode: text(({ figures }) => figures.mode),
	dryRun: { type: 'boolean', of: ({ figures }) => figures.dryRun },
	partialList: { type: 'boolean', of: ({ figures }) => figures.partial !== undefined },
	status: text(({ figures }) => figures.status),
	headline: text(({ headline }) => headline),
	people: figure(({ users }) => sizeOf(users)),
	groups: figure(({ groups }) => sizeOf(groups)),
	usersCreated: figure(({ users }) => users.created),
	usersUpdated: figure(({ users }) => users.updated),
	usersReactivated: figure(({ users }) => users.reactivated),
	usersDeactivated: figure(({ users }) => users.deactivated),
	usersDeleted: figure(({ users }) => users.deleted),
	groupsCreated: figure(({ groups }) => groups.created),
	groupsUpdated: figure(({ groups }) => groups.updated),
	groupsDeleted: figure(({ groups }) => groups.deleted),
	held: figure(({ held }) => held),
	failed: figure(({ failed }) => failed),
	skipped: figure(({ skipped }) => skipped),
	errors: figure(({ issues }) => issues.errors),
	warnings: figure(({ issues }) => issues.warnings),
	guards: text(({ figures }) => guardsIn(figures)),
	planId: text(({ figures }) => figures.planId ?? ''),
	released: figure(({ release }) => count(release?.changes)),
	releasedBy: text(({ figures }) => figures.releasedBy ?? ''),
	seconds: fact('seconds'),
	requests: fact('requests'),
} satisfies Record<string, Column>;

export type HistoryColumn = keyof typeof HISTORY;
export type HistoryRow = Record<HistoryColumn, Cell>;

/** The row of a run, for a table that keeps one row for each run. */
export function historyRow(model: Pick<ReportModel, 'figures' | 'headline'>, facts: RunFacts) {
	const run: Run = { figures: model.figures, headline: model.headline, ...facts };
	const cells = Object.entries<Column>(HISTORY).map(([name, { of }]) => [name, of(run)]);
	return Object.fromEntries(cells) as HistoryRow;
}

/** The guards that held something, each once. */
function guardsIn({ guards }: ReportFigures): string {
	return [...new Set(guards.filter(({ held }) => held).map(({ name }) => name))].join(', ');
}
