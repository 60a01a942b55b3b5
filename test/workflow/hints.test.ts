import {
	NodeHelpers,
	Workflow,
	type INode,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { FlexHrm } from '../../nodes/FlexHrm/FlexHrm.node';
import { Winningtemp } from '../../nodes/Winningtemp/Winningtemp.node';

/** The hints that the editor shows by itself, evaluated as it does, with the parameters as they are. */

function hintsOf(nodeType: INodeType, parameters: INode['parameters']): string[] {
	const { description } = nodeType;
	const node: INode = {
		id: '1',
		name: 'Node under test',
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: withDefaults(description, parameters),
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
	});
	return (description.hints ?? [])
		.filter(({ displayCondition }) => {
			const shown = workflow.expression.getSimpleParameterValue(
				node,
				displayCondition!,
				'internal',
				{},
			);
			expect(typeof shown).toBe('boolean');
			return shown;
		})
		.map(({ message }) => message);
}

function withDefaults(
	{ properties, ...description }: INodeTypeDescription,
	parameters: INode['parameters'],
): INode['parameters'] {
	const node = { typeVersion: 1 };
	const all = { ...description, properties };
	return NodeHelpers.getNodeParameters(properties, parameters, true, false, node, all)!;
}

test('Flex HRM says that a list with a limit is a part, and only then', () => {
	const flex = new FlexHrm();
	const many = { resource: 'employee', operation: 'getMany' };
	expect(hintsOf(flex, many)).toEqual([expect.stringMatching(/marked as partial/)]);
	expect(hintsOf(flex, { ...many, returnAll: true })).toEqual([]);
	expect(hintsOf(flex, { resource: 'company', operation: 'getMany' })).toEqual([]);
});

test('Winningtemp says that a dry run has written nothing, and only of what would write', () => {
	const winningtemp = new Winningtemp();
	const dry = { options: { dryRun: true } };
	for (const [resource, operation] of [
		['user', 'upsert'],
		['group', 'upsert'],
		['directory', 'apply'],
	]) {
		const where = { resource, operation };
		expect(hintsOf(winningtemp, { ...where, ...dry })).toEqual([
			expect.stringMatching(/^Dry run: nothing was written/),
		]);
		expect(hintsOf(winningtemp, { ...where, options: { dryRun: false } })).toEqual([]);
		expect(hintsOf(winningtemp, where)).toEqual([]);
	}
	expect(hintsOf(winningtemp, { resource: 'directory', operation: 'get' })).toEqual([]);
	expect(hintsOf(winningtemp, { resource: 'file', operation: 'prepareUpload', ...dry })).toEqual(
		[],
	);
});
