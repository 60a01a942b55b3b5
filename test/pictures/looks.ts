import { NodeHelpers, Workflow, type INode, type INodeType } from 'n8n-workflow';
import ownPackage from '../../package.json';
import type { NodeLook } from './drawWorkflow';

/** How the nodes of this package look, read from their own descriptions and icon files. */
export async function ownLooks(
	readText: (path: string) => string,
): Promise<(node: INode) => NodeLook> {
	const looks = new Map<string, Look>();
	for (const built of ownPackage.n8n.nodes) {
		const source = built.replace('dist/', '').replace(/\.js$/, '.ts');
		const module = (await import(`../../${source}`)) as Record<string, new () => INodeType>;
		const Class = Object.values(module).find((value) => typeof value === 'function')!;
		const { description } = new Class();
		const icon = (description.icon as { light: string }).light.replace('file:', '');
		looks.set(`${ownPackage.name}.${description.name}`, {
			nodeType: new Class(),
			icon: readText(`${source.slice(0, source.lastIndexOf('/'))}/${icon}`),
		});
	}
	return (node) => {
		const look = looks.get(node.type);
		if (!look) return { inputs: 1, outputs: 1 };
		const { nodeType, icon } = look;
		return { inputs: inputsOf(node, nodeType), outputs: nodeType.description.outputs.length, icon };
	};
}

interface Look {
	nodeType: INodeType;
	icon: string;
}

/** How many inputs n8n gives a node of this version with these parameters. */
function inputsOf(node: INode, nodeType: INodeType): number {
	const nodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const known = workflow.getNode(node.name)!;
	return NodeHelpers.getNodeInputs(workflow, known, nodeType.description).length;
}
