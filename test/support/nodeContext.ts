import {
	NodeHelpers,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';

interface Given {
	/** The items of each input. */
	inputs?: object[][];
	timeZone?: string;
	typeVersion?: number;
	credential?: string;
	/** The object that n8n keeps the workflow's static data in: one for each execution. */
	execution?: IDataObject;
}

/** What a node sees of n8n, as far as it needs no engine: its parameters with their defaults, and its items. */
export function nodeContext(
	{ description }: INodeType,
	parameters: INodeParameters = {},
	{ inputs = [[]], timeZone = 'UTC', typeVersion, credential, execution = {} }: Given = {},
) {
	const hints: string[] = [];
	const node: INode = {
		id: '1',
		name: 'Node under test',
		type: description.name,
		typeVersion: typeVersion ?? [description.version].flat().at(-1)!,
		position: [0, 0],
		parameters,
		...(credential === undefined
			? {}
			: { credentials: { [description.credentials![0]!.name]: { id: credential, name: '' } } }),
	};
	const all = NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		true,
		false,
		node,
		description,
	)!;
	const context = {
		getNode: () => node,
		getTimezone: () => timeZone,
		getMode: () => 'trigger',
		getParentNodes: () => [],
		getWorkflowStaticData: () => execution,
		getInputData: (input = 0) => (inputs[input] ?? []).map((json) => ({ json })),
		getNodeParameter: (name: string, _index: number, fallback?: unknown) =>
			valueAt(all, name) ?? fallback,
		addExecutionHints: (...given: Array<{ message: string }>) => {
			hints.push(...given.map(({ message }) => message));
		},
		logger: { debug: () => undefined },
		continueOnFail: () => false,
	};
	return { context: context as unknown as IExecuteFunctions, hints };
}

/** A value by its path, such as `options.pageSize` or `attributes.values[0].name`. */
function valueAt(values: unknown, path: string): unknown {
	return path
		.split(/[.[\]]+/)
		.filter((part) => part !== '')
		.reduce<unknown>(
			(value, part) => (value as Record<string, unknown> | undefined)?.[part],
			values,
		);
}
