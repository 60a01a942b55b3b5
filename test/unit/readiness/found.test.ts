import {
	renderReadinessHtml,
	renderReadinessMarkdown,
	summariseReadiness,
	type ReadinessInput,
} from '../../../directory/readiness';
import { findingOf, type Concerned, type HrCheck } from '../../../directory/readiness/model';
import { targetFacts } from '../../../directory/readiness/target';
import { inLanguage, told } from '../../../directory/readiness/told';
import { text } from '../../../directory/report/columns';
import { HR_SAMPLE, readinessInput, TARGET_SAMPLE } from '../../report/readinessSample';
import { currentGroup, user } from '../../support/people';

/** What the checks and the plan of a first run find, word for word. */

const facts = (
	users: Parameters<typeof user>[0][],
	groups: Parameters<typeof currentGroup>[0][] = [],
	roles: Record<string, string[]> = {},
) =>
	targetFacts('Katalog', {
		users: users.map(user),
		groups: groups.map(currentGroup),
		rolesOf: ({ targetId }) => roles[targetId] ?? [],
	});

describe('what the target has', () => {
	test('nothing: all figures are 0, and there is nothing to settle', () => {
		expect(facts([])).toEqual({
			users: { total: 0, withExternalId: 0, withoutExternalId: 0, active: 0, administrators: 0 },
			groups: { total: 0, withExternalId: 0, withoutExternalId: 0 },
			findings: [],
		});
	});

	test('users and groups are counted, by hand and from HR, and who can log in', () => {
		const { users, groups } = facts(
			[
				{ externalId: '1', firstName: 'A' },
				{ externalId: null, targetId: 'x', username: 'bo', firstName: 'B' },
				{ externalId: '3', firstName: 'C', active: false },
			],
			[{ externalId: 'g1' }, { externalId: null, targetId: 'y', name: 'Own' }],
		);
		expect(users).toEqual({
			...{ total: 3, withExternalId: 2, withoutExternalId: 1 },
			...{ active: 2, administrators: 0 },
		});
		expect(groups).toEqual({ total: 2, withExternalId: 1, withoutExternalId: 1 });
	});

	const administrators = (
		users: Parameters<typeof user>[0][],
		roles: Record<string, string[]> = {},
	) => {
		const finding = facts(users, [], roles).findings.find(({ code }) => code === 'administrators');
		return finding?.concerns.map(({ name, note, sv }) => [name, note, sv?.note]);
	};

	test.each([
		['admin@exempel.se', true],
		['svc-backup@exempel.se', true],
		['no-reply@exempel.se', true],
		['noreply@exempel.se', true],
		['it.support', true],
		['API', true],
		['administratör', true],
		['adminsson@exempel.se', false],
		['anna.root-eriksson@exempel.se', true],
		['rootsson@exempel.se', false],
		['anna@system.exempel.se', false],
		['anna@admin.se', false],
	])('the username %s speaks of an administrator or a service: %p', (username, is) => {
		expect(administrators([{ username, firstName: 'Eva', lastName: 'Ek' }]) !== undefined).toBe(is);
	});

	test('a role goes before a name, and is named; else it is by the name', () => {
		const users = [
			{ externalId: '1', username: 'eva', firstName: 'Eva', lastName: 'Ek' },
			{ externalId: '2', username: 'root', firstName: 'Bo', lastName: 'Alm' },
			{ externalId: '3', username: 'cia', firstName: 'Test', lastName: 'Person' },
			{ externalId: '4', username: 'dan', firstName: 'Dan', lastName: 'Dahl' },
			{ externalId: '5', username: 'admin', firstName: 'Ulf', lastName: 'Udd' },
		];
		const roles = {
			't-1': ['User', 'System Administrator', 'admin'],
			't-4': ['User'],
			't-5': ['admin'],
		};
		expect(administrators(users, roles)).toEqual([
			['Bo Alm', 'root, by its name', 'root, enligt namnet'],
			['Eva Ek', 'eva, role System Administrator', 'eva, roll System Administrator'],
			['Test Person', 'cia, by its name', 'cia, enligt namnet'],
			['Ulf Udd', 'admin, role admin', 'admin, roll admin'],
		]);
		expect(facts(users, [], roles).users.administrators).toBe(4);
	});

	test('what is to be settled is told with how many, whom, and what to do', () => {
		const { findings } = facts(
			[
				{ externalId: null, targetId: '7', username: 'bo', firstName: 'Bo', lastName: 'Alm' },
				{
					...{ externalId: null, targetId: '8', username: 'Cia Ek', active: false },
					...{ firstName: 'Cia', lastName: 'Ek' },
				},
				{ externalId: '9', username: 'bo2', firstName: 'BO', lastName: 'Alm' },
			],
			[
				{ externalId: null, targetId: 'a', name: 'Sales' },
				{ externalId: 'g1', name: 'sales' },
				{ externalId: 'g2', name: 'Other' },
			],
		);
		const short = findings.map(({ code, weight, owner, title, count, concerns }) => ({
			found: [code, weight, owner, title, count],
			concerns: concerns.map(({ name, id, note }) => [name, id, note]),
		}));
		expect(short).toEqual([
			{
				found: [
					...['usersByHand', 'decide', 'consultant', '2 users in Katalog have no External ID'],
					2,
				],
				concerns: [
					['Bo Alm', '7', 'bo'],
					['Cia Ek', '8', 'inactive'],
				],
			},
			{
				found: ['sharedUserNames', 'know', 'target', 'Users in Katalog share a name', 2],
				concerns: [
					['BO Alm', 't-9', 'bo2'],
					['Bo Alm', '7', 'bo'],
				],
			},
			{
				found: [
					...['groupsByHand', 'decide', 'consultant', '1 group in Katalog has no External ID'],
					1,
				],
				concerns: [['Sales', null, '']],
			},
			{
				found: ['sharedGroupNames', 'know', 'target', 'Groups in Katalog share a name', 2],
				concerns: [
					['Sales', null, ''],
					['sales', null, 'g1'],
				],
			},
		]);
		for (const { advice, sv } of findings) {
			expect(advice).toMatch(/^[A-Z].+\.$/);
			expect(sv.advice).toMatch(/^[A-Z].+\.$/);
			expect(sv.title).toContain('Katalog');
		}
	});
});

