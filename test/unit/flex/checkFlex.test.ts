import { UserError, type ErrorCode } from '../../../directory/model/userError';
import { checkFlex } from '../../../nodes/FlexHrm/check';
import { Watch } from '../../../nodes/FlexHrm/check/watch';
import type { Company } from '../../../nodes/FlexHrm/reading/company';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';
import { createReader, type Get, type Query } from '../../../nodes/FlexHrm/reading/reader';

/** The check of Flex before the start, with a Flex that answers from lists. */

const DAY = '2026-03-02';
const A: Company = { id: 'c1', query: { companyId: 'c1' }, label: 'c1' };
const B: Company = { id: 'c2', query: { companyId: 'c2' }, label: 'c2' };

const refused = (code: ErrorCode = 'forbidden', status = 403) =>
	new UserError(code, '', code, status);

/** Six people of two companies: an office of three each, in one town of six. */
const PEOPLE = ['boss', 'ann', 'bo', 'cia', 'dan', 'eva'].map((id, i) => ({
	Id: id,
	CompanyId: 'c1',
	EmploymentNumber: i,
	FirstName: id,
	LastName: 'Ek',
	EmailWork: `${id}@example.com`,
	DateOfBirth: `199${i}-01-01`,
	ImmediateManagerEmployeeId: i === 0 ? null : 'boss',
	EmploymentType: i === 5 ? 'Extern personal' : 'Anställd',
}));

const LISTS: Record<string, unknown> = {
	'/companies': [
		{ Id: 'c1', CompanyNumber: 1, Name: 'Norrsken AB' },
		{ Id: 'c2', CompanyNumber: 2, Name: 'Polaris AB' },
	],
	'/employees c1': PEOPLE,
	'/employees c2': [{ ...PEOPLE[0], Id: 'zoe', CompanyId: 'c2', EmailWork: 'zoe@example.com' }],
	'/employmentperiods c1': PEOPLE.map(({ Id }, i) => ({
		Id: `p${i}`,
		EmployeeId: Id,
		EmploymentTypeId: i < 2 ? 't2' : 't1',
		FromDate: '2020-01-01',
		ToDate: Id === 'dan' ? '2026-03-01' : null,
	})),
	'/employmenttypes c1': [
		{ Id: 't1', Name: 'Tillsvidare' },
		{ Id: 't2', Name: 'Vikariat' },
	],
	'/companies/c1/accountdistributions': [
		{ Id: 'd1', Name: 'Office' },
		{ Id: 'd2', Name: 'Konto' },
		{ Id: 'd3', Name: 'Godkänns av' },
	],
	'/employmentdefaultaccounts c1': PEOPLE.flatMap(({ Id }, i) => [
		{ EmployeeId: Id, AccountDistributionId: 'd1', AccountId: i % 2 ? 'a1' : 'a2' },
		...(i < 2 ? [{ EmployeeId: Id, AccountDistributionId: 'd3', AccountId: `m${i}` }] : []),
	]),
	'/accountdistributions/d1/accounts': [
		{ Id: 'a1', Name: 'Malmö' },
		{ Id: 'a2', Name: 'Lund' },
	],
	'/accountdistributions/d3/accounts': [
		{ Id: 'm0', Name: 'boss Ek' },
		{ Id: 'm1', Name: 'Ek, boss' },
	],
};

async function check(changes: Record<string, unknown> = {}, given: Company[] = [A]) {
	const lists = { ...LISTS, ...changes };
	const answer: Get = async (path, query: Query = {}) => {
		const list = lists[`${path} ${String(query.companyId)}`] ?? lists[path] ?? [];
		if (list instanceof Error) throw list;
		return list;
	};
	const watch = new Watch(200);
	const reader = createReader(watch.watch(answer), {
		pageSize: 200,
		concurrency: 1,
		maxReadAttempts: 1,
	});
	const result = await checkFlex(reader, given, DAY, watch, new Notices());
	const findings = result.findings.filter(({ code }) => code !== 'withoutManager');
	return {
		...result,
		codes: findings.map(({ code }) => code),
		finding: (code: string) => findings.find((one) => one.code === code)!,
		access: (resource: string) => {
			const { access, companies } = result.resources.find((one) => one.resource === resource)!;
			return [access, ...companies].join(' ');
		},
	};
}

