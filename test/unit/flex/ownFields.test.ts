import { UserError, type ErrorCode } from '../../../directory/model/userError';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';
import { readOwnFields } from '../../../nodes/FlexHrm/reading/ownFields';
import { createReader, type Get } from '../../../nodes/FlexHrm/reading/reader';
import { refusalOf } from '../../support/refusal';

/** The fields that a customer has defined in Flex, and the values of employees in them. */

const DAY = '2026-03-02';
const COMPANY = { id: 'c1', query: { companyId: 'c1' }, label: 'Norrsken AB' };
const closed = (code: ErrorCode, status: number) => new UserError(code, '', code, status);

async function read(answers: Record<string, unknown>) {
	const get: Get = async (path, { companyId } = {}) => {
		expect(companyId).toBe('c1');
		const answer = answers[path.slice(1)] ?? answers['*'] ?? [];
		if (answer instanceof Error) throw answer;
		return answer;
	};
	const notices = new Notices();
	const reader = createReader(get, { pageSize: 100, concurrency: 1, maxReadAttempts: 1 });
	const fields = await readOwnFields(reader, COMPANY, notices);
	const valuesOf = (employee: string, day = DAY) =>
		Object.fromEntries(fields.valuesOf(employee, day));
	return { valuesOf, notices: notices.all };
}

const SHOE = { owntextfields: [{ Id: 'F1', Name: 'Shoe' }] };

test('each field has the value in force, and null where there is none', async () => {
	const { valuesOf, notices } = await read({
		...SHOE,
		owntextfieldvalues: [
			{ EmployeeId: 'E1', OwnTextFieldId: 'f1', Value: '42', ToDate: '2026-03-01' },
			{ EmployeeId: 'E1', OwnTextFieldId: 'F1', Value: '43', FromDate: '2026-03-02' },
			{ EmployeeId: 'E1', OwnTextFieldId: 'gone', Value: 'x' },
		],
		owndatefields: [{ Id: 'F2', Caption: 'Introduced' }],
		owndatefieldvalues: [{ EmployeeId: 'E1', OwnFieldId: 'F2', Value: '2026-01-07T00:00:00' }],
		ownnumericalfields: [{ Id: 'F3', Description: 'Hours' }],
		ownnumericalfieldvalues: [{ EmployeeId: 'E2', FieldId: 'F3', NumericalValue: 40 }],
		ownassessmentfields: [{ Id: 'F4' }],
	});
	expect(valuesOf('e1')).toEqual({ Shoe: '43', Introduced: '2026-01-07', Hours: null, f4: null });
	expect(valuesOf('e1', '2026-03-01')).toMatchObject({ Shoe: '42' });
	expect(valuesOf('e2')).toEqual({ Shoe: null, Introduced: null, Hours: 40, f4: null });
	expect(notices).toEqual([]);
});

test('of two values of one day the one with the smaller id counts', async () => {
	const value = { EmployeeId: 'E1', OwnTextFieldId: 'F1' };
	const { valuesOf } = await read({
		...SHOE,
		owntextfieldvalues: [
			{ ...value, Id: 'b', Value: 'second' },
			{ ...value, Id: 'A', Value: 'first' },
		],
	});
	expect(valuesOf('e1')).toEqual({ Shoe: 'first' });
});

test('two fields of one name get their ids behind it', async () => {
	const { valuesOf } = await read({
		owntextfields: [{ Id: 'F1', Name: 'Shoe' }],
		owndatefields: [
			{ Id: 'F2', Name: 'Shoe' },
			{ Id: 'F3', Name: 'Hat' },
		],
	});
	expect(Object.keys(valuesOf('e1'))).toEqual(['Shoe (f1)', 'Shoe (f2)', 'Hat']);
});

describe('kinds that Flex does not let be read', () => {
	test('are left out, and a notice names them', async () => {
		const { valuesOf, notices } = await read({
			...SHOE,
			owndatefields: closed('forbidden', 403),
			ownassessmentfieldvalues: closed('notFound', 404),
		});
		expect(valuesOf('e1')).toEqual({ Shoe: null });
		expect(notices).toEqual([
			'Own fields of the kind date, assessment of Norrsken AB cannot be read and are left out.',
		]);
	});

	test('are an error where they are all', async () => {
		const error = await refusalOf(read({ '*': closed('forbidden', 403) }));
		expect(error.message).toBe(
			'Flex does not let the own fields of the company Norrsken AB be read',
		);
		expect(error.advice).toMatch(/^Give the API user the right to read own fields in Flex/);
		expect(error.code).toBe('unreadable');
	});

	test('another failure ends the run', async () => {
		const away = closed('unavailable', 503);
		await expect(read({ owndatefields: away })).rejects.toBe(away);
	});
});

describe('values', () => {
	test('that are in no record leave the kind out, and a notice says so', async () => {
		const { valuesOf, notices } = await read({
			...SHOE,
			owntextfieldvalues: [{ EmployeeId: 'E1', OwnTextFieldId: 'F1' }],
		});
		expect(valuesOf('e1')).toEqual({});
		expect(notices).toEqual([
			'Flex sends own text fields without their values, so these fields are left out. Ask Flex support how to read them.',
		]);
	});

	test.each<[string, object]>([
		['EmployeeId', { OwnTextFieldId: 'F1', Value: 'x' }],
		['field', { EmployeeId: 'E1', Value: 'x' }],
	])('without %s are an error that names it', async (name, row) => {
		const error = await refusalOf(read({ ...SHOE, owntextfieldvalues: [row] }));
		expect(error.message).toContain('values of the own text fields of Norrsken AB');
		expect(error.advice).toContain(name);
	});

	test.each(['Id', 'Name', 'Caption', 'Description'])(
		'a field with a %s of another kind is an error that names it',
		async (name) => {
			const error = await refusalOf(read({ owntextfields: [{ Id: 'F1', [name]: {} }] }));
			expect(error.message).toContain('own text fields of Norrsken AB');
			expect(error.advice).toContain(name);
		},
	);
});
