import { matchingKey } from '../common/text';
import type { Segment } from '../model/fields';
import type { Person } from '../model/person';
import { segmentId, segmentsIn } from '../model/segments';

/**
 * Finds connections to segments that somebody made by hand. Without a memory of what was written, a
 * connection counts as HR's where HR gives anybody on the list a segment of that category, or where
 * the External ID follows from category and name, as this mapping makes it. All others stay.
 */
export class SegmentConnections {
	/** Matching keys of the categories that HR fills. */
	private readonly ofHr = new Set<string>();
	/** The External IDs that HR gives: a target may give no category of them. */
	private readonly known = new Set<string>();
	/** Others that were looked at: whether they are made as by this mapping. */
	private readonly made = new Map<string, boolean>();

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
		const byHand = current.filter((one) => !this.isOfHr(one));
		return byHand.length === 0 ? wanted : [...wanted, ...byHand];
	}

	private isOfHr({ category, name, externalId }: Segment): boolean {
		if (this.known.has(externalId)) return true;
		if (!category) return false;
		if (this.ofHr.has(matchingKey(category))) return true;
		const key = [category, name, externalId].join('\n');
		let made = this.made.get(key);
		if (made === undefined) {
			made = segmentId(category, name) === externalId;
			this.made.set(key, made);
		}
		return made;
	}
}
