import type { IDataObject } from 'n8n-workflow';
import type { HrCheck, ReadinessFinding, TargetCheck } from '../../../directory/readiness/model';
import { hire, leaveOn, type Hire } from '../../sandbox/flex/changes';
import type { FlexModel } from '../../sandbox/flex/model';
import type { FlexOptions } from '../../sandbox/flex/server';
import { FLEX_VARIANTS, variantOf, type FlexVariantName } from '../../sandbox/flex/variants';
import { generateDirectory } from '../../sandbox/people';
import type { WinningtempOptions } from '../../sandbox/winningtemp/server';
import { readJson } from '../../support/files';
import { binaryText, runWorkflow, type Run, type WorkflowFile } from '../engine';
import { DAY, missingIn, Setting } from './setting';

/** The template for the first meeting with a customer, between the stand-ins. */

const CHECK_FLEX = 'Check Flex HRM';
const CHECK_WINNINGTEMP = 'Check Winningtemp';
const PAGE = 'Write the readiness page';

interface Page {
	run: Run;
	status: string;
	headline: string;
	/** Each finding as `code: those whom it concerns`, in the order of the page. */
	findings: string[];
	byCode: Map<string, ReadinessFinding>;
	html: string;
	hr: HrCheck;
	target: TargetCheck;
	requests: string[];
}

let setting: Setting;

afterEach(async () => await setting.close());

async function check(
	model: FlexModel,
	options: {
		flex?: FlexOptions;
		winningtemp?: WinningtempOptions;
		arrange?: (setting: Setting) => void;
		report?: IDataObject;
		flexHrmApi?: IDataObject;
	} = {},
): Promise<Page> {
	const winningtemp: WinningtempOptions = { bulk: BULK, ...options.winningtemp };
	setting = await Setting.start({ flex: { ...options.flex, model }, winningtemp });
	options.arrange?.(setting);
	setting.flex.clearRequests();
	setting.winningtemp.clearRequests();
	const template = readJson<WorkflowFile>('workflows/check-before-start.json');
	for (const node of template.nodes) {
		if (node.type.endsWith('.flexHrm')) node.parameters.onDate = DAY;
		if (node.name === PAGE) Object.assign(node.parameters, options.report);
	}
	const run = await runWorkflow(template, {
		credentials: {
			flexHrmApi: { ...setting.flex.credential, ...(options.flexHrmApi as Record<string, string>) },
			winningtempApi: { baseUrl: setting.winningtemp.url, token: setting.winningtemp.token },
		},
	});
	const { requests } = setting.flex;
	expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	expect(setting.winningtemp.countWrites()).toBe(0);
	const [page] = run.output(PAGE);
	const findings = (page?.json.findings ?? []) as unknown as ReadinessFinding[];
	return {
		run,
		status: String(page?.json.status),
		headline: String(page?.json.headline),
		findings: findings.map(({ code, concerns }) =>
			[code, concerns.map(({ name }) => name).join(', ')].filter(Boolean).join(': '),
		),
		byCode: new Map(findings.map((finding) => [finding.code, finding])),
		html: binaryText(page?.binary?.report),
		hr: run.json(CHECK_FLEX)[0] as unknown as HrCheck,
		target: run.json(CHECK_WINNINGTEMP)[0] as unknown as TargetCheck,
		requests: requests.map(({ path, query }) => `${path} ${JSON.stringify(query)}`),
	};
}

const BULK = { maxOperations: 100, maxPayloadSize: 1_000_000 };

/** Two companies without anybody, with the usual dimensions. */
function noPeople(): FlexModel {
	const model = generateDirectory({ people: 10, companies: 2, referenceDate: DAY });
	model.companies[0]!.name = 'Alfa AB';
	model.companies[1]!.name = 'Beta AB';
	for (const list of ['employees', 'employmentPeriods', 'defaultAccounts', 'accounts'] as const) {
		model[list].length = 0;
	}
	model.revision++;
	return model;
}

