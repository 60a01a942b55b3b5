import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { EmployeeMapper } from '../../../nodes/EmployeeMapper/EmployeeMapper.node';
import { FlexHrm } from '../../../nodes/FlexHrm/FlexHrm.node';
import { HierarchyBuilder } from '../../../nodes/HierarchyBuilder/HierarchyBuilder.node';
import { SyncPlanner } from '../../../nodes/SyncPlanner/SyncPlanner.node';
import { SyncReport } from '../../../nodes/SyncReport/SyncReport.node';
import { Winningtemp } from '../../../nodes/Winningtemp/Winningtemp.node';

/** What each node says of itself to n8n. Saved workflows and the editor depend on it. */

const expected: Array<[string, new () => INodeType, Partial<INodeTypeDescription>]> = [
	[
		'Employee Mapper',
		EmployeeMapper,
		{
			name: 'employeeMapper',
			icon: { light: 'file:employeeMapper.svg', dark: 'file:employeeMapper.dark.svg' },
			group: ['transform'],
			version: [1, 2, 3],
			inputs: ['main'],
			outputs: ['main', 'main'],
			outputNames: ['People', 'Skipped'],
		},
	],
	[
		'Flex HRM',
		FlexHrm,
		{
			name: 'flexHrm',
			icon: { light: 'file:flexHrm.svg', dark: 'file:flexHrm.dark.svg' },
			group: ['input'],
			version: [1],
			subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'flexHrmApi', required: true, testedBy: 'flexHrmApiTest' }],
		},
	],
	[
		'Hierarchy Builder',
		HierarchyBuilder,
		{
			name: 'hierarchyBuilder',
			icon: { light: 'file:hierarchyBuilder.svg', dark: 'file:hierarchyBuilder.dark.svg' },
			group: ['transform'],
			version: [1],
			inputs: ['main'],
			outputs: ['main', 'main', 'main'],
			outputNames: ['Groups', 'Users', 'Issues'],
		},
	],
	[
		'Sync Planner',
		SyncPlanner,
		{
			name: 'syncPlanner',
			icon: { light: 'file:syncPlanner.svg', dark: 'file:syncPlanner.dark.svg' },
			group: ['transform'],
			version: [1, 2],
			inputNames: ['Groups', 'Users', 'Issues', 'Current'],
			outputs: ['main', 'main', 'main', 'main'],
			outputNames: ['Changes', 'Held', 'Issues', 'Summary'],
		},
	],
	[
		'Sync Report',
		SyncReport,
		{
			name: 'syncReport',
			icon: { light: 'file:syncReport.svg', dark: 'file:syncReport.dark.svg' },
			group: ['transform'],
			version: [1],
			outputs: ['main'],
		},
	],
	[
		'Winningtemp',
		Winningtemp,
		{
			name: 'winningtemp',
			icon: { light: 'file:winningtemp.svg', dark: 'file:winningtemp.dark.svg' },
			group: ['output'],
			version: [1, 2],
			outputs: ['main'],
			credentials: [
				{
					name: 'winningtempApi',
					required: true,
					testedBy: 'winningtempApiTest',
					displayOptions: { show: { resource: ['connection', 'directory', 'group', 'user'] } },
				},
			],
		},
	],
];

test.each(expected)('%s: name, icons, versions, inputs and outputs', (name, Node, says) => {
	const described = new Node().description;
	expect(described).toMatchObject({ displayName: name, defaults: { name }, ...says });
	expect(described.properties.length).toBeGreaterThan(1);
});

/** The operations of each resource, as the panel lists them: the name and what is saved. */
function operationsOf({ description }: INodeType): Record<string, string[]> {
	const lists = description.properties.filter(({ name }) => name === 'operation');
	return Object.fromEntries(
		lists.map(
			({ displayName, type, noDataExpression, default: first, displayOptions, options }) => {
				expect([displayName, type, noDataExpression]).toEqual(['Operation', 'options', true]);
				const named = (options as Array<{ name: string; value: string }>).map(
					({ name, value }) => `${name} = ${value}${value === first ? ' (default)' : ''}`,
				);
				return [String(displayOptions!.show!.resource), named];
			},
		),
	);
}

test('Flex HRM: resources and operations', () => {
	const node = new FlexHrm();
	expect(node.description.properties[0]).toMatchObject({
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'employee',
		options: [
			{ name: 'Company', value: 'company' },
			{ name: 'Connection', value: 'connection' },
			{ name: 'Employee', value: 'employee' },
			{ name: 'Organizational Unit', value: 'organizationalUnit' },
		],
	});
	expect(operationsOf(node)).toEqual({
		employee: ['Get = get', 'Get Many = getMany (default)'],
		company: ['Get Many = getMany (default)'],
		connection: ['Check = check (default)'],
		organizationalUnit: ['Get Many = getMany (default)'],
	});
});

test('Winningtemp: resources and operations', () => {
	const node = new Winningtemp();
	expect(node.description.properties[0]).toMatchObject({
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'user',
		options: [
			{ name: 'Connection', value: 'connection' },
			{ name: 'Directory', value: 'directory' },
			{ name: 'File', value: 'file' },
			{ name: 'Group', value: 'group' },
			{ name: 'User', value: 'user' },
		],
	});
	expect(operationsOf(node)).toEqual({
		connection: ['Check = check (default)'],
		directory: ['Apply = apply', 'Get = get (default)'],
		file: [
			'Confirm = confirm',
			'Create Rows = createRows',
			'Find = find',
			'Load Export = loadExport',
			'Prepare Upload = prepareUpload',
			'Read Rows = readRows (default)',
		],
		group: [
			'Create or Update = upsert (default)',
			'Delete = delete',
			'Get = get',
			'Get Many = getMany',
		],
		user: [
			'Create or Update = upsert (default)',
			'Deactivate = deactivate',
			'Delete = delete',
			'Get = get',
			'Get Many = getMany',
		],
	});
});
