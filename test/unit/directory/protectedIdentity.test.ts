import { explain } from '../../../directory/explain';
import { buildHierarchy } from '../../../directory/hierarchy';
import { mapEmployees, type Mapping } from '../../../directory/mapping';
import { genderCodes } from '../../../directory/mapping/values';
import { valueSource } from '../../../directory/mapping/valueSource';
import type { CurrentUser } from '../../../directory/model/person';
import { planListed } from '../../../directory/plan/listed';
import { renderHtml } from '../../../directory/report/html';
import { renderMarkdown } from '../../../directory/report/markdown';
import { summarise } from '../../../directory/report/summarise';
import { everyGuard } from '../../support/guards';
import { currentGroup, user } from '../../support/people';
import { DEFAULT_SETTINGS, planSync, systems, type PlanSettings } from '../../support/plan';

/** People with protected identity: from HR to the report, no text has their name or place. */

const RECORDS = [
	{
		Id: '1',
		User: 'anna.hemlig@x.example',
		First: 'Anna',
		Last: 'Hemlig',
		Manager: '2',
		Mark: 'Ja',
	},
	{ Id: '2', User: 'bo.chef@x.example', First: 'Bo', Last: 'Chef', Manager: '', Mark: 'Nej' },
	{ Id: '3', User: 'cia.ny@x.example', First: 'Cia', Last: 'Ny', Manager: '1', Mark: '' },
].map((one) => ({ ...one, Organization: { Office: one.Id === '1' ? 'Hemorten' : 'Kontoret' } }));

const SECRETS = ['Anna', 'Hemlig', 'anna.hemlig', 'Hemorten', 'Gammalnamn', 'gammal@x.example'];

const source = (path: string) => valueSource(path, path, () => undefined);
const MAPPING: Mapping = {
	fields: {
		externalId: source('Id')!,
		username: source('User')!,
		firstName: source('First')!,
		lastName: source('Last')!,
		email: source('User'),
		manager: source('Manager'),
	},
	genderCodes: genderCodes([]),
	excludedEmploymentTypes: new Set(),
	attributes: [],
	companyOrder: [],
};

type Protection = Mapping['protectedIdentity'];
const BY_FIELD: Protection = { field: source('Mark')!, externalIds: [], leaveOut: false };

function map(protectedIdentity: Protection, records: object[] = RECORDS) {
	return mapEmployees(records, { ...MAPPING, protectedIdentity: protectedIdentity! }, '2026-03-02');
}

function built(protectedIdentity: Protection, records: object[] = RECORDS) {
	const mapped = map(protectedIdentity, records);
	const items = [...mapped.people, ...mapped.skipped].map(({ person }) => person);
	const { groups, users, issues } = buildHierarchy(
		items as never,
		{
			mode: 'levels',
			levels: ['Office'],
			groupId: 'path',
			conflict: 'error',
			gaps: 'nearest',
			groupManager: 'mostCommon',
		} as never,
	);
	return { mapped, groups, users: users.map((one) => one.user), issues };
}

const ACCOUNT: CurrentUser = user({
	externalId: '1',
	username: 'gammal@x.example',
	email: 'gammal@x.example',
	firstName: 'Anna',
	lastName: 'Gammalnamn',
	memberOf: ['t-old'],
});
const OLD = currentGroup({ externalId: 'old', targetId: 't-old', name: 'Hemorten' });

function planned(
	protection: Protection,
	accounts = [ACCOUNT],
	settings: Partial<PlanSettings> = {},
) {
	const { mapped, groups, users, issues } = built(protection);
	const plan = planSync({
		groups,
		users: users as never,
		issues,
		current: { users: accounts, groups: [OLD] },
		settings: { ...DEFAULT_SETTINGS, ...settings },
	});
	return { mapped, plan, groups, users };
}

