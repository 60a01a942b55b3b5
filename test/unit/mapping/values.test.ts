import { dayIn, isDay } from '../../../directory/common/calendar';
import { matchingKey } from '../../../directory/common/text';
import { exclusionBy } from '../../../directory/mapping/exclusion';
import { DEFAULT_PLACEHOLDERS, Placeholders } from '../../../directory/mapping/placeholders';
import { READERS } from '../../../directory/mapping/readers';
import {
	genderCodes,
	jsonForm,
	loginOf,
	textOf,
	ValueProblem,
	type Reading,
	type ReadingRules,
} from '../../../directory/mapping/values';
import { oneOf, typeOf, type Gender } from '../../../directory/model/fields';

const CODES = genderCodes([
	['1', 'male'],
	['2', 'female'],
]);
const TODAY = '2026-03-02';
const RULES: ReadingRules = {
	today: TODAY,
	timeZone: 'Europe/Stockholm',
	genderCodes: CODES,
	placeholders: new Placeholders(DEFAULT_PLACEHOLDERS),
};

interface Read {
	value?: Reading;
	problem?: ValueProblem;
}

function either(reading: Reading): Read {
	return reading instanceof ValueProblem ? { problem: reading } : { value: reading };
}

function read(field: string, raw: unknown, rules = RULES): Read {
	return either(
		READERS[typeOf(field) as keyof typeof READERS](raw, { name: field, one: oneOf(field) }, rules),
	);
}

const readGender = (raw: unknown, genders: ReadonlyMap<string, Gender>) =>
	read('gender', raw, { ...RULES, genderCodes: genders });
const readBirthday = (raw: unknown, today = TODAY, timeZone = 'Europe/Stockholm') =>
	read('birthday', raw, { ...RULES, today, timeZone });
const readEmail = (raw: unknown) => read('email', raw);
const readAttribute = (raw: unknown) => read('attributes.title', raw);

/** Whether each of all records' values excludes from surveys; the code of the problem where it is one. */
function exclusions(values: unknown[], ...types: string[]) {
	const { read: readOne } = exclusionBy(values, new Set(types.map(matchingKey)), RULES);
	return values.map((value) => {
		const reading = readOne(value);
		return reading instanceof ValueProblem ? reading.code : reading;
	});
}

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

test.each([
	[7, 'unknownGender'],
	['7', 'unknownGender'],
	['K', 'unknownGender'],
	[true, 'unknownGender'],
	[[1], 'notOneValue'],
	[{ code: 1 }, 'notOneValue'],
	[Number.NaN, 'notOneValue'],
])('case 31: gender %p leaves the present one alone, with the issue %s', (raw, code) => {
	const { value, problem } = readGender(raw, CODES);
	expect(value).toBeUndefined();
	expect(problem?.code).toBe(code);
});

test('the warning shows a short code, and never a long value that was mapped by mistake', () => {
	expect(readGender(7, CODES).problem!.says).toContain('“7”');
	const long = 'a value much longer than a code';
	expect(JSON.stringify(readGender(long, CODES))).not.toContain(long);
});

test('the words for genders are known without being mapped, and a code of twenty signs is shown', () => {
	const none = genderCodes([]);
	expect(['male', 'Female', 'NONE', 'Man', 'kvinna'].map((word) => readGender(word, none))).toEqual(
		[
			{ value: 'male' },
			{ value: 'female' },
			{ value: 'none' },
			{ value: 'male' },
			{ value: 'female' },
		],
	);
	expect(readGender('x'.repeat(20), none).problem!.details).toEqual({ code: 'x'.repeat(20) });
	expect(readGender('x'.repeat(21), none).problem!.details).toEqual({});
});

test('a further value that is a large number, or no JSON', () => {
	expect(readAttribute(12n)).toEqual({ value: '12' });
	expect(readAttribute(() => 1)).toEqual({ value: null });
	expect(readAttribute(2 ** 60)).toMatchObject({ problem: { code: 'numberTooLarge' } });
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
	['19800203', '1980-02-03'],
	[19800203, '1980-02-03'],
	['1980-2-3', '1980-02-03'],
	['1980/02/03', '1980-02-03'],
	['1980/2/3', '1980-02-03'],
	['1980.2.3', '1980-02-03'],
	['1980-02-03T00:00:00+01:00', '1980-02-03'],
	['-', null],
	['saknas', null],
])('cases 32 and B11: birthday %p is %p, without a warning', (raw, day) => {
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
	['19900230', 'invalidBirthday'],
	['3/2/1980', 'invalidBirthday'],
	['1980-2/3', 'invalidBirthday'],
	['19900517-1234', 'invalidBirthday'],
	[29254, 'invalidBirthday'],
	[{}, 'notOneValue'],
	[['1980-02-03'], 'notOneValue'],
	['1980-02-0\uFFFD', 'damagedText'],
	['2026-03-03', 'futureBirthday'],
	['2026-03-03T00:00:00', 'futureBirthday'],
	['9999-12-31', 'futureBirthday'],
])('cases 32 and B11: birthday %p leaves the present one alone, with the issue %s', (raw, code) => {
	const { value, problem } = readBirthday(raw, TODAY);
	expect(value).toBeUndefined();
	expect(problem?.code).toBe(code);
});