test('a company in order: how many are listed and employed, with which types and forms', async () => {
	const { date, pageSize, companies, employmentTypes, employmentForms, codes } = await check();
	expect([date, pageSize]).toEqual([DAY, { asked: 200, given: null }]);
	expect(companies).toEqual([{ name: 'Norrsken AB', id: 'c1', listed: 6, employed: 5 }]);
	expect(employmentTypes).toEqual([
		{ name: 'Employee', people: 4 },
		{ name: 'External Personnel', people: 1 },
	]);
	expect(employmentForms).toEqual([
		{ name: 'Tillsvidare', people: 3 },
		{ name: 'Vikariat', people: 2 },
	]);
	expect(codes).toEqual(['noLevels']);
});

test('each dimension has the people with a value, and why it is no level', async () => {
	const { dimensions, recommendedLevels, finding } = await check();
	expect(dimensions).toMatchObject([
		{ name: 'Office', people: 5, share: 100, values: 2, level: 0 },
		{ name: 'Konto', people: 0, share: 0, values: 0, level: 0 },
		{ name: 'Godkänns av', people: 2, share: 40, values: 0, level: 0 },
	]);
	expect(dimensions[1]!.reason).toMatch(/^Never a level by itself/);
	expect(dimensions[1]!.sv.reason).toMatch(/^Aldrig en nivå i sig/);
	expect(dimensions[2]).toMatchObject({
		reason: 'Its values are names of managers.',
		sv: { reason: 'Värdena är namn på chefer.' },
	});
	expect(recommendedLevels).toEqual([]);
	expect(finding('noLevels')).toMatchObject({
		weight: 'decide',
		owner: 'consultant',
		title: 'No levels can be recommended from the data',
		sv: { title: 'Inga nivåer kan rekommenderas utifrån uppgifterna' },
	});
});

test('levels are recommended from the top down', async () => {
	const many = Array.from({ length: 24 }, (_, i) => ({ ...PEOPLE[1], Id: `e${i}` }));
	const ofAll = (id: string, size: number) =>
		many.map(({ Id }, i) => ({
			EmployeeId: Id,
			AccountDistributionId: id,
			AccountId: `${id}${Math.floor(i / size)}`,
		}));
	const accounts = (id: string) =>
		Array.from({ length: 4 }, (_, i) => ({ Id: `${id}${i}`, Name: `${id} number ${i}` }));
	const { recommendedLevels, codes, dimensions } = await check({
		'/employees c1': many.map((one, i) => ({ ...one, EmailWork: `e${i}@x.se`, DateOfBirth: null })),
		'/employmentperiods c1': many.map(({ Id }) => ({ EmployeeId: Id })),
		'/companies/c1/accountdistributions': [
			{ Id: 'team', Name: 'Team' },
			{ Id: 'site', Name: 'Site' },
		],
		'/employmentdefaultaccounts c1': [...ofAll('team', 6), ...ofAll('site', 12)],
		'/accountdistributions/team/accounts': accounts('team'),
		'/accountdistributions/site/accounts': accounts('site'),
	});
	expect(recommendedLevels).toEqual(['Site', 'Team']);
	expect(dimensions.map(({ name, level }) => [name, level])).toEqual([
		['Team', 2],
		['Site', 1],
	]);
	expect(codes).not.toContain('noLevels');
});

