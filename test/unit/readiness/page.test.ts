import {
	renderReadinessHtml,
	renderReadinessMarkdown,
	summariseReadiness,
} from '../../../directory/readiness';
import { findingOf, MOST_CONCERNED } from '../../../directory/readiness/model';
import { told } from '../../../directory/readiness/told';
import { text } from '../../../directory/report/columns';
import { HR_SAMPLE, readinessInput, TARGET_SAMPLE } from '../../report/readinessSample';

/** The page for the first meeting, from what the checks and the plan say. */

const codes = (changes?: Parameters<typeof readinessInput>[0]) =>
	summariseReadiness(readinessInput(changes)).findings.map(({ code }) => code);

test('what blocks the start comes first, then what leaves people out, then what is to be decided', () => {
	const page = summariseReadiness(readinessInput());
	const weights = page.findings.map(({ weight }) => weight);
	expect([...new Set(weights)]).toEqual(['start', 'people', 'decide', 'know']);
	expect(page.status).toBe('blocked');
	expect(page.headline).toMatch(/^1 finding blocks the start, \d+ findings to look at$/);
});

test('nothing from outside becomes a tag, and nothing runs or loads', () => {
	const html = renderReadinessHtml(summariseReadiness(readinessInput()));
	expect(html.includes('<script')).toBe(false);
	expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
	expect(html).toContain('default-src &#39;none&#39;');
	expect(html).not.toMatch(/ src=| href=| style=/);
	const markdown = renderReadinessMarkdown(summariseReadiness(readinessInput()));
	expect(markdown).not.toContain('<script');
});

test('a check that is missing blocks the start', () => {
	expect(codes({ checks: [HR_SAMPLE] })).toContain('notChecked');
	expect(codes({ checks: [] }).slice(0, 2)).toEqual(['notChecked', 'notChecked']);
	expect(codes()).not.toContain('notChecked');
});

test('a plan that failed is a finding only where nothing else says why', () => {
	const failures = ['A list could not be read.', 'An error came in.'];
	expect(codes({ failures })).not.toContain('firstRunStops');
	const checks = [{ ...HR_SAMPLE, findings: [] }, TARGET_SAMPLE];
	const page = summariseReadiness(readinessInput({ failures, checks, changes: [], held: [] }));
	expect(page.findings.map(({ title }) => title)).toEqual([
		'A first run would stop: A list could not be read',
	]);
	expect(renderReadinessHtml(page)).toContain('It would stop: A list could not be read.');
});

test('of very many, the first by name are listed and all are counted', () => {
	const name = (i: number) => `Person ${String(i).padStart(5, '0')}`;
	const concerns = Array.from({ length: 5000 }, (_, i) => {
		return { name: name(4999 - i), id: String(i), note: '' };
	});
	const words = told({ title: text('Many', 'Många'), advice: text('Look.', 'Titta.') });
	const finding = findingOf(
		{ code: 'many', weight: 'people' as const, owner: 'hr' as const, ...words },
		concerns,
	);
	expect([finding.count, finding.concerns.length]).toEqual([5000, MOST_CONCERNED]);
	expect(finding.concerns[0]!.name).toBe('Person 00000');
	const checks = [{ ...HR_SAMPLE, findings: [finding] }, TARGET_SAMPLE];
	const html = renderReadinessHtml(summariseReadiness(readinessInput({ checks })));
	expect(html).toContain('And 4,000 more.');
});
