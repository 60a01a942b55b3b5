import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { messageOf } from '../../directory/report/itemValues';
import { outcomeOf, type Unsent } from '../../directory/report/outcome';
import { causeIn, isFailure } from '../failure';
import { WINNINGTEMP } from '../Winningtemp/profile';

/** @throws UserError where a run that nobody waits for ended early, or a message was not sent */
export function endRun(context: IExecuteFunctions, report: IDataObject): IDataObject {
	if (isFailure(report)) {
		throw new NodeOperationError(
			context.getNode(),
			`No report was written: ${causeIn(String(report.error))}`,
		);
	}
	const outcome = outcomeOf(report, unsentIn(context), WINNINGTEMP.systems.target);
	return { ...report, ...outcome };
}

/** Nodes behind the one that wrote the report: those that failed and are set to go on. */
function unsentIn(context: IExecuteFunctions): Unsent[] {
	const own = context.getNode().name;
	const behind = context
		.getParentNodes(own, { depth: 1 })
		.flatMap(({ name }) => context.getChildNodes(name))
		.map(({ name }) => name)
		.filter((name) => name !== own);
	return [...new Set(behind)].flatMap((node) => {
		const [error] = errorsOf(context, node);
		return error === undefined ? [] : [{ node, error }];
	});
}

/** The errors among the items of a node of this workflow, none where it did not run. */
function errorsOf(context: IExecuteFunctions, node: string): string[] {
	// Not by an expression: n8n's engine for these (N8N_EXPRESSION_ENGINE=vm) gives no items here.
	const { $: outputOf } = context.getWorkflowDataProxy(0) as unknown as {
		$: (name: string) => { isExecuted: boolean; all: () => INodeExecutionData[] };
	};
	const output = outputOf(node);
	const items = output.isExecuted ? output.all() : [];
	return items.flatMap(({ json }) => messageOf(json.error) ?? []);
}
