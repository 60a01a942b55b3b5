import { table, text, type Block, type ExplanationStep } from '../explain/model';
import type { Figures } from './firstRun';
import type { Language } from '../report/columns';
import { wordsIn } from '../report/words';
import type { HrCheck, TargetCheck } from './model';
import { READINESS_WORDS, type ReadinessWords } from './table';
import { inLanguage } from './told';

/** What was found out, in tables: the part of the page behind the findings. */

type Said = ReadinessWords & { language: Language; n: (value: number) => string };

/** @param names what people call the two systems */
export function factSections(
	hr: HrCheck | null,
	target: TargetCheck | null,
	names: { hr: string; target: string },
	language: Language,
): ExplanationStep[] {
	const said: Said = { ...READINESS_WORDS[language], language, n: wordsIn(language).number };
	return [
		...(hr === null ? [] : hrSections(hr, names.hr, said)),
		...(target === null ? [] : [targetSection(target, names.target, said)]),
	];
}

function hrSections(hr: HrCheck, name: string, said: Said): ExplanationStep[] {
	const { n } = said;
	const shares = (title: string, list: HrCheck['employmentTypes']) =>
		table(
			[title, said.people],
			list.map((one) => [one.name, n(one.people)]),
		);
	return [
		{ title: said.connectionTitle(name), blocks: connectionBlocks(hr, said) },
		{
			title: said.peopleTitle(name, hr.date),
			blocks: [
				...table(
					said.companyColumns,
					hr.companies.map((one) => [one.name, n(one.employed), n(one.listed)]),
				),
				...shares(said.employmentType, hr.employmentTypes),
				...shares(said.employmentForm, hr.employmentForms),
			],
		},
		{ title: said.levelsTitle(name), blocks: levelBlocks(hr, said) },
	];
}

function connectionBlocks({ address, logIn, pageSize, resources }: HrCheck, said: Said): Block[] {
	const { n } = said;
	const { asked, given } = pageSize;
	const page = given === null ? said.pageUnknown(n(asked)) : said.pageKnown(n(given), n(asked));
	return [
		...table(said.connectionColumns, [
			[said.address, address],
			[said.logIn, logIn.form],
			[said.pageRows, page],
		]),
		...table(
			said.resourceColumns,
			resources.map((one) => {
				const { resource, access, companies, without } = inLanguage(one, said.language);
				return [
					resource,
					[said.access[access], companies.join(', ')].filter(Boolean).join(': '),
					access === 'permitted' ? '' : without,
				];
			}),
		),
	];
}

function levelBlocks({ recommendedLevels, dimensions }: HrCheck, said: Said): Block[] {
	const { n } = said;
	return [
		text(
			recommendedLevels.length > 0
				? said.recommended(recommendedLevels.join(' → '))
				: said.noneRecommended,
		),
		...table(
			said.dimensionColumns,
			dimensions.map((one) => {
				const { name, level, share, people, values, reason } = inLanguage(one, said.language);
				return [
					name,
					level === 0 ? '–' : String(level),
					`${share} % (${n(people)})`,
					values === 0 ? '–' : n(values),
					reason,
				];
			}),
		),
	];
}

function targetSection(target: TargetCheck, name: string, said: Said): ExplanationStep {
	const { supports, skipped, users, groups } = inLanguage(target, said.language);
	const { n } = said;
	const yes = (is: boolean) => (is ? said.yes : said.no);
	return {
		title: said.targetTitle(name),
		blocks: [
			...table(said.supportColumns, [
				[said.address, target.address],
				[said.groups, yes(supports.groups)],
				[said.bulk, yes(supports.bulk)],
				[said.patch, yes(supports.patch)],
				[said.filter, yes(supports.filter)],
				[said.largestPage, supports.pageSize === null ? said.notSaid : n(supports.pageSize)],
				[said.skipped, skipped.length === 0 ? said.none : skipped.join(', ')],
			]),
			...table(
				said.nowColumns,
				(
					[
						[said.users, users],
						[said.groups, groups],
					] as const
				).map(([kind, { total, withExternalId, withoutExternalId }]) => [
					kind,
					n(total),
					n(withExternalId),
					n(withoutExternalId),
				]),
			),
			text(
				`${said.canLogIn(users.active, n(users.total))} ${said.likeAdministrators(users.administrators)}`,
			),
		],
	};
}

const COLUMNS = [
	'created',
	'updated',
	'reactivated',
	'deactivated',
	'deleted',
	'unchanged',
	'held',
	'skipped',
] as const satisfies ReadonlyArray<keyof Figures>;

/** What a first run would do, or why it would stop. */
export function firstRunSection(
	failure: string | undefined,
	users: Figures,
	groups: Figures,
	issues: ReadonlyArray<{ title: string; count: number }>,
	language: Language,
): ExplanationStep {
	const {
		firstRun: title,
		wouldStop,
		kindColumns,
		issueColumns,
		figures,
	} = READINESS_WORDS[language];
	const n = wordsIn(language).number;
	if (failure !== undefined) return { title, blocks: [text(wouldStop(failure))] };
	return {
		title,
		blocks: [
			...table(
				kindColumns,
				COLUMNS.map((name) => [figures[name], n(users[name]), n(groups[name])]),
			),
			...table(
				issueColumns,
				issues.map((issue) => [issue.title, n(issue.count)]),
			),
		],
	};
}
