import { stepMarkdown } from '../explain/markdown';
import { escapeMarkdown } from '../report/escape';
import type { Readiness } from './model';
import { WEIGHT_TEXTS } from './words';

/** The page as Markdown for a chat: findings without the people whom they concern, then the facts. */
export function renderReadinessMarkdown({
	headline,
	findings,
	sections,
	owners,
}: Readiness): string {
	const lines = findings.map(
		({ weight, title, advice, owner }) =>
			`- **${WEIGHT_TEXTS[weight].label}**: ${escapeMarkdown(title)}. ${escapeMarkdown(advice)} _${escapeMarkdown(owners[owner])}_`,
	);
	return [`**${escapeMarkdown(headline)}**`, lines.join('\n'), ...sections.map(stepMarkdown)].join(
		'\n\n',
	);
}
