import { dayBefore } from '../../sandbox/dates';
import { changeManager, employedOn, hire, leaveOn, type Hire } from '../../sandbox/flex/changes';
import type { FlexEmployee } from '../../sandbox/flex/model';
import type { UserState } from '../../sandbox/winningtemp/state';
import { DAY, Setting, inShort, type Outcome } from './setting';

/**
 * One human, two ids in Flex: copies to another company, second employments, and returns. Flex
 * gives a copy a new id, a new number and a new start, and copies name, birthday, gender and work
 * e-mail. The old record stays until somebody ends it.
 */

let setting: Setting;
let human: FlexEmployee;
let report: FlexEmployee;

const YESTERDAY = dayBefore(DAY);

beforeEach(async () => {
	setting = await Setting.loaded({ people: 30, companies: 2 });
	const { model } = setting;
	const [first] = model.companies;
	const employed = employedOn(model, DAY).filter(({ emailWork }) => emailWork !== null);
	const byId = new Map(employed.map((employee) => [employee.id, employee]));
	report = employed.find(({ immediateManagerEmployeeId: id }) => {
		return byId.get(id ?? '')?.companyId === first!.id;
	})!;
	human = byId.get(report.immediateManagerEmployeeId!)!;
});

afterEach(async () => await setting.close());

/** Registers the human a second time. */
function again(values: Partial<Hire> = {}): FlexEmployee {
	const { firstName, lastName, emailWork, gender, dateOfBirth } = human;
	return hire(setting.model, {
		...{ firstName, lastName, emailWork, gender, dateOfBirth },
		managerId: human.immediateManagerEmployeeId,
		organization: { Office: 'Malmö' },
		companyId: human.companyId,
		from: DAY,
		...values,
	});
}

const otherCompany = () => setting.model.companies.find(({ id }) => id !== human.companyId)!.id;

/** The accounts with the human's address. */
function accounts({ state }: Outcome): Array<[string | null, boolean]> {
	return state.users
		.filter(({ userName }) => userName === human.emailWork!.toLowerCase())
		.map(({ externalId, active }) => [externalId, active]);
}

/** The id that the tenant itself gave the account; its history belongs to it. */
function account(externalId: string): unknown {
	return setting.winningtemp.records('user').find((user) => user.externalId === externalId)?.id;
}

const userOf = ({ state }: Outcome, { id }: FlexEmployee): UserState | undefined =>
	state.users.find(({ externalId }) => externalId === id);

const codes = ({ issues }: Outcome): string[] => issues.map(({ code }) => code);

async function settled(): Promise<void> {
	const { writes, held } = await setting.sync();
	expect({ writes, held: held.length }).toEqual({ writes: 0, held: 0 });
}

describe.each([
	['a copy in another company', 'mergedAcrossCompanies', otherCompany],
	['a second employment in the company', 'mergedEmployments', () => human.companyId],
])('%s', (_what, code, company) => {
	test('is one user, by the employment that began first; who reports to the new id reports to this user', async () => {
		const copy = again({ companyId: company() });
		changeManager(setting.model, report.id, copy.id);
		const joiner = hire(setting.model, {
			firstName: 'Ny',
			lastName: 'Rapport',
			emailWork: 'ny.rapport@nordvik.example',
			companyId: copy.companyId,
			managerId: copy.id,
			organization: { Office: 'Malmö' },
		});
		const outcome = await setting.sync();
		expect(inShort(outcome.changes).filter((one) => one.includes(' user '))).toEqual([
			'create user Ny Rapport',
		]);
		expect(accounts(outcome)).toEqual([[human.id, true]]);
		expect(userOf(outcome, report)!.manager).toBe(human.id);
		expect(userOf(outcome, joiner)!.manager).toBe(human.id);
		const named = outcome.issues.find((issue) => issue.code === code)!;
		expect(named.details).toMatchObject({
			keptExternalId: human.id,
			mergedExternalIds: [copy.id],
		});
		await settled();
	});

	test('takes the account over with its history once the old record is ended, and its reports follow', async () => {
		const targetId = account(human.id);
		const copy = again({ companyId: company() });
		await setting.sync();
		leaveOn(setting.model, human.id, YESTERDAY);
		changeManager(setting.model, report.id, copy.id);
		const outcome = await setting.sync();
		expect(accounts(outcome)).toEqual([[copy.id, true]]);
		expect(account(copy.id)).toBe(targetId);
		expect(userOf(outcome, report)!.manager).toBe(copy.id);
		expect(codes(outcome)).toContain('newExternalId');
		await settled();
	});

	test('whose old record is ended while Flex still names it as the manager: the report says whose manager is gone', async () => {
		again({ companyId: company() });
		leaveOn(setting.model, human.id, YESTERDAY);
		const outcome = await setting.sync();
		expect(userOf(outcome, report)!.manager).toBeNull();
		const named = outcome.issues.filter((issue) => issue.code === 'managerMissing');
		expect(named.map(({ details }) => details)).toContainEqual(
			expect.objectContaining({ managerExternalId: human.id }),
		);
		await settled();
	});
});

describe('a return under a new id', () => {
	let targetId: unknown;

	beforeEach(async () => {
		targetId = account(human.id);
		leaveOn(setting.model, human.id, YESTERDAY);
		const gone = await setting.sync();
		expect(accounts(gone)).toEqual([[human.id, false]]);
	});

	test('with the same address and name gets the old account back, with its history and its reports', async () => {
		const back = again();
		changeManager(setting.model, report.id, back.id);
		const outcome = await setting.sync();
		expect(accounts(outcome)).toEqual([[back.id, true]]);
		expect(account(back.id)).toBe(targetId);
		expect(userOf(outcome, report)!.manager).toBe(back.id);
		expect(codes(outcome)).toContain('newExternalId');
		await settled();
	});

	test.each<[string, Partial<Hire>]>([
		['of another name', { firstName: 'Torkel', lastName: 'Helt Annan' }],
		['of the same name and another birthday', { dateOfBirth: '1999-12-24' }],
	])(
		'by somebody %s who has the address now: the old account stays as it is',
		async (_who, values) => {
			const other = again(values);
			const outcome = await setting.sync();
			expect(accounts(outcome)).toEqual([[human.id, false]]);
			expect(account(human.id)).toBe(targetId);
			expect(userOf(outcome, other)).toBeUndefined();
			expect(codes(outcome)).toContain('usernameTaken');
		},
	);

	test('that nobody has reviewed yet waits; the old account is neither taken nor changed', async () => {
		const back = again();
		back.isInAuditProcess = true;
		const waiting = await setting.sync();
		expect(accounts(waiting)).toEqual([[human.id, false]]);
		expect(codes(waiting)).toContain('unconfirmed');
		back.isInAuditProcess = false;
		expect(accounts(await setting.sync())).toEqual([[back.id, true]]);
		await settled();
	});
});
