import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { Fault, FaultRequest } from '../sandbox/faults';
import { employedOn, employmentTypeOn, organizationOn } from '../sandbox/flex/changes';
import type { FlexEmployee } from '../sandbox/flex/model';
import { startFlex, type FlexOptions, type FlexSandbox } from '../sandbox/flex/server';
import { loadOptions, runNode, testCredential } from './engine';

const DAY = '2026-03-02';
const ALL = { resource: 'employee', operation: 'getMany', returnAll: true, onDate: DAY };

interface Employee extends IDataObject {
	Id: string;
	CompanyId: string;
	EmploymentNumber: string;
	EmailWork: string | null;
	EmploymentType: string;
	EmploymentForm: string | null;
	EmployedSince: string;
	EmployedUntil: string | null;
	DateOfBirth: string | null;
	Organization: Record<string, string | null>;
	OrganizationCodes: Record<string, string | null>;
	OwnFields: Record<string, unknown>;
}

let flex: FlexSandbox;

async function start(options: FlexOptions = {}): Promise<void> {
	flex = await startFlex({ directory: { people: 130 }, ...options });
}

afterEach(async () => {
	await flex.close();
});

function credential(
	changes: Partial<Record<string, string | boolean>> = {},
): ICredentialDataDecryptedObject {
	return {
		...flex.credential,
		companyIds: flex.model.companies.map(({ id }) => id).join(',\n'),
		authentication: 'basic',
		allowInsecure: false,
		...changes,
	} as ICredentialDataDecryptedObject;
}

async function run(
	parameters: IDataObject = {},
	changes: Parameters<typeof credential>[0] = {},
	options: Parameters<typeof runNode>[3] = {},
) {
	return await runNode('flexHrm', { ...ALL, ...parameters } as never, [{}], {
		credentials: { flexHrmApi: credential(changes) },
		...options,
	});
}

async function employees(
	parameters: IDataObject = {},
	changes: Parameters<typeof credential>[0] = {},
): Promise<Employee[]> {
	const { error, json } = await run(parameters, changes);
	if (error) throw error;
	return json<Employee>();
}

function byId<T extends { Id: string }>(list: T[]): Map<string, T> {
	return new Map(list.map((entry) => [entry.Id, entry]));
}

/** Everything that a run shows to people or stores, as one text. */
async function failure(
	parameters: IDataObject = {},
	changes: Parameters<typeof credential>[0] = {},
): Promise<{ message: string; description: string; whole: string }> {
	const { error, json, run: execution } = await run(parameters, changes);
	expect(error).toBeDefined();
	expect(json()).toEqual([]);
	const { message, description } = error as Error & { description?: string };
	return {
		message,
		description: description ?? '',
		whole: JSON.stringify([error, execution.data.data.resultData]),
	};
}

