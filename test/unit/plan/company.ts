import fc from 'fast-check';
import type { Group } from '../../../directory/model/group';
import type { Person } from '../../../directory/model/person';
import type { SkippedPerson } from '../../../directory/plan';
import { matchingKey } from '../../../directory/common/text';
import { groupUuid } from '../../../directory/common/uuid';

/** A department as HR has it: its code never changes, its name and place may. */
export interface Unit {
	name: number;
	/** Index of a unit before this one, or -1. */
	parent: number;
}

export interface Employee {
	first: number;
	last: number;
	username: number;
	birthday: number;
	/** Index of an employee; beyond the end: unknown. */
	manager: number | null;
	/** Index of a unit; -1: none. */
	unit: number;
	state: 'employed' | 'left' | 'skipped';
}

/** One morning in HR. */
export interface Company {
	units: Unit[];
	employees: Employee[];
	/** Whether groups get ids from their paths, as by default, or from codes that never change. */
	ids: 'path' | 'code';
}

const UNIT_NAMES = ['Ekonomi', 'HR', 'Försäljning', 'Lager', 'IT'];
const FIRST_NAMES = ['Åsa', 'Björn', 'Elin', 'Nils'];
const LAST_NAMES = ['Ek', 'Berg', 'Lind', 'Sjö'];

export const USERNAMES = ['asa', 'bjorn', 'elin', 'nils', 'maja', 'olle', 'siv', 'ture'].map(
	(name) => `${name}@exempel.se`,
);

/** What HR wants: the input of the planner. */
export function wantedOf(company: Company): {
	groups: Group[];
	users: Array<Person | SkippedPerson>;
} {
	const { units, employees, ids } = company;
	const paths: string[][] = [];
	for (const { name, parent } of units) {
		paths.push([...(parent < 0 ? [] : paths[parent]!), UNIT_NAMES[name]!]);
	}
	const idOf = (unit: number) =>
		ids === 'code' ? `code-${unit}` : groupUuid(paths[unit]!.map(matchingKey).join('\u0000'));
	const groups = new Map<string, Group>();
	const use = (unit: number): string => {
		const { parent, name } = units[unit]!;
		const externalId = idOf(unit);
		const parentExternalId = parent < 0 ? null : use(parent);
		if (!groups.has(externalId)) {
			const path = paths[unit]!;
			groups.set(externalId, {
				externalId,
				name: UNIT_NAMES[name]!,
				parentExternalId,
				managerExternalId: null,
				level: path.length,
				path,
				memberCount: 0,
			});
		}
		return externalId;
	};
	const users: Array<Person | SkippedPerson> = [];
	for (const [i, employee] of employees.entries()) {
		const externalId = `p${i}`;
		const firstName = FIRST_NAMES[employee.first]!;
		const lastName = LAST_NAMES[employee.last]!;
		if (employee.state === 'left') continue;
		if (employee.state === 'skipped') {
			users.push({ externalId, name: `${firstName} ${lastName}`, skipped: true, issues: [] });
			continue;
		}
		const groupExternalId = employee.unit < 0 ? null : use(employee.unit);
		const group = groups.get(groupExternalId ?? '');
		if (group) {
			group.memberCount++;
			// The first of each is the manager.
			group.managerExternalId ??= externalId;
		}
		users.push({
			externalId,
			username: USERNAMES[employee.username]!,
			firstName,
			lastName,
			birthday: `1990-01-0${employee.birthday + 1}`,
			managerExternalId: employee.manager === null ? null : `p${employee.manager}`,
			groupExternalId,
		});
	}
	return { groups: [...groups.values()], users };
}

const index = (length: number) => fc.nat({ max: length - 1 });

const unit = (i: number): fc.Arbitrary<Unit> =>
	fc.record({ name: index(UNIT_NAMES.length), parent: fc.integer({ min: -1, max: i - 1 }) });

const UNITS = 6;
const EMPLOYEES = 8;

const employee: fc.Arbitrary<Employee> = fc.record({
	first: index(FIRST_NAMES.length),
	last: index(LAST_NAMES.length),
	username: index(USERNAMES.length),
	birthday: index(3),
	manager: fc.option(index(EMPLOYEES + 1), { freq: 2 }),
	unit: fc.integer({ min: -1, max: UNITS - 1 }),
	state: fc.constantFrom('employed', 'employed', 'employed', 'employed', 'left', 'skipped'),
});

