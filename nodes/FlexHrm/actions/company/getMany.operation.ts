import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { listCompanies } from '../../reading/companies';
import { connect } from '../../transport/connect';
import { connectionSettings, howMany, optionsParameter } from '../readingOptions';

export const fields = updateDisplayOptions(
	{ show: { resource: ['company'], operation: ['getMany'] } },
	[...howMany, optionsParameter()],
);

/** The companies that the API user sees, one item each. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const returnAll = this.getNodeParameter('returnAll', 0, false) as boolean;
	const limit = this.getNodeParameter('limit', 0, 50) as number;
	const options = this.getNodeParameter('options', 0, {}) as IDataObject;
	const { reader, close } = await connect(this, connectionSettings(options));
	try {
		const companies = await listCompanies(reader);
		const wanted = returnAll ? companies : companies.slice(0, limit);
		return wanted.map((company) => ({
			json: { ...company } as IDataObject,
			pairedItem: { item: 0 },
		}));
	} finally {
		close();
	}
}
