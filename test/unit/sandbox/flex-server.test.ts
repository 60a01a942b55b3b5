import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { hire, removeEmployee } from '../../sandbox/flex/changes';
import { startFlex, type FlexSandbox } from '../../sandbox/flex/server';

type Body = Record<string, unknown>;
interface Envelope {
	TotalItemCount: number;
	PageIndex: number;
	PageSize: number;
	Result: Body[];
}

let flex: FlexSandbox;
let client: AxiosInstance;
let company: string;

beforeAll(async () => {
	flex = await startFlex({ directory: { people: 120, companies: 2, emptyCompanies: 1 } });
	client = axios.create({
		baseURL: flex.apiUrl,
		headers: headers(flex.username, flex.password),
		params: { instance: flex.instance },
		validateStatus: () => true,
	});
	company = flex.model.companies[0]!.id;
});
afterAll(async () => await flex.close());
beforeEach(() => {
	flex.clearRequests();
	flex.faults = undefined;
});

function headers(username: string, password: string): Record<string, string> {
	const encoded = Buffer.from(`${username}:${password}`).toString('base64');
	return { Authorization: `Basic ${encoded}`, 'Service-Version': '1.0' };
}

const get = async <T = Envelope>(path: string, params: Body = {}): Promise<AxiosResponse<T>> =>
	await client.get(path, { params });
const employees = async (params: Body = {}) =>
	(await get('/employees', { companyId: company, ...params })).data;

describe('admission', () => {
	test('both forms of the header are let in', async () => {
		expect((await get('/companies')).status).toBe(200);
		const Authorization = `Basic ${flex.instance}:${flex.username}:${flex.password}`;
		const second = await axios.get(`${flex.apiUrl}/companies`, {
			headers: { Authorization, Instance: flex.instance },
			params: { instance: flex.instance },
		});
		expect(second.status).toBe(200);
	});

	test.each([
		['a wrong password', { Authorization: headers('api.winningtemp', 'wrong').Authorization }],
		['no service version', { 'Service-Version': null }],
		['nothing', { Authorization: null }],
		['the other form without its header', { Authorization: 'Basic 4711:api.winningtemp:x' }],
	])('%s is a 401', async (_what, other) => {
		const { status, data } = await client.get('/companies', { headers: other });
		expect([status, typeof data.Message]).toEqual([401, 'string']);
	});

	test('a wrong instance and a missing one are 400s of two shapes', async () => {
		const wrong = await get('/companies', { instance: '9999' });
		expect([wrong.status, Object.keys(wrong.data)]).toEqual([400, ['Message']]);
		const missing = await axios.get(`${flex.apiUrl}/companies`, {
			headers: headers(flex.username, flex.password),
			validateStatus: () => true,
		});
		expect(missing.status).toBe(400);
		expect(missing.data).toEqual({
			Message: 'The request is invalid.',
			ModelState: { instance: ['Fältet instance måste anges.'] },
		});
	});

	test('outside the path of the API there is a web page', async () => {
		const { status, headers: got } = await client.get(`${flex.url}/companies`);
		expect([status, got['content-type']]).toEqual([404, expect.stringContaining('text/html')]);
	});
});

