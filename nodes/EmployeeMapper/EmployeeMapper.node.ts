import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { dayIn } from '../../directory/common/calendar';
import { originOf, type Origin } from '../../directory/explain/origin';
import { nobodyOnPartialList, partialReasons } from '../../directory/model/partialList';
import { mapEmployees } from '../../directory/mapping';
import { grouped } from '../../directory/common/phrases';
import { emitErrorOnFailure, isFailure, refuseErrors } from '../failure';
import { readExplanation, readMapping, separatesSkipped } from './parameters';
import { properties } from './properties';

export class EmployeeMapper implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Employee Mapper',
		name: 'employeeMapper',
		icon: { light: 'file:employeeMapper.svg', dark: 'file:employeeMapper.dark.svg' },
		group: ['transform'],
		version: [1, 2, 3],
		defaultVersion: 2,
		subtitle: 'HR fields → people',
		description: "Turns employees of Flex HRM, or of any other source, into Winningtemp's people",
		defaults: { name: 'Employee Mapper' },
		// A tool gets no items from other nodes, and this node does nothing without them.
		usableAsTool: undefined,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['People', 'Skipped'],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await emitErrorOnFailure(this, this.continueOnFail(), () => mapItems(this));
	}
}

function mapItems(context: IExecuteFunctions): INodeExecutionData[][] {
	const mapping = readMapping(context);
	const records = context.getInputData().map(({ json }) => json);
	refuseErrors(context, 'employees', records, () => partialReasons(records) !== undefined);
	const { people, skipped, hints, partial } = mapEmployees(
		records,
		mapping,
		dayIn(context.getTimezone(), new Date()),
	);
	if (hints.length > 0) {
		context.addExecutionHints(...hints.map((message) => ({ message, type: 'warning' as const })));
	}
	context.logger.debug(
		`Employee Mapper: ${grouped(people.length)} employees mapped, ${grouped(skipped.length)} skipped`,
	);
	const explanation = readExplanation(context);
	const explained = (
		person: object,
		sources: number[],
		organization?: Origin['organization'],
	): IDataObject => {
		if (!explanation) return person as IDataObject;
		const { employeeNumber } = explanation;
		const list = sources.map((i) => originOf(records[i], i, mapping, employeeNumber));
		return { ...person, origin: { records: list, ...(organization && { organization }) } };
	};
	const skippedItems: INodeExecutionData[] = skipped.map(({ person, source }) => ({
		json: explained(person, [source]),
		pairedItem: { item: source },
	}));
	let out: INodeExecutionData[] = people.map(({ person, sources }) => ({
		json: explained(person, sources, person.organization),
		pairedItem: sources.map((item) => ({ item })),
	}));
	if (!separatesSkipped(context)) {
		// An error among employees that were looked up is in Skipped; it is nobody's record.
		const people = skippedItems.filter((_, i) => !isFailure(records[skipped[i]!.source]!));
		out = out.concat(people.map((item) => ({ ...item })));
	}
	// Nobody on a partial list is not the same as nobody at all: one item carries the mark.
	if (partial && out.length === 0) {
		out.push({ json: nobodyOnPartialList(partial) as unknown as IDataObject, pairedItem: [] });
	}
	return [out, skippedItems];
}
