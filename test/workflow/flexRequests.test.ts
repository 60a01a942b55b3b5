import type { FlexBehaviour } from '../sandbox/flex/behaviour';
import { startFlex } from '../sandbox/flex/server';
import { generateDirectory } from '../sandbox/people';
import { runNode } from './engine';

/**
 * How often Flex is asked for 10,000 employees of two companies: pages to read and nothing per
 * employee. The numbers are those of the lists, counted by hand.
 */

const DAY = '2026-03-02';
const model = generateDirectory({ people: 10_000, companies: 2, referenceDate: DAY });

const pagesOf = (list: ReadonlyArray<{ companyId: string }>, size: number) =>
	model.companies
		.map(({ id }) => Math.ceil(list.filter(({ companyId }) => companyId === id).length / size))
		.reduce((a, b) => a + b, 0);

/** Companies; then of each company: dimensions, forms of employment, and accounts of 4 dimensions. */
const SINGLE = 1 + 2 * (1 + 1 + 4);
const least = (size: number) =>
	SINGLE +
	pagesOf(model.employees, size) +
	pagesOf(model.employmentPeriods, size) +
	pagesOf(model.defaultAccounts, size);

/** 9,500 employees and 430 externals, some 4,800 and 220 of each company. */
const BY_FILTER = 2 * (5 + 1);

test.each<[string, Partial<FlexBehaviour>, number, number]>([
	['pages of 1,000, the type on the record', { employmentType: 'swedish' }, 1000, least(1000)],
	[
		'pages of 1,000, the type by filter',
		{ employmentType: 'filter' },
		1000,
		least(1000) + BY_FILTER,
	],
	[
		'pages of 100 at most, larger ones ignored',
		{ employmentType: 'swedish', oversizedPage: 'ignored' },
		100,
		least(100),
	],
])(
	'%s',
	async (_name, behaviour, maxPageSize, fewest) => {
		const flex = await startFlex({ model, maxPageSize, behaviour });
		try {
			const { error, json } = await runNode(
				'flexHrm',
				{ resource: 'employee', operation: 'getMany', returnAll: true, onDate: DAY },
				[{}],
				{
					credentials: {
						flexHrmApi: {
							...flex.credential,
							companyIds: '1, 2',
						},
					},
				},
			);
			expect(error).toBeUndefined();
			expect(json().length).toBeGreaterThan(9000);
			expect(flex.requests.length).toBeGreaterThanOrEqual(fewest);
			expect(flex.requests.length).toBeLessThanOrEqual(fewest + 5);
		} finally {
			await flex.close();
		}
	},
	120_000,
);
