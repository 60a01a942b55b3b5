import type { ErrorCode } from '../../../directory/model/userError';
import { Placements, readPlacements } from '../../../nodes/FlexHrm/reading/placements';
import { refusalOf } from '../../support/refusal';
import { askedFlex, refuse } from './askedFlex';

/** Who has which value in which dimension on one day. */

const DAY = '2026-03-02';
const COMPANY = { id: 'c1', query: { companyId: 'c1' }, label: 'Norrsken AB' };
const LIST = '/employmentdefaultaccounts';
const INTERVALS = '/employmentdefaultaccountintervals';

describe('the values of a day', () => {
	const value = (id: string, from: string | null, to: string | null = null) => ({
		...{ id, from, to },
		accountId: id,
		code: null,
	});

	test('nobody and nothing at first', () => {
		const none = new Placements(DAY);
		expect([none.isEmpty, none.dimensionIds, none.has('e1'), none.count('d1')]).toEqual([
			true,
			[],
			false,
			0,
		]);
		expect(none.of('e1', 'd1')).toBeNull();
	});

	test('what is in force counts, one value for each dimension', () => {
		const all = new Placements(DAY);
		all.add('e1', 'd1', value('past', null, '2026-03-01'));
		all.add('e1', 'd2', value('now', '2026-03-02'));
		all.add('e1', 'd2', value('before', '2026-03-01'));
		all.add('e2', 'd1', value('next', '2026-03-03'));
		all.add('e2', 'd3', { ...value('coded', null), accountId: null });
		expect(all.isEmpty).toBe(false);
		expect([all.of('e1', 'd1'), all.of('e2', 'd1'), all.of('e2', 'd2')]).toEqual([
			null,
			null,
			null,
		]);
		expect(all.of('e1', 'd2')?.id).toBe('now');
		expect(all.of('e2', 'd3')?.id).toBe('coded');
		expect([all.of('e3', 'd2'), all.of('e1', 'd9')]).toEqual([null, null]);
		expect(all.dimensionIds).toEqual(['d1', 'd2', 'd3']);
		expect([...all.byAccount]).toEqual(['d1', 'd2']);
		expect(['d1', 'd2', 'd3', 'd9'].map((id) => all.count(id))).toEqual([0, 1, 1, 0]);
		expect([all.count('d2', ['e1', 'e2']), all.count('d2', ['e2'])]).toEqual([1, 0]);
	});

	test('an employee without a value is there, and keeps the values it has', () => {
		const all = new Placements(DAY);
		all.add('e1', 'd1', value('a', null));
		all.addEmployee('e1');
		all.addEmployee('e2');
		expect([all.has('e1'), all.has('e2'), all.has('e3')]).toEqual([true, true, false]);
		expect(all.of('e1', 'd1')?.id).toBe('a');
		expect(all.isEmpty).toBe(false);
	});
});

async function read(answers: Record<string, () => Promise<unknown>>) {
	const { reader, notices, asked } = askedFlex(answers);
	return { all: await readPlacements(reader, COMPANY, DAY, notices), asked, notices: notices.all };
}

