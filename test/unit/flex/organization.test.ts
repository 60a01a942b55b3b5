import { UserError, type ErrorCode } from '../../../directory/model/userError';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';
import { readOrganization } from '../../../nodes/FlexHrm/reading/organization';
import { createReader, type Get } from '../../../nodes/FlexHrm/reading/reader';
import { refusal, refusalOf } from '../../support/refusal';

/** The organisational fields of a company on one day. */

const DAY = '2026-03-02';
const COMPANY = { id: 'c1', query: { companyId: 'c1' }, label: 'Norrsken AB' };
const DIMENSIONS = '/companies/c1/accountdistributions';
const VALUES = '/employmentdefaultaccounts';
const OFFICES = '/accountdistributions/d1/accounts';

const LISTS: Record<string, unknown> = {
	[DIMENSIONS]: [
		{ Id: 'D1', Name: 'Office' },
		{ Id: 'D2', Name: 'City' },
		{ Id: 'D3', Name: 'Konto' },
		{ Id: 'D4', Name: 'Team' },
	],
	[VALUES]: [
		{ EmployeeId: 'E1', AccountDistributionId: 'D1', AccountId: 'A1' },
		{ EmployeeId: 'E1', AccountDistributionId: 'D2', AccountId: 'gone', AccountCode: '7' },
		{ EmployeeId: 'E2', AccountDistributionId: 'D1', AccountId: 'A2' },
		{ EmployeeId: 'E3', AccountDistributionId: 'D1', AccountId: 'A1', ToDate: '2026-03-01' },
		{ EmployeeId: 'E1', AccountDistributionId: 'D3', AccountId: 'K1' },
	],
	[OFFICES]: [
		{ Id: 'A1', Name: 'Malmö', Code: '101' },
		{ Id: 'a2', Description: 'Lund', AccountCode: 102 },
	],
	'/accountdistributions/d2/accounts': [{ Id: 'x', Name: 'Kalmar' }],
};

async function read(changes: Record<string, unknown> = {}, dimensions: string[] = []) {
	const lists = { ...LISTS, ...changes };
	const asked: string[] = [];
	const get: Get = async (path) => {
		asked.push(path);
		const answer = lists[path];
		if (answer instanceof Error) throw answer;
		return answer ?? [];
	};
	const notices = new Notices();
	const reader = createReader(get, { pageSize: 100, concurrency: 1, maxReadAttempts: 1 });
	const settings = { day: DAY, dimensions };
	const read = await readOrganization(reader, COMPANY, 'c1', settings, [], notices);
	return { read, asked, notices };
}

test('each wanted dimension has a value or none, by name, code and id', async () => {
	const { read: of } = await read();
	expect(of.dimensionNames).toEqual(['Office', 'City', 'Team']);
	expect(of.valuesOf('e1')).toEqual({
		names: [
			['Office', 'Malmö'],
			['City', '7'],
			['Team', null],
		],
		codes: [
			['Office', '101'],
			['City', '7'],
			['Team', null],
		],
		ids: [
			['Office', 'a1'],
			['City', 'gone'],
			['Team', null],
		],
	});
	expect(of.valuesOf('e2').names[0]).toEqual(['Office', 'Lund']);
	expect(of.valuesOf('e2').codes[0]).toEqual(['Office', '102']);
	expect(of.valuesOf('e9').names).toEqual([
		['Office', null],
		['City', null],
		['Team', null],
	]);
	expect(of.all.map(({ name }) => name)).toEqual(['Office', 'City', 'Konto', 'Team']);
	expect(of.count(of.all[0]!, ['e1', 'e2', 'e3'])).toBe(2);
});

test('accounts are read of dimensions that are wanted and in use, of no other', async () => {
	const accounts = ({ asked }: { asked: string[] }) =>
		asked.filter((path) => path.endsWith('/accounts'));
	expect(accounts(await read())).toEqual([OFFICES, '/accountdistributions/d2/accounts']);
	expect(accounts(await read({}, ['Office', 'Team']))).toEqual([OFFICES]);
});

test('a report names who has no value, and who has one without a name', async () => {
	const { read: of, notices } = await read();
	of.report(notices);
	expect(notices.all).toEqual([]);
	for (const id of ['e1', 'e2', 'e3', 'e9']) of.valuesOf(id);
	of.report(notices);
	expect(notices.all).toEqual([
		'2 employees (Id e3, e9) in Norrsken AB: no organisational value is in force on 2026-03-02. Fill in their account distribution in Flex if they belong somewhere.',
		'1 employee (Id e1) in Norrsken AB: Flex gives an organisational value without its name, so its code is used.',
	]);
});

test('values of other people than were asked for end the run', async () => {
	const { read: of } = await read();
	of.checkBelongsTo(['e9', 'e3']);
	const error = refusal(() => of.checkBelongsTo(['e8', 'e9']));
	expect(error.message).toBe(
		'Flex gave the organisational values of others when it was asked for those of Norrsken AB',
	);
	expect(error.code).toBe('wrongCompany');
	expect(error.advice).toMatch(/^Not one employee of the company has any of them\./);
});

test('where nobody has a value, nobody has one of others', async () => {
	const { read: of } = await read({ [VALUES]: [] });
	expect(() => of.checkBelongsTo(['e8'])).not.toThrow();
});

test.each<[string, string]>([
	[DIMENSIONS, 'account distributions'],
	[OFFICES, 'accounts of the account distributions'],
	[VALUES, 'default accounts of employees'],
])('%s that is closed ends the run, with what the list is', async (path, list) => {
	const closed = new UserError('x', '', 'forbidden', 403);
	const changes = { [path]: closed, '/employmentdefaultaccountintervals': closed };
	const error = await refusalOf(read(changes));
	expect(error.message).toBe(
		`Flex does not let the ${list} of the company Norrsken AB be read (status 403)`,
	);
	expect([error.code, error.status]).toEqual(['unreadable', 403]);
	expect(error.advice).toMatch(/^They hold the organisational fields such as office/);
});

test.each<[string, ErrorCode]>([
	[DIMENSIONS, 'unavailable'],
	[OFFICES, 'unavailable'],
	[VALUES, 'unavailable'],
])('%s that fails ends the run with that failure', async (path, code) => {
	const failure = new UserError('x', '', code, 503);
	await expect(read({ [path]: failure })).rejects.toBe(failure);
});

test('no accounts where employees have some is no such list', async () => {
	const error = await refusalOf(read({ [OFFICES]: [] }));
	expect(error.message).toContain('accounts of an account distribution of the company Norrsken AB');
	expect(error.advice).toMatch(/^The list is empty, and yet employees have values from it\./);
});

test('no accounts where employees have only codes is right', async () => {
	const { read: of } = await read({
		[VALUES]: [{ EmployeeId: 'E1', AccountDistributionId: 'D1', AccountCode: '101' }],
		[OFFICES]: [],
	});
	expect(of.valuesOf('e1').names[0]).toEqual(['Office', '101']);
});

test.each(['Id', 'Name', 'Description', 'Code', 'AccountCode'])(
	'an account with a %s of another kind is an error that names the list and the field',
	async (field) => {
		const error = await refusalOf(read({ [OFFICES]: [{ Id: 'A1', [field]: {} }] }));
		expect(error.message).toContain('accounts of an account distribution');
		expect(error.advice).toContain(field);
	},
);
