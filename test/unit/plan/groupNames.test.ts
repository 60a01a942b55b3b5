import * as fc from 'fast-check';
import { applyChanges } from '../../../directory/apply';
import { MemoryTarget } from '../../../directory/apply/memoryTarget';
import type { Directory, Written } from '../../../directory/apply/target';
import type { CurrentGroup, Group } from '../../../directory/model/group';
import { OPEN_GUARDS } from '../../support/guards';
import { Watched } from '../apply/stands';
import { brief, currentGroups, group, groupsAt, idOf, plan } from './build';

/** Groups of the same name, in a target that takes each name once. */

const EKONOMI = groupsAt(['Malmö', 'Ekonomi'], ['Lund', 'Ekonomi']);
const settings = { guards: OPEN_GUARDS };

/** The names that a plan gives, by the path of the group. */
function namesIn(groups: Group[], there: CurrentGroup[] = [], isKnown = true) {
	const made = plan({ groups }, current(there, isKnown), settings);
	const paths = new Map(groups.map(({ externalId, path }) => [externalId, path.join('/')]));
	return Object.fromEntries(
		made.changes.flatMap(({ externalId, changes }) =>
			changes
				.filter(({ field }) => field === 'name')
				.map(({ to }) => [paths.get(externalId ?? '') ?? externalId, to]),
		),
	);
}

const current = (groups: CurrentGroup[], isKnown = true) => ({
	groups,
	...(isKnown ? { hasUniqueNames: true as const } : {}),
});

const there = (names: Record<string, string>, groups: Group[] = EKONOMI) =>
	currentGroups(groups)
		.filter(({ externalId }) => groups.some((one) => one.externalId === externalId))
		.map((one) => {
			const { path } = groups.find(({ externalId }) => externalId === one.externalId)!;
			return { ...one, name: names[path.join('/')] ?? one.name };
		});

test('of new groups, those of the same name also get the name of the group above', () => {
	expect(namesIn(EKONOMI)).toEqual({
		Malmö: 'Malmö',
		Lund: 'Lund',
		'Malmö/Ekonomi': 'Malmö / Ekonomi',
		'Lund/Ekonomi': 'Lund / Ekonomi',
	});
});

test('the plan says it once', () => {
	const { issues } = plan({ groups: EKONOMI }, current([]), settings);
	expect(issues.map(({ code, message }) => [code, message])).toEqual([
		[
			'groupNamesToldApart',
			'Group names are unique in Winningtemp, so groups that have the same name in HR also get the name of the group above: “Lund / Ekonomi” and “Malmö / Ekonomi”.',
		],
	]);
});

test('a group that is there keeps its name, the new one gets the longer one', () => {
	const malmo = groupsAt(['Malmö', 'Ekonomi']);
	expect(namesIn(EKONOMI, there({}, malmo))).toEqual({
		Lund: 'Lund',
		'Lund/Ekonomi': 'Lund / Ekonomi',
	});
});

test.each([
	['both', { 'Malmö/Ekonomi': 'Malmö / Ekonomi', 'Lund/Ekonomi': 'Lund / Ekonomi' }],
	['one', { 'Lund/Ekonomi': 'Lund / Ekonomi' }],
])('where %s have longer names, nothing is planned', (_which, names) => {
	expect(namesIn(EKONOMI, there(names as Record<string, string>))).toEqual({});
});

test('a group that is renamed takes those below along', () => {
	const before = [
		group('m', 'Malmö'),
		group('l', 'Lund'),
		group('me', 'Ekonomi', 'm'),
		group('le', 'Ekonomi', 'l'),
	];
	const held = currentGroups(before);
	held[2]!.name = 'Malmö / Ekonomi';
	held[3]!.name = 'Lund / Ekonomi';
	const path = ['Malmö stad', 'Ekonomi'];
	const after = [group('m', 'Malmö stad'), before[1]!, { ...before[2]!, path }, before[3]!].map(
		(one) => ({ ...one, path: one.externalId === 'le' ? ['Lund', 'Ekonomi'] : one.path }),
	);
	const { changes } = plan({ groups: after }, current(held), settings);
	expect(changes.map(({ externalId, changes: [first] }) => [externalId, first!.to])).toEqual([
		['m', 'Malmö stad'],
		// The other one has the name for itself, so it is called as in HR.
		['me', 'Ekonomi'],
	]);
});

