import { addTo } from '../../../directory/common/lists';
import { UserError } from '../../../directory/model/userError';
import type { Company } from './company';
import type { FlexReader } from './reader';
import { fieldOf, idKey, isRow, textOf, type Row } from './row';

/** Where Flex's own tree (Organisationsträd) is, and what its fields are called. */
export interface TreeSource {
	/** Under the address of the API; `{companyId}` is replaced by the company's GUID. */
	path: string;
	idField: string;
	nameField: string;
	parentField: string;
	/** With the id of the account that the people of a node have, and of the dimension it is in. */
	accountField: string;
	dimensionField: string;
}

/** A node of the tree, as the Hierarchy Builder reads groups by default. */
export interface OrganizationalUnit {
	groupId: string;
	groupName: string;
	/** `null` for a node right below the company. */
	parentGroupId: string | null;
	/** What the people of the node have, and in which dimension; `null` where Flex does not say. */
	value: string | null;
	dimension: string | null;
	CompanyId: string | null;
	/** The node as Flex sent it, without the nodes below it. */
	Node: Row;
}

/**
 * Reads Flex's own tree of a company: a flat list with the id of the node above, or nested lists.
 * Neither the path nor the names of the fields are public (docs/questions.md#questions-to-flex), so that both are given.
 *
 * @returns parents before children
 * @throws UserError `input` without a path, `unreadable` where nothing is there, `unknownForm`
 */
export async function readOrganizationalUnits(
	reader: FlexReader,
	company: Company,
	source: TreeSource,
): Promise<OrganizationalUnit[]> {
	const path = pathOf(source.path, company);
	const what = `organisational tree of the company ${company.label}`;
	const rows = await reader.list(path, company.query, what).catch((error: unknown) => {
		if (!(error instanceof UserError) || error.code !== 'notFound') throw error;
		throw new UserError(
			`Flex has no organisational tree at ${path} (status ${error.status})`,
			'Ask Flex support for the path of the organisation tree in the web API, and enter it under Path. Without it, build the groups from the organisational fields.',
			'unreadable',
			error.status,
		);
	});
	return parentsFirst(flattened(rows, source, company), company);
}

function pathOf(given: string, company: Company): string {
	const path = `/${given.trim().replace(/^\/+|(?<!\/)\/+$/g, '')}`;
	if (path === '/' || /[?#]|\/\//.test(path)) {
		throw new UserError(
			'Path is not the path of a list',
			'Enter the path of Flex’s organisation tree in the web API, such as /companies/{companyId}/organizationtree. Flex support knows its name.',
			'input',
		);
	}
	if (!path.includes('{companyId}')) return path;
	if (company.id === null) {
		throw new UserError(
			`The id of the company ${company.label} is not known`,
			'Enter the id (a GUID) of the company in Company IDs: the path needs it.',
			'input',
		);
	}
	return path.replaceAll('{companyId}', encodeURIComponent(company.id));
}

/** Each node once, with the node above it; nested lists of nodes are taken apart. */
function flattened(rows: readonly Row[], source: TreeSource, company: Company) {
	const units: OrganizationalUnit[] = [];
	const open = rows.map((row): [Row, string | null] => [row, null]).reverse();
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const [row, above] = next;
		const groupId = textOf(fieldOf(row, source.idField));
		if (groupId === null) throw lacksField('id', source.idField, row);
		const children: Row[] = [];
		const fields: Row = {};
		for (const [name, value] of Object.entries(row)) {
			const isNested = Array.isArray(value) && value.length > 0 && value.every(isRow);
			if (isNested && value.every((one) => textOf(fieldOf(one, source.idField)) !== null)) {
				children.push(...value);
			} else fields[name] = value;
		}
		const name = textOf(fieldOf(row, source.nameField));
		units.push({
			groupId,
			groupName: name ?? groupId,
			parentGroupId: textOf(fieldOf(row, source.parentField)) ?? above,
			value: textOf(fieldOf(row, source.accountField)),
			dimension: textOf(fieldOf(row, source.dimensionField)),
			CompanyId: company.id,
			Node: fields,
		});
		for (const child of children.reverse()) open.push([child, groupId]);
	}
	return units;
}

/** @throws UserError `unknownForm` for a node that is above itself, or below one that is not there */
function parentsFirst(units: OrganizationalUnit[], company: Company): OrganizationalUnit[] {
	const below = new Map<string | null, OrganizationalUnit[]>();
	const known = new Set(units.map(({ groupId }) => idKey(groupId)));
	for (const unit of units) {
		const parent = idKey(unit.parentGroupId);
		// The node above all others may be the company itself, which is no node.
		const above = parent !== null && known.has(parent) ? parent : null;
		if (above === null) unit.parentGroupId = null;
		addTo(below, above, unit);
	}
	const inOrder = [...(below.get(null) ?? [])];
	for (const unit of inOrder) inOrder.push(...(below.get(idKey(unit.groupId)) ?? []));
	if (inOrder.length === units.length) return inOrder;
	throw new UserError(
		`The organisational tree of the company ${company.label} has nodes that are above each other`,
		'Check the field names under Options: Parent Field must hold the id of the node above.',
		'unknownForm',
	);
}

function lacksField(what: string, field: string, row: Row): UserError {
	return new UserError(
		`A node of the organisational tree has no ${what} in the field ${field}`,
		`Correct the field names under Options. Flex sent these: ${Object.keys(row).sort().join(', ')}.`,
		'unknownForm',
	);
}
