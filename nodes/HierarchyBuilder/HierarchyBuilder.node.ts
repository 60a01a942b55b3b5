import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPairedItemData,
} from 'n8n-workflow';
import { buildHierarchy } from '../../directory/hierarchy';
import { partialReasons } from '../../directory/model/partialList';
import { grouped, joinAnd } from '../../directory/common/phrases';
import { countText } from '../../directory/report/words';
import { listParameter } from '../inputs';
import { emitErrorOnFailure, refuseErrors } from '../failure';
import { loadOptions } from './fields';
import { readOptions } from './parameters';
import { properties } from './properties';

/** No single item is behind a group or an issue. */
const MADE_OF_MANY: IPairedItemData[] = [];

export class HierarchyBuilder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Hierarchy Builder',
		name: 'hierarchyBuilder',
		icon: { light: 'file:hierarchyBuilder.svg', dark: 'file:hierarchyBuilder.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle:
			'={{ ({ levels: "groups from fields", parentIds: "groups from parent IDs", reportingLine: "groups from the reporting line" })[$parameter["mode"]] }}',
		description: 'Builds the groups of Winningtemp and places people in them',
		defaults: { name: 'Hierarchy Builder' },
		// A tool gets no items from other nodes, and this node does nothing without them.
		usableAsTool: undefined,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Groups', 'Users', 'Issues'],
		properties,
	};

	methods = { loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await emitErrorOnFailure(this, this.continueOnFail(), () => buildGroups(this));
	}
}

function buildGroups(context: IExecuteFunctions): INodeExecutionData[][] {
	const records = context.getInputData().map(({ json }) => json);
	refuseErrors(context, 'people', records, () => partialReasons(records) !== undefined);
	const options = readOptions(context);
	const tree = options.mode === 'parentIds' ? listParameter(context, 'tree', 'Tree') : [];
	refuseErrors(context, 'the groups of Tree', tree);
	const { groups, users, issues } = buildHierarchy(records.concat(tree), options);
	context.logger.debug(
		`Hierarchy Builder: ${grouped(groups.length)} groups built, ${grouped(users.length)} people passed on, ${grouped(issues.length)} issues`,
	);
	if (issues.length > 0) {
		const errors = issues.filter(({ severity }) => severity === 'error').length;
		context.addExecutionHints({
			message: `${errorsAndWarnings(errors, issues.length - errors)}. The output Issues says to whom, and what to do.`,
			type: errors > 0 ? 'danger' : 'warning',
			location: 'outputPane',
		});
	}
	return [
		groups.map((group) => ({
			json: group as unknown as IDataObject,
			pairedItem: MADE_OF_MANY,
		})),
		users.map(({ index, user }) => ({
			json: user as IDataObject,
			pairedItem: { item: index },
		})),
		issues.map((issue) => ({
			json: issue as unknown as IDataObject,
			pairedItem: MADE_OF_MANY,
		})),
	];
}

/** `1 error and 2 warnings`, or one of them. */
function errorsAndWarnings(errors: number, warnings: number): string {
	const parts = [];
	if (errors > 0) parts.push(countText(errors, 'error'));
	if (warnings > 0) parts.push(countText(warnings, 'warning'));
	return joinAnd(parts);
}
