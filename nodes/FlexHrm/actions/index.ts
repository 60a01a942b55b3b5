import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import * as company from './company/getMany.operation';
import * as connectionCheck from './connection/check.operation';
import * as employeeGet from './employee/get.operation';
import * as employeeGetMany from './employee/getMany.operation';
import * as organizationalUnit from './organizationalUnit/getMany.operation';

/** One operation: its fields, and what it does with all input items. */
export interface Operation {
	fields: INodeProperties[];
	execute: (this: IExecuteFunctions) => Promise<INodeExecutionData[]>;
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
	['company.getMany', company],
	['connection.check', connectionCheck],
	['employee.get', employeeGet],
	['employee.getMany', employeeGetMany],
	['organizationalUnit.getMany', organizationalUnit],
]);

/** The fields of all operations, for the node's description. */
export const operationFields: INodeProperties[] = [...OPERATIONS.values()].flatMap(
	({ fields }) => fields,
);

export function operationOf(resource: string, operation: string): Operation | undefined {
	return OPERATIONS.get(`${resource}.${operation}`);
}
