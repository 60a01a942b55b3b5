import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	explain,
	renderExplanationHtml,
	renderExplanationMarkdown,
	withTimeline,
	type Explanation,
} from '../../directory/explain';
import { UserError } from '../../directory/model/userError';
import type { Language } from '../../directory/report/columns';
import { customerBefore } from '../customers';
import { causeIn, isFailure } from '../failure';
import { listParameter } from '../inputs';
import { WINNINGTEMP } from '../Winningtemp/profile';
import type { Lists, Report } from './lists';

export function reportOnOnePerson(context: IExecuteFunctions, lists: Lists): Report {
	return explained(
		context,
		explain({
			who: String(context.getNodeParameter('person', 0) ?? ''),
			lists: {
				...lists,
				people: listParameter(context, 'people', 'People'),
				current: listParameter(context, 'current', 'Current'),
			},
			systems: WINNINGTEMP.systems,
			levels: levelsIn(context.getNodeParameter('levels', 0, '')),
			language: languageOf(context),
		}),
	);
}

/**
 * Where the node that reads the rows is switched off, the explanation itself comes in and goes on as
 * it is.
 *
 * @throws UserError where there is no explanation to add the rows to
 */
export function reportOnTimeline(
	context: IExecuteFunctions,
	{ changes: rows = [] }: Lists,
): Report {
	const [first] = rows;
	if (first !== undefined && isExplanation(first)) return { json: first };
	const explanation: unknown = context.getNodeParameter('explanation', 0);
	if (!isExplanation(explanation)) {
		throw new UserError(
			'Explanation has no explanation of a person in it.',
			"Enter an expression that takes the item of the report about one person, such as {{ $('Explain the one person').first().json }}.",
			'input',
		);
	}
	const failure = rows.find(isFailure);
	return explained(
		context,
		withTimeline({
			...{ explanation, rows },
			customer: customerBefore(context),
			language: languageOf(context),
			timeZone: context.getTimezone(),
			...(failure ? { failure: causeIn(String(failure.error)) } : {}),
		}),
	);
}

function isExplanation(item: unknown): item is Explanation & IDataObject {
	const { people, remarks } = (item ?? {}) as Partial<Explanation>;
	return Array.isArray(people) && Array.isArray(remarks);
}

function explained(context: IExecuteFunctions, explanation: Explanation): Report {
	return {
		json: {
			...(explanation as unknown as IDataObject),
			markdown: renderExplanationMarkdown(explanation),
			html: renderExplanationHtml(explanation, languageOf(context)),
		},
	};
}

function languageOf(context: IExecuteFunctions): Language {
	return context.getNodeParameter('language', 0, 'en') as Language;
}

/** A list, as an expression gives it, or the parts of a text that commas separate. */
function levelsIn(value: unknown): string[] {
	const parts: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return parts.map((part) => String(part).trim()).filter((part) => part !== '');
}