test('more of the groups above, until the names differ; at last the External ID', () => {
	const deep = groupsAt(['Sverige', 'Malmö', 'IT'], ['Danmark', 'Malmö', 'IT']);
	expect(namesIn(deep)).toMatchObject({
		'Sverige/Malmö': 'Sverige / Malmö',
		'Danmark/Malmö/IT': 'Danmark / Malmö / IT',
		'Sverige/Malmö/IT': 'Sverige / Malmö / IT',
	});
	expect(namesIn([group('104', 'Lager'), group('207', 'Lager')])).toEqual({
		Lager: 'Lager (207)',
	});
});

test('a group at the top keeps its name where another one can get the name of the group above', () => {
	expect(namesIn(groupsAt(['Malmö'], ['Skåne', 'Malmö']))).toMatchObject({
		Malmö: 'Malmö',
		'Skåne/Malmö': 'Skåne / Malmö',
	});
});

test('a group made by hand keeps its name', () => {
	const byHand: CurrentGroup = {
		kind: 'group',
		targetId: 'hand',
		externalId: null,
		name: 'EKONOMI',
	};
	expect(namesIn(groupsAt(['Malmö', 'Ekonomi']), [byHand])).toMatchObject({
		'Malmö/Ekonomi': 'Malmö / Ekonomi',
	});
});

test('a name that a rename makes free is taken after that', () => {
	const held = currentGroups([group('a', 'Ekonomi')]);
	const { changes } = plan(
		{ groups: [group('a', 'Finans'), group('b', 'Ekonomi')] },
		current(held),
		settings,
	);
	expect(brief(changes)).toEqual(['update group Finans: name', 'create group Ekonomi']);
	expect(changes[1]).toMatchObject({ changes: [{ to: 'Ekonomi' }], nameInstead: 'Ekonomi (b)' });
});

test('a group that only moves brings no other name, even if another group has the same', () => {
	const there = [
		group('a', 'A'),
		group('b', 'B'),
		group('ae', 'Ekonomi', 'a'),
		group('be', 'Ekonomi', 'b'),
	];
	const wanted = [...there.slice(0, 3), group('be', 'Ekonomi')];
	const { changes } = plan({ groups: wanted }, current(currentGroups(there), false), settings);
	expect(brief(changes)).toEqual(['update group Ekonomi: parentExternalId']);
	expect(changes[0]).not.toHaveProperty('nameInstead');
});

test('where names need not be unique, they are as in HR, and only those of the same name bring another', () => {
	const { changes, issues } = plan({ groups: EKONOMI }, current([], false), settings);
	expect(issues).toEqual([]);
	expect(Object.fromEntries(changes.map((one) => [one.externalId, one.nameInstead]))).toEqual({
		[idOf('Malmö')]: undefined,
		[idOf('Lund')]: undefined,
		[idOf('Malmö', 'Ekonomi')]: 'Malmö / Ekonomi',
		[idOf('Lund', 'Ekonomi')]: 'Lund / Ekonomi',
	});
});

