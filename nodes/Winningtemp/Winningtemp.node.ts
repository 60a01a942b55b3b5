import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { fields, OPERATIONS } from './actions';
import { connect } from './actions/connect';
import { asNodeError } from './actions/errors';
import { readOptions } from './actions/operation';
import { winningtempApiTest } from './methods/credentialTest';
import { searchGroups, searchUsers } from './methods/listSearch';

export class Winningtemp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Winningtemp',
		name: 'winningtemp',
		icon: { light: 'file:winningtemp.svg', dark: 'file:winningtemp.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and write users and groups in Winningtemp over SCIM 2.0',
		defaults: { name: 'Winningtemp' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'winningtempApi', required: true, testedBy: 'winningtempApiTest' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Directory', value: 'directory' },
					{ name: 'Group', value: 'group' },
					{ name: 'User', value: 'user' },
				],
				default: 'user',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['directory'] } },
				options: [
					{
						name: 'Apply',
						value: 'apply',
						description: 'Make the changes that the Sync Planner planned, in a safe order',
						action: 'Apply changes',
					},
					{
						name: 'Get',
						value: 'get',
						description: 'Get all groups and users, as the Sync Planner needs them',
						action: 'Get the whole directory',
					},
				],
				default: 'get',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['group'] } },
				options: [
					{
						name: 'Create or Update',
						value: 'upsert',
						description:
							'Create a new record, or update the current one if it already exists (upsert)',
						action: 'Create or update groups',
					},
					{
						name: 'Delete',
						value: 'delete',
						description: 'Delete a group permanently',
						action: 'Delete a group',
					},
					{
						name: 'Get',
						value: 'get',
						description: 'Retrieve one group',
						action: 'Get a group',
					},
					{
						name: 'Get Many',
						value: 'getMany',
						description: 'Retrieve a list of groups',
						action: 'Get many groups',
					},
				],
				default: 'upsert',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['user'] } },
				options: [
					{
						name: 'Create or Update',
						value: 'upsert',
						description:
							'Create a new record, or update the current one if it already exists (upsert)',
						action: 'Create or update users',
					},
					{
						name: 'Deactivate',
						value: 'deactivate',
						description: 'Switch a user off, without deleting anything',
						action: 'Deactivate a user',
					},
					{
						name: 'Delete',
						value: 'delete',
						description: 'Delete a user permanently',
						action: 'Delete a user',
					},
					{
						name: 'Get',
						value: 'get',
						description: 'Retrieve one user',
						action: 'Get a user',
					},
					{
						name: 'Get Many',
						value: 'getMany',
						description: 'Retrieve a list of users',
						action: 'Get many users',
					},
				],
				default: 'upsert',
			},
			...fields,
		],
	};

	methods = {
		credentialTest: { winningtempApiTest },
		listSearch: { searchGroups, searchUsers },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const resource = this.getNodeParameter('resource', 0) as string;
		const name = this.getNodeParameter('operation', 0) as string;
		try {
			const operation = OPERATIONS.get(`${resource}:${name}`)!;
			const connection = await connect(this, readOptions(this));
			return [await operation.execute(this, connection)];
		} catch (error) {
			throw asNodeError(this.getNode(), error);
		}
	}
}
