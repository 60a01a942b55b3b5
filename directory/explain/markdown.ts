import { escapeMarkdown } from '../report/escape';
import type { Block, Explanation, ExplanationStep, PersonExplanation } from './model';

/** An explanation as Markdown for a chat. All text from outside is escaped. */
export function renderExplanationMarkdown({ title, remarks, people }: Explanation): string {
	const heads = people.length === 1 ? [] : [`**${escapeMarkdown(title)}**`];
	return [...heads, ...remarks.map(escapeMarkdown), ...people.map(personMarkdown)].join('\n\n');
}

function personMarkdown({ name, outcome, steps }: PersonExplanation): string {
	return [`**${escapeMarkdown(name)}**`, escapeMarkdown(outcome), ...steps.map(stepMarkdown)].join(
		'\n\n',
	);
}

/** One step, with its number. */
export function stepMarkdown({ title, blocks }: ExplanationStep, index: number): string {
	return [`**${index + 1}. ${escapeMarkdown(title)}**`, ...blocks.map(blockMarkdown)].join('\n');
}

const SEVERITIES = { error: '❌', warning: '⚠️' };

function blockMarkdown(block: Block): string {
	if (block.kind === 'text') return escapeMarkdown(block.text);
	if (block.kind === 'note') return `${SEVERITIES[block.severity]} ${escapeMarkdown(block.text)}`;
	return block.rows.map((cells) => rowMarkdown(block.head, cells)).join('\n');
}

/** Chats draw no tables: a line a row, the first cell as its name. */
function rowMarkdown(head: readonly string[], [name = '', ...cells]: readonly string[]): string {
	const parts = cells.flatMap((words, i) => {
		if (words === '') return [];
		const label = cells.length > 1 ? `${head[i + 1]}: ` : '';
		return [`${label}${escapeMarkdown(words)}`];
	});
	return `- ${escapeMarkdown(name)}: ${parts.join(' · ')}`;
}
