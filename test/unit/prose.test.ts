import { findingsIn, isRead } from '../prose/check';
import { proseOf } from '../prose/texts';

/** `npm run lint` reads every file with this linter. Here: that it finds what it must find. */

async function wordsIn(path: string, text: string): Promise<string[]> {
	return (await findingsIn(path, text)).map(
		({ place, message }) => `${place} ${message.split(' => ')[0]}`,
	);
}

test('a word to avoid is found with its place, in any letter case', async () => {
	expect(await wordsIn('docs/a.md', 'First line.\n\nWhoever reads this must Mend it.\n')).toEqual([
		'docs/a.md:3:1 Whoever',
		'docs/a.md:3:25 Mend',
	]);
});

test.each([
	['a comment', '// It tells all.\n'],
	['a documentation comment', '/** It tells all. */\nexport const a = 1;\n'],
	['a text', "export const a = 'It tells all';\n"],
	['a template', 'export const a = (b: string) => `It tells ${b}`;\n'],
	['the end of a template', 'export const a = (b: string) => `${b} so it tells all`;\n'],
	['a comment at the end', 'export const a = 1;\n// It tells all.\n'],
])('%s of a source file is read', async (_what, source) => {
	expect((await wordsIn('a.ts', source)).map((line) => line.split(' ')[1])).toEqual(['tells']);
});

test('names in code are not prose, and places stay those of the file', async () => {
	expect(await wordsIn('a.ts', "const tells = 'x';\n\nmend(tells); // done upon it\n")).toEqual([
		'a.ts:3:22 upon',
	]);
	const source = "const a = 'b c'; /* d */\nconst e = `f ${a} g h`;\n";
	expect(proseOf('a.ts', source).length).toBe(source.length);
});

test('the alternative text of a picture is read, its address is not', async () => {
	const page = 'Look:\n\n![What it tells](tells.png) and [this](tells.md)\n';
	expect(await wordsIn('a.md', page)).toEqual(['a.md:3:11 tells']);
});

test('plain words pass', async () => {
	const text = 'Enter it in HR. No employee belongs to it. The person no longer has an account.';
	expect(await wordsIn('a.md', text)).toEqual([]);
});

test.each([
	['README.md', true],
	['directory/model/fields.ts', true],
	['nodes/SyncReport/SyncReport.node.ts', true],
	['workflows/flex-to-winningtemp.json', true],
	['test/unit/docs.test.ts', true],
	['.ci/checks.mjs', true],
	['.github/workflows/release.yml', true],
	['package-lock.json', false],
	['docs/images/readiness.png', false],
	['LICENSE.md', false],
])('%s: read %p', (path, read) => {
	expect(isRead(path)).toBe(read);
});