function add(model: FlexModel, name: string, more: Partial<Hire> = {}) {
	const [firstName = '', lastName = ''] = name.split(' ');
	const emailWork = `${firstName}.${lastName}@alfa.example`.toLowerCase();
	return hire(model, { firstName, lastName, emailWork, from: '2020-01-01', ...more });
}

const PLACES = [
	{ Office: 'Lund', Department: 'Bygg' },
	{ Office: 'Lund', Department: 'Kök' },
	{ Office: 'Umeå', Department: 'Lager' },
	{ Office: 'Umeå', Department: 'Skog' },
];

/** Twelve people in Alfa AB, three in each department; Ada Alm is everybody's manager. */
function addTwelve(model: FlexModel): string {
	const names = 'Alm Bok Ceder Dal Ek Fura Gran Hassel Idegran Jord Kvist Lind'.split(' ');
	const { id: managerId } = add(model, 'Ada Alm', { organization: PLACES[0] });
	names.slice(1).forEach((name, i) => {
		add(model, `${name[0]}ia ${name}`, { managerId, organization: PLACES[(i + 1) % 4] });
	});
	return managerId;
}

/** One company of twelve people, with nothing to settle. */
function healthy(): FlexModel {
	const model = noPeople();
	model.companies.length = 1;
	addTwelve(model);
	return model;
}

test('a healthy pair: nothing blocks the start, and the page says what a first run would do', async () => {
	const page = await check(healthy());
	expect(page.run.error).toBeUndefined();
	expect([page.status, page.headline]).toEqual(['ready', 'Nothing blocks the start']);
	expect(page.findings).toEqual(['withoutManager: Ada Alm']);
	expect(page.hr).toMatchObject({
		check: 'hr',
		address: setting.flex.apiUrl,
		logIn: { form: 'Instance Basic', chosen: 'Automatic' },
		date: DAY,
		companies: [{ name: 'Alfa AB', listed: 12, employed: 12 }],
		recommendedLevels: ['Office', 'Department'],
		employmentTypes: [{ name: 'Employee', people: 12 }],
		employmentForms: [{ name: 'Permanent', people: 12 }],
	});
	expect(page.hr.dimensions).toEqual([
		expect.objectContaining({ name: 'Office', people: 12, share: 100, values: 2, level: 1 }),
		expect.objectContaining({ name: 'Department', people: 12, share: 100, values: 4, level: 2 }),
		expect.objectContaining({ name: 'Team', people: 0, share: 0, values: 0, level: 0 }),
		expect.objectContaining({ name: 'Cost centre', people: 0, share: 0, values: 0, level: 0 }),
	]);
	expect(page.hr.resources.filter(({ access }) => access !== 'permitted')).toEqual([]);
	expect(page.hr.resources).toHaveLength(15);
	expect(page.target).toMatchObject({
		check: 'target',
		address: setting.winningtemp.url,
		supports: { groups: true, patch: true, bulk: true, filter: true, pageSize: 200 },
		skipped: [],
		users: { total: 0, withExternalId: 0, withoutExternalId: 0, active: 0, administrators: 0 },
		groups: { total: 0, withExternalId: 0, withoutExternalId: 0 },
		findings: [],
	});
	const row = (name: string, ...cells: string[]) =>
		`<tr><th scope="row"><bdi>${name}</bdi></th>${cells.map((cell) => `<td data-head="[^"]*"><bdi>${cell}</bdi></td>`).join('')}</tr>`;
	// Two offices with two departments each.
	expect(page.html).toMatch(new RegExp(row('Create', '12', '6')));
	expect(page.html).toMatch(new RegExp(row('Held', '0', '0')));
	expect(
		missingIn(page.html, 'Nothing blocks the start', 'Office → Department', 'Alfa AB'),
	).toEqual([]);
});

