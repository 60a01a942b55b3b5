import { isRecord } from '../common/json';
import type { ReportInput } from '../report/input';
import { summarise } from '../report/summarise';
import type { Language } from '../report/columns';
import { factSections, firstRunSection } from './facts';
import { firstRunFindings } from './firstRun';
import {
	WEIGHTS,
	type Concerned,
	type HrCheck,
	type Owner,
	type Readiness,
	type PageFinding,
	type ReadinessFinding,
	type TargetCheck,
} from './model';
import { READINESS_WORDS, type ReadinessWords } from './table';
import { inLanguage } from './told';

export { renderReadinessHtml } from './html';
export { renderReadinessMarkdown } from './markdown';
export type { Readiness } from './model';

export interface ReadinessInput extends ReportInput {
	/** What the two checks emitted, in any order; other items are passed over. */
	checks: readonly unknown[];
	/** Why nodes on the way to the plan failed, in their order. */
	failures: readonly string[];
	/** What people call the HR system. */
	hr: string;
	/** Who does what, in words. */
	owners: Record<Owner, string>;
}

/**
 * Puts both checks and the plan of a first run together for the first meeting with a customer: what
 * blocks the start and who has to do something about it, then what a first run would do, then the facts.
 */
export function summariseReadiness(input: ReadinessInput): Readiness {
	const { checks, failures, hr, systems, owners } = input;
	const { language = 'en' } = input;
	const said = READINESS_WORDS[language];
	const model = summarise(input);
	// A failed node makes the next ones fail with its words: the first one says it all.
	const failure = failures[0]?.replace(/\.$/, '');
	const hrCheck = checks.find(isCheck<HrCheck>('hr')) ?? null;
	const target = checks.find(isCheck<TargetCheck>('target')) ?? null;
	const unchecked: Array<[name: string, owner: Owner]> = [
		...(hrCheck === null ? [[hr, 'hrSystem'] as [string, Owner]] : []),
		...(target === null ? [[systems.target, 'target'] as [string, Owner]] : []),
	];
	const findings = [
		...unchecked.map(([name, owner]) => notChecked(name, owner, said)),
		...firstRunFindings(
			model,
			input,
			failure,
			[...(hrCheck?.findings ?? []), ...(target?.findings ?? [])].map((finding) =>
				findingIn(finding, language),
			),
		),
	]
		.map((finding) => (model.personal ? finding : withoutNames(finding)))
		.sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
	const blocking = findings.filter(({ weight }) => weight === 'start').length;
	const others = findings.filter(({ weight }) => weight === 'people' || weight === 'decide').length;
	const headline = headlineOf(blocking, others, said);
	const issues = model.issues.map(({ title, rows }) => ({ title, count: rows.length }));
	const { users, groups } = model.figures;
	return {
		status: blocking > 0 ? 'blocked' : others > 0 ? 'attention' : 'ready',
		language,
		title: model.title,
		date: model.date,
		time: model.time,
		timeZone: model.timeZone,
		headline,
		subject: `${model.title} ${model.date}: ${headline}`,
		findings,
		sections: [
			firstRunSection(failure, users, groups, issues, language),
			...factSections(hrCheck, target, { hr, target: systems.target }, language),
		],
		owners,
	};
}

function isCheck<T>(check: 'hr' | 'target'): (item: unknown) => item is T {
	return (item): item is T => isRecord(item) && item.check === check;
}

/** People by what finds them again; what is no person keeps its name. */
function withoutNames(finding: PageFinding): PageFinding {
	const concerns = finding.concerns.map(({ name, id }): Concerned => ({
		name: id ?? name,
		id,
		note: '',
	}));
	return { ...finding, concerns };
}

function notChecked(name: string, owner: Owner, said: ReadinessWords): PageFinding {
	return {
		code: 'notChecked',
		weight: 'start',
		owner,
		title: said.notChecked(name),
		advice: said.testCredential,
		count: 0,
		concerns: [],
	};
}

/** A finding of a check in the language of the page, with whom it concerns. */
function findingIn(finding: ReadinessFinding, language: Language): PageFinding {
	const { concerns, ...found } = inLanguage<PageFinding>(finding, language);
	return { ...found, concerns: concerns.map((one) => inLanguage(one, language)) };
}

function headlineOf(blocking: number, others: number, said: ReadinessWords): string {
	const rest = others === 0 ? '' : said.others(others);
	return `${blocking === 0 ? said.notBlocked : said.blocked(blocking)}${rest}`;
}
