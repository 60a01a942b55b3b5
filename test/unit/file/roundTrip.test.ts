import fc from 'fast-check';
import {
	afterPlan,
	checkComplete,
	parseCsv,
	readColumns,
	readRows,
	ROW_KINDS,
	rowsOf,
	type FileColumns,
	type FileDirectory,
	type ListFormat,
	type Row,
} from '../../../directory/file';
import type { Group } from '../../../directory/model/group';
import type { Person } from '../../../directory/model/person';
import { WINNINGTEMP_FILES } from '../../../nodes/Winningtemp/profile';
import { OPEN_GUARDS } from '../../support/guards';
import { DEFAULT_SETTINGS, planSync, type PlanSettings } from '../../support/plan';
import { runs } from '../../support/runs';

/** Everything that files can carry, written, read back and planned again: nothing is left to do. */

const OPEN: PlanSettings = {
	...DEFAULT_SETTINGS,
	guards: OPEN_GUARDS,
	removal: { scope: 'withExternalId', action: 'delete' },
};

const VALUES =
	'Id = externalId\nLogin = username\nFirst = firstName\nLast = lastName\nSince = employedSince\nUntil = employedUntil\nTitle = title\nPhone = phone\nNote = attributes.note\nSource = "HR; ”A”"';
const GROUPS =
	'Group = externalId\nGroup name = name\nAbove = parentExternalId\nCategory = attributes.category\nNo surveys = attributes.excluded';

/** Layouts of the files: how they say who is in which group, in which role. */
const LAYOUTS = {
	'one group, managers with the groups': {
		users: `${VALUES}\nOwn = groupExternalId\nRole = role\nSegments = segments`,
		groups: `${GROUPS}\nManager = managerExternalId`,
		further: false,
	},
	'all groups, managers with the groups': {
		users: `Groups = groups\n${VALUES}\nSegments = segments`,
		groups: `${GROUPS}\nManager = managerExternalId`,
		further: true,
	},
	'all groups, managers only by their role': {
		users: `${VALUES}\nGroups = groups\nRole = role\nSegments = segments`,
		groups: GROUPS,
		further: true,
	},
	'own group and all groups': {
		users: `${VALUES}\nOwn = groupExternalId\nRole = role\nGroups = groups\nSegments = segments`,
		groups: `${GROUPS}\nManager = managerExternalId`,
		further: true,
	},
} as const;

/** The text of a file by RFC 4180, made by hand. */
function csvOf(rows: readonly Row[]): string {
	const line = (cells: string[]) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(';');
	return [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))].map(line).join('\n');
}

/** What the next run reads, by way of the text of the files. */
function readBack(directory: FileDirectory, columns: FileColumns): FileDirectory {
	const rows = ROW_KINDS.flatMap((kind) => {
		const made = rowsOf(kind, directory, columns);
		if (made.length === 0) return [];
		const content = `\uFEFF${csvOf(made)}`;
		const size = Buffer.byteLength(content);
		return parseCsv({ name: kind, content, bytes: size, size }, ';');
	});
	return readRows(rows, columns);
}

const GROUP_IDS = ['g0', 'g1', 'g2', 'g3'];
const text = fc
	.string({
		unit: fc.constantFrom('a', 'Å', ';', '"', '\n', '\r\n', '\uFEFF', '👩‍🚀', '=', '|', ',', ' '),
		maxLength: 6,
	})
	.map((middle) => `x${middle}x`);
const segment = fc.record({ category: fc.constantFrom('Office', 'Job "role";'), name: text });

const wanted = fc.record({
	groups: fc.array(fc.record({ name: text, manager: fc.option(fc.nat({ max: 5 })) }), {
		minLength: 4,
		maxLength: 4,
	}),
	users: fc.array(
		fc.record({
			...{ first: text, title: fc.option(text), phone: fc.option(text), note: fc.option(text) },
			since: fc.option(fc.constantFrom('2020-01-31', '2026-02-28')),
			own: fc.option(fc.constantFrom(...GROUP_IDS)),
			further: fc.uniqueArray(fc.constantFrom('h1', 'h2', 'h3'), { maxLength: 2 }),
			segments: fc.array(fc.nat({ max: 3 }), { maxLength: 3 }),
		}),
		{ minLength: 1, maxLength: 6 },
	),
	segments: fc.array(segment, { minLength: 4, maxLength: 4 }),
});

type Wanted = typeof wanted extends fc.Arbitrary<infer T> ? T : never;

function inputOf({ groups, users, segments }: Wanted, hasFurther: boolean) {
	return {
		groups: groups.map(({ name, manager }, i): Group => ({
			externalId: GROUP_IDS[i]!,
			name: `${name}${i}`,
			parentExternalId: i === 0 ? null : 'g0',
			managerExternalId: manager !== null && manager < users.length ? `p${manager}` : null,
			level: i === 0 ? 1 : 2,
			path: i === 0 ? [`${name}0`] : [`${groups[0]!.name}0`, `${name}${i}`],
			memberCount: 0,
			attributes: { category: i === 0 ? 'Company' : 'Team', excluded: i === 0 },
		})),
		users: users.map(
			({ first, title, phone, note, since, own, further, segments: chosen }, i): Person => ({
				externalId: `p${i}`,
				username: `p${i}@exempel.se`,
				firstName: first,
				lastName: `Ek ${i}`,
				...{ title, phone, employedSince: since, employedUntil: null, groupExternalId: own },
				segments: [...new Set(chosen)].map((at) => ({ ...segments[at]!, externalId: `s${at}` })),
				attributes: { note, ...(hasFurther ? { groups: further } : {}) },
			}),
		),
	};
}

const FORMATS: ListFormat[] = [
	{ style: 'cell', separator: '|' },
	{ style: 'rows', separator: '|' },
];

describe.each(FORMATS)('lists as $style', (lists) => {
	test.each(Object.entries(LAYOUTS))('%s', async (_name, { users, groups, further }) => {
		const columns = readColumns({ users, groups }, WINNINGTEMP_FILES, lists);
		let people = 0;
		await fc.assert(
			fc.asyncProperty(wanted, wanted, async (one, other) => {
				let current: FileDirectory = { users: [], groups: [] };
				for (const day of [one, other]) {
					const input = inputOf(day, further);
					const plan = planSync({ ...input, current, settings: OPEN });
					expect(plan.held).toEqual([]);
					checkComplete(current, plan.changes, plan.summary);
					current = readBack(await afterPlan(current, plan.changes, columns), columns);
					const again = planSync({ ...input, current, settings: OPEN });
					expect([again.changes, again.held]).toEqual([[], []]);
					people += current.users.length;
				}
			}),
			{ numRuns: runs(60) },
		);
		expect(people).toBeGreaterThan(runs(60));
	});
});
