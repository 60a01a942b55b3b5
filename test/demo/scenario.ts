import {
	employedOn,
	leaveOn,
	moveDepartment,
	organizationOn,
	rehire,
	setOrganization,
	swapEmails,
} from '../sandbox/flex/changes';
import { dayBefore } from '../sandbox/dates';
import type { FlexEmployee, FlexModel } from '../sandbox/flex/model';
import { aMorningsChanges } from '../sandbox/flex/morning';

/** What happens at the customer between the runs of the demo, in Flex alone. */

export function morning(model: FlexModel, today: string): string {
	const { joiners, renamed, moved, leaver } = aMorningsChanges(model, today);
	return [
		`${names(joiners)} start today`,
		`${name(renamed)} has a new surname`,
		`${name(moved)} moves to another department`,
		`${name(leaver)} has left`,
	].join(', ');
}

/** One department gets another name, and another one moves to another office with all its teams. */
export function reorganise(model: FlexModel, today: string): string {
	const departments = departmentsOf(model, today);
	const renamed = departments.find(({ department }) => department === 'Finance');
	if (!renamed) throw new Error('Finance has another name already');
	for (const { id } of renamed.people) {
		setOrganization(model, id, { Department: 'Ekonomi' }, today);
	}
	const offices = [...new Set(departments.map(({ office }) => office))];
	const exists = new Set(departments.map(key));
	for (const { office, department, people } of departments) {
		if (department === renamed.department || people.length < 5) continue;
		const target = offices.find((other) => !exists.has(key({ office: other, department })));
		if (target === undefined) continue;
		moveDepartment(model, department, office, target, today);
		return `${renamed.department} in ${renamed.office} is renamed to Ekonomi, ${department} moves from ${office} to ${target} (${people.length} people)`;
	}
	throw new Error('Every office has every department, so that none can move');
}

/** Two people get each other's e-mail address. */
export function swap(model: FlexModel, today: string): string {
	const [one, other] = employedOn(model, today).filter(isOrdinary);
	swapEmails(model, one!.id, other!.id);
	return `${name(one!)} and ${name(other!)} swap e-mail addresses`;
}

/** Somebody filters wrongly in Flex: every fourth employee seems to have left. */
export function spike(model: FlexModel, today: string): string {
	const leaving = employedOn(model, today).filter((_, i) => i % 4 === 2);
	for (const { id } of leaving) leaveOn(model, id, dayBefore(today));
	return `${leaving.length} people leave on one day`;
}

/** One of them comes back, to a team that is still there. */
export function comeBack(model: FlexModel, today: string): string {
	const employed = employedOn(model, today);
	const ids = new Set(employed.map(({ id }) => id));
	const teams = new Set(employed.map(({ id }) => place(model, id, today)));
	const yesterday = dayBefore(today);
	const left = new Set(
		model.employmentPeriods
			.filter(({ toDate }) => toDate === yesterday)
			.map(({ employeeId }) => employeeId),
	);
	const returning = model.employees.find(
		(employee) =>
			isOrdinary(employee) &&
			left.has(employee.id) &&
			!ids.has(employee.id) &&
			teams.has(place(model, employee.id, yesterday)),
	);
	if (!returning) throw new Error('nobody left yesterday from a team that is still there');
	rehire(model, returning.id, today);
	return `${name(returning)} comes back`;
}

function place(model: FlexModel, employeeId: string, day: string): string {
	const { Office, Department, Team } = organizationOn(model, employeeId, day);
	return JSON.stringify([Office, Department, Team]);
}

interface Department {
	office: string;
	department: string;
	people: FlexEmployee[];
}

function departmentsOf(model: FlexModel, today: string): Department[] {
	const departments = new Map<string, Department>();
	for (const employee of employedOn(model, today)) {
		const { Office: office, Department: department } = organizationOn(model, employee.id, today);
		if (!office || !department) continue;
		const known = departments.get(key({ office, department }));
		if (known) known.people.push(employee);
		else departments.set(key({ office, department }), { office, department, people: [employee] });
	}
	return [...departments.values()];
}

function key({ office, department }: Pick<Department, 'office' | 'department'>): string {
	return JSON.stringify([office, department]);
}

function isOrdinary({ emailWork }: FlexEmployee): boolean {
	return emailWork !== null;
}

function name({ firstName, lastName }: FlexEmployee): string {
	return `${firstName} ${lastName}`;
}

function names(employees: FlexEmployee[]): string {
	return employees.map(name).join(' and ');
}
