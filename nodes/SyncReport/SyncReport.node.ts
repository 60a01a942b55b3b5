import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	renderReadinessHtml,
	renderReadinessMarkdown,
	summariseReadiness,
} from '../../directory/readiness';
import type { Owner } from '../../directory/readiness/model';
import { undoRecord } from '../../directory/plan/undo';
import { row, type Language } from '../../directory/report/columns';
import { overviewMail, overviewMarkdown, overviewOf } from '../../directory/report/overview';
import { historyRow } from '../../directory/report/history';
import { renderHtml } from '../../directory/report/html';
import type { ReportInput } from '../../directory/report/input';
import { renderMarkdown } from '../../directory/report/markdown';
import { mailMessage, slackMessage, teamsMessage } from '../../directory/report/messages';
import { summariseQuality, type GroupBy } from '../../directory/report/quality';
import {
	qualityLists,
	qualityMail,
	renderQualityHtml,
	renderQualityMarkdown,
} from '../../directory/report/qualityPage';
import { summariseRuns } from '../../directory/report/runs';
import { renderRunsHtml, renderRunsMarkdown, runsMail } from '../../directory/report/runsPage';
import { summarise } from '../../directory/report/summarise';
import { causeIn, emitErrorOnFailure, isFailure } from '../failure';
import { dayIn } from '../../directory/common/calendar';
import { shapeOf } from '../../directory/model/items';
import { UserError } from '../../directory/model/userError';
import { itemsOfInput, listParameter } from '../inputs';
import { runFacts } from '../runFacts';
import { endRun } from './endOfRun';
import { optionsOf, page, undoFile } from './files';
import { INPUTS, type Lists, type Report } from './lists';
import { WINNINGTEMP } from '../Winningtemp/profile';
import { keepMemory, readMemory } from './memory';
import { reportOnOnePerson, reportOnTimeline } from './onePerson';
import { properties } from './properties';

/** Subjects that take one list, so that its wire is straight, and what that input is called. */
const ONE_INPUT: Record<string, string> = {
	endOfRun: 'Report',
	history: 'Runs',
	overview: 'Results',
	timeline: 'Rows',
};

function portsOf(names: readonly string[]): string {
	return JSON.stringify(
		names.map((displayName) => ({ type: NodeConnectionTypes.Main, displayName })),
	);
}

export class SyncReport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync Report',
		name: 'syncReport',
		icon: { light: 'file:syncReport.svg', dark: 'file:syncReport.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle:
			'={{ ({ comparison: "two plans compared", dataQuality: "what to correct in HR", onePerson: "one person, step by step", readiness: "before the start", endOfRun: "end of the run", history: "history of runs", overview: "many customers", timeline: "what changed when" })[$parameter["about"]] ?? "figures, Markdown and HTML" }}',
		description:
			'Shows people what a synchronisation did, what it holds back, and what to look at, or explains one person',
		defaults: { name: 'Sync Report' },
		// A tool gets no items from other nodes, and this node does nothing without them.
		usableAsTool: undefined,
		inputs: `={{ ${Object.entries(ONE_INPUT)
			.map(([about, name]) => `$parameter["about"] === "${about}" ? ${portsOf([name])} : `)
			.join('')}${portsOf(INPUTS)} }}`,
		outputs: [NodeConnectionTypes.Main],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await emitErrorOnFailure(
			this,
			this.continueOnFail(),
			async () => await writeReport(this),
		);
	}
}

