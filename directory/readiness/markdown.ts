import { stepMarkdown } from '../explain/markdown';
import { escapeMarkdown } from '../report/escape';
import type { Readiness } from './model';
import { READINESS_WORDS } from './table';

/** The page as Markdown for a chat: findings without the people whom they concern, then the facts. */
export function renderReadinessMarkdown({
	language,
	headline,
	findings,
	sections,
	owners,
}: Readiness): string {
	const lines = findings.map(
		({ weight, title, advice, owner }) =>
			`- **${READINESS_WORDS[language].weights[weight]}**: ${escapeMarkdown(title)}. ${escapeMarkdown(advice)} _${escapeMarkdown(owners[owner])}_`,
	);
	return [`**${escapeMarkdown(headline)}**`, lines.join('\n'), ...sections.map(stepMarkdown)].join(
		'\n\n',
	);
}
