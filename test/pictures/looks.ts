import type { INode, INodeType } from 'n8n-workflow';
import ownPackage from '../../package.json';
import type { NodeLook } from './drawWorkflow';

/** How the nodes of this package look, read from their own descriptions and icon files. */
export async function ownLooks(
	readText: (path: string) => string,
): Promise<(node: INode) => NodeLook> {
	const looks = new Map<string, NodeLook>();
	for (const built of ownPackage.n8n.nodes) {
		const source = built.replace('dist/', '').replace(/\.js$/, '.ts');
		const module = (await import(`../../${source}`)) as Record<string, new () => INodeType>;
		const Class = Object.values(module).find((value) => typeof value === 'function')!;
		const { description } = new Class();
		const icon = (description.icon as { light: string }).light.replace('file:', '');
		looks.set(`${ownPackage.name}.${description.name}`, {
			inputs: description.inputs.length,
			outputs: description.outputs.length,
			icon: readText(`${source.slice(0, source.lastIndexOf('/'))}/${icon}`),
		});
	}
	return (node) =>
		looks.get(node.type) ?? {
			inputs: node.type.endsWith('.merge') ? Number(node.parameters.numberInputs ?? 2) : 1,
			outputs: 1,
		};
}
