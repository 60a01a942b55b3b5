import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { explain, renderExplanationHtml, withTimeline } from '../../directory/explain';
import { renderReadinessHtml, summariseReadiness } from '../../directory/readiness';
import type { Language } from '../../directory/report/columns';
import { renderHtml } from '../../directory/report/html';
import type { ReportInput } from '../../directory/report/input';
import { summariseQuality } from '../../directory/report/quality';
import { renderQualityHtml } from '../../directory/report/qualityPage';
import { summariseRuns } from '../../directory/report/runs';
import { renderRunsHtml } from '../../directory/report/runsPage';
import { summarise } from '../../directory/report/summarise';
import { change, GROUPS, person, user } from '../unit/explain/support';
import { fileExists, writeOutput } from '../support/files';
import { readinessInput } from './readinessSample';
import {
	awkwardInput,
	invented,
	largeInput,
	qualityInput,
	runsInput,
	sampleInput,
	twoPlansInput,
} from './sample';

/**
 * The report in a real browser: what can be measured of how it looks is asserted, and pictures of
 * it are left under `.output/` for people to look at.
 */

/** Set by the configuration; there the test must not be passed over. */
declare const IN_CI: boolean | undefined;

const inCi = typeof IN_CI !== 'undefined' && IN_CI;
const executablePath = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
].find(fileExists);

const PHONE = { width: 390, height: 844 };
const SMALL_PHONE = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 1600 };
const SCHEMES = ['light', 'dark'] as const;

const INPUTS: Record<string, () => ReportInput> = {
	sample: sampleInput,
	awkward: awkwardInput,
	nothing: () => ({ ...sampleInput(), changes: [], held: [], issues: [], summary: [], groups: [] }),
	large: () => largeInput(10_000),
	twoPlans: twoPlansInput,
	remembered: () => ({ ...sampleInput(), memory: { stored: memoryOfLastNight(), salt: 's' } }),
};

/** All kinds of pages that a file holds. */
const PAGES = [
	...['sample', 'awkward', 'remembered', 'quality'],
	...['readiness', 'history', 'twoPlans'],
] as const;

/** The last run had all but one of what is held, and other issues. */
function memoryOfLastNight(): unknown {
	const { held = [], ...input } = sampleInput();
	return summarise({
		...input,
		held: held.slice(1),
		issues: [],
		memory: { stored: undefined, salt: 's' },
	}).memory;
}

const CREATED = {
	...{ time: '2025-11-01T00:04:00Z', externalId: 'e1', action: 'created' },
	group: 'Stockholm › Payable',
};
const PAST = [
	CREATED,
	{
		...{ ...CREATED, time: '2026-02-01T00:04:00Z', action: 'updated', planId: '20260201-3f9a' },
		...{ field: 'lastName', before: 'Alm', after: 'Berg', releasedBy: 'Hanna Rask' },
	},
];

/** The explanation of one person with what changed when, within a page as the form of n8n has one. */
function onePersonHtml(language: Language): string {
	const explanation = explain({
		who: 'e1',
		lists: {
			issues: [person({ gender: 'female' }), user({ gender: 'none' })],
			changes: [change()],
			groups: GROUPS,
		},
		levels: ['Office', 'Department', 'Team'],
		systems: { target: 'Winningtemp' },
		language,
	});
	const answer = withTimeline({
		explanation,
		rows: PAST,
		customer: '',
		timeZone: 'UTC',
		language,
	});
	const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${answer.title} 2026-02-03</title>`;
	return `<!DOCTYPE html><html lang="${language}"><head>${head}</head><body><main><h1>${answer.title}</h1>${renderExplanationHtml(answer, language)}</main></body></html>`;
}

/** What a page is made of, in a language. */
function htmlOf(name: string, language: Language = 'en'): string {
	if (name === 'readiness')
		return renderReadinessHtml(summariseReadiness({ ...readinessInput(), language }));
	if (name === 'onePerson') return onePersonHtml(language);
	if (name === 'history') return renderRunsHtml(summariseRuns({ ...runsInput(), language }));
	if (name === 'quality') {
		return renderQualityHtml(summariseQuality({ ...qualityInput(), groupBy: 'company', language }));
	}
	return renderHtml(summarise({ ...INPUTS[name]!(), language }));
}

const { resolve } = jest.requireActual<typeof import('path')>('path');
const addresses = new Map<string, string>();
let browser: Browser;

function addressOf(name: string): string {
	let address = addresses.get(name);
	if (address === undefined) {
		const html = htmlOf(name);
		address = `file://${resolve(writeOutput(`report-${name}.html`, html))}`;
		addresses.set(name, address);
	}
	return address;
}

