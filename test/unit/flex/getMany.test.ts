import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeParameters,
} from 'n8n-workflow';
import { connectionSettings } from '../../../nodes/FlexHrm/actions/readingOptions';
import { FlexHrm } from '../../../nodes/FlexHrm/FlexHrm.node';
import { nodeContext } from '../../support/nodeContext';

/** Employee: Get Many, from the parameters of the panel to the items, with a Flex that answers from lists. */

const CREDENTIAL = {
	...{ baseUrl: 'https://flex.example.com', username: 'api', password: 'secret' },
	...{ instanceId: '1', companyIds: '1,2', authentication: 'basic' },
};

const LISTS: Record<string, object[]> = {
	companies: [
		{ Id: 'c1', CompanyNumber: '1', Name: 'Norrsken AB' },
		{ Id: 'c2', CompanyNumber: '2', Name: 'Polaris AB' },
	],
	'employees 1': [
		{ Id: 'e1', CompanyId: 'c1', FirstName: 'Siv', Phone1: '070', IsInAuditProcess: true },
		{ Id: 'e2', CompanyId: 'c1', FirstName: 'Bo' },
	],
	'employees 2': [{ Id: 'e3', CompanyId: 'c2', FirstName: 'Cia' }],
	'employmentperiods 1': [
		{ EmployeeId: 'e1', FromDate: '2020-01-01' },
		{ EmployeeId: 'e2', FromDate: '2020-01-01', ToDate: '2025-12-31' },
	],
	'employmentperiods 2': [{ EmployeeId: 'e3', FromDate: '2020-01-01' }],
};

