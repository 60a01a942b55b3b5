import {
	renderExplanationHtml,
	renderExplanationMarkdown,
	type Explanation,
} from '../../../directory/explain';
import type { Lists } from '../../../directory/explain/input';
import { plannedFor } from '../../../directory/explain/targetSteps';
import { warning } from '../../../directory/model/issue';
import type { CurrentUser } from '../../../directory/model/person';
import {
	about,
	change,
	explain,
	group,
	GROUPS,
	ORIGIN,
	person,
	readKnowledge,
	step,
	user,
} from './support';

const SKIPPED = {
	skipped: true,
	externalId: 'e3',
	name: 'Cecilia Dahl',
	username: null,
	issues: [
		{
			severity: 'error',
			code: 'missingUsername',
			message: 'Cecilia Dahl has no work e-mail.',
			subject: { kind: 'user', externalId: 'e3', name: 'Cecilia Dahl' },
			details: {},
		},
	],
};

function issue(message: string, more: object = {}, subject: object = {}) {
	return {
		severity: 'warning',
		code: 'other',
		message,
		subject: { kind: 'user', externalId: 'e1', name: 'Anna Berg', ...subject },
		details: {},
		...more,
	};
}

describe('a whole answer', () => {
	const records = [
		{
			employeeNumber: '17',
			company: 'c1',
			values: [
				{ field: 'externalId', source: 'Id', value: 'e1' },
				{ field: 'username', source: 'EmailWork', value: 'Anna@exempel.se' },
				{ field: 'email', source: 'EmailWork', value: 'Anna@exempel.se' },
				{ field: 'gender', source: null, value: null },
				{ field: 'excludeFromSurveys', source: 'External', value: false },
			],
		},
	];
	const lists: Lists = {
		changes: [
			change({
				action: 'create',
				targetId: null,
				changes: [{ field: 'username', from: null, to: 'anna@exempel.se' }],
				reason: '',
			}),
		],
		issues: [
			person({
				managerExternalId: 'e2',
				excludeFromSurveys: false,
				groupExternalId: 'g2',
				origin: { records, organization: { Office: 'Stockholm', Team: 'Payable' } },
				issues: [issue('Anna Berg has a <odd> gender.')],
			}),
			person({ externalId: 'e2', username: 'bo@exempel.se', firstName: 'Bo', lastName: 'Ek' }),
		],
		groups: GROUPS,
	};
	const answer = () => explain({ who: 'E1', lists });

	test('goes from HR to the next run, step by step', () => {
		expect(answer()).toEqual({
			found: true,
			title: 'Anna Berg',
			remarks: [],
			people: [
				{
					name: 'Anna Berg',
					externalId: 'e1',
					outcome: 'The next run would create Anna Berg.',
					steps: [
						{
							title: 'What HR says',
							blocks: [
								{ kind: 'text', text: 'Found by the External ID in HR.' },
								{
									kind: 'table',
									head: ['Field in HR', 'Value'],
									rows: [
										['Employee number', '17'],
										['Company', 'c1'],
										['Id', 'e1'],
										['EmailWork', 'Anna@exempel.se'],
										['Worked out for Gender', '(empty)'],
										['External', 'no'],
									],
								},
								{
									kind: 'table',
									head: ['Organisational field', 'Value'],
									rows: [
										['Office', 'Stockholm'],
										['Team', 'Payable'],
									],
								},
							],
						},
						{
							title: 'What it is mapped to',
							blocks: [
								{
									kind: 'table',
									head: ['Value in Winningtemp', 'From HR', 'Becomes'],
									rows: [
										['External ID', 'Id', 'e1'],
										['Username', 'EmailWork', 'anna@exempel.se'],
										['E-mail', 'EmailWork', 'anna@exempel.se'],
										['First name', '', 'Anna'],
										['Last name', '', 'Berg'],
										['Gender', 'an expression', 'not mapped: stays as it is in Winningtemp'],
										['Birthday', '', 'not mapped: stays as it is in Winningtemp'],
										['Manager', '', 'Bo Ek (e2)'],
										['Excluded from surveys', 'External', 'no'],
										['Employed since', '', 'not mapped: stays as it is in Winningtemp'],
										['Employed until', '', 'not mapped: stays as it is in Winningtemp'],
										['Title', '', 'not mapped: stays as it is in Winningtemp'],
										['Phone', '', 'not mapped: stays as it is in Winningtemp'],
										['Segments', '', 'not mapped: stays as it is in Winningtemp'],
									],
								},
								{ kind: 'note', severity: 'warning', text: 'Anna Berg has a <odd> gender.' },
							],
						},
						{
							title: 'Which group, and why',
							blocks: [
								{ kind: 'text', text: 'Stockholm › Payable.' },
								{ kind: 'text', text: 'The lowest level that is filled decides: Team.' },
								{
									kind: 'table',
									head: ['Level', 'Value in HR', 'What becomes of it'],
									rows: [
										['Office', 'Stockholm', 'above it, “Stockholm”'],
										['Team', 'Payable', 'the group “Payable”'],
									],
								},
							],
						},
						{
							title: 'What Winningtemp has now',
							blocks: [{ kind: 'text', text: 'There is no user yet.' }],
						},
						{
							title: 'What the next run would do',
							blocks: [
								{ kind: 'text', text: 'The next run would create Anna Berg.' },
								{ kind: 'text', text: 'Create person.' },
								{
									kind: 'table',
									head: ['Value', 'Set to'],
									rows: [['Username', 'anna@exempel.se']],
								},
							],
						},
					],
				},
			],
		});
	});

	test('as HTML it has a heading a step, and tables whose first column names the row', () => {
		const html = renderExplanationHtml(answer());
		const lines = html.split('\n');
		expect(lines.slice(0, 5)).toEqual([
			'<p><strong>The next run would create Anna Berg.</strong></p>',
			'<h2>1. What HR says</h2>',
			'<p>Found by the External ID in HR.</p>',
			'<table><thead><tr><th scope="col">Field in HR</th><th scope="col">Value</th></tr></thead><tbody>',
			'<tr><th scope="row">Employee number</th><td>17</td></tr>',
		]);
		expect(lines.slice(-4)).toEqual([
			'<p>Create person.</p>',
			'<table><thead><tr><th scope="col">Value</th><th scope="col">Set to</th></tr></thead><tbody>',
			'<tr><th scope="row">Username</th><td>anna@exempel.se</td></tr>',
			'</tbody></table>',
		]);
		expect(html).toContain('<p><strong>Note:</strong> Anna Berg has a &lt;odd&gt; gender.</p>');
		expect(html).toContain('<h2>5. What the next run would do</h2>');
	});

	test('as Markdown it has a block a step and a line a row', () => {
		const blocks = renderExplanationMarkdown(answer()).split('\n\n');
		expect(blocks).toHaveLength(7);
		expect(blocks.slice(0, 2)).toEqual(['**Anna Berg**', 'The next run would create Anna Berg.']);
		expect(blocks[2]!.split('\n').slice(0, 3)).toEqual([
			'**1. What HR says**',
			'Found by the External ID in HR.',
			'- Employee number: 17',
		]);
		expect(blocks[3]).toContain('- Username: From HR: EmailWork · Becomes: anna@exempel.se\n');
		expect(blocks[3]).toContain('- First name: Becomes: Anna\n');
		expect(blocks[3]!.split('\n').at(-1)).toBe('⚠️ Anna Berg has a &lt;odd&gt; gender.');
		expect(blocks[6]!.split('\n').at(-1)).toBe('- Username: anna@exempel.se');
	});
});