describe('paging', () => {
	test('the first page has twenty, and an envelope that says so', async () => {
		const page = await employees();
		expect(page).toMatchObject({ PageIndex: 0, PageSize: 20 });
		expect(page.Result).toHaveLength(20);
		expect(page.TotalItemCount).toBe(
			flex.model.employees.filter((of) => of.companyId === company).length,
		);
	});

	test('pages are counted from zero, hold together, and end in an empty one', async () => {
		const { TotalItemCount } = await employees();
		const ids = new Set<unknown>();
		for (let pageIndex = 0; pageIndex * 25 < TotalItemCount; pageIndex++) {
			const page = await employees({ pageIndex, pageSize: 25 });
			expect(page).toMatchObject({ PageIndex: pageIndex, PageSize: 25 });
			for (const { Id } of page.Result) ids.add(Id);
		}
		expect(ids.size).toBe(TotalItemCount);
		expect((await employees({ pageIndex: 1000 })).Result).toEqual([]);
	});

	test.each([
		{ pageIndex: 'x' },
		{ pageSize: '-5' },
		{ pageSize: '0' },
		{ pageIndex: 1, pageSize: 'all' },
	])('parameters that make no sense (%j) are ignored: 200 with page 0 of 20', async (params) => {
		expect(await employees(params)).toMatchObject({ PageIndex: 0, PageSize: 20 });
	});

	test('a page larger than allowed is made smaller, and echoed so', async () => {
		flex.maxPageSize = 15;
		const page = await employees({ pageSize: 100 });
		flex.maxPageSize = Infinity;
		expect([page.PageSize, page.Result.length]).toEqual([15, 15]);
	});

	test('the order is that of the employment number as text', async () => {
		const { Result } = await employees({ pageSize: 1000 });
		const numbers = Result.map(({ Employment }) => (Employment as Body[])[0]!.EmploymentNumber);
		expect(numbers.slice(0, 3)).toEqual(['1', '10', '11']);
		expect([...numbers].sort()).toEqual(numbers);
	});

	test('a row that is added or removed is seen at once', async () => {
		const before = (await employees()).TotalItemCount;
		const { id } = hire(flex.model, { firstName: 'Ny', lastName: 'Kollega' });
		expect((await employees()).TotalItemCount).toBe(before + 1);
		removeEmployee(flex.model, id);
		expect((await employees()).TotalItemCount).toBe(before);
	});
});

describe('companies', () => {
	test('are asked for by GUID or by number', async () => {
		const byNumber = await get('/employees', { companynumber: 1 });
		expect(byNumber.data).toEqual(await employees());
	});

	test('without employees are empty, not an error', async () => {
		const { status, data } = await get('/employees', { companynumber: 3 });
		expect([status, data.TotalItemCount, data.Result]).toEqual([200, 0, []]);
	});

	test('without access are not listed, and a 403 in everything', async () => {
		flex.deniedCompanies = [2];
		const denied = flex.model.companies[1]!.id;
		const stranger = flex.model.employees.find((of) => of.companyId === denied)!.id;
		const listed = await get('/companies');
		const answers = await Promise.all([
			get('/employees', { companynumber: 2 }),
			get('/employmentperiods', { companyId: denied }),
			get(`/companies/${denied}/accountdistributions`),
			get(`/employees/${stranger}`),
		]);
		flex.deniedCompanies = [];
		expect(listed.data.Result.map(({ CompanyNumber }) => CompanyNumber)).toEqual([1, 3]);
		expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
	});

	test('a broken id, an unknown id and no id are refused, each in its own shape', async () => {
		const broken = await get<Body>('/employees', { companyId: 'Nordvik' });
		expect([broken.status, Object.keys(broken.data)]).toEqual([400, ['Message', 'ModelState']]);
		const unknown = await get<unknown>('/employees', {
			companyId: '00000000-0000-4000-a000-000000000000',
		});
		expect([unknown.status, unknown.data]).toEqual([404, '']);
		expect((await get('/employees')).status).toBe(400);
	});
});

