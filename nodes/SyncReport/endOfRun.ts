import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
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
	const reference = `$(${JSON.stringify(node)})`;
	const items = context.evaluateExpression(
		// Some nodes put an error beside the JSON of an item.
		`{{ ${reference}.isExecuted ? ${reference}.all().map(({ json, error }) => error?.message ?? json.error) : [] }}`,
		0,
	);
	return (Array.isArray(items) ? (items as unknown[]) : []).flatMap(
		(error) => messageOf(error) ?? [],
	);
}