describe('more people than one, and none', () => {
	const two: Lists = {
		issues: [person({ username: 'a@x.se' }), person({ externalId: 'e2', username: 'b@x.se' })],
	};

	test('of several people each is told by name, and that there are several', () => {
		const answer = explain({ who: ' 17 ', lists: two });
		expect(answer).toMatchObject({
			found: true,
			title: '2 people: “17”',
			remarks: ['“17” is true of 2 people.'],
		});
		const html = renderExplanationHtml(answer).split('\n');
		expect(html.slice(0, 2)).toEqual(['<p>“17” is true of 2 people.</p>', '<h2>Anna Berg</h2>']);
		expect(html.filter((line) => line.startsWith('<h2>'))).toHaveLength(2);
		const markdown = renderExplanationMarkdown(answer).split('\n\n');
		expect(markdown.slice(0, 3)).toEqual([
			'**2 people: “17”**',
			'“17” is true of 2 people.',
			'**Anna Berg**',
		]);
	});

	test('as many as are shown are not said to be the first of more', () => {
		const five = Array.from({ length: 5 }, (_, i) => person({ externalId: `e${i}` }));
		const { people, remarks } = explain({ who: '17', lists: { issues: five } });
		expect(people).toHaveLength(5);
		expect(remarks).toEqual(['“17” is true of 5 people.']);
	});

	test('a person who types nothing gets the advice what to type', () => {
		const answer: Explanation = {
			found: false,
			title: 'Nobody was asked for',
			remarks: [
				'Type an employee number, an e-mail address, a name or an External ID into the form.',
			],
			people: [],
		};
		expect(explain({ who: '  \u200B', lists: two })).toEqual(answer);
		expect(renderExplanationMarkdown(answer)).toBe(
			'**Nobody was asked for**\n\nType an employee number, an e-mail address, a name or an External ID into the form.',
		);
	});

	test('where nobody was found, the answer says how they were looked for and what to do', () => {
		const lists = { issues: [...two.issues!, SKIPPED, user({ externalId: 'u1' })] };
		const { found, title, remarks, people } = explain({ who: 'Anna', lists });
		expect({ found, title, people }).toEqual({
			found: false,
			title: 'Nobody was found',
			people: [],
		});
		expect(remarks).toEqual([
			'“Anna” was looked up as employee number, External ID, username, e-mail address and name, whole and in any case, among 3 people in HR (1 of whom cannot be synchronised) and 1 user in Winningtemp.',
			expect.stringContaining('look for them by e-mail address or External ID'),
			expect.stringContaining('that the company is among Company IDs'),
		]);
	});
});

