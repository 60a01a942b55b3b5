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
		`How many small changes of the code a test notices, in a share of the code that a seed chooses. Changes of the wording of texts are left out. The tests are unit tests, for \`nodes/\` with most of those on n8n’s engine. ${measuredOn(stamp)}`,
		markdownTable(
			['Part', 'Share of its code', 'Changes', 'Noticed', 'Score', 'At least'],
			figures.parts.map(({ part, found, missed, least, share }) => [
				`\`${part}/\``,
				`${Number((100 * share).toFixed(2))} %`,
				(found + missed).toLocaleString('en'),
				found.toLocaleString('en'),
				`${((100 * found) / Math.max(1, found + missed)).toFixed(1)} %`,
				least === undefined ? '–' : `${least} %`,
			]),
			[false, true, true, true, true, true],
		),
	].join('\n\n');
}
