import { SHARED_IDENTITY } from '../../../directory/model/issue';
import { codes, employee, map, mapping } from './support';

const anna = (values: Record<string, unknown>) => employee(values);
const bo = (values: Record<string, unknown>) =>
	employee({ FirstName: 'Bo', LastName: 'Alm', EmailWork: 'bo.alm@exempel.se', ...values });

describe('equal ids', () => {
	test('two records with one id in a company are both skipped, and each issue names both', () => {
		const { people, skipped } = map([
			anna({ Id: '7' }),
			bo({ Id: '7' }),
			anna({ Id: '8', EmailWork: 'eva@exempel.se' }),
		]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['8']);
		expect(skipped.map(({ externalId }) => externalId)).toEqual(['7', '7']);
		for (const { issues } of skipped) {
			expect(issues.map(({ code }) => code)).toEqual(['duplicateExternalId']);
			expect(issues[0]!.message).toContain(
				'2 records have the External ID 7 in company c1: Anna Lindqvist (anna.lindqvist@exempel.se) and Bo Alm (bo.alm@exempel.se).',
			);
		}
	});

	test('a record that is faulty besides counts as a duplicate, too', () => {
		const { people, skipped } = map([anna({ Id: '7' }), bo({ Id: '7', EmailWork: null })]);
		expect(people).toEqual([]);
		expect(skipped.map(codes)).toEqual([
			['duplicateExternalId'],
			['missingUsername', 'duplicateExternalId'],
		]);
	});

	test('a thousand records with one id name a few and count the rest', () => {
		const records = Array.from({ length: 1000 }, (_, i) =>
			anna({ Id: '1', EmailWork: `p${i}@x.se`, ImmediateManagerEmployeeId: '1' }),
		);
		const { skipped } = map(records);
		expect(skipped).toHaveLength(1000);
		expect(skipped[999]!.issues[0]!.message).toContain('and 995 more');
	});

	test('case 19: equal ids in two companies are two users, qualified by their company', () => {
		const { people } = map([
			anna({ Id: '7', CompanyId: 'A' }),
			bo({ Id: '7', CompanyId: 'B' }),
			bo({ Id: '9', CompanyId: 'B', EmailWork: 'nine@exempel.se' }),
		]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['A:7', 'B:7', '9']);
	});

	test('case 19: a manager is looked up in the own company first, then elsewhere', () => {
		const { people } = map([
			anna({ Id: '7', CompanyId: 'A' }),
			bo({ Id: '7', CompanyId: 'B' }),
			anna({ Id: '1', CompanyId: 'B', EmailWork: '1@x.se', ImmediateManagerEmployeeId: '7' }),
			anna({ Id: '2', CompanyId: 'A', EmailWork: '2@x.se', ImmediateManagerEmployeeId: '7' }),
			anna({ Id: '3', CompanyId: 'A', EmailWork: '3@x.se', ImmediateManagerEmployeeId: '1' }),
		]);
		expect(people.map((person) => person.managerExternalId)).toEqual([
			null,
			null,
			'B:7',
			'A:7',
			'1',
		]);
	});

	test('case 19: a manager id that two other companies use links nobody, and is named', () => {
		const { people } = map([
			anna({ Id: '7', CompanyId: 'A' }),
			bo({ Id: '7', CompanyId: 'B' }),
			anna({ Id: '1', CompanyId: 'C', EmailWork: '1@x.se', ImmediateManagerEmployeeId: '7' }),
		]);
		expect(people[2]).not.toHaveProperty('managerExternalId');
		expect(codes(people[2]!)).toEqual(['ambiguousManager']);
	});

	test('case 19: a qualified id that is somebody else’s own one is a duplicate', () => {
		const { people, skipped } = map([
			anna({ Id: '7', CompanyId: 'A' }),
			bo({ Id: '7', CompanyId: 'B' }),
			anna({ Id: 'A:7', CompanyId: 'C', EmailWork: 'c@x.se' }),
		]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['B:7']);
		expect(skipped.map(codes)).toEqual([['duplicateExternalId'], ['duplicateExternalId']]);
	});

	test('case 13: two people with one username both pass; only the planner knows the owner', () => {
		const { people, skipped } = map([
			anna({ Id: '1' }),
			bo({ Id: '2', EmailWork: 'Anna.Lindqvist@exempel.se' }),
		]);
		expect(people.map(({ username }) => username)).toEqual([
			'anna.lindqvist@exempel.se',
			'anna.lindqvist@exempel.se',
		]);
		expect(skipped).toEqual([]);
		expect(people.flatMap(codes)).toEqual([]);
	});
});