describe('who is found, and by what', () => {
	const values = [
		{ field: 'username', source: 'Login', value: 'ANNA.B' },
		{ field: 'email', source: 'Mail', value: 'anna.old@exempel.se' },
		{ field: 'externalId', source: 'Id', value: 'raw-1' },
		{ field: 'firstName', source: 'FirstName', value: 'Fanny' },
	];
	const lists: Lists = {
		issues: [
			person({
				email: 'mejl@exempel.se',
				origin: { records: [{ employeeNumber: '17', company: 'c1', values }] },
			}),
			user({ targetId: 't7', externalId: 'u7', username: 'bo@exempel.se', email: 'b@exempel.se' }),
			SKIPPED,
		],
	};

	test.each([
		['17', 'employee number in HR'],
		['e1', 'External ID in HR'],
		['raw-1', 'External ID in HR'],
		['anna@exempel.se', 'username in HR'],
		['anna.b', 'username in HR'],
		['mejl@exempel.se', 'e-mail address in HR'],
		['anna.old@exempel.se', 'e-mail address in HR'],
		['U7', 'External ID in Winningtemp'],
		['bo@exempel.se', 'username in Winningtemp'],
		['b@exempel.se', 'e-mail address in Winningtemp'],
	])('%s: by the %s', (who, by) => {
		expect(step(about(lists, who), /HR says/)[0]).toBe(`Found by the ${by}.`);
	});

	test('nobody is found by a value that identifies nobody, such as a first name', () => {
		expect(explain({ who: 'Fanny', lists }).found).toBe(false);
	});

	test('someone whom HR has is told with HR’s record, though found by another address in Winningtemp', () => {
		const here = {
			issues: [
				person(),
				user({ email: 'private@exempel.se' }),
				user({ targetId: 't9', externalId: 'e9' }),
			],
		};
		const told = about(here, 'private@exempel.se');
		expect(step(told, /HR says/)).toContain('Employee number | 17');
		expect(told.steps).toHaveLength(5);
		const there = {
			issues: [SKIPPED, user({ externalId: 'e3', email: 'private@exempel.se' })],
		};
		const left = about(there, 'private@exempel.se');
		expect(left.name).toBe('Cecilia Dahl');
		expect(left.outcome).toBe(
			'Cecilia Dahl cannot be synchronised, so the user in Winningtemp stays as it is.',
		);
	});

	test('several users of one address come in one order', () => {
		const users = ['t2', 't1', 't3'].map((targetId) =>
			user({ targetId, externalId: `of ${targetId}`, email: 'all@exempel.se' }),
		);
		const ids = (list: object[]) =>
			explain({ who: 'all@exempel.se', lists: { issues: list } }).people.map(
				({ externalId }) => externalId,
			);
		expect(ids(users)).toEqual(['of t1', 'of t2', 'of t3']);
		expect(ids([...users].reverse())).toEqual(['of t1', 'of t2', 'of t3']);
	});

	test('records without an External ID come in the order of their companies', () => {
		const skipped = (company: string) => ({
			...SKIPPED,
			externalId: null,
			name: `of ${company}`,
			origin: { records: [{ employeeNumber: '17', company, values: [] }] },
		});
		const names = (list: object[]) =>
			explain({ who: '17', lists: { issues: list } }).people.map(({ name }) => name);
		expect(names([skipped('c2'), skipped('c1')])).toEqual(['of c1', 'of c2']);
		expect(names([skipped('c1'), skipped('c2')])).toEqual(['of c1', 'of c2']);
	});

	test('only a user that the plan links to the person is taken for theirs', () => {
		const now = (link: object) =>
			step(
				about({
					changes: [
						change({ kind: 'group', externalId: 'e1', targetId: 'tg', name: 'G' }),
						change({ externalId: 'e5', targetId: 'other', name: 'Someone else' }),
						change(link),
					],
					issues: [
						person(),
						user({ targetId: 'tg', externalId: null, username: 'g@x.se' }),
						user({ targetId: 'other', externalId: null, username: 'o@x.se' }),
						user({ targetId: 'mine', externalId: null, username: 'm@x.se' }),
					],
				}),
				/has now/,
			);
		expect(now({ targetId: 'mine' })).toContain('Username | m@x.se');
		expect(now({ targetId: null, action: 'create' })).toEqual(['There is no user yet.']);
	});
});

