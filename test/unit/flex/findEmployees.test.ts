import { UserError } from '../../../directory/model/userError';
import type { Company } from '../../../nodes/FlexHrm/reading/company';
import {
	employmentNumbers,
	findEmployees,
	type EmployeeKeyKind,
} from '../../../nodes/FlexHrm/reading/findEmployees';
import type { Inclusion } from '../../../nodes/FlexHrm/reading/join';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';
import { createReader, type Get, type Query } from '../../../nodes/FlexHrm/reading/reader';
import type { Row } from '../../../nodes/FlexHrm/reading/row';
import { refusalOf } from '../../support/refusal';

/** One employee, looked for by an id, an employment number or a work e-mail. */

const A: Company = { id: 'C1', query: { companyId: 'C1' }, label: 'Norrsken AB' };
const B: Company = { id: 'C2', query: { companyId: 'C2' }, label: 'Polaris AB' };
const NUMBERED: Company = { id: null, query: { companynumber: 7 }, label: 'number 7' };

const SIV = { Id: 'E1', CompanyId: 'C1', FirstName: 'Siv', EmailWork: ' Siv@Example.com ' };

const NOT_FOUND = new UserError('no such address', '', 'notFound', 404);

async function find(
	get: Get,
	by: EmployeeKeyKind,
	value: string,
	{ companies = [A, B], include = [] as Inclusion[] } = {},
) {
	const asked: Array<[path: string, query: Query]> = [];
	const notices = new Notices();
	const reader = createReader(
		async (path, query = {}) => {
			asked.push([path, query]);
			return await get(path, query);
		},
		{ pageSize: 100, concurrency: 1, maxReadAttempts: 1 },
	);
	const settings = {
		include: new Set(include),
		day: '2026-03-02',
		dimensions: [],
		onlyApproved: true,
	};
	const found = findEmployees(reader, companies, by, value, settings, notices);
	return { found, asked };
}

const one =
	(row: unknown): Get =>
	async () =>
		row;

const ids = async (found: ReturnType<typeof findEmployees>) =>
	(await found).map(({ row }) => row.Id);

describe('by id', () => {
	test('blanks around it are no part of it, and no sign of it leads to another address', async () => {
		const { found, asked } = await find(one({ ...SIV, Id: 'a/b?c' }), 'id', ' a/b?c ');
		expect(await ids(found)).toEqual(['a/b?c']);
		expect(asked).toEqual([['/employees/a%2Fb%3Fc', {}]]);
	});

	test('GUIDs are the same in any case', async () => {
		expect(await ids((await find(one(SIV), 'id', 'e1')).found)).toEqual(['E1']);
	});

	test.each<[string, unknown]>([
		['is not there', null],
		['is answered with another employee', { ...SIV, Id: 'E2' }],
		['is answered with a list', [SIV]],
		['is of a company that is not read', { ...SIV, CompanyId: 'C9' }],
		['is of no company at all', { Id: 'E1' }],
	])(
		'an id that %s is no employee, and the error names where it was looked for',
		async (_w, row) => {
			const error = await refusalOf((await find(one(row), 'id', 'E1')).found);
			expect(error.message).toBe('There is no employee with this id in Norrsken AB, Polaris AB');
			expect(error.advice).toMatch(/^Check the id, and that/);
			expect(error.code).toBe('notFound');
		},
	);

	test('an id that Flex does not know is no employee', async () => {
		const missing: Get = async () => await Promise.reject(NOT_FOUND);
		const error = await refusalOf((await find(missing, 'id', 'E1')).found);
		expect(error.message).toMatch(/^There is no employee with this id/);
	});

	test.each<[string, Error]>([
		['refuses the request', new UserError('Flex refuses', '', 'forbidden', 403)],
		['fails with a code of its own', Object.assign(new Error('broken'), { code: 'notFound' })],
	])('where Flex %s, that is the error, not that nobody was found', async (_what, error) => {
		const failing: Get = async () => await Promise.reject(error);
		await expect((await find(failing, 'id', 'E1')).found).rejects.toBe(error);
	});

	test('the employee is of the company that the record names, in any case', async () => {
		const lists: Record<string, unknown> = { '/employees/E1': { ...SIV, CompanyId: 'c2' } };
		const { found, asked } = await find(async (path) => lists[path] ?? [], 'id', 'E1', {
			include: ['ownFields'],
		});
		await found;
		const joinedFor = asked.slice(1).map(([, { companyId }]) => companyId);
		expect(new Set(joinedFor)).toEqual(new Set(['C2']));
	});

	test('where a company is known by number only, the company of the record is believed', async () => {
		const { found } = await find(one({ ...SIV, CompanyId: 'C9' }), 'id', 'E1', {
			companies: [A, NUMBERED],
		});
		expect(await ids(found)).toEqual(['E1']);
	});
});

describe('by a filter', () => {
	/** A Flex that ignores the filter and gives everybody of the company. */
	const everybody =
		(people: Row[]): Get =>
		async (_path, query = {}) =>
			people.filter(({ CompanyId }) => CompanyId === query.companyId);

	const BO = { Id: 'E2', CompanyId: 'C1', EmploymentNumber: 17, EmailWork: 'bo@example.com' };
	const CIA = { Id: 'E3', CompanyId: 'C2', Employment: [{ EmploymentNumber: '17' }, 'x'] };

	test('a work e-mail is the same in any case and without blanks, in each company', async () => {
		const { found, asked } = await find(everybody([SIV, BO]), 'email', ' SIV@example.com ');
		expect(await ids(found)).toEqual(['E1']);
		expect(asked.map(([path, { companyId, email }]) => [path, companyId, email])).toEqual([
			['/employees', 'C1', 'SIV@example.com'],
			['/employees', 'C2', 'SIV@example.com'],
		]);
	});

	test('an employment number is found in the record and in its employments', async () => {
		const { found, asked } = await find(everybody([SIV, BO, CIA]), 'employmentNumber', '17');
		expect(await ids(found)).toEqual(['E2', 'E3']);
		expect(asked.map(([, { employmentnumber }]) => employmentnumber)).toEqual(['17', '17']);
	});

	test.each<[EmployeeKeyKind, string]>([
		['email', 'work e-mail'],
		['employmentNumber', 'employment number'],
	])('nobody with this %s: the error calls it %s', async (by, words) => {
		const error = await refusalOf((await find(everybody([SIV]), by, 'nobody')).found);
		expect(error.message).toBe(
			`There is no employee with this ${words} in Norrsken AB, Polaris AB`,
		);
	});

	test('a company that Flex refuses is named', async () => {
		const refusing: Get = async (_path, query = {}) => {
			if (query.companyId === 'C1') return [];
			throw new UserError('Flex refuses', '', 'forbidden', 403);
		};
		const error = await refusalOf((await find(refusing, 'email', 'a@example.com')).found);
		expect(error.message).toContain('Polaris AB');
	});

	test('employees of another company than was asked for end the search', async () => {
		const { found } = await find(one([{ ...SIV, CompanyId: 'C9' }]), 'email', 'a@example.com');
		expect((await refusalOf(found)).code).toBe('wrongCompany');
	});
});

test('the numbers of an employee are those of the record and of its employments', () => {
	expect(employmentNumbers({ EmploymentNumber: 17 })).toEqual(['17']);
	expect(
		employmentNumbers({
			employmentNumber: '17',
			Employment: [{ employmentnumber: 18 }, null, { Id: 'x' }],
		}),
	).toEqual(['17', '18', null]);
	expect(employmentNumbers({ Employment: { EmploymentNumber: '19' } })).toEqual([null]);
});
