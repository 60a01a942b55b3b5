/** How a tenant was found to take something, where that is not as the standard has it. */
export interface Way {
	/** Address of the tenant. */
	tenant: string;
	/** What it is about. */
	name: string;
	way: string;
	/** When that was found out, in ISO 8601. */
	since: string;
}

/** Groups of the same name get longer names. */
export const GROUP_NAMES = 'group.names';
/** Users who are inactive have no `active`. */
export const INACTIVE = 'user.inactive';
/**
 * Never forgotten: else groups would get short names back, and long ones again, every week, and all
 * leavers would be deactivated once more.
 */
const LASTING = new Set([GROUP_NAMES, INACTIVE]);

/**
 * What a list may leave out, by kind and field after it, as `list.user.birthday`. Not forgotten
 * either: else all would be written once more every week.
 */
export const LISTED = 'list.';

/** The largest page that was given where larger ones were refused. */
export const PAGE_SIZE = 'pageSize';
/** The media type that is read where the standard's is not. */
export const CONTENT_TYPE = 'contentType';

const RETRIED_AFTER = 7 * 86_400_000;

/**
 * What is known of how a tenant takes writes: found out in this run, or remembered from earlier ones.
 * It is no more than a shortcut: without it the same is found out once more, and so it is after a
 * week, since a tenant may have learned.
 */
export class Ways {
	private readonly own = new Map<string, Way>();
	private readonly others: Way[] = [];
	/** What this run has found out. */
	private readonly found = new Set<string>();

	/** @param now milliseconds since 1970 */
	constructor(
		remembered: unknown = [],
		private readonly tenant = '',
		private readonly now = 0,
	) {
		for (const entry of Array.isArray(remembered) ? remembered : []) {
			if (!isWay(entry)) continue;
			const isOld = !(now - Date.parse(entry.since) < RETRIED_AFTER);
			if (isOld && !LASTING.has(entry.name) && !entry.name.startsWith(LISTED)) continue;
			const { name, way, since } = entry;
			const plain = { tenant: entry.tenant, name, way, since };
			if (plain.tenant === tenant) this.own.set(name, plain);
			else this.others.push(plain);
		}
	}

	of(name: string): string | undefined {
		return this.own.get(name)?.way;
	}

	/** Milliseconds since something was found out. */
	ageOf(name: string): number | undefined {
		const way = this.own.get(name);
		return way && this.now - Date.parse(way.since);
	}

	/** Whether that was a week ago, so that it is time to look whether it is still so. */
	isDue(name: string): boolean {
		return (this.ageOf(name) ?? 0) >= RETRIED_AFTER;
	}

	learn(name: string, way: string): void {
		if (this.of(name) === way) return;
		const since = new Date(this.now).toISOString();
		this.own.set(name, { tenant: this.tenant, name, way, since });
		this.found.add(name);
	}

	forget(name: string): void {
		if (this.own.delete(name)) this.found.add(name);
	}

	/** What this run has found out of how writes are taken, as name and way. */
	get foundNow(): Array<[name: string, way: string]> {
		return [...this.found].flatMap((name) => {
			const way = this.of(name);
			return way === undefined || name.startsWith(LISTED) ? [] : [[name, way] as [string, string]];
		});
	}

	/** What is to be remembered; `null` where nothing is new. */
	get news(): Way[] | null {
		return this.found.size > 0 ? [...this.others, ...this.own.values()] : null;
	}

	/** The same, with what others have remembered since, but for what this run has found out itself. */
	newsBeside(remembered: unknown): Way[] | null {
		if (this.news === null) return null;
		const { others, own } = new Ways(remembered, this.tenant, this.now);
		const isFound = ({ name }: Way) => this.found.has(name);
		const kept = [...own.values()].filter((way) => !isFound(way));
		return [...others, ...kept, ...[...this.own.values()].filter(isFound)];
	}

	/** The same to begin with. What is learned in it is not remembered. */
	copy(): Ways {
		return new Ways([...this.own.values()], this.tenant, this.now);
	}
}

/**
 * Whether a user is active who has no `active`. RFC 7643 §4.1.1 leaves that to the server, and nobody
 * switched such a user off, unless the tenant is known to leave out what is false.
 */
export function isActiveWithout(ways: Ways | undefined): boolean {
	return ways?.of(INACTIVE) === undefined;
}

function isWay(entry: unknown): entry is Way {
	if (typeof entry !== 'object' || entry === null) return false;
	const { tenant, name, way, since } = entry as Partial<Record<keyof Way, unknown>>;
	return [tenant, name, way, since].every((value) => typeof value === 'string');
}
