import fc from 'fast-check';
import type { HeldChange } from '../../../directory/model/change';
import { renderExplanationHtml, renderExplanationMarkdown } from '../../../directory/explain';
import type { Lists } from '../../../directory/explain/input';
import { originOf } from '../../../directory/explain/origin';
import { warning } from '../../../directory/model/issue';
import { valueSource } from '../../../directory/mapping/valueSource';
import { employee, mapping, named, source } from '../mapping/support';
import { runs } from '../../support/runs';
import { about, change, explain, group, GROUPS, ORIGIN, person, step, user } from './support';

describe('who is found', () => {
	const lists: Lists = {
		issues: [
			person(),
			person({ externalId: 'e2', username: 'bo@exempel.se', email: null, origin: undefined }),
			{ skipped: true, externalId: 'e3', name: 'Cecilia Dahl', username: null, issues: [] },
			user({ targetId: 't4', externalId: null, username: 'hand@exempel.se', email: null }),
		],
	};

	test.each([
		['17', ['e1']],
		[' ANNA@exempel.se', ['e1']],
		['E2', ['e2']],
		['e3', ['e3']],
		['hand@exempel.se', [null]],
		['Anna', []],
		['anna', []],
		['anna@exempel', []],
		['1', []],
		['', []],
		['null', []],
		['undefined', []],
		['constructor', []],
		['__proto__', []],
	])('%p: %j', (who, ids) => {
		expect(explain({ who, lists }).people.map(({ externalId }) => externalId)).toEqual(ids);
	});

	test('people who are not asked for are not named', () => {
		const told = JSON.stringify(explain({ who: 'e2', lists }));
		expect(told).not.toMatch(/Cecilia|anna@|hand@/);
		expect(JSON.stringify(explain({ who: 'anna', lists }))).not.toMatch(/Cecilia|Berg|@/);
	});

	test('what is true of more than five people shows five, and says of how many', () => {
		const many = Array.from({ length: 7 }, (_, i) =>
			person({ externalId: `e${i}`, username: `u${i}@exempel.se`, email: null }),
		);
		const { people, remarks, title } = explain({ who: '17', lists: { issues: many } });
		expect(people).toHaveLength(5);
		expect(title).toBe('7 people: “17”');
		expect(remarks[0]).toContain('“17” is true of 7 people. The first 5 are shown');
	});

	test('case 20: one person in two companies is found by either number, with both records', () => {
		const records = ['17', '203'].map((employeeNumber, i) => ({
			employeeNumber,
			company: `c${i}`,
			values: [{ field: 'externalId', source: 'Id', value: `id${i}` }],
		}));
		const merged = { issues: [person({ origin: { records } })] };
		for (const who of ['17', '203', 'id1']) {
			expect(step(about(merged, who), /HR says/)).toEqual(
				expect.arrayContaining([
					'HR has 2 records of this person. The first one decides.',
					'Employee number | 17',
					'Employee number | 203',
				]),
			);
		}
	});
});

