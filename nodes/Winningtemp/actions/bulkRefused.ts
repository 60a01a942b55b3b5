import type { IExecuteFunctions } from 'n8n-workflow';

/** Shows the person at the editor that the tenant offers bulk requests and refuses them. */
export function sayThatBulkIsRefused(context: IExecuteFunctions, status: number | null): void {
	if (status === null) return;
	context.addExecutionHints({
		type: 'info',
		location: 'outputPane',
		message: `This Winningtemp tenant offers bulk requests but refuses them (status ${status}), so every change was sent on its own. Nothing is missing. Tell Winningtemp, or switch off Use Bulk under Options to save the attempt.`,
	});
}
