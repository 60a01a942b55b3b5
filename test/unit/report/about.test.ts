import { mentionedIn } from '../../../directory/plan/mentioned';
import { renderHtml } from '../../../directory/report/html';
import type { ReportInput } from '../../../directory/report/input';
import { renderMarkdown } from '../../../directory/report/markdown';
import { mailMessage, slackMessage, teamsMessage } from '../../../directory/report/messages';
import { summarise } from '../../../directory/report/summarise';
import { currentGroup, group, person, user } from '../../support/people';
import { DEFAULT_SETTINGS, planSync, type TestInput } from '../../support/plan';

/** What a report says of people and groups besides their names, from the plan on. */

const GUIDS = {
	anna: '6f9619ff-8b86-4d01-b42d-00c04fc964f1',
	bo: '6f9619ff-8b86-4d01-b42d-00c04fc964f2',
	cia: '6f9619ff-8b86-4d01-b42d-00c04fc964f3',
	stockholm: '6f9619ff-8b86-5d01-b42d-00c04fc964a1',
	stockholmFinance: '6f9619ff-8b86-5d01-b42d-00c04fc964a2',
	malmo: '6f9619ff-8b86-5d01-b42d-00c04fc964a3',
	malmoFinance: '6f9619ff-8b86-5d01-b42d-00c04fc964a4',
	lulea: '6f9619ff-8b86-5d01-b42d-00c04fc964a5',
	sales: '6f9619ff-8b86-5d01-b42d-00c04fc964a6',
};

const GROUPS = [
	group({ externalId: GUIDS.stockholm, path: ['Stockholm'] }),
	group({
		externalId: GUIDS.stockholmFinance,
		path: ['Stockholm', 'Finance'],
		parentExternalId: GUIDS.stockholm,
		memberCount: 2,
	}),
	group({ externalId: GUIDS.malmo, path: ['Malmö'] }),
	group({
		externalId: GUIDS.malmoFinance,
		path: ['Malmö', 'Finance'],
		parentExternalId: GUIDS.malmo,
		memberCount: 1,
	}),
];

const ANNA = person({
	externalId: GUIDS.anna,
	username: 'anna@exempel.se',
	firstName: 'Anna',
	lastName: 'Berg',
	groupExternalId: GUIDS.stockholmFinance,
	managerExternalId: GUIDS.bo,
	employedUntil: '2026-06-30',
	attributes: { 'Employee number': 1017 },
});
const BO = person({
	externalId: GUIDS.bo,
	username: 'bo@exempel.se',
	firstName: 'Bo',
	lastName: 'Chef',
	groupExternalId: GUIDS.malmoFinance,
});
/** Has left; only the target knows her. */
const CIA = user({
	externalId: GUIDS.cia,
	username: 'cia@exempel.se',
	firstName: 'Cia',
	lastName: 'Lind',
	groupExternalId: GUIDS.sales,
	employedUntil: '2026-01-31',
});
const OLD = currentGroup({ externalId: GUIDS.sales, name: 'Sales', parentExternalId: GUIDS.lulea });
const TOP = currentGroup({ externalId: GUIDS.lulea, name: 'Luleå', parentExternalId: null });

const BO_NOW = user({
	externalId: GUIDS.bo,
	username: 'bo@exempel.se',
	firstName: 'Bo',
	lastName: 'Chef',
	groupExternalId: GUIDS.malmoFinance,
	managerExternalId: null,
	employedUntil: null,
});

function reported(input: Partial<TestInput> = {}, more: Partial<ReportInput> = {}) {
	const all = {
		groups: GROUPS,
		users: [ANNA, BO],
		current: { users: [CIA, BO_NOW], groups: [OLD, TOP] },
		settings: DEFAULT_SETTINGS,
		...input,
	};
	const plan = planSync(all);
	const summary = { ...plan.summary, ...mentionedIn(plan, all), groupTree: all.groups };
	const model = summarise({
		title: 'Sync',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'UTC',
		changes: plan.changes,
		held: plan.held,
		issues: plan.issues,
		summary: [summary],
		...more,
	});
	const rows = [
		...model.sections.flatMap((section) => section.rows),
		...model.held.flatMap((section) => [...section.rows, ...section.following]),
	];
	const about = (name: string) => rows.find((row) => row.name === name)?.about;
	return { model, rows, about, html: renderHtml(model) };
}