describe('Employee: Get Many', () => {
	test('gives everybody employed on the day, of all companies, with type and organisation', async () => {
		await start();
		const found = byId(await employees());
		const expected = employedOn(flex.model, DAY);
		expect([...found.keys()].sort()).toEqual(expected.map(({ id }) => id).sort());
		for (const employee of expected) {
			const { Organization } = found.get(employee.id)!;
			const filled = Object.entries(Organization).filter(([, value]) => value !== null);
			expect(Object.fromEntries(filled)).toEqual(organizationOn(flex.model, employee.id, DAY));
		}
		const types = new Set([...found.values()].map(({ EmploymentType }) => EmploymentType));
		expect([...types].sort()).toEqual(['Employee', 'External Personnel']);
		const forms = new Set([...found.values()].map(({ EmploymentForm }) => EmploymentForm));
		expect(forms).toContain('Permanent');
		for (const { id } of expected) {
			expect(found.get(id)!.EmploymentType).toBe(employmentTypeOn(flex.model, id, DAY));
		}
	});

	test('emits the fields of the contract under the names of Flex, and nothing else', async () => {
		await start();
		const [first] = await employees({ include: ['employment', 'organization', 'ownFields'] });
		expect(Object.keys(first!)).toEqual([
			'Id',
			'CompanyId',
			'EmploymentNumber',
			'FirstName',
			'LastName',
			'EmailWork',
			'Gender',
			'DateOfBirth',
			'ImmediateManagerEmployeeId',
			'EmploymentType',
			'EmploymentForm',
			'EmployedSince',
			'EmployedUntil',
			'Organization',
			'OrganizationCodes',
			'OrganizationIds',
			'OwnFields',
		]);
		expect(Object.keys(first!.Organization)).toEqual([
			'Office',
			'Department',
			'Team',
			'Cost centre',
		]);
		expect(first!.OrganizationCodes.Office).toMatch(/^\d+$/);
		expect(Object.keys(first!.OwnFields).sort()).toEqual([
			'First aid',
			'Introduction done',
			'T-shirt size',
			'Title',
			'Working hours',
		]);
	});

	test('no sensitive value leaves the node unless it is chosen by name', async () => {
		await start();
		const whole = JSON.stringify(
			await employees({ include: ['employment', 'organization', 'ownFields'] }),
		);
		expect(whole).not.toMatch(
			/National|-T[0-9A-F]{3}|Bank|Tax|Påhittade|hemma\.example|070-000|Union/,
		);
		const chosen = await employees({
			include: [],
			output: 'selected',
			fields: 'firstname, Employment.TaxTable, NationalIdentificationNumber',
		});
		expect(chosen.length).toBeGreaterThan(100);
		for (const employee of chosen) {
			expect(Object.keys(employee).sort()).toEqual([
				'CompanyId',
				'Employment',
				'Id',
				'NationalIdentificationNumber',
				'firstname',
			]);
			expect(employee.Employment).toEqual([{ TaxTable: expect.any(Number) }]);
		}
	});

	test('raw gives what Flex sent and what was included', async () => {
		await start();
		const [first] = await employees({ output: 'raw' });
		expect(first).toMatchObject({
			Employment: [{ BankClearingNumber: '0000' }],
			EmploymentType: expect.any(String),
			Organization: { Office: 'Stockholm' },
		});
	});

	test('a chosen field that nobody has is an error that names the fields there are', async () => {
		await start();
		const { message, description } = await failure({
			output: 'selected',
			fields: 'FirstName, ShoeSize',
		});
		expect(message).toBe('No employee has the field ShoeSize');
		expect(description).toContain('FirstName');
	});

	test('dates are days without time', async () => {
		await start();
		for (const { DateOfBirth, EmployedSince, EmployedUntil } of await employees()) {
			const dates = [DateOfBirth, EmployedSince, EmployedUntil].filter((date) => date !== null);
			for (const date of dates) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		}
	});

	test('leavers and future starters come with Active Only switched off, with their own dates', async () => {
		await start();
		const all = await employees({ activeOnly: false });
		expect(all).toHaveLength(130);
		const left = all.filter(({ EmployedUntil }) => EmployedUntil !== null && EmployedUntil < DAY);
		const coming = all.filter(({ EmployedSince }) => EmployedSince > DAY);
		expect(left.length).toBeGreaterThan(0);
		expect(coming.length).toBeGreaterThan(0);
		expect(all.length - left.length - coming.length).toBe(employedOn(flex.model, DAY).length);
	});

	test('the first and the last day of an employment count', async () => {
		await start();
		const { model } = flex;
		const [first, last, before, after] = model.employees.slice(20, 24) as [
			FlexEmployee,
			FlexEmployee,
			FlexEmployee,
			FlexEmployee,
		];
		const days: Array<[FlexEmployee, string, string]> = [
			[first, DAY, '2026-12-31'],
			[last, '2020-01-01', DAY],
			[before, '2020-01-01', '2026-03-01'],
			[after, '2026-03-03', '2026-12-31'],
		];
		for (const [employee, fromDate, toDate] of days) {
			model.employmentPeriods = model.employmentPeriods.filter(
				({ employeeId }) => employeeId !== employee.id,
			);
			model.employmentPeriods.push({
				id: `00000000-0000-4000-8000-${employee.id.slice(-12)}`,
				employeeId: employee.id,
				companyId: employee.companyId,
				employmentTypeId: model.employmentTypes[0]!.id,
				external: false,
				fromDate,
				toDate,
				titleId: null,
				staffCategoryId: null,
			});
		}
		const found = byId(await employees());
		expect([first, last, before, after].map(({ id }) => found.has(id))).toEqual([
			true,
			true,
			false,
			false,
		]);
	});

	test('without a date it is today in the time zone of the workflow', async () => {
		await start({
			directory: { people: 30, referenceDate: new Date().toISOString().slice(0, 10) },
		});
		const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' }).format(
			new Date(),
		);
		const found = await employees({ onDate: '' });
		expect(found.map(({ Id }) => Id).sort()).toEqual(
			employedOn(flex.model, today)
				.map(({ id }) => id)
				.sort(),
		);
	});

	test('every item is paired with the first input item', async () => {
		await start();
		const { output } = await run();
		expect(output().every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(
			true,
		);
	});

	test('runs once, however many items come in', async () => {
		await start();
		const { json } = await runNode('flexHrm', ALL as never, [{}, {}, {}], {
			credentials: { flexHrmApi: credential() },
		});
		expect(json()).toHaveLength(employedOn(flex.model, DAY).length);
	});

	test('companies can be chosen by id, by number, in a list or in text', async () => {
		await start();
		const [first, second] = flex.model.companies.map(({ id }) => ({ id })) as [
			{ id: string },
			{ id: string },
		];
		const companiesOf = async (companyIds: unknown, inCredential = '') =>
			[
				...new Set(
					(await employees({ companyIds } as IDataObject, { companyIds: inCredential })).map(
						({ CompanyId }) => CompanyId,
					),
				),
			].sort();
		expect(await companiesOf([second.id], '1')).toEqual([second.id]);
		expect(await companiesOf('1; 2')).toEqual([first.id, second.id].sort());
		expect(await companiesOf([], `${second.id.toUpperCase()}`)).toEqual([second.id]);
		expect(await companiesOf([], `1, ${first.id}`)).toEqual([first.id]);
	});

	test('a limit reads only as many pages as it needs', async () => {
		await start();
		const { json } = await run({
			returnAll: false,
			limit: 5,
			include: [],
			activeOnly: false,
			options: { pageSize: 5 },
		});
		expect(json()).toHaveLength(5);
		for (const { PartialList } of json()) expect(PartialList).toMatchObject([{ code: 'limit' }]);
		expect(flex.countRequests(({ path }) => path.endsWith('/employees'))).toBe(1);
	});

	test('requests are pages of lists, none per employee, side by side within the limit', async () => {
		await start({ latency: 10 });
		await employees({
			include: ['employment', 'organization', 'ownFields'],
			options: { pageSize: 20, concurrency: 3 },
		});
		const paths = new Set(flex.requests.map(({ path }) => path));
		expect([...paths].some((path) => /employees\/./.test(path))).toBe(false);
		expect(flex.peakConcurrency).toBe(3);
		const sent = flex.requests.map(({ path, query }) => `${path} ${JSON.stringify(query)}`);
		expect(new Set(sent).size).toBe(sent.length);
	});

	describe('Automatic', () => {
		const authentication = 'automatic';

		test.each([
			['basic', 401, 1],
			['basic', 400, 1],
			['instanceBasic', 401, 0],
		] as const)('finds the form %s behind a %i', async (form, refusedLogin, refused) => {
			await start({
				authentication: [form],
				directory: { people: 10 },
				behaviour: { refusedLogin },
			});
			const staticData = {};
			const options = { staticData, mode: 'trigger' as const };
			const first = await run({}, { authentication }, options);
			expect(first.json().length).toBeGreaterThan(5);
			expect(flex.countRequests(({ status }) => status >= 400)).toBe(refused);
			expect(first.hints.join().includes('Choose it under Authentication')).toBe(refused > 0);
			// The next run begins with the form that worked.
			flex.clearRequests();
			const second = await run({}, { authentication }, options);
			expect(flex.countRequests(({ status }) => status >= 400)).toBe(0);
			expect(second.hints).toEqual([]);
		});

		test('tries a wrong password once in each form, and not again', async () => {
			await start();
			const { message, whole } = await failure({}, { authentication, password: 'wrong-word' });
			expect(message).toMatch(/refuses the user name or the password/);
			expect(whole).not.toContain('wrong-word');
			expect(flex.requests.map(({ status }) => status)).toEqual([401, 401]);
		});

		test.each([
			['employee', 'get', { employee: { mode: 'employmentNumber', value: '1' } }],
			['company', 'getMany', {}],
			['organizationalUnit', 'getMany', { path: '/companies/{companyId}/organizationtree' }],
			['connection', 'check', {}],
		])('%s: %s says once which form to choose', async (resource, operation, parameters) => {
			await start({ authentication: ['basic'], directory: { people: 10 } });
			flex.model.employees[0]!.employmentNumber = '1';
			flex.behaviour.treePath = '/companies/{companyId}/organizationtree';
			const { hints } = await run(
				{ resource, operation, returnAll: true, ...parameters },
				{ authentication },
			);
			const advice = hints.filter((hint) => hint.includes('Choose it under Authentication'));
			expect(advice).toEqual([expect.stringMatching(/took the form Basic\./)]);
		});

		test('where the form that it names is chosen, no log-in is refused, in runs by hand either', async () => {
			await start({ authentication: ['basic'], directory: { people: 10 } });
			const { hints } = await run({}, { authentication });
			expect(hints).toEqual([expect.stringMatching(/took the form Basic\./)]);
			flex.clearRequests();
			const chosen = await run({}, { authentication: 'basic' });
			expect(chosen.json().length).toBeGreaterThan(5);
			expect(chosen.hints).toEqual([]);
			expect(flex.countRequests(({ status }) => status >= 400)).toBe(0);
		});

		test('does without the unencoded form where it cannot carry the password', async () => {
			flex = await startFlex({ directory: { people: 10 }, password: 'lösenord' });
			expect((await employees({}, { authentication })).length).toBeGreaterThan(5);
			expect(flex.countRequests(({ status }) => status >= 400)).toBe(0);
			const { message, description } = await failure({}, { authentication: 'instanceBasic' });
			expect(message).toMatch(/The password holds a character .* Instance Basic cannot carry/);
			expect(description).toMatch(/Choose Automatic or Basic/);
		});
	});

	test('both forms of authentication work', async () => {
		await start({ authentication: ['instanceBasic'], directory: { people: 10 } });
		expect((await employees({}, { authentication: 'instanceBasic' })).length).toBeGreaterThan(5);
		expect((await failure({}, { authentication: 'basic' })).message).toMatch(/password/);
	});

	test('the server’s own employment type and organisational fields win', async () => {
		await start();
		flex.model.employees[3]!.extra = { EmploymentType: 'External Personnel', Team: 'Own Team' };
		const employee = byId(await employees()).get(flex.model.employees[3]!.id)!;
		expect(employee.EmploymentType).toBe('External Personnel');
		expect(employee.Organization).toMatchObject({ Office: 'Stockholm', Team: 'Own Team' });
	});

	test('names of forms of employment are asked for one by one where they have no list', async () => {
		await start({ missingEndpoints: ['employmenttypes'] });
		const found = await employees();
		expect(found.every(({ EmploymentForm }) => EmploymentForm !== null)).toBe(true);
		const single = flex.requests.filter(({ path }) => /employmenttypes\/./.test(path));
		expect(single.length).toBeGreaterThan(2);
		expect(single.length).toBeLessThanOrEqual(8);
	});

	test('without readable employment periods everybody counts as employed where that is allowed, and it is reported', async () => {
		await start({ missingEndpoints: ['employmentperiods'] });
		expect((await failure({ include: ['organization'] })).message).toMatch(
			/employment periods of the company .* be read/,
		);
		const options = { allowMissingPeriods: true };
		const { json, hints } = await run({ include: ['organization'], options });
		expect(json()).toHaveLength(130);
		expect(hints.join()).toMatch(/employment periods of .* cannot be read/);
	});

	test('included employment that cannot be read is an error, not an empty value', async () => {
		await start({ missingEndpoints: ['employmentperiods'] });
		const { message, description } = await failure();
		expect(message).toMatch(/employment periods of the company .* be read/);
		expect(description).toMatch(/Aktivera resursbehörigheter.*Allow Missing Employment Periods/);
	});

	test.each(['accountdistributions', 'accounts', 'employmentdefaultaccounts'])(
		'organisation without %s is an error, not an empty organisation',
		async (endpoint) => {
			await start({ missingEndpoints: [endpoint] });
			const { message, description } = await failure();
			expect(message).toMatch(/account.* of the company .* be read/);
			expect(description).toMatch(/remove Organization from Include/);
		},
	);

	test('one kind of own fields that cannot be read is left out and said', async () => {
		await start({ missingEndpoints: ['owndatefields'] });
		const { json, hints } = await run({ include: ['ownFields'] });
		expect(Object.keys(json<Employee>()[0]!.OwnFields)).not.toContain('Introduction done');
		expect(Object.keys(json<Employee>()[0]!.OwnFields)).toContain('Title');
		expect(hints.join()).toMatch(/kind date/);
	});

	test('case 30: names such as __proto__ and constructor pass unharmed', async () => {
		await start({ directory: { people: 10, companies: 1 } });
		flex.model.accountDistributions[0]!.name = '__proto__';
		flex.model.accountDistributions[1]!.name = 'constructor';
		flex.model.revision++;
		const { output } = await run();
		const organization = (output()[3]!.json as Employee).Organization;
		expect(Object.keys(organization)).toEqual(['__proto__', 'constructor', 'Team', 'Cost centre']);
		expect(Object.getOwnPropertyDescriptor(organization, '__proto__')!.value).toBe('Stockholm');
	});

	test('modified since is passed on, and the list is called partial', async () => {
		await start();
		const changed = flex.model.employees[4]!;
		changed.modifiedAt = '2026-03-01T12:00:00';
		for (const employee of flex.model.employees) {
			if (employee !== changed) employee.modifiedAt = '2025-01-01T00:00:00';
		}
		const { json, hints } = await run({
			options: { modifiedSince: '2026-03-01T08:00:00.000+01:00' },
		});
		expect(json<Employee>().map(({ Id }) => Id)).toEqual([changed.id]);
		expect(json()).toMatchObject([{ PartialList: [{ code: 'modifiedSince' }] }]);
		expect(hints.join()).toMatch(/removes nobody because of this list/);
		expect(hints.join()).toMatch(/moves .*, employment periods, employment types and new managers/);
		const query = flex.requests.find(({ path }) => path.endsWith('/employees'))!.query;
		expect(query.modifiedSince).toBe('2026-03-01T08:00:00');
	});
});

