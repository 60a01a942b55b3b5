import type { Severity } from '../model/issue';

/** Words, a table, or something to take notice of: all there is on the page. Nothing is escaped. */
export type Block =
	| { kind: 'text'; text: string }
	| { kind: 'table'; head: string[]; rows: string[][] }
	| { kind: 'note'; severity: Severity; text: string };

/** One step on the way from HR to the target. */
export interface ExplanationStep {
	title: string;
	blocks: Block[];
}

export interface PersonExplanation {
	name: string;
	externalId: string | null;
	/** What it all comes to, in one sentence. */
	outcome: string;
	steps: ExplanationStep[];
}

/** What there is to say about the person who was asked for. */
export interface Explanation {
	found: boolean;
	/** A heading of one line. */
	title: string;
	/** What there is to say before the people, in whole sentences. */
	remarks: string[];
	/** Usually one; several where what was typed is true of several. */
	people: PersonExplanation[];
}

export function text(words: string): Block {
	return { kind: 'text', text: words };
}

export function note(severity: Severity, words: string): Block {
	return { kind: 'note', severity, text: words };
}

/** A table, or nothing where it would have no rows. */
export function table(head: string[], rows: string[][]): Block[] {
	return rows.length > 0 ? [{ kind: 'table', head, rows }] : [];
}