describe('texts of a check in two languages', () => {
	const both = { name: 'x', ...told({ title: text('One', 'En'), advice: text('Do.', 'Gör.') }) };

	test('are in the item beside each other, and the page takes one of them', () => {
		expect(both).toEqual({
			...{ name: 'x', title: 'One', advice: 'Do.' },
			sv: { title: 'En', advice: 'Gör.' },
		});
		expect(inLanguage(both, 'en')).toEqual({ name: 'x', title: 'One', advice: 'Do.' });
		expect(inLanguage(both, 'sv')).toEqual({ name: 'x', title: 'En', advice: 'Gör.' });
	});

	test('are English where there is no other', () => {
		const english = { name: 'x', title: 'One' };
		expect(inLanguage(english, 'sv')).toEqual({ name: 'x', title: 'One' });
	});
});

test('whom a finding concerns comes in the order of name, then note, then ID', () => {
	const one = (name: string, note: string, id: string | null): Concerned => ({ name, note, id });
	const sorted = [one('A', 'x', '2'), one('A', 'y', '1'), one('B', '', null), one('B', 'a', '1')];
	const finding = { code: 'c', weight: 'know', owner: 'hr', title: 't', advice: 'a' } as const;
	const shuffled = [sorted[2]!, sorted[1]!, sorted[3]!, sorted[0]!];
	expect(findingOf(finding, shuffled)).toEqual({ ...finding, count: 4, concerns: sorted });
	expect(findingOf(finding)).toEqual({ ...finding, count: 0, concerns: [] });
});

/** A page of checks without findings, of a plan that changes nothing. */
const page = (changes: Partial<ReadinessInput> = {}) =>
	summariseReadiness(
		readinessInput({
			checks: [{ ...HR_SAMPLE, findings: [] }, TARGET_SAMPLE],
			...{ changes: [], held: [], issues: [], groups: [], users: [], summary: [] },
			title: 'Start',
			...changes,
		} as Partial<ReadinessInput>),
	);

const tables = (sections: ReturnType<typeof page>['sections'], title: RegExp) =>
	sections
		.filter((one) => title.test(one.title))
		.flatMap(({ blocks }) =>
			blocks.map((block) => (block.kind === 'table' ? [block.head, ...block.rows] : block.text)),
		);

