import fc from 'fast-check';
import type { Segment } from '../../../directory/model/fields';
import { runs } from '../../support/runs';
import { brief, people, person, plan, userOf } from './build';

const office = (name: string): Segment => ({ category: 'Office', name, externalId: `o-${name}` });
const role = (name: string): Segment => ({ category: 'Role', name, externalId: `r-${name}` });

/** What becomes of one person's segments, beside somebody who has an office. */
function segmentsAfter(
	wanted: Segment[] | undefined,
	current: Segment[],
	segmentConnections: 'keepManual' | 'overwrite' = 'keepManual',
) {
	const other = person('p2', { segments: [office('Lund')] });
	const one = person('p1', wanted ? { segments: wanted } : {});
	const users = [userOf(other), userOf(one, { segments: current })];
	const { changes } = plan({ users: [one, other] }, { users }, { segmentConnections });
	return changes.flatMap(({ changes: fields }) => fields).find(({ field }) => field === 'segments')
		?.to;
}

test('a category that HR fills follows HR; the others stay, unless they are to be overwritten', () => {
	const current = [office('Malmö'), role('Fire warden')];
	expect(segmentsAfter([office('Lund')], current)).toEqual([office('Lund'), role('Fire warden')]);
	expect(segmentsAfter([office('Lund')], current, 'overwrite')).toEqual([office('Lund')]);
	expect(segmentsAfter([], current)).toEqual([role('Fire warden')]);
	expect(segmentsAfter([], current, 'overwrite')).toEqual([]);
});

test('what is by hand alone is no difference, and nothing is planned where segments are not mapped', () => {
	expect(segmentsAfter([office('Malmö')], [role('Cook'), office('Malmö')])).toBeUndefined();
	expect(segmentsAfter(undefined, [office('Malmö')], 'overwrite')).toBeUndefined();
});

test('a target that gives only External IDs keeps those that HR gives nobody', () => {
	const bare = (externalId: string) => ({ category: '', name: '', externalId });
	const current = [bare('o-Lund'), bare('x-1')];
	expect(segmentsAfter([office('Malmö')], current)).toEqual([office('Malmö'), bare('x-1')]);
});

test('a segment that this mapping made is HR’s, also where nobody in HR has its category', () => {
	// Version 5 of the UUID over category and name: see the tests of the mapper.
	const externalId = '44138995-3cde-5027-abd4-760dc26a5be2';
	const lund = { category: 'Site', name: 'Lund', externalId };
	const made = { category: 'Office', name: 'Lund', externalId };
	const users = [
		userOf(person('p1', { segments: [lund] })),
		userOf(person('p2', { segments: [made] })),
	];
	const wanted = [person('p1', { segments: [] }), person('p2', { segments: [] })];
	expect(brief(plan({ users: wanted }, { users }).changes)).toEqual(['update user p2: segments']);
});

test('a new user gets the segments of HR', () => {
	const users = [person('p1', { segments: [office('Malmö')] })];
	const [made] = plan({ users }).changes;
	expect(made!.changes).toContainEqual({ field: 'segments', from: [], to: [office('Malmö')] });
});

test('segments that the target does not keep are reported once, and not planned', () => {
	const wanted = people(5, { segments: [office('Malmö')] });
	const users = wanted.map((one) => userOf({ ...one, segments: undefined } as typeof one));
	const { changes, issues } = plan({ users: wanted }, { users });
	expect(changes).toEqual([]);
	expect(issues).toMatchObject([{ code: 'unsupportedField', details: { field: 'segments' } }]);
	const none = wanted.map((one) => ({ ...one, segments: [] }));
	expect(plan({ users: none }, { users }).issues).toEqual([]);
});

describe('guards', () => {
	/** A hundred people in ten offices. */
	const staff = people(100).map((one, i) => ({ ...one, segments: [office(`A${i % 10}`)] }));
	const users = staff.map((one) => userOf(one));
	const guard = (wanted: typeof staff, name: string) => {
		const result = plan({ users: wanted }, { users });
		const all = result.summary.guards.filter((one) => one.field === 'segments');
		return { ...all.find((one) => one.name === name), changes: result.changes.length };
	};
	const withSegments = (segmentsOf: (name: string, i: number) => Segment[]) =>
		staff.map((one, i) => ({ ...one, segments: segmentsOf(one.segments[0]!.name, i) }));

	test('a segment that was renamed, with its External ID or without, is one change', () => {
		const moved = withSegments((name) => [office(name === 'A1' ? 'Berg' : name)]);
		expect(guard(moved, 'fieldChanges')).toMatchObject({ actual: 1, held: false, changes: 10 });
		const named = withSegments((name) =>
			name === 'A1' ? [{ ...office('A1'), name: 'Berg' }] : [office(name)],
		);
		expect(guard(named, 'fieldChanges')).toMatchObject({ actual: 1, held: false, changes: 10 });
	});

	test('where some stay in it, each counts', () => {
		const moved = withSegments((name, i) => [office(name === 'A1' && i > 20 ? 'Berg' : name)]);
		expect(guard(moved, 'fieldChanges')).toMatchObject({ actual: 8 });
	});

	test('everyone in another segment, as from the wrong field of HR, is held', () => {
		const mixed = withSegments((_name, i) => [office(`B${i % 7}`)]);
		expect(guard(mixed, 'fieldChanges')).toMatchObject({ actual: 100, held: true, changes: 0 });
	});

	test('everyone in none, as from a field that was emptied in HR, is held', () => {
		const some = withSegments((name, i) => (i < 20 ? [] : [office(name)]));
		expect(guard(some, 'fieldsEmptied')).toMatchObject({ actual: 20, held: true, changes: 0 });
	});

	test('the first segments of everyone are no change that counts', () => {
		const before = staff.map((one) => userOf({ ...one, segments: [] }));
		const { changes, held } = plan({ users: staff }, { users: before });
		expect([changes.length, held.length]).toEqual([100, 0]);
	});
});

test('a plan applied leaves nothing for a second one, and order makes no difference', () => {
	const segment = fc.constantFrom(office('A'), office('B'), role('C'), role('D'));
	const list = fc.uniqueArray(segment, { selector: ({ externalId }) => externalId });
	const rule = fc.constantFrom('keepManual' as const, 'overwrite' as const);
	fc.assert(
		fc.property(fc.array(fc.tuple(list, list), { maxLength: 5 }), rule, (lists, rule) => {
			const wanted = lists.map(([segments], i) => person(`p${i}`, { segments }));
			const users = lists.map(([, segments], i) => userOf(wanted[i]!, { segments }));
			const first = plan({ users: wanted }, { users }, { segmentConnections: rule });
			const after = users.map((user) => {
				const change = first.changes.find(({ targetId }) => targetId === user.targetId);
				return { ...user, segments: (change?.changes[0]?.to as Segment[]) ?? user.segments };
			});
			const second = plan({ users: wanted }, { users: after }, { segmentConnections: rule });
			expect(brief(second.changes)).toEqual([]);
			const shuffled = after.map((user) => ({ ...user, segments: [...user.segments].reverse() }));
			const third = plan({ users: wanted }, { users: shuffled }, { segmentConnections: rule });
			expect(brief(third.changes)).toEqual([]);
		}),
		{ numRuns: runs(200) },
	);
});