test('the run reads nothing twice, in neither system', async () => {
	const page = await check(healthy());
	expect(page.requests.length).toBeGreaterThan(15);
	expect(page.requests.filter((one, i) => page.requests.indexOf(one) !== i)).toEqual([]);
	const paths = setting.winningtemp.requests.map(({ path }) => path);
	expect(paths.filter((path) => /\/(Users|Groups)$/.test(path))).toHaveLength(2);
	expect(page.run.timesRun(PAGE)).toBe(1);
});

test.each([
	['employees', 'unauthorized', 'Nobody can be read'],
	['employmentperiods', 'worded', 'Nobody knows who is employed'],
	['employmentdefaultaccounts', 'unauthorized', 'There are no values to build groups from'],
	['accountdistributions', 'forbidden', 'There are no names of dimensions'],
] as const)(
	'without permission to %s (%s), the page names it, and a first run would stop',
	async (resource, right, without) => {
		const withoutRight = { [resource]: right };
		const page = await check(healthy(), { flex: { behaviour: { withoutRight } } });
		expect(page.run.error).toBeUndefined();
		expect([page.status, page.headline]).toEqual(['blocked', '1 finding blocks the start']);
		expect(page.findings[0]).toBe(`noAccess.${resource}`);
		const finding = page.byCode.get(`noAccess.${resource}`)!;
		expect(finding).toMatchObject({ weight: 'start', owner: 'hrSystem' });
		expect(finding.advice).toContain(without);
		expect(finding.advice).toContain('Aktivera resursbehörigheter för API-anrop');
		expect(page.hr.resources.filter(({ access }) => access !== 'permitted')).toEqual([
			expect.objectContaining({ resource, access: 'refused', companies: [] }),
		]);
		expect(missingIn(page.html, 'It would stop: Flex', 'Flex administrator')).toEqual([]);
	},
);

test('a missing permission that only own fields need blocks nothing', async () => {
	const model = healthy();
	const page = await check(model, {
		flex: { behaviour: { withoutRight: { owndatefields: 'forbidden' } } },
	});
	expect(page.status).toBe('ready');
	expect(page.findings).toEqual(['noAccess.ownFields', 'withoutManager: Ada Alm']);
	expect(page.byCode.get('noAccess.ownFields')).toMatchObject({
		weight: 'know',
		title: 'The API user may not read own fields: owndatefields',
	});
});

test('a company that the API user may not read blocks the start, and the others are checked', async () => {
	const model = noPeople();
	addTwelve(model);
	add(model, 'Bea Beta', { companyId: model.companies[1]!.id });
	const page = await check(model, { flex: { deniedCompanies: [model.companies[1]!.id] } });
	expect(page.findings[0]).toBe('companyNotRead');
	expect(page.byCode.get('companyNotRead')).toMatchObject({ weight: 'start', owner: 'hrSystem' });
	expect(page.hr.companies.map(({ name, employed }) => [name, employed])).toEqual([
		['Alfa AB', 12],
	]);
});

