import { UserError, type ErrorCode } from '../../../directory/model/userError';
import {
	employmentOn,
	isEmployed,
	readEmployments,
	readEmploymentsOf,
} from '../../../nodes/FlexHrm/reading/employment';
import {
	employmentTypeOf,
	readEmploymentTypes,
	type TypeSources,
} from '../../../nodes/FlexHrm/reading/employmentType';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';
import { createReader, type Get, type Query } from '../../../nodes/FlexHrm/reading/reader';
import type { Row } from '../../../nodes/FlexHrm/reading/row';
import { refusalOf } from '../../support/refusal';

/** Who is employed, from when to when, and as what. */

const COMPANY = { id: 'c1', query: { companyId: 'c1' }, label: 'Norrsken AB' };

function readerOf(answer: (path: string, query: Query) => unknown) {
	const asked: string[] = [];
	const get: Get = async (path, query = {}) => {
		const { companyId, employmentType, email } = query;
		asked.push(
			[path, companyId, employmentType, email].filter((one) => one !== undefined).join(' '),
		);
		const found = answer(path, query);
		if (found instanceof Error) throw found;
		return found;
	};
	const reader = createReader(get, { pageSize: 100, concurrency: 1, maxReadAttempts: 1 });
	return { reader, asked, notices: new Notices() };
}

describe('employment periods', () => {
	const ROW = { Id: 'P1', EmployeeId: 'E1', EmploymentTypeId: 'T1', FromDate: '2020-01-01' };
	const OPEN = { id: 'p1', from: '2020-01-01', to: null, formId: 't1', type: null };

	async function read(rows: unknown, of?: string) {
		const { reader, asked, notices } = readerOf(() => rows);
		const found = await (of === undefined
			? readEmployments(reader, COMPANY, notices)
			: readEmploymentsOf(reader, of, notices));
		return { found: found && Object.fromEntries(found), asked, notices: notices.all };
	}

	test('are those of each employee', async () => {
		const second = { employeeId: 'e1', toDate: '2026-01-31', employmentType: 'Anställd' };
		const { found, asked } = await read([ROW, second, { ...ROW, Id: 'P2', EmployeeId: 'E2' }]);
		expect(found).toEqual({
			e1: [OPEN, { id: '', from: null, to: '2026-01-31', formId: null, type: 'Employee' }],
			e2: [{ ...OPEN, id: 'p2' }],
		});
		expect(asked).toEqual(['/employmentperiods c1']);
	});

	test('of one employee need not say whose they are', async () => {
		const { found, asked } = await read([{ ...ROW, EmployeeId: undefined }], 'a/b');
		expect(found).toEqual({ 'a/b': [OPEN] });
		expect(asked).toEqual(['/employees/a%2Fb/employmentperiods']);
	});

	test('with a last day before the first are open, and a notice names the employee', async () => {
		const { found, notices } = await read([{ ...ROW, ToDate: '2019-12-31' }]);
		expect(found).toEqual({ e1: [OPEN] });
		expect(notices).toEqual([
			'1 employee (Id e1), in the employment periods of the company Norrsken AB: the last day lies before the first, so the employment counts as open. Correct the last day in Flex.',
		]);
	});

	test.each<[ErrorCode, number]>([
		['forbidden', 403],
		['notFound', 404],
		['refused', 405],
	])('that Flex does not let be read (%s, %s) are not known', async (code, status) => {
		const closed = new UserError('x', '', code, status);
		expect((await read(closed)).found).toBeNull();
		expect((await read(closed, 'e1')).found).toBeNull();
	});

	test('that fail for another reason end the run', async () => {
		const away = new UserError('x', '', 'unavailable', 503);
		await expect(read(away)).rejects.toBe(away);
		await expect(read(away, 'e1')).rejects.toBe(away);
	});

	test.each<[string, object]>([
		['EmployeeId', { EmployeeId: null }],
		['EmploymentTypeId', { EmploymentTypeId: {} }],
	])('without a usable %s are an error that names it', async (name, changes) => {
		const error = await refusalOf(read([{ ...ROW, ...changes }]));
		expect(error.message).toContain('employment periods of the company Norrsken AB');
		expect(error.advice).toContain(name);
	});

	test('say who is employed on a day', () => {
		const until = [{ ...OPEN, to: '2026-03-02' }];
		expect(isEmployed(until, '2026-03-02')).toBe(true);
		expect(isEmployed(until, '2026-03-03')).toBe(false);
		expect([isEmployed([], '2026-03-02'), isEmployed(undefined, '2026-03-02')]).toEqual([
			false,
			false,
		]);
		expect(employmentOn(until, '2026-03-03')).toBe(until[0]);
		expect([employmentOn([], '2026-03-02'), employmentOn(undefined, '2026-03-02')]).toEqual([
			null,
			null,
		]);
	});
});