describe('employees', () => {
	test('carry sensitive data, integer genders, many nulls and no joined values', async () => {
		const { Result } = await employees({ pageSize: 1000 });
		expect(new Set(Result.map(({ Gender }) => Gender))).toEqual(new Set([0, 1, 2]));
		for (const record of Result) {
			expect(record).toHaveProperty('NationalIdentificationNumber');
			expect((record.Employment as Body[])[0]).toHaveProperty('BankAccountNumber');
			for (const joined of ['EmploymentType', 'Organization', 'Office', 'fromDate']) {
				expect(record).not.toHaveProperty(joined);
			}
			expect(Object.values(record).filter((value) => value === null).length).toBeGreaterThan(3);
		}
	});

	test('have dates without offset, some with a fraction of a second', async () => {
		const { Result } = await employees({ pageSize: 1000 });
		const dates = Result.flatMap(({ DateOfBirth }) => (DateOfBirth as string | null) ?? []);
		expect(dates.every((date) => /^\d{4}-\d\d-\d\dT00:00:00(\.\d{1,3})?$/.test(date))).toBe(true);
		expect(dates.filter((date) => date.includes('.')).length).toBeGreaterThan(0);
		expect(dates.filter((date) => date.includes('.')).length).toBeLessThan(dates.length / 2);
	});

	test('who have left or start later are in the list', async () => {
		const { model } = flex;
		const away = model.employmentPeriods.filter(
			(of) =>
				of.companyId === company &&
				(of.fromDate > model.referenceDate ||
					(of.toDate !== null && of.toDate < model.referenceDate)),
		);
		const ids = new Set((await employees({ pageSize: 1000 })).Result.map(({ Id }) => Id));
		expect(away.length).toBeGreaterThan(1);
		expect(away.filter(({ employeeId }) => !ids.has(employeeId))).toEqual([]);
	});

	test('are got one by one; an unknown one is a 404 with an empty body', async () => {
		const { Result } = await employees();
		const one = await get<Body>(`/employees/${String(Result[3]!.Id)}`);
		expect(one.data).toEqual(Result[3]);
		const none = await get<unknown>('/employees/00000000-0000-4000-a000-000000000000');
		expect([none.status, none.data]).toEqual([404, '']);
	});

	test('are filtered by number, e-mail and date of change', async () => {
		const [first] = (await employees()).Result;
		const email = String(first!.EmailWork).toUpperCase();
		expect((await employees({ email })).Result).toEqual([first]);
		expect((await employees({ employmentnumber: '10' })).TotalItemCount).toBe(1);
		expect((await employees({ modifiedSince: '2999-01-01' })).TotalItemCount).toBe(0);
	});

	test('may be given values of their own, or stranger ones', async () => {
		const [employee] = flex.model.employees;
		employee!.extra = { EmploymentType: 'External Personnel', Gender: '_' };
		const { data } = await get<Body>(`/employees/${employee!.id}`);
		delete employee!.extra;
		expect(data).toMatchObject({ EmploymentType: 'External Personnel', Gender: '_' });
	});
});

describe('what is joined', () => {
	test('employment periods and types come in camel case', async () => {
		const { data } = await get('/employmentperiods', { companyId: company, pageSize: 1000 });
		expect(data.Result[0]).toMatchObject({
			employeeId: expect.any(String),
			companyId: company,
			fromDate: expect.stringMatching(/T00:00:00/),
		});
		const types = await get<Body[]>('/employmenttypes', { companyId: company });
		expect(types.data.map(({ name }) => name)).toContain('Permanent');
		const typeId = String(data.Result[0]!.employmentTypeId);
		const type = await get<Body>(`/employmenttypes/${typeId}`);
		expect(types.data).toContainEqual(type.data);
		const own = await get<Body[]>(
			`/employees/${String(data.Result[0]!.employeeId)}/employmentperiods`,
		);
		expect(own.data).toContainEqual(data.Result[0]);
	});

	test('the list of employment types can be missing: 404 with an empty body', async () => {
		flex.missingEndpoints = ['employmenttypes'];
		const list = await get<unknown>('/employmenttypes', { companyId: company });
		const one = await get(`/employmenttypes/${flex.model.employmentTypes[0]!.id}`);
		flex.missingEndpoints = [];
		expect([list.status, list.data, one.status]).toEqual([404, '', 200]);
	});

	test('account distributions lead from an employee to the name of an office', async () => {
		const distributions = await get<Body[]>(`/companies/${company}/accountdistributions`);
		const office = distributions.data.find(({ description }) => description === 'Office')!;
		const accounts = await get<Body[]>(`/accountdistributions/${String(office.id)}/accounts`);
		const first = flex.model.employees[0]!.id;
		const { data } = await get('/employmentdefaultaccounts', { companyId: company, pageSize: 500 });
		const entry = data.Result.find(
			(of) => of.employeeId === first && of.accountDistributionId === office.id,
		)!;
		expect(Object.keys(entry)).toContain('tomDate');
		expect(accounts.data).toContainEqual(
			expect.objectContaining({ id: entry.accountId, code: entry.accountCode, name: 'Stockholm' }),
		);
	});

	test('an unknown account distribution is a 404 with a bare string', async () => {
		const { status, data } = await get<unknown>('/accountdistributions/none/accounts');
		expect([status, typeof data, data]).toEqual([
			404,
			'string',
			expect.stringContaining('hittades'),
		]);
	});

	test.each(['text', 'date', 'numerical', 'assessment'])(
		'own %s fields have values',
		async (kind) => {
			const fields = await get<Body[]>(`/own${kind}fields`, { companyId: company });
			const { data } = await get(`/own${kind}fieldvalues`, { companyId: company, pageSize: 500 });
			const reference = Object.keys(data.Result[0]!).find((name) => name.endsWith('FieldId'))!;
			expect(data.Result.length).toBeGreaterThan(0);
			expect(fields.data.map(({ id }) => id)).toContain(data.Result[0]![reference]);
		},
	);
});

