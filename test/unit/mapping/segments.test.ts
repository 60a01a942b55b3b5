import fc from 'fast-check';
import type { SegmentSource } from '../../../directory/mapping';
import { runs } from '../../support/runs';
import { codes, employee, map, mapOne, mapping, source } from './support';

/** Rows of the parameter: category, field, field of the code. */
function segments(...rows: Array<[category: string, value: string, code?: string]>) {
	const list = rows.map(([category, value, code]): SegmentSource => {
		const from = code === undefined ? undefined : source(code);
		const name = source(value, `the category "${category}"`)!;
		return { ...name, name: category, ...(from && { code: from }) };
	});
	return mapping({}, { segments: list });
}

const OFFICES = segments(['Office', 'Office']);
const CODED = segments(['Office', 'Office', 'OfficeCode']);
const office = (id: string, Office: unknown, more = {}) =>
	employee({ Id: id, EmailWork: `${id}@exempel.se`, Office, ...more });

test('a segment has its category, its name, and an External ID that follows from both', () => {
	expect(mapOne({ Office: 'Malmö' }, OFFICES).segments).toEqual([
		{ category: 'Office', name: 'Malmö', externalId: '8219a3a2-9506-5b78-a68f-b7c684f9d2a7' },
	]);
});

test('one name in two categories is two segments', () => {
	const person = mapOne(
		{ Office: 'Lund', City: 'Lund' },
		segments(['Office', 'Office'], ['City', 'City']),
	);
	const [first, second] = person.segments!;
	expect(first!.externalId).toBe('44138995-3cde-5027-abd4-760dc26a5be2');
	expect(second).toMatchObject({ category: 'City', name: 'Lund' });
	expect(second!.externalId).not.toBe(first!.externalId);
});

test('with a code, the code is the External ID, and the name may change', () => {
	expect(mapOne({ Office: 'Malmö', OfficeCode: 12 }, CODED).segments).toEqual([
		{ category: 'Office', name: 'Malmö', externalId: '12' },
	]);
});

test('without a row, segments are not mapped; nothing in HR is an empty list', () => {
	expect(mapOne({ Office: 'Malmö' })).not.toHaveProperty('segments');
	const { people } = map([office('a', ' '), office('b', null), office('c', 'Lund')], OFFICES);
	expect(people.map((person) => person.segments?.length)).toEqual([0, 0, 1]);
});

test('a category that nobody has anything in is no slip: it takes nothing away from the others', () => {
	const { people, hints } = map(
		[office('a', 'Lund'), office('b', null)],
		segments(['Office', 'Office'], ['Union', 'UnionMembership']),
	);
	expect(people.map((person) => person.segments!.map(({ name }) => name))).toEqual([['Lund'], []]);
	expect(hints).toEqual([]);
});

test('a list in HR puts a person in several segments of a category, each once', () => {
	const languages = segments(['Language', 'Languages']);
	const { segments: found } = mapOne({ Languages: ['Svenska', 'Finska', 'svenska'] }, languages);
	expect(found!.map(({ name }) => name)).toEqual(['Svenska', 'Finska']);
});

test('everyone gets one name of a segment, the most common one', () => {
	const { people, hints } = map(
		[office('a', 'malmö'), office('b', 'Malmö'), office('c', 'Malmö')],
		OFFICES,
	);
	expect(people.map((person) => person.segments![0]!.name)).toEqual(['Malmö', 'Malmö', 'Malmö']);
	expect(hints).toEqual([]);
});

test('a code with two names is reported once, with what to correct', () => {
	const { people, hints } = map(
		[
			office('a', 'Malmö', { OfficeCode: '12' }),
			office('b', 'Malmö', { OfficeCode: '12' }),
			office('c', 'Malmoe', { OfficeCode: '12' }),
		],
		CODED,
	);
	expect(people[2]!.segments).toEqual([{ category: 'Office', name: 'Malmö', externalId: '12' }]);
	expect(hints).toEqual([
		'The code 12 of “Office” has several names in HR. Everyone gets the most common one, “Malmö”. Correct “Malmoe” in HR.',
	]);
});

