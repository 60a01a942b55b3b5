import { CHOICES } from '../../../nodes/HierarchyBuilder/properties';

test('a choice that has no words in the editor does not compile', () => {
	const [nearest, stop] = [CHOICES.gaps.nearest, CHOICES.gaps.stop];
	// @ts-expect-error: Stop is forgotten
	const forgotten: typeof CHOICES.gaps = { nearest };
	// @ts-expect-error: there is no such way to treat gaps
	const unknown: typeof CHOICES.gaps = { nearest, stop, skip: nearest };
	expect(Object.keys(forgotten)).toEqual(['nearest']);
	expect(Object.keys(unknown)).toEqual(['nearest', 'stop', 'skip']);
});
