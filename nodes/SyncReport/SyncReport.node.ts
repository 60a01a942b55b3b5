import {
	NodeConnectionTypes,
	type IBinaryKeyData,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { explain, renderExplanationHtml, renderExplanationMarkdown } from '../../directory/explain';
import {
	renderReadinessHtml,
	renderReadinessMarkdown,
	summariseReadiness,
} from '../../directory/readiness';
import type { Language } from '../../directory/report/columns';
import { renderHtml } from '../../directory/report/html';
import type { ReportInput } from '../../directory/report/input';
import { renderMarkdown } from '../../directory/report/markdown';
import { summarise } from '../../directory/report/summarise';
import { causeIn, emitErrorOnFailure, isFailure } from '../failure';
import { itemsOfInput, listParameter } from '../inputs';
import { WINNINGTEMP } from '../Winningtemp/profile';
import { properties } from './properties';

interface ReportOptions {
	binaryProperty?: string;
	maximumRows?: number;
	/** Where the address was before it had a parameter of its own. */
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
			'={{ ({ onePerson: "one person, step by step", readiness: "before the start" })[$parameter["about"]] ?? "figures, Markdown and HTML" }}',
		description:
			'Shows people what a synchronisation did, what it holds back, and what to look at, or explains one person',
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

const REPORTS = {
	everyone: reportOnEveryone,
	onePerson: reportOnOnePerson,
	readiness: reportOnReadiness,
};

async function reportOnEveryone(context: IExecuteFunctions, lists: Lists): Promise<Report> {
	const language = context.getNodeParameter('language', 0, 'en') as Language;
	const model = summarise({ ...inputOf(context, lists), language });
	return {
		json: {
			...(model.figures as unknown as IDataObject),
			subject: model.subject,
			markdown: renderMarkdown(model, optionsOf(context).maximumRows),
		},
		binary: await page(context, `sync-report-${model.date}.html`, renderHtml(model)),
	};
}

const HR = 'Flex HRM';
const OWNERS = {
	hr: 'HR',
	hrSystem: 'Flex administrator',
	target: WINNINGTEMP.systems.target,
	consultant: 'Consultant',
};

async function reportOnReadiness(context: IExecuteFunctions, lists: Lists): Promise<Report> {
	const readiness = summariseReadiness({
		...inputOf(context, lists),
		checks: listParameter(context, 'checks', 'Checks'),
		failures: Object.values(lists).flatMap((list) =>
			list.filter(isFailure).map(({ error }) => causeIn(String(error))),
		),
		hr: HR,
		owners: OWNERS,
	});
	const { status, title, date, headline, subject, findings } = readiness;
	return {
		json: {
			...{ status, title, date, headline, subject },
			findings: findings as unknown as IDataObject[],
			markdown: renderReadinessMarkdown(readiness),
		},
		binary: await page(context, `readiness-${date}.html`, renderReadinessHtml(readiness)),
	};
}

function optionsOf(context: IExecuteFunctions): ReportOptions {
	return context.getNodeParameter('options', 0, {}) as ReportOptions;
}

function inputOf(context: IExecuteFunctions, lists: Lists): ReportInput {
	return {
		...lists,
		systems: WINNINGTEMP.systems,
		title: context.getNodeParameter('title', 0) as string,
		includeNames: context.getNodeParameter('includeNames', 0) as boolean,
		releaseUrl:
			(context.getNodeParameter('releaseAddress', 0, '') as string) ||
			optionsOf(context).releaseUrl,
		createdAt: new Date(),
		timeZone: context.getTimezone(),
	};
}

async function page(
	context: IExecuteFunctions,
	name: string,
	html: string,
): Promise<IBinaryKeyData> {
	const file = Buffer.from(html, 'utf8');
	const binary = await context.helpers.prepareBinaryData(file, name, 'text/html');
	return { [optionsOf(context).binaryProperty || 'report']: binary };
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
