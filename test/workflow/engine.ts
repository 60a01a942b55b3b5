import {
	CredentialTestContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
	type IBinaryData,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ExecuteWorkflowOptions,
	type ICredentialType,
	type IDataObject,
	type IExecuteData,
	type IExecuteWorkflowInfo,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
	type ILoadOptionsFunctions,
	type INode,
	type INodeCredentialsDetails,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypes,
	type IRequestOptionsSimplified,
	type IRun,
	type ITaskData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type NodeParameterValueType,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import stockCredentials from 'n8n-nodes-base/dist/known/credentials.json';
import stockNodes from 'n8n-nodes-base/dist/known/nodes.json';
import ownPackage from '../../package.json';

/**
 * Runs workflows on n8n's own execution engine inside this process, with this package's nodes and
 * the stock nodes of n8n-nodes-base, and nothing of n8n's server: no database, no editor.
 */

/** Decrypted credential values by credential type, e.g. `{ flexHrmApi: { baseUrl: … } }`. */
export type Credentials = Record<string, ICredentialDataDecryptedObject>;

/** The part of a workflow that a template file holds. */
export interface WorkflowFile {
	name?: string;
	nodes: INode[];
	connections: IWorkflowBase['connections'];
	settings?: IWorkflowBase['settings'];
}

export interface RunOptions {
	credentials?: Credentials;
	/** Of single nodes, by their names: where two nodes of one type have a credential each. */
	ownCredentials?: Record<string, Credentials>;
	/** Name of the node to start at; default: the Manual Trigger, else the first trigger. */
	startNode?: string;
	/** Items that the start node gets, by input; default: one empty item. */
	inputs?: INodeExecutionData[][];
	/** Where this package's nodes come from: its sources (jest compiles them) or the built `dist`. */
	from?: 'source' | 'dist';
	mode?: WorkflowExecuteMode;
	/** What the workflow remembers from run to run; as n8n does, a run by hand leaves it as it is. */
	staticData?: IDataObject;
	/** Called as nodes finish, with the number of items they gave. */
	onNode?: (name: string, items: number, milliseconds: number) => void;
	/** Called with what a node answers to the call of a webhook. */
	onResponse?: (response: IN8nHttpFullResponse) => void;
	/** Called with what a node of a run by hand writes to the console of the browser. */
	onConsole?: (message: string) => void;
	/** Abort it to cancel the execution as the editor's stop button does. */
	signal?: AbortSignal;
	/** Workflows that the workflow may run, by id; each starts at its trigger for that. */
	subWorkflows?: Record<string, { file: WorkflowFile; credentials: Credentials }>;
}

/** What a run left behind, by node. Asking for a node that the workflow does not have is an error. */
export class Run {
	constructor(
		readonly data: IRun,
		private readonly workflow: WorkflowFile,
	) {}

	/** The error that ended the run, if one did. */
	get error(): Error | undefined {
		return this.data.data.resultData.error as Error | undefined;
	}

	/** Name of the node that ran last. */
	get lastNode(): string | undefined {
		return this.data.data.resultData.lastNodeExecuted;
	}

	/** Names of the nodes that ran, in the order they finished. */
	get nodes(): string[] {
		const runs = Object.entries(this.data.data.resultData.runData);
		return runs
			.flatMap(([name, tasks]) => tasks.map((task) => ({ name, index: task.executionIndex })))
			.sort((a, b) => a.index - b.index)
			.map(({ name }) => name);
	}

	/** Whether the workflow has a node of this name. */
	has(node: string): boolean {
		return this.workflow.nodes.some(({ name }) => name === node);
	}

	/** How often a node ran. */
	timesRun(node: string): number {
		return this.tasks(node).length;
	}

	/** The raw items of one output of a node's last run; none if it did not run. */
	output(node: string, output = 0): INodeExecutionData[] {
		return this.tasks(node).at(-1)?.data?.main?.[output] ?? [];
	}

	/** The JSON of the items of one output of a node's last run. */
	json<T = IDataObject>(node: string, output = 0): T[] {
		return this.output(node, output).map((item) => item.json as T);
	}

	/** Messages that the node gave to the editor. */
	hints(node: string): string[] {
		return (this.tasks(node).at(-1)?.hints ?? []).map((hint) => hint.message);
	}

	/** Milliseconds that the node took. */
	milliseconds(node: string): number {
		return this.tasks(node).reduce((sum, task) => sum + task.executionTime, 0);
	}

	private tasks(node: string): ITaskData[] {
		if (!this.has(node)) throw new Error(`The workflow has no node “${node}”`);
		return this.data.data.resultData.runData[node] ?? [];
	}
}

/** Runs a whole workflow, from its trigger to its end. An error inside is in the result, not thrown. */
export async function runWorkflow(file: WorkflowFile, options: RunOptions = {}): Promise<Run> {
	const nodeTypes = await NodeTypes.load(
		file.nodes.map((node) => node.type),
		options.from ?? 'source',
	);
	const credentialTypes = await loadCredentialTypes(options.credentials, options.from ?? 'source');
	const workflow = new Workflow({
		id: 'workflow-under-test',
		name: file.name ?? 'Workflow under test',
		nodes: withCredentials(file.nodes, nodeTypes, options),
		connections: file.connections,
		active: false,
		nodeTypes,
		staticData: structuredClone(options.staticData ?? {}),
		settings: { executionOrder: 'v1', ...file.settings },
	});
	const start = startNodeOf(workflow, options.startNode);
	const mode = options.mode ?? 'manual';
	const additionalData = additionalDataFor(
		new CredentialsHelper(credentialTypes, options.credentials ?? {}, options.ownCredentials),
		file,
		mode,
		options,
	);
	const stack: IExecuteData[] = [
		{ node: start, data: { main: options.inputs ?? [[{ json: {} }]] }, source: null },
	];
	const execution = new WorkflowExecute(
		additionalData,
		mode,
		createRunExecutionData({ executionData: { nodeExecutionStack: stack } }),
	);
	const running = execution.processRunExecutionData(workflow);
	const cancel = () => running.cancel();
	options.signal?.addEventListener('abort', cancel);
	try {
		return new Run(await running, file);
	} finally {
		const { staticData } = workflow;
		if (options.staticData && mode !== 'manual' && staticData.__dataChanged === true) {
			Object.assign(options.staticData, JSON.parse(JSON.stringify(staticData)) as IDataObject);
		}
		options.signal?.removeEventListener('abort', cancel);
	}
}

/**
 * Runs one node of this package (`employeeMapper`) or of n8n's own (`n8n-nodes-base.set`).
 *
 * @param inputs the items of its one input, or a list of them for each input
 * @param options `typeVersion`: by default the latest of this package's nodes, 1 of n8n's own
 */
export async function runNode(
	type: string,
	parameters: INode['parameters'],
	inputs: IDataObject[] | IDataObject[][] = [{}],
	options: Omit<RunOptions, 'inputs' | 'startNode'> &
		Partial<Pick<INode, 'onError' | 'typeVersion'>> = {},
): Promise<NodeRun> {
	const name = 'Node under test';
	const lists = (Array.isArray(inputs[0]) ? inputs : [inputs]) as IDataObject[][];
	const { onError, typeVersion = await versionOf(type), ...runOptions } = options;
	const run = await runWorkflow(
		{
			nodes: [
				{
					id: '1',
					name,
					type: fullType(type),
					typeVersion,
					position: [0, 0],
					parameters,
					...(onError ? { onError } : {}),
				},
			],
			connections: {},
		},
		{
			...runOptions,
			startNode: name,
			inputs: lists.map((items) => items.map((json) => ({ json }))),
		},
	);
	return {
		run,
		error: run.error,
		hints: run.hints(name),
		output: (index = 0) => run.output(name, index),
		json: (index = 0) => run.json(name, index),
	};
}

export interface NodeRun {
	run: Run;
	error: Error | undefined;
	hints: string[];
	output: (index?: number) => INodeExecutionData[];
	json: <T = IDataObject>(index?: number) => T[];
}

/** What the button "Test" of a credential answers, where a node's `credentialTest` method tests it. */
export async function testCredential(
	nodeType: string,
	method: string,
	credentialType: string,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const nodeTypes = await NodeTypes.load([fullType(nodeType)], 'source');
	const test = nodeTypes.getByNameAndVersion(fullType(nodeType)).methods?.credentialTest?.[method];
	if (!test) throw new Error(`${nodeType} has no credential test ${method}`);
	return await test.call(new CredentialTestContext(), {
		id: '1',
		name: 'Credential under test',
		type: credentialType,
		data,
	});
}

/** The `methods.loadOptions` or `methods.listSearch` of a node, as the editor calls them. */
export async function loadOptions<T>(
	nodeType: string,
	kind: 'loadOptions' | 'listSearch',
	method: string,
	options: { parameters?: INode['parameters']; credentials?: Credentials; filter?: string } = {},
): Promise<T> {
	const type = fullType(nodeType);
	const nodeTypes = await NodeTypes.load([type], 'source');
	const nodes: INode[] = [
		{
			id: '1',
			name: 'Node under test',
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters: options.parameters ?? {},
		},
	];
	const workflow = new Workflow({
		nodes: withCredentials(nodes, nodeTypes, options),
		connections: {},
		active: false,
		nodeTypes,
	});
	const helper = new CredentialsHelper(
		await loadCredentialTypes(options.credentials, 'source'),
		options.credentials ?? {},
	);
	const context = new LoadOptionsContext(
		workflow,
		workflow.getNode('Node under test')!,
		{
			...additionalDataFor(helper, { nodes, connections: {} }, 'internal', {}),
			currentNodeParameters: workflow.getNode('Node under test')!.parameters,
		},
		'',
	);
	const methods = nodeTypes.getByNameAndVersion(type).methods?.[kind];
	const load = methods?.[method] as
		((this: ILoadOptionsFunctions, filter?: string) => Promise<unknown>) | undefined;
	if (!load) throw new Error(`${nodeType} has no ${kind} method ${method}`);
	return (await load.call(context, options.filter)) as T;
}

/** The bytes of a binary property as text. */
export function binaryText(binary: IBinaryData | undefined): string {
	return Buffer.from(binary?.data ?? '', 'base64').toString('utf8');
}

/** A type as workflows name it: `employeeMapper` becomes `n8n-nodes-flex-winningtemp.employeeMapper`. */
function fullType(type: string): string {
	return type.includes('.') ? type : `${ownPackage.name}.${type}`;
}

async function versionOf(type: string): Promise<number> {
	if (type.includes('.')) return 1;
	const nodeTypes = await NodeTypes.load([fullType(type)], 'source');
	const { version } = nodeTypes.getByNameAndVersion(fullType(type)).description;
	return [version].flat().at(-1)!;
}

function startNodeOf(workflow: Workflow, name: string | undefined): INode {
	const start = name === undefined ? workflow.getStartNode() : workflow.getNode(name);
	if (!start)
		throw new Error(`The workflow has no node to start at${name ? ` named ${name}` : ''}`);
	return start;
}

/** Gives every node the credentials of the types that it uses, if the run has them. */
function withCredentials(
	nodes: INode[],
	nodeTypes: NodeTypes,
	{ credentials = {}, ownCredentials = {} }: RunOptions,
): INode[] {
	return nodes.map((node) => {
		const own = ownCredentials[node.name] ?? {};
		const named = nodeTypes.getByNameAndVersion(node.type).description.credentials ?? [];
		// The HTTP Request node names the type of its credential in a parameter.
		const used = [...named.map(({ name }) => name), String(node.parameters.genericAuthType)].filter(
			(name) => Object.hasOwn({ ...credentials, ...own }, name),
		);
		if (used.length === 0) return node;
		return {
			...node,
			credentials: Object.fromEntries(
				used.map((name) => [name, { id: Object.hasOwn(own, name) ? node.name : name, name }]),
			),
		};
	});
}

type NodeClass = new () => INodeType;

/** The node types that one workflow uses, loaded before because the engine asks synchronously. */
class NodeTypes implements INodeTypes {
	private constructor(private readonly loaded: Map<string, INodeType>) {}

	static async load(types: string[], from: 'source' | 'dist'): Promise<NodeTypes> {
		const loaded = new Map<string, INodeType>();
		for (const type of new Set(types)) {
			const dot = type.lastIndexOf('.');
			const [packageName, name] = [type.slice(0, dot), type.slice(dot + 1)];
			loaded.set(
				type,
				packageName === ownPackage.name
					? await loadOwnNode(name, from)
					: await loadStockNode(packageName, name),
			);
		}
		return new NodeTypes(loaded);
	}

	getByName(type: string): INodeType {
		return this.getByNameAndVersion(type);
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		const loaded = this.loaded.get(type);
		if (!loaded) throw new Error(`Unknown node type ${type}`);
		return NodeHelpers.getVersionedNodeType(loaded, version);
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}

const ownNodes = new Map<string, Promise<INodeType>>();

/** As n8n does: the class that the file is named after. */
async function loadOwnNode(name: string, from: 'source' | 'dist'): Promise<INodeType> {
	const className = name.charAt(0).toUpperCase() + name.slice(1);
	const file = ownPackage.n8n.nodes.find((path) => path.endsWith(`/${className}.node.js`));
	if (!file) throw new Error(`package.json lists no node ${className}`);
	const key = `${from}:${name}`;
	const known = ownNodes.get(key) ?? importClass<NodeClass>(file, className, from).then(create);
	ownNodes.set(key, known);
	return await known;
}

async function loadStockNode(packageName: string, name: string): Promise<INodeType> {
	const known = (stockNodes as Record<string, { className: string; sourcePath: string }>)[name];
	if (packageName !== 'n8n-nodes-base' || !known) {
		throw new Error(`Unknown node type ${packageName}.${name}`);
	}
	const module = (await import(`n8n-nodes-base/${known.sourcePath}`)) as Record<string, NodeClass>;
	return create(module[known.className]!);
}

async function loadCredentialTypes(
	credentials: Credentials | undefined,
	from: 'source' | 'dist',
): Promise<Map<string, ICredentialType>> {
	const types = new Map<string, ICredentialType>();
	for (const name of Object.keys(credentials ?? {})) {
		const className = name.charAt(0).toUpperCase() + name.slice(1);
		const file = ownPackage.n8n.credentials.find((path) => path.includes(`/${className}.`));
		types.set(
			name,
			file === undefined
				? await loadStockCredential(name)
				: create(await importClass<new () => ICredentialType>(file, className, from)),
		);
	}
	return types;
}

async function loadStockCredential(name: string): Promise<ICredentialType> {
	const known = (stockCredentials as Record<string, { className: string; sourcePath: string }>)[
		name
	];
	if (!known) throw new Error(`Neither package.json nor n8n-nodes-base has a credential ${name}`);
	const module = (await import(`n8n-nodes-base/${known.sourcePath}`)) as Record<
		string,
		new () => ICredentialType
	>;
	return create(module[known.className]!);
}

async function importClass<T>(
	file: string,
	className: string,
	from: 'source' | 'dist',
): Promise<T> {
	const path = from === 'dist' ? file : file.replace('dist/', '').replace(/\.js$/, '.ts');
	const module = (await import(`../../${path}`)) as Record<string, T>;
	return module[className]!;
}

function create<T>(Class: new () => T): T {
	return new Class();
}

/** A value such as `=Bearer {{$credentials.accessToken}}`, which n8n's own credentials consist of. */
function filledIn(value: string, credentials: ICredentialDataDecryptedObject): string {
	return value
		.replace(/^=/, '')
		.replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_all, name: string) =>
			String(credentials[name]),
		);
}

