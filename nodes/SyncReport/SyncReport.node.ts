import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { explain, renderExplanationHtml, renderExplanationMarkdown } from '../../directory/explain';
import { renderHtml } from '../../directory/report/html';
import { renderMarkdown } from '../../directory/report/markdown';
import { summarise } from '../../directory/report/summarise';
import { emitErrorOnFailure } from '../failure';
import { itemsOfInput, listParameter } from '../inputs';
import { WINNINGTEMP } from '../Winningtemp/profile';
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
		version: [1],
		subtitle:
			'={{ $parameter["about"] === "onePerson" ? "one person, step by step" : "figures, Markdown and HTML" }}',
		description:
			'Tells people what a synchronisation did, what it holds back, and what to look at, or explains one person',
		defaults: { name: 'Sync Report' },
		// A tool gets no items from other nodes, and this node does nothing without them.
		usableAsTool: undefined,
		inputs: INPUTS.map(() => NodeConnectionTypes.Main),
		inputNames: ['Changes', 'Held', 'Issues', 'Summary', 'Groups'],
		outputs: [NodeConnectionTypes.Main],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await emitErrorOnFailure(this, async () => await writeReport(this));
	}
}

async function writeReport(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const lists = INPUTS.map((_name, index) => itemsOfInput(context, index).map(({ json }) => json));
	const about = context.getNodeParameter('about', 0) as keyof typeof REPORTS;
	const report = await REPORTS[about](
		context,
		Object.fromEntries(INPUTS.map((name, index) => [name, lists[index]])),
	);
	return [
		[
			{
				...report,
				// Made of all items: one of each input leads back to the nodes before.
				pairedItem: lists.flatMap(({ length }, input) => (length > 0 ? [{ item: 0, input }] : [])),
			},
		],
	];
}

type Lists = Partial<Record<(typeof INPUTS)[number], IDataObject[]>>;
type Report = Pick<INodeExecutionData, 'json' | 'binary'>;

const REPORTS = { everyone: reportOnEveryone, onePerson: reportOnOnePerson };

async function reportOnEveryone(context: IExecuteFunctions, lists: Lists): Promise<Report> {
	const options = context.getNodeParameter('options', 0, {}) as ReportOptions;
	const model = summarise({
		...lists,
		systems: WINNINGTEMP.systems,
		title: context.getNodeParameter('title', 0) as string,
		includeNames: context.getNodeParameter('includeNames', 0) as boolean,
		releaseUrl: options.releaseUrl,
		createdAt: new Date(),
		timeZone: context.getTimezone(),
	});
	const report = await context.helpers.prepareBinaryData(
		Buffer.from(renderHtml(model), 'utf8'),
		`sync-report-${model.date}.html`,
		'text/html',
	);
	return {
		json: {
			...(model.figures as unknown as IDataObject),
			subject: model.subject,
			markdown: renderMarkdown(model, options.maximumRows),
		},
		binary: { [options.binaryProperty || 'report']: report },
	};
}

async function reportOnOnePerson(context: IExecuteFunctions, lists: Lists): Promise<Report> {
	const explanation = explain({
		who: String(context.getNodeParameter('person', 0) ?? ''),
		lists: {
			...lists,
			people: listParameter(context, 'people', 'People'),
			current: listParameter(context, 'current', 'Current'),
		},
		systems: WINNINGTEMP.systems,
		levels: namesIn(context.getNodeParameter('levels', 0, '')),
	});
	return {
		json: {
			...(explanation as unknown as IDataObject),
			markdown: renderExplanationMarkdown(explanation),
			html: renderExplanationHtml(explanation),
		},
	};
}

/** A list, as an expression gives it, or the parts of a text that commas separate. */
function namesIn(value: unknown): string[] {
	const parts: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return parts.map((part) => String(part).trim()).filter((part) => part !== '');
}
