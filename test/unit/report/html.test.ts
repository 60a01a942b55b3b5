import { createHash } from 'crypto';
import * as fc from 'fast-check';
import { escapeHtml } from '../../../directory/report/escape';
import { renderHtml } from '../../../directory/report/html';
import type { ReportInput } from '../../../directory/report/input';
import { summarise } from '../../../directory/report/summarise';
import { AWKWARD_NAMES, awkwardInput, sampleInput } from '../../report/sample';

function page(input: Partial<ReportInput> = {}): string {
	return renderHtml(
		summarise({
			title: 'Flex HRM → Winningtemp',
			systems: { target: 'Winningtemp' },
			createdAt: new Date('2026-02-03T00:04:00Z'),
			timeZone: 'Europe/Stockholm',
			...input,
		}),
	);
}

const sample = () => page(sampleInput());

/** All tags of a page without those within its script and its style sheet. */
function tagsOf(html: string): string[] {
	return (
		html.replace(/(<(script|style)>)[\s\S]*?(?=<\/\2>)/g, '$1').match(/<\/?[a-z][^>]*>/gi) ?? []
	);
}

function textOf(html: string): string {
	return html
		.replace(/<(script|style)>[\s\S]*?<\/\1>/g, '')
		.replace(/<[^>]*>/g, '')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&#39;/g, "'")
		.replace(/&amp;/g, '&');
}

test('every change is shown with its values and its reason', () => {
	const text = textOf(sample());
	for (const told of [
		'Cecilia Cederlöf',
		'Username: cecilia.sundin@example.se → ',
		'Manager: Cecilia Cederlöf → empty',
		'Group: Stockholm › Finance › Payable → Stockholm › Finance › Treasury',
		'Recognised by its people (11 of 11): the group was renamed in HR and keeps its history.',
		'Error: Winningtemp refused the e-mail address (400, invalidValue).',
		'No longer among the employed in HR.',
		'No employee belongs to this group in HR, and nobody is in it in Winningtemp.',
	]) {
		expect(text).toContain(told);
	}
});

test('what is held says by which guard, and how it is released', () => {
	const text = textOf(sample());
	expect(text).toContain('7 planned, at most 5 of 50 are let through.');
	expect(text).toContain('Open the form “Release held changes” of the workflow.');
	expect(sample()).toContain('Enter the plan number <code>7f3a-91c2</code>');
	const releaseUrl = 'https://n8n.example.com/form/release?a=1&b="2"';
	expect(page({ ...sampleInput(), releaseUrl })).toContain(
		'<a href="https://n8n.example.com/form/release?a=1&amp;b=&quot;2&quot;&amp;plan=7f3a-91c2" rel="noopener noreferrer">',
	);
});

test('held changes and issues that were not connected are asked for', () => {
	const summary = sampleInput().summary!;
	const text = textOf(page({ summary }));
	expect(text).toContain('connect the output Held');
	expect(text).toContain('connect the output Issues');
});

test('an empty run is a page too', () => {
	const html = page();
	expect(textOf(html)).toContain('Nothing to do');
	expect(textOf(html)).toContain(
		'There were no changes, nothing is held, and there are no issues.',
	);
	expect(html).not.toContain('role="search"');
});

test('case 30: awkward names change nothing about the structure of the page', () => {
	const plain = AWKWARD_NAMES.map((_, n) => `name ${n}`);
	const awkward = tagsOf(page(awkwardInput())).sort();
	expect(awkward).toEqual(tagsOf(page(awkwardInput(plain))).sort());
	expect(awkward.length).toBeGreaterThan(500);
});

test('case 30: awkward names are shown as they are', () => {
	const text = textOf(page(awkwardInput()));
	for (const name of AWKWARD_NAMES) {
		expect(text).toContain(`because ${name}`);
		expect(text).toContain(`about ${name}`);
	}
});

test('no text whatever gets out of its place', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
		}),
	);
});

test('nothing is loaded from outside, and only the own script and style may run', () => {
	const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(sample())![1]!;
	const rules = new Map(
		policy
			.replace(/&#39;/g, "'")
			.split('; ')
			.map((rule) => [rule.split(' ')[0]!, rule.slice(rule.indexOf(' ') + 1)]),
	);
	const hash = (tag: string) => {
		const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(sample())![1]!;
		return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
	};
	expect(Object.fromEntries(rules)).toEqual({
		'default-src': "'none'",
		'script-src': hash('script'),
		'style-src': hash('style'),
		'base-uri': "'none'",
		'form-action': "'none'",
	});
	expect(sample().match(/<(script|style)\b/g)).toHaveLength(2);
	expect(sample()).not.toMatch(/\s(src|srcset|style|on\w+)=|@import|url\(|<link|<img|<iframe/);
});

test('landmarks, headings and tables are as screen readers need them', () => {
	const tags = tagsOf(sample());
	const starting = (start: string) => tags.filter((tag) => tag.startsWith(start));
	expect(sample()).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
	for (const one of ['<header', '<main', '<nav', '<footer', '<h1', '<title']) {
		expect([one, starting(one).filter((tag) => !/^<header\w/.test(tag))]).toHaveProperty(
			'1.length',
			1,
		);
	}
	expect(starting('<a class="skip" href="#content"')).toHaveLength(1);
	const levels = tags.flatMap((tag) => /^<h([1-6])/.exec(tag)?.[1] ?? []).map(Number);
	expect(levels[0]).toBe(1);
	for (const [i, level] of levels.entries()) {
		expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
	}
	const ids = new Set(tags.flatMap((tag) => / id="([^"]+)"/.exec(tag)?.[1] ?? []));
	const references = tags.flatMap(
		(tag) => / (?:aria-labelledby|for|href)="#?([a-z-]+)"/.exec(tag)?.[1] ?? [],
	);
	expect(references.length).toBeGreaterThan(8);
	for (const reference of references) expect(ids).toContain(reference);
	for (const tag of starting('<th ')) expect(tag).toMatch(/scope="(col|row)"/);
	for (const tag of starting('<svg')) expect(tag).toContain('aria-hidden="true"');
	for (const tag of starting('<section')) expect(tag).toContain('aria-labelledby=');
});

test('every element that is opened is closed, in order', () => {
	const open: string[] = [];
	const wrong: string[] = [];
	const isVoid = new Set(['meta', 'input', 'path', 'rect', 'circle']);
	for (const tag of tagsOf(page(sampleInput()))) {
		const name = /^<\/?([a-z0-9]+)/i.exec(tag)![1]!;
		if (isVoid.has(name)) continue;
		if (!tag.startsWith('</')) open.push(name);
		else if (open.pop() !== name) wrong.push(tag);
	}
	expect([open, wrong]).toEqual([[], []]);
});

test('without names the page says what was left out', () => {
	const html = page({ ...sampleInput(), includeNames: false });
	expect(html).not.toMatch(/Almgren|example\.se|Torsten/);
	expect(textOf(html)).toContain('People are shown without name and External ID');
	expect(textOf(html)).toContain('Username: changed');
});

test('text is as it was in an element and in an attribute with either kind of quotes', () => {
	expect(escapeHtml(`<a href='x' title="y">&`)).toBe(
		'&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;',
	);
});
