import SCIMMY from 'scimmy';
import type { Kind, Tenant } from './tenant';

/**
 * SCIMMY knows one set of resource types in a process. These hand every request over to the
 * tenant that comes with it as its context, so that any number of servers with different schemas
 * live side by side.
 */
abstract class TenantResource extends SCIMMY.Types.Resource {
	abstract readonly kind: Kind;

	/** Locations are the tenant's business: one path for all servers would be that of the last. */
	static override basepath = (path?: string): never =>
		(path === undefined ? undefined : this) as never;

	constructor(...parameters: ConstructorParameters<typeof SCIMMY.Types.Resource>) {
		const [id, config] = parameters;
		const query = typeof id === 'string' || config !== undefined ? config : id;
		const equality = typeof id === 'string' ? undefined : equalityOf(query);
		super(...withoutFilter(parameters, equality !== undefined));
		if (equality) {
			this.filter = new SCIMMY.Types.Filter([{ [equality.attribute]: ['eq', equality.value] }]);
		}
	}

	override async read<T>(tenant?: T): Promise<never> {
		const answer =
			this.id === undefined ? of(tenant).list(this.kind, this) : of(tenant).read(this.kind, this);
		return await Promise.resolve(answer as never);
	}

	override async write<T>(body: unknown, tenant?: T): Promise<never> {
		return await Promise.resolve(of(tenant).write(this.kind, this, body) as never);
	}

	override async patch<T>(message: unknown, tenant?: T): Promise<never> {
		return (await of(tenant).patch(this.kind, this, message)) as never;
	}

	override async dispose<T>(tenant?: T): Promise<void> {
		await Promise.resolve(of(tenant).delete(this.kind, this.id!));
	}
}

class User extends TenantResource {
	readonly kind = 'user';
	static override readonly endpoint = '/Users';
	static override readonly schema = SCIMMY.Schemas.User;
}

class Group extends TenantResource {
	readonly kind = 'group';
	static override readonly endpoint = '/Groups';
	static override readonly schema = SCIMMY.Schemas.Group;
}

export const RESOURCES = [User, Group];

let declared = false;

/** Makes the resource types known to SCIMMY, once. */
export function declareResources(): void {
	if (declared) return;
	for (const resource of RESOURCES) SCIMMY.Resources.declare(resource as never);
	declared = true;
}

function of(tenant: unknown): Tenant {
	return tenant as Tenant;
}

const EQUALITY = /^\s*([A-Za-z][\w$-]*)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i;

/**
 * A filter such as `userName eq "anna"`, read as RFC 7644 §3.4.2.2 wants it: the value is JSON.
 * SCIMMY's own parser does not undo its escapes.
 */
function equalityOf(query: unknown): { attribute: string; value: string } | undefined {
	const { filter } = (query ?? {}) as { filter?: unknown };
	const parts = typeof filter === 'string' ? EQUALITY.exec(filter) : null;
	if (!parts) return undefined;
	const name = parts[1]!.toLowerCase();
	const attribute = CANONICAL_NAMES.find((known) => known.toLowerCase() === name) ?? parts[1]!;
	try {
		return { attribute, value: JSON.parse(parts[2]!) as string };
	} catch {
		return undefined;
	}
}

const CANONICAL_NAMES = ['id', 'externalId', 'userName', 'displayName'];

type Parameters = ConstructorParameters<typeof SCIMMY.Types.Resource>;

function withoutFilter([id, config]: Parameters, isReadHere: boolean): Parameters {
	if (!isReadHere) return [id, config];
	const query = { ...((config ?? id ?? {}) as Record<string, unknown>) };
	delete query.filter;
	return [query as never];
}
