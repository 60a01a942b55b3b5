import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { operationFields, operationOf } from './actions';
import { asNodeError } from '../failure';
import { flexHrmApiTest } from './methods/credentialTest';
import { searchEmployees } from './methods/listSearch';
import { getCompanies, getDimensions } from './methods/loadOptions';

export class FlexHrm implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Flex HRM',
		name: 'flexHrm',
		icon: { light: 'file:flexHrm.svg', dark: 'file:flexHrm.dark.svg' },
		group: ['input'],
		version: [1],
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Read employees, companies and the organization tree from Flex HRM',
		defaults: { name: 'Flex HRM' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'flexHrmApi', required: true, testedBy: 'flexHrmApiTest' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Company', value: 'company' },
					{ name: 'Connection', value: 'connection' },
					{ name: 'Employee', value: 'employee' },
					{ name: 'Organizational Unit', value: 'organizationalUnit' },
				],
				default: 'employee',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['employee'] } },
				options: [
					{
						name: 'Get',
						value: 'get',
						action: 'Get an employee',
						description: 'Look up one employee by ID, employment number or work e-mail',
					},
					{
						name: 'Get Many',
						value: 'getMany',
						action: 'Get many employees',
						description: 'Read the employees of one or several companies, completely or not at all',
					},
				],
				default: 'getMany',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['company'] } },
				options: [
					{
						name: 'Get Many',
						value: 'getMany',
						action: 'Get many companies',
						description: 'List the companies that the API user sees',
					},
				],
				default: 'getMany',
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
						action: 'Check before the start',
						description:
							'Find out what the API user may read and what to settle before the first run. Writes nothing.',
					},
				],
				default: 'check',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['organizationalUnit'] } },
				options: [
					{
						name: 'Get Many',
						value: 'getMany',
						action: 'Get many organizational units',
						description: "Read Flex's own organization tree, where your Flex gives it",
					},
				],
				default: 'getMany',
			},
			...operationFields,
		],
		hints: [
			{
				message:
					'Only up to Limit employees are read, and the list is marked as partial. Switch on Return All before anything is synchronised.',
				displayCondition:
					'={{ $parameter["resource"] === "employee" && $parameter["operation"] === "getMany" && !$parameter["returnAll"] }}',
				location: 'outputPane',
				whenToDisplay: 'always',
			},
		],
	};

	methods = {
		loadOptions: { getCompanies, getDimensions },
		listSearch: { searchEmployees },
		credentialTest: { flexHrmApiTest },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const resource = this.getNodeParameter('resource', 0) as string;
		const name = this.getNodeParameter('operation', 0) as string;
		const operation = operationOf(resource, name);
		if (operation === undefined) {
			throw new NodeOperationError(
				this.getNode(),
				`Flex HRM has no operation ${resource}: ${name}`,
			);
		}
		try {
			return [await operation.execute.call(this)];
		} catch (error) {
			const failure = asNodeError(this.getNode(), error, 0);
			if (!this.continueOnFail()) throw failure;
			return [[{ json: { error: failure.message }, error: failure, pairedItem: { item: 0 } }]];
		}
	}
}