describe('the group', () => {
	test('case 8: a level that is empty in between is told', () => {
		const lists = { issues: [person()], groups: GROUPS };
		expect(step(about(lists, 'e1', ['Office', 'Department', 'Team']), /group/)).toEqual([
			'Stockholm › Payable.',
			'The lowest level that is filled decides: Team.',
			'Department is empty and makes no group.',
			'Office | Stockholm | above it, “Stockholm”',
			'Department | (empty) | empty: no group',
			'Team | Payable | the group “Payable”',
		]);
	});

	test('case 9: with all levels empty there is none, and the reason stands there', () => {
		const issue = warning(
			'noLevel',
			{ kind: 'user', externalId: 'e1', name: 'Anna Berg' },
			'Anna Berg has nothing in Office.',
		);
		const origin = { ...ORIGIN, organization: { Office: '' } };
		const lists = { issues: [person({ groupExternalId: null, origin }), issue], groups: GROUPS };
		expect(step(about(lists), /group/)).toEqual([
			'No group: none of the levels gives one.',
			'Office | (empty) | empty: no group',
			'Anna Berg has nothing in Office.',
		]);
		expect(step(about(lists), /next run/)).not.toContain('Anna Berg has nothing in Office.');
	});

	test('a root group above the levels, and a value that is not used', () => {
		const lists = {
			issues: [
				person({
					groupExternalId: 'g1',
					origin: { ...ORIGIN, organization: { Office: 'Stockholm', Team: 'Payable' } },
				}),
			],
			groups: [group('g1', 'Bolaget', 'Stockholm')],
		};
		expect(step(about(lists), /group/)).toEqual([
			'Bolaget › Stockholm.',
			'The lowest level that is filled decides: Office.',
			'Office | Stockholm | the group “Stockholm”',
			'Team | Payable | not used',
		]);
	});

	test('a group that comes from the reporting line comes from no value of the person', () => {
		const lists = {
			issues: [person({ groupExternalId: 'g9' })],
			groups: [group('g9', 'Team Bo')],
		};
		expect(step(about(lists), /group/).slice(0, 2)).toEqual([
			'Team Bo.',
			'The group does not come from a value of the person.',
		]);
	});

	test('without groups the answer does not mention levels', () => {
		const lists = { issues: [person({ groupExternalId: undefined })] };
		expect(step(about(lists), /group/)).toEqual([
			'No groups are built, so the membership in Winningtemp is left alone.',
		]);
	});

	test('a group that keeps its External ID in Winningtemp is found by it', () => {
		const lists = {
			changes: [
				change({
					kind: 'group',
					externalId: 'kept',
					name: 'Payable',
					changes: [{ field: 'name', from: 'Payables', to: 'Payable' }],
					reason: 'Has another name in HR.',
				}),
			],
			issues: [person(), user({ groupExternalId: 'kept' })],
			summary: [
				{
					planId: '',
					users: {},
					groups: {},
					keptGroups: [{ externalId: 'g2', keptExternalId: 'kept' }],
				},
			],
			groups: GROUPS,
		};
		expect(step(about(lists), /group/)[0]).toBe('Stockholm › Payable.');
		expect(step(about(lists), /next run/)).toEqual([
			'Nothing is to be done for Anna Berg: everything is in step.',
			'For the group, or one above it:',
			'Update group “Payable”: Has another name in HR.',
			'Name | Payables | Payable',
		]);
	});
});

describe('the mapping', () => {
	test('case 36: what is empty and what is not mapped are told apart', () => {
		const lists = {
			issues: [person({ birthday: null, attributes: { title: 'Chef' }, managerExternalId: 'e2' })],
		};
		expect(step(about(lists), /mapped/)).toEqual(
			expect.arrayContaining([
				'Birthday |  | (empty)',
				'Gender |  | not mapped: stays as it is in Winningtemp',
				'Manager |  | e2',
				'title |  | Chef',
			]),
		);
	});

	test('a warning of the mapping stands with the mapping, once', () => {
		const issue = warning(
			'unknownGender',
			{ kind: 'user', externalId: 'e1', name: 'Anna Berg' },
			'Anna Berg has the gender code "7".',
		);
		const lists = { issues: [person({ issues: [issue] }), issue] };
		expect(step(about(lists), /mapped/)).toContain(issue.message);
		expect(step(about(lists), /next run/)).not.toContain(issue.message);
	});

	test('reads only what is mapped: plain fields, attributes, and expressions that may fail', () => {
		const failing = valueSource('Gender', '={{ $json.a + $json.b }}', () => {
			throw new Error('no');
		})!;
		const by = mapping({}, { attributes: [named('title', 'Title')] });
		const origin = originOf(
			employee({ Title: 'Chef', EmploymentNumber: 17, Secret: 'x' }),
			0,
			{ ...by, fields: { ...by.fields, gender: failing } },
			source('EmploymentNumber'),
		);
		expect(origin).toMatchObject({ employeeNumber: '17', company: 'c1' });
		expect(origin.values).toEqual(
			expect.arrayContaining([
				{ field: 'externalId', source: 'Id', value: 'e1' },
				{ field: 'managerExternalId', source: 'ImmediateManagerEmployeeId', value: null },
				{ field: 'gender', source: null, value: null },
				{ field: 'attributes.title', source: 'Title', value: 'Chef' },
			]),
		);
		expect(JSON.stringify(origin)).not.toContain('Secret');
	});

	const REST = { email: '', gender: '', birthday: '', manager: '', excludeFromSurveys: '' };

	test('reads each value that is mapped once, in the order of the mapper, segments with their codes', () => {
		const by = mapping(
			{ ...REST, firstName: '', lastName: '' },
			{
				company: undefined,
				segments: [
					{ ...named('Unit', 'Unit'), code: source('UnitCode') },
					{ ...named('Kind', 'Kind'), code: undefined },
				],
			},
		);
		const record = employee({ Unit: 'Nord', UnitCode: 'N1', Kind: 'Office' });
		expect(originOf(record, 0, by, undefined)).toEqual({
			employeeNumber: null,
			company: null,
			values: [
				{ field: 'externalId', source: 'Id', value: 'e1' },
				{ field: 'username', source: 'EmailWork', value: 'anna.lindqvist@exempel.se' },
				{ field: 'segments', source: 'Unit', value: 'Nord' },
				{ field: 'segments', source: 'UnitCode', value: 'N1' },
				{ field: 'segments', source: 'Kind', value: 'Office' },
			],
		});
	});

	test('what an expression makes of a field that is not known is not shown; a plain field is', () => {
		const full = valueSource('Name', '={{ $json.FirstName + $json.LastName }}', () => 'AB')!;
		const by = mapping({ ...REST, externalId: '', username: '', firstName: '' });
		const read = (NotKnown: unknown) =>
			originOf(
				employee({ NotKnown }),
				0,
				{ ...by, fields: { ...by.fields, firstName: full } },
				undefined,
			).values.map(({ value }) => value);
		expect(read(undefined)).toEqual(['AB', 'Lindqvist']);
		expect(read(['Title'])).toEqual(['AB', 'Lindqvist']);
		expect(read(['LastName'])).toEqual([null, 'Lindqvist']);
		expect(read('LastName')).toEqual(['AB', 'Lindqvist']);
	});
});

