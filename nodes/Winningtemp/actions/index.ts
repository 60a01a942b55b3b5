import type { INodeProperties } from 'n8n-workflow';
import { check } from './connection/check.operation';
import { apply } from './directory/apply.operation';
import { get as getDirectory } from './directory/get.operation';
import { get as getGroup } from './group/get.operation';
import { getMany as getGroups } from './group/getMany.operation';
import { upsert as upsertGroups } from './group/upsert.operation';
import type { Operation } from './operation';
import { deactivate, remove } from './oneByOne';
import { get as getUser } from './user/get.operation';
import { getMany as getUsers } from './user/getMany.operation';
import { upsert as upsertUsers } from './user/upsert.operation';

/** All operations, by resource and operation. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
	['connection:check', check],
	['directory:apply', apply],
	['directory:get', getDirectory],
	['group:delete', remove('group')],
	['group:get', getGroup],
	['group:getMany', getGroups],
	['group:upsert', upsertGroups],
	['user:deactivate', deactivate],
	['user:delete', remove('user')],
	['user:get', getUser],
	['user:getMany', getUsers],
	['user:upsert', upsertUsers],
]);

/** The parameters of all operations. */
export const fields: INodeProperties[] = [...OPERATIONS.values()].flatMap(
	(operation) => operation.fields,
);
