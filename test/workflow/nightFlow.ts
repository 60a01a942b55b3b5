import type { INode } from 'n8n-workflow';
import type { WorkflowFile } from './engine';

/** A node of this package, with its name as its id. */
export const nodeOf = (
	name: string,
	type: string,
	parameters: INode['parameters'] = {},
): INode => ({
	id: name,
	name,
	type: `n8n-nodes-flex-winningtemp.${type}`,
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

export const linkTo = (node: string, index = 0) => ({ node, type: 'main' as const, index });

/** The end of the shipped template, from `Start`: build the groups, read, plan, apply. */
export function nightFlow(removal: 'deactivate' | 'delete'): WorkflowFile {
	return {
		nodes: [
			{ ...nodeOf('Start', ''), type: 'n8n-nodes-base.noOp' },
			nodeOf('Build', 'hierarchyBuilder', { mode: 'levels', levels: ['Office', 'Team'] }),
			nodeOf('Read', 'winningtemp', { resource: 'directory', operation: 'get' }),
			nodeOf('Plan', 'syncPlanner', { removal: { action: removal } }),
			nodeOf('Apply', 'winningtemp', { resource: 'directory', operation: 'apply' }),
		],
		connections: {
			Start: { main: [[linkTo('Build'), linkTo('Read')]] },
			Build: { main: [[linkTo('Plan')], [linkTo('Plan', 1)]] },
			Read: { main: [[linkTo('Plan', 2)]] },
			Plan: { main: [[linkTo('Apply')]] },
		},
	};
}
