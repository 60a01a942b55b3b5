import type { AppliedChange, HeldChange, PlanSummary } from '../../directory/model/change';
import type { Group } from '../../directory/model/group';
import type { Issue } from '../../directory/model/issue';
import type { ReportInput } from '../../directory/report/input';
import type { RunsInput } from '../../directory/report/runs';

/** Reports about invented people, always the same, for tests and for the eye. */

const FIRST = [
	'Åsa',
	'Björn',
	'Cecilia',
	'David',
	'Elin',
	'Fredrik',
	'Gunilla',
	'Hampus',
	'Ingrid',
];
const LAST = ['Almgren', 'Bergqvist', 'Cederlöf', 'Dahlin', 'Ekström', 'Forsgren', 'Granlund'];

export interface Invented {
	externalId: string;
	name: string;
	firstName: string;
	lastName: string;
	username: string;
}

export function invented(number: number): Invented {
	const firstName = FIRST[number % FIRST.length]!;
	const lastName = LAST[Math.floor(number / FIRST.length) % LAST.length]!;
	const ascii = (text: string) => text.toLowerCase().replace(/[åä]/g, 'a').replace(/ö/g, 'o');
	return {
		externalId: `E-${10_000 + number}`,
		name: `${firstName} ${lastName}`,
		firstName,
		lastName,
		username: `${ascii(firstName)}.${ascii(lastName)}.${number}@example.se`,
	};
}

const OFFICES: ReadonlyArray<
	readonly [string, ReadonlyArray<readonly [string, readonly string[]]>]
> = [
	[
		'Stockholm',
		[
			['Finance', ['Payable', 'Receivable', 'Treasury']],
			['Product', ['Platform', 'Mobile', 'Design']],
			['People & Culture', []],
		],
	],
	[
		'Malmö',
		[
			['Finance', ['Payable']],
			['Customer Success', ['Onboarding', 'Support']],
		],
	],
	['Luleå', [['Operations', ['Night shift', 'Day shift']]]],
];

/** A tree of three levels, with one department name in two offices. */
export function sampleGroups(people: number): Group[] {
	const groups: Group[] = [];
	const add = (path: string[], parent: Group | null) => {
		const group: Group = {
			externalId: `g:${path.join('/').toLowerCase()}`,
			name: path.at(-1)!,
			parentExternalId: parent?.externalId ?? null,
			managerExternalId: null,
			level: path.length,
			path,
			memberCount: Math.ceil((people * (5 + ((groups.length * 7) % 13))) / 240),
		};
		groups.push(group);
		return group;
	};
	for (const [office, departments] of OFFICES) {
		const top = add([office], null);
		top.memberCount = Math.ceil(people / 60);
		for (const [department, teams] of departments) {
			const middle = add([office, department], top);
			for (const team of teams) add([office, department, team], middle);
		}
	}
	return groups;
}

const BASE = { targetId: null, attempts: 1, status: 'applied' as const };

