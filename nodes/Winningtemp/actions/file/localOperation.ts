import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	IPairedItemData,
} from 'n8n-workflow';
import { itemsOfInput } from '../../../inputs';

/** An operation that talks to nobody, and so needs no credential. */
export interface LocalOperation {
	/** Its parameters, shown only for it. */
	fields: INodeProperties[];
	execute: (context: IExecuteFunctions) => INodeExecutionData[] | Promise<INodeExecutionData[]>;
}

/** The inputs of the operations that have two of them since version 2 of the node. */
const TWO_INPUTS = {
	confirm: ['Uploaded', 'Changes'],
	prepareUpload: ['Groups File', 'Users File'],
};

const asPorts = Object.fromEntries(
	Object.entries(TWO_INPUTS).map(([operation, names]) => [
		operation,
		names.map((displayName) => ({ type: 'main', displayName })),
	]),
);

/** The expression by which n8n finds the inputs of the node, as Merge of n8n does. */
export const inputsByOperation =
	`={{ ($nodeVersion < 2 || $parameter["resource"] !== "file" ? undefined : (${JSON.stringify(asPorts)})[$parameter["operation"]]) ?? ["main"] }}` as const;

/** An item of either input of the node, with where it came from. */
interface InputItem extends INodeExecutionData {
	pairedItem: IPairedItemData;
}

/** The items of both inputs, the first input first. */
export function itemsOfBothInputs(context: IExecuteFunctions): InputItem[] {
	const first = itemsOfInput(context, 0).map((one, item) => ({ ...one, pairedItem: { item } }));
	const second = itemsOfInput(context, 1);
	return first.concat(second.map((one, item) => ({ ...one, pairedItem: { item, input: 1 } })));
}

/** What a file holds is made of all items together. */
export const MADE_OF_MANY: IPairedItemData[] = [];
