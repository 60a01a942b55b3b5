import { dayIn, isDay } from '../../../directory/common/calendar';
import {
	genderCodes,
	jsonForm,
	loginOf,
	readAttribute,
	readBirthday,
	readEmail,
	readExclusion,
	readGender,
	textOf,
} from '../../../directory/mapping/values';

const CODES = genderCodes([
	['1', 'male'],
	['2', 'female'],
]);
const TODAY = '2026-03-02';

test.each([
	[1, 'male'],
	[2, 'female'],
	['_', 'none'],
	['1', 'male'],
	[' 2 ', 'female'],
	[0, 'none'],
	['0', 'none'],
	[null, 'none'],
	[undefined, 'none'],
	['', 'none'],
	['Female', 'female'],
])('case 31: gender %p is %s, without a warning', (raw, gender) => {
	expect(readGender(raw, CODES)).toEqual({ value: gender });
});

test.each([[7], ['7'], ['K'], [true], [[1]], [{ code: 1 }], [Number.NaN]])(
	'case 31: gender %p is none, with a warning',
	(raw) => {
		const { value, problem } = readGender(raw, CODES);
		expect(value).toBe('none');
		expect(problem?.code).toBe('unknownGender');
	},
);

test('the warning shows a short code, and never a long value that was mapped by mistake', () => {
	expect(readGender(7, CODES).problem!.says).toContain('"7"');
	const long = 'a value much longer than a code';
	expect(JSON.stringify(readGender(long, CODES))).not.toContain(long);
});

test('gender codes of another system', () => {
	const codes = genderCodes([
		['K', 'female'],
		['M', 'male'],
		['_', 'male'],
	]);
	expect(readGender('k', codes).value).toBe('female');
	expect(readGender('_', codes).value).toBe('male');
	expect(readGender('1', codes).problem?.code).toBe('unknownGender');
});

test.each([
	['2000-02-29', '2000-02-29'],
	['1988-02-29T00:00:00', '1988-02-29'],
	['1990-05-17T23:30:00.123', '1990-05-17'],
	['1990-05-17 08:15', '1990-05-17'],
	['1900-01-01', '1900-01-01'],
	[TODAY, TODAY],
	['', null],
	['  ', null],
	[null, null],
	[undefined, null],
])('case 32: birthday %p is %p, without a warning', (raw, day) => {
	expect(readBirthday(raw, TODAY)).toEqual({ value: day });
});

test.each([
	['2023-02-29', 'invalidBirthday'],
	['1900-02-29', 'invalidBirthday'],
	['1990-13-01', 'invalidBirthday'],
	['1990-00-10', 'invalidBirthday'],
	['1990-04-31', 'invalidBirthday'],
	['1899-12-31', 'invalidBirthday'],
	['0001-01-01T00:00:00', 'invalidBirthday'],
	['17/5 1990', 'invalidBirthday'],
	['1990-05-17 or so', 'invalidBirthday'],
	['yesterday', 'invalidBirthday'],
	[19900517, 'invalidBirthday'],
	[{}, 'invalidBirthday'],
	['2026-03-03', 'futureBirthday'],
	['2026-03-03T00:00:00', 'futureBirthday'],
	['9999-12-31', 'futureBirthday'],
])('case 32: birthday %p is none, with the warning %s', (raw, code) => {
	const { value, problem } = readBirthday(raw, TODAY);
	expect(value).toBeNull();
	expect(problem?.code).toBe(code);
});

test('a faulty birthday is not repeated in the warning: another number may stand there by mistake', () => {
	expect(JSON.stringify(readBirthday('19900517-0000', TODAY))).not.toContain('0000');
});

test.each([
	['2024-02-29', true],
	['2100-02-29', false],
	['2000-02-29', true],
	['2024-06-31', false],
	['2024-6-3', false],
])('%s is a day: %p', (text, expected) => {
	expect(isDay(text)).toBe(expected);
});

test('today is the day of the time zone', () => {
	const moment = new Date('2026-03-01T23:30:00Z');
	expect(dayIn('Europe/Stockholm', moment)).toBe('2026-03-02');
	expect(dayIn('America/New_York', moment)).toBe('2026-03-01');
	expect(dayIn('UTC', moment)).toBe('2026-03-01');
});

test('case 28: log-in names lose invisible characters, outer blanks and capitals', () => {
	expect(loginOf('\u00A0Anna.\u200BLindqvist@Exempel.SE \uFEFF')).toBe('anna.lindqvist@exempel.se');
	expect(loginOf('malmo\u0308@exempel.se')).toBe('malmö@exempel.se');
});

test.each([
	[42, '42'],
	[' 42 ', '42'],
	[true, 'true'],
	[null, ''],
	[undefined, ''],
	[Number.NaN, ''],
	[['a'], ''],
	[{ a: 1 }, ''],
])('the text of %p is %p', (raw, text) => {
	expect(textOf(raw)).toBe(text);
});

test.each([
	['anna@exempel.se', 'anna@exempel.se'],
	[' Anna@Exempel.se ', 'anna@exempel.se'],
	["o'brien+hr@sub.exempel.co", "o'brien+hr@sub.exempel.co"],
	['åsa@räksmörgås.se', 'åsa@räksmörgås.se'],
	['', null],
	[null, null],
])('the address %p is %p', (raw, address) => {
	expect(readEmail(raw)).toEqual({ value: address });
});

test.each([
	'anna',
	'anna@',
	'@exempel.se',
	'anna@exempel',
	'anna@exempel.',
	'anna @exempel.se',
	'a@b@exempel.se',
	'Anna <anna@exempel.se>',
	'a@exempel.se;b@exempel.se',
])('the address %s is none, with a warning', (raw) => {
	expect(readEmail(raw)).toMatchObject({ value: null, problem: { code: 'invalidEmail' } });
});

test('an address that is no text is none, with a warning', () => {
	expect(readEmail(['anna@exempel.se'])).toMatchObject({ problem: { code: 'invalidEmail' } });
});

test.each([
	['External Personnel', true],
	['  external\u00A0personnel ', true],
	['Permanent', false],
	[null, false],
	['', false],
	[true, true],
	[false, false],
	['true', true],
	['FALSE', false],
	[['External Personnel'], false],
])('case 33: employment type %p excludes from surveys: %p', (raw, excluded) => {
	expect(readExclusion(raw, new Set(['external personnel']))).toBe(excluded);
});

test.each([
	[' Chief ', 'Chief'],
	['  ', null],
	[undefined, null],
	[null, null],
	[0, 0],
	[false, false],
	[Number.POSITIVE_INFINITY, null],
	[
		['a', 1],
		['a', 1],
	],
])('the attribute %p is %p', (raw, value) => {
	expect(readAttribute(raw)).toEqual(value);
});

test("dates and n8n's date objects become text", () => {
	expect(jsonForm(new Date('1990-05-17'))).toBe('1990-05-17T00:00:00.000Z');
	expect(jsonForm({ toJSON: 'a field of that name' })).toEqual({ toJSON: 'a field of that name' });
});
