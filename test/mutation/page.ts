import { markdownTable, measuredOn, type Measurement } from '../figures/measurement';

/** How many small changes of the code a unit test notices, by part. */
export interface MutationFigures {
	parts: Array<{
		part: string;
		found: number;
		missed: number;
		/** The score that the part must reach, in per cent, and the share of its code that was looked at. */
		least?: number;
		share: number;
	}>;
}

/** The section of docs/contributing.md. */
export function mutationSection({ stamp, figures }: Measurement<MutationFigures>): string {
	return [
		`How many small changes of the code a unit test notices; changes of the wording of texts are left out. ${measuredOn(stamp)}`,
		markdownTable(
			['Part', 'Share of its code', 'Changes', 'Noticed', 'Score', 'At least'],
			figures.parts.map(({ part, found, missed, least, share }) => [
				`\`${part}/\``,
				`${100 * share} %`,
				(found + missed).toLocaleString('en'),
				found.toLocaleString('en'),
				`${((100 * found) / Math.max(1, found + missed)).toFixed(1)} %`,
				least === undefined ? '–' : `${least} %`,
			]),
			[false, true, true, true, true, true],
		),
	].join('\n\n');
}
