import type { INode } from 'n8n-workflow';

/** Where n8n's editor draws a node and its ports. */

/** Width of a node, and height of one with at most two inputs or outputs. */
export const BOX = 96;
/** What a node grows by for each further port on its busier side. */
const FURTHER_PORT = 32;

/** How many ports a node has on each side. */
export interface Ports {
	inputs: number;
	outputs: number;
}

export type Point = [x: number, y: number];

/** Height of a node's box. */
export function heightOf({ inputs, outputs }: Ports): number {
	return BOX + FURTHER_PORT * Math.max(0, Math.max(inputs, outputs) - 2);
}

/** Where the wire of an output begins: outputs are spread over the right side. */
export function outputOf(node: INode, ports: Ports, index: number): Point {
	const [x, y] = node.position;
	return [x + BOX, y + portHeight(ports, ports.outputs, index)];
}

/** Where the wire of an input ends: inputs are spread over the left side. */
export function inputOf(node: INode, ports: Ports, index: number): Point {
	const [x, y] = node.position;
	return [x, y + portHeight(ports, ports.inputs, index)];
}

function portHeight(ports: Ports, count: number, index: number): number {
	return (heightOf(ports) * (index + 1)) / (count + 1);
}
