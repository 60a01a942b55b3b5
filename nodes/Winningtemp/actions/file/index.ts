import { confirm } from './confirm.operation';
import { createRows } from './createRows.operation';
import { find } from './find.operation';
import { loadExport } from './loadExport.operation';
import type { LocalOperation } from './localOperation';
import { prepareUpload } from './prepareUpload.operation';
import { readRows } from './readRows.operation';

/** The operations of the resource File, by name. */
export const FILE_OPERATIONS: ReadonlyMap<string, LocalOperation> = new Map([
	['confirm', confirm],
	['createRows', createRows],
	['find', find],
	['loadExport', loadExport],
	['prepareUpload', prepareUpload],
	['readRows', readRows],
]);
