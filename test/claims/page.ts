import { markdownTable } from '../figures/measurement';

/** A promise of a page, and the test that fails when it is broken, or the figure that it repeats. */
export interface Claim {
	page: string;
	/** As the page says it, word for word. */
	says: string;
	file: string;
	/** The beginning of the test's name, as its file has it; of figures, the title of a table or a name in the file. */
	test: string;
}

/** The file docs/claims.json. */
export interface Claims {
	claims: Claim[];
	/** Sentences that promise nothing: steps, names, settings. */
	others: Array<Pick<Claim, 'page' | 'says'>>;
	/** Pages of which every sentence with a number or an absolute word is in one of the lists. */
	complete: string[];
}

/** The page docs/claims.md. */
export function claimsPage({ claims, complete }: Claims): string {
	const pages = [...new Set(claims.map(({ page }) => page))];
	const code = (text: string) => `\`${text}\``;
	return [
		'# Claims and their tests',
		'What the pages promise, and the test that fails when the promise is broken, or the figure that was measured for it. `npm run claims` writes this page from `docs/claims.json`. A test checks that each sentence is still on its page and that each test exists.',
		`Of ${inList(complete.map(code))}, every sentence with a number or an absolute word, such as “never” and “all”, is here, or is listed in \`docs/claims.json\` as no promise. Sections that \`npm run figures\` writes are left out: \`test/unit/figures.test.ts\` checks that each results from its data. The pages that it writes as a whole are figures: performance, reliability and tenants. The messages that entries of troubleshooting begin with are left out, too: \`test/unit/docs.test.ts\` checks that the sources have each of them, and that each message has its entry.`,
		...pages.map((page) => {
			const rows = claims
				.filter((one) => one.page === page)
				.map(({ says, file, test }) => [says, `${code(file)}: ${test}`]);
			return `## ${page}\n\n${markdownTable(['Claim', 'Test or figure'], rows, [false, false])}`;
		}),
		'',
	].join('\n\n');
}

function inList(texts: readonly string[]): string {
	return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

const STRONG =
	/\b(never|always|nobody|nowhere|every|everybody|everyone|everything|all|no|none|nothing)\b|\d/i;

/** What a data file of figures makes: another test checks that it results from it. */
const FIGURES = /<!-- (\w+): begin -->.*?<!-- \1: end -->/gs;

/** The entries of docs/troubleshooting.md that begin with messages of these sources, not of n8n's. */
const ENTRIES = /(?<=\n)## Flex\n.*(?=\n## n8n itself\n)/s;

/**
 * Leaves out the messages that a page quotes at the beginning of its entries: another test checks that
 * the sources have them word for word. What an entry says of them stays.
 */
function withoutQuotes(page: string): string {
	return page.replace(ENTRIES, (part) =>
		part.replace(/^- \*\*.*$/gm, (entry) => entry.replace(/\*\*.+?\*\*/g, '…')),
	);
}

/**
 * The sentences of a page with a number or an absolute word. Blocks of code are left out, and
 * sections that `npm run figures` writes, and messages that entries of troubleshooting quote.
 */
export function strongSentences(page: string): string[] {
	return textOf(withoutQuotes(page.replace(FIGURES, '')))
		.split('\n')
		.filter((line) => !/^\s*(#|!\[|\|[ :|-]*$)/.test(line))
		.map((line) => line.replace(/^\s*(\d+\.|-)\s+/, ''))
		.flatMap((line) => (line.trim().startsWith('|') ? [line] : line.split(/(?<=[.!?:;])\s+/)))
		.map((sentence) => sentence.replace(/\*\*/g, '').trim())
		.filter((sentence) => STRONG.test(sentence.replace(/n8n/g, '')));
}

/** A page without blocks of code, bold marks and the targets of its links. */
export function textOf(page: string): string {
	return page
		.replace(/^\s*```.*?^\s*```/gms, '')
		.replace(/\]\([^)]*\)/g, ']')
		.replace(/\*\*/g, '')
		.replace(/ +/g, ' ');
}
