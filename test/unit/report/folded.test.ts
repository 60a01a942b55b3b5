import { renderHtml } from '../../../directory/report/html';
import { renderMarkdown } from '../../../directory/report/markdown';
import { summarise } from '../../../directory/report/summarise';

/** So many people whose title is held: HR has none for anybody now. */
function report(count: number) {
	const guard = {
		name: 'fieldsEmptied',
		limit: 5,
		actual: count,
		of: count,
		kind: 'user',
		field: 'title',
		emptied: 'title',
	};
	return summarise({
		title: 'Night',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'Europe/Stockholm',
		held: Array.from({ length: count }, (_, i) => ({
			order: i + 1,
			kind: 'user',
			action: 'update',
			externalId: `p${i}`,
			targetId: `t${i}`,
			name: `Person ${i}`,
			changes: [{ field: 'title', from: 'Chef', to: null }],
			reason: 'Differs from HR.',
			guard,
		})),
	});
}

const heldIn = (html: string) => html.slice(html.indexOf('id="held"'), html.indexOf('id="guards"'));

test('a field that HR has for nobody now is one folded line with the count, and the people are inside', () => {
	const model = report(21);
	const held = heldIn(renderHtml(model));
	expect(held).toContain(
		'<details class="part"><summary><h3><bdi>Many titles would be emptied</bdi></h3> <span class="chip t-look">21</span></summary>',
	);
	expect(held.match(/<li><div class="who">/g)).toHaveLength(21);
	expect(model.figures.held).toBe(21);
	expect(model.figures.guards).toMatchObject([{ name: 'fieldsEmptied', actual: 21 }]);
	const markdown = renderMarkdown(model);
	expect(markdown).toContain(
		'**Many titles would be emptied: 21 planned, at most 5 of 21 are let through**\n- 21 people: each in the full report',
	);
	expect(markdown).not.toContain('Person 1');
});

test('twenty rows of one field are shown at once', () => {
	const model = report(20);
	expect(heldIn(renderHtml(model))).toContain('<details class="part" open><summary>');
	expect(renderMarkdown(model)).toContain('Person 1');
});
