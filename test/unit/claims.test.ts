import { claimsPage, strongSentences, textOf, type Claims } from '../claims/page';
import { plain } from '../figures/pages';
import { fileExists, filesIn, readJson, readText } from '../support/files';

const DATA = readJson<Claims>('docs/claims.json');
const { claims, others, complete } = DATA;

test('docs/claims.md results from docs/claims.json (else: npm run claims)', () => {
	expect(plain(readText('docs/claims.md'))).toBe(plain(claimsPage(DATA)));
});

test('every sentence is still on its page, once in the lists', () => {
	const all = [...claims, ...others];
	expect(all.filter(({ page, says }) => !textOf(readText(page)).includes(says))).toEqual([]);
	const keys = all.map(({ page, says }) => `${page}: ${says}`);
	expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

test('every test or figure that holds a claim exists under its name', () => {
	expect(claims.length).toBeGreaterThan(20);
	// A title is the first text of a test, also of one that is made for each row.
	const missing = claims.filter(({ file, test: name }) => {
		if (!fileExists(file)) return true;
		if (/^docs\/figures\/\w+\.json$/.test(file)) return !readText(file).includes(`"${name}"`);
		const at = readText(file).replaceAll("\\'", "'").split(name);
		return !at
			.slice(0, -1)
			.some((before) => /(\b(test|it|describe)|[)\]])\(\s*['"`]$/.test(before));
	});
	expect(missing).toEqual([]);
});

test('every page is complete, but for those that a command writes as a whole, and the list of changes', () => {
	const pages = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'workflows/README.md'];
	const docs = filesIn('docs', '.md').map((name) => `docs/${name}`);
	const written = ['claims', 'performance', 'reliability', 'tenants'].map(
		(name) => `docs/${name}.md`,
	);
	const others = [...pages, 'test/sandbox/README.md', ...docs].filter(
		(page) => !written.includes(page),
	);
	expect([...complete].sort()).toEqual(others.sort());
});

test.each(complete)('every sentence of %s with a number or an absolute word is listed', (page) => {
	const listed = [...claims, ...others].filter((one) => one.page === page);
	const sentences = strongSentences(readText(page));
	expect(sentences.length).toBeGreaterThan(0);
	const unlisted = sentences.filter(
		(sentence) => !listed.some(({ says }) => sentence.includes(says) || says.includes(sentence)),
	);
	expect(unlisted).toEqual([]);
});

test('a sentence is found by its words, in lists and tables, without links and code', () => {
	const page =
		'# All\n\nFine. It **never** ends, [see](x/1).\n\n```\nnothing\n```\n\n| a | 5 |\n1. n8n';
	expect(strongSentences(page)).toEqual(['It never ends, [see].', '| a | 5 |']);
});