describe('what HR says', () => {
	test.each([
		[null, 'the user was made by hand in Winningtemp'],
		['gone', 'the person has left, has not begun yet, or belongs to a company that is not read'],
	])('about a user with the External ID %p that HR does not have', (externalId, says) => {
		const told = about({ issues: [user({ externalId })] }, 'anna@exempel.se');
		expect(step(told, /HR says/)[1]).toContain(says);
		expect(told.steps.map(({ title }) => title)).toEqual([
			'What HR says',
			'What Winningtemp has now',
			'What the next run would do',
		]);
		expect(told.externalId).toBe(externalId);
	});

	test('where the values are not passed on, the answer says how to switch that on', () => {
		const [found, how, ...rest] = step(
			about({ issues: [person({ origin: undefined })] }),
			/HR says/,
		);
		expect(found).toBe('Found by the External ID in HR.');
		expect(how).toMatch(/Switch on Explain Values in the options of the Employee Mapper/);
		expect(rest).toEqual([]);
	});

	test('only fields that are in use are told, each once, and nothing that there is not', () => {
		const records = [{ employeeNumber: null, company: null, values: [] }];
		const organization = { Office: 'Lund', Team: 'IT', Secret: 'x' };
		const lists = { issues: [person({ origin: { records, organization } })] };
		expect(step(about(lists, 'e1', ['Team', 'Region']), /HR says/)).toEqual([
			'Found by the External ID in HR.',
			'Team | IT',
			'Region | (empty)',
		]);
		const none = { issues: [person({ origin: { records } })] };
		expect(step(about(none), /HR says/)).toEqual(['Found by the External ID in HR.']);
		expect(step(about({ issues: [person()] }), /HR says/).join()).not.toContain('records');
	});

	test('someone who cannot be synchronised is told why, and has no group', () => {
		const told = about({ issues: [SKIPPED], groups: GROUPS }, 'e3');
		expect(step(told, /mapped/)).toEqual([
			'To nothing: this person cannot be synchronised as things are.',
			'Cecilia Dahl has no work e-mail.',
		]);
		expect(step(told, /group/)).toEqual([]);
		expect(told.outcome).toBe('Cecilia Dahl cannot be synchronised, so no user is created.');
		const html = renderExplanationHtml({ found: true, title: '', remarks: [], people: [told] });
		expect(html).toContain('<p><strong>Error:</strong> Cecilia Dahl has no work e-mail.</p>');
	});
});

