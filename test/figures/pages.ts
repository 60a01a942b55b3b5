import type { Figures } from '../bench/figures';
import { performancePage } from '../bench/page';
import { sizingTable } from '../bench/sizing';
import { queueSection, type QueueFigures } from '../queue/page';
import { reliabilityPage, type Tally } from '../faults/figures';
import { mutationSection, type MutationFigures } from '../mutation/page';
import { tenantsPage, type TenantsFigures } from '../sandbox/winningtemp/tenants/page';
import { monthsSection, type MonthsFigures } from '../simulation/page';
import { withSection, type Measurement } from './measurement';

/** What a page must be, made of its data file alone. `null`: not measured yet. */
type Written<T> = (measured: Measurement<T> | null, before: string) => string;

const whole =
	<T>(page: (measured: Measurement<T>) => string): Written<T> =>
	(measured, before) =>
		measured === null ? before : page(measured);
const section =
	<T>(name: string, text: (measured: Measurement<T>) => string): Written<T> =>
	(measured, before) =>
		withSection(before, name, measured === null ? 'Not measured yet.' : text(measured));

/** Every measurement, by the name of its data file in docs/figures/, the quickest first. */
export const FIGURES = {
	tenants: {
		'docs/tenants.md': ((measured) => tenantsPage(measured)) satisfies Written<TenantsFigures>,
	},
	months: { 'docs/guards.md': section<MonthsFigures>('months', monthsSection) },
	reliability: { 'docs/reliability.md': whole<Tally>(reliabilityPage) },
	performance: {
		'docs/performance.md': whole<Figures>((measured) => performancePage(measured)),
		'docs/sizing.md': section<Figures>('figures', sizingTable),
	},
	queue: { 'docs/sizing.md': section<QueueFigures>('queue', queueSection) },
	mutation: { 'docs/contributing.md': section<MutationFigures>('mutation', mutationSection) },
};
export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];

export const dataFile = (name: FigureName) => `docs/figures/${name}.json`;

/** The page as its data file makes it, in whatever layout. */
export function pageOf(
	name: FigureName,
	page: string,
	measured: Measurement<unknown> | null,
	before: string,
): string {
	const pages: Record<string, Written<unknown>> = FIGURES[name] as never;
	return pages[page]!(measured, before);
}

/** A page as its text is, however its tables are laid out. */
export const plain = (page: string) => page.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();