describe('the facts', () => {
	test('of HR are its address, log-in and page, and what the API user may read', () => {
		expect(tables(page().sections, /Hrsystem: connection and permissions/)).toEqual([
			[
				['Connection', 'What was found'],
				['Address', 'https://hr.example/webapi/api'],
				['Form of log-in', 'Basic'],
				['Rows per page', '100 (1,000 asked for)'],
			],
			[
				['Resource', 'Access', 'Without it'],
				['employees', 'permitted', ''],
				[
					...['employmentperiods', 'no permission: Norrsken AB'],
					'Nobody knows who is employed, so a run stops.',
				],
			],
		]);
	});

	test('of HR are its companies and people, and its dimensions', () => {
		expect(tables(page().sections, /Hrsystem: companies and people on 2026-02-03/)).toEqual([
			[
				['Company', 'Employed', 'Listed'],
				['Norrsken AB', '11,002', '12,345'],
			],
			[
				['Employment type', 'People'],
				['Employee', '10,990'],
			],
			[
				['Form of employment', 'People'],
				['Permanent', '9,000'],
			],
		]);
	});

	test('of dimensions are the recommended levels, how much is filled, and why', () => {
		const hr: HrCheck = {
			...HR_SAMPLE,
			findings: [],
			recommendedLevels: ['Office', 'Team'],
			dimensions: [
				{ name: 'Office', people: 1200, share: 98, values: 4, level: 1 },
				{ name: 'Free', people: 0, share: 0, values: 0, level: 0 },
			].map((one) => ({ ...one, ...told({ reason: text('Because.', 'Därför.') }) })),
		};
		const of = (check: HrCheck) =>
			tables(page({ checks: [check, TARGET_SAMPLE] }).sections, /dimensions and levels/);
		expect(of(hr)).toEqual([
			'Recommended levels, from the data: Office → Team.',
			[
				['Dimension', 'Level', 'Filled', 'Values', 'Why'],
				['Office', '1', '98 % (1,200)', '4', 'Because.'],
				['Free', '–', '0 % (0)', '–', 'Because.'],
			],
		]);
		expect(of({ ...hr, recommendedLevels: [] })[0]).toBe(
			'No levels can be recommended from the data.',
		);
	});

	test('say where no list is longer than a page', () => {
		const hr = { ...HR_SAMPLE, pageSize: { asked: 1000, given: null } };
		const [connection] = tables(page({ checks: [hr] }).sections, /connection/) as string[][][];
		expect(connection!.at(-1)).toEqual([
			'Rows per page',
			'1,000 asked for; no list is longer than a page',
		]);
	});

	test('of the target are what it supports, what is left out, and what it has', () => {
		expect(tables(page().sections, /Winningtemp: what it supports/)).toEqual([
			[
				['Function', 'Supported'],
				['Address', 'https://target.example/scim'],
				['Groups', 'yes'],
				['Several changes in one request (bulk)', 'no'],
				['Change of single values (patch)', 'yes'],
				['Search (filter)', 'yes'],
				['Largest page', 'not said'],
				['Values that are left out', 'birthday, parent group of groups'],
			],
			[
				['In it now', 'All', 'With External ID', 'Without'],
				['Users', '40', '30', '10'],
				['Groups', '3', '1', '2'],
			],
			'38 users of 40 can log in. 1 account looks like an administrator or a service.',
		]);
		const supports = { groups: false, patch: false, bulk: true, filter: false, pageSize: 2000 };
		const target = { ...TARGET_SAMPLE, supports, skipped: [] };
		const [functions] = tables(page({ checks: [target] }).sections, /Winningtemp/) as string[][][];
		expect(functions!.slice(2).map(([, value]) => value)).toEqual([
			...['no', 'yes', 'no', 'no', '2,000', 'none'],
		]);
	});

	test('of a check that did not run are not there', () => {
		expect(page({ checks: [] }).sections.map(({ title }) => title)).toEqual([
			'What a first run would do',
		]);
		expect(page({ checks: [null, 'x', { check: 'else' }] }).findings).toMatchObject([
			{
				code: 'notChecked',
				weight: 'start',
				owner: 'hrSystem',
				title: 'Hrsystem could not be checked',
				advice:
					'Test the credential in n8n: its message says what is wrong. Then run this check again.',
				count: 0,
				concerns: [],
			},
			{ code: 'notChecked', owner: 'target', title: 'Winningtemp could not be checked' },
		]);
	});
});