test.each([
	['midnight in Stockholm, in summer', new Date('1990-05-16T22:00:00Z'), '1990-05-17'],
	['midnight in Stockholm, in winter', new Date('1990-01-16T23:00:00Z'), '1990-01-17'],
	['midnight in UTC', new Date('1990-05-17T00:00:00Z'), '1990-05-17'],
	['noon', new Date('1990-05-17T12:00:00Z'), '1990-05-17'],
	['the same as text', '1990-05-16T22:00:00.000Z', '1990-05-17'],
	['midnight in UTC as text', '1990-05-17T00:00:00Z', '1990-05-17'],
	['midnight elsewhere, as text with its offset', '1990-05-17T00:00:00.000+09:00', '1990-05-17'],
])('B10: a date object is the local day: %s', (_what, raw, day) => {
	expect(readBirthday(raw)).toEqual({ value: day });
});

test.each([
	['a moment that is another day in UTC', new Date('1990-05-16T22:30:00Z')],
	['the same as text', '1990-05-16T22:30:00Z'],
	['an invalid date object', new Date(Number.NaN)],
])('B10: %s is ambiguous, and an issue', (_what, raw) => {
	expect(readBirthday(raw)).toMatchObject({ problem: { code: 'invalidBirthday' } });
});

test.each([
	['1899-12-31', 'invalidDate'],
	['1900-01-01', '1900-01-01'],
	['2199-12-31', '2199-12-31'],
	['2200-01-01', 'invalidDate'],
	['9999-12-30', 'invalidDate'],
	// The last day that many systems can write: no end.
	['9999-12-31', null],
	[new Date('2199-12-31T00:00:00Z'), '2199-12-31'],
	[new Date('2200-06-01T00:00:00Z'), 'invalidDate'],
	['', null],
])('the last day of employment %p is %p', (raw, day) => {
	const { value, problem } = read('employedUntil', raw);
	expect(problem?.code ?? value).toBe(day);
	const named = {
		says: 'the last day of employment in HR is not a day from 1900 to 2199 in a form such as YYYY-MM-DD',
		advice: 'Correct it in HR.',
		details: { field: 'employedUntil' },
	};
	expect(problem ?? null).toEqual(day === 'invalidDate' ? expect.objectContaining(named) : null);
});

test('B10: midnight in UTC is that day west of Greenwich, too', () => {
	const raw = new Date('1990-05-17T00:00:00Z');
	expect(readBirthday(raw, TODAY, 'America/New_York')).toEqual({ value: '1990-05-17' });
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
])('the address %s leaves the present one alone, with a warning', (raw) => {
	const { value, problem } = readEmail(raw);
	expect(value).toBeUndefined();
	expect(problem?.code).toBe('invalidEmail');
});

test('B5: a list of addresses is an issue', () => {
	expect(readEmail(['anna@exempel.se'])).toMatchObject({ problem: { code: 'notOneValue' } });
});

test.each([
	['External Personnel', true],
	['  external\u00A0personnel ', true],
	['Permanent', false],
	[null, false],
	['', false],
	['-', false],
	[true, true],
	[false, false],
	['true', true],
	['FALSE', false],
	[['External Personnel'], 'notOneValue'],
])('case 33: employment type %p excludes from surveys: %p', (raw, excluded) => {
	expect(exclusions([raw, 'External Personnel'], 'External Personnel')[0]).toBe(excluded);
});

test.each([
	['Ja', true],
	['yes', true],
	[1, true],
	['1', true],
	['X', true],
	['sant', true],
	['Nej', false],
	['NO', false],
	[0, false],
	['falskt', false],
	['', false],
	['kanske', 'unknownExclusion'],
	['maybe', 'unknownExclusion'],
	[7, 'unknownExclusion'],
	[{ yes: true }, 'notOneValue'],
	['Ja\uFFFD', 'damagedText'],
])('B6: a column of yes and no: %p excludes from surveys: %p', (raw, excluded) => {
	expect(exclusions([raw, 'ja', 'nej'], 'External Personnel')[0]).toBe(excluded);
	expect(exclusions([raw], 'External Personnel')[0]).toBe(excluded);
});

test.each([
	['External Personnel', ['Extern personal', 'Anställd', 1, 0], [true, false, true, false]],
	['Extern personal', ['External Personnel', 'Employee', 1, 0], [true, false, true, false]],
])('B7: “%s” means its translation and its number, too', (type, values, excluded) => {
	expect(exclusions(values, type)).toEqual(excluded);
});

test('B7: a sign is an employment type where the list says so', () => {
	expect(exclusions(['1', '2', 'x', 'n', null], '2')).toEqual([false, true, false, false, false]);
});

test('B7: a misspelt type excludes nobody and includes nobody, and a hint lists the types', () => {
	const values = ['External Personnel', 'Consultant', 'Employee', null];
	const { hint } = exclusionBy(values, new Set(['extern personnel']), RULES);
	expect(hint).toBe(
		'No item has an employment type that is named under Excluded Employment Types. The types that there are: Consultant, Employee and External Personnel.',
	);
	expect(exclusions(values, 'Extern Personnel')).toEqual([
		'unknownExclusion',
		'unknownExclusion',
		false,
		false,
	]);
});

