import type { IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { EmployeeMapper } from '../../../nodes/EmployeeMapper/EmployeeMapper.node';
import { chosenDay } from '../../../nodes/FlexHrm/actions/employee/output';
import { FlexHrm } from '../../../nodes/FlexHrm/FlexHrm.node';
import { readToday } from '../../../nodes/guards';
import { SyncPlanner } from '../../../nodes/SyncPlanner/SyncPlanner.node';
import { nodeContext } from '../../support/nodeContext';

/** Today is the day in the workflow's time zone: at two in the night in UTC it is yesterday in New York. */

const YESTERDAY = '2026-03-01';
const TODAY = '2026-03-02';
const NEW_YORK = { timeZone: 'America/New_York' };
const STOCKHOLM = { timeZone: 'Europe/Stockholm' };

beforeEach(() => {
	jest.useFakeTimers({ now: new Date(`${TODAY}T02:00:00Z`), doNotFake: ['setImmediate'] });
});

afterEach(() => jest.useRealTimers());

test('for the guards of a week, and for the plan number', async () => {
	expect(readToday(nodeContext(new SyncPlanner(), {}, NEW_YORK).context)).toBe(YESTERDAY);
	expect(readToday(nodeContext(new SyncPlanner(), {}, STOCKHOLM).context)).toBe(TODAY);
	const siv = { externalId: '1', username: 'siv@example.com', firstName: 'Siv', lastName: 'Sjö' };
	const bjorn = { firstName: 'Björn', lastName: 'Lind', targetId: 't1', active: true };
	const inputs = [[], [siv], [], [{ kind: 'user', ...siv, ...bjorn }]];
	const planId = async (place: typeof NEW_YORK) => {
		const planner = new SyncPlanner();
		const { context } = nodeContext(planner, {}, { ...place, inputs });
		const [, held, , summary] = await planner.execute.call(context);
		expect(held).toMatchObject([{ json: { guard: { name: 'possibleReuse' } } }]);
		return String(summary![0]!.json.planId).split('-')[0];
	};
	expect([await planId(NEW_YORK), await planId(STOCKHOLM)]).toEqual(['20260301', '20260302']);
});

test('for the employees of Flex, where no day is chosen', () => {
	const parameters = { resource: 'employee', operation: 'getMany' };
	expect(chosenDay(nodeContext(new FlexHrm(), parameters, NEW_YORK).context, 0)).toBe(YESTERDAY);
	expect(chosenDay(nodeContext(new FlexHrm(), parameters, STOCKHOLM).context, 0)).toBe(TODAY);
	const chosen = { ...parameters, onDate: '2025-12-24' };
	expect(chosenDay(nodeContext(new FlexHrm(), chosen, NEW_YORK).context, 0)).toBe('2025-12-24');
});

test.each([
	[NEW_YORK, undefined],
	[STOCKHOLM, TODAY],
])('for the mapper, which takes no birthday of tomorrow (%o)', async ({ timeZone }, birthday) => {
	const born = { EmailWork: 'a@example.com', FirstName: 'A', LastName: 'B', DateOfBirth: TODAY };
	const items = [{ Id: '1', EmploymentNumber: '1', ...born }];
	const mapper = new EmployeeMapper();
	const { context } = nodeContext(mapper, {}, { timeZone, inputs: [items] });
	const [people] = await mapper.execute.call(context);
	expect(people!.map(({ json }) => json.birthday)).toEqual([birthday]);
});

test.each([
	[NEW_YORK, 'Office (0 people)'],
	[STOCKHOLM, 'Office (1 person)'],
])(
	'for the dimensions to choose from, of which one is used from today on (%o)',
	async (place, name) => {
		const ANSWERS: Record<string, object[]> = {
			companies: [{ Id: 'c1', CompanyNumber: '1', Name: 'Nordvik' }],
			accountdistributions: [{ Id: 'd1', Name: 'Office' }],
			employmentdefaultaccounts: [
				{
					Id: 'h1',
					EmployeeId: '7',
					AccountDistributionId: 'd1',
					AccountCode: '10',
					FromDate: TODAY,
				},
			],
		};
		const credential = { baseUrl: 'https://flex.example.com', username: 'api', password: 'secret' };
		const context = {
			getCredentials: async () => ({ ...credential, instanceId: '1', companyIds: '1' }),
			getCurrentNodeParameter: () => [],
			getTimezone: () => place.timeZone,
			getNode: () => ({ name: 'Flex HRM' }),
			helpers: {
				httpRequestWithAuthentication: async (_name: string, { url }: IHttpRequestOptions) => {
					const path = new URL(url).pathname.split('/').at(-1)!;
					return { statusCode: 200, headers: {}, body: ANSWERS[path] };
				},
			},
		};
		const { getDimensions } = new FlexHrm().methods.loadOptions;
		const options = await getDimensions.call(context as unknown as ILoadOptionsFunctions);
		expect(options).toEqual([{ name, value: 'Office' }]);
	},
);