describe('which group', () => {
	test('a group that is not built is named by its id', () => {
		const lists = { issues: [person({ groupExternalId: 'gone' })], groups: GROUPS };
		expect(step(about(lists), /group/)).toEqual([
			'The group gone, which is not among the groups that are built.',
		]);
	});

	test('several empty levels are told together', () => {
		const organization = { Office: 'Stockholm', Department: '', Unit: null, Team: 'Payable' };
		const lists = {
			issues: [person({ origin: { ...ORIGIN, organization } })],
			groups: GROUPS,
		};
		expect(step(about(lists), /group/)).toContain(
			'Department and Unit are empty and make no group.',
		);
		const three = {
			...lists,
			issues: [person({ origin: { ...ORIGIN, organization: { ...organization, Area: '' } } })],
		};
		expect(step(about(three), /group/)).toContain(
			'Department, Unit and Area are empty and make no group.',
		);
	});

	test('only the levels that groups are built from are told', () => {
		const lists = { issues: [person()], groups: GROUPS };
		const told = step(about(lists, 'e1', ['Office', 'Team', 'constructor']), /group/);
		expect(told.join()).not.toContain('Department');
		expect(told).toContain('constructor | (empty) | empty: no group');
	});

	test('one value on two levels is each of the two groups, from the top down', () => {
		const organization = { Office: 'Lund', Team: 'Lund' };
		const lists = {
			issues: [person({ origin: { ...ORIGIN, organization } })],
			groups: [group('g1', 'Lund'), group('g2', 'Lund', 'Lund')],
		};
		expect(step(about(lists), /group/).slice(-2)).toEqual([
			'Office | Lund | above it, “Lund”',
			'Team | Lund | the group “Lund”',
		]);
	});

	test('a person without origin has a group all the same', () => {
		const lists = { issues: [person({ origin: undefined })], groups: GROUPS };
		expect(step(about(lists), /group/)).toEqual([
			'Stockholm › Payable.',
			'The group does not come from a value of the person.',
		]);
	});

	test('notes about the place stand here, others with the next run', () => {
		const lists = {
			issues: [person(), user(), issue('A gap.', { code: 'gapStop' }), issue('Another thing.')],
			groups: GROUPS,
		};
		expect(step(about(lists), /group/)).toContain('A gap.');
		expect(step(about(lists), /group/)).not.toContain('Another thing.');
		expect(step(about(lists), /next run/).slice(1)).toEqual(['Another thing.']);
	});
});