test('a tenant with accounts made by hand: who would be adopted and why, who is left, and administrators', async () => {
	const page = await check(healthy(), {
		winningtemp: { profile: 'core' },
		arrange: ({ winningtemp }) => {
			for (const name of ['Bia Bok', 'Cia Ceder']) {
				const [givenName, familyName] = name.split(' ') as [string, string];
				const userName = `${givenName}.${familyName}@alfa.example`.toLowerCase();
				winningtemp.addUser({ userName, givenName, familyName });
			}
			winningtemp.addUser({ userName: 'gammal@alfa.example', givenName: 'Gam', familyName: 'Mal' });
			winningtemp.addUser({ userName: 'admin@alfa.example', givenName: 'Wilma', familyName: 'W' });
			winningtemp.addUser({
				userName: 'known@alfa.example',
				externalId: 'someone-else',
				givenName: 'Known',
				familyName: 'Before',
			});
			winningtemp.addGroup({ displayName: 'Ledning' });
			winningtemp.addGroup({ displayName: 'Ledning', externalId: 'old-1' });
		},
	});
	expect(page.target).toMatchObject({
		users: { total: 5, withExternalId: 1, withoutExternalId: 4, active: 5, administrators: 1 },
		groups: { total: 2, withExternalId: 1, withoutExternalId: 1 },
	});
	expect(page.target.skipped).toContain('birthday');
	const whom = (code: string) => page.byCode.get(code)?.concerns.map(({ name }) => name);
	expect(whom('adoptions')).toEqual(['Bia Bok', 'Cia Ceder']);
	expect(page.byCode.get('adoptions')!.concerns[0]!.note).toMatch(/made by hand has this username/);
	expect(whom('administrators')).toEqual(['Wilma W']);
	// The two who would be adopted are named once.
	expect(whom('usersByHand')).toEqual(['Gam Mal', 'Wilma W']);
	expect(page.byCode.get('usersByHand')).toMatchObject({ count: 2, owner: 'consultant' });
	expect(whom('groupsByHand')).toEqual(['Ledning']);
	expect(whom('sharedGroupNames')).toEqual(['Ledning', 'Ledning']);
	expect(page.byCode.get('skippedValues')).toMatchObject({ weight: 'decide', owner: 'target' });
});

test('a tenant without groups over SCIM: the page says so, and the people are planned', async () => {
	const page = await check(healthy(), { winningtemp: { noGroups: 404 } });
	expect(page.target.supports.groups).toBe(false);
	expect(page.byCode.get('noGroups')).toMatchObject({ weight: 'decide', owner: 'target' });
	expect(page.run.json('Plan the changes', 3)[0]).toMatchObject({ users: { create: 12 } });
});

test('a tenant that cannot be checked is a finding, and the rest of the page is there', async () => {
	const page = await check(healthy(), {
		arrange: ({ winningtemp }) => {
			winningtemp.faults = () => ({ kind: 'status', status: 403 });
		},
	});
	expect(page.status).toBe('blocked');
	expect(page.findings[0]).toBe('notChecked');
	expect(page.byCode.get('notChecked')!.title).toBe('Winningtemp could not be checked');
	expect(missingIn(page.html, 'Alfa AB', 'It would stop: ')).toEqual([]);
});

test('a wrong password ends the workflow, each form tried once', async () => {
	const page = await check(healthy(), { flexHrmApi: { password: 'wrong' } });
	expect(page.run.error?.message).toMatch(/Flex refuses the user name or the password/);
	expect(page.requests).toHaveLength(2);
	expect(page.run.nodes).not.toContain(PAGE);
});

/** Two companies with one case of each thing that HR has to settle. */
function badData(): FlexModel {
	const model = noPeople();
	const managerId = addTwelve(model);
	const beta = model.companies[1]!.id;
	const placed = { managerId, organization: PLACES[0] };
	add(model, 'Bo Utan', { ...placed, emailWork: null });
	add(model, 'Cia Dubbel', { ...placed, emailWork: 'dubbel@alfa.example' });
	add(model, 'Dan Dubbel', { ...placed, emailWork: 'Dubbel@alfa.example' });
	for (const emailWork of ['eva@alfa.example', 'eva.2@alfa.example']) {
		add(model, 'Eva Igen', { ...placed, emailWork, dateOfBirth: '1980-02-03' });
	}
	const former = add(model, 'Fia Slutat', placed);
	leaveOn(model, former.id, '2026-02-01');
	add(model, 'Gun Kvar', { ...placed, managerId: former.id });
	add(model, 'Hans Annan', { ...placed, managerId: '00000000-0000-4000-8000-000000000001' });
	add(model, 'Anonymiserad Person', { ...placed, emailWork: null });
	add(model, 'Ida Ny', placed).isInAuditProcess = true;
	add(model, 'Jon Lös', { managerId });
	add(model, 'Max Extern', { ...placed, employmentType: 'External Personnel' });
	add(model, 'Kim Koncern', placed);
	add(model, 'Kim Koncern', { companyId: beta, organization: PLACES[0] });
	add(model, 'Liv Kopia', { ...placed, dateOfBirth: '1990-05-06' });
	add(model, 'Liv Kopia', {
		companyId: beta,
		organization: PLACES[0],
		emailWork: 'liv@beta.example',
		dateOfBirth: '1990-05-06',
	});
	return model;
}

