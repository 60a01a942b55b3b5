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

/** The inputs of the operations that have several since version 2 of the node. */
const INPUTS = {
	confirm: ['Uploaded', 'Changes'],
	prepareUpload: ['Groups File', 'Users File', 'Segments File'],
};

const asPorts = Object.fromEntries(
	Object.entries(INPUTS).map(([operation, names]) => [
		operation,
		names.map((displayName) => ({ type: 'main', displayName })),
	]),
);

/** The expression by which n8n finds the inputs of the node, as Merge of n8n does. */
export const inputsByOperation =
	`={{ ($nodeVersion < 2 || $parameter["resource"] !== "file" ? undefined : (${JSON.stringify(asPorts)})[$parameter["operation"]]) ?? ["main"] }}` as const;

/** An item of any input of the node, with where it came from. */
interface InputItem extends INodeExecutionData {
	pairedItem: IPairedItemData;
}

/** The items of several inputs, in the order that these are named in. */
export function itemsOfInputs(context: IExecuteFunctions, inputs: readonly number[]): InputItem[] {
	return inputs.flatMap((input) =>
		itemsOfInput(context, input).map((one, item) => ({
			...one,
			pairedItem: input === 0 ? { item } : { item, input },
		})),
	);
}

/** What a file holds is made of all items together. */
export const MADE_OF_MANY: IPairedItemData[] = [];