describe('A complete read or an error', () => {
	test('case 22: a clamped page size is followed', async () => {
		await start({ maxPageSize: 7 });
		expect(await employees()).toHaveLength(employedOn(flex.model, DAY).length);
	});

	test('case 22: ignored paging is noticed at the first repeated page', async () => {
		await start({ directory: { people: 200, companies: 1 } });
		flex.faults = ({ path }) =>
			path.endsWith('/employees')
				? { kind: 'query', set: { pageIndex: undefined, pageSize: undefined } }
				: undefined;
		const { message } = await failure({ options: { concurrency: 1 } });
		expect(message).toMatch(/^Flex gave page 0 of the employees of the company .* page 1$/);
		// The first page in the large size, again in the usual size, and the second page.
		expect(flex.countRequests(({ path }) => path.endsWith('/employees'))).toBe(3);
	});

	test('case 21: a row inserted while paging leads to a second read with everybody in it', async () => {
		await start({ directory: { people: 90, companies: 1 } });
		let isInserted = false;
		flex.faults = (request) => {
			if (isPage(request, 1) && !isInserted) {
				isInserted = true;
				flex.model.employees.push({
					...flex.model.employees[5]!,
					id: '11111111-2222-4333-8444-555555555555',
					employmentNumber: '0',
				});
			}
			return undefined;
		};
		const found = await employees({
			include: [],
			activeOnly: false,
			options: { pageSize: 20, concurrency: 1 },
		});
		expect(found).toHaveLength(91);
		expect(flex.countRequests((request) => isPage(request, 0))).toBe(2);
		expect(new Set(found.map(({ Id }) => Id)).size).toBe(91);
	});

	test('case 21: one row deleted and one inserted, so that the total stays, is noticed', async () => {
		await start({ directory: { people: 90, companies: 1 } });
		let isChanged = false;
		flex.faults = (request) => {
			if (isPage(request, 1) && !isChanged) {
				isChanged = true;
				const last = flex.model.employees.pop()!;
				flex.model.employees.push({
					...last,
					id: last.id.replace(/^./, 'f'),
					employmentNumber: '0',
				});
				flex.model.revision++;
			}
			return undefined;
		};
		const found = await employees({
			include: [],
			activeOnly: false,
			options: { pageSize: 20, concurrency: 1 },
		});
		expect(found.map(({ Id }) => Id).sort()).toEqual(
			flex.model.employees.map(({ id }) => id).sort(),
		);
		expect(flex.countRequests((request) => isPage(request, 0))).toBe(2);
	});

	test('case 21: a list that never keeps still ends in an error', async () => {
		await start({ directory: { people: 90, companies: 1 } });
		let number = 0;
		flex.faults = (request) => {
			if (isPage(request, 1)) {
				const id = `11111111-2222-4333-8444-${String(number++).padStart(12, '0')}`;
				flex.model.employees.push({ ...flex.model.employees[5]!, id, employmentNumber: '0' });
			}
			return undefined;
		};
		const { message, description } = await failure({
			options: { pageSize: 20, concurrency: 1, maxReadAttempts: 2 },
		});
		expect(message).toMatch(/could not be read in one piece/);
		expect(description).toMatch(/read 2 times/);
		expect(flex.countRequests((request) => isPage(request, 0))).toBe(2);
	});

	test('case 2: one of two companies answers 403', async () => {
		await start();
		const denied = flex.model.companies[1]!;
		flex.deniedCompanies = [denied.id];
		const { message, description } = await failure();
		expect(message).toBe(
			`Flex refuses the API user access to the company ${denied.id} (status 403)`,
		);
		expect(description).toMatch(/remove the company from Company IDs/);
	});

	test('case 2: a company without employees is an error of its own, unless it is allowed', async () => {
		await start({ directory: { people: 20, companies: 1, emptyCompanies: 1 } });
		const { message, description } = await failure();
		expect(message).toBe(`Flex lists no employees in the company ${flex.model.companies[1]!.name}`);
		expect(description).toMatch(/Allow Empty/);
		expect((await employees({ options: { allowEmpty: true } })).length).toBeGreaterThan(10);
	});

	test('case 2: nobody employed on the date is an error too', async () => {
		await start();
		expect((await failure({ onDate: '1950-01-01' })).message).toMatch(
			/^Nobody is employed on 1950-01-01/,
		);
	});

	test('a filter by company that Flex ignores is noticed', async () => {
		await start();
		const [first] = flex.model.companies;
		flex.faults = ({ path }) =>
			path.endsWith('/employees') ? { kind: 'query', set: { companyId: first!.id } } : undefined;
		expect((await failure()).message).toMatch(/^Flex gave employees of another company/);
	});
});