test('a company without external personnel gets no hint', () => {
	const { hint } = exclusionBy(['Employee', 'Anställd'], new Set(['external personnel']), RULES);
	expect(hint).toBeUndefined();
});

test.each([
	['saknas', 'username'],
	['n/a', 'username'],
	[' N/A ', 'email'],
	['-', 'firstName'],
	['#N/A', 'lastName'],
	['NULL', 'managerExternalId'],
	['null', 'managerExternalId'],
	['00000000-0000-0000-0000-000000000000', 'managerExternalId'],
	['{00000000-0000-0000-0000-000000000000}', 'managerExternalId'],
	['—', 'attributes.title'],
	['#SAKNAS!', 'attributes.title'],
])('B4: %s is nothing as %s', (raw, field) => {
	expect(read(field, raw)).toEqual({ value: null });
});

test.each([
	['Null', 'lastName'],
	['None', 'lastName'],
	['Na', 'lastName'],
	['A', 'firstName'],
])('B4: somebody may be called %s', (raw, field) => {
	expect(read(field, raw)).toEqual({ value: raw });
});

test('B4: the list of placeholders can be edited', () => {
	const rules = { ...RULES, placeholders: new Placeholders(['tomt']) };
	expect(read('email', 'TOMT', rules)).toEqual({ value: null });
	expect(read('username', 'saknas', rules)).toEqual({ value: 'saknas' });
});

const TEXTUAL = ['username', 'email', 'firstName', 'lastName', 'gender', 'birthday'];

test.each([...TEXTUAL, 'managerExternalId', 'externalId'])(
	'B5, B9, B1: %s is one value that was read whole, or an issue',
	(field) => {
		expect(read(field, { id: '1' })).toMatchObject({ problem: { code: 'notOneValue' } });
		expect(read(field, ['1'])).toMatchObject({ problem: { code: 'notOneValue' } });
		expect(read(field, 2 ** 53)).toMatchObject({ problem: { code: 'numberTooLarge' } });
		expect(read(field, '\uFFFDsa')).toMatchObject({
			problem: { code: 'damagedText', severity: 'error' },
		});
	},
);

test('B1: the issue says how to save the file', () => {
	const { problem } = read('firstName', '\uFFFDsa');
	expect(problem!.advice).toContain('CSV UTF-8');
	expect(problem!.advice).toContain('Windows-1252');
});

test('B9: the largest number that is exact is an id', () => {
	expect(read('externalId', 2 ** 53 - 1)).toEqual({ value: '9007199254740991' });
});

test.each([
	['6F9619FF-8B86-D011-B42D-00C04FC964FF', '6f9619ff-8b86-d011-b42d-00c04fc964ff'],
	['{6f9619ff-8b86-d011-b42d-00c04fc964ff}', '6f9619ff-8b86-d011-b42d-00c04fc964ff'],
	['6f9619ff-8b86-d011-b42d-00c04fc964ff', '6f9619ff-8b86-d011-b42d-00c04fc964ff'],
	['E1', 'E1'],
	[' e\u200D1\u2069', 'e1'],
	['{abc}', '{abc}'],
])('B15: the id %s has the one form %s', (raw, id) => {
	expect(read('externalId', raw)).toEqual({ value: id });
	expect(read('managerExternalId', raw)).toEqual({ value: id });
});

test('B19: a value that is nested 100,000 levels deep is an issue, and overflows nothing', () => {
	let deep: unknown = 'x';
	for (let i = 0; i < 100_000; i++) deep = [deep];
	expect(readAttribute(deep)).toMatchObject({ problem: { code: 'nestedTooDeep' } });
	expect(read('lastName', deep)).toMatchObject({ problem: { code: 'notOneValue' } });
});

test('B1: a damaged text inside an object is an issue, too', () => {
	expect(readAttribute({ place: ['Malm\uFFFD'] })).toMatchObject({
		problem: { code: 'damagedText' },
	});
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
	expect(readAttribute(raw)).toEqual({ value });
});

test("dates and n8n's date objects become text", () => {
	expect(jsonForm(new Date('1990-05-17'))).toBe('1990-05-17T00:00:00.000Z');
	expect(jsonForm({ toJSON: 'a field of that name' })).toEqual({ toJSON: 'a field of that name' });
});

test.each([
	[['a'], 'the last name in HR is a list, where one value is needed'],
	[{ a: 1 }, 'the last name in HR is an object, where one value is needed'],
	[Number.NaN, 'the last name in HR is not a number, where one value is needed'],
])('what is not one value, %p, is an error that says what it is', (raw, says) => {
	expect(read('lastName', raw)).toMatchObject({
		problem: { code: 'notOneValue', severity: 'error', says, details: { field: 'last name' } },
	});
});

test('a number that is too large is an error', () => {
	expect(read('lastName', 2 ** 53)).toMatchObject({
		problem: { code: 'numberTooLarge', severity: 'error' },
	});
});