describe('the list of the company', () => {
	test('has ids in any case, codes, and days', async () => {
		const { all, asked, notices } = await read({
			[LIST]: async () => [
				{ Id: 'X1', EmployeeId: 'E1', AccountDistributionId: 'D1', AccountId: 'A1' },
				{ EmployeeId: 'E1', AccountDistributionId: 'D2', AccountCode: 106, TomDate: DAY },
				{ EmployeeId: 'E2', AccountDistributionId: 'D1', ToDate: '2026-03-01T00:00:00' },
			],
		});
		expect(all.of('e1', 'd1')).toEqual({
			id: 'x1',
			from: null,
			to: null,
			accountId: 'a1',
			code: null,
		});
		expect(all.of('e1', 'd2')).toEqual({
			id: '',
			from: null,
			to: DAY,
			accountId: null,
			code: '106',
		});
		expect([all.of('e2', 'd1'), all.has('e2')]).toEqual([null, true]);
		expect(asked).toEqual([`${LIST} c1`]);
		expect(notices).toEqual([]);
	});

	test('of two values without an id the smaller account counts', async () => {
		const row = { EmployeeId: 'E1', AccountDistributionId: 'D1' };
		const { all } = await read({
			[LIST]: async () => [
				{ ...row, AccountId: 'b' },
				{ ...row, AccountId: 'a' },
			],
		});
		expect(all.of('e1', 'd1')?.accountId).toBe('a');
	});

	test('a last day before the first is none, and a notice names the employee', async () => {
		const { all, notices } = await read({
			[LIST]: async () => [
				{
					...{ EmployeeId: 'E1', AccountDistributionId: 'D1', AccountId: 'A1' },
					...{ FromDate: '2025-01-01', ToDate: '2024-12-31' },
				},
			],
		});
		expect(all.of('e1', 'd1')).toMatchObject({ from: '2025-01-01', to: null });
		expect(notices).toEqual([
			'1 employee (Id e1), in the default accounts of the company Norrsken AB: the last day lies before the first, so the value counts as open. Correct the last day in Flex.',
		]);
	});

	test.each([
		['EmployeeId', { AccountDistributionId: 'D1' }],
		['AccountDistributionId', { EmployeeId: 'E1' }],
		['AccountId', { EmployeeId: 'E1', AccountDistributionId: 'D1', AccountId: {} }],
		['AccountCode', { EmployeeId: 'E1', AccountDistributionId: 'D1', AccountCode: {} }],
	])('without a usable %s it is an error that names it', async (name, row) => {
		const error = await refusalOf(read({ [LIST]: async () => [row] }));
		expect(error.message).toContain('default accounts of the company Norrsken AB');
		expect(error.advice).toContain(name);
	});
});

describe('where that list is missing', () => {
	const INTERVAL = {
		...{ Id: 'i1', EmployeeId: 'E1', FromDate: '2026-01-01', ToDate: '2026-12-31' },
		EmploymentDefaultAccount: [
			{ Id: 'x1', AccountDistributionId: 'D1', AccountId: 'A1' },
			{ Id: 'x2', AccountDistributionId: 'D2', AccountCode: '7' },
			null,
		],
	};

	test.each<[ErrorCode, number]>([
		['notFound', 404],
		['forbidden', 403],
		['refused', 405],
	])('(%s, %s) the intervals take its place', async (code, status) => {
		const { all, asked } = await read({
			[LIST]: refuse(code, status),
			[INTERVALS]: async () => [INTERVAL, { Id: 'i2', EmployeeId: 'E2' }],
		});
		expect(all.of('e1', 'd1')).toEqual({
			...{ id: 'x1', from: '2026-01-01', to: '2026-12-31' },
			...{ accountId: 'a1', code: null },
		});
		expect(all.of('e1', 'd2')?.code).toBe('7');
		expect([all.has('e2'), all.dimensionIds]).toEqual([true, ['d1', 'd2']]);
		expect(asked).toEqual([`${LIST} c1`, `${INTERVALS} c1`]);
	});

	test('and the intervals as well, the first failure counts', async () => {
		await expect(
			read({ [LIST]: refuse('forbidden', 403), [INTERVALS]: refuse('notFound', 404) }),
		).rejects.toMatchObject({ code: 'forbidden', status: 403 });
	});

	test('another failure of either list ends the run', async () => {
		await expect(
			read({ [LIST]: refuse('unavailable', 503), [INTERVALS]: async () => [INTERVAL] }),
		).rejects.toMatchObject({ code: 'unavailable' });
		await expect(
			read({ [LIST]: refuse('notFound', 404), [INTERVALS]: refuse('unavailable', 503) }),
		).rejects.toMatchObject({ code: 'unavailable' });
	});

	test('an interval without an employee is an error', async () => {
		await expect(
			read({ [INTERVALS]: async () => [{ ...INTERVAL, EmployeeId: null }] }),
		).rejects.toMatchObject({ code: 'unknownForm' });
	});
});