describe('Winningtemp now, and the next run', () => {
	test('groups made by hand are told, and attributes only where they are used', () => {
		const current = [
			{ kind: 'group', targetId: 'tg2', externalId: 'g2', name: 'Payable', parentExternalId: 'g1' },
			{ kind: 'group', targetId: 'tg1', externalId: 'g1', name: 'Stockholm' },
			{ kind: 'group', targetId: 'tg3', externalId: null, name: 'Kören' },
		];
		const lists = {
			issues: [
				person(),
				user({ memberOf: ['tg2', 'tg3'], attributes: { title: null, office: 'Norr' } }),
				...current,
			],
		};
		const now = step(about(lists), /has now/);
		expect(now).toEqual(
			expect.arrayContaining([
				'Group | Stockholm › Payable',
				'Further groups | Kören',
				'office | Norr',
			]),
		);
		expect(now.join()).not.toContain('title');
	});

	test('case 34: a user made by hand that would be adopted is shown as the present one', () => {
		const adopted = change({
			changes: [{ field: 'externalId', from: null, to: 'e1' }],
			reason: 'A user made by hand has this username: adopted.',
		});
		const lists = { changes: [adopted], issues: [person(), user({ externalId: null })] };
		expect(step(about(lists), /has now/)).toContain(
			'External ID | none: the user was made by hand',
		);
		expect(step(about(lists), /next run/)).toContain('External ID | (empty) | e1');
	});

	test('case 17: what is held is told with its guard, next to what is not', () => {
		const held: HeldChange = {
			...change({ order: 2, changes: [{ field: 'username', from: 'a@x.se', to: 'b@x.se' }] }),
			guard: { name: 'possibleReuse', limit: 0, actual: 1, of: 40 },
		};
		const lists = { changes: [change()], held: [held], issues: [person(), user()] };
		const next = step(about(lists), /next run/);
		expect(next[0]).toBe('The next run would update Anna Berg, and hold something back.');
		expect(next.join('\n')).toContain(
			'Held by the guard “Reuse of an External ID”: 1 planned, none is let through without a decision.',
		);
		expect(next).toContain('Username | a@x.se | b@x.se');
	});

	test('case 10: a circle of managers is told to each of them', () => {
		const circle = warning(
			'managerCircle',
			{ kind: 'user', externalId: 'e0', name: 'Bo Ek' },
			'These people manage each other in a circle.',
			{ circle: ['e0', 'e1'], names: ['Bo Ek', 'Anna Berg'] },
		);
		const lists = { issues: [person(), user(), circle] };
		expect(step(about(lists), /next run/)).toContain(circle.message);
		const unrelated = { issues: [person({ externalId: 'e5' }), circle] };
		expect(step(about(unrelated, 'e5'), /next run/)).not.toContain(circle.message);
	});

	test.each([
		[{ externalId: null }, 'users made by hand are left alone'],
		[{ active: false }, 'not in HR, and inactive already'],
		[{}, 'people who are not in HR are left as they are'],
	])('a user whom HR does not have, %j: %s', (values, says) => {
		const { outcome } = about({ issues: [user(values)] }, 'anna@exempel.se');
		expect(outcome).toBe(`Nothing is to be done for Anna Berg: ${says}.`);
	});
});

