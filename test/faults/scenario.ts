import { dayBefore } from '../sandbox/dates';
import {
	changeEmail,
	changeManager,
	changeSurname,
	employedOn,
	hire,
	leaveOn,
	organizationOn,
	rehire,
	setOrganization,
	swapEmails,
} from '../sandbox/flex/changes';
import type { FlexEmployee, FlexModel } from '../sandbox/flex/model';
import { aMorningsChanges } from '../sandbox/flex/morning';

/** What the 200 people of the fault schedules go through, in Flex alone. */

export const DAY = '2026-03-02';
export const DIRECTORY = { people: 200, companies: 2, referenceDate: DAY };

const YESTERDAY = dayBefore(DAY);
const LONG_AGO = dayBefore(YESTERDAY);

/** Before the first load: nothing. Before the second, somebody leaves who will come back. */
export function changesOfTheDayBefore(model: FlexModel): void {
	leaveOn(model, ordinary(model).at(-1)!.id, LONG_AGO);
}

/**
 * A morning's changes and a reorganisation at once, about forty changes of every kind: a renamed
 * department, one that moves, a team that runs empty, new groups, leavers, a return, other
 * managers, swapped and handed down e-mail addresses, joiners who lead joiners.
 */
export function changesOfADay(model: FlexModel): void {
	aMorningsChanges(model, DAY);
	for (const { id } of inDepartment(model, 'Stockholm', 'Finance')) {
		setOrganization(model, id, { Department: 'Ekonomi' }, DAY);
	}
	for (const { id } of inDepartment(model, 'Malmö', 'HR')) {
		setOrganization(model, id, { Office: 'Göteborg', Department: 'Personal' }, DAY);
	}
	const people = ordinary(model);
	const take = (count: number) => people.splice(0, count);
	emptyATeam(model, people[0]!);

	for (const { id } of take(3)) setOrganization(model, id, { Team: null }, DAY);
	for (const { id } of take(4)) changeSurname(model, id, 'Nygift');
	for (const { id } of take(3)) leaveOn(model, id, YESTERDAY);
	const [manager, ...reports] = take(5);
	for (const { id } of reports) changeManager(model, id, manager!.id);
	const [one, other, first, second] = take(4);
	swapEmails(model, one!.id, other!.id);
	// The first address becomes free, the second person takes it, a joiner takes the second's.
	const freed = second!.emailWork!;
	changeEmail(model, second!.id, first!.emailWork);
	changeEmail(model, first!.id, 'helt.ny@nordvik.example');
	const joiners = ['Ask', 'Embla', 'Saga', 'Vide'].map((firstName, i) =>
		hire(model, {
			firstName,
			lastName: 'Nyberg',
			emailWork: i === 0 ? freed : `${firstName.toLowerCase()}.nyberg@nordvik.example`,
			gender: 2,
			dateOfBirth: `199${i}-06-06`,
			managerId: manager!.id,
			organization: { Office: 'Kiruna', Department: 'Gruva', Team: 'Dag' },
		}),
	);
	for (const { id } of joiners.slice(0, 2)) changeManager(model, id, joiners[2]!.id);
	const [led, cleared] = take(2);
	changeManager(model, led!.id, joiners[3]!.id);
	cleared!.dateOfBirth = null;
	const returning = model.employmentPeriods.find(({ toDate }) => toDate === LONG_AGO)!;
	rehire(model, returning.employeeId, DAY);
	model.revision++;
}

/** Its people find themselves in a new office with a new department and two new teams. */
function emptyATeam(model: FlexModel, { id }: FlexEmployee): void {
	const { Office, Department, Team } = organizationOn(model, id, DAY);
	inDepartment(model, Office!, Department!)
		.filter((of) => organizationOn(model, of.id, DAY).Team === Team)
		.forEach((of, i) => {
			const team = i % 2 === 0 ? 'Dag' : 'Natt';
			setOrganization(model, of.id, { Office: 'Kiruna', Department: 'Gruva', Team: team }, DAY);
		});
}

function inDepartment(model: FlexModel, office: string, department: string): FlexEmployee[] {
	return employedOn(model, DAY).filter(({ id }) => {
		const { Office, Department } = organizationOn(model, id, DAY);
		return Office === office && Department === department;
	});
}

/** Employed people with a work e-mail and a team who lead nobody. */
function ordinary(model: FlexModel): FlexEmployee[] {
	const leaders = new Set(model.employees.map((of) => of.immediateManagerEmployeeId));
	return employedOn(model, DAY).filter(
		({ id, emailWork }) =>
			emailWork !== null && !leaders.has(id) && organizationOn(model, id, DAY).Team !== undefined,
	);
}
