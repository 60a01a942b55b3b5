import { clockOf } from '../../../http/n8n';
import { discover } from '../../../scim/discovery';
import { readTenantSettings, settingInWords } from '../../../scim/tenantSettings';
import { scimTransport } from '../../../scim/transport';
import { Ways } from '../../../scim/ways';
import { ScimClient } from '../../../scim/client';
import { DEFAULT_PATHS, readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { WINNINGTEMP } from '../../../nodes/Winningtemp/profile';
import { startWinningtemp } from '../../sandbox/winningtemp/server';
import { performWithToken } from '../../support/perform';

test.each([
	[undefined, 0],
	['', 0],
	[-5, 0],
	['many', 0],
	[50, 50],
	['25', 25],
	[99_999, 1000],
])('the page size %p is read as %p', (pageSize, read) => {
	expect(readTenantSettings({ customizeTenant: true, pageSize }).pageSize).toBe(read);
});

test('settings count only while the switch is on', () => {
	const given = { pageSize: 50, groupNames: 'unique', writeMethod: 'put' };
	expect(readTenantSettings(given)).toMatchObject({
		pageSize: 0,
		groupNames: 'automatic',
		writeMethod: 'automatic',
	});
	expect(readTenantSettings({ ...given, customizeTenant: true })).toMatchObject(given);
});

test('a message names a setting by its place in the credential', () => {
	expect(settingInWords('pageSize', WINNINGTEMP.systems)).toBe(
		'Page Size (under Customize Tenant in the Winningtemp credential)',
	);
});

describe('what was found out of a tenant', () => {
	const WEEK = 7 * 86_400_000;
	const at = (name: string, way: string) => [
		{ tenant: 'here', name, way, since: new Date(0).toISOString() },
	];

	test('is forgotten after a week, but for unique names of groups', () => {
		expect(new Ways(at('pageSize', '50'), 'here', WEEK - 1).of('pageSize')).toBe('50');
		expect(new Ways(at('pageSize', '50'), 'here', WEEK).of('pageSize')).toBeUndefined();
		expect(new Ways(at('group.names', 'unique'), 'here', 9 * WEEK).of('group.names')).toBe(
			'unique',
		);
	});

	test('the content type is asked for once', async () => {
		const server = await startWinningtemp({ scimJson: 'refused' });
		const types: unknown[] = [];
		const connect = async (ways: Ways) => {
			const perform = performWithToken(server.token);
			const send = scimTransport(
				async (options) => {
					if (options.body) types.push((options.headers as Record<string, string>)['Content-Type']);
					return await perform(options);
				},
				server.token,
				{ address: server.url, sleep: clockOf().sleep, contentType: 'automatic', ways },
			);
			const client = new ScimClient(send, WINNINGTEMP.systems, { sleep: async () => {} });
			return await client.request({
				method: 'POST',
				path: '/Groups',
				body: { displayName: `g${types.length}`, externalId: `g${types.length}` },
			});
		};
		try {
			const ways = new Ways([], 'here', 0);
			expect((await connect(ways)).status).toBe(201);
			expect(types).toEqual(['application/scim+json', 'application/json']);
			expect((await connect(new Ways(ways.news, 'here', 1))).status).toBe(201);
			expect(types.slice(2)).toEqual(['application/json']);
		} finally {
			await server.close();
		}
	});

	test('the page size of the credential comes before what the tenant announces', async () => {
		const server = await startWinningtemp({ maxResults: 100 });
		try {
			const { map, tenant: settings } = readSettings({
				...DEFAULT_PATHS,
				baseUrl: server.url,
				token: server.token,
				customizeTenant: true,
				pageSize: 10,
			});
			const send = scimTransport(performWithToken(server.token), server.token, {
				address: server.url,
				sleep: clockOf().sleep,
			});
			const client = new ScimClient(send, WINNINGTEMP.systems, { sleep: async () => {} });
			expect((await discover(client, map, settings)).maxResults).toBe(10);
			expect((await discover(client, map)).maxResults).toBe(100);
		} finally {
			await server.close();
		}
	});
});