/** Credentials straight from the test, where n8n has a database and encryption. */
class CredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly types: Map<string, ICredentialType>,
		private readonly values: Credentials,
		private readonly own: Record<string, Credentials> = {},
	) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const options = requestOptions as IHttpRequestOptions;
		const authenticate = this.types.get(typeName)?.authenticate;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		const headers = Object.entries(authenticate?.properties.headers ?? {}).map(([name, value]) => [
			name,
			filledIn(String(value), credentials),
		]);
		return { ...options, headers: { ...options.headers, ...Object.fromEntries(headers) } };
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Encrypted credentials are not played here');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		{ id }: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const values = this.own[id ?? '']?.[type] ?? this.values[type];
		if (!values) throw new Error(`The run was given no credential ${type}`);
		const defaults = this.getCredentialsProperties(type).map(({ name, default: value }) => [
			name,
			value as NodeParameterValueType,
		]);
		return { ...Object.fromEntries(defaults), ...values };
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.types.get(type)?.properties ?? [];
	}
}

function additionalDataFor(
	credentialsHelper: ICredentialsHelper,
	file: WorkflowFile,
	mode: WorkflowExecuteMode,
	options: RunOptions,
): IWorkflowExecuteAdditionalData {
	const hooks = new ExecutionLifecycleHooks(mode, 'execution-under-test', {
		id: 'workflow-under-test',
		name: file.name ?? 'Workflow under test',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: file.nodes,
		connections: file.connections,
	});
	const { onNode, onResponse, onConsole } = options;
	if (onResponse) {
		hooks.addHandler('sendResponse', (response) => onResponse(response as IN8nHttpFullResponse));
	}
	if (onNode) {
		hooks.addHandler('nodeExecuteAfter', (name, task) => {
			const items = (task.data?.main ?? []).reduce((sum, list) => sum + (list?.length ?? 0), 0);
			onNode(name, items, task.executionTime);
		});
	}
	const unused = async (): Promise<never> => {
		throw new Error('Not played here');
	};
	// n8n builds URLs from these, so they must be well-formed; nothing listens there.
	const url = 'http://127.0.0.1:9/';
	return {
		hooks,
		credentialsHelper,
		executionId: 'execution-under-test',
		workflowId: 'workflow-under-test',
		currentNodeExecutionIndex: 0,
		restApiUrl: `${url}rest`,
		instanceBaseUrl: url,
		formBaseUrl: `${url}form`,
		formWaitingBaseUrl: `${url}form-waiting`,
		formTestBaseUrl: `${url}form-test`,
		webhookBaseUrl: `${url}webhook`,
		webhookWaitingBaseUrl: `${url}webhook-waiting`,
		webhookTestBaseUrl: `${url}webhook-test`,
		mcpBaseUrl: `${url}mcp`,
		mcpTestBaseUrl: `${url}mcp-test`,
		variables: {},
		executeWorkflow: async (
			{ id }: IExecuteWorkflowInfo,
			_data: unknown,
			{ inputData }: ExecuteWorkflowOptions,
		) => await runSubWorkflow(String(id), options, inputData),
		getRunExecutionData: unused,
		getRuntimeCredential: async () => undefined,
		startRunnerTask: unused,
		logAiEvent: () => {},
		...(onConsole && {
			sendDataToUI: (_type: string, { messages }: { messages: string[] }) =>
				messages.forEach((message) => onConsole(message)),
		}),
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** As n8n does it: the result is what the last node gave, and an error inside is thrown. */
async function runSubWorkflow(
	id: string,
	{ subWorkflows = {}, from }: RunOptions,
	input: INodeExecutionData[] = [],
): Promise<{ executionId: string; data: INodeExecutionData[][] }> {
	const known = subWorkflows[id];
	if (!known) throw new Error(`The workflow “${id}” does not exist`);
	const { file, credentials } = known;
	const start = file.nodes.find(({ type }) => type.endsWith('.executeWorkflowTrigger'));
	if (!start) throw new Error(`The workflow “${id}” has no trigger for other workflows`);
	const run = await runWorkflow(file, {
		credentials,
		startNode: start.name,
		inputs: [input],
		mode: 'integrated',
		...(from ? { from } : {}),
	});
	if (run.error) throw run.error;
	return { executionId: `execution-of-${id}`, data: [run.output(run.lastNode!)] };
}
