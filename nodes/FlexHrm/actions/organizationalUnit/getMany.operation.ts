import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { resolveCompanies } from '../../reading/companies';
import { parseCompanies } from '../../reading/company';
import { readOrganizationalUnits, type TreeSource } from '../../reading/organizationalUnits';
import { connect } from '../../transport/connect';
import { companyIds } from '../companyIds';
import { connectionSettings, howMany, optionsParameter } from '../readingOptions';

const path: INodeProperties = {
	displayName: 'Path',
	name: 'path',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. /companies/{companyId}/organizationtree',
	description:
		'The path of the organization tree (Organisationsträd) in the web API of your Flex. Flex does not publish it: ask Flex support. {companyId} is replaced by the ID of each company.',
};

const fieldNames: INodeProperties[] = [
	{
		displayName: 'Account Field',
		name: 'accountField',
		type: 'string',
		default: 'AccountId',
		description:
			'The field with the account (name, code or ID) that the people of a node have. It comes out as value.',
	},
	{
		displayName: 'Dimension Field',
		name: 'dimensionField',
		type: 'string',
		default: 'AccountDistributionId',
		description: 'The field with the dimension of that account. It comes out as dimension.',
	},
	{
		displayName: 'ID Field',
		name: 'idField',
		type: 'string',
		default: 'Id',
		description: 'The field with the ID of a node',
	},
	{
		displayName: 'Name Field',
		name: 'nameField',
		type: 'string',
		default: 'Name',
		description: 'The field with the name of a node',
	},
	{
		displayName: 'Parent Field',
		name: 'parentField',
		type: 'string',
		default: 'ParentId',
		description: 'The field with the ID of the node above. Nested lists of nodes need none.',
	},
];

export const fields = updateDisplayOptions(
	{ show: { resource: ['organizationalUnit'], operation: ['getMany'] } },
	[path, companyIds, ...howMany, optionsParameter(fieldNames)],
);

/**
 * The nodes of Flex's own tree, one item each, as the Hierarchy Builder reads groups with Parent IDs:
 * `groupId`, `groupName`, `parentGroupId`, `value` and `dimension`; the node as Flex sent it is in `Node`.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const chosen = parseCompanies(this.getNodeParameter('companyIds', 0, []));
	const returnAll = this.getNodeParameter('returnAll', 0, false) as boolean;
	const limit = this.getNodeParameter('limit', 0, 50) as number;
	const options = this.getNodeParameter('options', 0, {}) as IDataObject;
	const source: TreeSource = {
		path: String(this.getNodeParameter('path', 0, '')),
		idField: String(options.idField ?? 'Id'),
		nameField: String(options.nameField ?? 'Name'),
		parentField: String(options.parentField ?? 'ParentId'),
		accountField: String(options.accountField ?? 'AccountId'),
		dimensionField: String(options.dimensionField ?? 'AccountDistributionId'),
	};
	const { reader, credentials, close } = await connect(this, connectionSettings(options));
	try {
		const given = chosen.length > 0 ? chosen : parseCompanies(credentials.companyIds);
		const companies = await resolveCompanies(reader, given);
		const units = await Promise.all(
			companies.map(async (company) => await readOrganizationalUnits(reader, company, source)),
		);
		const all = units.flat();
		return (returnAll ? all : all.slice(0, limit)).map((unit) => ({
			json: unit as unknown as IDataObject,
			pairedItem: { item: 0 },
		}));
	} finally {
		close();
	}
}
