import type { INodeProperties } from 'n8n-workflow';
import { check } from './connection/check.operation';
import { apply } from './directory/apply.operation';
import { get as getDirectory } from './directory/get.operation';
import { get } from './get';
import { getMany } from './getMany';
import { deactivate, remove } from './oneByOne';
import type { Operation } from './operation';
import { upsert } from './upsert';

/** All operations, by resource and operation. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
	['connection:check', check],
	['directory:apply', apply],
	['directory:get', getDirectory],
	['group:delete', remove('group')],
	['group:get', get('group')],
	['group:getMany', getMany('group')],
	['group:upsert', upsert('group')],
	['user:deactivate', deactivate],
	['user:delete', remove('user')],
	['user:get', get('user')],
	['user:getMany', getMany('user')],
	['user:upsert', upsert('user')],
]);

/** The parameters of all operations. */
export const fields: INodeProperties[] = [...OPERATIONS.values()].flatMap(
	(operation) => operation.fields,
);
