import { addDays } from '../../sandbox/dates';
import {
	changeEmploymentType,
	employedOn,
	employeeById,
	employmentTypeOn,
	hire,
	leaveOn,
	moveDepartment,
	organizationOn,
	rehire,
	removeEmployee,
	renameValue,
	rotateEmails,
	setOrganization,
	swapEmails,
} from '../../sandbox/flex/changes';
import type { FlexModel } from '../../sandbox/flex/model';
import { aMorningsChanges } from '../../sandbox/flex/morning';
import { generateDirectory } from '../../sandbox/people';

let model: FlexModel;
let today: string;
let somebody: string;

beforeEach(() => {
	model = generateDirectory({ people: 120 });
	today = model.referenceDate;
	somebody = model.employees[2]!.id;
});

const isEmployed = (id: string, date: string) => employedOn(model, date).some((of) => of.id === id);

test('a joiner is employed from the first day, in the place given', () => {
	const from = addDays(today, 3);
	const organization = { Office: 'Stockholm', Department: 'Finance', Team: 'Payable' };
	const { id, employmentNumber } = hire(model, {
		firstName: 'Ny',
		lastName: 'Kollega',
		organization,
		from,
	});
	expect([isEmployed(id, today), isEmployed(id, from)]).toEqual([false, true]);
	expect(organizationOn(model, id, from)).toEqual(organization);
	expect(model.employees.filter((of) => of.employmentNumber === employmentNumber)).toHaveLength(1);
});

test('a move keeps the history, and an emptied value is none', () => {
	const before = organizationOn(model, somebody, today);
	const tomorrow = addDays(today, 1);
	setOrganization(model, somebody, { Department: 'Design', Team: null }, tomorrow);
	expect(organizationOn(model, somebody, today)).toEqual(before);
	const { Team, ...rest } = before;
	expect(Team).toBe('Payable');
	expect(organizationOn(model, somebody, tomorrow)).toEqual({ ...rest, Department: 'Design' });
});

test('a leaver is there on the last day and gone on the next; a rehire brings the place back', () => {
	const place = organizationOn(model, somebody, today);
	const tomorrow = addDays(today, 1);
	leaveOn(model, somebody, today);
	expect([isEmployed(somebody, today), isEmployed(somebody, tomorrow)]).toEqual([true, false]);
	expect(organizationOn(model, somebody, tomorrow)).toEqual({});
	const back = addDays(today, 40);
	rehire(model, somebody, back);
	expect(isEmployed(somebody, back)).toBe(true);
	expect(organizationOn(model, somebody, back)).toEqual(place);
});

test('a change of employment type leaves no day without employment', () => {
	changeEmploymentType(model, somebody);
	const periods = model.employmentPeriods.filter((of) => of.employeeId === somebody);
	expect(employmentTypeOn(model, somebody, addDays(today, -1))).toBe('Employee');
	expect(employmentTypeOn(model, somebody, today)).toBe('External Personnel');
	expect(periods.map(({ toDate }) => toDate)).toEqual([addDays(today, -1), null]);
	expect([isEmployed(somebody, addDays(today, -1)), isEmployed(somebody, today)]).toEqual([
		true,
		true,
	]);
});

test('a department is renamed for everybody in it at once', () => {
	const inFinance = () =>
		model.employees.filter(({ id }) => organizationOn(model, id, today).Department === 'Ekonomi');
	expect(renameValue(model, 'Department', 'Finance', 'Ekonomi')).toBe(2);
	expect(inFinance().length).toBeGreaterThan(4);
});

test('a department moves with its people, and its namesake elsewhere stays', () => {
	const moved = moveDepartment(model, 'Finance', 'Malmö', 'Göteborg');
	expect(moved.length).toBeGreaterThan(1);
	for (const { id } of moved) {
		expect(organizationOn(model, id, today)).toMatchObject({
			Office: 'Göteborg',
			Department: 'Finance',
		});
	}
	expect(organizationOn(model, somebody, today).Office).toBe('Stockholm');
});

test('e-mails are swapped and rotated without one being lost', () => {
	const ids = model.employees.slice(0, 3).map(({ id }) => id);
	const emails = () => ids.map((id) => employeeById(model, id).emailWork);
	const [a, b, c] = emails();
	swapEmails(model, ids[0]!, ids[1]!);
	expect(emails()).toEqual([b, a, c]);
	rotateEmails(model, ids);
	expect(emails()).toEqual([a, c, b]);
});

test('somebody removed leaves nothing behind', () => {
	removeEmployee(model, somebody);
	expect(JSON.stringify(model)).not.toContain(`"employeeId":"${somebody}"`);
	expect(() => employeeById(model, somebody)).toThrow(somebody);
});

test("a morning's changes are as described, and no team comes or goes", () => {
	const teams = () => {
		const names = employedOn(model, today).map(({ id }) => {
			const { Office, Department, Team } = organizationOn(model, id, today);
			return JSON.stringify([Office, Department, Team]);
		});
		return [...new Set(names)].sort();
	};
	const [before, employed] = [teams(), employedOn(model, today).length];
	const { joiners, renamed, moved, leaver } = aMorningsChanges(model);
	expect(teams()).toEqual(before);
	expect(employedOn(model, today)).toHaveLength(employed + 2 - 1);
	expect(joiners.every(({ id }) => isEmployed(id, today))).toBe(true);
	expect(renamed.lastName).toMatch(/ Nygift$/);
	expect(isEmployed(leaver.id, today)).toBe(false);
	expect(organizationOn(model, moved.id, addDays(today, -1)).Department).not.toBe(
		organizationOn(model, moved.id, today).Department,
	);
});