function isPage(request: Pick<FaultRequest, 'path' | 'query'>, index: number): boolean {
	return request.path.endsWith('/employees') && request.query.pageIndex === String(index);
}

describe('Bad input', () => {
	test('wrong credentials', async () => {
		await start();
		const { message, whole } = await failure({}, { password: 'wrong-secret-word' });
		expect(message).toBe('Flex refuses the user name or the password (status 401)');
		expect(whole).not.toContain('wrong-secret-word');
		expect(whole).not.toContain(
			Buffer.from(`${flex.username}:wrong-secret-word`).toString('base64'),
		);
	});

	test('a wrong instance', async () => {
		await start();
		const { message, description } = await failure({}, { instanceId: '999' });
		expect(message).toMatch(/refuses the request/);
		expect(description).toMatch(/Angiven instans finns inte.*Check Instance ID/);
	});

	test('an address where there is no API', async () => {
		await start();
		const { message, description } = await failure({}, { baseUrl: `${flex.url}/wrong/path` });
		expect(message).toBe('There is no Flex HRM web API at the Base URL (status 404)');
		expect(description).toMatch(/Correct Base URL/);
	});

	test.each<[string, Fault, RegExp]>([
		['a web page', { kind: 'html' }, /leads to a web page, not to the Flex HRM web API$/],
		[
			'another web API',
			{ kind: 'status', status: 200, body: { ok: true } },
			/leads to something else than the Flex HRM web API$/,
		],
	])('an address of %s', async (_name, fault, said) => {
		await start();
		flex.faults = () => fault;
		const { message, description } = await failure();
		expect(message).toMatch(said);
		expect(description).toMatch(/^As Base URL enter only https:.* maintenance: run the workflow/);
	});

	test.each([
		['/companies', 'Flex cannot answer with the list of companies (/companies) at the moment'],
		['/employees', 'Flex cannot answer with the list of employees (/employees) at the moment'],
	])('a list that Flex cannot give is named in words: %s', async (path, said) => {
		await start();
		flex.faults = (request) =>
			request.path.endsWith(path) ? { kind: 'status', status: 503 } : undefined;
		expect((await failure({ options: { maxTries: 1 } })).message).toBe(`${said} (status 503)`);
	});

	test('an unknown company, by id and by number, with those that are known', async () => {
		await start();
		for (const companyIds of ['00000000-0000-4000-8000-000000000000', '77']) {
			const { message, description } = await failure({}, { companyIds });
			expect(message).toMatch(/^Flex does not know the company/);
			expect(description).toContain(flex.model.companies[0]!.name);
		}
	});

	test('a company id that is none', async () => {
		await start();
		expect((await failure({}, { companyIds: 'Norrsken' })).message).toBe(
			'“Norrsken” is not a company id',
		);
		expect((await failure({}, { companyIds: '' })).message).toBe('No company is chosen');
		expect(flex.requests).toEqual([]);
	});

	test('a wrong date', async () => {
		await start();
		expect((await failure({ onDate: '2026-02-30' })).message).toBe('On Date is not a date');
	});

	test.each<[string, Fault, RegExp]>([
		['a web page', { kind: 'html' }, /something else than data/],
		['a cut off answer', { kind: 'truncate', clean: true }, /cut off or damaged/],
		['another form', { kind: 'status', status: 200, body: { ok: true } }, /form that is not known/],
		['a bare string', { kind: 'status', status: 200, body: '"hej"' }, /form that is not known/],
		['nothing', { kind: 'status', status: 200 }, /something else than data/],
		[
			'a redirect to another host',
			{ kind: 'status', status: 302, headers: { Location: 'https://elsewhere.example/login' } },
			/redirects elsewhere to elsewhere\.example/,
		],
	])('an answer that is %s', async (_name, fault, message) => {
		await start();
		flex.faults = ({ path }) => (path.endsWith('/employees') ? fault : undefined);
		const shown = await failure({ options: { maxTries: 1 } });
		expect(shown.message).toMatch(message);
		expect(shown.description).not.toBe('');
		expect(shown.whole).not.toContain(flex.password);
	});

	test('an employee without an id', async () => {
		await start();
		flex.model.employees[9]!.extra = { Id: null };
		expect((await failure()).message).toMatch(
			/^Flex gave an employee of the company .* without an Id$/,
		);
	});

	test('a Base URL that nobody answers at', async () => {
		await start();
		const { message } = await failure(
			{ options: { maxTries: 1 } },
			{ baseUrl: 'http://127.0.0.1:9/api' },
		);
		expect(message).toBe(
			'Flex could not be reached: it does not accept connections at the Base URL',
		);
	});

	test('http to another computer', async () => {
		await start();
		const { message } = await failure({}, { baseUrl: 'http://company.flexhosting.example' });
		expect(message).toMatch(/unencrypted/);
	});

	test('what the server says is shown without secrets and personal data', async () => {
		await start();
		const Message = `Fel för ${flex.password} anna@bolaget.example 19850101-1234`;
		flex.faults = ({ path }) =>
			path.endsWith('/employees') ? { kind: 'status', status: 409, body: { Message } } : undefined;
		const { description, whole } = await failure();
		expect(description).toContain('Fel för');
		expect(whole).not.toMatch(/anna@|19850101|sandbox-flex-password/);
	});

	test('with Continue On Fail the error is an item', async () => {
		await start();
		const { error, json } = await run(
			{},
			{ password: 'wrong' },
			{ onError: 'continueRegularOutput' },
		);
		expect(error).toBeUndefined();
		expect(json()).toEqual([{ error: expect.stringMatching(/password/) }]);
	});

	test('with an error output the error leaves by it', async () => {
		await start();
		const { json } = await run({}, { password: 'wrong' }, { onError: 'continueErrorOutput' });
		expect(json(0)).toEqual([]);
		expect(json(1)).toEqual([
			expect.objectContaining({ error: expect.stringMatching(/password/) }),
		]);
	});
});

