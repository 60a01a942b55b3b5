import {
	exchangedSegments,
	isSameSegments,
	segmentId,
	segmentsIn,
	segmentsText,
} from '../../../directory/model/segments';

const segment = (externalId: string, name?: string, category?: string) => ({
	externalId,
	...(name === undefined ? {} : { name }),
	...(category === undefined ? {} : { category }),
});
const [NURSE, COOK] = [segment('n', 'Nurse', 'Job role'), segment('c', 'Cook', 'Job role')];

test('the ID of a segment follows from category and name, whatever their case', () => {
	const id = segmentId('Job role', 'Nurse');
	expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
	expect(segmentId('JOB ROLE', ' nurse')).toBe(id);
	expect(segmentId('Nurse', 'Job role')).not.toBe(id);
	expect(segmentId('Job', 'role Nurse')).not.toBe(id);
});

test('what is no segment is passed over', () => {
	expect(segmentsIn([NURSE, null, 'x', {}, segment(''), { externalId: 7 }, COOK])).toEqual([
		NURSE,
		COOK,
	]);
	expect([segmentsIn(null), segmentsIn('x'), segmentsIn(NURSE)]).toEqual([[], [], []]);
});

describe('two lists hold the same segments', () => {
	test.each<[string, ReturnType<typeof segment>[], ReturnType<typeof segment>[], boolean]>([
		['in one order', [NURSE, COOK], [NURSE, COOK], true],
		['in another order', [NURSE, COOK], [COOK, NURSE], true],
		['one of them twice', [NURSE, COOK], [COOK, NURSE, COOK], true],
		['where one side knows no names', [NURSE, COOK], [segment('c'), segment('n')], true],
		['with an empty name', [NURSE], [segment('n', '', '')], true],
		[
			'with letters composed otherwise',
			[segment('m', 'Malmö')],
			[segment('m', 'Malmo\u0308')],
			true,
		],
		['none', [], [], true],
		['not with another name', [NURSE], [segment('n', 'Doctor', 'Job role')], false],
		['not with another category', [NURSE], [segment('n', 'Nurse', 'Office')], false],
		['not with another ID', [NURSE], [segment('x', 'Nurse', 'Job role')], false],
		['not with one more', [NURSE], [NURSE, COOK], false],
		['not with one less', [NURSE, COOK], [NURSE], false],
		[
			'not with another name in another order',
			[NURSE, COOK],
			[COOK, segment('n', 'Doctor')],
			false,
		],
	])('%s', (_how, a, b, same) => {
		expect(isSameSegments(a, b)).toBe(same);
		expect(isSameSegments(b, a)).toBe(same);
	});
});

test('what takes the place of what is named by ID, and what is new by its name too', () => {
	const doctor = segment('n', 'Doctor', 'Job role');
	expect(exchangedSegments([NURSE, COOK], [COOK, doctor])).toEqual({ from: 'n', to: 'n\nDoctor' });
	expect(exchangedSegments([NURSE, COOK], [])).toEqual({ from: 'n\nc', to: '' });
	expect(exchangedSegments([NURSE], [NURSE])).toEqual({ from: '', to: '' });
	expect(exchangedSegments([], [NURSE, COOK])).toEqual({ from: '', to: 'n\nNurse\nc\nCook' });
});

test('people read categories and names in order; an ID stands for a name that is not known', () => {
	expect(segmentsText([NURSE, COOK, segment('x'), segment('y', 'Malmö')])).toBe(
		'Job role: Cook, Job role: Nurse, Malmö, x',
	);
	expect(segmentsText([segment('z', '', 'Office')])).toBe('Office: z');
	expect([segmentsText([]), segmentsText(undefined)]).toEqual(['', '']);
});