const change = (n: number, more: object = {}) => ({
	order: n,
	kind: 'user',
	action: 'update',
	externalId: `e${n}`,
	targetId: `t${n}`,
	name: `Name ${n}`,
	changes: [{ field: 'externalId', from: null, to: `e${n}` }],
	reason: 'Because.',
	...more,
});
const GUARD = { name: 'removals', limit: 5, actual: 7, of: 50 };

describe('a first run', () => {
	test('has its figures, by what it does, for people and for groups', () => {
		const changes = [
			change(1, { action: 'create', targetId: null }),
			change(2, { changes: [{ field: 'email', from: 'a', to: 'b' }] }),
			change(3, { kind: 'group', action: 'delete', changes: [] }),
		];
		const issue = { severity: 'warning', code: 'x', message: 'A message.', subject: {} };
		const [kinds, issues] = tables(page({ changes, issues: [issue] }).sections, /first run/);
		expect(kinds).toEqual([
			['Change', 'People', 'Groups'],
			['Create', '1', '0'],
			['Update', '1', '0'],
			['Reactivate', '0', '0'],
			['Deactivate', '0', '0'],
			['Delete', '0', '1'],
			['Unchanged', '0', '0'],
			['Held', '0', '0'],
			['Left out', '0', '0'],
		]);
		expect((issues as string[][])[0]).toEqual(['Issue of the plan', 'Number']);
		expect((issues as string[][])[1]![1]).toBe('1');
	});

	test('names the accounts that it would link to HR, not the people whom it creates', () => {
		const { findings } = page({
			changes: [
				change(2),
				change(1),
				change(3, { action: 'create' }),
				change(4, { kind: 'group' }),
				change(5, { changes: [{ field: 'email', from: 'a', to: 'b' }] }),
			],
		});
		expect(findings).toEqual([
			{
				code: 'adoptions',
				weight: 'decide',
				owner: 'hr',
				title: 'A first run would adopt 2 accounts and link them to HR',
				advice:
					'Check that each account belongs to that person. Where it does not, change its username in Winningtemp before the start.',
				count: 2,
				concerns: [
					{ name: 'Name 1', id: 'e1', note: 'Because.' },
					{ name: 'Name 2', id: 'e2', note: 'Because.' },
				],
			},
		]);
	});

	test('names what a guard would hold, people with their number and groups without', () => {
		const held = [
			change(1, { action: 'deactivate', changes: [], guard: GUARD }),
			change(2, { action: 'delete', kind: 'group', changes: [], guard: GUARD, reason: 'Empty.' }),
		];
		const { findings, status, headline } = page({ held });
		expect(findings).toMatchObject([
			{ code: 'held.removals', weight: 'decide', owner: 'consultant', count: 2 },
		]);
		expect(findings[0]!.title).toMatch(/^A guard would hold 2 changes: /);
		expect(findings[0]!.advice).toMatch(
			/\. Then release the plan of the first run, or change the guard\.$/,
		);
		expect(findings[0]!.concerns.map(({ name, id }) => [name, id])).toEqual([
			['Name 1', 'e1'],
			['Name 2', null],
		]);
		expect([status, headline]).toEqual([
			'attention',
			'Nothing blocks the start, 1 finding to look at',
		]);
	});

	const byHand = (ids: string[], count = ids.length) => ({
		...TARGET_SAMPLE,
		findings: [
			{
				code: 'usersByHand',
				weight: 'decide' as const,
				owner: 'consultant' as const,
				...told({
					title: text(`${count} users in Katalog have no External ID`, 'Användare saknar ID'),
					advice: text('Look.', 'Titta.'),
				}),
				count,
				concerns: ids.map((id) => ({ name: `Name ${id}`, id, note: '' })),
			},
		],
	});

	test('accounts without an ID are named once: with the run that adopts them', () => {
		const checks = [{ ...HR_SAMPLE, findings: [] }, byHand(['t1', 't2', 't3'])];
		const held = [change(3, { guard: GUARD })];
		const find = (input: Partial<ReadinessInput>) =>
			page({ checks, ...input }).findings.find(({ code }) => code === 'usersByHand');
		expect(find({ changes: [change(1)], held })).toMatchObject({
			weight: 'decide',
			title:
				'3 users in Katalog have no External ID, and no person in HR has the username of 1 of them',
			count: 1,
			concerns: [{ id: 't2' }],
		});
		expect(find({ changes: [change(1), change(2)], held })).toMatchObject({
			weight: 'know',
			title: '3 users in Katalog have no External ID',
			count: 0,
			concerns: [],
		});
	});

	test('that changes the ID of an account that had one takes nobody from that list', () => {
		const checks = [{ ...HR_SAMPLE, findings: [] }, byHand(['t1'])];
		const other = change(1, { changes: [{ field: 'externalId', from: 'old', to: 'e1' }] });
		expect(
			page({ checks, changes: [other] }).findings.find(({ code }) => code === 'usersByHand'),
		).toMatchObject({ count: 1, concerns: [{ id: 't1' }] });
	});

	test('that stops says why once, and nothing else of it', () => {
		const stopped = page({ failures: ['A list could not be read.', 'Later.'] });
		expect(stopped.findings).toMatchObject([
			{
				code: 'firstRunStops',
				weight: 'start',
				owner: 'consultant',
				title: 'A first run would stop: A list could not be read',
				advice: 'Settle that, and run this check again.',
			},
		]);
		expect(tables(stopped.sections, /first run/)).toEqual([
			'It would stop: A list could not be read.',
		]);
		expect([stopped.status, stopped.headline]).toEqual(['blocked', '1 finding blocks the start']);
	});

	test('that stops says why, beside findings that do not block the start', () => {
		const checks = [{ ...HR_SAMPLE, findings: [] }, byHand(['t1'])];
		const found = page({ checks, failures: ['A list could not be read.'] }).findings;
		expect(found.map(({ code }) => code)).toEqual(['firstRunStops', 'usersByHand']);
	});

	test('with nothing to settle is ready, and the subject has no personal data', () => {
		expect(page()).toMatchObject({
			status: 'ready',
			headline: 'Nothing blocks the start',
			subject: expect.stringMatching(/^Start \d{4}-\d\d-\d\d: Nothing blocks the start$/) as string,
			findings: [],
		});
	});
});