/** All texts of issues, errors and messages; not the values that are to be written. */
function saidIn({ plan, mapped, groups }: ReturnType<typeof planned>): string {
	const { changes, held, issues } = plan;
	const input = {
		title: 'Flex → Winningtemp',
		systems,
		createdAt: new Date('2026-03-02T00:04:00Z'),
		timeZone: 'UTC',
		// The tree has the names of groups without anybody's.
		groups: groups.filter(({ name }) => name !== 'Hemorten'),
		changes: changes.map((change) => ({
			...change,
			...(change.externalId === '1'
				? { status: 'failed', error: 'Anna Hemlig: taken', warnings: ['Anna Hemlig'] }
				: { status: 'applied' }),
		})),
		held,
		issues: [...issues, ...mapped.skipped.map(({ person }) => person)],
	};
	const model = summarise(input);
	return JSON.stringify([
		mapped.hints,
		mapped.people.map(({ person }) => person.issues),
		mapped.skipped.map(({ person: { name, issues: own } }) => [name, own]),
		issues,
		[...changes, ...held].map(({ name, reason }) => [name, reason]),
		renderMarkdown(model, 100),
		renderHtml({ ...model, tree: [], removedGroups: [] }),
	]);
}

function foundIn(said: string): string[] {
	return SECRETS.filter((secret) => said.includes(secret));
}

test('without a mark the texts have the name, so that the tests below can fail', () => {
	expect(foundIn(saidIn(planned(undefined)))).toEqual(
		expect.arrayContaining(['Anna', 'Hemlig', 'anna.hemlig', 'gammal@x.example']),
	);
});

describe.each<[string, Protection]>([
	['a field', BY_FIELD],
	['a list of External IDs', { externalIds: ['1'], leaveOut: false }],
])('chosen by %s', (_how, protection) => {
	test('people are synchronised as all others are', () => {
		const plain = planned(undefined).plan;
		const { plan } = planned(protection);
		const written = (one: typeof plan) =>
			one.changes.map(({ kind, action, externalId, changes }) => [
				kind,
				action,
				externalId,
				changes,
			]);
		expect(written(plan)).toEqual(written(plain));
		expect(plan.summary).toEqual(plain.summary);
	});

	test('their names and places are in no text, and they are called by their External ID', () => {
		const run = planned(protection);
		const said = saidIn(run);
		expect(foundIn(said)).toEqual([]);
		expect(said).toContain('Person 1 (protected identity)');
		expect(said).toContain('Bo Chef');
	});

	test('nor where a guard holds their changes, or stops the run', () => {
		const taken = [ACCOUNT, user({ externalId: null, username: 'anna.hemlig@x.example' })];
		const run = planned(protection, taken);
		expect(run.plan.held.length + run.plan.issues.length).toBeGreaterThan(0);
		expect(foundIn(saidIn(run))).toEqual([]);
	});

	test('nor where a guard holds a change of theirs', () => {
		const guards = everyGuard({ count: 0, share: 0 });
		const run = planned(protection, [ACCOUNT], { guards });
		const theirs = run.plan.held.filter(({ externalId }) => externalId === '1');
		expect(theirs).not.toEqual([]);
		for (const change of theirs) {
			expect(change).toMatchObject({
				name: 'Person 1 (protected identity)',
				reason: '',
				protectedIdentity: true,
			});
		}
		expect(foundIn(saidIn(run))).toEqual([]);
	});
});

test.each(['Ja', 'x', 'Sekretessmarkering', '1', true, 1, { any: 'thing' }])(
	'%p in the field marks a person',
	(Mark) => {
		const { people } = map(BY_FIELD, [{ ...RECORDS[0], Mark }]);
		expect(people.map(({ person }) => person.protectedIdentity)).toEqual([true]);
	},
);

test.each(['', 'Nej', 'no', '0', 0, false, null, '-', undefined])('%p does not', (Mark) => {
	const { people } = map(BY_FIELD, [{ ...RECORDS[0], Mark }, RECORDS[0]!].slice(0, 2));
	expect(people.find(({ sources }) => sources[0] === 0)?.person.protectedIdentity).toBeUndefined();
});

test('a field that no record has stops the run, since nobody would be protected', () => {
	const misspelt = { ...BY_FIELD, field: source('Marrk')! };
	expect(() => map(misspelt)).toThrow(/Marrk/);
});

test('an External ID of nobody is named in a hint', () => {
	expect(map({ externalIds: ['1', '99'], leaveOut: false }).hints).toEqual([
		expect.stringContaining('nobody has the External ID 99') as string,
	]);
});

