import { employedOn, hire, changeEmail } from '../../sandbox/flex/changes';
import type { FaultPlan } from '../../sandbox/faults';
import {
	APPLY,
	BUILD,
	DAY,
	FLEX,
	MAP,
	missingIn,
	PEOPLE_ONLY,
	Setting,
	WITH_GROUPS,
	type Outcome,
	type TemplateRun,
} from './setting';

/** Each ends in a message that says what and what to do, before anything is written. */

let setting: Setting;

afterEach(async () => await setting.close());

const SHORT = {
	[FLEX]: { options: { maxTries: 1, maxReadAttempts: 2 } },
};

interface Bad {
	what: string;
	/** Of the stand-ins, after a first load. */
	arrange?: (setting: Setting) => void;
	run?: (setting: Setting) => TemplateRun;
	/** Node, what happened, and what to do. */
	says: [node: RegExp, what: RegExp, todo: RegExp];
}

const faultOn =
	(path: RegExp, fault: ReturnType<FaultPlan>): FaultPlan =>
	(request) =>
		path.test(request.path) ? fault : undefined;

const FROM_FLEX = /^Read employees from Flex$/;
const READING = /^Read the directory in Winningtemp$/;

const BAD: Bad[] = [
	{
		what: 'a wrong password',
		run: () => ({ flexHrmApi: { password: 'felaktigt-lösenord' } }),
		says: [FROM_FLEX, /refuses the user name or the password/, /Check Username and Password/],
	},
	{
		what: 'a wrong instance',
		run: () => ({ flexHrmApi: { instanceId: '999' } }),
		says: [FROM_FLEX, /refuses the request for the list of companies/, /Check Instance ID/],
	},
	{
		what: 'a Base URL that is no Flex',
		run: ({ flex }) => ({ flexHrmApi: { baseUrl: `${flex.url}/annat` } }),
		says: [FROM_FLEX, /no Flex HRM web API at the Base URL|something else than data/, /Base URL/],
	},
	{
		what: 'a Base URL where nothing listens',
		run: () => ({ flexHrmApi: { baseUrl: 'http://127.0.0.1:9' }, parameters: SHORT }),
		says: [FROM_FLEX, /does not accept connections/, /Base URL/],
	},
	{
		what: 'an unknown company',
		run: () => ({ flexHrmApi: { companyIds: '1, 77' } }),
		says: [FROM_FLEX, /does not know the company number 77/, /Correct Company IDs/],
	},
	{
		what: 'no company at all',
		run: () => ({ flexHrmApi: { companyIds: ' ' } }),
		says: [FROM_FLEX, /No company is chosen/, /Enter Company IDs/],
	},
	{
		what: 'one of two companies refused (403)',
		arrange: ({ flex }) => (flex.deniedCompanies = [2]),
		says: [FROM_FLEX, /refuses the API user access to the company/, /Aktivera resursbehörigheter/],
	},
	{
		what: 'an instance without employees',
		arrange: ({ model }) => (model.employees = []),
		says: [FROM_FLEX, /lists no employees/, /what the API user may see/],
	},
	{
		what: 'nobody employed today',
		arrange: ({ model }) => (model.employmentPeriods = model.employmentPeriods.slice(0, 1)),
		says: [FROM_FLEX, /Nobody is employed on 2026-03-02/, /Allow Empty/],
	},
	{
		what: 'a page that never changes',
		arrange: ({ flex }) => {
			flex.maxPageSize = 20;
			flex.faults = faultOn(/\/employees$/, { kind: 'query', set: { pageIndex: '0' } });
		},
		says: [FROM_FLEX, /gave page 0 of the employees .* when it was asked for page 1/, /Page Size/],
	},
	{
		what: 'a truncated answer',
		arrange: ({ flex }) => {
			flex.faults = faultOn(/\/employees$/, { kind: 'truncate', clean: true });
		},
		run: () => ({ parameters: SHORT }),
		says: [FROM_FLEX, /cut off or damaged/, /Run the workflow again/],
	},
	{
		what: 'an answer that breaks off',
		arrange: ({ flex }) => {
			flex.faults = faultOn(/\/employmentperiods$/, { kind: 'truncate' });
		},
		run: () => ({ parameters: SHORT }),
		says: [
			FROM_FLEX,
			/broke off|cut off|could not be reached|cannot be reached|cut/i,
			/again|Base URL/,
		],
	},
	{
		what: 'a web page instead of JSON',
		arrange: ({ flex }) => {
			flex.faults = faultOn(/\/employees$/, { kind: 'html' });
		},
		says: [FROM_FLEX, /something else than data/, /Check the Base URL/],
	},
	{
		what: 'a server that is down',
		arrange: ({ flex }) => {
			flex.faults = faultOn(/\/employmentdefaultaccounts$/, { kind: 'status', status: 503 });
		},
		run: () => ({ parameters: SHORT }),
		says: [FROM_FLEX, /cannot answer .* at the moment \(status 503\)/, /Run the workflow again/],
	},
	{
		what: 'a list that never keeps still',
		arrange: ({ flex, model }) => {
			flex.maxPageSize = 20;
			flex.faults = ({ path, query }) => {
				if (path.endsWith('/employees') && query.pageIndex !== '0') {
					// First by its number, so that everybody after it moves one place.
					hire(model, { firstName: 'Ny', lastName: 'Rad' }).employmentNumber = '0';
					model.revision++;
				}
				return undefined;
			};
		},
		run: () => ({ parameters: SHORT }),
		says: [FROM_FLEX, /could not be read in one piece/, /Run the workflow again/],
	},
	{
		what: 'a mapped field that nobody has',
		run: () => ({ parameters: { [MAP]: { username: '={{ $json.EmailWrok }}' } } }),
		says: [/^Map employees to people$/, /EmailWrok/, /Username|Nothing was passed on/],
	},
	{
		what: 'a mandatory parameter that is empty',
		run: () => ({ parameters: { [MAP]: { lastName: '' } } }),
		says: [/^Map employees to people$/, /Last Name is empty/, /Drag the field/],
	},
	{
		what: 'a level field that nobody has',
		run: () => ({ parameters: { [BUILD]: { levels: ['Office', 'Avdelning'] } } }),
		says: [/^Build the group hierarchy$/, /Avdelning/, /Office|level|Correct|Choose/i],
	},
	{
		what: 'a wrong Winningtemp token',
		run: () => ({ winningtempApi: { token: 'fel' } }),
		says: [READING, /refused the token/, /Enter a valid token/],
	},
	{
		what: 'a Winningtemp address where nothing listens',
		run: () => ({
			winningtempApi: { baseUrl: 'http://127.0.0.1:9/api/scim' },
			parameters: {
				'Read the directory in Winningtemp': { options: { maxAttempts: 1 } },
			},
		}),
		says: [READING, /could not be reached/, /Base URL/],
	},
	{
		what: 'a web page instead of the list of users',
		arrange: ({ winningtemp }) => {
			winningtemp.faults = faultOn(/\/Users$/, { kind: 'html' });
		},
		run: () => ({
			parameters: {
				'Read the directory in Winningtemp': { options: { maxAttempts: 1 } },
			},
		}),
		says: [READING, /not JSON/, /Base URL/],
	},
];