/** What `measure.js` finds. */
interface Overlaps {
	lines: number;
	found: string[];
}

interface Contrasts {
	texts: number;
	faint: string[];
}

/** What axe-core finds, as far as it is used here. */
interface AxeResults {
	passes: unknown[];
	violations: Array<{ id: string; nodes: Array<{ html: string }> }>;
}

/** Opens a report, does something with it, and sees that nothing was requested or refused. */
async function onPage(
	name: string,
	options: BrowserContextOptions,
	use: (page: Page) => Promise<void>,
): Promise<void> {
	const context = await browser.newContext(options);
	const complaints: string[] = [];
	try {
		await context.addInitScript({ path: 'test/report/measure.js' });
		const page = await context.newPage();
		page.on('console', (message) => complaints.push(message.text()));
		page.on('pageerror', (problem) => complaints.push(problem.message));
		page.on('request', (request) => {
			if (request.url() !== addressOf(name)) complaints.push(request.url());
		});
		await page.goto(addressOf(name));
		await use(page);
	} finally {
		await context.close();
	}
	expect(complaints).toEqual([]);
}

/** Opens all folded parts. */
async function unfold(page: Page): Promise<void> {
	await page
		.locator('details')
		.evaluateAll((parts: Array<{ open?: boolean }>) => parts.forEach((part) => (part.open = true)));
}

async function picture(page: Page, name: string, fullPage = true): Promise<void> {
	writeOutput(name, await page.screenshot({ fullPage }));
}

if (executablePath === undefined) {
	const message = 'no Chromium here: install one, e.g. with apt-get install chromium';
	if (inCi) {
		test('a Chromium is installed', () => {
			throw new Error(message);
		});
	} else {
		test.skip(`the report in a browser (${message})`, () => {});
	}
} else {
	describe('the report in a browser', inBrowser);
}