async function run(parameters: INodeParameters, lists: Record<string, object[] | number> = {}) {
	const node = new FlexHrm();
	const all = {
		...{ resource: 'employee', operation: 'getMany', returnAll: true, onDate: '2026-03-02' },
		...{ include: [], ...parameters },
	};
	const { context, hints } = nodeContext(node, all, { credential: 'cred1' });
	const asked: Array<{ name: string; qs: IDataObject; credential: string }> = [];
	const helpers = {
		httpRequestWithAuthentication: async (credential: string, options: IHttpRequestOptions) => {
			const { pathname, searchParams } = new URL(options.url);
			const qs = { ...Object.fromEntries(searchParams), ...options.qs };
			const name = pathname.split('/').at(-1)!;
			asked.push({ name, qs, credential });
			const company = qs.companynumber ?? (qs.companyId === 'c1' ? 1 : 2);
			const found =
				{ ...LISTS, ...lists }[name === 'companies' ? name : `${name} ${company}`] ?? [];
			return typeof found === 'number'
				? { statusCode: found, headers: {}, body: {} }
				: { statusCode: 200, headers: {}, body: found };
		},
	};
	const running = Object.assign(context, { helpers, getCredentials: async () => CREDENTIAL });
	const [items] = await node.execute.call(running as unknown as IExecuteFunctions);
	expect(items!.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
	return { items: items!.map(({ json }) => json), hints, asked };
}

const ids = ({ items }: { items: IDataObject[] }) => items.map(({ Id }) => Id);

test('everybody who is employed in the companies of the credential, and what nobody asked for stays', async () => {
	const result = await run({});
	expect(result.items).toEqual([
		{ Id: 'e1', CompanyId: 'c1', EmploymentNumber: null, FirstName: 'Siv', Unconfirmed: true },
		{ Id: 'e3', CompanyId: 'c2', EmploymentNumber: null, FirstName: 'Cia' },
	]);
	expect(new Set(result.asked.map(({ credential }) => credential))).toEqual(
		new Set(['flexHrmApi']),
	);
	expect(result.hints).toEqual([]);
});

test('Company IDs of the node come before those of the credential', async () => {
	expect(ids(await run({ companyIds: ['2'] }))).toEqual(['e3']);
});

test('with Active Only off, leavers come as well', async () => {
	expect(ids(await run({ activeOnly: false }))).toEqual(['e1', 'e2', 'e3']);
});

test('On Date is the day that employments are looked at', async () => {
	expect(ids(await run({ onDate: '2025-12-31' }))).toEqual(['e1', 'e2', 'e3']);
});

test('with Only Approved off, new hires under review are like all others', async () => {
	const { items } = await run({ options: { onlyApproved: false } });
	expect(items[0]).not.toHaveProperty('Unconfirmed');
});

test('with a limit, each item says that the list is a part', async () => {
	const { items } = await run({ returnAll: false, limit: 1 });
	expect(items).toMatchObject([
		{ Id: 'e1', PartialList: [{ code: 'limit', message: 'Return All is off' }] },
	]);
});

test('Modified Since is asked of Flex, and each item says that the list is a part', async () => {
	const { items, asked, hints } = await run({ options: { modifiedSince: '2026-03-01T00:00:00' } });
	expect(items[0]!.PartialList).toEqual([
		{ code: 'modifiedSince', message: 'Modified Since is set' },
	]);
	const sent = asked.filter(({ name }) => name === 'employees').map(({ qs }) => qs.modifiedSince);
	expect(sent).toEqual(['2026-03-01T00:00:00', '2026-03-01T00:00:00']);
	expect(hints.join()).toMatch(/Only employees that were modified lately were read/);
});

test('Selected Fields and Raw give what they say', async () => {
	const selected = await run({ output: 'selected', fields: 'Phone1', companyIds: ['1'] });
	expect(selected.items).toEqual([{ Id: 'e1', CompanyId: 'c1', Phone1: '070', Unconfirmed: true }]);
	const raw = await run({ output: 'raw', companyIds: ['1'] });
	expect(raw.items[0]).toMatchObject({ Phone1: '070', IsInAuditProcess: true });
});

test('Dimensions are those that are read, and one that is not there is an error', async () => {
	const lists = { 'accountdistributions 2': [{ Id: 'd1', Name: 'Office' }] };
	const chosen = { companyIds: ['2'], include: ['organization'], dimensions: ['Team'] };
	await expect(run(chosen, lists)).rejects.toThrow('The company Polaris AB has no dimension Team');
	const { items } = await run({ ...chosen, dimensions: ['Office'] }, lists);
	expect(items[0]!.Organization).toEqual({ Office: null });
});

describe('a company without people', () => {
	const EMPTY = { 'employees 2': [] };

	test('ends the run, unless Allow Empty is on', async () => {
		await expect(run({}, EMPTY)).rejects.toThrow(
			'Flex lists no employees in the company Polaris AB',
		);
		const { hints, ...result } = await run({ options: { allowEmpty: true } }, EMPTY);
		expect(ids(result)).toEqual(['e1']);
		expect(hints).toEqual(['Flex lists no employees in the company Polaris AB.']);
	});
});

test('without employment periods the run ends, unless Allow Missing Employment Periods is on', async () => {
	const closed = { 'employmentperiods 1': 404, 'employmentperiods 2': 404 };
	await expect(run({}, closed)).rejects.toThrow(/does not let the employment periods/);
	const { items } = await run({ options: { allowMissingPeriods: true } }, closed);
	expect(ids({ items })).toEqual(['e1', 'e2', 'e3']);
});

test('a company that is closed ends the run, or is left out with a mark where the others go on', async () => {
	const closed = { 'employees 2': 403 };
	await expect(run({}, closed)).rejects.toThrow(/company Polaris AB \(status 403\)/);
	const { items, hints } = await run({ options: { continueWithOtherCompanies: true } }, closed);
	expect(items).toMatchObject([
		{
			Id: 'e1',
			PartialList: [{ code: 'companyNotRead', company: 'Polaris AB', companiesRead: ['c1'] }],
		},
	]);
	expect(hints).toEqual([
		expect.stringMatching(/^The company Polaris AB could not be read: .* marked as partial/),
	]);
});

test.each<[IDataObject, number[]]>([
	[{}, [4, 3, 5, 1000]],
	[{ concurrency: 2.9, maxReadAttempts: '7', maxTries: 1, pageSize: 50 }, [2, 7, 1, 50]],
	[{ concurrency: 0, maxReadAttempts: -1, maxTries: 21, pageSize: 9999 }, [1, 1, 20, 1000]],
	[{ concurrency: 'x', maxReadAttempts: null, maxTries: NaN, pageSize: 'x' }, [4, 3, 5, 1000]],
])('the options %j are concurrency, attempts, tries and page size %j', (options, values) => {
	const { concurrency, maxReadAttempts, maxTries, pageSize } = connectionSettings(options);
	expect([concurrency, maxReadAttempts, maxTries, pageSize]).toEqual(values);
});
