// A SCIM server that others maintain, as its own documentation sets it up: SCIMMY with its routers,
// the schemas and the bulk requests that it has by itself, and a store in memory. Nothing of it is
// adjusted. Runs as a process of its own; the parent asks for what it holds.
import { randomUUID } from 'node:crypto';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

const TOKEN = 'sandbox-other-token';
const stores = { user: new Map(), group: new Map() };
let writes = 0;

/** What SCIMMY asks of a store, and nothing else. */
function handlers(store, unique) {
	return {
		egress: (resource) => {
			const { id, filter } = resource;
			if (id) {
				if (!store.has(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
				return store.get(id);
			}
			const all = [...store.values()];
			return filter ? filter.match(all) : all;
		},
		ingress: (resource, data) => {
			const id = resource.id ?? randomUUID();
			if (resource.id && !store.has(id)) {
				throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
			}
			for (const name of unique) {
				const taken = [...store.values()].some(
					(one) => one.id !== id && data[name] !== undefined && one[name] === data[name],
				);
				if (taken) throw new SCIMMY.Types.Error(409, 'uniqueness', `${name} is taken`);
			}
			const now = new Date();
			const created = store.get(id)?.meta.created ?? now;
			const record = { ...JSON.parse(JSON.stringify(data)), id };
			store.set(id, { ...record, meta: { created, lastModified: now } });
			return store.get(id);
		},
		degress: (resource) => {
			if (!store.delete(resource.id)) {
				throw new SCIMMY.Types.Error(404, null, `Resource ${resource.id} not found`);
			}
		},
	};
}

SCIMMY.Config.set({ patch: true, filter: true, bulk: true });
SCIMMY.Resources.declare(SCIMMY.Resources.User, handlers(stores.user, ['userName', 'externalId']));
SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false);
SCIMMY.Resources.declare(SCIMMY.Resources.Group, handlers(stores.group, ['externalId']));

const app = express();
app.use((request, _response, next) => {
	if (['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)) writes++;
	next();
});
app.use(
	'/scim',
	new SCIMMYRouters({
		type: 'bearer',
		handler: (request) => {
			if (request.header('Authorization') === `Bearer ${TOKEN}`) return 'integration';
			throw new Error('Authorization not detected!');
		},
	}),
);
const server = app.listen(0, '127.0.0.1', () => {
	process.send({ url: `http://127.0.0.1:${server.address().port}/scim`, token: TOKEN });
});
process.on('message', () => {
	process.send({ writes, users: [...stores.user.values()], groups: [...stores.group.values()] });
});
process.on('disconnect', () => process.exit());
