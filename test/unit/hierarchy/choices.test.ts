import { CHOICES } from '../../../nodes/HierarchyBuilder/properties';

test('a choice that has no words in the editor does not compile', () => {
	const { nearest, stop, tree } = CHOICES.gaps;
	// @ts-expect-error: Stop is forgotten
	const forgotten: typeof CHOICES.gaps = { nearest, tree };
	// @ts-expect-error: there is no such way to treat gaps
	const unknown: typeof CHOICES.gaps = { nearest, stop, tree, skip: nearest };
	expect(Object.keys(forgotten)).toEqual(['nearest', 'tree']);
	expect(Object.keys(unknown)).toEqual(['nearest', 'stop', 'tree', 'skip']);
});
