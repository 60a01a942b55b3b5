import { randomBytes } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { ReportModel } from '../../directory/report/model';

/**
 * What the report remembers of the last run, in the workflow's static data, for each node by itself.
 * n8n saves it at the end of a run that was not started by hand.
 */
const MEMORY = 'lastRuns';

export function readMemory(context: IExecuteFunctions): { stored: unknown; salt: string } {
	return {
		stored: context.getWorkflowStaticData('node')[MEMORY],
		salt: randomBytes(16).toString('base64url'),
	};
}

/** Keeps what the report gave, and says where n8n will not save it. */
export function keepMemory(context: IExecuteFunctions, { memory, figures }: ReportModel): void {
	if (memory === undefined) return;
	context.getWorkflowStaticData('node')[MEMORY] = memory as unknown as IDataObject;
	if (context.getMode() !== 'manual' || figures.held + figures.issues.errors === 0) return;
	context.addExecutionHints({
		message:
			'This run was started by hand, so n8n does not save what it remembers. The next report compares with the last run by schedule or release.',
		type: 'info',
		location: 'outputPane',
	});
}