describe('Faults that pass', () => {
	test('case 23: 429 with Retry-After, 503 and a cut connection are tried again', async () => {
		await start();
		const expected = employedOn(flex.model, DAY).length;
		const faults = new Map<number, Fault>([
			[2, { kind: 'status', status: 429, headers: { 'Retry-After': '0' } }],
			[3, { kind: 'status', status: 503, headers: { 'X-RateLimit-Reset': '0' } }],
			[6, { kind: 'reset', when: 'after' }],
			[9, { kind: 'truncate' }],
		]);
		flex.faults = ({ number }) => faults.get(number);
		expect(await employees({ options: { concurrency: 1 } })).toHaveLength(expected);
		expect(flex.requests.length).toBeGreaterThan(10);
	});

	test('a fault that stays ends in an error after as many tries as set', async () => {
		await start();
		flex.faults = ({ path }) =>
			path.endsWith('/employees')
				? { kind: 'status', status: 503, headers: { 'Retry-After': '0' } }
				: undefined;
		const { message } = await failure({ companyIds: '1', options: { maxTries: 3 } });
		expect(message).toMatch(/cannot answer .* \(status 503\)/);
		expect(flex.countRequests(({ path }) => path.endsWith('/employees'))).toBe(3);
	});

	test('cancelling stops the reading within one request', async () => {
		await start({ latency: 30, directory: { people: 200, companies: 1 } });
		const controller = new AbortController();
		flex.faults = () => {
			if (flex.requests.length === 4) controller.abort();
			return undefined;
		};
		await run({ options: { pageSize: 5, concurrency: 1 } }, {}, { signal: controller.signal });
		expect(flex.requests.length).toBeLessThanOrEqual(6);
	});
});

