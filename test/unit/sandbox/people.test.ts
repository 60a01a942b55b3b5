import { findCircles } from '../../../directory/common/cycles';
import { employedOn, organizationOn } from '../../sandbox/flex/changes';
import { generateDirectory } from '../../sandbox/people';
import { growthOfWork, LINEAR } from '../../support/work';

const model = generateDirectory({ people: 500, companies: 2 });
const today = model.referenceDate;
const organizations = new Map(
	model.employees.map(({ id }) => [id, organizationOn(model, id, today)]),
);

function pathsOf(companyId: string): Set<string> {
	const paths = new Set<string>();
	for (const employee of model.employees) {
		if (employee.companyId !== companyId) continue;
		const { Office, Department, Team } = organizations.get(employee.id)!;
		paths.add([Office, Department, Team].map((name) => name ?? '').join('/'));
	}
	return paths;
}

test('the same seed gives the same directory, another seed another one', () => {
	expect(generateDirectory({ people: 500, companies: 2 })).toEqual(model);
	expect(generateDirectory({ people: 500, companies: 2, seed: 2 }).employees).not.toEqual(
		model.employees,
	);
});

test('there are as many people and companies as were asked for', () => {
	for (const people of [1, 7, 8, 250]) {
		expect(generateDirectory({ people, companies: 3 }).employees).toHaveLength(people);
	}
	const empty = generateDirectory({ people: 10, companies: 1, emptyCompanies: 1 });
	expect(empty.companies).toHaveLength(2);
	expect(new Set(empty.employees.map(({ companyId }) => companyId)).size).toBe(1);
});

test('ids and work e-mails are unique, employment numbers are not across companies', () => {
	const emails = model.employees.flatMap(({ emailWork }) => emailWork?.toLowerCase() ?? []);
	expect(new Set(emails).size).toBe(emails.length);
	expect(new Set(model.employees.map(({ id }) => id)).size).toBe(500);
	expect(new Set(model.employmentPeriods.map(({ id }) => id)).size).toBe(
		model.employmentPeriods.length,
	);
	const ones = model.employees.filter(({ employmentNumber }) => employmentNumber === '1');
	expect(ones.map(({ companyId }) => companyId)).toEqual(model.companies.map(({ id }) => id));
});

test('the hierarchy holds the example of the mission, and Finance in a second office', () => {
	const paths = pathsOf(model.companies[0]!.id);
	for (const path of [
		'Stockholm/Finance/Payable',
		'Stockholm/Finance/Receivable',
		'Malmö/Finance/Payable',
	]) {
		expect(paths).toContain(path);
	}
});

test('fields are empty at every level for somebody', () => {
	const paths = new Set(model.companies.flatMap(({ id }) => [...pathsOf(id)]));
	expect([...paths].filter((path) => /^[^/]+\/[^/]+\/$/.test(path))).not.toEqual([]);
	expect([...paths].filter((path) => /^[^/]+\/\/[^/]+$/.test(path))).not.toEqual([]);
	expect(paths).toContain('//');
});

test('managers form one tree that crosses companies', () => {
	const companyOf = new Map(model.employees.map(({ id, companyId }) => [id, companyId]));
	const managerOf = new Map(
		model.employees.map((employee) => [employee.id, employee.immediateManagerEmployeeId]),
	);
	expect(findCircles(managerOf)).toEqual([]);
	expect(model.employees.filter((of) => of.immediateManagerEmployeeId === null)).toHaveLength(1);
	const across = model.employees.filter(({ companyId, immediateManagerEmployeeId: manager }) => {
		return manager !== null && companyOf.get(manager) !== companyId;
	});
	expect(across.length).toBeGreaterThan(2);
	const leaders = new Set(model.employees.map((of) => of.immediateManagerEmployeeId));
	const there = new Set(employedOn(model, today).map(({ id }) => id));
	expect([...leaders].filter((id) => id !== null && !there.has(id))).toEqual([]);
});

test('there are externals, people without e-mail, leavers and future starters', () => {
	const periods = model.employmentPeriods;
	expect(periods.filter((of) => of.external).length).toBeGreaterThan(10);
	expect(model.employees.filter((of) => of.emailWork === null).length).toBeGreaterThan(5);
	expect(periods.filter((of) => of.fromDate > today).length).toBeGreaterThan(3);
	expect(periods.filter((of) => of.fromDate === today).length).toBeGreaterThan(0);
	expect(periods.filter((of) => of.toDate === today).length).toBeGreaterThan(0);
	expect(employedOn(model, today).length).toBeLessThan(500 - 10);
});

test('some have moved: two values in one dimension, one after the other', () => {
	const moved = model.defaultAccounts.filter(({ tomDate }) => tomDate !== null);
	expect(moved.length).toBeGreaterThan(10);
	const { employeeId, accountDistributionId, tomDate } = moved[0]!;
	const later = model.defaultAccounts.filter(
		(of) =>
			of.employeeId === employeeId &&
			of.accountDistributionId === accountDistributionId &&
			of.fromDate > tomDate!,
	);
	expect(later).toHaveLength(1);
});

test('the work of making people grows as their number does', async () => {
	const growth = await growthOfWork(2000, (people) => () => generateDirectory({ people }));
	expect(growth).toBeLessThan(LINEAR);
});

test.each(['2026-03-02', '2026-11-28', '2027-06-15'])(
	'of the 250 people of the tour, five who are employed have no work e-mail, whatever the day: %s',
	(day) => {
		const model = generateDirectory({ people: 250, companies: 2, referenceDate: day });
		const without = employedOn(model, day).filter(({ emailWork }) => !emailWork);
		expect(without).toHaveLength(5);
	},
);