test('a code that means other things in other companies is qualified by company', () => {
	const { people } = map(
		[
			office('a', 'Malmö', { OfficeCode: '1', CompanyId: 'c1' }),
			office('b', 'Oslo', { OfficeCode: '1', CompanyId: 'c2' }),
			office('c', 'Lund', { OfficeCode: '2', CompanyId: 'c1' }),
			office('d', 'Lund', { OfficeCode: '2', CompanyId: 'c2' }),
		],
		CODED,
	);
	expect(people.map((person) => person.segments![0]!.externalId)).toEqual([
		'c1:1',
		'c2:1',
		'2',
		'2',
	]);
	expect(people.map((person) => person.segments![0]!.name)).toEqual([
		'Malmö',
		'Oslo',
		'Lund',
		'Lund',
	]);
});

test('a code of two categories stops only those who have it, and they are told what to do', () => {
	const by = segments(['Office', 'Office', 'OfficeCode'], ['Role', 'Role', 'RoleCode']);
	const { people } = map(
		[
			office('a', 'Malmö', { OfficeCode: '7', Role: null, RoleCode: null }),
			office('b', 'Lund', { OfficeCode: '2', Role: 'Nurse', RoleCode: '7' }),
			office('c', 'Lund', { OfficeCode: '2', Role: 'Cook', RoleCode: '8' }),
		],
		by,
	);
	expect(people.map((person) => person.segments?.length)).toEqual([undefined, undefined, 2]);
	expect(people[0]!.issues!.map(({ message }) => message)).toEqual([
		'Anna Lindqvist keeps the present list of segments, because the code 7 is one of “Office” and of “Role”. Give the codes of one category a prefix, with an expression in Code.',
	]);
});

test('a value that cannot be read, or has no code, leaves the segments as they are', () => {
	const { people } = map(
		[
			office('a', { Name: 'Malmö' }, { OfficeCode: '1' }),
			office('b', 'Malm\uFFFD', { OfficeCode: '1' }),
			office('c', 'Malmö', { OfficeCode: ' ' }),
			office('d', 'Malmö', { OfficeCode: '1' }),
		],
		CODED,
	);
	expect(people.map((person) => person.segments?.length)).toEqual([
		undefined,
		undefined,
		undefined,
		1,
	]);
	expect(people.map(codes)).toEqual([['notOneValue'], ['damagedText'], ['missingSegmentCode'], []]);
});

test('a misspelt field leaves everyone’s segments as they are, and the right one is named', () => {
	const { people, hints } = map([office('a', 'Malmö')], segments(['Office', 'Ofice']));
	expect(people[0]).not.toHaveProperty('segments');
	expect(hints).toEqual([
		'No item has the field "Ofice", which the category "Office" is mapped to. Did you mean "Office"? Everyone’s segments stay as they are. Correct it.',
	]);
});

test('a source that does not know the field for somebody leaves that person’s segments alone', () => {
	const { people } = map([employee({ NotKnown: ['Office'] }), office('b', 'Lund')], OFFICES);
	expect(people[0]).not.toHaveProperty('segments');
	expect(people[1]!.segments).toHaveLength(1);
});

test('the order of the records makes no difference', () => {
	const record = fc.record({
		Office: fc.constantFrom('Malmö', 'malmö', 'Malmoe', 'Oslo', '', null),
		OfficeCode: fc.constantFrom('1', '2', ''),
		CompanyId: fc.constantFrom('c1', 'c2'),
	});
	fc.assert(
		fc.property(fc.array(record, { maxLength: 12 }), fc.boolean(), (records, coded) => {
			const all = records.map((one, i) => office(`p${i}`, one.Office, one));
			const segmentsBy = (list: typeof all) =>
				new Map(
					map(list, coded ? CODED : OFFICES).people.map((person) => [
						person.externalId,
						person.segments,
					]),
				);
			expect(segmentsBy([...all].reverse())).toEqual(segmentsBy(all));
		}),
		{ numRuns: runs(200) },
	);
});