describe('what Winningtemp has now', () => {
	const tree = [
		{ kind: 'group', targetId: 'tg1', externalId: 'g1', name: 'Stockholm' },
		{ kind: 'group', targetId: 'tg2', externalId: 'g2', name: 'Payable', parentExternalId: 'g1' },
		{ kind: 'group', targetId: 'tg3', externalId: null, name: 'Kören' },
		{ kind: 'group', targetId: 'tg4', externalId: null, name: 'Festen' },
	];

	test('all that the tenant knows of the user, and nothing that it does not', () => {
		const values = {
			active: false,
			email: '',
			gender: 'female',
			managerExternalId: 'e9',
			excludeFromSurveys: true,
			groupExternalId: 'g2',
			memberOf: ['tg2', 'tg4', 'tg3', 'unknown'],
			attributes: { title: null, office: { city: 'Lund' } },
		} satisfies Partial<CurrentUser>;
		const boss = user({ targetId: 't9', externalId: 'e9', firstName: 'Bo', lastName: 'Ek' });
		const lists = {
			issues: [person({ attributes: { title: 'Chef' } }), user(values), boss, ...tree],
		};
		const { blocks } = about(lists).steps.find(({ title }) => /has now/.test(title))!;
		expect(blocks).toEqual([
			{
				kind: 'table',
				head: ['Value', 'Now'],
				rows: [
					['Active', 'no'],
					['External ID', 'e1'],
					['Username', 'anna@exempel.se'],
					['E-mail', '(empty)'],
					['First name', 'Anna'],
					['Last name', 'Berg'],
					['Gender', 'female'],
					['Manager', 'Bo Ek (e9)'],
					['Excluded from surveys', 'yes'],
					['title', '(empty)'],
					['office', '{"city":"Lund"}'],
					['Group', 'Stockholm › Payable'],
					['Further groups', 'Festen and Kören'],
				],
			},
		]);
	});

	test('a user in no group is in none; where memberships are not known, the answer does not mention them', () => {
		const now = (values: object) =>
			step(about({ issues: [person(), user(values), ...tree] }), /has now/).filter((line) =>
				/roup/.test(line),
			);
		expect(now({ groupExternalId: null })).toEqual(['Group | none']);
		expect(now({ groupExternalId: undefined, memberOf: [] })).toEqual(['Group | none']);
		expect(now({ groupExternalId: undefined, memberOf: ['tg3'] })).toEqual([
			'Group | none',
			'Further groups | Kören',
		]);
		expect(now({ groupExternalId: undefined })).toEqual([]);
	});

	test('a circle of groups has an end', () => {
		const circle = [
			{ kind: 'group', targetId: 'tg1', externalId: 'g1', name: 'A', parentExternalId: 'g2' },
			{ kind: 'group', targetId: 'tg2', externalId: 'g2', name: 'B', parentExternalId: 'g1' },
		];
		expect(step(about({ issues: [person(), user(), ...circle] }), /has now/)).toContain(
			'Group | A › B',
		);
	});
});