/** What can be read on a page. */
const readable = (html: string) =>
	html.replace(/<(script|style)>[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');

test('people stand with number, group and last day, from HR or, of leavers, from the target; ids that only machines read are not shown', () => {
	const { about, html, model } = reported();
	expect(about('Anna Berg')).toEqual({
		number: '1017',
		group: 'Stockholm › Finance',
		lastDay: '2026-06-30',
	});
	expect(about('Cia Lind')).toEqual({
		number: '',
		group: 'Luleå › Sales',
		lastDay: '2026-01-31',
	});
	expect(html).toContain(
		`<b data-id="${GUIDS.cia}"><bdi>Cia Lind</bdi></b><span class="id in"><bdi>Luleå › Sales</bdi></span><span class="id until"><bdi>last day 2026-01-31</bdi></span>`,
	);
	for (const id of Object.values(GUIDS)) {
		expect(readable(html)).not.toContain(id);
		expect(renderMarkdown(model)).not.toContain(id);
	}
});

test('a manager whom no change is about is named, too', () => {
	const { rows } = reported();
	const manager = rows
		.find(({ name }) => name === 'Anna Berg')!
		.fields.find(({ label }) => label === 'Manager');
	expect(manager).toEqual({ label: 'Manager', to: 'Bo Chef' });
});

test('groups of one name stand with their path, others without', () => {
	const { rows } = reported();
	const groups = rows.filter(({ kind }) => kind === 'group').map(({ name }) => name);
	expect(groups.sort()).toEqual([
		'Luleå',
		'Malmö',
		'Malmö › Finance',
		'Sales',
		'Stockholm',
		'Stockholm › Finance',
	]);
});

test('a person who could not be mapped is shown with the group that the values in HR lead to', () => {
	const { model } = reported({
		users: [
			BO,
			{
				externalId: GUIDS.anna,
				name: 'Anna Berg',
				skipped: true,
				organization: { Department: 'finance', Office: 'Malmö', Project: 'X' },
				attributes: { employeeNumber: '1017' },
				issues: [
					{
						severity: 'error',
						code: 'missingUsername',
						message: 'No address.',
						subject: { kind: 'user', externalId: GUIDS.anna, name: 'Anna Berg' },
						details: {},
					},
				],
			},
		],
	});
	const row = model.issues.flatMap(({ rows }) => rows).find(({ name }) => name === 'Anna Berg');
	expect(row!.about).toEqual({ number: '1017', group: 'Malmö › Finance', lastDay: '' });
});

test('of people with protected identity nothing but the External ID is shown, in the summary too', () => {
	const hidden = { ...ANNA, title: 'New title', protectedIdentity: true as const };
	const all = {
		groups: GROUPS,
		users: [hidden, BO],
		current: {
			users: [user({ ...ANNA, groupExternalId: GUIDS.sales, title: 'Old title' }), BO_NOW],
			groups: [OLD, TOP],
		},
		settings: DEFAULT_SETTINGS,
	};
	const plan = planSync(all);
	expect(plan.changes.some(({ externalId }) => externalId === GUIDS.anna)).toBe(true);
	expect(mentionedIn(plan, all).people).toContainEqual({
		externalId: GUIDS.anna,
		name: `Person ${GUIDS.anna} (protected identity)`,
		protectedIdentity: true,
	});
	const { about } = reported(all);
	expect(about(`Person ${GUIDS.anna} (protected identity)`)).toEqual({
		number: GUIDS.anna,
		group: '',
		lastDay: '',
	});
});

test('without names there is no number, group of a person, last day or id, anywhere', () => {
	const { model, html } = reported({}, { includeNames: false });
	const everything = [
		html,
		renderMarkdown(model),
		mailMessage(model),
		JSON.stringify([slackMessage(model), teamsMessage(model), model.figures]),
	].join('\n');
	for (const text of ['1017', '2026-06-30', '2026-01-31', 'Anna', 'Chef', GUIDS.anna, GUIDS.cia]) {
		expect(everything).not.toContain(text);
	}
	const people = model.sections.flatMap(({ rows }) => rows).filter(({ kind }) => kind === 'user');
	expect(people.length).toBeGreaterThan(0);
	for (const { about } of people) expect(about).toEqual({ number: '', group: '', lastDay: '' });
});

test('where nothing else is known of somebody, the id is shown', () => {
	const { about } = reported({}, { summary: [] });
	expect(about('Cia Lind')).toEqual({ number: GUIDS.cia, group: '', lastDay: '' });
});

describe('of somebody alone', () => {
	const known = {
		...{ externalId: 'p1', targetId: 't1', name: 'Anna Berg', number: '1017' },
		...{ path: ['Malmö', 'Finance'], lastDay: '2026-06-30' },
	};
	const change = {
		...{ kind: 'user', action: 'update', externalId: 'p1', targetId: 't1', name: 'Anna Berg' },
		changes: [
			{ field: 'employedUntil', from: null, to: '2026-07-31' },
			{ field: 'groupExternalId', from: null, to: GUIDS.malmo },
			{ field: 'attributes.employeeNumber', from: null, to: '2000' },
		],
	};
	const aboutOf = (more: object, people: object[] = [known]) => {
		const { sections } = summarise({
			title: 'Sync',
			systems: { target: 'Winningtemp' },
			createdAt: new Date('2026-02-03T00:04:00Z'),
			timeZone: 'UTC',
			changes: [{ ...change, ...more }],
			summary: [{ users: {}, groups: {}, people, groupTree: GROUPS }],
		});
		return sections.flatMap(({ rows }) => rows)[0]!.about;
	};

	test('what the plan knows comes before what the change says', () => {
		expect(aboutOf({})).toEqual({
			...{ number: '1017', group: 'Malmö › Finance', lastDay: '2026-06-30' },
		});
		expect(aboutOf({}, [])).toEqual({ number: '2000', group: 'Malmö', lastDay: '2026-07-31' });
	});

	test.each<[string, object, object[]]>([
		['a change', { protectedIdentity: true }, [known]],
		['what the plan knows', {}, [{ ...known, protectedIdentity: true }]],
		['the name', { name: 'Person p1 (protected identity)' }, [known]],
	])('who is protected by %s has a number and nothing else', (_what, more, people) => {
		expect(aboutOf(more, people)).toEqual({ number: 'p1', group: '', lastDay: '' });
	});

	test('who has no External ID is known by the ID of the target, and one who is protected has none', () => {
		const byHand = { ...known, externalId: null };
		expect(aboutOf({ externalId: null }, [byHand])).toMatchObject({ number: '1017' });
		expect(aboutOf({ externalId: null, targetId: 't2' }, [byHand])).toMatchObject({
			number: '2000',
		});
		expect(aboutOf({ externalId: null, protectedIdentity: true }, [byHand])).toEqual({
			...{ number: '', group: '', lastDay: '' },
		});
	});
});

test('a name that only one group has stands without its path, also where a person is called so', () => {
	const { rows } = reported(
		{},
		{
			changes: [
				{
					...{
						kind: 'group',
						action: 'update',
						externalId: GUIDS.malmo,
						name: 'Malmö',
						changes: [],
					},
					status: 'applied',
				},
				{
					...{ kind: 'user', action: 'update', externalId: 'p9', name: 'Finance', changes: [] },
					status: 'applied',
				},
			],
			held: [],
		},
	);
	expect(rows.map(({ name }) => name).sort()).toEqual(['Finance', 'Malmö']);
});
