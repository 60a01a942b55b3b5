import type { JsonValue } from '../../../directory/common/json';
import type { Change } from '../../../directory/model/change';
import type { CurrentGroup, Group } from '../../../directory/model/group';
import {
	attributeField,
	attributeName,
	GROUP_VALUES,
	namesOf,
	typeOf,
	USER_VALUES,
	type ValueType,
} from '../../../directory/model/fields';
import { segmentId } from '../../../directory/model/segments';
import type { CurrentUser, Person } from '../../../directory/model/person';
import { currentGroups, group, people, plan, userOf } from './build';

/** Two values of each type, for so many people or groups. A new type does not compile without. */
const SAMPLES: Record<ValueType, (i: number) => [before: JsonValue, after: JsonValue]> = {
	text: (i) => [`Ek ${i}`, `Al ${i}`],
	login: (i) => [`ek${i}@exempel.se`, `al${i}@exempel.se`],
	gender: () => ['female', 'male'],
	day: () => ['1980-01-01', '1990-12-31'],
	id: (i) => [`old${i}`, `new${i}`],
	reference: (i) => [`p000${1 + (i % 9)}`, `p000${1 + ((3 * i + 2) % 9)}`],
	flag: () => [false, true],
	active: () => [false, true],
	segments: (i) => [segment(`A${i}`), segment(`B${i}`)],
	any: (i) => [`A${i}`, `B${i}`],
};

/** As the mapper makes it where HR has no code: then it is known as HR's. */
const segment = (name: string) => [
	{ category: 'Office', name, externalId: segmentId('Office', name) },
];

const EMPTY: Partial<Record<ValueType, JsonValue>> = { gender: 'none', flag: false, segments: [] };

const OF_USERS = [...namesOf(USER_VALUES), attributeField('costCentre')];
const OF_GROUPS = [...namesOf(GROUP_VALUES), attributeField('costCentre')];

function set<T extends object>(record: T, field: string, value: JsonValue): T {
	const name = attributeName(field);
	return name === undefined
		? { ...record, [field]: value }
		: { ...record, attributes: { [name]: value } };
}

/** A hundred people, one value of ninety of whom changes. */
function planPeople(field: string, valuesOf: (i: number) => [JsonValue, JsonValue]) {
	const wanted: Person[] = [];
	const users: CurrentUser[] = [];
	for (const [i, one] of people(100).entries()) {
		const [before, after] = i < 10 ? [null, null] : valuesOf(i);
		if (i < 10 && field !== 'managerExternalId') continue;
		users.push(set(userOf(one), field, before));
		wanted.push(set(one, field, after));
	}
	return plan({ users: wanted }, { users });
}

/** Forty groups, one value of thirty of which changes. */
function planGroups(field: string, valuesOf: (i: number) => [JsonValue, JsonValue]) {
	const wanted: Group[] = [];
	const groups: CurrentGroup[] = [];
	for (let i = 0; i < 40; i++) {
		const one = group(i < 10 ? `p000${i}` : `g${i}`, `Grupp ${i}`);
		const [before, after] = i < 10 ? [null, null] : valuesOf(i);
		wanted.push(i < 10 ? one : set(one, field, after));
		const [now] = currentGroups([one]);
		groups.push(i < 10 ? now! : set(now!, field, before));
	}
	const users = people(10);
	return plan({ groups: wanted, users }, { groups, users: users.map((one) => userOf(one)) });
}

function fieldsOf(changes: readonly Change[]): Set<string> {
	return new Set(changes.flatMap((change) => change.changes.map(({ field }) => field)));
}

describe.each([
	['people', OF_USERS, planPeople, 90],
	['groups', OF_GROUPS, planGroups, 30],
] as const)(
	'every value of %s is guarded, by the table of fields',
	(_kind, fields, planOf, count) => {
		test.each(fields)('%s: a change of all of them is held', (field) => {
			const { changes, held } = planOf(field, SAMPLES[typeOf(field)]);
			expect(changes).toEqual([]);
			expect(fieldsOf(held)).toEqual(new Set([field]));
			expect(held.length).toBeGreaterThan(count / 2);
			expect(new Set(held.map(({ guard }) => guard))).toEqual(new Set([held[0]!.guard]));
		});

		test.each(fields.filter((field) => field !== 'username' && field !== 'name'))(
			'%s: emptied for all of them, it is held',
			(field) => {
				const type = typeOf(field);
				const { changes, held } = planOf(field, (i) => {
					const [first, second] = SAMPLES[type](i);
					return [type === 'flag' ? second : first, EMPTY[type] ?? null];
				});
				expect(changes).toEqual([]);
				expect(fieldsOf(held)).toEqual(new Set([field]));
				expect(held).toHaveLength(count);
			},
		);

		test.each(
			fields.filter(
				(field) => typeOf(field) !== 'flag' && field !== 'username' && field !== 'name',
			),
		)('%s: filled for all of them, it goes through', (field) => {
			const type = typeOf(field);
			const { changes, held } = planOf(field, (i) => [EMPTY[type] ?? null, SAMPLES[type](i)[0]]);
			expect(held).toEqual([]);
			expect(fieldsOf(changes)).toEqual(new Set([field]));
		});
	},
);

test('the summary names a guard once for each field in which it counts something, and else once', () => {
	const staff = people(20, { phone: '112', title: 'Cook' });
	const [one, ...others] = staff;
	const users = [{ ...one!, lastName: 'Ny', phone: '113', title: 'Chef' }, ...others];
	const { summary } = plan({ users }, { users: staff.map((user) => userOf(user)) });
	const fieldsOf = (guard: string) =>
		summary.guards
			.filter(({ name, actual }) => name === guard && actual > 0)
			.map(({ field }) => field);
	expect(fieldsOf('fieldChanges')).toEqual(['lastName', 'phone', 'title']);
	for (const name of ['fieldsEmptied', 'removals', 'groupRenames']) {
		const [only, ...more] = summary.guards.filter((guard) => guard.name === name);
		expect(only).toMatchObject({ actual: 0, held: false });
		expect(more).toEqual([]);
	}
});