/** An ordinary night: some of everything. */
export function sampleInput(): ReportInput {
	const groups = sampleGroups(250);
	let order = 0;
	const person = (n: number, change: Partial<AppliedChange>): AppliedChange => ({
		...BASE,
		order: ++order,
		kind: 'user',
		action: 'update',
		externalId: invented(n).externalId,
		targetId: `t-${n}`,
		name: invented(n).name,
		changes: [],
		reason: '',
		...change,
	});
	const changes: AppliedChange[] = [
		{
			...BASE,
			order: ++order,
			kind: 'group',
			action: 'create',
			externalId: 'g:stockholm/finance/treasury',
			name: 'Treasury',
			changes: [
				{ field: 'name', from: null, to: 'Treasury' },
				{ field: 'parentExternalId', from: null, to: 'g:stockholm/finance' },
			],
			reason: 'HR has people in this group for the first time.',
		},
		{
			...BASE,
			order: ++order,
			kind: 'group',
			action: 'update',
			externalId: 'g:stockholm/people & culture',
			targetId: 'tg-1',
			name: 'People & Culture',
			changes: [{ field: 'name', from: 'Human Resources', to: 'People & Culture' }],
			reason:
				'Recognised by its people (11 of 11): the group was renamed in HR and keeps its history.',
		},
		{
			...BASE,
			order: ++order,
			kind: 'group',
			action: 'update',
			externalId: 'g:malmö/customer success/onboarding',
			targetId: 'tg-2',
			name: 'Onboarding',
			changes: [
				{
					field: 'parentExternalId',
					from: 'g:stockholm/product',
					to: 'g:malmö/customer success',
				},
			],
			reason: 'The group was moved in HR, with everyone in it.',
		},
		...[1, 2, 3, 4].map((n) =>
			person(n, {
				action: 'create',
				targetId: null,
				changes: [
					{ field: 'username', from: null, to: invented(n).username },
					{ field: 'firstName', from: null, to: invented(n).firstName },
					{ field: 'lastName', from: null, to: invented(n).lastName },
					{ field: 'birthday', from: null, to: `198${n}-04-1${n}` },
					{ field: 'managerExternalId', from: null, to: invented(40).externalId },
					{ field: 'groupExternalId', from: null, to: 'g:stockholm/finance/treasury' },
				],
				reason: 'New in HR.',
			}),
		),
		person(20, {
			changes: [
				{ field: 'lastName', from: 'Sundin', to: 'Cederlöf' },
				{ field: 'username', from: 'cecilia.sundin@example.se', to: invented(20).username },
			],
			reason: 'Changed in HR.',
		}),
		person(40, {
			changes: [
				{
					field: 'groupExternalId',
					from: 'g:stockholm/finance/payable',
					to: 'g:stockholm/finance/treasury',
				},
				{ field: 'managerExternalId', from: invented(20).externalId, to: null },
				{ field: 'excludeFromSurveys', from: false, to: true },
			],
			reason: 'Moved to another group in HR.',
		}),
		person(41, { action: 'reactivate', reason: 'Back in HR after having left.' }),
		person(42, { action: 'deactivate', reason: 'No longer among the employed in HR.' }),
		person(43, {
			status: 'failed',
			changes: [{ field: 'email', from: 'old@example.se', to: invented(43).username }],
			reason: 'Changed in HR.',
			error:
				'Winningtemp refused the e-mail address (400, invalidValue). Correct it in HR; the next run tries again.',
		}),
		person(44, {
			status: 'skipped',
			attempts: 0,
			changes: [{ field: 'managerExternalId', from: null, to: invented(43).externalId }],
			reason: 'Waits for the change of Åsa Forsgren, which failed.',
		}),
		{
			...BASE,
			order: ++order,
			kind: 'group',
			action: 'delete',
			externalId: 'g:malmö/sales',
			targetId: 'tg-9',
			name: 'Sales',
			changes: [],
			reason: 'No employee belongs to this group in HR, and nobody is in it in Winningtemp.',
		},
	];
	const guard = { name: 'removals', limit: 5, actual: 7, of: 50 };
	const held: HeldChange[] = [
		...[60, 61, 62, 63, 64, 65, 66].map((n) => ({
			...person(n, { action: 'deactivate', reason: 'No longer among the employed in HR.' }),
			guard,
		})),
		{
			...person(70, {
				changes: [
					{ field: 'firstName', from: 'Torsten', to: invented(70).firstName },
					{ field: 'birthday', from: '1961-02-28', to: '1999-10-03' },
				],
				reason:
					'Name, birthday and username all differ from those of the user with this External ID.',
			}),
			guard: { name: 'possibleReuse', limit: 0, actual: 1, of: 250 },
		},
	];
	const issues: Issue[] = [
		...[80, 81].map((n): Issue => ({
			severity: 'error',
			code: 'missingUsername',
			message: `${invented(n).name} has no work e-mail in HR, so there is no username. Add one in HR, or map the username from another field.`,
			subject: { kind: 'user', externalId: invented(n).externalId, name: invented(n).name },
			details: {},
		})),
		{
			severity: 'warning',
			code: 'managerNotFound',
			message: `The manager of ${invented(82).name} is not among the synchronised people. The link is made by itself once the manager is.`,
			subject: { kind: 'user', externalId: invented(82).externalId, name: invented(82).name },
			details: {},
		},
		{
			severity: 'warning',
			code: 'unsupportedAttribute',
			message:
				'This Winningtemp tenant does not take birthdays over SCIM. Everything else is synchronised; ask Winningtemp to switch them on, or map no birthday.',
			subject: { kind: 'group', externalId: null, name: 'Winningtemp' },
			details: {},
		},
	];
	const kind = { create: 0, update: 0, deactivate: 0, reactivate: 0, delete: 0 };
	const summary: PlanSummary = {
		planId: '7f3a-91c2',
		users: { ...kind, current: 247, wanted: 250, unchanged: 230, held: 8 },
		groups: { ...kind, current: 18, wanted: 18, unchanged: 15, held: 0 },
		issues: { errors: 2, warnings: 2 },
		guards: [
			{ ...guard, held: true },
			{ name: 'groupDeletions', limit: 3, actual: 1, of: 18, held: false },
			{ name: 'moves', limit: 100, actual: 1, of: 250, held: false },
			{ name: 'usernameChanges', limit: 12, actual: 1, of: 250, held: false },
			{ name: 'creations', limit: 125, actual: 4, of: 247, held: false },
		],
		week: {
			since: '2026-01-27',
			guards: [
				{ name: 'removals', actual: 9, limit: 10 },
				{ name: 'groupDeletions', actual: 1, limit: 6 },
				{ name: 'moves', actual: 113, limit: 200 },
				{ name: 'usernameChanges', actual: 3, limit: 24 },
				{ name: 'creations', actual: 11, limit: 250 },
			],
		},
	};
	return {
		title: 'Flex HRM → Winningtemp',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'Europe/Stockholm',
		changes,
		held,
		issues: [
			...issues,
			{ externalId: invented(80).externalId, name: invented(80).name, skipped: true, issues: [] },
			{ externalId: invented(81).externalId, name: invented(81).name, skipped: true, issues: [] },
		],
		summary: [summary],
		groups,
	};
}

