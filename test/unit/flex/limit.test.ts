import { UserError } from '../../../directory/model/userError';
import type { Company } from '../../../nodes/FlexHrm/reading/company';
import { readEmployees, type EmployeeSettings } from '../../../nodes/FlexHrm/reading/employees';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';
import { NotRead } from '../../../nodes/FlexHrm/reading/notRead';
import { createReader, type Get } from '../../../nodes/FlexHrm/reading/reader';
import { refusalOf } from '../../support/refusal';

/** Which employees are read of which companies: a limit, who is employed, and lists that are empty. */

const DAY = '2026-03-02';
const company = (id: string): Company => ({ id, query: { companyId: id }, label: `${id} AB` });
const [A, B] = [company('a'), company('b')];

/** Employees of a company, each `id` or `id` with the last day of the employment. */
type Employees = Record<string, Array<string | [id: string, lastDay: string | null]>>;

async function read(
	employees: Employees,
	changes: Partial<EmployeeSettings> = {},
	{ goesOn = false, closed = [] as string[], size = 2, periods = true } = {},
) {
	const asked: string[] = [];
	const get: Get = async (path, { companyId, pageIndex, pageSize, modifiedSince } = {}) => {
		const id = String(companyId);
		asked.push(`${path} ${id} ${String(pageIndex)}${modifiedSince ? ` ${modifiedSince}` : ''}`);
		if (path === '/employees' && closed.includes(id))
			throw new UserError('x', '', 'forbidden', 403);
		if (path === '/employmentperiods' && !periods) throw new UserError('x', '', 'forbidden', 403);
		const rows = (employees[id] ?? []).flatMap((one): object[] => {
			if (path === '/employees')
				return [{ Id: typeof one === 'string' ? one : one[0], CompanyId: id }];
			return typeof one === 'string' ? [] : [{ EmployeeId: one[0], ToDate: one[1] }];
		});
		const [index, length] = [Number(pageIndex), Number(pageSize)];
		return {
			...{ TotalItemCount: rows.length, PageIndex: index, PageSize: length },
			Result: rows.slice(index * length, (index + 1) * length),
		};
	};
	const notices = new Notices();
	const reader = createReader(get, { pageSize: size, concurrency: 1, maxReadAttempts: 1 });
	const found = await readEmployees(
		reader,
		[A, B],
		{
			...{ include: new Set(), day: DAY, dimensions: [], onlyApproved: true },
			...{ activeOnly: false, limit: null, modifiedSince: null },
			...{ allowEmpty: false, allowMissingPeriods: false, ...changes },
		},
		notices,
		new NotRead(goesOn),
	);
	return { ids: found.map(({ row }) => row.Id), asked, notices: notices.all };
}

const SIX = { a: ['1', '2', '3', '4'], b: ['5', '6'] };

test('without a limit everybody of all companies is read', async () => {
	expect((await read(SIX)).ids).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('a limit is kept across companies, and nothing is read beyond it', async () => {
	const three = await read(SIX, { limit: 3 });
	expect(three.ids).toEqual(['1', '2', '3']);
	expect(three.asked).toEqual(['/employees a 0', '/employees a 1']);
	const five = await read(SIX, { limit: 5 });
	expect(five.ids).toEqual(['1', '2', '3', '4', '5']);
	expect((await read(SIX, { limit: 2 })).asked).toEqual(['/employees a 0']);
	expect((await read(SIX, { limit: 9 })).ids).toHaveLength(6);
});

test('with a limit and Active Only, those who are not employed do not count', async () => {
	const people: Employees = {
		a: [
			['1', '2026-03-01'],
			['2', DAY],
			['3', '2020-01-01'],
			['4', null],
			['5', null],
		],
		b: [['6', null]],
	};
	const { ids, asked } = await read(people, { activeOnly: true, limit: 1 });
	expect(ids).toEqual(['2']);
	expect(asked.filter((one) => one.startsWith('/employees '))).toEqual(['/employees a 0']);
	const two = await read(people, { activeOnly: true, limit: 2 });
	expect(two.ids).toEqual(['2', '4']);
	expect(two.asked.filter((one) => one.startsWith('/employees '))).toEqual([
		'/employees a 0',
		'/employees a 1',
	]);
});

test('where periods may be missing and are, everybody counts', async () => {
	const changes = { activeOnly: true, limit: 3, allowMissingPeriods: true };
	const { ids, notices } = await read(SIX, changes, { periods: false });
	expect(ids).toEqual(['1', '2', '3']);
	expect(notices[0]).toMatch(/everybody whom Flex lists counts as employed/);
	const all = await read(SIX, { activeOnly: true, allowMissingPeriods: true }, { periods: false });
	expect(all.ids).toHaveLength(6);
});

describe('a company without employees', () => {
	test('ends the run, and the error says that the answer was empty', async () => {
		const error = await refusalOf(read({ a: ['1'] }));
		expect([error.message, error.code]).toEqual([
			'Flex lists no employees in the company b AB',
			'noEmployees',
		]);
		expect(error.advice).toMatch(
			/^Flex answered, and the answer was empty\. Nothing was passed on/,
		);
	});

	test('on that day ends it as well', async () => {
		const left: Employees = { a: [['1', null]], b: [['2', '2026-03-01']] };
		const error = await refusalOf(read(left, { activeOnly: true }));
		expect(error.message).toBe('Nobody is employed on 2026-03-02 in the company b AB');
	});

	test('is a notice where it is allowed', async () => {
		const { ids, notices } = await read({ a: ['1'] }, { allowEmpty: true });
		expect([ids, notices]).toEqual([['1'], ['Flex lists no employees in the company b AB.']]);
	});

	test('is right where only changes are asked for, and a notice says what that means', async () => {
		const { ids, notices, asked } = await read(
			{ a: ['1'] },
			{ modifiedSince: '2026-03-01T00:00:00' },
		);
		expect(ids).toEqual(['1']);
		expect(notices).toEqual([expect.stringMatching(/^Only employees that were modified lately/)]);
		expect(asked).toContain('/employees b 0 2026-03-01T00:00:00');
	});
});

describe('a company that is closed', () => {
	test('ends the run, and the error names it', async () => {
		const error = await refusalOf(read(SIX, {}, { closed: ['b'] }));
		expect(error.message).toBe('Flex refuses the API user access to the company b AB (status 403)');
		const limited = await refusalOf(read(SIX, { limit: 9 }, { closed: ['b'] }));
		expect(limited.message).toBe(error.message);
	});

	test('is passed over where the run goes on, unless all are', async () => {
		expect((await read(SIX, {}, { closed: ['a'], goesOn: true })).ids).toEqual(['5', '6']);
		expect((await read(SIX, { limit: 1 }, { closed: ['a'], goesOn: true })).ids).toEqual(['5']);
		const error = await refusalOf(read(SIX, {}, { closed: ['a', 'b'], goesOn: true }));
		expect(error.message).toContain('the company a AB');
	});
});

test('who has no employment period is named where it matters', async () => {
	const people: Employees = { a: [['1', null], '2'], b: [['3', null]] };
	const { ids, notices } = await read(people, { activeOnly: true });
	expect(ids).toEqual(['1', '3']);
	expect(notices).toEqual([
		'1 employee (Id 2) in a AB: Flex has no employment period for them, so they do not count as employed.',
	]);
});
