import { mapEmployees } from '../../../directory/mapping';
import { mapping, TODAY } from './support';

const PartialList = [{ code: 'modifiedSince', message: 'Modified Since is set' }];
const anna = { Id: 'a', EmailWork: 'anna@exempel.se', FirstName: 'Anna', LastName: 'Ek' };
const nameless = { ...anna, Id: 'b', EmailWork: null };

const mapped = (records: object[]) => mapEmployees(records, mapping(), TODAY);

test('one marked record makes the whole list a part, and everyone says so', () => {
	const { people, skipped, partial } = mapped([anna, { ...nameless, PartialList }]);
	expect(partial).toEqual(PartialList);
	expect(people[0]!.person.partialList).toEqual(PartialList);
	expect(skipped[0]!.person.partialList).toEqual(PartialList);
});

test('of a whole list nobody says anything', () => {
	const { people, skipped, ...rest } = mapped([anna, nameless]);
	expect(rest).not.toHaveProperty('partial');
	expect(people[0]!.person).not.toHaveProperty('partialList');
	expect(skipped[0]!.person).not.toHaveProperty('partialList');
});

test('an empty part is nobody, and no slip in the mapping', () => {
	expect(mapped([{ PartialList }])).toEqual({
		people: [],
		skipped: [],
		hints: [],
		partial: PartialList,
	});
});

test('next to people of another list it is passed over, and records keep their positions', () => {
	const { people, skipped, partial } = mapped([{ PartialList }, anna]);
	expect(people.map(({ sources }) => sources)).toEqual([[1]]);
	expect(skipped).toEqual([]);
	expect(partial).toEqual(PartialList);
});
