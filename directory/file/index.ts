export { afterPlan, checkComplete } from './afterPlan';
export {
	heldFields,
	KINDS,
	readColumns,
	ROW_KINDS,
	type FileColumns,
	type FileFormat,
	type ListFormat,
	type RowKind,
} from './columns';
export { parseCsv } from './csv';
export type { FileDirectory } from './directory';
export { exportPath, findLast, uploadsOf, type Folders, type ListedFile } from './places';
export { readRows, rowsOf, type Row } from './rows';