test('a company with bad data: each finding comes once, with those whom it concerns', async () => {
	const page = await check(badData());
	// Alfa: the twelve, the twelve cases (one has left), Kim and Liv; Beta: Kim and Liv.
	expect(page.hr.companies.map(({ name, listed, employed }) => [name, listed, employed])).toEqual([
		['Alfa AB', 26, 25],
		['Beta AB', 2, 2],
	]);
	expect(page.hr.employmentTypes).toEqual([
		{ name: 'Employee', people: 26 },
		{ name: 'External Personnel', people: 1 },
	]);
	expect([...page.findings].sort()).toEqual(
		[
			'anonymised: Anonymiserad Person',
			'managerNotEmployed: Fia Slutat',
			'managerUnknown: Hans Annan',
			'noManagers',
			'samePerson: Eva Igen, Eva Igen',
			'samePersonAcrossCompanies: Liv Kopia, Liv Kopia',
			'severalEmploymentsAcrossCompanies: Kim Koncern, Kim Koncern',
			'sharedEmail: Cia Dubbel, Dan Dubbel',
			'underReview: Ida Ny',
			'withoutEmail: Bo Utan',
			'withoutManager: Ada Alm',
			'withoutPlacement: Jon Lös',
		].sort(),
	);
	const weights = page.findings.map((one) => page.byCode.get(one.split(':')[0]!)!.weight);
	expect(weights).toEqual([
		...Array<string>(3).fill('people'),
		...Array<string>(8).fill('decide'),
		'know',
	]);
	expect(page.byCode.get('withoutEmail')!.concerns).toEqual([
		{ name: 'Bo Utan', id: expect.stringMatching(/^\d+$/), note: 'Alfa AB' },
	]);
	expect([page.status, page.headline]).toEqual([
		'attention',
		'Nothing blocks the start, 11 findings to look at',
	]);
});

test('the checks and the page hold no birthday and no address but one that is shared', async () => {
	const page = await check(badData());
	const texts = [JSON.stringify(page.hr), page.html];
	for (const text of texts) {
		expect(text).not.toMatch(/19[89]0-0|Påhittade gatan|privat\.|TaxTable|eva@|ada\.alm@/);
		expect(text).toContain('dubbel@alfa.example');
	}
});

test('without names, the page and the output show employment numbers only', async () => {
	const page = await check(badData(), { report: { includeNames: false } });
	const json = JSON.stringify(page.run.json(PAGE));
	for (const text of [json, page.html]) {
		expect(text).not.toMatch(/Utan|Dubbel|Koncern|Anonymiserad|alfa\.example/);
	}
	expect(page.byCode.get('withoutEmail')!.count).toBe(1);
	expect(page.byCode.get('withoutEmail')!.concerns[0]!.name).toMatch(/^\d+$/);
});

