import { renderHtml } from '../../../directory/report/html';
import { renderMarkdown } from '../../../directory/report/markdown';
import { summarise } from '../../../directory/report/summarise';

/** Texts of servers and of HR are texts in a report, wherever they come in. */

const IMAGE = '<img src=x onerror=alert(1)>';
const MARKUP = `${IMAGE}"'&</td></script>*b* [a](https://x.example) @everyone`;

const field = { field: 'email', from: MARKUP, to: MARKUP };
const change = (order: number, more: object = {}) => ({
	order,
	kind: 'user',
	action: 'update',
	externalId: `${MARKUP}${order}`,
	targetId: MARKUP,
	name: MARKUP,
	changes: [field, { field: `attributes.${MARKUP}`, from: null, to: MARKUP }],
	reason: MARKUP,
	...more,
});

const model = summarise({
	title: MARKUP,
	systems: { target: MARKUP },
	createdAt: new Date('2026-02-03T00:04:00Z'),
	timeZone: 'Europe/Stockholm',
	releaseUrl: `https://n8n.example/form?"><img src=x onerror=alert(1)>`,
	changes: [
		change(1, { status: 'applied' }),
		change(2, { status: 'failed', error: MARKUP }),
		change(3, { status: 'skipped', error: MARKUP }),
		{ action: 'failed', kind: 'user', externalId: 'p4', name: MARKUP, error: MARKUP },
	],
	held: [change(5, { guard: { name: 'removals', limit: 5, actual: 7, of: 50 } })],
	issues: [
		{
			severity: 'error',
			code: 'mapping',
			message: MARKUP,
			subject: { kind: 'user', externalId: MARKUP, name: MARKUP },
			details: {},
		},
		{ externalId: MARKUP, name: MARKUP, username: MARKUP, skipped: true, issues: [] },
	],
	summary: [
		{
			planId: MARKUP,
			users: { current: 5, wanted: 5 },
			groups: {},
			issues: {},
			partial: true,
			partialReasons: [MARKUP],
			guards: [{ name: 'removals', limit: 5, actual: 7, of: 50, held: true }],
		},
	],
	groups: [
		{
			externalId: MARKUP,
			name: MARKUP,
			parentExternalId: null,
			managerExternalId: null,
			level: 1,
			path: [MARKUP],
			memberCount: 1,
		},
	],
});

test('the texts come in at every place of the model', () => {
	expect(model.remarks.join(' ')).toContain(IMAGE);
	for (const outcome of ['failed', 'skipped', 'updated']) {
		const section = model.sections.find((one) => one.outcome === outcome);
		expect([outcome, JSON.stringify(section)]).toEqual([
			outcome,
			expect.stringContaining('onerror'),
		]);
	}
	expect(JSON.stringify([model.held, model.issues, model.title])).toContain('onerror');
});

test('in HTML they make no element and end no attribute', () => {
	const html = renderHtml(model);
	const page = html.replace(/<(script|style)>[\s\S]*?<\/\1>/g, '');
	expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
	expect(page.match(/.{0,60}<img.{0,60}/gs)).toBeNull();
	const tags = page.match(/<[a-z][^>]*>/gi) ?? [];
	expect(tags.length).toBeGreaterThan(50);
	expect(tags.filter((tag) => /onerror|everyone/.test(tag.replace(/"[^"]*"/g, '')))).toEqual([]);
	expect(html.match(/<script>/g)).toHaveLength(1);
	expect(html.match(/<\/script>/g)).toHaveLength(1);
});

test('what turns text around is shown as lost, and addresses do not become links', () => {
	const turned = { ...model, title: 'A\u202Egpj.exe\u2066 www.x.example' };
	for (const text of [renderHtml(turned), renderMarkdown(turned)]) {
		expect(text).toContain('A\uFFFDgpj.exe\uFFFD www');
		expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
	}
	expect(renderMarkdown(turned)).not.toContain('www.x');
});

test('in Markdown they format nothing, link nowhere and call nobody', () => {
	const markdown = renderMarkdown(model);
	expect(markdown).toContain('&lt;img');
	expect(markdown.match(/.{0,60}<img.{0,60}/gs)).toBeNull();
	expect(markdown).not.toMatch(/(?<!\\)\*b(?<!\\)\*/);
	expect(markdown).not.toContain('](https://x.example');
	expect(markdown).not.toContain('@everyone');
});
