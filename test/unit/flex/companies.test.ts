import { UserError } from '../../../directory/model/userError';
import { resolveCompanies } from '../../../nodes/FlexHrm/reading/companies';
import { parseCompanies, type Company } from '../../../nodes/FlexHrm/reading/company';
import { createReader, type Get } from '../../../nodes/FlexHrm/reading/reader';

const A = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
const B = '2b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

async function resolve(get: Get, given: Company[]): Promise<Company[]> {
	return await resolveCompanies(
		createReader(get, { pageSize: 10, concurrency: 1, maxReadAttempts: 1 }),
		given,
	);
}

const LIST = {
	TotalItemCount: 1,
	PageIndex: 0,
	PageSize: 10,
	Result: [{ Id: A.toUpperCase(), CompanyNumber: 7, Name: 'Norrsken AB' }],
};

describe('companies', () => {
	test('a GUID goes into companyId, digits into companynumber, each once', () => {
		expect(
			parseCompanies(` ${A},\n7; {${B}}\t07,${A.toUpperCase()}`).map(({ query }) => query),
		).toEqual([{ companyId: A }, { companynumber: 7 }, { companyId: B }, { companynumber: 7 }]);
		expect(parseCompanies([A, 7]).map(({ query }) => query)).toEqual([
			{ companyId: A },
			{ companynumber: 7 },
		]);
		expect(parseCompanies(undefined)).toEqual([]);
	});

	test('what is neither is refused', () => {
		expect(() => parseCompanies('Norrsken AB')).toThrow('“Norrsken” is not a company id');
	});

	test('the label of a company that is not looked up is what was given', () => {
		expect(parseCompanies(`${A}, 7`)).toEqual([
			{ id: A, query: { companyId: A }, label: A },
			{ id: null, query: { companynumber: 7 }, label: 'number 7' },
		]);
	});

	test.each([`${A}x`, `x${A}`, `{${A}}x`, `x{${A}}`, 'n7', '7n', '1234567890'])(
		'“%s” is not a company id',
		(value) => {
			expect(() => parseCompanies([value])).toThrow(`“${value}” is not a company id`);
		},
	);

	test('one company named twice is read once, under its name', async () => {
		const companies = await resolve(async () => LIST, parseCompanies(`7, ${A}`));
		expect(companies).toHaveLength(1);
		expect(companies[0]).toMatchObject({ id: A.toUpperCase(), label: 'Norrsken AB' });
	});

	test('a company that is not listed but can be read is read', async () => {
		const companies = await resolve(async () => LIST, parseCompanies(B));
		expect(companies).toMatchObject([{ id: B, query: { companyId: B } }]);
	});

	test('unknown, closed, and no API at all are told apart', async () => {
		const refusing =
			(path: string, code: 'notFound' | 'forbidden', status: number): Get =>
			async (asked) => {
				if (asked.startsWith(path)) throw new UserError('x', 'y', code, status);
				return LIST;
			};
		await expect(
			resolve(refusing('/employees', 'notFound', 404), parseCompanies(B)),
		).rejects.toThrow(`Flex does not know the company ${B} (status 404)`);
		await expect(
			resolve(refusing('/employees', 'forbidden', 403), parseCompanies(B)),
		).rejects.toThrow(`Flex refuses the API user access to the company ${B} (status 403)`);
		await expect(resolve(refusing('/', 'notFound', 404), parseCompanies(B))).rejects.toThrow(
			'There is no Flex HRM web API at the Base URL (status 404)',
		);
		expect(await resolve(refusing('/companies', 'forbidden', 403), parseCompanies(B))).toHaveLength(
			1,
		);
	});
});