describe('Employee: Get', () => {
	const GET = { resource: 'employee', operation: 'get', onDate: DAY };

	async function get(parameters: IDataObject, inputs: IDataObject[] = [{}]) {
		return await runNode('flexHrm', { ...GET, ...parameters } as never, inputs, {
			credentials: { flexHrmApi: credential() },
		});
	}

	const locator = (mode: string, value: string) => ({ employee: { __rl: true, mode, value } });

	test('gives the same as Get Many, by id, employment number and work e-mail', async () => {
		await start();
		const many = byId(await employees({ activeOnly: false }));
		const employee = flex.model.employees[3]!;
		const PartialList = [{ code: 'lookup', message: 'employees were looked up one by one' }];
		const expected = { ...many.get(employee.id)!, PartialList };
		expect((await get(locator('id', employee.id.toUpperCase()))).json()).toEqual([expected]);
		expect((await get(locator('email', employee.emailWork!.toUpperCase()))).json()).toEqual([
			expected,
		]);
		const byNumber = await get(locator('employmentNumber', employee.employmentNumber));
		expect(byNumber.json()).toContainEqual(expected);
		expect(byNumber.json().length).toBe(2);
		expect((await get(locator('list', employee.id))).json()).toEqual([expected]);
	});

	test('checks the record where Flex ignores the filter', async () => {
		await start();
		flex.faults = ({ path }) =>
			path.endsWith('/employees') ? { kind: 'query', set: { email: undefined } } : undefined;
		const employee = flex.model.employees[6]!;
		const { json } = await get(locator('email', employee.emailWork!));
		expect(json<Employee>().map(({ Id }) => Id)).toEqual([employee.id]);
	});

	test('asks for the employee of each item, and names what was not found', async () => {
		await start();
		const [first, second] = flex.model.employees as [FlexEmployee, FlexEmployee];
		const { output } = await get({ ...locator('id', '={{ $json.id }}'), include: [] }, [
			{ id: first.id },
			{ id: second.id },
		]);
		expect(output().map(({ json, pairedItem }) => [json.Id, pairedItem])).toEqual([
			[first.id, { item: 0 }],
			[second.id, { item: 1 }],
		]);
		const missing = await get(locator('email', 'nobody@company.example'));
		expect(missing.error?.message).toMatch(/^There is no employee with this work e-mail/);
		expect(missing.error?.message).not.toContain('nobody@');
	});

	test('says that nobody is chosen', async () => {
		await start();
		const { error } = await get(locator('id', '={{ " " }}'));
		expect(error?.message).toBe('No employee is chosen');
	});

	describe('the list to choose from', () => {
		async function search(filter?: string) {
			const { results } = await loadOptions<INodeListSearchResult>(
				'flexHrm',
				'listSearch',
				'searchEmployees',
				{ credentials: { flexHrmApi: credential() }, ...(filter === undefined ? {} : { filter }) },
			);
			return results;
		}

		test('shows the first ones, by name and number, without reading everybody', async () => {
			await start({ directory: { people: 450, companies: 1 } });
			const results = await search();
			expect(results).toHaveLength(100);
			const known = new Map(flex.model.employees.map((one) => [one.id, one]));
			for (const { name, value } of results) {
				const one = known.get(String(value))!;
				expect(name).toBe(`${one.firstName} ${one.lastName} (${one.employmentNumber})`);
			}
			expect(flex.requests.length).toBeLessThanOrEqual(2);
		});

		test('finds by name, number and work e-mail, in any case and in every company', async () => {
			await start({ directory: { people: 250, companies: 2 } });
			const wanted = flex.model.employees.find(
				({ companyId, emailWork }) => companyId === flex.model.companies[1]!.id && emailWork,
			)!;
			const { id, firstName, lastName, emailWork, employmentNumber } = wanted;
			for (const text of [
				`${firstName} ${lastName}`.toUpperCase(),
				emailWork!.slice(0, -2),
				employmentNumber,
			]) {
				expect((await search(text)).map(({ value }) => value)).toContain(id);
			}
			expect(await search('nobody is called this')).toEqual([]);
		});
	});
});