/** A company whose people mostly have usernames of their own. */
const company: fc.Arbitrary<Company> = fc
	.record({
		units: fc.tuple(...Array.from({ length: UNITS }, (_, i) => unit(i))),
		employees: fc.array(employee, { minLength: EMPLOYEES, maxLength: EMPLOYEES }),
		own: fc.boolean(),
		ids: fc.constantFrom('path', 'code'),
	})
	.map(({ units, employees, own, ids }) => ({
		units,
		ids,
		employees: employees.map((one, i) => (own ? { ...one, username: i } : one)),
	}));

/** One thing that happens in HR from one morning to the next. */
type Event = (company: Company) => Company;

const onUnit =
	(unit: number, change: (unit: Unit) => Partial<Unit>): Event =>
	(before) => ({
		...before,
		units: before.units.map((one, i) => (i === unit ? { ...one, ...change(one) } : one)),
	});

const onEmployee =
	(who: number, change: Partial<Employee>): Event =>
	(before) => ({
		...before,
		employees: before.employees.map((one, i) => (i === who ? { ...one, ...change } : one)),
	});

const person = index(EMPLOYEES);

const event: fc.Arbitrary<Event> = fc.oneof(
	fc.tuple(index(UNITS), index(UNIT_NAMES.length)).map(([i, name]) => onUnit(i, () => ({ name }))),
	fc
		.tuple(index(UNITS), index(UNITS))
		.map(([i, to]) => onUnit(i, () => ({ parent: Math.min(to, i) - 1 }))),
	fc.tuple(index(UNITS), index(UNITS)).map(([a, b]): Event => (before) => {
		const names = [before.units[a]!.name, before.units[b]!.name] as const;
		return onUnit(a, () => ({ name: names[1] }))(onUnit(b, () => ({ name: names[0] }))(before));
	}),
	fc
		.tuple(person, fc.integer({ min: -1, max: UNITS - 1 }))
		.map(([i, to]) => onEmployee(i, { unit: to })),
	fc.tuple(index(UNITS), index(UNITS)).map(([from, to]): Event => (before) => ({
		...before,
		employees: before.employees.map((one) => (one.unit === from ? { ...one, unit: to } : one)),
	})),
	fc
		.tuple(person, fc.constantFrom('employed', 'employed', 'left', 'skipped'))
		.map(([i, state]) => onEmployee(i, { state: state as Employee['state'] })),
	fc.tuple(person, index(USERNAMES.length)).map(([i, username]) => onEmployee(i, { username })),
	fc.tuple(person, person).map(([a, b]): Event => (before) => {
		const names = [before.employees[a]!.username, before.employees[b]!.username] as const;
		return onEmployee(a, { username: names[1] })(onEmployee(b, { username: names[0] })(before));
	}),
	fc.constant<Event>((before) => ({
		...before,
		employees: before.employees.map((one, i, all) => ({
			...one,
			username: all[(i + 1) % all.length]!.username,
		})),
	})),
	fc
		.tuple(person, fc.option(index(EMPLOYEES + 1)))
		.map(([i, manager]) => onEmployee(i, { manager })),
	fc.tuple(person, index(LAST_NAMES.length)).map(([i, last]) => onEmployee(i, { last })),
	fc.tuple(person, employee).map(([i, other]) => onEmployee(i, { ...other, state: 'employed' })),
);

/** Something that is done by hand in Winningtemp. */
export type ByHand =
	| { what: 'user'; username: number; active: boolean }
	| { what: 'group'; name: number; member: number }
	| { what: 'member'; group: number; member: number }
	| { what: 'pause'; member: number };

export const byHand: fc.Arbitrary<ByHand> = fc.oneof(
	fc.record({
		what: fc.constant('user' as const),
		username: index(USERNAMES.length),
		active: fc.boolean(),
	}),
	fc.record({
		what: fc.constant('group' as const),
		name: index(UNIT_NAMES.length),
		member: index(20),
	}),
	fc.record({ what: fc.constant('member' as const), group: index(20), member: index(20) }),
	fc.record({ what: fc.constant('pause' as const), member: index(20) }),
);

export const unitName = (i: number): string => UNIT_NAMES[i]!;

/** A company over some mornings, each a few events after the one before. */
export const mornings: fc.Arbitrary<Company[]> = fc
	.tuple(
		company,
		fc.array(fc.array(event, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
	)
	.map(([first, days]) => {
		const all = [first];
		for (const events of days) {
			all.push(events.reduce((before, happens) => happens(before), all[all.length - 1]!));
		}
		return all;
	});