describe('case A6: a username that many people share', () => {
	const numbered = (count: number, shared: number) =>
		Array.from({ length: count }, (_, i) => {
			const pair = Math.floor(i / 2);
			const name = i < shared ? `${pair}` : `own${i}`;
			return anna({ Id: `e${i}`, CompanyId: `c${i % 2}`, LastName: `Ek ${i}`, EmailWork: name });
		});

	test('is a slip in the mapping: a hint counts the people, and the planner gets them all', () => {
		const { people, skipped, hints } = map(numbered(237, 222));
		expect(people).toHaveLength(237);
		expect(skipped).toEqual([]);
		expect(hints).toContain(
			'222 of 237 people share a username with others. Map Username to a field that is different for everyone, such as the work e-mail address.',
		);
	});

	test.each([
		['a fifth of the people', 50, 10],
		['few people', 12, 4],
		['nobody', 12, 0],
	])('no hint for %s', (_who, count, shared) => {
		expect(map(numbered(count, shared)).hints).toEqual([]);
	});

	test('two employments of one person do not count', () => {
		const twice = numbered(20, 0).flatMap((record) => [
			record,
			{ ...record, Id: `${record.Id as string}b`, CompanyId: 'other' },
		]);
		expect(map(twice).hints).toEqual([]);
	});

	test('the codes of shared identities are those of people who share one, not of people without one', () => {
		const { skipped } = map([
			anna({ Id: '7' }),
			bo({ Id: '7' }),
			anna({ Id: '8', EmailWork: null }),
			anna({ Id: null, EmailWork: 'x@exempel.se' }),
		]);
		expect(
			skipped.map((one) => codes(one).map((code) => [code, SHARED_IDENTITY.has(code)])),
		).toEqual([
			[['duplicateExternalId', true]],
			[['duplicateExternalId', true]],
			[['missingUsername', false]],
			[['missingExternalId', false]],
		]);
	});
});

describe('case 20: one person in two companies', () => {
	const inA = { Id: 'a1', CompanyId: 'A', FromDate: '2021-01-01' };
	const inB = { Id: 'b1', CompanyId: 'B', FromDate: '2019-06-01' };

	test('is one user, by the employment that began first, and both records are named', () => {
		const { people, sources, skipped } = map([
			anna(inA),
			anna({ ...inB, EmailWork: 'ANNA.lindqvist@exempel.se', FirstName: 'anna' }),
		]);
		expect(people).toHaveLength(1);
		expect(people[0]!.externalId).toBe('b1');
		expect(sources).toEqual([[1, 0]]);
		expect(skipped).toEqual([]);
		expect(people[0]!.issues).toEqual([
			expect.objectContaining({
				severity: 'warning',
				code: 'mergedAcrossCompanies',
				message:
					'anna Lindqvist is employed in 2 companies and becomes one user, by the record b1 of company B. Left out: a1 of company A. If another company should decide, name it first in Company Order.',
				details: { companies: ['B', 'A'], keptExternalId: 'b1', mergedExternalIds: ['a1'] },
			}),
		]);
	});

	test('the company that stands first in the order decides, before the dates', () => {
		const by = mapping({}, { companyOrder: ['X', ' a '] });
		expect(map([anna(inB), anna(inA)], by).people[0]!.externalId).toBe('a1');
	});

	test('without dates the smallest company decides; a known start comes before an unknown one', () => {
		const [a, b] = [
			{ ...inA, FromDate: null },
			{ ...inB, FromDate: null },
		];
		expect(map([anna(b), anna(a)]).people[0]!.externalId).toBe('a1');
		expect(map([anna(inB), anna(a)]).people[0]!.externalId).toBe('b1');
	});

	test('managers and reports follow to the record that stays', () => {
		const { people } = map([
			anna(inA),
			anna(inB),
			bo({ Id: 'x', CompanyId: 'A', ImmediateManagerEmployeeId: 'a1' }),
		]);
		expect(people.find(({ externalId }) => externalId === 'x')!.managerExternalId).toBe('b1');
	});

	test('with one id in both companies, the id needs no company', () => {
		const { people } = map([
			anna({ ...inA, Id: '7' }),
			anna({ ...inB, Id: '7' }),
			bo({ Id: 'x', CompanyId: 'A', ImmediateManagerEmployeeId: '7' }),
		]);
		expect(people.map((person) => [person.externalId, person.managerExternalId])).toEqual([
			['7', null],
			['x', '7'],
		]);
	});

	test.each([
		['another name', { FirstName: 'Annika' }],
		['another birthday', { DateOfBirth: '1990-01-01' }],
		['another username', { EmailWork: 'anna@exempel.se' }],
		['no company', { CompanyId: null }],
	])('%s: two people, not merged', (_what, difference) => {
		const { people } = map([anna(inA), anna({ ...inB, ...difference })]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['a1', 'b1']);
		expect(people.flatMap(codes)).toEqual([]);
	});

	test('a missing birthday is no difference, unless there is a choice', () => {
		const nobody = { DateOfBirth: null };
		expect(map([anna(inA), anna({ ...inB, ...nobody })]).people).toHaveLength(1);
		const { people } = map([
			anna(inA),
			anna({ ...inB, DateOfBirth: '1990-01-01' }),
			anna({ Id: 'c1', CompanyId: 'C', ...nobody }),
		]);
		expect(people).toHaveLength(3);
	});

	test('three companies are one user', () => {
		const { people, sources } = map([
			anna(inA),
			anna(inB),
			anna({ Id: 'c1', CompanyId: 'C', FromDate: '2018-01-01' }),
		]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['c1']);
		expect(sources).toEqual([[2, 0, 1]]);
	});
});