function inBrowser(): void {
	beforeAll(async () => {
		browser = await chromium.launch({
			executablePath,
			args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
		});
	});

	afterAll(async () => await browser.close());

	describe.each([...PAGES, 'nothing'])('%s', (name) => {
		test.each([
			['a small phone', SMALL_PHONE],
			['a phone', PHONE],
			['a desktop', DESKTOP],
		])('fits on %s, nothing sticks out', async (_screen, viewport) => {
			await onPage(name, { viewport }, async (page) => {
				expect(await page.evaluate('measure.sticksOut()')).toEqual([]);
				await unfold(page);
				expect(await page.evaluate('measure.sticksOut()')).toEqual([]);
			});
		});

		test.each([
			['a phone', PHONE],
			['a desktop', DESKTOP],
		])('no text overlaps on %s', async (_screen, viewport) => {
			await onPage(name, { viewport }, async (page) => {
				const { lines, found } = await page.evaluate<Overlaps>('measure.overlaps()');
				expect(lines).toBeGreaterThan(10);
				expect(found).toEqual([]);
				await unfold(page);
				expect((await page.evaluate<Overlaps>('measure.overlaps()')).found).toEqual([]);
			});
		});

		test.each(SCHEMES)('all text has a contrast of 4.5 or more in %s', async (colorScheme) => {
			await onPage(name, { viewport: DESKTOP, colorScheme }, async (page) => {
				const { texts, faint } = await page.evaluate<Contrasts>('measure.contrasts()');
				expect(texts).toBeGreaterThan(10);
				expect(faint).toEqual([]);
			});
		});

		test.each(SCHEMES)('pictures in %s', async (colorScheme) => {
			for (const [screen, viewport] of [['phone', PHONE] as const, ['desktop', DESKTOP] as const]) {
				await onPage(name, { viewport, colorScheme }, async (page) => {
					await picture(page, `report-${name}-${screen}-${colorScheme}.png`);
					expect(await page.title()).toContain('2026-02-03');
				});
			}
		});
	});

	describe.each([...PAGES, 'onePerson'])('axe-core finds nothing: %s', (name) => {
		test.each(
			(['en', 'sv'] as const).flatMap((language) =>
				SCHEMES.map((colorScheme) => [language, colorScheme] as const),
			),
		)('in %s and %s', async (language, colorScheme) => {
			const file = writeOutput(`axe-${name}-${language}.html`, htmlOf(name, language));
			// The page allows no script but its own.
			const context = await browser.newContext({
				viewport: DESKTOP,
				colorScheme,
				bypassCSP: true,
			});
			try {
				const page = await context.newPage();
				await page.goto(`file://${resolve(file)}`);
				await unfold(page);
				await page.addScriptTag({ path: resolve('node_modules/axe-core/axe.min.js') });
				const { passes, violations } = await page.evaluate<AxeResults>('axe.run()');
				expect(passes.length).toBeGreaterThan(name === 'onePerson' ? 15 : 30);
				await picture(page, `axe-${name}-${language}-${colorScheme}.png`);
				await page.setViewportSize(PHONE);
				await page.addScriptTag({ path: resolve('test/report/measure.js') });
				expect((await page.evaluate<Overlaps>('measure.overlaps()')).found).toEqual([]);
				await picture(page, `axe-${name}-${language}-${colorScheme}-phone.png`);
				expect(violations.map(({ id, nodes }) => [id, nodes[0]!.html])).toEqual([]);
			} finally {
				await context.close();
			}
		});
	});

	test('light and dark follow the system', async () => {
		const backgrounds: number[] = [];
		for (const colorScheme of SCHEMES) {
			await onPage('sample', { viewport: PHONE, colorScheme }, async (page) => {
				backgrounds.push(await page.evaluate<number>('measure.brightness()'));
			});
		}
		const [light, dark] = backgrounds;
		expect(light).toBeGreaterThan(690);
		expect(dark).toBeLessThan(120);
	});

	test('the search shows the rows that hold all words, and says how many', async () => {
		await onPage('sample', { viewport: PHONE }, async (page) => {
			const all = await page.evaluate<number>('measure.visibleRows()');
			expect(all).toBeGreaterThan(20);
			const box = page.locator('#find-words');
			const said = page.locator('#find output');

			await box.fill('treasury  ELIN.Almgren');
			await expectText(said, `1 of ${all} rows`);
			expect(await page.evaluate('measure.visibleRows()')).toBe(1);
			await picture(page, 'report-search-phone.png', false);

			await box.fill('Onboarding');
			await expectText(said, `1 of ${all} rows, groups: 1`);
			expect(await page.locator('.tree .name:visible').allTextContents()).toEqual([
				'Malmö',
				'Customer Success',
				'Onboarding',
			]);

			await box.fill('Cederlo\u0308f');
			await expectText(said, `4 of ${all} rows`);

			await box.fill('nobody has this');
			await expectText(said, `0 of ${all} rows`);
			expect(await page.evaluate('measure.visibleRows()')).toBe(0);

			await box.fill('');
			await expectText(said, '');
			expect(await page.evaluate('measure.visibleRows()')).toBe(all);
		});
	});

	test('the keyboard reaches everything: skip link, contents, search, and the parts', async () => {
		await onPage('sample', { viewport: DESKTOP }, async (page) => {
			const reached: string[] = [];
			for (let i = 0; i < 13; i++) {
				await page.keyboard.press('Tab');
				reached.push(await page.evaluate<string>('measure.focus()'));
			}
			expect(reached).toEqual([
				...Array.from({ length: 7 }, () => 'A true true'),
				'INPUT true true',
				'SUMMARY true true',
				'SUMMARY true true',
				'INPUT true true',
				'SELECT true true',
				'BUTTON true true',
			]);
			await page.locator('summary').first().focus();
			const open = () => page.locator('details.part[open]').count();
			const before = await open();
			await page.keyboard.press('Enter');
			expect(await open()).toBe(before - 1);
		});
	});

	test('a list is filtered, sorted, and downloaded as CSV, as it is shown', async () => {
		await onPage('sample', { viewport: DESKTOP, acceptDownloads: true }, async (page) => {
			const part = page.locator('.part', { hasText: 'Many people would be removed' });
			const names = () => part.locator('.rows > li:visible b').allTextContents();
			const before = await names();
			expect(before).toHaveLength(7);
			expect(before.at(-1)).toBe('Åsa Almgren');
			await part.getByRole('searchbox').fill('granlund');
			await expectText(part.locator('.rows > li:visible b').first(), 'Gunilla Granlund');
			expect(await names()).toHaveLength(3);
			const [download] = await Promise.all([
				page.waitForEvent('download'),
				part.getByRole('button', { name: 'Download CSV' }).click(),
			]);
			expect(download.suggestedFilename()).toBe('Many people would be removed.csv');
			const { readFileSync } = jest.requireActual<typeof import('fs')>('fs');
			expect(readFileSync(await download.path(), 'utf8').split('\r\n')).toEqual([
				'\uFEFFName;ID;Group;Last day;Change;Reason',
				'"Gunilla Granlund";"E-10060";"";"";"";"No longer among the employed in HR."',
				expect.stringMatching(/^"Hampus Granlund";"E-10061"/),
				expect.stringMatching(/^"Ingrid Granlund";"E-10062"/),
				'',
			]);
			await part.getByRole('searchbox').fill('');
			await part.getByRole('combobox').selectOption('change');
			expect(await part.locator('.rows > li').count()).toBe(7);
		});
	});

	test.each([
		['en', 'Only changed groups'],
		['sv', 'Bara ändrade grupper'],
	] as const)('only the changed groups are shown, in %s', async (language, label) => {
		await onPage('sample', { viewport: PHONE }, async (page) => {
			if (language !== 'en') await page.setContent(htmlOf('sample', language));
			const shown = page.locator('.tree .name:visible');
			const all = await shown.allTextContents();
			const only = page.getByLabel(`${label} (4)`);
			await only.check();
			await page.locator('.tree li[hidden]').first().waitFor({ state: 'hidden' });
			// A changed group keeps the groups above it, so that its place can be read.
			expect(await shown.allTextContents()).toEqual([
				...['Malmö', 'Customer Success', 'Onboarding'],
				...['Stockholm', 'Finance', 'Payable', 'Treasury', 'People & Culture'],
			]);
			await picture(page, `report-changed-groups-${language}.png`);

			await page.locator('#find-words').fill('Treasury');
			await page.locator('.tree .name', { hasText: 'Malmö' }).waitFor({ state: 'hidden' });
			expect(await shown.allTextContents()).toEqual(['Stockholm', 'Finance', 'Treasury']);
			await page.locator('#find-words').fill('');
			await only.uncheck();
			await page.locator('.tree .name', { hasText: 'Luleå' }).waitFor({ state: 'visible' });
			expect(await shown.allTextContents()).toEqual(all);
			expect(all).toHaveLength(20);
		});
	});

	test('without scripts the page is complete, only without its search', async () => {
		await onPage('sample', { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
			expect(await page.locator('#find-words').isVisible()).toBe(false);
			expect(await page.getByText('Sundin → Cederlöf').isVisible()).toBe(true);
			expect(await page.locator('.rows > li:visible').count()).toBeGreaterThan(20);
		});
	});

	test('print is dark on white in any scheme, and holds what was folded', async () => {
		await onPage('sample', { viewport: DESKTOP, colorScheme: 'dark' }, async (page) => {
			await page.locator('summary').first().click();
			await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
			await page.evaluate("dispatchEvent(new Event('beforeprint'))");
			expect(await page.evaluate('measure.brightness()')).toBe(765);
			expect((await page.evaluate<Contrasts>('measure.contrasts()')).faint).toEqual([]);
			expect(await page.locator('#find-words').isVisible()).toBe(false);
			expect(await page.locator('nav').isVisible()).toBe(false);
			expect(await page.locator('.rows > li:visible').count()).toBeGreaterThan(20);
			const pdf = await page.pdf({ format: 'A4' });
			writeOutput('report-sample.pdf', pdf);
			expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
		});
	});

	test('10,000 changes open, scroll and are searched smoothly', async () => {
		await onPage('large', { viewport: PHONE }, async (page) => {
			const opened = await page.evaluate<number>('measure.opening()');
			expect(await page.locator('.rows > li').count()).toBe(10_000);
			expect(await page.locator('.rows > li:visible').count()).toBe(0);
			for (const part of await page.locator('.part > summary').all()) await part.click();
			expect(await page.evaluate('measure.isLastLaidOut()')).toBe(false);
			await page.locator('footer').scrollIntoViewIfNeeded();
			await page.locator('.rows > li').last().scrollIntoViewIfNeeded();
			expect(await page.evaluate('measure.isLastLaidOut()')).toBe(true);

			const { externalId, name } = invented(7_777);
			const searched = await page.evaluate<number>(`measure.searching('${externalId}')`);
			expect(await page.evaluate('measure.visibleRows()')).toBe(1);
			expect(await page.locator('.rows > li:visible b').textContent()).toBe(name);
			await picture(page, 'report-large-search-phone.png', false);

			const times = { openedMilliseconds: opened, searchedMilliseconds: searched };
			writeOutput('report-times.json', JSON.stringify(times, null, '\t'));
			// Generous, for busy machines: without lazy layout either takes many times as long.
			expect(opened).toBeLessThan(5_000);
			expect(searched).toBeLessThan(2_000);
		});
	});
}

async function expectText(locator: ReturnType<Page['locator']>, expected: string): Promise<void> {
	const start = Date.now();
	let text = await locator.textContent();
	while (text !== expected && Date.now() - start < 5_000) text = await locator.textContent();
	expect(text).toBe(expected);
}
