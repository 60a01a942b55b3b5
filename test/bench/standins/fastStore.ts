import { guidOf } from '../../sandbox/random';

export type Kind = 'User' | 'Group';

export interface Resource {
	id: string;
	externalId?: string;
	meta: { version: string; lastModified: string; [name: string]: unknown };
	[name: string]: unknown;
}

interface Unique {
	name: string;
	key: (value: string) => string;
}

const UNIQUE: Record<Kind, readonly Unique[]> = {
	// RFC 7643: `userName` is not caseExact (§4.1.1), `externalId` is (§3.1).
	User: [
		{ name: 'userName', key: (value) => value.toLowerCase() },
		{ name: 'externalId', key: (value) => value },
	],
	Group: [{ name: 'externalId', key: (value) => value }],
};

/** Everything that a store holds, to return to. Texts are shared, so that it costs little. */
export interface Held {
	texts: Map<string, string>;
	indexes: Array<Map<string, string>>;
	created: number;
}

/** The users or groups of a tenant as JSON texts, ready to be sent, in the order of creation. */
export class FastStore {
	private texts = new Map<string, string>();
	private indexes: Array<Map<string, string>>;
	private created = 0;
	private order: string[] | undefined;
	private pages = new Map<string, string>();

	constructor(
		readonly kind: Kind,
		private readonly location: () => string,
	) {
		this.indexes = UNIQUE[kind].map(() => new Map());
	}

	get size(): number {
		return this.texts.size;
	}

	has(id: string): boolean {
		return this.texts.has(id);
	}

	text(id: string): string | undefined {
		return this.texts.get(id);
	}

	all(): Resource[] {
		return [...this.texts.values()].map((text) => JSON.parse(text) as Resource);
	}

	/** The id of the one with a unique value. */
	find(attribute: string, value: string): string | undefined {
		const i = UNIQUE[this.kind].findIndex(({ name }) => name === attribute);
		return i < 0 ? undefined : this.indexes[i]!.get(UNIQUE[this.kind][i]!.key(value));
	}

	isUnique(attribute: string): boolean {
		return UNIQUE[this.kind].some(({ name }) => name === attribute);
	}

	/** The name of the first unique attribute whose value somebody else has. */
	taken(values: Record<string, unknown>, ownId?: string): string | undefined {
		return UNIQUE[this.kind].find(({ name }) => {
			const value = values[name];
			const owner = typeof value === 'string' ? this.find(name, value) : undefined;
			return owner !== undefined && owner !== ownId;
		})?.name;
	}

	create(values: Record<string, unknown>): Resource {
		const id = guidOf(this.kind.length, this.kind, this.created++);
		const now = new Date().toISOString();
		return this.put({
			...values,
			id,
			meta: {
				resourceType: this.kind,
				created: now,
				lastModified: now,
				location: `${this.location()}/${this.kind}s/${id}`,
				version: 'W/"1"',
			},
		});
	}

	/** Puts changed values in the place of the old ones, as the next version. */
	replace(old: Resource, values: Record<string, unknown>): Resource {
		const revision = Number(/\d+/.exec(old.meta.version)![0]) + 1;
		this.unindex(old);
		return this.put({
			...values,
			id: old.id,
			meta: { ...old.meta, lastModified: new Date().toISOString(), version: `W/"${revision}"` },
		});
	}

	delete(resource: Resource): void {
		this.unindex(resource);
		this.texts.delete(resource.id);
		this.order = undefined;
		this.pages.clear();
	}

	/** A page of the list, made once as long as nothing is written. */
	page(startIndex: number, count: number): string {
		const key = `${startIndex} ${count}`;
		const known = this.pages.get(key);
		if (known !== undefined) return known;
		this.order ??= [...this.texts.keys()];
		const ids = this.order.slice(startIndex - 1, startIndex - 1 + count);
		const page = listResponse(
			ids.map((id) => this.texts.get(id)!),
			startIndex,
			this.order.length,
		);
		this.pages.set(key, page);
		return page;
	}

	held(): Held {
		return {
			texts: new Map(this.texts),
			indexes: this.indexes.map((index) => new Map(index)),
			created: this.created,
		};
	}

	restore({ texts, indexes, created }: Held): void {
		this.texts = new Map(texts);
		this.indexes = indexes.map((index) => new Map(index));
		this.created = created;
		this.order = undefined;
		this.pages.clear();
	}

	private put(resource: Resource): Resource {
		const isNew = !this.texts.has(resource.id);
		this.texts.set(resource.id, JSON.stringify(resource));
		UNIQUE[this.kind].forEach(({ name, key }, i) => {
			const value = resource[name];
			if (typeof value === 'string') this.indexes[i]!.set(key(value), resource.id);
		});
		if (isNew) this.order = undefined;
		if (this.pages.size > 0) this.pages.clear();
		return resource;
	}

	private unindex(resource: Resource): void {
		UNIQUE[this.kind].forEach(({ name, key }, i) => {
			const value = resource[name];
			if (typeof value === 'string') this.indexes[i]!.delete(key(value));
		});
	}
}

/** RFC 7644 §3.4.2, of resources that are JSON texts already. */
export function listResponse(texts: readonly string[], startIndex: number, total: number): string {
	return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":${total},"itemsPerPage":${texts.length},"startIndex":${startIndex},"Resources":[${texts.join(',')}]}`;
}
