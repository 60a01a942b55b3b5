import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { compareText } from '../../../directory/common/text';
import { asNodeError } from '../../failure';
import { listCompanies } from '../reading/companies';
import { textOf } from '../reading/row';
import { connect } from '../transport/connect';

/** The companies that the API user sees, for choosing from. */
export async function getCompanies(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const { reader } = await connect(this, {
			pageSize: 100,
			concurrency: 2,
			maxReadAttempts: 3,
			maxTries: 2,
		});
		return (await listCompanies(reader))
			.flatMap(({ Id, CompanyNumber, Name }) => {
				const value = textOf(Id) ?? textOf(CompanyNumber);
				if (value === null) return [];
				const number = textOf(CompanyNumber);
				return [
					{ name: `${textOf(Name) ?? value}${number === null ? '' : ` (${number})`}`, value },
				];
			})
			.sort((a, b) => compareText(a.name, b.name));
	} catch (error) {
		throw asNodeError(this.getNode(), error);
	}
}