describe('left out', () => {
	const LEFT_OUT: Protection = { ...BY_FIELD, leaveOut: true };

	test('somebody new gets no account', () => {
		const { plan, mapped } = planned(LEFT_OUT, []);
		expect(mapped.skipped).toMatchObject([
			{ person: { externalId: '1', protectedIdentity: true } },
		]);
		expect(plan.changes.filter(({ externalId }) => externalId === '1')).toEqual([]);
		expect(foundIn(saidIn(planned(LEFT_OUT, [])))).toEqual([]);
	});

	test('is no error, and nobody to correct: the report is in order', () => {
		const { mapped } = planned(LEFT_OUT, []);
		const left = mapped.skipped.map(({ person }) => person);
		expect(left.flatMap(({ issues }) => issues)).toMatchObject([
			{ severity: 'warning', code: 'protectedIdentity' },
		]);
		const { figures } = summarise({
			title: '',
			systems,
			createdAt: new Date('2026-03-02T00:04:00Z'),
			timeZone: 'UTC',
			issues: left,
		});
		expect([figures.status, figures.leftOut]).toEqual(['ok', 0]);
	});

	test('an account that is there stays as it is, and is reported without a name', () => {
		const run = planned(LEFT_OUT);
		const { changes, held, issues, summary } = run.plan;
		expect([...changes, ...held].filter(({ targetId }) => targetId === ACCOUNT.targetId)).toEqual(
			[],
		);
		expect(issues).toContainEqual(
			expect.objectContaining({
				code: 'protectedLeftAlone',
				severity: 'warning',
				message:
					'1 person who is left out because of protected identity still has an account in Winningtemp, which stays as it is: External ID 1. Remove it there by hand if it is not to be used.',
			}),
		);
		expect(summary.issues.warnings).toBe(
			issues.filter(({ severity }) => severity === 'warning').length,
		);
		expect(foundIn(saidIn(run))).toEqual([]);
	});

	test('they do not count as people who cannot be mapped, whatever their number', () => {
		const many = Array.from({ length: 60 }, (_, i) => ({
			...RECORDS[0]!,
			Id: `h${i}`,
			User: `h${i}@x.example`,
		}));
		const { users, groups } = built(LEFT_OUT, [...many, RECORDS[1]!]);
		const accounts = many.map(({ Id, User }) => user({ externalId: Id, username: User }));
		const plan = planSync({
			groups,
			users: users as never,
			current: { users: accounts, groups: [] },
			settings: DEFAULT_SETTINGS,
		});
		expect(plan.summary.guards.filter(({ held }) => held)).toEqual([]);
		expect(plan.changes.filter(({ kind }) => kind === 'user')).toMatchObject([
			{ action: 'create', externalId: '2' },
		]);
	});
});

test('a team that is named after a manager has the External ID in the name', () => {
	const items = map(BY_FIELD).people.map(({ person }) => person);
	expect(items.map(({ managerExternalId }) => managerExternalId)).toEqual(['2', null, '1']);
	const { groups, issues } = buildHierarchy(
		items as never,
		{
			mode: 'reportingLine',
			teamName: '{firstName} {lastName}',
			rootGroup: null,
		} as never,
	);
	expect(groups.map(({ name }) => name)).toContain('Team 1');
	expect(foundIn(JSON.stringify([groups.map(({ name, path }) => [name, path]), issues]))).toEqual(
		[],
	);
});

test('a report about one person is not made', () => {
	const { users, plan } = planned(BY_FIELD);
	const about = explain({
		who: 'anna.hemlig@x.example',
		lists: { people: users, changes: plan.changes },
		systems,
	});
	expect(about).toMatchObject({ found: false, title: 'Protected identity', people: [] });
	expect(foundIn(JSON.stringify(about))).toEqual([]);
	const other = explain({ who: '3', lists: { people: users, changes: plan.changes }, systems });
	expect(other.found).toBe(true);
	expect(foundIn(JSON.stringify(other))).toEqual([]);
});

test('Create or Update names them by External ID as well', () => {
	const [item] = map(BY_FIELD).people.map(({ person }) => person);
	const { verdicts } = planListed(
		'user',
		[item as never],
		{ users: [ACCOUNT], groups: [] },
		{ systems, knows: () => true },
	);
	expect(verdicts).toMatchObject([
		{ name: 'Person 1 (protected identity)', protectedIdentity: true },
	]);
	const { name, error, warnings } = verdicts[0]!;
	expect(foundIn(JSON.stringify([name, error, warnings]))).toEqual([]);
});
