import { table, text, type Block, type ExplanationStep } from '../explain/model';
import type { Figures } from './firstRun';
import { countText, numberText } from '../report/words';
import type { HrCheck, ResourceAccess, TargetCheck } from './model';

/** What was found out, in tables: the part of the page behind the findings. */

const ACCESS: Record<ResourceAccess['access'], string> = {
	permitted: 'permitted',
	refused: 'no permission',
	missing: 'not there, or no permission',
};

/** @param names what people call the two systems */
export function factSections(
	hr: HrCheck | null,
	target: TargetCheck | null,
	names: { hr: string; target: string },
): ExplanationStep[] {
	return [
		...(hr === null ? [] : hrSections(hr, names.hr)),
		...(target === null ? [] : [targetSection(target, names.target)]),
	];
}

function hrSections(hr: HrCheck, name: string): ExplanationStep[] {
	const shares = (title: string, list: HrCheck['employmentTypes']) =>
		table(
			[title, 'People'],
			list.map((one) => [one.name, numberText(one.people)]),
		);
	return [
		{ title: `${name}: connection and permissions`, blocks: connectionBlocks(hr) },
		{
			title: `${name}: companies and people on ${hr.date}`,
			blocks: [
				...table(
					['Company', 'Employed', 'Listed'],
					hr.companies.map((one) => [one.name, numberText(one.employed), numberText(one.listed)]),
				),
				...shares('Employment type', hr.employmentTypes),
				...shares('Form of employment', hr.employmentForms),
			],
		},
		{ title: `${name}: dimensions and levels`, blocks: levelBlocks(hr) },
	];
}

function connectionBlocks({ address, logIn, pageSize, resources }: HrCheck): Block[] {
	const { asked, given } = pageSize;
	const page =
		given === null
			? `${numberText(asked)} asked for; no list is longer than a page`
			: `${numberText(given)} (${numberText(asked)} asked for)`;
	return [
		...table(
			['Connection', 'What was found'],
			[
				['Address', address],
				['Form of log-in', logIn.form],
				['Rows per page', page],
			],
		),
		...table(
			['Resource', 'Access', 'Without it'],
			resources.map(({ resource, access, companies, without }) => [
				resource,
				companies.length > 0 ? `${ACCESS[access]}: ${companies.join(', ')}` : ACCESS[access],
				access === 'permitted' ? '' : without,
			]),
		),
	];
}

function levelBlocks({ recommendedLevels, dimensions }: HrCheck): Block[] {
	return [
		text(
			recommendedLevels.length > 0
				? `Recommended levels, from the data: ${recommendedLevels.join(' → ')}.`
				: 'No levels can be recommended from the data.',
		),
		...table(
			['Dimension', 'Level', 'Filled', 'Values', 'Why'],
			dimensions.map(({ name, level, share, people, values, reason }) => [
				name,
				level === 0 ? '–' : String(level),
				`${share} % (${numberText(people)})`,
				values === 0 ? '–' : numberText(values),
				reason,
			]),
		),
	];
}

function targetSection(target: TargetCheck, name: string): ExplanationStep {
	const { supports, skipped, users, groups } = target;
	const yes = (is: boolean) => (is ? 'yes' : 'no');
	return {
		title: `${name}: what it supports and what it has`,
		blocks: [
			...table(
				['Function', 'Supported'],
				[
					['Address', target.address],
					['Groups', yes(supports.groups)],
					['Several changes in one request (bulk)', yes(supports.bulk)],
					['Change of single values (patch)', yes(supports.patch)],
					['Search (filter)', yes(supports.filter)],
					['Largest page', supports.pageSize === null ? 'not said' : numberText(supports.pageSize)],
					['Values that are left out', skipped.length === 0 ? 'none' : skipped.join(', ')],
				],
			),
			...table(
				['In it now', 'All', 'With External ID', 'Without'],
				(
					[
						['Users', users],
						['Groups', groups],
					] as const
				).map(([kind, { total, withExternalId, withoutExternalId }]) => [
					kind,
					numberText(total),
					numberText(withExternalId),
					numberText(withoutExternalId),
				]),
			),
			text(
				`${countText(users.active, 'user')} of ${numberText(users.total)} can log in. ${countText(users.administrators, 'account')} ${users.administrators === 1 ? 'looks' : 'look'} like an administrator or a service.`,
			),
		],
	};
}

const COLUMNS: ReadonlyArray<[title: string, name: keyof Figures]> = [
	['Create', 'created'],
	['Update', 'updated'],
	['Reactivate', 'reactivated'],
	['Deactivate', 'deactivated'],
	['Delete', 'deleted'],
	['Unchanged', 'unchanged'],
	['Held', 'held'],
	['Left out', 'skipped'],
];

/** What a first run would do, or why it would stop. */
export function firstRunSection(
	failure: string | undefined,
	users: Figures,
	groups: Figures,
	issues: ReadonlyArray<{ title: string; count: number }>,
): ExplanationStep {
	const title = 'What a first run would do';
	if (failure !== undefined) return { title, blocks: [text(`It would stop: ${failure}.`)] };
	return {
		title,
		blocks: [
			...table(
				['', 'People', 'Groups'],
				COLUMNS.map(([label, name]) => [label, numberText(users[name]), numberText(groups[name])]),
			),
			...table(
				['Issue of the plan', 'Number'],
				issues.map((issue) => [issue.title, numberText(issue.count)]),
			),
		],
	};
}
