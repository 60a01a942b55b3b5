import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { credentialData, credentialReference } from './credentials.mjs';

/** What the button Test of a credential says, asked as the editor asks. */
export function credentialsSuite(host) {
	const tried = async (type, changed = {}) =>
		await host.session.post('/rest/credentials/test', {
			credentials: {
				...credentialReference(type),
				type,
				data: { ...credentialData(host.standIns)[type], ...changed },
			},
		});

	describe('credentials', () => {
		for (const type of ['flexHrmApi', 'winningtempApi']) {
			test(`${type}: the right one is taken`, async () => {
				assert.equal((await tried(type)).status, 'OK');
			});
		}

		const WRONG = [
			['flexHrmApi', 'a wrong password', { password: 'wrong' }, /password/i],
			['flexHrmApi', 'a wrong instance', { instanceId: '1' }, /instance/i],
			['flexHrmApi', 'a wrong company', { companyIds: '99' }, /99/],
			['winningtempApi', 'a wrong token', { token: 'wrong' }, /token/i],
		];
		for (const [type, what, changed, says] of WRONG) {
			test(`${type}: the test names ${what}`, async () => {
				const { status, message } = await tried(type, changed);
				assert.equal(status, 'Error');
				assert.match(message, says);
			});
		}

		test('flexHrmApi: the test names an address where nobody answers', async () => {
			const { status, message } = await tried('flexHrmApi', { baseUrl: 'http://127.0.0.1:9' });
			assert.equal(status, 'Error');
			assert.match(message, /127\.0\.0\.1:9|address|Base URL|connect/i);
			assert.doesNotMatch(message, new RegExp(host.flex.password));
		});

		test('the test names an address that takes the call and never answers', async () => {
			const silent = createServer().listen(0, '127.0.0.1');
			const calls = new Set();
			silent.on('connection', (call) => calls.add(call));
			await once(silent, 'listening');
			try {
				const baseUrl = `http://127.0.0.1:${silent.address().port}`;
				const answers = await Promise.all(
					['flexHrmApi', 'winningtempApi'].map((type) => tried(type, { baseUrl })),
				);
				for (const { status, message } of answers) {
					assert.equal(status, 'Error');
					assert.match(message, /in time.*Base URL/);
					assert.doesNotMatch(message, /run the workflow/i);
				}
			} finally {
				for (const call of calls) call.destroy();
				silent.close();
			}
		});
	});
}