describe('what the next run would do', () => {
	const next = (lists: Lists, who = 'e1') => step(about(lists, who), /next run/);
	const guard = { name: 'removals', limit: 5, actual: 7, of: 50 };

	test.each([
		['create', 'create'],
		['update', 'update'],
		['reactivate', 'make active again'],
		['deactivate', 'deactivate'],
		['delete', 'delete'],
	] as const)('to %s is to %s', (action, verb) => {
		const { outcome } = about({ changes: [change({ action })], issues: [person(), user()] });
		expect(outcome).toBe(`The next run would ${verb} Anna Berg.`);
	});

	test('several changes come in their order, and each verb once', () => {
		const changes = [
			change({ order: 3, changes: [{ field: 'email', from: null, to: 'c@x.se' }] }),
			change({ order: 1, action: 'reactivate', changes: [], reason: 'Back in HR.' }),
			change({ order: 2, changes: [{ field: 'email', from: 'b@x.se', to: null }] }),
		];
		expect(next({ changes, issues: [person(), user()] })).toEqual([
			'The next run would make active again and update Anna Berg.',
			'Reactivate person: Back in HR.',
			'Update person: Differs from HR.',
			'E-mail | b@x.se | (empty)',
			'Update person: Differs from HR.',
			'E-mail | (empty) | c@x.se',
		]);
	});

	test('where all is held, it says so, and by which guard', () => {
		const held = [
			{ ...change({ order: 2, reason: 'Second.', changes: [] }), guard },
			{ ...change({ order: 1, action: 'deactivate', reason: 'First.', changes: [] }), guard },
		];
		const [outcome, words, first, , second] = next({ held, issues: [person(), user()] });
		expect(outcome).toBe(
			'The next run would change nothing of Anna Berg: what is planned is held for a decision.',
		);
		expect(words).toMatch(
			/^Held by the guard “Removals”: 7 planned, at most 5 of 50 are let through\. More people than usual/,
		);
		expect([first, second]).toEqual(['Deactivate person: First.', 'Update person: Second.']);
		expect(next({ held: [change()], issues: [person(), user()] })[1]).toBe('Held by a guard.');
	});

	test('an error in the way is told as such, a warning is not in the way', () => {
		const outcome = (severity: string) =>
			about({ issues: [person(), user(), issue('Something.', { severity })] }).outcome;
		expect(outcome('error')).toBe(
			'Nothing is done for Anna Berg, because something is in the way.',
		);
		expect(outcome('warning')).toBe('Nothing is to be done for Anna Berg: everything is in step.');
	});

	test('nothing of other people, groups or records is told, not even in their sentences', () => {
		const elsewhere = { externalId: 'e2', targetId: 't2', name: 'Bo Ek' };
		const lists: Lists = {
			changes: [
				change(elsewhere),
				change({ kind: 'group', externalId: 'g9', targetId: 'tg9', name: 'Malmö' }),
				change({ kind: 'group', externalId: 'e1', targetId: 't1', name: 'Lund' }),
			],
			held: [
				{ ...change(elsewhere), guard },
				{ ...change({ kind: 'group', externalId: 'g9', name: 'Malmö' }), guard },
			],
			issues: [
				person(),
				user(),
				issue('About Bo Ek.', {}, { externalId: 'e2', name: 'Bo Ek' }),
				issue('About a group.', {}, { kind: 'group' }),
				issue('About nobody.', { details: { count: 3, note: 'e1' } }, { externalId: null }),
			],
			groups: [
				...GROUPS,
				group('g9', 'Malmö'),
				group('e1', 'Lund'),
				group('g0', 'Stockholm', 'Lön'),
			],
		};
		expect(next(lists)).toEqual(['Nothing is to be done for Anna Berg: everything is in step.']);
	});

	test('a change is one’s own by the External ID or by the user it is made to', () => {
		const byUser = change({ externalId: null, changes: [], reason: 'Linked.' });
		expect(next({ changes: [byUser], issues: [person(), user()] })).toContain(
			'Update person: Linked.',
		);
		const nobody = change({ externalId: null, targetId: null, reason: 'Of nobody.' });
		expect(next({ changes: [nobody], issues: [person()] }).join()).not.toContain('Of nobody.');
		expect(
			next({ changes: [nobody], issues: [{ ...SKIPPED, externalId: null, username: 'c' }] }, 'c'),
		).toEqual(['Cecilia Dahl cannot be synchronised, so no user is created.']);
	});

	test('changes of the group and of those above it are told, in their order', () => {
		const groupChange = (order: number, externalId: string, name: string) =>
			change({ order, kind: 'group', externalId, targetId: null, name, changes: [], reason: 'R.' });
		const lists: Lists = {
			changes: [groupChange(2, 'g2', 'Payable'), groupChange(1, 'g1', 'Stockholm')],
			issues: [person(), user()],
			groups: GROUPS,
		};
		expect(next(lists).slice(1)).toEqual([
			'For the group, or one above it:',
			'Update group “Stockholm”: R.',
			'Update group “Payable”: R.',
		]);
		const held = lists.changes!.map((one) => ({ ...(one as object), guard }));
		expect(next({ ...lists, changes: [], held }).slice(1)).toEqual([
			'For the group, or one above it:',
			expect.stringMatching(/^Held by the guard/),
			'Update group “Stockholm”: R.',
			expect.stringMatching(/^Held by the guard/),
			'Update group “Payable”: R.',
		]);
		const both = { ...lists, changes: [lists.changes![0]!], held: [held[1]!] };
		expect(next(both)).toContain('For the group, or one above it:');
	});

	test('issues of someone without an External ID are known by the name', () => {
		const record = {
			...SKIPPED,
			externalId: null,
			origin: { records: [{ employeeNumber: '99', company: 'c1', values: [] }] },
			issues: [],
		};
		const without = { externalId: null, name: 'Cecilia Dahl' };
		const lists = {
			issues: [
				record,
				issue('About Cecilia.', {}, without),
				issue('About a namesake’s.', {}, { ...without, name: 'Cecilia Dahlin' }),
			],
		};
		expect(next(lists, '99')).toEqual([
			'Cecilia Dahl cannot be synchronised, so no user is created.',
			'About Cecilia.',
		]);
		const byHand = {
			issues: [
				user({ externalId: null, email: 'm@x.se' }),
				issue('Of nobody.', {}, { externalId: null, name: 'Anna Berg' }),
			],
		};
		expect(next(byHand, 'm@x.se')).toHaveLength(1);
	});
});

