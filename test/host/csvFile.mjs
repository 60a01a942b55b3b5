import { employedOn, employmentTypeOn, organizationOn } from '../sandbox/flex/changes.ts';

const GENDERS = { 1: 'Male', 2: 'Female' };

/**
 * The employed people as a file of another HR system, with the columns that the template
 * `csv-to-winningtemp.json` reads. No value of the invented people needs quotes.
 */
export function csvOf(model, day) {
	const records = employedOn(model, day).map((one) => {
		const { Office, Department, Team } = organizationOn(model, one.id, day);
		return {
			'Employee ID': one.id,
			'First name': one.firstName,
			'Last name': one.lastName,
			Email: one.emailWork,
			Gender: GENDERS[one.gender],
			Birthday: one.dateOfBirth,
			'Manager ID': one.immediateManagerEmployeeId,
			'Employment type': employmentTypeOn(model, one.id, day),
			Office,
			Department,
			Team,
		};
	});
	return fileOf(records);
}

/**
 * Flex's own tree as a file, with the columns that the template `flex-tree-to-winningtemp.json` reads:
 * the offices, and below each all departments.
 */
export function treeOf({ accountDistributions, accounts }) {
	const namesIn = (dimension) => {
		const ids = accountDistributions.filter(({ name }) => name === dimension).map(({ id }) => id);
		const of = accounts.filter((one) => ids.includes(one.accountDistributionId));
		return [...new Set(of.map(({ name }) => name))];
	};
	const node = (groupId, groupName, parentGroupId, dimension) => ({
		...{ groupId, groupName, parentGroupId, dimension },
		value: groupName,
	});
	return fileOf(
		namesIn('Office').flatMap((office) => [
			node(office, office, '', 'Office'),
			...namesIn('Department').map((name) => node(`${office}/${name}`, name, office, 'Department')),
		]),
	);
}

function fileOf(records) {
	const columns = Object.keys(records[0]);
	const rows = records.map((record) => columns.map((column) => record[column] ?? ''));
	return [columns, ...rows].map((row) => `${row.join(';')}\n`).join('');
}
