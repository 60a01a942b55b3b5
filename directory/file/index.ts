export { afterPlan, checkComplete } from './afterPlan';
export { readColumns, type FileColumns, type FileFormat, type RowKind } from './columns';
export { parseCsv } from './csv';
export type { FileDirectory } from './directory';
export { findLast, uploadsOf, type ListedFile } from './places';
export { groupRows, readRows, userRows, type Row } from './rows';
