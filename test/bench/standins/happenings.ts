import { changeSurname, employedOn, renameValue, swapEmails } from '../../sandbox/flex/changes';
import type { FlexDefaultAccount, FlexEmployee, FlexModel } from '../../sandbox/flex/model';

/** What happens at the customer between two runs. */
export type Happening = 'onePercent' | 'renamedDepartment' | 'swappedUsernames';

/**
 * Lets something happen in Flex and says how to undo it. Each takes time that is linear in the
 * size of the company, however much changes.
 */
export function happen(model: FlexModel, happening: Happening): () => void {
	const before = { employees: model.employees, defaultAccounts: model.defaultAccounts };
	const accounts = model.accounts;
	// Copies are changed, so that what was there can be put back.
	model.employees = model.employees.map((one) => ({ ...one }));
	model.defaultAccounts = model.defaultAccounts.map((one) => ({ ...one }));
	model.accounts = accounts.map((one) => ({ ...one }));
	model.revision++;
	HAPPENINGS[happening](model);
	model.revision++;
	return () => {
		Object.assign(model, before, { accounts });
		model.revision++;
	};
}

const HAPPENINGS: Record<Happening, (model: FlexModel) => void> = {
	onePercent,
	renamedDepartment,
	swappedUsernames: (model) => {
		const [one, other] = ordinary(model);
		swapEmails(model, one!.id, other!.id);
	},
};

/** Of every hundredth employee one half has a new surname, the other changes places with another. */
function onePercent(model: FlexModel): void {
	const people = ordinary(model);
	const chosen = people.filter((_, i) => i % 100 === 50);
	const leaders = new Set(people.map((one) => one.immediateManagerEmployeeId));
	const half = Math.ceil(chosen.length / 2);
	for (const { id, lastName } of chosen.slice(0, half)) {
		changeSurname(model, id, lastName === 'Nyström' ? 'Lindahl' : 'Nyström');
	}
	const movable = chosen.slice(half).filter(({ id }) => !leaders.has(id));
	const accounts = accountsOf(model);
	for (let i = 0; i + 1 < movable.length; i += 2) {
		exchangePlaces(movable[i]!, movable[i + 1]!, accounts);
	}
}

/** Everybody's values by the id of the employee. */
function accountsOf(model: FlexModel): Map<string, FlexDefaultAccount[]> {
	const found = new Map<string, FlexDefaultAccount[]>();
	for (const entry of model.defaultAccounts) {
		const known = found.get(entry.employeeId);
		if (known) known.push(entry);
		else found.set(entry.employeeId, [entry]);
	}
	return found;
}

/** Two of one company get each other's values, so that no group comes or goes. */
function exchangePlaces(
	one: FlexEmployee,
	other: FlexEmployee,
	accounts: Map<string, FlexDefaultAccount[]>,
): void {
	if (one.companyId !== other.companyId) return;
	const [ofOne = [], ofOther = []] = [accounts.get(one.id), accounts.get(other.id)];
	for (const entry of ofOne) entry.employeeId = other.id;
	for (const entry of ofOther) entry.employeeId = one.id;
}

/** A department has another name from today on, in all offices. */
function renamedDepartment(model: FlexModel): void {
	renameValue(model, 'Department', 'Engineering', 'Utveckling');
}

/** People who work there and have an address, nobody of them with a special role. */
function ordinary(model: FlexModel): FlexEmployee[] {
	return employedOn(model, model.referenceDate).filter(
		({ emailWork }, i) => emailWork !== null && i > 10,
	);
}
