import { escapeHtml } from '../report/escape';
import type { Language } from '../report/columns';
import type { Block, Explanation, ExplanationStep, PersonExplanation } from './model';
import { EXPLAIN_WORDS, type ExplainWords } from './table';

/**
 * An explanation as a fragment of HTML, made of the few elements that the pages of n8n's forms let
 * through: no styles, classes or scripts. All text from outside is escaped.
 */
export function renderExplanationHtml(
	{ remarks, people }: Explanation,
	language: Language = 'en',
): string {
	return [
		...remarks.map(paragraph),
		...people.map((person) => personHtml(person, people.length > 1, EXPLAIN_WORDS[language])),
	].join('\n');
}

function personHtml(
	{ name, outcome, steps }: PersonExplanation,
	isOneOfSeveral: boolean,
	tell: ExplainWords,
): string {
	return [
		...(isOneOfSeveral ? [`<h2>${escapeHtml(name)}</h2>`] : []),
		`<p><strong>${escapeHtml(outcome)}</strong></p>`,
		...steps.map((step, i) => stepHtml(step, i, isOneOfSeveral ? 'h3' : 'h2', tell)),
	].join('\n');
}

function stepHtml(
	{ title, blocks }: ExplanationStep,
	index: number,
	heading: 'h2' | 'h3',
	tell: ExplainWords,
): string {
	return [
		`<${heading}>${index + 1}. ${escapeHtml(title)}</${heading}>`,
		...blocks.map((block) => blockHtml(block, tell)),
	].join('\n');
}

function blockHtml(block: Block, tell: ExplainWords): string {
	if (block.kind === 'text') return paragraph(block.text);
	if (block.kind === 'note') {
		return `<p><strong>${tell.severities[block.severity]}:</strong> ${escapeHtml(block.text)}</p>`;
	}
	const head = block.head.map((words) => `<th scope="col">${escapeHtml(words)}</th>`).join('');
	const rows = block.rows.map((cells) => `<tr>${cells.map(cellHtml).join('')}</tr>`);
	return `<table><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function cellHtml(words: string, index: number): string {
	return index === 0
		? `<th scope="row">${escapeHtml(words)}</th>`
		: `<td>${escapeHtml(words)}</td>`;
}

function paragraph(words: string): string {
	return `<p>${escapeHtml(words)}</p>`;
}
