import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { renderHtml } from '../../directory/report/html';
import { renderMarkdown } from '../../directory/report/markdown';
import { summarise } from '../../directory/report/summarise';
import { properties } from './properties';

interface ReportOptions {
	binaryProperty?: string;
	maximumRows?: number;
	releaseUrl?: string;
}

const INPUTS = ['changes', 'held', 'issues', 'summary', 'groups'] as const;

export class SyncReport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync Report',
		name: 'syncReport',
		icon: { light: 'file:syncReport.svg', dark: 'file:syncReport.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: 'Figures, Markdown and HTML',
		description: 'Tells people what a synchronisation did, what it holds back, and what to look at',
		defaults: { name: 'Sync Report' },
		usableAsTool: true,
		inputs: INPUTS.map(() => NodeConnectionTypes.Main),
		inputNames: ['Changes', 'Held', 'Issues', 'Summary', 'Groups'],
		outputs: [NodeConnectionTypes.Main],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const options = this.getNodeParameter('options', 0, {}) as ReportOptions;
		const lists = INPUTS.map((_name, index) => itemsOf(this, index));
		const model = summarise({
			...Object.fromEntries(INPUTS.map((name, index) => [name, lists[index]])),
			title: this.getNodeParameter('title', 0) as string,
			includeNames: this.getNodeParameter('includeNames', 0) as boolean,
			releaseUrl: options.releaseUrl,
			createdAt: new Date(),
			timeZone: this.getTimezone(),
		});
		const report = await this.helpers.prepareBinaryData(
			Buffer.from(renderHtml(model), 'utf8'),
			`sync-report-${model.date}.html`,
			'text/html',
		);
		return [
			[
				{
					json: {
						...(model.figures as unknown as IDataObject),
						subject: model.subject,
						markdown: renderMarkdown(model, options.maximumRows),
					},
					binary: { [options.binaryProperty || 'report']: report },
					// Made of all items: one of each input leads back to the nodes before.
					pairedItem: lists.flatMap(({ length }, input) =>
						length > 0 ? [{ item: 0, input }] : [],
					),
				},
			],
		];
	}
}

/** Items of an input; none where nothing is connected, which n8n tells by an error. */
function itemsOf(context: IExecuteFunctions, input: number): IDataObject[] {
	try {
		return context.getInputData(input).map(({ json }) => json);
	} catch {
		return [];
	}
}
