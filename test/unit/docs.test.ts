import ownPackage from '../../package.json';
import { docsPictures } from '../pictures/docsPictures';
import { LAYERS } from '../pictures/diagrams';
import { fileExists, filesIn, readText } from '../support/files';
import { GAP, readSourceTexts } from '../support/sourceTexts';

/** The documentation, held to what it is about. */

const TROUBLESHOOTING = readText('docs/troubleshooting.md');

const PAGES = [
	'README.md',
	'CHANGELOG.md',
	'CONTRIBUTING.md',
	'SECURITY.md',
	'workflows/README.md',
	'test/sandbox/README.md',
	...filesIn('docs', '.md').map((name) => `docs/${name}`),
];

const CODEX = ownPackage.n8n.nodes.map((built) =>
	built.replace(/^dist\//, '').replace(/\.js$/, '.json'),
);

/** The messages that an entry of the page is about. */
function titlesOf(page: string): string[] {
	return [...page.matchAll(/\*\*(.+?)\*\*/g)].map(([, title]) => title!);
}

/** The entries: a list item that begins with a message. */
function entriesIn(page: string): string[] {
	return page.split('\n').filter((line) => /^- \*\*/.test(line));
}

/** Without what differs between a message and its mention: the end of the sentence. */
function plain(message: string): string {
	return message.replace(/[.…\s]+$/, '');
}

describe('troubleshooting', () => {
	const { codes, messages, pieces } = readSourceTexts(['directory', 'http', 'nodes', 'scim']);
	// What n8n itself says is not in these sources.
	const [own] = TROUBLESHOOTING.split('## n8n itself');
	const entries = entriesIn(own!.slice(own!.indexOf('\n## Flex')));
	const titles = entries.flatMap(titlesOf);

	test('has an entry for every code of an issue', () => {
		expect(codes.size).toBeGreaterThan(40);
		const named = new Set([...own!.matchAll(/\*\* \(`(\w+)`\)/g)].map(([, code]) => code!));
		expect([...codes].filter((code) => !named.has(code)).sort()).toEqual([]);
		expect([...named].filter((code) => !codes.has(code)).sort()).toEqual([]);
	});

	test('has an entry for every error and hint', () => {
		expect(messages.size).toBeGreaterThan(100);
		const known = titles.map(patternOf);
		const missing = [...messages]
			.filter((message) => message.replaceAll(GAP, '').trim().length >= LONG_ENOUGH)
			.filter((message) => !known.some((title) => title.test(message)))
			.filter((message) => !titles.some((title) => endsLike(title, message)));
		expect(missing).toEqual([]);
	});

	test('quotes nothing that the sources no longer say', () => {
		const all = pieces.join('\n');
		const stale = titles.flatMap((title) =>
			partsOf(title)
				.filter((part) => part.length >= LONG_ENOUGH && !all.includes(part))
				.map((part) => `${title} ← ${part}`),
		);
		expect(stale).toEqual([]);
	});
});

/** Shorter texts are put together with others, so that they are not found as they stand. */
const LONG_ENOUGH = 14;

function partsOf(title: string): string[] {
	return title.split(/[…“”]|: |, /).map((part) => part.replace(/^[\s.]+|[\s.]+$/g, ''));
}

/** Whether a message that begins with another text goes on as the title does. */
function endsLike(title: string, message: string): boolean {
	return message.startsWith(GAP) && plain(title).endsWith(plain(message.slice(GAP.length)).trim());
}

/** Matches messages that begin as the title does; further on in it, `…` stands for anything. */
function patternOf(title: string): RegExp {
	const [start = '', ...parts] = plain(title)
		.split(GAP)
		.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	const first = start === '' ? GAP : start;
	return new RegExp(`^${[first, ...parts].join('.*')}`);
}

describe.each(PAGES)('%s', (page) => {
	const text = withoutCode(readText(page));

	test('has no dead links', () => {
		expect(linksIn(text).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
	});

	test('names only commands that there are', () => {
		const named = [...readText(page).matchAll(/npm run ([a-z][\w:]*)/g)].map(([, name]) => name!);
		expect(named.filter((name) => !Object.hasOwn(ownPackage.scripts, name))).toEqual([]);
	});

	test('names only files that there are', () => {
		const own = /`((?:credentials|directory|docs|http|nodes|scim|test|workflows)\/[\w./-]*)`/g;
		const named = [...readText(page).matchAll(own)].map(([, path]) => path!);
		expect(named.filter((path) => !fileExists(path))).toEqual([]);
	});
});

test('what n8n links to is there', () => {
	const credentials = filesIn('credentials', '.ts').map((name) => `credentials/${name}`);
	const sources = [...CODEX, ...credentials].map(readText).join('\n');
	const home =
		/github\.com\/flex-winningtemp\/n8n-nodes-flex-winningtemp(?:\/blob\/main\/([^"'#]+))?#?([^"'\s]*)/g;
	const links = [...sources.matchAll(home)];
	expect(links.length).toBeGreaterThan(5);
	const dead = links.filter(([, path = 'README.md', anchor]) => {
		if (!fileExists(path)) return true;
		// GitHub's own anchor for the page that it shows below the files.
		return anchor !== '' && anchor !== 'readme' && !anchorsIn(readText(path)).has(anchor!);
	});
	expect(dead.map(([link]) => link)).toEqual([]);
});

test('the drawings are as they would be drawn today (else: npm run pictures)', () => {
	for (const [name, svg] of docsPictures()) {
		expect([name, readText(`docs/images/${name}`) === svg]).toEqual([name, true]);
	}
});

test('the drawing of the architecture shows parts that there are', () => {
	const paths = LAYERS.flatMap(({ parts }) => parts.map(({ path }) => path));
	expect(paths.filter((path) => !fileExists(path))).toEqual([]);
});

/** Blocks and pieces of code hold no links. */
function withoutCode(text: string): string {
	return text.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, 'code');
}

/** Links to pages and pictures of this repository. npm shows the README, so its links are absolute. */
function linksIn(text: string): string[] {
	return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, link]) => link!.replace(HOME, '/'))
		.filter((link) => !/^[a-z]+:/.test(link));
}

const HOME =
	/^https:\/\/(?:github\.com\/flex-winningtemp\/n8n-nodes-flex-winningtemp\/blob|raw\.githubusercontent\.com\/flex-winningtemp\/n8n-nodes-flex-winningtemp)\/main\//;

function leadsSomewhere(page: string, link: string): boolean {
	const [target = '', anchor] = link.split('#');
	const path = target === '' ? page : resolved(page, target);
	if (!fileExists(path)) return false;
	return anchor === undefined || anchorsIn(readText(path)).has(anchor);
}

function resolved(page: string, target: string): string {
	const path = target.startsWith('/') ? [] : page.split('/').slice(0, -1);
	for (const step of target.split('/')) {
		if (step === '..') path.pop();
		else if (step !== '.' && step !== '') path.push(step);
	}
	return path.join('/');
}

describe('README', () => {
	const readme = readText('README.md');

	test('has at most 120 lines', () => {
		expect(readme.split('\n').length).toBeLessThanOrEqual(121);
	});

	test('has absolute links, since npm shows it as well', () => {
		const links = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
		expect(links.length).toBeGreaterThan(20);
		expect(links.filter((link) => !link.startsWith('https://') && !link.startsWith('#'))).toEqual(
			[],
		);
	});
});

test('docs/README.md lists every page of docs', () => {
	const listed = linksIn(readText('docs/README.md'));
	const pages = filesIn('docs', '.md').filter((name) => name !== 'README.md');
	expect(pages.filter((name) => !listed.includes(name))).toEqual([]);
});

/** The anchors that GitHub gives the headings of a page. */
function anchorsIn(text: string): Set<string> {
	const anchors = new Set<string>();
	const counts = new Map<string, number>();
	for (const [, heading] of text.replace(/^```.*?^```/gms, '').matchAll(/^#+ (.+)$/gm)) {
		const slug = heading!
			.toLowerCase()
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-');
		const times = counts.get(slug) ?? 0;
		counts.set(slug, times + 1);
		anchors.add(times === 0 ? slug : `${slug}-${times}`);
	}
	return anchors;
}
