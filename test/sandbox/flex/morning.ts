import { dayBefore } from '../dates';
import { DIMENSIONS } from '../people';
import {
	changeSurname,
	employedOn,
	hire,
	leaveOn,
	organizationOn,
	setOrganization,
} from './changes';
import type { FlexEmployee, FlexModel } from './model';

/** What happened, for the test that counts the writes that follow. */
export interface Morning {
	joiners: FlexEmployee[];
	renamed: FlexEmployee;
	/** In another department of the same office since today. */
	moved: FlexEmployee;
	/** Yesterday was the last day. */
	leaver: FlexEmployee;
}

/**
 * A morning's ordinary changes in the first company: two joiners, a new surname, a move to
 * another department, a leaver. Nobody of them leads anybody, each team that is left keeps
 * somebody, and each team that is joined is there already, so that no group comes or goes.
 *
 * @throws where the company is too small for that (fewer than about 60 people)
 */
export function aMorningsChanges(model: FlexModel, today: string = model.referenceDate): Morning {
	const company = model.companies[0]!;
	const leaders = new Set(model.employees.map((of) => of.immediateManagerEmployeeId));
	const teams = new Map<string, FlexEmployee[]>();
	for (const employee of employedOn(model, today)) {
		const { Office, Department, Team } = organizationOn(model, employee.id, today);
		if (employee.companyId !== company.id || !Office || !Department || !Team) continue;
		const team = JSON.stringify([Office, Department, Team]);
		teams.set(team, [...(teams.get(team) ?? []), employee]);
	}
	const free = [...teams].flatMap(([team, members]) => {
		const others = members.slice(1).filter((of) => of.emailWork !== null && !leaders.has(of.id));
		return others.length > 0 ? [{ team, employee: others[0]! }] : [];
	});
	const [renamed, moved, leaver] = free;
	if (!renamed || !moved || !leaver) {
		throw new Error('The directory is too small for a morning: generate at least 60 people');
	}
	const target = [...teams.keys()].find((team) => isElsewhere(team, moved.team));
	if (!target) throw new Error('There is no other department to move to: generate more people');

	const joiners = [
		{ firstName: 'Tuva', lastName: 'Morgonsjö', gender: 2, dateOfBirth: '1994-02-11' },
		{ firstName: 'Algot', lastName: 'Nyängen', gender: 1, dateOfBirth: '1988-09-30' },
	].map((person, i) =>
		hire(model, {
			...person,
			emailWork: i === 0 ? 'tuva.morgonsjo@nordvik.example' : 'algot.nyangen@nordvik.example',
			managerId: renamed.employee.immediateManagerEmployeeId,
			organization: organizationOf(i === 0 ? renamed.team : leaver.team),
			companyId: company.id,
			from: today,
		}),
	);
	changeSurname(model, renamed.employee.id, `${renamed.employee.lastName} Nygift`);
	setOrganization(model, moved.employee.id, organizationOf(target), today);
	leaveOn(model, leaver.employee.id, dayBefore(today));
	return {
		joiners,
		renamed: renamed.employee,
		moved: moved.employee,
		leaver: leaver.employee,
	};
}

/** In the same office, but in another department. */
function isElsewhere(team: string, from: string): boolean {
	const there = JSON.parse(team) as string[];
	const here = JSON.parse(from) as string[];
	return there[0] === here[0] && there[1] !== here[1];
}

function organizationOf(team: string): Record<string, string> {
	const names = JSON.parse(team) as string[];
	return Object.fromEntries(names.map((name, i) => [DIMENSIONS[i]!, name]));
}