describe('what is known', () => {
	test('items are told apart by their shape, wherever they come', () => {
		const given = [
			person(),
			user(),
			SKIPPED,
			{ kind: 'group', targetId: 'tg', externalId: 'g', name: 'G' },
			{ kind: 'group', targetId: 'tn', externalId: null, name: 'N' },
			{ kind: 'user', targetId: 'tx', externalId: 'x', action: 'updated', username: 'x' },
			{ externalId: 'y', action: 'created', username: 'y' },
			{ externalId: 7, username: 'z' },
			{ externalId: 'no username' },
			{ kind: 'user', externalId: 'no target', username: 'n' },
			'text',
			null,
			7,
		];
		for (const list of ['changes', 'held', 'issues', 'summary', 'groups'] as const) {
			const { people, users, skipped, groups } = readKnowledge({ [list]: given });
			expect([...people.keys()]).toEqual(['e1']);
			expect(users.map(({ targetId }) => targetId)).toEqual(['t1']);
			expect(skipped).toHaveLength(1);
			expect([...groups.keys()]).toEqual(['g', '\u0000tg', '\u0000tn']);
		}
	});

	test('one person of two nodes is one, the placed values over the mapped ones', () => {
		const { people } = readKnowledge({
			issues: [person({ groupExternalId: undefined }), person({ origin: undefined })],
		});
		expect(people.get('e1')).toMatchObject({ groupExternalId: 'g2', lastName: 'Berg' });
	});

	test('an issue about several people is about each of them', () => {
		const circle = warning(
			'managerCircle',
			{ kind: 'user', externalId: 'e0', name: 'Bo Ek' },
			'In a circle.',
			{ circle: ['e0', 'e1'], length: 2, who: 'e7' },
		);
		const knowledge = readKnowledge({ issues: [person(), circle] });
		expect([...knowledge.concerned.get('In a circle.')!]).toEqual(['e0', 'e1']);
		expect(readKnowledge({ issues: [issue('m')] }).concerned.size).toBe(0);
		expect(readKnowledge({ issues: [{ ...circle, details: null }] }).concerned.size).toBe(0);
	});

	test('groups without a path are known by their name', () => {
		const bare = { ...group('g2', 'Payable'), path: [] };
		expect(step(about({ issues: [person()], groups: [bare] }), /group/)[0]).toBe('Payable.');
	});

	test('names of managers and groups that no change mentions are known', () => {
		const { names } = readKnowledge({
			issues: [
				person(),
				user({ externalId: 'u2', firstName: 'Bo', lastName: 'Ek' }),
				user({ externalId: null, firstName: 'Hand', targetId: 'th' }),
				user({ externalId: 'e1', firstName: 'Anna i', lastName: 'Winningtemp' }),
				{ kind: 'group', targetId: 'tg', externalId: 'g', name: 'Lön', parentExternalId: 'top' },
				{ kind: 'group', targetId: 'tt', externalId: 'top', name: 'Lund' },
				{ kind: 'group', targetId: 'tn', externalId: null, name: 'Kören' },
				{ kind: 'group', targetId: 'tk', externalId: 'g1', name: 'Annat' },
			],
			groups: GROUPS,
		});
		expect([...names.people]).toEqual([
			['u2', 'Bo Ek'],
			['e1', 'Anna Berg'],
		]);
		expect(Object.fromEntries(names.groups)).toEqual({
			g1: 'Stockholm',
			g2: 'Stockholm › Payable',
			g: 'Lund › Lön',
			top: 'Lund',
		});
	});

	test('what is planned for nobody in particular is planned for nobody', () => {
		const knowledge = readKnowledge({
			changes: [change()],
			issues: [issue('m')],
			groups: GROUPS,
		});
		const found = {
			by: 'username' as const,
			where: 'target' as const,
			hr: null,
			user: user({ externalId: null, targetId: 't9' }),
		};
		expect(plannedFor(found, knowledge)).toEqual({
			changes: [],
			held: [],
			groupChanges: [],
			groupHeld: [],
			issues: [],
		});
	});
});
