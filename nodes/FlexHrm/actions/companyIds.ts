import type { INodeProperties } from 'n8n-workflow';

/** The companies that an operation reads. */
export const companyIds: INodeProperties = {
	displayName: 'Company Names or IDs',
	name: 'companyIds',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getCompanies' },
	default: [],
	description:
		'The companies to read. Without a choice: those of the credential. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};