describe('in a target that refuses a second group of the same name', () => {
	/** One night. @returns how many changes were planned and made */
	async function night(memory: MemoryTarget, groups: Group[], isKnown: boolean) {
		const directory = await memory.read();
		const planned = plan({ groups }, current(directory.groups, isKnown), settings);
		const target = new Watched(memory);
		target.fault = async (call): Promise<Written | undefined> => {
			const name = call.fields.find(({ field }) => field === 'name')?.to;
			const now = await memory.read();
			const isTaken = now.groups.some((one) => one.name === name && one.targetId !== call.id);
			return isTaken
				? { ok: false, attempts: 1, refusal: 'conflict', error: 'Taken', isNameTaken: true }
				: undefined;
		};
		const { applied, longerNames } = await applyChanges(target, planned.changes, {
			concurrency: 3,
		});
		return { planned, applied, longerNames, after: await memory.read() };
	}

	const open = (directory: Directory = { users: [], groups: [] }) =>
		new MemoryTarget(directory, {
			product: 'memory',
			managersFirst: true,
			membersOn: 'group',
			support: () => 'written',
		});

	test('the run that finds it out makes all groups, and says it once', async () => {
		const memory = open();
		const { applied, longerNames } = await night(memory, EKONOMI, false);
		expect(applied.map(({ status }) => status)).toEqual(Array(4).fill('applied'));
		expect(longerNames).toEqual(['Lund / Ekonomi']);
		expect(applied.flatMap(({ warnings = [] }) => warnings)).toEqual([
			'Group names are unique in memory, so groups whose name is taken there also get the name of the group above: “Lund / Ekonomi”.',
		]);
		const again = await night(memory, EKONOMI, true);
		expect(again.planned.changes).toEqual([]);
	});

	test('two groups that exchange their names end with names of their own', async () => {
		const memory = open();
		await night(memory, [group('a', 'IT'), group('b', 'HR')], true);
		const exchanged = [group('a', 'HR'), group('b', 'IT')];
		const { applied } = await night(memory, exchanged, true);
		expect(applied.map(({ status }) => status)).toEqual(['applied', 'applied']);
		expect((await night(memory, exchanged, true)).planned.changes).toEqual([]);
	});

	describe('and cuts names', () => {
		const names = ['Kundservice Norr', 'Kundservice Söder', 'Kundservice Väst'];
		const sides = names.map((one, i) => group(`g${i}`, one));

		class Cutting extends MemoryTarget {
			readonly sent: string[] = [];
			refusesAll = false;

			override async create(
				...[kind, id, fields, members]: Parameters<MemoryTarget['create']>
			): Promise<Written> {
				const to = String(fields.find(({ field }) => field === 'name')?.to);
				this.sent.push(to);
				const name = to.slice(0, 11);
				const { groups } = await this.read();
				if (this.refusesAll || groups.some((one) => one.name === name)) {
					return { ok: false, attempts: 1, refusal: 'conflict', error: 'Taken', isNameTaken: true };
				}
				return await super.create(kind, id, [{ field: 'name', from: null, to: name }], members);
			}
		}

		const run = async (refusesAll: boolean) => {
			const target = new Cutting(
				{ users: [], groups: [] },
				{ product: 'memory', managersFirst: true, membersOn: 'group', support: () => 'written' },
			);
			target.refusesAll = refusesAll;
			const { changes } = plan({ groups: sides }, current([], false), settings);
			const { applied, longerNames, forms } = await applyChanges(target, changes, {
				concurrency: 1,
			});
			const { groups } = await target.read();
			return {
				applied,
				longerNames,
				forms,
				sent: target.sent,
				names: groups.map((one) => one.name),
			};
		};

		test('those that are the same then begin with a number, and the run says so', async () => {
			const { applied, longerNames, names: there } = await run(false);
			expect(there).toEqual(['Kundservice', '2 Kundservi', '3 Kundservi']);
			expect(applied.map(({ changes }) => changes[0]?.to)).toEqual([
				'Kundservice Norr',
				'2 Kundservice Söder',
				'3 Kundservice Väst',
			]);
			expect(longerNames).toEqual([]);
			expect(applied.flatMap(({ warnings = [] }) => warnings)).toEqual([
				'Group names are unique in memory, and all names that HR has for these groups are taken there, as they are or once they are cut. So their names begin with a number: “2 Kundservice Söder” and “3 Kundservice Väst”. Give them names in HR that differ at the beginning.',
			]);
		});

		test('where no number helps, it is not tried for each group', async () => {
			const { applied, sent } = await run(true);
			expect(applied.map(({ status, error }) => [status, error])).toEqual([
				['failed', 'Taken.'],
				['failed', 'Taken.'],
				['failed', 'Taken.'],
			]);
			expect(sent).toHaveLength(12);
		});
	});

	const name = fc.constantFrom('A', 'B', 'a', 'A/B');
	const tree = fc.array(fc.tuple(name, name, name, fc.integer({ min: 1, max: 3 })), {
		maxLength: 8,
	});

	test('whatever happens, names stay unique, and a second run plans nothing', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(tree, { minLength: 1, maxLength: 4 }),
				fc.boolean(),
				async (nights, isKnownAtFirst) => {
					const memory = open();
					for (const [i, paths] of nights.entries()) {
						const groups = groupsAt(...paths.map(([a, b, c, depth]) => [a, b, c].slice(0, depth)));
						const isKnown = isKnownAtFirst || i > 0;
						const { applied, after } = await night(memory, groups, isKnown);
						expect(applied.filter(({ status }) => status !== 'applied')).toEqual([]);
						const names = after.groups.map((one) => one.name);
						expect(new Set(names).size).toBe(names.length);
						const again = await night(memory, groups, true);
						expect(again.planned.changes).toEqual([]);
					}
				},
			),
			{ numRuns: 100 },
		);
	});
});
