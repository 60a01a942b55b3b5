// A SCIM server that others maintain: the SCIM plugin of Better Auth, with its own store in memory.
// Runs as a process of its own; the parent asks for what its tables hold.
import http from 'node:http';
import { scim } from '@better-auth/scim';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';

const TOKEN = 'sandbox-other-token-of-forty-characters';
const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const plugin = scim({
	connections: [{ id: 'hr', credentials: [{ type: 'bearer', id: 'n8n', token: TOKEN }] }],
});
const tables = ['user', 'session', 'account', 'verification', ...Object.keys(plugin.schema)];
const db = Object.fromEntries(tables.map((name) => [name, []]));
let writes = 0;

const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
	const origin = `http://127.0.0.1:${server.address().port}`;
	const auth = betterAuth({
		baseURL: origin,
		secret: 'a secret of these tests, which protects nobody: 4f7a0e44-7550-5090-932b',
		database: memoryAdapter(db),
		plugins: [plugin],
		rateLimit: { enabled: false },
		telemetry: { enabled: false },
	});
	const handle = toNodeHandler(auth);
	server.on('request', (request, response) => {
		if (['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)) writes++;
		void handle(request, response);
	});
	process.send({ url: `${origin}/api/auth/scim/v2`, token: TOKEN });
});

/** Rows of the tables as SCIM has users and groups. */
function contents() {
	const users = db.scimUser.map((row) => {
		const { enterprise } = JSON.parse(row.serializedAttributes ?? '{}');
		return {
			id: row.id,
			externalId: row.externalId ?? undefined,
			userName: row.userName,
			name: { givenName: row.givenName, familyName: row.familyName },
			emails: JSON.parse(row.serializedEmails ?? '[]'),
			active: row.active,
			...(enterprise ? { [ENTERPRISE_USER]: enterprise } : {}),
		};
	});
	const groups = db.scimGroup.map(({ id, externalId, displayName }) => ({
		id,
		externalId: externalId ?? undefined,
		displayName,
		members: db.scimGroupMember
			.filter(({ groupId }) => groupId === id)
			.map(({ scimUserId }) => ({ value: scimUserId })),
	}));
	return { writes, users, groups };
}

process.on('message', () => process.send(contents()));
process.on('disconnect', () => process.exit());
