import { renderHtml } from '../../../directory/report/html';
import { summarise } from '../../../directory/report/summarise';
import { largeInput } from '../../report/sample';

test('case 40: 100,000 changes are summarised', () => {
	const { figures, sections } = summarise(largeInput(100_000));
	expect(figures).toMatchObject({ created: 50_000, updated: 50_000 });
	expect(sections.map(({ rows }) => rows.length)).toEqual([50_000, 50_000]);
});

test('10,000 changes: all are in the page, in lists that are laid out piece by piece', () => {
	const html = renderHtml(summarise(largeInput(10_000)));
	expect(html.match(/<li><div class="who">/g)).toHaveLength(10_000);
	expect(html.match(/<ul class="rows cv">/g)).toHaveLength(200);
	expect(html.length).toBeLessThan(6_000_000);
	// What a browser has to build before the page can be read.
	expect(html.match(/<[a-z]/g)!.length).toBeLessThan(260_000);
});

test('of more than 10,000 of one kind the page holds 10,000, and says how many more there are', () => {
	const html = renderHtml(summarise(largeInput(20_006)));
	expect(html.match(/<li><div class="who">/g)).toHaveLength(20_000);
	expect(html.match(/And 3 more, left out here so that this file can be opened/g)).toHaveLength(2);
});