test('Konto, Projekt and the dimension of the managers are never recommended, whatever their values', async () => {
	const model = healthy();
	const companyId = model.companies[0]!.id;
	const dimension = (name: string, i: number) => {
		const id = `10000000-0000-4000-8000-00000000000${i}`;
		model.accountDistributions.unshift({ id, companyId, name });
		return id;
	};
	const value = (accountDistributionId: string, name: string) => {
		const id = `${accountDistributionId.slice(0, -4)}${String(model.accounts.length + 1).padStart(4, '0')}`;
		model.accounts.push({ id, accountDistributionId, code: name, name });
		return id;
	};
	for (const [i, [name, values]] of [
		['Konto', ['7010', '7210']],
		['Projekt', ['Drift', 'Nytt']],
		['Chefskod', ['Ada Alm', 'Bia Bok']],
	].entries() as unknown as Iterable<[number, [string, string[]]]>) {
		const accountDistributionId = dimension(name, i + 1);
		const accounts = values.map((one) => value(accountDistributionId, one));
		for (const [n, { id: employeeId }] of model.employees.entries()) {
			model.defaultAccounts.push({
				employeeId,
				companyId,
				accountDistributionId,
				accountId: accounts[n % 2]!,
				accountCode: values[n % 2]!,
				fromDate: '2020-01-01',
				tomDate: null,
			});
		}
	}
	model.employees[2]!.immediateManagerEmployeeId = model.employees[1]!.id;
	model.revision++;
	const page = await check(model);
	expect(page.hr.recommendedLevels).toEqual(['Office', 'Department']);
	const levels = page.hr.dimensions.map(({ name, share, level }) => [name, share, level]);
	expect(levels.slice(0, 3).sort()).toEqual([
		['Chefskod', 100, 0],
		['Konto', 100, 0],
		['Projekt', 100, 0],
	]);
});

test.each([
	['clamped', 20, 20],
	['ignored', 20, 20],
] as const)(
	'a page size that is %s is told as the server gives it',
	async (oversizedPage, max, given) => {
		const page = await check(badData(), {
			flex: { maxPageSize: max, behaviour: { oversizedPage } },
		});
		expect(page.hr.pageSize).toEqual({ asked: 1000, given });
		expect(page.html).toContain('20 (1,000 asked for)');
	},
);

/** What is found where a customer's Flex behaves so, if it is not only one person without a manager. */
const FOUND_IN: Partial<Record<FlexVariantName, string[]>> = {
	'log-in: standard form only': ['logInForm', 'withoutManager'],
	'log-in: standard form only, 400': ['logInForm', 'withoutManager'],
	'type: filter ignored': ['noEmploymentType', 'withoutManager'],
	'type: filter counts from one': ['noEmploymentType', 'withoutManager'],
	'managers: switched off': ['noManagers'],
	'encoding: Latin-1': ['companyNotRead'],
	'no right to employees: 401': ['noAccess.employees'],
	'no right to periods: 403': ['noAccess.employmentperiods', 'withoutManager'],
	'no right to periods: 400': ['noAccess.employmentperiods', 'withoutManager'],
	'no right to home accounts: 401': ['noAccess.employmentdefaultaccounts', 'withoutManager'],
	'no right to dimensions: 404': ['noAccess.accountdistributions', 'withoutManager'],
	'no right to companies: 403': ['noAccess.companies', 'withoutManager'],
	'hires under review': ['underReview', 'withoutManager'],
};

test.each(Object.keys(FLEX_VARIANTS) as FlexVariantName[])('Flex as in “%s”', async (name) => {
	const model = healthy();
	const { options, arrange } = variantOf(name);
	arrange?.(model);
	const domain = options?.behaviour?.domain;
	const page = await check(model, {
		...(options ? { flex: options } : {}),
		...(domain == null ? {} : { flexHrmApi: { domain } }),
	});
	expect(page.run.error).toBeUndefined();
	expect([...page.byCode.keys()]).toEqual(FOUND_IN[name] ?? ['withoutManager']);
	const isRead = !/employees: 401|Latin/.test(name);
	expect(page.hr.companies.map(({ employed }) => employed)).toEqual(isRead ? [12] : []);
	const hasPlaces = isRead && !/home accounts: 401|dimensions: 404/.test(name);
	expect(page.hr.recommendedLevels).toEqual(hasPlaces ? ['Office', 'Department'] : []);
});
