import { readCell, writeCell } from '../../../directory/file/cells';

test.each([
	['gender', 'Female', 'female', 'Female'],
	['gender', 'MALE', 'male', 'Male'],
	['gender', 'None', 'none', 'None'],
	['gender', 'NonBinary', 'none', 'None'],
	['gender', '', 'none', 'None'],
	['birthday', '1990-01-02', '1990-01-02', '1990-01-02'],
	['birthday', '1990-02-30', null, ''],
	['birthday', '', null, ''],
	['active', '', true, 'true'],
	['active', 'False', false, 'false'],
	['active', 'TRUE', true, 'true'],
	['excludeFromSurveys', '', false, 'false'],
	['excludeFromSurveys', 'ja', false, 'false'],
	['firstName', '', '', ''],
	['managerExternalId', '', null, ''],
	['attributes.title', 'Chef', 'Chef', 'Chef'],
])('the cell of %s, %p, means %p and is written as %p', (field, cell, value, written) => {
	expect(readCell(field, cell)).toBe(value);
	expect(writeCell(field, value)).toBe(written);
});

test('a value that is not known is written as what an empty cell means', () => {
	expect(writeCell('active', undefined)).toBe('true');
	expect(writeCell('excludeFromSurveys', undefined)).toBe('false');
	expect(writeCell('gender', undefined)).toBe('None');
	expect(writeCell('email', undefined)).toBe('');
	expect(writeCell('lastName', undefined)).toBe('');
});

test('values that are no text are written as JSON', () => {
	expect(writeCell('attributes.level', 7)).toBe('7');
	expect(writeCell('attributes.remote', true)).toBe('true');
	expect(writeCell('attributes.office', { city: 'Lund' })).toBe('{"city":"Lund"}');
});