/** A reorganisation of everything: as many changes as asked, half of them creations. */
export function largeInput(changes: number): ReportInput {
	const groups = sampleGroups(changes);
	return {
		title: 'Flex HRM → Winningtemp',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'Europe/Stockholm',
		groups,
		changes: Array.from({ length: changes }, (_, n): AppliedChange => {
			const { externalId, name, username, firstName, lastName } = invented(n);
			const place = groups[n % groups.length]!.externalId;
			const create = n % 2 === 0;
			return {
				...BASE,
				order: n + 1,
				kind: 'user',
				action: create ? 'create' : 'update',
				externalId,
				targetId: create ? null : `t-${n}`,
				name,
				changes: create
					? [
							{ field: 'username', from: null, to: username },
							{ field: 'firstName', from: null, to: firstName },
							{ field: 'lastName', from: null, to: lastName },
							{ field: 'groupExternalId', from: null, to: place },
						]
					: [
							{
								field: 'groupExternalId',
								from: groups[(n + 5) % groups.length]!.externalId,
								to: place,
							},
						],
				reason: create ? 'New in HR.' : 'Moved to another group in HR.',
			};
		}),
	};
}

/** Names as nobody should have them (case 30). */
export const AWKWARD_NAMES = [
	'<script>alert(1)</script>',
	'"quoted" & \'single\'',
	'semi;colon / slash \\ back',
	'__proto__',
	'constructor',
	'👩‍🚒 Emelie 🎉',
	'*bold* _under_ `code` | pipe [link](http://example.com)',
	'<!channel> <@U123> @everyone',
	'مُهَنَّد',
	'x'.repeat(300),
] as const;

/** Every awkward name as a person, a value, a reason, an issue and a group. */
export function awkwardInput(names: readonly string[] = AWKWARD_NAMES): ReportInput {
	const guard = { name: 'removals', limit: 5, actual: 10, of: 50 };
	const changes = names.map((name, n): AppliedChange => ({
		...BASE,
		order: n + 1,
		kind: 'user',
		action: 'update',
		externalId: `id ${name}`,
		name,
		status: n % 2 === 0 ? 'applied' : 'failed',
		changes: [
			{ field: `attributes.${name}`, from: name, to: `to ${name}` },
			{ field: 'groupExternalId', from: null, to: name },
		],
		reason: `because ${name}`,
		error: n % 2 === 0 ? undefined : `refused ${name}`,
	}));
	return {
		title: `Sync ${names[0]}`,
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'Europe/Stockholm',
		changes,
		held: changes.map((change) => ({ ...change, guard: { ...guard, name: change.name } })),
		issues: names.map((name): Issue => ({
			severity: 'warning',
			code: name,
			message: `about ${name}`,
			subject: { kind: 'user', externalId: name, name },
			details: {},
		})),
		groups: names.map((name): Group => ({
			externalId: name,
			name,
			parentExternalId: null,
			managerExternalId: null,
			level: 1,
			path: [name],
			memberCount: 1,
		})),
		summary: [],
	};
}

