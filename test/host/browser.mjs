import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Without them Chromium tries to reach its makers. */
const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
/** Milliseconds; n8n's editor is large, and so is what may run beside it in CI. */
const SLOW_MACHINE = 120_000;
/** Large enough for the main template and for most panels in one piece. */
const WINDOW = { width: 1600, height: 1000 };

/** @throws where there is no Chromium, with what to do */
export async function launchBrowser() {
	const executablePath = PLACES.find((place) => existsSync(place));
	if (!executablePath) {
		throw new Error('The editor is tested in Chromium: sudo apt-get install chromium');
	}
	return await chromium.launch({ executablePath, args: ARGUMENTS });
}

/**
 * A page of somebody who has logged in to n8n by its form.
 *
 * @param {'light' | 'dark'} colorScheme
 * @returns the page; `outside` on it holds the addresses asked for outside this machine
 */
export async function loggedInPage(browser, { url }, { email, password }, colorScheme = 'light') {
	const context = await browser.newContext({ viewport: WINDOW, colorScheme, locale: 'en-GB' });
	context.setDefaultTimeout(SLOW_MACHINE);
	const page = await context.newPage();
	page.outside = [];
	page.on('request', (request) => {
		const { protocol, hostname } = new URL(request.url());
		if (protocol.startsWith('http') && hostname !== 'localhost') page.outside.push(request.url());
	});
	await page.goto(`${url}/signin`);
	await page.fill('input[name=emailOrLdapLoginId]', email);
	await page.fill('input[name=password]', password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL(({ pathname }) => !pathname.includes('signin'));
	return page;
}