describe(WITH_GROUPS, () => {
	test.each(BAD)('$what: says what and what to do, and nothing is written', async (bad) => {
		setting = await Setting.loaded();
		const before = setting.winningtemp.state();
		// Something to write, so that a run that went on would show.
		employedOn(setting.model, DAY).find(({ emailWork }) => emailWork)!.lastName = 'Nygift';
		bad.arrange?.(setting);
		const outcome = await setting.run(bad.run?.(setting));
		expectRefusal(outcome, bad.says);
		expect([outcome.writes, outcome.run.timesRun(APPLY)]).toEqual([0, 0]);
		expect(outcome.state).toEqual(before);
	});

	test.each([
		['of Flex', { flexHrmApi: null }, FROM_FLEX],
		['of Winningtemp', { winningtempApi: null }, READING],
		['at all', { flexHrmApi: null, winningtempApi: null }, FROM_FLEX],
	] as const)('imported and run without credentials %s', async (_which, credentials, node) => {
		setting = await Setting.start({ people: 20 });
		const outcome = await setting.run(credentials);
		expect(outcome.run.lastNode).toMatch(node);
		expect(outcome.message).toMatch(/credential/i);
		expect([outcome.writes, outcome.state.users.length]).toEqual([0, 0]);
	});
});

describe(PEOPLE_ONLY, () => {
	const nodes = new Set([MAP, FLEX]);
	const ofBoth = BAD.filter(
		({ says: [node], run }) =>
			!node.test('Build the group hierarchy') &&
			!node.test('Read the directory in Winningtemp') &&
			Object.keys(run?.({ flex: { url: '' } } as Setting).parameters ?? {}).every((name) =>
				nodes.has(name),
			),
	);

	test.each(ofBoth)('$what: says what and what to do, and nothing is written', async (bad) => {
		setting = await Setting.loaded();
		const before = setting.winningtemp.state();
		employedOn(setting.model, DAY).find(({ emailWork }) => emailWork)!.lastName = 'Nygift';
		bad.arrange?.(setting);
		const outcome = await setting.run({ ...bad.run?.(setting), file: PEOPLE_ONLY });
		expectRefusal(outcome, bad.says);
		expect([outcome.writes, outcome.state]).toEqual([0, before]);
	});

	test('a wrong Winningtemp token', async () => {
		setting = await Setting.start({ people: 20 });
		const outcome = await setting.run({ file: PEOPLE_ONLY, winningtempApi: { token: 'fel' } });
		expectRefusal(outcome, [/^Create or update people$/, /refused the token/, /valid token/]);
		expect(outcome.writes).toBe(0);
	});
});

