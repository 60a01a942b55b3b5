import type { Weight } from './model';

/** How weights are called and coloured. */
export const WEIGHT_TEXTS: Record<Weight, { label: string; tone: string }> = {
	start: { label: 'Blocks the start', tone: 't-bad' },
	people: { label: 'Leaves people out', tone: 't-look' },
	decide: { label: 'Decide before the start', tone: 't-info' },
	know: { label: 'Good to know', tone: 't-still' },
};
