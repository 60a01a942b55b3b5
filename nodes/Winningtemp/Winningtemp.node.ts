import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { fields, OPERATIONS } from './actions';
import { connect } from './actions/connect';
import { FILE_OPERATIONS } from './actions/file';
import { inputsByOperation } from './actions/file/localOperation';
import { readOptions } from './actions/operation';
import { emitErrorOnFailure, unreadable } from '../failure';
import { winningtempApiTest } from './methods/credentialTest';
import { searchGroups, searchUsers } from './methods/listSearch';

export class Winningtemp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Winningtemp',
		name: 'winningtemp',
		icon: { light: 'file:winningtemp.svg', dark: 'file:winningtemp.dark.svg' },
		group: ['output'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle:
			'={{ (["upsert", "apply", "prepareUpload"].includes($parameter["operation"]) && ($parameter["dryRun"] ?? ($parameter["options"] || {})["dryRun"]) === true ? "DRY RUN " : "") + $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Read and write users and groups in Winningtemp over SCIM 2.0, or prepare its CSV files',
		defaults: { name: 'Winningtemp' },
		usableAsTool: true,
		inputs: inputsByOperation,
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'winningtempApi',
				required: true,
				testedBy: 'winningtempApiTest',
				displayOptions: { show: { resource: ['connection', 'directory', 'group', 'user'] } },
			},
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Connection', value: 'connection' },
					{ name: 'Directory', value: 'directory' },
					{ name: 'File', value: 'file' },
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
				displayOptions: { show: { resource: ['connection'] } },
				options: [
					{
						name: 'Check',
						value: 'check',
						description:
							'Find out what the tenant supports and what is to be settled before the first run. Writes nothing.',
						action: 'Check before the start',
					},
				],
				default: 'check',
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
				displayOptions: { show: { resource: ['file'] } },
				options: [
					{
						name: 'Confirm',
						value: 'confirm',
						description: 'Say of each planned change whether it is in the uploaded files',
						action: 'Confirm an upload',
					},
					{
						name: 'Create Rows',
						value: 'createRows',
						description:
							'Make the rows of a new file: those of the last one with the plan carried out',
						action: 'Create the rows of a file',
					},
					{
						name: 'Find',
						value: 'find',
						description: 'Pick the files that were uploaded last out of a folder',
						action: 'Find the last files',
					},
					{
						name: 'Prepare Upload',
						value: 'prepareUpload',
						description: 'Give finished files the paths by which an upload is safe at any moment',
						action: 'Prepare an upload',
					},
					{
						name: 'Read Rows',
						value: 'readRows',
						description:
							'Turn the rows of the last files into the directory that the Sync Planner needs',
						action: 'Read the rows of files',
					},
				],
				default: 'readRows',
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
						description: 'Delete a group; the people in it stay',
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
						description:
							'Switch a user off, so that nobody can log in as the user; everything is kept',
						action: 'Deactivate a user',
					},
					{
						name: 'Delete',
						value: 'delete',
						description: 'Delete a user; to be able to undo it, deactivate instead',
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
			...[...FILE_OPERATIONS.values()].flatMap((operation) => operation.fields),
			...fields,
		],
		hints: [
			{
				message: 'Dry run: nothing was written. Switch off Dry Run to make these changes.',
				displayCondition:
					'={{ ["upsert", "apply"].includes($parameter["operation"]) && ($parameter["dryRun"] ?? ($parameter["options"] || {})["dryRun"]) === true }}',
				location: 'outputPane',
				whenToDisplay: 'afterExecution',
			},
		],
	};

	methods = {
		credentialTest: { winningtempApiTest },
		listSearch: { searchGroups, searchUsers },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const resource = this.getNodeParameter('resource', 0) as string;
		const name = this.getNodeParameter('operation', 0) as string;
		const result = await emitErrorOnFailure(this, async () => [
			await perform(this, resource, name),
		]);
		const [failed] = result[0]!;
		const isSplit = this.getNode().onError === 'continueErrorOutput';
		if (isSplit && failed?.error && DIRECTORIES.has(`${resource}:${name}`)) {
			result[0]!.push(unreadable(failed.error));
		}
		return result;
	}
}

/** What the Sync Planner takes for all that Winningtemp has. */
const DIRECTORIES = new Set(['directory:get', 'file:readRows']);

async function perform(
	context: IExecuteFunctions,
	resource: string,
	name: string,
): Promise<INodeExecutionData[]> {
	if (resource === 'file') return await FILE_OPERATIONS.get(name)!.execute(context);
	const operation = OPERATIONS.get(`${resource}:${name}`)!;
	const connection = await connect(context, readOptions(context));
	// Whatever it does to the directory, an earlier reading may not be what is there any more.
	if (resource !== 'directory') delete connection.memory.reading;
	return await operation.execute(context, connection).finally(() => connection.client.close());
}