function expectRefusal({ run, message, description, html }: Outcome, says: Bad['says']): void {
	const [node, what, todo] = says;
	expect(run.lastNode).toMatch(node);
	expect(message).toMatch(what);
	expect(`${message} ${description}`).toMatch(todo);
	expect(`${message} ${description}`).not.toMatch(/felaktigt-lösenord|sandbox-|undefined|\[object/);
	expect(html).toBe('');
}

describe('records that cannot be synchronised are named, the others are', () => {
	test.each([WITH_GROUPS, PEOPLE_ONLY] as const)(
		'%s: two new people with one username: neither is written, both are named',
		async (file) => {
			setting = await Setting.loaded();
			const { model } = setting;
			const [one, two, three] = ['Ask', 'Embla', 'Tuva'].map((firstName) =>
				hire(model, {
					firstName,
					lastName: 'Nyberg',
					emailWork: `${firstName.toLowerCase()}.nyberg@nordvik.example`,
					organization: { Office: 'Malmö' },
				}),
			);
			changeEmail(model, two!.id, one!.emailWork);
			const outcome = await setting.run({ file });
			expect(outcome.message).toBe('');
			const known = new Set(outcome.state.users.map(({ externalId }) => externalId));
			expect([one!, two!, three!].map(({ id }) => known.has(id))).toEqual([false, false, true]);
			expect(missingIn(outcome.html, 'Ask Nyberg', 'Embla Nyberg', 'own in HR')).toEqual([]);
			expect(missingIn(outcome.html, two!.emailWork!)).toEqual([]);
			expect(outcome.writesByKind['POST Users']).toBe(1);
		},
	);

	test.each([WITH_GROUPS, PEOPLE_ONLY] as const)(
		'%s: two records with one id in one company: neither is written or removed, both are named',
		async (file) => {
			setting = await Setting.loaded();
			const { model } = setting;
			const before = setting.winningtemp.state();
			const leaders = new Set(model.employees.map((of) => of.immediateManagerEmployeeId));
			const [one, other, third] = employedOn(model, DAY).filter(
				({ id, emailWork }) => emailWork && !leaders.has(id),
			);
			expect(one!.companyId).toBe(other!.companyId);
			third!.lastName = 'Nygift';
			const outcome = await setting.run({
				file,
				// Within a list of Flex an Id comes once; a mapping may still make one of two.
				parameters: {
					[MAP]: {
						externalId: `={{ $json.Id === '${other!.id}' ? '${one!.id}' : $json.Id }}`,
					},
				},
			});
			expect(outcome.message).toBe('');
			expect(outcome.writesByKind).toEqual({ 'PATCH Users': 1 });
			const users = (state: typeof before) =>
				state.users.filter(({ externalId }) => externalId !== third!.id);
			expect(users(outcome.state)).toEqual(users(before));
			expect(
				missingIn(
					outcome.html,
					`${one!.firstName} ${one!.lastName}`,
					`${other!.firstName} ${other!.lastName}`,
					'Give each person an id of their own',
				),
			).toEqual([]);
		},
	);
});