test('without names, people are what finds them again, and notes are left out', () => {
	const concerns = [
		{ name: 'Anna Ek', id: '17', note: 'Norrsken AB' },
		{ name: 'Office', id: null, note: 'a note' },
	];
	const finding = {
		...{ code: 'x', weight: 'know' as const, owner: 'hr' as const, count: 2, concerns },
		...told({ title: text('Some', 'Några'), advice: text('Look.', 'Titta.') }),
	};
	const checks = [{ ...HR_SAMPLE, findings: [finding] }, TARGET_SAMPLE];
	expect(page({ checks, includeNames: false }).findings[0]!.concerns).toEqual([
		{ name: '17', id: '17', note: '' },
		{ name: 'Office', id: null, note: '' },
	]);
	expect(page({ checks }).findings[0]!.concerns).toEqual(concerns);
	const adopted = page({ changes: [change(1)], includeNames: false }).findings[0]!;
	expect(adopted.concerns).toEqual([{ name: 'e1', id: 'e1', note: '' }]);
});

describe('the page', () => {
	const finding = (weight: 'start' | 'people' | 'decide' | 'know', concerns: Concerned[] = []) => ({
		...{ code: weight, weight, owner: 'hr' as const, count: concerns.length, concerns },
		...told({ title: text(`Of <${weight}>`, 'x'), advice: text('Look & see.', 'x') }),
	});
	const html = (...findings: Array<ReturnType<typeof finding>>) =>
		renderReadinessHtml(page({ checks: [{ ...HR_SAMPLE, findings }, TARGET_SAMPLE] }));
	const people = (count: number) =>
		Array.from({ length: count }, (_, i) => ({ name: `P${i}`, id: `${i}`, note: '' }));

	test('without findings says so, and holds no personal data to warn of', () => {
		expect(html()).toContain('<p class="card">Nothing was found.</p>');
		expect(html()).not.toContain('personal data');
		expect(html()).not.toContain('Something to do for');
		expect(html()).toContain(
			'<div class="status t-ok"><div><p class="headline">Nothing blocks the start</p></div></div>',
		);
	});

	test('counts the findings by weight, and names once who has something to do', () => {
		const page = html(finding('decide'), finding('decide'), finding('know'));
		const tiles = [...page.matchAll(/<li( class="zero")?><span class="label">(.*?)<\/li>/g)];
		expect(tiles.map(([, zero, rest]) => [zero ?? '', rest!.replace(/<[^>]*>/g, '')])).toEqual([
			[' class="zero"', 'Blocks the start 0'],
			[' class="zero"', 'Leaves people out 0'],
			['', 'Decide before the start 2'],
			['', 'Good to know 1'],
		]);
		expect(page).toContain('<p class="remarks">Something to do for: HR.</p>');
		expect(page).toContain('<div class="status t-look">');
		expect(page).not.toContain('Nothing was found.');
		expect(page).not.toContain('personal data');
	});

	test('names all who have something to do, in the order of the findings', () => {
		const page = html(
			{ ...finding('know'), owner: 'target' as 'hr' },
			{ ...finding('decide'), owner: 'consultant' as 'hr' },
			finding('know'),
		);
		expect(page).toContain('Something to do for: Consultant, Target support, HR.</p>');
	});

	test.each([
		['start', 't-bad', 'Blocks the start'],
		['people', 't-look', 'Leaves people out'],
		['decide', 't-info', 'Decide before the start'],
		['know', 't-still', 'Good to know'],
	] as const)(
		'a finding of the weight %s shows that, who acts, and what to do',
		(weight, tone, label) => {
			expect(html(finding(weight))).toContain(
				[
					`<div class="card"><p><span class="chip ${tone}">${label}</span> <span class="chip t-still by">HR</span></p>`,
					`<p><b><bdi>Of &lt;${weight}&gt;</bdi></b></p><p class="todo"><bdi>Look &amp; see.</bdi></p></div>`,
				].join(''),
			);
		},
	);

	test('people are listed with number and note; a number that is the name is not repeated', () => {
		const concerns = [
			{ name: 'Anna', id: '7', note: 'A & B' },
			{ name: '8', id: '8', note: '' },
			{ name: 'Office', id: null, note: '' },
		];
		const page = html(finding('people', concerns));
		expect(page).toContain(
			'<ul class="concerns"><li><bdi>Anna</bdi> <span class="muted"><bdi>7</bdi></span> <span class="muted"><bdi>A &amp; B</bdi></span></li><li><bdi>8</bdi></li><li><bdi>Office</bdi></li></ul></details>',
		);
		expect(page).toContain('This file contains personal data.');
	});

	test('six people are open to view, seven are folded', () => {
		expect(html(finding('people', people(6)))).toContain('<details class="part" open>');
		expect(html(finding('people', people(7)))).toContain('<details class="part">');
		expect(html(finding('people', people(7)))).toContain('<span class="chip t-still">7</span>');
		expect(html(finding('people', people(7)))).not.toContain('more.');
	});

	test('each table names its columns for narrow screens; empty cells stay empty', () => {
		const page = html();
		expect(page).toContain(
			'<tr><th scope="row"><bdi>employees</bdi></th><td data-head="Access"><bdi>permitted</bdi></td><td data-head="Without it"></td></tr>',
		);
		expect(page).toContain('<th scope="col">Resource</th><th scope="col">Access</th>');
		expect(page).toContain('<p>38 users of 40 can log in. 1 account looks like an');
	});

	test('for a chat has a line for each finding, without people', () => {
		const checks = [
			{ ...HR_SAMPLE, findings: [finding('people', people(2)), finding('know')] },
			TARGET_SAMPLE,
		];
		const lines = renderReadinessMarkdown(page({ checks })).split('\n');
		expect(lines.slice(0, 4)).toEqual([
			'**Nothing blocks the start, 1 finding to look at**',
			'',
			'- **Leaves people out**: Of &lt;people&gt;. Look &amp; see. _HR_',
			'- **Good to know**: Of &lt;know&gt;. Look &amp; see. _HR_',
		]);
		expect(lines.join('\n')).not.toContain('P0');
	});
});
