import { olderFirst } from '../directory/model/group';
import type { Connection } from './directory';
import type { JsonObject } from './json';
import { readWhole } from './hidden';
import { createdAtOf, externalIdOf, idOf } from './resource';

/** Milliseconds for which what was read of groups counts as now when one is written. */
export const FRESH = 30_000;

/**
 * Groups that have come since the directory was read, such as those of another run. Where that was
 * a while ago, all groups are read once more before one is created: one list, however many are
 * created, and nothing in an ordinary run.
 */
export class LaterGroups {
	private reading: Promise<void> | null = null;
	private byExternalId: ReadonlyMap<string | null, JsonObject> = new Map();

	/** @param readAt when the last list was asked for: milliseconds since 1970 */
	constructor(
		private readonly connection: Connection,
		private readAt: number,
	) {}

	/** The group with an External ID that is to be created, where it is there by now. */
	async find(externalId: string | null): Promise<JsonObject | undefined> {
		if (externalId === null) return undefined;
		const { client } = this.connection;
		if (client.now() - this.readAt > FRESH) this.reading ??= this.read();
		await this.reading;
		return this.byExternalId.get(externalId);
	}

	private async read(): Promise<void> {
		const at = this.connection.client.now();
		try {
			const { resources } = await readWhole(this.connection, 'group');
			const byAge = resources
				.map((group) => ({ group, targetId: idOf(group), createdAt: createdAtOf(group) }))
				.sort(olderFirst)
				.reverse();
			this.byExternalId = new Map(byAge.map(({ group }) => [externalIdOf(group), group]));
		} catch {
			// It is created all the same: where it is there twice, the next run merges the two.
		}
		this.readAt = at;
		this.reading = null;
	}
}