describe('a company that cannot be read', () => {
	const CLOSED = { '/employees c2': refused() };

	test('is a finding, and its rights are no finding of all', async () => {
		const { codes, finding, companies, access } = await check(CLOSED, [A, B]);
		expect(companies.map(({ name }) => name)).toEqual(['Norrsken AB']);
		expect(codes).toEqual(['companyNotRead', 'noLevels']);
		expect(access('employees')).toBe('permitted');
		expect(finding('companyNotRead')).toMatchObject({
			weight: 'start',
			owner: 'hrSystem',
			title: expect.stringMatching(
				/^The company Polaris AB could not be read: Flex refuses the API user access/,
			),
			sv: { title: expect.stringMatching(/^Företaget Polaris AB kunde inte läsas: /) },
		});
	});

	test('is the resource where it is the only one', async () => {
		const { codes, access, companies } = await check({ '/employees c1': refused() });
		expect([companies, codes]).toEqual([[], ['noAccess.employees']]);
		expect(access('employees')).toBe('refused');
	});

	test('for another reason than rights is named also where it is the only one', async () => {
		const down = new UserError('Flex is away', '', 'unavailable', 503);
		const { codes } = await check({ '/employees c1': down });
		expect(codes).toEqual(['companyNotRead']);
	});

	test('for a reason that is one of all ends the check', async () => {
		const gone = refused('unreachable');
		await expect(check({ '/employees c1': gone })).rejects.toBe(gone);
	});
});

describe('of a company as a whole', () => {
	test('that nobody is employed is a finding, and the only one of it', async () => {
		const { finding, codes, companies } = await check({ '/employmentperiods c1': [] });
		expect(companies).toMatchObject([{ listed: 6, employed: 0 }]);
		expect(codes).toEqual(['nobodyEmployed']);
		expect(finding('nobodyEmployed')).toMatchObject({
			weight: 'start',
			owner: 'hr',
			title: 'Nobody is employed in Norrsken AB today',
			sv: { title: 'Ingen är anställd i Norrsken AB i dag' },
		});
	});

	test('that nobody has a manager is a finding', async () => {
		const alone = PEOPLE.map((one) => ({ ...one, ImmediateManagerEmployeeId: null }));
		const { codes, finding } = await check({ '/employees c1': alone });
		expect(codes).toContain('noManagers');
		expect(finding('noManagers')).toMatchObject({ weight: 'decide', owner: 'hrSystem' });
	});

	test('that Flex shows no employment type is a finding, unless no periods are known', async () => {
		const untyped = PEOPLE.map((one) => ({ ...one, EmploymentType: null }));
		const { codes, employmentTypes } = await check({ '/employees c1': untyped });
		expect(codes).toContain('noEmploymentType');
		expect(employmentTypes).toEqual([]);
		const more = { '/employees c1': untyped, '/employmentperiods c1': refused() };
		const blind = await check(more);
		expect(blind.codes).toContain('noAccess.employmentperiods');
		expect(blind.codes).not.toContain('noEmploymentType');
		expect(blind.companies).toMatchObject([{ employed: 6 }]);
	});

	test('what Flex says and nobody understands is a finding in its own words', async () => {
		const { codes, finding } = await check({ '/employmentdefaultaccounts c1': [{}] });
		expect(codes).toContain('notUnderstood');
		expect(finding('notUnderstood')).toMatchObject({ weight: 'start', owner: 'hrSystem' });
		expect(finding('notUnderstood').title).toContain('default accounts of the company Norrsken AB');
	});
});

