import type { IBinaryData, IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';
import type { UndoRecord } from '../../directory/plan/undo';

export interface ReportOptions {
	binaryProperty?: string;
	maximumRows?: number;
	undoFile?: boolean;
	changesOfPeople?: boolean;
	/** Where the address was before it had a parameter of its own. */
	releaseUrl?: string;
}

export function optionsOf(context: IExecuteFunctions): ReportOptions {
	return context.getNodeParameter('options', 0, {}) as ReportOptions;
}

export async function undoFile(
	context: IExecuteFunctions,
	name: string,
	record: UndoRecord,
): Promise<IBinaryData> {
	const file = Buffer.from(JSON.stringify(record), 'utf8');
	return await context.helpers.prepareBinaryData(file, name, 'application/json');
}

export async function page(
	context: IExecuteFunctions,
	name: string,
	html: string,
): Promise<IBinaryKeyData> {
	const file = Buffer.from(html, 'utf8');
	const binary = await context.helpers.prepareBinaryData(file, name, 'text/html');
	return { [optionsOf(context).binaryProperty || 'report']: binary };
}
