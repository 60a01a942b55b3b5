import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
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

const UPSERT = 'Create a new record, or update the current one if it already exists (upsert)';

/** The choice of an operation of one resource. */
function operations(
	resource: string,
	initial: string,
	rows: ReadonlyArray<[name: string, value: string, description: string, action: string]>,
): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: rows.map(([name, value, description, action]) => ({
			name,
			value,
			description,
			action,
		})),
		default: initial,
	};
}

export class Winningtemp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Winningtemp',
		name: 'winningtemp',
		icon: { light: 'file:winningtemp.svg', dark: 'file:winningtemp.dark.svg' },
		group: ['output'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle:
			'={{ (["upsert", "apply", "prepareUpload", "loadExport"].includes($parameter["operation"]) && ($parameter["dryRun"] ?? ($parameter["options"] || {})["dryRun"]) === true ? "DRY RUN " : "") + $parameter["operation"] + ": " + $parameter["resource"] }}',
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
			operations('connection', 'check', [
				[
					'Check',
					'check',
					'Find out what the tenant supports and what to settle before the first run. Writes nothing.',
					'Check before the start',
				],
			]),
			operations('directory', 'get', [
				[
					'Apply',
					'apply',
					'Make the changes that the Sync Planner planned, in a safe order',
					'Apply changes',
				],
				[
					'Get',
					'get',
					'Get all groups and users, as the Sync Planner needs them',
					'Get the whole directory',
				],
			]),
			operations('file', 'readRows', [
				[
					'Confirm',
					'confirm',
					'Check for each planned change whether it is in the uploaded files',
					'Confirm an upload',
				],
				[
					'Create Rows',
					'createRows',
					'Make the rows of a new file: those of the last file with the planned changes',
					'Create the rows of a file',
				],
				[
					'Find',
					'find',
					'Pick the files that were uploaded last out of a folder',
					'Find the last files',
				],
				[
					'Load Export',
					'loadExport',
					'Check an export of the existing users, which the first run then compares with',
					'Load an export of existing users',
				],
				[
					'Prepare Upload',
					'prepareUpload',
					'Give finished files the paths for a safe upload',
					'Prepare an upload',
				],
				[
					'Read Rows',
					'readRows',
					'Turn the rows of the last files into the directory that the Sync Planner needs',
					'Read the rows of files',
				],
			]),
			operations('group', 'upsert', [
				['Create or Update', 'upsert', UPSERT, 'Create or update groups'],
				['Delete', 'delete', 'Delete a group; the people in it stay', 'Delete a group'],
				['Get', 'get', 'Retrieve one group', 'Get a group'],
				['Get Many', 'getMany', 'Retrieve a list of groups', 'Get many groups'],
			]),
			operations('user', 'upsert', [
				['Create or Update', 'upsert', UPSERT, 'Create or update users'],
				[
					'Deactivate',
					'deactivate',
					'Make a user inactive, so that nobody can log in as the user; all data stays',
					'Deactivate a user',
				],
				[
					'Delete',
					'delete',
					'Delete a user; to be able to undo it, deactivate instead',
					'Delete a user',
				],
				['Get', 'get', 'Retrieve one user', 'Get a user'],
				['Get Many', 'getMany', 'Retrieve a list of users', 'Get many users'],
			]),
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
		const result = await emitErrorOnFailure(this, this.continueOnFail(), async () => [
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
	// Whatever it does to the directory, an earlier reading may no longer be what is there.
	if (resource !== 'directory') delete connection.memory.reading;
	return await operation.execute(context, connection).finally(() => connection.client.close());
}