describe('log and faults', () => {
	test('every request is logged with its status', async () => {
		await get('/companies');
		await get('/employees', { companyId: 'x' });
		expect(flex.requests.map(({ path, status }) => [path, status])).toEqual([
			['/webapi/api/companies', 200],
			['/webapi/api/employees', 400],
		]);
		expect(flex.requests[1]!.query).toMatchObject({ companyId: 'x' });
		expect(flex.countRequests(({ status }) => status === 200)).toBe(1);
	});

	test('a status with headers and body instead of the answer', async () => {
		flex.faults = () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '2' } });
		const { status, headers: got, data } = await get<unknown>('/companies');
		expect([status, got['retry-after'], data]).toEqual([429, '2', '']);
		flex.faults = () => ({ kind: 'status', status: 500, body: { Message: 'Fel' } });
		expect((await get<unknown>('/companies')).data).toEqual({ Message: 'Fel' });
	});

	test('a delay, and then the right answer', async () => {
		flex.faults = () => ({ kind: 'delay', milliseconds: 120 });
		const start = performance.now();
		expect((await get('/companies')).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThan(110);
	});

	test.each(['before', 'after'] as const)('a connection cut %s the work', async (when) => {
		flex.faults = () => ({ kind: 'reset', when });
		await expect(get('/companies')).rejects.toThrow(/ECONNRESET|socket hang up|aborted/);
		expect(flex.requests[0]!.status).toBe(0);
	});

	test('an answer cut short, with and without its end', async () => {
		flex.faults = () => ({ kind: 'truncate' });
		await expect(get('/companies')).rejects.toThrow();
		flex.faults = () => ({ kind: 'truncate', clean: true, share: 0.3 });
		const { status, data } = await get<unknown>('/companies');
		expect([status, typeof data]).toEqual([200, 'string']);
		expect(() => JSON.parse(data as string) as unknown).toThrow(SyntaxError);
	});

	test('a web page instead of JSON', async () => {
		flex.faults = () => ({ kind: 'html' });
		const { status, headers: got, data } = await get<unknown>('/companies');
		expect([status, got['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
		expect(data).toMatch(/^<!DOCTYPE html>/);
	});

	test('another page than was asked for', async () => {
		flex.faults = () => ({ kind: 'query', set: { pageIndex: '0' } });
		expect(await employees({ pageIndex: 2, pageSize: 5 })).toMatchObject({
			PageIndex: 0,
			PageSize: 5,
		});
	});

	test('an answer in drips is whole', async () => {
		const whole = await employees();
		flex.faults = () => ({ kind: 'drip', pieces: 4, milliseconds: 10 });
		expect(await employees()).toEqual(whole);
	});

	test('a plan knows the number of the request and may change the data', async () => {
		const seen: number[] = [];
		flex.faults = ({ number }) => {
			seen.push(number);
			return seen.length === 2 ? { kind: 'status', status: 503 } : undefined;
		};
		const statuses = [];
		for (let i = 0; i < 3; i++) statuses.push((await get('/companies')).status);
		expect(statuses).toEqual([200, 503, 200]);
		expect(seen[2]! - seen[0]!).toBe(2);
	});

	test('the most requests at one time are counted', async () => {
		flex.faults = () => ({ kind: 'delay', milliseconds: 500 });
		await Promise.all([get('/companies'), get('/companies'), get('/companies')]);
		expect(flex.peakConcurrency).toBe(3);
	});
});