/** Something of everything that is to be corrected in HR, with ids as HR systems have them. */
export function qualityInput(): ReportInput {
	const id = (n: number) => `6f9619ff-8b86-4d01-b42d-00c04fc964${String(n).padStart(2, '0')}`;
	const issue = (
		severity: Issue['severity'],
		code: string,
		n: number,
		name: string,
		details: Issue['details'] = {},
	): Issue => ({
		severity,
		code,
		message: `A message about ${id(n)} for those who look after the synchronisation.`,
		subject: { kind: 'user', externalId: id(n), name },
		details,
	});
	const hidden = `Person ${id(6)} (protected identity)`;
	const groups = [
		{ externalId: id(20), name: 'Stockholm', path: ['Stockholm'], parentExternalId: null },
		{
			externalId: id(21),
			name: 'Finance',
			path: ['Stockholm', 'Finance'],
			parentExternalId: id(20),
			managerExternalId: id(2),
		},
		{ externalId: id(22), name: 'Malmö', path: ['Malmö'], parentExternalId: null },
	].map((group) => ({
		managerExternalId: null,
		memberCount: 3,
		level: group.path.length,
		...group,
	}));
	const people = [
		{
			externalId: id(1),
			name: 'Anna Alm',
			number: '1001',
			path: ['Stockholm'],
			managerExternalId: id(2),
		},
		{ externalId: id(3), name: 'Cia Berg', number: '1003', path: ['Malmö', 'Finance'] },
		{
			externalId: id(4),
			name: 'Dan Ek',
			number: '1004',
			path: ['Malmö', 'Finance'],
			managerExternalId: id(2),
		},
		{ externalId: id(2), name: 'Bo Chef' },
		{ externalId: id(6), name: hidden, protectedIdentity: true },
	];
	return {
		title: 'Flex HRM → Winningtemp',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'Europe/Stockholm',
		issues: [
			issue('error', 'missingUsername', 1, 'Anna Alm'),
			issue('warning', 'noManager', 3, 'Cia Berg'),
			issue('warning', 'invalidDate', 4, 'Dan Ek', { field: 'employedUntil' }),
			issue('warning', 'sameUsername', 5, 'Eva Fors', { username: 'delad@exempel.se' }),
			issue('error', 'missingUsername', 6, hidden),
			issue('warning', 'unsupportedField', 7, 'title', { field: 'title' }),
			{
				severity: 'warning',
				code: 'groupManagerMissing',
				message: `The manager ${id(2)} of the group is not there.`,
				subject: { kind: 'group', externalId: id(21), name: 'Finance' },
				details: {},
			},
		],
		summary: [{ users: {}, groups: {}, issues: {}, guards: [], people, groupTree: groups }],
	};
}

/** Two plans for the same people: the second one has fewer people to remove and a further group. */
export function twoPlansInput(): ReportInput {
	const { changes = [], held = [], issues = [], summary = [], ...about } = sampleInput();
	const planned = (changes as AppliedChange[]).map(
		({ order, kind, action, externalId, targetId, name, changes: fields, reason }) => ({
			...{ order, kind, action, externalId, targetId, name, changes: fields, reason },
		}),
	);
	return {
		...about,
		title: 'What if?',
		changes: planned.filter((_change, n) => n % 3 !== 1),
		held: held.slice(1),
		issues,
		summary,
		sides: ['present settings', 'changed settings'],
		comparedWith: {
			changes: [
				...planned.filter((_change, n) => n % 3 !== 0),
				...held.slice(0, -2),
				...issues.slice(2),
				...summary,
			],
		},
	};
}

/** The history of three workflows: one with all that is unusual, a calm one, one of a customer. */
export function runsInput(): RunsInput {
	const now = Date.parse('2026-02-03T00:04:00Z');
	const nights = (workflow: string, more: (night: number) => Record<string, unknown>) =>
		Array.from({ length: 40 }, (_, night) => ({
			time: new Date(now - (40 - night) * 86_400_000 + 82_800_000).toISOString(),
			workflow,
			status: 'ok',
			people: 250,
			usersUpdated: (night * 7) % 5,
			warnings: 2,
			seconds: 31 + (night % 4),
			requests: 64,
			...more(night),
		}));
	return {
		rows: [
			...nights('Flex HRM → Winningtemp', (night) => ({
				held: night > 36 ? 12 : 0,
				usersDeactivated: night === 39 ? 40 : 0,
				...(night === 39 ? { people: 180 } : {}),
				...(night === 39 ? { status: 'failed', headline: '2 changes failed', failed: 2 } : {}),
				...(night === 20 ? { usersUpdated: 90, releasedBy: 'Åsa Almgren' } : {}),
			})),
			...nights('Ordinary nights', () => ({ dryRun: true })),
			...nights('Flex HRM → Winningtemp', () => ({ customer: `Nordvik & ${'söner '.repeat(9)}` })),
		],
		hoursWithoutRun: 26,
		hoursHeld: 24,
		title: 'History of runs',
		language: 'en',
		createdAt: new Date(now),
		timeZone: 'Europe/Stockholm',
	};
}