test('case 38: shuffled items give the same explanation', () => {
	const items = [
		person(),
		person({ externalId: 'e2', username: 'bo@exempel.se', email: null }),
		user(),
		user({ targetId: 't2', externalId: 'e2', username: 'bo@exempel.se' }),
		...GROUPS,
		change(),
		change({ order: 2, changes: [{ field: 'email', from: null, to: 'x@exempel.se' }] }),
	];
	const expected = explain({ who: '17', lists: { issues: items } });
	expect(expected.people).toHaveLength(2);
	fc.assert(
		fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (shuffled) => {
			expect(explain({ who: '17', lists: { issues: shuffled } })).toEqual(expected);
		}),
		{ numRuns: runs(50) },
	);
});

test('case 30: whatever a name holds, the HTML has only the tags that it is made of', () => {
	const tags = /^(\/?(p|strong|h2|h3|table|thead|tbody|tr|td)|th scope="(row|col)"|\/th)$/;
	fc.assert(
		fc.property(
			fc.string({ unit: 'grapheme' }),
			fc.constantFrom('<script>', '"><img src=x>', '&lt;', "'", '<!channel>', '`*_'),
			(words, markup) => {
				const lists = {
					changes: [change({ name: words + markup, reason: markup })],
					issues: [person({ firstName: words, lastName: markup }), user({ lastName: markup })],
				};
				const explanation = explain({ who: 'e1', lists });
				const html = renderExplanationHtml(explanation);
				for (const [, tag] of html.matchAll(/<([^>]*)>/g)) expect(tag).toMatch(tags);
				expect(renderExplanationMarkdown(explanation)).not.toMatch(/<(script|img|!channel)/);
			},
		),
		{ numRuns: runs(100) },
	);
});

describe('by name', () => {
	const other = person({
		externalId: 'e9',
		username: 'anna.b@exempel.se',
		email: null,
		origin: { ...ORIGIN, records: [{ employeeNumber: '99', company: 'c1', values: [] }] },
	});

	test('a whole first and last name, in any case, finds somebody in HR or in the target', () => {
		const inHr = explain({ who: 'anna  BERG', lists: { people: [person()] } });
		expect(inHr.people.map(({ externalId }) => externalId)).toEqual(['e1']);
		const left = explain({ who: 'Anna Berg', lists: { people: [], current: [user()] } });
		expect(left.people.map(({ externalId }) => externalId)).toEqual(['e1']);
		expect(explain({ who: 'Anna', lists: { people: [person()] } }).found).toBe(false);
	});

	test('where several have it, only what is needed to ask for one of them is shown', () => {
		const answer = explain({ who: 'Anna Berg', lists: { people: [person(), other] } });
		expect(answer).toEqual({
			found: false,
			title: '2 people are called “Anna Berg”',
			remarks: [
				'Ask again with an employee number or an e-mail address: 17, anna@exempel.se; 99, anna.b@exempel.se.',
			],
			people: [],
		});
	});

	test('an address or number goes before a name', () => {
		const named = person({
			externalId: 'e8',
			firstName: '17',
			lastName: '',
			username: 'x@exempel.se',
			email: null,
			origin: undefined,
		});
		const answer = explain({ who: '17', lists: { people: [person(), named] } });
		expect(answer.people.map(({ externalId }) => externalId)).toEqual(['e1']);
	});

	test('people with protected identity are not found by name: not even that there is one', () => {
		const answer = explain({
			who: 'Anna Berg',
			lists: { people: [person({ protectedIdentity: true })], current: [user()] },
		});
		expect(answer.title).toBe('Nobody was found');
	});
});
