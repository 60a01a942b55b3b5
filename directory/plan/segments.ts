import { matchingKey } from '../common/text';
import type { Segment } from '../model/fields';
import type { Person } from '../model/person';
import { segmentsIn } from '../model/segments';

/**
 * Finds connections to segments that somebody made by hand. Without a memory of what was written, a
 * connection counts as HR's where HR gives anybody on the list a segment of that category: then HR
 * decides who is in which segment of it. Categories that HR does not fill stay as they are.
 */
export class SegmentConnections {
	/** Matching keys of the categories that HR fills. */
	private readonly ofHr = new Set<string>();
	/** The External IDs that HR gives: a target may give no category of them. */
	private readonly known = new Set<string>();

	constructor(people: Iterable<Person>) {
		for (const { segments } of people) {
			for (const { category, externalId } of segmentsIn(segments)) {
				if (this.known.has(externalId)) continue;
				this.known.add(externalId);
				this.ofHr.add(matchingKey(category));
			}
		}
	}

	/** The wanted segments of a person, and those by hand that the user has now. */
	withManual(wanted: Segment[], current: readonly Segment[]): Segment[] {
		const byHand = current.filter(
			({ category, externalId }) =>
				!this.known.has(externalId) && !(category && this.ofHr.has(matchingKey(category))),
		);
		return byHand.length === 0 ? wanted : [...wanted, ...byHand];
	}
}