test.each([
	[' Anställd ', 'Employee'],
	['EMPLOYEE', 'Employee'],
	[0, 'Employee'],
	[1, 'External Personnel'],
	['extern personal', 'External Personnel'],
	[{ name: 'External personnel' }, 'External Personnel'],
	['Inhyrd ', 'Inhyrd'],
	[{ Id: 1 }, null],
	['', null],
	[null, null],
	[true, null],
])('the employment type %j is %j', (value, type) => {
	expect(employmentTypeOf(value)).toBe(type);
});

describe('employment types', () => {
	const rows = (...all: Row[]) => all;
	const people = (...ids: string[]) => ids.map((Id): Row => ({ Id }));

	async function read(
		sources: Partial<TypeSources> & Pick<TypeSources, 'rows'>,
		[employees, external]: [string[], string[]] = [[], []],
		everybody = employees,
	) {
		const { reader, asked, notices } = readerOf((_path, { employmentType, email }) => {
			if (employmentType === 1) return people(...external);
			return people(
				...(sources.lookup !== undefined && email === undefined ? everybody : employees),
			);
		});
		const columns = new Set(
			sources.rows.flatMap((row) => Object.keys(row)).map((one) => one.toLowerCase()),
		);
		const found = await readEmploymentTypes(
			reader,
			COMPANY,
			{ columns, employmentOf: () => null, ...sources },
			notices,
		);
		return { types: found && Object.fromEntries(found), asked, notices: notices.all };
	}

	test('that the records or the periods carry are not asked for', async () => {
		const { types, asked } = await read({
			rows: rows({ Id: 'E1', EmploymentType: 'Extern personal' }, { Id: 'E2' }),
			employmentOf: (key) => ({ type: key === 'e2' ? 'Employee' : 'Other' }),
		});
		expect(types).toEqual({ e1: 'External Personnel', e2: 'Employee' });
		expect(asked).toEqual([]);
	});

	test('are asked for with the filter otherwise', async () => {
		const carried = { Id: 'E3', EmploymentType: 'Employee' };
		const { types, asked, notices } = await read(
			{ rows: rows({ Id: 'E1' }, { Id: 'E2' }, carried) },
			[['E1', 'E9'], ['e2']],
		);
		expect(types).toEqual({ e1: 'Employee', e2: 'External Personnel', e3: 'Employee' });
		expect([...asked].sort()).toEqual(['/employees c1 0', '/employees c1 1']);
		expect(notices).toEqual([]);
	});

	test('one person, and of many one in twenty, may be in neither list, and a notice names them', async () => {
		const ids = Array.from({ length: 40 }, (_, i) => `e${i}`);
		const two = await read({ rows: people(...ids) }, [ids.slice(2), []]);
		expect(two.types).not.toHaveProperty('e0');
		expect(two.types).toHaveProperty('e2', 'Employee');
		expect(two.notices).toEqual([
			'2 employees (Id e0, e1) in Norrsken AB: Flex lists them neither as employees nor as external personnel, so they get no EmploymentType. Check their employment period in Flex.',
		]);
		expect((await read({ rows: people('e0', 'e1') }, [['e1'], []])).types).toEqual({
			e1: 'Employee',
		});
		const three = await read({ rows: people(...ids) }, [ids.slice(3), []]);
		expect(three.types).toBeNull();
		expect(three.notices.join()).toContain('lists 3 of 40 people in neither list');
	});

	test.each<[string, string[], string[], string]>([
		['the same people in both lists', ['e1', 'e2'], ['e2'], 'both lists have the same people'],
		['nobody as an employee', [], ['e1', 'e2'], 'lists nobody as an employee'],
		['others', ['e8'], ['e9'], 'lists 2 of 2 people in neither list'],
	])('a filter that shows %s shows nothing', async (_what, employees, external, why) => {
		const { types, notices } = await read({ rows: people('E1', 'E2') }, [employees, external]);
		expect(types).toBeNull();
		expect(notices).toEqual([
			expect.stringMatching(
				/^Flex does not say who of Norrsken AB is external personnel: .* EmploymentType is left out/,
			),
		]);
		expect(notices[0]).toContain(why);
	});

	test('of somebody who was looked up are asked for by the same key', async () => {
		const lookup = { email: 'a@x.se' };
		const external = await read({ rows: people('E1'), lookup }, [[], ['E1']], ['E7']);
		expect(external.types).toEqual({ e1: 'External Personnel' });
		expect(external.asked).toContain('/employees c1 1 a@x.se');
		expect(external.asked).toContain('/employees c1 0');
		const nobody = await read({ rows: people('E1'), lookup }, [[], ['E1']], []);
		expect(nobody.types).toBeNull();
	});

	test('a record without an id in such a list is an error', async () => {
		const { reader, notices } = readerOf(() => [{ Name: 'x' }]);
		const sources = { rows: people('E1'), columns: new Set<string>(), employmentOf: () => null };
		const error = await refusalOf(readEmploymentTypes(reader, COMPANY, sources, notices));
		expect(error.message).toContain('employees of the type employee of the company Norrsken AB');
	});
});
