import * as fc from 'fast-check';
import { escapeMarkdown } from '../../../directory/report/escape';
import type { ReportInput } from '../../../directory/report/input';
import { renderMarkdown } from '../../../directory/report/markdown';
import { summarise } from '../../../directory/report/summarise';
import { awkwardInput, sampleInput } from '../../report/sample';

function markdown(input: Partial<ReportInput>, rows?: number): string {
	return renderMarkdown(
		summarise({
			title: 'Flex HRM → Winningtemp',
			systems: { target: 'Winningtemp' },
			createdAt: new Date('2026-02-03T00:04:00Z'),
			timeZone: 'Europe/Stockholm',
			...input,
		}),
		rows,
	);
}

test('headline and figures come first, then what needs a person', () => {
	const [head, figures, ...blocks] = markdown(sampleInput()).split('\n\n');
	expect(head!.split('\n').slice(0, 2)).toEqual([
		'**Flex HRM → Winningtemp** · 2026-02-03 01:04',
		'❌ **1 change failed**',
	]);
	expect(figures).toBe(
		'Created **5** (4 people, 1 group) · Updated **4** (2 people, 2 groups) · Reactivated **1** (1 person) · Deactivated **1** (1 person) · Deleted **1** (1 group) · Held **8** (8 people) · Failed **1** (1 person) · Skipped **1** (1 person) · Unchanged **245** (230 people, 15 groups) · Left out **2** (2 people)',
	);
	expect(blocks.map((block) => block.split('\n')[0])).toEqual([
		'**Failed (1)**',
		'**Skipped (1)**',
		'**Held for your decision (8)**',
		'**An External ID may have been given to someone else: 1 planned, none is let through without a decision**',
		'**Many people would be removed: 7 planned, at most 5 of 50 are let through**',
		'**To look at (4 issues)**',
	]);
});

test('what is held says how it is released', () => {
	expect(markdown(sampleInput())).toContain(
		'open the form “Release held changes” and enter the plan number `7f3a-91c2`',
	);
	const releaseUrl = 'https://n8n.example.com/form/release_(x)';
	expect(markdown({ ...sampleInput(), releaseUrl })).toContain(
		'open the form [Release held changes](https://n8n.example.com/form/release_%28x%29?plan=7f3a-91c2) and',
	);
});

test('long lists are cut, and say by how much', () => {
	const text = markdown(sampleInput(), 2);
	expect(text).toContain('- … and 5 more in the full report');
	expect(text.match(/^- .*Deactivate person/gm)).toHaveLength(2);
	expect(markdown(sampleInput(), 0)).toContain('- … and 7 more in the full report');
});

test('an empty run fits on two lines', () => {
	expect(markdown({})).toBe(
		'**Flex HRM → Winningtemp** · 2026-02-03 01:04\n✅ **Nothing to do**\nWinningtemp already agrees with HR.',
	);
});

test('case 30: names call nobody, format nothing, link nowhere', () => {
	const text = markdown(awkwardInput(), 100);
	const own = text.replace(/\\./g, '').replace(/\*\*/g, '');
	expect(own).not.toMatch(/[*_`|[\]~#<>]/);
	expect(text).not.toMatch(/@(everyone|U123)|:\/\/example/);
	expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
	expect(text).toContain('\\_\\_proto\\_\\_');
	expect(text).toContain('👩‍🚒 Emelie 🎉');
	for (const line of text.split('\n')) expect(line.length).toBeLessThan(1_200);
});

test('no text whatever keeps markup, mentions or line breaks', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const escaped = escapeMarkdown(text);
			expect(escaped.replace(/\\[\\`*_~|[\]#]/g, '')).not.toMatch(/[\\`*_~|[\]#<>\n\r]/);
			expect(escaped).not.toMatch(/(^|\s)@\S(?<!\u200B)/);
		}),
	);
});

test('an e-mail address stays one', () => {
	expect(escapeMarkdown('åsa.berg+x@example.se')).toBe('åsa.berg+x@example.se');
});