describe('Company: Get Many, and the list of companies', () => {
	test('lists companies, simplified', async () => {
		await start({ directory: { people: 10, companies: 3 } });
		const get = async (parameters: IDataObject) =>
			(
				await runNode(
					'flexHrm',
					{ resource: 'company', operation: 'getMany', ...parameters } as never,
					[{}],
					{ credentials: { flexHrmApi: credential() } },
				)
			).json();
		expect(await get({ returnAll: true })).toEqual(
			flex.model.companies.map(({ id, companyNumber, name, organizationNumber }) => ({
				Id: id,
				CompanyNumber: companyNumber,
				Name: name,
				OrganizationNumber: organizationNumber,
			})),
		);
		expect(await get({ limit: 2 })).toHaveLength(2);
	});

	test('fills the field Companies', async () => {
		await start();
		const options = await loadOptions('flexHrm', 'loadOptions', 'getCompanies', {
			credentials: { flexHrmApi: credential() },
		});
		expect(options).toEqual(
			flex.model.companies
				.map(({ id, name, companyNumber }) => ({ name: `${name} (${companyNumber})`, value: id }))
				.sort((a, b) => (a.name < b.name ? -1 : 1)),
		);
	});
});

describe('The test of the credential', () => {
	async function tested(changes: Parameters<typeof credential>[0] = {}) {
		return await testCredential('flexHrm', 'flexHrmApiTest', 'flexHrmApi', credential(changes));
	}

	test.each([
		['as it stands', (url: string) => url],
		['with a slash', (url: string) => `${url}/`],
		['with its path', (url: string) => `${url}/webapi/api/`],
	])('succeeds with the address %s, and names the companies', async (_name, baseUrl) => {
		await start();
		const result = await tested({ baseUrl: baseUrl(flex.url) });
		expect(result.status).toBe('OK');
		expect(result.message).toContain(flex.model.companies[1]!.name);
	});

	test('names the form of log-in that works, and the employees of each company', async () => {
		await start({ authentication: ['basic'], directory: { people: 30, companies: 1 } });
		const { status, message } = await tested({ authentication: 'automatic' });
		expect(status).toBe('OK');
		expect(message).toContain(`${flex.model.companies[0]!.name} (30 employees)`);
		expect(message).toMatch(/in the form Basic: choose it under Authentication/);
		expect((await tested()).message).not.toMatch(/choose it/);
	});

	test('recognises customer number and company number in each other’s place', async () => {
		await start();
		for (const authentication of ['basic', 'automatic']) {
			const { status, message } = await tested({
				authentication,
				instanceId: '1',
				companyIds: flex.instance,
			});
			expect(status).toBe('Error');
			expect(message).toMatch(/in each other’s place.*kundnummer.*4711.*företagsnummer.*1/);
		}
	});

	test('names a list that Flex cannot give in words', async () => {
		await start();
		flex.faults = ({ path }) =>
			path.endsWith('/companies') ? { kind: 'status', status: 503 } : undefined;
		expect((await tested()).message).toMatch(
			/^Flex cannot answer with the list of companies \(\/companies\) at the moment \(status 503\)\. /,
		);
	});

	test('says which value is wrong', async () => {
		await start();
		const denied = flex.model.companies[1]!.id;
		const messages = [
			await tested({ baseUrl: 'http://127.0.0.1:9' }),
			await tested({ baseUrl: `${flex.url}/wrong/path` }),
			await tested({ password: 'wrong-secret-word' }),
			await tested({ instanceId: '999' }),
			await tested({ companyIds: '77' }),
			await tested({ companyIds: '' }),
		].map(({ status, message }) => `${status}: ${message}`);
		flex.deniedCompanies = [denied];
		messages.push(`Error: ${(await tested()).message}`);
		const expected = [
			/does not accept connections.*Check the Base URL/,
			/no Flex HRM web API at this Base URL.*enter only https:.*Instance ID/,
			/user name or the password/,
			/does not accept the Instance ID.*Correct the Instance ID/,
			/does not know the company number 77/,
			/Company IDs must be filled in/,
			/refuses the API user access to the company/,
		];
		messages.forEach((message, index) => {
			expect(message).toMatch(/^Error: /);
			expect(message).toMatch(expected[index]!);
			expect(message).not.toContain('wrong-secret-word');
			expect(message).not.toMatch(/run the workflow/i);
		});
		expect(new Set(messages).size).toBe(messages.length);
	});
});