async function writeReport(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const about = context.getNodeParameter('about', 0) as keyof typeof REPORTS;
	const names = ONE_INPUT[about] === undefined ? INPUTS : INPUTS.slice(0, 1);
	const lists = names.map((_name, index) => itemsOfInput(context, index).map(({ json }) => json));
	const report = await REPORTS[about](
		context,
		Object.fromEntries(names.map((name, index) => [name.toLowerCase(), lists[index]])),
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

const REPORTS = {
	comparison: reportOnTwoPlans,
	dataQuality: reportOnQuality,
	everyone: reportOnEveryone,
	onePerson: reportOnOnePerson,
	readiness: reportOnReadiness,
	endOfRun: (context: IExecuteFunctions, { changes = [] }: Lists): Report => ({
		json: endRun(context, changes[0] ?? {}),
	}),
	history: reportOnHistory,
	overview: reportOnManyRuns,
	timeline: reportOnTimeline,
};

/** @throws UserError where the plan to compare with is not there: without it everything would differ */
async function reportOnTwoPlans(context: IExecuteFunctions, lists: Lists): Promise<Report> {
	const present = listParameter(context, 'present', 'Present Plan');
	const failures = failuresIn({ changes: present });
	if (failures.length === 0 && !present.some((item) => shapeOf(item) === 'summary')) {
		throw new UserError(
			'Present Plan has no plan in it.',
			'Give it all outputs of the Sync Planner with the present settings, the output Summary among them, and make sure that this planner runs first: place it higher on the canvas.',
			'input',
		);
	}
	const sides = ['presentName', 'otherName'].map((name) =>
		String(context.getNodeParameter(name, 0)),
	) as [string, string];
	return await reportOnEveryone(context, lists, {
		comparedWith: { changes: present },
		sides,
		failures,
	});
}

async function reportOnEveryone(
	context: IExecuteFunctions,
	lists: Lists,
	{ failures: others = [], ...compared }: Partial<ReportInput> = {},
): Promise<Report> {
	const language = context.getNodeParameter('language', 0, 'en') as Language;
	const failures = [...others, ...failuresIn(lists)];
	const releasedBy = String(context.getNodeParameter('releasedBy', 0, '') ?? '').trim();
	const input = inputOf(context, lists);
	const isOfRun = compared.comparedWith === undefined;
	const { undoFile: wantsUndo, changesOfPeople: wantsChanges } = optionsOf(context);
	const isAsked = wantsUndo === true && isOfRun;
	const { title, createdAt, includeNames } = input;
	const facts = runFacts(context, createdAt);
	const record =
		isAsked && includeNames !== false
			? undoRecord(lists.changes ?? [], { title, createdAt: createdAt.toISOString() })
			: undefined;
	const model = summarise({
		...input,
		...compared,
		...(isAsked ? { undoFile: { protectedChanges: record?.protectedChanges ?? 0 } } : {}),
		...(isOfRun ? { memory: readMemory(context) } : {}),
		...(wantsChanges === true && isOfRun ? { changesOfPeople: facts } : {}),
		language,
		failures,
		releasedBy,
	});
	keepMemory(context, model);
	return {
		json: {
			...(model.figures as unknown as IDataObject),
			subject: model.subject,
			headline: model.headline,
			releaseUrl: model.releaseUrl,
			markdown: renderMarkdown(model, optionsOf(context).maximumRows),
			slack: slackMessage(model) as IDataObject,
			teams: teamsMessage(model) as IDataObject,
			mail: mailMessage(model),
			history: historyRow(model, facts),
			...(model.changesOfPeople ? { changesOfPeople: model.changesOfPeople } : {}),
		},
		binary: {
			...(await page(context, `sync-report-${model.date}.html`, renderHtml(model))),
			...(record ? { undo: await undoFile(context, `undo-${model.date}.json`, record) } : {}),
		},
	};
}

async function reportOnHistory(
	context: IExecuteFunctions,
	{ changes = [] }: Lists,
): Promise<Report> {
	const hours = (name: string) => Number(context.getNodeParameter(name, 0));
	const model = summariseRuns({
		rows: changes,
		hoursWithoutRun: hours('hoursWithoutRun'),
		hoursHeld: hours('hoursHeld'),
		title: context.getNodeParameter('title', 0) as string,
		language: context.getNodeParameter('language', 0, 'en') as Language,
		createdAt: new Date(),
		timeZone: context.getTimezone(),
	});
	const { status, title, date, headline, subject, workflows } = model;
	return {
		json: {
			...{ status, title, date, headline, subject, isUnusual: status !== 'ok' },
			workflows: workflows.map(({ workflow, customer, runs, unusual }) => ({
				...{ workflow, customer, unusual },
				lastRun: runs.at(-1)!.at,
			})),
			markdown: renderRunsMarkdown(model),
			mail: runsMail(model),
		},
		binary: await page(context, `history-${date}.html`, renderRunsHtml(model)),
	};
}

/** @throws UserError where it is not certain which result is of which customer */
async function reportOnManyRuns(context: IExecuteFunctions, lists: Lists): Promise<Report> {
	const results = lists.changes ?? [];
	const customers = listParameter(context, 'customers', 'Customers').map(({ customer, name }) =>
		String(customer ?? name ?? ''),
	);
	if (customers.length !== results.length) {
		throw new UserError(
			`Customers lists ${customers.length}, but ${results.length} results came in.`,
			'Each customer gives one result. Let Customers be the items that go into the node that runs the workflows, set this node to Run Once for Each Item and to continue on an error, and let each workflow end with “Finish the run”.',
			'input',
		);
	}
	const overview = overviewOf(results, customers, {
		language: context.getNodeParameter('language', 0, 'en') as Language,
		title: context.getNodeParameter('title', 0) as string,
		date: dayIn(context.getTimezone(), new Date()),
	});
	return {
		json: {
			subject: overview.subject,
			rows: overview.rows as unknown as IDataObject[],
			markdown: overviewMarkdown(overview),
			mail: overviewMail(overview),
		},
	};
}

async function reportOnQuality(context: IExecuteFunctions, lists: Lists): Promise<Report> {
	const model = summariseQuality({
		...inputOf(context, lists),
		language: context.getNodeParameter('language', 0, 'en') as Language,
		groupBy: context.getNodeParameter('groupBy', 0, 'company') as GroupBy,
		failures: failuresIn(lists),
	});
	const { status, title, date, headline, subject, count, kinds } = model;
	return {
		json: {
			...{ status, title, date, headline, subject, count, kinds },
			markdown: renderQualityMarkdown(model),
			mail: qualityMail(model),
			lists: qualityLists(model),
		},
		binary: await page(context, `data-quality-${date}.html`, renderQualityHtml(model)),
	};
}

const HR = 'Flex HRM';
const { target } = WINNINGTEMP.systems;
const OWNERS = row<Record<Owner, string>>(
	{ hr: 'HR', hrSystem: 'Flex administrator', target, consultant: 'Consultant' },
	{ hr: 'HR', hrSystem: 'Flex-administratör', target, consultant: 'Konsult' },
);

async function reportOnReadiness(context: IExecuteFunctions, lists: Lists): Promise<Report> {
	const language = context.getNodeParameter('language', 0, 'en') as Language;
	const readiness = summariseReadiness({
		...inputOf(context, lists),
		language,
		checks: listParameter(context, 'checks', 'Checks'),
		failures: failuresIn(lists),
		hr: HR,
		owners: OWNERS[language],
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

/** Messages of nodes that failed and went on. */
function failuresIn(lists: Lists): string[] {
	return Object.values(lists).flatMap((list) =>
		list.filter(isFailure).map(({ error }) => causeIn(String(error))),
	);
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
