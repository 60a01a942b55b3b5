import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** The inputs of a report about a run, in their order. */
export const INPUTS = ['Changes', 'Held', 'Issues', 'Summary', 'Groups'] as const;

/** What came in, by input; a report that takes one list has it under `changes`. */
export type Lists = Partial<Record<Lowercase<(typeof INPUTS)[number]>, IDataObject[]>>;
export type Report = Pick<INodeExecutionData, 'json' | 'binary'>;
