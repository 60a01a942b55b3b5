import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { employedOn, setOrganization } from '../sandbox/flex/changes.ts';
import { launchBrowser } from './browser.mjs';
import { fileOfBinary } from './execution.mjs';

const TEMPLATE = 'check-before-start';
const PAGE = 'Write the readiness page';
/** As wide as the README shows a picture, and as high as it makes sense to look at. */
const WINDOW = { width: 1000, height: 1330 };

/** The check before the start, imported and executed by n8n's own commands. */
export function readinessSuite(host) {
	describe('the check before the start', () => {
		let undo;
		let run;

		before(async () => {
			undo = await somethingToSettle(host);
			run = await host.execute(TEMPLATE);
		});
		after(async () => {
			undo?.();
			await host.emptyTenant();
		});

		test('every node runs, and nothing is written in either system', () => {
			const { nodes } = JSON.parse(readFileSync(join('workflows', `${TEMPLATE}.json`), 'utf8'));
			const names = nodes
				.filter(({ type }) => !type.endsWith('.stickyNote'))
				.map((one) => one.name);
			assert.deepEqual([...run.nodes].sort(), names.sort());
			assert.ok(host.flex.requests.length > 0);
			assert.ok(host.flex.requests.every(({ method }) => method === 'GET'));
			assert.ok(host.winningtemp.countReads() > 0);
			assert.equal(host.winningtemp.countWrites(), 0);
		});

		test('the page names what is to be settled, whom it concerns, and what a first run would do', () => {
			const [{ findings }] = run.json(PAGE);
			const html = htmlOf(host, run);
			const byCode = new Map(findings.map((finding) => [finding.code, finding]));
			assert.deepEqual(
				byCode.get('sharedEmail').concerns.map(({ name }) => name),
				['Dan Dubbel', 'Disa Dubbel'],
			);
			assert.equal(byCode.get('withoutPlacement').count, 1);
			assert.deepEqual(
				byCode.get('administrators').concerns.map(({ name }) => name),
				['Wilma Winter'],
			);
			assert.equal(byCode.get('skippedValues').owner, 'target');
			for (const { title } of findings) assert.ok(html.includes(title), title);
			for (const name of ['Dan Dubbel', 'Wilma Winter']) assert.ok(html.includes(name), name);
		});

		test('the page is drawn by a browser without a request', async (t) => {
			if (host.pictures === undefined) return t.skip('no folder for pictures was named');
			mkdirSync(host.pictures, { recursive: true });
			const browser = await launchBrowser();
			try {
				const page = await browser.newPage({ viewport: WINDOW, colorScheme: 'light' });
				const requests = [];
				page.on('request', (request) => requests.push(request.url()));
				await page.setContent(htmlOf(host, run));
				await page.screenshot({ path: join(host.pictures, 'readiness.png') });
				assert.deepEqual(requests, []);
			} finally {
				await browser.close();
			}
		});
	});
}

function htmlOf(host, run) {
	return fileOfBinary(host.n8n.userFolder, run.items(PAGE)[0].binary.report);
}

/**
 * A shared address, somebody without a place, a tenant that keeps few values, and an account that
 * looks like that of an administrator.
 *
 * @returns takes back what was done to Flex
 */
async function somethingToSettle(host) {
	await host.emptyTenant({ profile: 'core' });
	host.winningtemp.addUser({
		userName: 'admin@nordvik.example',
		givenName: 'Wilma',
		familyName: 'Winter',
	});
	const { model } = host.flex;
	const before = structuredClone(model);
	const [one, other, third] = employedOn(model, host.day).filter(
		({ emailWork, immediateManagerEmployeeId }) => emailWork && immediateManagerEmployeeId,
	);
	Object.assign(one, { firstName: 'Dan', lastName: 'Dubbel' });
	Object.assign(other, { firstName: 'Disa', lastName: 'Dubbel', emailWork: one.emailWork });
	setOrganization(model, third.id, { Office: null, Department: null, Team: null }, host.day);
	model.revision++;
	return () => Object.assign(model, before, { revision: model.revision + 1 });
}
