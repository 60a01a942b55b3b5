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

function hintsOf(
	nodeType: INodeType,
	parameters: INode['parameters'],
	typeVersion?: number,
): string[] {
	return evaluated(nodeType, parameters, typeVersion).hints;
}

/** What the editor shows below the name of a node, and the hints, as it works them out. */
function evaluated(
	nodeType: INodeType,
	parameters: INode['parameters'],
	typeVersion = [nodeType.description.version].flat().at(-1)!,
): { subtitle: unknown; hints: string[] } {
	const { description } = nodeType;
	const node: INode = {
		id: '1',
		name: 'Node under test',
		type: description.name,
		typeVersion,
		position: [0, 0],
		parameters: withDefaults(description, parameters, typeVersion),
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
	const valueOf = (expression: string) =>
		workflow.expression.getSimpleParameterValue(node, expression, 'internal', {});
	const hints = (description.hints ?? [])
		.filter(({ displayCondition }) => {
			const shown = valueOf(displayCondition!);
			expect(typeof shown).toBe('boolean');
			return shown;
		})
		.map(({ message }) => message);
	return { subtitle: valueOf(description.subtitle!), hints };
}

function withDefaults(
	{ properties, ...description }: INodeTypeDescription,
	parameters: INode['parameters'],
	typeVersion: number,
): INode['parameters'] {
	const node = { typeVersion };
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

const WRITING = [
	['user', 'upsert'],
	['group', 'upsert'],
	['directory', 'apply'],
] as const;

describe.each([
	[2, { dryRun: true }, { dryRun: false }],
	[1, { options: { dryRun: true } }, { options: { dryRun: false } }],
])('Winningtemp, version %d', (version, dry, real) => {
	const winningtemp = new Winningtemp();
	const hints = (parameters: INode['parameters']) => hintsOf(winningtemp, parameters, version);

	test('says that a dry run has written nothing, and only of what would write', () => {
		for (const [resource, operation] of WRITING) {
			const where = { resource, operation };
			expect(hints({ ...where, ...dry })).toEqual([
				expect.stringMatching(/^Dry run: nothing was written/),
			]);
			expect(hints({ ...where, ...real })).toEqual([]);
			expect(hints(where)).toEqual([]);
		}
		expect(hints({ resource: 'directory', operation: 'get' })).toEqual([]);
		expect(hints({ resource: 'file', operation: 'prepareUpload', ...dry })).toEqual([]);
	});

	test('says DRY RUN below its name while it is on', () => {
		const subtitle = (parameters: INode['parameters']) =>
			evaluated(winningtemp, parameters, version).subtitle;
		for (const [resource, operation] of [...WRITING, ['file', 'prepareUpload']] as const) {
			const where = { resource, operation };
			const plain = `${operation}: ${resource}`;
			expect(subtitle({ ...where, ...dry })).toBe(`DRY RUN ${plain}`);
			expect(subtitle({ ...where, ...real })).toBe(plain);
			expect(subtitle(where)).toBe(plain);
		}
		// Left behind from another operation.
		expect(subtitle({ resource: 'directory', operation: 'get', ...dry })).toBe('get: directory');
	});
});

test('Dry Run is the first parameter of what writes', () => {
	const { properties, ...description } = new Winningtemp().description;
	for (const [resource, operation] of [...WRITING, ['file', 'prepareUpload']] as const) {
		const parameters = { resource, operation };
		const shown = properties.filter((property) =>
			NodeHelpers.displayParameter(
				parameters,
				property,
				{ typeVersion: 2 },
				{ ...description, properties },
			),
		);
		expect(shown.slice(0, 3).map(({ name }) => name)).toEqual(['resource', 'operation', 'dryRun']);
		expect(shown.filter(({ name }) => name === 'dryRun')).toHaveLength(1);
	}
});