describe('rights', () => {
	const closedForms = (error: UserError) => ({
		'/employmenttypes c1': error,
		'/employmenttypes/t1': error,
		'/employmenttypes/t2': error,
	});

	test('what is closed is a finding for each resource, with what is lacking then', async () => {
		const { codes, finding, access } = await check(closedForms(refused()));
		expect(codes).toEqual(['noAccess.employmenttypes', 'noLevels']);
		expect(access('employmenttypes')).toBe('refused');
		const { title, advice, weight, sv } = finding('noAccess.employmenttypes');
		expect([title, weight]).toEqual([
			'The API user may not read the resource employmenttypes',
			'know',
		]);
		expect(advice).toMatch(
			/^The form of employment is left out\. Grant the resource employmenttypes\. In Flex, open/,
		);
		expect(sv.title).toBe('API-användaren får inte läsa resursen employmenttypes');
		expect(sv.advice).toMatch(/^Anställningsformen kommer inte med\. Ge behörighet till resursen/);
	});

	test('what is missing may be no part of this Flex', async () => {
		const { finding } = await check(closedForms(refused('notFound', 404)));
		const { title, sv } = finding('noAccess.employmenttypes');
		expect(title).toBe(
			'The API user may not read the resource employmenttypes, or your Flex does not have it',
		);
		expect(sv.title).toMatch(/, eller så saknas den i er Flex$/);
	});

	test('what is closed for one of two companies is named with it', async () => {
		const { finding, access } = await check({ '/employmentperiods c2': refused() }, [A, B]);
		expect(access('employmentperiods')).toBe('refused Polaris AB');
		expect(finding('noAccess.employmentperiods')).toMatchObject({
			weight: 'start',
			title: 'The API user may not read the resource employmentperiods of Polaris AB',
			sv: { title: 'API-användaren får inte läsa resursen employmentperiods för Polaris AB' },
		});
	});

	test('own fields that are closed are one finding', async () => {
		const { codes, finding } = await check({
			'/owntextfields c1': refused(),
			'/owndatefieldvalues c1': refused(),
		});
		expect(codes).toEqual(['noAccess.ownFields', 'noLevels']);
		expect(finding('noAccess.ownFields')).toMatchObject({
			weight: 'know',
			owner: 'hrSystem',
			title: 'The API user may not read own fields: owntextfields, owndatefieldvalues',
		});
		expect(finding('noAccess.ownFields').advice).toMatch(
			/^Grant them only if a value of the target/,
		);
	});

	test('intervals take the place of home accounts', async () => {
		const { codes, access } = await check({
			'/employmentdefaultaccounts c1': refused('notFound', 404),
			'/employmentdefaultaccountintervals c1': [{ EmployeeId: 'boss' }],
		});
		expect(access('employmentdefaultaccounts')).toBe('permitted');
		expect(codes).not.toContain('noAccess.employmentdefaultaccounts');
	});
});

describe('the size of pages', () => {
	const watched = async (...answers: Array<[query: Query, answer: unknown]>) => {
		const watch = new Watch(1000);
		for (const [query, answer] of answers) await watch.watch(async () => answer)('/x', query);
		return watch.pageSize;
	};
	const page = (total: number, rows: number) => ({
		TotalItemCount: total,
		Result: Array.from({ length: rows }, () => ({})),
	});
	const FIRST = { pageIndex: 0, pageSize: 1000 };

	test('is what a first page that is not the last has, the largest of several', async () => {
		expect(await watched([FIRST, page(300, 100)])).toEqual({ asked: 1000, given: 100 });
		expect(
			await watched([FIRST, page(300, 100)], [FIRST, page(300, 20)], [FIRST, page(900, 200)]),
		).toEqual({ asked: 1000, given: 200 });
	});

	test.each<[string, Query, unknown]>([
		['a page that is the whole list', FIRST, page(100, 100)],
		['a second page', { pageIndex: 1, pageSize: 1000 }, page(300, 100)],
		['a probe of one row', { pageIndex: 0, pageSize: 1 }, page(300, 1)],
		['an answer to no page', { pageIndex: 0 }, page(300, 100)],
		['a bare list', FIRST, [{}]],
		['an envelope without rows', FIRST, { TotalItemCount: 300 }],
		['an envelope without a total', FIRST, { Result: [{}] }],
	])('is not known from %s', async (_what, query, answer) => {
		expect(await watched([query, answer])).toEqual({ asked: 1000, given: null });
	});
});
